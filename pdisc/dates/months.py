"""Whole months and years later, as the calendar counts them: 31 January, a month on, is its last.

The one place where dateutil is asked; it costs a start 1 to 2 ms, beside some 80 of the rest.
"""

from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta


@lru_cache(4096)
def months_after(day: date, months: int) -> date:
    """Return the day so many months after (or, below zero, before) a day.

    A day that its month doesn't have is the month's last; beyond the calendar it is `date.max`.
    """
    last = (date.max.year - day.year) * 12 + 12 - day.month
    return date.max if months > last else day + relativedelta(months=months)


def months_between(first: date, day: date) -> int:
    """Return how many whole months lie between two first days of a month."""
    apart = relativedelta(day, first)
    return apart.years * 12 + apart.months


def day_of_year(year: int, month: int, day: int) -> date:
    """Return a day of a year; one that its month doesn't have is the month's last."""
    return date(year, 1, 1) + relativedelta(month=month, day=day)
