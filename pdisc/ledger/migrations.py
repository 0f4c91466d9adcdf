"""The schema and its numbered steps; each step is recorded in the transaction that runs it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date

import msgspec
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from pdisc.ledger.files import sync_directory
from pdisc.ledger.folder import APPLICATION_ID, Folder

GUARDED = ("journal", "payload")


class Migration(msgspec.Struct, frozen=True):
    """One step from the version before to `version`."""

    version: int
    apply: Callable[[Connection], None]


def triggers() -> tuple[str, ...]:
    """Return the statements that keep journal and payload append-only."""
    return tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in GUARDED
        for verb in ("UPDATE", "DELETE")
    ) + tuple(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq)"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in GUARDED
    )


def _first_schema(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection)
    for statement in triggers():
        connection.exec_driver_sql(statement)


MIGRATIONS = (Migration(1, _first_schema),)


def apply(connection: Connection, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring an open transaction's schema up to the newest step, and record how far it came."""
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    for step in steps:
        if step.version > found:
            step.apply(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={step.version:d}")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID:d}")


def upgrade(
    folder: Folder,
    connection: Connection,
    *,
    today: date,
    steps: Sequence[Migration] = MIGRATIONS,
    dry_run: bool = False,
) -> bool:
    """Upgrade an older ledger inside its write transaction, after a backup; return whether it was.

    The backup is a whole database under `backups/`, named by its version and the day; a dry run,
    which will be rolled back, makes none.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found >= max(step.version for step in steps):
        return False
    if not dry_run:
        back_up(folder, f"升级前-第{found}版-{today.isoformat()}.db")
    apply(connection, steps)
    return True


def back_up(folder: Folder, name: str) -> None:
    """Copy the committed database to `backups/` under that name, whole or not at all."""
    folder.backups.mkdir(exist_ok=True)
    target, fresh = folder.backups / name, folder.backups / f"{name}.part"
    fresh.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(folder.uri("ro"), uri=True)) as source,
        closing(sqlite3.connect(fresh)) as copy,
    ):
        source.backup(copy)
    fresh.replace(target)
    sync_directory(folder.backups)
