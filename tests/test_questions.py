"""Questions on a terminal: answers are checked when they are given, and nothing typed is lost."""

import json
import os
import re
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pytest
from conftest import ALL_PASS, COMMITTEE, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from terminals import Terminal, Tty, talk

from pdisc.cli import run as run_command
from pdisc.commands.asked.interviews import INTERVIEWS
from pdisc.commands.asked.judging import web_address
from pdisc.commands.asked.question import END, is_option
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.errors import UsageError

BODY = "会议通过了三项措施。"
UNKNOWN = {"PDISC_ACTOR": ""}


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give this test a settings folder of its own, as a fresh account has."""
    folder = tmp_path / "settings"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def newest(run: Office) -> str:
    return str(run.ok("list", "--json").json["disclosures"][-1]["number"])


def test_every_interview_is_that_of_a_command() -> None:
    names = {spec.function or name for name, spec in COMMANDS.items()}
    names |= {f"{name}_{part}" for name, spec in COMMANDS.items() for part in spec.parts or ()}
    assert set(INTERVIEWS) <= names


def test_pasted_paragraphs_are_all_kept(run: Office) -> None:
    """A2: only the first paragraph was recorded, the rest went to the shell."""
    pasted = ["第一段：制定措施五条。", "", "第二段：", "", "", "——办公室", "--完", "完成", END]
    ran = talk(run, "propose", "1.1.2", "--for", "2026-Q3", "--title", "学习", answers=pasted)
    assert ran.code == 0, ran.err
    assert run.show(newest(run))["content"] == "\n".join(pasted[:-1])
    assert f"单独打一行“{END}”" in ran.err


@pytest.mark.parametrize("typed", ["--attach 党费.docx", "—attach 党费.docx", "--by 甲"])
def test_an_answer_that_begins_as_an_option_is_no_content(run: Office, typed: str) -> None:
    """A3: `--attach 党费收缴情况.docx` became the text."""
    answers = [typed, "学习", typed, BODY, END]
    ran = talk(run, "propose", "1.1.2", "--for", "2026-Q3", answers=answers)
    assert ran.code == 0, ran.err
    shown = run.show(newest(run))
    assert (shown["title"], shown["content"]) == ("学习", BODY)
    assert ran.err.count("按 Ctrl-C 退出，写在命令后面") == 2


def test_a_chinese_dash_before_chinese_is_no_option() -> None:
    assert not is_option("——在全县干部大会上的讲话")
    assert is_option("--attach")
    assert is_option("—attach")


def test_the_path_of_a_word_file_is_an_answer_for_the_text(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "三季度 学习.docx"
    document = docx.Document()
    document.add_paragraph("第一段。")
    document.add_paragraph("第二段。")
    document.save(str(path))
    ran = talk(
        run, "propose", "1.1.1", "--for", "2026-Q3", "--title", "学习", answers=[f'"{path}" ']
    )
    assert ran.code == 0, ran.err
    assert "2段" in ran.err
    assert run.show(newest(run))["content"] == "第一段。\n第二段。"


def test_a_file_that_can_t_be_a_text_may_be_attached(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "名册.pdf"
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习")
    ran = talk(run, *plan, answers=[str(path), "否", BODY, END])
    assert ran.code == 0, ran.err
    assert run.show(newest(run))["content"] == BODY
    ran = talk(run, *plan, answers=[str(path), "是"])
    assert [each["name"] for each in run.show(newest(run))["files"]] == ["名册.pdf"]


def test_the_item_is_asked_first_and_words_lead_to_it(run: Office) -> None:
    """B3: 党费 was told as unknown only after title and text were typed, and all was lost."""
    answers = ["党", "9.9.9", "１。３。３", "", "发展党员", BODY, END]
    ran = talk(run, "propose", answers=answers)
    assert ran.code == 0, ran.err
    assert "3.4.1 党费收缴管理使用情况" in talk(run, "nil", answers=["党费"]).err
    assert "目录里没有编号“9.9.9”" in ran.err
    shown = run.show(newest(run))
    assert (shown["code"], shown["occurred_on"]) == ("1.3.3", "2026-11-24")


def test_of_several_windows_one_is_chosen_and_none_is_taken_by_itself(run: Office) -> None:
    answers = ["五季度", "2026", "", "三季度", "学习", BODY, END]
    ran = talk(run, "propose", "1.1.2", answers=answers)
    assert ran.code == 0, ran.err
    assert "这里不能空着" in ran.err
    assert "3 2026年三季度" in ran.err
    assert run.show(newest(run))["window"] == "2026年三季度"


def test_the_only_window_that_waits_is_recorded_whenever_it_will_be_published(run: Office) -> None:
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有")
    for window in ("2026-Q1", "2026-Q2"):
        run.ok("opening", "1.1.2", "--for", window, "--reason", "纸质台账", "--by", SECRETARY)
    run.on("2026-12-30")
    ran = talk(run, "propose", "1.1.2", answers=["学习", BODY, END])
    assert "公开的是哪一期：2026年四季度（只有这一期等着公开）" in ran.err
    assert "--for 2026-Q4" in ran.err
    assert run.show(newest(run))["window"] == "2026年四季度"


def test_a_wrong_state_is_told_before_anything_else_is_asked(run: Office) -> None:
    number = run.walk("已提出")
    ran = talk(run, "publish", number, answers=[])
    assert ran.code == 3
    assert "不能实施" in ran.err
    assert f"pdisc review {number}" in ran.err
    assert "地点" not in ran.err


def test_a_wrong_number_or_state_is_asked_for_again(run: Office) -> None:
    waits, done = run.walk("已提出"), run.walk("已审批", "1.1.2")
    answers = ["2026-0009", done, waits, REVIEWER, "1", "y", "是", "通过"]
    ran = talk(run, "review", answers=answers)
    assert ran.code == 0, ran.err
    assert f"{waits} " in ran.err
    assert "没有编号为“2026-0009”" in ran.err
    assert "不能审核" in ran.err
    assert run.show(waits)["state"] == "已审核"


def test_verdicts_take_short_words_and_wrong_ones_are_asked_again(run: Office) -> None:
    number = run.walk("已提出")
    answers = ["也许", "y", "2", "通过", "否", "数字对不上"]
    ran = talk(run, "review", number, "--by", REVIEWER, answers=answers)
    assert ran.code == 0, ran.err
    said = run.ok("log", number, "--json").json["events"][-1]["event"]["verdicts"]
    failed = {name for name, verdict in said.items() if verdict == "不通过"}
    assert failed == {"accuracy", "privacy"}
    assert run.show(number)["state"] == "退回修改"


def test_one_word_passes_all_four(run: Office) -> None:
    number = run.walk("已提出")
    ran = talk(run, "review", number, "--by", REVIEWER, answers=["全部通过"])
    assert ran.code == 0, ran.err
    assert run.show(number)["state"] == "已审核"


def test_who_isn_t_able_is_asked_for_somebody_who_is(run: Office) -> None:
    number = run.walk("已提出")
    ran = talk(run, "review", number, answers=["示例某", PROPOSER, "1", "全部通过"])
    assert ran.code == 0, ran.err
    assert run.show(number)["steps"][-1]["by"] == REVIEWER
    ran = talk(run, "approve", number, answers=[SECRETARY, "1", "", ""])
    assert "测试书记丁（" not in ran.err
    assert ran.code == 0, ran.err
    for name in (SECRETARY, COMMITTEE, SUPERIOR):
        assert name in ran.err
    assert not re.search(rf"(?m)^  \d+ {REVIEWER}", ran.err), "he reviewed it and isn't offered"


def test_each_open_finding_is_settled_by_itself(run: Office) -> None:
    text = "联系人手机13900001234，另一个手机13900005678，备用13900009999。"
    number = run.propose("1.1.1", "--title", "联系方式", "--content", text)
    answers = ["2", "4", "工作电话", "4", "9", "3", "应当遮盖"]
    ran = talk(run, "review", number, "--by", REVIEWER, answers=answers)
    assert ran.code == 0, ran.err
    assert run.show(number)["state"] == "退回修改"
    ran = talk(run, "revise", number, answers=["标题", "联系方式（二）"])
    assert ran.code == 0, ran.err
    answers = ["2", "4", "工作电话", "4", "4", "全部通过"]
    ran = talk(run, "review", number, "--by", REVIEWER, answers=answers)
    assert ran.code == 0, ran.err
    assert {each["state"] for each in run.show(number)["findings"]} == {"已说明"}


def test_to_mask_first_leads_from_the_review_to_the_masking(run: Office) -> None:
    number = run.propose("1.1.1", "--title", "联系", "--content", "手机13900001234。")
    ran = talk(run, "review", number, "--by", REVIEWER, answers=["1", "1"])
    assert ran.code == 0, ran.err
    assert run.show(number)["state"] == "已提出"
    assert "139****1234" in run.show(number)["content"]
    assert [step["act"] for step in run.show(number)["steps"]] == ["提出", "脱敏"]


def test_where_nothing_waits_only_her_own_words_can_be_masked(run: Office) -> None:
    number = run.propose("1.1.1", "--title", "联系", "--content", "经办人测试庚。")
    ran = talk(run, "redact", number, answers=["1", "测试庚"])
    assert ran.code == 0, ran.err
    assert "遮盖审查发现的全部内容" not in ran.err
    assert "测试庚" not in run.show(number)["content"]


def test_the_approved_channels_are_offered_and_an_address_is_checked(run: Office) -> None:
    number = run.walk("已审批")
    address = "https://www.example.cn/1"
    answers = ["广播", "1、网站", "", "www.example.cn", address, "三楼会议室", "", "是", "否"]
    ran = talk(run, "publish", number, answers=answers)
    assert ran.code == 0, ran.err
    assert "1 会议" in ran.err
    assert "以 http:// 或 https:// 开头" in ran.err
    shown = run.show(number)
    assert [(each["channel"], each["place"], each["url"]) for each in shown["publications"]] == [
        ("会议", "三楼会议室", ""),
        ("网站", "", "https://www.example.cn/1"),
    ]


def test_several_channels_in_one_word_are_each_asked_for_their_place(run: Office) -> None:
    number = run.walk("已审批")
    answers = ["https://www.example.cn/1", "三楼会议室"]
    ran = talk(run, "publish", number, "--channel", "会议，网站", answers=answers)
    assert ran.code == 0, ran.err
    assert len(run.show(number)["publications"]) == 2


def test_a_command_that_only_reads_loads_no_questions(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "pdisc.commands.asked.interviews")
    assert talk(run, "due", answers=[]).code == 0
    assert "pdisc.commands.asked.interviews" not in sys.modules


def test_the_first_publication_tells_which_window_it_answers(run: Office) -> None:
    number = run.walk("已审批", "1.1.1")
    words = ("publish", number, "--place", "三楼", "--json")
    told = "".join(run.ok(*words, "--channel", "会议").json["notices"])
    assert "这次公开算作2026年四季度" in told
    assert f"pdisc reassign {number} --reason 理由 --by 审批人 --for" in told
    assert "没有写 --for" not in "".join(run.ok(*words, "--channel", "文件").json["notices"])


def test_archive_asks_whether_opinions_came_in(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    ran = talk(run, "archive", number, answers=["也许", "1", "是"])
    assert ran.code == 0, ran.err
    assert run.show(number)["opinion_result"] == "无意见"


def test_an_occurrence_is_asked_for_its_day_and_what_it_was(run: Office) -> None:
    """A6: the code alone was recorded as of today, and nothing of what it was."""
    answers = ["1.1.1", "重大活动", "1.3.3", "2026-12-01", "前天", "主题党日"]
    ran = talk(run, "occurred", answers=answers)
    assert ran.code == 0, ran.err
    assert "1.1.1 是定期事项" in ran.err
    event = run.ok("log", "--json").json["events"][-1]
    assert (event["kind"], event["on"], event["note"]) == ("发生", "2026-11-22", "主题党日")


def test_a_day_far_back_is_asked_for_its_reason_at_once(run: Office) -> None:
    ran = talk(run, "occurred", "1.3.3", answers=["11月3日", "主题党日", "当时停电"])
    assert ran.code == 0, ran.err
    event = run.ok("log", "--json").json["events"][-1]
    assert (event["on"], event["late_reason"]) == ("2026-11-03", "当时停电")


def test_nil_offers_the_windows_that_are_over(run: Office) -> None:
    ran = talk(run, "nil", answers=["2.1.1", "2027-Q1x", "3", "本季度没有此类事项"])
    assert ran.code == 0, ran.err
    assert "4 2026年四季度" not in ran.err
    assert run.ok("log", "--json").json["events"][-1]["event"]["window"] == "2026-Q3"


def test_an_unknown_account_is_asked_who_she_is_and_may_be_tied(
    run: Office, own_settings: Path
) -> None:
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习", "--content", BODY)
    ran = talk(run, *plan, answers=["示例某", "2", "是"], env=UNKNOWN)
    assert ran.code == 0, ran.err
    assert "您是哪一位" in ran.err
    step = run.show(newest(run))["steps"][-1]
    assert (step["by"], step["operator"]) == ("测试承办乙", "测试承办乙")
    (kept,) = own_settings.rglob("*.json")
    assert list(json.loads(kept.read_text(encoding="utf-8")).values()) == ["测试承办乙"]
    assert str(kept) in ran.err
    ran = talk(run, *plan, answers=[], env=UNKNOWN)
    assert ran.code == 0, ran.err
    assert run.show(newest(run))["proposed_by"] == "测试承办乙"
    assert run(*plan, "--json", env=UNKNOWN).json["proposed_by"] == "测试承办乙"


def test_a_tie_is_for_one_ledger_and_no_ledger_depends_on_it(
    run: Office, own_settings: Path, tmp_path: Path
) -> None:
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习", "--content", BODY)
    assert talk(run, *plan, answers=["1", "是"], env=UNKNOWN).code == 0
    (kept,) = own_settings.rglob("*.json")
    other = Office(tmp_path / "另一本", run.clock)
    other.ok("init", "--since", "2026-01-01")
    other.ok("staff", "add", "测试别人", "--office", "办公室", "--role", "承办")
    assert "您是哪一位" in talk(other, *plan, answers=["1", "否"], env=UNKNOWN).err
    kept.write_text("{不是 JSON", encoding="utf-8")
    assert run(*plan, env=UNKNOWN).code == 4
    kept.unlink()
    assert run.verify()["ok"]


def test_where_nothing_can_be_kept_that_is_told(run: Office, own_settings: Path) -> None:
    own_settings.write_text("一个文件，不是文件夹", encoding="utf-8")
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习", "--content", BODY)
    ran = talk(run, *plan, answers=["1", "是"], env=UNKNOWN)
    assert ran.code == 0, ran.err
    assert "没能记住" in ran.err
    assert "PDISC_ACTOR" not in ran.err


def test_whoever_was_kept_is_told_how_to_be_asked_anew(run: Office, own_settings: Path) -> None:
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习", "--content", BODY)
    ran = talk(run, *plan, answers=["1", "是"], env=UNKNOWN)
    (kept,) = own_settings.rglob("*.json")
    assert f"以后换了人用这个账户，删掉这个文件，就会重新问：{kept}" in ran.err
    assert "PDISC_ACTOR" not in ran.err
    kept.unlink()
    assert "您是哪一位" in talk(run, *plan, answers=["1", "否"], env=UNKNOWN).err


def test_a_person_of_the_roster_without_the_duty_is_told_what_is_lacking(run: Office) -> None:
    number = run.walk("已提出")
    ran = talk(run, "review", number, answers=[SECRETARY, "示例外人", PROPOSER, "<"], agrees=False)
    assert f"{SECRETARY}不能审核：没有审核职责，写上面的姓名或前面的数字" in ran.err
    assert f"{PROPOSER}不能审核：没有审核职责" in ran.err
    assert "人员名单里没有“示例外人”" in ran.err
    assert "由谁审核（写姓名或前面的数字）" in ran.err


def test_whoever_proposed_it_is_told_that_it_is_for_another(run: Office) -> None:
    run.ok("staff", "add", PROPOSER, "--office", "办公室", "--role", "审核", "--by", SECRETARY)
    number = run.walk("已提出")
    ran = talk(run, "review", number, answers=[PROPOSER, "<"], agrees=False)
    assert f"{PROPOSER}不能审核：是自己提出的" in ran.err


def test_words_that_no_item_bears_are_not_called_a_number(run: Office) -> None:
    ran = talk(run, "propose", answers=["食堂", "<"], agrees=False)
    assert "没有编号或名称里有“食堂”的条目" in ran.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("一楼大厅", "“一楼大厅”不是网址"),
        ("公开栏.", "不是网址"),
        ("www.example.invalid/1", "如 https://www.example.invalid/1"),
        ("示例.中国", "如 https://示例.中国"),
    ],
)
def test_an_address_is_completed_only_where_it_is_one(typed: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)) as raised:
        web_address(typed)
    assert ("https://" + typed in raised.value.message) == ("如 https" in told)


def test_a_command_without_questions_of_its_own_asks_who_she_is(run: Office) -> None:
    ran = talk(run, "workdays", "check", "没有.yaml", answers=["4", "否"], env=UNKNOWN)
    assert "您是哪一位" in ran.err
    assert ran.code == 2
    ran = talk(run, "due", answers=[], env=UNKNOWN)
    assert "您是哪一位" not in ran.err


def test_a_new_ledger_asks_nobody_who_she_is(run: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "另一本", run.clock)
    ran = talk(other, "init", "--since", "2026-01-01", answers=[], env=UNKNOWN)
    assert ran.code == 0, ran.err


def test_a_name_that_signs_by_itself_isn_t_asked_who_sits_there(run: Office) -> None:
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习", "--content", BODY)
    ran = talk(run, *plan, "--by", PROPOSER, answers=[], env=UNKNOWN)
    assert ran.code == 0, ran.err
    assert "您是哪一位" not in ran.err


@pytest.mark.parametrize("answers", [[], ["党费"], ["1.1.2", "三季度", "学习", "第一段"]])
def test_the_end_of_input_at_a_question_records_nothing(run: Office, answers: list[str]) -> None:
    before = run.ok("log", "--json").json["events"]
    ran = talk(run, "propose", answers=answers)
    assert ran.code == 130
    assert "没有记录" in ran.err
    assert run.ok("log", "--json").json["events"] == before


def test_revise_asks_what_is_to_be_changed(run: Office) -> None:
    number = run.walk("已提出", "1.1.2")
    answers = [number, "1、7", "新的题目", "2026/11/30"]
    ran = talk(run, "revise", answers=answers)
    assert ran.code == 0, ran.err
    shown = run.show(number)
    assert (shown["title"], shown["planned_on"]) == ("新的题目", "2026-11-30")


def test_correct_asks_for_what_is_public(run: Office) -> None:
    waits, out = run.walk("已提出"), run.walk("已公开", "1.3.1")
    ran = talk(run, "correct", answers=[waits, out, "更正后的情况说明。", END])
    assert ran.code == 0, ran.err
    assert "还没有公开过" in ran.err
    assert run.show(newest(run))["corrects"] == out


def test_papers_that_come_later_are_asked_for_by_step_and_file(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审批")
    scan = tmp_path / "审批表 扫描.txt"
    scan.write_text("同意公开。", encoding="utf-8")
    ran = talk(run, "evidence", number, answers=["盖章", "审批", "没有.txt", f'"{scan}"'])
    assert ran.code == 0, ran.err
    assert "没有这个文件" in ran.err
    (kept,) = run.show(number)["steps"][-1]["evidence"]
    assert kept["name"] == "审批表 扫描.txt"


def test_all_that_is_overdue_is_urged_by_a_word(run: Office) -> None:
    ran = talk(run, "urge", answers=[SECRETARY, "--all-overdue", "全部"])
    assert ran.code == 0, ran.err
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "督促"


def test_a_dragged_path_is_screened(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "三季度 党费.txt"
    path.write_text("手机13900001234", encoding="utf-8")
    ran = talk(run, "screen", answers=["没有.txt", f'"{path}"'])
    assert ran.code == 0, ran.err
    assert "手机号" in ran.out


def test_catalog_set_asks_and_checks_each_value(run: Office) -> None:
    answers = [
        "1.1.2",
        SECRETARY,
        "每年",
        "周期、承办科室",
        "每三天",
        "每半年",
        "综合科",
        "上级要求",
    ]
    ran = talk(run, "catalog", "set", answers=answers)
    assert ran.code == 0, ran.err
    item = run.ok("catalog", "show", "1.1.2", "--json").json
    assert (item["every"], item["office"]) == ("每半年", "综合科")


def test_catalog_confirm_asks_for_all_only_by_that_word(run: Office) -> None:
    ran = talk(run, "catalog", "confirm", answers=[SECRETARY, "9.9.9", "1.1.2", "是"])
    assert ran.code == 0, ran.err
    assert "every" not in run.ok("catalog", "show", "1.1.2", "--json").json["assumed"]
    assert "every" in run.ok("catalog", "show", "1.1.1", "--json").json["assumed"]


def test_roles_and_authority_of_a_person_are_asked_for(run: Office) -> None:
    answers = ["测试新人", "办公室", "经办", "承办、审批", "局长", "1", SECRETARY]
    ran = talk(run, "staff", "add", answers=answers)
    assert ran.code == 0, ran.err
    staff = run.ok("staff", "list", "--json").json["staff"]
    person = next(each for each in staff if each["name"] == "测试新人")
    assert (set(person["roles"]), person["authority"]) == ({"承办", "审批"}, "支部书记")


def test_a_setting_is_shown_before_it_is_changed(run: Office) -> None:
    ran = talk(run, "config", "set", answers=[SECRETARY, "没有的", "审核时限", "5天"])
    assert ran.code == 0, ran.err
    assert "现在是 3（工作日）" in ran.err
    assert "起为 5" in ran.out


@pytest.mark.parametrize("family", ["staff", "catalog", "config", "workdays"])
def test_a_family_alone_lists_its_commands(run: Office, family: str) -> None:
    ran = run(family)
    assert ran.code == 2
    for part, spec in (COMMANDS[family].parts or {}).items():
        assert f"pdisc {family} {part}　{spec.summary}" in ran.err


def test_without_a_terminal_nothing_is_asked_and_all_that_is_missing_is_told(run: Office) -> None:
    ran = run("propose")
    assert ran.code == 2
    for flag in ("目录编号", "--title", "--content"):
        assert flag in ran.err
    out = Tty()
    context = Context(
        out=out,
        err=Tty(),
        stdin=Tty("1.1.1\n"),
        clock=run.clock,
        environment={"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": "不在名单"},
    )
    assert run_command(["propose", "--json"], context) == 2
    assert json.loads(out.getvalue())["error"]["code"] == 2


def test_a_change_while_she_reads_is_a_conflict(run: Office) -> None:
    number = run.walk("已提出")

    class Meddling(Tty):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
            run.ok("review", number, "--by", REVIEWER, *ALL_PASS)
            return "全部通过\n"

    context = Context(
        out=Tty(),
        err=(err := Tty()),
        stdin=Meddling(),
        clock=run.clock,
        environment={"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": REVIEWER},
    )
    assert run_command(["review", number], context) == 5
    assert "已被改动" in err.getvalue()


# On a real terminal


def environment(run: Office, **more: str) -> Mapping[str, str]:
    usual = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER, "TERM": "xterm"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PDISC_")}
    return {**kept, "COLUMNS": "80", **usual, **more}


pytestmark_pty = pytest.mark.skipif(sys.platform == "win32", reason="ptys are POSIX")


@pytestmark_pty
def test_on_a_real_terminal_pasted_paragraphs_are_kept(run: Office, tmp_path: Path) -> None:
    words = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "学习")
    terminal = Terminal(words, environment(run), tmp_path)
    terminal.until("单独打一行")
    terminal.type("第一段。\r\r第二段。\r")
    terminal.type("完\r")
    terminal.until("登记吗")
    terminal.type("1\r")
    assert terminal.ended() == 0, terminal.shown
    run.on(date.today())
    assert run.show(newest(run))["content"] == "第一段。\n\n第二段。"


@pytestmark_pty
def test_on_a_real_terminal_arrow_keys_edit_the_line(run: Office, tmp_path: Path) -> None:
    words = ("propose", "1.1.1", "--for", "2026-Q3", "--content", BODY)
    terminal = Terminal(words, environment(run), tmp_path)
    terminal.until("标题：")
    terminal.type("ac\x1b[Db\r")
    terminal.until("登记吗")
    terminal.type("1\r")
    assert terminal.ended() == 0, terminal.shown
    assert "abc" in terminal.shown


@pytestmark_pty
def test_on_a_real_terminal_back_behind_what_stood_there_is_no_part_of_it(
    run: Office, tmp_path: Path
) -> None:
    terminal = Terminal(("nil", "2.1.1"), environment(run), tmp_path)
    terminal.until("哪一期")
    terminal.type("三季度\r")
    terminal.until("理由：")
    terminal.type("没有开展\r")
    terminal.until("登记吗")
    terminal.type("<\r")
    terminal.until("理由：没有开展")
    terminal.type("<\r")
    terminal.until("哪一期")
    terminal.type("\r")
    terminal.until("理由：没有开展")
    terminal.type("\r")
    terminal.until("登记吗")
    terminal.type("1\r")
    assert terminal.ended() == 0, terminal.shown
    run.on(date.today())
    assert "理由：没有开展" in terminal.shown
    assert "没有开展<" not in run.ok("log", "--json").out
    assert "没有开展" in run.ok("log", "--json").out


@pytestmark_pty
def test_on_a_real_terminal_an_interrupt_says_that_nothing_was_recorded(
    run: Office, tmp_path: Path
) -> None:
    terminal = Terminal(("propose",), environment(run), tmp_path)
    terminal.until("目录编号")
    time.sleep(0.5)  # Python's readline overlooks an interrupt in the instant it begins to wait
    terminal.type("\x03")
    assert terminal.ended() == 130
    assert "没有记录" in terminal.shown


@pytestmark_pty
def test_on_a_real_terminal_the_tour_asks_nothing(run: Office, tmp_path: Path) -> None:
    terminal = Terminal(("tour",), environment(run), tmp_path)
    assert terminal.ended() == 0, terminal.shown
