"""Reading tables of working days: the State Council's notices, and the office's own days.

A table that won't do is refused with all its problems at once, each with its list, row and field;
nothing that stands in it is quoted. No reading command comes here, because the YAML reader is slow.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import msgspec

from pdisc.dates.days import DayRule, YearTable
from pdisc.dates.typed import FIRST_YEAR, LAST_YEAR
from pdisc.errors import UsageError
from pdisc.shipped import MEND, data_texts, read_yaml, refuse_all
from pdisc.text import clean_line, visible

MOST_ROWS = 400
"""Rows in one list: more than a year has days."""
MOST_SHOWN = 50
MOST_OF_A_NAME, MOST_OF_A_NOTICE = 20, 100
"""Characters."""

STATUTORY = 11
"""全国年节及纪念日放假办法: days off in a year, 13 from 2025 on. A table with fewer is cut off."""
STATUTORY_NOW, NOW = 13, 2025

LISTS = {"off": False, "work": True}
"""The lists of days, and whether people work on them."""
HEAD = ("year", "notice", "announced")
REMOVE = "remove"
_DATE = r"(?a)(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)\Z"


V = TypeVar("V")


class OwnDays(msgspec.Struct, frozen=True, kw_only=True):
    """What an office says of its own days; `removed` are those of which it takes its word back."""

    days: tuple[DayRule, ...]
    removed: tuple[date, ...]


class _Row(msgspec.Struct, frozen=True):
    place: str
    rule: DayRule


class _Problems:
    """Collects what is wrong with one file, and reads its cells."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, place: str, what: str) -> None:
        """Note one problem."""
        self.found.append(f"{place}：{what}")

    def cell(
        self, row: Mapping[object, object], field: str, place: str, read: Callable[[str], V]
    ) -> V | None:
        """Return the value of one required cell, or None with the problem noted."""
        value = row.get(field)
        if value is None or value == "":
            self.add(place, f"缺少 {field}")
            return None
        try:
            if not isinstance(value, str):
                raise ValueError("应为一个值")
            return read(value)
        except ValueError as error:
            self.add(f"{place}的 {field}", str(error))
            return None

    def unknown(self, row: Mapping[object, object], known: tuple[str, ...], place: str) -> None:
        """Note fields that nobody knows, without quoting them."""
        if strange := [field for field in row if field not in known]:
            self.add(place, f"有{len(strange)}个不认识的字段；可以写的：{'、'.join(known)}")


def shipped_workdays() -> tuple[YearTable, ...]:
    """Return the tables of all shipped years, oldest first."""
    return tuple(sorted(map(load_year, data_texts("workdays")), key=lambda table: table.year))


def load_year(text: str) -> YearTable:
    """Return the table of one year, in the order of the days, or raise UsageError."""
    problems = _Problems()
    data = _mapping(text, "year、notice、announced、off、work")
    problems.unknown(data, (*HEAD, *LISTS), "文件开头")
    year = problems.cell(data, "year", "文件开头", _year)
    notice = problems.cell(data, "notice", "文件开头", _line(MOST_OF_A_NOTICE))
    announced = problems.cell(data, "announced", "文件开头", _day)
    rows = _rows(data, problems)
    if year is not None:
        _within_notice(rows, year, problems)
        if announced is not None and announced.year not in (year - 1, year):
            problems.add("文件开头的 announced", f"{year}年的通知应在{year - 1}年或{year}年发布")
    _repeated(rows, problems)
    refuse_all("工作日表", problems.found, most=MOST_SHOWN)
    days = tuple(sorted((row.rule for row in rows), key=lambda rule: rule.day))
    assert year is not None, "whatever is missing is a problem"
    return YearTable(year=year, notice=notice or "", announced=announced, days=days)


