"""Which disclosures a question about due dates needs, found by index: never all of them.

What is due on a day follows from what is still on its way, and from how the rest has answered. Of
the rest these few matter (`Facts` with only them gives the same answers, which a test holds against
every ledger and day of the oracle):

- of each window the earliest publication and the earliest refusal, told as `Settled`;
- what else is about a day on which something that was loaded occurred;
- of a 固定 item whatever came to be in force longer than all before it (so that every run without a
  gap keeps its first and last day), the newest publication, and the next after each 变更;
- what a 督促 asks for, and the first that was proposed after it for just that.

A question about a period needs besides what was published, taken down or due within it. Supersets
do no harm: each of these is a disclosure as it is.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from pdisc.dates.windows import parse_window
from pdisc.errors import UsageError
from pdisc.values.facts import CatalogItem, Settled
from pdisc.words import State, Timing

ENDED = (State.ARCHIVED, State.WITHDRAWN)
"""The states in which nothing is left to do for a disclosure."""

FOR_GOOD = date.max.isoformat()


class Span(msgspec.Struct, frozen=True):
    """The days of a period, both inclusive, of which a question must know everything."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Return whether a day lies within it."""
        return self.first <= day <= self.last


_OPEN = f"""
SELECT number FROM disclosure
 WHERE state IN ({", ".join(f"'{state}'" for state in State if state not in ENDED)})
UNION SELECT number FROM disclosure WHERE last_on > :on
UNION SELECT number FROM disclosure WHERE number IN (SELECT value FROM json_each(:also))
UNION SELECT number FROM demand WHERE number IS NOT NULL
"""
"""What is on its way, or was still on its way on that day; what is asked for by its number."""

_WITHIN = """
SELECT number FROM disclosure WHERE published_on BETWEEN :first AND :last
UNION SELECT number FROM disclosure WHERE occurred_on BETWEEN :first AND :last
UNION SELECT number FROM publication WHERE taken_down_on BETWEEN :first AND :last
"""

_IS_DAY = "m.duty GLOB '????-??-??*'"
_PROPOSED_LATER = """
SELECT d.number FROM disclosure d WHERE d.code = m.code AND d.proposed_seq > m.seq
 AND d.state <> '已撤回'
 AND (SELECT s.occurred_on FROM step s WHERE s.seq = d.proposed_seq) <= :on
"""
_ANSWERING = f"""
SELECT CASE
 WHEN m.duty IS NULL THEN ({_PROPOSED_LATER} ORDER BY d.proposed_seq LIMIT 1)
 WHEN NOT {_IS_DAY} THEN ({_PROPOSED_LATER} AND d.period = m.duty LIMIT 1)
 ELSE coalesce(
  ({_PROPOSED_LATER} AND d.period IS NULL AND d.occurred_on IS NULL
   ORDER BY d.proposed_seq LIMIT 1),
  ({_PROPOSED_LATER} AND d.period IS NULL AND d.occurred_on = substr(m.duty, 1, 10) LIMIT 1)
 ) END
FROM demand m WHERE m.number IS NULL
"""
"""The first that was proposed after each 督促 for just what it demands (`demands.py`)."""

_SAME_DAY = """
SELECT other.number FROM disclosure mine
 JOIN disclosure other ON other.occurred_on = mine.occurred_on AND other.code = mine.code
 WHERE mine.number IN (SELECT value FROM json_each(:numbers)) AND mine.occurred_on IS NOT NULL
"""
_ANSWERED_WINDOWS = """
WITH RECURSIVE known(code, period) AS (
 SELECT c.value, (SELECT min(period) FROM disclosure d WHERE d.code = c.value AND d.period > '')
  FROM json_each(:codes) c
 UNION ALL
 SELECT code,
  (SELECT min(d.period) FROM disclosure d WHERE d.code = known.code AND d.period > known.period)
  FROM known WHERE period IS NOT NULL
), answered(code, period, published, refused) AS (
 SELECT code, period,
  (SELECT d.rowid FROM disclosure d WHERE d.code = known.code AND d.period = known.period
    AND d.published_on <= :on ORDER BY d.published_on, d.year, d.counter LIMIT 1),
  (SELECT d.rowid FROM disclosure d WHERE d.code = known.code AND d.period = known.period
    AND d.refused_on <= :on ORDER BY d.refused_on, d.year, d.counter LIMIT 1)
  FROM known WHERE period IS NOT NULL
)
SELECT a.code, a.period, d.number, d.published_on, 0 FROM answered a
 JOIN disclosure d ON d.rowid = a.published
UNION ALL
SELECT a.code, a.period, d.number, d.refused_on, 1 FROM answered a
 JOIN disclosure d ON d.rowid = a.refused
"""
_FORCES = """
SELECT number, in_force_until FROM disclosure INDEXED BY ix_disclosure_force
 WHERE code = ? AND published_on <= ? ORDER BY published_on, number
"""
_NEWEST = """
SELECT number FROM disclosure WHERE code = :code AND published_on =
 (SELECT max(published_on) FROM disclosure WHERE code = :code AND published_on {compared} :day)
"""
_NEXT = """
SELECT number FROM disclosure WHERE code = :code AND published_on =
 (SELECT min(published_on) FROM disclosure WHERE code = :code AND published_on > :day)
"""
_THAT_DAY = "SELECT number FROM disclosure WHERE code = :code AND published_on = :day"


