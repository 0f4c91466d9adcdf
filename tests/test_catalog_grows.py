"""A catalogue in use grows and changes: new items, several at once, and never a code again."""

from typing import Any

import pytest
from conftest import PROPOSER, SECRETARY, Office

CLASS_6 = "联系和服务党员、群众情况"
NEW = (
    *("--item", "领导干部联系群众情况", "--channel", "会议", "--channel", "公开栏"),
    *("--scope", "社会", "--timing", "定期", "--every", "每月", "--reason", "附件1第6类"),
)
PLAIN = ("--channel", "会议", "--scope", "党内", "--timing", "随时", "--reason", "需要公开")


def added(run: Office, *words: str) -> Any:
    return run.ok("catalog", "add", *words, "--json").json


def problems(run: Office) -> list[str]:
    found = run.ok("catalog", "check", "--json").json["problems"]
    return [each["message"] for each in found]


def codes(run: Office, *words: str) -> list[str]:
    items = run.ok("catalog", "list", *words, "--json").json["items"]
    return [item["code"] for item in items]


def test_class_6_can_be_served_in_a_running_ledger(run: Office) -> None:
    assert any("第6类" in each for each in problems(run))

    done = added(run, "7", "--level1", CLASS_6, "--level2", "联系服务群众", *NEW)

    assert done["subject"] == "7.1.1"
    assert [item["rule"] for item in done["items"]] == [6]
    assert not any("第6类" in each for each in problems(run))
    number = run.walk("已归档", "7.1.1", "--for", "2026-11")
    assert run.show(number)["item"] == "领导干部联系群众情况"
    assert run.verify()["ok"]


def test_what_was_not_given_is_assumed_and_what_was_is_not(run: Office) -> None:
    (item,) = added(run, "7", "--level1", CLASS_6, "--level2", "乙", *NEW)["items"]
    assert item["every"] == "每月"
    assert "every" not in item["assumed"]
    assert set(item["assumed"]) == {"authority", "rule", "retention", "office"}
    assert set(item["why"]) == set(item["assumed"])


def test_it_is_due_from_its_first_day_on(run: Office) -> None:
    words = ("7", "--level1", CLASS_6, "--level2", "乙", *NEW, "--from", "2026-09-15")
    done = added(run, *words)
    assert any("从过去" in each or "新增" in each for each in done["notices"])
    due = run.ok("due", "--within", "60", "--json").json
    rows = [row for name in ("overdue", "upcoming", "this_week", "today") for row in due[name]]
    windows = {row["window"] for row in rows if row["code"] == "7.1.1"}
    assert windows == {"2026年9月", "2026年10月", "2026年11月", "2026年12月"}


def test_the_next_code_is_found_and_the_document_s_order_kept(run: Office) -> None:
    before = codes(run)
    made = [added(run, "1.1", "--item", f"示例{n}号", *PLAIN)["subject"] for n in range(12)]

    assert made == [f"1.1.{n}" for n in range(3, 15)]
    assert codes(run) == [*before[:2], *made, *before[2:]]
    listed = run.ok("report", "--json").json["rows"]
    assert [row["code"] for row in listed if row["code"].startswith("1.")][:14] == [
        "1.1.1",
        "1.1.2",
        *made,
    ]


def test_the_names_of_its_levels_are_enough(run: Office) -> None:
    level1 = "党组织决议、决定及执行情况"
    done = added(run, "--level1", level1, "--level2", "重要工作部署", "--item", "半年安排", *PLAIN)
    assert done["subject"] == "1.2.2"
    new = added(run, "--level1", level1, "--level2", "新的部署", "--item", "专项安排", *PLAIN)
    assert new["subject"] == "1.4.1"
    assert [item["rule"] for item in new["items"]] == [1]
    other = added(run, "--level1", "别的情况", "--level2", "别的", "--item", "别的安排", *PLAIN)
    assert other["subject"] == "7.1.1"


def test_a_retired_code_is_never_used_again(run: Office) -> None:
    run.ok("catalog", "retire", "1.1.2", "--reason", "不再承担")
    before = run.ok("log", "--json").json["events"]

    ran = run("catalog", "add", "1.1.2", "--item", "示例事项", *PLAIN)

    assert ran.code == 3
    assert "已停用" in ran.err
    assert "1.1.3" in ran.err
    assert added(run, "1.1", "--item", "示例事项", *PLAIN)["subject"] == "1.1.3"
    assert len(run.ok("log", "--json").json["events"]) == len(before) + 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("1.1.1",), 3),
        (("8.1.1",), 3),  # no name for 一级 8
        (("7", "--level1", CLASS_6), 3),  # no name for 二级 7.1
        (("1.1", "--level1", "别的名称"), 3),
        (("7", "--level1", "党组织决议、决定及执行情况", "--level2", "乙"), 3),
        (("1.0.1",), 2),
        (("1.1.1.1",), 2),
        (("一点一",), 2),
        ((), 2),
    ],
)
def test_a_place_that_cannot_be_is_refused_whole(
    run: Office, words: tuple[str, ...], code: int
) -> None:
    before = run.ok("log", "--json").json["events"]
    assert run("catalog", "add", *words, "--item", "示例事项", *PLAIN).code == code
    assert run.ok("log", "--json").json["events"] == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--every", "每月"), 2),  # 随时 items have no cycle
        (("--renewal", "重新公开"), 2),
        (("--rule", "0"), 2),
        (("--item", "目录里没有的" * 60), 2),
        (("--by", PROPOSER), 3),
        (("--from", "昨日"), 2),
    ],
)
def test_what_no_catalogue_could_say_is_refused(
    run: Office, more: tuple[str, ...], code: int
) -> None:
    words = PLAIN if "--item" in more else ("--item", "示例事项", *PLAIN)
    assert run("catalog", "add", "1.1", *words, *more).code == code
    assert "1.1.3" not in codes(run)


