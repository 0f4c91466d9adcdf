"""Whatever she sits at: code pages, narrow and dumb terminals, none at all, homes of no use.

Windows itself isn't here. What it makes of a stream is made by hand: a code page by
PYTHONIOENCODING and by a locale of GBK, an old console's width by asking that no line reaches it.
"""

import ast
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from conftest import PROPOSER, Office, Ran
from kills import needs_mounts
from terminals import Terminal, Tty

from pdisc.cli import run as run_command
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.render.terminal import TO_COPY
from pdisc.text import cell_width

PACKAGE = Path(__file__).parents[1] / "pdisc"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
UNKNOWN_TO_GBK = "庆祝🎉𠮷"
AS_ESCAPES = "庆祝\\U0001f389\\U00020bb7"

real_terminal = pytest.mark.skipif(os.name == "nt", reason="needs a pty")


@pytest.fixture(scope="module")
def office(new_office: Callable[[], Office]) -> Office:
    """Return an office with rows in every list, long and strange words among them."""
    run = new_office()
    long = "关于进一步加强和规范党务公开工作并定期检查各项制度落实情况的通知" * 2
    run.walk("已归档", "1.1.1", "--title", long, "--channel", "会议", "--channel", "网站")
    run.walk("报批中", "3.2.1", "--title", "A very long title in English words " * 3)
    run.walk("已公开", "5.1.1", "--title", UNKNOWN_TO_GBK)
    run.ok("staff", "add", "买买提·阿不都热合曼", "--office", "综合科" * 6, "--role", "审核")
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有", "--note", "说明" * 40)
    run.ok("request", "add", "--content", "公开党费收缴和使用的情况" * 4, "--by", PROPOSER)
    run.ok("opinion", "add", "2026-0003", "--content", "公开栏太高，看不清楚" * 5, "--by", PROPOSER)
    counts = ("--group", "党员", "--counts", "9,1,0,0")
    run.ok("survey", "add", "2026-0003", *counts, "--by", PROPOSER)
    return run


def environment(office: Office, **more: str) -> dict[str, str]:
    """Return this process's own environment, for that ledger, without what says how to speak."""
    spoken = ("PYTHONUTF8", "PYTHONIOENCODING", "LC_ALL", "LANG", "LC_CTYPE", "COLUMNS", "LINES")
    plain = {name: value for name, value in os.environ.items() if name not in spoken}
    usual = {"PDISC_LEDGER": str(office.ledger), "PDISC_ACTOR": PROPOSER, "LC_ALL": "C.UTF-8"}
    return {**plain, **usual, **more}


