"""Who may act on a disclosure, and with which dates."""

from datetime import date

import msgspec
import pytest
from builders import appointment
from conftest import PROPOSER, REVIEWER, SECOND_PROPOSER, SECRETARY, SINCE, SUPERIOR, TODAY
from story import (
    AGREE,
    DAY,
    ESCALATE,
    EVERYTHING,
    FILE,
    ONE_CHANNEL,
    PASS,
    PASSED,
    REFUSE,
    SEND_BACK,
    WAYS,
    Doing,
    Story,
    policy,
    propose,
    publishing,
    roster,
    story_in,
)

from pdisc.errors import NotFound
from pdisc.steps.acts import Approve, Archive, Command, Review, Revise, TakeDown, Withdraw
from pdisc.steps.policy import Roster
from pdisc.words import Role, State

# The person


@pytest.mark.parametrize(
    ("state", "command", "role"),
    [
        (State.PROPOSED, Review(verdicts=PASSED), Role.REVIEWER),
        (State.REVIEWED, Approve(), Role.APPROVER),
        (State.APPROVED, publishing("会议"), Role.PROPOSER),
        (State.PROPOSED, Revise(content="新"), Role.PROPOSER),
        (State.PUBLISHED, Archive(no_opinions=True), Role.ARCHIVIST),
    ],
)
def test_an_act_needs_its_role_and_the_refusal_is_recorded(
    state: State, command: Command, role: Role
) -> None:
    outsider = SECRETARY if role is not Role.APPROVER else REVIEWER
    story = story_in(state)

    refusal = story.refused(command, outsider)

    assert refusal.kind == "职权"
    assert f"没有“{role}”职责" in refusal.message
    assert "现有职责" in refusal.message
    holder = story.policy.roster.holders(role, TODAY)[0]
    assert f"--by {holder}" in refusal.next_step


def test_proposing_needs_its_role_too() -> None:
    refusal = Story().refused(propose(), REVIEWER)

    assert refusal.kind == "职权"
    assert f"--by {PROPOSER}" in refusal.next_step


def test_where_nobody_holds_the_role_the_refusal_says_how_to_register_somebody() -> None:
    alone = Roster([appointment(PROPOSER, (Role.PROPOSER,), None)])
    story = Story(known=msgspec.structs.replace(policy(), roster=alone))
    story.does(propose(), PROPOSER)

    refusal = story.refused(Review(verdicts=PASSED), PROPOSER)

    assert refusal.next_step.startswith("先登记：pdisc staff add")


def test_a_stranger_is_not_found_and_the_nearest_name_is_offered() -> None:
    story = story_in(State.PROPOSED)

    with pytest.raises(NotFound, match="是不是“测试审核丙”") as caught:
        story.asks(Review(verdicts=PASSED), "测试审核柄")

    assert "pdisc staff add 测试审核柄" in caught.value.next_step


@pytest.mark.parametrize("by", [PROPOSER, SECOND_PROPOSER, SECRETARY])
def test_who_proposes_or_approves_may_withdraw_and_take_down(by: str) -> None:
    story_in(State.PROPOSED).does(Withdraw(reason="不再需要"), by)
    hung = story_in(State.APPROVED, channels=("公开栏",))
    hung.does(publishing("公开栏"), PROPOSER)
    hung.does(TakeDown(reason="过期"), by)


def test_nobody_else_may_withdraw_or_take_down() -> None:
    proposed = story_in(State.PROPOSED)
    assert proposed.refused(Withdraw(reason="不再需要"), REVIEWER).kind == "职权"
    hung = story_in(State.APPROVED, channels=("公开栏",))
    hung.does(publishing("公开栏"), PROPOSER)
    assert hung.refused(TakeDown(reason="过期"), REVIEWER).kind == "职权"
    with pytest.raises(NotFound):
        hung.asks(TakeDown(reason="过期"), "测试外人")


def test_somebody_who_left_may_no_longer_act_from_that_day_on() -> None:
    left = appointment("测试离任庚", (Role.REVIEWER,), None, valid_until=TODAY)
    known = msgspec.structs.replace(policy(), roster=roster(left))
    yesterday = Story(known=known)
    yesterday.does(propose(channels=("会议",)), PROPOSER, on=TODAY - DAY)
    yesterday.asks(Review(verdicts=PASSED), "测试离任庚", on=TODAY - DAY)

    refusal = yesterday.refused(Review(verdicts=PASSED), "测试离任庚")

    assert "当天没有任何职责" in refusal.message


def test_somebody_new_may_not_act_before_the_appointment_begins() -> None:
    new = appointment("测试新任辛", (Role.REVIEWER,), None, valid_from=TODAY)
    story = Story(known=msgspec.structs.replace(policy(), roster=roster(new)))
    story.does(propose(channels=("会议",)), PROPOSER, on=TODAY - DAY)

    assert story.refused(Review(verdicts=PASSED), "测试新任辛", on=TODAY - DAY).kind == "职权"
    story.does(Review(verdicts=PASSED), "测试新任辛")


