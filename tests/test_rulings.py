"""顺延, 豁免, 督促, 变更, 复核, 停用: what is recorded about obligations, and what follows."""

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office

BY = ("--by", SECRETARY)
WHY = ("--reason", "机构改革", *BY)


def due(run: Office, *words: str) -> Any:
    return run.ok("due", "--json", *words).json


def rows(found: Any, code: str, listed: str = "overdue") -> list[tuple[str, str | None, str]]:
    return [
        (row["kind"], row["window"], row["due_on"]) for row in found[listed] if row["code"] == code
    ]


def report_row(run: Office, code: str, *words: str) -> Any:
    made = run.ok("report", "--json", *words).json
    return next(row for row in made["rows"] if row["code"] == code)


# 顺延


def test_a_deferred_window_is_due_on_the_new_day_and_says_who_moved_it(run: Office) -> None:
    run.ok("defer", "1.1.1", "--for", "2026年三季度", "--to", "2026-12-01", *WHY)

    found = due(run)

    assert ("定期", "2026年三季度", "2026-10-20") not in rows(found, "1.1.1")
    (row,) = [row for row in found["upcoming"] if row["code"] == "1.1.1"]
    assert (row["due_on"], row["deferred_to"], row["for"]) == (
        "2026-12-01",
        "2026-12-01",
        "2026-Q3",
    )
    assert row["why"].endswith(
        f"原定2026年10月20日，{SECRETARY}于2026年11月24日逾期后准予顺延至2026年12月1日：机构改革"
    )


def test_past_the_new_day_it_is_overdue_again(run: Office) -> None:
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-01", *WHY)

    found = due(run, "--on", "2026-12-03")

    assert ("定期", "2026年三季度", "2026-12-01") in rows(found, "1.1.1")


def test_the_last_deferral_counts(run: Office) -> None:
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-20", *WHY)
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-01", *WHY)

    assert rows(due(run), "1.1.1", "upcoming")[0][2] == "2026-12-01"


def test_a_deferral_in_time_makes_a_later_answer_timely_and_one_too_late_does_not(
    run: Office,
) -> None:
    run.on("2026-10-19")
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-11-30", *WHY)
    run.on("2026-10-21")
    run.ok("defer", "1.1.2", "--for", "2026-Q3", "--to", "2026-11-30", *WHY)
    run.on("2026-11-24")
    for code in ("1.1.1", "1.1.2"):
        run.walk("已公开", code, "--for", "2026-Q3")

    third = ("--quarter", "2026-Q3")
    assert report_row(run, "1.1.1", *third)["status"] == "已公开"
    assert report_row(run, "1.1.2", *third)["status"] == "逾期公开"


def test_the_report_lists_every_ruling_on_the_period(run: Office) -> None:
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-01", *WHY)
    run.ok("waive", "1.1.2", "--for", "2026-Q2", *WHY)

    made = run.ok("report", "--json").json["rulings"]

    assert [(x["ruling"], x["code"], x["duty"], x["to"], x["by"], x["late"]) for x in made] == [
        ("顺延", "1.1.1", "2026年三季度", "2026-12-01", SECRETARY, True),
        ("豁免", "1.1.2", "2026年二季度", None, SECRETARY, True),
    ]
    shown = run.ok("report").out
    assert f"豁免（逾期后）：1.1.2 2026年二季度，{SECRETARY} 2026-11-24，机构改革" in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("1.1.1", "--for", "2026-Q3", "--to", "2026-10-20"), "不是顺延"),
        (("1.1.1", "--for", "2026-07", "--to", "2026-12-30"), "不是它的期次"),
        (("1.1.1", "--for", "2025-Q4", "--to", "2026-12-30"), "没有“2025-Q4”这一项"),
        (("1.3.3", "--for", "2026-03-02", "--to", "2026-12-30"), "没有“2026-03-02”这一项"),
    ],
)
def test_what_is_no_deferral_is_refused(run: Office, words: tuple[str, ...], says: str) -> None:
    ran = run("defer", *words, *WHY)

    assert ran.code == 3
    assert says in ran.err


def test_the_same_deferral_twice_and_one_of_what_is_answered_are_refused(run: Office) -> None:
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-01", *WHY)
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有")

    assert run("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-01", *WHY).code == 3
    answered = run("defer", "1.1.2", "--for", "2026-Q3", "--to", "2026-12-01", *WHY)
    assert answered.code == 3
    assert "已经在 2026-11-24 无事项" in answered.err