def program(
    *words: str, env: Mapping[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run the real program in a process of its own, on pipes."""
    return subprocess.run(
        [sys.executable, "-m", "pdisc", *words],
        env=env,
        input=stdin,
        capture_output=True,
        check=False,
    )


# Code pages


@pytest.mark.parametrize("words", [("list",), ("due",), ("--help",), ("show", "2026-0003")])
def test_a_pipe_in_gbk_gets_the_same_words(office: Office, words: tuple[str, ...]) -> None:
    plain = program(*words, env=environment(office))
    narrow = program(*words, env=environment(office, PYTHONIOENCODING="gbk"))

    assert (plain.returncode, narrow.returncode) == (0, 0)
    said = plain.stdout.decode().replace("🎉", "\\U0001f389").replace("𠮷", "\\U00020bb7")
    assert narrow.stdout.decode("gbk") == said
    assert narrow.stderr == b""


def test_what_gbk_lacks_is_an_escape_and_no_error(office: Office) -> None:
    shown = program("show", "2026-0003", env=environment(office, PYTHONIOENCODING="gbk"))

    assert shown.returncode == 0
    assert AS_ESCAPES in shown.stdout.decode("gbk")


def test_an_error_in_gbk_is_one_sentence(office: Office) -> None:
    words = ("show", UNKNOWN_TO_GBK)
    refused = program(*words, env=environment(office, PYTHONIOENCODING="gbk"))

    assert refused.returncode in (2, 4)
    assert refused.stdout == b""
    assert AS_ESCAPES in refused.stderr.decode("gbk")


def test_json_is_utf_8_in_every_code_page(office: Office) -> None:
    words = ("list", "--json")
    plain = program(*words, env=environment(office))

    assert program(*words, env=environment(office, PYTHONIOENCODING="gbk")).stdout == plain.stdout
    assert UNKNOWN_TO_GBK in plain.stdout.decode()


@pytest.mark.parametrize("language", ["iso8859-1", "ascii", "cp1252"])
def test_where_the_locale_knows_no_chinese_utf_8_is_spoken(office: Office, language: str) -> None:
    spoken = program("list", env=environment(office, PYTHONIOENCODING=language))

    assert spoken.stdout == program("list", env=environment(office)).stdout


def test_text_in_gbk_is_taken_from_a_pipe(office: Office, tmp_path: Path) -> None:
    run = office.copy(tmp_path)
    words = ("propose", "1.3.1", "--title", "测试", "--content-file", "-", "--json")
    env = environment(run, PYTHONIOENCODING="gbk")

    taken = program(*words, env=env, stdin="本期办理了三件事。".encode("gbk"))

    assert json.loads(taken.stdout)["content"] == "本期办理了三件事。"


@pytest.fixture(scope="module")
def gbk_locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a locale of GBK, made by the system's own compiler."""
    folder = tmp_path_factory.mktemp("locale")
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/charmaps/GBK.gz").is_file():
        assert "PDISC_CI" not in os.environ, "CI installs the package `locales`"
        pytest.skip("needs localedef and its tables")
    made = ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    subprocess.run(made, check=False, capture_output=True)
    return folder


@pytest.mark.parametrize("words", [("list",), ("due",), ("catalog", "show", "1.1.1")])
def test_under_a_locale_of_gbk_all_is_said_in_gbk(
    office: Office, gbk_locale: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    env = environment(office, LC_ALL="zh_CN.GBK", LOCPATH=str(gbk_locale))
    there = tmp_path / os.fsdecode("台账".encode("gbk"))
    shutil.copytree(office.ledger, there)
    said = program(*words, env={**env, "PDISC_LEDGER": str(there)})

    assert said.returncode == 0, said.stderr
    assert "公开" in said.stdout.decode("gbk")


# Widths: a full last column is a line too many on an old Windows console


def look(office: Office, *words: str) -> Ran:
    """Run a command for eyes at a terminal, who isn't asked anything."""
    out, err = Tty(), Tty()
    context = Context(
        out=out,
        err=err,
        stdin=io.StringIO(),
        clock=office.clock,
        environment={"PDISC_LEDGER": str(office.ledger), "PDISC_ACTOR": PROPOSER},
    )
    code = run_command(list(words), context)
    return Ran(int(code), out.getvalue(), err.getvalue())


LEAVES = tuple(
    f"{name} {part}" if part else name
    for name, spec in COMMANDS.items()
    for part in (spec.parts or ("",))
)
READING = (
    *((), ("due",), ("due", "--all"), ("due", "--plain"), ("list",), ("list", "--plain"), ("log",)),
    *(("show", "2026-0001"), ("show", "2026-0002"), ("show", "2026-0003"), ("search", "公开")),
    *(("report",), ("report", "--group", "形式"), ("report", "--audience", "社会")),
    *(("catalog", "list"), ("catalog", "show", "1.1.2"), ("catalog", "check"), ("staff", "list")),
    *(("config", "show"), ("verify",), ("request", "list"), ("opinion", "list")),
    *(("survey", "show"), ("workdays", "check"), ("workdays", "plus", "2026-02-13", "5")),
    *(("dossier", "list"), ("template", "list"), ("list", "--audience", "社会")),
    *(("why", "2026-0002"), ("why", "1.1.1")),
    *(("request", "show", "2026-D001"), ("dossier", "verify"), ("dossier", "due"), ("tour",)),
    *(("print", "每周要办"), ("site", "网页"), ("calendar", "到期.ics"), ("screen", "名册.txt")),
    ("template", "export", "审批表", "--out", "样式.docx"),
    *(("help", "延期"), ("help", "全部"), ("help", "打印")),
    *(("show", "2026-0099"), ("lisst",), ("propose",), ("due", "--on", "2026-13-01")),
)


def reaching(text: str, columns: int) -> list[str]:
    """Return the lines that reach the last column, but those that stay whole to be copied."""
    lines = ESCAPE.sub("", text).splitlines()
    return [line for line in lines if cell_width(line) >= columns and not re.search(TO_COPY, line)]


@pytest.fixture(params=[60, 80])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Make the system say that the terminal has so many columns."""
    monkeypatch.setenv("COLUMNS", str(request.param))
    monkeypatch.setenv("TERM", "xterm-256color")
    return int(request.param)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_no_line_reaches_the_last_column(
    office: Office, columns: int, words: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "名册.txt").write_text("测试某，身份证号11010519491231002X，" * 9, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        ran = look(office, *words)

    assert ran.out + ran.err
    assert reaching(ran.out + ran.err, columns) == []


def test_every_command_that_only_reads_is_among_them() -> None:
    reads = {
        tuple(leaf.split())
        for leaf in LEAVES
        for spec in [COMMANDS[leaf.split()[0]]]
        if (spec.parts or {"": spec})[leaf.partition(" ")[2]].kind != "write"
    }

    shown = {each[:length] for each in READING for length in (1, 2)}
    assert reads <= shown


def test_no_line_of_help_reaches_the_last_column(
    office: Office, columns: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (*LEAVES, ""):
        ran = look(office, *command.split(), "--help")
        said = ran.out + capsys.readouterr().out
        assert said
        assert reaching(said, columns) == [], command


def test_what_is_broken_is_all_there_and_a_command_stays_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    title = office.show("2026-0001")["title"]

    shown = ESCAPE.sub("", look(office, "show", "2026-0001").out)
    assert title in shown.replace("\n", "")
    todo = office.show("2026-0002")["next"]
    assert f"下一步：{todo}\n" in look(office, "show", "2026-0002").out


# Terminals that can do nothing, and none at all


@real_terminal
def test_a_dumb_terminal_is_written_to_without_a_single_escape(
    office: Office, tmp_path: Path
) -> None:
    run = office.copy(tmp_path)
    env = environment(run, TERM="dumb", HOME=str(tmp_path))
    terminal = Terminal(("nil", "1.1.2", "--for", "2026-Q2"), env, tmp_path)
    terminal.until("理由")
    terminal.type("本期没有\n")
    terminal.until("登记吗")
    terminal.type("1\n")

    assert terminal.ended() == 0
    assert "\x1b" not in terminal.shown
    rows = run.ok("due", "--json").json["overdue"]
    assert ("1.1.2", "2026-Q2") not in {(row["code"], row["window"]) for row in rows}


@real_terminal
def test_what_a_terminal_of_another_code_page_sends_is_refused_and_asked_for_again(
    office: Office, tmp_path: Path
) -> None:
    run = office.copy(tmp_path)
    env = environment(run, TERM="dumb")
    terminal = Terminal(("nil", "1.1.2", "--for", "2026-Q2"), env, tmp_path)
    terminal.until("理由")
    terminal.send("唉\n".encode("gbk"))
    terminal.until("不能保存")
    terminal.type("本期没有\n")
    terminal.until("登记吗")
    terminal.type("1\n")

    assert terminal.ended() == 0
    assert "本期没有" in run.ok("log").out


@real_terminal
@pytest.mark.parametrize("told", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colours_a_table_is_the_same_words(
    office: Office, tmp_path: Path, told: dict[str, str]
) -> None:
    shown = []
    for more in ({"TERM": "xterm-256color"}, told):
        env = environment(office, COLUMNS="80", HOME=str(tmp_path), **more)
        terminal = Terminal(("list",), env, tmp_path)
        assert terminal.ended() == 0
        shown.append(terminal.shown)

    assert ESCAPE.sub("", shown[0]) == shown[1]


def test_without_a_terminal_all_that_is_missing_is_told_at_once(office: Office) -> None:
    asked = program("propose", env=environment(office))

    assert asked.returncode == 2
    assert (asked.stdout, "缺少" in asked.stderr.decode()) == (b"", True)


def test_without_a_terminal_pdisc_alone_shows_today_s_page(office: Office) -> None:
    shown = program(env=environment(office))

    assert shown.returncode == 0
    assert "下一步" in shown.stdout.decode()


# Homes and ledgers that can't be written to, and none


UNUSABLE = "/proc/nowhere"
"""A home in which not even root can make a file."""


def without(env: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in env.items() if name not in names}


def homes(office: Office) -> Sequence[dict[str, str]]:
    """Return environments in which nothing of the account's own can be kept."""
    shut = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), UNUSABLE)
    return environment(office, **shut), without(environment(office), *shut)


@real_terminal
@pytest.mark.parametrize("which", [0, 1], ids=["read-only", "unset"])
def test_whatever_the_home_is_a_proposal_is_recorded(
    office: Office, tmp_path: Path, which: int
) -> None:
    run = office.copy(tmp_path)
    env = homes(run)[which]
    words = (
        "propose",
        "1.3.3",
        "--occurred",
        "2026-11-20",
        "--title",
        "测试",
        "--content",
        "一切照办",
    )

    done = program(*words, "--json", env=env)
    shown = program("due", env=env)

    assert (done.returncode, done.stderr) == (0, b"")
    assert (shown.returncode, shown.stderr) == (0, b"")


@real_terminal
def test_a_walk_that_is_broken_off_in_a_read_only_home_ends_as_elsewhere(
    office: Office, tmp_path: Path
) -> None:
    env = {**homes(office.copy(tmp_path))[0], "TERM": "dumb"}
    terminal = Terminal(("propose", "1.1.1", "--for", "2026-Q4"), env, tmp_path)
    terminal.until("标题")
    terminal.type("测试标题\n\x03")

    assert terminal.ended() == 130
    assert "程序错误" not in terminal.shown
    assert "已取消" in terminal.shown


@real_terminal
def test_without_a_home_or_a_ledger_one_sentence_says_what_to_do(
    office: Office, tmp_path: Path
) -> None:
    env = without({**homes(office)[0]}, "PDISC_LEDGER")

    told = program("due", env=env)

    assert told.returncode == 7
    assert "pdisc init" in told.stderr.decode()
    assert program("init", env=env).returncode == 8


@needs_mounts
def test_a_read_only_ledger_is_read_and_says_that_it_can_t_be_written(
    office: Office, tmp_path: Path
) -> None:
    run = office.copy(tmp_path)
    script = """set -e
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
"$2" -m pdisc list --json
"$2" -m pdisc nil 1.1.2 --for 2026-Q2 --reason 没有 && exit 90 || echo "code $?" >&2
"""
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", script, "sh", str(run.ledger), sys.executable],
        env=environment(run),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == run.ok("list", "--json").out.encode()
    assert done.stderr.decode().splitlines()[-1] == "code 8"


SAID = ("commands/asked", "render", "sheets", "papers", "steps")
"""Rooms whose every text is to be shown; others also hold signs that people may type."""


def said_in(module: Path) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("room", SAID)
def test_all_that_is_said_an_old_chinese_console_can_show(room: str) -> None:
    texts = [text for each in (PACKAGE / room).rglob("*.py") for text in said_in(each)]
    assert texts
    assert [text for text in texts if text != text.encode("gbk", "replace").decode("gbk")] == []
