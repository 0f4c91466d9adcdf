"""What is due and why: worked-out cases and laws; test_oracle_due.py asks a second opinion."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from builders import (
    appointment,
    done,
    facts,
    item,
    matter,
    nil,
    occurrence,
    posted,
    published,
    refused,
    setting,
    standing,
)
from conftest import SINCE
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from pdisc.due.compute import obligations
from pdisc.due.obligation import Obligation
from pdisc.due.row import DueRow
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.schedule import LISTS, SOURCES, Due, weekly
from pdisc.values.matters import Matter
from pdisc.words import Act, Authority, Cycle, DueKind, Role, State, Timing


def windows(found: tuple[Obligation, ...]) -> list[tuple[str | None, date]]:
    return [(duty.window, duty.due_on) for duty in found]


def answers(found: tuple[Obligation, ...]) -> list[tuple[str, date, str | None] | None]:
    return [(x.answer.how, x.answer.on, x.answer.number) if x.answer else None for x in found]


def the_window(facts: Facts, window: str = "2026-Q3", on: date = date(2026, 12, 1)) -> Obligation:
    (found,) = [duty for duty in obligations(facts, on=on) if duty.window == window]
    return found


# 定期


def test_a_quarter_is_due_ten_working_days_after_its_end() -> None:
    assert windows(obligations(facts(), on=date(2026, 9, 30))) == [
        ("2026-Q1", date(2026, 4, 15)),
        ("2026-Q2", date(2026, 7, 14)),
        ("2026-Q3", date(2026, 10, 20)),
    ]


def test_the_reason_names_window_grace_and_holidays() -> None:
    assert the_window(facts()).why == (
        "2026年三季度至9月30日，宽限10个工作日，跳过国庆节，10月10日调休上班"
    )


def test_a_year_without_a_notice_is_called_an_estimate() -> None:
    why = the_window(facts(), "2026-Q4").why
    assert why == "2026年四季度至12月31日，宽限10个工作日，跳过元旦（估算：2027年放假安排没有登记）"


def test_a_window_counts_when_it_ends_on_or_after_the_start_of_the_ledger() -> None:
    on = date(2026, 9, 30)
    assert windows(obligations(facts(since=date(2026, 6, 30)), on=on))[0][0] == "2026-Q2"
    assert windows(obligations(facts(since=date(2026, 7, 1)), on=on))[0][0] == "2026-Q3"


def test_an_item_owes_nothing_for_windows_that_ended_before_it_began() -> None:
    young = facts(item(valid_from=date(2026, 7, 1)))
    assert [key for key, _ in windows(obligations(young, on=date(2026, 9, 1)))] == ["2026-Q3"]


def test_a_new_cycle_holds_for_windows_that_end_from_its_first_day_on() -> None:
    monthly = item(every=Cycle.MONTH, valid_from=date(2026, 8, 15))
    found = obligations(facts(item(), monthly), on=date(2026, 9, 30))
    assert [duty.window for duty in found] == ["2026-Q1", "2026-Q2", "2026-08", "2026-09"]


def test_of_two_versions_from_one_day_the_later_recorded_holds() -> None:
    found = obligations(facts(item(), item(every=Cycle.YEAR)), on=date(2026, 9, 30))
    assert [duty.window for duty in found] == ["2026"]


def test_a_changed_grace_holds_for_windows_that_end_later() -> None:
    changed = facts(rules=(setting("定期宽限", "0", date(2026, 5, 1)),))
    assert windows(obligations(changed, on=date(2026, 9, 30)))[:2] == [
        ("2026-Q1", date(2026, 4, 15)),
        ("2026-Q2", date(2026, 6, 30)),
    ]


def test_until_looks_ahead_to_the_windows_that_begin_by_then() -> None:
    ahead = obligations(facts(), on=date(2026, 1, 5), until=date(2026, 4, 1))
    assert [duty.window for duty in ahead] == ["2026-Q1", "2026-Q2"]


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        ({"matters": (published("2026-0001", date(2026, 11, 2), window="2026-Q3"),)},
         ("公开", date(2026, 11, 2), "2026-0001")),
        ({"nils": (nil(date(2026, 10, 9)),)}, ("无事项", date(2026, 10, 9), None)),
        ({"nils": (nil(date(2026, 10, 9)),),
          "matters": (published("2026-0001", date(2026, 11, 2), window="2026-Q3"),)},
         ("公开", date(2026, 11, 2), "2026-0001")),
        ({"matters": (refused("2026-0001", date(2026, 10, 9), window="2026-Q3"),)},
         ("不予公开", date(2026, 10, 9), "2026-0001")),
        ({"matters": (refused("2026-0001", date(2026, 10, 9),
                              done(Act.ARCHIVE, date(2026, 11, 9), State.ARCHIVED),
                              window="2026-Q3"),)},
         ("不予公开", date(2026, 10, 9), "2026-0001")),
        ({"matters": (published("2026-0001", date(2026, 11, 2), window="2026-Q3"),
                      published("2026-0002", date(2026, 10, 2), window="2026-Q3"))},
         ("公开", date(2026, 10, 2), "2026-0002")),
        ({"matters": (published("2026-0001", date(2026, 10, 2), window="2026-Q2"),)}, None),
        ({"matters": (published("2026-0001", date(2026, 10, 2), code="1.1.2", window="2026-Q3"),)},
         None),
    ],
)  # fmt: skip
def test_a_window_is_answered_by(
    known: dict[str, Any], answer: tuple[str, date, str | None] | None
) -> None:
    ledger = facts(item(), item("1.1.2"), **known)
    found = [x for x in obligations(ledger, on=date(2026, 12, 1)) if x.code == "1.1.1"]
    assert answers(tuple(x for x in found if x.window == "2026-Q3")) == [answer]


def test_a_withdrawn_disclosure_answers_nothing_and_is_not_in_hand() -> None:
    gone = matter(
        "2026-0001",
        done(Act.PROPOSE, date(2026, 10, 9), State.PROPOSED),
        done(Act.WITHDRAW, date(2026, 10, 10), State.WITHDRAWN),
        window="2026-Q3",
    )
    duty = the_window(facts(matters=(gone,)))
    assert (duty.answer, duty.number) == (None, None)


def test_a_late_answer_is_late_and_moves_no_later_date() -> None:
    late = published("2026-0001", date(2026, 12, 1), window="2026-Q1")
    with_it = obligations(facts(matters=(late,)), on=date(2026, 12, 31))
    without = obligations(facts(), on=date(2026, 12, 31))
    assert windows(with_it) == windows(without)
    assert with_it[0].late


def test_an_unanswered_window_names_the_disclosure_in_hand() -> None:
    mine = matter("2026-0007", done(Act.PROPOSE, date(2026, 10, 9), State.PROPOSED),
                  window="2026-Q3")  # fmt: skip
    assert the_window(facts(matters=(mine,))).number == "2026-0007"


# 固定


def begun(facts: Facts, on: date) -> list[tuple[date, date, str | None]]:
    return [
        (duty.starts_on, duty.due_on, duty.answer.number if duty.answer else None)
        for duty in obligations(facts, on=on)
    ]


def test_a_standing_item_is_due_on_its_first_day() -> None:
    assert begun(standing(), date(2026, 3, 1)) == [(SINCE, SINCE, None)]


def test_a_standing_item_begins_when_it_becomes_standing() -> None:
    later = item("1.2.1", Timing.STANDING, valid_from=date(2026, 7, 1))
    found = obligations(facts(item("1.2.1"), later), on=date(2026, 8, 1))
    assert [(duty.timing, duty.starts_on) for duty in found] == [
        (Timing.PERIODIC, date(2026, 1, 1)),
        (Timing.STANDING, date(2026, 7, 1)),
        (Timing.PERIODIC, date(2026, 4, 1)),
    ]


def test_a_first_limit_gives_a_standing_item_time() -> None:
    grace = setting("固定首次公开", "5")
    relaxed = msgspec.structs.replace(standing(), settings=(grace, setting("固定复核", "12")))
    assert begun(relaxed, date(2026, 3, 1)) == [(SINCE, date(2026, 1, 8), None)]


def test_what_was_never_put_up_stays_in_force_for_good() -> None:
    told_once = published("2026-0001", date(2026, 1, 5), posted(date(2026, 1, 5), "会议"))
    assert begun(standing(told_once), date(2026, 12, 31)) == [(SINCE, SINCE, "2026-0001")]


def test_what_is_taken_down_is_due_again_that_very_day() -> None:
    down = posted(date(2026, 1, 1), "公开栏", taken_down_on=date(2026, 6, 1))
    ledger = standing(published("2026-0001", date(2026, 1, 1), down))
    assert begun(ledger, date(2026, 6, 2)) == [
        (SINCE, SINCE, "2026-0001"),
        (date(2026, 6, 1), date(2026, 6, 1), None),
    ]


def test_what_expires_is_due_again_the_day_after() -> None:
    board = posted(date(2026, 1, 1), "网站:党建网", until=date(2026, 6, 1))
    ledger = standing(published("2026-0001", date(2026, 1, 1), board))
    assert begun(ledger, date(2026, 6, 2))[1:] == [(date(2026, 6, 2), date(2026, 6, 2), None)]
    assert begun(ledger, date(2026, 6, 1))[1:] == []


def test_all_that_was_put_up_must_hang() -> None:
    board = posted(date(2026, 1, 1), "公开栏", until=date(2026, 6, 1))
    web = posted(date(2026, 1, 1), "网站")
    ledger = standing(published("2026-0001", date(2026, 1, 1), web, board))
    assert len(begun(ledger, date(2026, 7, 1))) == 2


def test_another_disclosure_takes_over_without_a_gap() -> None:
    old = published("2026-0001", SINCE, posted(SINCE, "公开栏", taken_down_on=date(2026, 6, 1)))
    new = published("2026-0002", date(2026, 6, 1), posted(date(2026, 6, 1), "公开栏"))
    assert begun(standing(old, new), date(2026, 12, 1)) == [(SINCE, SINCE, "2026-0001")]


def test_a_gap_is_a_duty_answered_late() -> None:
    old = published("2026-0001", SINCE, posted(SINCE, "公开栏", until=date(2026, 5, 31)))
    new = published("2026-0002", date(2026, 6, 9), posted(date(2026, 6, 9), "公开栏"))
    found = obligations(standing(old, new), on=date(2026, 12, 1))
    assert answers(found)[1] == ("公开", date(2026, 6, 9), "2026-0002")
    assert found[1].late
    assert found[1].why == "2026-0001公开至2026年5月31日，其后已撤下或到期，固定事项应持续公开"


def test_a_year_after_the_latest_publication_a_standing_item_is_looked_at_again() -> None:
    once = published("2026-0001", date(2026, 2, 28))
    assert begun(standing(once), date(2027, 2, 27)) == [(SINCE, SINCE, "2026-0001")]
    reviewed = obligations(standing(once), on=date(2027, 2, 28))[1]
    assert (reviewed.starts_on, reviewed.due_on) == (date(2027, 2, 28), date(2027, 3, 1))
    assert reviewed.estimated
    assert reviewed.why == (
        "2026-0001于2026年2月28日公开，满12个月应复核（估算：2027年放假安排没有登记）"
    )


def test_a_newer_publication_within_the_year_takes_the_review_along() -> None:
    both = (published("2026-0001", date(2026, 2, 1)), published("2026-0002", date(2027, 1, 20)))
    assert len(begun(standing(*both), date(2027, 6, 1))) == 1


def test_a_newer_publication_after_the_year_answers_the_review_late() -> None:
    both = (published("2026-0001", date(2026, 2, 1)), published("2026-0002", date(2027, 3, 1)))
    (_, review) = obligations(standing(*both), on=date(2027, 6, 1))
    assert review.answer is not None
    assert (review.answer.number, review.late) == ("2026-0002", True)


def test_a_newer_publication_on_the_very_day_of_the_review_is_in_time() -> None:
    both = (published("2026-0001", date(2026, 2, 1)), published("2026-0002", date(2027, 2, 1)))
    assert len(begun(standing(*both), date(2027, 6, 1))) == 1


def test_what_was_published_long_before_the_duty_is_looked_at_on_its_first_day() -> None:
    old = published("2024-0001", date(2024, 2, 1))
    reviews = [duty for duty in obligations(standing(old), on=SINCE) if "复核" in duty.why]
    assert [(duty.starts_on, duty.due_on) for duty in reviews] == [(SINCE, date(2026, 1, 4))]


def test_a_new_version_of_a_standing_item_begins_no_new_duty() -> None:
    versions = (
        item("1.2.1", Timing.STANDING),
        item("1.2.1", Timing.STANDING, office="组织科", valid_from=date(2026, 5, 1)),
    )
    assert [duty.starts_on for duty in obligations(facts(*versions), on=date(2026, 9, 1))] == [
        SINCE
    ]


def test_an_item_that_is_standing_no_more_opens_no_new_duty() -> None:
    board = posted(SINCE, "公开栏", until=date(2026, 7, 31))
    ledger = facts(
        item("1.2.1", Timing.STANDING),
        item("1.2.1", Timing.OCCASIONAL, valid_from=date(2026, 7, 1)),
        matters=(published("2026-0001", SINCE, board, code="1.2.1"),),
    )
    assert [duty.starts_on for duty in obligations(ledger, on=date(2026, 9, 1))] == [SINCE]


def test_what_no_longer_hangs_is_not_reviewed_as_well() -> None:
    old = published("2026-0001", SINCE, posted(SINCE, "公开栏", until=date(2026, 5, 31)))
    assert [start for start, _, _ in begun(standing(old), date(2027, 6, 1))] == [
        SINCE,
        date(2026, 6, 1),
    ]


# 随时


def occasional(**changes: Any) -> Facts:
    return facts(item("2.1.1", Timing.OCCASIONAL), **changes)


def test_an_occurrence_and_a_proposal_about_it_are_one_obligation() -> None:
    day = date(2026, 9, 30)
    told_of = published("2026-0001", date(2026, 10, 9), code="2.1.1", occurred_on=day)
    ledger = occasional(noted=(occurrence(day),), matters=(told_of,))
    (found,) = obligations(ledger, on=date(2026, 12, 1))
    assert (found.starts_on, found.ends_on, found.due_on) == (day, day, date(2026, 11, 3))
    assert found.answer is not None
    assert found.answer.number == "2026-0001"
    assert found.why == ("2026年9月30日发生，20个工作日内公开，跳过国庆节，10月10日调休上班")


def test_a_withdrawn_proposal_leaves_a_recorded_occurrence_open() -> None:
    day = date(2026, 9, 1)
    gone = matter(
        "2026-0001",
        done(Act.PROPOSE, day, State.PROPOSED),
        done(Act.WITHDRAW, day, State.WITHDRAWN),
        code="2.1.1",
        occurred_on=day,
    )
    alone = occasional(matters=(gone,))
    recorded = occasional(matters=(gone,), noted=(occurrence(day),))
    assert obligations(alone, on=date(2026, 12, 1)) == ()
    assert answers(obligations(recorded, on=date(2026, 12, 1))) == [None]


def test_what_occurred_before_the_items_first_version_counts_under_that_version() -> None:
    young = facts(
        item("2.1.1", Timing.OCCASIONAL, valid_from=date(2026, 6, 1)),
        noted=(occurrence(date(2026, 3, 2)),),
    )
    assert [x.starts_on for x in obligations(young, on=date(2026, 12, 1))] == [date(2026, 3, 2)]


def test_what_occurred_before_the_ledger_began_is_no_obligation() -> None:
    old = occasional(noted=(occurrence(SINCE - timedelta(days=1)), occurrence(SINCE)))
    assert [duty.starts_on for duty in obligations(old, on=date(2026, 12, 1))] == [SINCE]


# the weekly check


P, R, A = Role.PROPOSER, Role.REVIEWER, Role.APPROVER
ROSTER = (
    appointment("王承办", (P, R)),
    appointment("李审核", (R,)),
    appointment("赵审核", (R,)),
    appointment("孙旧人", (R, A), Authority.SUPERIOR, valid_until=date(2026, 6, 1)),
    appointment("钱书记", (A,), Authority.SECRETARY),
    appointment("周委员", (A,), Authority.COMMITTEE),
    appointment("吴档案", (Role.ARCHIVIST,)),
)
MONDAY = date(2026, 11, 23)
OCCASIONAL = item("2.1.1", Timing.OCCASIONAL)
SIGNED = {
    State.PROPOSED: (Act.PROPOSE, "王承办"),
    State.RETURNED: (Act.REVIEW, "李审核"),
    State.REVIEWED: (Act.REVIEW, "李审核"),
    State.ESCALATED: (Act.APPROVE, "钱书记"),
    State.APPROVED: (Act.APPROVE, "钱书记"),
}


def in_state(state: State, on: date, **changes: Any) -> Matter:
    act, by = SIGNED[state]
    first = done(Act.PROPOSE, date(2026, 11, 2), State.PROPOSED)
    acts = (first,) if act is Act.PROPOSE else (first, done(act, on, state, by))
    return matter("2026-0001", *acts, code="2.1.1", **changes)


def week(*matters: Matter, items: tuple[CatalogItem, ...] = (OCCASIONAL,), **changes: Any) -> Due:
    ledger = facts(*items, matters=matters, appointments=ROSTER, **changes)
    return weekly(ledger, on=MONDAY, within=14)


def lists(due: Due) -> dict[str, list[str]]:
    names = ("overdue", "upcoming", "stuck", "waiting", "to_archive")
    rows: dict[str, list[str]] = {name: [row.kind for row in getattr(due, name)] for name in names}
    return {name: kinds for name, kinds in rows.items() if kinds}


@pytest.mark.parametrize(
    ("state", "kind", "due_on", "holder", "command"),
    [
        (State.PROPOSED, "审核", date(2026, 11, 5), "李审核、赵审核",
         "pdisc review 2026-0001 --by 李审核 --necessity 通过 --accuracy 通过 --secrecy 通过"
         " --privacy 通过"),
        (State.RETURNED, "提出", date(2026, 11, 6), "王承办",
         "pdisc revise 2026-0001 --content 修改后的内容"),
        (State.REVIEWED, "审批", date(2026, 11, 6), "钱书记、周委员",
         "pdisc approve 2026-0001 --by 钱书记"),
        (State.APPROVED, "实施", date(2026, 11, 5), "王承办",
         "pdisc publish 2026-0001 --channel 会议 --place 地点"),
    ],
)  # fmt: skip
def test_a_step_past_its_limit_is_overdue_and_stuck(
    state: State, kind: str, due_on: date, holder: str, command: str
) -> None:
    due = week(in_state(state, date(2026, 11, 3)))
    assert lists(due) == {"overdue": [kind], "stuck": [kind]}
    (row,) = due.stuck
    assert (row.due_on, row.holder, row.next) == (due_on, holder, command)
    assert row.days_overdue == (MONDAY - due_on).days
    assert row.held_working_days == 15 - (0 if state is State.PROPOSED else 1)


def test_a_step_within_its_limit_is_upcoming() -> None:
    due = week(in_state(State.REVIEWED, date(2026, 11, 20)))
    assert lists(due) == {"upcoming": ["审批"]}
    assert due.upcoming[0].why == "2026年11月20日审核通过，3个工作日内审批"
    assert due.upcoming[0].since == date(2026, 11, 20)


def test_a_revised_plan_starts_the_reviewers_clock_anew() -> None:
    again = matter(
        "2026-0001",
        done(Act.PROPOSE, date(2026, 11, 2), State.PROPOSED),
        done(Act.REVISE, date(2026, 11, 20), State.PROPOSED, "赵审核"),
        code="2.1.1",
    )
    (row,) = week(again).upcoming
    assert (row.due_on, row.why) == (date(2026, 11, 25), "2026年11月20日修改，3个工作日内审核")
    assert row.holder == "李审核"


def test_a_change_of_the_item_holds_from_its_very_day() -> None:
    today = item("2.1.1", Timing.OCCASIONAL, authority=Authority.COMMITTEE, valid_from=MONDAY)
    waiting = in_state(State.REVIEWED, date(2026, 11, 3))
    assert week(waiting, items=(OCCASIONAL, today)).stuck[0].holder == "周委员"


def test_an_approver_needs_the_authority_that_the_item_asks_for() -> None:
    high = item("2.1.1", Timing.OCCASIONAL, authority=Authority.COMMITTEE)
    highest = item("2.1.1", Timing.OCCASIONAL, authority=Authority.SUPERIOR)
    waiting = in_state(State.REVIEWED, date(2026, 11, 3))
    assert week(waiting, items=(high,)).stuck[0].holder == "周委员"
    assert week(waiting, items=(highest,)).stuck[0].holder == "审批人"


def test_publishing_is_due_at_the_later_of_its_limit_and_the_plan() -> None:
    planned = in_state(State.APPROVED, date(2026, 11, 3), planned_on=date(2026, 12, 1))
    (row,) = week(planned).upcoming
    assert row.due_on == date(2026, 12, 1)
    assert row.why == "2026年11月3日审批同意，计划于2026年12月1日公开"


def test_publishing_goes_on_with_the_first_channel_still_open() -> None:
    half = in_state(
        State.APPROVED,
        date(2026, 11, 3),
        channels=("会议", "网站:党建 网"),
        postings=(posted(date(2026, 11, 4)),),
    )
    (row,) = week(half).stuck
    assert row.next == 'pdisc publish 2026-0001 --channel "网站:党建 网" --url 网址'


def test_dropping_a_channel_does_not_start_the_clock_anew() -> None:
    half = in_state(State.APPROVED, date(2026, 11, 3))
    dropped = done(Act.APPROVE, date(2026, 11, 20), State.APPROVED)
    (row,) = week(msgspec.structs.replace(half, acts=(*half.acts, dropped))).stuck
    assert row.since == date(2026, 11, 3)


def test_an_escalation_waits_and_is_never_overdue() -> None:
    due = week(in_state(State.ESCALATED, date(2026, 11, 3), escalated_to="县直机关工委"))
    assert lists(due) == {"waiting": ["报批"]}
    (row,) = due.waiting
    assert (row.holder, row.due_on, row.days_overdue) == ("县直机关工委", date(2026, 11, 17), 0)


def test_a_running_public_notice_waits_until_its_end() -> None:
    board = posted(date(2026, 11, 20), "公开栏", until=date(2026, 11, 27))
    notice = published("2026-0001", board.on, board, code="2.1.1", public_notice=True)
    due = week(notice)
    assert lists(due) == {"waiting": ["公示"]}  # and nothing to be filed before it ends
    assert due.waiting[0].due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("until", "down", "kinds"),
    [
        (MONDAY, None, ["公示"]),
        (MONDAY - timedelta(days=1), None, []),
        (date(2026, 11, 27), date(2026, 11, 21), []),
    ],
)
def test_a_public_notice_runs_through_its_last_day_unless_taken_down(
    until: date, down: date | None, kinds: list[str]
) -> None:
    board = posted(date(2026, 11, 20), "公开栏", until=until, taken_down_on=down)
    due = week(published("2026-0001", board.on, board, code="2.1.1", public_notice=True))
    assert [row.kind for row in due.waiting] == kinds


def test_what_is_published_or_refused_is_to_be_archived_by_june_of_the_next_year() -> None:
    out = published("2026-0001", date(2026, 3, 2), code="2.1.1")
    no = msgspec.structs.replace(refused("2025-0009", date(2025, 12, 31)), code="2.1.1")
    due = week(out, no, since=date(2025, 1, 1))
    assert lists(due) == {"overdue": ["归档"], "to_archive": ["归档", "归档"]}
    assert [(row.number, row.due_on) for row in due.to_archive] == [
        ("2025-0009", date(2026, 6, 30)),
        ("2026-0001", date(2027, 6, 30)),
    ]
    assert due.to_archive[1].next == "pdisc archive 2026-0001 --by 吴档案 --no-opinions"
    assert due.to_archive[0].next == "pdisc archive 2025-0009 --by 吴档案"


def test_what_is_archived_or_withdrawn_is_in_no_list() -> None:
    filed = done(Act.ARCHIVE, date(2026, 10, 10), State.ARCHIVED)
    out = published("2026-0001", date(2026, 3, 2), code="2.1.1")
    gone = done(Act.WITHDRAW, date(2026, 11, 3), State.WITHDRAWN)
    kept = in_state(State.PROPOSED, date(2026, 11, 2))
    assert lists(week(msgspec.structs.replace(out, acts=(*out.acts, filed)))) == {}
    assert lists(week(msgspec.structs.replace(kept, acts=(*kept.acts, gone)))) == {}


def test_every_missed_window_stays_until_it_is_answered() -> None:
    answered = published("2026-0001", date(2026, 7, 10), window="2026-Q2")
    due = week(answered, items=(item(),))
    assert [(row.window, row.days_overdue) for row in due.overdue] == [
        ("2026年一季度", 222),
        ("2026年三季度", 34),
    ]
    (_, row) = due.overdue
    assert (row.kind, row.holder, row.office) == (DueKind.PERIODIC, "综合科", "综合科")
    assert row.next == "pdisc propose 1.1.1 --for 2026-Q3 --title 标题 --content 正文"


def test_an_obligation_with_a_disclosure_in_hand_shows_its_holder_and_next_step() -> None:
    mine = in_state(State.REVIEWED, date(2026, 11, 20), window="2026-Q3")
    (row,) = week(msgspec.structs.replace(mine, code="1.1.1"), items=(
        item(valid_from=date(2026, 9, 1)),)).overdue  # fmt: skip
    assert (row.kind, row.number, row.holder) == (DueKind.PERIODIC, "2026-0001", "钱书记、周委员")
    assert (row.office, row.next) == ("组织科", "pdisc approve 2026-0001 --by 钱书记")


def test_the_commands_for_standing_and_occasional_items_are_whole() -> None:
    due = week(
        items=(item("1.2.1", Timing.STANDING), OCCASIONAL),
        noted=(occurrence(date(2026, 9, 1)),),
    )
    assert [row.next for row in due.overdue] == [
        "pdisc propose 1.2.1 --title 标题 --content 正文",
        "pdisc propose 2.1.1 --occurred 2026-09-01 --title 标题 --content 正文",
    ]


def test_a_window_that_is_still_open_shows_only_when_its_due_date_is_near() -> None:
    def open_windows(within: int) -> list[str | None]:
        due = weekly(facts(), on=date(2026, 9, 28), within=within)
        return [row.window for row in due.upcoming]

    assert open_windows(21) == []
    assert open_windows(22) == ["2026年三季度"]


def test_what_is_due_today_is_not_overdue() -> None:
    due = weekly(facts(), on=date(2026, 10, 20), within=0)
    assert [row.window for row in due.upcoming] == ["2026年三季度"]
    assert "2026年三季度" not in [row.window for row in due.overdue]


def test_a_term_that_runs_out_within_the_horizon_is_announced() -> None:
    board = posted(SINCE, "公开栏", until=date(2026, 11, 30))
    mine = published("2026-0001", SINCE, board, code="1.2.1")
    (row,) = week(mine, items=(item("1.2.1", Timing.STANDING),)).upcoming
    assert row.due_on == date(2026, 12, 1)


def test_rows_are_sorted_by_due_date_then_by_code_as_numbers() -> None:
    codes = ("1.10.1", "1.9.1", "1.2.1")
    items = tuple(item(code) for code in codes)
    first = [row.code for row in week(items=items).overdue][:3]
    assert first == ["1.2.1", "1.9.1", "1.10.1"]


def test_what_nobody_confirmed_is_listed_with_its_reason() -> None:
    guess = item(
        inferred=("scope", "channels"),
        assumed=("every", "scope"),
        why={"every": "方案未写周期"},
    )
    confirmed = item(every=Cycle.YEAR, valid_from=date(2026, 12, 1))
    assert [msgspec.to_builtins(x) for x in week(items=(guess, confirmed)).unconfirmed] == [
        {"code": "1.1.1", "field": "scope", "value": "社会", "why": ""},
        {"code": "1.1.1", "field": "channels", "value": "会议、公开栏", "why": ""},
        {"code": "1.1.1", "field": "every", "value": "每季度", "why": "方案未写周期"},
    ]


def test_the_json_has_the_contract_names_and_dates() -> None:
    told_as = msgspec.to_builtins(week(items=(item(),)))
    assert list(told_as) == [
        "on", "overdue", "upcoming", "stuck", "waiting", "to_archive", "unconfirmed",
        "today", "this_week", "demands", "corrections", "as_of",
    ]  # fmt: skip
    assert list(told_as["overdue"][0])[:12] == [
        "kind", "code", "item", "timing", "window", "number", "due_on", "days_overdue",
        "office", "holder", "why", "next",
    ]  # fmt: skip
    assert told_as["overdue"][0]["due_on"] == "2026-04-15"


def test_the_ends_of_time_are_no_fault() -> None:
    assert weekly(facts(), on=date.max, within=999_999).overdue
    assert weekly(facts(since=date.min), on=date(1, 1, 1), within=0).overdue == ()
    assert obligations(standing(published("1", date(2026, 1, 1))), on=date.max)


# laws


DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 28))
CODES = st.sampled_from(["1.1.1", "1.1.2"])
KEYS = st.sampled_from(
    ["2026-Q1", "2026-Q2", "2026-Q4", "2026-01", "2026-06", "2026-12", "2026-H1", "2026", "2025"]
)


def versions(code: str, drawn: list[tuple[Timing, Cycle, date]]) -> list[CatalogItem]:
    found = [item(code, timing, valid_from=day, every=every) for timing, every, day in drawn]
    return sorted(found, key=lambda version: version.valid_from)


MAKERS: tuple[Callable[..., Matter], ...] = (
    published,
    refused,
    lambda number, on, **changes: refused(
        number, on, done(Act.ARCHIVE, on, State.ARCHIVED), **changes
    ),
    lambda number, on, **changes: matter(number, done(Act.PROPOSE, on, State.PROPOSED), **changes),
    lambda number, on, **changes: matter(
        number,
        done(Act.PROPOSE, on, State.PROPOSED),
        done(Act.WITHDRAW, on, State.WITHDRAWN),
        **changes,
    ),
)


@st.composite
def ledgers(draw: st.DrawFn) -> Facts:
    timings = st.sampled_from([Timing.PERIODIC, Timing.OCCASIONAL])
    version = st.tuples(timings, st.sampled_from(Cycle), DAYS)
    items = [
        one
        for code in ("1.1.1", "1.1.2")
        for one in versions(code, draw(st.lists(version, min_size=1, max_size=3)))
    ]
    occurred = st.sampled_from([date(2026, 1, 31), date(2026, 4, 30), date(2026, 9, 30)])
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(MAKERS), DAYS, CODES, st.none() | KEYS, st.none() | occurred),
            max_size=8,
        )
    )
    matters = tuple(
        make(f"2026-{n:04d}", on, code=code, window=key, occurred_on=day)
        for n, (make, on, code, key, day) in enumerate(drawn)
    )
    nils = draw(st.lists(st.builds(nil, DAYS, KEYS, CODES), max_size=4))
    noted = draw(st.lists(st.builds(occurrence, occurred, CODES), max_size=3))
    return facts(
        *items,
        since=draw(DAYS),
        matters=matters,
        nils=tuple(nils),
        noted=tuple(noted),
    )


@settings(max_examples=examples(40), deadline=None)
@given(ledgers(), DAYS, st.integers(0, 60))
def test_no_row_is_both_overdue_and_upcoming_and_every_stuck_row_is_overdue(
    ledger: Facts, on: date, within: int
) -> None:
    due = weekly(ledger.known(on=on), on=on, within=within)
    assert all(row.due_on < on and row.days_overdue > 0 for row in due.overdue)
    assert all(on <= row.due_on <= on + timedelta(days=within) for row in due.upcoming)
    assert all(row.days_overdue == 0 for row in due.upcoming)
    assert set(map(_told, due.stuck)) <= set(map(_told, due.overdue))
    assert all(row.next.startswith("pdisc ") and row.why and row.holder for row in _rows(due))


@settings(max_examples=examples(40), deadline=None)
@given(ledgers(), DAYS)
def test_looking_further_ahead_changes_nothing_already_seen(ledger: Facts, on: date) -> None:
    near = obligations(ledger, on=on)
    far = obligations(ledger, on=on, until=on + timedelta(days=200))
    assert set(map(_told, near)) <= set(map(_told, far))


def _rows(due: Due) -> list[DueRow]:
    return [*due.overdue, *due.upcoming, *due.waiting, *due.to_archive]


def _told(value: DueRow | Obligation) -> bytes:
    return msgspec.json.encode(value)


def test_the_lists_of_the_weekly_check_are_named_once_and_each_is_fed() -> None:
    lists = [x.name for x in msgspec.structs.fields(Due) if x.type == tuple[DueRow, ...]]

    assert sorted(LISTS) == sorted(lists)
    assert {name for source in SOURCES.values() for name in source.lists} == set(LISTS)
