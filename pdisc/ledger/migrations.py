"""The schema and its numbered steps; each step is recorded in the transaction that runs it.

Only journal and payload are carried over: every other table is thrown away and replayed, so that
a new column needs no statement of its own.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date

import msgspec
from sqlalchemy import insert
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from pdisc.errors import LedgerUnusable
from pdisc.ledger.compare import Comparison
from pdisc.ledger.folder import APPLICATION_ID, Folder
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.projection import primary_keys
from pdisc.ledger.replay import Replay
from pdisc.ledger.schema import false_version
from pdisc.ledger.staging import sync_directory
from pdisc.ledger.tables import GUARDED, JOURNAL, PAYLOAD, projections, table
from pdisc.registers.written import Rows


class Migration(msgspec.Struct, frozen=True):
    """One step from the version before to `version`."""

    version: int
    apply: Callable[[Connection], None]


def triggers() -> tuple[str, ...]:
    """Return the statements that keep journal and payload append-only."""
    return tuple(
        f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name}"
        f" BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for name in GUARDED
        for verb in ("UPDATE", "DELETE")
    ) + tuple(
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name}"
        f" WHEN EXISTS (SELECT 1 FROM {name} WHERE seq = NEW.seq)"
        f" BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        for name in GUARDED
    )


def _first_schema(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection, tables=[JOURNAL, PAYLOAD, *projections()])
    for statement in triggers():
        connection.exec_driver_sql(statement)


def _projections_anew(connection: Connection) -> None:
    """Throw every projection away and replay the journal into tables of today's shape."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    SQLModel.metadata.drop_all(connection, tables=projections())
    for name in _left_over(driver):
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    SQLModel.metadata.create_all(connection, tables=projections())
    batch = _Batch(connection)
    with closing(Gathered()) as gathered:
        Replay().play(driver, gathered, batch.take)
    batch.write()


def _require_sound(driver: sqlite3.Connection) -> None:
    """Raise LedgerUnusable for a ledger in which something was touched: no upgrade wipes that.

    What is legal in it isn't asked: the journal, which alone can tell, is carried over as it is.
    """
    if said := false_version(driver):
        raise LedgerUnusable(f"{said}，没有升级", next_step=_LOOK)
    replay = Replay()
    comparison = Comparison(driver, lambda name: table(name).columns.keys())
    with closing(Gathered()) as gathered:
        replay.play(driver, gathered, comparison.take)
    for part, problems in (("日志本身", replay.problems), ("表的内容", comparison.problems())):
        for first in problems:
            raise LedgerUnusable(
                f"台账要升级格式，但{part}有问题（{first.where}：{first.what}），没有升级",
                next_step=_LOOK,
            )


_LOOK = "查看：pdisc verify；用 backups 文件夹里的备份恢复"


class _Batch:
    """Rows on their way into new tables, written some thousands at a time."""

    SIZE = 5000

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Rows = {}

    def take(self, rows: Rows) -> None:
        """Take some rows; those that they refer to came before, or with them."""
        self._rows.update(rows)
        if len(self._rows) > self.SIZE:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        for name in primary_keys():
            values = [row for (held, _), row in self._rows.items() if held == name]
            if values:
                self._connection.execute(insert(table(name)), values)
        self._rows.clear()


def _left_over(driver: sqlite3.Connection) -> list[str]:
    """Return the projections of an older schema that have another name today."""
    found = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [name for (name,) in found if name not in GUARDED]


MIGRATIONS = (
    Migration(1, _first_schema),
    Migration(2, _projections_anew),
    Migration(3, _projections_anew),
    Migration(4, _projections_anew),
    Migration(5, _projections_anew),
    Migration(6, _projections_anew),
    Migration(7, _projections_anew),
    Migration(8, _projections_anew),
    Migration(9, _projections_anew),
)
"""1: the first ledger. 2: scope details, acting approvers, the approved plan's hash. 3: notices and
the office's own days, in all their versions. 4: every N months, 顺延, 豁免, 督促, 变更 and 复核.
5: no column that nothing reads. 6: a register's table as its facts are, each date guarded;
indexes that answer by themselves. 7: what was put right of a disclosure; papers that came later;
支部党员大会; the source of a rule in its parts; 期初, 作废; days that nobody planned,
the basis of a decision. 8: 点题, 意见, 测评. 9: 模板; 日历提醒."""


def apply(connection: Connection, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring an open transaction's schema up to the newest step, and record how far it came.

    The first step makes the tables in today's shape, so that a new ledger needs no other.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    for step in steps[:1] if found == 0 else [step for step in steps if step.version > found]:
        step.apply(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={steps[-1].version:d}")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID:d}")


def upgrade(
    folder: Folder,
    connection: Connection,
    *,
    today: date,
    steps: Sequence[Migration] = MIGRATIONS,
    dry_run: bool = False,
) -> int:
    """Upgrade an older ledger inside its write transaction, after a backup.

    Returns the version that it had, 0 where it was up to date. The backup is a whole database under
    `backups/`, named by that version and the day; a dry run, which will be rolled back, makes none.
    Raises LedgerUnusable where verify would find something that the upgrade wipes.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found >= max(step.version for step in steps):
        return 0
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    _require_sound(driver)
    if not dry_run:
        back_up(folder, f"升级前-第{found}版-{today.isoformat()}.db")
    apply(connection, steps)
    return found


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
