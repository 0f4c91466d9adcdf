"""What had come of people's opinions before an entry of the journal: for the guards, asked again.

Read from the journal alone, so that no row has to be believed.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry
from pdisc.ledger.journal import entry_of
from pdisc.ledger.lines import entry_at, read
from pdisc.ledger.registers import fact_of
from pdisc.registers import registry
from pdisc.registers.opinions import OPINIONS_TABLE, STEPS, Opinion, OpinionStep
from pdisc.registers.register import FactTable
from pdisc.registers.written import Insert, Values
from pdisc.steps.disclosure import Disclosure
from pdisc.values.heard import NOTHING_HEARD, Heard
from pdisc.voices.clocks import Clocks
from pdisc.voices.disclosed import disclosed_of
from pdisc.voices.opinion_rules import heard_of
from pdisc.voices.opinions import Opinions

AsItStood = Callable[[str, int], Disclosure | None]
"""A disclosure as the journal told it before an entry; None before its first."""


def heard_before(
    connection: sqlite3.Connection,
    entry: Entry,
    clocks: Clocks,
    as_it_stood: AsItStood,
) -> Heard:
    """Return what had come of the opinions on a disclosure when an entry about it was made."""
    number, seq = entry.subject, entry.seq
    if not _has_any(connection, number, seq):
        return NOTHING_HEARD
    known = opinions_before(connection, number, seq, entry.on, clocks, as_it_stood)
    return heard_of(known, number)


def opinions_before(
    connection: sqlite3.Connection,
    number: str,
    seq: int,
    on: date,
    clocks: Clocks,
    as_it_stood: AsItStood,
    *,
    also: Iterable[str] = (),
) -> Opinions:
    """Return the opinions on a disclosure before an entry, as of its business date.

    With them stand that disclosure, the corrections that were linked, and those named in `also`.
    """
    rows: dict[Any, Values] = {}
    for entry in _entries(connection, number, seq):
        for row in registry().rows(entry, partial(entry_at, connection)):
            if isinstance(row, Insert):
                rows[row.key] = row.values
            else:
                rows.pop(row.key, None)
    said: tuple[Opinion, ...] = _facts(OPINIONS_TABLE, rows)
    steps: tuple[OpinionStep, ...] = _facts(STEPS, rows)
    concerned = {number, *also, *(step.disclosure for step in steps if step.disclosure)}
    stood = (as_it_stood(each, seq) for each in sorted(concerned))
    matters = [disclosed_of(each, on) for each in stood if each is not None]
    return Opinions(said, steps, matters, clocks)


def _facts(table: FactTable, rows: dict[Any, Values]) -> tuple[Any, ...]:
    return tuple(fact_of(table, row) for (name, _), row in rows.items() if name == table.name)


_ABOUT = "WHERE j.subject >= ? AND j.subject < ? AND j.seq < ?"


def _entries(connection: sqlite3.Connection, number: str, seq: int) -> Iterable[Entry]:
    """Return all that was recorded about opinions on a disclosure before an entry, in order."""
    found = (entry_of(line) for line in read(connection, _ABOUT, *_range(number), seq))
    return (entry for entry in found if isinstance(entry.event, (*_KINDS, Annulled)))


_KINDS = tuple(
    event
    for register in registry().registers
    if OPINIONS_TABLE in register.tables
    for event in register.events
)


def _has_any(connection: sqlite3.Connection, number: str, seq: int) -> bool:
    found = connection.execute(f"SELECT 1 FROM journal j {_ABOUT} LIMIT 1", (*_range(number), seq))
    return found.fetchone() is not None


def _range(number: str) -> tuple[str, str]:
    """Return between which names the opinions on a disclosure lie."""
    return f"{number}-Y", f"{number}-Z"
