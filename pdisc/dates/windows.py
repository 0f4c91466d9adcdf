"""The named windows of 定期 items: months, quarters, half-years, years, every N months (DESIGN §4).

A window has a key for the keyboard and the journal (2026-Q3) and a name for people (2026年三季度);
both are accepted wherever one is typed. Windows follow from the calendar alone, so that no answer,
however late, can move the next one.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from pdisc.dates.cycles import MONTHS, every_months, months_of
from pdisc.dates.months import months_after, months_between
from pdisc.dates.typed import FIRST_YEAR, LAST_YEAR
from pdisc.errors import UsageError
from pdisc.words import Cycle

FORMS = (
    "2026-Q3 或 2026年三季度，2026-07 或 2026年7月，2026-H1 或 2026年上半年，2026 或 2026年，"
    "2026-01..02 或 2026年1—2月"
)

_ANCHOR = date(2001, 1, 1)
"""Every N months is counted from January 2001, the first month of a five-year plan (十五)."""


def _spellings(cycle: Cycle, place: int) -> tuple[str, ...]:
    """Return what may follow the year: first the key's form, then the name's, then the others."""
    if cycle is Cycle.MONTH:
        return (f"-{place:02d}", f"年{place}月")
    if cycle is Cycle.QUARTER:
        word = "一二三四"[place - 1]
        spoken = (f"年{word}季度", f"年{place}季度", f"年第{word}季度", f"年第{place}季度")
        return (f"-Q{place}", *spoken, f"-q{place}")
    if cycle is Cycle.HALF:
        return (f"-H{place}", f"年{'上下'[place - 1]}半年", f"-h{place}")
    return ("", "年")


_FORMS = {
    (months, place): _spellings(cycle, place)
    for cycle, months in MONTHS.items()
    for place in range(1, 12 // months + 1)
}
_PLACES = {form: where for where, forms in _FORMS.items() for form in forms}

_DASH = r"(?:\.\.|[—–－~～至-])"
_SPANS = (
    r"(?a)(?P<y>\d{4})-(?P<m>\d\d)\.\.(?:(?P<y2>\d{4})-)?(?P<m2>\d\d)\Z",
    rf"(?a)(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月?{_DASH}(?:(?P<y2>\d{{4}})年)?(?P<m2>\d{{1,2}})月\Z",
    rf"(?a)(?P<y>\d{{4}})年?{_DASH}(?P<y2>\d{{4}})年?\Z",
)
"""From one month to another as a key and as a name, and from one year to another."""


class Window(msgspec.Struct, frozen=True):
    """One named stretch of whole months, from `start` to `end`, both inclusive."""

    months: int
    start: date
    end: date

    @property
    def every(self) -> str:
        """The cycle that it is a window of: 每季度."""
        every = every_months(self.months)
        assert every is not None, "windows are made of cycles"
        return every

    @property
    def key(self) -> str:
        """The spelling for the keyboard and the journal: 2026-Q3, 2026-07, 2026 or 2026-01..02."""
        first, last = self.start, self.end
        if self._named:
            return f"{first.year}{self._named[0]}"
        if self.months % 12 == 0:
            return f"{first.year}..{last.year}"
        until = "" if last.year == first.year else f"{last.year}-"
        return f"{first.year}-{first.month:02d}..{until}{last.month:02d}"

    @property
    def name(self) -> str:
        """The spelling for people: 2026年三季度, 2026年7月, 2026年 or 2026年1—2月."""
        first, last = self.start, self.end
        if self._named:
            return f"{first.year}{self._named[1]}"
        if self.months % 12 == 0:
            return f"{first.year}—{last.year}年"
        if last.year == first.year:
            return f"{first.year}年{first.month}—{last.month}月"
        return f"{first.year}年{first.month}月—{last.year}年{last.month}月"

    @property
    def _named(self) -> tuple[str, ...]:
        return _FORMS.get((self.months, (self.start.month - 1) // self.months + 1), ())


def parse_window(text: str) -> Window:
    """Return the window that a key or a name means, or raise UsageError naming the forms.

    Outer blanks are trimmed; otherwise the match is exact. Small q and h, 2026年3季度 and
    2026年第三季度 are accepted too. Several months must be a window of every N months.
    """
    plain = text.strip()
    year, form = plain[:4], plain[4:]
    if len(year) == 4 and year.isascii() and year.isdigit() and form in _PLACES:
        months, place = _PLACES[form]
        return _window(months, _steps(months, int(year), months * (place - 1) + 1))
    found = _spanning(plain)
    if found is None:
        raise UsageError(f"“{plain[:40]}”不是期次", next_step=f"写作 {FORMS}")
    return found


def _spanning(plain: str) -> Window | None:
    """Return the window from one month to another, or from one year to another."""
    found = next(filter(None, (re.match(pattern, plain) for pattern in _SPANS)), None)
    if found is None:
        return None
    said = {"m": "1", "m2": "12", **found.groupdict()}
    first = int(said["y"]) * 12 + int(said["m"]) - 1
    last = int(said["y2"] or said["y"]) * 12 + int(said["m2"]) - 1
    real = all(1 <= int(said[month]) <= 12 for month in ("m", "m2"))
    months = last - first + 1
    if not real or every_months(months) is None:
        return None
    place = _steps(months, int(said["y"]), int(said["m"]))
    begun = (int(said["y"]) - _ANCHOR.year) * 12 + int(said["m"]) - 1
    return _window(months, place) if begun == place * months else None


def printed(key: str | None) -> str | None:
    """Return a window's name (2026年三季度) for its key (2026-Q3); None for none."""
    return parse_window(key).name if key else None


