"""A person at a terminal: in this process, or on a real one (a pty)."""

import codecs
import io
import os
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from conftest import PROPOSER, Office, Ran

from pdisc.cli import run as run_command
from pdisc.context import Context

PATIENCE = 60
"""Seconds until a program that says nothing is given up; no test measures them."""


class Tty(io.StringIO):
    """A terminal, as far as a stream can be one."""

    def isatty(self) -> bool:
        return True


def talk(
    run: Office,
    *words: str,
    answers: Sequence[str],
    env: Mapping[str, str] | None = None,
    agrees: bool = True,
) -> Ran:
    """Run a command for a person who types these lines at its questions, and then hangs up.

    Who `agrees` says yes at last, where she is asked whether that is to be recorded.
    """
    answers = [*answers, "是"] if agrees else answers
    out, err = Tty(), Tty()
    usual = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER, "PDISC_WAIT": "60"}
    context = Context(
        out=out,
        err=err,
        stdin=Tty("".join(f"{line}\n" for line in answers)),
        clock=run.clock,
        environment={**usual, **(env or {})},
    )
    code = run_command(list(words), context)
    return Ran(int(code), out.getvalue(), err.getvalue())


class Terminal:
    """The program on a real terminal: what it shows, and keys for it."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        """Start `python -m pdisc` on a pty of its own."""
        import pty

        pid, self._fd = pty.fork()
        if pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a run in the background ignores it
            os.chdir(folder)
            os.execve(sys.executable, [sys.executable, "-m", "pdisc", *words], dict(environment))
        self._pid = pid
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.shown = ""

    def until(self, text: str) -> str:
        """Read until a text is shown, and return all that was; fail where it never comes."""
        start = time.monotonic()
        seen = len(self.shown)
        while text not in self.shown[seen:]:
            assert time.monotonic() - start < PATIENCE, f"no {text!r} in {self.shown!r}"
            if not self._read():
                break
        assert text in self.shown[seen:], f"no {text!r} in {self.shown!r}"
        return self.shown

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._fd, keys.encode())

    def ended(self) -> int:
        """Read to the end, and return the exit code."""
        while self._read():
            pass
        start = time.monotonic()
        while not (waited := os.waitpid(self._pid, os.WNOHANG))[0]:
            if time.monotonic() - start > PATIENCE:  # it says no more, and doesn't end either
                os.kill(self._pid, signal.SIGKILL)
            time.sleep(0.01)
        _, status = waited
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._fd], [], [], PATIENCE)
        if not ready:
            return False
        data = b""
        with suppress(OSError):  # Linux says so where the program has ended
            data = os.read(self._fd, 65536)
        self.shown += self._decoder.decode(data)
        return bool(data)
