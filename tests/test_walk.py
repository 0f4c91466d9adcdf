"""A command walked through: back, cancel, go on later, a look at it all, and only then yes."""

import json
import os
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, NOW, PROPOSER, REVIEWER, SECOND_PROPOSER, SECRETARY, Office
from hypothesis import given
from hypothesis import strategies as st
from terminals import Terminal, Typed, talk

from pdisc.commands.asked.answers import Answers
from pdisc.commands.asked.plain_command import parted
from pdisc.commands.asked.question import BACK, END, is_back
from pdisc.services.unfinished import KeptAnswer
from pdisc.sheets.desk import begun_by

BODY = "会议通过了三项措施。"
FULL = ["党费", "三季度", "党费收缴", BODY, END]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this test a settings folder of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


def events(run: Office) -> list[object]:
    found = run.ok("log", "--json").json["events"]
    assert isinstance(found, list)
    return found


def newest(run: Office) -> Any:
    return run.show(str(run.ok("list", "--json").json["disclosures"][-1]["number"]))


def test_nothing_is_recorded_before_she_says_yes(run: Office) -> None:
    before = events(run)
    ran = talk(run, "propose", answers=[*FULL, "否"], agrees=False)
    assert ran.code == 130
    assert "没有记录" in ran.err
    assert events(run) == before


def test_before_the_act_all_is_shown_with_what_is_taken_besides(run: Office) -> None:
    ran = talk(run, "propose", answers=FULL)
    assert ran.code == 0, ran.err
    told = ran.err[ran.err.index("核对一下") :]
    for line in (
        "标题：党费收缴",
        f"正文：{BODY}",
        "公开范围：党内（目录里",
        "公开形式：会议、文件（目录里",
        "目录编号：3.4.1 党费",
        "谁办的：" + PROPOSER,
    ):
        assert line in told, told
    assert "（坐在电脑前的）" in told
    assert "（今天）" in told


def test_one_step_back_is_asked_again_with_what_stood_there(run: Office) -> None:
    ran = talk(run, "propose", answers=[*FULL[:3], "<", "党费收缴使用", BODY, END])
    assert ran.code == 0, ran.err
    assert "原来是：党费收缴" in ran.err
    assert newest(run)["title"] == "党费收缴使用"


def test_many_steps_back_lead_to_the_first_question_and_out(run: Office) -> None:
    before = events(run)
    ran = talk(run, "propose", answers=[*FULL[:3], "《", "＜", "上一步", "<"])
    assert ran.code == 130
    assert events(run) == before


def test_back_from_the_last_look_changes_one_answer(run: Office) -> None:
    ran = talk(run, "propose", answers=[*FULL, "<", "改过的正文。", END])
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == "改过的正文。"


def test_a_bare_return_keeps_what_stood_there(run: Office) -> None:
    ran = talk(run, "propose", answers=[*FULL, "<", ""])
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == BODY


def test_a_change_of_an_early_answer_changes_what_is_asked_after_it(run: Office) -> None:
    answers = ["党费", "三季度", "<", "<", "1.3.3", "前天", "主题党日", BODY, END]
    ran = talk(run, "propose", answers=answers)
    assert ran.code == 0, ran.err
    shown = newest(run)
    assert (shown["code"], shown["occurred_on"], shown["window"]) == ("1.3.3", "2026-11-22", None)


def test_what_the_act_would_refuse_is_told_before_the_yes_and_put_right(run: Office) -> None:
    run.ok("nil", "3.4.1", "--for", "2026-Q3", "--reason", "没有此类事项")
    before = events(run)
    answers = ["党费", "2026-Q3", "党费收缴", BODY, END]
    ran = talk(run, "nil", answers=["3.4.1", "2026-Q3", "没有此类事项"])
    assert "还没有登记。回到上一个问题改" in ran.err
    assert events(run) == before
    assert talk(run, "propose", answers=answers).code == 0


def test_a_mark_of_secrecy_is_told_where_it_is_typed(run: Office) -> None:
    answers = ["党费", "三季度", "党费（秘密★1年）", "党费收缴", f"{BODY}（绝密）", END, BODY, END]
    ran = talk(run, "propose", answers=answers)
    assert ran.code == 0, ran.err
    assert ran.err.count("涉密内容不得录入") == 2
    assert not [each for each in events(run) if "拒绝" in json.dumps(each, ensure_ascii=False)]


def test_the_code_of_another_paper_is_told_where_it_is_typed(run: Office) -> None:
    number = run.walk("已审核")
    ran = talk(run, "approve", number, answers=[SECRETARY, "1", "1", "ABCD-EFGH-JKMN-PQRS", "", ""])
    assert ran.err.count("核对码不符") == 2
    assert run.show(number)["state"] == "已审批", ran.err


