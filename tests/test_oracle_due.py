"""What is due in random offices, as the program finds it and as the slow oracle does."""

import os
from datetime import date, timedelta
from typing import Any

import oracle
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from long_runs import examples as share_of
from offices import held_up_offices, offices, standing_offices

from pdisc.catalog.versions import named_window
from pdisc.due.compute import obligations
from pdisc.due.obligation import Obligation
from pdisc.registers.facts import Facts
from pdisc.schedule import weekly
from pdisc.words import DueKind, Timing

MANY = int(os.environ.get("PDISC_EXAMPLES", "0"))
"""Set it to look at so many examples instead of the few of every day."""


def examples(usual: int) -> settings:
    return settings(
        max_examples=MANY or share_of(usual),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


Shown = tuple[Any, ...]


def shown(duty: Obligation) -> Shown:
    said = duty.answer
    return (
        duty.code,
        duty.timing.value,
        duty.key,
        duty.window,
        duty.ends_on,
        duty.natural_due,
        duty.due_on,
        said and (said.how, said.on, said.number if said.how in ("公开", "不予公开") else None),
        None if said else duty.number,
        said is None and duty.outside,
        duty.late,
        duty.estimated,
        duty.natural_guess,
        tuple((one.to, one.was_due, one.late) for one in duty.deferrals),
    )


def shown_by_oracle(one: oracle.Owed) -> Shown:
    return (
        one.code,
        one.timing.value,
        one.key,
        one.window,
        one.filed,
        one.natural,
        one.due,
        one.said and tuple(one.said),
        one.number,
        one.said is None and one.outside,
        one.late,
        one.guess,
        one.natural_guess,
        tuple(map(tuple, one.moved)),
    )


def lines(ledger: Facts, on: date, within: int) -> list[oracle.Line]:
    due = weekly(ledger, on=on, within=within)
    lists = ("overdue", "upcoming", "stuck", "waiting", "to_archive", "demands", "corrections")
    return sorted(
        (
            oracle.Line(
                where,
                row.kind.value,
                row.code,
                row.for_,
                row.number,
                row.due_on,
                row.days_overdue,
                None if row.kind is DueKind.NOTICE else row.estimated,
            )
            for where in lists
            for row in getattr(due, where)
        ),
        key=repr,
    )


def the_day(data: st.DataObject, ledger: Facts) -> date:
    span = timedelta(days=data.draw(st.integers(0, 950), label="days since"))
    return ledger.since + span


@examples(150)
@given(data=st.data())
def test_every_window_that_is_owed_is_one_that_can_be_named(data: st.DataObject) -> None:
    ledger = data.draw(offices(focus=data.draw(st.sampled_from(FOCUS))))
    on = the_day(data, ledger)
    for owed in obligations(ledger.known(on=on), on=on):
        if owed.window is not None:
            versions = ledger.versions(owed.code)
            assert named_window(versions, owed.window).key == owed.window
            if owed.timing is Timing.PERIODIC:
                assert named_window(versions, owed.window, disclosed=False).key == owed.window


FOCUS = (None, *Timing)
"""A few items of every timing, or one item of one timing about which everything is."""


@pytest.mark.parametrize("focus", FOCUS)
@examples(150)
@given(data=st.data())
def test_every_obligation_is_the_one_that_a_slow_walker_finds(
    focus: Timing | None, data: st.DataObject
) -> None:
    ledger = data.draw(offices(focus=focus, lags=data.draw(st.booleans())))
    on = the_day(data, ledger)
    ahead = on + timedelta(days=data.draw(st.sampled_from((0, 0, 14, 200))))
    known = ledger.known(on=on)
    found = [shown(duty) for duty in obligations(known, on=on, until=ahead)]
    expected = [shown_by_oracle(one) for one in oracle.duties(known, ahead)]
    for one in expected:
        event(f"{one[1]} answered by {one[7] and one[7][0]}")
    assert sorted(found, key=repr) == sorted(expected, key=repr)


@examples(250)
@given(data=st.data())
def test_standing_duties_on_anniversaries_are_those_that_a_slow_walker_finds(
    data: st.DataObject,
) -> None:
    ledger = data.draw(standing_offices())
    on = ledger.since + timedelta(days=data.draw(st.sampled_from((0, 31, 400, 800, 1900))))
    known = ledger.known(on=on)
    found = [shown(duty) for duty in obligations(known, on=on)]
    expected = [shown_by_oracle(one) for one in oracle.duties(known, on)]
    assert sorted(found, key=repr) == sorted(expected, key=repr)


@examples(200)
@given(data=st.data())
def test_clocks_and_rulings_on_one_timeline_are_those_that_a_slow_walker_finds(
    data: st.DataObject,
) -> None:
    ledger = data.draw(held_up_offices())
    on = ledger.since + timedelta(days=data.draw(st.sampled_from((60, 60, 10, 25))))
    known = ledger.known(on=on)
    found = [shown(duty) for duty in obligations(known, on=on)]
    expected = [shown_by_oracle(one) for one in oracle.duties(known, on)]
    for one in expected:
        event(f"{len(one[-1])} rulings, late {sum(moved[2] for moved in one[-1])}")
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert lines(known, on, 14) == oracle.weekly(known, on, 14)


@pytest.mark.parametrize("focus", FOCUS)
@examples(75)
@given(data=st.data())
def test_the_weekly_check_is_the_one_that_a_slow_walker_writes(
    focus: Timing | None, data: st.DataObject
) -> None:
    ledger = data.draw(offices(focus=focus, lags=data.draw(st.booleans())))
    on = the_day(data, ledger)
    within = data.draw(st.sampled_from((0, 14, 60)))
    known = ledger.known(on=on)
    expected = oracle.weekly(known, on, within)
    for line in expected:
        event(f"{line.where} {line.kind}")
    assert lines(known, on, within) == expected
