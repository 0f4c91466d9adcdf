"""The weekly check as people read it: each matter once, in one list, what moves first.

The JSON keeps every row in every list that it belongs to. The screen, files and the sheet for the
wall take these lists, so that what they count is the same everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.due.held import OUTSIDE
from pdisc.due.row import SAID, DueRow
from pdisc.schedule import LISTS as ROW_LISTS
from pdisc.schedule import Due
from pdisc.values.grouping import grouped
from pdisc.words import DUTY_KINDS, VOICE_KINDS, DueKind

REVISED = "修改"
"""What is done to what was returned."""


def called(row: DueRow) -> str:
    """Return what a row is about, in a word, for people: what was returned is revised."""
    return REVISED if row.kind == DueKind.PROPOSE and row.number else row.kind


class DueMatter(msgspec.Struct, frozen=True):
    """One matter of the weekly check: the row that says what to do next, and what else is due."""

    row: DueRow
    others: tuple[DueRow, ...] = ()

    @property
    def rows(self) -> tuple[DueRow, ...]:
        """All rows about it."""
        return (self.row, *self.others)

    @property
    def days_overdue(self) -> int:
        """By how many days it is late, in whichever respect it is latest; outside nothing is."""
        return max((x.days_overdue for x in self.rows if x.kind not in OUTSIDE), default=0)

    @property
    def pressing(self) -> DueRow:
        """The row whose day comes first: a step may be due later than what it answers.

        What is late comes before a day on which somebody outside was to answer.
        """
        late = self.days_overdue > 0
        return min(self.rows, key=lambda row: (late and row.kind in OUTSIDE, row.due_on))

    @property
    def told(self) -> DueRow:
        """The row that says what to do next, by the matter's earliest day, late by as much."""
        first = self.pressing
        if first is self.row:
            return msgspec.structs.replace(self.row, days_overdue=self.days_overdue)
        own = f"{called(self.row)}时限到{in_words(self.row.due_on)}（{self.row.why}）"
        return msgspec.structs.replace(
            self.row,
            due_on=first.due_on,
            days_overdue=self.days_overdue,
            why=f"{first.why}；{own}",
            estimated=first.estimated,
        )

    @property
    def begun(self) -> bool:
        """Whether there is a disclosure for it."""
        return self.row.number is not None


class DueList(msgspec.Struct, frozen=True):
    """Some matters of the weekly check, and what they have in common: in a word, and in more."""

    name: str
    matters: tuple[DueMatter, ...]
    long_name: str = ""

    @property
    def rows(self) -> tuple[DueRow, ...]:
        """One row a matter."""
        return tuple(matter.told for matter in self.matters)


class Debts(msgspec.Struct, frozen=True, kw_only=True):
    """What one item owes from before and nobody has begun, its windows side by side."""

    code: str
    item: str
    holder: str
    matters: tuple[DueMatter, ...]

    @property
    def days_overdue(self) -> int:
        """By how many days the oldest is late."""
        return max(matter.days_overdue for matter in self.matters)


def due_lists(due: Due) -> tuple[DueList, ...]:
    """Return the lists in the order in which they are read; one that has no matter is left out."""
    where = {name: {id(row) for row in getattr(due, name)} for name in _ROWS}
    found = grouped((_list_of(matter, where), matter) for matter in matters(due))
    return tuple(
        DueList(name, tuple(found[name]), long_name)
        for name, long_name, _ in LISTS
        if name in found
    )


def matters(due: Due) -> tuple[DueMatter, ...]:
    """Return what the check speaks of, each matter once, by its earliest date."""
    found = {id(row): row for name in _ROWS for row in getattr(due, name)}
    about = grouped((_about(row), row) for row in found.values())
    return tuple(sorted(map(_matter, about.values()), key=_place))


def told_of(due: Due) -> Callable[[DueRow], DueRow]:
    """Return how a row of a check is told: by its matter's earliest date, if it says what to do."""
    told = {id(each.row): each.told for each in matters(due)}
    return lambda row: told.get(id(row), row)