# The dates


def test_a_date_in_the_future_is_refused() -> None:
    refusal = Story().refused(propose(), PROPOSER, on=TODAY + DAY)

    assert "在今天（2026-11-24）之后" in refusal.message
    assert refusal.next_step
    assert refusal.kind == ""


def test_a_date_before_the_ledger_began_is_refused() -> None:
    known = msgspec.structs.replace(
        policy(),
        roster=roster(
            appointment("测试早来壬", (Role.PROPOSER,), None, valid_from=date(2020, 1, 1))
        ),
    )

    refusal = Story(known=known).refused(propose(), "测试早来壬", on=SINCE - DAY, why_late="补登")

    assert f"早于台账起算日 {SINCE}" in refusal.message


@pytest.mark.parametrize(
    "state", [State.PROPOSED, State.REVIEWED, State.APPROVED, State.PUBLISHED, State.REFUSED]
)
def test_dates_never_run_backwards_along_the_steps(state: State) -> None:
    story = story_in(state)
    doing = {
        State.PROPOSED: PASS,
        State.REVIEWED: AGREE,
        State.APPROVED: ONE_CHANNEL,
        State.PUBLISHED: FILE,
        State.REFUSED: FILE,
    }[state]

    refusal = story.refused(doing.command, doing.by, on=TODAY - DAY)

    assert "步骤的日期不能倒退" in refusal.message
    assert f"日期（--on）写 {TODAY}" in refusal.next_step


def test_channels_may_be_recorded_in_any_order_but_none_before_the_approval() -> None:
    story = Story()
    monday = TODAY - DAY
    story.does(propose(channels=("会议", "文件")), PROPOSER, on=monday)
    for doing in (PASS, AGREE):
        story.does(doing.command, doing.by, on=monday)
    story.does(publishing("会议"), PROPOSER)
    refusal = story.refused(publishing("文件"), PROPOSER, on=monday - DAY)
    story.does(publishing("文件"), PROPOSER, on=monday)

    assert f"早于上一步的 {monday}" in refusal.message
    assert story.stands_at(State.PUBLISHED)


def test_three_working_days_apart_is_prompt_and_four_is_late() -> None:
    prompt, late = date(2026, 11, 19), date(2026, 11, 18)

    assert Story().asks(propose(), PROPOSER, on=prompt).late is False
    refusal = Story().refused(propose(), PROPOSER, on=late)
    entered = Story().asks(propose(), PROPOSER, on=late, why_late="出差")

    assert "已超过3个工作日，属于补录，要写明原因" in refusal.message
    assert refusal.next_step == "加上 --late-reason 原因"
    assert refusal.kind == ""
    assert entered.late is True


def test_the_limit_of_a_late_entry_is_a_rule() -> None:
    known = policy(补录间隔="0")

    assert "属于补录" in Story(known=known).refused(propose(), PROPOSER, on=TODAY - DAY).message


# Separation of duties


@pytest.mark.parametrize(
    ("state", "doing"),
    [
        (State.PROPOSED, PASS),
        (State.PROPOSED, SEND_BACK),
        (State.REVIEWED, AGREE),
        (State.REVIEWED, REFUSE),
        (State.REVIEWED, ESCALATE),
        (State.ESCALATED, Doing(Approve(document_number="测委〔2026〕1号"), SUPERIOR)),
    ],
)
def test_who_proposed_may_neither_review_nor_approve_without_a_recorded_exception(
    state: State, doing: Doing
) -> None:
    story = Story()
    story.does(propose(channels=("会议",)), EVERYTHING)
    for way in WAYS[state]:
        story.does(*way)

    refusal = story.refused(doing.command, EVERYTHING)
    waived = story.asks(doing.command, EVERYTHING, waiver="全办只有一人")

    assert refusal.kind == "分离"
    assert EVERYTHING in refusal.message
    assert "--waive-separation" in refusal.next_step
    assert waived.waived is True


def test_who_revised_counts_as_a_proposer() -> None:
    story = story_in(State.PROPOSED)
    story.does(Revise(content="改过的正文"), EVERYTHING)

    assert story.refused(Review(verdicts=PASSED), EVERYTHING).kind == "分离"


def test_a_waiver_that_was_not_needed_is_not_recorded() -> None:
    assert story_in(State.PROPOSED).asks(*PASS, waiver="以防万一").waived is False


def test_reviewer_and_approver_may_be_one_person() -> None:
    story = story_in(State.PROPOSED)
    story.does(Review(verdicts=PASSED), EVERYTHING)
    story.does(Approve(), EVERYTHING)

    assert story.stands_at(State.APPROVED)
