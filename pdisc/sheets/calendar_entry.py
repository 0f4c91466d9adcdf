"""One entry of a calendar, and the lasting name under which it is known there."""

import hashlib
from datetime import date

import msgspec

from pdisc.due.factbook import YEAR_AHEAD

REACH = YEAR_AHEAD
"""How many days back what is done is told as done, and how far ahead what comes is told."""

About = tuple[str, ...]


class CalendarEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: on which day, what, and whether it was done (`done_on`) or fell away."""

    uid: str
    day: date
    summary: str
    description: str
    done_on: date | None = None
    cancelled: bool = False


def uid_of(ledger_id: str, about: About) -> str:
    """Return the lasting name of an entry: a hash of the ledger and of what the entry is about."""
    whole = msgspec.json.encode((ledger_id, *about))
    return f"{hashlib.sha256(whole).hexdigest()[:32]}@pdisc"
