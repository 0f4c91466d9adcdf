"""Single days and yearly notices: what the work calendar is made of."""

from datetime import date

import msgspec


class DayRule(msgspec.Struct, frozen=True, kw_only=True):
    """One day that the calendar treats unlike its weekday."""

    day: date
    name: str
    working: bool


class YearTable(msgspec.Struct, frozen=True, kw_only=True):
    """One State Council notice: its year, its 文号, and the days that differ from their weekday.

    A notice may also rule on the last days of the year before (2019's begins on 2018-12-29).
    """

    year: int
    notice: str
    announced: date | None
    days: tuple[DayRule, ...]


class YearNotice(msgspec.Struct, frozen=True, kw_only=True):
    """That a year's notice is known, in the version that one journal entry (`seq`) brought."""

    seq: int
    year: int
    notice: str
    announced: date | None
    recorded_on: date


class DayEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What one journal entry (`seq`) says of one day.

    `year` is the year of the notice that says so, None where the office itself does; `working` is
    None where the office takes back what it had said.
    """

    seq: int
    day: date
    name: str
    working: bool | None
    year: int | None
    recorded_on: date
