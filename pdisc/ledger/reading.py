"""What an open ledger says: one read, with the registers and what follows from them kept.

Services hold a `Reading`, never a connection: what database lies below, and by which statements it
is asked, is known in this package alone.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from pdisc.ledger import filed, lines, lookups, matters, needed, queries, registers, voiced, voices
from pdisc.ledger.folder import DEFAULT_WAIT, Folder
from pdisc.ledger.folder import reading as opened_for_reading
from pdisc.words import Audience

if TYPE_CHECKING:
    from pdisc.dates.periods import Period
    from pdisc.dates.workdays import Calendar
    from pdisc.ledger.cleared import Cleared
    from pdisc.registers.facts import Facts
    from pdisc.rules import RuleBook

P = ParamSpec("P")
R = TypeVar("R")


def _asked(
    named: Callable[[], Callable[Concatenate[sqlite3.Connection, P], R]],
) -> Callable[Concatenate["Reading", P], R]:
    """Return the method that asks a function of this package; only then is its module opened."""

    def asked(reading: "Reading", /, *args: P.args, **kwargs: P.kwargs) -> R:
        return named()(reading._connection, *args, **kwargs)

    return asked


class Reading:
    """One view of a ledger, as whoever opened it sees it; nothing in it can be written.

    What is cached is read once: a writer hands out a new reading after each entry.

    A question that needs the connection alone is answered, and told of, where its name leads.
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

    moved_since = _asked(lambda: matters.moved_since)
    nil_on = _asked(lambda: matters.nil_on)
    nil_of = _asked(lambda: matters.nil_of)
    meant_for = _asked(lambda: matters.meant_for)
    about_day = _asked(lambda: matters.about_day)
    in_hand_of = _asked(lambda: matters.in_hand_of)
    windowless = _asked(lambda: matters.windowless)
    withdrawn_of = _asked(lambda: matters.withdrawn_of)
    on_paper = _asked(lambda: matters.on_paper)
    waived = _asked(lambda: matters.waived)
    was_noted = _asked(lambda: matters.was_noted)
    in_force = _asked(lambda: matters.in_force)
    offices = _asked(lambda: matters.offices)
    has_acted = _asked(lambda: matters.has_acted)
    published_for = _asked(lambda: matters.published_for)
    ledger_id = _asked(lambda: queries.ledger_id)
    head = _asked(lambda: queries.head)
    last_line = _asked(lambda: queries.last_line)
    last_recorded = _asked(lambda: queries.last_recorded)
    open_after = _asked(lambda: queries.open_after)
    next_number = _asked(lambda: queries.next_number)
    filed = _asked(lambda: filed.filed)
    manifest = _asked(lambda: queries.manifest)
    step_count = _asked(lambda: queries.step_count)
    pieces = _asked(lambda: queries.pieces)
    open_appointments = _asked(lambda: queries.open_appointments)
    entries = _asked(lambda: lines.entries)
    lifts = _asked(lambda: lines.lifts)
    event_records = _asked(lambda: lines.event_records)
    annulled = _asked(lambda: lines.annulled)
    entry_at = _asked(lambda: lines.entry_at)
    event_record = _asked(lambda: lines.event_record)
    signed_after = _asked(lambda: lines.signed_after)
    entries_with = _asked(lambda: lines.entries_with)
    signed_since = _asked(lambda: lines.signed_since)
    earliest_before = _asked(lambda: lines.earliest_before)
    records = _asked(lambda: lookups.records)
    records_of = _asked(lambda: lookups.records_of)
    corrections_of = _asked(lambda: lookups.corrections_of)
    count = _asked(lambda: lookups.count)
    detail = _asked(lambda: lookups.detail)
    offers = _asked(lambda: lookups.offers)
    newest_numbers = _asked(lambda: lookups.newest_numbers)
    public_order = _asked(lambda: lookups.public_order)
    at_public_place = _asked(lambda: lookups.at_public_place)
    places_of = _asked(lambda: lookups.places_of)
    last_public_places = _asked(lambda: lookups.last_public_places)
    requests = _asked(lambda: voices.requests)
    petitioner = _asked(lambda: voices.petitioner)
    next_request = _asked(lambda: voices.next_request)
    opinions = _asked(lambda: voices.opinions)
    givers = _asked(lambda: voices.givers)
    next_opinion = _asked(lambda: voices.next_opinion)
    met_within = _asked(lambda: lookups.met_within)
    disclosed = _asked(lambda: voiced.disclosed)
    voiced = _asked(lambda: voiced.voiced)
    tallies = _asked(lambda: voices.tallies)
    published_texts = _asked(lambda: voices.published_texts)
    titles_inside = _asked(lambda: voices.titles_inside)


@contextmanager
def reading(where: Folder, *, wait: float = DEFAULT_WAIT) -> Iterator[Reading]:
    """Open the ledger for reading: one read transaction, closed at the end."""
    with opened_for_reading(where, wait=wait) as connection:
        yield Reading(connection)
