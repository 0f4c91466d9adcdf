"""A table of words, and its plain form for pipes and narrow screens."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from operator import attrgetter
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec

from pdisc.text import Align, cell_width, pad, visible, wrap

Cell: TypeAlias = str | int | date | None

EMPTY = "—"
"""What an empty cell shows, so that no cell is ever blank."""

GAP = 2
"""Cells between two columns."""


class Column(msgspec.Struct, frozen=True):
    """One column: its title, and how it behaves when the table must fit a width.

    `wide` columns give way first, by wrapping. `width` (in cells) is the most that the column may
    take in a fitted table. `compact` days are written 20261127, as an archive has them. `blank`: an
    empty cell stays empty, for the pen. `merged`: on paper equal cells below one another are one,
    within what the column before it holds together.
    """

    title: str
    align: Align = "left"
    wide: bool = False
    width: int | None = None
    compact: bool = False
    blank: bool = False
    merged: bool = False


class Table(msgspec.Struct, frozen=True):
    """Columns and rows of equal length; raises ValueError where a row has another length."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""

    def __post_init__(self) -> None:
        """Check the rows, since a missing cell would shift the others under foreign titles."""
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells, not {len(self.columns)}")

    def reworded(self, worded: Callable[[str], str]) -> "Table":
        """Return the table with each command in it put by `worded`, which is `str` for as it is.

        A cell that only names a command somewhere inside may be somebody's own text.
        """
        if worded is str:
            return self
        rows = [[_put(each, worded) for each in row] for row in self.rows]
        return Table(self.columns, rows, worded(self.caption))


def _put(cell: Cell, worded: Callable[[str], str]) -> Cell:
    return worded(cell) if isinstance(cell, str) and cell.startswith("pdisc ") else cell


R = TypeVar("R")
Manner: TypeAlias = Literal["wide", "right"]
WIDE: Manner = "wide"
RIGHT: Manner = "right"
Told: TypeAlias = (
    tuple[str, str | Callable[[R], object]] | tuple[str, str | Callable[[R], object], Manner]
)
"""A column as it is declared: its title, what of a row it shows (a field's name, or a function of
the row), and where that is so, that its texts are long or its figures stand to the right."""


def table_of(rows: Iterable[R], *columns: Told[R], caption: str = "") -> Table:
    """Return records as a table: integers stay numbers, several words are joined by 、."""
    getters = [_getter(told[1]) for told in columns]
    return Table(
        tuple(_column(*told) for told in columns),
        [tuple(_cell(get(row)) for get in getters) for row in rows],
        caption,
    )


def _column(title: str, _: object, manner: Manner | None = None) -> Column:
    return Column(title, align="right" if manner == RIGHT else "left", wide=manner == WIDE)


def _getter(what: str | Callable[[R], object]) -> Callable[[R], object]:
    return attrgetter(what) if isinstance(what, str) else what


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, (int, date)):
        return value
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def telling(table: Table, *, kept: int = 2) -> Table:
    """Return a table without the columns that say nothing in any row, but for the first ones.

    A column for the pen stays. So does everything where there are no rows.
    """
    said = {place for row in table.rows for place, cell in enumerate(row) if _says(cell)}
    shown = [
        place
        for place, column in enumerate(table.columns)
        if place < kept or place in said or column.blank or not table.rows
    ]
    return Table(
        [table.columns[place] for place in shown],
        [[row[place] for place in shown] for row in table.rows],
        table.caption,
    )


def _says(cell: Cell) -> bool:
    return cell not in (None, 0, "") and str(cell).strip() not in ("", EMPTY, "无", "0")


def beside(left: Table, right: Table) -> Table:
    """Return two tables of equally many rows as one, the caption that of the right one."""
    rows = [(*a, *b) for a, b in zip(left.rows, right.rows, strict=True)]
    return Table((*left.columns, *right.columns), rows, right.caption)


def cell_text(cell: Cell, *, keep_newlines: bool = False) -> str:
    """Return what a cell shows: visible text, digits, or `—` where there is nothing."""
    text = "" if cell is None else visible(str(cell), keep_newlines=keep_newlines)
    return text if text.strip() else EMPTY


def column_text(column: Column, cell: Cell, *, keep_newlines: bool = False) -> str:
    """Return what a cell shows in its column: days as that one has them, blank where it may be."""
    if column.compact and isinstance(cell, date):
        return f"{cell:%Y%m%d}"
    text = cell_text(cell, keep_newlines=keep_newlines)
    return "" if column.blank and text == EMPTY else text


def row_texts(table: Table, row: Sequence[Cell], *, keep_newlines: bool = False) -> list[str]:
    """Return what the cells of a row show."""
    cells = zip(table.columns, row, strict=True)
    return [column_text(column, cell, keep_newlines=keep_newlines) for column, cell in cells]


def text_grid(table: Table) -> list[list[str]]:
    """Return the titles and then all rows as the text that their cells show."""
    titles = [visible(column.title) for column in table.columns]
    return [titles, *(row_texts(table, row) for row in table.rows)]


def natural_widths(grid: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column's widest cell, in terminal cells."""
    return [max(map(cell_width, column)) for column in zip(*grid, strict=True)]


def fitted_widths(table: Table, grid: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return column widths that fit into `width` cells, the gaps included, where at all possible.

    The wide columns give way first (down to 8 cells), then the others (to 6), then all (to 2).
    """
    limits = [column.width or width for column in table.columns]
    widths = [min(pair) for pair in zip(natural_widths(grid), limits, strict=True)]
    everyone = range(len(widths))
    wide = [index for index in everyone if table.columns[index].wide]
    narrow = [index for index in everyone if index not in wide]
    room = width - GAP * (len(widths) - 1)
    for indexes, floor in ((wide, 8), (narrow, 6), (everyone, 2)):
        _shrink(widths, indexes, floor, room)
    return widths


def _shrink(widths: list[int], indexes: Sequence[int], floor: int, room: int) -> None:
    """Take cells from the widest of these columns until all fit or none is above the floor."""
    while sum(widths) > room and indexes:
        widest = max(indexes, key=lambda index: widths[index])
        if widths[widest] <= floor:
            return
        widths[widest] -= 1


def plain_lines(table: Table, width: int | None = None) -> Iterator[str]:
    """Yield the table as aligned text without a box: one line per row, nothing cut.

    With a width the cells are wrapped so that the lines fit into it, wide columns first.
    """
    grid = text_grid(table)
    if table.caption:
        caption = visible(table.caption)
        yield from [caption] if width is None else wrap(caption, width)
    if width is None:
        widths = natural_widths(grid)
        yield from (_joined(table, row, widths) for row in grid)
        return
    widths = fitted_widths(table, grid, width)
    for row in grid:
        columns = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for line in zip_longest(*columns, fillvalue=""):
            yield _joined(table, line, widths)


def _joined(table: Table, cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        pad(cell, width, column.align)
        for cell, width, column in zip(cells, widths, table.columns, strict=True)
    )
    return (" " * GAP).join(padded).rstrip(" ")
