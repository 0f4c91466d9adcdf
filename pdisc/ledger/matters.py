"""Disclosures as due dates and reports see them, and what was recorded of obligations.

Every question here is answered by index; `needed.py` says which disclosures one needs.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from pdisc.ledger.needed import OPEN, Needed
from pdisc.ledger.queries import AMONG, listing
from pdisc.ledger.registers import grown
from pdisc.registers.facts import Facts
from pdisc.steps.transitions import IN_HAND
from pdisc.values.matters import Matter
from pdisc.words import State


def facts(connection: sqlite3.Connection, known: Facts) -> Facts:
    """Return the small registers, as known, with all that was ever recorded beside them."""
    return msgspec.structs.replace(known, matters=_matters(connection), **grown(connection, known))


def facts_of(connection: sqlite3.Connection, known: Facts, some: Needed, on: date) -> Facts:
    """Return the small registers, as known, with some disclosures and what is still open."""
    return msgspec.structs.replace(
        known,
        matters=matters(connection, some.numbers),
        settled=some.settled,
        **grown(connection, known, OPEN, {"on": on.isoformat()}),
    )


def matters(connection: sqlite3.Connection, numbers: Iterable[str]) -> tuple[Matter, ...]:
    """Return some disclosures, by number, as the schedule and the report see them."""
    return _matters(connection, AMONG, {"numbers": listing(numbers)})


_MATTER = """
SELECT year, counter, json_object(
 'number', number, 'code', code, 'title', title, 'office', office, 'scope', scope,
 'scope_detail', scope_detail, 'channels', json(channels), 'window', period,
 'occurred_on', occurred_on, 'meant', json((SELECT json_extract(a.value, '$.meant')
   FROM json_each(disclosure.amendments) a WHERE json_extract(a.value, '$.meant') IS NOT NULL)),
 'planned_on', planned_on, 'public_notice', public_notice,
 'waiting_findings', (SELECT count(*) FROM json_each(findings) f
   WHERE json_extract(f.value, '$.state') IS NULL),
 'escalated_to', escalated_to, 'corrects', corrects,
 'acts', (SELECT json_group_array(json_object('seq', seq, 'act', act, 'by', decider,
   'on', occurred_on, 'state', state, 'result', result, 'late', late, 'waived', waiver <> '',
   'reason', iif(state = '不予公开', opinion, ''), 'basis', iif(state = '不予公开', basis, '')))
   FROM (SELECT * FROM step s WHERE s.number = disclosure.number ORDER BY seq)),
 'postings', (SELECT json_group_array(json_object('seq', seq, 'channel', channel,
   'on', occurred_on, 'until', until, 'taken_down_on', taken_down_on,
   'differs', differs))
   FROM (SELECT * FROM publication p WHERE p.number = disclosure.number ORDER BY seq))
) FROM disclosure
"""
"""One JSON text a disclosure, put together by the database: three times as fast as rows.

The columns by which it is ordered are selected, too: without that no index would be used on the
views of `past.py`."""


def _matters(
    connection: sqlite3.Connection, rest: str = "", values: Mapping[str, str] | None = None
) -> tuple[Matter, ...]:
    found = connection.execute(f"{_MATTER} {rest} ORDER BY year, counter", values or ())
    text = ",".join(matter for _, _, matter in found)
    return msgspec.json.decode(f"[{text}]", type=tuple[Matter, ...], strict=False)


def moved_since(connection: sqlite3.Connection, day: date) -> list[str]:
    """Return the numbers of the disclosures whose last act isn't older than a day."""
    query = "SELECT number FROM disclosure WHERE last_on >= ?"
    return [number for (number,) in connection.execute(query, (day.isoformat(),))]


class Aimed(msgspec.Struct, frozen=True):
    """One disclosure, not withdrawn, that is meant for a window or an occurrence."""

    number: str
    state: State
    published: bool


class NilNoted(msgspec.Struct, frozen=True):
    """By which entry, and for which day, 本期无事项 was recorded."""

    seq: int
    on: date


_MEANT = "SELECT number, state, published_on IS NOT NULL FROM disclosure WHERE code = ? AND"
_IN_ORDER = "AND state <> '已撤回' ORDER BY year, counter"


