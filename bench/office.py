"""A made-up office and its acts over the years, for the ledgers that `bench/scale.py` measures.

Every step is decided by the rules of the program (`workflow.decide`), day by day: nothing is made
up that an office couldn't have recorded. Nothing is drawn at random, so that the same size and the
same days give the same office.
"""

import heapq
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256

import msgspec
from acts import BY, PROPOSER, REVIEWER, Matter, command_of
from cases import (
    CORRECTED,
    GAPS,
    LAG,
    LATE,
    NOTICE,
    USUAL,
    WAIVED,
    Case,
    Part,
    closed,
    under_way,
)
from notes import Note, noted, notes

from pdisc.clock import BEIJING
from pdisc.dates.workdays import calendar_of
from pdisc.events.entry import Entry, Remarks
from pdisc.events.steps import Archived
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.registers.notes import OccurrenceNoted
from pdisc.rules import RuleBook
from pdisc.steps.acts import Decision, Signed
from pdisc.steps.hanging import rests_until
from pdisc.steps.policy import Policy, Roster
from pdisc.values.parts import Event, StoredFile
from pdisc.words import Timing
from pdisc.workflow import decide, replayed

NO_PAPERS = b""
"""The manifest of a folder with no papers in it."""


class Office:
    """An office with its registers, which goes through its working days one by one."""

    def __init__(
        self, facts: Facts, size: int, last: date, *, paper: StoredFile, kept: int
    ) -> None:
        """Take what the ledger says at its beginning, and the scan that serves as evidence.

        The last `kept` disclosures that could be filed wait for the archivist (`to_file`); of those
        before, `filed` says where a folder belongs.
        """
        self.facts = facts
        self.size = size
        self.paper = paper
        self.kept = kept
        self.to_file: deque[Case] = deque()
        self.filed: list[str] = []
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
        items = list(self.items.values())
        due = notes(items, self.calendar, self.days)
        begun = closed(items, self.days, self.size)
        upcoming = next(begun, None)
        for case in under_way(items, self.days, self.size):
            self._wait(case)
        for today in range(len(self.days)):
            self._today, self._recorded = today, 0
            for note in due.pop(today, ()):
                yield from self._noted(note)
            while upcoming is not None and upcoming.day <= today:
                self._wait(upcoming)
                upcoming = next(begun, None)
            while self._waiting and self._waiting[0][0] <= today:
                yield from self._next(heapq.heappop(self._waiting)[2])

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
            if self._rests(case):
                return  # the last day comes before what hangs has hung long enough
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

    def _rests(self, case: Case) -> bool:
        """Say whether a 公示, or the least time of a board, still keeps a case from being filed."""
        if case.state is None:
            return False
        plan, postings, on = case.state.plan, case.state.publications, self.days[case.day]
        notice = plan.public_notice
        until = rests_until(postings, on, self._rules, self.calendar, public_notice=notice)
        return until is not None

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
            notice=case.part.is_one(NOTICE) and case.day < len(self.days) - 60,
            paper=self.paper,
        )
        by = BY.get(word, REVIEWER if case.part.is_one(WAIVED) else PROPOSER)
        signed = Signed(
            by=by, operator=PROPOSER, on=on, late_reason="当时外出", waiver="只有一人在岗"
        )
        decision = decide(case.state, command_of(word, matter), signed, self._policy(item))
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

    def _event(self, decision: Decision) -> Event:
        """Return the event of a decision; what is filed here gets a folder that lists no papers."""
        event = decision.event
        if not isinstance(event, Archived):
            return event
        self._pieces[event.series] = event.piece
        self.filed.append(event.dossier)
        return msgspec.structs.replace(event, manifest_sha256=sha256(NO_PAPERS).hexdigest())

    def _entry(
        self, event: Event, subject: str, signed: Signed, decision: Decision | None = None
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
