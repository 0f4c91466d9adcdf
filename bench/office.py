"""A made-up office and its acts over the years, for the ledgers that `bench/scale.py` measures.

Every step is decided by the rules of the program (`workflow.decide`), day by day: nothing is made
up that an office couldn't have recorded. Nothing is drawn at random, so that the same size and the
same days give the same office.
"""

import heapq
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import msgspec
from acts import BY, PROPOSER, REVIEWER, Matter, command_of
from notes import Note, left_out, noted, notes

from pdisc.catalog.versions import window_on
from pdisc.clock import BEIJING
from pdisc.dates.workdays import calendar_of
from pdisc.events.entry import AnyEvent, Entry, Remarks
from pdisc.events.registers import OccurrenceNoted
from pdisc.events.steps import Archived
from pdisc.rules import RuleBook
from pdisc.steps.acts import Decision, Signed
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Policy, Roster
from pdisc.values.facts import CatalogItem, Facts
from pdisc.values.parts import StoredFile
from pdisc.words import Timing
from pdisc.workflow import decide, replayed

OPEN = 40
"""So many disclosures are under way at the end, whatever the size."""

USUAL = ("propose", "review", "approve", "publish", "archive")
UNDER_WAY = (
    *(("propose",),) * 8,
    *(("propose", "return"),) * 4,
    *(("propose", "review"),) * 8,
    *(("propose", "review", "escalate"),) * 4,
    *(("propose", "review", "approve"),) * 6,
    *(("propose", "review", "approve", "publish one"),) * 4,
    *(("propose", "review", "approve", "publish"),) * 6,
)
ROUTES = {
    3: ("propose", "return", "revise", "review", "approve", "publish", "archive"),
    8: ("propose", "review", "withdraw"),
    17: ("propose", "withhold", "refuse", "archive"),
    26: ("propose", "review", "escalate", "reply", "publish", "archive"),
    35: ("propose", "redact", "review", "approve", "publish", "archive"),
    44: ("propose", "review", "approve less", "publish", "archive"),
    54: (*USUAL, "take down"),
    63: ("propose", "return", "withdraw"),
    72: ("propose", "review", "approve", "publish one", "drop", "archive"),
}
"""Out of a hundred disclosures, those that don't go the usual way."""

CORRECTED = 90
"""The place among a hundred of the one that the next one corrects."""
LATE = (12, 48, 77)
"""The places of those that were recorded days after they were done."""
WAIVED = 30
"""The place of one whose author reviewed it, for want of anybody else."""
LAG = 8
GAPS = {"revise": 1, "review": 1, "approve": 1, "publish": 1, "reply": 6, "take down": 9}
"""Working days after the step before; others come on its day."""


class Part(NamedTuple):
    """Which disclosure of all one is: its place, its item, the way it goes."""

    place: int
    code: str
    route: tuple[str, ...]

    def is_one(self, *places: int) -> bool:
        """Return whether it is one of those, out of each hundred."""
        return self.place % 100 in places


class Case:
    """One disclosure under way."""

    def __init__(self, part: Part, day: int, corrects: Disclosure | None = None) -> None:
        """Begin on a working day, told by its place among all of them."""
        self.part = part
        self.left = deque(part.route)
        self.day = day
        self.corrects = corrects
        self.state: Disclosure | None = None

    @property
    def number(self) -> str:
        """The number that it got with its first step."""
        assert self.state is not None, "nothing comes before 提出"
        return self.state.number


