"""Every command has a Chinese name; whoever types it is answered in it."""

import ast
import re
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, Office
from hypothesis import given
from hypothesis import strategies as st

import pdisc
from pdisc.cli import make_app
from pdisc.commands.chinese_names import english, in_chinese, spoken_name
from pdisc.commands.spec import Spec
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.text import cell_width
from pdisc.values.document import reworded

PACKAGE = Path(pdisc.__file__).parent
FAMILIES = [COMMANDS, *(spec.parts for spec in COMMANDS.values() if spec.parts)]
ALL_WORDS = [
    *((name,) for name in COMMANDS),
    *((name, part) for name, spec in COMMANDS.items() for part in spec.parts or ()),
]
OF_THE_DESIGN = {
    *("提出", "修改", "更正", "脱敏", "审核", "审批", "实施", "归档", "撤回", "撤下", "无事项"),
    *("发生", "督促", "顺延", "豁免", "作废", "改期次", "补件", "期初", "检查", "报告", "清单"),
    *("查看", "日志", "查找", "目录", "人员", "设置", "工作日", "打印", "日历", "网页", "点题"),
    *("意见", "测评", "筛查", "核验", "建账", "演示", "为什么", "帮助"),
}


@pytest.mark.parametrize("table", FAMILIES, ids=lambda table: next(iter(table)))
def test_every_command_has_a_chinese_name_of_its_own(table: dict[str, Spec]) -> None:
    names = [spec.chinese for spec in table.values()]

    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) for name in names)
    assert len(set(names)) == len(names)


def test_the_names_are_those_of_the_design() -> None:
    assert {spec.chinese for spec in COMMANDS.values()} >= OF_THE_DESIGN


@pytest.mark.parametrize("words", ALL_WORDS, ids=" ".join)
def test_a_command_is_the_same_by_either_name(run: Office, words: tuple[str, ...]) -> None:
    chinese = spoken_name(words).split()

    said, by_chinese = run("help", *words), run("help", *chinese)

    assert (said.code, by_chinese.code) == (0, 0)
    assert sorted(in_chinese(said.out).split()) == sorted(by_chinese.out.split())


def test_where_chinese_was_typed_the_chinese_names_come_first(run: Office) -> None:
    page = run.ok("帮助").out.splitlines()

    assert any(line.split()[:2] == ["提出", "propose"] for line in (each[12:] for each in page))
    assert len(page) <= 23
    assert max(map(cell_width, page)) <= 79
    assert "propose 提出" in run.ok("help").out
    assert "\n  核定 confirm" in run.ok("帮助", "目录").out
    assert "\n  目录 核定 confirm" in run.ok("帮助", "全部").out


def test_where_no_command_was_typed_everything_is_told_in_chinese(run: Office) -> None:
    """Today's page and what is wrong with it; JSON stays as it is."""
    run.propose("1.1.1", "--for", "2026-Q3")
    page, none = run(), run("--ledger", "没有的文件夹")
    rows = run("--json").json["this_week"] + run("--json").json["upcoming"]

    assert "pdisc 检查" in page.out
    assert not re.search(r"pdisc -*[a-z]", page.out + none.err)
    assert "pdisc 建账" in none.err
    assert all(re.search(r"pdisc [a-z]", row["next"]) for row in rows)


def test_the_five_steps_are_gone_by_their_chinese_names(run: Office) -> None:
    """提出 审核 审批 实施 归档, typed as she would say them."""
    number = run.ok(
        *("提出", "1.1.1", "--title", "测试事项", "--content", "测试的内容。", "--by", PROPOSER),
        *("--for", "2026-Q3", "--json"),
    ).json["number"]
    passed = ("--necessity", "--accuracy", "--secrecy", "--privacy")
    verdicts = [each for flag in passed for each in (flag, "通过")]
    run.ok("审核", number, "--by", REVIEWER, *verdicts)

    assert run.ok("查看", number, "--json").json["state"] == "已审核"
    assert run.ok("目录", "查看", "1.1.1", "--json").json["code"] == "1.1.1"


def test_hints_are_given_in_the_names_that_were_typed(run: Office) -> None:
    number = run.propose("1.1.1")

    english_hint = run.ok("show", number).out
    chinese_hint = run.ok("查看", number).out

    assert f"pdisc review {number}" in english_hint
    assert f"pdisc 审核 {number}" in chinese_hint
    assert chinese_hint == in_chinese(english_hint)


