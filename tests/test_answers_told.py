"""What a command answers to a person is about what was just done, in the words she uses."""

from pathlib import Path

from conftest import PROPOSER, SECRETARY, Office


def test_papers_that_came_later_are_told_and_not_the_step_before_them(
    run: Office, tmp_path: Path
) -> None:
    number = run.walk("已公开")
    paper = tmp_path / "审批表.jpg"
    paper.write_bytes(b"\xff\xd8\xff\xe0 photo")

    given = ("--step", "审批", "--file", str(paper), "--by", PROPOSER)
    said = run.ok("evidence", number, *given).out

    assert "：补件，审批：审批表.jpg" in said.splitlines()[0]


def test_a_window_put_right_is_told_with_both_windows(run: Office) -> None:
    number = run.walk("已公开")
    given = ("--for", "2026-Q2", "--reason", "期次写错", "--by", SECRETARY)

    said = run.ok("reassign", number, *given).out

    assert "：改期次，" in said.splitlines()[0]
    assert "改为2026年二季度" in said.splitlines()[0]


def test_what_was_kept_on_paper_is_answered_by_the_names_of_its_windows(run: Office) -> None:
    why = ("--reason", "建账前按纸质台账公开", "--by", SECRETARY)

    said = run.ok("opening", "1.3.1", "--for", "2026-Q1", "--for", "2026-Q2", *why).out

    assert said.startswith("1.3.1 2026年一季度、2026年二季度：期初")


def test_a_ruling_is_answered_by_the_name_of_its_window(run: Office) -> None:
    why = ("--reason", "年底集中换届", "--by", SECRETARY)

    put_off = run.ok("defer", "1.1.1", "--for", "2026-Q4", "--to", "2027-01-29", *why).out
    waived = run.ok("waive", "1.1.2", "--for", "2026-Q4", *why).out

    assert put_off.startswith("1.1.1 2026年四季度：顺延至 2027-01-29\n")
    assert waived.startswith("1.1.2 2026年四季度：豁免\n")
