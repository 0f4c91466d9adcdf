"""How the commands fare as a ledger grows: time, memory, beside plain SQL and an Excel sheet.

    python bench/scale.py build DIR N       make a ledger of N disclosures over eleven years in DIR
    python bench/scale.py [--sizes 1000,10000,100000] [--million] [--only due,show]
                          [--rounds 3] [--dir DIR] [--write]

Every case is a whole process, all cases and sizes in one loop and in an order of their own in each
round, because the machine drifts: trust the ratios of one run. The processor's time (user and
system) is what they are taken from; the clock's time is told beside it. `--dir` keeps the ledgers
for the next run; `--write` puts the table into docs/performance.md. It judges nothing.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

import page

SIZES, MILLION = (1_000, 10_000, 100_000), 1_000_000
SEARCHED = {"search (one hit)": "罕见示例词", "search (1 % hit)": "第77"}
BOOK = ("a sheet read", "a row added")
"""What is asked of openpyxl: reading a sheet answers any question, adding a row writes it all."""


NO_SHEET = ("log", "due --as-of", "verify")
"""What a sheet can't answer: it doesn't say what was done when."""


class Took(NamedTuple):
    """What one process took: the clock's seconds, the processor's, and memory at its peak (MB)."""

    clock: float
    processor: float
    memory: float


class Case(NamedTuple):
    """One process: what it answers, on how many disclosures, and how it is run."""

    question: str
    size: int
    run: Callable[[], Took]


def timed(command: Sequence[str | Path], folder: Path, **environment: str) -> Took:
    """Run one process that must succeed and return what it took."""
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env={**usual, "PYTHONUTF8": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{command[1:]} → {process.returncode}\n{said.read().decode()}")
    return Took(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Yard:
    """One ledger to be asked, a copy of its database to be written to, and the same as a sheet."""

    def __init__(self, kept: Path, scratch: Path, size: int, dossiers: int) -> None:
        """Take what is kept of an earlier run, and make the rest."""
        self.size = size
        self.ledger, self.book = kept / f"{size}", kept / f"{size}.xlsx"
        if not self.ledger.exists():
            part = kept / f"{size}.part"
            shutil.rmtree(part, ignore_errors=True)
            self.run(Path(__file__), "build", part, str(size), "--dossiers", str(dossiers))
            part.rename(self.ledger)
        if not self.book.exists():
            part = kept / f"{size}.part.xlsx"
            self.run(_RIVALS, "sheet", self.ledger / "ledger.db", part)
            part.rename(self.book)
        self.written = scratch / f"{size}"
        self.written.mkdir()
        shutil.copy(self.ledger / "ledger.db", self.written)
        shutil.copytree(self.ledger / "files", self.written / "files")
        self.added = Path(shutil.copy(self.book, scratch))
        self._weeks = count(1)

    def run(self, *words: str | Path) -> Took:
        """Run one Python program."""
        return timed([sys.executable, *words], Path.cwd())

    def pdisc(self, ledger: Path, *words: str) -> Took:
        """Run one command on a ledger."""
        command = [sys.executable, "-m", "pdisc", *words]
        return timed(command, Path.cwd(), PDISC_LEDGER=str(ledger), PDISC_ACTOR="示例承办人")

    def occurred(self) -> Took:
        """Record that something occurred, each time on another Sunday: none stands there yet."""
        sunday = date(2016, 1, 31) + next(self._weeks) * timedelta(days=7)
        late = ("--note", "示例", "--late-reason", "示例补记")
        return self.pdisc(self.written, "occurred", "1.3.3", "--on", str(sunday), *late)

    def cases(self) -> Iterator[Case]:
        """Yield the questions, those to plain SQL under the same name, and those to the sheet."""
        for question, words in questions(self.ledger).items():
            writes = question == "propose"
            place = self.written if writes else self.ledger
            yield self._case(question, partial(self.pdisc, place, *words))
            yield self._sql(question, place)
        yield self._case("occurred", self.occurred)
        yield self._sql("occurred", self.written)
        for what, book in zip(BOOK, (self.book, self.added), strict=True):
            yield self._case(what, partial(self.run, _RIVALS, what, book))

    def _case(self, question: str, run: Callable[[], Took]) -> Case:
        return Case(question, self.size, run)

    def _sql(self, question: str, ledger: Path) -> Case:
        words = ("-I", _RIVALS, question, ledger / "ledger.db")
        return Case(f"{_SQL}{question}", self.size, partial(self.run, *words))


_RIVALS = Path(__file__).with_name("rivals.py")
_SQL = "sqlite3: "


def questions(ledger: Path) -> dict[str, tuple[str, ...]]:
    """Return what is typed for each question that can be asked again and again."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as connection:
        first = "SELECT number FROM disclosure ORDER BY year DESC, counter LIMIT 1"
        (number,) = connection.execute(first).fetchone()
    week_ago = (date.today() - timedelta(days=7)).isoformat()
    return {
        "due": ("due",),
        "list": ("list", "--limit", "20"),
        "show": ("show", number),
        "log": ("log", number),
        **{question: ("search", word) for question, word in SEARCHED.items()},
        "report": ("report",),
        "report 社会": ("report", "--audience", "社会"),
        "due --as-of": ("due", "--as-of", week_ago),
        "verify": ("verify",),
        "propose": ("propose", "1.1.1", "--title", "示例", "--content", "示例内容"),
    }


