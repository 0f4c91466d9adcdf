"""Working days that count for people's requests and opinions, with the source of each limit.

Pure: a limit is a rule (`data/rules.yaml`), the day follows from the work calendar.
"""

from datetime import date

import msgspec

from pdisc.dates.workdays import Calendar
from pdisc.rules import RuleBook


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A last day, and whether it counts days of a year whose notice isn't known."""

    day: date
    estimated: bool = False


class Clocks(msgspec.Struct, frozen=True):
    """The rules and the work calendar by which days are counted."""

    rules: RuleBook
    calendar: Calendar

    def days(self, rule: str, on: date) -> int:
        """Return how many working days a rule grants on a day."""
        return self.rules.number(rule, on)

    def after(self, start: date, days: int) -> Limit:
        """Return the day on which so many working days after `start` are over."""
        day = self.calendar.rolled(self.calendar.plus(start, days))
        return Limit(day=day, estimated=bool(self.calendar.unknown_years(start, day)))

    def by(self, start: date, rule: str) -> Limit:
        """Return the last day that a rule grants, counted from the day after `start`."""
        return self.after(start, self.days(rule, start))

    def stopped(self, first: date, last: date) -> int:
        """Return the working days for which a clock stood still: those after `first` up to `last`.

        The day on which it stopped had been used, the day on which it went on hadn't.
        """
        return self.calendar.between(first, last)
