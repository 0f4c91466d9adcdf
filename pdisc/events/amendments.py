"""What is recorded of a disclosure and is no step: a slip put right, a paper that came later.

Such an entry changes the disclosure, so it is folded with the steps. It has two dates of its own;
the steps keep theirs.
"""

from datetime import date
from typing import TypeAlias

from pdisc.events.steps import STEPS
from pdisc.values.parts import Event, StoredFile
from pdisc.words import PaperOf


class Reassigned(Event, frozen=True, kw_only=True, tag="改期次"):
    """The window, or the occurrence, that a disclosure answers is another than was recorded."""

    window: str | None = None
    occurred_on: date | None = None
    reason: str


class PapersAdded(Event, frozen=True, kw_only=True, tag="补件"):
    """Papers of a step came later; `to` is that step's number in the journal."""

    step: PaperOf
    to: int
    channel: str = ""
    evidence: tuple[StoredFile, ...]


AmendmentEvent: TypeAlias = Reassigned | PapersAdded
AMENDMENTS: tuple[type[Event], ...] = (Reassigned, PapersAdded)
"""What changes a disclosure without being a step."""

FOLDED: tuple[type[Event], ...] = (*STEPS, *AMENDMENTS)
"""All that a disclosure is folded from."""
