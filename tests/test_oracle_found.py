"""What the slow oracle found in the program, as the smallest cases that show it."""

from datetime import date

import msgspec
from builders import done, facts, item, matter, noted, published, ruling, setting, standing

from pdisc.due.compute import obligations
from pdisc.registers.facts import Facts
from pdisc.schedule import weekly
from pdisc.words import Act, NoteKind, State, Timing


def test_a_first_limit_that_counts_days_of_an_unknown_year_is_an_estimate() -> None:
    start = date(2027, 3, 1)
    ledger = facts(
        item("1.2.1", Timing.STANDING, valid_from=start),
        rules=(setting("固定首次公开", "5"),),
    )
    (duty,) = obligations(ledger, on=start)
    assert duty.due_on == date(2027, 3, 8)
    assert "估算" in duty.why
    assert duty.estimated


def test_days_added_after_a_reply_from_outside_are_an_estimate_in_an_unknown_year() -> None:
    went, back = date(2026, 12, 28), date(2027, 1, 5)
    mine = published("2026-0001", back, code="2.1.1", occurred_on=date(2026, 12, 1))
    acts = (
        done(Act.PROPOSE, went, State.PROPOSED),
        done(Act.APPROVE, went, State.ESCALATED),
        done(Act.APPROVE, back, State.APPROVED),
        done(Act.PUBLISH, back, State.PUBLISHED),
    )
    mine = msgspec.structs.replace(mine, acts=acts)
    ledger = facts(item("2.1.1", Timing.OCCASIONAL), matters=(mine,))
    (duty,) = obligations(ledger, on=back)
    assert duty.natural_due == date(2026, 12, 29)
    assert duty.due_on == date(2027, 1, 6)  # 29 30 31 December and 1 4 5 January lay outside
    assert duty.estimated


def reviewed(look: date) -> Facts:
    """Return a disclosure that was 报批 before it was published, and looked at a year later."""
    went, back = date(2026, 3, 2), date(2026, 3, 9)
    mine = published("2026-0001", back)
    acts = (
        done(Act.PROPOSE, went, State.PROPOSED),
        done(Act.APPROVE, went, State.ESCALATED),
        done(Act.APPROVE, back, State.APPROVED),
        done(Act.PUBLISH, back, State.PUBLISHED),
    )
    ledger = standing(msgspec.structs.replace(mine, acts=acts))
    return msgspec.structs.replace(ledger, noted=(noted(NoteKind.RECONFIRMED, look),))


def test_the_ruling_outside_on_a_publication_does_not_move_its_review_a_year_later() -> None:
    (_, open_one) = obligations(
        msgspec.structs.replace(reviewed(date(2027, 3, 8)), noted=()), on=date(2027, 3, 31)
    )
    (_, in_time) = obligations(reviewed(date(2027, 3, 8)), on=date(2027, 3, 31))
    (_, late) = obligations(reviewed(date(2027, 3, 12)), on=date(2027, 3, 31))
    assert [duty.due_on for duty in (open_one, in_time, late)] == [date(2027, 3, 9)] * 3
    assert [duty.late for duty in (open_one, in_time, late)] == [False, False, True]


def test_a_review_that_a_day_off_of_an_unknown_year_puts_off_is_an_estimate() -> None:
    first = date(2026, 1, 2)
    found = obligations(standing(published("2026-0001", first)), on=date(2027, 1, 31))
    (duty,) = (x for x in found if x.cause)
    assert duty.due_on == date(2027, 1, 4)
    assert duty.estimated


def test_a_plan_sent_out_late_for_a_duty_that_was_waived_is_not_late() -> None:
    went = date(2026, 5, 11)
    mine = matter(
        "2026-0001",
        done(Act.PROPOSE, went, State.PROPOSED),
        done(Act.APPROVE, went, State.ESCALATED),
        window="2026-Q1",
    )
    owing = facts(item(), matters=(mine,))
    waived = msgspec.structs.replace(owing, rulings=(ruling(went, "1.1.1", "2026-Q1"),))
    (late,) = weekly(owing, on=went, within=0).waiting
    (row,) = weekly(waived, on=went, within=0).waiting
    assert late.days_overdue > 0
    assert row.days_overdue == 0
