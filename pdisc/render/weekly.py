"""The weekly check and the report as a person sees them."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from pdisc.due.factbook import grouped
from pdisc.due.row import DueRow
from pdisc.render.grid import RIGHT, WIDE, Column, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.report.public import PUBLIC_TITLES, PublicReport
from pdisc.report.rulings import RulingRow
from pdisc.report.summary import TITLES, Report, cell
from pdisc.report.tallies import Tally
from pdisc.schedule import Due
from pdisc.sheets.changes import Check
from pdisc.sheets.lists import due_lists
from pdisc.words import Change

SHOWN_TODAY = 5


def show_due(screen: Screen, check: Check) -> None:
    """Print the weekly check: each row with its date, why, whom to ask and what to type."""
    due = check.due
    screen.heading(f"{check.unit}　{due.on} 每周检查{_narrowed(check)}")
    lists = due_lists(due)
    for each in lists:
        _section(screen, each.long_name, each.rows)
    if not lists:
        screen.line("没有逾期和即将到期的事项")
    if due.unconfirmed:
        screen.line()
        screen.line(f"目录中还有{len(due.unconfirmed)}处推定或推读的内容没有核定")
        screen.hint("pdisc catalog check 查看；pdisc catalog confirm 核定")


def show_changes(screen: Screen, check: Check) -> None:
    """Print what has changed since a day, the worst first."""
    due = check.due
    screen.heading(f"{check.unit}　{check.since} 以来的变化（到 {due.on}）{_narrowed(check)}")
    for word in Change:
        found = [each for each in check.changes if each.change is word]
        if not found:
            continue
        screen.line()
        screen.heading(f"{word}：{len(found)}件")
        for each in found:
            row = each.row
            moved = each.was_due_on not in (None, row.due_on)
            before = f"（原来 {each.was_due_on}）" if moved else ""
            screen.line(f"· {row.due_on}{before}　{row.kind}　{_what(row)}")
            if word is not Change.SETTLED:
                screen.line(f"    {row.next}")
    if not check.changes:
        screen.line("没有变化")
    screen.line(f"现在逾期{len(due.overdue)}件")
    screen.hint("pdisc due 看全部")


def _narrowed(check: Check) -> str:
    return f"（{'，'.join(check.narrowed)}）" if check.narrowed else ""


def _section(screen: Screen, title: str, rows: Sequence[DueRow]) -> None:
    screen.line()
    screen.heading(f"{title}：{len(rows)}件")
    for reason, found in grouped((_reason(row), row) for row in rows).items():
        screen.line(reason)
        for row in found:
            screen.line(f"  · {_what(row)}")
            screen.line(f"      {row.next}")


def _reason(row: DueRow) -> str:
    """Return why that date and whom to ask; rows that share it stand under one such line."""
    late = f"，逾期{row.days_overdue}天" if row.days_overdue else ""
    held = ""
    if row.held_working_days is not None and row.since is not None:
        held = f"，自 {row.since} 已{row.held_working_days}个工作日"
    return f"〔{row.kind}〕最迟 {row.due_on}{late}{held}；找：{row.holder}；{row.why}"


def _what(row: DueRow) -> str:
    return "　".join(part for part in (row.number, row.window, f"{row.code} {row.item}") if part)


def show_today(screen: Screen, due: Due, *, unit: str) -> None:
    """Print today's page: how things stand, and the first few things to do."""
    screen.heading(f"{unit}　今天 {due.on}")
    counts = dict.fromkeys(("逾期", "卡住", "今天", "本周", "即将到期", "等待", "待归档"), 0)
    counts |= {each.name: len(each.rows) for each in due_lists(due)}
    screen.line("　".join(f"{name}{count}件" for name, count in counts.items()))
    first = [*due.overdue, *due.upcoming, *due.to_archive][:SHOWN_TODAY]
    for row in first:
        guess = "（估算）" if row.estimated else ""
        screen.line(f"· {row.due_on}{guess}　{row.kind}　{_what(row)}")
        screen.line(f"    {row.next}")
    screen.hint("pdisc due 看全部；pdisc report 看汇总；pdisc --help 看命令")


LISTED = ("code", "item", "scope", "timing", "due", "published", "status", "numbers")
"""The columns of the report on a terminal; files get all of them."""

PUBLIC_LISTED = ("code", "item", "scope", "timing", "published", "status", "numbers", "next_date")
SHORT_TITLES = {
    "scope": "范围",
    "timing": "时限",
    "due": "应",
    "published": "已",
    "numbers": "编号",
}
"""Shorter headings, so that 80 columns leave room for the items."""

