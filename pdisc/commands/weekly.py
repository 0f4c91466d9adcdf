"""Monday's commands: due, report, nil returns, occurrences, and today's page."""

from typing import TYPE_CHECKING, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import Formats, as_document, chosen_format, hand_over
from pdisc.context import Context, Late
from pdisc.errors import ExitCode
from pdisc.words import Audience, Group

if TYPE_CHECKING:
    from pdisc import periods
    from pdisc.render import papers, views
    from pdisc.render import weekly as view
    from pdisc.services import lookup, registers, weekly
else:
    periods = Late("pdisc.periods")
    papers = Late("pdisc.render.papers")
    view = Late("pdisc.render.weekly")
    views = Late("pdisc.render.views")
    lookup = Late("pdisc.services.lookup")
    registers = Late("pdisc.services.registers")
    weekly = Late("pdisc.services.weekly")


def today(context: Context) -> None:
    """Show what to do today: what `pdisc` alone prints."""
    with context.reading() as connection:
        found = weekly.check(connection, on=context.today, within=None)
    context.answer(found.due, lambda screen: view.show_today(screen, found.due, unit=found.unit))


def due(
    ctx: typer.Context,
    on: o.OnDay = None,
    within: o.Within = None,
    office: o.OfficeOption = None,
    output: o.Format = None,
    out: o.Out = None,
    exit_code: o.ExitCodeOption = False,
) -> None:
    """每周检查: what is overdue, coming, stuck, waiting and to be archived."""
    context: Context = ctx.obj
    form = Form(context)
    day = form.day("--on", on) or context.today
    days = form.number("--within", within, most=3660)
    narrowed = form.optional("--office", office)
    chosen = chosen_format(form, output, out)
    form.done()
    audience = context.audience
    with context.reading() as connection:
        if audience is not Audience.INTERNAL:
            public = weekly.next_dates(connection, audience, on=day)
            _hand_over_report(context, public, None, chosen, out)
            return
        found = weekly.check(connection, on=day, within=days, office=narrowed)
        receipt = lookup.current_receipt(connection)
    if found.notice and not context.options.json:
        context.screen.notice(f"注意：{found.notice}")
    hand_over(
        context,
        document=found.due,
        table=lambda: papers.due_table(found.due),
        paper=lambda: papers.due_paper(
            found.due, unit=found.unit, receipt=receipt, office=narrowed
        ),
        show=lambda screen: view.show_due(screen, found.due, unit=found.unit),
        chosen=chosen,
        out=out,
    )
    if exit_code and found.due.overdue:
        raise typer.Exit(ExitCode.ATTENTION)


def report(
    ctx: typer.Context,
    year: o.YearOption = None,
    quarter: o.Quarter = None,
    start: o.From = None,
    end: o.To = None,
    group: o.GroupOption = None,
    as_of: o.AsOf = None,
    output: o.Format = None,
    out: o.Out = None,
) -> None:
    """公开情况汇总: every catalogue row, sums, 四规范."""
    context: Context = ctx.obj
    form = Form(context)
    first, last = form.day("--from", start), form.day("--to", end)
    by = form.word("--group", group, Group) or Group.LEVEL1
    known = form.day("--as-of", as_of) or context.today
    chosen = chosen_format(form, output, out)
    form.done()
    period = periods.parse_period(
        today=context.today, year=year, quarter=quarter, start=first, end=last
    )
    audience = context.audience
    with context.reading() as connection:
        made = weekly.summary(connection, period=period, as_of=known, group=by, audience=audience)
        receipt = lookup.current_receipt(connection) if audience is Audience.INTERNAL else None
    _hand_over_report(context, made, receipt, chosen, out)


def _hand_over_report(
    context: Context, made: Any, receipt: str | None, chosen: Formats | None, out: str | None
) -> None:
    hand_over(
        context,
        document=_with_receipt(made, receipt),
        table=lambda: view.report_table(made, everything=True),
        paper=lambda: papers.report_paper(made, receipt=receipt),
        show=lambda screen: view.show_report(screen, made, receipt=receipt),
        chosen=chosen,
        out=out,
    )


def _with_receipt(made: Any, receipt: str | None) -> dict[str, Any]:
    document = as_document(made)
    return {**document, "receipt": receipt} if receipt else document


def nil(
    ctx: typer.Context,
    code: o.Code = None,
    window: o.Window = None,
    reason: o.Reason = None,
) -> None:
    """本期无事项 for one window of one 定期 item."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("CODE", "目录编号", code)
    period = form.need("--for", "期次，如 2026-Q3", window)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = registers.nil_return(context.desk, context.signing(), wanted, period, reason=why)
    _say(context, done, f"{wanted} {period}：本期无事项", "pdisc due")


def occurred(ctx: typer.Context, code: o.Code = None) -> None:
    """发生登记: a 随时 matter came up on the business date."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("CODE", "目录编号", code)
    form.done()
    done = registers.note_occurrence(context.desk, context.signing(), wanted)
    day = done.event.on
    follow = f"pdisc propose {wanted} --occurred {day} --title 标题 --content 内容"
    _say(context, done, f"{wanted} 发生于 {day}", follow)


def _say(context: Context, done: Any, said: str, next_step: str) -> None:
    dry_run = context.options.dry_run
    context.answer(
        views.event_document(done, dry_run=dry_run),
        lambda screen: views.show_registered(screen, done, said, next_step, dry_run=dry_run),
    )
