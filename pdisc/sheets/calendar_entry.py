"""One entry of a calendar, and the lasting name under which it is known there."""

import hashlib
import re
from datetime import date

import msgspec

from pdisc.due.factbook import YEAR_AHEAD
from pdisc.text import halfwidth

REACH = YEAR_AHEAD
"""How many days back what is done is told as done, and how far ahead what comes is told."""

About = tuple[str, ...]

MOST_REMINDERS, EARLIEST = 5, 60
"""How often a calendar may ring for one entry, and how many days before."""


def reminders_in(text: str) -> tuple[int, ...]:
    """Return how many days before an entry it rings, the earliest first: 1天、7天 → (7, 1).

    Raises ValueError for what isn't a list of at most five such numbers.
    """
    typed = [each for each in re.split(r"[,;、\s]+", halfwidth(text)) if each]
    if not all(re.fullmatch(r"(?a)\d{1,2}天?", each) for each in typed):
        raise ValueError(text)
    days = sorted({int(each.removesuffix("天")) for each in typed}, reverse=True)
    if len(days) > MOST_REMINDERS or days[:1] > [EARLIEST]:
        raise ValueError(text)
    return tuple(days)


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
