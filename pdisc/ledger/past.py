"""The ledger as it had been recorded by the end of a day, at the cost of what was recorded since.

What the office knew on a day can't be asked of tables that have gone on since. So the disclosures
that have, and no others, are folded anew up to there, into tables in memory; views of the tables'
own names put them in the place of their rows of today, so that every query runs as on the ledger.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from pdisc.clock import BEIJING, instant_text
from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry
from pdisc.ledger.folder import Folder
from pdisc.ledger.journal import entry_of
from pdisc.ledger.lines import OF_REGISTERS, OF_STEPS, STEP_KINDS, entry_at, read
from pdisc.ledger.projection import Registers, disclosure_rows, new_row, newly_numbered
from pdisc.ledger.queries import head
from pdisc.registers import registry
from pdisc.registers.written import Insert, Key, Rows
from pdisc.steps.disclosure import Disclosure
from pdisc.workflow import replayed


@contextmanager
def as_recorded(connection: sqlite3.Connection, day: date) -> Iterator[sqlite3.Connection]:
    """Open the ledger as it had been recorded by the end of a Beijing day.

    `connection` is in the middle of a read transaction, and stays as it is. Whatever stands in the
    journal before something recorded by then had been recorded too, whatever the clock said. The
    first entry always counts: before it there was no ledger.
    """
    last = _last_entry(connection, day)
    if last == head(connection)[0]:
        yield connection
        return
    with closing(_opened_beside(connection)) as past:
        _Past(past, last).build()
        past.execute("PRAGMA query_only=ON")
        yield past


def _last_entry(connection: sqlite3.Connection, day: date) -> int:
    if day >= date.max - timedelta(days=1):
        return head(connection)[0]
    midnight = datetime.combine(day + timedelta(days=1), time(), BEIJING).astimezone(UTC)
    (last,) = connection.execute(
        "SELECT max(seq) FROM journal WHERE recorded_at < ?", (instant_text(midnight),)
    ).fetchone()
    return int(last or 1)


def _opened_beside(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Open the database that a reader has open once more, in a read transaction of its own.

    Most systems give a process that reads a second reader's lock at once. Where they don't, a
    writer who waits for the first reader would keep the second out, and both would wait for each
    other: so the first steps aside and lets him through. What he brings is later than the past.
    """
    try:
        return _reader_beside(connection, wait=0)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    (wait,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.rollback()
    try:
        return _reader_beside(connection, wait=wait / 1000)
    finally:
        connection.execute("BEGIN")


def _reader_beside(connection: sqlite3.Connection, *, wait: float) -> sqlite3.Connection:
    (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
    past = Folder(Path(path).parent).connected("ro", wait)
    try:
        past.execute("PRAGMA temp_store=MEMORY")
        past.execute("BEGIN")
        past.execute("SELECT count(*) FROM office").fetchone()  # here the lock is taken
    except BaseException:
        past.close()
        raise
    return past


_BY_NUMBER = ("disclosure", "version", "step", "publication", "publicnumber")
"""The tables whose rows belong to one disclosure and may change with it."""

_BY_SEQ = ("journal", "payload", "storedfile")
"""The tables whose rows stay as the entry of that number made them."""

_DISCLOSURES = """
CREATE TEMP VIEW {table} AS
 SELECT * FROM main.{table} WHERE number NOT IN (SELECT number FROM temp.moved)
 UNION ALL SELECT * FROM temp.then_{table}
"""


class _Past:
    """The tables as they were after one entry, made beside those of today."""

    def __init__(self, connection: sqlite3.Connection, last: int) -> None:
        self._connection = connection
        self._last = last
        self._earlier = partial(entry_at, connection)

    def build(self) -> None:
        """Put what stood then in the place of every table."""
        self._build_disclosures()
        self._build_registers()
        for table in _BY_SEQ:
            self._connection.execute(
                f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table}"
                f" WHERE seq <= {self._last:d}"
            )

    def _build_disclosures(self) -> None:
        """Fold the disclosures that have gone on since; all others stand as they did."""
        self._connection.execute("CREATE TEMP TABLE moved (number PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute(
            f"INSERT OR IGNORE INTO moved SELECT subject FROM main.journal j {OF_STEPS}"
            " AND seq > ?",
            (*STEP_KINDS, self._last),
        )
        for table in _BY_NUMBER:
            self._shaped_like(table, f"then_{table}")
        for (number,) in self._connection.execute("SELECT number FROM moved").fetchall():
            lines = read(self._connection, _UP_TO, number, self._last)
            self._build_one(number, map(entry_of, lines))
        for table in _BY_NUMBER:
            self._connection.execute(_DISCLOSURES.format(table=table))

    def _build_one(self, number: str, entries: Iterable[Entry]) -> None:
        """Fold one disclosure, and find by which running numbers it was known then.

        A number never changes, unless it went back with an annulment since: that says which it was.
        """
        state: Disclosure | None = None
        known: set[str] = set()
        for entry in entries:
            before, state = state, replayed(state, entry)
            if isinstance(entry.event, Annulled):
                known -= set(entry.event.numbers)
            known |= set(newly_numbered(before, state))
        self._insert(disclosure_rows(state), "then_")
        places = dict(
            self._connection.execute(
                "SELECT audience, place FROM main.publicnumber WHERE number = ?", (number,)
            )
        )
        since = read(self._connection, "WHERE j.subject = ? AND j.seq > ?", number, self._last)
        for entry in reversed([entry_of(line) for line in since]):
            if isinstance(entry.event, Annulled):
                places |= entry.event.numbers
        rows = [
            new_row("publicnumber", {"audience": audience, "place": place, "number": number})
            for audience, place in places.items()
            if audience in known
        ]
        self._insert({row.key: row.values for row in rows}, "then_")

    def _build_registers(self) -> None:
        """Copy what entries up to then had made, and undo what later ones did to it."""
        for table in registry().tables:
            self._shaped_like(table, table)
            columns = self._connection.execute(f"PRAGMA main.table_info({table})")
            dated = "seq" in [name for _, name, *_ in columns]
            until = f"WHERE seq <= {self._last:d}" if dated else ""
            self._connection.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table} {until}")
        changed, subjects = self._changed_since()
        then = Registers(self._earlier)
        for subject in subjects:
            for line in read(self._connection, _UP_TO, subject, self._last):
                then.take(entry_of(line))
        for table, key in changed & then.rows.keys():
            where = " AND ".join(f"{name} = ?" for name in registry().tables[table].key)
            self._connection.execute(f"DELETE FROM temp.{table} WHERE {where}", key)
            self._insert({(table, key): then.rows[table, key]}, "")

    def _changed_since(self) -> tuple[set[Key], list[str]]:
        """Return the registers' rows that later entries changed or removed, and whose they are.

        An entry does that only to rows of its own subject (`registers/written.py`).
        """
        changed: set[Key] = set()
        subjects: dict[str, None] = {}
        rest = f"{OF_REGISTERS} AND j.seq > ?"
        since = read(self._connection, rest, *STEP_KINDS, self._last)
        for entry in map(entry_of, since):
            rows = registry().rows(entry, self._earlier)
            keys = {each.key for each in rows if not isinstance(each, Insert)}
            changed |= keys
            subjects |= {entry.subject: None} if keys else {}
        return changed, list(subjects)

    def _shaped_like(self, table: str, name: str) -> None:
        """Make an empty table with the columns, the key and the indexes of one of the ledger's."""
        shape = self._connection.execute(
            "SELECT sql FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
            " AND type IN ('table', 'index') ORDER BY type DESC",
            (table,),
        )
        for (sql,) in shape.fetchall():
            own = re.sub(r"\ACREATE TABLE \S+", f"CREATE TABLE temp.{name}", sql)
            self._connection.execute(
                re.sub(r"INDEX (\S+) ON \S+", rf"INDEX temp.{name}_\1 ON {name}", own, count=1)
            )

    def _insert(self, rows: Rows, prefix: str) -> None:
        for (table, _), row in rows.items():
            marks = ", ".join("?" * len(row))
            self._connection.execute(
                f"INSERT INTO temp.{prefix}{table} ({', '.join(row)}) VALUES ({marks})",
                list(row.values()),
            )


_UP_TO = "WHERE j.subject = ? AND j.seq <= ?"
