"""Monday's commands: due, report, and today's page."""

from typing import Annotated, Any, NamedTuple

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import as_document, chosen_format, hand_over
from pdisc.context import Context
from pdisc.dates.periods import parse_period
from pdisc.errors import ExitCode
from pdisc.render import public_summary, summary, weekly_papers
from pdisc.render import weekly as view
from pdisc.services import cleared_reporting, lookup, reporting, weekly
from pdisc.words import Audience, Group

Within = Annotated[str | None, o.value("--within", "天数", "提前多少天提示；不写就是 14")]
YearOption = Annotated[str | None, o.value("--year", "年", "哪一年；不写就是今年")]
Quarter = Annotated[str | None, o.value("--quarter", "季度", "哪一季，如 2026-Q3")]
Month = Annotated[str | None, o.value("--month", "月份", "哪一月，如 2026-11")]
GroupOption = Annotated[
    str | None, o.value("--group", "分组", "一级目录 科室 范围 时限 形式 月份", Group)
]
AsOf = Annotated[str | None, o.value("--as-of", "日期", "只算到那天为止已经录入的")]
All = Annotated[bool, typer.Option("--all", help="全部列出，不管有多长")]
Holder = Annotated[str | None, o.value("--holder", "姓名", "只列在谁手上的")]
Since = Annotated[
    str | None, o.value("--since", "日期", "只列那天起（含当天）的变化，供定时任务用")
]


def today(context: Context) -> None:
    """Show what to do today: what `pdisc` alone prints."""
    with context.reading() as reading:
        found = weekly.check(reading, weekly.CheckQuestion(on=context.today))
    context.answer(found.due, lambda screen: view.show_today(screen, found.due, unit=found.unit))


def due(
    context: Context,
    form: Form,
    on: o.OnDay = None,
    as_of: AsOf = None,
    within: Within = None,
    office: o.OfficeOption = None,
    holder: Holder = None,
    since: Since = None,
    output: o.Format = None,
    out: o.Out = None,
    exit_code: o.ExitCodeOption = False,
    everything: All = False,
) -> None:
    """每周检查: what is overdue, coming, stuck, waiting and to be archived."""
    known = form.day("--as-of", as_of)
    asked = weekly.CheckQuestion(
        on=form.day("--on", on) or known or context.today,
        as_of=known,
        within=form.number("--within", within, most=3660),
        office=form.optional("--office", office),
        holder=form.optional("--holder", holder),
        since=form.day("--since", since),
        today=context.today,
    )
    chosen = chosen_format(form, output, out)
    if context.audience is not Audience.INTERNAL:
        _only_inside(form, office=office, holder=holder, since=since, exit_code=exit_code)
    form.done()
    if context.audience is not Audience.INTERNAL:
        _next_dates(context, asked, chosen, out)
        return
    with context.reading() as reading:
        found = weekly.check(reading, asked)
        receipt = lookup.current_receipt(reading)
    if found.notice and not context.options.json:
        context.screen.notice(f"注意：{found.notice}")
    _hand_over_check(context, found, receipt, chosen, out, everything=everything)
    if exit_code and found.due.overdue:
        raise typer.Exit(ExitCode.ATTENTION)


def _hand_over_check(
    context: Context,
    found: Any,
    receipt: str,
    chosen: str | None,
    out: str | None,
    *,
    everything: bool,
) -> None:
    hand_over(
        context,
        document=_document(found),
        table=lambda: weekly_papers.check_table(found),
        paper=lambda: weekly_papers.check_paper(found, receipt=receipt),
        show=lambda screen: _show(screen, found, everything=everything),
        chosen=chosen,
        out=out,
    )


def _only_inside(form: Form, **given: Any) -> None:
    """Note the options that ask for what nobody outside the office may know."""
    flags = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if flags:
        form.wrong(f"{'、'.join(flags)} 只供本单位自己用", next_step="去掉 --audience")


def _next_dates(context: Context, asked: Any, chosen: str | None, out: str | None) -> None:
    """Show what an audience outside the office may know of the week."""
    with context.reading() as reading:
        public = cleared_reporting.next_dates(
            reading, context.audience, on=asked.on, as_of=asked.as_of, today=context.today
        )
    _hand_over_public(context, public, chosen, out)


def _document(found: Any) -> Any:
    if found.since is None:
        return found.due
    changed = as_document(found)
    return {**changed["due"], "since": changed["since"], "changes": changed["changes"]}


def _show(screen: Any, found: Any, *, everything: bool) -> None:
    if found.since is None:
        view.show_due(screen, found, everything=everything)
    else:
        view.show_changes(screen, found)


def report(
    context: Context,
    form: Form,
    year: YearOption = None,
    quarter: Quarter = None,
    month: Month = None,
    start: o.From = None,
    end: o.To = None,
    group: GroupOption = None,
    on: o.OnDay = None,
    as_of: AsOf = None,
    output: o.Format = None,
    out: o.Out = None,
) -> None:
    """公开情况汇总: every catalogue row, sums, 四规范."""
    first, last = form.day("--from", start), form.day("--to", end)
    chosen_group = form.word("--group", group, Group)
    known = form.day("--as-of", as_of)
    day = form.day("--on", on) or known or context.today
    chosen = chosen_format(form, output, out)
    form.done()
    by, today = chosen_group or Group.LEVEL1, context.today
    when = {"year": year, "quarter": quarter, "month": month}
    period = parse_period(today=today, **when, start=first, end=last)
    asked = reporting.SummaryQuestion(period=period, on=day, as_of=known, today=today, group=by)
    if context.audience is not Audience.INTERNAL:
        with context.reading() as reading:
            public = cleared_reporting.public_summary(reading, context.audience, asked)
        _hand_over_public(context, public, chosen, out, grouped=chosen_group is not None)
        return
    with context.reading() as reading:
        made = reporting.summary(reading, asked)
        receipt = lookup.current_receipt(reading)
        quarters = reporting.by_quarter(reading, asked) if chosen == "html" else []
    told = _Told(receipt, chosen_group is not None, quarters)
    _hand_over_inside(context, made, told, chosen, out)


class _Told(NamedTuple):
    """What a report is told with: its receipt, whether sums were asked for, and its quarters."""

    receipt: str
    grouped: bool
    quarters: Any


def _hand_over_inside(
    context: Context, made: Any, told: _Told, chosen: str | None, out: str | None
) -> None:
    receipt = told.receipt
    hand_over(
        context,
        document={**as_document(made), "receipt": receipt},
        table=lambda: summary.report_table(made, everything=True),
        paper=lambda: weekly_papers.report_paper(made, receipt=receipt, quarters=told.quarters),
        show=lambda screen: summary.show_report(screen, made, receipt=receipt),
        chosen=chosen,
        out=out,
        more=lambda: weekly_papers.more_tables(made, grouped=told.grouped),
    )


def _hand_over_public(
    context: Context, made: Any, chosen: str | None, out: str | None, *, grouped: bool = False
) -> None:
    hand_over(
        context,
        document=made,
        table=lambda: public_summary.public_table(made),
        paper=lambda: weekly_papers.public_paper(made),
        show=lambda screen: public_summary.show_public_report(screen, made),
        chosen=chosen,
        out=out,
        more=lambda: (weekly_papers.summed_table(made),) if grouped else (),
    )
