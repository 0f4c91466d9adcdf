"""What a day to count from would mean, asked before there is a ledger."""

from datetime import date

from pdisc.catalog import seed
from pdisc.dates import workday_tables
from pdisc.dates.days import DayEntry, YearNotice
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.registers.facts import Facts
from pdisc.registers.settings import Setting
from pdisc.registers.written import fields_of


def owed_from(since: date, today: date) -> int:
    """Return how much would be overdue today, were obligations to count from a day on.

    By the shipped catalogue, rules and work calendar, with which a ledger begins.
    """
    items = seed.shipped_catalog(valid_from=since, recorded_on=today)
    settings = [rule.setting(since) for rule in seed.shipped_rules()]
    tables = workday_tables.shipped_workdays()
    facts = Facts(
        unit="",
        since=since,
        opened_since=since,
        items=items,
        settings=tuple(Setting(**fields_of(each)) for each in settings),
        notices=tuple(
            YearNotice(seq=1, recorded_on=today, year=x.year, notice=x.notice, announced=None)
            for x in tables
        ),
        days=tuple(
            DayEntry(seq=1, recorded_on=today, year=table.year, **fields_of(rule))
            for table in tables
            for rule in table.days
        ),
    )
    owed = obligations_in(FactBook(facts), today)
    return sum(each.due_on < today for each in owed)
