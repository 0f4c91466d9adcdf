"""The disclosure summary of a period, as the office sees it."""

from datetime import date, timedelta

import msgspec

from pdisc.dates.months import months_after
from pdisc.dates.periods import Period
from pdisc.dates.typed import days_after
from pdisc.due.compute import obligations
from pdisc.due.factbook import YEAR_AHEAD
from pdisc.ledger.reading import Reading
from pdisc.report.summary import Report, make_report
from pdisc.words import Group


class SummaryQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a summary: a period, as it stood on the business date `on`.

    With `as_of` only what had been recorded by the end of that day counts, else everything that
    has been recorded so far, by `today`.
    """

    period: Period
    on: date
    as_of: date | None = None
    today: date
    group: Group = Group.LEVEL1

    @property
    def recorded_by(self) -> date:
        """The day by whose end everything that counts had been recorded."""
        return self.as_of or self.today

    @property
    def until(self) -> date:
        """Until when obligations are looked for: next dates lie behind the period."""
        return max(self.period.end, days_after(self.on, YEAR_AHEAD))


def by_quarter(reading: Reading, asked: SummaryQuestion) -> list[Report]:
    """Return the summaries of the quarters that have begun of a period, for comparison."""
    period, found = asked.period, []
    start = date(period.start.year, 3 * ((period.start.month - 1) // 3) + 1, 1)
    while start <= min(period.end, asked.on):
        following = months_after(start, 3)
        part = Period(
            start=max(start, period.start), end=min(period.end, following - timedelta(days=1))
        )
        found.append(summary(reading, msgspec.structs.replace(asked, period=part)))
        start = following
    return found


def summary(reading: Reading, asked: SummaryQuestion) -> Report:
    """Return the disclosure summary of a period."""
    with reading.as_recorded(asked.as_of) as ledger:
        known = ledger.facts_on(asked.on, within=asked.period).known(on=asked.on)
        voiced = ledger.voiced(asked.period, asked.on)
    return make_report(
        known,
        obligations(known, on=asked.on, until=asked.until),
        period=asked.period,
        as_of=asked.on,
        recorded_by=asked.recorded_by,
        group=asked.group,
        voiced=voiced,
    )
