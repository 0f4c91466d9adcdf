"""`pdisc` alone in a terminal: the office's desk, from which everything is done by a number."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from terminals import talk
from test_hints_typed import SITUATIONS

from pdisc.commands import desk
from pdisc.commands.desk_choices import LEAVING, MENU, DeskChoice
from pdisc.commands.table import COMMANDS
from pdisc.text import cell_width

BODY = "会议通过了三项措施。"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this test folders of its own, and a screen of the usual size."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")


def test_whoever_sits_at_a_terminal_gets_the_desk_and_leaves_it_by_0(run: Office) -> None:
    ran = talk(run, answers=["0"])
    assert ran.code == 0
    assert f"经办：{PROPOSER}" in ran.out
    assert "0 退出" in ran.out
    assert "打字母" in ran.err
    assert "打字母" not in run().err


def test_the_end_of_input_leaves_the_desk_without_a_complaint(run: Office) -> None:
    ran = talk(run, answers=[], agrees=False)
    assert ran.code == 0
    assert "取消" not in ran.err


def test_a_matter_is_walked_from_proposal_to_publication_by_numbers_alone(run: Office) -> None:
    propose = ["t", "3.4.1", "三季度", "党费收缴", BODY, "完", "是", ""]
    review = ["1", "1", "全部通过", "是", ""]
    approve = ["1", "1", "1", "", "", "是", ""]
    publish = ["1", "1", "", "三楼", "", "是", "是", "1", "", "各科室", "", "是", ""]
    ran = talk(run, answers=[*propose, *review, *approve, *publish, "0"])
    assert ran.code == 0
    shown = run.show("2026-0001")
    assert shown["state"] == "已公开", ran.err
    people = [(step["act"], step["by"]) for step in shown["steps"]]
    assert people[:2] == [("提出", PROPOSER), ("审核", REVIEWER)]


def test_what_is_refused_or_cancelled_leads_back_to_the_desk(run: Office) -> None:
    answers = ["show 2026-0099", "", "t", "<", "没有这种", "", "b", "取消", "s", "<", "0"]
    ran = talk(run, answers=answers)
    assert ran.code == 0
    assert "没有编号为“2026-0099”" in ran.err
    assert "没有这种" in ran.err
    assert ran.out.count("0 退出") == 6


@pytest.mark.parametrize("typed", ["pdisc list", "list", "ｌｉｓｔ"])
def test_a_whole_command_may_be_typed(run: Office, typed: str) -> None:
    number = run.walk("已提出")
    ran = talk(run, answers=[typed, "", "0"])
    assert f"{number}" in ran.out[ran.out.index("0 退出") :], ran.err


def test_a_question_typed_at_the_desk_is_answered_by_the_help(run: Office) -> None:
    ran = talk(run, answers=["怎么延期", "", "0"])
    assert "pdisc 顺延" in ran.out


def test_a_letter_typed_where_a_return_was_meant_is_the_desk_s_answer(run: Office) -> None:
    number = run.walk("已提出")
    ran = talk(run, answers=["list", "w", "2.1.1", "三季度", "没有此类事项", "是", "1", "0"])
    assert ran.code == 0, ran.err
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "无事项"
    assert run.show(number)["state"] == "已提出", "a number may mean another row by now"


def test_a_day_of_another_year_bears_its_year(run: Office) -> None:
    run.walk_every_step("已公开", "3.4.1")
    assert "2027-06-30" in talk(run, answers=["0"]).out


def test_what_is_owed_from_before_is_one_line_until_it_is_asked_for(run: Office) -> None:
    ran = talk(run, answers=["0"])
    assert "q 以前欠的（" in ran.out
    assert "2.1.1" not in ran.out
    owed = talk(run, answers=["q", "2.1.1", "2", "2026-Q1", "没有此类事项", "是", "", "0"])
    assert owed.code == 0, owed.err
    event = run.ok("log", "--json").json["events"][-1]
    assert (event["kind"], event["event"]["window"]) == ("无事项", "2026-Q1")


def test_what_always_hangs_is_never_answered_by_there_being_nothing(run: Office) -> None:
    ran = talk(run, answers=["q", "3.1.1", "<", "2.1.1", "<", "<", "0"])
    standing, periodic = ran.err.split("3.1.1 支部班子")[1].split("2.1.1 宣传")[0], ran.err
    assert "这一期没有此类事项" not in standing.split("哪一条")[0]
    assert "这一期没有此类事项" in periodic


def test_what_was_begun_is_offered_at_the_desk(run: Office) -> None:
    talk(run, answers=["t", "3.4.1", "三季度", "党费收缴"], agrees=False)
    ran = talk(run, answers=["0"])
    assert "j 接着写没办完的（提出）" in ran.out
    ran = talk(run, answers=["j", "1", BODY, "完", "是", "", "0"])
    assert run.show("2026-0001")["title"] == "党费收缴", ran.err
    assert "j 接着写" not in talk(run, answers=["0"]).out


def test_rows_that_find_no_room_come_on_the_next_page(run: Office) -> None:
    for number in range(18):
        run.propose("1.1.1", "--title", f"第{number}件")
    ran = talk(run, answers=["m", "m", "18", REVIEWER, "<", "0"])
    first, second, third = ran.out.split("0 退出")[:3]
    assert "m 往下看（另有3件）" in first
    assert "18 审核" in second
    assert "18 审核" not in first
    assert "m 往下看（另有3件）" in third
    assert [int(line[:2]) for line in first.splitlines() if line[:2].strip().isdigit()] == [
        *range(1, 16)
    ]


def test_every_line_of_the_desk_fits_the_screen(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.walk("已提出", "1.1.1", "--title", "标题很长" * 20)
    for width in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        out = talk(run, answers=["q", "<", "0"]).out
        assert max(cell_width(line) for line in out.splitlines()) < width
        assert len(out.split("0 退出")[0].splitlines()) < 24


def test_where_there_is_no_ledger_one_can_be_begun_or_found(run: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "没有", run.clock)
    assert talk(other, answers=["0"]).code == 0
    ran = talk(other, answers=["4"])
    assert "这台电脑上还没有党务公开台账" in ran.out
    assert ran.code == 0
    ran = talk(other, answers=["3", f'"{run.ledger}"', "0"])
    assert ran.code == 0
    assert "0 退出" in ran.out


def _lines(choices: tuple[DeskChoice, ...]) -> Iterator[tuple[str, ...]]:
    for each in choices:
        yield from ([each.words] if each.words else _lines(each.more))


@pytest.mark.parametrize("words", list(_lines(MENU)))
def test_all_that_the_desk_offers_are_commands(run: Office, words: tuple[str, ...]) -> None:
    parts = COMMANDS[words[0]].parts or {}
    assert not parts or words[1] in parts
    ran = talk(run, *words, answers=["<"], agrees=False)
    assert "没有命令" not in ran.err
    assert ran.code in (0, 130)


def test_the_letters_of_the_desk_are_each_one_thing() -> None:
    keys = [each.key for each in MENU]
    others = [value for name, value in vars(desk).items() if name.endswith("_KEY")]
    assert len({*keys, *others, LEAVING.key}) == len(keys) + len(others) + 1


def test_who_she_said_she_is_stays_so_at_the_desk(run: Office) -> None:
    answers = ["t", "3.4.1", "1", "否", "三季度", "党费", BODY, "完", "是", "", "0"]
    ran = talk(run, answers=answers, env={"PDISC_ACTOR": "不在名单"})
    assert ran.code == 0
    assert f"经办：{PROPOSER}" in ran.out, ran.err
    assert run.show("2026-0001")["proposed_by"] == PROPOSER


def test_leaving_where_a_return_was_meant_is_no_cancelling(run: Office) -> None:
    answers = ["w", "2.1.1", "三季度", "没有此类事项", "是"]
    ran = talk(run, answers=answers, agrees=False)
    assert ran.code == 0
    assert "没有记录" not in ran.err
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "无事项"


def test_json_asks_nothing_and_opens_no_desk(run: Office) -> None:
    ran = talk(run, "--json", answers=[])
    assert "overdue" in ran.json
    assert SECRETARY not in ran.err


PHONE = "联系电话 13800138000。"


def test_who_reviews_is_led_from_the_row_into_each_finding(run: Office) -> None:
    number = run.propose("3.4.1", "--content", PHONE)
    answers = ["1", "2", "1", "就是公开的值班电话", "全部通过", "是", "", "0"]
    ran = talk(run, answers=answers, env={"PDISC_ACTOR": REVIEWER})
    assert run.show(number)["state"] == "已审核", ran.err


@pytest.mark.parametrize(
    ("way", "answers", "state"),
    [
        ("1", ["1", "是"], "已提出"),
        ("2", ["2", "改了，没有电话。", "完", "是"], "已提出"),
        ("3", ["1", "3", "有电话", "是"], "退回修改"),
    ],
)
def test_who_proposed_masks_revises_or_enters_what_the_reviewer_said(
    run: Office, way: str, answers: list[str], state: str
) -> None:
    number = run.propose("3.4.1", "--content", PHONE)
    ran = talk(run, answers=["1", way, *answers, "", "0"])
    assert f"{number} 有1处审查发现，处理了才能通过审核，怎么办" in ran.err
    assert "遮盖审查发现的内容（脱敏）" in ran.err
    shown = run.show(number)
    assert shown["state"] == state, ran.err
    assert not [x for x in shown["findings"] if x["state"] == "待处理"] or way == "3"


def test_what_hangs_too_short_says_from_which_day_on_it_can_be_filed(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    ran = talk(run, answers=["1", "", "0"])
    assert f"1 归档 12-01起    {number}" in ran.out
    shown = ran.out.split("—— pdisc")[-1]
    told = "公开栏还没有挂够，2026年12月1日起才能归档"
    assert told in shown, "typed as a number, it is looked at, and says until when"
    assert told in run.ok("due").out
    assert told in run.ok("show", number).out
    assert "待归档1件" in ran.out
    (row,) = run.ok("due", "--json").json["to_archive"]
    assert row["why"].endswith(told)
    run.on("2026-12-01")
    assert "起才能归档" not in talk(run, answers=["0"]).out + run.ok("show", number).out
    assert f"1 归档 2027-06-30 {number}" in talk(run, answers=["0"]).out


def test_what_is_approved_for_a_window_to_come_says_when_it_begins(run: Office) -> None:
    run.on("2026-12-30")
    number = run.walk("已审批", "1.1.1", "--for", "2027-Q1")
    ran = talk(run, answers=["0"])
    assert "2027-01-01起" in ran.out
    assert "2027年一季度还没有开始，2027年1月1日起才能公开" in run.ok("show", number).out


def test_back_at_how_a_debt_is_answered_leads_to_the_list_of_debts(run: Office) -> None:
    ran = talk(
        run, answers=["q", "2.1.1", "<", "2.1.1", "2", "2026-Q1", "没有此类事项", "是", "", "0"]
    )
    assert ran.code == 0, ran.err
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "无事项", ran.err


@pytest.mark.parametrize("typed", ["是", "99", "zz", "j"])
def test_what_the_desk_does_not_know_is_answered_by_what_can_be_typed(
    run: Office, typed: str
) -> None:
    run.walk("已提出")
    ran = talk(run, answers=[typed, "0"])
    assert f"没有“{typed}”。可以打：1—1的数字、上面列的字母，或者几个字找帮助（如 延期）" in ran.err
    assert "没有命令" not in ran.err
    assert ran.out.count("0 退出") == 1, "the desk still stands above"


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [("9" * 5000, "9" * 60 + "…"), ("13800138000", "没有“138****8000”")],
)
def test_what_the_desk_does_not_know_is_quoted_as_in_any_error(
    run: Office, typed: str, quoted: str
) -> None:
    ran = talk(run, answers=[typed, "0"])
    assert ran.code == 0, ran.err
    assert typed not in ran.out + ran.err
    assert quoted in ran.err.replace("\n", "")


def test_what_is_no_answer_where_a_return_was_meant_is_told_below_the_desk(run: Office) -> None:
    ran = talk(run, answers=["list", "是", "0"])
    assert "没有“是”。可以打：" in ran.err
    assert ran.out.count("0 退出") == 2


def test_what_was_begun_is_told_without_options(run: Office) -> None:
    run.on("2026-04-24")
    talk(run, "opening", "--all-owed", answers=["1"], agrees=False)
    talk(run, "nil", "2.1.1", "--for", "2026-Q1", answers=["没有"], agrees=False)
    assert "j 接着写没办完的（无事项 2.1.1）" in talk(run, answers=["0"]).out


def begun_at_the_desk(run: Office) -> bool:
    return "j 接着写没办完的" in talk(run, answers=["0"]).out


def test_what_was_begun_and_can_never_be_done_is_offered_once_more_and_then_gone(
    run: Office,
) -> None:
    number = run.walk("已提出")
    talk(run, "withdraw", number, answers=["不再"], agrees=False)
    run.ok("withdraw", number, "--reason", "写错了")
    ran = talk(run, answers=["j", "1", "", "0"])
    assert "不能撤回" in ran.err
    assert not begun_at_the_desk(run)


def test_a_text_that_was_begun_is_never_thrown_away_for_her(run: Office) -> None:
    number = run.walk("已审批")
    talk(run, "revise", number, answers=["标题", "新的标题"], agrees=False)
    run.publish(number)
    ran = talk(run, answers=["j", "1", "", "0"])
    assert "不能修改" in ran.err
    assert begun_at_the_desk(run)
    talk(run, answers=["j", "2", "", "0"])
    assert not begun_at_the_desk(run), "she herself may begin anew"


def test_what_is_refused_when_it_is_gone_on_with_and_given_up_is_gone(run: Office) -> None:
    talk(run, "nil", answers=["2.1.1", "2026-Q1", "没有"], agrees=False)
    run.ok("nil", "2.1.1", "--for", "2026-Q1", "--reason", "没有此类事项")  # by a script
    ran = talk(run, "nil", answers=["1"], agrees=False)
    assert "规则不允许" in ran.err
    assert "写过的不留了" in ran.err
    assert not begun_at_the_desk(run)


def test_what_was_returned_is_called_revising_for_people_alone(run: Office) -> None:
    number = run.walk("退回修改", "3.4.1")
    assert f"1 修改 11-27      {number}" in talk(run, answers=["0"]).out
    assert "〔修改〕" in run.ok("due").out
    assert {row["kind"] for row in run.ok("due", "--json").json["upcoming"]} >= {"提出"}


def asked_for(run: Office, _folder: Path) -> str:
    """Ask for something, and have something refused: both wait for somebody."""
    for text in ("想了解党费的使用", "想了解评优的结果"):
        run.ok("request", "add", "--content", text, "--asker", "党员")
    decided = ("--outcome", "不予公开", "--reason", "涉及隐私", "--basis", "条例第八条")
    run.ok("request", "decide", "2026-D002", *decided, "--by", SUPERIOR)
    return ""


@pytest.mark.parametrize(
    "situation", [*SITUATIONS, asked_for], ids=lambda situation: situation.__name__
)
def test_every_row_of_the_desk_leads_into_the_act_that_it_tells_of(
    run: Office, tmp_path: Path, situation: Callable[[Office, Path], str]
) -> None:
    situation(run, tmp_path)
    with_rows = talk(run, answers=["0"]).out
    rows = [line for line in with_rows.splitlines() if line[:3].strip().isdigit()]
    for place in range(1, len(rows) + 1):
        ran = talk(run, answers=[str(place), *["<"] * 3, "", "0"], agrees=False)
        assert ran.code == 0, ran.err
        assert "用法错误" not in ran.err, rows[place - 1] + ran.err
        assert "—— pdisc" in ran.err or "怎么办" in ran.err, rows[place - 1] + ran.err
        assert "有没有记下" not in ran.err
    assert rows or situation.__name__ in QUIET


QUIET = frozenset({"just_out", "taken_down", "ahead_of_its_window", "notice_running"})
"""Where nothing moves this week."""
