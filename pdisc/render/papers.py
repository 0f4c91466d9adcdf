"""The weekly check and the report on paper: records in, tables and lines for Word and Excel out."""

from collections.abc import Sequence
from datetime import date

import msgspec

from pdisc.casebook import in_words
from pdisc.changes import Check
from pdisc.public_report import PublicReport
from pdisc.render.paper import Paper
from pdisc.render.table import Column, Table
from pdisc.render.weekly import group_table, norm_table, report_lines, report_table
from pdisc.report import Report
from pdisc.schedule import Due, DueRow
from pdisc.week import due_lists

DUE_COLUMNS = (
    Column("类别"),
    Column("编号"),
    Column("公开事项"),
    Column("期次"),
    Column("条目", wide=True),
    Column("最迟日期"),
    Column("逾期天数", align="right"),
    Column("科室"),
    Column("找谁", wide=True),
    Column("理由", wide=True),
    Column("命令", wide=True),
)


def due_table(due: Due) -> Table:
    """Return the weekly check as one table, whose first column says in which list a row stands."""
    rows = [(each.name, *_cells(row)) for each in due_lists(due) for row in each.rows]
    return Table((Column("清单"), *DUE_COLUMNS), rows)


CHANGE_COLUMNS = (Column("变化"), Column("原来日期"))


def check_table(check: Check) -> Table:
    """Return the weekly check as one table, or what has changed where that was asked for."""
    if check.since is None:
        return due_table(check.due)
    rows = [(x.change.value, _day(x.was_due_on), *_cells(x.row)) for x in check.changes]
    return Table((*CHANGE_COLUMNS, *DUE_COLUMNS), rows)


def _day(day: date | None) -> str | None:
    return str(day) if day else None


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
            Table(DUE_COLUMNS, list(map(_cells, each.rows)), f"{each.name}：{len(each.rows)}件")
            for each in lists
        ),
        lines=(*lines, f"截至 {due.on}；回执 {receipt}"),
    )


def _cells(row: DueRow) -> tuple[str | int | None, ...]:
    return (
        row.kind.value,
        row.code,
        row.number,
        row.window,
        row.item,
        f"{row.due_on}{'（估算）' if row.estimated else ''}",
        row.days_overdue,
        row.office,
        row.holder,
        row.why,
        row.next,
    )


def report_paper(report: Report | PublicReport, *, receipt: str | None) -> Paper:
    """Return a report as all that its screen shows, with every column of its rows."""
    tables = [
        report_table(report, everything=True),
        msgspec.structs.replace(group_table(report), caption=f"按{report.group_by}合计"),
    ]
    lines: tuple[str, ...] = (f"截至 {report.on}",)
    if isinstance(report, Report):
        tables.append(msgspec.structs.replace(norm_table(report), caption="四规范和按时"))
        lines = tuple(report_lines(report, receipt=receipt))
    return Paper(title=report.title, on=report.on, tables=tuple(tables), lines=lines)