def test_what_is_missing_stands_in_the_summary_of_filing_and_is_asked_once(run: Office) -> None:
    number = run.walk("已公开", "3.4.1")
    ran = talk(run, "archive", number, answers=["1"])
    assert ran.code == 0, ran.err
    assert "还缺：审批凭证" in ran.err
    assert "现在归档吗" not in ran.err
    assert run.show(number)["state"] == "已归档"


def test_a_ledger_that_can_t_be_written_says_so_before_anything_is_typed(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    assert "只能看，登记不了" in talk(run, answers=["0"]).err
    ran = talk(run, "propose", answers=FULL)
    assert ran.err.index("只能看，登记不了") < ran.err.index("目录编号")


def test_what_was_typed_before_an_interruption_is_offered_again(run: Office) -> None:
    ran = talk(run, "propose", answers=FULL[:3], agrees=False)
    assert ran.code == 130
    assert "写过的留着" in ran.err
    ran = talk(run, "propose", answers=["1", BODY, END])
    assert ran.code == 0, ran.err
    shown = newest(run)
    assert (shown["code"], shown["title"], shown["content"]) == ("3.4.1", "党费收缴", BODY)
    assert not list(run.ledger.glob("tmp/*"))


def closed_after(run: Office, *answers: str) -> None:
    """Begin to propose, and close the window after these answers."""

    def close() -> None:
        raise SystemExit(143)

    with pytest.raises(SystemExit):
        talk(run, "propose", answers=[*answers, close], agrees=False)


def cancelled_after(run: Office, *answers: str) -> None:
    """Begin to propose, and leave by Ctrl-C after these answers."""
    assert talk(run, "propose", answers=answers, agrees=False).code == 130


def test_what_was_taken_back_is_not_given_again_where_the_window_was_closed(run: Office) -> None:
    closed_after(run, *FULL, "<")
    ran = talk(run, "propose", answers=["1", "另外的正文。", END])
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == "另外的正文。"


def test_paragraphs_outlive_the_window_as_well(run: Office) -> None:
    closed_after(run, *FULL[:3], "第一段。", "第二段。")
    ran = talk(run, "propose", answers=["1", ""])
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == "第一段。\n第二段。"


def test_a_text_that_begins_as_the_one_that_stood_there_is_taken_whole(run: Office) -> None:
    talk(run, "propose", answers=[*FULL[:3], "第一段。"], agrees=False)
    ran = talk(run, "propose", answers=["1", "第一段。", "第二段。", END])
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == "第一段。\n第二段。"


def test_a_file_that_is_gone_meanwhile_is_asked_for_again(run: Office, tmp_path: Path) -> None:
    paper = tmp_path / "正文.txt"
    paper.write_text(BODY, encoding="utf-8")
    talk(run, "propose", answers=[*FULL[:3], str(paper)], agrees=False)
    paper.unlink()
    ran = talk(run, "propose", answers=["1", "", "另外的正文。", END])
    assert ran.code == 0, ran.err
    assert "没有这个文件" in ran.err
    assert newest(run)["content"] == "另外的正文。"


def test_who_goes_back_out_of_all_questions_loses_nothing(run: Office) -> None:
    talk(run, "propose", answers=[*FULL[:3], "<", "<", "<", "<"], agrees=False)
    ran = talk(run, "propose", answers=["1", "", "", "", BODY, END])
    assert ran.code == 0, ran.err
    assert "上次这里没有办完。" in ran.err
    assert newest(run)["title"] == "党费收缴"


def test_what_bears_a_banned_word_is_never_kept(run: Office) -> None:
    run.ok("config", "set", "禁用词", "测试禁词", "--basis", "测试依据")
    talk(run, "propose", answers=[*FULL[:3], "有测试禁词的一段。"], agrees=False)
    kept = "".join(path.read_text("utf-8") for path in run.ledger.glob("tmp/*"))
    assert "测试禁词" not in kept


@pytest.mark.parametrize(
    "rest", [["机密★1年"], ["机", "密★10年", END], ["又一段", "机密★1年", END]]
)
@pytest.mark.parametrize("leaves", [closed_after, cancelled_after])
def test_of_a_text_that_turns_out_to_bear_a_mark_nothing_stays(
    run: Office, leaves: Callable[..., None], rest: list[str]
) -> None:
    leaves(run, *FULL[:3], "还没有标志的开头", *rest)
    assert not list(run.ledger.glob("tmp/*"))
    assert "上次这里没有办完" not in talk(run, "propose", answers=FULL).err


@pytest.mark.skipif(os.name == "nt", reason="the editor here is a shell script")
def test_a_text_from_the_editor_with_a_mark_is_there_to_be_mended_and_nowhere_else(
    run: Office, tmp_path: Path
) -> None:
    editor = tmp_path / "编辑器"
    script = ("#!/bin/sh", f"cp \"$1\" '{tmp_path}/看到的'", "printf '机密★1年' > \"$1\"")
    editor.write_text("\n".join(script), encoding="utf-8")
    editor.chmod(0o700)
    answers = [*FULL[:3], "编辑", "编辑"]
    env = {"EDITOR": f"'{editor}'"}
    assert "没有保存" in talk(run, "propose", answers=answers, env=env, agrees=False).err
    assert (tmp_path / "看到的").read_text("utf-8") == "机密★1年"
    assert not list(run.ledger.glob("tmp/*"))


@pytest.mark.skipif(os.name == "nt", reason="the editor here is a shell script")
def test_what_was_saved_in_an_editor_outlives_the_window(run: Office, tmp_path: Path) -> None:
    editor = tmp_path / "编辑器"
    script = ("#!/bin/sh", f"printf '{BODY}' > \"$1\"", "kill -HUP $PPID", "sleep 60")
    editor.write_text("\n".join(script), encoding="utf-8")
    editor.chmod(0o700)
    terminal = Terminal(
        ["propose", "党费", "--for", "三季度", "--title", "党费收缴"],
        {
            **os.environ,
            "PDISC_LEDGER": str(run.ledger),
            "PDISC_ACTOR": PROPOSER,
            "EDITOR": f"'{editor}'",
        },
        tmp_path,
    )
    terminal.answer("正文", "编辑")
    assert terminal.ended() == 143
    (kept,) = run.ledger.glob("tmp/*")
    assert BODY in kept.read_text("utf-8")


def test_what_nobody_goes_on_with_is_cleared_away_in_time(run: Office) -> None:
    cancelled_after(run, *FULL[:3])
    (kept,) = run.ledger.glob("tmp/*")
    text = run.ledger / "tmp" / "没写完的-被中断的" / "正文.txt"
    text.parent.mkdir()
    text.write_text(BODY, encoding="utf-8")
    for path, hours, stays in (
        (kept, 29 * 24, True),
        (text.parent, 6 * 24, True),
        (text.parent, 8 * 24, False),
        (kept, 31 * 24, False),
    ):
        then = NOW.timestamp() - hours * 3600
        os.utime(path, (then, then))
        run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有", "--dry-run")
        assert path.exists(), "a dry run changes nothing"
        run.ok("staff", "add", f"测试人{hours}", "--office", "办公室", "--role", "承办")
        assert path.exists() is stays
    assert not (run.ledger / "tmp").exists()


def test_a_file_is_the_one_of_the_folder_in_which_it_was_named(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("这里", "那里"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "正文.txt").write_text(f"{place}的正文。", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "这里")
    cancelled_after(run, *FULL[:3], "正文.txt")
    monkeypatch.chdir(tmp_path / "那里")
    talk(run, "propose", answers=["1"])
    assert newest(run)["content"] == "这里的正文。"


def test_a_file_that_changes_before_the_yes_is_looked_at_once_more(
    run: Office, tmp_path: Path
) -> None:
    file = tmp_path / "正文.txt"
    file.write_text("核对的时候的正文。", encoding="utf-8")

    def change() -> None:
        file.write_text("后来换了的正文，长一些。", encoding="utf-8")

    answers: Sequence[Typed] = [*FULL[:3], str(file), change, "是"]
    ran = talk(run, "propose", answers=answers, agrees=False)
    assert "再核对一次" in ran.err
    assert not run.ok("list", "--json").json["disclosures"]
    talk(run, "propose", answers=["1", "是"], agrees=False)
    assert newest(run)["content"] == "后来换了的正文，长一些。"


def test_past_midnight_the_new_day_is_looked_at_once_more(run: Office) -> None:
    answers: Sequence[Typed] = [*FULL, lambda: run.on("2026-11-25"), "是"]
    ran = talk(run, "propose", answers=answers)
    assert ran.code == 0, ran.err
    assert ran.err.count("核对一下") == 2
    assert "日期：2026-11-25（今天）" in ran.err
    assert newest(run)["steps"][0]["on"] == "2026-11-25"


def test_the_day_of_publication_is_the_one_that_was_answered(run: Office) -> None:
    number = run.walk("已审批")
    used = ["1", "", "三楼会议室"]
    answers: Sequence[Typed] = [*used, lambda: run.on("2026-11-27"), "", "是", "否"]
    ran = talk(run, "publish", number, answers=answers, agrees=False)
    assert ran.code == 0, ran.err
    assert [each["on"] for each in newest(run)["publications"]] == ["2026-11-24"]
    assert "--on 2026-11-24" in ran.err


def test_the_office_is_told_as_it_will_be_recorded(run: Office) -> None:
    run.ok("staff", "add", "测试乙", "--office", "综合科", "--role", "承办")
    ran = talk(run, "propose", answers=FULL, env={"PDISC_ACTOR": "测试乙"})
    assert "承办科室：综合科（测试乙所在的科室）" in ran.err
    assert newest(run)["office"] == "综合科"


def test_who_sits_there_is_asked_anew_by_whoever_goes_on(run: Office) -> None:
    stranger = {"PDISC_ACTOR": "不在名单"}
    talk(run, "propose", answers=["党费", PROPOSER, *FULL[1:3]], env=stranger, agrees=False)
    kept = "".join(path.read_text("utf-8") for path in run.ledger.glob("tmp/*"))
    assert PROPOSER not in kept
    ran = talk(run, "propose", answers=["1", SECOND_PROPOSER, BODY, END], env=stranger)
    assert ran.code == 0, ran.err
    assert newest(run)["steps"][0]["by"] == SECOND_PROPOSER


def test_a_wrong_answer_under_a_mark_is_not_shown_again(run: Office) -> None:
    number = run.walk("已审批")
    ran = talk(run, "publish", number, answers=["1", "机密★某某工程"], agrees=False)
    assert "某某工程" not in ran.err


def test_what_was_typed_outlives_the_window(run: Office) -> None:
    """Each answer is kept as it is given: nobody asks before the power fails."""
    closed_after(run, "党费", "三季度")
    ran = talk(run, "propose", answers=["1", "党费收缴", BODY, END])
    assert "答了2个问题" in ran.err
    assert newest(run)["window"] == "2026年三季度"


@pytest.mark.skipif(os.name == "nt", reason="the editor here is a shell script")
def test_a_long_text_may_be_written_in_an_editor(run: Office, tmp_path: Path) -> None:
    editor = tmp_path / "编辑器"
    seen = tmp_path / "写在哪里"
    lines = (
        "#!/bin/sh",
        f"printf %s \"$1\" > '{seen}'",
        "printf '第一段。\\n\\n第二段。\\n' > \"$1\"",
    )
    editor.write_text("\n".join(lines), encoding="utf-8")
    editor.chmod(0o700)
    answers = ["党费", "三季度", "党费收缴", "编辑"]
    ran = talk(run, "propose", answers=answers, env={"EDITOR": f"'{editor}'"})
    assert ran.code == 0, ran.err
    assert Path(seen.read_text("utf-8")).is_relative_to(run.ledger)
    assert not (run.ledger / "tmp").exists()
    assert newest(run)["content"] == "第一段。\n\n第二段。"
    ran = talk(run, "propose", answers=[*answers, BODY, END], env={"EDITOR": "没有这个程序"})
    assert "打不开，请直接写正文" in ran.err
    assert newest(run)["content"] == BODY


@pytest.mark.skipif(os.name == "nt", reason="the editor here is a shell script")
def test_a_text_that_an_editor_left_nowhere_is_asked_for_again(run: Office, tmp_path: Path) -> None:
    editor = tmp_path / "编辑器"
    editor.write_text('#!/bin/sh\nrm "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    answers = [*FULL[:3], "编辑", BODY, END]
    ran = talk(run, "propose", answers=answers, env={"EDITOR": f"'{editor}'"})
    assert ran.code == 0, ran.err
    assert "没有存下来，请再写一次" in ran.err
    assert newest(run)["content"] == BODY


@pytest.mark.skipif(os.name == "nt", reason="the editor here is a shell script")
def test_the_editor_opens_with_what_stood_there(run: Office, tmp_path: Path) -> None:
    editor = tmp_path / "编辑器"
    editor.write_text("#!/bin/sh\nprintf '再加一句。' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    answers = [*FULL, "<", "编辑"]
    ran = talk(run, "propose", answers=answers, env={"EDITOR": f"'{editor}'"})
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == f"{BODY}再加一句。"


def test_paragraphs_that_had_no_end_yet_are_offered_again(run: Office) -> None:
    talk(run, "propose", answers=[*FULL[:3], "第一段。", "", "第二段。"], agrees=False)
    ran = talk(run, "propose", answers=["1", ""])
    assert ran.code == 0, ran.err
    assert "答了3个问题，写到“标题：党费收缴”" in ran.err
    assert "写过、还没有定的，问到的时候给您看" in ran.err
    assert "原来写到：第一段。……（2段，8个字）；写完了的就回车，没写完的打“编辑”接着写" in ran.err
    assert newest(run)["content"] == "第一段。\n\n第二段。"


def test_a_text_that_was_to_be_another_one_is_never_taken_as_it_was_before(run: Office) -> None:
    talk(run, "propose", answers=[*FULL, "<", "另写一段，"], agrees=False)
    ran = talk(run, "propose", answers=["1", ""])
    assert ran.code == 0, ran.err
    assert newest(run)["content"] == "另写一段，"


def test_a_sign_for_back_alone_on_a_line_leads_back_out_of_a_text(run: Office) -> None:
    ran = talk(run, "propose", answers=[*FULL[:3], "第一段。", "<", "党费收缴使用", ""])
    assert ran.code == 0, ran.err
    assert (newest(run)["title"], newest(run)["content"]) == ("党费收缴使用", "第一段。")


@pytest.mark.parametrize("name", ["不存在.txt", '"没有 这份.DOCX"', "别的文件夹/没有.wps"])
def test_a_name_of_no_file_is_told_and_not_taken_for_the_text(run: Office, name: str) -> None:
    ran = talk(run, "propose", answers=[*FULL[:3], name, BODY, END])
    assert ran.code == 0, ran.err
    assert "没有这个文件" in ran.err
    assert newest(run)["content"] == BODY


def test_a_window_that_is_not_over_is_told_where_it_is_typed(run: Office) -> None:
    ran = talk(run, "nil", answers=["2.1.1", "四季度", "三季度", "没有开展"])
    assert ran.code == 0, ran.err
    assert ran.err.index("2026年四季度到 2026-12-31 才满") < ran.err.index("核对一下")


def test_a_day_before_the_approval_is_told_where_it_is_typed(run: Office) -> None:
    number = run.walk("已审批")
    approved = run.show(number)["steps"][-1]["on"]
    answers = ["1", "2026-01-05", "", "一楼会议室", "", "是", "否"]
    ran = talk(run, "publish", number, answers=answers, agrees=False)
    assert ran.code == 0, ran.err
    assert f"2026-01-05 早于审批的 {approved}" in ran.err


def test_a_yes_is_no_text(run: Office) -> None:
    ran = talk(run, "propose", answers=[*FULL[:2], "是", "党费收缴", BODY, END])
    assert ran.code == 0, ran.err
    assert "这里写内容，“是”不是" in ran.err
    assert newest(run)["title"] == "党费收缴"


def test_the_length_of_a_text_is_told_without_its_blanks(run: Office) -> None:
    ran = talk(run, "propose", answers=[*FULL[:3], "一二三", "", "　　四五", END])
    assert "（2段，5个字）" in ran.err, ran.err


def test_who_begins_anew_is_not_offered_it_once_more(run: Office) -> None:
    talk(run, "propose", answers=FULL[:3], agrees=False)
    assert talk(run, "propose", answers=["2", *FULL]).code == 0
    ran = talk(run, "propose", answers=FULL)
    assert "上次这里没有办完" not in ran.err


def test_what_was_begun_lies_in_the_ledger_readable_by_nobody_else(run: Office) -> None:
    talk(run, "propose", answers=FULL[:3], agrees=False)
    (kept,) = run.ledger.glob("tmp/*.json")
    assert "党费收缴" in kept.read_text(encoding="utf-8")
    if os.name == "posix":
        assert kept.stat().st_mode & 0o077 == 0
    found = run.verify()
    assert found["ok"], found
    assert "没有办完的回答" in json.dumps(found, ensure_ascii=False)


def test_what_bears_a_mark_of_secrecy_is_never_kept(run: Office) -> None:
    answers = ["3.4.1", "三季度", "某事（机密★10年）"]
    talk(run, "propose", answers=answers, agrees=False)
    assert all("某事" not in each.read_text("utf-8") for each in run.ledger.glob("tmp/*.json"))


def test_a_spoilt_file_of_begun_answers_is_as_none(run: Office) -> None:
    talk(run, "propose", answers=FULL[:3], agrees=False)
    (kept,) = run.ledger.glob("tmp/*.json")
    for text in ("{", "[]", '{"[1]": [["x", "y"]]}', '{"[\\"propose\\"]": [["x"]]}', ""):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        assert "上次这里没有办完" not in talk(run, "propose", answers=FULL).err


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (("propose",), FULL),
        (("propose", "1.1.2"), ["三季度", "学习", "第一段。", "", "第二段“引号”。", END]),
        (("nil",), ["2.1.1", "三季度", "本季度没有此类事项"]),
        (("occurred",), ["1.3.3", "前天", "主题党日"]),
        (("staff", "add"), ["测试新人", "办公室", "承办、审批", "支部书记", SECRETARY]),
    ],
)
def test_the_line_that_is_shown_at_last_does_the_same(
    run: Office, tmp_path: Path, words: tuple[str, ...], answers: list[str]
) -> None:
    twin = Office(Path(shutil.copytree(run.ledger, tmp_path / "同样")), run.clock)
    ran = talk(run, *words, answers=answers)
    assert ran.code == 0, ran.err
    said = ran.err.split("一行就能办的写法：")[1].strip()
    if "（先把正文存成" in said:
        said = said.split("（先把")[0]
        text = tmp_path / "正文.txt"
        text.write_text("\n".join(answers[2:-1]), encoding="utf-8")
        said = said.replace("正文.txt", str(text))
    twin.ok(*shlex.split(said)[1:])
    one, other = events(run)[-1], events(twin)[-1]
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    for key in ("kind", "subject", "by", "on", "event"):
        assert one[key] == other[key], key


def test_the_line_says_who_she_said_she_is(run: Office, tmp_path: Path) -> None:
    twin = Office(Path(shutil.copytree(run.ledger, tmp_path / "同样")), run.clock)
    stranger = {"PDISC_ACTOR": "不在名单"}
    answers = ["2.1.1", "1", "否", "三季度", "没有此类事项"]
    ran = talk(run, "nil", answers=answers, env=stranger)
    assert ran.code == 0, ran.err
    twin.ok(*shlex.split(ran.err.split("一行就能办的写法：")[1].strip())[1:])
    one, other = events(run)[-1], events(twin)[-1]
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    assert one["operator"] == other["operator"] == PROPOSER


def test_several_channels_are_registered_one_after_the_other(run: Office) -> None:
    number = run.walk("已审批")
    answers = ["会议", "", "三楼", "", "是", "是", "公开栏", "", "一楼", "", "是", "否"]
    ran = talk(run, "publish", number, answers=answers)
    assert ran.code == 0, ran.err
    assert "还有文件、公开栏、网站没有登记" in ran.err
    places = [(each["channel"], each["place"]) for each in run.show(number)["publications"]]
    assert places == [("会议", "三楼"), ("公开栏", "一楼")]


def test_an_approval_prints_its_form_first_and_takes_the_signed_paper(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    number = run.walk("已审核")
    ran = talk(run, "approve", number, answers=[SECRETARY, "2"])
    assert ran.code == 0, ran.err
    assert list(tmp_path.glob("审批表*.docx"))
    assert run.show(number)["state"] == "已审核"
    scan = tmp_path / "审批表 签字.txt"
    scan.write_text("同意公开。", encoding="utf-8")
    code = run.show(number)["check_code"]
    ran = talk(run, "approve", number, answers=[SECRETARY, "1", code, f'"{scan}"'])
    assert ran.code == 0, ran.err
    step = run.show(number)["steps"][-1]
    assert (step["result"], step["evidence"][0]["name"]) == ("同意", scan.name)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (["3", "内容不全"], "退回修改"),
        (["4", "不宜公开", "条例第八条"], "不予公开"),
        (["5", "测试县委"], "报批中"),
    ],
)
def test_an_approval_may_end_in_every_way(run: Office, answers: list[str], state: str) -> None:
    number = run.walk("已审核")
    ran = talk(run, "approve", number, answers=[SECRETARY, *answers])
    assert ran.code == 0, ran.err
    assert run.show(number)["state"] == state


def test_who_approves_sees_the_text_its_attachments_and_what_the_review_said_of_findings(
    run: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "附表.txt"
    paper.write_text("没有别的。", encoding="utf-8")
    text = "第一段。\n值班电话 13800138000。\n最后一段。"
    number = run.propose("3.4.1", "--content", text, "--attach", str(paper))
    run.review(number, "--accept", "F1=工作需要：对外公布的值班电话", "--opinion", "可以公开")
    ran = talk(run, "approve", number, answers=[SECRETARY], agrees=False)
    for told in (
        *("第一段。", "最后一段。", "附件：附表.txt", "公开形式：", "审查发现 F1 手机号"),
        f"已说明：工作需要：对外公布的值班电话（{REVIEWER}）",
        f"2026-11-24 审核（{REVIEWER}）：通过",
        "意见：可以公开",
    ):
        assert told in ran.err.replace("\n", "")
    assert ran.err.index("最后一段。") < ran.err.index("怎样批的")


@pytest.mark.parametrize("act", ["review", "approve"])
def test_of_several_that_are_judged_at_once_each_is_shown(run: Office, act: str) -> None:
    numbers = [run.propose("1.1.1", "--content", text) for text in ("甲的正文。", "乙的正文。")]
    if act == "approve":
        run.ok("review", *numbers, "--by", REVIEWER, *ALL_PASS)
    who = REVIEWER if act == "review" else SECRETARY
    ran = talk(run, act, *numbers, "--by", who, answers=[], agrees=False)
    assert "甲的正文。" in ran.err
    assert "乙的正文。" in ran.err


@pytest.mark.parametrize("act", ["审核", "审批"])
def test_why_it_came_back_is_told_before_it_is_asked_what_to_revise(run: Office, act: str) -> None:
    number = run.walk("已提出" if act == "审核" else "已审核")
    who = REVIEWER if act == "审核" else SECRETARY
    said = ("--return", "数字对不上", "--opinion", "第二段要核对")
    run.ok("review" if act == "审核" else "approve", number, "--by", who, *said)
    ran = talk(run, "revise", number, answers=[], agrees=False)
    assert f"2026-11-24 {act}（{who}）：退回修改：数字对不上" in ran.err
    assert "意见：第二段要核对" in ran.err
    assert ran.err.index("数字对不上") < ran.err.index("改哪一项")


def test_a_judgement_that_was_broken_off_is_given_anew(run: Office) -> None:
    """Whoever goes on must see again what is judged: it may be another text by now."""
    number = run.walk("已提出")
    ran = talk(run, "review", number, "--by", REVIEWER, answers=["1", "1"], agrees=False)
    assert "写过的留着" not in ran.err
    run.ok("revise", number, "--content", "换了一稿。")
    ran = talk(run, "review", number, "--by", REVIEWER, answers=["全部通过"])
    assert ran.code == 0, ran.err
    assert "换了一稿。" in ran.err


def test_a_matter_is_named_by_its_place_in_the_list_and_kept_by_its_number(run: Office) -> None:
    older, newer = run.walk_every_step("已提出", "1.1.1"), run.walk_every_step("已提出", "1.1.2")
    ran = talk(run, "withdraw", answers=["2"], agrees=False)
    assert f"1 {newer}" in ran.err
    assert f"2 {older}" in ran.err
    (kept,) = run.ledger.glob("tmp/*.json")
    assert ["公开事项编号", older, True] in json.loads(kept.read_text("utf-8"))['["withdraw"]']
    ran = talk(run, "withdraw", answers=["1", "不再需要"])
    assert ran.code == 0, ran.err
    assert run.show(older)["state"] == "已撤回"


def test_who_may_only_send_it_up_is_not_offered_to_approve(run: Office) -> None:
    number = run.walk("已审核", "3.2.1")
    said = "这一条须由上级党组织审批，只能上报或退回"
    ran = talk(run, "approve", number, "--by", SECRETARY, answers=["4", "测试县委"])
    assert ran.code == 0, ran.err
    assert "同意公开" not in ran.err
    assert ran.err.replace("\n", "").index(said) < ran.err.replace("\n", "").index("怎样批的")
    assert run.show(number)["state"] == "报批中"


def test_a_review_and_its_reasons_are_walked_back_as_well(run: Office) -> None:
    number = run.walk("已提出")
    answers = ["1", "2", "<", "1", "1", "1", "1"]
    ran = talk(run, "review", number, "--by", REVIEWER, answers=answers)
    assert ran.code == 0, ran.err
    assert run.show(number)["state"] == "已审核"


@given(st.lists(st.text(max_size=5), max_size=8), st.integers(1, 10))
def test_answers_taken_back_and_given_again_are_as_they_were(typed: list[str], back: int) -> None:
    answers = Answers()
    for place, each in enumerate((*typed, "最后一个")):
        answers.keep(f"第{place}题", each, each)
    for _ in range(back):
        answers.take_back()
    left = typed[: max(len(typed) + 1 - back, 0)]
    for place, each in enumerate(left):
        assert answers.next(f"第{place}题（1 是  2 否）") == each
        answers.keep(f"第{place}题", each, each)
    assert not answers.replaying
    taken = [*typed, "最后一个"][len(left) :]
    labels = [f"第{place}题" for place in range(len(left), len(typed) + 1)]
    assert [answers.before(label) for label in labels] == taken
    assert [each.typed for each in answers.kept] == [*typed, "最后一个"]


def test_an_answer_to_another_question_is_offered_where_it_belongs_and_never_given() -> None:
    earlier = (KeptAnswer("您是哪一位", "测试承办甲"), KeptAnswer("哪一期", "2026-Q3"))
    answers = Answers(earlier)
    assert answers.next("谁提出的（写姓名或前面的数字）") is None
    assert not answers.replaying
    assert answers.before("谁提出的（写姓名或前面的数字）") == ""
    answers.keep("谁提出的", "1", "测试承办乙")
    assert "2026-Q3" in [each.typed for each in answers.kept], "a window closed now loses nothing"
    assert answers.next("哪一期（写前面的数字）") is None
    assert answers.before("哪一期（写前面的数字）") == "2026-Q3"


def test_a_long_text_outlives_a_question_that_has_come_between(run: Office) -> None:
    """Begun by somebody whom the roster knew, gone on with by one who is asked who she is."""
    talk(run, "propose", answers=["党费", "三季度", "党费收缴", BODY, END, "<"], agrees=False)
    stranger = {"PDISC_ACTOR": "不在名单"}
    ran = talk(run, "propose", answers=["1", PROPOSER, "", ""], env=stranger)
    assert ran.code == 0, ran.err
    assert f"原来写到：{BODY}" in ran.err
    shown = newest(run)
    assert (shown["window"], shown["title"], shown["content"]) == ("2026年三季度", "党费收缴", BODY)


def test_an_answer_that_may_be_left_out_can_be_taken_away_again(
    run: Office, tmp_path: Path
) -> None:
    number = run.walk("已审核")
    scan = tmp_path / "别的纸.txt"
    scan.write_text("同意公开。", encoding="utf-8")
    answers = [SECRETARY, "1", "", str(scan), "<", "无"]
    ran = talk(run, "approve", number, answers=answers)
    assert ran.code == 0, ran.err
    assert "打 无 去掉" in ran.err
    assert run.show(number)["steps"][-1]["evidence"] == []


def test_files_meant_by_a_pattern_are_kept_by_a_bare_return(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审批")
    for name in ("甲.jpg", "乙.jpg"):
        (tmp_path / name).write_text("同意公开。", encoding="utf-8")
    pattern = str(tmp_path / "*.jpg")
    ran = talk(run, "evidence", number, answers=["审批", pattern, "<", ""])
    assert ran.code == 0, ran.err
    kept = run.show(number)["steps"][-1]["evidence"]
    assert {each["name"] for each in kept} == {"甲.jpg", "乙.jpg"}


def test_what_is_confirmed_by_its_place_is_kept_by_its_name(run: Office) -> None:
    talk(run, "catalog", "confirm", "--by", SECRETARY, answers=["1", "<", "1"], agrees=False)
    (kept,) = run.ledger.glob("tmp/*.json")
    answers = json.loads(kept.read_text(encoding="utf-8"))[
        '["catalog", "confirm", "--by", "测试书记丁"]'
    ]
    assert [typed for _, typed, _ in answers] == ["周期"]


def test_what_was_chosen_by_its_place_is_kept_by_its_name(run: Office) -> None:
    """The list may be another one tomorrow: a new person, the next quarter."""
    number = run.walk("已公开", "1.3.1")
    talk(run, "archive", number, answers=["1"], agrees=False)
    talk(run, "nil", answers=["2.1.1", "2"], agrees=False)
    (kept,) = run.ledger.glob("tmp/*.json")
    found = json.loads(kept.read_text(encoding="utf-8"))
    assert [["公开以后收到意见了吗", "没有收到", True]] in found.values()
    assert ["哪一期", "2026-Q2", True] in found['["nil"]']


def test_who_she_is_may_be_known_by_the_time_she_goes_on(run: Office) -> None:
    stranger = {"PDISC_ACTOR": "不在名单"}
    talk(run, "propose", answers=["党费", PROPOSER, "否", "三季度"], env=stranger, agrees=False)
    ran = talk(run, "propose", answers=["1", "三季度", "党费收缴", BODY, END])
    assert ran.code == 0, ran.err
    assert newest(run)["window"] == "2026年三季度"


def test_back_is_typed_on_any_keyboard() -> None:
    assert all(is_back(each) for each in (*BACK, "＜", " < "))
    assert not is_back("<一>")


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (
            "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过",
            ["review", "2026-0001"],
        ),
        ("pdisc propose 1.1.1 --title 标题 --content 正文 --for 2026-Q3", None),
        ("pdisc nil 1.1.1 --for 2026-Q3 --by 姓名 --reason 理由", None),
        ("pdisc redact 2026-0001 --all", ["redact", "2026-0001", "--all"]),
        ("pdisc config set 上次换届 日期 --by 姓名", ["config", "set", "上次换届"]),
        ("pdisc publish 2026-0001 --channel 会议 --place 地点", ["publish", "2026-0001"]),
        ("去掉 --on", []),
        ("rm -rf /", []),
    ],
)
def test_a_hint_is_begun_with_what_it_is_about(hint: str, words: list[str] | None) -> None:
    commands = {"review", "propose", "nil", "redact", "config", "publish"}
    if words is None:
        words = [hint.split()[1], "1.1.1", "--for", "2026-Q3"]
    assert begun_by(hint, commands) == words


def test_who_she_says_she_is_after_all_is_who_is_recorded(run: Office) -> None:
    """The trial had opened the ledger for the first answer, and the act went on with it."""
    said = ["三季度", "没有此类事项"]
    answers = ["2.1.1", "1", *said, "<", "<", "<", "2", *said]
    ran = talk(run, "nil", answers=answers, env={"PDISC_ACTOR": "不在名单"})
    assert ran.code == 0, ran.err
    recorded = run.ok("log", "--json").json["events"][-1]
    assert (recorded["operator"], recorded["by"]) == ("测试承办乙", "测试承办乙")


def test_a_mark_on_the_command_line_is_no_more_kept_than_one_in_an_answer(run: Office) -> None:
    talk(run, "propose", "3.4.1", "--title", "某事（机密★10年）", answers=["三季度"], agrees=False)
    talk(run, "redact", run.walk("已提出"), answers=["2", "11010519491231002X"], agrees=False)
    assert not list(run.ledger.glob("tmp/*.json"))


def test_what_changed_while_she_went_back_is_a_conflict_and_never_approved_unseen(
    run: Office,
) -> None:
    number = run.walk("已提出")

    def meddle() -> None:
        run.ok("revise", number, "--content", "换了一稿。")

    answers: Sequence[Typed] = ["1", meddle, "<", "1", "1", "1", "1"]
    ran = talk(run, "review", number, answers=answers, env={"PDISC_ACTOR": REVIEWER})
    assert ran.code == 5, ran.err
    assert run.show(number)["state"] == "已提出"


def test_what_was_recorded_before_she_broke_off_the_next_act_is_said(run: Office) -> None:
    number = run.walk("已审批")
    answers = ["会议", "", "三楼", "", "是", "是"]
    ran = talk(run, "publish", number, answers=answers, agrees=False)
    assert ran.code == 130
    assert "已经记下" in ran.err
    assert "没有记录" not in ran.err


@pytest.mark.parametrize("line", ["list --year 2026", 'show "a b"', "it's", "x # y"])
def test_a_line_is_parted_as_the_shell_would(line: str) -> None:
    expected = line.split() if "'" in line else shlex.split(line)
    assert parted(line) == expected
