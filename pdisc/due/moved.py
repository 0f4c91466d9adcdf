"""What moves one obligation's due date: a clock that stood still, and an approver's rulings.

While its disclosure is 报批 with a superior our clock stands still; after the reply the working
days outside are added. 顺延 sets another day. Both act in the order of their days, each on the date
that held until then; what had passed by then was missed. 豁免 answers what is still open.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.workdays import estimate
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import EXEMPTED, LOOKED, Answer, Deferral, Obligation
from pdisc.registers.rulings import Ruling
from pdisc.values.matters import Matter
from pdisc.words import State


def settled(book: FactBook, duty: Obligation) -> Obligation:
    """Return an obligation as clocks and rulings have left it."""
    rulings = book.rulings(duty.code, duty.key)
    spells = list(spells_outside(_disclosure(book, duty)))
    if spells or any(ruling.to for ruling in rulings):
        clock = _Clock(book, duty)
        for day, act in _timeline(spells, rulings):
            clock.take(day, act)
        duty = clock.result()
    waived = next((ruling for ruling in rulings if ruling.to is None), None)
    if waived is not None and duty.answer is None:
        answer = Answer(how=EXEMPTED, on=waived.on, late_entry=waived.late_entry)
        return msgspec.structs.replace(duty, answer=answer)
    return duty


def spells_outside(matter: Matter | None) -> Iterator[tuple[date, date | None]]:
    """Yield from when to when a disclosure lay with a superior; None where it still does."""
    begun: date | None = None
    for act in matter.acts if matter else ():
        if begun is not None:
            yield begun, act.on
        begun = act.on if act.state is State.ESCALATED else None
    if begun is not None:
        yield begun, None


def _disclosure(book: FactBook, duty: Obligation) -> Matter | None:
    """Return the disclosure that answers an obligation, or is in hand for it."""
    answer = duty.answer
    number = answer.number if answer and answer.how != LOOKED else None
    return book.matters.get(number or duty.number or "")


_Act = Ruling | bool
"""A ruling; or that it went out (True), or came back (False)."""


def _timeline(
    spells: list[tuple[date, date | None]], rulings: Iterable[Ruling]
) -> Iterator[tuple[date, _Act]]:
    """Yield what happened in order; on the day of a reply a ruling still met a clock at rest."""
    waiting = sorted((each for each in rulings if each.to), key=lambda each: each.on)

    def until(last: date) -> Iterator[tuple[date, _Act]]:
        while waiting and waiting[0].on <= last:
            yield waiting[0].on, waiting.pop(0)

    for begun, ended in spells:
        yield from until(begun - timedelta(days=1))
        yield begun, True
        yield from until(ended or date.max)
        if ended is not None:
            yield ended, False
    yield from until(date.max)


class _Clock:
    """One obligation's due date while it is moved; `usual` is the date without any ruling."""

    def __init__(self, book: FactBook, duty: Obligation) -> None:
        self._book, self._calendar = book, book.calendar
        self._duty = duty
        self._usual = self._owed = duty.due_on
        self._stands_since: date | None = None
        self._late_out = False
        self._missed: date | None = None
        self._added = 0
        self._counted_from = duty.ends_on
        self._deferrals: list[Deferral] = []
        self._said = ""

    def take(self, day: date, act: _Act) -> None:
        """Let one thing happen."""
        if isinstance(act, Ruling):
            self._rule(act)
        elif act:
            self._stands_since, self._late_out = day, day > self._owed
            if self._late_out and self._missed is None:
                self._missed = self._owed
        else:
            self._run_on(day)
            self._stands_since, self._late_out = None, False

    def _run_on(self, day: date) -> None:
        """Add the working days since the clock stopped; before it began to run none are."""
        if self._stands_since is None:
            return
        spell = self._calendar.between(max(self._stands_since, self._duty.ends_on), day)
        if spell:
            self._usual = self._calendar.plus(self._usual, spell)
            self._owed = self._calendar.plus(self._owed, spell)
            self._added += spell

    def _rule(self, ruling: Ruling) -> None:
        assert ruling.to is not None, "a ruling on the timeline has a day"
        to, stood = self._calendar.rolled(ruling.to), self._stands_since is not None
        self._run_on(ruling.on)
        self._stands_since = ruling.on if stood else None
        late = self._late_out if stood else ruling.on > self._owed
        after = ("逾期后" if late else "") + ("补录" if ruling.late_entry else "")
        self._said += (
            f"；原定{in_words(self._owed)}，{ruling.by}于{in_words(ruling.on)}"
            f"{after}准予顺延至{in_words(to)}：{ruling.reason}"
        )
        self._deferrals.append(
            Deferral(
                to=ruling.to,
                was_due=self._owed,
                by=ruling.by,
                on=ruling.on,
                reason=ruling.reason,
                late=late,
                late_entry=ruling.late_entry,
            )
        )
        if to > self._usual:
            self._owed, self._counted_from = to, to
            self._late_out = stood and ruling.on > to

    def result(self) -> Obligation:
        """Return the obligation with its date, and why it is that date."""
        duty, why = self._duty, self._duty.why
        if self._added:
            why += f"；报批{self._added}个工作日不计"
            why += self._book.on_the_way(max(self._counted_from, duty.due_on), self._owed)
        why += self._said
        guess = self._calendar.unknown_years(self._counted_from, self._owed)
        if guess and estimate(guess) not in why:
            why += f"（{estimate(guess)}）"
        if self._stands_since is not None:
            why += f"；{in_words(self._stands_since)}报批，批复前不计时"
        return msgspec.structs.replace(
            duty,
            due_on=self._owed,
            why=why,
            estimated=bool(guess),
            deferrals=tuple(self._deferrals),
            outside=self._stands_since is not None,
            computed_on=duty.due_on,
            computed_guess=duty.estimated,
            missed_on=self._missed,
        )
