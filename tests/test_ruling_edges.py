"""顺延, 豁免, 督促, 变更, 复核 where they meet each other, a stopped clock or the catalogue."""

import pytest
from conftest import PROPOSER, SECRETARY, SUPERIOR, Office
from test_rulings import BY, WHY, due, report_row, rows

LATE = ("--late-reason", "停电")
THIRD = ("--quarter", "2026-Q3")


def send_up(run: Office, code: str, *more: str) -> str:
    """提出, 审核, and 报批."""
    number = run.propose(code, *more)
    run.review(number)
    run.ok("approve", number, "--by", SECRETARY, "--escalate", "测试县委")
    return number


def reply(run: Office, number: str) -> None:
    """Enter the superior's agreement."""
    run.ok("approve", number, "--by", SUPERIOR, "--document-number", "测委〔2026〕1号")


# 顺延


def test_a_second_deferral_while_the_first_runs_is_in_time(run: Office) -> None:
    run.on("2026-10-19")
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-11-20", *WHY)
    run.on("2026-11-16")
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-10", *WHY)
    run.on("2026-12-09")
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")

    assert report_row(run, "1.1.1", *THIRD)["status"] == "已公开"
    told = run.ok("report", *THIRD, "--json").json["rulings"]
    assert [ruling["late"] for ruling in told] == [False, False]


def test_a_new_date_on_a_day_off_rolls_forward(run: Office) -> None:
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-05", *WHY)  # a Saturday

    found = [row for row in due(run)["upcoming"] if row["for"] == "2026-Q3"]
    assert [row["due_on"] for row in found] == ["2026-12-07"]


def test_a_deferral_granted_in_time_may_be_entered_late_and_says_so(run: Office) -> None:
    run.on("2026-11-20")
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    run.on("2026-11-24")
    early = ("--on", "2026-10-15", *LATE)
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-12-01", *WHY, *early)

    row = report_row(run, "1.1.1", *THIRD)
    assert (row["status"], row["late_entries"]) == ("已公开", 1)
    (told,) = run.ok("report", *THIRD, "--json").json["rulings"]
    assert (told["late"], told["late_entry"]) == (False, True)
    assert "顺延（补录）：1.1.1 2026年三季度" in run.ok("report", *THIRD).out


def test_a_nil_return_entered_late_is_counted_as_that(run: Office) -> None:
    early = ("--on", "2026-10-15", *LATE)
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", *early)

    row = report_row(run, "1.1.1", *THIRD)
    assert (row["status"], row["late_entries"]) == ("本期无事项", 1)


def test_a_ruling_is_told_even_when_its_window_is_gone(run: Office) -> None:
    run.ok("waive", "1.1.1", "--for", "2026-Q3", *WHY)
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-07-01")

    told = run.ok("report", "--json").json["rulings"]
    assert [(ruling["ruling"], ruling["duty"]) for ruling in told] == [("豁免", "2026年三季度")]


# A clock that stands still


def test_what_went_out_by_its_deferred_date_is_waiting(run: Office) -> None:
    run.on("2026-10-12")
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-11-20", *WHY)
    run.on("2026-11-10")
    number = send_up(run, "1.1.1", "--for", "2026-Q3")
    run.on("2026-11-24")

    assert [row["kind"] for row in due(run)["overdue"] if row["number"] == number] == []


def test_a_deferral_before_a_stopped_clock_is_kept_and_moved_on(run: Office) -> None:
    run.on("2026-10-12")
    run.ok("defer", "1.1.1", "--for", "2026-Q3", "--to", "2026-10-30", *WHY)
    run.on("2026-10-14")
    number = send_up(run, "1.1.1", "--for", "2026-Q3")
    run.on("2026-11-16")
    reply(run, number)

    # 15 16 (2), 19…23 (7), 26…30 (12), 2…6 (17), 9…13 (22), 16 November (23); 23 more after
    # 30 October: 2…6 (5), 9…13 (10), 16…20 (15), 23…27 (20), 30 November 1 2 December (23).
    (row,) = [x for x in due(run, "--within", "30")["upcoming"] if x["for"] == "2026-Q3"]
    assert (row["due_on"], row["deferred_to"]) == ("2026-12-02", "2026-10-30")
    assert "报批23个工作日不计" in row["why"]


def test_days_outside_before_the_window_ended_are_not_added(run: Office) -> None:
    run.on("2026-11-10")
    number = send_up(run, "1.1.1", "--for", "2026-Q4")
    run.on("2026-12-10")
    reply(run, number)

    found = due(run, "--within", "60")["upcoming"]
    (row,) = [x for x in found if (x["code"], x["for"]) == ("1.1.1", "2026-Q4")]
    assert row["due_on"] == "2027-01-15"


