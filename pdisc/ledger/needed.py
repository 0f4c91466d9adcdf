"""Which disclosures a question about due dates needs, found by index: never all of them.

What is due on a day follows from what is still on its way, and from how the rest has answered. Of
the rest these few matter (`Facts` with only them gives the same answers, which a test holds against
every ledger and day of the oracle):

- of each window the earliest publication and the earliest refusal, told as `Settled`;
- what else is about a day on which something that was loaded occurred;
- of a 固定 item whatever came to be in force longer than all before it (so that every run without a
  gap keeps its first and last day), the newest publication, the next after each 变更, and of one
  that each year renews what was published, and refused, first in each year;
- what has been corrected in public and still hangs, with what corrects it;
- what a 督促 asks for, and the first that was proposed after it for just that.

A question about a period needs besides what was published, taken down or due within it. Supersets
do no harm: each of these is a disclosure as it is.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from pdisc.dates.periods import Period
from pdisc.dates.windows import parse_window
from pdisc.errors import UsageError
from pdisc.ledger.published import Accept, ItemPublications, standing
from pdisc.ledger.queries import listing
from pdisc.registers.items import CatalogItem
from pdisc.steps.transitions import FINAL
from pdisc.values.matters import Settled
from pdisc.words import HANGING, Renewal, State, Timing

_OPEN = f"""
SELECT number FROM disclosure
 WHERE state IN ({", ".join(f"'{state}'" for state in State if state not in FINAL)})
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

_HANGING = " OR ".join(f"p.channel LIKE '{channel}%'" for channel in sorted(HANGING))
_CORRECTED = f"""
SELECT new.number, new.corrects FROM disclosure new
 WHERE new.corrects > '' AND +new.published_on <= :on AND EXISTS (
  SELECT 1 FROM publication p WHERE p.number = new.corrects AND ({_HANGING})
   AND (p.taken_down_on IS NULL OR p.taken_down_on > :on) AND (p.until IS NULL OR p.until >= :on))
"""
"""What is public and corrects something that still hangs: both are loaded (`corrections.py`).

The plus keeps the day from choosing the index: corrections are few, publications aren't."""

_IS_DAY = "m.duty GLOB '????-??-??*'"
_PROPOSED_LATER = """
SELECT d.number, d.proposed_seq FROM disclosure d
 WHERE d.code = m.code AND d.proposed_seq > m.seq
 AND d.state <> '已撤回'
 AND (SELECT s.occurred_on FROM step s WHERE s.seq = d.proposed_seq) <= :on
"""
_ANSWERING = f"""
SELECT CASE
 WHEN m.duty IS NULL THEN (SELECT number FROM (
  {_PROPOSED_LATER} ORDER BY d.proposed_seq LIMIT 1))
 WHEN NOT {_IS_DAY} THEN (SELECT number FROM (
  {_PROPOSED_LATER} AND d.period = m.duty LIMIT 1))
 ELSE coalesce(
  (SELECT number FROM ({_PROPOSED_LATER} AND d.period IS NULL AND d.occurred_on IS NULL
   ORDER BY d.proposed_seq LIMIT 1)),
  (SELECT number FROM ({_PROPOSED_LATER} AND d.period IS NULL
   AND d.occurred_on = substr(m.duty, 1, 10) LIMIT 1))
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
 SELECT c.value, (SELECT d.period FROM disclosure d
   WHERE d.code = c.value AND d.period > '' ORDER BY d.period LIMIT 1)
  FROM json_each(:codes) c
 UNION ALL
 SELECT code, (SELECT d.period FROM disclosure d
   WHERE d.code = known.code AND d.period > known.period ORDER BY d.period LIMIT 1)
  FROM known WHERE period IS NOT NULL
), answered(code, period, published, refused) AS (
 SELECT code, period,
  (SELECT day || number FROM (
    SELECT d.published_on AS day, d.year, d.counter, d.number FROM disclosure d
    WHERE d.code = known.code AND d.period = known.period AND d.published_on <= :on
    ORDER BY d.published_on, d.year, d.counter LIMIT 1)),
  (SELECT day || number FROM (
    SELECT d.refused_on AS day, d.year, d.counter, d.number FROM disclosure d
    WHERE d.code = known.code AND d.period = known.period AND d.refused_on <= :on
    ORDER BY d.refused_on, d.year, d.counter LIMIT 1))
  FROM known WHERE period IS NOT NULL
)
SELECT code, period, substr(published, 11), substr(published, 1, 10), 0 FROM answered
 WHERE published IS NOT NULL
UNION ALL
SELECT code, period, substr(refused, 11), substr(refused, 1, 10), 1 FROM answered
 WHERE refused IS NOT NULL
"""
"""No rowid, no aggregate, and every ORDER BY by what is selected: so that the views of `past.py`,
which put two tables in the place of one, can be asked by their indexes, too."""
_OPEN_NOTES = """
WHERE kind <> '发生' OR NOT EXISTS (
 SELECT 1 FROM disclosure d WHERE d.occurred_on = noted.occurred_on AND d.code = noted.code
  AND (d.published_on <= :on OR d.refused_on <= :on))
"""
"""Of what occurred only what nobody has answered yet; all else that was noted."""

_OPEN_DEMANDS = """
WHERE number IS NULL OR (SELECT state FROM disclosure d WHERE d.number = demand.number) <> '已归档'
 OR (SELECT last_on FROM disclosure d WHERE d.number = demand.number) > :on
"""
"""Not what was demanded of disclosures that were filed by then: that was answered."""

