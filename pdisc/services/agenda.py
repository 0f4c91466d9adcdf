"""The calendar: what it needs out of the ledger."""

import sqlite3
from datetime import date

from pdisc.agenda import Agenda, calendar_entries
from pdisc.ledger import queries


def agenda(connection: sqlite3.Connection, *, on: date) -> Agenda:
    """Return the calendar as of a business date, with everything recorded so far."""
    facts = queries.facts(connection)
    sequence, _ = queries.head(connection)
    return Agenda(
        unit=facts.unit,
        on=on,
        sequence=sequence,
        entries=calendar_entries(
            facts.known(on=on), on=on, ledger_id=queries.ledger_id(connection)
        ),
    )
