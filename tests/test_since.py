"""`config set since`: the day on which a ledger begins is put right, if no entry lies before."""

from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, PROPOSER, ROSTER, SECRETARY, Office

from pdisc.clock import FixedClock

WHY = ("--reason", "建账时写错", "--by", SECRETARY)


@pytest.fixture
def begun(tmp_path: Path) -> Office:
    """Return an office whose ledger was made without --since, with its people."""
    office = Office(tmp_path / "台账", FixedClock(NOW))
    office.ok("init", "--unit", "测试单位")
    for name, at, *roles in ROSTER:
        office.ok("staff", "add", name, "--office", at, *roles)
    return office


def overdue(office: Office, code: str, *words: str) -> list[str | None]:
    rows: list[dict[str, Any]] = office.ok("due", "--json", *words).json["overdue"]
    return [row["window"] for row in rows if row["code"] == code]


def test_an_earlier_day_brings_the_windows_that_end_from_then_on(begun: Office) -> None:
    assert overdue(begun, "1.1.1") == []

    ran = begun.ok("config", "set", "since", "2026-06-01", *WHY, "--json")

    assert overdue(begun, "1.1.1") == ["2026年二季度", "2026年三季度"]
    assert ran.json["kind"] == "起算日"
    assert any("新增" in told for told in ran.json["notices"])
    assert any(PROPOSER in told and "staff add" in told for told in ran.json["notices"])
    assert begun.verify()["ok"]
    report = begun.ok("report", "--year", "2026", "--json").json
    assert next(row for row in report["rows"] if row["code"] == "1.1.1")["due"] >= 2


def test_as_of_a_day_before_it_was_moved_the_old_day_holds(begun: Office) -> None:
    begun.on("2026-11-26")
    begun.ok("config", "set", "起算日", "2026-06-01", *WHY)
    begun.on("2026-11-27")

    assert overdue(begun, "1.1.1", "--as-of", "2026-11-25") == []
    assert len(overdue(begun, "1.1.1")) == 2


def test_a_later_day_takes_windows_away_and_no_entry_may_lie_before_it(run: Office) -> None:
    assert "2026年一季度" in overdue(run, "1.1.1")

    ran = run.ok("config", "set", "since", "2026-07-01", *WHY, "--json")
    run.ok(
        "nil",
        "2.2.2",
        "--for",
        "2026-Q3",
        "--on",
        "2026-10-09",
        "--late-reason",
        "补记",
        "--reason",
        "没有此类事项",
    )
    refused = run("config", "set", "since", "2026-11-01", *WHY)
    back = run.ok("config", "set", "since", "2026-10-09", *WHY)

    assert any("不再要求" in told for told in ran.json["notices"])
    assert "2026年一季度" not in overdue(run, "1.1.1")
    assert refused.code == 3
    assert "无事项 2.2.2" in refused.err
    assert "2026-10-09" in refused.err
    assert back.code == 0
    assert run.verify()["ok"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("since", "2026-11-25"), 3, "之后"),
        (("since", "2026-01-01"), 3, "本来就是"),
        (("since", "不是日期"), 2, "不是日期"),
        (("since", "2026-07-01", "--basis", "示例"), 2, "--basis"),
        (("审核时限", "5", "--reason", "示例"), 2, "--basis"),
        (("since", "2026-07-01", "--by", PROPOSER), 3, "审批"),
    ],
)
def test_what_it_cant_be_is_refused(
    run: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    why = () if "--reason" in words else ("--reason", "写错")

    ran = run("config", "set", *words, *why)

    assert ran.code == code, ran
    assert said in ran.err


def test_it_wants_a_reason(run: Office) -> None:
    ran = run("config", "set", "since", "2026-07-01")

    assert ran.code == 2
    assert "--reason" in ran.err


def test_an_act_for_a_day_before_the_old_beginning_may_be_entered_now(begun: Office) -> None:
    begun.ok("config", "set", "since", "2026-06-01", *WHY)
    begun.ok(
        *("staff", "add", PROPOSER, "--office", "办公室", "--role", "承办", "--from", "2026-06-01"),
    )

    begun.ok(
        "propose",
        "5.1.1",
        "--title",
        "议事规则",
        "--content",
        "按章程议事。",
        "--on",
        "2026-06-15",
        "--late-reason",
        "建账时补记",
        "--by",
        PROPOSER,
    )

    assert begun.verify()["ok"]


@pytest.mark.parametrize("name", ["since", "起算日"])
def test_it_can_be_looked_up_as_a_setting_can(run: Office, name: str) -> None:
    (found,) = run.ok("config", "show", name, "--json").json["settings"]

    assert (found["name"], found["value"]) == ("起算日", "2026-01-01")
