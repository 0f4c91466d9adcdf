"""Working days with 调休, by the State Council's yearly notices (领域要点 §8).

The day of an event isn't counted (民法典 §201). A weekend on which people work in exchange for a
holiday is a working day. A year whose notice isn't known is computed by weekday and by the days
that the statute itself fixes, and whoever depends on it is told so: such a date is 估算.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from pdisc.dates.days import DayEntry, DayRule, YearNotice
from pdisc.errors import UsageError

_WEEKEND = {5: "周六", 6: "周日"}
_LAST = date.max.toordinal()

FIXED = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""The days off that 全国年节及纪念日放假办法 (2024 revision) fixes by the solar calendar."""
FIXED_FROM = 2025
"""The revision's first year; every year before has its notice, from 2018 on."""
NEVER = date.max.year + 1
"""The first year for a calendar that knows nothing of the statute, as earlier programs'."""


class Calendar:
    """The working days of every year, by weekday where no special day says otherwise."""

    def __init__(
        self, days: Iterable[DayRule], years: Iterable[int], *, fixed_from: int = FIXED_FROM
    ) -> None:
        """Take the special days and the years whose notice is known.

        Of two rules for one day the later one holds: the office's own table comes last. In years
        before `fixed_from` the statute fixes no day.
        """
        self._fixed_from = fixed_from
        self._special = {rule.day: rule for rule in days}
        self._years = frozenset(years)
        changed = sorted(
            (day, 1 if rule.working else -1)
            for day, rule in self._special.items()
            if rule.working is not self._usually_worked(day)
        )
        self._changed = [day.toordinal() for day, _ in changed]
        self._gained = [0, *accumulate(gain for _, gain in changed)]
        self._made_up = [day for day, gain in changed if gain > 0 and day.weekday() in _WEEKEND]
        off = sorted(day for day, rule in self._special.items() if not rule.working)
        self._off = [day.toordinal() for day in off]
        self._off_names = [self._special[day].name for day in off]

    def is_working(self, day: date) -> bool:
        """Return whether people work on a day."""
        rule = self._special.get(day)
        return rule.working if rule else self._usually_worked(day)

    def plus(self, day: date, n: int) -> date:
        """Return the n-th working day after a day; the day itself, whatever it is, for n = 0.

        Where the calendar ends before that, its very last day is returned. Raises UsageError for a
        negative number.
        """
        if n < 0:
            raise UsageError("工作日数应为零或正整数", next_step="pdisc workdays plus 2026-02-13 5")
        if n == 0:
            return day
        start = day.toordinal()
        # Far enough for every day off there is, and no farther: each year that is met costs time.
        enough = start + 2 * n + 10 * len(FIXED) + 2 * len(self._changed)
        ahead = range(start, min(enough, _LAST))
        wanted = self._worked(start) + n
        return date.fromordinal(start + bisect_left(ahead, wanted, key=self._worked))

    def rolled(self, day: date) -> date:
        """Return a day, or the next working day where it is a day off (民法典 §203).

        Where the calendar ends before that, its very last day is returned.
        """
        return day if day == date.min or self.is_working(day) else self.plus(day, 1)

    def between(self, first: date, last: date) -> int:
        """Return the number of working days after `first` up to and with `last`, never below 0."""
        if last <= first:
            return 0
        return max(0, self._worked(last.toordinal()) - self._worked(first.toordinal()))

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years without a known notice of the days after `first` up to `last`."""
        if last <= first:
            return ()
        start = first + timedelta(days=1)
        return tuple(y for y in range(start.year, last.year + 1) if y not in self._years)

    def skipped(self, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """Return the days off after `first` up to and including `last`, with their names.

        A weekend day is called 周六 or 周日 unless it belongs to a holiday.
        """
        days = map(date.fromordinal, range(first.toordinal() + 1, last.toordinal() + 1))
        return tuple((day, self._name(day)) for day in days if not self.is_working(day))

    def made_up(self, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """Return the weekend days after `first` up to `last` on which people work."""
        low, high = bisect_right(self._made_up, first), bisect_right(self._made_up, last)
        return tuple((day, self._special[day].name) for day in self._made_up[low:high])

    def holidays(self, first: date, last: date) -> tuple[str, ...]:
        """Return the names of the holidays after `first` up to and including `last`, once each."""
        low = bisect_right(self._off, first.toordinal())
        high = bisect_right(self._off, last.toordinal())
        named = list(zip(self._off[low:high], self._off_names[low:high], strict=True))
        years = range(first.year, last.year + 1)
        by_statute = (day for year in years for day in self._fixed(year))
        named += [
            (day.toordinal(), FIXED[day.month, day.day])
            for day in by_statute
            if first < day <= last and day not in self._special
        ]
        return tuple(dict.fromkeys(name for _, name in sorted(named)))

    def _name(self, day: date) -> str:
        rule = self._special.get(day)
        if rule:
            return rule.name
        fixed = day in self._fixed(day.year)
        return FIXED[day.month, day.day] if fixed else _WEEKEND[day.weekday()]

    def _worked(self, ordinal: int) -> int:
        """Return the number of working days from day 1 (a Monday) up to and including a day."""
        weeks, rest = divmod(ordinal, 7)
        usual = 5 * weeks + min(rest, 5) - self._fixed_weekdays(date.fromordinal(ordinal))
        return usual + self._gained[bisect_right(self._changed, ordinal)]

    def _usually_worked(self, day: date) -> bool:
        """Return whether people work on a day of which no notice and no office says anything."""
        return day.weekday() not in _WEEKEND and day not in self._fixed(day.year)

    def _fixed(self, year: int) -> tuple[date, ...]:
        return _fixed(year) if year >= self._fixed_from else ()

    def _fixed_weekdays(self, last: date) -> int:
        """Return how many fixed days up to and including a day would else have been worked."""
        if last.year < self._fixed_from:
            return 0
        this_year = sum(day <= last and day.weekday() not in _WEEKEND for day in _fixed(last.year))
        return _in_years_before(last.year) + this_year


@cache
def _fixed(year: int) -> tuple[date, ...]:
    """Return the days of a year that the statute fixes, in order."""
    return tuple(date(year, *at) for at in FIXED) if year >= FIXED_FROM else ()


@cache
def _in_years_before(year: int) -> int:
    each = (day for earlier in range(FIXED_FROM, year) for day in _fixed(earlier))
    return sum(day.weekday() not in _WEEKEND for day in each)


def calendar_of(
    days: Iterable[DayEntry], notices: Iterable[YearNotice], *, fixed_from: int = FIXED_FROM
) -> Calendar:
    """Return the calendar that these entries, oldest first, have led to."""
    told = tuple(notices)
    years = (notice.year for notice in told)
    return Calendar(in_force(days, told), years, fixed_from=fixed_from)


def in_force(days: Iterable[DayEntry], notices: Iterable[YearNotice]) -> Iterator[DayRule]:
    """Yield what holds for each special day, the office's own table last.

    A year's newest notice replaces all that an older one for that year said. The office's own word
    lies over every notice, whenever either was recorded; of its own words the last one counts.
    """
    newest = {notice.year: notice.seq for notice in notices}
    own: dict[date, DayRule] = {}
    for entry in days:
        if entry.year is None:
            own.pop(entry.day, None)
        if entry.working is None:
            continue
        rule = DayRule(day=entry.day, name=entry.name, working=entry.working)
        if entry.year is None:
            own[entry.day] = rule
        elif newest.get(entry.year) == entry.seq:
            yield rule
    yield from own.values()


def in_weeks(day: date) -> str:
    """Return the name of a day's weekday: 周一 … 周日."""
    return f"周{'一二三四五六日'[day.weekday()]}"


def estimate(years: Iterable[int]) -> str:
    """Return what to say of a date that depends on years without a notice; nothing for none."""
    found = tuple(years)
    if not found:
        return ""
    named = f"{found[0]}" if len(found) == 1 else f"{found[0]}—{found[-1]}"
    return f"估算：{named}年放假安排没有登记"
