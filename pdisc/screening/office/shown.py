"""What Excel shows of a number, where its format leaves no doubt.

15.5% is stored as 0.155 and 2026年9月 as 46266: whoever filled it in saw the former. What can't be
told for certain is told as such, so that nothing is taken in that nobody saw.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from pdisc.screening.office.sweep import digits
from pdisc.screening.office.xmlpart import XmlPart

GENERAL = "General"
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_BUILT_IN: Mapping[str, str] = {
    "0": GENERAL,
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "17": "mmm-yy",
    "49": "@",
    **dict.fromkeys(("27", "36", "50", "57"), _YEAR_MONTH),
    **dict.fromkeys(("28", "29", "51", "58"), _MONTH_DAY),
    "31": f'{_YEAR_MONTH}d"日"',
}
"""Formats without a text of their own that look the same on every machine in China; that of a
short date doesn't."""

_PLAIN = ("", "@", "general")
_LANGUAGE = r"-[0-9A-Fa-f]{1,4}"
"""A language by its number; a longer one asks for other digits or another calendar."""
_LITERAL = rf"\"[^\"]*\"|\\.|\[\$[^\]\d-]+(?:{_LANGUAGE})?\]|[¥￥$€]|[\u4e00-\u9fff]"
_NUMBER = re.compile(
    rf"(?P<before>(?:{_LITERAL})*)(?P<whole>#,##0|0+|[Gg]eneral)(?:\.(?P<parts>0+))?(?P<percent>%?)"
    rf"(?P<after>(?:{_LITERAL})*)(?:;@)?"
)
_DAY = re.compile(
    rf"(?:\[\$(?!-F){_LANGUAGE}\])?"
    r"(?P<day>(?:yyyy(?!y)|mm?(?!m)|dd?(?!d)|\"[^\"]*\"|\\.|[-/. 年月日])+)(?:;@)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"yyyy|mm?|dd?|\"[^\"]*\"|\\.|.", re.IGNORECASE)
_FOR_TEXT = 3
"""A format has a section for what is positive, negative, zero, and this one for texts."""
_LONGEST_FORMAT, _LONGEST_NUMBER = 255, 11
"""Excel shows so many signs of a number that has no format of its own."""
_MOST_DIGITS = 15
"""So many digits Excel knows of any number."""
_FIRST_DAY, _LAST_DAY = 61, 110_000
"""Before the first of these days Excel counts a day that never was."""


def number_formats(part: XmlPart | None) -> Sequence[str]:
    """Return the format of each cell style; an unknown one is a sign that no format is."""
    if part is None:
        return ()
    custom = part.root.iter("{*}numFmt")
    formats = {
        **_BUILT_IN,
        **{each.get("numFmtId", ""): each.get("formatCode", "") for each in custom},
    }
    styles = part.root.iterfind("{*}cellXfs/{*}xf")
    return tuple(formats.get(xf.get("numFmtId", "0"), "?") for xf in styles)


def shown(raw: str, code: str, epoch: datetime) -> str | None:
    """Return what a number looks like in a format; None where that isn't certain."""
    if len(code) > _LONGEST_FORMAT:
        return None
    if code.lower() in _PLAIN:
        return _plain(raw)
    if found := _NUMBER.fullmatch(code):
        return _formatted(raw, found)
    if found := _DAY.fullmatch(code):
        return _dated(raw, found["day"], epoch)
    return None


def text_shown(text: str, code: str) -> str | None:
    """Return what a text looks like in a format: nothing where that hides it; None for unknown."""
    if len(code) > _LONGEST_FORMAT:
        return None
    sections = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code)
    whose = [each for each in sections if "@" in each] or sections[_FOR_TEXT:] or ["@"]
    section = re.sub(r"\[[A-Za-z]+\d*\]|_.|\s", "", whose[-1])
    return {"@": text, "": ""}.get(section)


def hides_day(code: str) -> bool:
    """Say whether a format shows of a date its month, and not which day of it."""
    letters = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", code).lower()
    return "d" not in letters and ("m" in letters or "y" in letters)


def _plain(raw: str) -> str | None:
    text = digits(raw)
    certain = len(text.lstrip("-")) <= _LONGEST_NUMBER and re.fullmatch(r"(?a)-?\d+(\.\d+)?", text)
    return text if certain else None


def _formatted(raw: str, code: re.Match[str]) -> str | None:
    """Return a number with its zeros, thousands, percent sign, and what stands round it."""
    before, after = _said(code["before"]), _said(code["after"])
    percent = bool(code["percent"])
    if code["whole"].lower() == "general":
        plain = _plain(raw) or ""
        certain = plain and not (percent or code["parts"] or (before and plain.startswith("-")))
        return f"{before}{plain}{after}" if certain else None
    try:
        value = Decimal(digits(raw)) * (100 if percent else 1)
        rounded = value.quantize(Decimal(1).scaleb(-len(code["parts"] or "")), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    if (rounded < 0 and before) or len(rounded.as_tuple().digits) > _MOST_DIGITS:
        return None
    sign = "-" if rounded < 0 else ""
    whole, _, parts = f"{abs(rounded):f}".partition(".")
    whole = f"{int(whole):,}" if "," in code["whole"] else whole.zfill(len(code["whole"]))
    return f"{before}{sign}{whole}{'.' * bool(parts)}{parts}{code['percent']}{after}"


def _said(literals: str) -> str:
    """Return what stands before or behind a number, as it is shown."""
    return "".join(_bare(each[0]) for each in re.finditer(_LITERAL, literals))


def _bare(literal: str) -> str:
    if literal.startswith("[$"):
        return re.sub(f"{_LANGUAGE}$", "", literal[2:-1])
    return literal.strip('"') if literal.startswith('"') else literal.removeprefix("\\")


def _dated(raw: str, code: str, epoch: datetime) -> str | None:
    """Return a day in one of the ways in which a day is written in numbers."""
    try:
        days = float(raw)
    except ValueError:
        return None
    if not _FIRST_DAY <= days < _LAST_DAY:
        return None
    day = epoch + timedelta(days=int(days))
    words = {
        "yyyy": f"{day.year}",
        "mm": f"{day.month:02}",
        "m": f"{day.month}",
        "dd": f"{day.day:02}",
        "d": f"{day.day}",
    }
    return "".join(words.get(each.lower(), _bare(each)) for each in _PARTS.findall(code))
