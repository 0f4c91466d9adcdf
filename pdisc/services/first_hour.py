"""Starting where the office stands: what is still to be done of it.

How far she has come follows from the ledger alone; nothing is kept of it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from pdisc.clock import beijing_date, instant_of
from pdisc.dates.windows import parse_window
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.due.row import DueRow
from pdisc.errors import Refused
from pdisc.ledger.reading import Reading
from pdisc.schedule import Due
from pdisc.steps.policy import Roster
from pdisc.values.grouping import grouped
from pdisc.words import Authority, Role, Timing

YOUNG = timedelta(days=30)
"""So long after it was made a ledger is asked for what came before it; later `due` alone tells."""


class Start(StrEnum):
    """What belongs to starting a ledger, in the order in which it is best done."""

    PEOPLE = "登记人员"
    PAPER = "建账以前在纸上办过的"
    HANGING = "现在已经挂着的"
    CATALOG = "目录里推定的内容"


def made_day(reading: Reading) -> date:
    """Return the day on which a ledger was made."""
    return beijing_date(instant_of(reading.event_record(1).recorded_at))


def young_since(reading: Reading, on: date) -> date | None:
    """Return the day on which a ledger was made that is still young; None for an older one.

    One without a line isn't made yet.
    """
    if reading.last_line() is None:
        return None
    made_on = made_day(reading)
    return made_on if on <= made_on + YOUNG else None


class OwedOnPaper(msgspec.Struct, frozen=True, kw_only=True):
    """The windows that may all at once be said to have been kept on paper before the ledger.

    They were due before a day, and over when the ledger was made; `later` counts those that were
    due before that day, too, but weren't over yet.
    """

    windows: Mapping[str, list[str]]
    later: int
    made_on: date

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        return f"{len(self.windows)}个条目、{sum(map(len, self.windows.values()))}期"

    @property
    def told(self) -> tuple[str, ...]:
        """What to tell of those that it isn't about."""
        left = f"另有{self.later}期在 {self.made_on} 建账时还没有满，不是期初，没有算在里面"
        return (left,) * bool(self.later)


def on_paper(
    reading: Reading, today: date, codes: Collection[str] = (), before: date | None = None
) -> OwedOnPaper:
    """Return the windows of these 定期 items, or of all, that may have been kept on paper.

    Nobody has begun them, and they were due before a day, by default that on which the ledger was
    made. Raises Refused where there is none.
    """
    made_on = made_day(reading)
    until = before or made_on
    owed = [each for each in _owed_before(reading, until, today) if not codes or each[0] in codes]
    over = [(code, key) for code, key in owed if parse_window(key).end < made_on]
    found = OwedOnPaper(windows=grouped(over), later=len(owed) - len(over), made_on=made_on)
    if found.later and not over:
        told = f"{until} 以前到期、还欠着的{found.later}期，{made_on} 建账时都还没有满，不是期初"
        raise Refused(told, next_step="照常办：pdisc due")
    if not over:
        told = f"{until} 以前到期的定期事项，没有还欠着的"
        raise Refused(told, next_step="还欠着的：pdisc due")
    return found


def _owed_before(reading: Reading, before: date, today: date) -> list[tuple[str, str]]:
    """Return items and windows of 定期 that were due before a day and that nobody has begun."""
    book = FactBook(reading.facts_on(today).known(on=today))
    return [
        (each.code, each.window)
        for each in obligations_in(book, before)
        if each.timing is Timing.PERIODIC
        and each.window is not None
        and each.due_on < before
        and each.answer is None
        and each.number is None
    ]


def left_to_start(reading: Reading, due: Due) -> Mapping[Start, str]:
    """Return what of the start is still to be done on the day of a weekly check, in words."""
    found = {}
    if people := people_wanted(reading, due.on):
        found[Start.PEOPLE] = people
    made_on = young_since(reading, due.on)
    if made_on is None:
        return found
    before = [row for row in due.overdue if row.due_on < made_on and _untouched(row)]
    if owed := [row for row in before if row.timing is Timing.PERIODIC]:
        found[Start.PAPER] = f"{len({row.code for row in owed})}个条目、{len(owed)}期"
    if codes := never_hung(reading, due):
        found[Start.HANGING] = f"固定事项{len(codes)}条，挂在哪里没有登记"
    if due.unconfirmed:
        found[Start.CATALOG] = f"{len(due.unconfirmed)}处，等书记核定"
    return found


def _untouched(row: DueRow) -> bool:
    return row.number is None


def never_hung(reading: Reading, due: Due) -> list[str]:
    """Return the codes of 固定 items of which nothing hung before, and nothing was begun."""
    waiting = dict.fromkeys(
        row.code
        for row in (*due.overdue, *due.upcoming)
        if row.timing is Timing.STANDING and _untouched(row)
    )
    hung = {each.code for each in reading.facts_on(due.on).inherited}
    return [code for code in waiting if code not in hung]


def beyond_all(reading: Reading, on: date) -> str:
    """Return which items of the branch's own nobody on the roster may approve, in words."""
    facts = reading.registers
    roster = Roster(facts.appointments)
    held = [facts.item(code, on) for code in dict.fromkeys(item.code for item in facts.items)]
    wanted = Counter(
        item.authority
        for item in held
        if item is not None and not item.retired and item.authority is not Authority.SUPERIOR
    )
    lacking = [
        f"{count}条要{authority}审批"
        for authority, count in wanted.items()
        if not roster.holders(Role.APPROVER, on, at_least=authority)
    ]
    return f"{'、'.join(lacking)}，名单里还没有" if lacking else ""


def people_wanted(reading: Reading, on: date) -> str:
    """Return which people are missing for the five steps, in words; nothing where none are."""
    roster = Roster(reading.registers.appointments)
    holders = {role: set(roster.holders(role, on)) for role in Role}
    missing = [role for role, names in holders.items() if not names]
    if missing:
        return f"还没有人{'、'.join(missing)}"
    able = any(
        holders[Role.REVIEWER] - {author} and holders[Role.APPROVER] - {author}
        for author in holders[Role.PROPOSER]
    )
    return "" if able else "提出的人不能自己审核、审批，还要另外的人"
