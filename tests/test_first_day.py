"""Where a step is due after what it answers, people are shown the day that comes first."""

import re
from pathlib import Path

import pytest
from conftest import REVIEWER, SECRETARY, Office
from papers import lines_of, printed, section
from terminals import talk
from test_ical import events

OWED, LIMIT = "2026-10-20", "2026-10-22"
"""By when the third quarter is due, and by when a step of what was proposed on 19 October is."""


@pytest.fixture
def run(run: Office) -> Office:
    """Return an office that proposed for the third quarter one day before it was due."""
    run.on("2026-10-19")
    run.propose("1.1.1", "--for", "2026-Q3")
    return run


def told(run: Office, *words: str) -> str:
    """Return the lines of an answer about the disclosure, its reason included."""
    lines = run.ok(*words).out.splitlines()
    (place,) = (n for n, line in enumerate(lines) if "2026-0001" in line and "pdisc" not in line)
    return "\n".join(lines[place - 1 : place + 1])


def at_desk(run: Office) -> str:
    """Return the disclosure's line on the desk."""
    return next(x for x in talk(run, answers=["0"]).out.splitlines() if "2026-0001" in x)


def test_the_json_keeps_the_steps_own_day(run: Office) -> None:
    rows = run.ok("due", "--json").json["upcoming"]

    days = {row["kind"]: row["due_on"] for row in rows if row["number"] == "2026-0001"}

    assert days == {"审核": LIMIT, "定期": OWED}


def test_the_desk_and_the_check_show_the_day_of_what_is_answered(run: Office) -> None:
    assert re.search(r"审核 +10-20", at_desk(run))
    assert f"〔审核〕定期最迟 {OWED}，" in told(run, "due")
    assert f"（审核时限到 {LIMIT}）" in told(run, "due", "--all")


def test_a_day_late_is_counted_from_the_day_that_is_shown(run: Office) -> None:
    run.on("2026-10-21")

    assert "逾期1天" in at_desk(run)
    assert f"定期最迟 {OWED}，逾期1天，" in told(run, "due")
    csv = run.ok("due", "--format", "csv").out.splitlines()
    assert any(f",{OWED},1," in line and "审核" in line for line in csv)
    assert not any(f",{LIMIT},1," in line for line in csv)


def test_the_changes_since_a_day_show_it_too(run: Office) -> None:
    said = run.ok("due", "--since", "2026-10-19").out

    assert f"· {OWED}　审核　2026-0001" in said
    assert LIMIT not in said


def test_why_says_by_when_it_is_owed_before_the_steps_own_limit(run: Office) -> None:
    run.on("2026-10-21")

    said = run.ok("why", "2026-0001").out

    assert f"最迟 {OWED}，逾期1天\n这是2026年三季度的到期日；审核时限到 {LIMIT}" in said


def test_signed_papers_show_the_day_from_which_they_count(run: Office, tmp_path: Path) -> None:
    run.on("2026-10-26")

    week = printed(run, tmp_path, "每周要办")
    quarter = printed(run, tmp_path, "季报", "--for", "2026-Q3", "--on", "2026-10-26")

    (held,) = (line for line in lines_of(week) if "2026-0001" in line)
    assert OWED in held
    assert LIMIT not in held
    (late,) = (x for x in section(quarter, "五、逾期未办") if "2026-0001" in x)
    assert f"｜{OWED}｜6天｜" in late


def test_a_calendar_holds_the_step_on_the_day_that_comes_first(run: Office, tmp_path: Path) -> None:
    target = tmp_path / "到期.ics"
    run.ok("calendar", str(target))

    (step,) = (
        each
        for each in events(target.read_bytes()).values()
        if str(each["SUMMARY"]).startswith("审核 2026-0001")
    )

    assert str(step.decoded("DTSTART")) == OWED
    assert "审核时限到2026年10月22日" in str(step["DESCRIPTION"])


def test_a_demand_for_the_next_step_names_that_day(run: Office, tmp_path: Path) -> None:
    run.on("2026-10-26")
    run.ok("urge", "2026-0001", "--by", SECRETARY)

    paper = "".join(lines_of(printed(run, tmp_path, "催办单", "2026-0001")))

    assert "2026年10月20日｜6天" in paper


def test_a_step_that_is_due_first_keeps_its_own_day(run: Office) -> None:
    run.on("2026-10-20")
    run.propose("1.1.2", "--for", "2026-Q4")

    said = run.ok("due").out

    assert f"〔审核〕最迟 2026-10-23，2026-10-20 起，今天刚到；找：{REVIEWER}；" in said
