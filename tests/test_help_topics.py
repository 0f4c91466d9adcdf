"""What she asks in her own words is answered, and everything can be reached so."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import Office
from hypothesis import given
from hypothesis import strategies as st
from test_examples import commands

from pdisc.commands.advice.finding import MOST, TOPICS, is_said, topics_for
from pdisc.commands.advice.topic import Topic
from pdisc.commands.chinese_names import commands_in
from pdisc.context import Context
from pdisc.papers.forms import FORMS

ASKED = {
    "延期": "defer",
    "顺延": "defer",
    "备份": "verify",
    "打印": "print",
    "退回": "review",
    "删除": "annul",
    "改错": "annul",
    "换人": "staff close",
    "期次": "reassign",
    "补录": "publish",
    "凭证": "evidence",
    "Excel": "due",
    "审批表": "print",
    "本期无事项": "nil",
    "修改": "revise",
    "密级": "lift",
    "脱敏": "redact",
    "身份证": "redact",
    "更正": "correct",
    "撤下": "takedown",
    "公示": "propose",
    "点题": "request add",
    "意见": "opinion add",
    "满意度": "survey add",
    "网站": "site",
    "公开栏": "show",
    "归档": "archive",
    "档号": "config set",
    "目录": "catalog list",
    "推定": "catalog check",
    "科室": "catalog set",
    "书记外出": "staff add",
    "代批": "staff add",
    "回避": "approve",
    "会议": "publish",
    "逾期": "due",
    "报告": "report",
    "季报": "print",
    "月报": "print",
    "年报": "print",
    "导出": "due",
    "Word": "propose",
    "PDF": "print",
    "日历": "calendar",
    "节假日": "workdays check",
    "调休": "workdays check",
    "迎检": "verify",
    "检查": "due",
    "交接": "verify",
    "忘记": "search",
    "打错": "annul",
    "取消": "withdraw",
    "撤销": "annul",
    "作废": "annul",
    "恢复": "verify",
    "换电脑": "verify",
    "卸载": "verify",
    "同步": "verify",
    "U盘": "verify",
    "密码": "report",
    "漏报": "publish",
    "忘了公开": "propose",
    "补交": "propose",
    "乱码": "list",
    "没反应": "log",
    "断电": "verify",
    "怎么保存": "log",
    "单位改名": "config set",
    "登重了": "annul",
    "断号": "withdraw",
    "不见了": "search",
    "找谁": "why",
    "谁能批": "catalog list",
    "书记没空": "staff add",
    "领导要看": "print",
    "签名": "approve",
    "图片": "evidence",
    "信访": "opinion add",
    "下个月": "due",
    "发给别人": "screen",
    "范围错了": "takedown",
    "批错了人": "withdraw",
    "选错人": "withdraw",
    "审批的人选错了": "withdraw",
    "人走了": "staff close",
    "换届": "staff close",
    "党小组": "staff add",
    "加一项": "catalog add",
    "没有这个条目": "catalog add",
    "电脑坏了": "verify",
    "两个人": "approve",
    "谁批的": "log",
    "已经贴出去了发现错": "correct",
    "补办": "publish",
    "上次做到哪": "due",
    "接着写": "due",
    "桌面": "due",
}
"""What people type, and a command of the first answer."""


@pytest.mark.parametrize(("word", "command"), ASKED.items(), ids=lambda each: str(each))
def test_a_word_that_people_type_finds_what_to_do(word: str, command: str) -> None:
    first, *_ = topics_for(word)

    assert command in commands_in(first.examples)


def test_how_to_update_is_told_though_no_command_does_it() -> None:
    first, *_ = topics_for("升级")

    assert "台账不在那里，不会动" in first.says


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("怎么延期", "延期"),
        ("打错了怎么办", "打错"),
        ("书记出差了谁批", "书记外出"),
        ("手机号被查出来了", "脱敏"),
        ("怎么把贴出去的撤下来", "撤下"),
        ("换了新书记怎么办", "换书记"),
        ("ｅｘｃｅｌ", "Excel"),
        ("u 盘", "U盘"),
        ("延其", "延期"),
        ("顺沿", "延期"),
        ("身份正", "脱敏"),
        ("备分", "备份"),
    ],
)
def test_a_sentence_or_a_slip_finds_the_same(sentence: str, word: str) -> None:
    assert topics_for(word)[0] in topics_for(sentence)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.title)
def test_every_word_of_a_topic_finds_it(topic: Topic) -> None:
    """So no word of one topic hides behind another's."""
    lost = [word for word in topic.words if topic not in topics_for(word)]

    assert lost == []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.title)
def test_a_topic_gives_one_to_four_lines_to_type(topic: Topic) -> None:
    assert 1 <= len(topic.examples) <= 4
    assert all(line == "pdisc" or line.startswith("pdisc ") for line in topic.examples)


