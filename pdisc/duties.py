"""Obligations: what had, has or will have to be disclosed, and how it was answered."""

from datetime import date

import msgspec

from pdisc.words import Timing

EXEMPTED, LOOKED = "豁免", "复核"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What answered an obligation: 公开, 无事项, 不予公开, 复核 or 豁免, on which day, by what."""

    how: str
    on: date
    number: str | None = None


class Deferral(msgspec.Struct, frozen=True, kw_only=True):
    """顺延: who moved a due date, when and why; `was_due` is the date as computed."""

    to: date
    was_due: date
    by: str
    on: date
    reason: str

    @property
    def too_late(self) -> bool:
        """Whether it was decided only after the date had passed: then the miss stays a miss."""
        return self.on > self.was_due


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that had, has or will have to be disclosed, with its due date and its answer.

    `window` is a window's key for 定期, None otherwise; `starts_on` is the first day of the window,
    the occurrence, or the day on which a standing duty began; `ends_on` the day it is filed under
    in a report (a window's last day, an occurrence's own day, a standing duty's start).
    `number` names the disclosure in hand that is meant to answer it, where there is one; `outside`
    says that it lies with somebody outside, so that our clock stands still. `computed_on` is the
    due date before any clock stood still or anybody moved it, where that differs; `estimated` that
    it counts days of a year whose notice isn't known.
    """

    code: str
    timing: Timing
    window: str | None
    starts_on: date
    ends_on: date
    due_on: date
    why: str
    answer: Answer | None = None
    number: str | None = None
    estimated: bool = False
    deferral: Deferral | None = None
    outside: bool = False
    computed_on: date | None = None

    @property
    def key(self) -> str:
        """How it is named on the keyboard and in the journal: 2026-Q3, or its first day."""
        return self.window or self.starts_on.isoformat()

    @property
    def natural_due(self) -> date:
        """The due date as it follows from the calendar alone: all that outsiders may know of it."""
        return self.computed_on or self.due_on

    @property
    def late(self) -> bool:
        """Whether the answer came after the due date; a deferral decided too late doesn't help."""
        if self.answer is None or self.answer.how == EXEMPTED:
            return False
        deferral = self.deferral
        owed = deferral.was_due if deferral and deferral.too_late else self.due_on
        return self.answer.on > owed

    def missed(self, on: date) -> bool:
        """Return whether it is still unanswered on a day after its due date."""
        return self.answer is None and self.due_on < on and not self.outside
