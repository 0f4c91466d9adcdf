"""How far long work is: one line on a terminal, drawn late and gone in the end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TextIO

from pdisc.render import console

PATIENCE = timedelta(seconds=0.5)
"""How long work may take before anything is drawn: Rich isn't even imported until then."""

BETWEEN = timedelta(seconds=0.1)
"""How long a drawn line stands before it is drawn anew."""


class Progress:
    """Is told how far work is, and draws it now and then; see `values/watch.py`."""

    def __init__(self, err: TextIO, now: Callable[[], datetime], *, color: bool) -> None:
        """Take the terminal and what tells the time; the work begins now."""
        self._err = err
        self._now = now
        self._color = color
        self._next = now() + PATIENCE
        self._bar: console.Bar | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw how far it is, where that was last done a while ago."""
        now = self._now()
        if now < self._next:
            return
        self._next = now + BETWEEN
        if self._bar is None:
            self._bar = console.Bar(self._err, color=self._color)
        self._bar.draw(what, done, total)

    def clear(self) -> None:
        """Take away what was drawn: the work is done, or was interrupted."""
        if self._bar is not None:
            self._bar.clear()
            self._bar = None
