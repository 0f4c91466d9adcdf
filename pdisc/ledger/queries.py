"""Reading: plain SQL over the DB-API, because importing SQLModel costs five times a whole reading.

`models.py` stays the one definition of the tables; a test compares every column named here with it.
Every function takes an open connection and sees whatever that connection's transaction sees.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from pdisc.audience import Published, public_numbers
from pdisc.dates.days import DayEntry, YearNotice
from pdisc.dates.windows import printed
from pdisc.events.entry import Entry, kind_of
from pdisc.events.registers import MarkLifted
from pdisc.ledger.journal import JournalLine, entry_of
from pdisc.ledger.shapes import (
    RENAMED,
    Row,
    act,
    disclosure_shape,
    event_shape,
    grouped,
    posting,
    publication_shape,
    renamed,
    step_shape,
    typed,
    waiting,
)
from pdisc.rules import UNIT_NAME
from pdisc.values.codes import numbered
from pdisc.values.facts import (
    Appointment,
    CatalogItem,
    Demand,
    Facts,
    Matter,
    NilReturn,
    Noted,
    Ruling,
    Setting,
)
from pdisc.values.records import DetailRecord, DisclosureRecord, EventRecord, VersionRecord
from pdisc.words import Audience, Scope, ScopeDetail

COLUMNS = {
    "item": "code, position, level1, level2, level3, channels, scope, timing, every, renewal,"
    " retired, authority, rule, retention, office, inferred, assumed, why, valid_from, recorded_on",
    "setting": "name, value, unit, basis, assumed, valid_from",
    "appointment": "name, office, roles, authority, valid_from, valid_until,"
    " acting_for, document_number",
    "yearnotice": "seq, year, notice, announced, recorded_on",
    "specialday": "seq, day, name, working, year, recorded_on",
    "nilreturn": "seq, code, period, late, decider, reason, occurred_on",
    "noted": "seq, kind, code, occurred_on, decider, note",
    "ruling": "seq, code, duty, until, late, decider, reason, occurred_on",
    "demand": "seq, code, duty, number, office, holder, due_on, answer_by, decider, reason,"
    " occurred_on",
    "journal": "seq, prev_hash, hash, kind, subject, decider, operator, occurred_on, recorded_at,"
    " late, commitment",
    "disclosure": "number, code, item, title, state, scope, scope_detail, channels, planned_on,"
    " period, occurred_on, office, proposed_by, version, content, content_sha256, public_notice,"
    " escalated_to, findings, corrects, published_seq, archive_number, retention, opinion_result,"
    " dossier",
    "step": "seq, number, act, decider, operator, occurred_on, recorded_at, late, late_reason,"
    " waiver, note, result, opinion, document_number, evidence, acting_for, acting_paper, state",
    "publication": "seq, number, channel, decider, occurred_on, recorded_at, place, url, until,"
    " document_number, evidence, taken_down_on, taken_down_recorded_at, taken_down_reason,"
    " still_at",
    "version": "number, version, title, content, files, scope, scope_detail, channels, planned_on,"
    " period, occurred_on, office, public_notice, reason, author",
}
"""The columns that readers ask for, by table."""

_JSON = frozenset(
    {"channels", "inferred", "assumed", "why", "roles", "evidence", "findings", "files"}
)


RULED = {**RENAMED, "until": "to", "late": "late_entry"}
"""The same of nil returns and rulings."""


def select(
    connection: sqlite3.Connection, table: str, rest: str = "", values: Sequence[Any] = ()
) -> Iterator[Row]:
    """Yield the rows of a table as columns by name, lists and mappings decoded."""
    names = [name.strip() for name in COLUMNS[table].split(",")]
    cursor = connection.execute(f"SELECT {COLUMNS[table]} FROM {table} {rest}", values)
    decoded = [name in _JSON for name in names]
    for line in cursor:
        yield {
            name: json.loads(cell) if is_json and isinstance(cell, str) else cell
            for name, is_json, cell in zip(names, decoded, line, strict=True)
        }


def ledger_id(connection: sqlite3.Connection) -> str:
    """Return the identity that every hash of this ledger covers."""
    return str(connection.execute("SELECT ledger_id FROM office").fetchone()[0])


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return the sequence and the hash (hex) of the journal's last line."""
    line = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return int(line[0]), str(line[1])


