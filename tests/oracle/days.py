"""Days that are worked and days that are not, by looking at each of them."""

from collections.abc import Iterable
from datetime import date, timedelta

from pdisc.dates.days import DayEntry, DayRule, YearNotice
from pdisc.registers.facts import Facts

DAY = timedelta(days=1)
HOLIDAYS_2026 = {
    "元旦": (date(2026, 1, 1), 3),
    "春节": (date(2026, 2, 15), 9),
    "清明节": (date(2026, 4, 4), 3),
    "劳动节": (date(2026, 5, 1), 5),
    "端午节": (date(2026, 6, 19), 3),
    "中秋节": (date(2026, 9, 25), 3),
    "国庆节": (date(2026, 10, 1), 7),
}
WORKED_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
NOTICE_2026 = (
    *(
        DayRule(day=first + i * DAY, name=name, working=False)
        for name, (first, count) in HOLIDAYS_2026.items()
        for i in range(count)
    ),
    *(DayRule(day=date(2026, m, d), name="调休上班", working=True) for m, d in WORKED_2026),
)
"""国办 2025-11-04 (领域要点 §8)."""


def recorded(rules: tuple[DayRule, ...], year: int | None, seq: int = 1) -> tuple[DayEntry, ...]:
    """Write days down as one journal entry says them, by the notice of a year or by the office."""
    return tuple(
        DayEntry(
            seq=seq,
            day=rule.day,
            name=rule.name,
            working=rule.working,
            year=year,
            recorded_on=date(2026, 1, 1),
        )
        for rule in rules
    )


def noticed(year: int, seq: int = 1) -> YearNotice:
    """Write down that a year's notice is known."""
    recorded_on = date(2026, 1, 1)
    return YearNotice(seq=seq, year=year, notice="", announced=None, recorded_on=recorded_on)


def rules_of(facts: Facts) -> tuple[DayRule, ...]:
    """Look through all that was recorded for what is left of it: own days last."""
    kept: list[DayEntry] = []
    for entry in facts.days:
        if entry.year is None:
            kept = [old for old in kept if old.year is not None or old.day != entry.day]
        kept.append(entry)
    for notice in facts.notices:
        kept = [old for old in kept if old.year != notice.year or old.seq >= notice.seq]
    kept.sort(key=lambda entry: entry.year is None)
    return tuple(
        DayRule(day=entry.day, name=entry.name, working=entry.working)
        for entry in kept
        if entry.working is not None
    )


Table = dict[date, bool]
"""The days that differ from their weekday, and whether they are worked."""


def table_of(rules: Iterable[DayRule]) -> Table:
    """Write the rules down by day; the later of two for a day stays."""
    table: Table = {}
    for rule in rules:
        table[rule.day] = rule.working
    return table


SOLAR = {"01-01", "05-01", "05-02", "10-01", "10-02", "10-03"}
"""Off in every year by 放假办法 as it stands from 2025 on, whatever is known of the year."""


def worked(day: date, table: Table) -> bool:
    """Look one day up in the table, else at the statute and its weekday."""
    if day in table:
        return table[day]
    by_statute = day.year >= 2025 and f"{day:%m-%d}" in SOLAR
    return day.isoweekday() <= 5 and not by_statute


def walk(day: date, n: int, table: Table) -> date:
    """Walk forward until n working days have passed; the day itself is not counted."""
    while n > 0:
        day += DAY
        if worked(day, table):
            n -= 1
    return day


def roll(day: date, table: Table) -> date:
    """Walk from a day off to the next working day."""
    while not worked(day, table):
        day += DAY
    return day


def worked_between(first: date, last: date, table: Table) -> int:
    """Count the working days after one day, up to and including another."""
    count = 0
    while first < last:
        first += DAY
        if worked(first, table):
            count += 1
    return count


def guessed(first: date, last: date, years: set[int]) -> bool:
    """Say whether a day after the first, up to the last, lies in a year without a notice."""
    while first < last:
        first += DAY
        if first.year not in years:
            return True
    return False


def works(day: date, days: tuple[DayRule, ...]) -> bool:
    """Say whether one day is worked."""
    return worked(day, table_of(days))


def nth_working_day(day: date, n: int, days: tuple[DayRule, ...]) -> date:
    """Walk forward until n working days have passed."""
    return walk(day, n, table_of(days))
