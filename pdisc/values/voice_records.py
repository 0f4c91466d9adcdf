"""What the commands answer with of people's requests: the public JSON shapes (DESIGN §6)."""

from datetime import date

from pdisc.values.records import EventRecord, OfferRecord, Record, SpotRecord
from pdisc.values.voice_kinds import (
    AskerKind,
    RequestClock,
    RequestOutcome,
    RequestState,
    RequestVia,
)


class RequestRecord(Record, frozen=True, kw_only=True):
    """One request (点题); never who asked.

    `voices` counts all who are given the same answer, `joined` is the request to which this one was
    joined, `decide_days` and `answer_days` are the working days granted from the first of them on,
    without those for which the clocks stood still. `estimated`: one of the days follows from a year
    whose notice isn't known. `similar` are other requests that seem to ask the same.
    """

    id: str
    content: str
    asker: AskerKind
    via: RequestVia
    received_on: date
    by: str
    on: date
    state: RequestState
    decide_by: date
    answer_by: date
    decide_days: int
    answer_days: int
    estimated: bool = False
    outcome: RequestOutcome | None = None
    disclosure: str | None = None
    item: str | None = None
    decided_on: date | None = None
    reason: str = ""
    basis: str = ""
    answered_on: date | None = None
    answer: str = ""
    extended: tuple[RequestClock, ...] = ()
    wait_until: date | None = None
    referred_to: str | None = None
    view: str = ""
    joined: str | None = None
    voices: int = 1
    voice_ids: tuple[str, ...] = ()
    findings: tuple[SpotRecord, ...] = ()
    offers: tuple[OfferRecord, ...] = ()
    similar: tuple[str, ...] = ()
    next: str = ""


class PetitionRecord(RequestRecord, frozen=True, kw_only=True):
    """The same with who asked and how to reach him, and each entry: for the office alone."""

    name: str
    contact: str
    events: tuple[EventRecord, ...] = ()
