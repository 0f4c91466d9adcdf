"""提出 and 修改: what a plan may say."""

import msgspec
import pytest
from conftest import PROPOSER, SECOND_PROPOSER, TODAY
from story import (
    DAY,
    ITEMS,
    NUMBER,
    OCCASIONAL_ITEM,
    ONE_CHANNEL,
    PARTY_ITEM,
    SOCIETY_ITEM,
    Story,
    policy,
    propose,
    story_in,
)

from pdisc.steps.acts import Revise, Withdraw
from pdisc.words import Scope, State

# 提出: scope, channels, windows, occurrences


def test_what_is_not_said_comes_from_the_catalogue_item() -> None:
    item = ITEMS[SOCIETY_ITEM]

    story = Story()
    story.does(propose(), PROPOSER)
    plan = story.now.plan

    assert (plan.scope, plan.channels, plan.office) == (item.scope, item.channels, item.office)
    assert plan.planned_on is None
    assert story.now.authors == {PROPOSER}


def test_the_scope_is_never_wider_than_the_items() -> None:
    refusal = Story(PARTY_ITEM).refused(propose(scope=Scope.SOCIETY, reason="想公开"), PROPOSER)

    assert "不能放宽到“社会”" in refusal.message
    assert "只能收窄" in refusal.next_step


def test_a_narrower_scope_needs_a_reason() -> None:
    refusal = Story().refused(propose(scope=Scope.PARTY), PROPOSER)
    narrowed = Story().asks(propose(scope=Scope.PARTY, reason="涉及内部事项"), PROPOSER)

    assert refusal.next_step == "加上 --reason 理由"
    assert "收窄到“党内”要写明理由" in refusal.message
    assert narrowed.notices == ("党内公开，默认形式中已去掉面向社会的公开栏、网站",)


@pytest.mark.parametrize("channel", ["网站", "网站:党建网"])
def test_a_website_is_never_for_members_only(channel: str) -> None:
    refusal = Story(PARTY_ITEM).refused(propose(channels=("会议", channel)), PROPOSER)

    assert f"不能用“{channel}”" in refusal.message
    assert "会议 文件 简报 通报" in refusal.next_step


def test_a_revision_can_not_bring_a_website_in_either() -> None:
    story = story_in(State.PROPOSED, PARTY_ITEM)

    assert "网站面向社会" in story.refused(Revise(channels=("网站",)), PROPOSER).message


def test_where_no_default_channel_is_left_for_members_only_one_must_be_named() -> None:
    only_web = msgspec.structs.replace(ITEMS[SOCIETY_ITEM], channels=("公开栏", "网站"))
    known = msgspec.structs.replace(policy(), item=only_web)
    said = {"scope": Scope.PARTY, "reason": "内部"}

    refusal = Story(known=known).refused(propose(**said), PROPOSER)
    named = Story(known=known).asks(propose(channels=("会议",), **said), PROPOSER)

    assert "--channel 会议" in refusal.next_step
    assert named.notices == ()


def test_given_channels_replace_the_defaults_and_count_once() -> None:
    story = Story()
    story.does(propose(channels=("文件", "网站:党建网", "文件")), PROPOSER)

    assert story.now.channels == ("文件", "网站:党建网")


def test_a_plan_is_not_for_a_day_that_is_past() -> None:
    assert "早于提出日期" in Story().refused(propose(planned_on=TODAY - DAY), PROPOSER).message
    story = story_in(State.PROPOSED)
    assert "早于修改日期" in story.refused(Revise(planned_on=TODAY - DAY), PROPOSER).message


@pytest.mark.parametrize(
    ("code", "window", "says"),
    [
        (SOCIETY_ITEM, "2026年11月", "每季度公开一次"),
        (SOCIETY_ITEM, "2026", "每季度公开一次"),
        (OCCASIONAL_ITEM, "2026-Q3", "是随时事项"),
        ("1.2.1", "2026-Q3", "是固定事项"),
    ],
)
def test_a_window_must_be_one_of_the_items(code: str, window: str, says: str) -> None:
    assert says in Story(code).refused(propose(window=window), PROPOSER).message