def test_a_day_that_is_neither_window_nor_date_is_a_usage_error(run: Office) -> None:
    ran = run("defer", "1.1.1", "--for", "第三个季", "--to", "2026-12-01", *WHY)

    assert ran.code == 2
    assert "不是期次，也不是日期" in ran.err


@pytest.mark.parametrize("command", ["defer", "waive"])
def test_only_who_may_approve_may_rule(run: Office, command: str) -> None:
    more = ("--to", "2026-12-01") if command == "defer" else ()
    call = (command, "1.1.1", "--for", "2026-Q3", *more, "--reason", "忙")

    assert run(*call, "--by", PROPOSER).code == 3
    assert run(*call, "--by", REVIEWER).code == 3
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "拒绝"
    run.ok(*call, "--by", SECRETARY)


# 豁免


def test_a_waived_window_is_answered_by_that_word_and_leaves_the_rates(run: Office) -> None:
    before = report_row(run, "1.1.1")
    run.ok("waive", "1.1.1", "--for", "2026-Q3", *WHY)

    row = report_row(run, "1.1.1", "--quarter", "2026-Q3")
    assert (row["due"], row["exempt"], row["missed"], row["status"]) == (1, 1, 0, "豁免")
    whole = report_row(run, "1.1.1")
    assert (whole["due"], whole["missed"]) == (before["due"], before["missed"] - 1)
    assert ("定期", "2026年三季度", "2026-10-20") not in rows(due(run), "1.1.1")
    norms = {n["norm"]: n["of"] for n in run.ok("report", "--json").json["norms"]}
    assert norms["内容"] == 54  # 17 quarterly items × 3 windows, less the one waived, and 4 固定


def test_a_publication_takes_the_place_of_a_waiver(run: Office) -> None:
    run.ok("waive", "1.1.1", "--for", "2026-Q3", *WHY)
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")

    assert report_row(run, "1.1.1", "--quarter", "2026-Q3")["status"] == "逾期公开"


def test_standing_and_occasional_duties_are_named_by_their_day(run: Office) -> None:
    run.ok("occurred", "1.3.3", "--on", "2026-11-23", "--note", "活动")
    run.ok("waive", "1.3.3", "--for", "2026-11-23", *WHY)
    run.ok("waive", "5.1.1", "--for", "2026年1月1日", *WHY)

    assert rows(due(run, "--within", "60"), "1.3.3", "upcoming") == []
    assert rows(due(run), "5.1.1") == []
    assert run("waive", "5.1.1", "--for", "2026-01-01", *WHY).code == 3


def test_a_yearly_plan_is_named_by_its_year(run: Office) -> None:
    run.ok("waive", "1.2.1", "--for", "2026", *WHY)

    assert rows(due(run), "1.2.1") == []
    assert run("waive", "1.2.1", "--for", "2026", *WHY).code == 3


# 督促


def test_a_demand_stands_in_the_weekly_check_until_somebody_proposes(run: Office) -> None:
    run.ok("urge", "1.1.1", "--reason", "快报", *BY)

    asked = due(run)["demands"]
    assert [(row["kind"], row["window"], row["due_on"]) for row in asked] == [
        ("督促", "2026年一季度", "2026-12-01"),
        ("督促", "2026年二季度", "2026-12-01"),
        ("督促", "2026年三季度", "2026-12-01"),
    ]
    assert asked[0]["next"].startswith("pdisc propose 1.1.1 --for 2026-Q1 ")
    run.propose("1.1.1", "--for", "2026-Q1")
    run.ok("nil", "1.1.1", "--for", "2026-Q2", "--reason", "没有")
    assert [row["window"] for row in due(run)["demands"]] == ["2026年三季度"]
    run.ok("waive", "1.1.1", "--for", "2026-Q3", *WHY)
    assert due(run)["demands"] == []


def test_an_unanswered_demand_is_overdue_from_the_day_after_its_own(run: Office) -> None:
    run.ok("urge", "1.3.3", "--to", "2026-11-27", *BY)

    assert ("督促", None, "2026-11-27") in rows(due(run, "--on", "2026-11-27"), "1.3.3", "today")
    (late,) = [row for row in due(run, "--on", "2026-11-30")["overdue"] if row["kind"] == "督促"]
    assert (late["due_on"], late["days_overdue"]) == ("2026-11-27", 3)


