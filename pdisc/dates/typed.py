"""Dates as people type and read them."""

import re
from datetime import date, timedelta

from pdisc.errors import UsageError
from pdisc.text import halfwidth

_YEAR_FIRST = (
    r"(?a)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\Z",
    r"(?a)(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]\Z",
    r"(?a)(\d{4})()(\d\d)(\d\d)\Z",
)
_MONTH_FIRST = r"(?a)(\d{1,2})月(\d{1,2})[日号]\Z"
_DASHES = str.maketrans("—–－―−‐‑", "-------")
_NAMED = {"今天": 0, "昨天": 1, "前天": 2}
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Outside of them a year is taken for a slip of the keyboard."""
_LEAP = 8
"""In so many years any day that exists comes at least once, 29 February over 2100 included."""
FORMS = "日期写作 2026-11-23、2026年11月23日、11月23日、今天、昨天 或 前天"


def parse_date(text: str, today: date) -> date:
    """Return the day that a text names, in any of the ways in which people write one.

    2026-11-23, 2026/11/23, 2026.11.23, 20261123, 2026年11月23日, 11月23日 (the latest such day not
    in the future), 今天, 昨天, 前天; in full-width signs, too, and without leading zeros. Raises
    UsageError for anything else, for days that don't exist, and for years beyond 1990–2100.
    """
    typed = text.strip()
    plain = re.sub(r"[ \t\xa0\u3000]+", "", halfwidth(typed)).translate(_DASHES)
    if plain in _NAMED:
        return today - timedelta(days=_NAMED[plain])
    if found := re.match(_MONTH_FIRST, plain):
        return _latest(int(found[1]), int(found[2]), today, typed)
    match = next(filter(None, (re.match(form, plain) for form in _YEAR_FIRST)), None)
    if match is None:
        raise UsageError(f"“{typed}”不是日期", next_step=FORMS)
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    try:
        parsed = date(year, month, day)
    except ValueError as error:
        raise UsageError(f"没有这一天：{typed}", next_step=FORMS) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"年份应在{FIRST_YEAR}年到{LAST_YEAR}年之间：{typed}")
    return parsed


def _latest(month: int, day: int, today: date, typed: str) -> date:
    """Return the latest day of that month and number that isn't in the future."""
    for year in range(today.year, today.year - _LEAP - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise UsageError(f"没有这一天：{typed}", next_step=FORMS)


def days_after(day: date, days: int) -> date:
    """Return the day so many days later, or the last day of all."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def in_words(day: date) -> str:
    """Return a day as people read it: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def spelled_out(text: str) -> str:
    """Return a text in which every day such as 2026-07-01 stands as people read it."""
    return re.sub(_ISO, lambda found: in_words(date.fromisoformat(found[0])), text)


_ISO = r"(?a)(?<!\d)\d{4}-\d\d-\d\d(?!\d)"
