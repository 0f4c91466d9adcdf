"""Windows as people say them: 三季度, 2026Q3, 2026年第三季度, 上半年, 7月; a year may be missing.

The journal and `parse_window` know one key and one name for each; what is typed is brought to them
here, where today is known.
"""

import re
from datetime import date

from pdisc.dates.windows import Window, parse_window
from pdisc.errors import UsageError
from pdisc.text import halfwidth

_YEAR = r"(?a)(?:(?P<year>\d{4})[-/.年]?)?"
_PLACES = (
    (rf"{_YEAR}第?(?P<place>[一二三四1234])季度?\Z", "{year}-Q{place}"),
    (rf"{_YEAR}[Qq](?P<place>[1234])\Z", "{year}-Q{place}"),
    (rf"{_YEAR}(?P<place>[上下])半年\Z", "{year}-H{place}"),
    (rf"{_YEAR}[Hh](?P<place>[12])\Z", "{year}-H{place}"),
    (rf"{_YEAR}(?P<place>\d{{1,2}})月份?\Z", "{year}-{place:0>2}"),
    (r"(?a)(?P<year>\d{4})[-/.]?(?P<place>\d{1,2})\Z", "{year}-{place:0>2}"),
    (r"(?a)(?P<year>\d{4})年度\Z", "{year}"),
)
"""Each way to say a window, and the key that is meant."""
_NUMERALS = {**dict(zip("一二三四", "1234", strict=True)), "上": "1", "下": "2"}
_DASHES = str.maketrans("—–－―−‐‑", "-------")


def spelled_window(text: str, today: date) -> str:
    """Return the key of the window that a text means; the text as it is where that isn't certain.

    What `parse_window` reads already stays. Without a year the latest such window is meant that
    has begun.
    """
    try:
        parse_window(text)
    except UsageError:
        return _read(text, today) or text
    return text


def _read(text: str, today: date) -> str | None:
    plain = re.sub(r"\s+", "", halfwidth(text)[:40])
    for spelling in (plain, plain.translate(_DASHES)):
        for pattern, key in _PLACES:
            if found := re.match(pattern, spelling):
                return _key(key, found.groupdict(), today)
        if window := _window(spelling):
            return window.key
    return None


def _key(key: str, said: dict[str, str | None], today: date) -> str | None:
    """Return a key filled in with what was said; of windows without a year the latest begun."""
    place = said.get("place") or ""
    place = _NUMERALS.get(place, place)
    years = [said["year"]] if said.get("year") else [str(today.year), str(today.year - 1)]
    windows = [_window(key.format(year=year, place=place)) for year in years]
    begun = [each for each in windows if each and (said.get("year") or each.start <= today)]
    return begun[0].key if begun else None


def _window(key: str) -> Window | None:
    try:
        return parse_window(key)
    except UsageError:
        return None
