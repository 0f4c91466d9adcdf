"""What contradicts what the ledger knows is refused, or told when it is entered (user.md A8)."""

import pytest
from conftest import ALL_PASS, COMMITTEE, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from test_legality import saying, told_of

NIL = ("--reason", "没有此类事项", "--by", PROPOSER)
PLAN = ("--title", "三季度情况", "--content", "三季度没有变化。", "--by", PROPOSER)
Q3 = ("--for", "2026-Q3")


def notices(run: Office, *words: str) -> str:
    """Return what a dry run and the act itself tell, which is the same."""
    tried = run.ok(*words, "--json", "--dry-run").json["notices"]
    done = run.ok(*words, "--json").json["notices"]
    assert [each for each in tried if "回执" not in each] == done
    return "；".join(done)


def refused(run: Office, *words: str, code: int = 3) -> str:
    """Return what a refusal says; a dry run is refused likewise."""
    assert run(*words, "--dry-run").code == code
    ran = run(*words)
    assert ran.code == code, ran
    assert "下一步：" in ran.err, ran
    return ran.err


# 本期无事项


@pytest.mark.parametrize("state", ["已提出", "退回修改", "已审核", "报批中", "已审批"])
def test_no_nil_return_while_a_disclosure_of_that_window_is_in_hand(
    run: Office, state: str
) -> None:
    number = run.walk(state, "1.1.1", *Q3)

    said = refused(run, "nil", "1.1.1", *Q3, *NIL)

    assert f"{number} 正在办理（{state}）" in said
    assert f"pdisc withdraw {number} --reason" in said
    assert (f"pdisc revise {number} --for" in said) is (state != "报批中")


