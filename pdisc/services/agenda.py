"""The calendar: what it needs out of the ledger."""

from datetime import date

from pdisc.ledger.reading import Reading
from pdisc.sheets.agenda import Agenda, calendar_entries


def agenda(reading: Reading, *, on: date) -> Agenda:
    """Return the calendar as of a business date, with everything recorded so far."""
    facts = reading.facts
    sequence, _ = reading.head()
    return Agenda(
        unit=facts.unit,
        on=on,
        sequence=sequence,
        entries=calendar_entries(facts.known(on=on), on=on, ledger_id=reading.ledger_id()),
    )
