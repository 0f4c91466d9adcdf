"""The weekly check in lists: each row stands in one of them, whoever prints it.

The screen, files and the sheet for the wall all take these.
"""

from collections.abc import Callable, Iterable

import msgspec

from pdisc.schedule import STEPS, Due, DueRow
from pdisc.words import DueKind


class DueList(msgspec.Struct, frozen=True):
    """Some rows of the weekly check, and what they have in common in a word."""

    name: str
    rows: tuple[DueRow, ...]


def due_lists(due: Due) -> tuple[DueList, ...]:
    """Return the lists in the order in which they are read; one that has no row is left out."""
    found = (DueList(name, tuple(pick(due))) for name, pick in LISTS)
    return tuple(each for each in found if each.rows)


def _overdue(due: Due) -> Iterable[DueRow]:
    return (row for row in _without_demands(due.overdue) if row.kind not in STEPS)


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

LISTS: tuple[tuple[str, Callable[[Due], Iterable[DueRow]]], ...] = (
    ("逾期", _overdue),
    ("今天", _today),
    ("本周", _this_week),
    (LATER, _later),
    ("卡住", lambda due: due.stuck),
    ("督促", lambda due: due.demands),
    ("等待", lambda due: due.waiting),
    ("待归档", _to_archive),
)
"""What a list is called, and which rows stand in it. A new list of `Due` needs one line here."""
