"""The calendar: what it needs out of the ledger."""

from datetime import date, timedelta

import msgspec

from pdisc.dates.periods import Period
from pdisc.ledger.reading import Reading
from pdisc.registers.facts import Facts
from pdisc.sheets.agenda import REACH, Agenda, calendar_entries

LONG_AGO = 2 * REACH
"""In days: what is told as done fell due within REACH, and was answered not much earlier."""


def agenda(reading: Reading, *, on: date) -> Agenda:
    """Return the calendar as of a business date, with everything recorded so far."""
    lately = reading.moved_since(on - timedelta(days=REACH))
    told = Period(start=on - timedelta(days=LONG_AGO), end=on)
    facts = reading.facts_on(on, within=told, also=lately)
    sequence, _ = reading.head()
    known = _unsettled_unnamed(facts.known(on=on), on)
    return Agenda(
        unit=facts.unit,
        on=on,
        sequence=sequence,
        entries=calendar_entries(known, on=on, ledger_id=reading.ledger_id()),
    )


def _unsettled_unnamed(known: Facts, on: date) -> Facts:
    """Return the facts with every title that still has open findings replaced by its item's name.

    A calendar goes to telephones, and from there to whoever keeps their calendars.
    """
    return msgspec.structs.replace(
        known,
        matters=tuple(
            msgspec.structs.replace(matter, title=_item_name(known, matter.code, on))
            if matter.waiting_findings
            else matter
            for matter in known.matters
        ),
    )


def _item_name(known: Facts, code: str, on: date) -> str:
    item = known.item(code, on)
    return item.level3 if item else code
