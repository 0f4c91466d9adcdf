"""What she sees: 80 columns, Chinese help, no escape codes where nobody looks, the same twice."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROPOSER, Office, Ran

from pdisc.cli import run as run_command
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.text import cell_width
from pdisc.values.placeholders import is_placeholder

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
LEAVES = tuple(
    f"{name} {part}" if part else name
    for name, spec in COMMANDS.items()
    for part in (spec.parts or ("",))
)
GROUPS = tuple(name for name, spec in COMMANDS.items() if spec.parts)
ENGLISH = re.compile(
    r"\b(Usage|Options?|Commands?|Arguments?|default|required|Show|message|Try|TEXT|PATH"
    r"|INTEGER|FILE|DATE|NAME|env var)\b|\[OPTIONS\]|\[ARGS\]"
)


class Tty(io.StringIO):
    """A terminal of 80 columns, as far as a stream can be one."""

    def isatty(self) -> bool:
        return True


def look(run: Office, *words: str, **environment: str) -> Ran:
    """Run a command for a person at a terminal, who isn't asked anything."""
    out, err = Tty(), Tty()
    usual = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER, "TERM": "xterm-256color"}
    context = Context(
        out=out,
        err=err,
        stdin=io.StringIO(),
        clock=run.clock,
        environment={**usual, **environment},
    )
    code = run_command(list(words), context)
    return Ran(int(code), out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the system say that the terminal has 80 columns and colours."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "25")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(scope="module")
def filled(new_office: Callable[[], Office]) -> Office:
    """Return an office in which every kind of table has rows, long Chinese words among them."""
    run = new_office()
    long = "关于进一步加强和规范党务公开工作并定期检查各项制度落实情况的通知" * 3
    far = "综合协调督查督办科"
    run.ok("staff", "add", "测试承办庚", "--office", far, "--role", "承办")
    run.walk("已归档", "1.1.1", "--title", long, "--office", far)
    run.walk("已公开", "5.1.1", "--title", "x" * 150)
    run.walk("报批中", "3.2.1", "--title", "A very long title in English words " * 5)
    run.walk("已提出", "1.3.3", "--channel", "网站:" + "平罗县政府信息网" * 3, "--channel", "会议")
    run.ok("staff", "add", "买买提·阿不都热合曼", "--office", "综合科" * 10, "--role", "审核")
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有", "--note", "说明" * 60)
    return run


@pytest.fixture
def busy(filled: Office, tmp_path: Path) -> Office:
    """Return this test's own copy of the office with rows in every table."""
    return filled.copy(tmp_path)


TABLES = (
    *(("list",), ("show", "2026-0001"), ("show", "2026-0003"), ("log",), ("log", "2026-0001")),
    *(
        ("search", "公开"),
        ("report",),
        ("report", "--group", "形式"),
        ("report", "--group", "月份"),
    ),
    *(("catalog", "list"), ("catalog", "show", "1.1.2"), ("catalog", "check"), ("staff", "list")),
    *(("config", "show"), ("verify",), ("list", "--audience", "社会")),
    *(("report", "--audience", "社会"), ("due", "--audience", "党内")),
    ("show", "公1", "--audience", "社会"),
)


def is_of_a_table(line: str) -> bool:
    """Return whether a line was laid out in columns: a rule, or a gap of two blanks inside."""
    return "─" in line or re.search(r"\S  +\S", line) is not None


def too_wide(text: str, *, tables_only: bool) -> list[str]:
    lines = (ESCAPE.sub("", line) for line in text.splitlines())
    return [
        line for line in lines if cell_width(line) > 80 and (is_of_a_table(line) or not tables_only)
    ]


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_no_table_line_is_wider_than_80_cells(busy: Office, words: tuple[str, ...]) -> None:
    ran = look(busy, *words)
    assert ran.code == 0, ran.err
    assert too_wide(ran.out, tables_only=True) == []


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_no_plain_table_line_is_wider_than_80_cells_on_a_terminal(
    busy: Office, words: tuple[str, ...]
) -> None:
    ran = look(busy, *words, "--plain")
    assert ran.code == 0, ran.err
    assert ESCAPE.findall(ran.out) == []
    assert too_wide(ran.out, tables_only=True) == []


def test_a_wrapped_table_loses_nothing(busy: Office) -> None:
    titles = [each["title"] for each in busy.ok("list", "--json").json["disclosures"]]
    drawn = re.sub(r"\s|─", "", ESCAPE.sub("", look(busy, "list").out))
    # The other columns stand between the pieces of a wrapped title, so its characters are counted.
    for title in titles:
        for char in set(title) - {" "}:
            assert drawn.count(char) >= title.count(char)


def test_columns_line_up_under_their_titles_with_chinese_text(busy: Office) -> None:
    head, *rows, _hint = busy.ok("staff", "list").out.splitlines()
    start = cell_width(head[: head.index("在任")])
    for row in rows:
        place = re.search(" ([是否]) ", row)
        assert place is not None
        assert cell_width(row[: place.start(1)]) == start


# Colours and pipes


@pytest.mark.parametrize("words", [("due",), ("report",), ("list",), (), ("show", "2026-0001")])
def test_a_terminal_gets_colours_and_says_the_states_in_words(
    busy: Office, words: tuple[str, ...]
) -> None:
    drawn = look(busy, *words)
    assert ESCAPE.search(drawn.out)
    assert look(busy, *words, NO_COLOR="1").code == 0


@pytest.mark.parametrize("words", [("due",), ("report",), ("list",), (), *TABLES], ids=" ".join)
def test_no_colour_where_none_is_wanted_and_no_escape_in_a_pipe(
    busy: Office, words: tuple[str, ...]
) -> None:
    assert re.findall(r"\x1b\[[0-9;]*m", look(busy, *words, NO_COLOR="1").out) == []
    assert ESCAPE.findall(look(busy, *words, "--plain").out) == []
    piped = busy.ok(*words)
    assert ESCAPE.findall(piped.out + piped.err) == []


def test_an_empty_no_color_counts_for_nothing(busy: Office) -> None:
    """See no-color.org: the variable counts when present and not an empty string."""
    assert ESCAPE.search(look(busy, "list", NO_COLOR="").out)


def test_json_is_the_same_on_a_terminal_and_in_a_pipe(busy: Office) -> None:
    for words in (("due",), ("list",), ("report",), ("show", "2026-0001"), ("staff", "list")):
        assert look(busy, *words, "--json").out == busy.ok(*words, "--json").out


def test_json_never_asks_on_a_terminal(run: Office) -> None:
    out, err = Tty(), Tty()
    context = Context(
        out=out,
        err=err,
        stdin=Tty("1.1.1\n标题\n正文\n"),
        clock=run.clock,
        environment={"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER},
    )
    assert run_command(["propose", "--json"], context) == 2
    assert err.getvalue() == ""


def test_errors_go_to_stderr_without_colour_codes(run: Office) -> None:
    ran = look(run, "show", "2026-0099")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("未找到：")


# Help


@pytest.fixture
def help_of(run: Office, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what asks for help: the option parser prints `--help` on the process's own stdout."""

    def ask(*words: str) -> str:
        ran = run.ok(*words)
        said = capsys.readouterr()
        assert (ran.err, said.err) == ("", "")
        return ran.out + said.out

    return ask


@pytest.mark.parametrize("command", [*LEAVES, *GROUPS, ""])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_the_help_of_every_command_is_chinese_within_80_columns(
    help_of: Callable[..., str], command: str, flag: str
) -> None:
    said = help_of(*command.split(), flag)
    assert re.search(r"[\u4e00-\u9fff]", said)
    assert ENGLISH.findall(said) == []
    assert ESCAPE.findall(said) == []
    assert too_wide(said.partition("例子：")[0], tables_only=False) == []


@pytest.mark.parametrize("command", [*LEAVES, *GROUPS])
def test_help_as_a_word_and_as_an_option_say_the_same(
    help_of: Callable[..., str], command: str
) -> None:
    assert help_of("help", *command.split()).strip() == help_of(*command.split(), "--help").strip()


@pytest.mark.parametrize("command", LEAVES)
def test_the_help_of_a_command_explains_every_option(
    help_of: Callable[..., str], command: str
) -> None:
    said = help_of(*command.split(), "--help")
    options = said.partition("选项：")[2].partition("例子：")[0]
    for line in options.splitlines():
        if line.startswith("  -"):
            assert re.search(r"[\u4e00-\u9fff]", line), line
    kind = COMMANDS[command.split()[0]]
    leaf = (kind.parts or {}).get(command.split()[-1], kind)
    wanted = {
        "write": ("--by", "--on", "--late-reason", "--note", "--dry-run", "--waive-separation"),
        "read": ("--audience",),
    }.get(leaf.kind, ())
    for option in (*wanted, "--ledger", "--as", "--json", "--plain", "--help"):
        assert option in said, option


def test_help_fits_a_screen_of_24_rows_with_the_five_steps_on_top(
    help_of: Callable[..., str],
) -> None:
    said = help_of("--help")
    shown = [name for name in COMMANDS if re.search(rf" {name} [\u4e00-\u9fff]", said)]
    assert 12 <= len(shown) <= 18, shown
    assert shown[:5] == ["propose", "review", "approve", "publish", "archive"]
    assert all(f"{name} {COMMANDS[name].chinese}" in said for name in shown)
    assert len(said.rstrip().splitlines()) <= 23, "the prompt stands below it"
    assert "pdisc help 延期" in said
    assert "pdisc help 全部" in said
    assert said == help_of("help") or said == help_of("help") + "\n"
    for group in ("五步", "每周", "查找", "目录和人员", "台账"):
        assert f"\n  {group} " in said


def test_help_of_everything_lists_every_registered_command(run: Office) -> None:
    said = run.ok("help", "全部").out
    for command in (*LEAVES, *GROUPS):
        assert re.search(rf"^  {command} ", said, re.MULTILINE), command
    assert too_wide(said, tables_only=False) == []


def test_pdisc_alone_says_what_to_do_today(busy: Office) -> None:
    ran = busy.ok()
    assert "今天 2026-11-24" in ran.out
    assert re.search(r"逾期\d+件", ran.out)
    commands = [line.strip() for line in ran.out.splitlines() if line.strip().startswith("pdisc ")]
    assert commands
    assert ran.out.rstrip().splitlines()[-1].startswith("下一步：")


def test_due_says_with_every_line_why_whom_and_what_to_type(busy: Office) -> None:
    found = busy.ok("due", "--json").json
    said = busy.ok("due", "--all").out
    for row in (*found["overdue"], *found["stuck"], *found["upcoming"]):
        assert row["why"] in said
        assert f"找：{row['holder']}" in said
        assert row["next"] in said
    assert f"还有{len(found['unconfirmed'])}处推定" in said


def test_every_command_that_due_proposes_can_be_typed(busy: Office) -> None:
    """Only the stand-ins are to be filled in: no command of the list is refused as 2."""
    found = busy.ok("due", "--json").json
    rows = [row for name in ("overdue", "upcoming", "waiting", "to_archive") for row in found[name]]
    for row in rows:
        words = [f"示例{word}" if is_placeholder(word) else word for word in row["next"].split()]
        assert words[0] == "pdisc"
        ran = busy(*words[1:], *([] if words[1] == "show" else ["--dry-run"]))
        assert ran.code in (0, 3), f"{row['next']}: {ran.err}"


# The same twice


@pytest.mark.parametrize("words", [("due",), ("report",), ("list",), ("due", "--on", "2027-03-01")])
@pytest.mark.parametrize("style", [(), ("--json",), ("--plain",)])
def test_the_same_ledger_and_date_give_the_same_bytes(
    busy: Office, words: tuple[str, ...], style: tuple[str, ...]
) -> None:
    first = busy.ok(*words, *style).out
    copy = busy.ledger.with_name("副本")
    shutil.copytree(busy.ledger, copy)
    assert busy.ok(*words, *style).out == first
    assert busy.ok(*words, *style, "--ledger", str(copy)).out == first


def test_the_real_program_gives_the_same_bytes_whatever_the_machine_s_locale(
    busy: Office, tmp_path: Path
) -> None:
    outputs = set()
    for seed, language, zone in (("0", "C", "UTC"), ("1", "zh_CN.UTF-8", "America/New_York")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": language,
            "TZ": zone,
            "PDISC_LEDGER": str(busy.ledger),
            "HOME": str(tmp_path),
        }
        words = ("due", "--on", "2026-11-24")
        done = subprocess.run(
            [sys.executable, "-m", "pdisc", *words],
            env=environment,
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert outputs == {busy.ok("due", "--on", "2026-11-24").out.encode()}
