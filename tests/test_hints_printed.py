"""Every hint in the code names real commands and options, and stands in for what isn't real."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from manual_pages import in_english, manual
from test_examples import commands

from pdisc import words
from pdisc.catalog.seed import shipped_rules
from pdisc.commands.table import COMMANDS
from pdisc.papers.forms import FORMS
from pdisc.values import voice_kinds
from pdisc.values.placeholders import is_placeholder

ROOT = Path(__file__).parent.parent
HOLE = "\ufffc"
"""What stands for whatever a hint fills in."""


class Hint(NamedTuple):
    """A text of the program that holds a command or an option, and where it stands."""

    where: str
    text: str


def printed(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every text of a module that isn't a docstring, f-strings whole, with its line."""
    inner = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    inner |= {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        if isinstance(node, ast.JoinedStr):
            told = [v.value if isinstance(v, ast.Constant) else HOLE for v in node.values]
            yield node.lineno, "".join(map(str, told))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@cache
def hints() -> tuple[Hint, ...]:
    """Return every text of the program that tells what to type."""
    found = []
    for path in sorted((ROOT / "pdisc").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for line, text in printed(ast.parse(path.read_text("utf-8"))):
            whole = re.fullmatch(r"pdisc [a-z][^\n]*", text)
            chinese = re.search(r"[\u4e00-\u9fff]", text)
            if whole or (chinese and re.search(r"pdisc [a-z]|(?<![\w-])--[a-z]", text)):
                found.append(Hint(f"{name}:{line}", text))
    return tuple(found)


@cache
def flags() -> dict[str, frozenset[str]]:
    """Return the options of each command that take a value, and those that take none."""
    return {
        " ".join(names): frozenset(opt for param in command.params for opt in param.opts)
        | {"--help"}
        for names, command, _ in commands()
    }


@cache
def valued() -> frozenset[str]:
    """Return every option that takes a value."""
    return frozenset(
        param.opts[0]
        for _, command, _ in commands()
        for param in command.params
        if param.param_type_name == "option" and not param.is_flag
    )


def typed(text: str) -> Iterator[list[str]]:
    """Yield each command that a text tells to type, as words; a sentence's own words end it."""
    for said in re.findall(r"pdisc ([a-z][^；。（）：，①-⑨\n|]*)", text):
        yield said.replace("、或", " ").split()


def command_of(said: list[str]) -> str:
    """Return the name of a command: one word, or two where it is of a family."""
    first = said[0].strip()
    family = COMMANDS[first].parts if first in COMMANDS else None
    return " ".join(said[:2]) if family and len(said) > 1 and said[1] in family else first


@pytest.mark.parametrize("hint", hints(), ids=lambda hint: hint.where)
def test_a_hint_names_real_commands_and_their_options(hint: Hint) -> None:
    for said in typed(hint.text):
        name = command_of(said)
        assert name.split()[0].strip(HOLE) in COMMANDS, hint.text
        options = flags().get(name)
        for word in said:
            if word.startswith("--") and options is not None:
                assert word in options, f"{name} has no {word}"


def test_options_named_without_a_command_exist() -> None:
    known = {flag for options in flags().values() for flag in options} | {"--version"}
    shape = r"(?<![\w-])--[a-z][a-z0-9-]+"
    named = {(h, flag) for h in hints() for flag in re.findall(shape, h.text)}

    assert {(h.where, flag) for h, flag in named if flag not in known} == set()


def closed() -> set[str]:
    """Return every word of the closed vocabularies."""
    named = [*vars(words).values(), *vars(voice_kinds).values()]
    enums: list[Any] = [x for x in named if isinstance(x, type)]
    return {str(word) for x in enums if issubclass(x, StrEnum) for word in x}


REAL = (
    r"\d{4}-\d{4}-Y\d|\d{4}-\d\d-\d\d|\d{4}-(Q\d|H\d|\d\d)|今天|昨天|\d+"
    r"|128-K7QF-[-0-9A-Z]*|.*\.(docx|csv|xlsx|md|yaml|txt|jpg|pdf|ics)"
)
TRUE = {
    *("同步冲突", "那个文件夹", "张贴用", "发生后10个工作日", "每半年", "上一次的回执", "csv"),
    *("副本文件夹", "保管期限", "联系和服务党员", "联系服务群众", "领导干部联系群众情况"),
    *("学习贯彻上级会议精神情况", "意见箱"),
}
"""What a hint gives for a value because it is so."""


def values(text: str) -> Iterator[tuple[str, str]]:
    """Yield each option that takes a value with the value that a command in a text gives it.

    Besides whole commands, what is to be added to one counts.
    """
    added = re.findall(r"(?:加上|否则|或|退回的用|写明，如) (--[a-z].*?)(?=[；，。：（）]|$)", text)
    for said in (*typed(text), *map(str.split, added)):
        for flag, value in pairwise(said):
            if flag in valued():
                yield flag, value if is_placeholder(value) else value.split("、")[0]


def stands_in(value: str) -> bool:
    """Tell whether a value is filled in, stands for one, or is a word of ours, a day or a file."""
    plain = value.partition("=")[2] if re.match(r"F\d|\ufffc=|编号=", value) else value
    return (
        HOLE in plain
        or is_placeholder(plain)
        or plain.partition(":")[0] in closed()
        or plain in TRUE
        or re.fullmatch(REAL, plain) is not None
        or plain.startswith("--")
    )


@pytest.mark.parametrize("hint", hints(), ids=lambda hint: hint.where)
def test_what_a_hint_gives_for_a_value_is_real_or_stands_for_one(hint: Hint) -> None:
    given = [(flag, value) for flag, value in values(hint.text) if not stands_in(value)]

    assert given == []


HERS = {"党务公开网页", "党内公开", "党费", "收缴", "延期", "打错", "全部", "示例项目、示例代号"}
"""What examples and the help give beside an option's value: a folder, words, a topic."""


def said_behind(said: list[str]) -> list[str]:
    """Return the Chinese words of a command that are neither an option's value nor an argument."""
    known = {*FORMS, *(rule.name for rule in shipped_rules()), *HERS}
    behind = said[len(command_of(said).split()) :]
    beside = [word for flag, word in pairwise(["", *behind]) if flag not in valued()]
    return [
        word
        for word in beside
        if re.search(r"[\u4e00-\u9fff]", word) and word not in known and not stands_in(word)
    ]


@pytest.mark.parametrize("hint", hints(), ids=lambda hint: hint.where)
def test_what_a_command_is_for_is_said_before_it_and_not_behind(hint: Hint) -> None:
    """Typed as it stands it would be too much: `pdisc due 看该办什么` has a word left over."""
    assert [word for said in typed(hint.text) for word in said_behind(said)] == []


APPROVERS_ALONE = {
    *("opening", "defer", "waive", "urge", "lift", "reassign", "request decide", "request extend"),
    *("catalog set", "catalog add", "catalog retire", "catalog confirm", "config set"),
}
"""Commands that whoever sits at the keyboard is seldom the one to decide."""


@pytest.mark.parametrize("hint", hints(), ids=lambda hint: hint.where)
def test_a_hint_for_an_approver_says_that_it_is_one_who_signs(hint: Hint) -> None:
    decided = [said for said in typed(hint.text) if command_of(said) in APPROVERS_ALONE]
    bare = [said for said in decided if {"--reason", "--document-number"} & set(said)]

    if "_rows.py" not in hint.where and not hint.text.startswith("pdisc catalog add"):
        assert [said for said in bare if "--by" not in said] == []


WRITING = {" ".join(names) for names, _, spec in commands() if spec.kind == "write"}


@pytest.mark.parametrize(
    ("name", "example"), [(" ".join(n), e) for n, _, spec in commands() for e in spec.examples]
)
def test_an_example_of_the_help_that_writes_holds_a_stand_in(name: str, example: str) -> None:
    said = example.split()[1:]
    assert command_of(said) == name
    records = not {"--dry-run", "--out"} & set(said) and said != ["workdays", "check"]
    if name in WRITING and records:
        assert any(is_placeholder(word.partition("=")[2] or word) for word in said)


INLINE = [in_english(said) for said in re.findall(r"`(pdisc [^`]*)`", manual())]


@pytest.mark.parametrize("example", sorted(set(INLINE)))
def test_what_the_manual_quotes_is_a_command_and_stands_in_for_what_is_hers(example: str) -> None:
    assert re.match(r"pdisc (-|[a-z])", example), "no command has this name"
    for said in typed(example):
        name = command_of(said)
        assert name.split()[0] in COMMANDS
        for word in said:
            assert not word.startswith("--") or name not in flags() or word in flags()[name]
        assert [v for v in values(example) if not stands_in(v[1])] == []