def test_no_nil_return_for_a_window_that_was_published_for(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", *Q3)

    assert number in refused(run, "nil", "1.1.1", *Q3, *NIL)


def test_what_was_withdrawn_hinders_no_nil_return(run: Office) -> None:
    run.walk("已撤回", "1.1.1", *Q3)

    run.ok("nil", "1.1.1", *Q3, *NIL)


def test_a_nil_return_beside_a_refusal_is_told(run: Office) -> None:
    number = run.walk("不予公开", "1.1.1", *Q3)

    assert f"{number} 是不予公开" in notices(run, "nil", "1.1.1", *Q3, *NIL)


@pytest.mark.parametrize(("code", "window"), [("2.2.2", "2026-Q4"), ("3.5.2", "2026")])
def test_no_nil_return_before_the_last_day_of_its_window(
    run: Office, code: str, window: str
) -> None:
    assert "2026-12-31 才满" in refused(run, "nil", code, "--for", window, *NIL)

    run.on("2026-12-31")
    run.ok("nil", code, "--for", window, *NIL)


def test_a_nil_return_dated_before_the_last_day_is_refused_whenever_it_is_entered(
    run: Office,
) -> None:
    on = ("--on", "2026-09-29", "--late-reason", "忘了登记")

    assert "2026-09-30 才满" in refused(run, "nil", "1.1.1", *Q3, *NIL, *on)


def test_no_nil_return_for_a_window_before_the_ledger_began(run: Office) -> None:
    said = refused(run, "nil", "1.1.1", "--for", "2025-Q4", *NIL)

    assert "起算日 2026-01-01 以前" in said
    assert "pdisc opening 1.1.1 --for 2025-Q4" in said
    assert "pdisc config set since 2025-10-01" in said


def test_a_late_nil_return_and_one_after_a_waiver_are_told(run: Office) -> None:
    assert "最迟 2026-10-20 答复" in notices(run, "nil", "1.1.1", *Q3, *NIL)

    run.ok("waive", "1.1.2", *Q3, "--reason", "机构改革", "--by", SECRETARY)
    assert "已准予豁免" in notices(run, "nil", "1.1.2", *Q3, *NIL)


def test_what_was_answered_on_paper_is_told(run: Office) -> None:
    run.ok("opening", "1.1.1", *Q3, "--reason", "记在纸质台账上", "--by", SECRETARY)

    assert "登记过期初" in notices(run, "propose", "1.1.1", *Q3, *PLAN)
    run.ok("opening", "1.1.2", *Q3, "--reason", "记在纸质台账上", "--by", SECRETARY)
    assert "登记过期初" in notices(run, "nil", "1.1.2", *Q3, *NIL)


def test_a_proposal_without_a_window_is_told_at_a_nil_return(run: Office) -> None:
    number = run.propose("1.1.1")

    assert f"{number} 没有写期次" in notices(run, "nil", "1.1.1", *Q3, *NIL)


def test_verify_tells_of_a_nil_return_over_what_was_in_hand(run: Office) -> None:
    number = run.propose("1.1.1", *Q3)
    run.ok("nil", "1.1.2", *Q3, *NIL)

    said = told_of(run, "无事项", saying(code="1.1.1"))

    assert any(f"{number} 当时是“已提出”" in each for each in said)


def test_verify_lets_a_proposal_after_a_nil_return_stand(run: Office) -> None:
    run.ok("nil", "1.1.1", *Q3, *NIL)
    run.propose("1.1.1", *Q3)
    number = run.propose("1.1.2")
    run.ok("nil", "1.1.2", *Q3, *NIL)
    run.ok("revise", number, *Q3, "--by", PROPOSER)

    assert run.verify()["ok"]


# 提出


def test_a_proposal_after_a_nil_return_is_told_with_what_to_annul(run: Office) -> None:
    receipt = run.ok("nil", "1.1.1", *Q3, *NIL, "--json").json["receipt"]

    said = notices(run, "propose", "1.1.1", *Q3, *PLAN)

    assert f"pdisc annul {receipt.partition('-')[0]} --reason" in said


def test_a_second_disclosure_of_a_window_is_told(run: Office) -> None:
    first = run.propose("1.1.1", *Q3)

    said = notices(run, "propose", "1.1.1", *Q3, *PLAN)

    assert f"已有 {first}（已提出）" in said


def test_a_correction_of_what_was_published_is_no_second_disclosure(run: Office) -> None:
    first = run.walk("已公开", "1.1.1", *Q3)

    said = notices(run, "correct", first, "--content", "三季度有一处变化。", "--by", PROPOSER)

    assert "又一件" not in said


def test_a_revision_to_a_window_that_is_taken_is_told_and_others_are_not(run: Office) -> None:
    first = run.propose("1.1.1", *Q3)
    second = run.propose("1.1.1", "--for", "2026-Q2")

    said = notices(run, "revise", second, *Q3, "--by", PROPOSER)
    assert f"已有 {first}（已提出）" in said

    again = run.ok("revise", second, "--content", "改过。", "--by", PROPOSER, "--json").json
    assert "已有" not in "；".join(again["notices"])


def test_publishing_without_a_window_tells_of_a_window_that_is_taken(run: Office) -> None:
    first = run.walk("已公开", "1.1.1")
    second = run.propose("1.1.1", "--channel", "会议")
    run.review(second)
    run.approve(second)

    said = notices(run, "publish", second, "--channel", "会议", "--place", "三楼", "--by", PROPOSER)

    assert f"已有 {first}（已公开）" in said
    assert f"pdisc reassign {second} --for" in said


def test_no_proposal_for_a_window_before_the_ledger_began(run: Office) -> None:
    early = ("--for", "2025-Q4")

    assert "pdisc opening" in refused(run, "propose", "1.1.1", *early, *PLAN)
    number = run.propose("1.1.1")
    assert "起算日" in refused(run, "revise", number, *early, "--by", PROPOSER)


def test_a_window_of_another_cycle_is_refused(run: Office) -> None:
    assert "不是它的期次" in refused(run, "propose", "1.1.1", "--for", "2026-09", *PLAN)
    assert "不是它的期次" in refused(run, "nil", "1.1.1", "--for", "2026", *NIL)


def test_the_same_occurrence_twice_is_told_or_refused(run: Office) -> None:
    day = ("--occurred", "2026-11-20")
    first = run.propose("3.3.2", *day)

    assert f"已有 {first}（已提出）" in notices(run, "propose", "3.3.2", *day, *PLAN)
    on = ("--on", "2026-11-20", "--by", PROPOSER)
    assert f"{first}（已提出）提出时已经写明" in notices(run, "occurred", "3.3.2", *on)
    assert run("occurred", "3.3.2", *on).code == 3


@pytest.mark.parametrize("step", ["propose", "review"])
def test_a_scope_that_no_channel_reaches_is_told_with_the_remedy(run: Office, step: str) -> None:
    if step == "propose":
        said = notices(run, "propose", "3.1.1", *PLAN)
    else:
        number = run.propose("3.1.1")
        said = notices(run, "review", number, "--by", REVIEWER, *ALL_PASS)

    assert "到不了社会" in said
    assert "pdisc revise 2026-0001 --channel 会议 --channel 文件 --channel 公开栏" in said
    assert "pdisc catalog set 3.1.1 --channel 会议" in said
    run.ok("revise", "2026-0001", "--channel", "公开栏", "--by", PROPOSER)
    again = run.ok("review", "2026-0001", "--by", REVIEWER, *ALL_PASS, "--json").json
    assert "到不了" not in "；".join(again["notices"])


# 归档


def test_nothing_is_filed_while_it_has_to_hang_on_a_board(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--channel", "公开栏")
    filed = ("archive", number, "--no-opinions", "--by", PROPOSER)

    said = refused(run, *filed)
    assert "至少要挂到 2026-12-01" in said
    assert f"pdisc takedown {number} --channel 公开栏" in said

    run.on("2026-11-30")
    assert run(*filed).code == 3
    run.on("2026-12-01")
    run.ok(*filed)
    assert run.verify()["ok"]


def test_what_came_down_early_can_be_filed(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--channel", "公开栏", "--channel", "网站")
    run.ok("takedown", number, "--channel", "公开栏", "--reason", "换稿", "--by", PROPOSER)

    run.ok("archive", number, "--no-opinions", "--by", PROPOSER)
    assert run.verify()["ok"]


def test_what_hangs_nowhere_is_filed_at_once(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")

    run.ok("archive", number, "--no-opinions", "--by", PROPOSER)


# 审批


@pytest.mark.parametrize("proposed", ["党内", "党内:全体党员"])
def test_an_approver_cannot_take_the_whole_unit_for_a_narrowing_of_all_members(
    run: Office, proposed: str
) -> None:
    number = run.walk("已审核", "1.3.1", "--scope", proposed)
    approve = ("approve", number, "--by", COMMITTEE, "--scope")

    assert "不是收窄" in refused(run, *approve, "党内:本单位")
    run.ok(*approve, "党内:特定对象")
    assert run.verify()["ok"]


def test_nor_all_members_for_a_narrowing_of_the_unit(run: Office) -> None:
    own = ("--scope", "党内:本单位", "--reason", "只涉及本单位的人")
    number = run.walk("已审核", "1.3.1", *own)

    assert run("approve", number, "--by", COMMITTEE, "--scope", "党内:全体党员").code == 3
    run.ok("approve", number, "--by", COMMITTEE, "--scope", "党内:特定对象")


def test_one_hand_that_reviews_and_approves_is_told(run: Office) -> None:
    both = ("--office", "支部", "--role", "审核", "--role", "审批", "--authority", "支部书记")
    run.ok("staff", "add", "测试多职辛", *both, "--by", SECRETARY)
    number = run.propose("1.1.1")
    run.ok("review", number, "--by", "测试多职辛", *ALL_PASS)

    assert "审核和审批都是测试多职辛" in notices(run, "approve", number, "--by", "测试多职辛")


def test_two_hands_are_not_told(run: Office) -> None:
    number = run.walk("已审核")

    assert notices(run, "approve", number, "--by", SUPERIOR) == ""


# 顺延 豁免 复核


def test_a_waiver_of_what_is_in_hand_is_told(run: Office) -> None:
    number = run.propose("1.1.1", *Q3)

    said = notices(run, "waive", "1.1.1", *Q3, "--reason", "机构改革", "--by", SECRETARY)

    assert f"{number} 正在办理" in said


def test_a_deferral_that_comes_back_is_told(run: Office) -> None:
    run.on("2026-10-12")
    ask = ("defer", "1.1.1", *Q3, "--reason", "停电", "--by", SECRETARY, "--to")
    run.ok(*ask, "2026-12-31")

    assert "原来顺延到 2026-12-31" in notices(run, *ask, "2026-11-30")
    run.on("2026-12-01")
    assert "过后准予的顺延不消除逾期" in notices(run, *ask, "2026-12-25")


def test_a_look_does_not_stand_for_what_changed(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.on("2026-11-26")
    run.ok("catalog", "changed", "5.1.1", "--by", PROPOSER)
    run.on("2026-11-27")

    assert "仍要重新公开" in notices(run, "catalog", "reconfirm", "5.1.1", "--by", PROPOSER)


def test_a_plan_for_the_whole_unit_is_told_apart_from_all_members(run: Office) -> None:
    plan = ("propose", "4.4.1", *PLAN, "--scope", "党内:本单位")

    assert "改到“党内（本单位）”要写明理由" in refused(run, *plan)
    assert "里有不是党员的" in notices(run, *plan, "--reason", "只涉及本单位的人")


def test_a_second_correction_is_told(run: Office) -> None:
    first = run.walk("已公开", "1.3.1")
    change = ("correct", first, "--content", "三季度有一处变化。", "--by", PROPOSER)
    correction = run.ok(*change, "--json").json["number"]

    assert f"{first} 已有更正 {correction}（已提出）" in notices(run, *change)
    run.ok("withdraw", correction, "--reason", "不再需要", "--by", PROPOSER)
    run.ok("withdraw", "2026-0003", "--reason", "不再需要", "--by", PROPOSER)
    assert "已有更正" not in notices(run, *change)


# 目录


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("1.1.1", "--scope", "党内"), "1.1.1 公开范围是党内，公开形式却有面向社会的"),
        (("1.1.1", "--channel", "会议"), "1.1.1 公开范围是社会，公开形式只有会议"),
        (("1.1.1", "--office", "新设科"), "1.1.1 承办科室“新设科”没有人"),
    ],
)
def test_a_change_of_the_catalogue_tells_what_its_check_would_find(
    run: Office, change: tuple[str, ...], said: str
) -> None:
    by = ("--reason", "分工调整", "--by", SECRETARY)
    assert said in notices(run, "catalog", "set", *change, *by)
    again = run.ok("catalog", "set", change[0], "--every", "每半年", *by, "--json").json
    assert said not in "；".join(again["notices"])


def test_retiring_an_item_tells_what_is_in_hand(run: Office) -> None:
    number = run.propose("1.1.1", *Q3)

    retire = ("catalog", "retire", "1.1.1", "--reason", "不再承担", "--by", SECRETARY)
    assert f"还有在办的：{number}" in notices(run, *retire)
