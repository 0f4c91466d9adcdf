"""The weekly check and the report: facts out of the ledger, computed, for one audience."""

import sqlite3
from datetime import date, timedelta

import msgspec

from pdisc.audience import public_numbers, sees
from pdisc.facts import Facts
from pdisc.ledger import cleared, queries
from pdisc.periods import Period
from pdisc.public_report import PublicReport, for_audience
from pdisc.report import Report, make_report
from pdisc.rules import RuleBook
from pdisc.schedule import Due, obligations, weekly
from pdisc.words import Audience, Group

AHEAD = timedelta(days=400)
"""How far a next date is looked for: a year and its grace."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """The weekly check of one office."""

    unit: str
    due: Due
    notice: str = ""


def check(
    connection: sqlite3.Connection, *, on: date, within: int | None, office: str | None = None
) -> Check:
    """Return the weekly check as of a business date, with everything recorded so far.

    `within` is in calendar days; None takes the rule 到期提示. `office` narrows to one 科室.
    """
    facts = queries.facts(connection)
    days = RuleBook(facts.settings).number("到期提示", on) if within is None else within
    due = weekly(facts.known(on=on), on=on, within=days)
    if office is None:
        return Check(unit=facts.unit, due=due)
    return Check(
        unit=facts.unit, due=_of_office(due, office), notice=_unknown_office(facts, office)
    )


def _unknown_office(facts: Facts, office: str) -> str:
    """Return what to tell her of an office that nothing in the ledger names; else an empty text."""
    known = dict.fromkeys(
        [
            *(item.office for item in facts.items),
            *(matter.office for matter in facts.matters),
            *(appointment.office for appointment in facts.appointments),
        ]
    )
    if office in known:
        return ""
    return f"台账里没有名为“{office}”的科室；已有的：{'、'.join(known)}"


_LISTS = ("overdue", "upcoming", "stuck", "waiting", "to_archive")


def _of_office(due: Due, office: str) -> Due:
    narrowed = {
        name: tuple(row for row in getattr(due, name) if row.office == office) for name in _LISTS
    }
    return msgspec.structs.replace(due, **narrowed)


def next_dates(connection: sqlite3.Connection, audience: Audience, *, on: date) -> PublicReport:
    """Return what an audience outside the office may know of the week: items and next dates."""
    period = Period(start=date(on.year, 1, 1), end=date(on.year, 12, 31), name=f"{on.year}年")
    report = summary(connection, period=period, as_of=on, group=Group.LEVEL1, audience=audience)
    assert isinstance(report, PublicReport), "outside the office there is only the public report"
    return report


def summary(
    connection: sqlite3.Connection,
    *,
    period: Period,
    as_of: date,
    group: Group,
    audience: Audience,
) -> Report | PublicReport:
    """Return the disclosure summary of a period as it was known by the end of a day."""
    facts = queries.facts(connection)
    known = facts.known(on=as_of, recorded_by=as_of)
    duties = obligations(known, on=as_of, until=max(period.end, as_of + AHEAD))
    report = make_report(known, duties, period=period, as_of=as_of, group=group)
    if audience is Audience.INTERNAL:
        return report
    public, _ = cleared.public_facts(connection)
    return for_audience(
        report,
        audience,
        facts=_still_seen(public.known(on=as_of, recorded_by=as_of), public, audience),
        obligations=duties,
        numbers=public_numbers(queries.publication_order(connection), audience),
    )


def _still_seen(known: Facts, now: Facts, audience: Audience) -> Facts:
    """Return past facts without the disclosures that an audience may no longer see.

    What was taken down today was out on the day asked about; it isn't told again for that.
    """
    seen = {matter.number for matter in now.matters if sees(audience, matter)}
    kept = tuple(matter for matter in known.matters if matter.number in seen)
    return msgspec.structs.replace(known, matters=kept)
