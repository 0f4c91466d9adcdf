"""Working days with 调休, against walked days and against worked-out examples."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import NOTICE_2026, noticed, nth_working_day, recorded, rules_of, works

from pdisc.dates.days import DayEntry, DayRule
from pdisc.dates.workdays import Calendar, calendar_of
from pdisc.errors import UsageError
from pdisc.registers.facts import Facts

CALENDAR = Calendar(NOTICE_2026, [2026])
days = st.dates(date(2025, 6, 1), date(2027, 6, 30))
tables = st.lists(
    st.builds(DayRule, day=days, name=st.sampled_from("甲乙"), working=st.booleans()), max_size=40
)


@pytest.mark.parametrize(
    ("day", "n", "later"),
    [
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2026, 5, 8), 1, date(2026, 5, 9)),
        (date(2026, 9, 30), 10, date(2026, 10, 20)),
        (date(2026, 9, 30), 0, date(2026, 9, 30)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_the_day_of_the_event_is_not_counted(day: date, n: int, later: date) -> None:
    assert CALENDAR.plus(day, n) == later


def test_a_minority_festival_of_the_office_is_a_day_off() -> None:
    festival = [DayRule(day=date(2020, 5, d), name="开斋节", working=False) for d in (25, 26)]
    assert Calendar(festival, [2020]).plus(date(2020, 5, 22), 1) == date(2020, 5, 27)


def test_the_later_of_two_rules_for_a_day_holds() -> None:
    day = date(2026, 10, 8)
    table = [*NOTICE_2026, DayRule(day=day, name="本单位", working=False)]
    assert not Calendar(table, [2026]).is_working(day)


def test_2026_has_248_working_days() -> None:
    assert CALENDAR.between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_the_days_skipped_bear_their_names() -> None:
    assert CALENDAR.skipped(date(2026, 9, 17), date(2026, 9, 28)) == (
        (date(2026, 9, 19), "周六"),
        (date(2026, 9, 25), "中秋节"),
        (date(2026, 9, 26), "中秋节"),
        (date(2026, 9, 27), "中秋节"),
    )


def test_holidays_are_named_once_and_in_order() -> None:
    assert CALENDAR.holidays(date(2026, 9, 20), date(2026, 10, 20)) == ("中秋节", "国庆节")
    assert CALENDAR.holidays(date(2026, 10, 7), date(2026, 10, 20)) == ()


@pytest.mark.parametrize(
    ("first", "last", "estimated"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), False),
        (date(2025, 12, 31), date(2026, 1, 5), False),
        (date(2025, 12, 30), date(2026, 1, 5), True),
        (date(2026, 12, 31), date(2027, 1, 1), True),
        (date(2027, 3, 1), date(2027, 3, 1), False),
        (date.max, date.max, False),
    ],
)
def test_a_counted_day_in_a_year_without_a_notice_makes_an_estimate(
    first: date, last: date, estimated: bool
) -> None:
    assert bool(CALENDAR.unknown_years(first, last)) is estimated


def test_the_end_of_the_calendar_is_no_fault() -> None:
    assert CALENDAR.plus(date.max, 3) == date.max
    assert CALENDAR.plus(date(9999, 12, 20), 999_999) == date.max
    assert CALENDAR.between(date.min, date.max) > 2_000_000
    assert CALENDAR.skipped(date(9999, 12, 25), date.max) == ((date(9999, 12, 26), "周日"),)
    assert not CALENDAR.skipped(date.max, date.max)


def test_a_negative_number_of_working_days_is_refused() -> None:
    with pytest.raises(UsageError):
        CALENDAR.plus(date(2026, 1, 1), -1)


@given(tables, days, st.integers(0, 60))
def test_the_nth_working_day_is_where_a_walker_arrives(
    table: list[DayRule], day: date, n: int
) -> None:
    assert Calendar(table, []).plus(day, n) == nth_working_day(day, n, tuple(table))


@given(tables, days, st.integers(0, 90))
def test_between_counts_the_days_that_a_walker_meets(
    table: list[DayRule], first: date, span: int
) -> None:
    calendar = Calendar(table, [])
    walked = [first + timedelta(days=i + 1) for i in range(span)]
    met = [day for day in walked if works(day, tuple(table))]
    last = first + timedelta(days=span)
    assert calendar.between(first, last) == len(met)
    assert [day for day, _ in calendar.skipped(first, last)] == [x for x in walked if x not in met]
    assert calendar.between(last, first) == 0


@given(tables, days, st.integers(1, 400))
def test_plus_and_between_undo_each_other(table: list[DayRule], day: date, n: int) -> None:
    calendar = Calendar(table, [])
    later = calendar.plus(day, n)
    assert calendar.is_working(later)
    assert calendar.between(day, later) == n


@given(days, st.integers(0, 100), st.integers(0, 100))
def test_waiting_twice_is_waiting_once_for_both(day: date, some: int, more: int) -> None:
    assert CALENDAR.plus(CALENDAR.plus(day, some), more) == CALENDAR.plus(day, some + more)


# The days that the statute fixes


@pytest.mark.parametrize("year", [2027, 2028, 2033, 9998])
def test_the_statutes_own_days_are_off_in_a_year_without_a_notice(year: int) -> None:
    for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)):
        assert not CALENDAR.is_working(date(year, month, day))
    assert CALENDAR.unknown_years(date(year, 1, 1), date(year, 1, 2)) == (year,)


def test_they_are_named_and_stand_in_the_reasons() -> None:
    assert CALENDAR.skipped(date(2027, 9, 30), date(2027, 10, 4)) == (
        *((date(2027, 10, day), "国庆节") for day in (1, 2, 3)),
    )
    assert CALENDAR.holidays(date(2026, 12, 30), date(2027, 10, 1)) == ("元旦", "劳动节", "国庆节")
    assert CALENDAR.holidays(date(2026, 12, 30), date(2026, 12, 31)) == ()


def test_the_offices_own_word_lies_over_the_statute_too() -> None:
    day = date(2028, 5, 1)
    kept_open = Calendar([DayRule(day=day, name="值班", working=True)], [])
    assert kept_open.is_working(day)
    assert kept_open.between(date(2028, 4, 28), day) == 1
    assert kept_open.made_up(date(2028, 4, 1), day) == ()


def test_no_year_before_the_revision_gains_a_day_off() -> None:
    assert CALENDAR.is_working(date(2018, 5, 2))


# What the ledger's entries lead to


def own(seq: int, *rules: DayRule, removed: tuple[date, ...] = ()) -> tuple[DayEntry, ...]:
    taken_back = tuple(
        DayEntry(seq=seq, day=day, name="", working=None, year=None, recorded_on=date(2026, 1, 1))
        for day in removed
    )
    return (*recorded(rules, None, seq), *taken_back)


def off(day: date, name: str = "本单位") -> DayRule:
    return DayRule(day=day, name=name, working=False)


def test_the_offices_word_lies_over_a_notice_that_came_later() -> None:
    day = date(2026, 5, 9)
    entries = (*own(1, off(day)), *recorded(NOTICE_2026, 2026, 2))
    assert not calendar_of(entries, [noticed(2026, 2)]).is_working(day)


def test_a_newer_notice_replaces_all_that_the_older_one_said_of_its_year() -> None:
    changed = recorded((off(date(2026, 6, 1)),), 2026, 2)
    calendar = calendar_of(
        (*recorded(NOTICE_2026, 2026), *changed), [noticed(2026), noticed(2026, 2)]
    )
    assert calendar.is_working(date(2026, 10, 5))
    assert not calendar.is_working(date(2026, 10, 1))  # by statute
    assert not calendar.is_working(date(2026, 6, 1))
    assert not calendar.unknown_years(date(2026, 1, 1), date(2026, 12, 31))


def test_what_the_office_takes_back_is_as_the_notice_says_again() -> None:
    day = date(2026, 10, 1)
    worked = DayRule(day=day, name="值班", working=True)
    entries = (*recorded(NOTICE_2026, 2026), *own(2, worked))
    assert calendar_of(entries, [noticed(2026)]).is_working(day)
    assert not calendar_of((*entries, *own(3, removed=(day,))), [noticed(2026)]).is_working(day)


@given(st.lists(st.tuples(st.sampled_from([2025, 2026, None]), st.booleans(), tables), max_size=6))
def test_the_entries_lead_where_an_independent_reader_arrives(
    told: list[tuple[int | None, bool, list[DayRule]]],
) -> None:
    entries: list[DayEntry] = []
    notices = []
    for seq, (year, taken_back, table) in enumerate(told, 1):
        rules = tuple({rule.day: rule for rule in table}.values())
        if year is not None:
            notices.append(noticed(year, seq))
            entries += recorded(rules, year, seq)
        elif taken_back:
            entries += own(seq, removed=tuple(rule.day for rule in rules))
        else:
            entries += own(seq, *rules)
    facts = Facts(
        unit="", since=date(2026, 1, 1), items=(), notices=tuple(notices), days=tuple(entries)
    )
    calendar = calendar_of(entries, notices)
    slow = rules_of(facts)
    span = [date(2025, 6, 1) + timedelta(days=n) for n in range(400)]
    assert [calendar.is_working(day) for day in span] == [works(day, slow) for day in span]


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        (date(2026, 10, 3), date(2026, 10, 8)),
        (date(2026, 5, 9), date(2026, 5, 9)),
        (date(2026, 5, 10), date(2026, 5, 11)),
        (date.min, date.min),
        (date.max, date.max),
    ],
)
def test_a_last_day_on_a_day_off_rolls_forward(day: date, rolled: date) -> None:
    assert CALENDAR.rolled(day) == rolled


def test_weekends_that_are_worked_bear_their_names() -> None:
    assert CALENDAR.made_up(date(2026, 2, 13), date(2026, 2, 28)) == (
        (date(2026, 2, 14), "调休上班"),
        (date(2026, 2, 28), "调休上班"),
    )
