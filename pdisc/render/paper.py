"""What goes on paper, before it is known whether Word or Excel carries it."""

from datetime import date

import msgspec

from pdisc.render.grid import Table


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A title, tables under their captions, and lines at the foot.

    `on` is the day that the data stand for. It dates the file too: a clock would make two files
    out of one answer.
    """

    title: str
    on: date
    tables: tuple[Table, ...]
    lines: tuple[str, ...] = ()
