"""期初: what was public, or was kept on paper, before the ledger began."""

from typing import Annotated

import msgspec

from pdisc.commands import options as o
from pdisc.commands import step_options as s
from pdisc.commands.acting import say_entries, say_registered
from pdisc.commands.form import Form, listed
from pdisc.commands.several import codes_in
from pdisc.context import Context
from pdisc.dates.windows import parse_window
from pdisc.services import inheriting

Windows = Annotated[
    list[str] | None,
    o.value("--for", "期次", "在纸上办过的是哪一期，如 2026-Q1，可多次"),
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
) -> None:
    """期初: what already hung when the ledger began, or windows that were kept on paper before."""
    wanted = codes_in(form, codes)
    if window:
        hung = {"--channel": channel, "--place": place, "--url": url, "--title": title}
        found = _on_paper(form, window, reason, [flag for flag, value in hung.items() if value])
    else:
        found = _hung(form, channel, place, url)
        heading = form.optional("--title", title) or ""
        why = form.optional("--reason", reason, long=True) or ""
        found = msgspec.structs.replace(found, title=heading, reason=why)
    paper = form.optional("--document-number", document_number) or ""
    found = msgspec.structs.replace(found, document_number=paper)
    form.done()
    done = inheriting.bring_forward(context.station, context.signing(), wanted, found)
    said = "、".join([parse_window(each).name for each in found.windows] or found.channels)
    say_entries(context, done, f"{'、'.join(wanted)} {said}：期初", "pdisc due")


def _on_paper(
    form: Form, window: list[str], reason: str | None, besides: list[str]
) -> "inheriting.Found":
    """Return windows that were kept on paper; nothing else goes with them."""
    if besides:
        form.wrong(
            f"写了 --for 就不写 {'、'.join(besides)}", next_step="还挂着的另登记一条，不写 --for"
        )
    return inheriting.Found(
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
