"""Monday's commands: due, report, and today's page."""

from typing import Any

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import as_document, chosen_format, hand_over
from pdisc.context import Context
from pdisc.dates.periods import parse_period
from pdisc.errors import ExitCode
from pdisc.render import weekly as view
from pdisc.render import weekly_papers
from pdisc.services import lookup, reporting, weekly
from pdisc.words import Audience, Group


def today(context: Context) -> None:
    """Show what to do today: what `pdisc` alone prints."""
    with context.reading() as reading:
        found = weekly.check(reading, weekly.CheckQuestion(on=context.today))
    context.answer(found.due, lambda screen: view.show_today(screen, found.due, unit=found.unit))


def due(
    context: Context,
    form: Form,
    on: o.OnDay = None,
    as_of: o.AsOf = None,
    within: o.Within = None,
    office: o.OfficeOption = None,
    holder: o.Holder = None,
    since: o.Since = None,
    output: o.Format = None,
    out: o.Out = None,
    exit_code: o.ExitCodeOption = False,
) -> None:
    """每周检查: what is overdue, coming, stuck, waiting and to be archived."""
    known = form.day("--as-of", as_of)
    day = form.day("--on", on) or known or context.today
    days = form.number("--within", within, most=3660)
    where, who = form.optional("--office", office), form.optional("--holder", holder)
    earlier = form.day("--since", since)
    chosen = chosen_format(form, output, out)
    if context.audience is not Audience.INTERNAL:
        _only_inside(form, office=office, holder=holder, since=since, exit_code=exit_code)
    form.done()
    asked = weekly.CheckQuestion(
        on=day, as_of=known, within=days, office=where, holder=who, since=earlier
    )
    if context.audience is not Audience.INTERNAL:
        _next_dates(context, asked, chosen, out)
        return
    with context.reading() as reading:
        found = weekly.check(reading, asked)
        receipt = lookup.current_receipt(reading)
    if found.notice and not context.options.json:
        context.screen.notice(f"注意：{found.notice}")
    _hand_over_check(context, found, receipt, chosen, out)
    if exit_code and found.due.overdue:
        raise typer.Exit(ExitCode.ATTENTION)


def _hand_over_check(
    context: Context, found: Any, receipt: str, chosen: str | None, out: str | None
) -> None:
    hand_over(
        context,
        document=_document(found),
        table=lambda: weekly_papers.check_table(found),
        paper=lambda: weekly_papers.check_paper(found, receipt=receipt),
        show=lambda screen: _show(screen, found),
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
        public = reporting.next_dates(
            reading, context.audience, on=asked.on, as_of=asked.as_of, today=context.today
        )
    _hand_over_report(context, public, None, chosen, out)


def _document(found: Any) -> Any:
    if found.since is None:
        return found.due
    changed = as_document(found)
    return {**changed["due"], "since": changed["since"], "changes": changed["changes"]}


def _show(screen: Any, found: Any) -> None:
    if found.since is None:
        view.show_due(screen, found)
    else:
        view.show_changes(screen, found)


def report(
    context: Context,
    form: Form,
    year: o.YearOption = None,
    quarter: o.Quarter = None,
    start: o.From = None,
    end: o.To = None,
    group: o.GroupOption = None,
    on: o.OnDay = None,
    as_of: o.AsOf = None,
    output: o.Format = None,
    out: o.Out = None,
) -> None:
    """公开情况汇总: every catalogue row, sums, 四规范."""
    first, last = form.day("--from", start), form.day("--to", end)
    by = form.word("--group", group, Group) or Group.LEVEL1
    known = form.day("--as-of", as_of)
    day = form.day("--on", on) or known or context.today
    chosen = chosen_format(form, output, out)
    form.done()
    period = parse_period(today=context.today, year=year, quarter=quarter, start=first, end=last)
    audience = context.audience
    with context.reading() as reading:
        made = reporting.summary(
            reading,
            period=period,
            on=day,
            as_of=known,
            today=context.today,
            group=by,
            audience=audience,
        )
        receipt = lookup.current_receipt(reading) if audience is Audience.INTERNAL else None
    _hand_over_report(context, made, receipt, chosen, out)


def _hand_over_report(
    context: Context, made: Any, receipt: str | None, chosen: str | None, out: str | None
) -> None:
    hand_over(
        context,
        document=_with_receipt(made, receipt),
        table=lambda: view.report_table(made, everything=True),
        paper=lambda: weekly_papers.report_paper(made, receipt=receipt),
        show=lambda screen: view.show_report(screen, made, receipt=receipt),
        chosen=chosen,
        out=out,
    )


def _with_receipt(made: Any, receipt: str | None) -> dict[str, Any]:
    document = as_document(made)
    return {**document, "receipt": receipt} if receipt else document
