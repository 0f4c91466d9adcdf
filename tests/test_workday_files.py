"""The shipped work calendar equals another's; tables that won't do say all that is wrong."""

import re
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # it has no stubs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples
from oracle import nth_working_day

from pdisc.dates import workday_tables
from pdisc.dates.days import DayRule, YearTable
from pdisc.dates.workdays import Calendar
from pdisc.errors import UsageError

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad" / "workdays").glob("*.yaml"))
NEXT_YEAR = HERE / "data" / "workdays_2027.yaml"


SHIPPED = (
    tuple(rule for table in workday_tables.shipped_workdays() for rule in table.days),
    tuple(range(2018, 2027)),
)


@pytest.fixture(scope="module")
def years() -> tuple[YearTable, ...]:
    return workday_tables.shipped_workdays()


def refusal_of(text: str, *, own: bool = False) -> UsageError:
    with pytest.raises(UsageError) as refusal:
        workday_tables.load_own(text) if own else workday_tables.load_year(text)
    return refusal.value


# The shipped tables


def working_days(year: int, rules: dict[date, bool]) -> int:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    return sum(rules.get(day, day.weekday() < 5) for day in days if day.year == year)


def test_the_years_2018_to_2026_are_shipped(years: tuple[YearTable, ...]) -> None:
    assert [table.year for table in years] == list(range(2018, 2027))


def test_working_days_of_each_year_add_up(years: tuple[YearTable, ...]) -> None:
    rules = {rule.day: rule.working for table in years for rule in table.days}
    counts = {table.year: working_days(table.year, rules) for table in years}
    assert counts[2026] == 248
    assert counts[2025] == 248
    assert all(247 <= count <= 252 for count in counts.values())


def test_2026_is_as_announced(years: tuple[YearTable, ...]) -> None:
    table = years[-1]
    spans = [((1, 1), 3), ((2, 15), 9), ((4, 4), 3), ((5, 1), 5), ((6, 19), 3), ((9, 25), 3)]
    off = {
        date(2026, *start) + timedelta(days=n)
        for start, length in [*spans, ((10, 1), 7)]
        for n in range(length)
    }
    assert {rule.day for rule in table.days if not rule.working} == off
    on = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    assert [rule.day for rule in table.days if rule.working] == [date(2026, *day) for day in on]
    assert (table.notice, table.announced) == ("国办发明电〔2025〕7号", date(2025, 11, 4))


def test_changes_in_mid_year_are_the_ones_in_force(years: tuple[YearTable, ...]) -> None:
    rules = {rule.day: rule.working for table in years for rule in table.days}
    assert not any(rules[date(2019, 5, day)] for day in range(1, 5))
    assert rules[date(2019, 4, 28)]
    assert rules[date(2019, 5, 5)]
    assert not any(rules[date(2020, 1, 31) + timedelta(days=n)] for n in range(3))


def test_a_notice_may_begin_in_the_december_before(years: tuple[YearTable, ...]) -> None:
    assert years[1].days[0] == DayRule(day=date(2018, 12, 29), name="元旦调休上班", working=True)


def test_every_year_is_well_formed(years: tuple[YearTable, ...]) -> None:
    days = [rule.day for table in years for rule in table.days]
    assert days == sorted(set(days))
    for table in years:
        assert re.fullmatch(r"国办发明电〔\d{4}〕\d+号(、国办发明电〔\d{4}〕\d+号)?", table.notice)
        assert table.announced is not None
        assert table.announced.year == table.year - 1
        assert len([rule for rule in table.days if not rule.working]) >= 23


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_is_as_chinesecalendar_has_it(year: int, years: tuple[YearTable, ...]) -> None:
    rules = [rule for table in years for rule in table.days]
    calendar = Calendar(rules, [table.year for table in years])
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]

    differing = [
        day
        for day in days
        if day.year == year and calendar.is_working(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == []


@settings(max_examples=examples(60))
@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_any_day_of_any_year_is_where_a_walker_arrives(day: date, n: int) -> None:
    rules, known = SHIPPED
    calendar = Calendar(rules, known)

    later = calendar.plus(day, n)

    assert later == nth_working_day(day, n, rules)
    passed = [day + timedelta(days=i + 1) for i in range((later - day).days)]
    assert bool(calendar.unknown_years(day, later)) == any(
        walked.year not in known for walked in passed
    )


# Tables that people write


def test_a_new_years_table_is_read_as_the_shipped_ones_are() -> None:
    table = workday_tables.load_year(NEXT_YEAR.read_text(encoding="utf-8"))

    assert (table.year, table.notice, table.announced) == (
        2027,
        "测办〔2026〕7号",
        date(2026, 11, 3),
    )
    assert table.days[0] == DayRule(day=date(2026, 12, 31), name="元旦", working=False)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_table_is_refused_and_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    wanted = re.findall(r"^# says: (.+)$", text, re.MULTILINE)
    refusal = refusal_of(text, own=file.stem.startswith("own_"))
    assert wanted
    for sentence in wanted:
        assert sentence in refusal.message
    assert refusal.next_step


def test_all_problems_are_said_at_once() -> None:
    refusal = refusal_of("{year: 零, off: [{day: 明天}, 三], work: 四}")
    lines = refusal.message.splitlines()
    assert lines == [
        "工作日表有7处问题：",
        "文件开头的 year：应为年份，如 2027",
        "文件开头：缺少 notice",
        "文件开头：缺少 announced",
        "off 第1行的 day：应为日期，如 2027-01-01 或 2027年1月1日",
        "off 第1行：缺少 name",
        "off 第2行：应写成 {day: 日期, name: 名称}",
        "work：应为列表，每行一天，以 - 开头",
    ]


def test_nothing_that_stands_in_a_bad_table_is_quoted() -> None:
    marked = "秘密★1年"
    for place in ("year", "notice", "announced", marked):
        refusal = refusal_of(f"{{{place}: [{marked}], off: [{{{marked}: 一}}]}}")
        assert marked not in refusal.message


def test_a_flood_of_problems_is_counted_and_cut() -> None:
    lines = refusal_of("off: [" + "一, " * 300 + "]").message.splitlines()
    assert lines[0] == "工作日表有303处问题："
    assert lines[-1] == "……另有253处"


def test_bottomless_nesting_is_refused() -> None:
    assert "不是能读的 YAML" in refusal_of("off: " + "[" * 5000).message


def test_the_offices_days_are_read_with_dates_as_people_write_them() -> None:
    own = workday_tables.load_own(
        "off: [{day: 2026年3月20日, name: 开斋节}]\n"
        'work: [{day: "2026-03-14", name: 本单位上班}]\nremove: [2026-3-21]'
    )
    assert own.days == (
        DayRule(day=date(2026, 3, 14), name="本单位上班", working=True),
        DayRule(day=date(2026, 3, 20), name="开斋节", working=False),
    )
    assert own.removed == (date(2026, 3, 21),)
