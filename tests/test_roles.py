"""Who may do what (DESIGN §6, “Roster”), and small contradictions that are told or refused."""

from pathlib import Path

import pytest
from conftest import (
    COMMITTEE,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    Office,
)

DATA = Path(__file__).parent / "data"
PAPER = ("--document-number", "测试〔2026〕3号")
SETTING = {
    "catalog set": ("catalog", "set", "1.1.1", "--every", "每月"),
    "catalog retire": ("catalog", "retire", "1.1.2", "--reason", "不再承担"),
    "catalog confirm": ("catalog", "confirm", "1.1.2"),
    "config set": ("config", "set", "手机遮盖", "后2"),
    "config set 提示词": ("config", "set", "提示词", "示例代号"),
    "workdays check": ("workdays", "check", str(DATA / "workdays_2027.yaml")),
    "workdays own": ("workdays", "own", str(DATA / "本单位放假_2026.yaml")),
    "staff add 审批": ("staff", "add", "示例新", "--office", "支部", "--role", "审批"),
    "staff add 审批 among others": (
        *("staff", "add", "示例新", "--office", "支部", "--role", "承办", "--role", "审批"),
    ),
    "staff close": ("staff", "close", COMMITTEE),
}
"""What only an approver may do as soon as there is one."""


@pytest.mark.parametrize("words", SETTING.values(), ids=SETTING)
@pytest.mark.parametrize("by", [PROPOSER, REVIEWER])
def test_what_all_are_held_to_is_set_by_an_approver(
    run: Office, words: tuple[str, ...], by: str
) -> None:
    ran = run(*words, "--by", by)
    assert ran.code == 3
    assert f"加上 --by {SECRETARY}" in ran.err
    events = run.ok("log", "--json").json["events"]
    assert (len(events), events[-1]["event"]["refusal"]) == (8, "职权")
    run.ok(*words, "--by", SECRETARY)


@pytest.mark.parametrize("words", SETTING.values(), ids=SETTING)
def test_somebody_outside_the_roster_sets_nothing(run: Office, words: tuple[str, ...]) -> None:
    assert run(*words, "--by", "示例外人").code == 4
    assert run.verify()["events"] == 7


FIRST = {name: words for name, words in SETTING.items() if name != "staff close"}


@pytest.mark.parametrize("words", FIRST.values(), ids=FIRST)
def test_before_anybody_holds_the_role_no_role_is_asked(
    run: Office, words: tuple[str, ...]
) -> None:
    run.ledger = run.ledger.with_name("新台账")
    run.ok("init", "--unit", "测试单位", "--since", "2026-01-01")
    run.ok("staff", "add", "示例承办", "--office", "科", "--role", "承办")
    run.ok(*words, "--by", "示例承办")


def test_a_past_date_is_no_way_round_an_approver_of_today(run: Office) -> None:
    run.ledger = run.ledger.with_name("新台账")
    run.ok("init", "--unit", "测试单位", "--since", "2026-01-01")
    run.ok(
        *("staff", "add", "示例书记", "--office", "支部", "--role", "审批"),
        *("--from", "2026-06-01"),
    )
    run.ok("staff", "add", "示例承办", "--office", "科", "--role", "承办")
    past = ("--on", "2026-05-06", "--late-reason", "补记", "--from", "2026-01-01")
    words = ("catalog", "set", "1.3.1", "--scope", "社会", *past)
    assert run(*words, "--by", "示例承办").code == 3
    assert run(*words, "--by", "示例书记").code == 0


def test_when_the_last_approver_has_left_the_role_can_be_given_anew(run: Office) -> None:
    for name in (SUPERIOR, COMMITTEE, SECRETARY):
        run.ok("staff", "close", name, "--by", SECRETARY)
    run.ok("staff", "add", "示例新书记", "--office", "支部", "--role", "审批", "--by", PROPOSER)


@pytest.mark.parametrize("role", ["承办", "审核", "档案"])
def test_any_other_role_is_given_and_closed_by_anybody(run: Office, role: str) -> None:
    run.ok("staff", "add", "示例新", "--office", "科", "--role", role, "--by", PROPOSER)
    run.ok("staff", "close", "示例新", "--by", PROPOSER)


def test_a_masks_rule_cannot_be_widened_by_the_proposer_alone(run: Office) -> None:
    number = run.propose("1.1.1", "--content", "电话13895012345")
    assert run("config", "set", "手机遮盖", "后0", "--by", PROPOSER).code == 3
    assert run.show(number)["findings"][0]["kind"] == "手机号"


