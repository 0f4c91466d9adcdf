"""A command is a process: what it doesn't need, it doesn't import.

Modules are only ever added to a process, so one fresh process can run all the cases in turn and
tell which command brought in what; a few whole `python -m pdisc` processes show that nothing else
does. No time is measured here: `bench/startup.py` does that.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import NOW, Office

from pdisc.clock import FixedClock
from pdisc.commands.table import COMMANDS
from pdisc.render.terminal import OVERRULING

WRITERS_ONLY = {"sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "ruamel"}
"""What only writing pays for, and `verify` where something is wrong with the schema."""
FOR_EYES_ONLY = {"rich", "pygments", "markdown_it", "prompt_toolkit"}
"""What is loaded only where a person looks at a terminal."""

PROBE = """
import contextlib, io, json, sys
from datetime import datetime

from pdisc.cli import run
from pdisc.clock import FixedClock
from pdisc.context import Context

class Terminal(io.StringIO):
    def isatty(self):
        return True

told = []
for case in json.load(sys.stdin):
    before = set(sys.modules)
    out = Terminal() if case["terminal"] else io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        clock = FixedClock(datetime.fromisoformat(case["now"]))
        context = Context(out=out, err=io.StringIO(), stdin=io.StringIO(), clock=clock)
        code = run(case["words"], context)
    modules = sorted(set(sys.modules) - before)
    told.append({"code": int(code), "out": out.getvalue(), "modules": modules})
json.dump(told, sys.stdout)
"""

Words = tuple[str, ...]

HELP: tuple[Words, ...] = (
    ("--help",),
    ("help",),
    ("help", "全部"),
    ("--version",),
    *((name, "--help") for name in COMMANDS),
    *((name, part, "--help") for name, spec in COMMANDS.items() for part in spec.parts or ()),
)
PAPER_AND_CALENDAR = {"docx", "docxtpl", "jinja2", "typst", "xlsxwriter", "icalendar"}
"""What only an answer on paper, or in a calendar, pays for."""

WRONG: tuple[Words, ...] = (
    ("nonsense",),
    ("due", "--nonsense"),
    ("propose",),
    ("propose", "1.1.1", "--scope", "全世界"),
    ("review", "2026-0001", "--necessity", "也许"),
    ("approve",),
    ("publish", "2026-0001", "--channel", "广播"),
    ("nil", "1.1.1"),
    ("due", "--on", "昨日"),
    ("report", "--group", "颜色"),
    ("staff", "add"),
    ("config", "set"),
    ("workdays", "plus", "2026-02-13"),
    ("workdays", "check", "--by", "测试书记丁"),
    ("workdays", "own"),
    ("print", "没有的表格"),
    ("calendar",),
    ("survey", "add", "--counts", "1,2,3"),
    ("survey", "import"),
    ("template", "set"),
    ("due", "--format", "docx"),
    ("catalog", "set", "1.1.1"),
    ("init", "--since", "某日"),
    ("request", "add"),
    ("request", "decide", "2026-D001", "--outcome", "同意"),
    ("opinion", "settle", "2026-0001-Y1"),
)
READING: tuple[Words, ...] = (
    (),
    ("due",),
    ("due", "--audience", "社会"),
    ("list",),
    ("list", "--audience", "党内"),
    ("show", "2026-0001"),
    ("show", "公1", "--audience", "社会"),
    ("show", "2026-0001", "--loop"),
    ("opinion", "list"),
    ("why", "2026-0001"),
    ("why", "1.1.1"),
    ("log",),
    ("log", "2026-0001"),
    ("search", "公开"),
    ("report",),
    ("report", "--format", "csv"),
    ("report", "--format", "md"),
    ("report", "--audience", "社会"),
    ("print", "每周要办"),
    ("print", "月历"),
    ("calendar", "党务公开.ics"),
    ("site", "党务公开网页"),
    ("dossier", "list"),
    ("dossier", "verify"),
    ("dossier", "due"),
    ("catalog", "list"),
    ("catalog", "show", "1.1.1"),
    ("catalog", "check"),
    ("staff", "list"),
    ("request", "list"),
    ("request", "show", "2026-D001"),
    ("config", "show"),
    ("config", "show", "审核时限"),
    ("workdays", "plus", "2026-02-13", "5"),
    ("workdays", "check"),
    ("survey", "show"),
    ("survey", "show", "--audience", "社会"),
    ("template", "list"),
)


class Told(NamedTuple):
    """How one command of a probe ended, and which modules it was the first to import."""

    code: int
    out: str
    modules: set[str]

    @property
    def roots(self) -> set[str]:
        """The libraries of these modules."""
        return {name.partition(".")[0] for name in self.modules}


@pytest.fixture(scope="module")
def written_ledger(template_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(template_ledger, tmp_path_factory.mktemp("startup") / "台账"))
    office = Office(folder, FixedClock(NOW))
    office.walk("已公开")
    office.ok("request", "add", "--content", "请公开食堂采购价格")
    return folder


def probe(ledger: Path, *cases: Words, terminal: bool = False) -> list[Told]:
    """Run commands one after the other in one fresh process."""
    asked = [{"words": words, "terminal": terminal, "now": NOW.isoformat()} for words in cases]
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PDISC_LEDGER": str(ledger), "PYTHONIOENCODING": "utf-8"},
        cwd=ledger.parent,  # `print` writes there
        timeout=120,
        check=True,
    )
    return [
        Told(each["code"], each["out"], set(each["modules"])) for each in json.loads(done.stdout)
    ]


def brought_in(
    libraries: set[str], cases: tuple[Words, ...], told: list[Told]
) -> dict[str, set[str]]:
    """Return which of some libraries were imported, by the command that did."""
    pairs = zip(cases, told, strict=True)
    return {
        " ".join(words): each.roots & libraries for words, each in pairs if each.roots & libraries
    }


def test_help_needs_no_ledger_library(tmp_path: Path) -> None:
    told = probe(tmp_path, *HELP)

    assert {each.code for each in told} == {0}
    assert brought_in(WRITERS_ONLY | FOR_EYES_ONLY, HELP, told) == {}
    assert all(each.out for each in told)


def test_naming_a_service_or_a_view_imports_none() -> None:
    modules = sorted({spec.module for spec in COMMANDS.values()})
    script = f"""
