"""`pdisc why`: where something stands, who holds it, what is missing, why that day, what next."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, Office


def why(run: Office, name: str, *more: str) -> Any:
    """Return the answer as a program reads it."""
    return run.ok("why", name, *more, "--json").json


def only(found: list[Any]) -> Any:
    """Return the one thing that a list holds."""
    (one,) = found
    return one


# A disclosure


def test_a_proposal_waits_for_its_reviewer_by_a_rule_with_its_source(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3")

    told = why(run, number)
    wait = only(told["waits"])

    assert (told["about"], told["name"], told["state"]) == ("公开事项", number, "已提出")
    assert (wait["kind"], wait["holder"], wait["since"]) == ("审核", REVIEWER, "2026-11-24")
    assert (wait["due_on"], wait["held_working_days"]) == ("2026-11-27", 0)
    assert wait["why"] == "2026年11月24日提出，3个工作日内审核"
    assert wait["reckoned"]["rule"]["name"] == "审核时限"
    assert wait["reckoned"]["rule"]["basis"].startswith("推定：")
    assert wait["reckoned"]["skipped"] == []
    assert told["next"].startswith(f"pdisc review {number} --by {REVIEWER}")


def test_the_days_off_on_the_way_are_named(run: Office) -> None:
    """10 working days from the end of September 2026: the 国庆节 is off, 10 October is worked."""
    number = run.propose("1.1.1", "--for", "2026-Q3")

    duty = only(why(run, number)["duties"])
    named = {each["date"]: each["name"] for each in duty["reckoned"]["skipped"]}

    assert (duty["for"], duty["due_on"], duty["status"]) == ("2026-Q3", "2026-10-20", "逾期")
    assert duty["days_overdue"] == 35
    assert duty["number"] == number
    assert named["2026-10-01"] == named["2026-10-07"] == "国庆节"
    assert "2026-10-10" not in named
    assert [each["date"] for each in duty["reckoned"]["made_up"]] == ["2026-10-10"]
    assert duty["reckoned"]["from"] == "2026-09-30"


def test_findings_channels_and_papers_that_are_missing_are_named(run: Office) -> None:
    number = run.propose("1.1.1", "--content", "联系人手机13812345678。")
    assert why(run, number)["missing"] == ["1处审查发现待处理：F1"]

    run.ok("redact", number, "--all", "--by", PROPOSER)
    run.ok("review", number, "--by", REVIEWER, *ALL_PASS)
    run.ok("approve", number, "--by", SECRETARY)
    channels, paper = why(run, number)["missing"]

    assert channels.startswith("还没有实施的形式：")
    assert paper == f"审批凭证：pdisc evidence {number} --step 审批 --file 文件"


def test_what_is_told_to_be_missing_is_gone_when_it_came(run: Office, tmp_path: Path) -> None:
    scan = tmp_path / "审批表.txt"
    scan.write_text("签字的扫描件", encoding="utf-8")
    number = run.walk("已审批")

    run.ok("evidence", number, "--step", "审批", "--file", str(scan), "--by", PROPOSER)

    assert not any("审批凭证" in each for each in why(run, number)["missing"])


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("已提出", "审核"),
        ("退回修改", "提出"),
        ("已审核", "审批"),
        ("报批中", "报批"),
        ("已审批", "实施"),
        ("已公开", "归档"),
        ("不予公开", "归档"),
    ],
)
def test_in_every_state_that_waits_somebody_holds_it_for_a_reason(
    run: Office, state: str, kind: str
) -> None:
    number = run.walk(state)

    told = why(run, number)
    wait = next(each for each in told["waits"] if each["kind"] == kind)

    assert told["state"] == state
    assert all((wait["holder"], wait["why"], wait["since"], wait["reckoned"]["rule"]["basis"]))


@pytest.mark.parametrize("state", ["已归档", "已撤回"])
def test_what_is_over_waits_for_nothing(run: Office, state: str) -> None:
    number = run.walk(state, "1.3.1")

    told = why(run, number)

    assert (told["waits"], told["missing"]) == ([], [])
    assert "没有什么要等、要办的" in run.ok("why", number).out


def test_it_says_what_show_and_due_say(run: Office) -> None:
    """One truth: the hint of show, the row of the weekly check."""
    for state in ("已提出", "退回修改", "已审核", "报批中", "已审批", "已公开"):
        number = run.walk(state, "1.3.1")
        told, shown = why(run, number), run.show(number)
        assert told["next"] == (shown["next"] or told["waits"][0]["next"])
        due = run.ok("due", "--json", "--within", "400").json
        rows = [x for name in ("overdue", "upcoming", "waiting", "to_archive") for x in due[name]]
        assert {(x["due_on"], x["why"]) for x in told["waits"]} <= {
            (x["due_on"], x["why"]) for x in rows if x["number"] == number
        }


def test_of_a_day_before_it_was_proposed_nothing_is_known(run: Office) -> None:
    number = run.propose("1.1.1")

    ran = run("why", number, "--on", "2026-11-01")

    assert ran.code == 4
    assert f"{number} 在 2026-11-01 还没有提出" in ran.err


def test_of_a_day_in_between_it_tells_what_stood_then(run: Office) -> None:
    number = run.propose("1.1.1")
    run.on("2026-11-26")
    run.review(number)

    assert why(run, number)["state"] == "已审核"
    assert why(run, number, "--on", "2026-11-25")["state"] == "已提出"


# An item of the catalogue


def test_an_item_tells_every_open_window_and_the_next(run: Office) -> None:
    told = why(run, "1.1.1")

    assert (told["about"], told["state"]) == ("目录条目", "定期，每季度")
    assert [each["for"] for each in told["duties"]] == [
        *("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
    ]
    assert [each["status"] for each in told["duties"]] == ["逾期"] * 3 + ["未到期", "未开始"]
    assert told["next"] == "pdisc propose 1.1.1 --for 2026-Q1 --title 标题 --content 正文"


def test_an_item_tells_what_is_assumed_of_it(run: Office) -> None:
    fields = {each["field"]: each["value"] for each in why(run, "1.1.1")["unconfirmed"]}
    assert fields["周期"] == "每季度"

    run.ok("catalog", "confirm", "1.1.1", "--field", "周期", "--by", SECRETARY)

    left = {each["field"] for each in why(run, "1.1.1")["unconfirmed"]}
    assert left == set(fields) - {"周期"}


def test_what_is_in_hand_is_said_once(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q4")

    said = run.ok("why", "1.1.1").out

    assert said.count("在办") == said.count(f"{number} 在办") == 1


def test_an_answer_is_told_with_its_day_and_whether_it_was_late(run: Office) -> None:
    run.ok(*("nil", "1.1.1", "--for", "2026-Q1", "--by", PROPOSER), *("--reason", "没有此类事项"))

    duty = next(each for each in why(run, "1.1.1")["duties"] if each["for"] == "2026-Q1")

    assert duty["status"] == "无事项"
    assert duty["answer"] == {"how": "无事项", "on": "2026-11-24", "number": None, "late": True}
    assert duty["next"] == ""


def test_a_date_that_was_moved_says_by_whom_and_why(run: Office) -> None:
    run.ok(
        *("defer", "1.1.1", "--for", "2026-Q4", "--to", "2027-03-01", "--by", SECRETARY),
        *("--reason", "年底集中换届"),
    )

    duty = next(each for each in why(run, "1.1.1")["duties"] if each["for"] == "2026-Q4")

    assert (duty["due_on"], duty["deferred_to"]) == ("2027-03-01", "2027-03-01")
    assert f"{SECRETARY}于2026年11月24日准予顺延至2027年3月1日：年底集中换届" in duty["why"]
    assert duty["reckoned"]["to"] == "2027-01-15", "as the calendar alone had it"


def test_an_occasional_item_without_an_occurrence_says_what_begins_it(run: Office) -> None:
    told = why(run, "1.3.3")

    assert told["duties"] == []
    assert told["next"] == "pdisc occurred 1.3.3 --note 备注"
    assert told["missing"][0].startswith("发生登记：")


def test_an_occurrence_is_counted_by_its_rule(run: Office) -> None:
    run.ok("occurred", "1.3.3", "--on", "2026-11-23", "--note", "测试活动", "--by", PROPOSER)

    duty = only(why(run, "1.3.3")["duties"])

    assert duty["reckoned"]["rule"]["name"] == "随时时限"
    assert duty["next"].startswith("pdisc propose 1.3.3 --occurred 2026-11-23 ")


@pytest.mark.parametrize(
    ("code", "rule"), [("1.2.1", "年度公开截止"), ("5.1.1", "固定首次公开"), ("1.1.1", "定期宽限")]
)
def test_each_kind_of_duty_names_its_rule(run: Office, code: str, rule: str) -> None:
    duty = why(run, code)["duties"][0]

    assert duty["reckoned"]["rule"]["name"] == rule


def test_every_item_of_the_catalogue_can_be_asked(run: Office) -> None:
    for item in run.ok("catalog", "list", "--json").json["items"]:
        told = why(run, item["code"])
        for duty in told["duties"]:
            assert duty["why"]
            assert date.fromisoformat(duty["reckoned"]["from"]) <= date.fromisoformat(
                duty["reckoned"]["to"]
            )


# What people asked and said


def test_a_request_tells_who_decides_and_by_which_rule(run: Office) -> None:
    run.ok("request", "add", "--content", "食堂的账", "--by", PROPOSER)

    told = why(run, "2026-D001")
    wait = only(told["waits"])

    assert (told["about"], told["state"]) == ("点题", "待决定")
    assert wait["reckoned"]["rule"]["name"] == "点题决定"
    assert told["next"].startswith("pdisc request decide 2026-D001 ")


def test_an_opinion_tells_until_when_it_must_be_settled(run: Office) -> None:
    number = run.walk("已公开")
    run.ok("opinion", "add", number, "--content", "数字有误", "--by", PROPOSER)

    told = why(run, f"{number}-Y1")

    assert told["about"] == "意见"
    assert only(told["waits"])["reckoned"]["rule"]["name"] == "意见办理"
    assert told["next"].startswith(f"pdisc opinion settle {number}-Y1 ")
    assert f"没有办结的意见：{number}-Y1" in why(run, number)["missing"]


# How it is asked, and by whom


@pytest.mark.parametrize("name", ["9.9.9", "2026-0099", "2026-D099", "2026-0099-Y1", "党费"])
def test_what_isn_t_there_is_said_so(run: Office, name: str) -> None:
    ran = run("why", name)

    assert (ran.code, ran.out) == (4, "")


def test_an_opinion_that_a_disclosure_lacks_is_said_so(run: Office) -> None:
    number = run.walk("已公开")

    assert run("why", f"{number}-Y7").code == 4


def test_it_is_for_the_office_alone(run: Office) -> None:
    number = run.walk("已公开")
    for audience in ("社会", "党内"):
        for name in (number, "1.1.1", "公1"):
            ran = run("why", name, "--audience", audience)
            assert (ran.code, ran.out) == (2, "")
            assert "只供本单位自己查看" in ran.err


def test_a_number_is_understood_as_she_writes_it(run: Office) -> None:
    number = run.walk("已公开")

    assert why(run, "２０２６－０００１")["name"] == number
    assert why(run, "１．１．１")["name"] == "1.1.1"


def test_on_the_screen_it_goes_from_where_it_stands_to_what_comes_next(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3", "--title", "测试事项")

    lines = run.ok("为什么", number).out.splitlines()

    assert lines[0] == f"{number} 测试事项：已提出"
    assert f"等审核：在 {REVIEWER} 手里，2026年11月24日起，0个工作日了" in lines
    assert any(line.startswith("按设置“审核时限” 3工作日。推定：") for line in lines)
    assert any("2026-10-01 至 2026-10-07 国庆节" in line for line in lines)
    assert lines[-1].startswith(f"下一步：pdisc 审核 {number}")


def test_for_a_window_that_is_over_the_nil_return_is_told_too(run: Office) -> None:
    said = run.ok("why", "1.1.1").out

    assert "这一期没有这类事的：pdisc nil 1.1.1 --for 2026-Q1 --by 承办人 --reason 理由" in said
