"""The secretary's questions about working days: which day, and which notices are known."""

from datetime import date, timedelta

from pdisc.dates.days import DayEntry, YearNotice
from pdisc.dates.workdays import Calendar
from pdisc.ledger.reading import Reading
from pdisc.registers.facts import Facts
from pdisc.registers.workdays import CalendarRecord, OwnDayRecord, YearRecord
from pdisc.values.day_records import CountedRecord, DayRecord


def counted(reading: Reading, start: date, days: int) -> CountedRecord:
    """Return the day that is so many working days after `start`, which itself isn't counted.

    For none at all it is the start, or the next working day where that is a day off.
    """
    calendar = reading.calendar
    last = calendar.rolled(calendar.plus(start, days))
    before = start if days else start - timedelta(days=1)
    unknown = calendar.unknown_years(before, last)
    return CountedRecord(
        from_=start,
        days=days,
        date=last,
        estimated=bool(unknown),
        unknown_years=unknown,
        skipped=_named(calendar.skipped(before, last)),
        made_up=_named(calendar.made_up(before, last)),
    )


def _named(days: tuple[tuple[date, str], ...]) -> tuple[DayRecord, ...]:
    return tuple(DayRecord(date=day, name=name) for day, name in days)


def known(reading: Reading, today: date) -> CalendarRecord:
    """Return the years whose notice is known, and the office's own days as they stand."""
    facts, calendar = reading.registers, reading.calendar
    newest = {notice.year: notice for notice in facts.notices}
    return CalendarRecord(
        years=tuple(_year(newest[year], facts, calendar) for year in sorted(newest)),
        own=_own(facts.days),
        missing=tuple(year for year in (today.year, today.year + 1) if year not in newest),
    )


def _year(notice: YearNotice, facts: Facts, calendar: Calendar) -> YearRecord:
    mine = [day for day in facts.days if (day.year, day.seq) == (notice.year, notice.seq)]
    end = date(notice.year, 12, 31)
    return YearRecord(
        year=notice.year,
        notice=notice.notice,
        announced=notice.announced,
        off=sum(not day.working for day in mine),
        work=sum(bool(day.working) for day in mine),
        working_days=calendar.between(date(notice.year - 1, 12, 31), end),
        recorded_on=notice.recorded_on,
    )


def _own(days: tuple[DayEntry, ...]) -> tuple[OwnDayRecord, ...]:
    last = {entry.day: entry for entry in days if entry.year is None}
    return tuple(
        OwnDayRecord(
            date=entry.day, name=entry.name, working=entry.working, recorded_on=entry.recorded_on
        )
        for _, entry in sorted(last.items())
        if entry.working is not None
    )
