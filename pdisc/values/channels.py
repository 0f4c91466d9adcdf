"""公开形式 and 公开范围: how they are written, and whom they reach (实施方案三(二), 条例第八条)."""

import re
from collections.abc import Iterable

from pdisc.errors import Refused, UsageError
from pdisc.words import HANGING, SOCIAL, Channel, Scope, ScopeDetail


def base_of(channel: str) -> Channel:
    """Return the kind of a stored channel: 网站 for 网站:党建网."""
    return Channel(channel.partition(":")[0])


def parse_channel(text: str) -> str:
    """Return one channel as it is stored, e.g. 会议 or 网站:党建网, or raise UsageError."""
    word, _, platform = text.strip().replace("：", ":").partition(":")
    if word.strip() not in set(Channel):
        allowed = " ".join(Channel)
        raise UsageError(
            f"没有“{word.strip()}”这种公开形式", next_step=f"可用：{allowed}；平台写作 网站:党建网"
        )
    if ":" in text.replace("：", ":") and not platform.strip():
        raise UsageError(f"“{text.strip()}”的平台名是空的", next_step="写作 网站:党建网")
    return f"{word.strip()}:{platform.strip()}" if platform.strip() else word.strip()


def read_channels(text: str) -> tuple[str, ...]:
    """Return several channels out of one text, separated by 、 or on lines of their own."""
    words = filter(str.strip, re.split(r"[、，,;；\n]+", text))
    return tuple(dict.fromkeys(map(parse_channel, words)))


def parse_scope(text: str) -> tuple[Scope, ScopeDetail | None]:
    """Return a scope with its detail, e.g. 党内:本单位, or raise UsageError."""
    word, mark, detail = text.strip().replace("：", ":").partition(":")
    word, detail = word.strip(), detail.strip()
    if word not in set(Scope) or (mark and word != Scope.PARTY):
        raise UsageError(f"公开范围应为 {' '.join(Scope)}，不是“{text.strip()}”")
    if mark and detail not in set(ScopeDetail):
        raise UsageError(
            f"没有“{detail}”这种党内范围", next_step=f"写作 党内:{' 或 党内:'.join(ScopeDetail)}"
        )
    return Scope(word), ScopeDetail(detail) if mark else None


def scope_name(scope: Scope, detail: ScopeDetail | None) -> str:
    """Return a scope as people read it: 社会, 党内, 党内（本单位）."""
    return f"{scope}（{detail}）" if detail else scope.value


def narrowness(scope: Scope, detail: ScopeDetail | None) -> int:
    """Return 0 for 社会, and more the fewer people a scope reaches; 党内 alone is 全体党员."""
    if scope is Scope.SOCIETY:
        return 0
    return 1 + tuple(ScopeDetail).index(detail or ScopeDetail.MEMBERS)


def narrower(
    wanted: tuple[Scope, ScopeDetail | None], given: tuple[Scope, ScopeDetail | None]
) -> bool:
    """Return whether a scope reaches nobody whom the other doesn't reach; the same one does.

    全体党员 and 本单位 stand side by side (条例第八条): neither is within the other.
    """
    if wanted[0] is given[0] is Scope.PARTY:
        inner, outer = (detail or ScopeDetail.MEMBERS for _, detail in (wanted, given))
        return inner in (outer, ScopeDetail.NAMED)
    return given[0] is Scope.SOCIETY


def is_hanging(channel: str) -> bool:
    """Return whether something stays up on this channel until it is taken down."""
    return base_of(channel) in HANGING


def reaches_society(channel: str) -> bool:
    """Return whether this channel by itself reaches society."""
    return base_of(channel) in SOCIAL


def inside(channels: Iterable[str], *, board_inside: bool = False) -> tuple[str, ...]:
    """Return those channels that a 党内 disclosure may use by default.

    网站 never; 公开栏 only where the board hangs where only members read it.
    """
    return tuple(
        channel
        for channel in channels
        if not reaches_society(channel) or (board_inside and base_of(channel) is Channel.BOARD)
    )


def wider(scope: Scope, of_item: Scope) -> bool:
    """Return whether a scope takes in society where that of the item is the Party alone."""
    return scope is Scope.SOCIETY and of_item is Scope.PARTY


def require_address(url: str) -> None:
    """Raise UsageError for what is no whole address of a website."""
    if not re.match("https?://[^/?#]", url, re.IGNORECASE):
        raise UsageError(
            "网站公开要写网址", next_step="加上 --url 网址，以 http:// 或 https:// 开头"
        )


def refuse_too_wide(scope: Scope, channels: Iterable[str]) -> None:
    """Raise Refused where a 党内 disclosure would go on a website."""
    for channel in channels:
        if scope is Scope.PARTY and base_of(channel) is Channel.WEBSITE:
            raise Refused(
                f"党内公开的事项不能用“{channel}”：网站面向社会",
                next_step="改用 会议 文件 简报 通报；确可向社会公开的，先核定公开范围",
            )
