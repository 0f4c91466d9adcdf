"""Every command that lacks something asks for it on a terminal, and offers what it can."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, Office
from filled_sheets import Page
from terminals import talk

from pdisc.commands.asked.interviews import INTERVIEWS
from pdisc.commands.table import COMMANDS
from pdisc.commands.wiring import ASKING

BY_DESIGN: dict[str, str] = {}
"""Commands that can't do without something, and don't ask for it; with the reason."""

Words = tuple[str, ...]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this test a working folder and a settings folder of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)


def _commands() -> Iterator[tuple[Words, str, str]]:
    for name, spec in COMMANDS.items():
        if not spec.parts:
            yield (name,), spec.function or name, spec.kind
        for part, row in (spec.parts or {}).items():
            yield (name, part), row.function or f"{name}_{part}", row.kind


def events(run: Office) -> list[dict[str, object]]:
    found = run.ok("log", "--json").json["events"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("words", "function", "kind"), list(_commands()))
def test_what_a_command_lacks_is_asked_for(
    run: Office, words: Words, function: str, kind: str
) -> None:
    bare = run(*words, "--json")
    lacks = bare.code == 2 and "缺少" in bare.out
    if lacks and function not in BY_DESIGN:
        assert function in INTERVIEWS
        assert kind == "write" or function in ASKING
        asked = talk(run, *words, answers=[], agrees=False)
        assert asked.code in (130, 3), asked.err
        assert "缺少" not in asked.err


def test_what_asks_by_design_nothing_is_none_that_asks() -> None:
    assert not set(BY_DESIGN) & set(INTERVIEWS)


def test_every_reading_command_that_asks_has_its_questions() -> None:
    assert set(ASKING) <= set(INTERVIEWS)


def test_what_was_given_loads_no_questions(run: Office) -> None:
    number = run.walk("已提出")
    assert talk(run, "show", number, answers=[]).code == 0


def test_an_opinion_is_walked_from_its_arrival_to_the_answer(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    assert talk(run, "opinion", "add", answers=[number, "公开得太晚", "", "", "意见箱"]).code == 0
    assert talk(run, "opinion", "assign", answers=["1", PROPOSER]).code == 0
    answers = ["1", "属实", "已经说明了原因", "是", "以后按时公开", PROPOSER, "2026-12-10"]
    ran = talk(run, "opinion", "settle", answers=answers)
    assert ran.code == 0, ran.err
    (opinion,) = run.ok("opinion", "list", "--json").json["opinions"]
    assert (opinion["result"], opinion["holder"], opinion["due_on"]) == (
        "属实",
        PROPOSER,
        "2026-12-10",
    )
    ran = talk(run, "opinion", "settle", answers=[])
    assert ran.code == 3
    assert "现在没有可以办结的意见" in ran.err


def test_when_and_from_whom_a_word_came_is_asked_beside_its_text(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    run.on("2026-12-02")
    said = [number, "公开得太晚，手机13800138000", "2026-11-27", "测试群众", "意见箱"]
    ran = talk(run, "opinion", "add", answers=said)
    assert ran.code == 0, ran.err
    assert "写有个人的号码" in ran.err
    (opinion,) = run.ok("opinion", "list", "--json").json["opinions"]
    assert (opinion["received_on"], opinion["from"]) == ("2026-11-27", "测试群众")
    asked = ["公开食堂账目", "2026-11-27", "测试党员", "13800138000", "党员", "口头"]
    ran = talk(run, "request", "add", answers=asked)
    assert ran.code == 0, ran.err
    assert "写有个人的号码" not in ran.err
    shown = run.ok("request", "show", "2026-D001", "--json").json
    assert (shown["received_on"], shown["name"], shown["contact"]) == (
        "2026-11-27",
        "测试党员",
        "13800138000",
    )
    told = [*asked[:1], "", "", *asked[4:]]
    told[0] = "我是测试党员，手机13800138000，公开食堂账目"
    assert "写有个人的号码" in talk(run, "request", "add", answers=told).err


def test_why_a_word_comes_late_is_asked_where_it_came_long_ago(run: Office) -> None:
    run.on("2026-12-10")
    asked = ["公开食堂账目", "2026-11-24", "", "党员", "口头", "出差"]
    ran = talk(run, "request", "add", answers=asked)
    assert ran.code == 0, ran.err
    assert "补录的原因" in ran.err


@pytest.mark.parametrize("typed", ["三季度", "2026年第三季度", "2026-Q3"])
def test_the_window_of_a_survey_is_taken_as_people_say_it(run: Office, typed: str) -> None:
    counts = ["3", "十三季度", typed, "2", "12", "3", "1", "0", "20"]
    ran = talk(run, "survey", "add", answers=counts)
    assert ran.code == 0, ran.err
    assert "--for 2026-Q3" in ran.err


@pytest.mark.parametrize("command", ["show", "takedown", "correct", "revise", "reassign"])
def test_where_one_is_meant_a_second_is_refused_at_its_question(run: Office, command: str) -> None:
    numbers = [run.walk("已提出" if command == "revise" else "已公开", "1.3.1") for _ in range(2)]
    ran = talk(run, command, answers=["、".join(numbers)], agrees=False)
    assert "这里一次办一件，写了2件" in ran.err
    assert "核对一下" not in ran.err


def test_of_several_that_are_to_be_printed_all_are(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    numbers = [run.walk("已提出", code) for code in ("1.3.1", "1.1.1")]
    ran = talk(run, "print", "审批表", answers=["、".join(numbers)])
    assert ran.code == 0, ran.err
    (path,) = tmp_path.glob("审批表*.docx")
    with zipfile.ZipFile(path) as box:
        printed = box.read("word/document.xml").decode()
    assert [number for number in numbers if number not in printed] == []


def test_entries_that_may_be_annulled_are_told_apart_by_channel_and_place(run: Office) -> None:
    run.walk("已公开")
    told = talk(run, "annul", answers=[], agrees=False).err
    lines = [line for line in told.splitlines() if " 实施 " in line]
    assert len(lines) > 1
    assert len({line.split("条", 1)[1] for line in lines}) == len(lines)


def test_what_is_approved_already_is_told_before_anything_is_asked(run: Office) -> None:
    number = run.walk("已审批")
    ran = talk(run, "approve", number, "--by", SECRETARY, answers=[])
    assert ran.code == 3
    assert "怎样批的" not in ran.err
    assert "审批表" not in ran.err
    assert number not in talk(run, "approve", answers=[], agrees=False).err


def test_who_decides_a_request_reads_it_whole_and_names_an_offer_by_its_place(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    text = f"请公开{run.show(number)['item']}，" + "以及与它有关的全部情况，" * 8
    run.ok("request", "add", "--content", text, "--asker", "党员", "--via", "口头")
    answers = ["2026-D001", SECRETARY, "已公开", "1"]
    ran = talk(run, "request", "decide", answers=answers)
    assert ran.code == 0, ran.err
    assert text in "".join(ran.err.split())
    assert run.ok("request", "show", "2026-D001", "--json").json["outcome"] == "已公开"


def test_what_is_put_right_or_taken_down_is_shown_before(run: Office) -> None:
    number = run.walk("已公开")
    shown = run.show(number)
    told = talk(run, "correct", number, answers=[], agrees=False).err
    assert shown["title"] in told
    assert shown["versions"][-1]["content"] in told
    told = talk(run, "takedown", number, answers=[], agrees=False).err
    (board,) = (each for each in shown["publications"] if each["channel"] == "公开栏")
    assert f"现在挂着：公开栏 {board['place']}" in told


def test_a_survey_is_counted_grade_by_grade(run: Office) -> None:
    ran = talk(run, "survey", "add", answers=["1", "2", "12", "三", "3", "1", "0", "20"])
    assert ran.code == 0, ran.err
    assert "写从 0 到" in ran.err
    (group,) = run.ok("survey", "show", "--json").json["groups"]
    assert (group["group"], group["counts"]) == (
        "群众",
        {"满意": 12, "基本满意": 3, "不满意": 1, "不了解": 0},
    )


def test_a_slip_is_chosen_from_the_newest_registrations(run: Office) -> None:
    run.ok("nil", "2.1.1", "--for", "2026-Q3", "--reason", "没有此类事项")
    seq = str(events(run)[-1]["seq"])
    ran = talk(run, "annul", answers=["1", "九", seq, "登错了"])
    assert ran.code == 0, ran.err
    assert "不是可以作废的登记" in ran.err
    assert f"第{seq}条 无事项 2.1.1 2026年三季度" in ran.err
    assert events(run)[-1]["kind"] == "作废"


def test_a_new_item_is_placed_by_choosing(run: Office) -> None:
    answers = [
        SECRETARY,
        "1",
        "学习贯彻上级会议精神情况",
        "会议、文件",
        "党内",
        "定期",
        "2",
        "会议要求",
    ]
    ran = talk(run, "catalog", "add", answers=answers)
    assert ran.code == 0, ran.err
    item = run.ok("catalog", "show", "1.1.3", "--json").json
    assert (item["level3"], item["channels"], item["every"]) == (
        "学习贯彻上级会议精神情况",
        ["会议", "文件"],
        "每季度",
    )


def test_a_new_item_may_begin_a_class_of_its_own(run: Office) -> None:
    groups = {each["level2"] for each in run.ok("catalog", "list", "--json").json["items"]}
    last = str(len(groups) + 1)
    answers = [
        *(SECRETARY, last, "联系和服务党员、群众情况", "联系服务群众", "领导干部联系群众情况"),
        *("会议", "社会", "随时", "附件1第6类没有条目"),
    ]
    ran = talk(run, "catalog", "add", answers=answers)
    assert ran.code == 0, ran.err
    assert run.ok("catalog", "show", "7.1.1", "--json").json["level2"] == "联系服务群众"


def test_what_is_assumed_is_confirmed_in_groups(run: Office) -> None:
    ran = talk(run, "catalog", "confirm", answers=[SECRETARY, "1、承办科室"])
    assert ran.code == 0, ran.err
    assert "1 周期：每季度17条；每年4条" in ran.err
    fields = {each["field"] for each in run.ok("due", "--json").json["unconfirmed"]}
    assert not {"every", "office"} & fields
    assert "authority" in fields


def test_the_term_of_keeping_is_confirmed_by_its_paper(run: Office) -> None:
    ran = talk(run, "catalog", "confirm", answers=[SECRETARY, "保管期限", "档发〔2026〕3号"])
    assert ran.code == 0, ran.err
    fields = {each["field"] for each in run.ok("due", "--json").json["unconfirmed"]}
    assert "retention" not in fields


def test_nothing_is_left_to_confirm_once_all_is(run: Office) -> None:
    run.ok("catalog", "confirm", "--all", "--document-number", "档发〔2026〕3号")
    ran = talk(run, "catalog", "confirm", answers=[SECRETARY])
    assert ran.code == 3
    assert "没有待核定的内容" in ran.err


def test_nil_takes_several_items_of_one_window(run: Office) -> None:
    ran = talk(run, "nil", answers=["2.1.1、dfsj", "三季度", "没有此类事项"])
    assert ran.code == 0, ran.err
    assert [each["subject"] for each in events(run)[-2:]] == ["2.1.1", "3.4.1"]


def test_only_windows_that_all_of_them_owe_are_offered(run: Office) -> None:
    run.ok("nil", "2.1.1", "--for", "2026-Q2", "--reason", "没有此类事项")
    ran = talk(run, "nil", answers=["2.1.1、3.4.1"], agrees=False)
    assert "2 2026年三季度" in ran.err


def test_what_hangs_is_asked_by_item_day_and_place(run: Office) -> None:
    answers = ["3", "3.1.1", SECRETARY, "3月2日", "2", "www.x", "https://example.invalid/1"]
    ran = talk(run, "opening", answers=answers)
    assert ran.code == 0, ran.err
    (event,) = [each for each in events(run) if each["kind"] == "期初"]
    assert event["on"] == "2026-03-02"
    assert event["late"] is False


def test_windows_on_paper_are_chosen_from_those_that_are_owed(run: Office) -> None:
    ran = talk(run, "opening", "2.1.1", answers=[SECRETARY, "1、2", "按纸质台账"])
    assert ran.code == 0, ran.err
    assert [each["event"] for each in events(run)][-1]["windows"] == ["2026-Q1", "2026-Q2"]  # type: ignore[index]


def test_the_office_s_own_days_are_asked_for_by_file(run: Office, tmp_path: Path) -> None:
    days = tmp_path / "本单位.yaml"
    days.write_text("off:\n  - {day: 2026-12-24, name: 本单位放假}\n", encoding="utf-8")
    ran = talk(run, "workdays", "own", answers=[SECRETARY, "没有.yaml", str(days)])
    assert ran.code == 0, ran.err
    assert "没有这个文件" in ran.err


def test_a_layout_is_handed_out_taken_in_and_dropped(run: Office, tmp_path: Path) -> None:
    assert talk(run, "template", "export", answers=["审批表", ""]).code == 0
    layout = tmp_path / "审批表样式.docx"
    assert docx.Document(str(layout)).paragraphs
    ran = talk(run, "template", "set", answers=["1", SECRETARY, str(layout), "按本单位的样式"])
    assert ran.code == 0, ran.err
    ran = talk(run, "template", "drop", answers=["1", SECRETARY, "改回来"])
    assert ran.code == 0, ran.err
    assert [each["kind"] for each in events(run)[-2:]] == ["登记模板", "停用模板"]


def test_a_quarter_goes_out_on_a_sheet_and_comes_back(run: Office, tmp_path: Path) -> None:
    ran = talk(run, "sheet", answers=["1", "", ""], agrees=False)
    assert ran.code == 0, ran.err
    page = Page(tmp_path / "2026年三季度填报.xlsx")
    page.nothing("2.1.1")
    ran = talk(run, "sheet", answers=["3", page.save()])
    assert ran.code == 0, ran.err
    assert events(run)[-1]["kind"] == "无事项"


def test_the_catalogue_goes_out_on_a_sheet(run: Office, tmp_path: Path) -> None:
    ran = talk(run, "catalog", "sheet", answers=["1", ""], agrees=False)
    assert ran.code == 0, ran.err
    assert (tmp_path / "目录.xlsx").is_file()


READING: list[tuple[Words, Callable[[Office], list[str]], str]] = [
    (("show",), lambda run: [run.walk("已提出")], "已提出"),
    (("search",), lambda run: [run.propose("3.4.1", "--title", "党费")[:0] + "党费"], "2026-0001"),
    (("catalog", "show"), lambda run: ["dfsj"], "3.4.1"),
    (("why",), lambda run: ["dfsj"], "3.4.1"),
    (("workdays", "plus"), lambda run: ["", "5"], "2026-12-01"),
    (("print",), lambda run: ["公开目录"], "已写到"),
    (("print",), lambda run: ["1", run.walk("已审核")], "审批表_2026-0001"),
    (("calendar",), lambda run: [""], "党务公开.ics"),
    (("site",), lambda run: [""], "党务公开网页"),
]


@pytest.mark.parametrize(("words", "answers", "said"), READING)
def test_what_is_only_read_is_asked_for_too(
    run: Office, words: Words, answers: Callable[[Office], list[str]], said: str
) -> None:
    ran = talk(run, *words, answers=answers(run), agrees=False)
    assert ran.code == 0, ran.err
    assert said in ran.out


def test_a_request_is_chosen_from_those_that_came(run: Office) -> None:
    run.ok("request", "add", "--content", "想了解党费的使用", "--asker", "党员")
    ran = talk(run, "request", "show", answers=["2026-D001"], agrees=False)
    assert "想了解党费的使用" in ran.out
    ran = talk(run, "print", "登记表", answers=["2026-D001"], agrees=False)
    assert ran.code == 0, ran.err


def test_each_of_those_who_may_not_is_asked_for_somebody_who_may(run: Office) -> None:
    ran = talk(run, "template", "drop", answers=["1", REVIEWER], agrees=False)
    assert "没有审批职责，写上面的姓名" in ran.err
