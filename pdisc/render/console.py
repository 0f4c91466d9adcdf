"""Headings, tables and bars by Rich's own Console, which judges what the terminal is and can."""

from typing import TextIO

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table as RichTable
from rich.text import Text

from pdisc.render.drawing import STATE_STYLES
from pdisc.render.grid import Table, fitted_widths, text_grid
from pdisc.text import visible, wrap

_ANY_HEIGHT = 25
"""Said beside a width, which Rich otherwise doesn't believe of a dumb terminal."""


def _console(out: TextIO, *, color: bool, width: int | None = None) -> Console:
    """Return the Console of a stream, to which a text is never markup."""
    return Console(
        file=out,
        width=width,
        height=width and _ANY_HEIGHT,
        color_system="auto" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
    )


class ConsolePainter:
    """Draws on any terminal: on an older Windows console by calls instead of escape codes."""

    def __init__(self, out: TextIO, width: int, *, color: bool) -> None:
        """Open the Console on the stream; nothing is written yet."""
        self._console = _console(out, color=color, width=width)

    def heading(self, text: str) -> None:
        """Print a heading in bold; the terminal breaks long lines itself."""
        self._console.print(text, style="bold", soft_wrap=True)

    def table(self, table: Table) -> None:
        """Print a table with a rule under its titles."""
        self._console.print(self._rich_table(table))

    def _rich_table(self, table: Table) -> RichTable:
        # The cells come wrapped by our own rules for Chinese; `fold` is there for a character that
        # Rich takes for wider than we do. The gap is one cell of padding and one of the box.
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


class Bar:
    """One line that says how far work is, and that leaves no trace."""

    def __init__(self, out: TextIO, *, color: bool) -> None:
        """Begin to draw on a terminal."""
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=_console(out, color=color),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("", visible=False)
        self._progress.start()

    def draw(self, what: str, done: int, total: int) -> None:
        """Draw the line anew."""
        self._progress.update(
            self._task, description=what, completed=done, total=total, visible=True, refresh=True
        )

    def clear(self) -> None:
        """Take the line away, and give the cursor back."""
        self._progress.stop()
