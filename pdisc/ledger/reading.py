"""What an open ledger says: one read, with the registers and what follows from them kept.

Services hold a `Reading`, never a connection: what database lies below, and by which statements it
is asked, is known in this package alone.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pdisc.ledger import lines, lookups, matters, needed, queries, registers
from pdisc.ledger.folder import DEFAULT_WAIT, Folder
from pdisc.ledger.folder import reading as opened_for_reading
from pdisc.words import Audience

if TYPE_CHECKING:
    from pdisc.dates.periods import Period
    from pdisc.dates.workdays import Calendar
    from pdisc.events.entry import Entry
    from pdisc.ledger.cleared import Cleared
    from pdisc.registers.facts import Facts
    from pdisc.rules import RuleBook
    from pdisc.values.records import DetailRecord, DisclosureRecord, EventRecord


class Reading:
    """One view of a ledger, as whoever opened it sees it; nothing in it can be written.

    What is cached is read once: a writer hands out a new reading after each entry.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open connection; whoever opened it closes it."""
        self._connection = connection

    @cached_property
    def registers(self) -> "Facts":
        """The registers that stay small: catalogue, rules, people, calendar."""
        return registers.registers(self._connection)

    @cached_property
    def facts(self) -> "Facts":
        """All that was ever recorded, every disclosure among it: few questions need that."""
        return matters.facts(self._connection, self.registers)

    def facts_on(
        self, on: date, *, within: "Period | None" = None, also: Iterable[str] = ()
    ) -> "Facts":
        """Return as much of the facts as due dates on a business date follow from.

        About a period (`within`) all of that period is there, too. `also` names disclosures that
        are wanted whatever has become of them. See `ledger/needed.py`.
        """
        some = needed.needed(
            self._connection, self.registers.items, on=on, within=within, also=also
        )
        return matters.facts_of(self._connection, self.registers, some, on)

    def facts_of_item(self, code: str) -> "Facts":
        """Return as much of the facts as any obligation of one item follows from."""
        some = needed.of_item(self._connection, code)
        return matters.facts_of(self._connection, self.registers, some, date.min)

    def moved_since(self, day: date) -> list[str]:
        """Return the numbers of the disclosures whose last act isn't older than a day."""
        return matters.moved_since(self._connection, day)

    def was_nil(self, code: str, window: str) -> bool:
        """Return whether 本期无事项 was recorded for one window of an item."""
        return matters.was_nil(self._connection, code, window)

    def was_noted(self, code: str, kind: str, on: date) -> bool:
        """Return whether something was noted of an item on a day."""
        return matters.was_noted(self._connection, code, kind, on)

    def in_force(self, code: str, on: date) -> bool:
        """Return whether something published of an item is in force on a day."""
        return matters.in_force(self._connection, code, on)

    def offices(self) -> list[str]:
        """Return the 承办科室 of all disclosures, in the order in which they first appear."""
        return matters.offices(self._connection)

    def has_acted(self, name: str) -> bool:
        """Return whether somebody, or an organ, decided or was asked about any disclosure."""
        return matters.has_acted(self._connection, name)

    def published_for(self, code: str, window: str) -> str | None:
        """Return the first disclosure that was published for one window of an item, or None."""
        return matters.published_for(self._connection, code, window)

    @cached_property
    def rules(self) -> "RuleBook":
        """The rules of this ledger."""
        from pdisc.rules import RuleBook

        return RuleBook(self.registers.settings)

    @cached_property
    def calendar(self) -> "Calendar":
        """The working days of this ledger."""
        from pdisc.dates.workdays import calendar_of

        return calendar_of(self.registers.days, self.registers.notices)

    @contextmanager
    def as_recorded(self, day: date | None) -> "Iterator[Reading]":
        """Open the ledger as it had been recorded by the end of a Beijing day, if one is given."""
        if day is None:
            yield self
            return
        from pdisc.ledger.past import as_recorded

        with as_recorded(self._connection, day) as past:
            yield Reading(past)

    def cleared(self, audience: Audience, *, besides: "Cleared | None" = None) -> "Cleared":
        """Return what an audience outside the office may see; with `besides` of that one's."""
        from pdisc.ledger.cleared import Cleared

        return Cleared(self._connection, self.registers, audience, besides)

    def ledger_id(self) -> str:
        """Return the identity that every hash of this ledger covers."""
        return queries.ledger_id(self._connection)

    def head(self) -> tuple[int, str]:
        """Return the sequence and the hash (hex) of the journal's last line."""
        return queries.head(self._connection)

    def entries(self, subject: str) -> "Iterator[Entry]":
        """Return the journal of one subject, in order."""
        return lines.entries(self._connection, subject)

    def lifts(self, code: str) -> "list[Entry]":
        """Return every entry by which a mark on an extract of one item was let pass."""
        return lines.lifts(self._connection, code)

    def event_records(self, subject: str | None) -> "list[EventRecord]":
        """Return the journal, or one subject's part of it, as `log` shows it."""
        return lines.event_records(self._connection, subject)

    def event_record(self, seq: int) -> "EventRecord":
        """Return one line of the journal as `log` shows it."""
        return lines.event_record(self._connection, seq)

    def records(
        self,
        *,
        words: Sequence[str] = (),
        fields: Sequence[str] = (),
        limit: int | None = None,
        **wanted: Any,
    ) -> "list[DisclosureRecord]":
        """Return disclosures by number, narrowed by filters and search words."""
        return lookups.records(self._connection, words=words, fields=fields, limit=limit, **wanted)

    def records_of(self, numbers: Iterable[str]) -> "list[DisclosureRecord]":
        """Return some disclosures in the order of their numbers."""
        return lookups.records_of(self._connection, numbers)

    def count(self, *, words: Sequence[str] = (), fields: Sequence[str] = (), **wanted: Any) -> int:
        """Return how many disclosures the same filters and words leave."""
        return lookups.count(self._connection, words=words, fields=fields, **wanted)

    def public_order(
        self,
        audience: Audience,
        *,
        words: Sequence[str] = (),
        fields: Sequence[str] = (),
        **wanted: Any,
    ) -> Iterator[str]:
        """Yield by running number what filters and words leave of all ever published."""
        return lookups.public_order(
            self._connection, audience, words=words, fields=fields, **wanted
        )

    def at_public_place(self, audience: Audience, place: int) -> str | None:
        """Return which disclosure an audience knows under a running number, or None."""
        return lookups.at_public_place(self._connection, audience, place)

    def last_public_places(self) -> dict[str, int]:
        """Return the last running number given out for each audience outside the office."""
        return lookups.last_public_places(self._connection)

    def detail(self, number: str) -> "DetailRecord | None":
        """Return one disclosure with all versions and files, or None."""
        return lookups.detail(self._connection, number)

    def next_number(self, year: int) -> str:
        """Return the next free number of a year."""
        return queries.next_number(self._connection, year)

    def newest_numbers(self) -> list[str]:
        """Return the newest disclosures' numbers, in order."""
        return lookups.newest_numbers(self._connection)

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
        return lookups.offers(self._connection, kind)


@contextmanager
def reading(where: Folder, *, wait: float = DEFAULT_WAIT) -> Iterator[Reading]:
    """Open the ledger for reading: one read transaction, closed at the end."""
    with opened_for_reading(where, wait=wait) as connection:
        yield Reading(connection)
