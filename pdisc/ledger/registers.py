"""The registers that stay small, as frozen values: read whole, and kept while a ledger is open."""

import sqlite3
from datetime import date

from pdisc.dates.days import DayEntry, YearNotice
from pdisc.ledger.queries import select
from pdisc.ledger.shapes import typed
from pdisc.rules import UNIT_NAME
from pdisc.values.facts import Appointment, CatalogItem, Facts, Setting


def registers(connection: sqlite3.Connection) -> Facts:
    """Return the registers that stay small: catalogue, rules, people and the work calendar."""
    (since,) = connection.execute("SELECT since FROM office").fetchone()
    settings = typed(Setting, select(connection, "setting", "ORDER BY position, name, seq"))
    return Facts(
        unit=[each.value for each in settings if each.name == UNIT_NAME][-1],
        since=date.fromisoformat(since),
        items=typed(
            CatalogItem, select(connection, "item", "ORDER BY position, code, valid_from, seq")
        ),
        settings=settings,
        appointments=typed(Appointment, select(connection, "appointment", "ORDER BY seq")),
        notices=typed(YearNotice, select(connection, "yearnotice", "ORDER BY seq, year")),
        days=typed(DayEntry, select(connection, "specialday", "ORDER BY seq, day")),
    )