def test_a_demand_needs_nothing_overdue_and_any_proposal_answers_it(run: Office) -> None:
    run.ok("urge", "1.3.3", *BY)
    assert len(due(run)["demands"]) == 1

    run.propose("1.3.3")

    assert due(run)["demands"] == []


def test_a_withdrawn_proposal_answers_nothing(run: Office) -> None:
    run.ok("urge", "1.3.3", *BY)
    number = run.propose("1.3.3")
    run.withdraw(number)

    assert len(due(run)["demands"]) == 1


def test_a_demand_about_a_disclosure_is_answered_by_its_next_step(run: Office) -> None:
    number = run.walk("已提出", "1.3.3")
    run.ok("urge", number, *BY)

    (row,) = due(run)["demands"]
    assert (row["number"], row["holder"]) == (number, REVIEWER)
    assert row["next"].startswith(f"pdisc review {number}")
    run.review(number)
    assert due(run)["demands"] == []
    assert [event["kind"] for event in run.ok("log", number, "--json").json["events"]] == [
        *("提出", "督促", "审核"),
    ]


def test_all_that_is_overdue_is_demanded_once(run: Office) -> None:
    late = len(due(run)["overdue"])
    run.ok("urge", "1.1.1", *BY)

    done = run.ok("urge", "--all-overdue", "--json", *BY).json

    assert len(done["event"]["asked"]) == late - 3
    assert len(due(run)["demands"]) == late
    again = run("urge", "--all-overdue", *BY)
    assert again.code == 3
    assert "不用督促" in again.err


def test_the_slip_tells_each_office_what_it_owes(run: Office, tmp_path: Path) -> None:
    run.ok("catalog", "set", "1.3.1", "--office", "综合科", "--from", "2026-01-01")
    paper = tmp_path / "催办单.docx"
    words = ("urge", "1.1.1", "1.3.1", "1.3.3", "--reason", "年底了", "--to", "2026-12-04", *BY)

    done = run.ok(*words, "--json").json
    run.ok("print", "催办单", "--out", str(paper))

    assert [(slip["office"], len(slip["lines"])) for slip in done["slips"]] == [
        ("办公室", 4),
        ("综合科", 3),
    ]
    first = done["slips"][0]
    assert (first["answer_by"], first["by"], first["receipt"]) == (
        "2026-12-04",
        SECRETARY,
        done["receipt"],
    )
    assert first["lines"][0] == {
        "code": "1.1.1",
        "item": "执行中央方针政策，上级党委决策、决议和部署",
        "window": "2026年一季度",
        "number": None,
        "due_on": "2026-04-15",
        "days_overdue": 223,
        "holder": "",
    }
    texts = [cell.text for table in docx.Document(str(paper)).tables for cell in table._cells]
    assert {"1.1.1", "2026年一季度", "1.3.3"} <= set(texts)


def test_a_slip_is_printed_as_long_as_nobody_has_answered(run: Office, tmp_path: Path) -> None:
    paper = str(tmp_path / "催办单.docx")
    assert run("print", "催办单", "1.3.3", "--out", paper).code == 3
    run.ok("urge", "1.3.3", "--reason", "年底了", *BY)

    run.ok("print", "催办单", "1.3.3", "--out", paper)
    run.ok("print", "催办单", "--out", paper)
    shown = run.ok("urge", "1.1.1", *BY).out
    assert "致：办公室" in shown
    assert "决议和部署（2026年一季度），应于2026年4月15日前公开，已逾期223天" in shown
    run.propose("1.3.3")
    assert run("print", "催办单", "1.3.3", "--out", paper).code == 3


def test_a_dry_run_demands_nothing_and_says_what_it_would(run: Office) -> None:
    ran = run.ok("urge", "1.1.1", "--dry-run", "--json", *BY)

    assert (ran.json["slips"], ran.json["receipt"]) == ([], None)
    assert "· 1.1.1 执行中央方针政策" in run.ok("urge", "1.1.1", "--dry-run", *BY).out
    assert due(run)["demands"] == []


def test_what_waits_for_nobody_in_the_office_is_not_demanded(run: Office) -> None:
    outside = run.walk("报批中", "3.2.1")
    done = run.walk("已归档", "1.3.3")

    for number in (outside, done):
        assert run("urge", number, *BY).code == 3
    assert run("urge", "2026-0099", *BY).code == 4
    assert run("urge", "9.9.9", *BY).code == 4
    assert run("urge", "1.1.1", "--by", PROPOSER).code == 3
    assert run("urge", *BY).code == 2
    assert run("urge", "1.1.1", "--to", "2026-11-20", *BY).code == 3


