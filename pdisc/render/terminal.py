"""What she sees: headings, lines and tables on a terminal, plain text anywhere else."""

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from shutil import get_terminal_size
from typing import TextIO

from pdisc.errors import Problem
from pdisc.render import console, drawing
from pdisc.render.grid import Table, plain_lines
from pdisc.text import cell_width, visible, wrap

NARROW = 59
"""Below this many cells a table is printed without rules."""

TO_COPY = r"\bpdisc |://|[/\\][^/\\]+[/\\]"
"""What a line holds that is to be typed or copied as it stands: a command, an address, a path."""

MOST_PROBLEMS = 50
"""How many problems of a sheet are shown; JSON has them all."""

DUMB = {"dumb", "unknown"}
OVERRULING = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""What TERM, and which other variables, may make Rich think otherwise of a terminal."""


class Screen:
    """Where a command's answer (`out`) and the talk about it (`err`) go.

    A table is drawn only where `out` is a terminal, `plain` is off and there is room for it.
    `width` (in cells) stands in for the terminal's own, and fits plain tables too. What the program
    says goes through `worded` first; headings, and what is `hers`, are shown as they stand.
    """

    def __init__(
        self,
        out: TextIO,
        err: TextIO,
        *,
        width: int | None = None,
        plain: bool,
        color: bool,
        worded: Callable[[str], str] = str,
    ) -> None:
        """Keep the two streams; nothing is imported or written yet."""
        self._out = out
        self._err = err
        self._given_width = width
        self._color = color
        self._worded = worded
        self._terminal = out.isatty()
        self._drawn = self._terminal and not plain

    def heading(self, text: str) -> None:
        """Print a heading: bold on a terminal."""
        if self._drawn and self._color:
            self._painter.heading(self._fitted(text, self._out))
        else:
            self.line(text, hers=True)

    def line(self, text: str = "", *, hers: bool = False) -> None:
        """Print text on stdout, its own newlines kept; on a terminal no word reaches its edge."""
        said = text if hers else self._worded(text)
        self._out.write(self._fitted(said, self._out) + "\n")

    def hint(self, next_step: str) -> None:
        """Print on stdout what to type next."""
        self.line(f"下一步：{next_step}")

    def table(self, table: Table) -> None:
        """Print a table; a cell may be wrapped, but nothing is ever cut."""
        table = table.reworded(self._worded)
        if self._drawn and self.width >= NARROW:
            self._painter.table(table)
            return
        width = self.width if self._terminal else self._given_width
        for line in plain_lines(table, width):
            self._out.write(line + "\n")

    def error(
        self, title: str, message: str, next_step: str = "", problems: Sequence[Problem] = ()
    ) -> None:
        """Print on stderr what went wrong, and what to type next where that is known.

        Of a sheet's problems there is a line each, the first `MOST_PROBLEMS` of them.
        """
        self.notice(f"{title}：{message}")
        for each in problems[:MOST_PROBLEMS]:
            self.notice(f"  第{each.row}行{each.column and f'“{each.column}”'}：{each.message}")
        if len(problems) > MOST_PROBLEMS:
            self.notice(f"  ……另有{len(problems) - MOST_PROBLEMS}处")
        if next_step:
            self.notice(f"下一步：{next_step}")

    def notice(self, text: str, *, hers: bool = False) -> None:
        """Print text on stderr; where that can't be written, what was done stays as it is."""
        said = text if hers else self._worded(text)
        with suppress(OSError):
            self._err.write(self._fitted(said, self._err) + "\n")
            self._err.flush()

    def _fitted(self, text: str, stream: TextIO) -> str:
        """Return text that is safe to show, in lines that fit where a terminal shows them.

        A line with something to copy stays whole: the terminal breaks it, and it is still one.
        """
        shown = visible(text, keep_newlines=True)
        if not stream.isatty():
            return shown
        return "\n".join(line for each in shown.split("\n") for line in self._broken(each))

    def _broken(self, line: str) -> list[str]:
        if cell_width(line) <= self.width or re.search(TO_COPY, line):
            return [line]
        blanks = len(line) - len(line.lstrip())
        indent = line[: min(blanks, self.width // 2)]
        return [indent + part for part in wrap(line.strip(), self.width - cell_width(indent))]

    @property
    def width(self) -> int:
        """How many cells of a line are used: a terminal's last one stays free.

        An older Windows console goes on to the next line as soon as that cell is filled, and the
        newline that follows would leave an empty one.
        """
        return self._given_width or get_terminal_size().columns - 1

    @property
    def height(self) -> int | None:
        """How many lines she sees at once; None where nobody looks at a screen."""
        return get_terminal_size().lines if self._terminal else None

    @cached_property
    def _painter(self) -> "drawing.Painter | console.ConsolePainter":
        # Even of Rich's styles the import takes time: only for eyes, only when needed.
        painter = console.ConsolePainter if left_to_rich() else drawing.Painter
        return painter(self._out, self.width, color=self._color)


def left_to_rich() -> bool:
    """Say whether it is left to Rich's Console to judge what the terminal can, and to draw on it.

    So it is on Windows, whose older consoles take calls instead of escape codes, and wherever a
    variable says that the terminal isn't an ordinary one.
    """
    dumb = os.environ.get("TERM", "").lower() in DUMB
    return os.name == "nt" or dumb or any(name in os.environ for name in OVERRULING)
