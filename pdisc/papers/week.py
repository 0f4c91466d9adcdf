"""每周要办: the week on one page, for the wall or the leader's desk.

It has to be one page whatever there is to do, so the page is measured here: all lines have a fixed
height, all columns a width in cells, and what doesn't fit is counted, never dropped in silence.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from pdisc.context import Context
from pdisc.dates.typed import in_words
from pdisc.dates.workdays import in_weeks
from pdisc.papers.order import Printed, PrintOrder
from pdisc.schedule import Due, last_of_week
from pdisc.services import lookup, weekly
from pdisc.sheets.lists import LATER, URGED, DueList, DueMatter, due_lists
from pdisc.sheets.measure import paper_lines, shortened
from pdisc.sheets.sheet import Headline, Measured, MeasuredRow, PageLook, Para, Sheet
from pdisc.text import visible
from pdisc.words import DueKind

COLUMNS = (("事项", 36), ("最迟", 12), ("情况", 17), ("找谁", 14))
"""The headings, and how many cells of text stand side by side in each column."""

MOST_LINES = 3
"""In one row: a longer text ends in … and can be read with `pdisc due`."""

FIRST = 3
"""So many rows each list gets, in turn, before a list that stands above takes the rest."""

SIZE, LINE, EXTRA = 10.5, 15.0, 3.0
"""In points: the letters, the exact height of a line, and what a row adds to its lines."""

MARGINS = (18.0, 20.0, 18.0, 20.0)
"""In millimetres: top, right, bottom, left."""

TITLE_LINE, SUBTITLE_LINE, FOOT_LINES = 36.0, 22.0, 2
"""In points the two lines on top; and how many lines stand below the table."""

SPARE = 2 * LINE
"""Left free: another font may break a line where we don't expect it."""

ROOM = (
    (297 - MARGINS[0] - MARGINS[2]) * 72 / 25.4
    - TITLE_LINE
    - SUBTITLE_LINE
    - (LINE + EXTRA)  # the headings of the columns
    - (FOOT_LINES + 1) * LINE
    - SPARE
)
"""How much of an A4 page the lists may take, in points."""

_SLACK = 1.07
"""How much wider a column is than the text that is counted on: not every letter is half a 字."""

WIDTHS = tuple((width * _SLACK + 1) * SIZE / 2 for _, width in COLUMNS)
"""Of the columns, in points."""

LOOK = PageLook(
    margins=MARGINS,
    size=12.0,
    line=SUBTITLE_LINE,
    small=SIZE,
    small_line=LINE,
    title_line=TITLE_LINE,
    under_title=0.0,
)

Cells = tuple[str, str, str, str]


class SheetList(msgspec.Struct, frozen=True):
    """One list on the sheet: how many it has, the rows that fit, and how many more there are."""

    name: str
    count: int
    rows: tuple[Cells, ...]

    @property
    def more(self) -> int:
        """How many rows the page has no room for."""
        return self.count - len(self.rows)

    @property
    def heading(self) -> str:
        """The list's name with its count."""
        return f"{self.name}：{self.count}件"

    @property
    def rest(self) -> str:
        """What to say of the rows that don't fit; empty where all do."""
        return f"还有{self.more}件没有列出，看全部：pdisc 检查" if self.more else ""


class WeekSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page as texts."""

    title: str
    subtitle: str
    on: date
    lists: tuple[SheetList, ...]
    foot: tuple[str, ...]


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the check up to this Sunday, on one page."""
    days = (last_of_week(order.on) - order.on).days
    with context.reading() as reading:
        found = weekly.check(reading, weekly.CheckQuestion(on=order.on, within=days))
        receipt = lookup.current_receipt(reading)
    sheet = week_sheet(found.due, unit=found.unit, receipt=receipt)
    return Printed(f"每周要办_{order.on}", (week_page(sheet),))


def week_sheet(due: Due, *, unit: str, receipt: str) -> WeekSheet:
    """Return the page of a week; `due` is the check up to the week's end, rows beyond are left out.

    One row of every list comes before the second of any, as far as the page reaches.
    """
    sunday = last_of_week(due.on)
    lists = [each for each in due_lists(due) if each.name != LATER]
    unconfirmed = len(due.unconfirmed)
    widest = sum(width for _, width in COLUMNS)
    return WeekSheet(
        title="党务公开每周要办",
        subtitle=shortened(
            f"{visible(unit)}　{in_words(due.on)}（{in_weeks(due.on)}）"
            f"　本周至{sunday.month}月{sunday.day}日",
            widest,
            1,
        ),
        on=due.on,
        lists=fitted(lists, ROOM),
        foot=(
            f"目录中推定、推读还没有核定的内容：{unconfirmed}处"
            + ("（查看：pdisc 目录 检查）" if unconfirmed else ""),
            f"截至 {due.on}　回执 {receipt}",
        ),
    )


