"""By which rule a due date was found: in random offices, and where a ledger lacks a rule."""

from datetime import date, timedelta

import msgspec
import pytest
from builders import facts, item, noted, occurrence, posted, published, setting, standing
from hypothesis import given
from hypothesis import strategies as st
from offices import offices

from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.due.reckoning import Reckoning, of_duty
from pdisc.registers.facts import Facts
from pdisc.words import NoteKind, Renewal, Timing

COUNTED = {"定期宽限", "随时时限", "变更重新公开", "固定首次公开"}
"""The rules of obligations that are working days."""


def in_working_days(known: Facts) -> Facts:
    """Return the facts with the units that the shipped rules have."""
    settings = tuple(
        msgspec.structs.replace(each, unit="工作日") if each.name in COUNTED else each
        for each in known.settings
    )
    return msgspec.structs.replace(known, settings=settings)


def reckoned(known: Facts, on: date) -> list[Reckoning]:
    """Return how the date of every obligation that begins by a day was found."""
    book = FactBook(in_working_days(known).known(on=on))
    return [of_duty(book, duty) for duty in obligations_in(book, on)]


@given(offices(), st.integers(0, 900))
def test_a_date_is_as_many_working_days_away_as_its_rule_grants(known: Facts, after: int) -> None:
    on = known.since + timedelta(days=after)
    book = FactBook(in_working_days(known).known(on=on))
    for duty in obligations_in(book, on):
        found = of_duty(book, duty)
        assert found.due_on == duty.natural_due
        if found.counted and found.rule:
            days = book.rules.number(found.rule, found.start)
            assert book.calendar.rolled(book.calendar.plus(found.start, days)) == found.due_on


@given(offices(focus=Timing.PERIODIC))
def test_a_window_is_always_counted_by_its_grace(known: Facts) -> None:
    book = FactBook(in_working_days(known).known(on=known.since + timedelta(days=400)))
    for duty in obligations_in(book, known.since + timedelta(days=400)):
        if duty.timing is Timing.PERIODIC:
            assert (of_duty(book, duty).rule, of_duty(book, duty).counted) == ("定期宽限", True)


def test_what_hung_and_is_gone_is_owed_at_once_by_no_rule() -> None:
    hung = posted(date(2026, 1, 5), "公开栏", taken_down_on=date(2026, 3, 2))
    gone = published("2026-0001", date(2026, 1, 5), hung)

    found = reckoned(standing(gone), date(2026, 6, 1))

    assert [(each.rule, each.start, each.due_on) for each in found][-1] == (
        None,
        date(2026, 3, 2),
        date(2026, 3, 2),
    )


@pytest.mark.parametrize(("every", "counted"), [("发生后10个工作日", True), ("发生后1个月", False)])
def test_an_item_s_own_term_needs_no_rule(every: str, counted: bool) -> None:
    known = facts(
        item("2.1.1", Timing.OCCASIONAL, every=every), noted=(occurrence(date(2026, 3, 2)),)
    )

    (found,) = reckoned(known, date(2026, 6, 1))

    assert (found.rule, found.counted) == (None, counted)


def test_a_change_and_an_anniversary_name_their_rules() -> None:
    known = standing(
        published("2026-0001", date(2026, 1, 5)),
        noted=(noted(NoteKind.CHANGED, date(2026, 3, 2)),),
    )

    rules = {each.rule for each in reckoned(known, date(2027, 2, 1))}

    assert {"变更重新公开", "固定复核"} <= rules


def test_a_ledger_that_lacks_a_rule_is_told_none() -> None:
    yearly = facts(item("1.2.1", Timing.STANDING, renewal=Renewal.ANEW))
    older = msgspec.structs.replace(
        yearly, settings=tuple(x for x in yearly.settings if x.name != "年度公开截止")
    )

    named, unnamed = reckoned(yearly, date(2026, 6, 1)), reckoned(older, date(2026, 6, 1))

    assert [each.rule for each in named] == ["年度公开截止"]
    assert [(each.rule, each.due_on) for each in unnamed] == [(None, named[0].due_on)]


def test_a_changed_rule_holds_from_its_day_on() -> None:
    changed = setting("定期宽限", "5", date(2026, 7, 1), unit="工作日")
    book = FactBook(in_working_days(facts(rules=(changed,))).known(on=date(2026, 12, 1)))

    spans = {
        duty.window: book.calendar.between(of_duty(book, duty).start, duty.due_on)
        for duty in obligations_in(book, date(2026, 9, 30))
    }

    assert (spans["2026-Q1"], spans["2026-Q3"]) == (10, 5)
