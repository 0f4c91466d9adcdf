"""The ledger as it had been recorded by the end of a day: the journal, replayed up to there.

What the office knew on a day can't be asked of tables that have gone on since. So the journal is
played into tables in memory, and every query runs on them as on the ledger itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta

from pdisc.clock import BEIJING, instant_text
from pdisc.ledger.journal import entry_of
from pdisc.ledger.lines import read
from pdisc.ledger.projection import Picture
from pdisc.ledger.queries import head


@contextmanager
def as_recorded(connection: sqlite3.Connection, day: date) -> Iterator[sqlite3.Connection]:
    """Open the ledger as it had been recorded by the end of a Beijing day, in memory.

    Whatever stands in the journal before something recorded by then had been recorded too,
    whatever the clock said. The first entry always counts: before it there was no ledger.
    """
    last = _last_entry(connection, day)
    picture = Picture()
    for line in read(connection, "WHERE j.seq <= ?", last):
        picture.take(entry_of(line))
    with closing(sqlite3.connect(":memory:")) as past:
        for (statement,) in connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            past.execute(statement)
        for (table, _), row in picture.rows().items():
            marks = ", ".join("?" * len(row))
            past.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
            )
        yield past


def _last_entry(connection: sqlite3.Connection, day: date) -> int:
    if day >= date.max - timedelta(days=1):
        return head(connection)[0]
    midnight = datetime.combine(day + timedelta(days=1), time(), BEIJING).astimezone(UTC)
    (last,) = connection.execute(
        "SELECT max(seq) FROM journal WHERE recorded_at < ?", (instant_text(midnight),)
    ).fetchone()
    return int(last or 1)
