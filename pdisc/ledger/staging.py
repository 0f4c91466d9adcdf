"""Staging folders under `tmp/`: how it is known which a killed command of this very ledger left.

A client that syncs the folder carries `tmp/` and `files/` to other machines, in any order, and
brings older databases back, so where something lies proves nothing. A ledger knows its own by two
signs. The name of a staging folder begins with the mark of this machine and of this very folder on
its disk, neither of which is written anywhere inside. The record in it says on which line of which
journal the command began, and which file it is about to put in place. What lacks a sign stays.
"""

import hashlib
import os
import re
import secrets
import shutil
import sqlite3
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

if sys.platform == "win32":
    import winreg

from pdisc.ledger.folder import Folder
from pdisc.ledger.queries import (
    dossier,
    has_file,
    has_line,
    last_line,
    opened_as,
    own_layout,
)

RECORD = "record"
DOSSIER_PREFIX = "dossier-"
NOWHERE = "0" * 64
OPENING, OPENING_LOCK = "opening", "opening.lock"
"""What lies under `tmp/` while a ledger is being made: its folder, and whose turn it is."""
UNFINISHED = "没写完的-"
"""How the file begins in which an account's unfinished answers lie (`services/unfinished.py`), and
the folder of a text that is open in an editor."""
ANSWERS_STAY, TEXTS_STAY = timedelta(days=30), timedelta(days=7)
"""How long they lie there untouched. A text stays behind only where its command was killed; what is
open over a long weekend is none of these."""

_MARK = 12
_FIRST = re.compile(r"(?P<ledger>[^ \n]{1,64}) (?P<seq>[0-9]{1,18}) (?P<hash>[0-9a-f]{64})")
_HASH = re.compile(r"[0-9a-f]{64}")


def sync_directory(path: Path) -> None:
    """Make a rename in a directory durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def mark_of(folder: Folder) -> str:
    """Return what this machine's staging folders in that ledger folder begin with.

    A copy of the folder has another one, wherever it lies; the same folder, moved or renamed on its
    disk, keeps it. Where a disk numbers its folders anew each time, nothing is known to be one's
    own, and nothing is swept.
    """
    inode = folder.path.stat().st_ino
    return hashlib.sha256(f"{_machine()}\n{inode}".encode()).hexdigest()[:_MARK]


def new_name(folder: Folder) -> str:
    """Return a name for the staging folder of one transaction."""
    return f"{mark_of(folder)}-{secrets.token_hex(6)}"


@cache
def _machine() -> str:
    """Return what tells this machine from others: its name, and the number that its system has."""
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return f"{name}\n{_system_number()}"


def _system_number() -> str:
    """Return the number that a system was given when it was set up; empty where it has none."""
    if sys.platform == "win32":
        with suppress(OSError):
            where, access = r"SOFTWARE\Microsoft\Cryptography", winreg.KEY_READ
            access |= winreg.KEY_WOW64_64KEY
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where, 0, access) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    with suppress(OSError):
        return Path("/etc/machine-id").read_text(encoding="ascii", errors="replace").strip()
    return ""


class Beginning(NamedTuple):
    """Where a transaction began: in which ledger, after which line of its journal."""

    ledger_id: str
    seq: int
    hash: str


class StagingRecord(NamedTuple):
    """What a staging folder's record says: where its command began, and what it put in place."""

    beginning: Beginning
    placed: tuple[str, ...]


def first_line(beginning: Beginning) -> bytes:
    """Return the line with which a record begins."""
    return f"{beginning.ledger_id} {beginning.seq} {beginning.hash}\n".encode()


def read_record(staging: Path) -> StagingRecord | None:
    """Return what the record of a staging folder says, or None where it says nothing whole.

    A line that a power cut broke off is no line: what it was to name had not been put in place.
    """
    text = ""
    with suppress(OSError):
        text = (staging / RECORD).read_text(encoding="ascii", errors="replace")
    first, *lines = text.split("\n")
    found = _FIRST.fullmatch(first)
    if found is None or not lines:
        return None
    beginning = Beginning(found["ledger"], int(found["seq"]), found["hash"])
    return StagingRecord(beginning, tuple(line for line in lines[:-1] if _HASH.fullmatch(line)))


def left_here(folder: Folder) -> dict[str, StagingRecord | None]:
    """Return the staging folders of this machine by their names, each with its record."""
    names = names_in(folder.staging)
    own = f"{mark_of(folder)}-" if names else ""
    return {name: read_record(folder.staging / name) for name in names if name.startswith(own)}


def names_in(folder: Path) -> list[str]:
    """Return what lies in a folder, in order; nothing where there is no such folder (any more)."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def drop_opening(folder: Folder) -> None:
    """Take away what stood around the making of the ledger, where nothing is in it any more."""
    lock = folder.staging / OPENING_LOCK
    with suppress(OSError):
        if lock.is_file() and lock.stat().st_size == 0:
            lock.unlink()
    with suppress(OSError):
        (folder.staging / OPENING).rmdir()


def drop_unfinished(folder: Folder, now: datetime) -> None:
    """Take away unfinished answers that nobody has gone on with, and what a killed editor left."""
    for name in names_in(folder.staging):
        path = folder.staging / name
        if not name.startswith(UNFINISHED):
            continue
        with suppress(OSError):
            stays = TEXTS_STAY if path.is_dir() else ANSWERS_STAY
            if now.timestamp() - path.stat().st_mtime <= stays.total_seconds():
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


class Vouched:
    """What the tables say of files and dossiers, asked under the write lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the connection of the transaction."""
        self._connection = connection

    def beginning(self) -> Beginning:
        """Return where the transaction began, asked before anything is appended."""
        newest = last_line(self._connection)
        return Beginning(opened_as(self._connection), *(newest or (0, NOWHERE)))

    def have_passed(self, beginning: Beginning) -> bool:
        """Say whether the journal still holds the line on which a command began.

        Where it doesn't, an older database came back, or another lies here: what its rows don't
        name may well be named by the one that was here.
        """
        known = opened_as(self._connection) == beginning.ledger_id
        return known and has_line(self._connection, beginning.seq, beginning.hash)

    def name_file(self, sha256: str) -> bool:
        """Say whether a row names the stored file of that hash."""
        return has_file(self._connection, sha256)

    def dossier(self, number: str) -> tuple[str, str] | None:
        """Return where a disclosure's dossier belongs (relative) and the hash of its manifest."""
        return dossier(self._connection, number)

    def template(self, form: str) -> str:
        """Return the hash of the own layout that a form has; empty where it has the shipped one."""
        return own_layout(self._connection, form)