def meant_for(connection: sqlite3.Connection, code: str, window: str) -> list[Aimed]:
    """Return the disclosures that answer, or are meant to answer, one window of an item."""
    found = connection.execute(f"{_MEANT} period = ? {_IN_ORDER}", (code, window))
    return [Aimed(number, State(state), bool(out)) for number, state, out in found]


def about_day(connection: sqlite3.Connection, code: str, day: str) -> list[Aimed]:
    """Return the disclosures about what occurred on a day."""
    query = f"{_MEANT} period IS NULL AND occurred_on = ? {_IN_ORDER}"
    found = connection.execute(query, (code, day))
    return [Aimed(number, State(state), bool(out)) for number, state, out in found]


def withdrawn_of(connection: sqlite3.Connection, code: str) -> list[str]:
    """Return the disclosures of an item that were withdrawn."""
    query = (
        "SELECT number FROM disclosure WHERE code = ? AND state = '已撤回' ORDER BY year, counter"
    )
    return [number for (number,) in connection.execute(query, (code,))]


def in_hand_of(connection: sqlite3.Connection, code: str) -> list[str]:
    """Return the disclosures of an item that nobody has finished and nothing is published of."""
    found = connection.execute(f"{_MEANT} TRUE {_IN_ORDER}", (code,))
    return [number for number, state, out in found if state in IN_HAND and not out]


def windowless(connection: sqlite3.Connection, code: str) -> list[str]:
    """Return the disclosures of an item on their way that name neither window nor occurrence."""
    query = f"{_MEANT} period IS NULL AND occurred_on IS NULL {_IN_ORDER}"
    found = connection.execute(query, (code,))
    return [number for number, state, out in found if state in IN_HAND and not out]


def nil_of(connection: sqlite3.Connection, code: str, window: str) -> NilNoted | None:
    """Return the entry by which 本期无事项 was recorded for one window of an item, or None."""
    query = "SELECT seq, occurred_on FROM nilreturn WHERE code = ? AND period = ?"
    found = connection.execute(query, (code, window)).fetchone()
    return NilNoted(found[0], date.fromisoformat(found[1])) if found else None


def on_paper(connection: sqlite3.Connection, code: str, window: str) -> int | None:
    """Return the entry by which one window of an item was said to be kept on paper before."""
    query = "SELECT seq FROM onpaper WHERE code = ? AND period = ?"
    found = connection.execute(query, (code, window)).fetchone()
    return int(found[0]) if found else None


def waived(connection: sqlite3.Connection, code: str, duty: str) -> bool:
    """Return whether an approver ruled that one obligation need not be met."""
    query = "SELECT 1 FROM ruling WHERE code = ? AND duty = ? AND until IS NULL LIMIT 1"
    return connection.execute(query, (code, duty)).fetchone() is not None


def nil_on(connection: sqlite3.Connection, code: str, window: str) -> date | None:
    """Return for which day 本期无事项 was recorded for one window of an item, or None."""
    query = "SELECT occurred_on FROM nilreturn WHERE code = ? AND period = ?"
    found = connection.execute(query, (code, window)).fetchone()
    return date.fromisoformat(found[0]) if found else None


def was_noted(connection: sqlite3.Connection, code: str, kind: str, on: date) -> bool:
    """Return whether something was noted of an item on a day."""
    query = "SELECT 1 FROM noted WHERE code = ? AND kind = ? AND occurred_on = ?"
    return connection.execute(query, (code, kind, on.isoformat())).fetchone() is not None


def in_force(connection: sqlite3.Connection, code: str, on: date) -> bool:
    """Return whether something published of an item, or an opening entry, is in force on a day."""
    query = (
        "SELECT 1 FROM disclosure WHERE code = :code AND published_on <= :day"
        " AND in_force_until >= :day"
        " UNION ALL SELECT 1 FROM inherited i WHERE code = :code AND occurred_on <= :day"
        " AND NOT EXISTS (SELECT 1 FROM inherited x WHERE x.seq = i.seq"
        " AND x.taken_down_on <= :day) LIMIT 1"
    )
    found = connection.execute(query, {"code": code, "day": on.isoformat()})
    return found.fetchone() is not None


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
