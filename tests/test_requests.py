"""点题公开: what people ask, each outcome, one answer for many voices, and what is refused."""

from typing import Any

import pytest
from conftest import PROPOSER, SECOND_PROPOSER, SECRETARY, SUPERIOR, Office, Ran
from terminals import talk

ASKED = "请公开食堂采购价格"
APPROVER = ("--by", SECRETARY)
REFUSAL = ("--reason", "涉及商业秘密", "--basis", "条例第十五条")


def add(run: Office, *more: str, content: str = ASKED) -> Any:
    return run.ok("request", "add", "--content", content, "--json", *more).json


def decide(run: Office, outcome: str, *more: str, id_: str = "2026-D001") -> Ran:
    return run("request", "decide", id_, "--outcome", outcome, *APPROVER, "--json", *more)


def answer(run: Office, *more: str, id_: str = "2026-D001") -> Ran:
    return run("request", "answer", id_, "--json", *more)


def standing(run: Office, id_: str = "2026-D001") -> Any:
    return run.ok("request", "show", id_, "--json").json


def refused(ran: Ran, code: int = 3) -> str:
    assert ran.code == code, ran.out + ran.err
    return str(ran.json["error"]["message"])


def test_what_came_gets_a_number_and_two_days(run: Office) -> None:
    said = add(run, "--via", "信箱", "--asker", "党员", "--received", "2026-11-23")

    assert (said["id"], said["state"], said["asker"]) == ("2026-D001", "待决定", "党员")
    assert (said["received_on"], said["on"]) == ("2026-11-23", "2026-11-23")
    assert (said["decide_by"], said["answer_by"]) == ("2026-11-26", "2026-12-14")
    assert said["receipt"].startswith(f"{said['event']['seq']}-")


def test_without_a_word_the_narrower_kind_is_taken_and_told(run: Office) -> None:
    said = add(run)

    assert (said["asker"], said["via"]) == ("群众", "口头")
    assert any("--asker" in notice for notice in said["notices"])


def test_who_asked_is_told_in_show_and_nowhere_else(run: Office) -> None:
    who = ("--name", "示例甲", "--contact", "示例路1号")
    written = run.ok("request", "add", "--content", ASKED, *who)
    others = [written, run.ok("request", "list"), run.ok("log"), run.ok("log", "--json")]

    shown = standing(run)

    assert (shown["name"], shown["contact"]) == ("示例甲", "示例路1号")
    assert not any(secret in ran.out for ran in others for secret in ("示例甲", "示例路1号"))


def test_the_request_is_no_business_of_others(run: Office) -> None:
    add(run)

    for audience in ("社会", "党内"):
        assert run("request", "list", "--audience", audience).code == 2
        assert run("request", "show", "2026-D001", "--audience", audience).code == 2


def test_a_number_is_understood_however_it_is_typed(run: Office) -> None:
    add(run)

    for typed in ("2026-D1", "２０２６－ｄ００１", "2026-d001"):
        assert standing(run, typed)["id"] == "2026-D001"
    assert "2026-D001" in refused(run("request", "show", "2026-D002", "--json"), 4)


def test_the_future_and_a_mark_are_refused(run: Office) -> None:
    late = run("request", "add", "--content", ASKED, "--received", "2026-11-25", "--json")
    marked = run("request", "add", "--content", "请公开那份★机密★1年的文件", "--json")

    assert "之后" in refused(late)
    assert "密级标志" in refused(marked)
    assert run.ok("request", "list", "--json").json == {"requests": []}


def test_what_came_after_its_own_business_date_is_refused(run: Office) -> None:
    days = ("--received", "2026-11-24", "--on", "2026-11-23")

    assert "晚于" in refused(run("request", "add", "--content", ASKED, *days, "--json"))


def test_personal_values_are_findings_and_masked_in_what_is_proposed(run: Office) -> None:
    said = add(run, content=f"{ASKED}，我的手机13812345678")
    number = decide(run, "应公开未公开").json["disclosure"]

    assert [(x["kind"], x["excerpt"]) for x in said["findings"]] == [("手机号", "138****5678")]
    assert "13812345678" not in run.show(number)["content"] + run.show(number)["title"]


def test_what_is_public_is_told_with_where_it_is(run: Office) -> None:
    number = run.walk("已公开", "6.1.1", "--title", "食堂采购价格")
    public = run.show(number)["public_number"]
    add(run)

    decided = decide(run, "已公开", "--with", public).json
    told = answer(run).json

    assert (decided["disclosure"], decided["state"]) == (number, "待答复")
    assert f"{public}《食堂采购价格》" in told["answer"]
    assert (told["state"], told["answered_on"]) == ("已答复", "2026-11-24")


def test_what_is_inside_is_not_public_for_one_of_the_masses(run: Office) -> None:
    number = run.walk("已公开", "1.3.1", "--title", "党内的一件")
    add(run)
    add(run, "--asker", "党员", content="请公开干部考察情况")

    message = refused(decide(run, "已公开", "--with", number))

    assert "没有向群众公开" in message
    assert "党内" not in message
    assert decide(run, "已公开", "--with", number, id_="2026-D002").code == 0


