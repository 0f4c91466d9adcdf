"""月历: the due dates of one month as a grid from Monday to Sunday, on one page."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import agenda
from pdisc.sheets.agenda import Agenda
from pdisc.sheets.calendar_entry import CalendarEntry
from pdisc.sheets.measure import shortened
from pdisc.sheets.sheet import Headline, Measured, MeasuredRow, PageLook, Para, Sheet
from pdisc.text import visible
from pdisc.values.grouping import grouped

MARGINS = (12.0, 14.0, 10.0, 14.0)
"""In millimetres: top, right, bottom, left."""

SIZE, LINE, TITLE_LINE, HEAD_LINE = 8.5, 10.5, 30.0, 18.0
"""In points: the letters of the squares, and the exact heights of lines."""

ROOM = (210 - MARGINS[0] - MARGINS[2]) * 72 / 25.4 - TITLE_LINE - HEAD_LINE - 2 * LINE - 12
"""How high the weeks together may be, in points: what an A4 page leaves, and a little less."""

CELLS = 23
"""How much of an entry fits on its line."""

LOOK = PageLook(
    margins=MARGINS,
    size=12.0,
    line=HEAD_LINE,
    small=SIZE,
    small_line=LINE,
    title=18.0,
    title_line=TITLE_LINE,
    under_title=0.0,
    landscape=True,
)

WIDTH = (297 - MARGINS[1] - MARGINS[3]) * 72 / 25.4 / 7
"""Of a square, in points."""

REACH = 366
"""How many days from the business date a month may begin: beyond, due dates aren't computed."""


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


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the due dates of a month, by default that of the business date."""
    first = order.month.start if order.month else order.on.replace(day=1)
    if abs((first - order.on).days) > REACH:
        raise UsageError(
            f"月历只能印{order.on}前后一年之内的月份",
            next_step=f"pdisc print 月历 --month {order.on:%Y-%m}",
        )
    with context.reading() as reading:
        found = agenda.agenda(reading, on=order.on)
    return Printed(f"月历_{first:%Y-%m}", (month_page(month_sheet(found, first)),))


def lines_in(weeks: int) -> int:
    """Return how many lines a square has where so many weeks share the page."""
    return int(ROOM / weeks / LINE)


def month_sheet(found: Agenda, first: date) -> MonthSheet:
    """Return the page of the month that begins on `first`."""
    monday = first - timedelta(days=first.weekday())
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    by_day = grouped((entry.day, entry) for entry in found.entries)
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
    unit = shortened(visible(found.unit), 50, 1)
    return MonthSheet(
        title=f"{unit}党务公开月历（{first.year}年{first.month}月）",
        on=found.on,
        weeks=tuple(weeks),
    )


def _lines(entries: Sequence[CalendarEntry], most: int) -> tuple[str, ...]:
    """Return the lines of a day: what is still to be done first, what fell away not at all."""
    left = sorted((e for e in entries if not e.cancelled), key=lambda e: e.done_on is not None)
    told = [f"{'√' if e.done_on else '□'}{visible(e.summary)}" for e in left[:most]]
    rest = [f"还有{len(left) - most}件"] if len(left) > most else []
    return tuple(shortened(text, CELLS, 1) for text in (*told, *rest))


def month_page(sheet: MonthSheet) -> Sheet:
    """Return the month as a sheet, its weeks as high as the page allows."""
    return Sheet(
        title=sheet.title,
        on=sheet.on,
        look=LOOK,
        blocks=(
            Headline(sheet.title),
            Measured(widths=(WIDTH,) * 7, rows=tuple(_rows(sheet)), padding=2.0),
            Para(
                text=f"□未办　√已办　截至 {sheet.on}　看全部：pdisc 检查",
                manner="note",
                space=1 / 6,
            ),
        ),
    )


def _rows(sheet: MonthSheet) -> Iterator[MeasuredRow]:
    names = tuple(f"周{name}" for name in "一二三四五六日")
    yield MeasuredRow(texts=names, height=HEAD_LINE, manner="head", centred=True, shaded=True)
    for week in sheet.weeks:
        cells = (
            "\n".join((f"{each.day.day}日", *each.lines)) if each.inside else "·" for each in week
        )
        yield MeasuredRow(texts=tuple(cells), height=sheet.lines * LINE, top=True)