def test_json_says_what_comes_next_in_the_names_that_were_typed(run: Office) -> None:
    number = run.propose("1.1.1")

    told = run.ok("查看", number, "--json").json
    in_english = run.ok("show", number, "--json").json

    assert told["next"].startswith(f"pdisc 审核 {number}")
    assert {**told, "next": ""} == {**in_english, "next": ""}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("检查", "--within", "许多"), "pdisc 检查 --help"),
        (("审批",), "pdisc 审批 --help"),
        (("目录",), "pdisc 目录 核定"),
        (("目录", "核不定"), "pdisc 目录 --help"),
        (("无事项", "1.1.1", "--bye", "x"), "pdisc 无事项 --help"),
    ],
    ids=" ".join,
)
def test_errors_name_the_commands_as_they_were_typed(
    run: Office, words: tuple[str, ...], told: str
) -> None:
    ran = run(*words)

    assert ran.code == 2
    assert told in ran.err
    assert not re.search(r"pdisc [a-z]", ran.err)


def test_every_row_of_the_weekly_check_is_in_the_names_that_were_typed(run: Office) -> None:
    told = run.ok("检查", "--json").json
    rows = [row for name in ("overdue", "upcoming") for row in told[name]]

    assert rows
    assert not any(re.search(r"pdisc [a-z]", row["next"]) for row in rows)


def test_what_she_recorded_is_never_put_in_other_words(run: Office) -> None:
    """A text of hers that names a command is data, in JSON as in the ledger."""
    title, content = "关于 pdisc propose 的通知", "先打 pdisc propose，再打 pdisc review。"
    number = run.propose("1.1.1", "--title", title, "--content", content)

    told = run.ok("查看", number, "--json").json
    said = run.ok("查看", number).out

    assert (told["title"], told["content"]) == (title, content)
    assert title in said
    assert content in said
    assert title in run.ok("清单").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("先 pdisc staff add 姓名；再 pdisc due", "先 pdisc 人员 登记 姓名；再 pdisc 检查"),
        ("pdisc catalog", "pdisc 目录"),
        ("pdisc catalog set 1.1.1", "pdisc 目录 更正 1.1.1"),
        ("pdisc lists", "pdisc lists"),
        ("pdisc list-all", "pdisc list-all"),
        ("mypdisc list", "mypdisc list"),
        ("pdisc help 全部", "pdisc 帮助 全部"),
        ("pdisc --help", "pdisc 帮助"),
        ("pdisc --helpful", "pdisc --helpful"),
        ("propose", "propose"),
    ],
)
def test_only_a_whole_command_is_put_in_chinese(text: str, said: str) -> None:
    assert in_chinese(text) == said


@given(st.text())
def test_a_text_put_in_chinese_twice_is_put_once(text: str) -> None:
    assert in_chinese(in_chinese(text)) == in_chinese(text)


def test_a_document_keeps_everything_but_what_it_says_to_her() -> None:
    told = {"next": "pdisc due", "title": "pdisc due", "rows": [{"next": "pdisc list", "n": 1}]}

    assert reworded(told, in_chinese) == {
        "next": "pdisc 检查",
        "title": "pdisc due",
        "rows": [{"next": "pdisc 清单", "n": 1}],
    }


def test_the_shell_offers_both_names() -> None:
    app = make_app()
    context = app.make_context("pdisc", [], obj=Context(environment={}), resilient_parsing=True)

    def offered(typed: str) -> set[str]:
        return {each.value for each in app.shell_complete(context, typed)}

    assert {"propose", "publish"} <= offered("p")
    assert offered("提") == {"提出"}
    assert {"catalog", "目录"} <= offered("")


def test_a_name_typed_with_full_width_letters_or_blanks_is_known() -> None:
    assert english(COMMANDS, "ｄｕｅ") == "due"
    assert english(COMMANDS, " 检查 ") == "due"
    assert english(COMMANDS, "没有") == "没有"


@pytest.mark.parametrize(
    ("words", "near"), [(("提处",), "提出"), (("目录", "核顶"), "核定"), (("approv",), "approve")]
)
def test_a_slip_in_a_name_is_told_the_nearest(
    run: Office, words: tuple[str, ...], near: str
) -> None:
    ran = run(*words)

    assert (ran.code, f"是不是 {near}？" in ran.err) == (2, True)


def test_the_tour_speaks_as_it_was_called(run: Office) -> None:
    said = run.ok("演示").out

    assert "$ pdisc 人员 登记 " in said
    assert not re.search(r"pdisc [a-z]", said)


def english_in(path: Path) -> list[str]:
    """Return the texts of a module that name a command in English, but for hints and docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hints = [
        each.value
        for each in ast.walk(tree)
        if isinstance(each, ast.keyword) and each.arg == "next_step"
    ]
    spared = {id(node) for hint in hints for node in ast.walk(hint)}
    spared |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in spared
        and re.search("pdisc [a-z]", node.value)
    ]


@pytest.mark.parametrize("room", ["sheets", "papers"])
def test_what_lies_on_paper_or_in_a_file_names_commands_in_chinese(room: str) -> None:
    """Whoever reads it later hasn't typed anything; and the same ledger gives the same bytes."""
    found = {path.name: english_in(path) for path in (PACKAGE / room).rglob("*.py")}
    assert {name: texts for name, texts in found.items() if texts} == {}
