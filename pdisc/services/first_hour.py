"""Starting where the office stands: what is still to be done of it.

How far she has come follows from the ledger alone; nothing is kept of it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from pdisc.clock import beijing_date, instant_of
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.due.row import DueRow
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


def owed_before(reading: Reading, before: date, today: date) -> dict[str, list[str]]:
    """Return the windows of 定期 items that were due before a day and that nobody has begun."""
    book = FactBook(reading.facts_on(today).known(on=today))
    return grouped(
        (each.code, each.window)
        for each in obligations_in(book, before)
        if each.timing is Timing.PERIODIC
        and each.window is not None
        and each.due_on < before
        and each.answer is None
        and each.number is None
    )


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
