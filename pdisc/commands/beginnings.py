"""期初: what was public, or was kept on paper, before the ledger began."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import typer

from pdisc.commands import options as o
from pdisc.commands import step_options as s
from pdisc.commands.acting import say_entries, say_registered
from pdisc.commands.form import Form, listed
from pdisc.commands.several import codes_in
from pdisc.context import Context
from pdisc.dates.windows import parse_window
from pdisc.services import inheriting, registers

Windows = Annotated[
    list[str] | None,
    o.value("--for", "期次", "在纸上办过的是哪一期，如 2026-Q1，可多次"),
]
AllOwed = Annotated[
    bool,
    typer.Option(
        "--all-owed", help="建账以前到期、还欠着的期次，全部在纸上办过（写了编号就只算这几条）"
    ),
]
Before = Annotated[
    str | None,
    o.value("--before", "日期", "--all-owed 只算哪天以前到期的，不写就是建账那天；那时没满的不算"),
]
Heading = Annotated[str | None, o.value("--title", "标题", "挂着的是什么")]


def opening(
    context: Context,
    form: Form,
    codes: o.Codes = None,
    channel: o.ChannelOption = None,
    place: s.Place = None,
    url: s.Url = None,
    title: Heading = None,
    document_number: o.DocumentNumber = None,
    window: Windows = None,
    reason: o.Reason = None,
    all_owed: AllOwed = False,
    before: Before = None,
) -> None:
    """期初: what already hung when the ledger began, or windows that were kept on paper before."""
    wanted = codes_in(form, codes) if codes or not all_owed else ()
    day = form.day("--before", before)
    if before and not all_owed:
        form.wrong("--before 和 --all-owed 一起写", next_step="pdisc opening --help")
    if window or all_owed:
        hung = {"--channel": channel, "--place": place, "--url": url, "--title": title}
        beside = [flag for flag, value in hung.items() if value]
        found = _on_paper(form, window, reason, beside, all_owed=all_owed)
        found = msgspec.structs.replace(found, before=day)
    else:
        found = _hung(form, channel, place, url)
        heading = form.optional("--title", title) or ""
        why = form.optional("--reason", reason, long=True) or ""
        found = msgspec.structs.replace(found, title=heading, reason=why)
    paper = form.optional("--document-number", document_number) or ""
    found = msgspec.structs.replace(found, document_number=paper)
    form.done()
    done = inheriting.bring_forward(context.station, context.signing(), wanted, found)
    say_entries(context, done, f"{_said(done, wanted, found)}：期初", "pdisc due")


def _said(
    done: "Sequence[registers.Registered]", codes: Sequence[str], found: "inheriting.Found"
) -> str:
    """Return what was brought forward, in words."""
    if found.all_owed:
        events: list[Any] = [each.event.event for each in done]
        count = sum(len(event["windows"]) for event in events)
        return f"{len(events)}个条目、{count}期，在纸上办过"
    places = [parse_window(each).name for each in found.windows] or found.channels
    return f"{'、'.join(codes)} {'、'.join(places)}"


def _on_paper(
    form: Form,
    window: list[str] | None,
    reason: str | None,
    besides: list[str],
    *,
    all_owed: bool,
) -> "inheriting.Found":
    """Return windows that were kept on paper; nothing else goes with them."""
    if besides or (window and all_owed):
        flag = "--all-owed" if all_owed else "--for"
        more = ["--for"] if window and all_owed else []
        form.wrong(
            f"写了 {flag} 就不写 {'、'.join([*more, *besides])}",
            next_step="还挂着的另登记一条，不写期次",
        )
    return inheriting.Found(
        all_owed=all_owed,
        windows=tuple(form.text("--for", each) for each in listed(window)),
        reason=form.need("--reason", "理由", reason, long=True),
    )


def _hung(
    form: Form, channel: list[str] | None, place: str | None, url: str | None
) -> "inheriting.Found":
    """Return where something hung, each place as its channel wants it told."""
    options = form.context.options
    options.on = form.need("--on", "哪一天公开（挂出）的", options.on) or None
    asked = None if channel else form.need("--channel", "公开形式，如 公开栏", None)
    channels = form.channels("--channel", channel or ([asked] if asked else None))
    on_web = [each for each in channels if each.startswith("网站")]
    address = form.need("--url", "网址", url) if on_web else form.optional("--url", url)
    if address and channels and not on_web:
        form.wrong(
            "--url 只用于网站", next_step="挂在别处的写 --place；网站上也有的加上 --channel 网站"
        )
    elsewhere = len(on_web) < len(channels)
    where = (
        form.need("--place", "挂在哪里、发给谁", place)
        if elsewhere
        else form.optional("--place", place)
    )
    return inheriting.Found(channels=channels, place=where or "", url=address or "")


def take_down_opening(
    context: Context,
    form: Form,
    code: str,
    channel: list[str] | None,
    reason: str | None,
    *,
    beside: list[str],
) -> None:
    """撤下 of what had hung since before the ledger began."""
    channels = form.channels("--channel", channel)
    why = form.need("--reason", "理由", reason, long=True)
    if beside:
        form.wrong(f"撤下期初内容不用 {'、'.join(beside)}", next_step="只写形式和理由")
    form.done()
    done = inheriting.take_down(
        context.station, context.signing(), code, channels=channels, reason=why
    )
    say_registered(context, done, f"{code} 期初内容已撤下", "pdisc due")
