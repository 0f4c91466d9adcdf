"""The rollback journal that an interrupted write left: whether it is that of the database here.

SQLite plays whatever `ledger.db-journal` it finds back into `ledger.db`. One that a sync client
brought alone from another machine would put that machine's old pages among this one's. Only what is
certain is refused: a journal of another number of pages, or of another state than this one's (the
database counts its commits on its first page, and so does the page's copy in the journal).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pdisc.errors import LedgerUnusable

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = 28
_COUNTER = slice(24, 28)
_MOST = 100_000
"""Pages that are looked through for the first one."""


class JournalHead(NamedTuple):
    """What the header of a rollback journal says (https://sqlite.org/fileformat2.html, §3)."""

    records: int
    nonce: int
    pages: int
    sector: int
    page_size: int


def require_own_journal(database: Path) -> None:
    """Raise LedgerUnusable where the journal beside a database can't be that database's own."""
    path = database.with_name(f"{database.name}-journal")
    if not path.exists():
        return
    try:
        if not _is_strange(path, database):
            return
    except OSError:  # A writer has just finished, or nothing can be read: SQLite will say it.
        return
    raise LedgerUnusable(
        f"{path.name} 不是这份台账的，像是同步软件从另一台电脑带来的；没有打开台账",
        next_step=f"停掉同步软件，整个台账文件夹复制留底，移出 {path.name}，打 pdisc verify",
    )


def _is_strange(path: Path, database: Path) -> bool:
    """Say whether a journal is certainly another database's; False where a writer is at work."""
    head = _head(path)
    if head is None:
        return False
    first = _first_page(path, head)
    with database.open("rb") as file:
        ours = file.read(100)
    pages = database.stat().st_size // head.page_size
    if _head(path) != head or len(ours) < 100:
        return False
    if head.records == 0 or pages < head.pages:
        return pages != head.pages
    behind = _number(ours[_COUNTER]) - _number(first[_COUNTER]) if first else 0
    return behind not in (0, 1)


def _head(path: Path) -> JournalHead | None:
    with path.open("rb") as file:
        return _head_at(file, 0)


def _head_at(file: BinaryIO, place: int) -> JournalHead | None:
    """Return the header that stands at a place of a journal: there is one before each sync."""
    file.seek(place)
    data = file.read(_HEADER)
    if len(data) < _HEADER or not data.startswith(_MAGIC):
        return None
    head = JournalHead(*(_number(data[at : at + 4]) for at in range(8, _HEADER, 4)))
    return head if head.page_size >= 512 and head.sector >= 32 else None


def _first_page(path: Path, head: JournalHead) -> bytes:
    """Return the first page as it was before the transaction; nothing where it wasn't kept."""
    with path.open("rb") as file:
        for at in _places(file, head):
            file.seek(at)
            if _number(file.read(4)) == 1:
                page = file.read(head.page_size)
                return page if len(page) == head.page_size else b""
    return b""


def _places(file: BinaryIO, head: JournalHead) -> Iterator[int]:
    """Yield where the records of a journal begin, as far as they are known to be on disk."""
    place, part, seen = 0, _head_at(file, 0), 0
    while part and part.records and seen < _MOST:
        place += head.sector
        for _ in range(min(part.records, _MOST)):
            yield place
            place += head.page_size + 8
        seen += part.records
        place = -(-place // head.sector) * head.sector
        part = _head_at(file, place)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
