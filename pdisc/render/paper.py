"""An answer, before it is known which format carries it, and what of it goes on paper."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from pdisc.render.grid import Table


class Chart(msgspec.Struct, frozen=True):
    """Bars that people would rather look at than read: a title, labels, and values by name.

    Every series has a value for each label; they are stacked. `whole` is what a bar reaches at most
    where the values are parts of it (100 for rates).
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    whole: int | None = None


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A title, tables under their captions, and lines at the foot.

    `on` is the day that the data stand for. It dates the file too: a clock would make two files
    out of one answer. `head` stands above the tables (填报单位 and the like), `signed` below them,
    for the pen; `explained` tells what each figure means and where it comes from, on a sheet of its
    own where the format has one. `charts` are drawn where a format can.
    """

    title: str
    on: date
    tables: tuple[Table, ...]
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    charts: tuple[Chart, ...] = ()


class Reply(NamedTuple):
    """What a command has to say, in the ways that formats need; each is made when it is wanted.

    `document` is plain data or a record, `table` the full table, `paper` the tables with a title
    and a date. `more` are tables that were asked for beside it: every format carries them.
    """

    document: Any
    table: Callable[[], Table]
    paper: Callable[[], Paper]
    more: Callable[[], Sequence[Table]] = tuple

    @property
    def tables(self) -> tuple[Table, ...]:
        """The full table, and those beside it."""
        return (self.table(), *self.more())
