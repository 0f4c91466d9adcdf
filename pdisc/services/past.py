"""Asking the ledger as it had been recorded by a day; apart, because few commands ask that."""

import sqlite3
from contextlib import AbstractContextManager
from datetime import date

from pdisc.ledger import past


def recorded(
    connection: sqlite3.Connection, day: date
) -> AbstractContextManager[sqlite3.Connection]:
    """Open the ledger as it had been recorded by the end of a Beijing day."""
    return past.as_recorded(connection, day)
