"""审核: verdicts, findings, masks, and how far a scope may reach."""

import msgspec
import pytest
from conftest import COMMITTEE, PROPOSER, REVIEWER, SECRETARY, SUPERIOR
from story import (
    AGREE,
    BOARD_ITEM,
    FINDINGS,
    NUMBER,
    PARTY_ITEM,
    PASS,
    PASSED,
    REFUSE,
    SEND_BACK,
    Story,
    policy,
    story_in,
)

from pdisc.errors import NotFound, UsageError
from pdisc.steps.acts import Approve, Propose, Redact, Review
from pdisc.words import FindingState, Scope, ScopeDetail, State, Verdict


@pytest.mark.parametrize("question", ["necessity", "accuracy", "secrecy", "privacy"])
@pytest.mark.parametrize("verdict", [None, Verdict.FAIL])
def test_a_pass_needs_all_four_verdicts(question: str, verdict: Verdict | None) -> None:
    given = msgspec.structs.replace(PASSED, **{question: verdict})

    with pytest.raises(UsageError, match="没有全部“通过”") as caught:
        story_in(State.PROPOSED).asks(Review(verdicts=given), REVIEWER)

    assert "--return" in caught.value.next_step
    assert "--withhold" in caught.value.next_step


def test_a_review_can_not_return_and_withhold_at_once() -> None:
    with pytest.raises(UsageError, match="只能用一个"):
        story_in(State.PROPOSED).asks(
            Review(return_reason="改", withhold_reason="不公开"), REVIEWER
        )


def test_every_open_finding_stands_in_the_way_of_a_pass() -> None:
    story = story_in(State.PROPOSED, findings=FINDINGS)

    refusal = story.refused(Review(verdicts=PASSED, accept={"F1": "公开电话"}), REVIEWER)

    assert "F2" in refusal.message
    assert "F1" not in refusal.message
    assert "--accept" in refusal.next_step


def test_an_accepted_finding_is_explained_with_its_reason() -> None:
    story = story_in(State.PROPOSED, findings=FINDINGS)
    story.does(Review(verdicts=PASSED, accept={"F1": "公开电话", "F2": "虚构"}), REVIEWER)

    assert {f.id: (f.state, f.reason) for f in story.now.findings} == {
        "F1": (FindingState.EXPLAINED, "公开电话"),
        "F2": (FindingState.EXPLAINED, "虚构"),
    }


def test_a_masked_finding_needs_no_reason() -> None:
    masked = msgspec.structs.replace(FINDINGS[0], state=FindingState.MASKED)

    story_in(State.PROPOSED, findings=(masked,)).does(*PASS)


def test_an_unknown_finding_can_not_be_accepted() -> None:
    with pytest.raises(NotFound, match="F9"):
        story_in(State.PROPOSED, findings=FINDINGS).asks(
            Review(verdicts=PASSED, accept={"F9": "?"}), REVIEWER
        )


def test_masking_gives_a_new_version_of_the_same_author_and_voids_the_review() -> None:
    story = story_in(State.REVIEWED)

    story.does(Redact(content="遮盖后的正文"), REVIEWER)

    assert story.stands_at(State.PROPOSED)
    assert story.now.review is None
    assert (story.now.plan.version, story.now.plan.author) == (2, PROPOSER)
    assert story.now.steps[-1].by == REVIEWER
    story.does(*PASS)


def test_masking_nothing_is_refused() -> None:
    refusal = story_in(State.PROPOSED).refused(Redact(), PROPOSER)

    assert "没有可以遮盖的内容" in refusal.message


def test_only_those_who_draft_or_review_may_mask() -> None:
    refusal = story_in(State.PROPOSED).refused(Redact(content="遮盖"), SECRETARY)

    assert refusal.kind == "职权"
    assert "“承办”或“审核”" in refusal.message


def test_open_findings_do_not_keep_a_plan_from_going_back() -> None:
    story = story_in(State.PROPOSED, findings=FINDINGS)
    story.does(*SEND_BACK)

    assert story.stands_at(State.RETURNED)


