"""审批: whose word it takes, what it may narrow, and what it is bound to."""

from typing import Any

import pytest
from conftest import COMMITTEE, REVIEWER, SECOND_PROPOSER, SECRETARY, SUPERIOR
from story import (
    AGREE,
    ESCALATE,
    ITEMS,
    NUMBER,
    ONE_CHANNEL,
    PARTY_ITEM,
    PASS,
    PASSED,
    REFUSE,
    TOP_ITEM,
    policy,
    story_in,
)

from pdisc.errors import UsageError
from pdisc.steps.acts import Approve, Review, Revise
from pdisc.values.codes import check_code
from pdisc.words import Scope, State

REPLY = "测委〔2026〕1号"


@pytest.mark.parametrize(
    ("code", "who", "enough"),
    [
        ("1.1.1", SECRETARY, True),
        ("1.1.1", COMMITTEE, True),
        ("1.1.1", SUPERIOR, True),
        ("1.3.1", SECRETARY, False),
        ("1.3.1", COMMITTEE, True),
        ("1.3.1", SUPERIOR, True),
        ("3.2.1", SECRETARY, False),
        ("3.2.1", COMMITTEE, False),
        ("3.2.1", SUPERIOR, True),
    ],
)
@pytest.mark.parametrize("refusing", [False, True])
def test_a_decision_needs_the_items_authority_or_a_higher_one(
    code: str, who: str, enough: bool, refusing: bool
) -> None:
    story = story_in(State.REVIEWED, code)
    command = REFUSE.command if refusing else Approve()
    if enough:
        story.asks(command, who)
        return

    refusal = story.refused(command, who)

    assert refusal.kind == "职权"
    assert f"须由{ITEMS[code].authority}审批" in refusal.message
    assert f"pdisc approve {NUMBER} " in refusal.next_step
    assert " --escalate " in refusal.next_step


def test_sending_up_or_back_is_within_every_approvers_authority() -> None:
    story = story_in(State.REVIEWED, TOP_ITEM)

    story.asks(*ESCALATE)
    story.asks(Approve(return_reason="改"), SECRETARY)


def test_a_reply_from_above_needs_its_document_number() -> None:
    story = story_in(State.ESCALATED, TOP_ITEM)

    for command in (Approve(), Approve(refuse_reason="不宜", basis="条例")):
        refusal = story.refused(command, SECRETARY)
        assert "批复文号" in refusal.message
        assert "--document-number" in refusal.next_step
    story.does(Approve(document_number=REPLY), SECRETARY)

    assert story.stands_at(State.APPROVED)
    assert story.now.escalated_to == "测试县委"
    assert story.now.steps[-1].document_number == REPLY


def test_what_was_sent_up_is_not_sent_up_again() -> None:
    refusal = story_in(State.ESCALATED).refused(*ESCALATE)

    assert "已经报 测试县委 审批" in refusal.message
    assert refusal.next_step


@pytest.mark.parametrize(
    "outcomes",
    [
        {"return_reason": "改", "refuse_reason": "不宜"},
        {"return_reason": "改", "escalate_to": "县委"},
        {"refuse_reason": "不宜", "escalate_to": "县委"},
    ],
)
def test_a_decision_has_one_outcome(outcomes: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="只能用一个"):
        story_in(State.REVIEWED).asks(Approve(**outcomes), SUPERIOR)


@pytest.mark.parametrize("opinion", ["不同意", "基本同意", "同意。", "同意公开", "请修改", "已阅"])
def test_only_the_approving_word_approves(opinion: str) -> None:
    with pytest.raises(UsageError, match="不是“同意”"):
        story_in(State.REVIEWED).asks(Approve(opinion=opinion), SUPERIOR)


def test_the_approving_word_is_what_stands_when_nothing_was_said() -> None:
    assert story_in(State.APPROVED).now.steps[-1].opinion == "同意"


def test_an_approval_never_widens_the_scope() -> None:
    refusal = story_in(State.REVIEWED, PARTY_ITEM).refused(Approve(scope=Scope.SOCIETY), SUPERIOR)

    assert "只能收窄" in refusal.message
    assert "--return" in refusal.next_step


def test_an_approval_may_narrow_to_members_only_and_leaves_the_web_out() -> None:
    story = story_in(State.REVIEWED, channels=("会议", "公开栏", "网站:党建网"))

    decision = story.does(Approve(scope=Scope.PARTY), SUPERIOR)

    assert (story.now.scope, story.now.channels) == (Scope.PARTY, ("会议",))
    assert decision.notices == ("收窄到党内，已去掉面向社会的公开栏、网站:党建网",)


