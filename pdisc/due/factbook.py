"""The facts, arranged once so that each question about due dates is a look-up."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from pdisc.catalog.offices import office_of, staffed
from pdisc.dates.months import months_after
from pdisc.dates.windows import Window
from pdisc.dates.workdays import Calendar, calendar_of, estimate
from pdisc.due.obligation import OPENED, Answer
from pdisc.registers.facts import Facts
from pdisc.registers.inherited import Inherited
from pdisc.registers.items import CatalogItem, document_order, in_turn
from pdisc.registers.nils import NilReturn
from pdisc.registers.rulings import Ruling
from pdisc.rules import RuleBook
from pdisc.steps.transitions import IN_HAND
from pdisc.values.grouping import grouped
from pdisc.values.matters import Matter, Settled
from pdisc.words import NoteKind, State

YEAR_AHEAD = 400
"""In days: a year and its grace, so far ahead next dates are looked for."""


class Span(msgspec.Struct, frozen=True):
    """The days from `first` to `last`, both inclusive, on which one item version is in force."""

    item: CatalogItem
    first: date
    last: date


class Deadline(msgspec.Struct, frozen=True):
    """A due date, the number of working days that led to it, and what happened on the way.

    `estimated` where a day on the way lies in a year whose notice isn't known.
    """

    due_on: date
    days: int
    note: str
    estimated: bool


class FactBook:
    """One ledger's facts by code, window and day, with its rules and its calendar.

    `codes` are those of the catalogue, in the order of its rows.
    Everything that the schedule asks is answered here without looking through all the facts again.
    """

    def __init__(
        self, facts: Facts, *, rules: RuleBook | None = None, calendar: Calendar | None = None
    ) -> None:
        """Arrange facts that were already filtered by `Facts.known`.

        `rules` and `calendar` are those of the facts, where they were derived already.
        """
        self.facts = facts
        self.rules = rules or RuleBook(facts.settings)
        self.calendar = calendar or calendar_of(facts.days, facts.notices)
        self.matters = {matter.number: matter for matter in facts.matters}
        versions = grouped((item.code, item) for item in facts.items)
        self._spans = {code: _spans(items, facts) for code, items in versions.items()}
        placed = {code: document_order(spans[-1].item) for code, spans in self._spans.items()}
        self.codes = tuple(sorted(placed, key=placed.__getitem__))
        live = [matter for matter in facts.matters if matter.state is not State.WITHDRAWN]
        self._by_code = grouped((matter.code, matter) for matter in live)
        self._by_window = grouped(((matter.code, matter.window), matter) for matter in live)
        self._by_day = grouped(((matter.code, matter.occurred_on), matter) for matter in live)
        self._settled = grouped(((each.code, each.window), each) for each in facts.settled)
        self._nils = grouped(((nil.code, nil.window), nil) for nil in facts.nils)
        days = grouped(((x.code, x.kind), x.on) for x in facts.noted)
        for matter in live:
            if matter.occurred_on is not None:
                days.setdefault((matter.code, NoteKind.OCCURRED), []).append(matter.occurred_on)
        self._days = {about: sorted(set(found)) for about, found in days.items()}
        changes = [x for x in facts.noted if x.kind is NoteKind.CHANGED]
        self._changes = grouped((x.code, (x.on, x.seq)) for x in changes)
        entries = grouped(((x.code, x.seq), x) for x in facts.inherited)
        self._inherited = grouped((code, places) for (code, _), places in entries.items())
        self._on_paper = {(each.code, each.window) for each in facts.on_paper}
        self._rulings = grouped(((ruling.code, ruling.duty), ruling) for ruling in facts.rulings)
        self._staffed: dict[date, tuple[str, ...]] = {}
        self._deadlines: dict[tuple[date, int], Deadline] = {}

    def spans(self, code: str) -> tuple[Span, ...]:
        """Return when each version of an item is in force, oldest first."""
        return self._spans[code]

    def item(self, code: str, on: date) -> CatalogItem:
        """Return the version of an item that holds on a day; the first one before its start."""
        spans = self._spans[code]
        return next((span.item for span in reversed(spans) if span.first <= on), spans[0].item)

    def office(self, item: CatalogItem, on: date) -> str:
        """Return whose an item is on a day, by any version of it.

        A 推定 gives way to what was set since, and to the one office there is where nobody works
        in it.
        """
        if on not in self._staffed:
            self._staffed[on] = staffed(self.facts.appointments, on)
        held = self.item(item.code, on) if "office" in item.assumed else item
        return office_of(held, self._staffed[on])

    def of_code(self, code: str) -> list[Matter]:
        """Return the disclosures of an item that were not withdrawn."""
        return self._by_code.get(code, [])

    def for_window(self, code: str, key: str) -> list[Matter]:
        """Return the disclosures that name one window."""
        return self._by_window.get((code, key), [])

    def for_day(self, code: str, day: date) -> list[Matter]:
        """Return the disclosures about what occurred on a day."""
        return self._by_day.get((code, day), [])

    def settled(self, code: str, key: str) -> list[Settled]:
        """Return how disclosures that weren't loaded have answered one window."""
        return self._settled.get((code, key), [])

    def inherited(self, code: str) -> list[list[Inherited]]:
        """Return what of an item already hung when the ledger began, entry by entry."""
        return self._inherited.get(code, [])

    def opened_in(self, code: str, year: Window) -> list[date]:
        """Return on which days of a year something of that was published."""
        days = (min(each.on for each in places) for places in self.inherited(code))
        return [day for day in days if year.start <= day <= year.end]

    def on_paper(self, code: str, window: Window) -> list[date]:
        """Return the last day of a window that was kept on paper before the ledger; else none."""
        return [window.end] if (code, window.key) in self._on_paper else []

    def nils(self, code: str, key: str) -> list[NilReturn]:
        """Return the nil returns for one window."""
        return self._nils.get((code, key), [])

    def noted_days(self, code: str, kind: NoteKind) -> list[date]:
        """Return the days on which something was noted of an item, in order, once each.

        What occurred is noted by itself or with a proposal.
        """
        return self._days.get((code, kind), [])

    def changes(self, code: str) -> list[tuple[date, int]]:
        """Return when the content of an item changed, in order: the day, the journal's number."""
        return sorted(self._changes.get(code, []))

    def rulings(self, code: str, key: str) -> list[Ruling]:
        """Return the rulings (顺延, 豁免) on one obligation, in the order of the journal."""
        return self._rulings.get((code, key), [])

    def waived(self, code: str, key: str) -> bool:
        """Return whether an approver ruled that one obligation need not be met."""
        return any(ruling.to is None for ruling in self.rulings(code, key))

    def deadline(self, start: date, rule: str, *, days: int | None = None) -> Deadline:
        """Return when a rule's working days (or so many `days`), counted from a day, have passed.

        The rule's value is the one that holds on that day. A last day that is a day off, as
        it can be where no working day is granted at all, rolls forward.
        """
        days = self.rules.number(rule, start) if days is None else days
        known = self._deadlines.get((start, days))
        if known is None:
            due_on = self.calendar.rolled(self.calendar.plus(start, days))
            guess = self.calendar.unknown_years(start, due_on)
            note = self.on_the_way(start, due_on) + (f"（{estimate(guess)}）" if guess else "")
            known = Deadline(due_on, days, note, bool(guess))
            self._deadlines[start, days] = known
        return known

    def months_on(self, start: date, months: int) -> Deadline:
        """Return when so many calendar months have passed since a day; a day off rolls forward."""
        last = months_after(start, months)
        due_on = self.calendar.rolled(last)
        guess = self.calendar.unknown_years(start, due_on)
        note = self.on_the_way(last, due_on) + (f"（{estimate(guess)}）" if guess else "")
        return Deadline(due_on, 0, note, bool(guess))

    def on_the_way(self, start: date, due_on: date) -> str:
        """Return which holidays were skipped, and which weekend days worked, after a day."""
        names = self.calendar.holidays(start, due_on)
        worked = [f"{x.month}月{x.day}日" for x, _ in self.calendar.made_up(start, due_on)]
        note = f"，跳过{'、'.join(names)}" if names else ""
        return note + (f"，{'、'.join(worked)}调休上班" if worked else "")


