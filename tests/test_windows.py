"""The named windows: two spellings, one meaning."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdisc.dates.cycles import days_of, every_months, months_of, parse_every
from pdisc.dates.windows import Window, parse_window, window_of, windows_between
from pdisc.errors import UsageError
from pdisc.words import Cycle

cycles = st.sampled_from(Cycle)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("key", "name", "start", "end"),
    [
        ("2026-Q3", "2026年三季度", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-Q4", "2026年四季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-07", "2026年7月", date(2026, 7, 1), date(2026, 7, 31)),
        ("2026-12", "2026年12月", date(2026, 12, 1), date(2026, 12, 31)),
        ("2028-02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-H1", "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_each_window_is_read_and_printed_both_ways(
    key: str, name: str, start: date, end: date
) -> None:
    for text in (key, name):
        window = parse_window(text)
        assert (window.start, window.end) == (start, end)
        assert (window.key, window.name) == (key, name)


@pytest.mark.parametrize(
    "text",
    [
        "2026-q3",
        " 2026-Q3 ",
        "\u30002026年三季度",
        "2026年3季度",
        "2026年第三季度",
        "2026年第3季度",
    ],
)
def test_the_other_common_ways_to_write_a_quarter_are_understood(text: str) -> None:
    assert parse_window(text).key == "2026-Q3"


def test_a_small_h_means_a_half_year() -> None:
    assert parse_window("2026-h2").name == "2026年下半年"


@pytest.mark.parametrize(
    "text",
    [
        "", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2026-7", "2026-H3", "26-Q1", "2026Q3",
        "2026-Q3 x", "2026 -Q3", "２０２６-Q3", "2026-Q３", "2026年五季度", "2026年0月",
        "2026年13月", "2026年三季", "二〇二六年", "20260", "٢٠٢٦", "2026-Q3\n2026-Q4",
        "x" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_window(text)
    assert "2026-Q3" in refusal.value.next_step
    assert "2026年三季度" in refusal.value.next_step
    assert len(refusal.value.message) < 80


@pytest.mark.parametrize("text", ["1989", "2101-Q1", "0000-07", "9999年"])
def test_a_year_outside_1990_to_2100_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="1990年至2100年"):
        parse_window(text)


def test_a_day_outside_1990_to_2100_has_no_window() -> None:
    with pytest.raises(UsageError):
        window_of(Cycle.MONTH, date.max)


@given(cycles, days)
def test_what_is_printed_is_read_back_as_the_same_window(cycle: Cycle, day: date) -> None:
    window = window_of(cycle, day)
    assert parse_window(window.key) == window
    assert parse_window(window.name) == window
    assert window.start <= day <= window.end


@given(cycles, st.integers(1990, 2100))
def test_the_windows_of_a_year_tile_it(cycle: Cycle, year: int) -> None:
    windows = list(windows_between(cycle, date(year, 1, 1), date(year, 12, 31)))
    assert windows[0].start == date(year, 1, 1)
    assert windows[-1].end == date(year, 12, 31)
    for before, after in pairwise(windows):
        assert after.start == before.end + timedelta(days=1)


@given(cycles, days, days)
def test_a_window_lies_between_two_days_when_its_end_does(
    cycle: Cycle, first: date, last: date
) -> None:
    for window in windows_between(cycle, first, last):
        assert first <= window.end <= last


def test_an_end_on_the_first_or_last_day_counts() -> None:
    quarter = Window(3, date(2026, 7, 1), date(2026, 9, 30))
    assert list(windows_between(Cycle.QUARTER, quarter.end, quarter.end)) == [quarter]
    assert list(windows_between(Cycle.QUARTER, date(2026, 7, 1), date(2026, 9, 29))) == []


def test_all_of_time_holds_only_the_windows_of_those_years() -> None:
    assert len(list(windows_between(Cycle.YEAR, date.min, date.max))) == 111


SEVERAL = st.integers(1, 60).map(every_months)


@given(SEVERAL, days)
def test_windows_of_any_number_of_months_are_read_back_and_tile_time(
    every: str | None, day: date
) -> None:
    assert every is not None
    try:
        window = window_of(every, day)
    except UsageError:
        return  # it reaches outside 1990-2100
    assert (parse_window(window.key), parse_window(window.name)) == (window, window)
    assert window.start <= day <= window.end
    assert window.every == every
    after = window.end + timedelta(days=1)
    if after.year < 2090:
        assert window_of(every, after).start == after


@pytest.mark.parametrize(
    ("typed", "key", "name", "every"),
    [
        ("2026-01..02", "2026-01..02", "2026年1—2月", "每2个月"),
        ("2026年9月-12月", "2026-09..12", "2026年9—12月", "每4个月"),
        ("2026年10月—2027年2月", None, None, None),
        ("2026-11..2027-03", "2026-11..2027-03", "2026年11月—2027年3月", "每5个月"),
        ("2025-08..12", "2025-08..12", "2025年8—12月", "每5个月"),
        ("2024-10..2025-02", "2024-10..2025-02", "2024年10月—2025年2月", "每5个月"),
        ("2025—2026年", "2025..2026", "2025—2026年", "每24个月"),
        ("2026-01..03", "2026-Q1", "2026年一季度", "每季度"),
        ("2026-02..03", None, None, None),
        ("2026..2027", None, None, None),
        ("2026-01-02", None, None, None),
        ("2026-1..2", None, None, None),
    ],
)
def test_windows_of_several_months_have_a_key_and_a_name(
    typed: str, key: str | None, name: str | None, every: str | None
) -> None:
    if key is None:
        with pytest.raises(UsageError):
            parse_window(typed)
        return
    window = parse_window(typed)
    assert (window.key, window.name, window.every) == (key, name, every)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *(("月", "每月"), ("每季", "每季度"), ("半年", "每半年"), ("每年度", "每年")),
        *(
            ("每两个月", "每2个月"),
            ("3个月", "每季度"),
            ("每2年", "每24个月"),
            ("每12个月", "每年"),
        ),
        *(("10个工作日", "发生后10个工作日"), ("发生后5个工作日内", "发生后5个工作日")),
    ],
)
def test_a_cycle_has_one_spelling_however_it_was_typed(typed: str, stored: str) -> None:
    assert parse_every(typed) == stored
    assert (months_of(stored) is None) is stored.startswith("发生后")
    assert (days_of(stored) is None) is not stored.startswith("发生后")


@pytest.mark.parametrize(
    "typed", ["每0个月", "每61个月", "每6年", "每周", "", "0个工作日", "每二周"]
)
def test_what_is_no_cycle_is_refused_with_the_forms(typed: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_every(typed)
    assert "每N个月" in refusal.value.next_step
