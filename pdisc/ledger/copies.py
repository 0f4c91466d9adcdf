"""Copies that a sync client made of the database: `ledger-PC1.db`, `ledger (冲突副本).db`.

Two machines wrote at once, and the client kept both databases, one of them under another name. A
copy is known by what it is, never by its name: a database of ours with the same first entry. Up to
which entry both say the same the chain of hashes tells.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pdisc.errors import PdiscError
from pdisc.ledger.folder import APPLICATION_ID, DATABASE, Folder, address, reading
from pdisc.ledger.queries import last_line, opened_as
from pdisc.text import visible

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_APPLICATION = slice(68, 72)
_WAIT = 0.2
"""Seconds that a copy is waited for: a client may just be writing it."""


class DatabaseCopy(NamedTuple):
    """A copy by its name: up to which entry it is like the database, how many each has besides.

    `common` is None where it can't be read, or where there is no database to hold it against.
    """

    name: str
    common: int | None = None
    ours: int = 0
    theirs: int = 0

    @property
    def may_hold_more(self) -> bool:
        """Say whether something may be recorded in it that isn't in the database."""
        return self.common is None or self.theirs > 0

    @property
    def better(self) -> str:
        """Return which of the two has more entries; of equals the one in its place."""
        return self.name if self.theirs > self.ours else DATABASE


def copies(folder: Folder, *, wait: float) -> tuple[DatabaseCopy, ...]:
    """Return the copies of the database that lie beside it, each held against it."""
    names = [name for name in folder.beside() if is_ledger(folder.path / name)]
    if not names:
        return ()
    try:
        with reading(folder, wait=wait, any_version=True) as connection:
            return tuple(_held_against(connection, folder, names))
    except PdiscError:  # whoever opens the ledger itself is told why
        return tuple(map(DatabaseCopy, names))


def is_ledger(path: Path) -> bool:
    """Say whether a file is a database of this program, by its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError:
        return False
    return head.startswith(_MAGIC) and head[_APPLICATION] == APPLICATION_ID.to_bytes(4, "big")


def _held_against(
    connection: sqlite3.Connection, folder: Folder, names: list[str]
) -> Iterator[DatabaseCopy]:
    for name in names:
        where = address(folder.path / name, "ro")
        try:
            with closing(sqlite3.connect(where, uri=True, timeout=_WAIT)) as copy:
                found = _compared(name, connection, copy)
        except sqlite3.Error:
            found = DatabaseCopy(name)
        if found is not None:
            yield found


def _compared(
    name: str, ours: sqlite3.Connection, theirs: sqlite3.Connection
) -> DatabaseCopy | None:
    """Find the last entry that both have: every hash covers all that came before it.

    None where the other is no copy, but a ledger of its own.
    """
    if opened_as(ours) != opened_as(theirs):
        return None
    here, there = (last_line(each) or (0, "") for each in (ours, theirs))
    low, high = 0, min(here[0], there[0])
    while low < high:
        middle = (low + high + 1) // 2
        alike = _hash(ours, middle) == _hash(theirs, middle)
        low, high = (middle, high) if alike else (low, middle - 1)
    return DatabaseCopy(name, low, here[0] - low, there[0] - low)


def _hash(connection: sqlite3.Connection, seq: int) -> object:
    return connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()


def told_of(copy: DatabaseCopy) -> str:
    """Return one line that says what a copy is, which has more, and what to do first."""
    name = visible(copy.name)
    if not copy.may_hold_more:
        then = f"把 {name} 移出台账文件夹留存"
    elif copy.common is None:
        then = "两份都不要删"
    else:
        both = "，补办另一份多出的" * bool(copy.ours and copy.theirs)
        then = f"两份都不要删，以 {visible(copy.better)} 为准{both}"
    return f"{name} 是{found_in(copy)}。先停掉同步软件，{then}；怎么办：pdisc verify"


def found_in(copy: DatabaseCopy) -> str:
    """Return what a copy is, and from where on it and the database differ."""
    what = "同步冲突副本，里面可能有另一台电脑的记录"
    if copy.common is None:
        return f"{what}；和 ledger.db 没能对上"
    if not copy.theirs:
        return f"同步冲突副本，只到第{copy.common}笔，都在 ledger.db 里，没有多出的记录"
    more = f"之后 ledger.db {_more(copy.ours)}，{visible(copy.name)} {_more(copy.theirs)}"
    return f"{what}；两份到第{copy.common}笔都相同，{more}"


def _more(count: int) -> str:
    return f"还有{count}笔" if count else "没有新的"


def steps_for(copy: DatabaseCopy) -> str:
    """Return what to do about a copy, step by step, with the commands to type."""
    name = visible(copy.name)
    first = "①退出同步软件，把整个台账文件夹复制到别处留底；"
    if not copy.may_hold_more:
        return f"{first}②把 {name} 移出台账文件夹留存"
    away = name if copy.better == DATABASE else DATABASE
    named = "，名称改成 ledger.db" * (away != DATABASE)
    put = f"②另建一个文件夹，把 {away} 移进去{named}，再把 files 文件夹复制进去；"
    if copy.better != DATABASE:
        put += f"这里的 {name} 改名为 ledger.db；"
    more = copy.ours if copy.better != DATABASE else copy.theirs
    if copy.common is None:
        return (
            f"{first}{put}③pdisc --ledger 那个文件夹 log，与这里的（pdisc log）对照，缺的逐笔补办"
        )
    if not more:
        return f"{first}{put}③pdisc verify；移出的一份没有多出的记录，留存即可"
    return (
        f"{first}{put}③pdisc --ledger 那个文件夹 log，看第{copy.common + 1}笔起的{more}笔；"
        "④在这里逐笔补办，加 --on 原来的日期 --late-reason 同步冲突；⑤pdisc verify"
    )