def test_members_only_on_a_board_needs_the_reviewers_word() -> None:
    story = story_in(State.PROPOSED, BOARD_ITEM, channels=("会议", "公开栏"))

    refusal = story.refused(*PASS)
    story.does(Review(verdicts=PASSED, board_inside=True), REVIEWER)

    assert "公开栏一般面向社会" in refusal.message
    assert "--board-inside" in refusal.next_step
    assert story.stands_at(State.REVIEWED)


@pytest.mark.parametrize("detail", [None, *ScopeDetail])
def test_a_detail_of_the_scope_is_kept_from_plan_to_approval(detail: ScopeDetail | None) -> None:
    story = Story(known=policy(PARTY_ITEM))
    story.does(
        Propose(
            number=NUMBER,
            title="标题",
            content="正文",
            scope=Scope.PARTY,
            scope_detail=detail,
            reason="只涉及部分人",
        ),
        PROPOSER,
    )
    story.does(*PASS)
    story.does(Approve(), COMMITTEE)

    assert (story.now.scope, story.now.scope_detail) == (Scope.PARTY, detail)


def test_an_approver_may_narrow_the_detail_but_never_widen_it() -> None:
    story = story_in(
        State.REVIEWED,
        PARTY_ITEM,
        scope=Scope.PARTY,
        scope_detail=ScopeDetail.UNIT,
        reason="本单位",
    )

    wider = Approve(scope=Scope.PARTY, scope_detail=ScopeDetail.MEMBERS)
    assert (
        "不能从“党内（本单位）”放宽到“党内（全体党员）”" in story.refused(wider, SUPERIOR).message
    )
    story.does(Approve(scope=Scope.PARTY, scope_detail=ScopeDetail.NAMED), SUPERIOR)
    assert story.now.scope_detail is ScopeDetail.NAMED


def test_a_scope_for_named_people_needs_its_reason() -> None:
    named = Propose(
        number=NUMBER,
        title="标题",
        content="正文",
        scope=Scope.PARTY,
        scope_detail=ScopeDetail.NAMED,
    )

    refusal = Story(known=policy(PARTY_ITEM)).refused(named, PROPOSER)

    assert "收窄到“党内（特定对象）”要写明理由" in refusal.message


def test_society_on_a_board_needs_no_such_word() -> None:
    story_in(State.REVIEWED, channels=("公开栏",))


def test_withholding_only_recommends() -> None:
    story = story_in(State.PROPOSED)
    hold = Review(verdicts=PASSED, withhold_reason="敏感", basis="条例第八条")

    story.does(hold, REVIEWER)

    assert story.stands_at(State.REVIEWED)
    assert story.now.steps[-1].result == "建议不予公开"
    assert story.asks(Approve(), SUPERIOR).event.state is State.APPROVED  # type: ignore[union-attr]
    assert story.asks(*REFUSE).event.state is State.REFUSED  # type: ignore[union-attr]


def test_without_four_passes_the_approver_can_refuse_or_return_but_not_approve() -> None:
    story = story_in(State.PROPOSED)
    story.does(Review(withhold_reason="敏感", basis="条例第八条"), REVIEWER)

    refusal = story.refused(*AGREE)

    assert "四项审核意见没有全部通过" in refusal.message
    assert "--return" in refusal.next_step
    assert "--refuse" in refusal.next_step
    story.asks(*REFUSE)
    story.asks(Approve(return_reason="改"), SUPERIOR)


def test_an_open_finding_survives_no_approval_even_by_way_of_a_recommendation() -> None:
    story = story_in(State.PROPOSED, findings=FINDINGS)
    story.does(Review(verdicts=PASSED, withhold_reason="敏感", basis="条例"), REVIEWER)

    assert "F1" in story.refused(*AGREE).message


def test_what_is_for_members_only_reaches_no_board_by_way_of_a_recommendation() -> None:
    story = story_in(State.PROPOSED, BOARD_ITEM, channels=("会议", "公开栏"))
    story.does(Review(verdicts=PASSED, withhold_reason="敏感", basis="条例"), REVIEWER)

    assert "公开栏" in story.refused(*AGREE).message