def number_in_hand(matters: Iterable[Matter]) -> str | None:
    """Return the number of the first of these that is still on its way to publication."""
    waiting = (m for m in matters if m.state in IN_HAND and not m.postings)
    return next((matter.number for matter in waiting), None)


def answer_from(
    matters: Iterable[Matter],
    nils: Iterable[NilReturn] = (),
    settled: Iterable[Settled] = (),
    *,
    opened: Iterable[date] = (),
) -> Answer | None:
    """Return the earliest of 公开, 不予公开, 无事项, 期初; a publication sets nil returns aside."""
    found, others = list(matters), list(settled)
    published = [
        Answer(how="公开", on=day, number=matter.number)
        for matter in found
        if (day := matter.published_on) is not None
    ]
    published += [Answer(how="公开", on=x.on, number=x.number) for x in others if not x.refused]
    refused = [
        Answer(how="不予公开", on=day, number=matter.number)
        for matter in found
        if (day := refused_on(matter)) is not None
    ]
    refused += [Answer(how="不予公开", on=x.on, number=x.number) for x in others if x.refused]
    nothing = [
        Answer(how="无事项", on=nil.on, late_entry=nil.late_entry) for nil in nils if not published
    ]
    before = [Answer(how=OPENED, on=day) for day in opened]
    return min(
        [*published, *refused, *nothing, *before], key=lambda answer: answer.on, default=None
    )


def refused_on(matter: Matter) -> date | None:
    """Return the day on which it was decided not to disclose it, or None."""
    return next((act.on for act in matter.acts if act.state is State.REFUSED), None)


def _spans(versions: Iterable[CatalogItem], facts: Facts) -> tuple[Span, ...]:
    """Return the versions that hold, with their days.

    An item with which the ledger was opened is there from its beginning on, where that was moved to
    an earlier day, too: what its first version says holds from then on, as `version_on` has it.
    """
    held = in_turn(versions)
    starts = [item.valid_from for item in held]
    if facts.opened_since in starts:
        starts[0] = min(starts[0], facts.since)
    ends = [start - timedelta(days=1) for start in starts[1:]] + [date.max]
    return tuple(map(Span, held, starts, ends))