def test_a_narrowed_approval_needs_a_channel_that_is_left() -> None:
    story = story_in(State.REVIEWED, channels=("公开栏", "网站"))

    refusal = story.refused(Approve(scope=Scope.PARTY), SUPERIOR)

    assert "没有剩下可用的公开形式" in refusal.message


def test_a_board_inside_stays_when_the_scope_is_narrowed() -> None:
    story = story_in(State.PROPOSED, channels=("公开栏", "网站"))
    story.does(Review(verdicts=PASSED, board_inside=True), REVIEWER)
    story.does(Approve(scope=Scope.PARTY), SUPERIOR)

    assert story.now.channels == ("公开栏",)


def test_an_approval_may_drop_channels_but_not_all_and_none_that_is_not_there() -> None:
    story = story_in(State.REVIEWED, channels=("会议", "文件"))

    everything = story.refused(Approve(drop_channels=("会议", "文件")), SUPERIOR)
    unknown = story.refused(Approve(drop_channels=("网站",)), SUPERIOR)
    story.does(Approve(drop_channels=("文件",)), SUPERIOR)

    assert "--refuse" in everything.next_step
    assert "现有：会议、文件" in unknown.message
    assert story.now.channels == ("会议",)


def test_the_check_code_must_be_that_of_the_plan_in_force() -> None:
    story = story_in(State.REVIEWED)
    right = check_code(story.now.content_sha256)
    story.does(Revise(content="改过"), SECOND_PROPOSER)
    story.does(*PASS)

    refusal = story.refused(Approve(code=right), SUPERIOR)
    typed = check_code(story.now.content_sha256).lower().replace("-", " ")
    story.does(Approve(code=typed), SUPERIOR)

    assert "不是 2026-0001 现在的第2稿" in refusal.message
    assert refusal.next_step == f"pdisc show {NUMBER}"


def test_a_rule_can_make_the_check_code_mandatory() -> None:
    story = story_in(State.REVIEWED, known=policy(核对码必填="是"))

    assert "--code" in story.refused(*AGREE).next_step
    story.asks(Approve(code=check_code(story.now.content_sha256)), SUPERIOR)


def test_an_approval_is_bound_to_the_exact_plan() -> None:
    story = story_in(State.APPROVED)

    assert story.now.approval is not None
    assert story.now.approval.content_sha256 == story.now.content_sha256


def test_what_is_approved_is_not_approved_again() -> None:
    refusal = story_in(State.APPROVED).refused(*AGREE)

    assert "已经审批" in refusal.message
    assert f"pdisc publish {NUMBER} --channel 会议" in refusal.next_step
    assert "--drop-channel" in refusal.next_step


def test_an_open_channel_can_be_dropped_later_so_that_the_rest_can_be_archived() -> None:
    story = story_in(State.APPROVED, channels=("会议", "文件", "简报"))
    story.does(*ONE_CHANNEL)

    done = story.refused(Approve(drop_channels=("会议",)), SUPERIOR)
    story.does(Approve(drop_channels=("简报",)), SUPERIOR)
    assert story.stands_at(State.APPROVED)
    story.does(Approve(drop_channels=("文件",)), SUPERIOR)

    assert "不是还没有公开的形式" in done.message
    assert story.stands_at(State.PUBLISHED)
    assert story.now.channels == ("会议",)


def test_before_any_publication_not_all_open_channels_can_be_dropped() -> None:
    refusal = story_in(State.APPROVED).refused(Approve(drop_channels=("会议",)), SUPERIOR)

    assert "不能把全部公开形式都去掉" in refusal.message


@pytest.mark.parametrize(
    "said",
    [{"scope": Scope.PARTY}, {"return_reason": "改"}, {"refuse_reason": "不宜"}],
)
def test_dropping_a_channel_later_does_nothing_else(said: dict[str, Any]) -> None:
    story = story_in(State.APPROVED, channels=("会议", "文件"))

    assert story.refused(Approve(drop_channels=("文件",), **said), SUPERIOR).next_step


def test_narrowing_an_approval_later_needs_the_items_authority_too() -> None:
    story = story_in(State.APPROVED, TOP_ITEM, channels=("文件", "公开栏"))

    assert story.refused(Approve(drop_channels=("公开栏",)), SECRETARY).kind == "职权"
