"""作废: a registration that was a slip counts no more; it stays in the journal (user.md A7)."""

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import (
    COMMITTEE,
    NOW,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    Office,
    Ran,
)

from pdisc.clock import FixedClock

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WHY = ("--reason", "登记错了")


def seq_of(ran: Ran) -> str:
    """Return what stands first in the 回执 of a command."""
    found = re.search(r"回执 (\d+)-", ran.out)
    assert found, ran.out
    return found[1]


def annulled(run: Office, seq: str, *more: str) -> Any:
    return run.ok("annul", seq, *WHY, *more, "--json").json


def obligation(run: Office, code: str, *more: str) -> list[str]:
    due = run.ok("due", "--json", "--within", "400", *more).json
    rows = [*due["overdue"], *due["upcoming"]]
    return [f"{row['due_on']} {row['for']}" for row in rows if row["code"] == code]


def reported(run: Office, *more: str) -> Any:
    return run.ok("report", "--year", "2026", "--json", *more).json


# What counts as if it had never been


def test_a_nil_return_that_was_annulled_counts_on_no_day_and_can_be_given_again(
    run: Office,
) -> None:
    before = obligation(run, "1.3.1")
    nil = ("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有")
    seq = seq_of(run.ok(*nil))
    assert obligation(run, "1.3.1") != before

    done = annulled(run, seq)

    assert done["kind"] == "作废"
    assert (done["event"]["entry"], done["event"]["reason"]) == (int(seq), "登记错了")
    assert done["receipt"] == run.verify()["receipt"]
    assert "1.3.1 2026年三季度：又要公开，2026-10-20 到期，已逾期35天" in done["notices"]
    for day in ("2026-11-23", "2026-11-24"):
        assert any("2026-Q3" in each for each in obligation(run, "1.3.1", "--on", day))
    assert obligation(run, "1.3.1") == before
    run.ok(*nil)
    assert run.verify()["ok"]


def test_the_state_before_an_annulment_is_known_as_of_its_eve_alone(run: Office) -> None:
    seq = seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有"))
    answered = obligation(run, "1.3.1")
    run.on("2026-11-26")
    annulled(run, seq)

    assert obligation(run, "1.3.1", "--as-of", "2026-11-25") == answered
    assert obligation(run, "1.3.1", "--as-of", "2026-11-26") != answered
    assert obligation(run, "1.3.1", "--on", "2026-11-25") != answered
    assert reported(run, "--as-of", "2026-11-25")["annulled"] == []


def test_an_occurrence_that_never_was_is_not_owed_any_more(run: Office) -> None:
    seq = seq_of(run.ok("occurred", "1.3.3", "--on", "2026-11-02", "--late-reason", "忘了"))
    assert obligation(run, "1.3.3") == ["2026-11-30 2026-11-02"]

    done = annulled(run, seq)

    assert obligation(run, "1.3.3") == []
    assert "1.3.3 2026-11-02发生：不再要求公开" in done["notices"]
    row = next(row for row in reported(run)["rows"] if row["code"] == "1.3.3")
    assert (row["due"], row["status"]) == (0, "未发生")


def test_a_change_and_a_review_that_were_slips_move_no_date(run: Office) -> None:
    run.walk("已公开", "3.1.1")
    before = obligation(run, "3.1.1")
    for words in (("catalog", "changed", "3.1.1"), ("catalog", "reconfirm", "3.1.1")):
        run.on("2026-11-25")
        seq = seq_of(run.ok(*words))
        annulled(run, seq)
        assert obligation(run, "3.1.1") == before, words
        run.ok(*words)
        annulled(run, str(int(seq) + 2))
    assert run.verify()["ok"]


def test_a_deferral_that_replaced_an_earlier_one_gives_way_to_it(run: Office) -> None:
    defer = ("defer", "1.3.1", "--for", "2026-Q4", "--reason", "换届", "--by", SECRETARY, "--to")
    usual = obligation(run, "1.3.1")
    first = seq_of(run.ok(*defer, "2027-02-26"))
    once = obligation(run, "1.3.1")
    second = seq_of(run.ok(*defer, "2027-03-26"))

    told = annulled(run, second, "--by", SECRETARY)["notices"]

    assert "1.3.1 2026年四季度：到期日 2027-03-26→2027-02-26" in told
    assert obligation(run, "1.3.1") == once
    annulled(run, first, "--by", SECRETARY)
    assert obligation(run, "1.3.1") == usual
    assert [gone["entry"] for gone in reported(run)["annulled"]] == [int(second), int(first)]
    assert reported(run)["rulings"] == []


def test_a_waiver_and_a_demand_are_taken_back(run: Office) -> None:
    before = obligation(run, "2.1.1")
    waiver = ("waive", "2.1.1", "--for", "2026-Q3", "--reason", "机构改革", "--by", SECRETARY)
    if run(*waiver, "--dry-run").code:
        waiver = ("waive", "1.3.1", "--for", "2026-Q3", "--reason", "改革", "--by", SECRETARY)
    annulled(run, seq_of(run.ok(*waiver)), "--by", SECRETARY)
    assert obligation(run, "2.1.1") == before
    seq = run.ok("urge", "1.3.1", "--by", SECRETARY, "--json").json["seq"]
    assert run.ok("due", "--json").json["demands"]

    annulled(run, str(seq), "--by", SECRETARY)

    assert run.ok("due", "--json").json["demands"] == []
    assert run.verify()["ok"]


