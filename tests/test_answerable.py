"""Whatever is owed can be answered: by its own `next`, by 豁免, and a window by its name.

What an item was on a day is told once (`registers.items.version_on`): what is owed follows from it,
and what may be recorded.
"""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, ROSTER, SECRETARY, Office
from papers import lines_of, printed
from test_hints_typed import filled_in

from pdisc.clock import FixedClock

WHY = ("--reason", "示例情况属实", "--by", SECRETARY)
LATE = ("--late-reason", "补记")


def opened(ledger: Path, made_on: str, since: str) -> Office:
    """Return an office whose ledger was made on a day and counts from another."""
    office = Office(ledger, FixedClock(NOW))
    office.on(made_on)
    office.ok("init", "--unit", "测试单位", "--since", since)
    for name, at, *roles in ROSTER:
        office.ok("staff", "add", name, "--office", at, *roles)
    return office


def moved_back(ledger: Path, *change: str) -> Office:
    """Return one counted from its first day, on which an item is changed, and then from January."""
    office = opened(ledger, "2026-11-24", "2026-11-24")
    office.ok("catalog", "set", *change, *WHY)
    office.on("2026-12-01")
    office.ok("config", "set", "since", "2026-01-01", *WHY)
    return office


def half_yearly_from_day_one(ledger: Path) -> Office:
    return moved_back(ledger, "3.4.1", "--every", "每半年")


def periodic_from_day_one(ledger: Path) -> Office:
    return moved_back(ledger, "5.1.1", "--timing", "定期", "--every", "每季度")


def standing_from_day_one(ledger: Path) -> Office:
    return moved_back(ledger, "3.4.1", "--timing", "固定")


def half_yearly_from_before_its_versions(ledger: Path) -> Office:
    office = moved_back(ledger, "2.1.1", "--office", "综合科")
    office.ok("catalog", "set", "3.4.1", "--every", "每半年", "--on", "2026-06-01", *LATE, *WHY)
    return office


def plan_turned(*words: str) -> Callable[[Path], Office]:
    def turned(ledger: Path) -> Office:
        office = opened(ledger, "2026-11-24", "2026-01-01")
        office.ok("catalog", *words, *WHY)
        office.on("2026-12-20")
        return office

    return turned


HISTORIES = {
    "每半年": half_yearly_from_day_one,
    "固定改定期": periodic_from_day_one,
    "定期改固定": standing_from_day_one,
    "从目录以前改": half_yearly_from_before_its_versions,
    "计划改每季度": plan_turned("set", "1.2.1", "--timing", "定期", "--every", "每季度"),
    "计划改每年": plan_turned("set", "1.2.1", "--timing", "定期", "--every", "每年"),
    "计划改随时": plan_turned("set", "1.2.1", "--timing", "随时"),
    "计划停用": plan_turned("retire", "1.2.1"),
}


def owed(office: Office) -> list[dict[str, Any]]:
    due = office.ok("due", "--json").json
    rows = [*due["overdue"], *due["upcoming"]]
    return [row for row in rows if row["code"] in ("1.2.1", "3.4.1", "5.1.1")]


@pytest.mark.parametrize("history", HISTORIES)
def test_what_is_owed_can_be_answered(tmp_path: Path, history: str) -> None:
    office = HISTORIES[history](tmp_path / "台账")
    rows = owed(office)
    assert rows
    for row in rows:
        at = (row["code"], "--for", row["for"])
        ways = [filled_in(shlex.split(row["next"])[1:], tmp_path), ("waive", *at, *WHY)]
        if row["window"]:
            ways.append(("opening", *at, *WHY))
        if row["window"] and row["timing"] == "定期" and row["days_overdue"] > 0:
            ways.append(("nil", *at, "--reason", "没有此类事项"))
        for way in ways:
            ran = office(*way, "--dry-run")
            assert ran.code == 0, (way, ran.err)
    assert office.verify()["ok"]