def test_correcting_needs_a_proposer(run: Office) -> None:
    number = run.walk("已公开")
    words = ("correct", number, "--content", "改正后的内容。")
    assert run(*words, "--by", REVIEWER).code == 3
    assert run(*words, "--by", SECOND_PROPOSER).code == 0


@pytest.mark.parametrize(("by", "code"), [(PROPOSER, 0), (SECRETARY, 0), (REVIEWER, 3)])
def test_a_change_of_a_standing_item_is_noted_by_who_proposes_or_approves(
    run: Office, by: str, code: int
) -> None:
    run.walk("已公开", "5.1.1")
    assert run("catalog", "reconfirm", "5.1.1", "--by", by).code == code
    assert run("catalog", "changed", "5.1.1", "--by", by).code == code


# Contradictions


@pytest.mark.parametrize("word", ["不同意", "原则同意", "缓办"])
def test_no_open_channel_is_dropped_by_a_word_that_does_not_agree(run: Office, word: str) -> None:
    number = run.walk("已审批")
    drop = ("approve", number, "--by", SUPERIOR, "--drop-channel", "会议")
    assert run(*drop, "--opinion", word).code == 2
    assert "会议" in run.show(number)["channels"]
    run.ok(*drop, "--opinion", "同意")


def test_a_window_that_has_not_begun_is_proposed_with_a_word_and_not_published(
    run: Office,
) -> None:
    proposed = run.ok("propose", "1.1.1", "--title", "题", "--content", "文", "--for", "2027-Q1")
    assert "2027年一季度还没有开始" in proposed.err
    number = "2026-0001"
    run.review(number)
    run.approve(number)
    ran = run("publish", number, "--channel", "会议", "--place", "会议室")
    assert ran.code == 3
    assert "2027-01-01" in ran.err
    run.on("2027-01-04")
    run.ok("publish", number, "--channel", "会议", "--place", "会议室")


def test_a_window_that_runs_is_published_before_its_end(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--for", "2026-Q4")
    assert run.show(number)["window"] == "2026年四季度"


def test_a_window_before_the_ledger_began_is_refused(run: Office) -> None:
    ran = run("propose", "1.1.1", "--title", "题", "--content", "文", "--for", "2025-Q4")
    assert ran.code == 3
    assert "2025年四季度在台账起算日 2026-01-01 以前" in ran.err
    number = run.propose("1.1.2")
    revised = run("revise", number, "--for", "2025-Q3")
    assert revised.code == 3
    assert "2025年三季度在台账起算日" in revised.err


def test_leaving_before_an_act_that_one_signed_is_told_with_the_act(run: Office) -> None:
    run.on("2026-11-23")
    number = run.walk("已提出")
    run.on("2026-11-24")
    run.review(number)
    ran = run.ok("staff", "close", REVIEWER, "--on", "2026-11-23")
    assert f"{REVIEWER} 在 2026-11-23 起还签办过：2026-11-24 审核 {number}" in ran.err
    again = run.ok("staff", "close", SECOND_PROPOSER)
    assert "还签办过" not in again.err
    run.on("2026-12-01")
    assert "还签办过" not in run.ok("staff", "close", SECRETARY, "--by", SECRETARY).err


def acting(run: Office) -> None:
    run.ok(
        *("staff", "add", "示例代理", "--office", "支部", "--role", "审批"),
        *("--authority", "支部委员会", "--acting-for", COMMITTEE, *PAPER, "--to", "2026-12-31"),
    )


def test_acting_for_somebody_ends_when_he_leaves(run: Office) -> None:
    run.on("2026-11-23")
    acting(run)
    run.on("2026-11-24")
    number = run.walk("已审核", "1.3.1")
    run.ok("staff", "close", COMMITTEE)
    ran = run("approve", number, "--by", "示例代理")
    assert ran.code == 3
    assert f"所代的{COMMITTEE}已经离任，代行随之结束" in ran.err
    people = {x["name"]: x for x in run.ok("staff", "list", "--json").json["staff"]}
    assert people["示例代理"]["active"] is False


def test_a_vacant_post_is_filled_by_a_paper_that_knew_it(run: Office) -> None:
    run.ok("staff", "close", COMMITTEE)
    acting(run)
    number = run.walk("已审核", "1.3.1")
    run.ok("approve", number, "--by", "示例代理")


def test_a_change_that_reaches_back_is_told(run: Office) -> None:
    words = ("catalog", "set", "1.3.1", "--authority", "支部书记", "--from")
    assert "从过去的 2026-01-01 起改" in run.ok(*words, "2026-01-01").err
    assert "从过去的" not in run.ok(*words[:-1]).err
