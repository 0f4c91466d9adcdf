"""放假安排 and 本单位工作日: the work calendar, by the notices and by the office itself."""

from collections.abc import Iterable, Iterator
from datetime import date

from pdisc.dates.days import DayEntry, DayRule, YearNotice, YearTable
from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event
from pdisc.values.records import Record


class NoticeTaken(Event, frozen=True, kw_only=True, tag="放假安排"):
    """A State Council notice came in; it replaces what was known of that year."""

    table: YearTable


class OwnDaysSet(Event, frozen=True, kw_only=True, tag="本单位工作日"):
    """The office's own word on some days, over every notice; `removed` takes earlier ones back."""

    days: tuple[DayRule, ...] = ()
    removed: tuple[date, ...] = ()


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


NOTICES = FactTable(
    name="yearnotice", key=("year", "seq"), fact=YearNotice, field="notices", order=("seq", "year")
)
DAYS = FactTable(
    name="specialday", key=("day", "seq"), fact=DayEntry, field="days", order=("seq", "day")
)


def notice_rows(entry: Entry, table: YearTable) -> Iterator[Insert]:
    """Yield the rows of a notice and of its days."""
    yield NOTICES.insert(told(YearNotice, entry, table))
    for rule in table.days:
        yield DAYS.insert(told(DayEntry, entry, rule, year=table.year))


def _taken(entry: Entry, event: NoticeTaken) -> Iterable[Insert]:
    return notice_rows(entry, event.table)


def _set(entry: Entry, event: OwnDaysSet) -> Iterator[Insert]:
    for day in event.removed:
        yield DAYS.insert(told(DayEntry, entry, event, day=day, name="", working=None, year=None))
    for rule in event.days:
        yield DAYS.insert(told(DayEntry, entry, rule, year=None))


WORKDAYS = Register(
    events={NoticeTaken: _taken, OwnDaysSet: _set},
    tables=(NOTICES, DAYS),
    labels={"notice": "文号"},
)
