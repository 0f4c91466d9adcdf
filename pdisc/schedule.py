"""What is due and why: the weekly check (DESIGN §4).

Pure: facts and a day go in, rows come out. No clock, no database, no terminal.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from pdisc.dates.typed import days_after
from pdisc.due import (
    corrections,
    demands,
    duties,
    elections,
    filings,
    in_hand,
    opinions,
    outside,
    requests,
)
from pdisc.due.factbook import FactBook
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import Viewpoint
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem

SOURCES: dict[str, Source] = {
    "owed": duties.SOURCE,
    "in hand": in_hand.SOURCE,
    "demanded": demands.SOURCE,
    "to be filed": filings.SOURCE,
    "outside": outside.SOURCE,
    "corrected": corrections.SOURCE,
    "election": elections.SOURCE,
    "requested": requests.SOURCE,
    "asked outside": requests.WAITING,
    "opinions": opinions.SOURCE,
}
"""All sources of rows. A new one is a module in `due/` and a line here."""


class Days(msgspec.Struct, frozen=True):
    """The day that is asked about, its Sunday, and the last day that is looked ahead to."""

    on: date
    sunday: date
    horizon: date


def _any(_due_on: date, _days: Days) -> bool:
    return True


LISTS: Mapping[str, Callable[[date, Days], bool]] = {
    "overdue": lambda due, days: due < days.on,
    "upcoming": lambda due, days: days.on <= due <= days.horizon,
    "stuck": lambda due, days: due < days.on,
    "waiting": _any,
    "to_archive": _any,
    "today": lambda due, days: due == days.on,
    "this_week": lambda due, days: days.on <= due <= min(days.sunday, days.horizon),
    "demands": _any,
    "corrections": _any,
}
"""The lists of `Due`, and which of the rows that a source gives to a list it takes, by due date."""


class Unconfirmed(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a catalogue item that no named person has confirmed yet (推定)."""

    code: str
    field: str
    value: str
    why: str


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """The weekly check as of one day.

    `today` and `this_week` (up to Sunday) show rows of `upcoming` again, `stuck` those of `overdue`
    that are a step in somebody's hands. `waiting` is in the hands of somebody outside, with our
    clock stopped, past its limit too. `demands` are the 督促 that nobody has answered, those past
    their day in `overdue` as well; so are `corrections`, old copies of what has been corrected that
    still hang. With `as_of` only what had been recorded by that day counts.
    """

    on: date
    overdue: tuple[DueRow, ...]
    upcoming: tuple[DueRow, ...]
    stuck: tuple[DueRow, ...]
    waiting: tuple[DueRow, ...]
    to_archive: tuple[DueRow, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    today: tuple[DueRow, ...] = ()
    this_week: tuple[DueRow, ...] = ()
    demands: tuple[DueRow, ...] = ()
    corrections: tuple[DueRow, ...] = ()
    as_of: date | None = None


def weekly(facts: Facts, *, on: date, within: int) -> Due:
    """Return what is overdue on a day, and what falls due up to `within` calendar days later.

    `facts` are those that count: what had happened by `on`, see `Facts.known`.
    """
    view = Viewpoint(FactBook(facts), on)
    days = Days(on, last_of_week(on), days_after(on, within))
    found: dict[str, list[DueRow]] = {name: [] for name in LISTS}
    for source in SOURCES.values():
        rows = list(source.rows(view, days.horizon))
        for name in source.lists:
            found[name] += (row for row in rows if LISTS[name](row.due_on, days))
    lists: dict[str, Any] = {name: tuple(sorted(rows, key=_place)) for name, rows in found.items()}
    return Due(on=on, unconfirmed=tuple(_unconfirmed(view.book, on)), **lists)


def last_of_week(day: date) -> date:
    """Return the Sunday on which the week of a day ends."""
    return days_after(day, 6 - day.weekday())


def _unconfirmed(book: FactBook, on: date) -> Iterator[Unconfirmed]:
    for code in book.codes:
        item = book.item(code, on)
        if item.retired:
            continue
        for field in dict.fromkeys((*item.inferred, *item.assumed)):
            yield Unconfirmed(
                code=code, field=field, value=_text(item, field), why=item.why.get(field, "")
            )


def _text(item: CatalogItem, field: str) -> str:
    value = getattr(item, field, None)
    if isinstance(value, tuple):
        return "、".join(value)
    return "" if value is None else str(value)


def _place(row: DueRow) -> tuple[date, list[tuple[int, str]], str, str]:
    code = [(len(part), part) for part in row.code.split(".")]
    return row.due_on, code, row.number or "", row.for_ or ""
