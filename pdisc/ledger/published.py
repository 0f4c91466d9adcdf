"""What of a 固定 item was published, walked by index: runs, neighbours, the year's first."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date
from itertools import islice
from typing import TypeAlias

from pdisc.dates.periods import Period

FOR_GOOD = date.max.isoformat()
MOST_AT_ONCE = 256
"""So many publications are judged together where it is asked which of them count."""

_FORCES = """
SELECT number, in_force_until FROM disclosure
 WHERE code = ? AND published_on <= ? ORDER BY published_on, number
"""
_UP_TO = """
SELECT number, published_on FROM disclosure WHERE code = ? AND published_on <= ?
 ORDER BY published_on DESC
"""
_BEFORE = _UP_TO.replace("<=", "<")
_AFTER = """
SELECT number, published_on FROM disclosure WHERE code = ? AND published_on > ?
 ORDER BY published_on
"""

_OF_THE_YEAR = """
SELECT number, published_on FROM disclosure
 WHERE code = ? AND period IS NULL AND published_on BETWEEN ? AND ?
 ORDER BY published_on, year, counter
"""
_REFUSED_IN_YEAR = """
SELECT number FROM (
 SELECT d.refused_on, d.year, d.counter, d.number FROM disclosure d
  WHERE d.code = ? AND d.period IS NULL AND d.refused_on BETWEEN ? AND ?
  ORDER BY d.refused_on, d.year, d.counter LIMIT 1)
"""
"""What answers the year of a 固定 item that each year renews, without naming it (`yearly.py`)."""

Accept: TypeAlias = Callable[[Sequence[str]], Set[str]]
"""Which of some disclosures count."""


class ItemPublications:
    """What was published of one item, walked by the day of publication."""

    def __init__(self, connection: sqlite3.Connection, code: str, accept: Accept) -> None:
        """Walk one item's publications; `accept` says which of some count."""
        self.connection = connection
        self.code = code
        self.accept = accept

    def changes(self) -> list[str]:
        """Return the days on which a 变更 of the item was recorded."""
        query = "SELECT occurred_on FROM noted WHERE code = ? AND kind = '变更'"
        return [day for (day,) in self.connection.execute(query, (self.code,))]

    def lasting(self, on: str) -> Iterator[str]:
        """Yield whatever came to be in force longer than all before it."""
        longest = ""
        for number, until in self._counting(_FORCES, on):
            if until > longest:
                longest = until
                yield number
            if longest == FOR_GOOD:
                break

    def of_the_years(self, on: date) -> Iterator[str]:
        """Yield for each year, up to a day, what was published, and what refused, first in it."""
        for year in self._years(on):
            days = (f"{year}-01-01", min(f"{year}-12-31", on.isoformat()))
            yield from (number for number, _ in islice(self._counting(_OF_THE_YEAR, *days), 1))
            refused = self.connection.execute(_REFUSED_IN_YEAR, (self.code, *days))
            yield from (number for (number,) in refused)

    def _years(self, on: date) -> range:
        """Return the years from that in which the ledger begins: nothing is older."""
        (since,) = self.connection.execute("SELECT since FROM office").fetchone()
        return range(date.fromisoformat(since).year, on.year + 1)

    def nearest(self, query: str, day: str) -> Iterator[str]:
        """Yield what was published on the nearest day on which anything was that counts."""
        found = ""
        for number, published_on in self._counting(query, day):
            if found and published_on != found:
                break
            found = published_on
            yield number

    def _counting(self, query: str, *days: str) -> Iterator[tuple[str, str]]:
        """Yield the rows that count; they are judged in growing batches, as most stop early."""
        cursor, size = self.connection.execute(query, (self.code, *days)), 1
        while rows := cursor.fetchmany(size):
            counting = self.accept([number for number, _ in rows])
            yield from (row for row in rows if row[0] in counting)
            size = min(size * 4, MOST_AT_ONCE)


def standing(published: ItemPublications, on: date, within: Period | None) -> Iterator[str]:
    """Yield what tells how a 固定 item was in force: its runs, and who came after whom."""
    yield from published.lasting(on.isoformat())
    yield from published.nearest(_UP_TO, on.isoformat())
    for day in published.changes():
        yield from published.nearest(_UP_TO, day)
        yield from published.nearest(_AFTER, day)
    if within is not None:
        yield from published.nearest(_BEFORE, within.start.isoformat())
        yield from published.nearest(_AFTER, within.end.isoformat())
