"""What she sees: headings, lines and tables on a terminal, plain text anywhere else."""

from functools import cached_property
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from pdisc.render.grid import Table, fitted_widths, plain_lines, text_grid
from pdisc.text import visible, wrap
from pdisc.words import State, Status

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

NARROW = 60
"""Below this many cells a table is printed without rules."""

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


class Screen:
    """Where a command's answer (`out`) and the talk about it (`err`) go.

    A table is drawn by Rich only where `out` is a terminal, `plain` is off and there is room for
    it. `width` (in cells) stands in for the terminal's own, and fits plain tables too.
    """

    def __init__(
        self, out: TextIO, err: TextIO, *, width: int | None = None, plain: bool, color: bool
    ) -> None:
        """Keep the two streams; nothing is imported or written yet."""
        self._out = out
        self._err = err
        self._given_width = width
        self._color = color
        self._terminal = out.isatty()
        self._drawn = self._terminal and not plain

    def heading(self, text: str) -> None:
        """Print a heading: bold on a terminal."""
        if self._drawn and self._color:
            self._console.print(visible(text, keep_newlines=True), style="bold", soft_wrap=True)
        else:
            self.line(text)

    def line(self, text: str = "") -> None:
        """Print text on stdout, its own newlines kept; a terminal breaks long lines itself."""
        self._out.write(visible(text, keep_newlines=True) + "\n")

    def hint(self, next_step: str) -> None:
        """Print on stdout what to type next."""
        self.line(f"下一步：{next_step}")

    def table(self, table: Table) -> None:
        """Print a table; a cell may be wrapped, but nothing is ever cut."""
        if self._drawn and self._width >= NARROW:
            self._console.print(self._rich_table(table))
            return
        width = self._width if self._terminal else self._given_width
        for line in plain_lines(table, width):
            self._out.write(line + "\n")

    def error(self, title: str, message: str, next_step: str = "") -> None:
        """Print on stderr what went wrong, and what to type next where that is known."""
        self.notice(f"{title}：{message}")
        if next_step:
            self.notice(f"下一步：{next_step}")

    def notice(self, text: str) -> None:
        """Print text on stderr."""
        self._err.write(visible(text, keep_newlines=True) + "\n")

    @property
    def _width(self) -> int:
        return self._given_width or get_terminal_size().columns

    @cached_property
    def _console(self) -> "Console":
        # Rich costs more to import than a reading command's work: only for eyes, only when needed.
        from rich.console import Console

        return Console(
            file=self._out,
            width=self._width,
            color_system="auto" if self._color else None,
            no_color=not self._color,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def _rich_table(self, table: Table) -> "RichTable":
        # The cells come wrapped by our own rules for Chinese; `fold` is there for a character that
        # Rich takes for wider than we do. The gap is one cell of padding and one of the box.
        from rich import box
        from rich.table import Table as RichTable
        from rich.text import Text

        grid = text_grid(table)
        widths = fitted_widths(table, grid, self._console.width)
        drawn = RichTable(
            box=box.SIMPLE_HEAD,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
            title=Text(visible(table.caption)) if table.caption else None,
            title_justify="left",
        )
        for column, title, width in zip(table.columns, grid[0], widths, strict=True):
            header = Text("\n".join(wrap(title, width)))
            drawn.add_column(header, justify=column.align, width=width, overflow="fold")
        for row in grid[1:]:
            cells = zip(row, widths, strict=True)
            drawn.add_row(
                *(Text("\n".join(wrap(t, w)), style=STATE_STYLES.get(t, "")) for t, w in cells)
            )
        return drawn
