"""The outermost boundary: streams that are closed, full or end early, and interrupts at any time.

Whatever happens to the streams, the exit code says what became of the ledger, and nobody is told
anything in English.
"""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROPOSER, Office, Ran

from pdisc.cli import run as run_command
from pdisc.context import Context
from pdisc.errors import ExitCode

posix = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="needs bash")
PROPOSAL = ("propose", "1.1.1", "--title", "标题一", "--content", "正文一")
CANCELLED = {"", "已取消，什么也没有记下\n", "已取消；看有没有记下：pdisc log\n"}


class Lost(io.StringIO):
    """A stream whose reader is gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


class Full(io.StringIO):
    """A stream onto a device that is full: only the flush finds out."""

    def flush(self) -> None:
        raise OSError(28, "No space left on device")


def onto(run: Office, out: io.StringIO, *words: str, err: io.StringIO | None = None) -> Ran:
    """Run a command whose answer goes to `out`."""
    heard = err or io.StringIO()
    context = Context(
        out=out,
        err=heard,
        stdin=io.StringIO(),
        clock=run.clock,
        environment={"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER},
    )
    return Ran(int(run_command(list(words), context)), out.getvalue(), heard.getvalue())


def bash(run: Office, script: str) -> Ran:
    """Run a line of bash in which `pdisc` is the real program on this office's ledger."""
    done = subprocess.run(
        ["bash", "-c", f'pdisc() {{ "{sys.executable}" -m pdisc "$@"; }}\n{script}'],
        env={**os.environ, "PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def is_chinese(said: str) -> bool:
    """Return whether something that was said is ours: sentences in Chinese, or nothing."""
    foreign = ("Traceback", "Error", "Exception", "Aborted", "closed file", "Broken")
    return not any(word in said for word in foreign)


# In this process: what is said, and which code


@pytest.mark.parametrize("stream", [Lost, Full])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_recorded_write_whose_answer_is_lost_is_8_and_says_what_was_kept(
    run: Office, stream: type[io.StringIO], more: tuple[str, ...]
) -> None:
    ran = onto(run, stream(), *PROPOSAL, *more)
    assert ran.code == ExitCode.STORAGE
    assert "已经记下：2026-0001（回执 8-" in ran.err
    assert ran.err.count("存储或输出失败") == 1
    assert run.show("2026-0001")["state"] == "已提出"


def test_every_kind_of_write_says_what_was_kept(run: Office) -> None:
    nil = ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有")
    assert "已经记下：1.1.2（回执 8-" in onto(run, Lost(), *nil).err
    added = ("staff", "add", "示例甲", "--office", "科", "--role", "承办", "--by", PROPOSER)
    assert "已经记下：示例甲" in onto(run, Lost(), *added).err
    run.ledger = run.ledger.with_name("又一本")
    assert "已经记下：建账（回执 1-" in onto(run, Lost(), "init").err


def test_a_dry_run_whose_answer_is_lost_kept_nothing(run: Office) -> None:
    ran = onto(run, Full(), *PROPOSAL, "--dry-run")
    assert ran.code == ExitCode.STORAGE
    assert "已经记下" not in ran.err
    assert run.verify()["events"] == 7


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("--help",), ("propose", "-h")])
def test_a_reader_that_has_seen_enough_of_a_list_is_told_nothing(
    run: Office, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Lost()
    monkeypatch.setattr(sys, "stdout", lost)  # the parser prints its help there
    ran = onto(run, lost, *words)
    assert (ran.code, ran.err) == (ExitCode.STORAGE, "")


def test_a_refusal_keeps_its_code_and_is_said_aloud_when_its_json_cannot_be_printed(
    run: Office,
) -> None:
    ran = onto(run, Lost(), "show", "2026-0099", "--json")
    assert ran.code == ExitCode.NOT_FOUND
    assert ran.err.startswith("未找到：")


def test_talk_that_nobody_can_hear_changes_no_code(run: Office) -> None:
    told = (*PROPOSAL, "--by", PROPOSER)
    assert onto(run, io.StringIO(), *told, err=Lost()).code == ExitCode.DONE
    assert onto(run, io.StringIO(), "show", "2026-0099", err=Lost()).code == ExitCode.NOT_FOUND


def test_the_tour_ends_with_8_where_its_reader_is_gone(run: Office) -> None:
    assert onto(run, Lost(), "tour").code == ExitCode.STORAGE


class FaultyOnceRecorded(io.StringIO):
    """A stream that shows up a fault of the program when the answer is drawn."""

    def write(self, text: str) -> int:
        raise ZeroDivisionError


def test_a_fault_behind_a_recorded_write_is_not_called_an_unchanged_ledger(run: Office) -> None:
    ran = onto(run, FaultyOnceRecorded(), *PROPOSAL)
    assert ran.code == ExitCode.STORAGE
    assert "已经记下：2026-0001" in ran.err
    assert onto(run, FaultyOnceRecorded(), "list").code == ExitCode.FAULT


# The real program


@posix
def test_a_pipe_that_ends_early_after_a_write_is_8(run: Office) -> None:
    words = f"{' '.join(PROPOSAL)} --by {PROPOSER}"
    ran = bash(run, f"pdisc {words} | true; exit ${{PIPESTATUS[0]}}")
    assert ran.code == ExitCode.STORAGE
    assert "已经记下：2026-0001（回执 8-" in ran.err
    assert is_chinese(ran.err)


@posix
@pytest.mark.parametrize(
    ("closed", "code"),
    [
        (">&-", 8),
        (">&- 2>&-", 8),
        ("<&- >&- 2>&-", 8),
        (">/dev/full", 8),
        (">/dev/full 2>/dev/full", 8),
        ("<&-", 0),
        ("2>&-", 0),
    ],
)
def test_a_write_with_closed_or_full_streams_is_recorded_and_says_so_by_its_code(
    run: Office, closed: str, code: int
) -> None:
    ran = bash(run, f"pdisc {' '.join(PROPOSAL)} {closed}")
    assert ran.code == code
    assert is_chinese(ran.out + ran.err)
    assert ("已经记下：2026-0001" in ran.err) is (code == 8 and "2>" not in closed)
    assert run.show("2026-0001")["title"] == "标题一"
    assert run.verify()["ok"]


@posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_what_is_missing_is_2_whatever_is_closed(run: Office, closed: str) -> None:
    ran = bash(run, f"pdisc propose {closed}")
    assert ran.code == ExitCode.USAGE
    assert is_chinese(ran.out + ran.err)


@posix
@pytest.mark.parametrize("words", ["list", "--help", "list --json"])
def test_a_read_onto_a_closed_stdout_is_8_with_one_sentence(run: Office, words: str) -> None:
    ran = bash(run, f"pdisc {words} >&-")
    assert ran.code == ExitCode.STORAGE
    assert ran.err.startswith("存储或输出失败：结果输出不了（已经关闭）")
    assert is_chinese(ran.err)


@posix
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
def test_a_signal_at_any_moment_of_the_start_ends_without_a_traceback(
    run: Office, number: signal.Signals, code: int
) -> None:
    """Until Python has come to our first line, it answers for itself (by death of the signal)."""
    seen = set()
    for delay in range(0, 300, 12):
        process = subprocess.Popen(
            [sys.executable, "-m", "pdisc", "list"],
            env={**os.environ, "PDISC_LEDGER": str(run.ledger)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        time.sleep(delay / 1000)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        if "Traceback" in err:
            assert f"{Path('pdisc', '__main__.py')}" not in err
            continue
        seen.add(process.returncode)
        assert err in CANCELLED
    assert seen <= {0, code, -number}
    assert code in seen


def test_an_interrupt_inside_a_run_says_what_was_kept(run: Office) -> None:
    class Interrupting(io.StringIO):
        def write(self, text: str) -> int:
            raise KeyboardInterrupt

    ran = onto(run, Interrupting(), *PROPOSAL)
    assert ran.code == ExitCode.INTERRUPTED
    assert ran.err.splitlines()[-1].startswith("已取消；已经记下：2026-0001（回执 8-")
    assert onto(run, Interrupting(), "list").err == "已取消；看有没有记下：pdisc log\n"


@posix
def test_an_interrupt_that_python_swallows_in_a_callback_still_ends_the_program(
    tmp_path: Path,
) -> None:
    script = """
import signal, sys, weakref
import pdisc.cli
from pdisc import __main__ as entry

class Watched: pass

def interrupted(reference):
    signal.raise_signal(signal.SIGINT)

def run(words, context):
    watched = Watched()
    reference = weakref.ref(watched, interrupted)
    del watched
    return 0

pdisc.cli.run = run
entry.main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (130, "已取消；看有没有记下：pdisc log\n")


@posix
def test_a_program_with_a_part_missing_says_so_in_chinese() -> None:
    script = "import sys; sys.modules['typer'] = None; from pdisc.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert done.returncode == ExitCode.FAULT
    assert done.stderr.startswith("程序没有装好（ModuleNotFoundError）")
