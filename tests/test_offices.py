"""承办科室 and 职权: whose an item is, offices nobody works in, branches without a 支委会."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import (
    ALL_PASS,
    NOW,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    Office,
)

from pdisc.clock import FixedClock

PLAN = ("--title", "三季度情况", "--content", "三季度没有变化。")


@pytest.fixture
def small(tmp_path: Path) -> Office:
    """Return the office of user.md B8: all its people in 综合室, the catalogue says 办公室."""
    office = Office(tmp_path / "台账", FixedClock(NOW))
    office.ok("init", "--unit", "示例单位", "--since", "2026-01-01")
    office.ok("staff", "add", "示例承办", "--office", "综合室", "--role", "承办、档案")
    office.ok("staff", "add", "示例审核", "--office", "综合室", "--role", "审核")
    office.ok("staff", "add", "示例书记", "--office", "支部", "--role", "审批")
    return office


def item(office: Office, code: str) -> dict[str, Any]:
    found: dict[str, Any] = office.ok("catalog", "show", code, "--json").json
    return found


# Whose it is


def test_an_office_that_is_a_guess_gives_way_to_the_proposers(run: Office) -> None:
    words = ("propose", "1.1.1", *PLAN, "--by", SECOND_PROPOSER, "--json")
    told = run.ok(*words)

    assert told.json["office"] == "综合科"
    assert "承办科室按测试承办乙所在的“综合科”记" in "；".join(told.json["notices"])
    assert run.verify()["ok"]


def test_an_office_that_was_set_or_typed_stays(run: Office) -> None:
    by = ("--by", SECOND_PROPOSER, "--json")
    assert run.ok("propose", "1.1.1", *PLAN, "--office", "支部", *by).json["office"] == "支部"

    run.ok("catalog", "set", "1.1.2", "--office", "办公室", "--reason", "分工")
    assert run.ok("propose", "1.1.2", *PLAN, *by).json["office"] == "办公室"


def test_the_weekly_check_of_her_office_shows_what_is_overdue(small: Office) -> None:
    everything = small.ok("due", "--json").json
    hers = small.ok("due", "--office", "综合室", "--json").json

    assert len(hers["overdue"]) == len(everything["overdue"]) > 50
    assert {row["office"] for row in hers["overdue"]} == {"综合室"}
    assert {row["holder"] for row in hers["overdue"]} == {"综合室"}


def test_a_demand_goes_to_the_office_that_there_is(small: Office) -> None:
    small.ok("urge", "1.1.1", "--by", "示例书记")

    asked = (
        small.ok("log", "1.1.1", "--json").json["events"]
        or small.ok("log", "--json").json["events"]
    )
    urged = [each for each in asked if each["kind"] == "督促"][-1]
    assert {each["office"] for each in urged["event"]["asked"]} == {"综合室"}


def test_between_two_offices_a_guess_is_shown_to_both(small: Office) -> None:
    small.ok("staff", "add", "示例二科", "--office", "业务科", "--role", "承办", "--by", "示例书记")
    small.ok(
        "catalog", "set", "1.1.2", "--office", "业务科", "--reason", "分工", "--by", "示例书记"
    )

    first = small.ok("due", "--office", "综合室", "--json")
    second = {
        row["code"] for row in small.ok("due", "--office", "业务科", "--json").json["overdue"]
    }

    codes = {row["code"] for row in first.json["overdue"]}
    assert "1.1.1" in codes & second
    assert "1.1.2" in second - codes
    assert "35条的承办科室还是推定" in small.ok("due", "--office", "综合室").err


# Offices nobody has


@pytest.mark.parametrize(
    "words",
    [
        ("propose", "1.1.2", *PLAN, "--office", "综合"),
        ("revise", "2026-0001", "--office", "综合"),
        ("correct", "2026-0002", "--content", "三季度有一处变化。", "--office", "综合"),
        ("due", "--office", "综合"),
        ("due", "--office", "综合", "--as-of", "2026-11-24"),
    ],
)
def test_an_office_nobody_has_is_not_found_and_the_nearest_is_named(
    run: Office, words: tuple[str, ...]
) -> None:
    run.propose("1.1.1")
    run.walk("已公开", "1.1.1")

    ran = run(*words)

    assert ran.code == 4, ran
    assert "是不是“综合科”？" in ran.err
    assert "pdisc staff add 姓名 --office 综合 --role 承办" in ran.err


def test_offices_are_compared_as_the_eye_does(run: Office) -> None:
    told = run.ok("propose", "1.1.1", *PLAN, "--office", "综 合科", "--json").json

    assert told["office"] == "综合科"
    run.ok("due", "--office", "综 合科")


def test_the_catalogue_and_the_roster_bring_new_offices(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--office", "新设科", "--reason", "机构改革")
    run.ok("staff", "add", "测试新人庚", "--office", "另设科", "--role", "承办")

    for office in ("新设科", "另设科"):
        run.ok("propose", "1.1.2", *PLAN, "--office", office)
        run.ok("due", "--office", office)


def test_a_mark_in_an_office_is_still_refused_as_such(run: Office) -> None:
    assert run("propose", "1.1.1", *PLAN, "--office", "机密★1年").code == 3


# 职权


def test_the_members_meeting_stands_between_committee_and_superior(run: Office) -> None:
    meeting = ("--office", "支部", "--role", "审批", "--authority", "支部党员大会")
    run.ok("staff", "add", "支部党员大会", *meeting, "--by", SECRETARY)
    number = run.walk("已审核", "1.3.1")
    run.ok("approve", number, "--by", "支部党员大会")

    run.ok("catalog", "set", "1.3.2", "--authority", "支部党员大会", "--reason", "重大事项")
    second = run.walk("已审核", "1.3.2")
    assert run("approve", second, "--by", "测试委员戊").code == 3
    run.ok("approve", second, "--by", SUPERIOR)
    third = run.walk("已审核", "3.2.1")
    assert run("approve", third, "--by", "支部党员大会").code == 3
    assert run.verify()["ok"]


def test_a_branch_without_a_committee_has_its_meeting_approve(tmp_path: Path) -> None:
    office = Office(tmp_path / "台账", FixedClock(NOW))
    office.ok("init", "--unit", "示例单位", "--no-committee")

    items = office.ok("catalog", "list", "--json").json["items"]
    needed = [each["authority"] for each in items]
    assert needed.count("支部委员会") == 0
    assert needed.count("支部党员大会") == 7
    assert "authority" in item(office, "1.3.1")["assumed"]
    assert "支部党员大会" in office.ok("catalog", "list").out
    assert office.verify()["ok"]


def test_a_ledger_is_opened_with_the_office_of_all_its_items(tmp_path: Path) -> None:
    office = Office(tmp_path / "台账", FixedClock(NOW))
    office.ok("init", "--unit", "示例单位", "--office", "综合室")

    items = office.ok("catalog", "list", "--json").json["items"]
    assert {each["office"] for each in items} == {"综合室"}
    assert not any("office" in each["assumed"] for each in items)
    assert "都由综合室承办" in office.ok("catalog", "list").out


@pytest.mark.parametrize("name", ["科室", "室" * 101, "机密★1年"])
def test_a_ledger_is_not_opened_with_an_office_that_is_none(tmp_path: Path, name: str) -> None:
    office = Office(tmp_path / "台账", FixedClock(NOW))

    assert office("init", "--unit", "示例单位", "--office", name).code in (2, 3)
    assert not (tmp_path / "台账").exists()


# What the check of the catalogue says


def test_the_check_names_offices_without_people_and_items_nobody_may_approve(
    small: Office,
) -> None:
    problems = small.ok("catalog", "check", "--json").json["problems"]
    unmanned = [each for each in problems if each["kind"] == "科室没有人"]
    nobody = {each["code"]: each for each in problems if each["kind"] == "没有人能审批"}

    assert len(unmanned) == 36
    assert all("“办公室”没有人" in each["message"] for each in unmanned)
    assert len(nobody) == 12
    assert nobody["1.3.1"]["conflict"] is True
    assert nobody["3.2.1"]["conflict"] is False
    assert "须由支部委员会审批" in small.ok("catalog", "check").out


def test_the_check_is_content_with_people_for_everything(run: Office) -> None:
    problems = run.ok("catalog", "check", "--json").json["problems"]

    assert not {"科室没有人", "没有人能审批"} & {each["kind"] for each in problems}


def test_an_office_that_was_set_and_has_no_people_is_to_be_decided(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--office", "新设科", "--reason", "机构改革")

    problems = run.ok("catalog", "check", "--json").json["problems"]
    (found,) = [each for each in problems if each["kind"] == "科室没有人"]
    assert (found["code"], found["conflict"]) == ("1.1.1", True)


def test_a_new_ledger_without_people_is_not_told_of_them(tmp_path: Path) -> None:
    office = Office(tmp_path / "台账", FixedClock(NOW))
    office.ok("init", "--unit", "示例单位")

    kinds = {each["kind"] for each in office.ok("catalog", "check", "--json").json["problems"]}
    assert not {"科室没有人", "没有人能审批"} & kinds


def test_who_leaves_a_role_to_nobody_is_told(run: Office) -> None:
    told = run.ok("staff", "close", REVIEWER, "--by", SECRETARY, "--json").json["notices"]

    assert any("没有人有“审核”职责" in each for each in told)
    assert run("review", run.propose("1.1.1"), "--by", REVIEWER, *ALL_PASS).code == 3


def test_the_office_of_an_old_proposal_can_still_be_asked_for(run: Office) -> None:
    assert date(2026, 11, 24) == NOW.date()
    number = run.propose("1.1.1", "--office", "综合科")

    rows = run.ok("due", "--office", "综合科", "--within", "30", "--json").json["upcoming"]
    assert number in {row["number"] for row in rows}
