"""What a rule may be set to, by its unit."""

import re
import unicodedata
from datetime import date

from pdisc.dates.typed import parse_date
from pdisc.errors import UsageError
from pdisc.screening.house import split_words
from pdisc.screening.masked import allowed, is_mask
from pdisc.sheets.calendar_entry import EARLIEST, MOST_REMINDERS, reminders_in
from pdisc.text import halfwidth
from pdisc.values.filing import PATTERN, wrong_pattern

YES_NO = ("是", "否")
NO_WORDS = "无"
"""What is typed to empty a list of words."""
_NUMBER = r"(?a)\d{1,6}\Z"
_MONTH_DAY = r"(?a)(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z"
_PLAIN = r"[\w.·\-]{0,40}\Z"
_NAME = r"[^\x00-\x1f\x7f]{1,100}\Z"
_WORD = r"[^\x00-\x1f\x7f*]{2,40}\Z"
_MOST_WORDS = 200


def _is_month_day(text: str) -> bool:
    """Return whether a text names a day that every year has."""
    try:
        return bool(re.match(_MONTH_DAY, text)) and bool(date.fromisoformat(f"2001-{text}"))
    except ValueError:
        return False


def _is_word_list(text: str) -> bool:
    """Return whether a text is a list of words, none so short that it would stand everywhere."""
    words = split_words(text)
    return len(words) <= _MOST_WORDS and all(re.match(_WORD, word) for word in words)


_ALSO_SAID = {"工作日": "天|日", "天": "日", "MB": "M|兆"}
"""What people say for a unit besides its name; for 天 nobody may mean working days."""


def _without_unit(text: str, unit: str) -> str:
    """Return the number of a text such as 5个工作日, where it is counted in that unit; else all."""
    plain = halfwidth(text)
    names = f"{re.escape(unit)}|{_ALSO_SAID.get(unit, unit)}"
    found = re.match(rf"(?ai)(\d+)\s*个?\s*(?:{names})\Z", plain)
    return found[1] if found else plain


def _as_month_day(text: str) -> str:
    """Return 06-30 for 6月30日 and 6-30."""
    found = re.match(r"(?a)(\d{1,2})(?:月|-)(\d{1,2})日?\Z", halfwidth(text))
    return f"{found[1]:0>2}-{found[2]:0>2}" if found else text


def _as_day(text: str) -> str:
    """Return a day as it is stored, an empty text for none, or the text as it was typed."""
    if text in ("", NO_WORDS):
        return ""
    try:
        return parse_date(text, date.max).isoformat()
    except UsageError:
        return "？"


def _as_reminders(text: str) -> tuple[str, bool]:
    """Return days before an entry as they are stored (7,1; nothing for 无), and if they are any."""
    try:
        return ",".join(map(str, reminders_in("" if text == NO_WORDS else text))), True
    except ValueError:
        return text, False


FILED_PAPERS = ("审批凭证", "公开凭证")
"""Which papers an office may ask for before it files anything."""


def _as_papers(value: str) -> tuple[str, bool]:
    """Return a list of papers in one spelling, and whether all of them are known."""
    named = [part for part in re.split(r"[、,，;；\s]+", value) if part]
    named = [] if named == [NO_WORDS] else named
    return "、".join(named), set(named) <= set(FILED_PAPERS)


def checked_value(name: str, unit: str, text: str) -> str:
    """Return a new value for a rule of that unit, trimmed, or raise UsageError."""
    value = text.strip()
    if unit == "词表" and value == NO_WORDS:
        return ""
    if unit == "是否":
        good, wanted = value in YES_NO, "“是”或“否”"
    elif unit == "月-日":
        value = _as_month_day(value)
        good, wanted = _is_month_day(value), "月-日，如 06-30"
    elif unit == "年月日":
        value = _as_day(value)
        good = value == "" or value[:1].isdigit()
        wanted = f"日期，如 2024-03-15；清空写“{NO_WORDS}”"
    elif unit == "名称":
        good, wanted = bool(re.match(_NAME, value)), "1到100个字的名称"
    elif unit == "文字":
        good, wanted = bool(re.match(_PLAIN, value)), "不超过40个字的字母、数字或汉字"
    elif unit == "档号":
        value = unicodedata.normalize("NFKC", value)
        good, wanted = not wrong_pattern(value), f"档号的写法：{wrong_pattern(value)}；如 {PATTERN}"
    elif unit == "归档材料":
        value, good = _as_papers(value)
        wanted = f"{'、'.join(FILED_PAPERS)}中的几样；清空写“{NO_WORDS}”"
    elif unit == "遮盖":
        good, wanted = is_mask(name, value), allowed(name)
    elif unit == "提前天数":
        value, good = _as_reminders(value)
        wanted = f"几个天数，如 7,1，至多{MOST_REMINDERS}个、{EARLIEST}天；不要提醒写“{NO_WORDS}”"
    elif unit == "词表":
        good = _is_word_list(value)
        wanted = (
            f"至多{_MOST_WORDS}个词，以顿号、逗号、分号或空格分开，每个2到40个字；"
            f"清空写“{NO_WORDS}”"
        )
    else:
        value = _without_unit(value, unit)
        good, wanted = bool(re.match(_NUMBER, value)), f"以{unit}计的整数"
    if not good:
        raise UsageError(f"“{name}”的值应为{wanted}", next_step="pdisc config show")
    return value
