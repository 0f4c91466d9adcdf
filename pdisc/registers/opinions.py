"""意见: what people said about what was published, and what was done about it, entry by entry.

公开—反映—整改—再公开 is one chain: the opinion, its result with what is to be put right, and the
correction by which that becomes public. Every entry makes rows of its own and changes none.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import msgspec

from pdisc.events.entry import Entry, kind_of
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.codes import opinion_parts
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import OpinionResult


class OpinionReceived(Event, frozen=True, kw_only=True, tag="意见"):
    """Somebody said something about what was published; who it was is kept apart."""

    private: ClassVar[frozenset[str]] = frozenset({"giver"})

    content: str
    via: str = ""
    received_on: date
    giver: str = ""


class OpinionAssigned(Event, frozen=True, kw_only=True, tag="意见批办"):
    """Somebody is to look into it."""

    to: str


class OpinionSettled(Event, frozen=True, kw_only=True, tag="意见办结"):
    """What came of it and what was told; `rectify` is to be put right by somebody by a day."""

    result: OpinionResult
    feedback: str
    rectify: str = ""
    to: str = ""
    due_on: date | None = None


class RectificationBegun(Event, frozen=True, kw_only=True, tag="整改再公开"):
    """What was put right is to be public again: the 更正 that was proposed for it."""

    disclosure: str


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """意见 number `place` on one disclosure: what was said, how it came and when."""

    number: str
    place: int
    seq: int = 0
    content: str
    via: str
    received_on: date
    by: str
    note: str = ""
    on: date
    late_entry: bool = False

    @property
    def id(self) -> str:
        """How it is named: 2026-0017-Y1."""
        return f"{self.number}-Y{self.place}"


class OpinionGiver(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it: for the office alone."""

    number: str
    place: int
    seq: int = 0
    giver: str


class OpinionStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done about an opinion; `kind` is the journal's word for it."""

    number: str
    place: int
    seq: int = 0
    kind: str
    holder: str = ""
    result: OpinionResult | None = None
    feedback: str = ""
    rectify: str = ""
    due_on: date | None = None
    disclosure: str = ""
    by: str
    note: str = ""
    on: date
    late_entry: bool = False

    @property
    def id(self) -> str:
        """The opinion that it is about."""
        return f"{self.number}-Y{self.place}"


OPINIONS_TABLE = FactTable(name="opinion", key=("number", "place"), fact=Opinion, grows=True)
GIVERS = FactTable(name="opiniongiver", key=("number", "place"), fact=OpinionGiver, grows=True)
STEPS = FactTable(name="opinionstep", key=("number", "place", "seq"), fact=OpinionStep, grows=True)


def _received(entry: Entry, event: OpinionReceived) -> Iterator[Insert]:
    number, place = opinion_parts(entry.subject)
    yield OPINIONS_TABLE.insert(told(Opinion, entry, event, number=number, place=place))
    if event.giver:
        yield GIVERS.insert(told(OpinionGiver, entry, event, number=number, place=place))


def _done(entry: Entry, event: Any) -> Iterator[Insert]:
    number, place = opinion_parts(entry.subject)
    known = {name: default for name, default in _DEFAULTS.items() if not hasattr(event, name)}
    known["holder"] = getattr(event, "to", "")
    kind = kind_of(event)
    yield STEPS.insert(
        told(OpinionStep, entry, event, number=number, place=place, kind=kind, **known)
    )


_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(("result", "due_on")),
    **dict.fromkeys(("feedback", "rectify", "disclosure"), ""),
}

OPINIONS = Register(
    events={
        OpinionReceived: _received,
        OpinionAssigned: _done,
        OpinionSettled: _done,
        RectificationBegun: _done,
    },
    annullable=frozenset({OpinionReceived, OpinionAssigned, OpinionSettled, RectificationBegun}),
    tables=(OPINIONS_TABLE, GIVERS, STEPS),
    labels={"result": "办理结果", "feedback": "反馈", "rectify": "整改", "giver": "反映人"},
)
