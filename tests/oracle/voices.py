"""Requests and opinions by walking through the days (issue 19, DESIGN §6).

Nothing of the program is used: what was asked is told here day by day. A request has two dates. By
the first it is decided, by the second it is answered; each is pushed on by one working day for
each working day on which somebody else was waited for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .days import Table, walk, worked_between

DECIDE, DECIDE_LATER, ANSWER, ANSWER_LATER = 3, 10, 15, 15
ASKED_BACK, ASKED_OTHERS = 7, 15
WAITS = {"补正": ("补正中", ASKED_BACK), "征求第三方": ("征求中", ASKED_OTHERS)}
SETTLE = 15


class Wait(NamedTuple):
    """A time in which somebody else has to speak; `over` is None while it lasts."""

    word: str
    begun: date
    over: date | None


@dataclass
class Topic:
    """What several people asked for as one, with all that has become of it.

    `asked_first` is the first day on which any of those asked who were there when it was decided.
    """

    table: Table
    received: list[date]
    waits: list[Wait] = field(default_factory=list)
    decide_later: bool = False
    answer_later: bool = False
    decided: str = ""
    asked_first: date | None = None
    answered: bool = False
    referred: bool = False
    viewed: bool = False

    @property
    def waiting(self) -> Wait | None:
        """The wait that isn't over."""
        return self.waits[-1] if self.waits and self.waits[-1].over is None else None

    @property
    def state(self) -> str:
        """Where it stands, in the words of the office."""
        if self.answered:
            return "已答复"
        if self.decided:
            return "待答复"
        return WAITS[self.waiting.word][0] if self.waiting else "待决定"

    def pushed(self, day: date) -> date:
        """Push a date on by each working day of each wait that is over."""
        for wait in self.waits:
            if wait.over is not None:
                for _ in range(worked_between(wait.begun, wait.over, self.table)):
                    day = walk(day, 1, self.table)
        return day

    @property
    def decide_by(self) -> date:
        """The day by which it is decided."""
        days = DECIDE_LATER if self.decide_later else DECIDE
        return self.pushed(walk(self.asked_first or min(self.received), days, self.table))

    @property
    def answer_by(self) -> date:
        """The day by which it is answered."""
        days = ANSWER + (ANSWER_LATER if self.answer_later else 0)
        return self.pushed(walk(min(self.received), days, self.table))

    @property
    def wait_until(self) -> date | None:
        """The last day that somebody else was given."""
        if self.waiting is None:
            return None
        return walk(self.waiting.begun, WAITS[self.waiting.word][1], self.table)

    def admits(self, what: str, on: date) -> bool:
        """Say whether something may be done on a day."""
        if what in (*WAITS, "不予公开", "应公开未公开"):
            return not self.decided
        if what == "补来":
            return self.waiting is not None and not self.decided
        if what == "延期" and self.state == "待决定":
            return not self.decide_later and on <= self.decide_by
        if what == "延期" and self.state == "待答复":
            return not self.answer_later and on <= self.answer_by
        if what == "答复":
            return self.state == "待答复"
        if what == "报上级":
            return self.decided == "不予公开" and not self.referred
        return what == "并入"

    def hears(self, what: str, on: date) -> None:
        """Let something happen that may."""
        if what in (*WAITS, "补来", "不予公开", "应公开未公开") and self.waiting:
            self.waits[-1] = self.waits[-1]._replace(over=on)
        if what in WAITS:
            self.waits.append(Wait(what, on, None))
        elif what in ("不予公开", "应公开未公开"):
            self.decided, self.asked_first = what, min(self.received)
        elif what == "延期" and self.decided:
            self.answer_later = True
        elif what == "延期":
            self.decide_later = True
        elif what == "答复":
            self.answered = True
        elif what == "报上级":
            self.referred = True

    def owed(self, on: date) -> set[tuple[str, date]]:
        """List what the weekly check says of it: overdue, near or waiting, and by when."""
        if self.wait_until is not None:
            return {("waiting", self.wait_until)}
        found = set()
        if not self.decided:
            found.add(("", self.decide_by))
        elif not self.answered or (self.decided == "不予公开" and not self.referred):
            found.add(("", self.answer_by))
        return {
            ("overdue" if day < on else "near", day) for _, day in found if (day - on).days <= 14
        }


def settled_by(received: date, notices: Iterable[tuple[date, date]], table: Table) -> date:
    """Find the day by which an opinion is settled, where 公示 ran from some day to another."""
    ends = [last for first, last in notices if first <= received <= last]
    return min([walk(received, SETTLE, table), *ends])


@dataclass
class Said:
    """What somebody said about something public, with all that has become of it.

    `correction` is "" without one that lives, "在办" before it is out, "公开" after; `hanging` are
    the places where the old copy can still be read.
    """

    received: date
    settle_by: date
    hanging: set[str]
    assigned: bool = False
    settled: bool = False
    rectify_by: date | None = None
    correction: str = ""

    @property
    def state(self) -> str:
        """Where it stands, in the words of the office."""
        if not self.settled:
            return "已批办" if self.assigned else "待办理"
        if self.rectify_by is None:
            return "已办结"
        if self.correction == "公开" and not self.hanging:
            return "已闭环"
        return "再公开中" if self.correction else "整改中"

    @property
    def is_open(self) -> bool:
        """Whether it keeps the matter from being filed."""
        return self.state not in ("已办结", "已闭环")

    def admits(self, what: str) -> bool:
        """Say whether something may be done."""
        if what in ("办结", "办结整改"):
            return not self.settled
        if what == "更正":
            return self.rectify_by is not None and not self.correction
        if what in ("撤回更正", "公开更正"):
            return self.correction == "在办"
        return bool(self.hanging)

    def hears(self, what: str, due: date) -> None:
        """Let something happen that may."""
        if what in ("办结", "办结整改"):
            self.settled = True
            self.rectify_by = due if what == "办结整改" else None
        elif what == "更正":
            self.correction = "在办"
        elif what == "撤回更正":
            self.correction = ""
        elif what == "公开更正":
            self.correction = "公开"

    def owed(self, on: date) -> set[tuple[str, str, date]]:
        """List what the weekly check says of it."""
        if not self.is_open:
            return set()
        kind, day = ("整改", self.rectify_by) if self.settled else ("意见", self.settle_by)
        assert day is not None
        where = "overdue" if day < on else "near"
        return {(kind, where, day)} if (day - on).days <= 14 else set()
