"""The journal, read line by line: as it is stored, as entries, as `log` shows it."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from pdisc.events.amendments import FOLDED, Annulled
from pdisc.events.entry import Entry, Remarks, kind_of
from pdisc.ledger.journal import CHAINED, JournalLine, entry_of
from pdisc.names import alike
from pdisc.registers import registry
from pdisc.registers.inherited import BroughtForward
from pdisc.registers.lifts import MarkLifted
from pdisc.registers.opening import Opened, SinceMoved
from pdisc.registers.refusals import RefusalNoted
from pdisc.values.records import AnnulledRecord, EventRecord

STEP_KINDS = tuple(kind_of(event) for event in FOLDED)
OF_STEPS = f"WHERE j.kind IN ({', '.join('?' * len(STEP_KINDS))})"
OF_REGISTERS = (
    f"WHERE (j.kind NOT IN ({', '.join('?' * len(STEP_KINDS))}) OR j.kind = '{kind_of(Annulled)}')"
)
"""Which lines a disclosure is folded from, by STEP_KINDS; all others are the registers'. An
annulment may be about either, and is read with both."""


def read(
    connection: sqlite3.Connection, rest: str = "", *values: Any, order: str = "j.seq"
) -> Iterator[JournalLine]:
    """Return journal lines in order, each with its payload; a lost payload leaves None."""
    names = ", ".join(f"j.{name}" for name in CHAINED)
    cursor = connection.execute(
        f"SELECT {names}, p.salt, p.body FROM journal j LEFT JOIN payload p ON p.seq = j.seq"
        f" {rest} ORDER BY {order}",
        values,
    )
    for *covered, late, commitment, salt, body in cursor:
        yield JournalLine(*(*covered, bool(late), commitment, salt, body))


def entries(connection: sqlite3.Connection, subject: str) -> Iterator[Entry]:
    """Return the journal of one disclosure, in order."""
    return (entry_of(line) for line in read(connection, "WHERE j.subject = ?", subject))


def entry_at(connection: sqlite3.Connection, seq: int) -> Entry:
    """Return the entry of that number, or raise ValueError where there is none to be read."""
    for line in read(connection, "WHERE j.seq = ?", seq):
        return entry_of(line)
    raise ValueError(f"日志里没有第{seq}条")


def lifts(connection: sqlite3.Connection, code: str) -> list[Entry]:
    """Return every entry by which a mark on an extract of one item was let pass."""
    kind = kind_of(MarkLifted)
    found = read(connection, "WHERE j.subject = ? AND j.kind = ?", code, kind)
    return [entry_of(line) for line in found]


def signed_since(connection: sqlite3.Connection, name: str, on: date) -> list[tuple[str, ...]]:
    """Return day, kind and subject of all that somebody decided for a day or later, in order."""
    cursor = connection.execute(
        "SELECT occurred_on, kind, subject, decider FROM journal"
        " WHERE occurred_on >= ? AND kind <> ? ORDER BY seq",
        (on.isoformat(), kind_of(RefusalNoted)),
    )
    return [tuple(told) for *told, decider in cursor if alike(name, decider)]


def signed_after(
    connection: sqlite3.Connection, name: str, seq: int
) -> list[tuple[date, str, str]]:
    """Return day, kind and subject of all that somebody decided after an entry, in order.

    What was refused, or annulled since, is left out.
    """
    cursor = connection.execute(
        "SELECT occurred_on, kind, subject, decider FROM journal j WHERE seq > ? AND kind <> ?"
        " AND NOT EXISTS (SELECT 1 FROM annulment a WHERE a.entry = j.seq) ORDER BY seq",
        (seq, kind_of(RefusalNoted)),
    )
    return [
        (date.fromisoformat(on), kind, subject)
        for on, kind, subject, decider in cursor
        if alike(name, decider)
    ]


_NOT_BOUND = (Opened, SinceMoved, BroughtForward, RefusalNoted)
"""What may lie before a ledger's beginning, or says where that is."""


