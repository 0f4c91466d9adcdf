"""Looking things up: disclosures as records, their numbers for each audience, completion.

A list that is limited is limited here; search is by LIKE, so that one character finds, too.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from pdisc.dates.periods import Period
from pdisc.dates.windows import printed
from pdisc.ledger.queries import AMONG, Row, listing, select
from pdisc.values.codes import PUBLIC_PREFIX, check_code, public_number
from pdisc.values.grouping import grouped
from pdisc.values.records import (
    DetailRecord,
    DisclosureRecord,
    PublicationRecord,
    StepRecord,
    VersionRecord,
)
from pdisc.words import Audience, Channel, State

P = TypeVar("P", StepRecord, PublicationRecord)

_BESIDE = (
    *("number", "public_number", "check_code", "steps", "publications"),
    *("open_channels", "corrected_by", "next"),
)
STORED = tuple(name for name in DisclosureRecord.__struct_fields__ if name not in _BESIDE)
"""What of a disclosure stands in its own row; all else is found beside it, or follows."""

OFFERS = {
    "code": "SELECT DISTINCT code, level3 FROM item ORDER BY position",
    "number": "SELECT number, title FROM disclosure ORDER BY year DESC, counter DESC LIMIT 50",
    "name": "SELECT name, max(office) FROM appointment GROUP BY name ORDER BY min(seq)",
    "office": (
        "SELECT office, '' FROM (SELECT office, min(position) place FROM item GROUP BY office"
        " UNION ALL SELECT office, 1000 + min(seq) FROM appointment GROUP BY office)"
        " WHERE office <> '' GROUP BY office ORDER BY min(place)"
    ),
    "channel": (
        "SELECT DISTINCT each.value, '' FROM item, json_each(item.channels) each"
        " ORDER BY item.position"
    ),
    "setting": "SELECT name, '' FROM setting GROUP BY name ORDER BY min(seq), min(position)",
    "opinion": (
        "SELECT number || '-Y' || place, substr(content, 1, 20) FROM opinion"
        " ORDER BY seq DESC LIMIT 50"
    ),
    "request": "SELECT id, substr(content, 1, 20) FROM request ORDER BY seq DESC LIMIT 50",
}
"""What the shell may offer: a value and what it means."""


def offers(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """Return what the shell offers for a code, a number, a name …, each with what it means."""
    return connection.execute(OFFERS[kind]).fetchall()


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
    # Sorted here: asked to, SQLite walks all numbers of the audience in their order instead.
    cursor = connection.execute(
        f"SELECT number, place FROM publicnumber {AMONG} AND audience = :audience",
        {"numbers": listing(numbers), "audience": audience},
    )
    return dict(sorted(cursor, key=itemgetter(1)))


def at_public_place(connection: sqlite3.Connection, audience: Audience, place: int) -> str | None:
    """Return which disclosure an audience knows under a running number, or None."""
    query = "SELECT number FROM publicnumber WHERE audience = ? AND place = ?"
    found = connection.execute(query, (audience, place)).fetchone()
    return str(found[0]) if found else None


def places_of(connection: sqlite3.Connection, number: str) -> dict[str, int]:
    """Return the running numbers by which audiences outside the office know a disclosure."""
    query = "SELECT audience, place FROM publicnumber WHERE number = ?"
    return dict(connection.execute(query, (number,)))


def last_public_places(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the last running number that was given out for each audience outside the office."""
    cursor = connection.execute(
        "SELECT value, (SELECT max(place) FROM publicnumber WHERE audience = value)"
        " FROM json_each(?)",
        (listing(PUBLIC_PREFIX),),
    )
    return {audience: place for audience, place in cursor if place is not None}


FILTERS = frozenset({"state", "code", "office", "scope", "year", "number"})
"""The columns by which `list` can be narrowed."""

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
    assert wanted.keys() <= FILTERS, "a list is narrowed by columns"
    given = {name: value for name, value in wanted.items() if value is not None}
    conditions, values = [f"{name} = ?" for name in given], list(given.values())
    searched = [ATTACHMENT_NAMES if field == "attachment_names" else field for field in fields]
    for word in words:
        conditions.append(
            "(" + " OR ".join(f"{field} LIKE ? ESCAPE '\\'" for field in searched) + ")"
        )
        values += [_like(word)] * len(searched)
    return (f"WHERE {' AND '.join(conditions)} " if conditions else ""), values


