"""Values without end, and without a sense: a usage error, never a fault of the program."""

import pytest
from conftest import SECRETARY, Office

from pdisc.commands.asked.one_word import one_of, place_of
from pdisc.errors import UsageError

ENDLESS = "9" * 5000
"""More digits than Python turns into a number."""

STANDING = ("opening", "3.5.1", "--on", "2025-03-02", "--by", SECRETARY)


@pytest.mark.parametrize(
    "line",
    [
        *(("due", "--within"), ("list", "--limit"), ("list", "--year"), ("report", "--year")),
        *(("workdays", "plus", "2026-11-24"), ("annul",), ("show",)),
        ("catalog", "add", "7", "--item", "联系群众情况", "--reason", "方案附件一第六类", "--rule"),
    ],
)
def test_a_number_without_end_is_no_fault_of_the_program(
    run: Office, line: tuple[str, ...]
) -> None:
    ran = run(*line, ENDLESS)
    assert ran.code in (2, 4)
    assert len(ran.err) < 600


def test_a_number_may_begin_with_any_number_of_noughts(run: Office) -> None:
    assert run("due", "--within", "0" * 5000 + "7").code == 0


def test_an_endless_answer_to_a_list_is_no_place_in_it() -> None:
    assert place_of("２", ["会议", "文件"]) == 2
    assert place_of("0", ["会议", "文件"]) == place_of(ENDLESS, ["会议", "文件"]) == 0
    with pytest.raises(UsageError):
        one_of(ENDLESS, ["会议", "文件"])


def test_an_opening_entry_wants_a_channel_that_is_one(run: Office) -> None:
    ran = run(*STANDING, "--channel", "", "--place", "一楼大厅")
    assert ran.code == 2
    assert "公开形式" in ran.err


def test_an_address_that_no_website_takes_is_not_dropped_in_silence(run: Office) -> None:
    board = ("--channel", "公开栏", "--place", "一楼大厅", "--url", "https://x.invalid/1")
    ran = run(*STANDING, *board)
    assert ran.code == 2
    assert "--url" in ran.err
    run.ok(*STANDING, *board, "--channel", "网站")


@pytest.mark.parametrize(
    "line",
    [
        ("nil", "、", "--for", "2026-Q3", "--reason", "没有此类事项"),
        ("opening", "，", "--for", "2026-Q1", "--reason", "纸上办过", "--by", SECRETARY),
        ("catalog", "set", "、", "--every", "每年"),
        *(("approve", "；"), ("archive", "、", "--no-opinions"), ("withdraw", "、", "，")),
        ("publish", "、", "--channel", "会议", "--place", "一楼大厅"),
    ],
)
def test_commas_alone_name_nothing(run: Office, line: tuple[str, ...]) -> None:
    ran = run(*line)
    assert ran.code == 2
    assert "缺少" in ran.err


@pytest.mark.parametrize("command", ["reassign", "evidence", "takedown"])
def test_what_is_missing_is_named_once(run: Office, command: str) -> None:
    assert run(command).err.count("公开事项编号") == 1


@pytest.mark.parametrize(
    "typed", ["理 由", "理　由", "理由。", "理由：", "理由…", "\u200b理由", "“理由”。"]
)
def test_a_stand_in_is_one_however_it_is_set(run: Office, typed: str) -> None:
    ran = run("nil", "3.2.1", "--for", "2026-Q3", "--reason", typed)
    assert ran.code == 2
    assert "真实的理由" in ran.err


@pytest.mark.parametrize(
    "typed", ["理由见附件。", "内容与上期相同", "没有", "原因是上级没有下达计划"]
)
def test_a_sentence_that_begins_with_one_is_none(run: Office, typed: str) -> None:
    run.ok("nil", "3.2.1", "--for", "2026-Q3", "--reason", typed)
