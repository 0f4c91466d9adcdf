"""The weekly check in lists: each row stands in one of them, whoever prints it.

The screen, files and the sheet for the wall all take these.
"""

from collections.abc import Callable, Iterable

import msgspec

from pdisc.due.row import DueRow
from pdisc.schedule import Due
from pdisc.words import DueKind


class DueList(msgspec.Struct, frozen=True):
    """Some rows of the weekly check, and what they have in common: in a word, and in more."""

    name: str
    rows: tuple[DueRow, ...]
    long_name: str = ""


def due_lists(due: Due) -> tuple[DueList, ...]:
    """Return the lists in the order in which they are read; one that has no row is left out."""
    found = (DueList(name, tuple(pick(due)), long_name) for name, long_name, pick in LISTS)
    return tuple(each for each in found if each.rows)


def _overdue(due: Due) -> Iterable[DueRow]:
    return (row for row in _without_demands(due.overdue) if row not in due.stuck)


def _today(due: Due) -> Iterable[DueRow]:
    return _without_demands(due.today)


def _this_week(due: Due) -> Iterable[DueRow]:
    return (row for row in _without_demands(due.this_week) if row not in due.today)


def _later(due: Due) -> Iterable[DueRow]:
    return (row for row in _without_demands(due.upcoming) if row not in due.this_week)


def _without_demands(rows: Iterable[DueRow]) -> Iterable[DueRow]:
    """Return the rows without 督促, which have a list of their own."""
    return (row for row in rows if row.kind is not DueKind.URGED)


def _to_archive(due: Due) -> Iterable[DueRow]:
    return (row for row in due.to_archive if row not in due.overdue)


LATER = "即将到期"
"""What falls due after this week."""

LISTS: tuple[tuple[str, str, Callable[[Due], Iterable[DueRow]]], ...] = (
    ("逾期", "逾期", _overdue),
    ("今天", "今天到期", _today),
    ("本周", "本周到期", _this_week),
    (LATER, LATER, _later),
    ("卡住", "卡住（在手上超过时限）", lambda due: due.stuck),
    ("督促", "已督促，还没有答复", lambda due: due.demands),
    ("等待", "等待（在外单位或公示期内，不计逾期）", lambda due: due.waiting),
    ("待归档", "待归档", _to_archive),
)
"""What a list is called, in a word and where there is room, and which rows stand in it."""
