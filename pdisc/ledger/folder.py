"""The ledger folder: what lies in it, how its database is opened, and what can be wrong with it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pdisc.errors import LedgerUnusable, UsageError
from pdisc.ledger.faults import translated
from pdisc.ledger.interrupted import require_own_journal

APPLICATION_ID = 0x50444953  # "PDIS"
SCHEMA_VERSION = 9
DATABASE = "ledger.db"
JOURNAL_OF_DATABASE = "ledger.db-journal"
DATABASE_SIDES = frozenset({JOURNAL_OF_DATABASE, "ledger.db-wal", "ledger.db-shm"})
DEFAULT_WAIT = 10.0


class Folder:
    """The paths of one ledger; nothing is opened or made until it is asked for."""

    def __init__(self, path: Path) -> None:
        """Name the folder; it need not exist."""
        self.path = path
        self.database = path / DATABASE
        self.files = path / "files"
        self.backups = path / "backups"
        self.archive = path / "archive"
        self.templates = path / "templates"
        self.staging = path / "tmp"

    def has_ledger(self) -> bool:
        """Return whether there is a database file that is more than an empty beginning."""
        with translated(self.path):
            return self.database.is_file() and self.database.stat().st_size > 0

    def is_writable(self) -> bool:
        """Return whether the system would let this account write the ledger."""
        return os.access(self.database, os.W_OK) and os.access(self.path, os.W_OK)

    def beside(self) -> list[str]:
        """Return the files beside the database that no command puts there, by one look."""
        ours = {DATABASE, *DATABASE_SIDES}
        try:
            with os.scandir(self.path) as entries:
                found = [each for each in entries if each.name not in ours]
                return sorted(each.name for each in found if each.is_file(follow_symlinks=False))
        except (OSError, ValueError):  # whoever opens the ledger says what is wrong with its path
            return []

    def outside(self, path: Path, flag: str) -> Path:
        """Return a path that a person gave to write to; raise UsageError for one inside."""
        if path.resolve().is_relative_to(self.path.resolve()):
            raise UsageError("不能写进台账文件夹", next_step=f"把 {flag} 指到台账文件夹以外")
        return path

    def uri(self, mode: str) -> str:
        """Return the SQLite URI of the database, right for blanks, Chinese, Windows and shares.

        Mode `memory` names a database of its own that never touches the disk.
        """
        if mode == "memory":
            return "file::memory:"
        return address(self.database, mode)

    def connected(self, mode: str, wait: float) -> sqlite3.Connection:
        """Return a connection to the database, whose transactions are begun by hand."""
        return sqlite3.connect(
            self.uri(mode), uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )


def address(database: Path, mode: str) -> str:
    """Return the SQLite URI of any database file, named in the bytes of the file system."""
    posix = database.absolute().as_posix()
    lead = "" if posix.startswith("/") else "/"
    return f"file://{lead}{quote(os.fsencode(posix))}?mode={mode}"


def require_ledger(folder: Folder) -> None:
    """Raise LedgerUnusable where no ledger has been opened in the folder."""
    if not folder.has_ledger():
        raise LedgerUnusable(
            f"这里还没有台账：{folder.path}",
            next_step="新建台账：pdisc init；已有的用 --ledger 指明；先看一遍：pdisc tour",
        )


def check_owner(connection: sqlite3.Connection) -> None:
    """Raise LedgerUnusable for a database that isn't ours."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise LedgerUnusable(
            "这个文件夹里的 ledger.db 不是 pdisc 的台账",
            next_step="用 --ledger 指明台账所在的文件夹",
        )


def check_identity(connection: sqlite3.Connection) -> int:
    """Return the schema version; raise LedgerUnusable for a foreign or a newer database."""
    check_owner(connection)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise LedgerUnusable(
            f"台账格式的版本号（{version}）不是 pdisc 写的，已被改动",
            next_step="查看：pdisc verify；用 backups 文件夹里的备份恢复",
        )
    if version > SCHEMA_VERSION:
        raise LedgerUnusable(
            f"台账的格式（第{version}版）比程序认识的（第{SCHEMA_VERSION}版）新",
            next_step="请升级 pdisc 后再打开",
        )
    return version


class Outdated(Exception):
    """The ledger was made by an older program; it is to be upgraded before it can be read."""


@contextmanager
def reading(
    folder: Folder, *, wait: float = DEFAULT_WAIT, any_version: bool = False, steady: bool = True
) -> Iterator[sqlite3.Connection]:
    """Open the ledger for reading: one read transaction, query_only, closed at the end.

    Without `steady` each question is a transaction of its own, and nobody waits for the reader.

    It is opened read-write so that SQLite can roll back what a killed writer left; only where the
    medium can't be written is it opened read-only. Raises Outdated for an older schema, unless
    whoever asks (`any_version`) looks at the version himself.
    """
    require_ledger(folder)
    require_own_journal(folder.database)
    with translated(folder.path, wait=wait):
        connection = _open_for_reading(folder, wait)
        try:
            if any_version:
                check_owner(connection)
            elif check_identity(connection) < SCHEMA_VERSION:
                raise Outdated
            if steady:
                connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


def _open_for_reading(folder: Folder, wait: float) -> sqlite3.Connection:
    mode = "rw" if folder.is_writable() else "ro"
    connection = folder.connected(mode, wait)
    try:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError):
            raise
        hot = mode == "ro" and (folder.path / JOURNAL_OF_DATABASE).exists()
        if not hot:
            raise
        raise LedgerUnusable(
            "上次写入中断，台账需要恢复，但这里不可写",
            next_step="把整个台账文件夹复制到可写的地方再打开",
        ) from error
    return connection
