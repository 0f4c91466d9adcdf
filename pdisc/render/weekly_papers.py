"""The weekly check and the report on paper: records in, tables and lines for Word and Excel out."""

from collections.abc import Sequence

import msgspec

from pdisc.dates.typed import in_words
from pdisc.due.row import DueRow
from pdisc.render.grid import RIGHT, WIDE, Table, beside, table_of
from pdisc.render.paper import Paper
from pdisc.render.public_summary import public_table
from pdisc.render.summary import group_table, norm_lines, norm_table, report_lines, report_table
from pdisc.render.voices import voice_lines, voice_tables
from pdisc.report.public import PublicReport
from pdisc.report.summary import Report
from pdisc.schedule import Due
from pdisc.sheets.changes import Check
from pdisc.sheets.lists import due_lists


def rows_table(rows: Sequence[DueRow], *, caption: str = "") -> Table:
    """Return rows of the weekly check with all that is known of them."""
    return table_of(
        rows,
        ("类别", "kind"),
        ("编号", "code"),
        ("公开事项", "name"),
        ("期次", "window"),
        ("条目", "item", WIDE),
        ("最迟日期", lambda row: f"{row.due_on}{'（估算）' if row.estimated else ''}"),
        ("逾期天数", lambda row: row.days_overdue or "", RIGHT),
        ("科室", "office"),
        ("找谁", "holder", WIDE),
        ("理由", "why", WIDE),
        ("命令", "next", WIDE),
        caption=caption,
    )


def due_table(due: Due) -> Table:
    """Return the weekly check as one table, whose first column says in which list a row stands."""
    listed = [(each.name, row) for each in due_lists(due) for row in each.rows]
    names = table_of([name for name, _ in listed], ("清单", str))
    return beside(names, rows_table([row for _, row in listed]))


def check_table(check: Check) -> Table:
    """Return the weekly check as one table, or what has changed where that was asked for."""
    if check.since is None:
        return due_table(check.due)
    moved = table_of(check.changes, ("变化", "change"), ("原来日期", "was_due_on"))
    return beside(moved, rows_table([each.row for each in check.changes]))


def check_paper(check: Check, *, receipt: str) -> Paper:
    """Return the weekly check, or what has changed, as a paper."""
    if check.since is None:
        return due_paper(check.due, unit=check.unit, receipt=receipt, narrowed=check.narrowed)
    due = check.due
    table = msgspec.structs.replace(check_table(check), caption=f"变化：{len(check.changes)}件")
    return Paper(
        title=f"{check.unit}党务公开每周检查（"
        f"{'，'.join((f'{in_words(check.since)}以来的变化', *check.narrowed))}）",
        on=due.on,
        tables=(table,),
        lines=(f"现在逾期{len(due.overdue)}件", f"截至 {due.on}；回执 {receipt}"),
    )


def due_paper(due: Due, *, unit: str, receipt: str, narrowed: Sequence[str] = ()) -> Paper:
    """Return the weekly check as tables under headings, one for each list.

    The title says to what the check was narrowed: on paper a part looks like the whole.
    """
    lists = due_lists(due)
    lines = [] if lists else ["没有逾期和即将到期的事项"]
    if due.unconfirmed:
        lines.append(f"目录中还有{len(due.unconfirmed)}处推定或推读的内容没有核定")
    return Paper(
        title=f"{unit}党务公开每周检查（{'，'.join((in_words(due.on), *narrowed))}）",
        on=due.on,
        tables=tuple(
            rows_table(each.rows, caption=f"{each.name}：{len(each.rows)}件") for each in lists
        ),
        lines=(*lines, f"截至 {due.on}；回执 {receipt}"),
    )


def report_paper(report: Report, *, receipt: str) -> Paper:
    """Return a report as all that its screen shows, with every column of its rows."""
    tables = (
        report_table(report, everything=True),
        summed_table(report),
        msgspec.structs.replace(norm_table(report), caption="四规范和按时"),
        *voice_tables(report),
    )
    lines = (
        *norm_lines(report),
        *voice_lines(report),
        *report_lines(report, receipt=receipt),
    )
    return Paper(title=report.title, on=report.on, tables=tables, lines=lines)


def more_tables(report: Report, *, grouped: bool) -> tuple[Table, ...]:
    """Return what follows the rows where an answer is tables alone.

    That is the sums of groups that were asked for, and the people's side where anybody was heard.
    """
    heard = report.loop.opinions or report.requests.received or report.satisfaction
    told = voice_tables(report) if heard else ()
    return (*((summed_table(report),) if grouped else ()), *told)


def public_paper(report: PublicReport) -> Paper:
    """Return an outsider's report as all that its screen shows, with every column of its rows."""
    tables = (public_table(report, everything=True), summed_table(report))
    return Paper(
        title=report.title, on=report.on, tables=tables, lines=(*report.said, f"截至 {report.on}")
    )


def summed_table(report: Report | PublicReport) -> Table:
    """Return a report's sums by group under their caption."""
    return msgspec.structs.replace(group_table(report.groups), caption=f"按{report.group_by}合计")