def earliest_before(connection: sqlite3.Connection, seq: int) -> tuple[int, str, str, date] | None:
    """Return number, kind, subject and day of the entry with the earliest business date.

    Asked of those before an entry; what isn't bound by the ledger's beginning doesn't count.
    """
    kinds = [kind_of(event) for event in _NOT_BOUND]
    found = connection.execute(
        "SELECT seq, kind, subject, occurred_on FROM journal"
        f" WHERE seq < ? AND kind NOT IN ({', '.join('?' * len(kinds))})"
        " ORDER BY occurred_on, seq LIMIT 1",
        (seq, *kinds),
    ).fetchone()
    return (*found[:3], date.fromisoformat(found[3])) if found else None


def event_records(connection: sqlite3.Connection, subject: str | None) -> list[EventRecord]:
    """Return the journal, or one subject's part of it, as `log` shows it."""
    rest = ("WHERE j.subject = ?", subject) if subject else ("",)
    gone = _annulled(connection)
    return [event_shape(line, gone.get(line.seq)) for line in read(connection, *rest)]


_SEARCHED = {
    "nilreturn": "code || ' ' || reason",
    "ruling": "code || ' ' || reason",
    "noted": "code || ' ' || note",
    "request": "id || ' ' || content",
    "requeststep": "request || ' ' || reason || ' ' || basis || ' ' || content || ' ' || view",
    "opinion": "number || '-Y' || place || ' ' || content",
    "opinionstep": "number || '-Y' || place || ' ' || feedback || ' ' || rectify",
}
"""In which text of which table words are looked for: never in who asked, or said it."""


def entries_with(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """Return by number the entries beside the steps that have all words, in the office's own text.

    That is a reason or a note with its code; what people asked and said, what was decided and
    answered, with its number. Who asked is in no table that is looked through.
    """
    return sorted(
        {
            seq
            for table, text in _SEARCHED.items()
            for (seq,) in connection.execute(
                f"SELECT seq FROM {table} WHERE "
                + " AND ".join([f"instr({text}, ?) > 0"] * len(words)),
                tuple(words),
            )
        }
    )


def event_record(connection: sqlite3.Connection, seq: int) -> EventRecord:
    """Return one line of the journal as `log` shows it."""
    line = next(read(connection, "WHERE j.seq = ?", seq))
    return event_shape(line, _annulled(connection, seq).get(seq))


def annulled(connection: sqlite3.Connection, seq: int) -> AnnulledRecord | None:
    """Return by what one entry was taken back, None where it holds."""
    return _annulled(connection, seq).get(seq)


def _annulled(
    connection: sqlite3.Connection, entry: int | None = None
) -> dict[int, AnnulledRecord]:
    """Return by what entries were taken back, all or one, by their own numbers."""
    cursor = connection.execute(
        "SELECT entry, seq, decider, signed_on, reason FROM annulment"
        " WHERE entry = :entry OR :entry IS NULL",
        {"entry": entry},
    )
    return {
        gone: AnnulledRecord(seq=seq, by=by, on=date.fromisoformat(on), reason=reason)
        for gone, seq, by, on, reason in cursor
    }


def event_shape(line: JournalLine, annulled: AnnulledRecord | None = None) -> EventRecord:
    """Return a journal line as `log` shows it: without who somebody outside the office is."""
    body = msgspec.json.decode(line.body) if line.body else {"event": {}}
    hidden = registry().private.get(line.kind, frozenset())
    remarks = body.get("remarks", {})
    return EventRecord(
        seq=line.seq,
        kind=line.kind,
        subject=line.subject,
        by=line.decider,
        operator=line.operator,
        entered_for=not alike(line.decider, line.operator),
        on=date.fromisoformat(line.occurred_on),
        recorded_at=line.recorded_at,
        late=line.late,
        late_reason=remarks.get("late_reason", ""),
        note=msgspec.convert(remarks, Remarks).noted,
        waiver=remarks.get("waiver", ""),
        event={name: told for name, told in body["event"].items() if name not in hidden},
        hash=line.hash,
        annulled=annulled,
    )
