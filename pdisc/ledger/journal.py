"""The journal's lines as they are stored, and the entries that they hold."""

from datetime import UTC, date, datetime

import msgspec

from pdisc.events.entry import AnyEvent, Entry, Remarks


class JournalLine(msgspec.Struct, frozen=True, kw_only=True):
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


def instant_text(instant: datetime) -> str:
    """Return an aware instant in the one form in which it is stored and hashed."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def instant_of(text: str) -> datetime:
    """Return the aware UTC instant of a stored text; raise ValueError for any other form."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is not UTC or instant_text(instant) != text:
        raise ValueError(f"not as instants are stored: {text!r}")
    return instant


def day_of(text: str) -> date:
    """Return the day of a stored text; raise ValueError for any other form."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"not as days are stored: {text!r}")
    return day


def entry_of(line: JournalLine) -> Entry:
    """Return the entry that a line stores; raise ValueError where its payload can't be read."""
    if line.body is None:
        raise ValueError(f"journal line {line.seq} has no payload")
    body = msgspec.json.decode(line.body, type=Body)
    return Entry(
        seq=line.seq,
        subject=line.subject,
        by=line.decider,
        operator=line.operator,
        on=day_of(line.occurred_on),
        recorded_at=instant_of(line.recorded_at),
        late=bool(line.late),
        remarks=body.remarks,
        event=body.event,
    )
