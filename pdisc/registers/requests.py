"""点题公开 (附件2 6.1.1): what people ask to be disclosed, and what became of it, entry by entry.

Every entry makes rows of its own and changes none: where a request stands follows from them
(`voices/requests.py`), and any of them may be taken back.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import msgspec

from pdisc.events.entry import Entry, kind_of
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import AskerKind, RequestClock, RequestOutcome, RequestVia


class RequestReceived(Event, frozen=True, kw_only=True, tag="点题"):
    """Somebody asked that something be disclosed; who it was is kept apart."""

    private: ClassVar[frozenset[str]] = frozenset({"name", "contact"})

    content: str
    asker: AskerKind
    via: RequestVia
    received_on: date
    name: str = ""
    contact: str = ""


class RequestDecided(Event, frozen=True, kw_only=True, tag="点题决定"):
    """One of the six outcomes; `disclosure` is public already, or was proposed for it.

    `item` is the item under which it was proposed.
    """

    outcome: RequestOutcome
    disclosure: str = ""
    item: str = ""
    reason: str = ""
    basis: str = ""


class RequestExtended(Event, frozen=True, kw_only=True, tag="点题延期"):
    """One of the two clocks was given more time."""

    clock: RequestClock
    reason: str


class RequestSupplemented(Event, frozen=True, kw_only=True, tag="点题补正"):
    """What was missing came, or the third party spoke: the clocks go on."""

    content: str = ""


class RequestJoined(Event, frozen=True, kw_only=True, tag="点题并办"):
    """The same was asked before: one answer, many voices."""

    into: str


class RequestAnswered(Event, frozen=True, kw_only=True, tag="点题答复"):
    """An answer was given to everybody who is named by the request's number in `told`."""

    content: str
    told: tuple[str, ...]


class RequestReferred(Event, frozen=True, kw_only=True, tag="点题报告"):
    """What wasn't disclosed was reported to a higher organisation (`to`), or its `view` came."""

    to: str = ""
    view: str = ""
    document_number: str = ""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """点题: what was asked, by what kind of person, and when it came."""

    id: str
    seq: int = 0
    content: str
    asker: AskerKind
    via: RequestVia
    received_on: date
    by: str
    note: str = ""
    on: date
    late_entry: bool = False


class Petitioner(msgspec.Struct, frozen=True, kw_only=True):
    """Who asked, and how to reach him: for the office alone."""

    request: str
    seq: int = 0
    name: str
    contact: str


class RequestStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done about a request; `kind` is the journal's word for it."""

    request: str
    seq: int = 0
    kind: str
    outcome: RequestOutcome | None = None
    disclosure: str = ""
    item: str = ""
    clock: RequestClock | None = None
    lead: str = ""
    organ: str = ""
    view: str = ""
    document_number: str = ""
    reason: str = ""
    basis: str = ""
    content: str = ""
    by: str
    note: str = ""
    on: date
    late_entry: bool = False


REQUESTS_TABLE = FactTable(name="request", key=("id",), fact=Request, grows=True)
PETITIONERS = FactTable(name="petitioner", key=("request",), fact=Petitioner, grows=True)
STEPS = FactTable(name="requeststep", key=("request", "seq"), fact=RequestStep, grows=True)


def _received(entry: Entry, event: RequestReceived) -> Iterator[Insert]:
    yield REQUESTS_TABLE.insert(told(Request, entry, event, id=entry.subject))
    if event.name or event.contact:
        yield PETITIONERS.insert(told(Petitioner, entry, event, request=entry.subject))


def _step(entry: Entry, event: Event, request: str, **more: Any) -> Insert:
    known = {name: default for name, default in _DEFAULTS.items() if not hasattr(event, name)}
    kind = kind_of(event)
    return STEPS.insert(
        told(RequestStep, entry, event, request=request, kind=kind, **{**known, **more})
    )


_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(("outcome", "clock")),
    **dict.fromkeys(("disclosure", "item", "lead", "organ", "view", "document_number"), ""),
    **dict.fromkeys(("reason", "basis", "content"), ""),
}


def _done(entry: Entry, event: Event) -> Iterator[Insert]:
    yield _step(entry, event, entry.subject)


def _joined(entry: Entry, event: RequestJoined) -> Iterator[Insert]:
    yield _step(entry, event, entry.subject, lead=event.into)


def _referred(entry: Entry, event: RequestReferred) -> Iterator[Insert]:
    yield _step(entry, event, entry.subject, organ=event.to)


def _answered(entry: Entry, event: RequestAnswered) -> Iterator[Insert]:
    for request in event.told:
        yield _step(entry, event, request)


REQUESTS = Register(
    events={
        RequestReceived: _received,
        RequestDecided: _done,
        RequestExtended: _done,
        RequestSupplemented: _done,
        RequestJoined: _joined,
        RequestAnswered: _answered,
        RequestReferred: _referred,
    },
    annullable=frozenset(
        {
            *(RequestReceived, RequestDecided, RequestExtended, RequestSupplemented),
            *(RequestJoined, RequestAnswered, RequestReferred),
        }
    ),
    tables=(REQUESTS_TABLE, PETITIONERS, STEPS),
    labels={
        "contact": "联系方式",
        "asker": "点题人身份",
        "via": "方式",
        "received_on": "收到日期",
        "view": "上级意见",
    },
)
