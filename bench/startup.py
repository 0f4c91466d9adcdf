"""How long each command takes to start and end, against the floors that no program gets below.

    python bench/startup.py [--rounds 9] [--warm-ups 2] [--only due,list] [--write]

Every case is a whole process. All cases run round-robin in one loop, because the machine drifts by
a fifth within minutes: trust the ratios of one run, never a millisecond of another. The floors are
bare Python, the help of a Typer program with two commands, a Typer program with raw sqlite3 and one
select, and one with SQLModel, two tables, one select and one durable insert of two rows; those that
open a database don't collect and are frozen at exit, as pdisc does. A case on a terminal stands on
the same floor as the same piped. It prints a Markdown table of medians and judges nothing;
`--write` puts it into docs/performance.md as well.
"""

import argparse
import os
import pty
import random
import shutil
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import page

TYPER_FLOOR = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def hello(name: str = "x") -> None:
    print("hello", name)
@app.command()
def goodbye(name: str = "x") -> None:
    print("goodbye", name)
app()
"""
READING_FLOOR = """
import gc
gc.disable()
import os, sqlite3, typer
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def hello(name: str = "x") -> None:
    connection = sqlite3.connect(os.environ["FLOOR"])
    print(connection.execute("SELECT count(*) FROM line").fetchone()[0])
    connection.close()
try:
    app()
finally:
    gc.freeze()