def test_and_so_can_the_sheet_and_all_at_once(tmp_path: Path) -> None:
    office = half_yearly_from_day_one(tmp_path / "台账")
    office.ok("opening", "--all-owed", *WHY)
    assert [row["window"] for row in owed(office) if row["code"] == "3.4.1"] == []
    assert "“2026年二季度”不是它的期次" in office("waive", "3.4.1", "--for", "2026-Q2", *WHY).err
    assert office.verify()["ok"]


def test_the_plan_of_the_year_is_answered_and_a_window_does_not_stand_for_it(
    tmp_path: Path,
) -> None:
    office = HISTORIES["计划改每季度"](tmp_path / "台账")
    nothing = office("nil", "1.2.1", "--for", "2026", "--reason", "没有此类事项")
    assert nothing.code == 3
    assert "要公开新的" in nothing.err
    office.walk_every_step("已公开", "1.2.1", "--for", "2026-Q4")
    assert [row["window"] for row in owed(office) if row["code"] == "1.2.1"] == ["2026年"]
    office.walk_every_step("已公开", "1.2.1", "--for", "2026")
    assert [row["window"] for row in owed(office) if row["code"] == "1.2.1"] == []
    assert office.verify()["ok"]


def test_one_ruling_frees_from_both_of_a_year(tmp_path: Path) -> None:
    """A plan of the year, made a 定期 item of each year, is owed twice, by one name."""
    office = HISTORIES["计划改每年"](tmp_path / "台账")
    office.ok("waive", "1.2.1", "--for", "2026", *WHY)
    again = office("waive", "1.2.1", "--for", "2026", *WHY)
    assert again.code == 3
    assert "已经在 2026-12-20 豁免" in again.err
    office.on("2027-02-20")
    assert "2026年" not in [row["window"] for row in owed(office) if row["code"] == "1.2.1"]


def test_a_change_before_all_versions_leaves_what_was_before_it(tmp_path: Path) -> None:
    office = half_yearly_from_before_its_versions(tmp_path / "台账")
    windows = [row["window"] for row in owed(office) if row["code"] == "3.4.1"]
    assert windows[:2] == ["2026年一季度", "2026年上半年"]
    quarter = office.ok("report", "--quarter", "2026-Q1", "--json").json["rows"]
    assert len({row["code"] for row in quarter}) > 30, "the other items are there as well"


def test_a_review_of_before_leaves_what_was_set_on_day_one(tmp_path: Path) -> None:
    """What it confirms is the version that holds, not what was recorded first and never held."""
    office = moved_back(tmp_path / "台账", "1.1.2", "--office", "示例科")
    for name, at, *roles in ROSTER:
        office.ok("staff", "add", name, "--office", at, *roles, "--from", "2026-01-01")
    number = office.propose("1.1.2", "--on", "2026-06-15", *LATE)
    office.review(number, "--on", "2026-06-15", *LATE)
    shown = office.ok("catalog", "show", "1.1.2", "--json").json
    assert (shown["office"], "scope" in shown["inferred"]) == ("示例科", False)
    assert office.verify()["ok"]


def test_of_two_changes_on_one_day_verify_takes_the_later(run: Office) -> None:
    for changed in ("党内", "社会"):
        run.ok("catalog", "set", "1.1.1", "--scope", changed, *WHY)
    number = run.walk_every_step("已公开", "1.1.1")
    asked = run.ok("request", "add", "--content", "想看看", "--json").json["id"]
    run.ok("request", "decide", asked, "--outcome", "已公开", "--with", number, "--by", SECRETARY)
    assert run.verify()["ok"]


def test_of_two_changes_on_one_day_a_form_prints_the_later(run: Office, tmp_path: Path) -> None:
    run.ok("catalog", "set", "1.1.1", "--timing", "固定", *WHY)
    run.ok("catalog", "set", "1.1.1", "--timing", "定期", "--every", "每季度", *WHY)
    number = run.propose("1.1.1")
    said = "\n".join(lines_of(printed(run, tmp_path, "审批表", number)))
    assert "定期" in said
    assert "固定" not in said
