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