def registers(connection: sqlite3.Connection) -> Facts:
    """Return the registers: catalogue, rules, people, calendar, nil returns, occurrences."""
    (since,) = connection.execute("SELECT since FROM office").fetchone()
    settings = typed(Setting, select(connection, "setting", "ORDER BY position, name, seq"))
    return Facts(
        unit=[each.value for each in settings if each.name == UNIT_NAME][-1],
        since=date.fromisoformat(since),
        items=typed(
            CatalogItem, select(connection, "item", "ORDER BY position, code, valid_from, seq")
        ),
        settings=settings,
        appointments=typed(Appointment, select(connection, "appointment", "ORDER BY seq")),
        nils=typed(NilReturn, select(connection, "nilreturn", "ORDER BY seq"), **RULED),
        noted=typed(Noted, select(connection, "noted", "ORDER BY seq"), **RENAMED),
        rulings=typed(
            Ruling,
            select(connection, "ruling", "ORDER BY seq"),
            **RENAMED,
            until="to",
            late="late_entry",
        ),
        demands=typed(Demand, select(connection, "demand", "ORDER BY seq, place"), **RENAMED),
        notices=typed(YearNotice, select(connection, "yearnotice", "ORDER BY seq, year")),
        days=typed(DayEntry, select(connection, "specialday", "ORDER BY seq, day")),
    )


def facts(connection: sqlite3.Connection, known: Facts) -> Facts:
    """Return the registers, as known, with every disclosure as schedule and report see it."""
    return msgspec.structs.replace(known, matters=_matters(connection))


def _matters(connection: sqlite3.Connection) -> tuple[Matter, ...]:
    acts = grouped(select(connection, "step", "ORDER BY seq"), act)
    postings = grouped(select(connection, "publication", "ORDER BY seq"), posting)
    rows = select(connection, "disclosure", "ORDER BY year, counter")
    return tuple(
        msgspec.convert(
            {
                **renamed(row, period="window"),
                "waiting_findings": len(waiting(row["findings"])),
                "acts": acts[row["number"]],
                "postings": postings.get(row["number"], ()),
            },
            Matter,
            strict=False,
        )
        for row in rows
    )


def lines(connection: sqlite3.Connection, rest: str = "", *values: Any) -> Iterator[JournalLine]:
    """Return journal lines in order, each with its payload; a lost payload leaves None."""
    names = ", ".join(f"j.{name.strip()}" for name in COLUMNS["journal"].split(","))
    cursor = connection.execute(
        f"SELECT {names}, p.salt, p.body FROM journal j LEFT JOIN payload p ON p.seq = j.seq"
        f" {rest} ORDER BY j.seq",
        values,
    )
    fields = JournalLine.__struct_fields__
    for line in cursor:
        values_by_name = dict(zip(fields, line, strict=True))
        yield JournalLine(**{**values_by_name, "late": bool(values_by_name["late"])})


def entries(connection: sqlite3.Connection, subject: str) -> Iterator[Entry]:
    """Return the journal of one disclosure, in order."""
    return (entry_of(line) for line in lines(connection, "WHERE j.subject = ?", subject))


def lifts(connection: sqlite3.Connection, code: str) -> list[Entry]:
    """Return every entry by which a mark on an extract of one item was let pass."""
    kind = kind_of(MarkLifted)
    found = lines(connection, "WHERE j.subject = ? AND j.kind = ?", code, kind)
    return [entry_of(line) for line in found]


def event_records(connection: sqlite3.Connection, subject: str | None) -> list[EventRecord]:
    """Return the journal, or one subject's part of it, as `log` shows it."""
    rest = ("WHERE j.subject = ?", subject) if subject else ("",)
    return [event_shape(line) for line in lines(connection, *rest)]


def event_record(connection: sqlite3.Connection, seq: int) -> EventRecord:
    """Return one line of the journal as `log` shows it."""
    return event_shape(next(lines(connection, "WHERE j.seq = ?", seq)))


def next_number(connection: sqlite3.Connection, year: int) -> str:
    """Return the next free number of a year; numbers are gap-free and never reused."""
    (last,) = connection.execute(
        "SELECT max(counter) FROM disclosure WHERE year = ?", (year,)
    ).fetchone()
    return numbered(year, (last or 0) + 1)


