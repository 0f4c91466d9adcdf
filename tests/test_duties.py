"""Who may decide, from when until when, for whom; and how long what hangs must hang."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ALL_PASS, COMMITTEE, PROPOSER, REVIEWER, Office
from kept_ledgers import office_of

from pdisc.ledger.learning import missing_renewals
from pdisc.ledger.registers import registers

PAPER = "测党发〔2026〕3号"
ACTING = "测试代理庚"


def acting(run: Office, *more: str) -> None:
    run.ok(
        *("staff", "add", ACTING, "--office", "支部", "--role", "审批"),
        *("--authority", "支部委员会", "--acting-for", COMMITTEE, "--document-number", PAPER),
        *(more if "--to" in more else ("--to", "2026-12-31", *more)),
    )


def test_an_acting_approver_decides_and_every_register_says_for_whom_and_by_what_paper(
    run: Office,
) -> None:
    acting(run)
    number = run.walk("已审核", "1.3.1")

    run.ok("approve", number, "--by", ACTING)

    step = run.show(number)["steps"][-1]
    assert (step["acting_for"], step["acting_paper"]) == (COMMITTEE, PAPER)
    assert f"代{COMMITTEE}（{PAPER}）" in run.ok("show", number).out


def test_acting_needs_the_paper_that_says_so(run: Office) -> None:
    ran = run(
        *("staff", "add", ACTING, "--office", "支部", "--role", "审批"),
        *("--acting-for", COMMITTEE),
    )

    assert ran.code == 2
    assert "--document-number" in ran.err


@pytest.mark.parametrize(
    ("absent", "authority", "code"),
    [
        (COMMITTEE, "支部委员会", 0),
        (COMMITTEE, "上级党组织", 3),
        (PROPOSER, "支部书记", 4),
        (ACTING, "支部书记", 4),
        ("测试无此人", "支部书记", 4),
    ],
)
def test_nobody_acts_for_somebody_without_that_authority(
    run: Office, absent: str, authority: str, code: int
) -> None:
    ran = run(
        *("staff", "add", ACTING, "--office", "支部", "--role", "审批"),
        *("--authority", authority, "--acting-for", absent, "--document-number", PAPER),
        *("--to", "2026-12-31"),
    )

    assert ran.code == code, ran.err


def test_somebody_who_has_left_can_be_acted_for(run: Office) -> None:
    run.ok("staff", "close", COMMITTEE)

    acting(run)


def test_acting_needs_its_last_day_and_begins_today(run: Office) -> None:
    words = ("staff", "add", ACTING, "--office", "支部", "--role", "审批")

    ran = run(*words, "--acting-for", COMMITTEE, "--document-number", PAPER)
    acting(run)

    assert ran.code == 2
    assert "--to" in ran.err
    people = {each["name"]: each for each in run.ok("staff", "list", "--json").json["staff"]}
    assert people[ACTING]["terms"][0]["from"] == "2026-11-24"


def test_one_s_own_authority_comes_before_an_acting_one(run: Office) -> None:
    run.ok(
        "staff", "add", ACTING, "--office", "支部", "--role", "审批", "--authority", "上级党组织"
    )
    acting(run)
    number = run.walk("已审核", "1.3.1")

    run.ok("approve", number, "--by", ACTING)

    assert run.show(number)["steps"][-1]["acting_for"] == ""


@pytest.mark.parametrize(
    ("day", "may"), [("2026-11-19", False), ("2026-11-20", True), ("2026-11-24", True)]
)
def test_an_appointment_holds_from_its_first_to_its_last_day(
    run: Office, day: str, may: bool
) -> None:
    run.on("2026-11-02")
    acting(run, "--from", "2026-11-20", "--to", "2026-11-24")
    number = run.walk("已审核", "1.3.1")
    run.on(day)

    ran = run("approve", number, "--by", ACTING)

    assert ran.code == (0 if may else 3), ran.err


def test_after_the_last_day_the_refusal_is_recorded(run: Office) -> None:
    acting(run, "--from", "2026-01-01", "--to", "2026-10-31")
    number = run.walk("已审核", "1.3.1")

    assert run("approve", number, "--by", ACTING).code == 3
    last = run.ok("log", "--json").json["events"][-1]
    assert (last["kind"], last["event"]["refusal"]) == ("拒绝", "职权")


def test_the_roster_shows_each_term_with_its_days_and_its_paper(run: Office) -> None:
    acting(run, "--from", "2026-11-01", "--to", "2026-12-31")

    people = {each["name"]: each for each in run.ok("staff", "list", "--json").json["staff"]}

    assert people[ACTING]["terms"] == [
        {
            "office": "支部",
            "roles": ["审批"],
            "authority": "支部委员会",
            "from": "2026-11-01",
            "to": "2026-12-31",
            "acting_for": COMMITTEE,
            "document_number": PAPER,
        }
    ]
    assert f"代{COMMITTEE}" in run.ok("staff", "list").out


def test_an_appointment_with_an_end_can_still_be_closed_earlier(run: Office) -> None:
    acting(run, "--to", "2026-12-31")

    run.ok("staff", "close", ACTING, "--by", COMMITTEE)

    people = {each["name"]: each for each in run.ok("staff", "list", "--json").json["staff"]}
    assert people[ACTING]["active"] is False
    assert run.verify()["ok"]


def test_authority_changes_with_the_item_from_a_day_on(run: Office) -> None:
    number = run.walk("已审核", "1.1.1")
    run.ok("catalog", "set", "1.1.1", "--authority", "上级党组织", "--from", "2026-11-24")

    assert run("approve", number, "--by", COMMITTEE).code == 3


# 公开范围 and its details


@pytest.mark.parametrize("detail", ["全体党员", "本单位", "特定对象"])
def test_a_detail_of_the_scope_is_kept_and_shown(run: Office, detail: str) -> None:
    number = run.propose("1.3.1", "--scope", f"党内：{detail}", "--reason", "只涉及他们")

    shown = run.show(number)
    assert (shown["scope"], shown["scope_detail"]) == ("党内", detail)
    assert f"党内（{detail}）" in run.ok("show", number).out


def test_a_detail_that_does_not_exist_is_a_slip(run: Office) -> None:
    ran = run("propose", "1.3.1", "--title", "题", "--content", "文", "--scope", "党内:全县")

    assert ran.code == 2
    assert "党内:特定对象" in ran.err


def test_the_reviewer_is_shown_the_two_tests_of_the_plan(run: Office) -> None:
    number = run.propose()

    said = run.ok("show", number).out

    assert "涉及职工群众生产生活的党务，向社会公开" in said
    assert "需要党员普遍知悉遵守执行" in said
    run.review(number)
    assert "涉及职工群众" not in run.ok("show", number).out


# 公开的时限要与公开的内容和范围相适应


def on_board(run: Office, day: str, *more: str) -> str:
    run.on(day)
    number = run.walk("已审批", "1.1.1", "--channel", "公开栏", *more)
    run.ok("publish", number, "--channel", "公开栏", "--place", "一楼大厅")
    return number


def test_what_came_down_too_early_shows_in_the_report(run: Office) -> None:
    number = on_board(run, "2026-11-02")
    run.on("2026-11-06")

    told = run.ok("takedown", number, "--reason", "挪动", "--json").json

    assert any("应挂到 2026-11-09" in notice for notice in told["notices"])
    report = run.ok("report", "--json").json
    assert report["early_takedowns"] == [
        {
            "number": number,
            "channel": "公开栏",
            "on": "2026-11-02",
            "least_until": "2026-11-09",
            "taken_down_on": "2026-11-06",
            "estimate": "",
        }
    ]
    assert f"提前撤下：{number}" in run.ok("report").out


def test_what_hung_long_enough_does_not(run: Office) -> None:
    number = on_board(run, "2026-11-02")
    run.on("2026-11-09")
    run.ok("takedown", number, "--reason", "到期")

    assert run.ok("report", "--json").json["early_takedowns"] == []


def test_a_notice_hangs_for_five_working_days_at_least(run: Office) -> None:
    number = on_board(run, "2026-11-02", "--public-notice")
    run.on("2026-11-06")
    run.ok("takedown", number, "--reason", "误撤")

    (early,) = run.ok("report", "--json").json["early_takedowns"]
    assert early["least_until"] == "2026-11-09"


def test_an_end_before_the_least_time_on_the_board_is_refused(run: Office) -> None:
    number = run.walk("已审批", "1.1.1", "--channel", "公开栏")
    words = ("publish", number, "--channel", "公开栏", "--place", "一楼大厅", "--until")

    ran = run(*words, "2026-11-26")

    assert ran.code == 3
    assert "--until 2026-12-01" in ran.err
    run.ok(*words, "2026-12-01")


def test_the_least_time_is_a_rule_of_the_office(run: Office) -> None:
    run.ok("config", "set", "公开栏期限", "3", "--from", "2026-11-01")
    number = on_board(run, "2026-11-02")
    run.on("2026-11-05")
    run.ok("takedown", number, "--reason", "到期")

    assert run.ok("report", "--json").json["early_takedowns"] == []


# 代录


def test_operator_and_decider_are_kept_apart_and_told(run: Office) -> None:
    number = run.propose()

    run.ok("review", number, "--by", REVIEWER, *ALL_PASS)

    events = run.ok("log", number, "--json").json["events"]
    assert (events[-1]["by"], events[-1]["operator"]) == (REVIEWER, PROPOSER)
    assert events[-1]["entered_for"] is True
    assert f"代录：{PROPOSER}" in run.ok("show", number).out


def test_a_ledger_of_the_first_schema_opens_learns_the_new_rules_and_verifies(
    run: Office, tmp_path: Path
) -> None:
    run.ledger = office_of("ledger-v1", tmp_path / "旧").ledger

    assert run.ok("list").code == 0

    assert run.verify()["ok"]
    assert [path.name for path in (run.ledger / "backups").iterdir()] == [
        "升级前-第1版-2026-11-24.db"
    ]
    names = [each["name"] for each in run.ok("config", "show", "--json").json["settings"]]
    assert {"公开栏期限", "身份证遮盖", "禁用词"} <= set(names)
    added = [each for each in run.ok("log", "--json").json["events"] if each["by"] == "程序升级"]
    assert len(added) > 5
    number = run.propose("1.1.1", "--content", "手机13800001234")
    assert run.show(number)["findings"][0]["kind"] == "手机号"
    assert run.show("2026-0001")["archive_number"]
    plan = run.ok("catalog", "show", "1.2.1", "--json").json
    assert plan["renewal"] == "重新公开"
    assert run("catalog", "reconfirm", "1.2.1").code == 3


def test_a_later_upgrade_keeps_how_a_person_said_that_an_item_is_renewed(run: Office) -> None:
    run.ok("catalog", "set", "1.2.1", "--renewal", "复核")
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection:
        items = registers(connection).items

    assert missing_renewals(items, 4) == ()
    assert [event.item.code for event in missing_renewals(items, 3)] == ["1.2.1"]