def test_days_added_into_an_unknown_year_are_an_estimate(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-11-01")
    run.on("2026-12-02")
    number = send_up(run, "1.1.1", "--for", "2026-11")
    run.on("2026-12-30")
    reply(run, number)

    (row,) = [x for x in due(run, "--within", "60")["upcoming"] if x["for"] == "2026-11"]
    assert row["due_on"] > "2027-01-01"
    assert row["estimated"]
    assert "估算：2027年放假安排没有登记" in row["why"]


# 固定


def test_a_waived_review_gives_way_to_the_next(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.on("2027-12-01")
    run.ok("waive", "5.1.1", "--for", "2027-11-24复核", *WHY)

    assert [row for row in rows(due(run), "5.1.1") if row[0] == "固定"] == []
    later = rows(due(run, "--on", "2028-11-27"), "5.1.1")
    assert ("固定", None, "2028-11-24") in later


def test_a_change_and_a_review_on_one_day_are_ruled_on_apart(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.on("2027-11-24")
    run.ok("catalog", "changed", "5.1.1")

    both = run("waive", "5.1.1", "--for", "2027-11-24", *WHY)
    assert both.code == 3
    assert "2027-11-24复核、2027-11-24变更" in both.err
    run.ok("waive", "5.1.1", "--for", "2027-11-24复核", *WHY)
    left = [row["for"] for row in due(run, "--within", "60")["upcoming"] if row["code"] == "5.1.1"]
    assert left == ["2027-11-24变更"]


def test_a_review_is_answered_by_looking_and_says_how(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.walk("已公开", "1.2.1")
    run.on("2027-11-25")

    next_steps = {row["code"]: row["next"] for row in due(run)["overdue"] if row["kind"] == "固定"}
    assert next_steps["5.1.1"] == "pdisc catalog reconfirm 5.1.1"
    assert next_steps["1.2.1"].startswith("pdisc propose 1.2.1 ")


def test_nothing_is_reviewed_or_replaced_where_nothing_hangs(run: Office) -> None:
    number = run.walk("已公开", "5.1.1")
    run.ok("takedown", number, "--reason", "过期")
    run.on("2026-11-25")

    assert run("catalog", "reconfirm", "5.1.1").code == 3
    assert "没有另起时限" in run.ok("catalog", "changed", "5.1.1").err


def test_what_nobody_can_propose_any_more_can_be_waived(run: Office) -> None:
    run.ok("catalog", "retire", "3.1.1", "--reason", "不再承担")

    (row,) = [row for row in due(run)["overdue"] if row["code"] == "3.1.1"]
    assert row["next"] == f"pdisc waive 3.1.1 --for 2026-01-01 --reason 理由 --by {SECRETARY}"
    run.ok("waive", "3.1.1", "--for", "2026-01-01", *WHY)
    assert rows(due(run), "3.1.1") == []


def test_a_recorded_change_alters_nothing_that_outsiders_see(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    outside = ("--audience", "社会", "--json")
    run.on("2027-01-12")
    before = [run.ok(*words, *outside).out for words in (("due",), ("report", "--year", "2027"))]
    run.on("2026-11-24")
    run.ok("catalog", "changed", "5.1.1")
    run.on("2027-01-12")

    after = [run.ok(*words, *outside).out for words in (("due",), ("report", "--year", "2027"))]
    assert after == before


# 督促


def test_a_demand_about_filing_asks_for_filing(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    run.ok("urge", number, *BY)

    (row,) = due(run)["demands"]
    assert row["next"].startswith(f"pdisc archive {number} ")
    run.archive(number)
    assert due(run)["demands"] == []


def test_of_an_item_with_a_plan_in_hand_that_plan_is_demanded(run: Office) -> None:
    number = run.walk("已提出", "1.3.3")
    run.ok("urge", "1.3.3", *BY)

    assert [row["number"] for row in due(run)["demands"]] == [number]
    run.review(number)
    assert due(run)["demands"] == []


def test_a_demanded_plan_that_is_withdrawn_leaves_its_window_demanded(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.ok("urge", number, *BY)
    run.withdraw(number)

    assert len(due(run)["demands"]) == 1
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有")
    assert due(run)["demands"] == []


def test_a_proposal_for_no_window_answers_no_demand_for_one(run: Office) -> None:
    run.ok("urge", "1.1.1", *BY)
    run.propose("1.1.1")

    assert len(due(run)["demands"]) == 3


def test_a_look_answers_a_demand_about_a_standing_item(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.ok("urge", "5.1.1", *BY)
    run.ok("catalog", "reconfirm", "5.1.1")

    assert due(run)["demands"] == []


def test_a_demanded_review_is_answered_by_looking(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    run.on("2027-11-29")
    run.ok("urge", "5.1.1", *BY)

    (row,) = due(run)["demands"]
    assert (row["for"], row["next"]) == ("2027-11-24复核", "pdisc catalog reconfirm 5.1.1")


def test_what_is_ruled_on_already_is_named_as_she_knows_it(run: Office) -> None:
    run.ok("waive", "5.1.1", "--for", "2026-01-01", *WHY)

    assert (
        "5.1.1 2026-01-01起 已经在 2026-11-24 豁免"
        in run(*("waive", "5.1.1", "--for", "2026-01-01"), *WHY).err
    )


def test_an_older_demand_entered_late_does_not_replace_a_newer_one(run: Office) -> None:
    run.ok("urge", "1.3.3", "--to", "2026-12-10", *BY)
    run.ok("urge", "1.3.3", "--on", "2026-10-09", *LATE, *BY)

    assert [row["due_on"] for row in due(run, "--within", "30")["demands"]] == ["2026-12-10"]


def test_what_lies_with_the_superior_is_not_demanded_by_its_item_either(run: Office) -> None:
    send_up(run, "1.3.3")

    ran = run("urge", "1.3.3", *BY)
    assert ran.code == 3
    assert "报批中" in ran.err


def test_what_went_out_too_late_waits_and_is_demanded_of_nobody(run: Office) -> None:
    number = send_up(run, "1.1.1", "--for", "2026-Q3")

    assert [row["number"] for row in due(run)["waiting"]] == [number]
    asked = run.ok("urge", "--all-overdue", "--json", *BY).json["event"]["asked"]
    assert number not in [each.get("number") for each in asked]


def test_a_nil_return_from_before_the_ledger_counts_is_refused(run: Office) -> None:
    ran = run("nil", "1.1.1", "--for", "2025-Q4", "--reason", "没有")

    assert ran.code == 3
    assert "2025年四季度在台账起算日 2026-01-01 以前" in ran.err


# The catalogue over time


def test_a_publication_without_a_window_is_filed_under_the_one_that_is_owed(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-11-15")
    number = run.walk("已公开", "1.1.1")

    assert run.show(number)["window"] == "2026年11月"


def test_a_retirement_is_moved_by_restoring_first(run: Office) -> None:
    run.ok("catalog", "retire", "1.1.1", "--from", "2027-01-01", "--reason", "不再承担")
    again = run("catalog", "retire", "1.1.1", "--from", "2028-01-01", "--reason", "晚一年")
    assert again.code == 3
    assert "--restore --from 2027-01-01" in again.err
    run.ok("catalog", "retire", "1.1.1", "--from", "2027-01-01", "--reason", "改期", "--restore")
    run.ok("catalog", "retire", "1.1.1", "--from", "2028-01-01", "--reason", "晚一年")

    assert run("catalog", "set", "1.1.1", "--every", "每月", "--from", "2028-02-01").code == 3


def test_what_is_set_for_later_is_shown_today(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每半年", "--from", "2027-01-01")
    run.ok("catalog", "retire", "1.1.1", "--from", "2028-01-01", "--reason", "不再承担")

    shown = run.ok("catalog", "show", "1.1.1").out
    assert "自 2027-01-01 起：周期改为每半年" in shown
    assert "自 2028-01-01 起：停用" in shown
    later = run.ok("catalog", "show", "1.1.1", "--json").json["later"]
    assert [item["valid_from"] for item in later] == ["2027-01-01", "2028-01-01"]


def test_a_value_that_another_one_ends_says_until_when_it_holds(run: Office) -> None:
    ran = run.ok("config", "set", "定期宽限", "3", "--from", "2025-01-01")

    assert "只到 2026-01-01 之前；那天起是“10”" in ran.err


def test_days_that_no_window_holds_are_not_offered_in_a_circle(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-08-15")

    assert "期次写作 2026-09" in run("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有").err
    gone = run("nil", "1.1.1", "--for", "2026-07", "--reason", "没有")
    assert "2026-07-01 不属于任何一期" in gone.err


@pytest.mark.parametrize(
    "words",
    [("--since", "2026-11-01"), ("--holder", PROPOSER), ("--office", "办公室"), ("--exit-code",)],
    ids=lambda words: words[0],
)
def test_what_only_the_office_may_ask_is_refused_outside(
    run: Office, words: tuple[str, ...]
) -> None:
    ran = run("due", "--audience", "社会", *words)

    assert ran.code == 2
    assert words[0] in ran.err


def test_rows_of_one_reason_stand_together_under_it(run: Office) -> None:
    shown = run.ok("due", "--within", "60").out  # yearly and quarterly items alternate by code

    assert shown.count("2026年四季度至12月31日，宽限10个工作日") == 1
    assert shown.count("2026年至12月31日，宽限10个工作日") == 1
