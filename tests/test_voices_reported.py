"""What the report tells inside of requests, opinions and satisfaction, counted by hand."""

from pathlib import Path
from typing import Any

import pytest
from conftest import PROPOSER, Office
from hearing import act, ask, decide, january, made_public

N, MENDED = "2026-0001", "2026-0002"
FIRST, SECOND, THIRD = f"{N}-Y1", f"{N}-Y2", f"{N}-Y3"
REFUSE = ("--reason", "尚在调查的事项", "--basis", "党务公开条例第八条")
TRUE = ("--result", "属实", "--feedback", "已经核对，反映属实")
FALSE = ("--result", "不属实", "--feedback", "核对无误，已当面说明")
PUT_RIGHT = ("--rectify", "核对后重新公布", "--to", PROPOSER, "--due", "2026-04-10")
OUTSIDE = ("党内", "社会")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = january(tmp_path_factory.mktemp("报告"))
    assert made_public(office, "2026-03-02", "5.1.1", "食堂采购价格的办理程序") == N
    return office


@pytest.fixture
def office(opened: Office, tmp_path: Path) -> Office:
    return opened.copy(tmp_path)


def say(office: Office, day: str) -> Any:
    office.on(day)
    return office.ok("opinion", "add", N, "--content", "数字不一致", "--json").json


def do(office: Office, day: str, verb: str, *words: str) -> Any:
    office.on(day)
    return office.ok("opinion", verb, *words, "--json").json


def counted(office: Office, group: str, counts: str, *more: str, about: str = N) -> Any:
    words = ("--group", group, "--counts", counts, *more)
    return office.ok("survey", "add", about, *words, "--json").json


def test_the_report_counts_what_was_asked_and_answered_in_time(office: Office) -> None:
    first, second, third = (ask(office, "2026-03-09") for _ in range(3))
    decide(office, "2026-03-12", first, "不予公开", *REFUSE)
    decide(office, "2026-03-12", second, "应公开未公开")
    act(office, "2026-03-30", "answer", first, "--content", "不予公开。")
    act(office, "2026-03-31", "answer", second, "--content", "即将公开。")

    told = office.ok("report", "--quarter", "2026-Q1", "--json").json["requests"]

    keys = ("received", "decided", "answered", "in_time", "open")
    assert [told[key] for key in keys] == [3, 2, 2, 1, 1]
    assert {key: n for key, n in told["outcomes"].items() if n} == {
        "不予公开": 1,
        "应公开未公开": 1,
    }
    assert third in office.ok("due", "--on", "2026-03-31").out


def test_the_report_says_the_loop_in_one_line(office: Office) -> None:
    for _ in range(3):
        say(office, "2026-03-09")
    do(office, "2026-03-10", "settle", FIRST, *TRUE, *PUT_RIGHT)
    partly = ("--result", "部分属实", "--feedback", "已说明")
    do(office, "2026-03-10", "settle", SECOND, *partly)
    words = ("report", "--quarter", "2026-Q1")
    line = "公开1 反映3 属实2 整改1 再公开0 未闭环2"
    assert line in office.ok(*words).out
    assert office.ok(*words, "--json").json["loop"] == {
        "published": 1,
        "opinions": 3,
        "upheld": 2,
        "rectifying": 1,
        "republished": 0,
        "open": 2,
    }

    office.on("2026-03-12")
    office.ok("correct", N, "--content", "改正如下。", "--rectifies", FIRST)
    for step in (office.review, office.approve, office.publish):
        step(MENDED)
    office.ok("takedown", N, "--reason", "已更正")
    do(office, "2026-03-13", "settle", THIRD, *FALSE)

    assert "公开2 反映3 属实2 整改1 再公开1 未闭环0" in office.ok(*words).out


def test_the_five_questions_are_answered_in_their_order(office: Office) -> None:
    say(office, "2026-03-09")
    asked = office.ok("report", "--quarter", "2026-Q1", "--json").json["questions"]
    assert [each["question"] for each in asked] == [
        *("内容真实全面", "形式注重实效", "程序规范有序", "时限及时到位", "意见及时处理反馈")
    ]
    assert all(each["met"] <= each["of"] for each in asked)


def test_the_report_has_the_three_groups_and_whose_matters_have_to_be_made_up_for(
    office: Office,
) -> None:
    office.on("2026-04-08")
    counted(office, "社会", "1,2,0,1", "--asked", "10")
    counted(office, "群众", "3,4,5,0")
    counted(office, "党员", "30,10,5,5", "--asked", "60")
    told = office.ok("report", "--year", "2026", "--json").json
    assert [each["group"] for each in told["satisfaction"]] == ["党员", "群众", "社会"]
    assert [each["rate"] for each in told["satisfaction"]] == [0.8889, 0.5833, 1.0]
    assert told["remedial"] == [N]
    assert "88.89%" in office.ok("report", "--year", "2026").out
    for audience in OUTSIDE:
        assert "remedial" not in office.ok("report", "--audience", audience, "--json").json
