"""实施, 归档 and 撤下: channels, terms, pieces and what still hangs."""

from datetime import date

import msgspec
import pytest
from conftest import PROPOSER, SUPERIOR, TODAY
from story import DAY, FILE, NUMBER, ONE_CHANNEL, policy, publishing, story_in

from pdisc.errors import UsageError
from pdisc.events.steps import Archived, Published, TakenDown
from pdisc.steps.acts import Approve, Archive, Publish, TakeDown
from pdisc.words import Retention, State

# 实施


def test_an_unapproved_channel_is_refused_with_the_approved_ones() -> None:
    refusal = story_in(State.APPROVED, channels=("会议", "文件")).refused(
        publishing("网站"), PROPOSER
    )

    assert "不在批准的公开形式之内；批准的是：会议、文件" in refusal.message
    assert refusal.next_step == f"pdisc publish {NUMBER} --channel 会议 --place 地点"


def test_a_dropped_channel_is_not_approved_any_more() -> None:
    story = story_in(State.REVIEWED, channels=("会议", "文件"))
    story.does(Approve(drop_channels=("文件",)), SUPERIOR)

    assert "批准的是：会议" in story.refused(publishing("文件"), PROPOSER).message


def test_each_channel_is_published_once() -> None:
    story = story_in(State.APPROVED, channels=("会议", "文件"))
    story.does(*ONE_CHANNEL)

    refusal = story.refused(*ONE_CHANNEL)

    assert "已经公开过；还没有公开的：文件" in refusal.message
    assert refusal.next_step == f"pdisc publish {NUMBER} --channel 文件 --place 地点"


def test_it_is_published_when_the_last_channel_is() -> None:
    story = story_in(State.APPROVED, channels=("会议", "文件"))

    story.does(publishing("文件"), PROPOSER)
    assert story.stands_at(State.APPROVED)
    story.does(publishing("会议"), PROPOSER)

    assert story.stands_at(State.PUBLISHED)


def test_two_platforms_are_two_channels() -> None:
    story = story_in(State.APPROVED, channels=("网站:甲", "网站:乙"))
    story.does(publishing("网站:乙"), PROPOSER)

    assert story.now.open_channels == ("网站:甲",)


@pytest.mark.parametrize("url", ["", "example.invalid", "ftp://example.invalid", "https://"])
def test_a_website_needs_its_address(url: str) -> None:
    with pytest.raises(UsageError, match="网址"):
        story_in(State.APPROVED, channels=("网站",)).asks(
            Publish(channel="网站", url=url), PROPOSER
        )


@pytest.mark.parametrize("channel", ["会议", "文件", "简报", "公开栏", "通报", "解答"])
def test_every_other_channel_needs_its_place(channel: str) -> None:
    with pytest.raises(UsageError, match="地点或发送对象"):
        story_in(State.APPROVED, channels=(channel,)).asks(Publish(channel=channel), PROPOSER)


def test_a_day_other_than_planned_is_not_refused_but_said() -> None:
    story = story_in(State.APPROVED, planned_on=TODAY + DAY)

    assert story.asks(*ONE_CHANNEL).notices == (
        "与方案不符：计划 2026-11-25 公开，实际 2026-11-24",
    )


def test_an_end_before_the_beginning_is_refused() -> None:
    story = story_in(State.APPROVED, channels=("公开栏",))

    refusal = story.refused(publishing("公开栏", until=TODAY - DAY), PROPOSER)

    assert "早于公开日期" in refusal.message


FIVE_WORKING_DAYS_ON = date(2026, 12, 1)


def test_a_public_notice_hangs_at_least_five_working_days_and_its_first_day_does_not_count() -> (
    None
):
    story = story_in(State.APPROVED, channels=("公开栏",), public_notice=True)

    refusal = story.refused(publishing("公开栏", until=FIVE_WORKING_DAYS_ON - DAY), PROPOSER)
    given = story.asks(publishing("公开栏", until=FIVE_WORKING_DAYS_ON + DAY), PROPOSER)
    story.does(publishing("公开栏"), PROPOSER)

    assert "不少于5个工作日" in refusal.message
    assert f"--until {FIVE_WORKING_DAYS_ON}" in refusal.next_step
    assert isinstance(given.event, Published)
    assert given.event.until == FIVE_WORKING_DAYS_ON + DAY
    assert story.now.publications[0].until == FIVE_WORKING_DAYS_ON


def test_a_public_notice_read_out_in_a_meeting_has_no_end() -> None:
    event = story_in(State.APPROVED, public_notice=True).asks(*ONE_CHANNEL).event

    assert isinstance(event, Published)
    assert event.until is None


def test_a_publication_answers_the_window_of_its_day_unless_it_was_named() -> None:
    named = story_in(State.PUBLISHED, window="2026-Q3")

    assert story_in(State.PUBLISHED).now.window == "2026-Q4"
    assert named.now.window == "2026-Q3"


# 归档


