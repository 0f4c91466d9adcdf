"""The journal: append-only, each line bound to the one before it by SHA-256.

The hash covers ledger, sequence, kind, subject, people, dates and a salted commitment to the
payload, as canonical JSON. The payload itself lies beside the chain.
"""

import hashlib
import secrets
from datetime import UTC, datetime

import msgspec

from pdisc.events import AnyEvent, Entry, Remarks, kind_of

GENESIS = "0" * 64


class Line(msgspec.Struct, frozen=True, kw_only=True):
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
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str) -> datetime:
    """Return the aware UTC instant of a stored text."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def commitment_of(salt: str, body: str) -> str:
    """Return what binds a payload to the chain without telling what it says."""
    return hashlib.sha256(f"{salt}:{body}".encode()).hexdigest()


def hash_of(ledger_id: str, line: Line) -> str:
    """Return the hash of a line, from everything that the chain covers."""
    covered = (
        ledger_id,
        line.seq,
        line.prev_hash,
        line.kind,
        line.subject,
        line.decider,
        line.operator,
        line.occurred_on,
        line.recorded_at,
        line.late,
        line.commitment,
    )
    return hashlib.sha256(msgspec.json.encode(covered)).hexdigest()


def new_line(entry: Entry, *, ledger_id: str, prev_hash: str) -> Line:
    """Return the line that stores an entry after the line with that hash."""
    body = msgspec.json.encode(Body(event=entry.event, remarks=entry.remarks), order="sorted")
    salt, text = secrets.token_hex(16), body.decode()
    open_line = Line(
        seq=entry.seq,
        prev_hash=prev_hash,
        hash="",
        kind=kind_of(entry.event),
        subject=entry.subject,
        decider=entry.by,
        operator=entry.operator,
        occurred_on=entry.on.isoformat(),
        recorded_at=instant_text(entry.recorded_at),
        late=entry.late,
        commitment=commitment_of(salt, text),
        salt=salt,
        body=text,
    )
    return msgspec.structs.replace(open_line, hash=hash_of(ledger_id, open_line))


def entry_of(line: Line) -> Entry:
    """Return the entry that a line stores; raise ValueError where its payload can't be read."""
    if line.body is None:
        raise ValueError(f"journal line {line.seq} has no payload")
    body = msgspec.json.decode(line.body, type=Body)
    return Entry(
        seq=line.seq,
        subject=line.subject,
        by=line.decider,
        operator=line.operator,
        on=datetime.strptime(line.occurred_on, "%Y-%m-%d").date(),
        recorded_at=instant_of(line.recorded_at),
        late=bool(line.late),
        remarks=body.remarks,
        event=body.event,
    )