@pytest.mark.parametrize("window", ["2026-Q3", "2026年三季度"])
def test_both_spellings_of_a_window_are_one(window: str) -> None:
    story = Story()
    story.does(propose(window=window), PROPOSER)

    assert story.now.window == "2026-Q3"


def test_an_occurrence_belongs_to_an_occasional_item_and_is_not_later_than_the_proposal() -> None:
    story = Story(OCCASIONAL_ITEM)
    future = story.refused(propose(occurred_on=TODAY + DAY), PROPOSER)
    wrong = Story().refused(propose(occurred_on=TODAY), PROPOSER)
    assumed = story.does(propose(), PROPOSER)

    assert "不能晚于" in future.message
    assert "不用 --occurred" in wrong.message
    assert story.now.plan.occurred_on == TODAY
    assert any("--occurred" in notice for notice in assumed.notices)


@pytest.mark.parametrize("state", [State.PROPOSED, State.RETURNED, State.REVIEWED, State.APPROVED])
def test_only_what_was_published_can_be_corrected(state: State) -> None:
    unpublished = story_in(state).now

    refusal = Story().refused(propose(corrects=unpublished), PROPOSER)

    assert "还没有公开过" in refusal.message
    assert f"pdisc revise {NUMBER}" in refusal.next_step


@pytest.mark.parametrize("state", [State.ESCALATED, State.REFUSED, State.WITHDRAWN])
def test_what_can_be_neither_corrected_nor_revised_is_not_sent_to_revise(state: State) -> None:
    refusal = Story().refused(propose(corrects=story_in(state).now), PROPOSER)

    assert "还没有公开过" in refusal.message
    assert "pdisc revise" not in refusal.next_step


def test_a_correction_is_a_new_disclosure_linked_to_the_old() -> None:
    original = story_in(State.PUBLISHED).now
    correction = Story()
    correction.does(propose(number="2026-0002", corrects=original), PROPOSER)

    assert correction.now.corrects == original.number
    assert correction.now.state is State.PROPOSED


# 修改


@pytest.mark.parametrize("state", [State.PROPOSED, State.RETURNED, State.REVIEWED, State.APPROVED])
def test_a_revision_voids_review_and_approval_and_keeps_the_old_version(state: State) -> None:
    story = story_in(state)
    old = story.now

    story.does(Revise(content="新的正文"), SECOND_PROPOSER)

    assert story.stands_at(State.PROPOSED)
    assert (story.now.review, story.now.approval) == (None, None)
    assert [plan.version for plan in story.now.plans] == [1, 2]
    assert story.now.plans[0] == old.plan
    assert story.now.content_sha256 != old.content_sha256
    assert (story.now.plan.title, story.now.plan.content) == ("标题", "新的正文")


def test_a_revision_that_changes_nothing_is_refused() -> None:
    refusal = story_in(State.PROPOSED).refused(Revise(content="正文"), PROPOSER)

    assert "与第1稿完全一样" in refusal.message


def test_after_the_first_publication_nothing_is_revised_or_withdrawn() -> None:
    story = story_in(State.APPROVED, channels=("会议", "文件"))
    story.does(*ONE_CHANNEL)

    revising = story.refused(Revise(content="新"), PROPOSER)
    withdrawing = story.refused(Withdraw(reason="算了"), PROPOSER)

    assert story.stands_at(State.APPROVED)
    assert f"pdisc correct {NUMBER}" in revising.next_step
    assert f"pdisc correct {NUMBER}" in withdrawing.next_step


def test_a_revision_keeps_to_the_scope_of_the_item_as_well() -> None:
    assert (
        "放宽"
        in story_in(State.PROPOSED, PARTY_ITEM)
        .refused(Revise(scope=Scope.SOCIETY, reason="想公开"), PROPOSER)
        .message
    )


def test_a_revision_to_members_only_leaves_the_web_out_by_itself() -> None:
    story = story_in(State.PROPOSED, channels=("会议", "网站"))

    decision = story.does(Revise(scope=Scope.PARTY, reason="内部"), PROPOSER)

    assert story.now.plan.channels == ("会议",)
    assert decision.notices == ("党内公开，默认形式中已去掉面向社会的网站",)
