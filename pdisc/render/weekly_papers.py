"""The weekly check and the report on paper: records in, tables and lines for Word and Excel out."""

from collections.abc import Sequence
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.due.row import DueRow
from pdisc.render.grid import RIGHT, WIDE, Table, beside, table_of, telling
from pdisc.render.paper import Chart, Paper
from pdisc.render.public_summary import public_lines, public_tables
from pdisc.render.summary import (
    MEANINGS,
    group_table,
    norm_lines,
    norm_table,
    report_lines,
    report_table,
)
from pdisc.render.voices import voice_lines, voice_tables
from pdisc.report.public import PublicReport
from pdisc.report.summary import Report
from pdisc.schedule import Due
from pdisc.sheets.changes import Check, changes_told
from pdisc.sheets.lists import DEBTS, Debts, DueList, debts, due_lists
from pdisc.sheets.pen_lines import FILLED_IN, filed_by
from pdisc.words import Norm


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
    told = changes_told(check)
    moved = table_of(told, ("变化", "change"), ("原来日期", "was_due_on"))
    return beside(moved, rows_table([each.row for each in told]))


def check_paper(check: Check, *, receipt: str) -> Paper:
    """Return the weekly check, or what has changed, as a paper."""
    if check.since is None:
        return due_paper(check.due, unit=check.unit, receipt=receipt, narrowed=check.narrowed)
    due = check.due
    told = changes_told(check)
    moved = table_of(told, ("变化", "change"), ("原来日期", "was_due_on"))
    table = beside(moved, _rows_on_paper([each.row for each in told]))
    table = msgspec.structs.replace(telling(table), caption=f"变化：{len(check.changes)}件")
    return Paper(
        title=f"{check.unit}党务公开每周检查（"
        f"{'，'.join((f'{in_words(check.since)}以来的变化', *check.narrowed))}）",
        on=due.on,
        tables=(table,),
        lines=(f"现在逾期{len(due.overdue)}件", f"截至 {due.on}；回执 {receipt}"),
        explained=_explained(check.since, due.on, receipt),
    )


def due_paper(due: Due, *, unit: str, receipt: str, narrowed: Sequence[str] = ()) -> Paper:
    """Return the weekly check as tables under headings, one for each list, as on the screen.

    Each matter stands once, what moves this week first, old debts one line an item. The title says
    to what the check was narrowed: on paper a part looks like the whole.
    """
    lists = due_lists(due)
    lines = [] if lists else ["没有逾期和即将到期的事项"]
    if due.unconfirmed:
        lines.append(f"目录中还有{len(due.unconfirmed)}处推定或推读的内容没有核定")
    reasons = dict.fromkeys(row.why for each in lists for row in each.rows)
    whys = tuple(("最迟日期怎么来的", why) for why in reasons)
    return Paper(
        title=f"{unit}党务公开每周检查（{'，'.join((in_words(due.on), *narrowed))}）",
        on=due.on,
        tables=tuple(map(_list_on_paper, lists)),
        lines=(*lines, f"截至 {due.on}；回执 {receipt}"),
        explained=(*_explained(None, due.on, receipt), *whys[:MOST_WHYS]),
    )


MOST_WHYS = 12
"""So many different reasons of due dates are told on paper; the JSON has them all."""


def _explained(since: date | None, on: date, receipt: str) -> tuple[tuple[str, str], ...]:
    """Return what a check on paper is about: from when to when, for whom, and how it stands."""
    return (
        ("时段", f"{since} 至 {on}" if since else f"{on} 的情况"),
        ("给谁看", "内部"),
        ("逾期", "到期还没有办的；等外单位的，时限暂停，不算逾期"),
        ("回执", receipt),
    )


def _list_on_paper(found: DueList) -> Table:
    """Return one list of the check as a table; of old debts one row an item."""
    caption = f"{found.long_name or found.name}：{len(found.matters)}件"
    if found.name == DEBTS:
        owed = debts(found.matters)
        table = table_of(
            owed,
            ("编号", "code"),
            ("公开内容", "item", WIDE),
            ("欠的期次", _windows, WIDE),
            ("最早应于", lambda each: min(x.told.due_on for x in each.matters)),
            ("逾期（天）", lambda each: each.days_overdue or None, RIGHT),
            ("找谁", "holder"),
        )
        return msgspec.structs.replace(table, caption=f"{caption}，{len(owed)}个条目")
    table = telling(_rows_on_paper(found.rows), kept=4)
    return msgspec.structs.replace(table, caption=caption)


def _windows(owed: Debts) -> str:
    rows = [matter.row for matter in owed.matters]
    return "、".join(dict.fromkeys(row.window or f"{row.for_ or ''}公开" for row in rows))


