"""A person at a terminal: in this process, or on a real one (a pty)."""

import io
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect  # type: ignore[import-untyped]  # no types
from conftest import PROPOSER, Office, Ran

from pdisc.cli import run as run_command
from pdisc.context import Context

PATIENCE = 60
"""Seconds until a program that says nothing is given up; no test measures them."""


class Tty(io.StringIO):
    """A terminal, as far as a stream can be one."""

    def isatty(self) -> bool:
        return True


Typed = str | Callable[[], object]
"""A line, or what is done before the next one is typed."""


class Typist(Tty):
    """Somebody who types line by line, and does something else in between."""

    def __init__(self, answers: Sequence[Typed]) -> None:
        """Take lines to be typed, and what is done before the next of them."""
        super().__init__()
        self._left = list(answers)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # its parent is one of bytes to mypy
        """Return the next line; nothing after the last."""
        while self._left:
            each = self._left.pop(0)
            if isinstance(each, str):
                return f"{each}\n"
            each()
        return ""


def talk(
    run: Office,
    *words: str,
    answers: Sequence[Typed],
    env: Mapping[str, str] | None = None,
    agrees: bool = True,
) -> Ran:
    """Run a command for a person who types these lines at its questions, and then hangs up.

    What isn't a line is done before the next one is typed.

    Who `agrees` says yes at last, where she is asked whether that is to be recorded.
    """
    answers = [*answers, "是"] if agrees else answers
    out, err = Tty(), Tty()
    usual = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER, "PDISC_WAIT": "60"}
    context = Context(
        out=out,
        err=err,
        stdin=Typist(answers),
        clock=run.clock,
        environment={**usual, **(env or {})},
    )
    code = run_command(list(words), context)
    return Ran(int(code), out.getvalue(), err.getvalue())


class Terminal:
    """The program on a real terminal (a pty): what it shows, and keys for it."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        program: Sequence[str] = (sys.executable, "-m", "pdisc"),
        size: tuple[int, int] = (24, 80),
    ) -> None:
        """Start a program, `python -m pdisc` where no other is named, on a terminal of its own."""
        first, *rest = (*program, *words)
        self._child = pexpect.spawn(
            first,
            rest,
            cwd=str(folder),
            env=dict(environment),
            encoding="utf-8",
            codec_errors="replace",
            dimensions=size,
            timeout=PATIENCE,
            preexec_fn=_heeds_interrupts,
        )
        self._child.delaybeforesend = None
        self.shown = ""

    def until(self, text: str) -> str:
        """Read until a text is shown, and return all that was; fail where it never comes."""
        found = self._child.expect_exact([text, pexpect.EOF, pexpect.TIMEOUT])
        before = self._child.before
        self.shown += before if isinstance(before, str) else ""
        assert found == 0, f"no {text!r} in {self.shown!r}"
        self.shown += text
        return self.shown

    def type(self, keys: str) -> None:
        """Press keys."""
        self._child.send(keys)

    def send(self, data: bytes) -> None:
        """Send what a terminal of another code page makes of keys."""
        os.write(self._child.child_fd, data)

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question, and answer it."""
        self.until(question)
        self.type(f"{typed}\r")

    def ended(self) -> int:
        """Read to the end, and return the exit code; a program that doesn't end is killed."""
        if self._child.expect_exact([pexpect.EOF, pexpect.TIMEOUT]) == 1:
            self._child.kill(signal.SIGKILL)
        before = self._child.before
        self.shown += before if isinstance(before, str) else ""
        self._child.close()
        status = self._child.exitstatus
        return -(self._child.signalstatus or 0) if status is None else int(status)


def _heeds_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a run in the background ignores it
