"""The windows of a cycle, by walking month after month from January 2001."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

DAY = timedelta(days=1)
NAMED = {"每月": 1, "每季度": 3, "每半年": 6, "每年": 12}
LAST_YEAR = 2045


class Span(NamedTuple):
    """One window: its key, its first day and its last."""

    key: str
    first: date
    last: date


def months_of(every: str) -> int:
    """Read how many months a cycle has."""
    return NAMED.get(every) or int(every.removeprefix("每").removesuffix("个月"))


def key_of(months: int, first: date, last: date) -> str:
    """Name a window as DESIGN and decision 0018 name it."""
    if months == 1:
        return f"{first:%Y-%m}"
    if months == 3:
        return f"{first.year}-Q{last.month // 3}"
    if months == 6:
        return f"{first.year}-H{last.month // 6}"
    if months == 12:
        return f"{first.year}"
    if months in (24, 36, 48, 60):
        return f"{first.year}..{last.year}"
    if first.year == last.year:
        return f"{first:%Y-%m}..{last:%m}"
    return f"{first:%Y-%m}..{last:%Y-%m}"


@cache
def spans(months: int) -> tuple[Span, ...]:
    """Walk through the days from 2001 on, and close a window whenever its months are full."""
    found = []
    first = day = date(2001, 1, 1)
    full = 0
    while day.year < LAST_YEAR:
        if (day + DAY).day == 1:
            full += 1
            if full == months:
                found.append(Span(key_of(months, first, day), first, day))
                first, full = day + DAY, 0
        day += DAY
    return tuple(found)


@cache
def span_ending(months: int, day: date) -> Span | None:
    """Look for the window that ends on a day."""
    for span in spans(months):
        if span.last == day:
            return span
    return None


def months_later(day: date, months: int) -> date:
    """Walk some months on; where a month has no such day, stop at its last."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    there = day.day
    while True:
        try:
            return date(year, month, there)
        except ValueError:
            there -= 1
