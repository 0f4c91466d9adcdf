"""The hash chain: each line of the journal is bound to the one before it by SHA-256.

The hash covers ledger, sequence, kind, subject, people, dates and a salted commitment to the
payload, as canonical JSON. The payload itself lies beside the chain.
"""

import hashlib
import secrets

import msgspec

from pdisc.clock import instant_text
from pdisc.events.entry import Entry, kind_of
from pdisc.ledger.journal import Body, JournalLine

GENESIS = "0" * 64
_CANONICAL = msgspec.json.Encoder()


def commitment_of(salt: str, body: str) -> str:
    """Return what binds a payload to the chain without telling what it says."""
    return hashlib.sha256(f"{salt}:{body}".encode()).hexdigest()


def hash_of(ledger_id: str, line: JournalLine) -> str:
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
    return hashlib.sha256(_CANONICAL.encode(covered)).hexdigest()


def new_line(entry: Entry, *, ledger_id: str, prev_hash: str) -> JournalLine:
    """Return the line that stores an entry after the line with that hash."""
    body = Body(event=entry.event, remarks=entry.remarks, guards=entry.guards)
    salt, text = secrets.token_hex(16), msgspec.json.encode(body, order="sorted").decode()
    open_line = JournalLine(
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
