"""The named windows of 定期 items: months, quarters, half-years and years (DESIGN §4).

A window has a key for the keyboard and the journal (2026-Q3) and a name for people (2026年三季度);
both are accepted wherever one is typed.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from pdisc.errors import UsageError
from pdisc.words import Cycle

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years that have windows; outside them a year is taken for a slip of the keyboard."""

FORMS = "2026-Q3 或 2026年三季度，2026-07 或 2026年7月，2026-H1 或 2026年上半年，2026 或 2026年"

_MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}


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
    (cycle, place): _spellings(cycle, place)
    for cycle, months in _MONTHS.items()
    for place in range(1, 12 // months + 1)
}
_PLACES = {form: where for where, forms in _FORMS.items() for form in forms}


class Window(msgspec.Struct, frozen=True):
    """One named stretch of the calendar, from `start` to `end`, both inclusive."""

    cycle: Cycle
    start: date
    end: date

    @property
    def key(self) -> str:
        """The spelling for the keyboard and the journal: 2026-Q3, 2026-07, 2026-H1 or 2026."""
        return f"{self.start.year}{self._forms[0]}"

    @property
    def name(self) -> str:
        """The spelling for people: 2026年三季度, 2026年7月, 2026年上半年 or 2026年."""
        return f"{self.start.year}{self._forms[1]}"

    @property
    def _forms(self) -> tuple[str, ...]:
        return _FORMS[self.cycle, (self.start.month - 1) // _MONTHS[self.cycle] + 1]


def parse_window(text: str) -> Window:
    """Return the window that a key or a name means, or raise UsageError naming the forms.

    Outer blanks are trimmed; otherwise the match is exact. Small q and h, 2026年3季度 and
    2026年第三季度 are accepted too.
    """
    plain = text.strip()
    year, form = plain[:4], plain[4:]
    if not (len(year) == 4 and year.isascii() and year.isdigit() and form in _PLACES):
        raise UsageError(f"“{plain[:40]}”不是期次", next_step=f"写作 {FORMS}")
    return _window(*_PLACES[form], year=int(year))


def window_of(cycle: Cycle, day: date) -> Window:
    """Return the window of a cycle in which a day lies; raises UsageError outside 1990-2100."""
    return _window(cycle, (day.month - 1) // _MONTHS[cycle] + 1, year=day.year)


def windows_between(cycle: Cycle, first: date, last: date) -> Iterator[Window]:
    """Yield those windows of a cycle whose last day lies from `first` to `last`, both inclusive.

    Days outside 1990-2100 have no windows.
    """
    last = min(last, date(LAST_YEAR, 12, 31))
    first = max(first, date(FIRST_YEAR, 1, 1))
    while first <= last:
        window = window_of(cycle, first)
        if window.end <= last:
            yield window
        first = window.end + timedelta(days=1)


def _window(cycle: Cycle, place: int, *, year: int) -> Window:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(
            f"期次的年份应在{FIRST_YEAR}年至{LAST_YEAR}年之间，{year}年不在其中",
            next_step=f"写作 {FORMS}",
        )
    months = _MONTHS[cycle]
    after = months * place + 1
    following = date(year, after, 1) if after <= 12 else date(year + 1, 1, 1)
    return Window(cycle, date(year, after - months, 1), following - timedelta(days=1))
