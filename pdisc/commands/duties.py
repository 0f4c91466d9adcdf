"""What is recorded about obligations: nil returns, occurrences, 顺延, 豁免, 督促; and 作废."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import say_entries, say_registered
from pdisc.commands.form import Form
from pdisc.commands.several import codes_in, numbers_in
from pdisc.context import Context
from pdisc.dates.keys import key_name
from pdisc.dates.windows import parse_window
from pdisc.render import documents
from pdisc.render import slip as slips_view
from pdisc.render import urging as view
from pdisc.services import annulling, duties, rulings, slips, urging

if TYPE_CHECKING:
    from pdisc.services.registers import Registered

Duty = Annotated[
    str | None,
    typer.Option("--for", metavar="期次", help="哪一期，如 2026-Q3；随时和固定事项写那一天"),
]
NewDay = Annotated[str | None, typer.Option("--to", metavar="日期", help="顺延到哪一天")]
Limit = Annotated[
    str | None, typer.Option("--to", metavar="日期", help="限哪一天前；不写就按督促期限")
]
Targets = Annotated[
    list[str] | None,
    o.named("目录编号或编号…", "目录编号或公开事项编号，可多个"),
]
Receipt = Annotated[
    str | None,
    o.named("回执", "登记时的回执，或它最前面的序号"),
]
AllOverdue = Annotated[bool, typer.Option("--all-overdue", help="全部逾期而没有督促过的")]


def nil(
    context: Context,
    form: Form,
    codes: o.Codes = None,
    window: o.Window = None,
    reason: o.Reason = None,
) -> None:
    """本期无事项 for one window of one 定期 item, or of several."""
    wanted = codes_in(form, codes)
    period = form.need("--for", "期次，如 2026-Q3", window)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = duties.nil_returns(context.station, context.signing(), wanted, period, reason=why)
    named = parse_window(period).name
    say_entries(context, done, f"{'、'.join(wanted)} {named}：本期无事项", "pdisc due")


def occurred(context: Context, form: Form, code: o.Code = None) -> None:
    """发生登记: a 随时 matter came up on the business date."""
    wanted = form.need("目录编号", "目录编号", code)
    form.done()
    done = duties.note_occurrence(context.station, context.signing(), wanted)
    day = done.event.on
    follow = f"pdisc propose {wanted} --occurred {day} --title 标题 --content 内容"
    say_registered(context, done, f"{wanted} 发生于 {day}", follow)


def defer(
    context: Context,
    form: Form,
    code: o.Code = None,
    duty: Duty = None,
    to: NewDay = None,
    reason: o.Reason = None,
) -> None:
    """顺延: an approver moves one due date."""
    wanted = form.need("目录编号", "目录编号", code)
    which = form.need("--for", "期次，如 2026-Q3", duty)
    day = form.day("--to", form.need("--to", "顺延到哪一天", to) or None)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    assert day is not None, "a missing day has been said"
    done = rulings.defer(context.station, context.signing(), wanted, which, to=day, reason=why)
    say_registered(context, done, f"{wanted} {_duty_of(done)}：顺延至 {day}", "pdisc due")


def waive(
    context: Context, form: Form, code: o.Code = None, duty: Duty = None, reason: o.Reason = None
) -> None:
    """豁免: an approver rules that one obligation need not be met."""
    wanted = form.need("目录编号", "目录编号", code)
    which = form.need("--for", "期次，如 2026-Q3", duty)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = rulings.waive(context.station, context.signing(), wanted, which, reason=why)
    say_registered(context, done, f"{wanted} {_duty_of(done)}：豁免", "pdisc due")


def _duty_of(done: "Registered") -> str:
    """Return what was ruled on as it is printed: 2026年四季度, or the day."""
    return key_name(str(done.event.event["duty"]))


def urge(
    context: Context,
    form: Form,
    targets: Targets = None,
    all_overdue: AllOverdue = False,
    to: Limit = None,
    reason: o.Reason = None,
) -> None:
    """督促: demand a proposal, a nil return or the next step, by a day."""
    asked = "目录编号或公开事项编号；全部逾期用 --all-overdue"
    wanted = (
        () if all_overdue and not targets else numbers_in(form, targets, "目录编号或编号", asked)
    )
    day = form.day("--to", to)
    why = form.optional("--reason", reason, long=True) or ""
    form.done()
    wish = urging.Urging(targets=wanted, all_overdue=all_overdue, answer_by=day, reason=why)
    done = urging.urge(context.station, context.signing(), wish)
    dry_run = context.options.dry_run
    found: Sequence[Any] = ()
    if not dry_run:
        with context.reading() as reading:
            found = slips.slips_of(reading, done.event.seq)
    document = {**documents.event_document(done, dry_run=dry_run), "slips": found}
    context.answer(document, lambda screen: view.show_urged(screen, done, found, dry_run=dry_run))


def annul(context: Context, form: Form, receipt: Receipt = None, reason: o.Reason = None) -> None:
    """作废: a registration that was a slip counts no more; it stays in the journal."""
    wanted = form.need("回执", "要作废的那一条的回执或序号", receipt)
    if not context.asks or reason is not None:
        why = form.need("--reason", "理由", reason, long=True)
        form.done()
    with context.reading() as reading:
        slip = annulling.look(reading, wanted)
    said = slips_view.event_said(slip.event)
    if context.asks and reason is None:
        context.screen.line(said)
        why = form.need("--reason", "为什么作废", reason, long=True)
        form.done()
    done = annulling.annul(context.station, context.signing(), slip, reason=why)
    say_registered(context, done, f"已作废：{said}", slip.next_step)