def test_a_name_that_was_typed_wrong_is_nobodys_any_more(run: Office) -> None:
    ran = run.ok("staff", "add", "写错的姓名", "--office", "办公室", "--role", "承办")
    annulled(run, seq_of(ran))

    assert "写错的姓名" not in run.ok("staff", "list").out
    assert run("nil", "1.3.1", "--for", "2026-Q3", "--reason", "无", "--by", "写错的姓名").code == 4
    run.ok("staff", "add", "写错的姓名", "--office", "办公室", "--role", "承办")


# What is shown of it


def test_what_was_annulled_stays_in_the_journal_struck_through(run: Office) -> None:
    seq = int(seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有")))
    by = run.ok("annul", str(seq), *WHY, "--by", SECRETARY, "--json").json["seq"]

    logged = {each["seq"]: each for each in run.ok("log", "1.3.1", "--json").json["events"]}
    assert logged[seq]["annulled"] == {
        "seq": by,
        "by": SECRETARY,
        "on": "2026-11-24",
        "reason": "登记错了",
    }
    assert logged[seq]["event"]["reason"] == "没有"
    assert logged[by]["annulled"] is None
    table = run.ok("log").out
    assert "〔已作废〕无事项" in table
    assert f"〔{SECRETARY} 2026-11-24 作废，见第{by}条：登记错了〕" in table
    assert f"作废第{seq}条；登记错了" in table


def test_the_report_counts_what_was_annulled_and_outsiders_hear_nothing(run: Office) -> None:
    seq = int(seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有")))
    gone = annulled(run, str(seq))

    (row,) = reported(run)["annulled"]
    assert row == {
        "seq": gone["seq"],
        "entry": seq,
        "kind": "无事项",
        "subject": "1.3.1",
        "duty": "2026年三季度",
        "entered_by": PROPOSER,
        "entered_on": "2026-11-24",
        "by": PROPOSER,
        "on": "2026-11-24",
        "reason": "登记错了",
        "late_entry": False,
    }
    for period, told in (("2026-Q3", 1), ("2026-Q4", 1), ("2026-Q2", 0)):
        found = run.ok("report", "--quarter", period, "--json").json["annulled"]
        assert len(found) == told, period
    page = run.ok("report", "--year", "2026").out
    assert "作废的登记1条，都不计入上面各数：" in page
    outside = run.ok("report", "--year", "2026", "--audience", "社会", "--json").out
    assert "annulled" not in outside
    assert "作废" not in outside


def test_a_dry_run_says_what_would_be_and_records_nothing(run: Office) -> None:
    seq = seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有"))
    before = run.verify()

    done = annulled(run, seq, "--dry-run")

    assert done["receipt"] is None
    assert done["dry_run"]
    assert any("又要公开" in notice for notice in done["notices"])
    assert run.verify() == before


# Which entry is meant


def test_the_whole_receipt_is_understood_and_held_against_the_ledger(run: Office) -> None:
    ran = run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有", "--json")
    receipt, seq = ran.json["receipt"], ran.json["seq"]
    other = receipt[:-1] + ("2" if receipt[-1] != "2" else "3")

    wrong = run("annul", other, *WHY)
    assert wrong.code == 4
    assert f"和这本台账的第{seq}条对不上" in wrong.err
    for typed in (
        receipt,
        receipt.lower(),
        f"回执 {receipt}",
        f"第{seq}条",
        str(seq).translate(WIDE),
    ):
        run.ok("annul", typed, *WHY, "--dry-run")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abc", 2),
        ("0", 2),
        ("-1", 2),
        ("2026-0001", 2),
        ("12-K7QF", 2),
        ("1" * 40, 2),
        ("99999", 4),
        ("999999999999999", 4),
    ],
)
def test_what_names_no_entry_is_told_apart(run: Office, typed: str, code: int) -> None:
    before = run.verify()
    assert run("annul", *WHY, "--", typed).code == code
    assert run.verify() == before


def test_a_reason_is_required_and_an_empty_call_lists_all_that_is_missing(run: Office) -> None:
    ran = run("annul")
    assert ran.code == 2
    assert "回执" in ran.err
    assert "--reason" in ran.err
    assert run("annul", "3", "--reason", " ").code == 2


# Who may, and what can't be


def test_only_who_decided_it_or_an_approver_may_annul(run: Office) -> None:
    seq = seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有"))

    refused = run("annul", seq, *WHY, "--by", SECOND_PROPOSER)

    assert refused.code == 3
    assert f"由{PROPOSER}本人或有审批职责的人作废" in refused.err
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "拒绝"
    assert run("annul", seq, *WHY, "--by", "不在名单的人").code == 4
    run.ok("annul", seq, *WHY, "--by", COMMITTEE)


