"""Months and years are dateutil's: `relativedelta` reckons them, `rrule` is asked as a second."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from conftest import PROPOSER, Office
from dateutil.rrule import MONTHLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from pdisc.dates.cycles import every_months, months_after_event, parse_every
from pdisc.dates.months import day_of_year, months_after
from pdisc.dates.windows import window_of, windows_between

DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 60)


@given(MONTHS, DAYS, st.integers(0, 1500))
def test_the_windows_of_a_cycle_begin_on_the_days_of_its_rrule(
    months: int, first: date, span: int
) -> None:
    every = every_months(months)
    assert every is not None
    last = first + timedelta(days=span)
    upper = datetime(last.year, last.month, last.day) + timedelta(days=366 * 6)
    rule = rrule(MONTHLY, interval=months, dtstart=datetime(2001, 1, 1), until=upper)
    begun = [each.date() for each in rule]
    walked = [
        (start, after - timedelta(days=1))
        for start, after in itertools.pairwise(begun)
        if first <= after - timedelta(days=1) <= last
    ]

    found = [(window.start, window.end) for window in windows_between(every, first, last)]

    assert found == walked
    inside = window_of(every, first)
    assert inside.start == max(each for each in begun if each <= first)


@given(DAYS, st.integers(0, 480))
def test_a_day_so_many_months_on_is_the_rrules_or_its_months_last(day: date, months: int) -> None:
    start = datetime(day.year, day.month, 1)
    month = rrule(MONTHLY, interval=max(months, 1), count=2, dtstart=start)[1 if months else 0]
    found = months_after(day, months)

    assert (found.year, found.month) == (month.year, month.month)
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
    assert found.day <= day.day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_the_ends_of_months_and_of_time(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert day_of_year(2027, 2, 29) == date(2027, 2, 28)
    assert day_of_year(2028, 2, 30) == date(2028, 2, 29)


# A term in calendar months


@pytest.mark.parametrize(
    "typed", ["发生后1个月", "发生后一个月", "发生后一个月内", " 发生后01个月 "]
)
def test_a_term_in_months_has_one_spelling(typed: str) -> None:
    assert parse_every(typed) == "发生后1个月"
    assert months_after_event("发生后1个月") == 1


@pytest.mark.parametrize("typed", ["发生后0个月", "发生后13个月", "发生后1年", "发生后半个月"])
def test_what_is_no_such_term_is_refused(run: Office, typed: str) -> None:
    assert run("catalog", "set", "4.4.1", "--every", typed).code == 2


def due_on(run: Office, code: str, day: str) -> dict[str, object]:
    run.ok("occurred", code, "--on", day, "--note", "作出决定", "--by", PROPOSER)
    rows = run.ok("due", "--within", "400", "--json").json
    lists = ("overdue", "today", "this_week", "upcoming")
    (row,) = [x for name in lists for x in rows[name] if x["code"] == code]
    return dict(row)


@pytest.mark.parametrize(
    ("today", "day", "due"),
    [
        ("2026-11-24", "2026-11-24", "2026-12-24"),  # not the 20 working days: 2026-12-22
        ("2026-11-24", "2026-11-20", "2026-12-21"),  # the 20th is a Sunday
        ("2026-08-31", "2026-08-31", "2026-09-30"),  # September has no 31st
        ("2026-09-01", "2026-09-01", "2026-10-08"),  # 国庆 rolls on
    ],
)
def test_4_4_1_is_due_within_one_calendar_month(
    run: Office, today: str, day: str, due: str
) -> None:
    run.on(today)
    row = due_on(run, "4.4.1", day)
    assert row["due_on"] == due
    assert "1个月内公开" in str(row["why"])


def test_4_4_2_keeps_the_general_rule(run: Office) -> None:
    assert due_on(run, "4.4.2", "2026-11-24")["due_on"] == "2026-12-22"
