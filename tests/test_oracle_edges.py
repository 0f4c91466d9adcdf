"""Worked examples of what happens on the very day of a boundary, for the program and the oracle."""

from datetime import date
from typing import Any

import msgspec
import oracle
import pytest
from builders import (
    demand,
    done,
    facts,
    item,
    matter,
    noted,
    occurrence,
    posted,
    published,
    ruling,
    standing,
)
from test_oracle_due import shown, shown_by_oracle

from pdisc.due.compute import obligations
from pdisc.due.obligation import Deferral, Obligation
from pdisc.registers.facts import Facts
from pdisc.schedule import weekly
from pdisc.values.matters import Matter
from pdisc.words import Act, NoteKind, State, Timing

OCCURRED = date(2026, 3, 2)
DUE = date(2026, 3, 30)


def only(ledger: Facts, on: date, key: str) -> Obligation:
    """Return one obligation, about which the oracle must say the same."""
    (duty,) = (x for x in obligations(ledger, on=on) if x.key == key)
    (owed,) = (x for x in oracle.duties(ledger, on) if x.key == key)
    assert shown(duty) == shown_by_oracle(owed)
    return duty


def sent_out(went: date, back: date | None) -> Matter:
    """Return a disclosure about the occurrence that was 报批, and is back or isn't yet."""
    acts = [
        done(Act.PROPOSE, OCCURRED, State.PROPOSED),
        done(Act.APPROVE, went, State.ESCALATED),
    ]
    if back:
        acts.append(done(Act.APPROVE, back, State.APPROVED))
    return matter("2026-0001", *acts, code="2.1.1", occurred_on=OCCURRED)


def occasional(*matters: Matter, **changes: Any) -> Facts:
    happened = (occurrence(OCCURRED),)
    return facts(item("2.1.1", Timing.OCCASIONAL), matters=matters, noted=happened, **changes)


def test_an_occurrence_without_more_is_due_after_twenty_working_days() -> None:
    assert only(occasional(), date(2026, 6, 1), "2026-03-02").due_on == DUE


@pytest.mark.parametrize(
    ("look", "late", "next_one"),
    [
        (date(2026, 12, 28), False, True),
        (date(2026, 12, 29), True, True),
        (date(2027, 12, 28), True, False),
        (date(2027, 12, 29), True, False),
    ],
)
def test_a_look_on_an_anniversary_s_due_date_is_in_time_and_later_ones_settle_it_late(
    look: date, late: bool, next_one: bool
) -> None:
    first = date(2025, 12, 28)
    looked = (noted(NoteKind.RECONFIRMED, look),)
    ledger = standing(published("2025-0001", first), since=first, noted=looked)
    ledger = msgspec.structs.replace(
        ledger,
        items=(item("1.2.1", Timing.STANDING, valid_from=first),),
        settings=tuple(msgspec.structs.replace(x, valid_from=first) for x in ledger.settings),
    )
    duty = only(ledger, date(2027, 12, 31), "2026-12-28复核")
    assert duty.due_on == date(2026, 12, 28)
    assert duty.answer is not None
    assert (duty.answer.how, duty.answer.on, duty.late) == ("复核", look, late)
    reviews = [x.key for x in obligations(ledger, on=date(2027, 12, 31)) if "复核" in x.key]
    assert ("2027-12-28复核" in reviews) is next_one


@pytest.mark.parametrize(
    ("went", "due_on", "late"),
    [(DUE, date(2026, 4, 2), False), (date(2026, 3, 31), date(2026, 4, 1), True)],
)
def test_a_clock_stops_whenever_it_goes_out_and_a_day_after_the_due_date_the_miss_stays(
    went: date, due_on: date, late: bool
) -> None:
    on = date(2026, 4, 20)
    gone = only(occasional(sent_out(went, None)), on, "2026-03-02")
    assert (gone.outside, gone.due_on, gone.missed(on)) == (True, DUE, late)
    (waiting,) = weekly(occasional(sent_out(went, None)), on=on, within=14).waiting
    assert waiting.days_overdue == (1 if late else 0)
    assert weekly(occasional(sent_out(went, None)), on=on, within=14).overdue == ()
    back = only(occasional(sent_out(went, date(2026, 4, 2))), date(2026, 4, 20), "2026-03-02")
    assert (back.outside, back.due_on) == (False, due_on)


@pytest.mark.parametrize(("decided", "late"), [(DUE, False), (date(2026, 3, 31), True)])
def test_a_deferral_on_the_due_date_itself_is_in_time_and_a_day_later_it_is_not(
    decided: date, late: bool
) -> None:
    to, shown_on = date(2026, 4, 11), date(2026, 4, 13)
    moved = ruling(decided, "2.1.1", "2026-03-02", to)
    mine = published("2026-0001", shown_on, code="2.1.1", occurred_on=OCCURRED)
    duty = only(occasional(mine, rulings=(moved,)), date(2026, 6, 1), "2026-03-02")
    assert duty.deferrals == (
        Deferral(to=to, was_due=DUE, by="乙", on=decided, reason="因", late=late),
    )
    assert (duty.due_on, duty.late) == (shown_on, late)  # 11 April is a Saturday


@pytest.mark.parametrize(("window", "answers"), [(None, False), ("2026-Q1", True)])
def test_a_proposal_that_names_no_window_is_no_answer_to_a_demand_for_one(
    window: str | None, answers: bool
) -> None:
    on = date(2026, 6, 1)
    asked = demand(on, duty="2026-Q1", seq=5)
    act = done(Act.PROPOSE, on, State.PROPOSED, seq=6)
    ledger = facts(matters=(matter("2026-0001", act, window=window),), demands=(asked,))
    told = [row.for_ for row in weekly(ledger, on=on, within=14).demands]
    assert told == ([] if answers else ["2026-Q1"])
    assert told == [x.key for x in oracle.weekly(ledger, on, 14) if x.where == "demands"]


def test_on_the_very_day_of_a_takedown_it_is_down() -> None:
    up, down = date(2026, 3, 2), date(2026, 6, 10)
    hung = posted(up, "公开栏", taken_down_on=down)
    ledger = standing(published("2026-0001", up, hung))
    for on, seen in ((date(2026, 6, 9), None), (down, down), (date(2026, 6, 11), down)):
        known = ledger.known(on=on)
        assert known.matters[0].postings[0].taken_down_on == seen
        keys = [x.key for x in obligations(known, on=on)]
        assert ("2026-06-10" in keys) is (seen is not None), on
        assert sorted(keys) == sorted(x.key for x in oracle.duties(known, on))
