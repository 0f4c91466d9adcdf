"""档号 by the office's own pattern (DA/T 22-2015, DA/T 13-2022), and the series its 件号 run in."""

import re
from collections.abc import Mapping
from datetime import date

from pdisc.dates.months import months_after
from pdisc.words import Retention

PATTERN = "{全宗}-WS·{年度}-{期限}-{机构}-{件号}"
"""How 档号 were made before their pattern was a rule, and still are where nobody sets another."""

FONDS, YEAR, RETENTION, ORGAN, PIECE = "全宗", "年度", "期限", "机构", "件号"
_NEEDED = (YEAR, RETENTION, PIECE)
_KNOWN = (FONDS, *_NEEDED, ORGAN)

_PART = r"\{(\w+)\}"
_PLAIN = r"[A-Za-z0-9\u4e00-\u9fff·.\-_/]*\Z"
_SIGNS = "·.-_/"
_LONGEST = 80


def wrong_pattern(pattern: str) -> str:
    """Return why 档号 made by a pattern couldn't be told apart, or be read; nothing if they can.

    件号 run without a gap within 年度 and 期限 (and 机构): both must be in the number, and between
    every two parts a sign, so that no two series ever come to the same number.
    """
    pieces = re.split(_PART, pattern)
    texts, parts = pieces[::2], pieces[1::2]
    if unknown := [part for part in parts if part not in _KNOWN]:
        return f"没有“{{{unknown[0]}}}”，能用的是" + "、".join(f"{{{part}}}" for part in _KNOWN)
    if missing := [part for part in _NEEDED if part not in parts]:
        return "缺少" + "、".join(f"{{{part}}}" for part in missing) + "，件号会重复"
    if twice := [part for part in _KNOWN if parts.count(part) > 1]:
        return f"{{{twice[0]}}}写了两次"
    if len(pattern) > _LONGEST or not all(re.match(_PLAIN, text) for text in texts):
        return f"除了各部分，只能有字母、数字、汉字和 {' '.join(_SIGNS)}，总共不超过{_LONGEST}个字"
    if any(not set(between) & set(_SIGNS) for between in texts[1:-1]):
        return f"两个部分之间要有分隔的 {' '.join(_SIGNS)} 之一"
    return ""


def series_of(year: int, retention: Retention, organ: str, *, pattern: str = PATTERN) -> str:
    """Return the class within which 件号 run from 1: 年度、保管期限 and, where it is told, 机构."""
    told = organ if f"{{{ORGAN}}}" in pattern else ""
    return "-".join(part for part in (str(year), retention.code, told) if part)


def archive_number(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a 档号 such as Z109-WS·2026-D10-BGS-0001.

    A part that is empty, as 全宗 and 机构 may be, goes with the signs that part it from the next.
    """
    made = pattern
    for name in (FONDS, ORGAN):
        if not parts[name]:
            made = re.sub(rf"\{{{name}\}}[{re.escape(_SIGNS)}]*", "", made)
    return re.sub(_PART, lambda found: parts[found[1]], made).rstrip(_SIGNS)


def folder_of(number: str) -> str:
    """Return how the folder of a 档号 is called: what no folder's name can hold becomes _."""
    return number.replace("/", "_").rstrip(".")


def filed_parts(
    *, fonds: str, year: int, retention: Retention, organ: str, piece: int
) -> dict[str, str]:
    """Return the parts of a 档号 by their names; 件号 has four digits at least."""
    return {
        FONDS: fonds,
        YEAR: str(year),
        RETENTION: retention.code,
        ORGAN: organ,
        PIECE: f"{piece:04d}",
    }


KEPT_YEARS = {Retention.YEARS_30: 30, Retention.YEARS_10: 10}
"""How long what isn't kept for ever is kept."""


def kept_until(year: int, retention: Retention) -> date | None:
    """Return the last day on which what was filed under a 年度 is kept; None for 永久.

    The years are counted from 1 January of the next year on.
    """
    years = KEPT_YEARS.get(retention)
    return None if years is None else months_after(date(year, 12, 31), 12 * years)