def records(
    connection: sqlite3.Connection,
    /,
    *,
    words: Sequence[str] = (),
    fields: Sequence[str] = (),
    limit: int | None = None,
    **wanted: Any,
) -> list[DisclosureRecord]:
    """Return disclosures in the order of their numbers, narrowed by FILTERS and search words."""
    where, values = _narrowed(words, fields, wanted)
    most = "" if limit is None else f" LIMIT {limit:d}"
    rows = select(connection, "disclosure", STORED, f"{where}ORDER BY year, counter{most}", values)
    return _with_parts(connection, list(rows))


def records_of(connection: sqlite3.Connection, numbers: Iterable[str]) -> list[DisclosureRecord]:
    """Return some disclosures in the order of their numbers."""
    values = {"numbers": listing(numbers)}
    rows = select(connection, "disclosure", STORED, f"{AMONG} ORDER BY year, counter", values)
    return _with_parts(connection, list(rows))


def count(
    connection: sqlite3.Connection,
    /,
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
    /,
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
    steps = _parts(connection, "step", StepRecord, some)
    publications = _parts(connection, "publication", PublicationRecord, some)
    corrections = corrections_of(connection, some)
    places = public_places(connection, Audience.SOCIETY, some)
    numbers = {number: public_number(Audience.SOCIETY, place) for number, place in places.items()}
    return [
        disclosure_shape(
            {
                **row,
                "public_number": numbers.get(row["number"]),
                "corrected_by": next(reversed(corrections.get(row["number"], ())), None),
            },
            tuple(steps.get(row["number"], ())),
            tuple(publications.get(row["number"], ())),
        )
        for row in rows
    ]


_MET = f"""
SELECT DISTINCT p.number FROM disclosure d JOIN publication p USING (number)
 WHERE d.last_on >= :first AND p.occurred_on BETWEEN :first AND :last
  AND (p.channel = '{Channel.MEETING}' OR p.channel LIKE '{Channel.MEETING}:%')
"""


def met_within(connection: sqlite3.Connection, period: Period) -> tuple[str, ...]:
    """Return the disclosures that were told of in a meeting within a period."""
    days = {"first": period.start.isoformat(), "last": period.end.isoformat()}
    return tuple(number for (number,) in connection.execute(_MET, days))


def corrections_of(
    connection: sqlite3.Connection, numbers: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return all that correct some disclosures, by what they correct and in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for corrected, number in connection.execute(
        "SELECT corrects, number FROM disclosure"
        " WHERE corrects IN (SELECT value FROM json_each(?)) ORDER BY year, counter",
        (listing(numbers),),
    ):
        found[corrected] = (*found.get(corrected, ()), number)
    return found


def _parts(
    connection: sqlite3.Connection, table: str, kind: type[P], some: list[str]
) -> dict[str, list[P]]:
    """Return the parts of some disclosures, by number and in the order of the journal."""
    values = {"numbers": listing(some)}
    rows = select(connection, table, kind.__struct_fields__, f"{AMONG} ORDER BY seq", values)
    return grouped((row["number"], msgspec.convert(row, kind, strict=False)) for row in rows)


def detail(connection: sqlite3.Connection, number: str) -> DetailRecord | None:
    """Return one disclosure with all versions and files, or None."""
    found = records(connection, number=number)
    if not found:
        return None
    fields, rest = VersionRecord.__struct_fields__, "WHERE number = ? ORDER BY version"
    versions = tuple(
        msgspec.convert({**row, "window": printed(row["window"])}, VersionRecord, strict=False)
        for row in select(connection, "version", fields, rest, (number,))
    )
    shared = {name: getattr(found[0], name) for name in DisclosureRecord.__struct_fields__}
    return DetailRecord(**shared, versions=versions, files=versions[-1].files)


def disclosure_shape(
    row: Row, steps: tuple[StepRecord, ...], publications: tuple[PublicationRecord, ...]
) -> DisclosureRecord:
    """Return a disclosure's row, with its parts, as the public JSON has it."""
    done = {publication.channel for publication in publications}
    approved = row["channels"] if row["state"] == State.APPROVED else ()
    left = tuple(channel for channel in approved if channel not in done)
    values = {
        **row,
        "window": printed(row["window"]),
        "check_code": check_code(row["content_sha256"]),
        "open_channels": left,
    }
    record = msgspec.convert(values, DisclosureRecord, strict=False)
    return msgspec.structs.replace(record, steps=steps, publications=publications)
