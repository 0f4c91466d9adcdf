"""What has changed between two weekly checks: for whoever lets the machine look every morning."""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from pdisc.due.row import SAID, DueRow
from pdisc.schedule import Due
from pdisc.sheets.lists import told_of
from pdisc.words import DUTY_KINDS, Change, DueKind

Identity = tuple[str, ...]


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One row that is new, other than it was, or gone; `was_due_on` is the date it had before.

    `row` is the row of today, for what is settled or lies outside the row of then; its `next` is
    what may be typed today.
    """

    change: Change
    was_due_on: date | None
    row: DueRow


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """The weekly check of one office, and, where they were asked for, the changes since a day.

    `made_on` is the day on which a ledger was made that is still young; `narrowed` says in words
    what it was narrowed to, `notice` what else to tell; `signs` is who holds 审批, or
    what stands for him, as a command names him.
    """

    unit: str
    due: Due
    made_on: date | None = None
    since: date | None = None
    changes: tuple[Changed, ...] = ()
    narrowed: tuple[str, ...] = ()
    notice: str = ""
    signs: str = "审批人"


def changes_told(check: Check) -> tuple[Changed, ...]:
    """Return the changes as people read them: by the day that comes first, like the lists.

    The date that a step's own limit had before says nothing about a day that isn't its own.
    """
    told, found = told_of(check.due), []
    for each in check.changes:
        row = told(each.row)
        was = each.was_due_on if row.due_on == each.row.due_on else None
        found.append(msgspec.structs.replace(each, row=row, was_due_on=was))
    order = tuple(Change)
    return tuple(sorted(found, key=lambda each: (order.index(each.change), each.row.due_on)))


def changes(then: Due, now: Due, *, ahead: Callable[[], Due]) -> tuple[Changed, ...]:
    """Return what has changed from one weekly check to a later one, the worst first.

    `ahead` makes the later check with a far horizon, asked for only where a row is gone: what was
    moved beyond the days that are shown isn't settled.
    """
    before, after = _rows(then), _rows(now)
    newly_late = {identity(row) for row in now.overdue} - {identity(row) for row in then.overdue}
    found = []
    for about, row in after.items():
        old = before.get(about)
        word = _word(old, row, newly_late=about in newly_late)
        if word is not None:
            found.append(Changed(change=word, was_due_on=old.due_on if old else None, row=row))
    gone = {about: old for about, old in before.items() if about not in after}
    beyond = _rows(ahead()) if gone else {}
    outside = {(row.code, row.window): row for row in now.waiting if row.kind is DueKind.ESCALATED}
    for about, old in gone.items():
        row = beyond.get(about, old)
        word = Change.MOVED if about in beyond else Change.SETTLED
        if word is Change.SETTLED:
            row = msgspec.structs.replace(old, next="")
        away = outside.get((old.code, old.window))
        if old.kind in DUTY_KINDS and away is not None:
            word = Change.OUTSIDE
            row = msgspec.structs.replace(old, number=away.number, next=away.next)
        found.append(Changed(change=word, was_due_on=old.due_on, row=row))
    order = tuple(Change)
    return tuple(sorted(found, key=lambda each: (order.index(each.change), each.row.due_on)))


def _word(old: DueRow | None, row: DueRow, *, newly_late: bool) -> Change | None:
    if newly_late:
        return Change.OVERDUE
    if old is None:
        return Change.NEW
    if old.kind != row.kind:
        return Change.ONWARD
    return Change.MOVED if old.due_on != row.due_on else None


def _rows(due: Due) -> dict[Identity, DueRow]:
    lists: tuple[Iterable[DueRow], ...] = (due.to_archive, due.waiting, due.upcoming, due.overdue)
    return {identity(row): row for rows in lists for row in rows}


def identity(row: DueRow) -> Identity:
    """Return what a row is about, whatever its date: an obligation, a demand, a matter, a voice."""
    about = (row.code, row.for_ or "", row.number or "")
    if row.kind is DueKind.URGED:
        return ("督促", *about)
    if row.kind is DueKind.CORRECTED:
        return ("更正", *about, row.next)
    if row.kind in SAID:
        return ("意见", row.name)
    if row.kind is DueKind.REQUESTED:
        return ("点题", *about)
    if row.kind in DUTY_KINDS or row.number is None:
        return (row.kind, row.code, row.for_ or "")
    return ("公示" if row.kind is DueKind.NOTICE else "办理", row.number)