def window_of(every: str, day: date) -> Window:
    """Return the window of a cycle in which a day lies; raises UsageError outside 1990-2100."""
    months = _months(every)
    return _window(months, _place(months, day))


def windows_between(every: str, first: date, last: date) -> Iterator[Window]:
    """Yield those windows of a cycle whose last day lies from `first` to `last`, both inclusive.

    Windows that reach outside 1990-2100 are left out.
    """
    months = _months(every)
    for place in range(_place(months, first), _place(months, last) + 1):
        window = _found(months, place)
        if window is not None and first <= window.end <= last:
            yield window


def _months(every: str) -> int:
    months = months_of(every)
    assert months is not None, "定期 items have a cycle"
    return months


def _place(months: int, day: date) -> int:
    return _steps(months, day.year, day.month)


def _window(months: int, place: int) -> Window:
    """Return the window of that place in its cycle, or raise UsageError."""
    found = _found(months, place)
    if found is None:
        year = _ANCHOR.year + place * months // 12
        raise UsageError(
            f"期次的年份应在{FIRST_YEAR}年至{LAST_YEAR}年之间，{year}年不在其中",
            next_step=f"写作 {FORMS}",
        )
    return found


@cache
def _steps(months: int, year: int, month: int) -> int:
    """Return how many whole windows of so many months lie between the anchor and a month."""
    if not date.min.year <= year <= date.max.year:
        return (year - _ANCHOR.year) * 12 // months  # there is no such day; no window either
    return months_between(_ANCHOR, date(year, month, 1)) // months


@cache
def _found(months: int, place: int) -> Window | None:
    if not _FIRST_MONTH <= place * months < _AFTER_LAST:
        return None
    start, after = (months_after(_ANCHOR, step * months) for step in (place, place + 1))
    inside = start.year >= FIRST_YEAR and after <= date(LAST_YEAR + 1, 1, 1)
    return Window(months, start, after - timedelta(days=1)) if inside else None


_FIRST_MONTH, _AFTER_LAST = ((year - _ANCHOR.year) * 12 for year in (FIRST_YEAR, LAST_YEAR + 1))
"""Between which months, counted from the anchor's, windows lie."""
