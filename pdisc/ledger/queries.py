"""Reading: plain SQL over the DB-API, because importing SQLModel costs five times a whole reading.

`models.py` stays the one definition of the tables; a test compares every column named here with it.
Every function takes an open connection and sees whatever that connection's transaction sees.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import msgspec

from pdisc.audience import public_number
from pdisc.dates.days import DayEntry, YearNotice
from pdisc.dates.windows import printed
from pdisc.events.entry import Entry, kind_of
from pdisc.events.registers import MarkLifted
from pdisc.ledger.journal import JournalLine, entry_of
from pdisc.ledger.needed import OPEN_DEMANDS, OPEN_NOTES, Needed
from pdisc.ledger.shapes import (
    RENAMED,
    Row,
    disclosure_shape,
    event_shape,
    grouped,
    publication_shape,
    renamed,
    step_shape,
    typed,
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
from pdisc.words import Audience

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


NONE: Mapping[str, str] = MappingProxyType({})

RULED = {**RENAMED, "until": "to", "late": "late_entry"}
"""The same of nil returns and rulings."""


def select(
    connection: sqlite3.Connection,
    table: str,
    rest: str = "",
    values: Sequence[Any] | Mapping[str, Any] = (),
) -> Iterator[Row]:
    """Yield the rows of a table as columns by name, lists and mappings decoded."""
    names = [name.strip() for name in COLUMNS[table].split(",")]
    cursor = connection.execute(f"SELECT {COLUMNS[table]} FROM {table} {rest}", values or ())
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
    """Return the registers that stay small: catalogue, rules, people and the work calendar."""
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
        notices=typed(YearNotice, select(connection, "yearnotice", "ORDER BY seq, year")),
        days=typed(DayEntry, select(connection, "specialday", "ORDER BY seq, day")),
    )


AMONG = "WHERE number IN (SELECT value FROM json_each(:numbers))"


def facts(connection: sqlite3.Connection, known: Facts) -> Facts:
    """Return the small registers, as known, with all that was ever recorded beside them."""
    return msgspec.structs.replace(
        known, matters=_matters(connection), **_recorded(connection, "", "", {})
    )


def facts_of(connection: sqlite3.Connection, known: Facts, some: Needed, on: date) -> Facts:
    """Return the small registers, as known, with some disclosures and what is still open."""
    return msgspec.structs.replace(
        known,
        matters=matters(connection, some.numbers),
        settled=some.settled,
        **_recorded(connection, OPEN_NOTES, OPEN_DEMANDS, {"on": on.isoformat()}),
    )


def _recorded(
    connection: sqlite3.Connection, notes: str, demands: str, values: dict[str, str]
) -> dict[str, Any]:
    """Return what was recorded of obligations; all of it, or what two conditions leave."""
    noted = select(connection, "noted", f"{notes} ORDER BY seq", values)
    demanded = select(connection, "demand", f"{demands} ORDER BY seq, place", values)
    return {
        "nils": typed(NilReturn, select(connection, "nilreturn", "ORDER BY seq"), **RULED),
        "noted": typed(Noted, noted, **RENAMED),
        "rulings": typed(Ruling, select(connection, "ruling", "ORDER BY seq"), **RULED),
        "demands": typed(Demand, demanded, **RENAMED),
    }


def matters(connection: sqlite3.Connection, numbers: Iterable[str]) -> tuple[Matter, ...]:
    """Return some disclosures, by number, as the schedule and the report see them."""
    return _matters(connection, AMONG, {"numbers": json.dumps(list(numbers))})


_MATTER = """
SELECT json_object(
 'number', number, 'code', code, 'title', title, 'office', office, 'scope', scope,
 'scope_detail', scope_detail, 'channels', json(channels), 'window', period,
 'occurred_on', occurred_on, 'planned_on', planned_on, 'public_notice', public_notice,
 'waiting_findings', (SELECT count(*) FROM json_each(findings) f
   WHERE json_extract(f.value, '$.state') IS NULL),
 'escalated_to', escalated_to,
 'acts', (SELECT json_group_array(json_object('seq', seq, 'act', act, 'by', decider,
   'on', occurred_on, 'state', state, 'late', late, 'waived', waiver <> ''))
   FROM (SELECT * FROM step s WHERE s.number = disclosure.number ORDER BY seq)),
 'postings', (SELECT json_group_array(json_object('seq', seq, 'channel', channel,
   'on', occurred_on, 'until', until, 'taken_down_on', taken_down_on))
   FROM (SELECT * FROM publication p WHERE p.number = disclosure.number ORDER BY seq))
) FROM disclosure
"""
"""One JSON text a disclosure, put together by the database: three times as fast as rows."""


def _matters(
    connection: sqlite3.Connection, rest: str = "", values: Mapping[str, str] = NONE
) -> tuple[Matter, ...]:
    found = connection.execute(f"{_MATTER} {rest} ORDER BY year, counter", values)
    text = ",".join(matter for (matter,) in found)
    return msgspec.json.decode(f"[{text}]", type=tuple[Matter, ...], strict=False)


def moved_since(connection: sqlite3.Connection, day: date) -> list[str]:
    """Return the numbers of the disclosures whose last act isn't older than a day."""
    query = "SELECT number FROM disclosure WHERE last_on >= ?"
    return [number for (number,) in connection.execute(query, (day.isoformat(),))]


