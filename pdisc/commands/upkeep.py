"""The ledger itself: init, verify, config."""

import re
from typing import Annotated, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import say_registered
from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.errors import VerifyFailed
from pdisc.render import registers as tables
from pdisc.render import upkeep as view
from pdisc.services import opening, registers, rosters, since
from pdisc.sheets.register_words import set_to

RECEIPT = r"(?a)\d{1,12}-[0-9A-Za-z -]{16,24}\Z"


Unit = Annotated[str | None, typer.Option("--unit", metavar="单位名称", help="单位名称")]
BeginsOn = Annotated[
    str | None,
    typer.Option("--since", metavar="日期", help="从哪一天起算应公开的事项；不写就是今天"),
]
OwnCatalog = Annotated[
    str | None,
    typer.Option("--catalog", metavar="文件", help="自己的目录（YAML）；不写就是自带的36条"),
]
OfficeOfAll = Annotated[
    str | None, typer.Option("--office", metavar="科室", help="全部条目的承办科室")
]
NoCommittee = Annotated[
    bool,
    typer.Option(
        "--no-committee",
        help="支部不设支委会（正式党员不足7人）：该支委会审批的由支部党员大会审批",
    ),
]


def init(
    context: Context,
    form: Form,
    unit: Unit = None,
    since: BeginsOn = None,
    catalog: OwnCatalog = None,
    office: OfficeOfAll = None,
    no_committee: NoCommittee = False,
) -> None:
    """新建台账 with the 36-item catalogue, or one's own."""
    named = form.optional("--unit", unit) or ""
    start = form.day("--since", since) or context.today
    path = form.paths([catalog] if catalog else None)
    ours = form.optional("--office", office) or ""
    form.done()
    done = opening.open_ledger(
        context.station,
        context.signing(),
        unit=named,
        since=start,
        catalog=path[0] if path else None,
        here=opening.Circumstances(office=ours, no_committee=no_committee),
    )
    document = {
        "ledger": str(context.folder.path),
        "unit": done.unit,
        "items": done.items,
        "since": start,
        "receipt": None if context.options.dry_run else done.receipt,
        "dry_run": context.options.dry_run,
    }
    context.answer(document, lambda screen: view.show_opened(screen, document))


def verify(
    context: Context,
    form: Form,
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="回执", help="纸上的回执，与台账核对")
    ] = None,
) -> None:
    """校验: file, chain, replay, legality, files and dossiers; changes nothing."""
    wanted = form.optional("--expect", expect)
    if wanted and not re.match(RECEIPT, wanted):
        form.wrong("--expect 应是完整的回执", next_step="回执写作 128-K7QF-2M9X-8RTA-0C3N")
    form.done()
    from pdisc.ledger import integrity

    with context.progress() as watch:
        found = integrity.verify(context.folder, wait=context.wait, expect=wanted, watch=watch)
    context.answer(found, lambda screen: view.show_verified(screen, found))
    if not found.ok:
        raise typer.Exit(VerifyFailed.exit_code)


def config_show(
    context: Context,
    name: Annotated[str | None, o.named("设置", "设置的名称")] = None,
) -> None:
    """查看设置和依据."""
    context.require_internal()
    with context.reading() as reading:
        found = rosters.settings(reading, context.today, (name or "").strip() or None)
    context.answer({"settings": found}, lambda screen: tables.show_settings(screen, found))


def config_set(
    context: Context,
    form: Form,
    name: Annotated[str | None, o.named("设置", "设置的名称")] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="值", help="新的值", show_default=False)
    ] = None,
    start: o.From = None,
    basis: o.Basis = None,
    reason: o.Reason = None,
) -> None:
    """更改一项设置, from a day on, by a named person; or the day on which the ledger begins."""
    wanted = form.need("设置", "设置的名称", name)
    if wanted in rosters.BEGINNING:
        _move_since(context, form, value, reason, beside=start or basis)
        return
    if form.optional("--reason", reason, long=True):
        form.wrong("--reason 只用于改起算日", next_step="设置的依据写 --basis")
    new = form.need("值", "新的值", value)
    valid_from = form.day("--from", start)
    why = form.optional("--basis", basis, long=True) or ""
    form.done()
    done = registers.set_rule(
        context.station, context.signing(), wanted, new, valid_from=valid_from, basis=why
    )
    event: Any = done.event.event
    now = set_to(event["value"], event.get("unit", ""))
    said = f"{wanted} 自 {valid_from or done.event.on} 起为 {now}"
    say_registered(context, done, said, "pdisc config show")


def _move_since(
    context: Context, form: Form, value: str | None, reason: str | None, *, beside: str | None
) -> None:
    """Let the ledger begin on another day."""
    if beside:
        form.wrong("改起算日不用 --from 和 --basis", next_step="只写日期和 --reason 理由")
    day = form.day("值", form.need("值", "从哪一天起算", value) or None)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    assert day is not None, "a missing day has been said"
    done = since.move_since(context.station, context.signing(), day, reason=why)
    say_registered(context, done, f"台账自 {day} 起算", "pdisc due")