# 固定: 变更 and 复核


def test_a_change_opens_a_clock_that_a_new_publication_stops(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.ok("catalog", "changed", "5.1.1")

    # 25 26 27 30 Nov, 1…4 (8), 7…11 (13), 14…18 (18), 21 22 December (20)
    found = due(run, "--within", "40")
    assert ("固定", None, "2026-12-22") in rows(found, "5.1.1", "upcoming")
    assert run("catalog", "changed", "5.1.1").code == 3
    run.on("2026-11-25")
    run.walk("已公开", "5.1.1")
    assert rows(due(run, "--within", "40"), "5.1.1", "upcoming") == []


def test_a_review_answers_the_anniversary_and_a_late_one_does_not_move_the_next(
    run: Office,
) -> None:
    run.walk("已公开", "5.1.1")
    assert ("固定", None, "2027-11-24") in rows(due(run, "--on", "2027-11-25"), "5.1.1")
    run.on("2028-01-10")
    run.ok("catalog", "reconfirm", "5.1.1")

    run.archive("2026-0001", "--late-reason", "补记")
    assert rows(due(run, "--on", "2028-01-10"), "5.1.1") == []
    assert rows(due(run, "--on", "2028-11-25"), "5.1.1") == [("固定", None, "2028-11-24")]
    late = report_row(run, "5.1.1", "--from", "2027-01-01", "--to", "2027-12-31")
    assert late["status"] == "逾期公开"


def test_the_yearly_plan_is_answered_only_by_a_new_disclosure(run: Office) -> None:
    run.walk("已公开", "1.2.1")
    ran = run("catalog", "reconfirm", "1.2.1")

    assert ran.code == 3
    assert "由新的公开事项替换" in ran.err
    run.ok("catalog", "set", "1.2.1", "--renewal", "复核")
    run.ok("catalog", "reconfirm", "1.2.1")


def test_only_what_was_published_of_a_standing_item_can_be_reviewed(run: Office) -> None:
    assert run("catalog", "reconfirm", "5.1.1").code == 3
    assert run("catalog", "reconfirm", "1.1.1").code == 3
    assert run("catalog", "changed", "1.1.1").code == 3
    assert run("catalog", "changed", "5.1.1", "--on", "2026-11-25").code == 3


# The catalogue over time


def test_a_retired_item_owes_its_earlier_windows_only(run: Office) -> None:
    run.ok("catalog", "retire", "1.1.1", "--from", "2026-08-01", "--reason", "不再承担")

    found = rows(due(run, "--within", "300"), "1.1.1")
    assert [window for _, window, _ in found] == ["2026年一季度", "2026年二季度"]
    assert run("propose", "1.1.1", "--title", "题", "--content", "文").code == 3
    assert run("propose", "1.1.1", "--title", "题", "--content", "文", "--for", "2026-Q3").code == 3
    run.walk("已公开", "1.1.1", "--for", "2026-Q2")
    assert run("catalog", "retire", "1.1.1", "--reason", "再停").code == 3
    shown = run.ok("catalog", "list", "--audience", "社会", "--json").json["items"]
    assert "1.1.1" not in [item["code"] for item in shown]


def test_a_retired_item_can_be_taken_up_again(run: Office) -> None:
    run.ok("catalog", "retire", "1.1.1", "--from", "2026-08-01", "--reason", "误停")
    run.ok("catalog", "retire", "1.1.1", "--from", "2026-08-01", "--reason", "误停", "--restore")

    assert "2026年三季度" in [window for _, window, _ in rows(due(run), "1.1.1")]


def test_an_earlier_window_keeps_the_rule_it_was_under(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-10-01")

    found = [window for _, window, _ in rows(due(run), "1.1.1")]
    assert found == ["2026年一季度", "2026年二季度", "2026年三季度", "2026年10月"]
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    assert run("nil", "1.1.1", "--for", "2026-09", "--reason", "没有").code == 3
    run.ok("nil", "1.1.1", "--for", "2026-Q2", "--reason", "没有")
    assert [window for _, window, _ in rows(due(run), "1.1.1")] == ["2026年一季度", "2026年10月"]


def test_a_change_is_carried_into_versions_already_set_for_later(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2027-01-01")
    run.ok("catalog", "set", "1.1.1", "--office", "综合科")

    def item(day: str) -> Any:
        return run.ok("catalog", "show", "1.1.1", "--on", day, "--json").json

    assert (item("2026-12-31")["office"], item("2026-12-31")["every"]) == ("综合科", "每季度")
    assert (item("2027-01-01")["office"], item("2027-01-01")["every"]) == ("综合科", "每月")


def test_setting_a_cycle_in_mid_window_names_the_days_that_no_window_holds(run: Office) -> None:
    ran = run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-08-15")

    assert "2026-07-01 到 2026-07-31 不属于任何一期" in ran.err
    assert (
        "2026-07-01 到"
        not in run.ok(*("catalog", "set", "1.1.2", "--every", "每月", "--from", "2026-07-01")).err
    )


@pytest.mark.parametrize(
    ("typed", "stored"), [("每两个月", "每2个月"), ("2个月", "每2个月"), ("每季", "每季度")]
)
def test_a_cycle_is_stored_in_one_spelling(run: Office, typed: str, stored: str) -> None:
    done = run.ok("catalog", "set", "1.1.1", "--every", typed, "--json").json

    assert done["items"][0]["every"] == stored


def test_every_two_months_has_windows_of_its_own(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每2个月", "--from", "2026-09-01")

    assert ("定期", "2026年9—10月", "2026-11-13") in rows(due(run), "1.1.1")
    run.walk("已公开", "1.1.1", "--for", "2026年9—10月")
    assert "2026年9—10月" not in [window for _, window, _ in rows(due(run), "1.1.1")]


def test_an_occasional_item_may_have_a_term_of_its_own(run: Office) -> None:
    run.ok("catalog", "set", "1.3.3", "--every", "发生后5个工作日", "--from", "2026-11-01")
    run.ok("occurred", "1.3.3", "--on", "2026-11-23", "--note", "活动")

    assert rows(due(run), "1.3.3", "upcoming") == [("随时", None, "2026-11-30")]
    assert run("catalog", "set", "1.1.1", "--every", "发生后5个工作日").code == 3
    assert run("catalog", "set", "1.3.3", "--every", "每月").code == 3
    assert run("catalog", "set", "1.1.1", "--every", "每三周").code == 2


def test_a_changed_limit_names_the_dates_that_move(run: Office) -> None:
    ran = run.ok("config", "set", "定期宽限", "15", "--from", "2026-12-01")

    assert "到期日随之改变的有" in ran.err
    assert "2027-01-15→2027-01-22" in ran.err


# 报批: our clock stops


def test_a_window_whose_plan_is_with_the_superior_is_waiting_not_overdue(run: Office) -> None:
    run.on("2026-10-15")
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.review(number)
    run.ok("approve", number, "--by", SECRETARY, "--escalate", "测试县委")
    run.on("2026-11-24")

    found = due(run)
    assert [row["window"] for row in found["overdue"] if row["number"] == number] == []
    assert [(row["kind"], row["number"]) for row in found["waiting"]] == [("报批", number)]
    row = report_row(run, "1.1.1", "--quarter", "2026-Q3")
    assert (row["status"], row["missed"]) == ("未到期", 0)


def test_after_the_reply_the_working_days_outside_are_added(run: Office) -> None:
    run.on("2026-10-15")
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.review(number)
    run.ok("approve", number, "--by", SECRETARY, "--escalate", "测试县委")
    run.on("2026-11-23")
    reply = ("--document-number", "测委〔2026〕1号")
    run.ok("approve", number, "--by", SUPERIOR, *reply)

    # Out on 15 October, back on 23 November: 16 (1), 19…23 (6), 26…30 (11), 2…6 (16), 9…13 (21),
    # 16…20 (26), 23 November (27); 27 more after 20 October are 26 November.
    (row,) = [row for row in due(run)["upcoming"] if row["kind"] == "定期"]
    assert (row["number"], row["due_on"]) == (number, "2026-11-26")
    assert row["why"].endswith("报批27个工作日不计")


def test_what_was_overdue_when_it_went_out_stands_still_outside(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.review(number)
    run.ok("approve", number, "--by", SECRETARY, "--escalate", "测试县委")

    for day in ("2026-11-24", "2026-12-07"):
        run.on(day)
        found = due(run)
        assert [row for row in found["overdue"] if row["number"] == number] == []
        assert [row["number"] for row in found["waiting"]] == [number]


# What changed, who holds it, what was known


def test_only_what_changed_since_a_day_is_told(run: Office) -> None:
    run.on("2026-11-20")
    number = run.walk("已提出", "1.3.3", "--occurred", "2026-11-20")
    run.on("2026-11-25")
    run.review(number)
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有")
    run.ok("defer", "1.1.2", "--for", "2026-Q3", "--to", "2027-03-01", *WHY)

    found = due(run, "--since", "2026-11-25")

    told = {
        (x["change"], x["row"]["code"], x["was_due_on"], x["row"]["due_on"])
        for x in found["changes"]
    }
    assert told == {
        ("办到下一步", "1.3.3", "2026-11-25", "2026-11-30"),
        ("已了结", "1.1.1", "2026-10-20", "2026-10-20"),
        ("日期改变", "1.1.2", "2026-10-20", "2027-03-01"),
    }
    assert found["since"] == "2026-11-25"
    assert "已了结：1件" in run.ok("due", "--since", "2026-11-25").out
    run.on("2026-11-26")
    assert "没有变化" in run.ok("due", "--since", "2026-11-26").out
    assert run("due", "--since", "2026-11-27").code == 3


def test_what_went_to_the_superior_is_not_told_as_settled(run: Office) -> None:
    run.on("2026-10-12")
    run.propose("1.1.1", "--for", "2026-Q3")
    run.on("2026-10-13")
    run.review("2026-0001")
    run.ok("approve", "2026-0001", "--by", SECRETARY, "--escalate", "测试县委")

    found = due(run, "--since", "2026-10-13")["changes"]

    assert [(x["change"], x["row"]["kind"]) for x in found] == [
        ("办到下一步", "报批"),
        ("转为等待", "定期"),
    ]


def test_a_window_that_fell_due_is_newly_overdue(run: Office) -> None:
    found = due(run, "--on", "2027-01-16", "--since", "2027-01-16")

    fresh = [x["row"]["window"] for x in found["changes"] if x["change"] == "新逾期"]
    assert "2026年四季度" in fresh


def test_the_check_can_be_narrowed_to_one_holder(run: Office) -> None:
    number = run.walk("已提出", "1.3.3")
    run.on("2026-12-14")

    found = due(run, "--holder", REVIEWER)

    assert {row["number"] for row in found["overdue"]} == {number}
    assert [row["holder"] for row in found["stuck"]] == [REVIEWER]
    assert due(run, "--holder", "没有此人")["overdue"] == []


def test_by_business_date_a_late_entry_counts_and_as_recorded_it_does_not(run: Office) -> None:
    late = ("--on", "2026-10-12", "--late-reason", "停电")
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", *late)
    third = ("定期", "2026年三季度", "2026-10-20")

    assert third not in rows(due(run, "--on", "2026-10-26"), "1.1.1")
    assert third in rows(due(run, "--as-of", "2026-10-26"), "1.1.1")
    assert due(run, "--as-of", "2026-10-26")["on"] == "2026-10-26"
    both = due(run, "--on", "2026-11-30", "--as-of", "2026-11-23")
    assert third in rows(both, "1.1.1")
    assert (both["on"], both["as_of"]) == ("2026-11-30", "2026-11-23")


def test_the_report_takes_both_questions_too(run: Office) -> None:
    late = ("--on", "2026-10-12", "--late-reason", "停电")
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", *late)
    third = ("--quarter", "2026-Q3")

    assert report_row(run, "1.1.1", *third, "--on", "2026-10-26")["status"] == "本期无事项"
    assert report_row(run, "1.1.1", *third, "--as-of", "2026-10-26")["status"] == "逾期未公开"
    assert report_row(run, "1.1.1", *third, "--on", "2026-10-10")["status"] == "未到期"
    made = run.ok("report", "--json", *third, "--on", "2026-10-26").json
    assert (made["on"], made["as_of"]) == ("2026-10-26", str(date(2026, 11, 24)))


def test_outsiders_learn_nothing_of_rulings_and_stopped_clocks(run: Office) -> None:
    before = run.ok("due", "--audience", "社会", "--json").out
    report = run.ok("report", "--audience", "社会", "--json").out
    run.ok("defer", "1.1.1", "--for", "2026-Q4", "--to", "2027-03-01", *WHY)
    run.ok("waive", "1.1.2", "--for", "2026-Q4", *WHY)
    run.ok("urge", "2.2.2", "--reason", "快报", *BY)
    number = run.propose("2.2.3", "--for", "2026-Q4")
    run.review(number)
    run.ok("approve", number, "--by", SECRETARY, "--escalate", "测试县委")

    assert run.ok("due", "--audience", "社会", "--json").out == before
    assert run.ok("report", "--audience", "社会", "--json").out == report
