"""Headings and tables on an ordinary terminal: laid out by us, styled by Rich.

Of Rich only the styles are imported: its Console and its Table take about as long as a fifth of a
whole reading command.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, TextIO

from rich.color import ColorSystem
from rich.style import Style

from pdisc.render.grid import GAP, Table, fitted_widths, text_grid
from pdisc.text import Align, pad, visible, wrap
from pdisc.words import State, Status

STATE_STYLES: dict[str, str] = {
    "逾期": "bold red",
    Status.MISSED: "bold red",
    Status.LATE: "yellow",
    "补录": "yellow",
    "推定": "yellow",
    State.RETURNED: "yellow",
    State.ESCALATED: "cyan",
    State.PUBLISHED: "green",
    State.ARCHIVED: "green",
}
"""The colour of a cell that is exactly such a word; the word itself says all."""


class Slot(NamedTuple):
    """The place of a column on a line, in cells; `edge` is the part of the gap that is its own."""

    width: int
    align: Align
    edge: int


class Painter:
    """Draws on a terminal that takes escape codes, byte for byte as Rich's Console would."""

    def __init__(self, out: TextIO, width: int, *, color: bool) -> None:
        """Keep the stream and its width in cells; nothing is written yet."""
        self._out = out
        self._width = width
        # A named colour has one code in all of Rich's systems, so the smallest will do.
        self._colors = ColorSystem.STANDARD if color else None

    def heading(self, text: str) -> None:
        """Print a heading in bold; the terminal breaks long lines itself."""
        for line in text.split("\n"):
            self._print(self._styled(line, "bold"))

    def table(self, table: Table) -> None:
        """Print a table with a rule under its titles, every line as wide as the whole."""
        titles, *rows = grid = text_grid(table)
        widths = fitted_widths(table, grid, self._width)
        whole = sum(widths) + GAP * (len(widths) - 1)
        edges = [1] * (len(widths) - 1) + [0]
        slots = [
            Slot(width, column.align, edge)
            for width, column, edge in zip(widths, table.columns, edges, strict=True)
        ]
        if table.caption:
            for line in wrap(visible(table.caption), whole):
                self._print(pad(line, whole))
        for line in self._title_lines(titles, slots):
            self._print(line)
        self._print("─" * whole)
        for row in rows:
            for line in self._row_lines(row, slots):
                self._print(line)

    def _title_lines(self, titles: Sequence[str], slots: Sequence[Slot]) -> Iterator[str]:
        """Yield the lines of the titles, all bold, the last of each just above the rule."""
        upwards = [reversed(wrap(t, slot.width)) for t, slot in zip(titles, slots, strict=True)]
        for line in reversed([*zip_longest(*upwards, fillvalue="")]):
            yield " ".join(self._title(text, slot) for text, slot in zip(line, slots, strict=True))

    def _title(self, text: str, slot: Slot) -> str:
        width, align, edge = slot
        parts = [pad(text, width, align), " " * edge] if text else [" " * (width + edge)]
        return "".join(self._styled(part, "bold") for part in parts)

    def _row_lines(self, row: Sequence[str], slots: Sequence[Slot]) -> Iterator[str]:
        """Yield the lines of a row, where only what stands in a cell takes the cell's colour."""
        styles = [STATE_STYLES.get(text, "") for text in row]
        cells = [wrap(text, slot.width) for text, slot in zip(row, slots, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            parts = zip(line, slots, styles, strict=True)
            yield (" " * GAP).join(
                self._styled(pad(text, slot.width, slot.align), style if text else "")
                for text, slot, style in parts
            )

    def _styled(self, text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=self._colors)

    def _print(self, line: str) -> None:
        self._out.write(line + "\n")