def overdue_count(due: Due) -> int:
    """Return how many matters are late in any respect: the one number that every page gives."""
    return sum(matter.days_overdue > 0 for matter in matters(due))


def debts(matters: Sequence[DueMatter]) -> tuple[Debts, ...]:
    """Return matters that nobody has begun by their items, the longest overdue first."""
    found = grouped(((each.row.code, each.row.holder), each) for each in matters)
    items = (
        Debts(code=code, item=of_item[0].row.item, holder=holder, matters=tuple(of_item))
        for (code, holder), of_item in found.items()
    )
    return tuple(sorted(items, key=lambda each: -each.days_overdue))


def _place(matter: DueMatter) -> date:
    """Return by which day a matter stands in its list: an old debt by when it was demanded."""
    return matter.row.due_on if matter.row.kind is DueKind.URGED else matter.pressing.due_on


_ROWS = tuple(ROW_LISTS)


def _about(row: DueRow) -> tuple[str, ...]:
    """Return what a row is about: a disclosure, an obligation, an old copy, an opinion, a request.

    The answer to a request and the report of its refusal are two: one may be late while the other
    waits for somebody outside.
    """
    if row.kind in VOICE_KINDS:
        return (row.name, "意见" if row.kind in SAID else row.for_ or "点题")
    if row.number is not None:
        return (row.number, "更正") if row.kind is DueKind.CORRECTED else (row.number,)
    return (row.code, row.for_ or "")


def _matter(rows: Sequence[DueRow]) -> DueMatter:
    """Return the matter of some rows: a step in somebody's hands comes before what it answers."""
    first, *others = sorted(rows, key=lambda row: (_weight(row), row.due_on))
    return DueMatter(first, tuple(others))


def _weight(row: DueRow) -> int:
    if row.kind in DUTY_KINDS:
        return 2
    return 1 if row.kind is DueKind.URGED else 0


Where = Mapping[str, set[int]]
"""Which rows (by identity) each list of the check holds."""


def _list_of(matter: DueMatter, where: Where) -> str:
    if id(matter.row) in where["waiting"]:
        return WAITING
    return next(name for name, _, holds in LISTS if holds(matter, where))


def _in(listed: str) -> Callable[[DueMatter, Where], bool]:
    """Return how to tell whether one of a matter's rows stands in a list of the check."""
    return lambda matter, where: any(id(row) in where.get(listed, ()) for row in matter.rows)


def _late_in_hand(matter: DueMatter, _where: Where) -> bool:
    held = matter.begun or not matter.row.code  # an election is nothing to be proposed
    return held and matter.days_overdue > 0 and matter.row.kind is not DueKind.ARCHIVE


def _not_begun(matter: DueMatter, _where: Where) -> bool:
    return not matter.begun


LATER, DEBTS, WAITING, URGED = "即将到期", "逾期未办", "等待", "督促"
"""What falls due after this week; what was due before and nobody has begun; what lies outside;
what was demanded."""

LISTS: tuple[tuple[str, str, Callable[[DueMatter, Where], bool]], ...] = (
    ("今天", "今天到期", _in("today")),
    ("本周", "本周到期", _in("this_week")),
    ("卡住", "卡住（在手上超过时限）", _in("stuck")),
    ("更正", "更正（旧的还挂着）", _in("corrections")),
    (URGED, "已督促，还没有答复", _in("demands")),
    ("在办", "在办（期限已过）", _late_in_hand),
    (LATER, LATER, _in("upcoming")),
    (DEBTS, "逾期未办（还没有提出）", _not_begun),
    (WAITING, "等待（在外单位或公示期内，不计逾期）", _in("waiting")),
    ("待归档", "待归档", lambda _matter, _where: True),
)
"""What a list is called, in a word and where there is room, and which matters stand in it: each in
the first that takes it, but for what waits for somebody outside."""
