"""A new ledger is built under `tmp/`, by one program at a time, and appears in its place whole.

Under its own name `ledger.db` is never half made: it comes by one rename, after its last byte is on
disk. What a killed program leaves is a lock that nobody holds and a folder that the next one
clears.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pdisc.dossier.read import is_litter
from pdisc.errors import Refused
from pdisc.ledger.faults import translated
from pdisc.ledger.folder import DATABASE, DATABASE_SIDES, Folder
from pdisc.ledger.staging import OPENING, OPENING_LOCK, sync_directory

_BUILT = r"ledger\.db(-journal|-wal|-shm)?"
_OURS = rf"{_BUILT}|files|backups|archive|templates|tmp"
_STAGED = r"opening(\.lock)?|[0-9a-f]{12}(-[0-9a-f]{12})?"
"""The names that commands of ours give: what is made, what lies in the folder, what in `tmp/`."""


def already(folder: Folder) -> Refused:
    """Return the refusal to open a second ledger in a folder."""
    return Refused(
        f"这里已经有台账：{folder.path}", next_step="直接使用：pdisc due；另建的用 --ledger"
    )


@contextmanager
def building(folder: Folder, *, wait: float) -> Iterator[Folder]:
    """Yield the folder to build a ledger in; when the block ends, the ledger is in its place.

    The database must be closed by then. After an error, or a kill at any instant, there is no
    ledger and nothing in the way of the next one. Waits for another program that builds here for
    so many seconds; raises Busy, StorageFailed, and Refused where it has made a ledger meanwhile.
    """
    with translated(folder.path, wait=wait), _alone(folder, wait):
        made = Folder(folder.staging / OPENING)
        _clear(made)
        made.path.mkdir(exist_ok=True)
        try:
            yield made
        except BaseException:
            with suppress(OSError):
                _clear(made)
            raise
        _put_in_place(made, folder)


def _make(path: Path) -> None:
    """Make a folder, with those above it, so that a power cut doesn't take it away again."""
    missing = [parent for parent in path.parents if not parent.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for each in (path, *missing):
        sync_directory(each.parent)


@contextmanager
def _alone(folder: Folder, wait: float) -> Iterator[None]:
    """Make the folder and hold the lock of those who open a ledger here, until the block ends.

    Its file goes once there is a ledger, and not before: whoever waits for it must be waiting for
    the same file as whoever comes later.
    """
    _make(folder.path)
    lock = _locked(folder, wait)
    try:
        if folder.has_ledger():
            raise already(folder)
        yield
    finally:
        lock.close()  # first: Windows doesn't remove what is open
        if folder.has_ledger():
            _leave(folder)


def _locked(folder: Folder, wait: float) -> sqlite3.Connection:
    """Return a connection to the empty database that serves as the lock, with its write lock."""
    try:
        folder.staging.mkdir(exist_ok=True)
        lock = sqlite3.connect(folder.staging / OPENING_LOCK, timeout=wait, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        if folder.has_ledger():  # Who has just made it was taking `tmp/` away.
            raise already(folder) from error
        raise
    try:
        lock.execute("PRAGMA journal_mode=MEMORY")  # nothing is written into it, nothing beside it
        lock.execute("BEGIN IMMEDIATE")
    except BaseException:
        lock.close()
        raise
    return lock


def _clear(made: Folder) -> None:
    """Remove what was built, and the folder where nothing else lies in it."""
    for name in (DATABASE, *DATABASE_SIDES):
        (made.path / name).unlink(missing_ok=True)
    with suppress(OSError):
        made.path.rmdir()


def _put_in_place(made: Folder, folder: Folder) -> None:
    """Rename the database into its place, where at most an empty beginning lies.

    A journal beside that belongs to no database: it would be played into the new one.
    """
    if folder.has_ledger():
        raise already(folder)
    for name in DATABASE_SIDES:
        (folder.path / name).unlink(missing_ok=True)
    sync_directory(folder.path)
    made.database.replace(folder.database)
    sync_directory(folder.path)


def _leave(folder: Folder) -> None:
    """Take away what stood around the building; what can't be taken, the next write sweeps."""
    with suppress(OSError):
        (folder.staging / OPENING_LOCK).unlink(missing_ok=True)
    for path in (folder.staging / OPENING, folder.staging):
        with suppress(OSError):
            path.rmdir()


def foreign_entries(folder: Folder) -> list[str]:
    """Return names in the folder that no ledger puts there, so that init can keep away."""
    known = {folder.path: _OURS, folder.staging: _STAGED, folder.staging / OPENING: _BUILT}
    with translated(folder.path):
        return [
            entry.relative_to(folder.path).as_posix()
            for place, ours in known.items()
            for entry in _entries(place)
            if not re.fullmatch(ours, entry.name) and not is_litter(entry.name)
        ]


def _entries(path: Path) -> list[Path]:
    """Return what lies in a folder; nothing where there is none, or none any more."""
    try:
        return sorted(path.iterdir())
    except FileNotFoundError:
        return []
