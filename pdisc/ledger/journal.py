"""The journal's lines as they are stored, and the entries that they hold."""

from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar, Union

import msgspec

from pdisc.clock import instant_of
from pdisc.events.entry import Entry, Remarks
from pdisc.registers import registry
from pdisc.registers.registry import Registry
from pdisc.values.parts import Event


class JournalLine(msgspec.Struct, frozen=True):
    """One stored line: what the chain covers, its hash, and the payload with its salt."""

    seq: int
    prev_hash: str
    hash: str
    kind: str
    subject: str
    decider: str
    operator: str
    occurred_on: str
    recorded_at: str
    late: bool
    commitment: str
    salt: str | None
    body: str | None


CHAINED = JournalLine.__struct_fields__[:-2]
"""The columns of the journal; salt and body of a line lie beside it, as its payload."""

E = TypeVar("E", bound=Event)


class Body(msgspec.Struct, Generic[E], frozen=True, kw_only=True, omit_defaults=True):
    """The payload: the event, the free texts around it, which generation of guards it passed."""

    event: E
    remarks: Remarks = Remarks()
    guards: int = 0


def day_of(text: str) -> date:
    """Return the day of a stored text; raise ValueError for any other form."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"not as days are stored: {text!r}")
    return day


@cache
def _decoder(known: Registry) -> msgspec.json.Decoder[Body[Event]]:
    """Return what reads a payload of any kind that is known."""
    kinds: Any = Union[known.events]  # noqa: UP007 - of a list that is made when the program runs
    return msgspec.json.Decoder(Body[kinds])


def entry_of(line: JournalLine) -> Entry:
    """Return the entry that a line stores; raise ValueError where its payload can't be read."""
    if line.body is None:
        raise ValueError(f"journal line {line.seq} has no payload")
    body = _decoder(registry()).decode(line.body)
    return Entry(
        seq=line.seq,
        subject=line.subject,
        by=line.decider,
        operator=line.operator,
        on=day_of(line.occurred_on),
        recorded_at=instant_of(line.recorded_at),
        late=bool(line.late),
        remarks=body.remarks,
        guards=body.guards,
        event=body.event,
    )
