"""The weekly check and the report: facts out of the ledger, computed, for one audience."""

import sqlite3
from datetime import date, timedelta

import msgspec

from pdisc.audience import public_numbers, sees
from pdisc.changes import Check, changes
from pdisc.errors import UsageError
from pdisc.facts import Facts
from pdisc.ledger import cleared, queries
from pdisc.periods import Period
from pdisc.public_report import PublicReport, for_audience
from pdisc.report import Report, make_report
from pdisc.rules import RuleBook
from pdisc.schedule import Due, DueRow, obligations, weekly
from pdisc.words import Audience, Group

AHEAD = timedelta(days=400)
"""How far a next date is looked for: a year and its grace."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the weekly check.

    `on` is the business date; with `as_of` only what had been recorded by the end of that day
    counts. `within` is in calendar days, None takes the rule 到期提示. `office` and `holder` narrow
    to one 科室, one person. With `since` the changes from that day on are told.
    """

    on: date
    as_of: date | None = None
    within: int | None = None
    office: str | None = None
    holder: str | None = None
    since: date | None = None


def check(connection: sqlite3.Connection, asked: Asked) -> Check:
    """Return the weekly check as of a business date.

    Raises UsageError for a `since` after `on`.
    """
    facts = queries.facts(connection)
    on, since = asked.on, asked.since
    within = asked.within
    days = RuleBook(facts.settings).number("到期提示", on) if within is None else within
    known = facts.known(on=on, recorded_by=asked.as_of)
    due = _narrowed(weekly(known, on=on, within=days), asked)
    due = msgspec.structs.replace(due, as_of=asked.as_of)
    notice = "" if asked.office is None else _unknown_office(facts, asked.office)
    if since is None:
        return Check(unit=facts.unit, due=due, notice=notice)
    if since > on:
        raise UsageError(f"--since {since} 在 {on} 之后", next_step="--since 写以前的日期")
    then = weekly(facts.known(on=since, recorded_by=since), on=since, within=days)
    changed = changes(
        _narrowed(then, asked),
        due,
        ahead=lambda: _narrowed(weekly(known, on=on, within=MOST_AHEAD), asked),
    )
    return Check(unit=facts.unit, due=due, since=since, changes=changed, notice=notice)


MOST_AHEAD = 3660
"""In days: so far ahead is looked for what was moved beyond the days that are shown."""


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


_LISTS = (
    *("overdue", "upcoming", "stuck", "waiting", "to_archive"),
    *("today", "this_week", "demands"),
)


def _narrowed(due: Due, asked: Asked) -> Due:
    """Return the check with the rows of one office, or of one person."""
    lists = {
        name: tuple(row for row in getattr(due, name) if _wanted(row, asked)) for name in _LISTS
    }
    return msgspec.structs.replace(due, **lists)


def _wanted(row: DueRow, asked: Asked) -> bool:
    ours = asked.office is None or row.office == asked.office
    return ours and (asked.holder is None or asked.holder in row.holder.split("、"))


def next_dates(
    connection: sqlite3.Connection,
    audience: Audience,
    *,
    on: date,
    as_of: date | None,
    today: date,
) -> PublicReport:
    """Return what an audience outside the office may know of the week: items and next dates."""
    period = Period(start=date(on.year, 1, 1), end=date(on.year, 12, 31), name=f"{on.year}年")
    report = summary(
        connection,
        period=period,
        on=on,
        as_of=as_of,
        today=today,
        group=Group.LEVEL1,
        audience=audience,
    )
    assert isinstance(report, PublicReport), "outside the office there is only the public report"
    return report


def summary(
    connection: sqlite3.Connection,
    *,
    period: Period,
    on: date,
    as_of: date | None,
    today: date,
    group: Group,
    audience: Audience,
) -> Report | PublicReport:
    """Return the disclosure summary of a period as it stood on a business date.

    With `as_of` only what had been recorded by the end of that day counts, else everything that
    has been recorded so far, by `today`.
    """
    facts = queries.facts(connection)
    known = facts.known(on=on, recorded_by=as_of)
    duties = obligations(known, on=on, until=max(period.end, on + AHEAD))
    report = make_report(
        known, duties, period=period, as_of=on, recorded_by=as_of or today, group=group
    )
    if audience is Audience.INTERNAL:
        return report
    public, _ = cleared.public_facts(connection)
    return for_audience(
        report,
        audience,
        facts=_still_seen(public.known(on=on, recorded_by=as_of), public, audience),
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