def test_what_should_be_public_is_proposed_at_once(run: Office) -> None:
    add(run)

    decided = decide(run, "应公开未公开").json
    proposed = run.show(decided["disclosure"])

    assert (decided["outcome"], decided["item"]) == ("应公开未公开", "6.1.1")
    assert (proposed["title"], proposed["content"]) == (
        "关于食堂采购价格的公开",
        f"点题要求公开：{ASKED}",
    )
    assert (proposed["proposed_by"], proposed["occurred_on"]) == (PROPOSER, "2026-11-24")
    assert any("审核以前改好" in notice for notice in decided["notices"])


def test_the_fitting_item_and_own_words_may_be_named(run: Office) -> None:
    add(run)
    own = ("--item", "3.3.2", "--title", "采购价格", "--proposal-content", "价格如下。")

    decided = decide(run, "应公开未公开", *own).json

    assert decided["item"] == "3.3.2"
    assert run.show(decided["disclosure"])["content"] == "价格如下。"


def test_nobody_proposes_without_the_role(run: Office) -> None:
    add(run)
    run.ok("staff", "close", PROPOSER)

    message = refused(decide(run, "应公开未公开", "--as", SECRETARY))

    assert "不能同时提出公开" in message
    assert standing(run)["state"] == "待决定"
    assert run.ok("list", "--json").json["disclosures"] == []


def test_what_stays_inside_is_reported_and_the_view_recorded(run: Office) -> None:
    add(run)
    assert "--basis" in refused(decide(run, "不予公开", "--reason", "涉及商业秘密"), 2)
    decide(run, "不予公开", *REFUSAL)
    refer = ("request", "refer", "2026-D001", "--json")

    assert "还没有登记报告上级" in refused(run(*refer, "--view", "同意不予公开"))
    run.ok(*refer, "--to", "示例县委")
    said = run.ok(*refer, "--view", "同意不予公开", "--document-number", "示例发1号").json

    assert (said["referred_to"], said["view"]) == ("示例县委", "同意不予公开")
    assert "已经登记过" in refused(run(*refer, "--view", "同意"))


def test_in_part_either_names_what_is_public_or_proposes(run: Office) -> None:
    add(run)

    both = decide(run, "区分处理", *REFUSAL, "--with", "公1", "--item", "6.1.1")
    decided = decide(run, "区分处理", *REFUSAL).json

    assert "只能用一种" in refused(both, 2)
    assert run.show(decided["disclosure"])["state"] == "已提出"


def test_the_clocks_stand_still_while_somebody_outside_is_waited_for(run: Office) -> None:
    run.on("2026-09-21")
    add(run)
    assert standing(run)["decide_by"] == "2026-09-24"
    run.on("2026-09-22")
    waiting = decide(run, "补正", "--reason", "说清哪个食堂").json
    run.on("2026-09-29")

    going_on = run.ok("request", "supplement", "2026-D001", "--content", "一食堂", "--json").json

    assert (waiting["state"], waiting["wait_until"]) == ("补正中", "2026-10-09")
    assert (going_on["state"], going_on["decide_by"]) == ("待决定", "2026-10-08")


def test_a_decision_ends_the_waiting(run: Office) -> None:
    add(run)
    assert decide(run, "征求第三方").json["state"] == "征求中"

    assert "不能延期" in refused(
        run("request", "extend", "2026-D001", "--reason", "在等", *APPROVER, "--json")
    )
    assert decide(run, "不予公开", *REFUSAL).json["state"] == "待答复"
    assert "不能决定" in refused(decide(run, "应公开未公开"))


def test_each_clock_is_extended_once_and_in_time(run: Office) -> None:
    add(run)
    extend = ("request", "extend", "2026-D001", "--reason", "要查账", *APPROVER, "--json")

    assert run.ok(*extend).json["decide_by"] == "2026-12-08"
    assert "已经延长过" in refused(run(*extend))
    decide(run, "应公开未公开")
    assert run.ok(*extend).json["answer_by"] == "2027-01-06"
    assert "已经延长过" in refused(run(*extend))


def test_what_is_late_already_is_not_extended(run: Office) -> None:
    add(run)
    run.on("2026-11-30")

    ran = run("request", "extend", "2026-D001", "--reason", "要查账", *APPROVER, "--json")

    assert "2026-11-27 已经过了" in refused(ran)


def test_many_voices_are_told_by_one_answer(run: Office) -> None:
    add(run)
    add(run, content="要求公布食堂采购的价格")
    add(run, content="食堂价格")

    joined = run.ok("request", "join", "2026-D2", "2026-D3", "2026-D1", "--json").json
    decide(run, "应公开未公开")
    told = answer(run, "--content", "已经提出公开。").json

    assert [each["joined"] for each in joined["requests"]] == ["2026-D001"] * 2
    assert told["event"]["event"]["told"] == ["2026-D001", "2026-D002", "2026-D003"]
    assert (standing(run, "2026-D003")["state"], told["voices"]) == ("已答复", 3)


