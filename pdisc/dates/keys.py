"""How an obligation is named: by its window (2026-Q3), or by a day and what happened on it."""

import re
from datetime import date

from pdisc.dates.windows import parse_window

_DAY = r"(\d{4}-\d\d-\d\d)(?:变更|复核)?\Z"


def day_in(key: str) -> date | None:
    """Return the first day that an obligation's key names, None where it names a window."""
    found = re.match(_DAY, key)
    return date.fromisoformat(found[1]) if found else None


def filed_on(key: str) -> date:
    """Return the day under which an obligation is filed: a window's last day, or its own."""
    return day_in(key) or parse_window(key).end


def key_name(key: str) -> str:
    """Return an obligation's key as it is printed: 2026年三季度, or the day."""
    return key if day_in(key) else parse_window(key).name