class Office:
    """An office with its registers, which goes through its working days one by one."""

    def __init__(
        self, facts: Facts, size: int, last: date, *, paper: StoredFile, kept: int
    ) -> None:
        """Take what the ledger says at its beginning, and the scan that serves as evidence.

        The last `kept` disclosures that could be filed wait for the archivist (`to_file`).
        """
        self.facts = facts
        self.size = size
        self.paper = paper
        self.kept = kept
        self.to_file: deque[Case] = deque()
        self.calendar = calendar_of(facts.days, facts.notices)
        whole = (facts.since + timedelta(days=n) for n in range((last - facts.since).days + 1))
        self.days = [day for day in whole if self.calendar.is_working(day)]
        self.items = {item.code: item for item in facts.items}
        self._roster = Roster(facts.appointments)
        self._rules = RuleBook(facts.settings)
        self._counters: dict[int, int] = {}
        self._pieces: dict[str, int] = {}
        self._waiting: list[tuple[int, int, Case]] = []
        self._order = 0
        self._meant: set[tuple[str, str]] = set()
        self._today, self._recorded = 0, 0

    def entries(self) -> Iterator[Entry]:
        """Yield everything that was recorded, in its order."""
        begun, due = self._starts(), notes(self.items.values(), self.calendar, self.days)
        for today in range(len(self.days)):
            self._today, self._recorded = today, 0
            for note in due.pop(today, ()):
                yield from self._noted(note)
            for case in begun.pop(today, ()):
                self._wait(case)
            while self._waiting and self._waiting[0][0] <= today:
                yield from self._next(heapq.heappop(self._waiting)[2])

    # Which disclosures there are

    def _starts(self) -> dict[int, list[Case]]:
        """Return which disclosures begin on which day: spread evenly, the open ones at the end."""
        open_ones = min(OPEN, self.size // 4)
        closed, last = self.size - open_ones, len(self.days) - 1
        begun: dict[int, list[Case]] = {}
        for place in range(closed):
            day = place * last // closed
            if place % 100 != CORRECTED + 1:
                begun.setdefault(day, []).append(Case(self._part(place, day), day))
        for place in range(open_ones):
            day = last - 2 - (place * 7) % 45
            code = list(self.items)[(place * 5) % len(self.items)]
            route = UNDER_WAY[place * len(UNDER_WAY) // open_ones]
            begun.setdefault(day, []).append(Case(Part(closed + place, code, route), day))
        return begun

    def _part(self, place: int, day: int) -> Part:
        """Return what a disclosure is about: the 固定 items first, then one item after another."""
        items = list(self.items.values())
        standing = [item.code for item in items if item.timing is Timing.STANDING]
        if place < len(standing):
            return Part(place, standing[place], USUAL)
        code = ""
        for step in range(len(items)):
            item = items[(place * 17 + place // 36 + step) % len(items)]
            window, code = window_on((item,), self.days[day]), item.code
            if window is None or not left_out(item, window.start):
                break
        return Part(place, code, ROUTES.get(place % 100, USUAL))

    def _wait(self, case: Case) -> None:
        """Let a disclosure wait until its next step is recorded."""
        late = LAG if case.part.is_one(*LATE) else 0
        when = max(self._today, min(case.day + late, len(self.days) - 1))
        self._order += 1
        heapq.heappush(self._waiting, (when, self._order, case))

    # The five steps

    def _next(self, case: Case) -> Iterator[Entry]:
        """Take the next step of one disclosure, and let it wait for the one after."""
        word = case.left.popleft()
        if word == "archive":
            self.to_file.append(case)
            if len(self.to_file) <= self.kept:
                return
            case = self.to_file.popleft()
            case.day = self._today
        nothing_left = {"drop": "open_channels", "take down": "hanging"}
        if word not in nothing_left or getattr(case.state, nothing_left[word]):
            if word == "propose":
                yield from self._occurred(case)
            yield self._step(case, word)
        if word == "publish" and case.state and case.state.open_channels:
            case.left.appendleft("publish")
        elif word == "publish" and case.part.is_one(CORRECTED):
            part = Part(case.part.place + 1, case.part.code, USUAL)
            self._wait(Case(part, case.day, corrects=case.state))
        if case.left:
            filing = 16 + case.part.place % 20
            gap = filing if case.left[0] == "archive" else GAPS.get(case.left[0], 0)
            case.day = min(case.day + (0 if word == case.left[0] else gap), len(self.days) - 1)
            self._wait(case)

    def _step(self, case: Case, word: str) -> Entry:
        """Decide one step and return it as it is recorded; the disclosure goes on from there."""
        on, item = self.days[case.day], self.items[case.part.code]
        number = case.state.number if case.state else self._number(on)
        matter = Matter(
            place=case.part.place,
            item=item,
            on=on,
            number=number,
            state=case.state,
            corrects=case.corrects,
            rare=case.part.place == self.size // 2,
            paper=self.paper,
        )
        by = BY.get(word, REVIEWER if case.part.is_one(WAIVED) else PROPOSER)
        signed = Signed(
            by=by, operator=PROPOSER, on=on, late_reason="当时外出", waiver="只有一人在岗"
        )
        command = msgspec.structs.replace(command_of(word, matter), signed=signed)
        decision = decide(case.state, command, self._policy(item))
        entry = self._entry(self._event(decision), number, signed, decision)
        case.state = replayed(case.state, entry)
        if word == "propose" and case.state and case.state.window and "withdraw" not in case.left:
            self._meant.add((item.code, case.state.window))
        return entry

    def _number(self, on: date) -> str:
        counter = self._counters[on.year] = self._counters.get(on.year, 0) + 1
        return f"{on.year}-{counter:04d}"

    def _policy(self, item: CatalogItem) -> Policy:
        return Policy(
            today=self.days[self._today],
            since=self.facts.since,
            roster=self._roster,
            rules=self._rules,
            calendar=self.calendar,
            item=item,
            pieces=self._pieces,
        )

    def _event(self, decision: Decision) -> AnyEvent:
        """Return the event of a decision; what is filed here is filed without a folder."""
        event = decision.event
        if not isinstance(event, Archived):
            return event
        self._pieces[event.series] = event.piece
        return msgspec.structs.replace(event, dossier="")

    def _entry(
        self, event: AnyEvent, subject: str, signed: Signed, decision: Decision | None = None
    ) -> Entry:
        """Return an entry as recorded now, just after the one before."""
        late, waived = (decision.late, decision.waived) if decision else (False, False)
        begun = datetime.combine(self.days[self._today], time(9), BEIJING)
        self._recorded += 1
        return Entry(
            seq=0,
            subject=subject,
            by=signed.by,
            operator=signed.operator,
            on=signed.on,
            recorded_at=begun + timedelta(milliseconds=200 * self._recorded),
            late=late,
            remarks=Remarks(
                late_reason=signed.late_reason if late else "",
                waiver=signed.waiver if waived else "",
            ),
            event=event,
        )

    # The registers

    def _noted(self, note: Note) -> Iterator[Entry]:
        """Record one note, unless something was proposed for its window."""
        if note.window and (note.item.code, note.window) in self._meant:
            return
        on = self.days[self._today]
        event, by = noted(note, on, self.calendar)
        yield self._entry(event, note.item.code, Signed(by=by, operator=PROPOSER, on=on))

    def _occurred(self, case: Case) -> Iterator[Entry]:
        """Record now and then that something occurred before it is proposed."""
        code, on = case.part.code, self.days[case.day]
        told = (code, on.isoformat())
        occasional = self.items[code].timing is Timing.OCCASIONAL
        if occasional and case.part.place % 10 == 4 and told not in self._meant:
            self._meant.add(told)
            signed = Signed(by=PROPOSER, operator=PROPOSER, on=on)
            yield self._entry(OccurrenceNoted(code=code), code, signed)
