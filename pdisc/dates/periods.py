"""The period that a report is about: a year, a quarter, or from one day to another."""

from datetime import date

import msgspec

from pdisc.dates.typed import FIRST_YEAR, LAST_YEAR
from pdisc.dates.windows import Window, parse_window, window_of
from pdisc.errors import UsageError
from pdisc.words import Cycle

_EXAMPLE = "pdisc report --year 2026，或 --quarter 2026-Q3，或 --from 2026-01-01 --to 2026-06-30"


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """The days from `start` to `end`, both inclusive, and how the period is called."""

    start: date
    end: date
    name: str = ""

    def holds(self, day: date) -> bool:
        """Return whether a day lies in the period."""
        return self.start <= day <= self.end


def parse_period(
    *,
    today: date,
    year: str | None = None,
    quarter: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Period:
    """Return the period asked for; today's year where nothing is.

    `year` is 2026 or 2026年, `quarter` 2026-Q3 or 2026年三季度. Without `start` it is 1 January of
    the year of `end`, without `end` it is today. Raises UsageError for a malformed text, for more
    than one of the three ways at once, and for an end before its start.
    """
    asked = [year is not None, quarter is not None, start is not None or end is not None]
    if sum(asked) > 1:
        raise UsageError("--year、--quarter、--from/--to 只能用其中一种", next_step=_EXAMPLE)
    if year is not None:
        return _named(year, Cycle.YEAR, "年份")
    if quarter is not None:
        return _named(quarter, Cycle.QUARTER, "季度")
    if start is not None or end is not None:
        last = end or today
        return _between(start or date(last.year, 1, 1), last)
    return _of_window(window_of(Cycle.YEAR, today))


def _named(text: str, cycle: Cycle, word: str) -> Period:
    wrong = UsageError(
        f"“{text.strip()[:40]}”不是{FIRST_YEAR}年至{LAST_YEAR}年间的{word}", next_step=_EXAMPLE
    )
    try:
        window = parse_window(text)
    except UsageError as error:
        raise wrong from error
    if window.every != cycle:
        raise wrong
    return _of_window(window)


def _of_window(window: Window) -> Period:
    return Period(start=window.start, end=window.end, name=window.name)


def _between(start: date, end: date) -> Period:
    if end < start:
        raise UsageError(f"止日 {end} 早于起日 {start}", next_step=_EXAMPLE)
    return Period(start=start, end=end, name=f"{start}至{end}")
