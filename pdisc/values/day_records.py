"""What the questions about working days are answered with (DESIGN §6)."""

from datetime import date

import msgspec

from pdisc.values.records import Record


class DayRecord(Record, frozen=True, kw_only=True):
    """One day and what it is called."""

    date: date
    name: str


class CountedRecord(Record, frozen=True, kw_only=True):
    """Which day is so many working days later: the days off on the way, the weekends worked.

    `unknown_years` are those whose notice isn't known, which makes the date an estimate.
    """

    from_: date = msgspec.field(name="from")
    days: int
    date: date
    estimated: bool
    unknown_years: tuple[int, ...]
    skipped: tuple[DayRecord, ...]
    made_up: tuple[DayRecord, ...]


class YearRecord(Record, frozen=True, kw_only=True):
    """One year's notice: its 文号, how many days it gives off and has worked on weekends.

    `working_days` counts the whole year, with the office's own days.
    """

    year: int
    notice: str
    announced: date | None
    off: int
    work: int
    working_days: int
    recorded_on: date


class OwnDayRecord(Record, frozen=True, kw_only=True):
    """One day of the office's own table, as it stands."""

    recorded_on: date
    date: date
    name: str
    working: bool


class CalendarRecord(Record, frozen=True, kw_only=True):
    """What a ledger knows of working days; `missing` are this year and the next where unknown."""

    years: tuple[YearRecord, ...]
    own: tuple[OwnDayRecord, ...]
    missing: tuple[int, ...]
