"""What to type next for disclosures as they are shown: by the day, the roster and the rules."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.windows import parse_window
from pdisc.ledger.reading import Reading
from pdisc.names import face
from pdisc.services.lookup import shown
from pdisc.services.opinion_lookup import known, records_of
from pdisc.steps.evolve import WITHHELD
from pdisc.steps.guidance import PUBLIC_ONCE, Signers, Stage, in_files, looked_at, next_command
from pdisc.steps.hanging import rest_told, rests_until
from pdisc.steps.policy import Roster
from pdisc.steps.possible import signers_on
from pdisc.values.heard import NOTHING_HEARD
from pdisc.values.records import DetailRecord, DisclosureRecord
from pdisc.voices.opinion_rules import heard_of
from pdisc.voices.opinions import Opinions
from pdisc.words import Act, DueKind, FindingState, State

if TYPE_CHECKING:
    from pdisc.schedule import Due

R = TypeVar("R", bound=DisclosureRecord)


class Rest(NamedTuple):
    """The first day on which the next step may be done, with why in words."""

    until: date
    told: str


def rest_of(reading: Reading, record: DisclosureRecord, on: date) -> Rest | None:
    """Return until when the next step has to wait, None where it may be done on the day."""
    until = Guide(reading, on, number=record.number).rests_until(record)
    if until is None:
        return None
    if record.state is State.PUBLISHED:
        return Rest(until, rest_told(until, public_notice=record.public_notice))
    return Rest(until, f"{record.window}还没有开始，{in_words(until)}起才能公开")


def resting(reading: Reading, due: "Due") -> Mapping[str, Rest]:
    """Return what of a weekly check may not be published or filed yet, by number."""
    waiting = {
        row.number
        for rows in (due.overdue, due.upcoming, due.to_archive)
        for row in rows
        if row.number and row.kind in RESTING and row.next == looked_at(row.number)
    }
    found = {number: rest_of(reading, shown(reading, number), due.on) for number in waiting}
    return {number: rest for number, rest in found.items() if rest}


RESTING = frozenset({DueKind.PUBLISH, DueKind.ARCHIVE})
"""What may have to wait for a window to begin, or for a term to end."""


def guided(reading: Reading, record: R, on: date) -> R:
    """Return one record that says what to type next on a day."""
    return Guide(reading, on, number=record.number).guided(record)


class Guide:
    """Who may take which step on one day, and what rests until when."""

    def __init__(self, reading: Reading, on: date, *, number: str = "") -> None:
        """Take an open ledger and the day on which somebody looks; perhaps at one `number` only."""
        self._reading = reading
        self._on = on
        self._number = number
        self._roster = Roster(reading.registers.appointments)

    def guided(self, record: R) -> R:
        """Return a record that says what to type next; nothing where nothing may be done yet."""
        stage = self._stage(record)
        found = next_command(stage, self._signers(record))
        if isinstance(record, DetailRecord):
            said = records_of(self._opinions, record.number)
            return msgspec.structs.replace(record, next=found, opinions=said)
        return msgspec.structs.replace(record, next=found)

    @cached_property
    def _opinions(self) -> Opinions:
        return known(self._reading, self._on, self._number)

    def _replaced(self, record: DisclosureRecord) -> str:
        """Return what a published 更正 corrects, where that still hangs somewhere."""
        if record.corrects is None or record.state is not State.PUBLISHED:
            return ""
        old = self._reading.disclosed((record.corrects,), self._on)
        return record.corrects if old and old[0].hanging else ""

    def rests_until(self, record: DisclosureRecord) -> date | None:
        """Return from when on something may be published or filed, None where it may today."""
        if record.state is State.APPROVED:
            window = parse_window(record.window) if record.window else None
            return window.start if window and window.start > self._on else None
        if record.state is not State.PUBLISHED:
            return None
        rules, calendar = self._reading.rules, self._reading.calendar
        notice = record.public_notice
        return rests_until(record.publications, self._on, rules, calendar, public_notice=notice)

    def _signers(self, record: DisclosureRecord) -> Signers:
        written = (each.by for each in record.steps if each.act in (Act.PROPOSE, Act.REVISE))
        item = self._reading.registers.item(record.code, self._on)
        return signers_on(
            self._roster,
            self._on,
            authors=frozenset(map(face, written)),
            authority=item.authority if item else None,
        )

    def _stage(self, record: DisclosureRecord) -> Stage:
        open_ones = [each for each in record.findings if each.state is FindingState.OPEN]
        last = record.steps[-1]
        public = record.state in PUBLIC_ONCE
        return Stage(
            number=record.number,
            state=record.state,
            open_channels=record.open_channels,
            waiting=[(each.id, each.kind) for each in open_ones],
            masked=last.act is Act.REDACT,
            withheld=last.result == WITHHELD,
            attached=in_files(record.content, [each.where for each in open_ones]),
            taken_down=any(each.taken_down_on for each in record.publications),
            resting=self.rests_until(record) is not None,
            heard=heard_of(self._opinions, record.number) if public else NOTHING_HEARD,
            replaced=self._replaced(record),
        )
