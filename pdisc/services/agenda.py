"""The calendar: what it needs out of the ledger."""

from datetime import date, timedelta

from pdisc.dates.periods import Period
from pdisc.ledger.reading import Reading
from pdisc.sheets.agenda import REACH, Agenda, calendar_entries

LONG_AGO = 2 * REACH
"""In days: what is told as done fell due within REACH, and was answered not much earlier."""


def agenda(reading: Reading, *, on: date) -> Agenda:
    """Return the calendar as of a business date, with everything recorded so far."""
    lately = reading.moved_since(on - timedelta(days=REACH))
    told = Period(start=on - timedelta(days=LONG_AGO), end=on)
    facts = reading.facts_on(on, within=told, also=lately)
    sequence, _ = reading.head()
    return Agenda(
        unit=facts.unit,
        on=on,
        sequence=sequence,
        entries=calendar_entries(facts.known(on=on), on=on, ledger_id=reading.ledger_id()),
    )
