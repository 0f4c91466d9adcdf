"""How often a 定期 item is due, and how soon a 随时 item: 每季度, 每2个月, 发生后10个工作日.

The plan writes 定期 and 随时 only; both are 推定 until confirmed (DESIGN §2).
"""

import re

from pdisc.errors import UsageError
from pdisc.words import Cycle, Timing

MONTHS = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF: 6, Cycle.YEAR: 12}
MOST_MONTHS, MOST_DAYS, MOST_AFTER = 60, 250, 12
"""Five years of months, a year of working days or of months: beyond any 公开时限."""

FORMS = (
    "每月、每季度、每半年、每年、每2个月（每N个月，1到60），"
    "随时事项写 发生后10个工作日 或 发生后1个月"
)

_NAMED = {cycle.value: months for cycle, months in MONTHS.items()}
_BY_MONTHS = {months: cycle for cycle, months in _NAMED.items()}
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_EVERY = r"(?a)每?(?P<n>\d{1,2}|[一两二三四五六])(?P<unit>个月|年)\Z"
_STORED = r"(?a)每(?P<n>\d{1,2})个月\Z"
_AFTER = r"(?a)(?:发生后)?(?P<n>\d{1,3})个?工作日(?:内)?\Z"
_MONTHS_AFTER = r"(?a)发生后(?P<n>\d{1,2}|[一两二三四五六])个月(?:内)?\Z"
_SPOKEN = {
    "月": Cycle.MONTH,
    "季": Cycle.QUARTER,
    "季度": Cycle.QUARTER,
    "半年": Cycle.HALF,
    "年": Cycle.YEAR,
    "年度": Cycle.YEAR,
}


def every_months(months: int) -> str | None:
    """Return the word for a cycle of so many months, or None outside 1 to 60."""
    if not 1 <= months <= MOST_MONTHS:
        return None
    return _BY_MONTHS.get(months, f"每{months}个月")


def months_of(every: str) -> int | None:
    """Return the months of a cycle as it is stored, None for a term after an event."""
    if every in _NAMED:
        return _NAMED[every]
    found = re.match(_STORED, every)
    return int(found["n"]) if found else None


def days_of(every: str) -> int | None:
    """Return the working days of a term after an event as it is stored, None for any other."""
    found = re.match(_AFTER, every)
    return int(found["n"]) if found else None


def months_after_event(every: str) -> int | None:
    """Return the calendar months of a term after an event as it is stored, None for any other."""
    found = re.match(_MONTHS_AFTER, every)
    return _numeral(found["n"]) if found else None


def misfit(timing: Timing, every: str) -> str:
    """Return what is wrong with a cycle or term for items of that 公开时限; nothing if it fits."""
    if timing is Timing.PERIODIC:
        return "" if months_of(every) else f"定期事项的周期不能是“{every}”，要写每几个月一次"
    if timing is Timing.OCCASIONAL:
        after = days_of(every) or months_after_event(every)
        return "" if after else f"随时事项没有周期“{every}”，可以写 发生后10个工作日 或 发生后1个月"
    return "固定事项没有周期"


def parse_every(text: str) -> str:
    """Return a cycle or a term as it is stored, however it was typed, or raise UsageError.

    每两个月, 2个月, 每季 and 每2年 are accepted too; so are 10个工作日 and 发生后一个月内.
    """
    plain = text.strip()
    spoken = _SPOKEN.get(plain.removeprefix("每"))
    if spoken is not None:
        return spoken.value
    after = re.match(_AFTER, plain)
    if after and 1 <= int(after["n"]) <= MOST_DAYS:
        return f"发生后{int(after['n'])}个工作日"
    later = months_after_event(plain)
    if later is not None and 1 <= later <= MOST_AFTER:
        return f"发生后{later}个月"
    found = re.match(_EVERY, plain)
    word = every_months(_count(found)) if found else None
    if word is None:
        raise UsageError(f"“{plain[:20]}”不是周期", next_step=f"写作 {FORMS}")
    return word


def _count(found: re.Match[str]) -> int:
    return _numeral(found["n"]) * (12 if found["unit"] == "年" else 1)


def _numeral(word: str) -> int:
    return _NUMERALS.get(word) or int(word)