def fitted(lists: Sequence[DueList], room: float) -> tuple[SheetList, ...]:
    """Return the lists with as many rows as fit into so many points, the first lists first.

    Every list has its heading, and a line for the rows that don't fit.
    """
    shown = [0] * len(lists)
    texts = [[_cells(each.name, matter) for matter in each.matters] for each in lists]
    heights = [[row_height(cells) for cells in rows] for rows in texts]
    used = sum((LINE + EXTRA) * (2 if each.rows else 1) for each in lists)
    for most in (*range(1, FIRST + 1), max((len(each.rows) for each in lists), default=0)):
        for place, each in enumerate(lists):
            wanted = min(most, len(each.rows))
            while shown[place] < wanted and used + _cost(heights[place], shown[place]) <= room:
                used += _cost(heights[place], shown[place])
                shown[place] += 1
    return tuple(
        SheetList(each.name, len(rows), tuple(rows[:n]))
        for each, rows, n in zip(lists, texts, shown, strict=True)
    )


def _cost(heights: Sequence[float], shown: int) -> float:
    """Return what the next row takes; a list's last one saves the line that counts the rest."""
    last = shown + 1 == len(heights)
    return heights[shown] - (LINE + EXTRA if last else 0)


def row_height(cells: Cells) -> float:
    """Return the height of a row in points: its longest cell, wrapped, and what a row adds."""
    columns = zip(cells, COLUMNS, strict=True)
    return max(paper_lines(text, width) for text, (_, width) in columns) * LINE + EXTRA


def _cells(name: str, matter: DueMatter) -> Cells:
    row = matter.told
    what = "　".join(
        part for part in (f"{row.code} {row.item}".strip(), row.window, row.name) if part
    )
    guess = "估算" if row.estimated else ""
    texts = (what, f"{row.due_on}{guess}", _state(name, matter), row.holder)
    return (_short(texts[0], 0), _short(texts[1], 1), _short(texts[2], 2), _short(texts[3], 3))


def _short(text: str, place: int) -> str:
    return shortened(visible(text) or "—", COLUMNS[place][1], MOST_LINES)


def _state(name: str, matter: DueMatter) -> str:
    """Return in whose hands since when, by how much it is late, or on which day it is due."""
    row = matter.told
    if name == URGED:
        late = f"，逾期{row.days_overdue}天" if row.days_overdue else ""
        demanded = (x for x in matter.rows if x.kind is DueKind.URGED)
        return "".join(f"限{_short_day(each.due_on)}" for each in demanded) + late
    if name in ("卡住", "等待") and row.since is not None:
        return f"{_short_day(row.since)}起{row.held_working_days}个工作日"
    if row.days_overdue:
        return f"逾期{row.days_overdue}天"
    return f"{in_weeks(row.due_on)}到期" if name in ("今天", "本周") else str(row.kind)


def _short_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def week_page(sheet: WeekSheet) -> Sheet:
    """Return the week as a sheet, every row as high as it was measured."""
    space = LINE / 2 / LOOK.line
    return Sheet(
        title=sheet.title,
        on=sheet.on,
        look=LOOK,
        blocks=(
            Headline(sheet.title),
            Para(text=sheet.subtitle, manner="centre"),
            Measured(widths=WIDTHS, rows=tuple(_rows(sheet)), padding=SIZE / 4),
            *(
                Para(text=line, manner="note", space=0 if place else space)
                for place, line in enumerate(sheet.foot)
            ),
        ),
    )


def _rows(sheet: WeekSheet) -> Iterator[MeasuredRow]:
    single = LINE + EXTRA
    titles = tuple(title for title, _ in COLUMNS)
    yield MeasuredRow(texts=titles, height=single, manner="label", centred=True)
    for each in sheet.lists:
        yield MeasuredRow(texts=(each.heading,), height=single, manner="label", shaded=True)
        for row in each.rows:
            yield MeasuredRow(texts=row, height=row_height(row))
        if each.rest:
            yield MeasuredRow(texts=(each.rest,), height=single)
    if not sheet.lists:
        yield MeasuredRow(texts=("本周没有要办的事项",), height=single)
