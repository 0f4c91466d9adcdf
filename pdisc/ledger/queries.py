"""Reading: plain SQL over the DB-API, because importing SQLModel costs five times a whole reading.

`models.py` stays the one definition of the tables; a test compares every column named here with it.
Every function takes an open connection and sees whatever that connection's transaction sees.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from pdisc.names import alike
from pdisc.steps.transitions import FINAL
from pdisc.values.codes import numbered
from pdisc.values.parts import COLUMN_OF

Row = dict[str, Any]

_JSON = frozenset({"amendments", "channels", "evidence", "findings", "files", "verdicts"})


def select(
    connection: sqlite3.Connection,
    table: str,
    fields: Iterable[str],
    rest: str = "",
    values: Sequence[Any] | Mapping[str, Any] = (),
) -> Iterator[Row]:
    """Yield some fields of a table's rows by name, lists decoded; whose they are comes first."""
    names = ("number", *fields)
    columns = ", ".join(COLUMN_OF.get(name, name) for name in names)
    for line in connection.execute(f"SELECT {columns} FROM {table} {rest}", values or ()):
        yield {
            name: msgspec.json.decode(cell) if name in _JSON and isinstance(cell, str) else cell
            for name, cell in zip(names, line, strict=True)
        }


AMONG = "WHERE number IN (SELECT value FROM json_each(:numbers))"


def listing(texts: Iterable[str]) -> str:
    """Return texts as one value of a statement, for `json_each`."""
    return msgspec.json.encode(list(texts)).decode()


def ledger_id(connection: sqlite3.Connection) -> str:
    """Return the identity that every hash of this ledger covers."""
    return str(connection.execute("SELECT ledger_id FROM office").fetchone()[0])


def opened_as(connection: sqlite3.Connection) -> str:
    """Return the same identity by the journal's first line, whatever the schema; empty without."""
    found = connection.execute("SELECT subject FROM journal WHERE seq = 1").fetchone()
    return str(found[0]) if found else ""


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return the sequence and the hash (hex) of the journal's last line."""
    line = last_line(connection)
    assert line, "a ledger has a first entry"
    return line


def last_line(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Return the same as `head`, or None where the journal is empty."""
    found: tuple[int, str] | None = connection.execute(
        "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return found


def last_recorded(connection: sqlite3.Connection) -> str:
    """Return when the newest line was recorded, as instants are stored; empty without one."""
    found = connection.execute("SELECT recorded_at FROM journal ORDER BY seq DESC LIMIT 1")
    return str((found.fetchone() or ("",))[0])


def open_after(connection: sqlite3.Connection, day: date) -> tuple[str, ...]:
    """Return the disclosures with an act of a later day that aren't at their end."""
    cursor = connection.execute(
        "SELECT number FROM disclosure WHERE last_on > ? AND state NOT IN (?, ?)"
        " ORDER BY year, counter",
        (day.isoformat(), *sorted(FINAL)),
    )
    return tuple(number for (number,) in cursor)


def next_number(connection: sqlite3.Connection, year: int) -> str:
    """Return the next free number of a year; numbers are gap-free and never reused."""
    (last,) = connection.execute(
        "SELECT max(counter) FROM disclosure WHERE year = ?", (year,)
    ).fetchone()
    return numbered(year, (last or 0) + 1)


def pieces(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the last 件号 of every series."""
    cursor = connection.execute(
        "WITH RECURSIVE known(series) AS (SELECT min(series) FROM disclosure UNION ALL"
        " SELECT (SELECT min(d.series) FROM disclosure d WHERE d.series > known.series)"
        " FROM known WHERE series IS NOT NULL)"
        " SELECT series, (SELECT max(piece) FROM disclosure d WHERE d.series = known.series)"
        " FROM known WHERE series IS NOT NULL"
    )
    return {series: int(piece) for series, piece in cursor}


def open_appointments(connection: sqlite3.Connection, name: str, on: date) -> list[int]:
    """Return the journal numbers of a person's appointments that don't end by a day."""
    cursor = connection.execute(
        "SELECT seq, name FROM appointment WHERE valid_until IS NULL OR valid_until > ?"
        " ORDER BY seq",
        (on.isoformat(),),
    )
    return [seq for seq, held_by in cursor if alike(name, held_by)]


def dossier(connection: sqlite3.Connection, number: str) -> tuple[str, str] | None:
    """Return where an archived disclosure's dossier lies (relative) and its manifest's hash."""
    found: tuple[str, str] | None = connection.execute(
        "SELECT dossier, manifest_sha256 FROM disclosure WHERE number = ? AND dossier IS NOT NULL",
        (number,),
    ).fetchone()
    return found


def manifest(connection: sqlite3.Connection, number: str) -> str:
    """Return the hash that vouches for a disclosure's dossier; empty where there is none."""
    found = dossier(connection, number)
    return found[1] if found else ""


def has_line(connection: sqlite3.Connection, seq: int, hash_: str) -> bool:
    """Say whether the journal holds a line of that number and hash (hex)."""
    found = connection.execute("SELECT 1 FROM journal WHERE seq = ? AND hash = ?", (seq, hash_))
    return found.fetchone() is not None


def has_file(connection: sqlite3.Connection, sha256: str) -> bool:
    """Return whether a row names the stored file of that hash."""
    found = connection.execute("SELECT 1 FROM storedfile WHERE sha256 = ?", (sha256,))
    return found.fetchone() is not None


def step_count(connection: sqlite3.Connection, number: str) -> int:
    """Return how many entries have changed a disclosure; 0 where there is none of that number."""
    found = connection.execute(
        "SELECT (SELECT count(*) FROM step WHERE number = :number) + coalesce(("
        "SELECT sum(CASE json_extract(a.value, '$.act') WHEN '作废' THEN 2 ELSE 1 END)"
        " FROM disclosure d, json_each(d.amendments) a WHERE d.number = :number), 0)",
        {"number": number},
    ).fetchone()
    return int(found[0])


def own_layout(connection: sqlite3.Connection, form: str) -> str:
    """Return the SHA-256 (hex) of the office's own layout of a form; empty where it has none."""
    found = connection.execute(
        "SELECT sha256 FROM templateentry WHERE form = ? ORDER BY seq DESC LIMIT 1", (form,)
    ).fetchone()
    return str(found[0]) if found else ""