def test_what_is_annulled_is_annulled_once_and_for_all(run: Office) -> None:
    seq = seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有"))
    again = annulled(run, seq)["seq"]

    twice = run("annul", seq, *WHY)
    assert twice.code == 3
    assert f"已经作废：{PROPOSER} 2026-11-24，登记错了" in twice.err
    back = run("annul", str(again), *WHY)
    assert back.code == 3
    assert f"第{seq}条（无事项）还要的，重新登记一次" in back.err


def test_decisions_and_settings_are_no_registrations(run: Office) -> None:
    number = run.walk("已审批")
    run.ok("config", "set", "审核时限", "5")
    run.ok("catalog", "set", "1.1.1", "--every", "每月")
    run.ok("staff", "close", SECOND_PROPOSER)
    for event in run.ok("log", "--json").json["events"]:
        if event["kind"] in ("任职", "作废", "拒绝"):
            continue
        ran = run("annul", str(event["seq"]), *WHY, "--by", SECRETARY)
        assert ran.code == 3, event["kind"]
        assert "不能作废" in ran.err
        assert "下一步：" in ran.err
        if event["subject"] == number:
            assert "是五步里的决定，不是登记" in ran.err
            assert f"pdisc withdraw {number} --reason 理由" in ran.err
    assert run.verify()["ok"]


def test_an_annulment_keeps_its_own_date_and_its_own_late_reason(run: Office) -> None:
    seq = seq_of(run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有"))
    assert run("annul", seq, *WHY, "--on", "2026-11-23").code == 3
    assert run("annul", seq, *WHY, "--on", "2026-11-25").code == 3
    run.on("2026-12-15")
    late = run("annul", seq, *WHY, "--on", "2026-11-25")
    assert late.code == 3
    assert "补录" in late.err
    annulled(run, seq, "--on", "2026-11-25", "--late-reason", "出差")
    assert reported(run)["annulled"][0]["late_entry"]


# What leans on it


def test_an_occurrence_with_a_disclosure_of_that_day_is_told_to_be_owed_still(run: Office) -> None:
    seq = seq_of(run.ok("occurred", "1.3.3", "--on", "2026-11-23"))
    number = run.propose("1.3.3", "--occurred", "2026-11-23")
    before = obligation(run, "1.3.3")

    told = " ".join(annulled(run, seq)["notices"])

    assert f"{number}（已提出）本身写着 2026-11-23 发生，这一项照样要公开" in told
    assert f"pdisc withdraw {number} --reason 理由" in told
    assert obligation(run, "1.3.3") == before
    run.withdraw(number)
    assert obligation(run, "1.3.3") == []


def test_an_appointment_under_which_somebody_signed_is_closed_not_annulled(run: Office) -> None:
    ran = run.ok("staff", "add", "测试新人", "--office", "办公室", "--role", "承办")
    seq = seq_of(ran)
    nil = run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有", "--by", "测试新人")

    refused = run("annul", seq, *WHY)

    assert refused.code == 3
    assert "测试新人 已经凭这次任职签办过：2026-11-24 无事项 1.3.1" in refused.err
    assert "pdisc staff close 测试新人" in refused.err
    annulled(run, seq_of(nil), "--by", SECRETARY)
    annulled(run, seq)


def test_a_second_role_that_nobody_used_goes_though_its_bearer_signed_by_the_first(
    run: Office,
) -> None:
    more = run.ok("staff", "add", SECOND_PROPOSER, "--office", "综合科", "--role", "审核")
    plan = ("--title", "示例标题", "--content", "示例正文")
    run.ok("propose", "1.1.1", *plan, "--by", SECOND_PROPOSER)
    run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有", "--by", SECOND_PROPOSER)

    annulled(run, seq_of(more))

    listed = {
        each["name"]: each["roles"] for each in run.ok("staff", "list", "--json").json["staff"]
    }
    assert listed[SECOND_PROPOSER] == ["承办"]


def test_the_last_approver_may_go_and_it_is_said_what_that_means(tmp_path: Path) -> None:
    run = Office(tmp_path / "台账", FixedClock(NOW))
    run.ok("init", "--unit", "测试单位", "--since", "2026-01-01")
    ran = run.ok("staff", "add", "写错的姓名", "--office", "支部", "--role", "审批")

    told = annulled(run, seq_of(ran))["notices"]

    assert any(each.startswith("作废后没有人有审批职责") for each in told)
    run.ok("staff", "add", SECRETARY, "--office", "支部", "--role", "审批")
    assert run.verify()["ok"]


def test_an_office_is_not_annulled_while_somebody_acts_for_it(run: Office) -> None:
    seq = str(run.ok("log", COMMITTEE, "--json").json["events"][0]["seq"])
    run.ok(
        *("staff", "add", "测试代理", "--office", "支部", "--role", "审批"),
        *("--authority", "支部委员会", "--acting-for", COMMITTEE, "--to", "2026-12-31"),
        *("--document-number", "示例〔2026〕1号", "--by", SECRETARY),
    )
    refused = run("annul", seq, *WHY, "--by", SECRETARY)
    assert refused.code == 3
    assert f"测试代理 正代{COMMITTEE}审批" in refused.err
    assert REVIEWER in run.ok("staff", "list").out
