"""Two ways to kill a command at every instant at which it can have changed something.

`stopped` ends a forked child right before its n-th file operation or database statement: quick, and
needs no tool. `traced` lets strace kill a fresh process at its n-th system call of a kind: slower,
and sees each page that SQLite writes. Neither asks a clock, so neither hangs on the machine's load.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pdisc.ledger.folder import Folder
from pdisc.ledger.staging import RECORD, Vouched, first_line, new_name

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
STOPPED = 77
"""The exit code of a process that was ended before an operation."""

DRIVER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import NOW, Office
from pdisc.clock import FixedClock
ran = Office(Path(sys.argv[2]), FixedClock(NOW))(*sys.argv[3:])
print(ran.out + ran.err)
sys.exit(ran.code)
"""
"""The program in a process of its own, given the folder of the tests, a ledger, and the words."""


def forked(work: Callable[[], int]) -> int:
    """Run something in a process of its own, which ends with its exit code; return its id.

    It makes no PDF: the threads with which typst does so aren't there after a fork, so that it
    would wait for them for ever. No command ever forks.
    """
    child = os.fork()
    if child == 0:
        sys.modules["typst"] = None  # type: ignore[assignment]  # as if it weren't installed
        try:
            os._exit(work())
        finally:
            os._exit(99)
    return child


def ended(child: int) -> int:
    """Wait for a process; return its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def mounting(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script in a mount namespace of its own; its `pdisc` works on the ledger "$1"."""
    here = str(Path(__file__).parent)
    prelude = f"""set -e
pdisc() {{ ledger="$1"; shift; "{sys.executable}" -c "$DRIVER" "{here}" "$ledger" "$@"; }}
"""
    return subprocess.run(
        ["unshare", "-Urm", "sh", "-c", prelude + script, "sh", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DRIVER": DRIVER, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="needs user and mount namespaces")


# What one of them leaves


def left_staging(ledger: Path, *placed: str) -> Path:
    """Lay what a killed command leaves: its staging folder, which says what it put in place."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as connection:
        beginning = Vouched(connection).beginning()
    staging = ledger / "tmp" / new_name(Folder(ledger))
    staging.mkdir(parents=True)
    lines = "".join(f"{sha256}\n" for sha256 in placed)
    (staging / RECORD).write_bytes(first_line(beginning) + lines.encode())
    return staging


# Before a file operation


CHANGES = {
    *(
        f"os.{verb}"
        for verb in ("mkdir", "rename", "remove", "rmdir", "truncate", "link", "symlink")
    ),
    "sqlite3.connect",
}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
READING_STATEMENTS = ("SELECT", "PRAGMA")


class Operations:
    """Hears of every operation of this process that may change a file, for the rest of its life.

    Files by Python's audit hook; statements by SQLite's trace, which `connect` must ask for, as the
    audit hook hears of a connection too early.
    """

    def __init__(self, told: Callable[[str], None]) -> None:
        """Tell `told` of each operation right before it happens."""
        self.told = told
        self.verb = ""
        connect = sqlite3.connect

        def traced_connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self._trace)
            return connection

        vars(sqlite3)["connect"] = traced_connect
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if writing or event in CHANGES:
            self.told(f"{event} {arguments[0]}")

    def _trace(self, statement: str) -> None:
        """Tell of a statement, unless it does the same as the one before: neither is on disk."""
        verb = statement.split(maxsplit=1)[0]
        if verb not in (self.verb, *READING_STATEMENTS):
            self.told(verb)
        self.verb = verb


def stopped(number: int, work: Callable[[], int]) -> int:
    """Run something in a process that ends right before its n-th operation (from 1).

    Returns STOPPED, or the exit code where there were fewer operations.
    """

    def working() -> int:
        left = number

        def count(operation: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os._exit(STOPPED)

        Operations(count)
        return work()

    return ended(forked(working))


# At a system call


EVERY_CALL = "PDISC_EVERY_CALL"
"""Set this in the environment, and of a row of like calls every one is a moment for a kill."""

CALLS = (
    "?mkdir,mkdirat,?rename,renameat,renameat2,?link,linkat,?symlink,symlinkat,?unlink,unlinkat,"
    "?rmdir,openat,write,writev,pwrite64,pwritev,ftruncate,?truncate,fallocate,fsync,fdatasync"
)
_CALL = re.compile(r"(\w+)\(")
_READING = re.compile(r"O_RDONLY(?!\|O_CREAT)")
_PATH = re.compile(r'(?<=[<"])/[^>"]*')


class Moment(NamedTuple):
    """The n-th system call of a name (from 1), and the file that it is about."""

    call: str
    number: int
    file: str


def traced(office: Path, *words: str, moment: Moment | None = None) -> tuple[int, list[str]]:
    """Run the program on a ledger under strace, killed at that moment if it comes.

    Returns its exit code, minus a signal's number where one killed it, and the calls it made.
    """
    assert shutil.which("strace"), "these tests need strace: apt-get install strace"
    log = office.parent / "strace.log"
    killing = (
        f"--inject={moment.call}:signal=SIGKILL:when={moment.number}" if moment else "--quiet=exit"
    )
    command = [sys.executable, "-c", DRIVER, str(Path(__file__).parent), str(office), *words]
    done = subprocess.run(
        ["strace", "-y", "-o", str(log), f"--trace={CALLS}", killing, *command],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.returncode, log.read_text(encoding="utf-8").splitlines()


def moments(calls: list[str], office: Path) -> list[Moment]:
    """Return each call that may change something beside the ledger or in it, in order.

    Of a row of like calls on one file only the first and the last, unless all are asked for.
    """
    made: Counter[str] = Counter()
    found: list[Moment] = []
    place = str(office.parent)
    for line in calls:
        call = _CALL.match(line)
        if call is None:
            continue
        made[call[1]] += 1
        path = _PATH.search(line)
        reading = call[1] == "openat" and _READING.search(line)
        if place in line and path and not reading:
            found.append(Moment(call[1], made[call[1]], _PATH.findall(line)[-1]))
    return found if EVERY_CALL in os.environ else _ends_of_rows(found)


def _ends_of_rows(found: list[Moment]) -> list[Moment]:
    def like(one: Moment, other: Moment) -> bool:
        return (one.call, one.file) == (other.call, other.file)

    around = zip([None, *found], found, [*found[1:], None], strict=False)
    return [
        each
        for before, each, after in around
        if not (before and after and like(before, each) and like(each, after))
    ]