import importlib, sys
for name in {modules!r}:
    importlib.import_module(f"pdisc.commands.{{name}}")
rooms = ("pdisc.services.", "pdisc.render.", "pdisc.papers.")
print(*(name for name in sys.modules if name.startswith(rooms)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )

    assert set(done.stdout.split()) == {
        *("pdisc.services.texts", "pdisc.render.helptext", "pdisc.papers.order"),
        *("pdisc.render.formats", "pdisc.render.paper", "pdisc.render.grid"),
        *("pdisc.render.formats.choices", "pdisc.papers.forms"),
    }


def test_a_usage_error_needs_no_ledger_library(written_ledger: Path) -> None:
    told = probe(written_ledger, *WRONG)

    assert [each.code for each in told] == [2] * len(WRONG)
    assert brought_in(WRITERS_ONLY | FOR_EYES_ONLY, WRONG, told) == {}


def test_reading_needs_no_ledger_library(written_ledger: Path) -> None:
    told = probe(written_ledger, *READING)

    assert [each.code for each in told] == [0] * len(READING)
    assert brought_in(WRITERS_ONLY | FOR_EYES_ONLY, READING, told) == {}


def test_only_paper_and_calendars_pay_for_what_writes_them(written_ledger: Path) -> None:
    cases = tuple(
        words for words in READING if words[:1] not in {("print",), ("calendar",), ("site",)}
    )
    told = probe(written_ledger, *cases)
    papers = (
        ("print", "审批表", "2026-0001"),
        ("calendar", "日历.ics"),
        ("due", "--out", "a.xlsx"),
    )
    printed, put, _ = probe(written_ledger, *papers)

    assert brought_in(PAPER_AND_CALENDAR, cases, told) == {}
    assert printed.roots & PAPER_AND_CALENDAR == {"docx"}
    assert put.roots & PAPER_AND_CALENDAR == {"icalendar"}


def test_the_json_of_a_reading_needs_no_ledger_library(written_ledger: Path) -> None:
    cases = tuple((*words, "--json") for words in READING if "--format" not in words)
    told = probe(written_ledger, *cases)

    assert brought_in(WRITERS_ONLY | FOR_EYES_ONLY, cases, told) == {}
    assert all(json.loads(each.out) for each in told)


def test_a_ledger_that_is_not_there_is_said_without_a_ledger_library(tmp_path: Path) -> None:
    told = probe(tmp_path / "没有", ("due",), ("list",), ("approve", "2026-0001"))

    assert [each.code for each in told] == [7, 7, 7]
    assert all(not each.roots & WRITERS_ONLY for each in told)


def test_a_sound_ledger_is_verified_without_a_ledger_library(written_ledger: Path) -> None:
    (told,) = probe(written_ledger, ("verify",))

    assert told.code == 0
    assert not told.roots & WRITERS_ONLY


UNASKED: dict[Words, set[str]] = {
    ("list",): {"registers", "due", "report", "screening", "rules", "schedule", "audience"},
    ("show", "2026-0001"): {"due", "report", "screening", "audience"},
    ("due",): {"report", "screening", "audience", "papers.forms"},
    ("report",): {"screening", "audience", "report.public", "papers.forms"},
}
"""Rooms of ours that a reading command has no use for, by the command."""


@pytest.mark.parametrize("words", UNASKED, ids=" ".join)
def test_a_reading_opens_no_room_that_it_has_no_use_for(written_ledger: Path, words: Words) -> None:
    (told,) = probe(written_ledger, words)

    rooms = tuple(f"pdisc.{name}." for name in UNASKED[words])
    assert [name for name in told.modules if f"{name}.".startswith(rooms)] == []
    assert not told.modules & {"hashlib", "_hashlib"}


def test_every_reading_command_is_among_the_cases() -> None:
    asked: set[Words] = {words[:2] for words in READING} | {words[:1] for words in READING}
    reading: set[Words] = {
        (name,) for name, spec in COMMANDS.items() if spec.kind == "read" and not spec.parts
    }
    reading |= {
        (name, part)
        for name, spec in COMMANDS.items()
        for part, each in (spec.parts or {}).items()
        if each.kind == "read"
    }

    assert reading - asked == set()


def test_a_terminal_loads_of_rich_what_styles_its_tables(
    written_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in OVERRULING:
        monkeypatch.delenv(name, raising=False)
    due, listed, report = probe(written_ledger, ("due",), ("list",), ("report",), terminal=True)

    assert all("\x1b[" in each.out for each in (due, listed, report))
    assert "rich.style" in due.modules
    for each in (due, listed, report):
        assert not each.modules & {"rich.console", "rich.table", "rich.text", "rich.segment"}
        assert not each.roots & WRITERS_ONLY


def test_a_dumb_terminal_loads_the_console_that_judges_it(
    written_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    (told,) = probe(written_ledger, ("list",), terminal=True)

    assert {"rich.console", "rich.table"} <= told.modules


def test_writing_loads_what_it_needs(written_ledger: Path) -> None:
    words = (
        "nil",
        "1.1.2",
        "--for",
        "2026-Q3",
        "--by",
        "测试承办甲",
        "--reason",
        "没有",
        "--dry-run",
    )
    (told,) = probe(written_ledger, words)

    assert told.code == 0
    assert {"sqlmodel", "sqlalchemy", "pydantic"} <= told.roots
    assert not told.roots & (FOR_EYES_ONLY | {"ruamel"})


FILE_READERS = {"lxml", "PIL", "pypdf"}
"""What is paid for only where a file is named."""


def test_a_file_s_libraries_are_loaded_only_where_a_file_is_named(
    written_ledger: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "附件.txt"
    paper.write_text("示例内容", encoding="utf-8")
    plan = (
        "propose",
        "1.1.1",
        "--title",
        "题",
        "--content",
        "文",
        "--by",
        "测试承办甲",
        "--dry-run",
    )
    down = ("takedown", "2026-0001", "--reason", "到期", "--by", "测试承办甲", "--dry-run")

    without, stepped, with_file = probe(written_ledger, plan, down, (*plan, "--attach", str(paper)))

    assert [each.code for each in (without, stepped, with_file)] == [0, 0, 0]
    assert not (without.roots | stepped.roots) & FILE_READERS
    assert "lxml" in with_file.roots


def whole_process(*words: str, ledger: Path, **environment: str) -> tuple[str, set[str]]:
    """Run `python -m pdisc`; return its stdout and the libraries that the process imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pdisc", *words],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PDISC_LEDGER": str(ledger), **environment},
        timeout=60,
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return done.stdout, {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("words", [("--help",), ("due",), ("report", "--json")])
def test_nor_does_the_program_around_a_command(words: Words, written_ledger: Path) -> None:
    said, imported = whole_process(*words, ledger=written_ledger)

    assert said
    assert "typer" in imported
    assert not imported & (WRITERS_ONLY | FOR_EYES_ONLY)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pdisc ap", "approve"),
        ("pdisc staff ", "close"),
        ("pdisc approve --doc", "--document-number"),
    ],
)
def test_completion_needs_no_ledger_library(typed: str, offered: str, tmp_path: Path) -> None:
    said, imported = whole_process(
        ledger=tmp_path,
        _PDISC_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(typed.split(" ")) - 1),
    )

    assert offered in said.split()
    assert not imported & (WRITERS_ONLY | FOR_EYES_ONLY)
