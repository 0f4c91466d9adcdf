"""Every day from 2018 to 2030, not a sample of them: windows, due dates and the lists of a week."""

from datetime import date, timedelta
from typing import Any

import msgspec
import oracle
import pytest
from builders import done, facts, item, matter, noted, occurrence, posted, setting
from long_runs import some_of
from offices import BEGUN, FIRST, LAST, RULES, TABLES
from oracle.days import guessed, noticed, recorded, roll, rules_of, table_of, walk
from oracle.windows import months_later, months_of, spans

from pdisc.dates.windows import parse_window, window_of, windows_between
from pdisc.dates.workdays import calendar_of
from pdisc.due.compute import obligations
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.schedule import weekly
from pdisc.values.matters import Matter
from pdisc.words import Act, Cycle, NoteKind, State, Timing

DAY = timedelta(days=1)
WHOLE = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
SWEPT = frozenset(some_of(WHOLE, 5))
EVERY_DAY = [day for day in WHOLE if day.year == 2026 or day in SWEPT]
"""All days; in the short form those of one year, of the others every fifth: each weekday is met."""
CYCLES = (*map(str, Cycle), *(f"每{n}个月" for n in range(1, 61)))
NOTICES = tuple(noticed(table.year) for table in TABLES)
DAYS = tuple(entry for table in TABLES for entry in recorded(table.days, table.year))
KNOWN = {table.year for table in TABLES}
LIMITS = {**{name: values[-1] for name, values in RULES.items()}, "固定复核": "12"}
SETTINGS = tuple(setting(name, value, BEGUN) for name, value in LIMITS.items())
ITEM = item(every=None, channels=("会议",), valid_from=date(2016, 1, 1))


def office(*items: CatalogItem, **more: Any) -> Facts:
    """Return an office from the first day on, with the calendar that is shipped."""
    usual = {"since": FIRST, "notices": NOTICES, "days": DAYS, "settings": SETTINGS}
    return facts(*items, **{**usual, **more})


def one_for_each_day(timing: Timing, **changes: object) -> tuple[CatalogItem, ...]:
    """Return an item for each day, named after its place among the days."""
    item = msgspec.structs.replace(ITEM, timing=timing, **changes)
    return tuple(
        msgspec.structs.replace(item, code=f"1.1.{place}") for place in range(len(EVERY_DAY))
    )


def published(code: str, on: date, channel: str = "会议", until: date | None = None) -> Matter:
    act = done(Act.PUBLISH, on, State.PUBLISHED)
    hung = (posted(on, channel, until=until),)
    return matter(f"N{code}", act, code=code, channels=(channel,), postings=hung)


TABLE = table_of(rules_of(office(ITEM)))


def after(day: date, n: int) -> date:
    return roll(walk(day, n, TABLE), TABLE)


@pytest.mark.parametrize("n", [0, 1, 3, 10, 20])
def test_so_many_working_days_after_every_day(n: int) -> None:
    calendar = calendar_of(DAYS, NOTICES)
    for day in EVERY_DAY:
        due = calendar.plus(day, n)
        assert due == walk(day, n, TABLE), day
        assert calendar.rolled(due) == after(day, n), day
        assert bool(calendar.unknown_years(day, due)) == guessed(day, due, KNOWN), day


@pytest.mark.parametrize("every", CYCLES)
def test_every_day_lies_in_the_window_that_a_walker_names(every: str) -> None:
    walked = [one for one in spans(months_of(every)) if one.first <= LAST and one.last >= FIRST]
    found = [window_of(every, one.first) for one in walked]
    assert [(x.key, x.start, x.end) for x in found] == [tuple(one) for one in walked]
    for window in found:
        assert parse_window(window.key) == window
        assert parse_window(window.name) == window
        day = max(window.start, FIRST)
        while day <= min(window.end, LAST):
            assert window_of(every, day) == window, day
            day += DAY
    ended = [(one.key, one.last) for one in walked if one.last <= LAST]
    assert [(x.key, x.end) for x in windows_between(every, FIRST, LAST)] == ended


@pytest.mark.parametrize("every", CYCLES)
def test_every_window_is_due_when_a_walker_arrives(every: str) -> None:
    item = msgspec.structs.replace(ITEM, every=every)
    found = obligations(office(item), on=LAST)
    expected = [
        (one.key, one.first, one.last, after(one.last, 15), guessed(one.last, due, KNOWN))
        for one in spans(months_of(every))
        if one.last >= FIRST and one.first <= LAST
        for due in (after(one.last, 15),)
    ]
    assert expected == [
        (x.window, x.starts_on, x.ends_on, x.due_on, x.estimated)
        for x in sorted(found, key=lambda duty: duty.starts_on)
    ]


