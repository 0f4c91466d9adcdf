"""Limits and settings: each has a value, a unit and a source, and holds from a date on."""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import msgspec

from pdisc.errors import NotFound, UsageError
from pdisc.registers.settings import Setting
from pdisc.screening.house import split_words
from pdisc.screening.masked import allowed, is_mask

YES_NO = ("是", "否")
NO_WORDS = "无"
"""What is typed to empty a list of words."""
_NUMBER = r"(?a)\d{1,6}\Z"
_MONTH_DAY = r"(?a)(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z"
_PLAIN = r"[\w.·\-]{0,40}\Z"
_NAME = r"[^\x00-\x1f\x7f]{1,100}\Z"
_WORD = r"[^\x00-\x1f\x7f*]{2,40}\Z"
_MOST_WORDS = 200
UNIT_NAME = "单位名称"


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shipped default of `data/rules.yaml`."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool


class RuleBook:
    """The settings of one ledger, asked by name and by the day on which they must hold."""

    def __init__(self, settings: Iterable[Setting]) -> None:
        """Take all versions of all settings, in the order in which they were recorded."""
        self._versions: dict[str, list[Setting]] = {}
        for setting in settings:
            self._versions.setdefault(setting.name, []).append(setting)

    def names(self) -> tuple[str, ...]:
        """Return every rule's name in the order of the shipped file."""
        return tuple(self._versions)

    def setting(self, name: str, on: date) -> Setting:
        """Return the version of one rule that holds on a day; the first one before its start.

        Raises NotFound for a name that no rule bears.
        """
        versions = self._versions.get(name)
        if not versions:
            near = get_close_matches(name, self._versions, n=1, cutoff=0.4)
            hint = f"，是不是“{near[0]}”？" if near else ""
            raise NotFound(f"没有名为“{name}”的设置{hint}", next_step="pdisc config show")
        held = [version for version in versions if version.valid_from <= on]
        return max(reversed(held), key=lambda version: version.valid_from, default=versions[0])

    def number(self, name: str, on: date) -> int:
        """Return a rule's value as a number (of working days, days, months, characters or MB)."""
        return int(self.setting(name, on).value)

    def text(self, name: str, on: date) -> str:
        """Return a rule's value as it was written."""
        return self.setting(name, on).value

    def flag(self, name: str, on: date) -> bool:
        """Return whether a 是否 rule says 是."""
        return self.setting(name, on).value == "是"


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


def checked_value(name: str, unit: str, text: str) -> str:
    """Return a new value for a rule of that unit, trimmed, or raise UsageError."""
    value = text.strip()
    if unit == "词表" and value == NO_WORDS:
        return ""
    if unit == "是否":
        good, wanted = value in YES_NO, "“是”或“否”"
    elif unit == "月-日":
        good, wanted = _is_month_day(value), "月-日，如 06-30"
    elif unit == "名称":
        good, wanted = bool(re.match(_NAME, value)), "1到100个字的名称"
    elif unit == "文字":
        good, wanted = bool(re.match(_PLAIN, value)), "不超过40个字的字母、数字或汉字"
    elif unit == "遮盖":
        good, wanted = is_mask(name, value), allowed(name)
    elif unit == "词表":
        good = _is_word_list(value)
        wanted = (
            f"至多{_MOST_WORDS}个词，以顿号、逗号、分号或空格分开，每个2到40个字；"
            f"清空写“{NO_WORDS}”"
        )
    else:
        good, wanted = bool(re.match(_NUMBER, value)), f"以{unit}计的整数"
    if not good:
        raise UsageError(f"“{name}”的值应为{wanted}", next_step="pdisc config show")
    return value


def archive_deadline(published_on: date, rules: RuleBook) -> date:
    """Return the last day for 归档: 归档截止 (月-日) of the year after the first publication."""
    month, day = (int(part) for part in rules.text("归档截止", published_on).split("-"))
    year = published_on.year + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