_WIDE = frozenset({"item", "level1", "numbers", "titles"})
_COUNTS = frozenset(Tally.__struct_fields__)


def report_table(report: Report | PublicReport, *, everything: bool) -> Table:
    """Return a report's rows and its sum as a table; no cell is ever blank."""
    titles = dict(TITLES if isinstance(report, Report) else PUBLIC_TITLES)
    listed = LISTED if isinstance(report, Report) else PUBLIC_LISTED
    names = tuple(titles) if everything else listed
    if not everything:
        titles |= SHORT_TITLES
    columns = [
        Column(
            titles[name],
            wide=name in _WIDE,
            align="right" if name in _COUNTS else "left",
        )
        for name in names
    ]
    rows = [_cells(row, names) for row in report.rows]
    rows.append(_sum(report.total, names))
    return Table(columns, rows, caption=report.title)


def _cells(row: msgspec.Struct, names: Sequence[str]) -> list[str | int]:
    values = (getattr(row, name) for name in names)
    cells = [value if isinstance(value, int) else cell(value) for value in values]
    note = "" if "next_note" in names else getattr(row, "next_note", "")
    return [
        f"{value}（{note}）" if note and name == "next_date" else value
        for name, value in zip(names, cells, strict=True)
    ]


def _sum(total: msgspec.Struct, names: Sequence[str]) -> list[str | int]:
    values = [getattr(total, name, None) for name in names]
    cells: list[str | int] = [value if isinstance(value, int) else "—" for value in values]
    return ["合计", *cells[1:]]


def group_table(report: Report | PublicReport) -> Table:
    """Return a report's sums by group as a table."""
    first = report.groups[0] if report.groups else None
    names = [name for name in GROUP_TITLES if first is not None and hasattr(first, name)]
    return table_of(
        report.groups,
        *((GROUP_TITLES[name], name, WIDE if name == "group" else RIGHT) for name in names),
    )


GROUP_TITLES = {
    "group": "分组",
    "items": "条目",
    "due": "应公开",
    "published": "已公开",
    "missed": "逾期未公开",
    "nil": "无事项",
    "late_entries": "补录",
}


def show_report(screen: Screen, report: Report | PublicReport, *, receipt: str | None) -> None:
    """Print a report: every catalogue row, sums by group, 四规范."""
    screen.table(report_table(report, everything=False))
    if isinstance(report, Report):
        screen.line("应：应公开的期次或事项；已：其中已公开的")
    screen.line()
    screen.table(group_table(report))
    if isinstance(report, Report):
        screen.line()
        screen.table(norm_table(report))
        for line in report_lines(report, receipt=receipt):
            screen.line(line)


def norm_table(report: Report) -> Table:
    """Return 四规范 and the on-time rate as a table."""
    return table_of(
        report.norms,
        ("四规范和按时", "norm"),
        ("做到", "met", RIGHT),
        ("应做到", "of", RIGHT),
        ("比率", "rate", RIGHT),
        ("所依据的公开事项", lambda norm: "、".join(norm.numbers) or "无", WIDE),
    )


def report_lines(report: Report, *, receipt: str | None) -> Iterator[str]:
    """Yield what stands under the tables: coverage, what came down too early, how it was made."""
    total: Any = report.total
    coverage = total.coverage
    yield (
        f"覆盖率 {coverage.met}/{coverage.of} {coverage.rate}；补录{total.late_entries}件次；"
        f"回避例外{total.waived}件次"
    )
    for early in report.early_takedowns:
        yield (
            f"提前撤下：{early.number} {early.channel} {early.on} 挂出，"
            f"应挂到 {early.least_until}，{early.taken_down_on} 撤下"
            + (f"（{early.estimate}）" if early.estimate else "")
        )
    for ruling in report.rulings:
        yield _ruled(ruling)
    if report.estimated:
        yield f"其中{report.estimated}项的到期日是估算：有的年份放假安排没有登记"
    known = "" if report.as_of == report.on else f"（{report.as_of} 及以前录入的）"
    yield f"截至 {report.on}{known}；回执 {receipt}"


def _ruled(ruling: RulingRow) -> str:
    marks = [word for word, so in (("逾期后", ruling.late), ("补录", ruling.late_entry)) if so]
    late = f"（{'、'.join(marks)}）" if marks else ""
    to = f"至 {ruling.to}" if ruling.to else ""
    return (
        f"{ruling.ruling}{late}：{ruling.code} {ruling.duty}{to}，"
        f"{ruling.by} {ruling.on}，{ruling.reason}"
    )
