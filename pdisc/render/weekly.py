"""The weekly check and today's page as a person sees them."""

from collections.abc import Sequence

from pdisc.due.factbook import grouped
from pdisc.due.row import DueRow
from pdisc.render.terminal import Screen
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
