"""--as-of: what was printed on a day is printed again, whatever was recorded since."""

from pathlib import Path
from typing import Any

import pytest
from conftest import COMMITTEE, PROPOSER, REVIEWER, SECOND_PROPOSER, SECRETARY, SUPERIOR, Office

LATE = ("--late-reason", "停电")


def said(run: Office, *words: str) -> tuple[Any, Any]:
    """Return the weekly check and the report, without what names the day of asking."""
    due = run.ok("due", "--json", *words).json
    report = run.ok("report", "--year", "2026", "--json", *words).json
    for document in (due, report):
        document.pop("as_of")
        document.pop("receipt", None)
    return due, report


def year(run: Office, folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return what was done on each day: every kind of entry that can change an answer."""
    own = folder / "本单位.yaml"
    own.write_text("off: [{day: 2026-12-28, name: 本单位放假}]", encoding="utf-8")
    ruling = ("--reason", "机构改革", "--by", SECRETARY)
    review = ("--by", REVIEWER, "--necessity", "通过", "--accuracy", "通过")
    passed = (*review, "--secrecy", "通过", "--privacy", "通过")
    plan = ("--title", "题", "--content", "文")
    return {
        "2026-11-25": [
            ("propose", "1.1.1", *plan),
            ("propose", "1.3.3", "--occurred", "2026-11-23", *plan),
        ],
        "2026-11-26": [
            ("revise", "2026-0001", "--for", "2026-Q3", "--planned", "2026-12-01"),
            ("review", "2026-0002", *passed),
            ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有"),
        ],
        "2026-11-27": [
            ("review", "2026-0001", *passed),
            ("approve", "2026-0002", "--by", COMMITTEE, "--drop-channel", "网站"),
            ("defer", "1.3.1", "--for", "2026-Q3", "--to", "2026-12-20", *ruling),
        ],
        "2026-11-30": [
            ("approve", "2026-0001", "--by", SECRETARY, "--escalate", "测试县委"),
            ("publish", "2026-0002", "--channel", "会议", "--place", "会议室"),
            ("config", "set", "定期宽限", "30", "--from", "2026-12-01"),
        ],
        "2026-12-01": [
            ("staff", "close", SECOND_PROPOSER),
            ("staff", "add", "测试新人", "--office", "支部", "--role", "审核"),
            ("catalog", "set", "2.1.1", "--every", "每月", "--from", "2026-12-01"),
            ("waive", "2.2.1", "--for", "2026-Q3", *ruling),
        ],
        "2026-12-02": [
            ("approve", "2026-0001", "--by", SUPERIOR, "--document-number", "测委〔2026〕1号"),
            ("urge", "2.2.2", "--by", SECRETARY),
            ("nil", "1.3.2", "--for", "2026-Q2", "--reason", "没有", "--on", "2026-07-06", *LATE),
        ],
        "2026-12-03": [
            ("publish", "2026-0001", "--channel", "公开栏", "--place", "一楼"),
            ("workdays", "own", str(own)),
            ("catalog", "retire", "4.7.1", "--reason", "不再承担"),
        ],
        "2026-12-04": [
            ("takedown", "2026-0001", "--channel", "公开栏", "--reason", "有误"),
            ("nil", "2.2.2", "--for", "2026-Q3", "--reason", "没有"),
            ("staff", "close", REVIEWER),
        ],
        "2026-12-07": [
            ("correct", "2026-0001", "--content", "更正"),
            ("withdraw", "2026-0003", "--reason", "不用"),
        ],
    }


@pytest.fixture
def lived(run: Office, tmp_path: Path) -> tuple[Office, dict[str, tuple[Any, Any]]]:
    """Return a ledger after two weeks, and what it said at the end of each day."""
    then = {"2026-11-24": said(run)}
    for day, acts in year(run, tmp_path).items():
        run.on(day)
        for words in acts:
            run.ok(*words)
        then[day] = said(run)
    run.on("2027-03-01")
    return run, then


def test_what_was_said_on_a_day_is_said_again(
    lived: tuple[Office, dict[str, tuple[Any, Any]]],
) -> None:
    run, then = lived

    for day, told in then.items():
        assert said(run, "--as-of", day) == told, day


def test_before_the_first_record_there_is_the_ledgers_beginning(run: Office) -> None:
    run.ok("config", "set", "定期宽限", "30", "--from", "2026-01-01")
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-01-01")
    run.ok("catalog", "set", "2.1.1", "--office", "综合科", "--from", "2026-01-01")

    due, _ = said(run, "--as-of", "2026-10-20")

    (row,) = [row for row in due["upcoming"] if row["code"] == "1.1.1"]
    assert (row["window"], row["due_on"]) == ("2026年三季度", "2026-10-20")
    assert {row["office"] for row in due["upcoming"]} == {"办公室"}


def test_a_closed_term_holds_as_of_the_days_before_it_was_closed(run: Office) -> None:
    number = run.walk("已提出", "1.3.3")
    run.on("2026-11-30")
    run.ok("staff", "close", REVIEWER)

    def holder(*words: str) -> str:
        found = run.ok("due", "--json", "--within", "30", *words).json
        rows = [*found["overdue"], *found["upcoming"]]
        return str(next(row["holder"] for row in rows if row["number"] == number))

    assert holder("--as-of", "2026-11-27") == REVIEWER
    assert holder() == "审核人"


def test_what_stood_before_something_recorded_by_then_counts_whatever_the_clock_said(
    run: Office,
) -> None:
    run.on("2026-12-25")
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", "--by", PROPOSER)
    run.on("2026-11-25")
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有", "--by", PROPOSER)

    found = run.ok("due", "--as-of", "2026-11-25", "--on", "2026-12-31", "--json").json

    late = [row["code"] for row in found["overdue"] if row["window"] == "2026年三季度"]
    assert "1.1.1" not in late
    assert "1.1.2" not in late


def test_asking_about_the_past_changes_nothing(run: Office) -> None:
    before = {path: path.read_bytes() for path in run.ledger.rglob("*") if path.is_file()}

    run.ok("due", "--as-of", "2026-11-24", "--since", "2026-11-01")
    run.ok("report", "--as-of", "2026-11-01", "--audience", "社会")

    after = {path: path.read_bytes() for path in run.ledger.rglob("*") if path.is_file()}
    assert after == before