def test_whoever_joins_what_was_answered_is_told_by_himself(run: Office) -> None:
    add(run)
    decide(run, "应公开未公开")
    answer(run, "--content", "已经提出公开。")
    add(run)

    joined = run.ok("request", "join", "2026-D002", "2026-D001", "--json").json
    told = answer(run, id_="2026-D002").json

    assert (joined["state"], joined["next"][:28]) == ("已并办", "pdisc request answer 2026-D0")
    assert (told["state"], told["answer"]) == ("已答复", "已经提出公开。")


def test_what_cannot_be_joined_is_refused_all_or_none(run: Office) -> None:
    for _ in range(3):
        add(run)
    run.ok("request", "join", "2026-D002", "2026-D001")

    def join(*ids: str) -> Ran:
        return run("request", "join", *ids, "--json")

    assert "自己" in refused(join("2026-D1", "2026-D001"), 2)
    assert "已并入 2026-D001" in refused(join("2026-D003", "2026-D002"))
    assert "自己" in refused(join("2026-D003", "2026-D001", "2026-D003"), 2)
    assert "不能再并入别的" in refused(join("2026-D001", "2026-D003"))
    assert standing(run, "2026-D003")["state"] == "待决定"


def test_an_answer_waits_for_the_decision_and_comes_once(run: Office) -> None:
    add(run)
    early = answer(run, "--content", "在办")
    assert "pdisc request decide" in early.json["error"]["next"]
    assert "不能答复" in refused(early)
    decide(run, "应公开未公开")
    answer(run, "--content", "已经提出公开。")

    assert "已答复" in refused(answer(run, "--content", "再说一次"))


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (("decide", "2026-D001", "--outcome", "征求第三方"), PROPOSER),
        (("extend", "2026-D001", "--reason", "要查账"), SECOND_PROPOSER),
        (("supplement", "2026-D001"), SECRETARY),
        (("add", "--content", ASKED), SUPERIOR),
    ],
)
def test_each_act_wants_its_role(run: Office, words: tuple[str, ...], who: str) -> None:
    add(run)

    assert "职责" in refused(run("request", *words, "--by", who, "--json"))


def test_all_that_is_wrong_with_a_call_is_said_at_once(run: Office) -> None:
    ran = run("request", "add", "--asker", "村民", "--via", "传真", "--received", "昨", "--json")

    message = refused(ran, 2)
    assert all(part in message for part in ("--content", "村民", "传真", "--received"))
    assert "不是“同意”" in refused(decide(run, "同意"), 2)


def test_the_list_is_narrowed_by_state_and_by_what_is_open(run: Office) -> None:
    add(run)
    add(run, content="请公开公车使用情况")
    decide(run, "不予公开", *REFUSAL)
    answer(run, "--content", "不予公开，理由见告知书。")

    def ids(*more: str) -> list[str]:
        found = run.ok("request", "list", "--json", *more).json["requests"]
        return [each["id"] for each in found]

    assert (ids("--open"), ids("--state", "已答复")) == (["2026-D002"], ["2026-D001"])
    assert run("request", "list", "--state", "在办").code == 2


def test_a_dry_run_records_nothing(run: Office) -> None:
    assert add(run, "--dry-run")["receipt"] is None
    add(run)
    assert decide(run, "应公开未公开", "--dry-run").json["dry_run"] is True

    assert standing(run)["state"] == "待决定"
    assert run.verify()["ok"] is True


def test_a_terminal_is_asked_for_what_each_outcome_must_say(run: Office) -> None:
    added = talk(run, "request", "add", answers=(ASKED, "", "", "群众", "电话"))
    answers = ("2026-D1", SECRETARY, "不予公开", "涉及商业秘密", "条例")
    decided = talk(run, "request", "decide", answers=answers)

    assert (added.code, decided.code) == (0, 0), added.err + decided.err
    assert "2026-D001 请公开食堂采购价格（待决定）" in decided.err
    said = standing(run)
    assert (said["via"], said["outcome"], said["basis"]) == ("电话", "不予公开", "条例")


def test_a_proposal_that_whoever_asked_will_not_see_is_told_of_at_once(run: Office) -> None:
    inside = "只在党内公开"
    add(run)
    add(run, "--asker", "党员", content="请公开党费收缴情况")
    add(run, content="请公开党费使用情况")

    told = [
        inside in "".join(decide(run, "应公开未公开", *item, id_=id_).json["notices"])
        for id_, item in (
            ("2026-D001", ()),
            ("2026-D002", ("--item", "3.4.1")),
            ("2026-D003", ("--item", "3.4.1")),
        )
    ]

    assert told == [False, False, True]