def was_nil(connection: sqlite3.Connection, code: str, window: str) -> bool:
    """Return whether 本期无事项 was recorded for one window of an item."""
    query = "SELECT 1 FROM nilreturn WHERE code = ? AND period = ?"
    return connection.execute(query, (code, window)).fetchone() is not None


def was_noted(connection: sqlite3.Connection, code: str, kind: str, on: date) -> bool:
    """Return whether something was noted of an item on a day."""
    query = "SELECT 1 FROM noted WHERE code = ? AND kind = ? AND occurred_on = ?"
    return connection.execute(query, (code, kind, on.isoformat())).fetchone() is not None


def in_force(connection: sqlite3.Connection, code: str, on: date) -> bool:
    """Return whether something published of an item is in force on a day."""
    query = (
        "SELECT 1 FROM disclosure WHERE code = ? AND published_on <= ? AND in_force_until >= ?"
        " LIMIT 1"
    )
    day = on.isoformat()
    return connection.execute(query, (code, day, day)).fetchone() is not None


def offices(connection: sqlite3.Connection) -> list[str]:
    """Return the 承办科室 of all disclosures, in the order in which they first appear."""
    query = "SELECT office FROM disclosure GROUP BY office ORDER BY min(year * 1000000 + counter)"
    return [office for (office,) in connection.execute(query)]


def has_acted(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether somebody, or an organ, decided or was asked about any disclosure."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM step WHERE decider = :name)"
        " OR EXISTS (SELECT 1 FROM disclosure WHERE escalated_to = :name)"
    )
    return bool(connection.execute(query, {"name": name}).fetchone()[0])


def published_for(connection: sqlite3.Connection, code: str, window: str) -> str | None:
    """Return the first disclosure, by number, that was published for one window of an item."""
    found = connection.execute(
        "SELECT number FROM disclosure WHERE code = ? AND period = ? AND published_on IS NOT NULL"
        " ORDER BY year, counter LIMIT 1",
        (code, window),
    ).fetchone()
    return str(found[0]) if found else None


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


def newest_numbers(connection: sqlite3.Connection, most: int = 2000) -> list[str]:
    """Return the newest disclosures' numbers, in order: among them what was meant is looked for."""
    cursor = connection.execute(
        "SELECT number FROM disclosure ORDER BY year DESC, counter DESC LIMIT ?", (most,)
    )
    return [number for (number,) in cursor][::-1]


def public_places(
    connection: sqlite3.Connection, audience: Audience, numbers: list[str]
) -> dict[str, int]:
    """Return an audience's running numbers of some disclosures, in the order of those numbers."""
    cursor = connection.execute(
        f"SELECT number, place FROM publicnumber {AMONG} AND audience = :audience ORDER BY place",
        {"numbers": json.dumps(numbers), "audience": audience},
    )
    return dict(cursor.fetchall())