def test_archiving_needs_the_result_of_the_opinions() -> None:
    refusal = story_in(State.PUBLISHED).refused(Archive(), PROPOSER)

    assert "还没有意见收集结果" in refusal.message
    assert refusal.next_step.endswith(f"pdisc archive {NUMBER} --no-opinions")


def test_what_was_not_disclosed_is_archived_without_opinions() -> None:
    event = story_in(State.REFUSED).asks(Archive(), PROPOSER).event

    assert isinstance(event, Archived)
    assert event.opinion_result == "未公开，不收集意见"


def test_a_public_notice_is_archived_only_when_it_is_over() -> None:
    story = story_in(State.APPROVED, channels=("公开栏",), public_notice=True)
    story.does(publishing("公开栏"), PROPOSER)

    refusal = story.refused(*FILE)
    story.policy = msgspec.structs.replace(story.policy, today=FIVE_WORKING_DAYS_ON + DAY)
    still = story.refused(*FILE, on=FIVE_WORKING_DAYS_ON)
    story.does(*FILE, on=FIVE_WORKING_DAYS_ON + DAY)

    assert f"公示到 {FIVE_WORKING_DAYS_ON} 才满" in refusal.message
    assert "期满后再归档" in still.message
    assert story.stands_at(State.ARCHIVED)


@pytest.mark.parametrize(
    ("retention", "rules", "number"),
    [
        (None, {}, "WS·2026-D10-0001"),
        (Retention.PERMANENT, {}, "WS·2026-Y-0001"),
        (Retention.YEARS_30, {"全宗号": "Z109", "机构代码": "BGS"}, "Z109-WS·2026-D30-BGS-0001"),
    ],
)
def test_the_archive_number_follows_year_retention_and_the_offices_codes(
    retention: Retention | None, rules: dict[str, str], number: str
) -> None:
    story = story_in(State.PUBLISHED, known=policy(**rules))

    event = story.asks(Archive(retention=retention, no_opinions=True), PROPOSER).event

    assert isinstance(event, Archived)
    assert event.archive_number == number


def test_each_series_counts_its_own_pieces() -> None:
    known = msgspec.structs.replace(policy(), pieces={"2026-D10": 7})

    event = story_in(State.PUBLISHED, known=known).asks(*FILE).event

    assert isinstance(event, Archived)
    assert (event.series, event.piece) == ("2026-D10", 8)


def test_missing_evidence_is_listed_and_never_blocks() -> None:
    decision = story_in(State.PUBLISHED).asks(*FILE)

    assert isinstance(decision.event, Archived)
    assert decision.event.missing == ("审批凭证", "会议的公开凭证")
    assert decision.notices == ("归档材料缺：审批凭证、会议的公开凭证",)


# 撤下


def test_only_what_hangs_can_be_taken_down() -> None:
    spoken = story_in(State.PUBLISHED).refused(TakeDown(reason="过期"), PROPOSER)
    story = story_in(State.APPROVED, channels=("公开栏", "网站"))
    story.does(publishing("公开栏"), PROPOSER)
    not_yet = story.refused(TakeDown(reason="过期", channels=("网站",)), PROPOSER)

    assert "没有挂着的内容" in spoken.message
    assert "现在挂着的：公开栏" in not_yet.message


def test_what_was_taken_down_is_not_taken_down_again() -> None:
    story = story_in(State.APPROVED, channels=("公开栏",))
    story.does(publishing("公开栏"), PROPOSER)
    story.does(TakeDown(reason="过期", still_at="二楼走廊"), PROPOSER)

    assert "没有挂着的内容" in story.refused(TakeDown(reason="再撤"), PROPOSER).message
    posting = story.now.publications[0]
    assert (posting.taken_down_on, posting.taken_down_reason) == (TODAY, "过期")
    assert posting.still_at == "二楼走廊"


def test_taking_down_takes_all_that_hangs_unless_channels_are_named() -> None:
    story = story_in(State.APPROVED, channels=("会议", "公开栏", "网站"))
    for channel in ("会议", "公开栏", "网站"):
        story.does(publishing(channel), PROPOSER)

    event = story.asks(TakeDown(reason="过期"), PROPOSER).event

    assert isinstance(event, TakenDown)
    assert event.channels == ("公开栏", "网站")


def test_nothing_is_taken_down_before_it_was_put_up() -> None:
    story = story_in(State.APPROVED, channels=("公开栏",))
    story.does(publishing("公开栏"), PROPOSER)

    refusal = story.refused(TakeDown(reason="过期"), PROPOSER, on=TODAY - DAY)

    assert "早于在“公开栏”上公开的 2026-11-24" in refusal.message


def test_taking_down_never_changes_the_state() -> None:
    story = story_in(State.APPROVED, channels=("公开栏",))
    story.does(publishing("公开栏"), PROPOSER)
    story.policy = msgspec.structs.replace(story.policy, today=TODAY + 7 * DAY)
    story.does(*FILE, on=TODAY + 7 * DAY)
    story.does(TakeDown(reason="过期"), PROPOSER, on=TODAY + 7 * DAY)

    assert story.stands_at(State.ARCHIVED)
