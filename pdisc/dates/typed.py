"""Dates as people type and read them."""

import re
from datetime import date, timedelta

from pdisc.errors import UsageError

_ISO = r"(?a)(\d{4})-(\d{1,2})-(\d{1,2})\Z"
_CHINESE = r"(?a)(\d{4})年(\d{1,2})月(\d{1,2})日\Z"
_NAMED = {"今天": 0, "昨天": 1}
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Outside of them a year is taken for a slip of the keyboard."""


def parse_date(text: str, today: date) -> date:
    """Return the day that a text names: 2026-11-23, 2026年11月23日, 今天 or 昨天.

    Raises UsageError for anything else, for days that don't exist, and for years beyond 1990–2100.
    """
    typed = text.strip()
    if typed in _NAMED:
        return today - timedelta(days=_NAMED[typed])
    match = re.match(_ISO, typed) or re.match(_CHINESE, typed)
    if match is None:
        raise UsageError(
            f"“{typed}”不是日期", next_step="日期写作 2026-11-23、2026年11月23日、今天 或 昨天"
        )
    year, month, day = map(int, match.groups())
    try:
        parsed = date(year, month, day)
    except ValueError as error:
        raise UsageError(f"没有这一天：{typed}") from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"年份应在{FIRST_YEAR}年到{LAST_YEAR}年之间：{typed}")
    return parsed


def days_after(day: date, days: int) -> date:
    """Return the day so many days later, or the last day of all."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def in_words(day: date) -> str:
    """Return a day as people read it: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
