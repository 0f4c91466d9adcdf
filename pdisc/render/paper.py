"""An answer, before it is known which format carries it, and what of it goes on paper."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

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


class Reply(NamedTuple):
    """What a command has to say, in the ways that formats need; each is made when it is wanted.

    `document` is plain data or a record, `table` the full table, `paper` the tables with a title
    and a date.
    """

    document: Any
    table: Callable[[], Table]
    paper: Callable[[], Paper]