LINES = sorted({line for topic in TOPICS for line in topic.examples})
PARSERS = {" ".join(words): command for words, command, _ in commands()}


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_a_topic_is_read_by_its_command(line: str) -> None:
    words = shlex.split(line)[1:]
    named = commands_in([line])
    if not named:
        assert words[:1] in ([], ["help"], ["--version"], ["--install-completion"])
        return

    command = PARSERS[named[0]]
    rest = words[len(named[0].split()) :]
    read = command.make_context("pdisc", rest, obj=Context(environment={}), resilient_parsing=True)

    assert read.args == [], "nothing is left over"
    flags = {flag for param in command.params for flag in param.opts}
    assert {word for word in words if word.startswith("--")} <= flags


def test_every_command_is_reached_by_a_topic() -> None:
    reached = set(commands_in(LINES)) | {"help"}

    assert {name for name in PARSERS if name not in reached} == set()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found_by_its_name(form: str) -> None:
    found = topics_for(form)

    assert is_said(form)
    assert any("print" in commands_in(topic.examples) for topic in found)


def test_every_form_is_printed_in_an_example_or_listed_by_the_command(run: Office) -> None:
    shown = re.sub(r"\s", "", run.ok("help", "print").out)

    assert all(form in shown for form in FORMS)


@given(st.text(max_size=40))
def test_whatever_is_asked_the_answer_is_short(asked: str) -> None:
    assert len(topics_for(asked)) <= MOST


def test_help_for_a_word_shows_what_to_do_and_what_to_type(run: Office) -> None:
    said = run.ok("help", "延期").out

    assert said.startswith("延期、")
    assert "\n    pdisc defer 1.1.1 --for 2026-Q3 --to 2026-12-31 --reason 理由" in said
    assert said.rstrip().endswith("更多的用法：pdisc help defer")


def test_help_asked_for_by_its_chinese_name_answers_in_chinese_names(run: Office) -> None:
    said = run.ok("帮助", "延期").out

    assert "\n    pdisc 顺延 1.1.1" in said
    assert said.rstrip().endswith("pdisc 帮助 顺延")


def test_a_slip_is_told_before_what_is_near(run: Office) -> None:
    assert run.ok("help", "延其").out.startswith("没有“延其”，相近的：\n")


@pytest.mark.parametrize(
    "words", [("延期",), ("怎么延期",), ("怎么", "延期", "1.1.1"), ("backup",)]
)
def test_a_word_typed_for_a_command_leads_to_the_help(run: Office, words: tuple[str, ...]) -> None:
    ran = run(*words)
    told = ran.err.splitlines()[-1].removeprefix("下一步：pdisc ").split()

    assert ran.code == 2
    assert told[1:] == list(words[:2])
    assert re.search("defer|顺延|备份", run.ok(*told).out)


@pytest.mark.parametrize("asked", ["xyz", "confirn", "？？"])
def test_what_nobody_can_mean_is_said_so(run: Office, asked: str) -> None:
    ran = run("help", asked)

    assert (ran.code, ran.out) == (2, "")
    assert re.search(r"下一步：.*pdisc (--help|help|帮助)", ran.err)


@pytest.mark.parametrize("line", ["帮助 天气", "天气", "help 天气", "帮助 天气 怎样"])
def test_what_no_topic_fits_is_said_kindly_with_what_to_try(run: Office, line: str) -> None:
    words = line.split()
    asked = " ".join(word for word in words if word not in ("帮助", "help"))
    ran = run(*words)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"没有找到：命令和帮助里都没有“{asked}”\n下一步：换个词再试，如：pdisc "
    )
    assert "pdisc 帮助 全部" in ran.err, "she typed Chinese"
    assert "用法错误" not in ran.err


@pytest.mark.parametrize("asked", ["采购", "入党", "述职", "打包"])
def test_a_word_of_two_signs_that_sounds_otherwise_is_no_slip(asked: str) -> None:
    assert [topic.title for topic in topics_for(asked) if topic.words[0] in ("交接", "打错")] == []


def test_a_word_that_is_an_item_s_leads_to_it(run: Office) -> None:
    said = run.ok("帮助", "党费").out

    assert said.startswith("“党费”是目录里的事项：\n  公开目录里有：3.4.1 党费收缴管理使用情况。")
    assert said.splitlines()[-3:] == [
        "    pdisc 查找 党费",
        "    pdisc 提出 3.4.1",
        "    pdisc 为什么 3.4.1",
    ]


def test_of_many_items_that_bear_a_word_the_first_are_named(run: Office) -> None:
    said = run.ok("help", "干部").out

    assert re.search(r"等\d+条。", said.replace("\n  ", ""))


def test_without_a_ledger_a_word_of_an_item_is_only_a_word(run: Office, tmp_path: Path) -> None:
    ran = run("--ledger", str(tmp_path / "没有"), "帮助", "党费收缴")

    assert "是目录里的事项" not in ran.out


def test_a_part_that_a_family_lacks_is_said_so(run: Office) -> None:
    ran = run("help", "目录", "没有的")

    assert (ran.code, "没有命令“目录 没有的”" in ran.err) == (2, True)


def test_the_answer_fits_a_screen(run: Office) -> None:
    """24 rows of 80 cells, but for lines that are typed: those stay whole, to be copied."""
    for topic in TOPICS:
        said = run.ok("help", *topic.words[:1]).out.splitlines()
        assert said[0].startswith("用法：") or len(said) <= 23
