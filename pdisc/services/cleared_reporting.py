"""The disclosure summary of a period for audiences outside the office."""

from datetime import date, timedelta

from pdisc.dates.periods import Period
from pdisc.due.compute import obligations
from pdisc.due.factbook import YEAR_AHEAD
from pdisc.ledger.reading import Reading
from pdisc.report.notice import AnnualNotice, year_notice
from pdisc.report.public import PublicReport, public_report
from pdisc.services.catalog import taken_away
from pdisc.services.cleared_lookup import listed as seen_records
from pdisc.services.reporting import SummaryQuestion
from pdisc.values.records import PublicRecord
from pdisc.words import Audience


def next_dates(
    reading: Reading, audience: Audience, *, on: date, as_of: date | None, today: date
) -> PublicReport:
    """Return what an audience outside the office may know of the week: items and next dates."""
    year = Period(start=date(on.year, 1, 1), end=date(on.year, 12, 31), name=f"{on.year}年")
    asked = SummaryQuestion(period=year, on=on, as_of=as_of, today=today)
    return public_summary(reading, audience, asked)


def public_summary(reading: Reading, audience: Audience, asked: SummaryQuestion) -> PublicReport:
    """Return the summary of a period, of what is cleared for an audience."""
    on = asked.on
    with reading.as_recorded(asked.as_of) as ledger:
        # What was taken down since the day asked about isn't told again for that.
        now = None if asked.as_of is None else reading.cleared(audience)
        cleared = ledger.cleared(audience, besides=now)
        facts = cleared.facts_on(on, asked.period, on - timedelta(days=YEAR_AHEAD))
        hung = cleared.hung(min(on, asked.period.end))
        numbers = cleared.numbers(matter.number for matter in facts.matters)
    known = facts.known(on=on)
    return public_report(
        known,
        obligations(known, on=on, until=asked.until),
        audience,
        period=asked.period,
        as_of=on,
        recorded_by=asked.recorded_by,
        group=asked.group,
        numbers=numbers,
        hidden=taken_away(reading, audience),
        hung=hung,
    )


def notice_of_year(
    reading: Reading, audience: Audience, period: Period, *, on: date
) -> AnnualNotice:
    """Return what an audience is told of a year, as of a business date: what it may see alone."""
    asked = SummaryQuestion(period=period, on=on, today=on)
    report = public_summary(reading, audience, asked)
    listed = seen_records(reading, audience).records
    seen = [record for record in listed if isinstance(record, PublicRecord)]
    return year_notice(report, seen, period)
