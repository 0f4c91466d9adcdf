"""The two clocks: the machine's, and one that stands still for tests."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

BEIJING = timezone(timedelta(hours=8), "UTC+8")


class Clock(Protocol):
    """Tells the present instant; passed in, never read from inside a rule."""

    def now(self) -> datetime:
        """Return the present instant as an aware UTC datetime."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant as an aware UTC datetime."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands where it was put, moved only by hand."""

    def __init__(self, instant: datetime) -> None:
        """Stand at `instant`, which must be aware."""
        self.instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant at which the clock was put."""
        return self.instant


def beijing_date(instant: datetime) -> date:
    """Return the Beijing calendar date of an aware instant, whatever the machine's time zone."""
    return instant.astimezone(BEIJING).date()


def beijing_minute(text: str) -> str:
    """Return a stored instant as the clock on the wall in Beijing showed it: 2026-11-24 10:00."""
    return instant_of(text).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def instant_text(instant: datetime) -> str:
    """Return an aware instant in the one form in which it is stored and hashed."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def instant_of(text: str) -> datetime:
    """Return the aware UTC instant of a stored text; raise ValueError for any other form."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is not UTC or instant_text(instant) != text:
        raise ValueError(f"not as instants are stored: {text!r}")
    return instant
