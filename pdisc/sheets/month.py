"""月历: the due dates of one month as a grid from Monday to Sunday, on one page."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from pdisc.sheets.agenda import Agenda, CalendarEntry
from pdisc.sheets.measure import shortened
from pdisc.text import visible

MARGINS = (12.0, 14.0, 10.0, 14.0)
"""In millimetres: top, right, bottom, left."""

SIZE, LINE, TITLE_LINE, HEAD_LINE = 8.5, 10.5, 30.0, 18.0
"""In points: the letters of the squares, and the exact heights of lines."""

ROOM = (210 - MARGINS[0] - MARGINS[2]) * 72 / 25.4 - TITLE_LINE - HEAD_LINE - 2 * LINE - 12
"""How high the weeks together may be, in points: what an A4 page leaves, and a little less."""

CELLS = 23
"""How much of an entry fits on its line."""


class Day(msgspec.Struct, frozen=True):
    """One square: its day, whether it belongs to the month, and its lines."""

    day: date
    inside: bool
    lines: tuple[str, ...]


class MonthSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The page as texts: its title, and weeks of seven days each."""

    title: str
    on: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def lines(self) -> int:
        """How many lines a square has: its date, its entries, and the count of the others."""
        return lines_in(len(self.weeks))


def lines_in(weeks: int) -> int:
    """Return how many lines a square has where so many weeks share the page."""
    return int(ROOM / weeks / LINE)


def month_sheet(agenda: Agenda, first: date) -> MonthSheet:
    """Return the page of the month that begins on `first`."""
    monday = first - timedelta(days=first.weekday())
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in agenda.entries:
        by_day.setdefault(entry.day, []).append(entry)
    count = ((following - monday).days + 6) // 7
    most = lines_in(count) - 2
    weeks = []
    for _ in range(count):
        days = [monday + timedelta(days=place) for place in range(7)]
        weeks.append(
            tuple(
                Day(day, first <= day < following, _lines(by_day.get(day, ()), most))
                for day in days
            )
        )
        monday += timedelta(days=7)
    unit = shortened(visible(agenda.unit), 50, 1)
    return MonthSheet(
        title=f"{unit}党务公开月历（{first.year}年{first.month}月）",
        on=agenda.on,
        weeks=tuple(weeks),
    )


def _lines(entries: Sequence[CalendarEntry], most: int) -> tuple[str, ...]:
    """Return the lines of a day: what is still to be done first, what fell away not at all."""
    left = sorted((e for e in entries if not e.cancelled), key=lambda e: e.done_on is not None)
    told = [f"{'√' if e.done_on else '□'}{visible(e.summary)}" for e in left[:most]]
    rest = [f"还有{len(left) - most}件"] if len(left) > most else []
    return tuple(shortened(text, CELLS, 1) for text in (*told, *rest))
