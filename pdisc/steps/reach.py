"""Whom a plan reaches: 公开范围 and 公开形式, when it is drawn up and when it is approved."""

from pdisc.errors import Refused
from pdisc.registers.items import CatalogItem
from pdisc.steps.acts import Approve
from pdisc.steps.disclosure import Disclosure
from pdisc.values.channels import (
    inside,
    narrower,
    narrowness,
    reaches_society,
    refuse_too_wide,
    scope_name,
    wider,
)
from pdisc.words import Channel, Scope, ScopeDetail

Reach = tuple[Scope, ScopeDetail | None]


def checked_scope(
    wanted: Scope | None, detail: ScopeDetail | None, item: CatalogItem, reason: str
) -> Reach:
    """Return whom a plan reaches: as far as its item, or less with a reason; else raise Refused."""
    scope = wanted or item.scope
    if wider(scope, item.scope):
        raise Refused(
            f"{item.code} 的公开范围是“党内”，不能放宽到“社会”",
            next_step="公开范围只能收窄，不能放宽；目录有误的，先更正：pdisc catalog set",
        )
    if narrowness(scope, detail) > narrowness(item.scope, None) and not reason:
        to = "改到" if beside(scope, detail, item) else "收窄到"
        raise Refused(
            f"{item.code} 的公开范围是“{item.scope}”，{to}“{scope_name(scope, detail)}”要写明理由",
            next_step="加上 --reason 理由",
        )
    return scope, detail


def beside(scope: Scope, detail: ScopeDetail | None, item: CatalogItem) -> bool:
    """Say whether a plan reaches others than its item does, though no more than a 党内 may."""
    return not narrower((scope, detail), (item.scope, None)) and not wider(scope, item.scope)


def beside_told(scope: Scope, detail: ScopeDetail | None, item: CatalogItem) -> tuple[str, ...]:
    """Return what to tell of a plan for the whole unit, of which not everybody is a member."""
    if not beside(scope, detail, item):
        return ()
    return (
        f"“{scope_name(scope, detail)}”里有不是党员的，和“{item.scope}”不是一回事，"
        "请审核时看是否合适",
    )


def checked_channels(
    given: tuple[str, ...], defaults: tuple[str, ...], scope: Scope
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the channels of a plan, and a notice where defaults were left out for 党内."""
    if given:
        refuse_too_wide(scope, given)
        return tuple(dict.fromkeys(given)), ()
    if scope is Scope.SOCIETY:
        return tuple(dict.fromkeys(defaults)), ()
    kept = inside(dict.fromkeys(defaults))
    if not kept:
        raise Refused(
            "党内公开没有可用的默认形式", next_step="用 --channel 写明，如 --channel 会议"
        )
    left = [channel for channel in defaults if channel not in kept]
    notice = f"党内公开，默认形式中已去掉面向社会的{'、'.join(left)}"
    return kept, (notice,) if left else ()


def out_of_reach(
    number: str, code: str, scope: Scope, channels: tuple[str, ...]
) -> tuple[str, ...]:
    """Return what to tell of a 社会 disclosure on channels that don't reach society, with a way."""
    if scope is not Scope.SOCIETY or any(map(reaches_society, channels)):
        return ()
    more = " ".join(f"--channel {channel}" for channel in (*channels, Channel.BOARD))
    return (
        f"公开范围是社会，公开形式只有{'、'.join(channels)}，到不了社会，报告的“范围”一项不算达到；"
        f"加上公开栏：pdisc revise {number} {more}；"
        f"目录里就该有的：pdisc catalog set {code} {more} --reason 理由 --by 审批人",
    )


def narrowed_scope(
    before: Disclosure, command: Approve, guards: int
) -> tuple[Scope, ScopeDetail | None]:
    """Return whom an approved plan reaches; raise Refused for anybody besides those proposed."""
    proposed = before.plan.scope, before.plan.scope_detail
    if command.scope is None:
        return proposed
    wanted = command.scope, command.scope_detail
    if narrowness(*wanted) < narrowness(*proposed):
        raise Refused(
            f"审批只能收窄公开范围，不能从“{scope_name(*proposed)}”放宽到“{scope_name(*wanted)}”",
            next_step="确需放宽的，退回修改："
            f"pdisc approve {before.number} --by 审批人 --return 理由",
        )
    if guards >= 2 and not narrower(wanted, proposed):
        raise Refused(
            f"从“{scope_name(*proposed)}”改到“{scope_name(*wanted)}”不是收窄："
            "本单位的人不都是党员，党员也不都在本单位",
            next_step="确需改的，退回修改："
            f"pdisc approve {before.number} --by 审批人 --return 理由；"
            "收窄写 --scope 党内:特定对象",
        )
    return wanted


def narrowed_channels(
    before: Disclosure, command: Approve, scope: Scope
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the channels that are approved, and a notice where 党内 leaves some of them out."""
    kept = without(before.plan.channels, command.drop_channels)
    inside_board = before.review is not None and before.review.board_inside
    if scope is before.plan.scope:
        refuse_too_wide(scope, kept)
        return kept, ()
    allowed = inside(kept, board_inside=inside_board)
    if not allowed:
        raise Refused("收窄到党内后没有剩下可用的公开形式", next_step="退回修改，补上会议或文件")
    left = [channel for channel in kept if channel not in allowed]
    notice = f"收窄到党内，已去掉面向社会的{'、'.join(left)}"
    return allowed, (notice,) if left else ()


def without(channels: tuple[str, ...], dropped: tuple[str, ...]) -> tuple[str, ...]:
    """Return channels without some of them, of which each must be one, and not all."""
    for channel in dropped:
        if channel not in channels:
            raise Refused(
                f"方案里没有“{channel}”，不能去掉；现有：{'、'.join(channels)}",
                next_step=f"--drop-channel 写其中之一：{'、'.join(channels)}",
            )
    kept = tuple(channel for channel in channels if channel not in dropped)
    if not kept:
        raise Refused("不能把全部公开形式都去掉", next_step="不公开的用 --refuse 理由 --basis 依据")
    return kept
