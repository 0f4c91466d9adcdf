"""The journal's lines as they are stored, and the entries that they hold."""

from datetime import UTC, date, datetime

import msgspec

from pdisc.events.entry import AnyEvent, Entry, Remarks


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


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The payload: the event and the free texts around it."""

    event: AnyEvent
    remarks: Remarks = Remarks()


_BODY = msgspec.json.Decoder(Body)
_DAY, _INSTANT = len("2026-11-25"), len("2026-11-25T04:00:00.000000Z")


def instant_text(instant: datetime) -> str:
    """Return an aware instant in the one form in which it is stored and hashed."""
    plain = instant.astimezone(UTC).replace(tzinfo=None)
    return f"{plain.isoformat(timespec='microseconds')}Z"


def instant_of(text: str) -> datetime:
    """Return the aware UTC instant of a stored text; ValueError where it is written otherwise."""
    if len(text) != _INSTANT or text[-1] != "Z":
        raise ValueError(f"not an instant: {text!r}")
    return datetime.fromisoformat(text)


def _day_of(text: str) -> date:
    if len(text) != _DAY:
        raise ValueError(f"not a day: {text!r}")
    return date.fromisoformat(text)


def entry_of(line: JournalLine) -> Entry:
    """Return the entry that a line stores; raise ValueError where its payload can't be read."""
    if line.body is None:
        raise ValueError(f"journal line {line.seq} has no payload")
    body = _BODY.decode(line.body)
    return Entry(
        seq=line.seq,
        subject=line.subject,
        by=line.decider,
        operator=line.operator,
        on=_day_of(line.occurred_on),
        recorded_at=instant_of(line.recorded_at),
        late=bool(line.late),
        remarks=body.remarks,
        event=body.event,
    )