def test_the_same_item_is_not_added_twice(run: Office) -> None:
    ran = run("catalog", "add", "1.1", "--item", "重大活动安排", *PLAIN)
    assert ran.code == 3
    assert "1.3.3" in ran.err


def test_a_name_that_tells_of_a_person_is_refused(run: Office) -> None:
    assert run("catalog", "add", "1.1", "--item", "张某13895012345", *PLAIN).code == 3
    assert "1.1.3" not in codes(run)


def test_a_dry_run_adds_nothing(run: Office) -> None:
    before = run.ok("log", "--json").json["events"]
    run.ok("catalog", "add", "1.1", "--item", "示例事项", *PLAIN, "--dry-run")
    assert run.ok("log", "--json").json["events"] == before


def test_before_it_was_recorded_and_before_it_began_it_is_not_there(run: Office) -> None:
    added(run, "1.1", "--item", "示例事项", *PLAIN, "--from", "2026-11-20")
    assert "1.1.3" in codes(run)
    assert "1.1.3" not in codes(run, "--on", "2026-11-19")
    run.on("2026-11-27")
    old = run.ok("report", "--year", "2026", "--as-of", "2026-11-23", "--json").json["rows"]
    assert "1.1.3" not in {row["code"] for row in old}
    quarter = run.ok("report", "--quarter", "2026-Q1", "--json").json["rows"]
    assert "1.1.3" not in {row["code"] for row in quarter}


def test_outsiders_see_a_new_item_of_their_scope(run: Office) -> None:
    added(run, "7", "--level1", CLASS_6, "--level2", "乙", *NEW)
    added(run, "1.1", "--item", "示例事项", *PLAIN)
    seen = codes(run, "--audience", "社会")
    assert "7.1.1" in seen
    assert "1.1.3" not in seen


def test_a_mark_of_secrecy_stores_nothing_of_it(run: Office) -> None:
    ran = run("catalog", "add", "1.1", "--item", "机密★10年 会议情况", *PLAIN)
    assert ran.code == 3
    assert "1.1.3" not in codes(run)
    assert "会议情况" not in run.ok("log").out


def test_an_item_ahead_is_shown_by_the_hint_and_listed_from_its_day_on(run: Office) -> None:
    words = ("1.1", "--item", "示例事项", *PLAIN, "--from", "2027-01-01")
    told = run.ok("catalog", "add", *words).out
    assert "pdisc catalog show 1.1.3 --on 2027-01-01" in told
    assert "1.1.3" not in codes(run)
    assert "1.1.3" in codes(run, "--on", "2027-01-01")
    assert run.ok("catalog", "show", "1.1.3", "--on", "2027-01-01").code == 0


def test_full_width_places_are_understood(run: Office) -> None:
    assert added(run, "１．１", "--item", "示例事项", *PLAIN)["subject"] == "1.1.3"


def test_its_office_is_that_of_the_items_around_it_as_an_assumption(run: Office) -> None:
    for code in ("1.1.1", "1.1.2", "1.2.1", "1.3.1", "1.3.2"):
        run.ok("catalog", "set", code, "--office", "综合科")
    (item,) = added(run, "1.1", "--item", "示例事项", *PLAIN)["items"]
    assert item["office"] == "综合科"
    assert "office" in item["assumed"]


def test_what_contradicts_itself_is_told_at_once(run: Office) -> None:
    words = ("--channel", "公开栏", "--scope", "党内", "--timing", "随时", "--reason", "需要公开")
    told = added(run, "1.1", "--item", "示例事项", *words)["notices"]
    assert any("面向社会" in each for each in told)


# catalog set of several


def test_several_items_are_set_in_one_transaction(run: Office) -> None:
    done = run.ok("catalog", "set", "1.1.1", "1.1.2", "2.1.1", "--office", "综合科", "--json").json
    assert [event["subject"] for event in done["events"]] == ["1.1.1", "1.1.2", "2.1.1"]
    assert done["receipt"].startswith(f"{done['events'][-1]['seq']}-")
    assert {item["office"] for item in done["items"]} == {"综合科"}
    assert run.verify()["ok"]


def test_one_code_still_answers_as_one_event(run: Office) -> None:
    done = run.ok("catalog", "set", "1.1.1", "--office", "综合科", "--json").json
    assert done["subject"] == "1.1.1"
    assert "events" not in done


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("1.1.1", "9.9.9", "--office", "综合科"), 4),
        (("1.1.1", "1.2.1", "--every", "每月"), 3),  # 固定 items have no cycle
        (("1.1.1", "1.1.2", "--office", "综合科", "--by", PROPOSER), 3),
    ],
)
def test_where_one_is_refused_none_is_set(run: Office, words: tuple[str, ...], code: int) -> None:
    before = run.ok("catalog", "list", "--json").json
    assert run("catalog", "set", *words).code == code
    assert run.ok("catalog", "list", "--json").json == before


def test_due_dates_that_move_are_told_for_several(run: Office) -> None:
    words = ("catalog", "set", "1.1.1", "1.1.2", "--every", "每月", "--by", SECRETARY, "--json")
    assert any("到期日" in x or "新增" in x for x in run.ok(*words).json["notices"])