Taken = dict[tuple[str, int], list[Took]]


def measured(yards: Sequence[Yard], rounds: int, only: Sequence[str]) -> Taken:
    """Run every case, or only some questions, in every round: what each took, by its size."""
    asked = {*only, *(f"{_SQL}{question}" for question in only), *BOOK} if only else None
    every = [case for yard in yards for case in yard.cases()]
    if unknown := {*only} - {case.question for case in every}:
        raise SystemExit(f"no such question: {', '.join(sorted(unknown))}")
    todo = [case for case in every if asked is None or case.question in asked]
    taken: Taken = {(case.question, case.size): [] for case in todo}
    order = random.Random(1)
    for _ in range(rounds):
        for case in order.sample(todo, len(todo)):
            taken[case.question, case.size].append(case.run())
    return taken


def ratio(some: list[Took], others: list[Took]) -> str:
    """Return how much more processor time some took: the median of the rounds' own ratios."""
    pairs = zip(some, others, strict=True)
    times = median(each.processor / other.processor for each, other in pairs)
    return f"{times:.2f}" if times < 10 else f"{times:.0f}"


def table(taken: Taken) -> str:
    """Return the Markdown table: a row for each question and size."""
    lines = [
        "| question | disclosures | s | CPU s | × fewest | MB | × sqlite3 | × openpyxl |",
        "|---|---|---|---|---|---|---|---|",
    ]
    fewest = min(size for _, size in taken)
    for (question, size), took in taken.items():
        if question.startswith(_SQL):
            continue
        middle = Took(*(median(values) for values in zip(*took, strict=True)))
        growth = ratio(took, taken[question, fewest])
        sql = taken.get((f"{_SQL}{question}", size))
        book = BOOK[question in ("propose", "occurred")]
        sheet = None if question in (*BOOK, *NO_SHEET) else taken[book, size]
        cells = (
            question if question not in BOOK else f"openpyxl: {question}",
            f"{size:,}",
            f"{middle.clock:.2f}",
            f"{middle.processor:.2f}",
            growth,
            f"{middle.memory:.0f}",
            ratio(took, sql) if sql else "–",
            ratio(took, sheet) if sheet else "–",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def in_order(taken: Taken) -> Taken:
    """Return what was taken with the sizes of one question below each other."""
    asked = list(dict.fromkeys(question for question, _ in taken))
    return dict(sorted(taken.items(), key=lambda each: (asked.index(each[0][0]), each[0][1])))


def measure(given: argparse.Namespace) -> None:
    """Measure all sizes and print the table, or put it into the page."""
    sizes = [int(size) for size in given.sizes.split(",")] + [MILLION] * given.million
    only = given.only.split(",") if given.only else ()
    with tempfile.TemporaryDirectory(prefix="pdisc-scale-") as folder:
        scratch = Path(folder)
        kept = (given.dir or scratch / "kept").resolve()
        kept.mkdir(parents=True, exist_ok=True)
        yards = [Yard(kept, scratch, size, given.dossiers) for size in sizes]
        taken = in_order(measured(yards, given.rounds, only))
    told = f"{page.setting()}, rounds: {given.rounds}, medians of them.\n\n{table(taken)}\n"
    print(told)
    if given.write:
        page.write("scale", told)


def built(kept: Path, size: int) -> Path:
    """Return a ledger of so many disclosures, made now where an earlier run left none."""
    ledger = kept / f"{size}"
    if not ledger.exists():
        part = kept / f"{size}.part"
        shutil.rmtree(part, ignore_errors=True)
        timed([sys.executable, Path(__file__), "build", part, str(size), "--dossiers", "0"], kept)
        part.rename(ledger)
    return ledger


def build_one(given: argparse.Namespace) -> None:
    """Make one ledger; what it is made with is loaded only here, so that measuring stays small."""
    from make import build

    from pdisc.errors import PdiscError

    began = time.perf_counter()
    dossiers = min(given.dossiers, given.size // 20)
    try:
        count = build(given.folder, given.size, today=given.today, dossiers=dossiers)
    except PdiscError as error:
        raise SystemExit(str(error)) from error
    print(f"{given.size} disclosures, {count} entries in {time.perf_counter() - began:.0f} s")


def main() -> None:
    """Build or measure."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--dossiers", type=int, default=200, help="at most a twentieth of all")
    if sys.argv[1:2] == ["build"]:
        reader.add_argument("build")
        reader.add_argument("folder", type=Path)
        reader.add_argument("size", type=int)
        reader.add_argument("--today", type=date.fromisoformat, default=date.today())
        build_one(reader.parse_args())
        return
    reader.add_argument("--sizes", default=",".join(map(str, SIZES)))
    reader.add_argument("--million", action="store_true", help="10⁶ too: hours")
    reader.add_argument("--only", help="some questions, with commas between them")
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--dir", type=Path, help="where ledgers are kept for the next run")
    reader.add_argument("--write", action="store_true", help="into docs/performance.md")
    measure(reader.parse_args())


if __name__ == "__main__":
    main()
