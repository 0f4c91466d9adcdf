"""建账: the first entry, with which catalogue, rules and work calendar begin."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.dates.days import DayRule, YearTable
from pdisc.events.entry import Entry
from pdisc.registers.items import CatalogItem, item_row
from pdisc.registers.register import FactTable, Register
from pdisc.registers.settings import SettingChanged, setting_row
from pdisc.registers.workdays import notice_rows
from pdisc.registers.written import Insert, Update
from pdisc.values.parts import Event


class Opened(Event, frozen=True, kw_only=True, tag="建账"):
    """The ledger was opened with a catalogue, the shipped rules and the known work calendar.

    Old ledgers have `days` without a word of the notices behind them.
    """

    since: date
    items: tuple[CatalogItem, ...]
    settings: tuple[SettingChanged, ...]
    days: tuple[DayRule, ...] = ()
    notices: tuple[YearTable, ...] = ()


class SinceMoved(Event, frozen=True, kw_only=True, tag="起算日"):
    """The ledger begins on another day than it was opened with."""

    since: date
    reason: str


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """Which ledger this is, and from when obligations count: now, and as it was opened."""

    ledger_id: str
    since: date
    opened_since: date


TABLE = FactTable(name="office", key=("ledger_id",), fact=Begun, order=("ledger_id",))


def _opened(entry: Entry, event: Opened) -> Iterator[Insert]:
    yield TABLE.insert(Begun(ledger_id=entry.subject, since=event.since, opened_since=event.since))
    for item in event.items:
        yield item_row(entry, item)
    for position, setting in enumerate(event.settings):
        yield setting_row(entry, setting, position)
    for table in (*event.notices, *_unnamed_notices(event.days)):
        yield from notice_rows(entry, table)


def _moved(entry: Entry, event: SinceMoved) -> Iterator[Update]:
    yield TABLE.update(entry.subject, since=event.since)


def _unnamed_notices(days: Iterable[DayRule]) -> Iterable[YearTable]:
    """Yield the days of an old ledger by the year of the notice behind them.

    No holiday of a year's own lies in its December: such days are 元旦 of the next.
    """
    by_year: dict[int, list[DayRule]] = {}
    for rule in days:
        by_year.setdefault(rule.day.year + rule.day.month // 12, []).append(rule)
    for year, rules in by_year.items():
        yield YearTable(year=year, notice="", announced=None, days=tuple(rules))


OPENING = Register(events={Opened: _opened, SinceMoved: _moved}, tables=(TABLE,))