def _rows_on_paper(rows: Sequence[DueRow]) -> Table:
    """Return rows of the check as people read them: no command, no figure that says nothing."""
    return table_of(
        rows,
        ("类别", "kind"),
        ("事项", lambda row: " ".join(filter(None, (row.name, f"{row.code} {row.item}"))), WIDE),
        ("期次", "window"),
        ("最迟日期", "due_on"),
        ("估算", lambda row: "估算" if row.estimated else None),
        ("逾期（天）", lambda row: row.days_overdue or None, RIGHT),
        ("科室", "office"),
        ("找谁", "holder", WIDE),
    )


def report_paper(report: Report, *, receipt: str, quarters: Sequence[Report] = ()) -> Paper:
    """Return a report as all that its screen shows, with every column that says something.

    `quarters` are the reports of its quarters, for the chart of what was answered in time.
    """
    tables = (
        telling(report_table(report, everything=True), kept=4),
        telling(summed_table(report)),
        msgspec.structs.replace(norm_table(report), caption="四规范和按时"),
        *voice_tables(report),
    )
    lines = (
        *norm_lines(report),
        *voice_lines(report),
        *report_lines(report, receipt=receipt),
    )
    return Paper(
        title=report.title,
        on=report.on,
        tables=tables,
        lines=lines,
        head=(filed_by(report.unit),),
        signed=(FILLED_IN,),
        explained=_report_explained(report, receipt),
        charts=report_charts(report, quarters),
    )


def _report_explained(report: Report, receipt: str) -> tuple[tuple[str, str], ...]:
    """Return what the figures of a report mean, and what it is about."""
    return (
        ("统计时段", f"{report.from_} 至 {report.to}"),
        ("给谁看", report.audience),
        ("录入截至", f"{report.as_of}"),
        ("应公开", "时段内到期的期次、发生的事项和长期公开的固定事项，按目录逐项计数"),
        ("已公开", "应公开里以公开作答的；公开事项一栏是它们的编号，不论哪一天公开"),
        ("覆盖率", "有公开的条目÷有应公开的条目"),
        *((norm.norm.value, MEANINGS[norm.norm]) for norm in report.norms),
        ("回执", receipt),
    )


def report_charts(report: Report, quarters: Sequence[Report]) -> tuple[Chart, ...]:
    """Return the charts of a report: what was answered of what was due, and how much in time."""
    groups = [each for each in report.groups if each.due - each.exempt > 0]
    charts = []
    if groups:
        answered = tuple(x.due - x.exempt - x.missed - x.pending for x in groups)
        waiting = tuple(x.pending for x in groups)
        missed = tuple(x.missed for x in groups)
        charts.append(
            Chart(
                f"按{report.group_by}：应公开的答复情况（个）",
                tuple(each.group for each in groups),
                (("已答复", answered), ("未到期", waiting), ("逾期未公开", missed)),
            )
        )
    rated = [(each, norm) for each in quarters for norm in each.norms if norm.norm is Norm.ON_TIME]
    shares = [(each, round(100 * norm.met / norm.of)) for each, norm in rated if norm.of]
    if len(shares) > 1:
        charts.append(
            Chart(
                "按季度：按时答复的比率（%）",
                tuple(_quarter(each) for each, _ in shares),
                (("按时", tuple(rate for _, rate in shares)),),
                whole=100,
            )
        )
    return tuple(charts)


def _quarter(report: Report) -> str:
    return f"{report.from_.year}年{(report.from_.month + 2) // 3}季度"


def more_tables(report: Report, *, grouped: bool) -> tuple[Table, ...]:
    """Return what follows the rows where an answer is tables alone.

    That is the sums of groups that were asked for, and the people's side where anybody was heard.
    """
    heard = report.loop.opinions or report.requests.received or report.satisfaction
    told = voice_tables(report) if heard else ()
    return (*((summed_table(report),) if grouped else ()), *told)


def public_paper(report: PublicReport) -> Paper:
    """Return an outsider's report: what was public and where, and what comes next."""
    tables = (*public_tables(report), telling(summed_table(report)))
    explained = (
        ("统计时段", f"{report.from_} 至 {report.to}"),
        ("公开编号", "第一次公开时给的编号，以后不变"),
        ("下次公开", "定期公开的条目最迟在这一天以前公开下一期"),
    )
    return Paper(
        title=report.title,
        on=report.on,
        tables=tables,
        lines=(*report.said, *public_lines(report), f"截至 {report.on}"),
        head=(f"公开单位：{report.unit}",),
        explained=explained,
    )


def summed_table(report: Report | PublicReport) -> Table:
    """Return a report's sums by group under their caption."""
    return msgspec.structs.replace(group_table(report.groups), caption=f"按{report.group_by}合计")