def load_own(text: str) -> OwnDays:
    """Return the office's own days, in the order of the days, or raise UsageError."""
    problems = _Problems()
    data = _mapping(text, "off、work、remove")
    problems.unknown(data, (*LISTS, REMOVE), "文件开头")
    rows = _rows(data, problems)
    removed = _removed(data, problems)
    _repeated([*rows, *removed], problems)
    if not rows and not removed and not problems.found:
        problems.add("文件", "off、work、remove 里一天也没有写")
    refuse_all("工作日表", problems.found, most=MOST_SHOWN)
    days = sorted((row.rule for row in rows), key=lambda rule: rule.day)
    return OwnDays(days=tuple(days), removed=tuple(sorted(row.rule.day for row in removed)))


def _mapping(text: str, fields: str) -> Mapping[object, object]:
    data = read_yaml(text, typed=False)
    if not isinstance(data, dict):
        raise UsageError(f"这不是工作日表：应写成“字段: 值”，字段有 {fields}", next_step=MEND)
    return data


def _list(data: Mapping[object, object], name: str, problems: _Problems) -> list[object]:
    rows = data.get(name) or []
    if not isinstance(rows, list):
        problems.add(name, "应为列表，每行一天，以 - 开头")
        return []
    if len(rows) > MOST_ROWS:
        problems.add(name, f"有{len(rows)}行，最多{MOST_ROWS}行")
        return []
    return rows


def _rows(data: Mapping[object, object], problems: _Problems) -> list[_Row]:
    return [
        row
        for name, working in LISTS.items()
        for number, cells in enumerate(_list(data, name, problems), 1)
        if (row := _row(cells, f"{name} 第{number}行", working, problems)) is not None
    ]


def _row(cells: object, place: str, working: bool, problems: _Problems) -> _Row | None:
    if not isinstance(cells, dict):
        problems.add(place, "应写成 {day: 日期, name: 名称}")
        return None
    problems.unknown(cells, ("day", "name"), place)
    day = problems.cell(cells, "day", place, _day)
    name = problems.cell(cells, "name", place, _line(MOST_OF_A_NAME))
    if day is None or name is None:
        return None
    return _Row(place, DayRule(day=day, name=name, working=working))


def _removed(data: Mapping[object, object], problems: _Problems) -> list[_Row]:
    found = []
    for number, cell in enumerate(_list(data, REMOVE, problems), 1):
        place = f"{REMOVE} 第{number}行"
        day = problems.cell({"day": cell}, "day", place, _day)
        if day is not None:
            found.append(_Row(place, DayRule(day=day, name="", working=False)))
    return found


def _within_notice(rows: list[_Row], year: int, problems: _Problems) -> None:
    """Note days beyond a notice's reach, weekdays called 调休上班, and a table that is cut off."""
    for row in rows:
        day = row.rule.day
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            problems.add(f"{row.place}的 day", f"不在{year}年的通知范围内（可含上年12月）")
        elif row.rule.working and day.weekday() < 5:
            problems.add(f"{row.place}的 day", f"{day} 本来就是工作日，不必写成调休上班")
    least = STATUTORY_NOW if year >= NOW else STATUTORY
    off = sum(not row.rule.working for row in rows)
    if off < least and not problems.found:
        problems.add("off", f"只有{off}天，少于法定节假日的{least}天，没有写全")


def _repeated(rows: list[_Row], problems: _Problems) -> None:
    first: dict[date, str] = {}
    for row in rows:
        other = first.setdefault(row.rule.day, row.place)
        if other != row.place:
            problems.add(f"{row.place}的 day", f"{row.rule.day} 与{other}重复")


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text.strip(), re.ASCII):
        raise ValueError("应为年份，如 2027")
    return _in_reach(int(text))


def _in_reach(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份应在{FIRST_YEAR}年到{LAST_YEAR}年之间")
    return year


def _day(text: str) -> date:
    match = re.match(_DATE, text.strip())
    if match is None:
        raise ValueError("应为日期，如 2027-01-01 或 2027年1月1日")
    year, month, day = (int(part) for part in match.groups() if part)
    _in_reach(year)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError("没有这一天") from error


def _line(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        line = clean_line(text)
        if not line:
            raise ValueError("不能为空")
        if len(line) > most:
            raise ValueError(f"有{len(line)}个字，最多{most}个字")
        if visible(line) != line:
            raise ValueError("含有控制符或者不可见字符")
        return line

    return read