def test_every_day_as_the_day_of_the_weekly_check_and_as_the_first_of_a_ledger() -> None:
    some = (*map(str, Cycle), *(f"每{n}个月" for n in (2, 5, 7, 18, 60)))
    items = tuple(
        msgspec.structs.replace(ITEM, code=f"1.1.{n}", every=every) for n, every in enumerate(some)
    )
    walked = [
        (item.code, one, after(one.last, 15))
        for item in items
        for one in spans(months_of(item.every or ""))
    ]
    for on in EVERY_DAY:
        since, horizon = on - 90 * DAY, on + 14 * DAY
        due = weekly(office(*items, since=since), on=on, within=14)
        owed = [x for x in walked if x[1].last >= since and x[1].first <= horizon]
        assert sorted((row.code, row.for_, row.days_overdue) for row in due.overdue) == sorted(
            (code, one.key, (on - day).days) for code, one, day in owed if day < on
        ), on
        assert sorted((row.code, row.for_, row.due_on) for row in due.upcoming) == sorted(
            (code, one.key, day) for code, one, day in owed if on <= day <= horizon
        ), on


@pytest.mark.parametrize(("term", "n"), [(None, 20), ("发生后3个工作日", 3)])
def test_every_day_as_the_day_of_an_event(term: str | None, n: int) -> None:
    item = msgspec.structs.replace(ITEM, timing=Timing.OCCASIONAL, every=term)
    events = tuple(occurrence(day, "1.1.1") for day in EVERY_DAY)
    found = obligations(office(item, noted=events), on=LAST)
    expected = {day: after(day, n) for day in EVERY_DAY}
    assert {x.starts_on: x.due_on for x in found} == expected
    assert {x.starts_on: x.estimated for x in found} == {
        day: guessed(day, due, KNOWN) for day, due in expected.items()
    }


def test_every_day_as_the_first_of_a_standing_duty() -> None:
    items = tuple(
        msgspec.structs.replace(item, valid_from=day)
        for item, day in zip(one_for_each_day(Timing.STANDING), EVERY_DAY, strict=True)
    )
    found = {x.starts_on: x.due_on for x in obligations(office(*items), on=LAST)}
    assert found == {day: after(day, 5) for day in EVERY_DAY}


def test_every_day_as_the_day_of_a_change_and_of_a_term_that_runs_out() -> None:
    items = one_for_each_day(Timing.STANDING, renewal=ITEM.renewal)
    matters = [
        published(item.code, day - 3 * DAY, "公开栏", day)
        for item, day in zip(items, EVERY_DAY, strict=True)
    ]
    changes = tuple(
        noted(NoteKind.CHANGED, day, item.code) for item, day in zip(items, EVERY_DAY, strict=True)
    )
    ledger = office(*items, matters=tuple(matters), noted=changes)
    found = {(x.code, x.starts_on): x.due_on for x in obligations(ledger, on=LAST)}
    for each, day in zip(items, EVERY_DAY, strict=True):
        if day > FIRST:  # on the first day two duties begin
            assert found[each.code, day] == after(day, 20), day
        if day < LAST:
            assert found[each.code, day + DAY] == day + DAY, day


@pytest.mark.parametrize("months", [1, 6, 12])
def test_every_day_as_the_day_of_a_publication_that_grows_old(months: int) -> None:
    items = one_for_each_day(Timing.STANDING)
    matters = tuple(published(item.code, day) for item, day in zip(items, EVERY_DAY, strict=True))
    rules = [x for x in SETTINGS if x.name != "固定复核"]
    ledger = office(
        *items,
        matters=matters,
        settings=(*rules, setting("固定复核", str(months), BEGUN)),
    )
    found = {
        (x.code, x.due_on) for x in obligations(ledger, on=LAST) if "复核" in x.why and not x.answer
    }
    assert found == {
        (item.code, roll(months_later(day, months), TABLE))
        for item, day in zip(items, EVERY_DAY, strict=True)
        if months_later(day, months) <= LAST
    }


def test_every_day_as_the_day_of_each_step() -> None:
    begun = {
        State.PROPOSED: Act.PROPOSE,
        State.RETURNED: Act.REVIEW,
        State.REVIEWED: Act.REVIEW,
        State.ESCALATED: Act.APPROVE,
        State.APPROVED: Act.APPROVE,
        State.PUBLISHED: Act.PUBLISH,
        State.REFUSED: Act.APPROVE,
    }
    item = msgspec.structs.replace(ITEM, timing=Timing.OCCASIONAL)
    matters = tuple(
        msgspec.structs.replace(
            published("1.1.1", day),
            number=f"{day}{state}",
            planned_on=day,
            acts=(done(act, day, state),),
            postings=published("1.1.1", day).postings if state is State.PUBLISHED else (),
        )
        for state, act in begun.items()
        for day in EVERY_DAY
    )
    ledger = office(item, matters=matters)
    due = weekly(ledger, on=LAST, within=60)
    found = {
        row.number: (row.kind, row.due_on, row.estimated)
        for row in (*due.overdue, *due.upcoming, *due.waiting, *due.to_archive)
    }
    assert len(found) == len(matters)
    assert found == {
        line.number: (line.kind, line.due, line.guess) for line in oracle.weekly(ledger, LAST, 60)
    }
