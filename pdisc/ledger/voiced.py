"""What came from people within a period, as the ledger holds it, and what it was about."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from pdisc.dates.periods import Period
from pdisc.ledger.needed import with_voices
from pdisc.ledger.queries import AMONG, listing
from pdisc.ledger.registers import read
from pdisc.registers.opinions import OPINIONS_TABLE
from pdisc.registers.opinions import STEPS as OPINION_STEPS
from pdisc.registers.register import FactTable
from pdisc.registers.requests import REQUESTS_TABLE
from pdisc.registers.requests import STEPS as REQUEST_STEPS
from pdisc.registers.surveys import TABLE as TALLIES
from pdisc.voices.opinions import REPUBLISHING, Disclosed
from pdisc.voices.voiced import Voiced
from pdisc.words import State

_DISCLOSED = f"""
SELECT number, published_on, coalesce((SELECT s.state FROM step s
  WHERE s.number = disclosure.number AND s.occurred_on <= :on ORDER BY s.seq DESC LIMIT 1),
  '{State.WITHDRAWN}') NOT IN ('{State.WITHDRAWN}', '{State.REFUSED}')
  AND NOT (state = '{State.ARCHIVED}' AND published_on IS NULL),
 EXISTS (SELECT 1 FROM publication p WHERE p.number = disclosure.number
  AND (p.channel LIKE '公开栏%' OR p.channel LIKE '网站%') AND p.occurred_on <= :on
  AND (p.taken_down_on IS NULL OR p.taken_down_on > :on) AND (p.until IS NULL OR p.until >= :on)),
 (SELECT json_group_array(json_array(p.occurred_on, p.until)) FROM publication p
  WHERE p.number = disclosure.number AND p.until IS NOT NULL AND disclosure.public_notice
   AND p.occurred_on <= :on),
 coalesce(corrects, '')
 FROM disclosure {AMONG}
"""


def disclosed(
    connection: sqlite3.Connection, numbers: Iterable[str], on: date
) -> tuple[Disclosed, ...]:
    """Return what the loop must know of some disclosures, as of a business date."""
    values = {"numbers": listing(numbers), "on": on.isoformat()}
    rows = connection.execute(_DISCLOSED, values)
    return tuple(
        Disclosed(
            number=number,
            published_on=_day(published_on) if published_on and _day(published_on) <= on else None,
            live=bool(live),
            hanging=bool(hanging),
            notices=msgspec.json.decode(notices, type=tuple[tuple[date, date], ...]),
            corrects=corrects,
        )
        for number, published_on, live, hanging, notices, corrects in rows
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


_ASKED_WITHIN = "SELECT id FROM request WHERE received_on BETWEEN :first AND :last"
_SAID_WITHIN = "WHERE received_on BETWEEN :first AND :last"
_OF_SAID = """
WHERE EXISTS (SELECT 1 FROM opinion o WHERE o.number = opinionstep.number
 AND o.place = opinionstep.place AND o.received_on BETWEEN :first AND :last)
"""
_COUNTED_WITHIN = "WHERE occurred_on BETWEEN :first AND :last OR period > ''"


def voiced(connection: sqlite3.Connection, period: Period, on: date) -> Voiced:
    """Return what came in a period, with what was done about it by a business date.

    Requests that are answered together are told together, whenever they came.
    """
    days = {"first": period.start.isoformat(), "last": period.end.isoformat()}

    def found(table: FactTable, condition: str) -> tuple[Any, ...]:
        return tuple(each for each in read(connection, table, condition, days) if each.on <= on)

    steps = found(OPINION_STEPS, _OF_SAID)
    opinions = found(OPINIONS_TABLE, _SAID_WITHIN)
    concerned = {each.number for each in opinions}
    concerned |= {step.disclosure for step in steps if step.kind == REPUBLISHING}
    return Voiced(
        requests=found(REQUESTS_TABLE, with_voices("id", _ASKED_WITHIN)),
        request_steps=found(REQUEST_STEPS, with_voices("request", _ASKED_WITHIN)),
        opinions=opinions,
        opinion_steps=steps,
        disclosed=disclosed(connection, sorted(concerned), on),
        tallies=found(TALLIES, _COUNTED_WITHIN),
    )