"""
TABLES = """
from sqlmodel import Field, SQLModel
class Line(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    told: str
class Row(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    state: str
"""
WRITING_FLOOR = f"""
import gc
gc.disable()
import sqlite3, os, typer
from sqlalchemy import event
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine, select
{TABLES}
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
def connect():
    connection = sqlite3.connect(os.environ["FLOOR"], isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection
@app.command()
def hello(name: str = "x") -> None:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    with Session(engine) as session:
        session.exec(select(Line).limit(1)).first()
        session.add_all([Line(name=name, told="x"), Row(name=name, state="x")])
        session.commit()
    engine.dispose()
try:
    app()
finally:
    gc.freeze()
"""
FLOOR_SCHEMA = f"""
import os
from sqlmodel import create_engine
{TABLES}
SQLModel.metadata.create_all(create_engine("sqlite:///" + os.environ["FLOOR"]))
"""
FLOORS = ("Python", "Typer", "Typer + sqlite3", "Typer + SQLModel")
BARE, TYPER, READING, WRITING = FLOORS

YEAR = time.localtime().tm_year
ACTOR = "示例承办人"
STAFF = (
    (ACTOR, "--role", "承办", "--role", "档案"),
    ("示例审核人", "--role", "审核"),
    ("示例书记", "--role", "审批", "--authority", "支部书记"),
)
ALL_PASS = ("--necessity", "通过", "--accuracy", "通过", "--secrecy", "通过", "--privacy", "通过")
SIGNED = ("--by", "示例书记")
RULED = ("--reason", "示例", *SIGNED)
PLAN = ("--title", "示例", "--content", "示例内容", "--channel", "会议")

OWN_DAYS = "off: [{day: 2026-03-20, name: 示例}]"

Words = tuple[str, ...]


class Case(NamedTuple):
    """One whole process: what it is called, which floor it stands on, where it speaks."""

    name: str
    floor: str
    words: Words
    code: int = 0
    environment: tuple[tuple[str, str], ...] = ()
    terminal: bool = False


def year_table(year: int) -> str:
    """Return a made-up year's notice, as `workdays check` takes it in."""
    days = "".join(f"  - {{day: {year}-10-{day:02d}, name: 示例}}\n" for day in range(1, 14))
    return f"year: {year}\nnotice: 示例〔{year}〕1号\nannounced: {year}-01-01\noff:\n{days}"


def cases() -> list[Case]:
    """Return every command of the program on its floor; a writing one is undone before each run."""
    return [
        Case("--help", TYPER, ("--help",)),
        Case("help 全部", TYPER, ("help", "全部")),
        Case("propose --help", TYPER, ("propose", "--help")),
        Case("completion: pdisc ap", TYPER, (), environment=_completing("pdisc ap")),
        Case("completion: approve --d", TYPER, (), environment=_completing("pdisc approve --d")),
        Case("wrong command", TYPER, ("nonsense",), code=2),
        Case("wrong option", TYPER, ("due", "--nonsense"), code=2),
        Case("missing values", TYPER, ("propose",), code=2),
        Case("pdisc alone", READING, ()),
        Case("due", READING, ("due",)),
        Case("due --since", READING, ("due", "--since", "昨天")),
        Case("due .docx", READING, ("due", "--out", "due.docx")),
        Case("due .xlsx", READING, ("due", "--out", "due.xlsx")),
        Case("print 每周要办", READING, ("print", "每周要办", "--out", "week.docx")),
        Case("calendar", READING, ("calendar", "due.ics")),
        Case("list", READING, ("list",)),
        Case("show", READING, ("show", f"{YEAR}-0001")),
        Case("log", READING, ("log",)),
        Case("search", READING, ("search", "示例")),
        Case("report", READING, ("report",)),
        Case("report --audience 社会", READING, ("report", "--audience", "社会")),
        *(
            Case(f"{words[0]} on a terminal", READING, words, terminal=True)
            for words in (("due",), ("list",), ("show", f"{YEAR}-0001"), ("report",))
        ),
        Case("catalog list", READING, ("catalog", "list")),
        Case("catalog show", READING, ("catalog", "show", "1.1.1")),
        Case("catalog check", READING, ("catalog", "check")),
        Case("staff list", READING, ("staff", "list")),
        Case("config show", READING, ("config", "show")),
        Case("workdays plus", READING, ("workdays", "plus", f"{YEAR}-02-13", "5")),
        Case("workdays check", READING, ("workdays", "check")),
        Case("screen", READING, ("screen", str(Path(__file__).parent.parent / "README.md"))),
        Case("init", WRITING, ("init", "--ledger", "new")),
        Case(
            "staff add", WRITING, ("staff", "add", "示例乙", "--office", "示例", "--role", "承办")
        ),
        Case("catalog confirm", WRITING, ("catalog", "confirm", "1.1.1", *SIGNED)),
        Case("config set", WRITING, ("config", "set", "审核时限", "5", *SIGNED)),
        Case("workdays check 文件", WRITING, ("workdays", "check", "year.yaml", *SIGNED)),
        Case("workdays own", WRITING, ("workdays", "own", "own.yaml", *SIGNED)),
        Case("nil", WRITING, ("nil", "1.1.2", "--for", f"{YEAR}-Q1", "--reason", "没有")),
        Case("urge", WRITING, ("urge", "1.1.2", "--by", "示例书记")),
        Case(
            "defer",
            WRITING,
            ("defer", "1.1.2", "--for", f"{YEAR}-Q1", "--to", f"{YEAR + 2}-01-04", *RULED),
        ),
        Case("propose", WRITING, ("propose", "1.1.1", *PLAN)),
        Case(
            "propose --attach",
            WRITING,
            (
                "propose",
                "1.1.1",
                *PLAN,
                "--attach",
                str(Path(__file__).parent.parent / "README.md"),
            ),
        ),
        Case("revise", WRITING, ("revise", f"{YEAR}-0001", "--content", "改")),
        Case("redact", WRITING, ("redact", f"{YEAR}-0001", "--mask", "示例内容")),
        Case(
            "lift",
            WRITING,
            (
                "lift",
                "1.1.1",
                "--document-number",
                "示例〔2026〕1号",
                "--reason",
                "摘录",
                "--by",
                "示例书记",
            ),
        ),
        Case("review", WRITING, ("review", f"{YEAR}-0001", "--by", "示例审核人", *ALL_PASS)),
        Case("approve", WRITING, ("approve", f"{YEAR}-0002", "--by", "示例书记")),
        Case("publish", WRITING, ("publish", f"{YEAR}-0003", "--channel", "会议", "--place", "室")),
        Case("archive", WRITING, ("archive", f"{YEAR}-0004", "--no-opinions")),
        Case(
            "refused: publish",
            WRITING,
            ("publish", f"{YEAR}-0001", "--channel", "会议", "--place", "室"),
            code=3,
        ),
        Case("verify", WRITING, ("verify",)),
    ]


def _completing(typed: str) -> tuple[tuple[str, str], ...]:
    cword = str(len(typed.split(" ")) - 1)
    return (("_PDISC_COMPLETE", "complete_bash"), ("COMP_WORDS", typed), ("COMP_CWORD", cword))


class Yard:
    """The folder in which a benchmark runs: a ledger to copy, and the floors' own database."""

    def __init__(self, root: Path) -> None:
        """Open a ledger with four disclosures, each one step further than the one before."""
        self.root = root
        self.template = root / "template"
        self.ledger = root / "ledger"
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
            "PDISC_LEDGER": str(self.ledger),
            "PDISC_ACTOR": ACTOR,
            "FLOOR": str(root / "floor.db"),
            "PYTHONUTF8": "1",
        }
        self._lay()

    def _lay(self) -> None:
        self.root.joinpath("own.yaml").write_text(OWN_DAYS, encoding="utf-8")
        self.root.joinpath("year.yaml").write_text(year_table(2090), encoding="utf-8")
        self.pdisc("init", "--unit", "示例单位", "--since", f"{YEAR}-01-01")
        for name, *roles in STAFF:
            self.pdisc("staff", "add", name, "--office", "办公室", *roles)
        for place in range(1, 5):
            self.pdisc("propose", "1.1.1", *PLAN)
            number = f"{YEAR}-{place:04d}"
            steps: tuple[Words, ...] = (
                ("review", number, "--by", "示例审核人", *ALL_PASS),
                ("approve", number, "--by", "示例书记"),
                ("publish", number, "--channel", "会议", "--place", "会议室"),
            )
            for step in steps[: place - 1]:
                self.pdisc(*step)
        shutil.copytree(self.ledger, self.template)
        self.run([sys.executable, "-c", FLOOR_SCHEMA])

    def fresh(self) -> None:
        """Lay the ledger anew, so that a writing command finds what it needs."""
        shutil.rmtree(self.ledger)
        shutil.rmtree(self.root / "new", ignore_errors=True)
        shutil.copytree(self.template, self.ledger)

    def pdisc(self, *words: str) -> None:
        """Run one command that must succeed."""
        self.run([sys.executable, "-m", "pdisc", *words])

    def run(self, command: list[str], *, code: int = 0, **environment: str) -> float:
        """Run one process and return how long it took (ms); its exit code must be `code`."""
        began = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        took = (time.perf_counter() - began) * 1000
        _must_be(code, command, done.returncode, done.stdout + done.stderr)
        return took

    def run_on_terminal(self, command: list[str], *, code: int = 0, **environment: str) -> float:
        """Do the same where stdout and stderr are a terminal of 120 columns."""
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, 120))
        began = time.perf_counter()
        running = subprocess.Popen(
            command,
            cwd=self.root,
            env={**self.environment, "TERM": "xterm-256color", **environment},
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        said = b"".join(iter(partial(_heard, ours), b""))
        ended = running.wait()
        took = (time.perf_counter() - began) * 1000
        os.close(ours)
        _must_be(code, command, ended, said)
        return took


def _heard(terminal: int) -> bytes:
    """Return the next of what is said on a terminal; nothing once all who spoke have gone."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says EIO where others say that it is the end
        return b""


def _must_be(wanted: int, command: list[str], code: int, said: bytes) -> None:
    if code != wanted:
        raise SystemExit(f"{command[1:]} → {code}, not {wanted}\n{said.decode(errors='replace')}")


def runners(yard: Yard) -> dict[str, tuple[str, Callable[[], float]]]:
    """Return every process to be timed, floors first: name → its floor and how it is run."""
    sources = {
        BARE: ("pass",),
        TYPER: (TYPER_FLOOR, "--help"),
        READING: (READING_FLOOR,),
        WRITING: (WRITING_FLOOR,),
    }
    found: dict[str, tuple[str, Callable[[], float]]] = {}
    for name, (source, *words) in sources.items():
        script = yard.root / f"floor{len(found)}.py"
        script.write_text(source, encoding="utf-8")
        found[name] = (BARE, partial(yard.run, [sys.executable, str(script), *words]))
    for case in cases():
        found[case.name] = (case.floor, partial(_timed, yard, case))
    return found


def _timed(yard: Yard, case: Case) -> float:
    if case.floor == WRITING:
        yard.fresh()
    command = [sys.executable, "-m", "pdisc", *case.words]
    run = yard.run_on_terminal if case.terminal else yard.run
    return run(command, code=case.code, **dict(case.environment))


def measured(
    rounds: int, warm_ups: int, only: Sequence[str] = ()
) -> dict[str, tuple[str, list[float]]]:
    """Time all cases, each round in an order of its own: name → its floor and its times (ms)."""
    with tempfile.TemporaryDirectory(prefix="pdisc-bench-") as folder:
        todo = runners(Yard(Path(folder)))
        wanted = {*FLOORS, *(only or todo)}
        todo = {name: each for name, each in todo.items() if name in wanted}
        times: dict[str, tuple[str, list[float]]] = {name: (f, []) for name, (f, _) in todo.items()}
        order = random.Random(1)
        for turn in range(warm_ups + rounds):
            for name in order.sample(list(todo), len(todo)):
                took = todo[name][1]()
                if turn >= warm_ups:
                    times[name][1].append(took)
    return times


def table(times: dict[str, tuple[str, list[float]]]) -> str:
    """Return the Markdown table: median, the same against bare Python, and against its floor.

    The ratio to the floor is the median of the rounds' own ratios: drift falls on both alike.
    """
    lines = ["| case | median ms | × Python | floor | × floor |", "|---|---|---|---|---|"]
    bare = median(times[BARE][1])
    for name, (floor, taken) in times.items():
        paired = median(a / b for a, b in zip(taken, times[floor][1], strict=True))
        middle = median(taken)
        lines.append(f"| {name} | {middle:.0f} | {middle / bare:.1f} | {floor} | {paired:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print, and put the table into the page where that is asked for."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--rounds", type=int, default=9)
    reader.add_argument("--warm-ups", type=int, default=2)
    reader.add_argument("--only", type=lambda names: names.split(","), default=[])
    reader.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = reader.parse_args()
    rounds = f"{page.setting()}, {given.rounds} rounds after {given.warm_ups}"
    told = f"{rounds}\n\n{table(measured(given.rounds, given.warm_ups, given.only))}\n"
    print(told)
    if given.write:
        page.write("startup", told)


if __name__ == "__main__":
    main()