class Needed(msgspec.Struct, frozen=True):
    """The disclosures to load in whole, by number, and the windows that the others answered."""

    numbers: frozenset[str]
    settled: tuple[Settled, ...]


def needed(
    connection: sqlite3.Connection,
    items: Iterable[CatalogItem],
    *,
    on: date,
    within: Span | None = None,
    also: Iterable[str] = (),
) -> Needed:
    """Return what a question as of a business date needs; about a period, all of that period.

    `also` names disclosures that are wanted whatever state they are in.
    """
    versions = tuple(items)
    standing = {item.code for item in versions if item.timing is Timing.STANDING}
    named = {"on": on.isoformat(), "also": json.dumps(list(also))}
    numbers = _numbers(connection, _OPEN, named)
    numbers |= _numbers(connection, _ANSWERING, {"on": named["on"]})
    if within is not None:
        days = {"first": within.first.isoformat(), "last": within.last.isoformat()}
        numbers |= _numbers(connection, _WITHIN, days)
    for code in standing:
        numbers |= set(_standing(connection, code, on, within))
    settled = tuple(_settled(connection, sorted({item.code for item in versions}), on))
    if within is not None:
        numbers |= {each.number for each in settled if _ends_in(each.window, within)}
    numbers |= _numbers(connection, _SAME_DAY, {"numbers": json.dumps(sorted(numbers))})
    return Needed(frozenset(numbers), settled)


def of_item(connection: sqlite3.Connection, code: str) -> Needed:
    """Return every disclosure of one item: what a ruling on any of its obligations looks at."""
    found = connection.execute("SELECT number FROM disclosure WHERE code = ?", (code,))
    return Needed(frozenset(number for (number,) in found), ())


def _numbers(connection: sqlite3.Connection, query: str, values: dict[str, Any]) -> set[str]:
    return {number for (number,) in connection.execute(query, values) if number is not None}


def _settled(connection: sqlite3.Connection, codes: list[str], on: date) -> Iterator[Settled]:
    values = {"codes": json.dumps(codes), "on": on.isoformat()}
    for code, window, number, day, refused in connection.execute(_ANSWERED_WINDOWS, values):
        yield Settled(
            code=code,
            window=window,
            number=number,
            on=date.fromisoformat(day),
            refused=bool(refused),
        )


def _ends_in(window: str, within: Span) -> bool:
    try:
        return within.holds(parse_window(window).end)
    except UsageError:
        return True  # a window that this program doesn't know is looked at in whole


def _standing(
    connection: sqlite3.Connection, code: str, on: date, within: Span | None
) -> Iterator[str]:
    """Yield what tells how a 固定 item was in force: its runs, and who came after whom."""
    longest = ""
    for number, until in connection.execute(_FORCES, (code, on.isoformat())):
        if until > longest:
            longest = until
            yield number
        if until == FOR_GOOD:
            break
    changes = connection.execute(
        "SELECT occurred_on FROM noted WHERE code = ? AND kind = '变更'", (code,)
    ).fetchall()
    for (day,) in changes:
        yield from _all_of(connection, (_THAT_DAY, _NEXT), code, day)
    newest = _NEWEST.format(compared="<=")
    yield from _all_of(connection, (newest,), code, on.isoformat())
    if within is not None:
        before = _NEWEST.format(compared="<")
        yield from _all_of(connection, (before,), code, within.first.isoformat())
        yield from _all_of(connection, (_NEXT,), code, within.last.isoformat())


def _all_of(
    connection: sqlite3.Connection, queries: Iterable[str], code: str, day: str
) -> Iterator[str]:
    for query in queries:
        yield from (n for (n,) in connection.execute(query, {"code": code, "day": day}))
