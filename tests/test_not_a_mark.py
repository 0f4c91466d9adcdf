"""A stop in evidence or in a reviewer's own words has a way round that is recorded by name."""

from pathlib import Path

import pytest
from conftest import ALL_PASS, REVIEWER, SECRETARY, Office
from test_findings import put

WORDS = "密级：机密。经核对，不属实。"
REASON = "表格里印好的选项，勾选的是非密"
FORM = "保密审查表\n密级：机密\n"


@pytest.fixture
def paper(tmp_path: Path) -> str:
    """Return evidence in which the screening sees a mark."""
    return put(tmp_path, "保密审查表.txt", FORM)


def last(run: Office) -> dict[str, object]:
    event: dict[str, object] = run.ok("log", "--json").json["events"][-1]
    return event


def test_a_stop_in_evidence_names_the_way_round(run: Office, paper: str) -> None:
    number = run.walk("已审核")

    ran = run("approve", number, "--by", SECRETARY, "--evidence", paper)

    assert ran.code == 3
    assert "--not-a-mark 理由" in ran.err
    assert run.show(number)["state"] == "已审核"


def test_evidence_that_is_no_mark_is_taken_on_by_name_and_recorded(run: Office, paper: str) -> None:
    number = run.walk("已审核")
    given = ("--evidence", paper, "--not-a-mark", REASON)

    told = run.ok("approve", number, "--by", SECRETARY, *given, "--json").json

    assert told["state"] == "已审批"
    assert any(f"凭证1（密级标志）：{REASON}" in notice for notice in told["notices"])
    assert last(run)["note"] == f"不按密级标志拦截：凭证1（密级标志）：{REASON}"
    assert last(run)["by"] == SECRETARY
    assert "不按密级标志拦截" in run.show(number)["steps"][-1]["note"]
    assert REASON in run.ok("log", number).out.replace("\n", "").replace(" ", "")
    assert run.verify()["ok"]


def test_a_reviewer_s_own_words_may_speak_of_secrecy(run: Office) -> None:
    number = run.propose()
    given = (*ALL_PASS, "--opinion", WORDS)

    refused = run("review", number, "--by", REVIEWER, *given)
    run.ok("review", number, "--by", REVIEWER, *given, "--not-a-mark", "这是在说明不涉密")

    assert refused.code == 3
    assert "--not-a-mark" in refused.err
    assert run.show(number)["steps"][-1]["opinion"] == WORDS
    assert last(run)["note"] == "不按密级标志拦截：意见（密级标志）：这是在说明不涉密"


def test_the_reason_itself_brings_no_mark_in(run: Office, paper: str) -> None:
    number = run.walk("已审核")

    given = ("--evidence", paper, "--not-a-mark", "机密★3年")
    ran = run("approve", number, "--by", SECRETARY, *given)

    assert ran.code == 3
    assert run.show(number)["state"] == "已审核"


def test_a_note_of_one_s_own_stands_beside_it(run: Office, paper: str) -> None:
    number = run.walk("已审核")

    given = ("--evidence", paper, "--not-a-mark", REASON, "--note", "补充")
    run.ok("approve", number, "--by", SECRETARY, *given)

    assert last(run)["note"] == f"补充；不按密级标志拦截：凭证1（密级标志）：{REASON}"


def test_nothing_that_gets_published_passes_by_it(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审批")
    given = ("--not-a-mark", REASON, "--channel", "会议")

    placed = run("publish", number, *given, "--place", "机密★3年")
    proposed = run("propose", "1.1.1", "--title", "题", "--content", FORM, "--not-a-mark", REASON)
    attached = run("revise", number, "--attach", put(tmp_path, "文.txt", FORM))

    assert (placed.code, proposed.code, attached.code) == (3, 2, 3)
    assert "--not-a-mark" not in placed.err + attached.err
    assert "pdisc lift" in placed.err


def test_a_reason_that_was_not_needed_is_not_recorded(run: Office) -> None:
    number = run.propose()

    given = (*ALL_PASS, "--not-a-mark", "以防万一", "--json")
    told = run.ok("review", number, "--by", REVIEWER, *given).json

    assert any("没有用上" in notice for notice in told["notices"])
    assert last(run)["note"] == ""


def test_an_empty_reason_is_none(run: Office) -> None:
    number = run.propose()

    ran = run("review", number, "--by", REVIEWER, *ALL_PASS, "--not-a-mark", " ")

    assert ran.code == 2


def test_evidence_named_like_a_mark_comes_in_with_its_name(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审核")
    named = put(tmp_path, "机密 保密审查表.txt", "绝密□ 机密□ 非密√")
    given = ("approve", number, "--by", SECRETARY, "--evidence", named)

    refused = run(*given)
    run.ok(*given, "--not-a-mark", REASON)

    assert refused.code == 3
    assert "--not-a-mark 理由" in refused.err
    assert f"凭证1（密级标志）：{REASON}" in last(run)["note"]  # type: ignore[operator]
    run.publish(number)
    run.archive(number)
    assert run.verify()["ok"]


def test_a_name_let_in_lets_no_other_text_in(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审批")
    named = put(tmp_path, "机密 保密审查表", FORM)
    given = ("--evidence", named, "--not-a-mark", REASON, "--channel", "会议")

    ran = run("publish", number, *given, "--place", "机密 保密审查表")

    assert ran.code == 3
    assert run.show(number)["state"] == "已审批"