_ANSWERED = """
 EXISTS (SELECT 1 FROM requeststep s WHERE s.request = {id} AND s.kind = '点题答复'
  AND s.occurred_on <= :on)
"""
_OPEN_REQUESTS = f"""
SELECT r.id FROM request r WHERE NOT {_ANSWERED.format(id="r.id")}
UNION SELECT d.request FROM requeststep d WHERE d.outcome = '不予公开'
 AND NOT EXISTS (SELECT 1 FROM requeststep v WHERE v.request = d.request AND v.view > ''
  AND v.occurred_on <= :on)
"""
"""What wasn't answered, and refusals that no higher view came of."""


def with_voices(column: str, some: str) -> str:
    """Return the condition that a column names some requests, or what is answered with them.

    `some` selects their names. What they were joined to, and all that was joined to that, is
    needed with them: the days count from the first that came.
    """
    return f"""
WHERE {column} IN (
 WITH wanted(id) AS ({some}), leads(id) AS (
  SELECT id FROM wanted
  UNION SELECT j.lead FROM requeststep j JOIN wanted ON j.request = wanted.id WHERE j.lead > ''
 )
 SELECT id FROM leads
 UNION SELECT j.request FROM requeststep j JOIN leads ON j.lead = leads.id
)
"""


_OPEN_OPINIONS = """
WHERE NOT EXISTS (SELECT 1 FROM opinionstep s WHERE s.number = {table}.number
 AND s.place = {table}.place AND s.kind = '意见办结' AND s.rectify = '' AND s.occurred_on <= :on)
"""
"""What wasn't settled, or left something to put right, whatever has become of that."""

_TO_FILE = """
 OR (SELECT state FROM disclosure d WHERE d.number = {table}.number) <> '已归档'
"""
"""And what was said about whatever isn't filed yet: 归档 asks what came of it."""

_OPINIONS_OF = f"""
SELECT number FROM opinion {_OPEN_OPINIONS.format(table="opinion")}
UNION SELECT disclosure FROM opinionstep WHERE disclosure > ''
"""

OPEN = {
    "noted": _OPEN_NOTES,
    "demand": _OPEN_DEMANDS,
    "request": with_voices("id", _OPEN_REQUESTS),
    "requeststep": with_voices("request", _OPEN_REQUESTS),
    **{
        table: (_OPEN_OPINIONS + _TO_FILE).format(table=table)
        for table in ("opinion", "opinionstep")
    },
    **dict.fromkeys(("petitioner", "opiniongiver", "tally"), "WHERE 0"),
}
"""Of the registers that grow only what is still open, and never who asked or said something; of the
others everything."""

_FOR_WINDOW = """
SELECT number FROM disclosure
 WHERE code = :code AND period = :window AND published_on IS NOT NULL
"""


class Needed(msgspec.Struct, frozen=True):
    """The disclosures to load in whole, by number, and the windows that the others answered."""

    numbers: frozenset[str]
    settled: tuple[Settled, ...]


def needed(
    connection: sqlite3.Connection,
    items: Iterable[CatalogItem],
    *,
    on: date,
    within: Period | None = None,
    also: Iterable[str] = (),
    whole_from: date | None = None,
    accept: Accept = frozenset,
) -> Needed:
    """Return what a question as of a business date needs; about a period, all of that period.

    `also` names disclosures that are wanted whatever state they are in. From `whole_from` on all
    publications for a window are wanted. Where only some of what was published counts, `accept`
    returns which of some: it may leave out whatever it likes.
    """
    versions = tuple(items)
    lasting = {item.code for item in versions if item.timing is Timing.STANDING}
    named = {"on": on.isoformat(), "also": listing(also)}
    numbers = _numbers(connection, _OPEN, named)
    numbers |= _numbers(connection, _ANSWERING, {"on": named["on"]})
    numbers |= _numbers(connection, _OPINIONS_OF, {"on": named["on"]})
    for pair in connection.execute(_CORRECTED, {"on": named["on"]}):
        numbers |= set(pair)
    if within is not None:
        days = {"first": within.start.isoformat(), "last": within.end.isoformat()}
        numbers |= _numbers(connection, _WITHIN, days)
    renewed = {item.code for item in versions if item.renewal is Renewal.ANEW} & lasting
    for code in lasting:
        published = ItemPublications(connection, code, accept)
        numbers |= set(standing(published, on, within))
        numbers |= set(published.of_the_years(on)) if code in renewed else set()
    settled = tuple(_settled(connection, sorted({item.code for item in versions}), on))
    for each in settled:
        end = _end_of(each.window)
        if (within and (within.holds(end) or each.code in renewed)) or (
            whole_from and end >= whole_from
        ):
            about = {"code": each.code, "window": each.window}
            numbers |= {each.number} | _numbers(connection, _FOR_WINDOW, about)
    numbers |= _numbers(connection, _SAME_DAY, {"numbers": listing(sorted(numbers))})
    return Needed(frozenset(numbers), settled)


def of_item(connection: sqlite3.Connection, code: str) -> Needed:
    """Return every disclosure of one item: what a ruling on any of its obligations looks at."""
    found = connection.execute("SELECT number FROM disclosure WHERE code = ?", (code,))
    return Needed(frozenset(number for (number,) in found), ())


def _numbers(connection: sqlite3.Connection, query: str, values: dict[str, Any]) -> set[str]:
    return {number for (number,) in connection.execute(query, values) if number is not None}


def _settled(connection: sqlite3.Connection, codes: list[str], on: date) -> Iterator[Settled]:
    values = {"codes": listing(codes), "on": on.isoformat()}
    for code, window, number, day, refused in connection.execute(_ANSWERED_WINDOWS, values):
        yield Settled(
            code=code,
            window=window,
            number=number,
            on=date.fromisoformat(day),
            refused=bool(refused),
        )


def _end_of(window: str) -> date:
    try:
        return parse_window(window).end
    except UsageError:
        return date.max  # a window that this program doesn't know is looked at in whole
