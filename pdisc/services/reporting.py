"""The disclosure summary of a period, for the office and for audiences outside it."""

from datetime import date, timedelta

from pdisc.dates.periods import Period
from pdisc.dates.typed import days_after
from pdisc.due.compute import obligations
from pdisc.due.factbook import YEAR_AHEAD
from pdisc.ledger.needed import WholePeriod
from pdisc.ledger.reading import Reading
from pdisc.report.public import PublicReport, public_report
from pdisc.report.summary import Report, make_report
from pdisc.words import Audience, Group


def next_dates(
    reading: Reading, audience: Audience, *, on: date, as_of: date | None, today: date
) -> PublicReport:
    """Return what an audience outside the office may know of the week: items and next dates."""
    period = Period(start=date(on.year, 1, 1), end=date(on.year, 12, 31), name=f"{on.year}年")
    report = summary(
        reading,
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
    reading: Reading,
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
    until = max(period.end, days_after(on, YEAR_AHEAD))
    span = WholePeriod(period.start, period.end)
    recorded_by = as_of or today
    with reading.as_recorded(as_of) as ledger:
        if audience is Audience.INTERNAL:
            known = ledger.facts_on(on, within=span).known(on=on)
            return make_report(
                known,
                obligations(known, on=on, until=until),
                period=period,
                as_of=on,
                recorded_by=recorded_by,
                group=group,
            )
        # What was taken down since the day asked about isn't told again for that.
        now = None if as_of is None else reading.cleared(audience)
        cleared = ledger.cleared(audience, besides=now)
        facts = cleared.facts_on(on, span, on - timedelta(days=YEAR_AHEAD))
        numbers = cleared.numbers(matter.number for matter in facts.matters)
    known = facts.known(on=on)
    return public_report(
        known,
        obligations(known, on=on, until=until),
        audience,
        period=period,
        as_of=on,
        recorded_by=recorded_by,
        group=group,
        numbers=numbers,
    )