def at_public_place(connection: sqlite3.Connection, audience: Audience, place: int) -> str | None:
    """Return which disclosure an audience knows under a running number, or None."""
    query = "SELECT number FROM publicnumber WHERE audience = ? AND place = ?"
    found = connection.execute(query, (audience, place)).fetchone()
    return str(found[0]) if found else None


def last_public_places(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the last running number that was given out for each audience outside the office."""
    cursor = connection.execute("SELECT audience, max(place) FROM publicnumber GROUP BY audience")
    return dict(cursor.fetchall())


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


def _narrowed(
    words: Sequence[str], fields: Sequence[str], wanted: Mapping[str, Any]
) -> tuple[str, list[Any]]:
    """Return the condition for filters and search words, and its values.

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
    return (f"WHERE {' AND '.join(conditions)} " if conditions else ""), values


def records(
    connection: sqlite3.Connection,
    *,
    words: Sequence[str] = (),
    fields: Sequence[str] = (),
    limit: int | None = None,
    **wanted: Any,
) -> list[DisclosureRecord]:
    """Return disclosures in the order of their numbers, narrowed by FILTERS and search words."""
    where, values = _narrowed(words, fields, wanted)
    most = "" if limit is None else f" LIMIT {limit:d}"
    rows = select(connection, "disclosure", f"{where}ORDER BY year, counter{most}", values)
    return _with_parts(connection, list(rows))


def records_of(connection: sqlite3.Connection, numbers: Iterable[str]) -> list[DisclosureRecord]:
    """Return some disclosures in the order of their numbers."""
    values = {"numbers": json.dumps(list(numbers))}
    rows = select(connection, "disclosure", f"{AMONG} ORDER BY year, counter", values)
    return _with_parts(connection, list(rows))


def count(
    connection: sqlite3.Connection,
    *,
    words: Sequence[str] = (),
    fields: Sequence[str] = (),
    **wanted: Any,
) -> int:
    """Return how many disclosures the same filters and words leave."""
    where, values = _narrowed(words, fields, wanted)
    found = connection.execute(f"SELECT count(*) FROM disclosure {where}", values).fetchone()
    return int(found[0])


def public_order(
    connection: sqlite3.Connection,
    audience: Audience,
    *,
    words: Sequence[str] = (),
    fields: Sequence[str] = (),
    **wanted: Any,
) -> Iterator[str]:
    """Yield, by an audience's running numbers, what filters and words leave of the published."""
    where, values = _narrowed(words, fields, wanted)
    chosen = f"AND number IN (SELECT number FROM disclosure {where})" if where else ""
    query = f"SELECT number FROM publicnumber WHERE audience = ? {chosen} ORDER BY place"
    return (number for (number,) in connection.execute(query, (audience, *values)))


def _with_parts(connection: sqlite3.Connection, rows: list[Row]) -> list[DisclosureRecord]:
    some = [row["number"] for row in rows]
    steps = grouped(_parts(connection, "step", some), step_shape)
    publications = grouped(_parts(connection, "publication", some), publication_shape)
    among = {"numbers": json.dumps(some)}
    corrections = dict(
        connection.execute(
            "SELECT corrects, number FROM disclosure"
            " WHERE corrects IN (SELECT value FROM json_each(:numbers)) ORDER BY year, counter",
            among,
        ).fetchall()
    )
    running = public_places(connection, Audience.SOCIETY, some)
    return [
        disclosure_shape(
            {
                **row,
                "public_number": _public_number(running.get(row["number"])),
                "corrected_by": corrections.get(row["number"]),
            },
            tuple(steps.get(row["number"], ())),
            tuple(publications.get(row["number"], ())),
        )
        for row in rows
    ]


def _public_number(place: int | None) -> str | None:
    return None if place is None else public_number(Audience.SOCIETY, place)


def _parts(connection: sqlite3.Connection, table: str, some: list[str]) -> Iterator[Row]:
    values = {"numbers": json.dumps(some)}
    return select(connection, table, f"{AMONG} ORDER BY seq", values)


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