def pieces(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the last 件号 of every series."""
    cursor = connection.execute(
        "SELECT series, max(piece) FROM disclosure WHERE series IS NOT NULL GROUP BY series"
    )
    return {series: int(piece) for series, piece in cursor}


OFFERS = {
    "code": "SELECT DISTINCT code, level3 FROM item ORDER BY position",
    "number": "SELECT number, title FROM disclosure ORDER BY year DESC, counter DESC LIMIT 50",
    "name": "SELECT name, max(office) FROM appointment GROUP BY name ORDER BY min(seq)",
}
"""What the shell may offer: a value and what it means."""


def offers(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """Return what the shell offers for a code, a number or a name."""
    return connection.execute(OFFERS[kind]).fetchall()


def open_appointments(connection: sqlite3.Connection, name: str, on: date) -> list[int]:
    """Return the journal numbers of a person's appointments that don't end by a day."""
    cursor = connection.execute(
        "SELECT seq FROM appointment WHERE name = ? AND (valid_until IS NULL OR valid_until > ?)"
        " ORDER BY seq",
        (name, on.isoformat()),
    )
    return [seq for (seq,) in cursor]


def dossiers(connection: sqlite3.Connection) -> dict[str, str]:
    """Return where each archived disclosure's dossier lies, relative to the ledger."""
    cursor = connection.execute("SELECT number, dossier FROM disclosure WHERE dossier IS NOT NULL")
    return dict(cursor.fetchall())


def file_count(connection: sqlite3.Connection) -> int:
    """Return how many stored files the rows name."""
    return int(connection.execute("SELECT count(*) FROM storedfile").fetchone()[0])


def file_names(connection: sqlite3.Connection) -> set[str]:
    """Return the hash of every stored file that a row names."""
    return {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM storedfile")}


def step_count(connection: sqlite3.Connection, number: str) -> int:
    """Return how many acts a disclosure has seen; 0 where there is none of that number."""
    found = connection.execute("SELECT count(*) FROM step WHERE number = ?", (number,)).fetchone()
    return int(found[0])


def numbers(connection: sqlite3.Connection) -> list[str]:
    """Return every disclosure's number, in order."""
    cursor = connection.execute("SELECT number FROM disclosure ORDER BY year, counter")
    return [number for (number,) in cursor]


def publication_order(connection: sqlite3.Connection) -> list[Published]:
    """Return (number, scope, detail) of all ever published, by when that was first recorded."""
    cursor = connection.execute(
        "SELECT number, scope, scope_detail FROM disclosure WHERE published_seq IS NOT NULL"
        " ORDER BY published_seq"
    )
    return [
        (number, Scope(scope), ScopeDetail(detail) if detail else None)
        for number, scope, detail in cursor
    ]


FILTERS = {
    "state": "state = ?",
    "code": "code = ?",
    "office": "office = ?",
    "scope": "scope = ?",
    "year": "year = ?",
    "number": "number = ?",
}
"""What `list` can be narrowed by: the condition for each word."""


ATTACHMENT_NAMES = (
    "(SELECT group_concat(json_extract(each.value, '$.name'), ' ') FROM version v,"
    " json_each(v.files) each WHERE v.number = disclosure.number)"
)
"""The names of all that was ever attached to a disclosure, as one text to search in."""


def _like(word: str) -> str:
    for special in "\\%_":
        word = word.replace(special, "\\" + special)
    return f"%{word}%"


def records(
    connection: sqlite3.Connection,
    *,
    words: Sequence[str] = (),
    fields: Sequence[str] = (),
    **wanted: Any,
) -> list[DisclosureRecord]:
    """Return disclosures in the order of their numbers, narrowed by FILTERS and search words.

    Every word must stand in one of the `fields` (columns, or `attachment_names`: whatever was ever
    attached); words of one Chinese character are found too.
    """
    conditions = [FILTERS[name] for name, value in wanted.items() if value is not None]
    values = [value for value in wanted.values() if value is not None]
    searched = [ATTACHMENT_NAMES if field == "attachment_names" else field for field in fields]
    for word in words:
        conditions.append(
            "(" + " OR ".join(f"{field} LIKE ? ESCAPE '\\'" for field in searched) + ")"
        )
        values += [_like(word)] * len(searched)
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    rows = list(select(connection, "disclosure", f"{where}ORDER BY year, counter", values))
    return _with_parts(connection, rows)


def _with_parts(connection: sqlite3.Connection, rows: list[Row]) -> list[DisclosureRecord]:
    some = [row["number"] for row in rows]
    steps = grouped(_parts(connection, "step", some), step_shape)
    publications = grouped(_parts(connection, "publication", some), publication_shape)
    corrections = dict(
        connection.execute(
            "SELECT corrects, number FROM disclosure WHERE corrects IS NOT NULL"
            " ORDER BY year, counter"
        ).fetchall()
    )
    running = public_numbers(publication_order(connection), Audience.SOCIETY)
    return [
        disclosure_shape(
            {
                **row,
                "public_number": running.get(row["number"]),
                "corrected_by": corrections.get(row["number"]),
            },
            tuple(steps.get(row["number"], ())),
            tuple(publications.get(row["number"], ())),
        )
        for row in rows
    ]


def _parts(connection: sqlite3.Connection, table: str, some: list[str]) -> Iterator[Row]:
    for start in range(0, len(some), 500):
        batch = some[start : start + 500]
        marks = ", ".join("?" * len(batch))
        yield from select(connection, table, f"WHERE number IN ({marks}) ORDER BY seq", batch)


def detail(connection: sqlite3.Connection, number: str) -> DetailRecord | None:
    """Return one disclosure with all versions and files, or None."""
    found = records(connection, number=number)
    if not found:
        return None
    rows = select(connection, "version", "WHERE number = ? ORDER BY version", (number,))
    versions = tuple(
        msgspec.convert(
            {**renamed(row, period="window"), "window": printed(row["period"])},
            VersionRecord,
            strict=False,
        )
        for row in rows
    )
    shared = {name: getattr(found[0], name) for name in DisclosureRecord.__struct_fields__}
    return DetailRecord(**shared, versions=versions, files=versions[-1].files)
