"""What is recorded of a disclosure and is no step: a slip put right, a paper that came later.

Such an entry changes the disclosure, so it is folded with the steps. It has two dates of its own;
the steps keep theirs.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from pdisc.events.steps import STEPS
from pdisc.values.parts import Event, StoredFile
from pdisc.words import Audience, PaperOf


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


class Annulled(Event, frozen=True, kw_only=True, tag="作废"):
    """An earlier entry about the same subject, named by its journal number, counts on no day.

    `numbers` are the running numbers that go back with the only publication of a disclosure: those
    after which none was given.
    """

    entry: int
    reason: str
    numbers: Mapping[Audience, int] = {}


AmendmentEvent: TypeAlias = Reassigned | PapersAdded
AMENDMENTS: tuple[type[Event], ...] = (Reassigned, PapersAdded, Annulled)
"""What changes a disclosure without being a step."""

FOLDED: tuple[type[Event], ...] = (*STEPS, *AMENDMENTS)
"""All that a disclosure is folded from."""
