"""Two examples stand in the help of every command, and each of them is understood."""

import shlex
import shutil
from pathlib import Path

import pytest
from conftest import Office
from docx import Document
from test_examples import commands
from test_hints_typed import filled_in

from pdisc.commands.table import COMMANDS

ROWS = [(" ".join(words), spec) for words, _, spec in commands()]
EXAMPLES = [
    pytest.param(name, example, spec.kind, id=example)
    for name, spec in ROWS
    for example in spec.examples
]
NOT_HERE = ("没有这个文件", "一行也没有填", "没有写哪个文件")
"""What may be said of an example whose file is hers to make or to fill in."""


@pytest.mark.parametrize(("name", "spec"), ROWS, ids=[name for name, _ in ROWS])
def test_every_command_shows_two_examples_of_its_own(run: Office, name: str, spec: object) -> None:
    shown = run.ok("help", *name.split()).out.partition("例子：\n")[2].splitlines()

    assert len({*shown}) >= 2
    assert all(f"{line.strip()} ".startswith(f"pdisc {name} ") for line in shown)


@pytest.mark.parametrize("family", [name for name, spec in COMMANDS.items() if spec.parts])
def test_a_family_shows_examples_of_its_commands(run: Office, family: str) -> None:
    shown = run.ok("help", family).out.partition("例子：\n")[2].splitlines()

    assert sum(line.startswith(f"  pdisc {family} ") for line in shown) >= 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files that the examples name."""
    folder = tmp_path_factory.mktemp("桌面")
    (folder / "正文.txt").write_text("测试的正文。", encoding="utf-8")
    document = Document()
    document.add_paragraph("测试的附件。")
    document.save(str(folder / "附件.docx"))
    for copy in ("样式.docx", "通知.docx"):
        shutil.copy(folder / "附件.docx", folder / copy)
    return folder


@pytest.mark.parametrize(("name", "example", "kind"), EXAMPLES)
def test_an_example_is_understood_as_it_stands(
    run: Office, desk: Path, monkeypatch: pytest.MonkeyPatch, name: str, example: str, kind: str
) -> None:
    """With a value for every stand-in no example is a wrong call: 2 is for those alone."""
    if name == "tour":
        return
    monkeypatch.chdir(desk)
    run.propose("1.1.1")
    words = shlex.split(example)[1:]
    tried = kind == "write" and words != ["workdays", "check"] and "--dry-run" not in words

    ran = run(*filled_in(words, desk), *(["--dry-run"] if tried else []))

    assert ran.code != 2 or any(told in ran.err for told in NOT_HERE), ran.err
