"""Obligations: what had, has or will have to be disclosed, and how it was answered."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from pdisc.dates.windows import printed
from pdisc.words import NoteKind, Timing

EXEMPTED, LOOKED, OPENED = "豁免", "复核", "期初"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What answered an obligation: 公开, 无事项, 不予公开, 期初, 复核 or 豁免, when, by what.

    `late_entry` marks a 无事项 or 豁免 that was entered late (补录).
    """

    how: str
    on: date
    number: str | None = None
    late_entry: bool = False


class Deferral(msgspec.Struct, frozen=True, kw_only=True):
    """顺延: who moved a due date, when and why.

    `was_due` is the date that held until then; `late` says that it had passed when that was
    decided, and the clock wasn't standing still: then the miss stays a miss.
    """

    to: date
    was_due: date
    by: str
    on: date
    reason: str
    late: bool
    late_entry: bool = False


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that had, has or will have to be disclosed, with its due date and its answer.

    `window` is a window's key for 定期, None otherwise; `starts_on` is the first day of the window,
    the occurrence, or the day on which a standing duty began; `cause` says of a standing duty that
    a change or an anniversary began it; `ends_on` is the day it is filed under in a report (a
    window's last day, an occurrence's own day, a standing duty's start).
    `number` names the disclosure in hand that is meant to answer it, where there is one; `outside`
    says that it lies with somebody outside, so that our clock stands still. `estimated` says that
    `due_on` counts days of a year whose notice isn't known. `computed_on` and `computed_guess` are
    both as they were before any clock stood still or anybody moved the date, where that happened;
    `missed_on` is the due date that had passed already when it was sent out (报批): a miss stays.
    """

    code: str
    timing: Timing
    window: str | None
    starts_on: date
    ends_on: date
    due_on: date
    why: str
    cause: NoteKind | None = None
    answer: Answer | None = None
    number: str | None = None
    estimated: bool = False
    deferrals: tuple[Deferral, ...] = ()
    outside: bool = False
    computed_on: date | None = None
    computed_guess: bool = False
    missed_on: date | None = None

    @property
    def key(self) -> str:
        """How it is named on the keyboard and in the journal: 2026-Q3, or its first day.

        A change or an anniversary is named behind the day: 2026-03-02变更, 2027-03-02复核.
        """
        return self.window or f"{self.starts_on}{self.cause or ''}"

    @property
    def name(self) -> str:
        """How it is named for people: 2026年三季度, 2026-03-02发生, 2026-01-01起 or …复核."""
        if self.timing is Timing.OCCASIONAL:
            return f"{self.starts_on}发生"
        return printed(self.window) or (self.key if self.cause else f"{self.starts_on}起")

    @property
    def deferral(self) -> Deferral | None:
        """The last time that its due date was moved."""
        return self.deferrals[-1] if self.deferrals else None

    @property
    def natural_due(self) -> date:
        """The due date as it follows from the calendar alone: all that outsiders may know of it."""
        return self.computed_on or self.due_on

    @property
    def natural_guess(self) -> bool:
        """Whether that date is an estimate."""
        return self.computed_guess if self.computed_on else self.estimated

    @property
    def late(self) -> bool:
        """Whether the answer came after a due date; a deferral decided too late doesn't help."""
        if self.answer is None or self.answer.how == EXEMPTED:
            return False
        return self.answer.on > min(self._missed_on, default=self.due_on)

    @property
    def _missed_on(self) -> list[date]:
        """The due dates that had passed before the clock stopped, or before they were moved."""
        passed = [deferral.was_due for deferral in self.deferrals if deferral.late]
        return passed if self.missed_on is None else [*passed, self.missed_on]

    def missed(self, on: date) -> bool:
        """Return whether it is still unanswered on a day after its due date.

        What was sent out before that day isn't; what was late already stays a miss.
        """
        if self.answer is not None or (self.outside and self.missed_on is None):
            return False
        return self.outside or self.due_on < on


def first_owed(duties: Iterable[Obligation]) -> Mapping[str, Obligation]:
    """Return by number what each disclosure in hand is to answer first; its step may be due later.

    Left out is what lies with somebody outside: its clock stands still.
    """
    waiting = [each for each in duties if each.answer is None and not each.outside]
    latest_first = sorted(waiting, key=lambda each: each.due_on, reverse=True)
    return {each.number: each for each in latest_first if each.number is not None}
