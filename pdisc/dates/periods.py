"""The period that a report is about: a year, a quarter, a month, or from one day to another."""

from datetime import date

import msgspec

from pdisc.dates.typed import FIRST_YEAR, LAST_YEAR
from pdisc.dates.windows import Window, parse_window, window_of
from pdisc.errors import UsageError
from pdisc.words import Cycle

_EXAMPLE = (
    "pdisc report --year 2026，或 --quarter 2026-Q3，或 --month 2026-11，"
    "或 --from 2026-01-01 --to 2026-06-30"
)
_THIS = {Cycle.MONTH: "本月", Cycle.QUARTER: "本季度", Cycle.YEAR: "本年"}


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """The days from `start` to `end`, both inclusive, and how the period is called."""

    start: date
    end: date
    name: str = ""

    def holds(self, day: date) -> bool:
        """Return whether a day lies in the period."""
        return self.start <= day <= self.end

    @property
    def this(self) -> str:
        """What a sentence about it calls it: 本月, 本季度, 本年, else 本期."""
        return next((word for every, word in _THIS.items() if self._is_one(every)), "本期")

    def _is_one(self, every: Cycle) -> bool:
        window = window_of(every, self.start)
        return (window.start, window.end) == (self.start, self.end)


def parse_period(
    *,
    today: date,
    year: str | None = None,
    quarter: str | None = None,
    month: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Period:
    """Return the period asked for; today's year where nothing is.

    `year` is 2026 or 2026年, `quarter` 2026-Q3 or 2026年三季度, `month` 2026-11 or 2026年11月.
    Without `start` it is 1 January of the year of `end`, without `end` it is today. Raises
    UsageError for a malformed text, for more than one of the four ways at once, and for an end
    before its start.
    """
    named = [
        (text, every, word)
        for text, every, word in (
            (year, Cycle.YEAR, "年份"),
            (quarter, Cycle.QUARTER, "季度"),
            (month, Cycle.MONTH, "月份"),
        )
        if text is not None
    ]
    if len(named) + (start is not None or end is not None) > 1:
        raise UsageError(
            "--year、--quarter、--month、--from/--to 只能用其中一种", next_step=_EXAMPLE
        )
    for text, every, word in named:
        return _named(text, every, word)
    if start is not None or end is not None:
        last = end or today
        return _between(start or date(last.year, 1, 1), last)
    return of_window(window_of(Cycle.YEAR, today))


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
    return of_window(window)


def of_window(window: Window) -> Period:
    """Return the period that is one window."""
    return Period(start=window.start, end=window.end, name=window.name)


def _between(start: date, end: date) -> Period:
    if end < start:
        raise UsageError(f"止日 {end} 早于起日 {start}", next_step=_EXAMPLE)
    return Period(start=start, end=end, name=f"{start}至{end}")
