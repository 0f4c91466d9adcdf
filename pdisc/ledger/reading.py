"""What an open ledger says: one read, with the registers and what follows from them kept.

Services hold a `Reading`, never a connection: what database lies below, and by which statements it
is asked, is known in this package alone.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any

from pdisc.audience import Published
from pdisc.dates.workdays import Calendar, calendar_of
from pdisc.events.entry import Entry
from pdisc.ledger import folder, queries
from pdisc.rules import RuleBook
from pdisc.values.facts import Facts
from pdisc.values.parts import Plan
from pdisc.values.records import DetailRecord, DisclosureRecord, EventRecord


class Reading:
    """One view of a ledger, as whoever opened it sees it; nothing in it can be written.

    What is cached is read once: a writer hands out a new reading after each entry.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open connection; whoever opened it closes it."""
        self._connection = connection

    @cached_property
    def registers(self) -> Facts:
        """Catalogue, rules, people, calendar, nil returns and the like, without disclosures."""
        return queries.registers(self._connection)

    @cached_property
    def facts(self) -> Facts:
        """The registers and every disclosure."""
        return queries.facts(self._connection, self.registers)

    @cached_property
    def rules(self) -> RuleBook:
        """The rules of this ledger."""
        return RuleBook(self.registers.settings)

    @cached_property
    def calendar(self) -> Calendar:
        """The working days of this ledger."""
        return calendar_of(self.registers.days, self.registers.notices)

    @contextmanager
    def as_recorded(self, day: date) -> "Iterator[Reading]":
        """Open the ledger as it had been recorded by the end of a Beijing day."""
        from pdisc.ledger.past import as_recorded

        with as_recorded(self._connection, day) as past:
            yield Reading(past)

    def public_facts(self) -> tuple[Facts, dict[str, Plan]]:
        """Return the facts for those outside the office, and the plan behind each publication."""
        from pdisc.ledger import cleared

        return cleared.public_facts(self._connection, self.facts)

    def ledger_id(self) -> str:
        """Return the identity that every hash of this ledger covers."""
        return queries.ledger_id(self._connection)

    def head(self) -> tuple[int, str]:
        """Return the sequence and the hash (hex) of the journal's last line."""
        return queries.head(self._connection)

    def entries(self, subject: str) -> Iterator[Entry]:
        """Return the journal of one subject, in order."""
        return queries.entries(self._connection, subject)

    def lifts(self, code: str) -> list[Entry]:
        """Return every entry by which a mark on an extract of one item was let pass."""
        return queries.lifts(self._connection, code)

    def event_records(self, subject: str | None) -> list[EventRecord]:
        """Return the journal, or one subject's part of it, as `log` shows it."""
        return queries.event_records(self._connection, subject)

    def event_record(self, seq: int) -> EventRecord:
        """Return one line of the journal as `log` shows it."""
        return queries.event_record(self._connection, seq)

    def records(
        self, *, words: Sequence[str] = (), fields: Sequence[str] = (), **wanted: Any
    ) -> list[DisclosureRecord]:
        """Return disclosures by number, narrowed by filters and search words."""
        return queries.records(self._connection, words=words, fields=fields, **wanted)

    def detail(self, number: str) -> DetailRecord | None:
        """Return one disclosure with all versions and files, or None."""
        return queries.detail(self._connection, number)

    def publication_order(self) -> list[Published]:
        """Return (number, scope, detail) of all ever published, in the order of recording."""
        return queries.publication_order(self._connection)

    def next_number(self, year: int) -> str:
        """Return the next free number of a year."""
        return queries.next_number(self._connection, year)

    def numbers(self) -> list[str]:
        """Return every disclosure's number, in order."""
        return queries.numbers(self._connection)

    def step_count(self, number: str) -> int:
        """Return how many acts a disclosure has seen; 0 where there is none of that number."""
        return queries.step_count(self._connection, number)

    def pieces(self) -> dict[str, int]:
        """Return the last 件号 of every series."""
        return queries.pieces(self._connection)

    def open_appointments(self, name: str, on: date) -> list[int]:
        """Return the journal numbers of a person's appointments that don't end by a day."""
        return queries.open_appointments(self._connection, name, on)

    def offers(self, kind: str) -> list[tuple[str, str]]:
        """Return what the shell offers for a code, a number or a name."""
        return queries.offers(self._connection, kind)


@contextmanager
def reading(where: folder.Folder, *, wait: float = folder.DEFAULT_WAIT) -> Iterator[Reading]:
    """Open the ledger for reading: one read transaction, closed at the end."""
    with folder.reading(where, wait=wait) as connection:
        yield Reading(connection)
