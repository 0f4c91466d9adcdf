"""Taking tables of working days into the ledger: a year's notice, the office's own days."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from pdisc.dates.days import DayEntry, DayRule, YearTable
from pdisc.dates.workday_tables import OwnDays, load_own, load_year
from pdisc.dates.workdays import calendar_of
from pdisc.errors import Refused, UsageError
from pdisc.registers.facts import Facts
from pdisc.registers.workdays import NoticeTaken, OwnDaysSet
from pdisc.services.acting import signing
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.guard import private
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.text_files import read_text

SUBJECT = "工作日"
"""What every entry about the work calendar is about: `pdisc log 工作日` lists them."""


def take_notice(station: Station, given: Signing, path: Path) -> tuple[YearTable, Registered]:
    """登记放假安排: a year's notice from a file; it replaces what was known of that year.

    Raises UsageError with all that is wrong with the file, Refused where it says nothing new.
    """
    table = load_year(read_text(path))
    _nothing_private((table.notice, *(rule.name for rule in table.days)))
    with signing(station, given, Target(number=SUBJECT, name="登记放假安排"), table) as session:
        needs_approver(session, "登记放假安排")
        replaced = _replaced(session.facts, table)
        done = register(session, NoticeTaken(table=table), SUBJECT)
        change = changed_by(session)
    notices = (*replaced, *moved(station, change))
    return table, msgspec.structs.replace(done, notices=notices)


def take_own(station: Station, given: Signing, path: Path) -> tuple[OwnDays, Registered]:
    """登记本单位工作日: the office's word on some days, over every notice; the last word counts.

    Raises UsageError with all that is wrong with the file, Refused where it says nothing new, or
    takes back what was never said.
    """
    own = load_own(read_text(path))
    _nothing_private(rule.name for rule in own.days)
    with signing(station, given, Target(number=SUBJECT, name="登记本单位工作日"), own) as session:
        needs_approver(session, "登记本单位工作日")
        _something_new(session.facts, own)
        idle = _idle(session.facts, own)
        event = OwnDaysSet(days=own.days, removed=own.removed)
        done = register(session, event, SUBJECT)
        change = changed_by(session)
    notices = (*idle, *moved(station, change))
    return own, msgspec.structs.replace(done, notices=notices)


def _nothing_private(texts: Iterable[str]) -> None:
    """Raise UsageError where a name of a day, or a 文号, tells of a person."""
    for text in texts:
        for hit in private(text, "工作日表"):
            raise UsageError(
                f"{hit.where}的名称里有{hit.kind}（{hit.excerpt}）",
                next_step="名称只写节日或“本单位放假”",
            )


def _replaced(facts: Facts, table: YearTable) -> tuple[str, ...]:
    """Return what to tell of the table that goes; raise Refused where it is the very same."""
    old = next((x for x in reversed(facts.notices) if x.year == table.year), None)
    if old is None:
        return ()
    mine = [x for x in facts.days if (x.year, x.seq) == (old.year, old.seq)]
    days = sorted((_rule(entry) for entry in mine), key=lambda rule: rule.day)
    told = (old.notice, old.announced, tuple(days))
    if told == (table.notice, table.announced, table.days):
        raise Refused(
            f"{table.year}年的放假安排与台账里的完全相同，不用登记",
            next_step="pdisc workdays check",
        )
    named = old.notice or "建账时自带的"
    return (f"{table.year}年原有的安排（{named}）由这一份代替，原来的留在日志里",)


def _rule(entry: DayEntry) -> DayRule:
    return DayRule(day=entry.day, name=entry.name, working=bool(entry.working))


def _something_new(facts: Facts, own: OwnDays) -> None:
    last = {entry.day: entry for entry in facts.days if entry.year is None}
    held = {day: _rule(entry) for day, entry in last.items() if entry.working is not None}
    if strange := [str(day) for day in own.removed if day not in held]:
        raise Refused(
            f"{'、'.join(strange)} 不在本单位的工作日表里，不能去掉",
            next_step="看现有的：pdisc workdays check",
        )
    if not own.removed and all(held.get(rule.day) == rule for rule in own.days):
        raise Refused("这些日子与台账里的完全相同，不用登记", next_step="pdisc workdays check")


def _idle(facts: Facts, own: OwnDays) -> tuple[str, ...]:
    """Return which of the days are already as the office says: they are kept, and may mislead."""
    calendar = calendar_of(facts.days, facts.notices)
    return tuple(
        f"{rule.day} 本来就是{'工作日' if rule.working else '休息日'}"
        for rule in own.days
        if calendar.is_working(rule.day) is rule.working
    )
