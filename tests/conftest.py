"""What every test may use: a clock that stands still, a ready-made ledger, the program in-process.

    def test_a_proposal_waits_for_its_review(run: Office) -> None:
        number = run.propose("1.1.1")
        assert run.ok("show", number, "--json").json["state"] == "已提出"

`run` works on a copy of one ledger that is made once per session: opened with `--since 2026-01-01`
and the six people below. Its clock stands at 2026-11-24 10:00 in Beijing until `run.on(day)` moves
it. Types and names are imported with `from conftest import Office, PROPOSER`.
"""

import gc
import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import pytest
from hypothesis import HealthCheck, settings
from long_runs import examples

from pdisc.cli import run as run_command
from pdisc.clock import BEIJING, FixedClock
from pdisc.context import Context

settings.register_profile(
    "no clock",
    max_examples=examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("no clock")  # a property doesn't fail because the machine is busy


def pytest_collection_finish() -> None:
    """Collect seldom, and never what was imported: a command runs without collecting at all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=BEIJING)
SINCE = date(2026, 1, 1)

PROPOSER = "测试承办甲"
SECOND_PROPOSER = "测试承办乙"
REVIEWER = "测试审核丙"
SECRETARY = "测试书记丁"
COMMITTEE = "测试委员戊"
SUPERIOR = "测试上级己"

ROSTER = (
    (PROPOSER, "办公室", "--role", "承办", "--role", "档案"),
    (SECOND_PROPOSER, "综合科", "--role", "承办"),
    (REVIEWER, "支部", "--role", "审核"),
    (SECRETARY, "支部", "--role", "审批", "--authority", "支部书记"),
    (COMMITTEE, "支部", "--role", "审批", "--authority", "支部委员会"),
    (SUPERIOR, "上级", "--role", "审批", "--authority", "上级党组织"),
)
ALL_PASS = ("--necessity", "通过", "--accuracy", "通过", "--secrecy", "通过", "--privacy", "通过")


class Ran(NamedTuple):
    """How one command ended, and what it said on stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


def signed(words: tuple[str, ...], ledger: Path) -> list[str]:
    """Return a command line, signed by the secretary where it is an approver's and nobody signs."""
    command = tuple(word for word in words if word not in ("--json", "--plain"))
    named, rest = command[:2], command[2:]
    approvers = named in SETTING or (named == ("staff", "add") and "审批" in rest)
    approvers |= named == ("workdays", "check") and bool(rest) and not rest[0].startswith("-")
    approvers |= named == ("staff", "close") and rest[:1] in {(SECRETARY,), (COMMITTEE,)}
    free = bool({"--by", "-h", "--help"} & set(rest)) or not approvers
    return list(words) if free or not is_listed(SECRETARY, ledger) else [*words, "--by", SECRETARY]


def is_listed(name: str, ledger: Path) -> bool:
    """Say whether a ledger's roster has a name."""
    if not (ledger / "ledger.db").is_file():
        return False
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        rows = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'appointment'").fetchall()
        asked = "SELECT 1 FROM appointment WHERE name = ?"
        return bool(rows and database.execute(asked, (name,)).fetchall())


SETTING = {
    *(("catalog", part) for part in ("set", "add", "retire", "confirm")),
    *(("config", "set"), ("workdays", "own"), ("template", "set"), ("template", "drop")),
}
"""Which commands need 审批 as soon as somebody holds it."""


class Office:
    """One ledger, one clock, and a person at the keyboard (by default the proposer).

    What only an approver may set is signed by the secretary where a test doesn't say who signs.
    """

    def __init__(self, ledger: Path, clock: FixedClock, ways: "Ways | None" = None) -> None:
        """Sit down before a ledger folder, which need not exist."""
        self.ledger = ledger
        self.clock = clock
        self.ways = ways

    def __call__(
        self, *words: str, env: Mapping[str, str] | None = None, stdin: str | TextIO = ""
    ) -> Ran:
        """Run one command line in this process; `env` is added to the usual environment."""
        out, err = io.StringIO(), io.StringIO()
        usual = {"PDISC_LEDGER": str(self.ledger), "PDISC_ACTOR": PROPOSER, "PDISC_WAIT": "60"}
        context = Context(
            out=out,
            err=err,
            stdin=io.StringIO(stdin) if isinstance(stdin, str) else stdin,
            clock=self.clock,
            environment={**usual, **(env or {})},
        )
        code = run_command(signed(words, self.ledger), context)
        return Ran(int(code), out.getvalue(), err.getvalue())

    def ok(self, *words: str, stdin: str | TextIO = "") -> Ran:
        """Run a command that must succeed."""
        ran = self(*words, stdin=stdin)
        assert ran.code == 0, f"pdisc {' '.join(words)} → {ran.code}\n{ran.out}{ran.err}"
        return ran

    def copy(self, folder: Path) -> "Office":
        """Sit down before a copy of the ledger in another folder, at the same hour."""
        ledger = Path(shutil.copytree(self.ledger, folder / "台账"))
        return Office(ledger, FixedClock(self.clock.instant))

    def on(self, day: date | str) -> None:
        """Move the clock to 10:00 in Beijing on a day."""
        moved = date.fromisoformat(day) if isinstance(day, str) else day
        self.clock.instant = datetime(moved.year, moved.month, moved.day, 10, tzinfo=BEIJING)

    def show(self, number: str) -> Any:
        """Return one disclosure as `show --json` prints it."""
        return self.ok("show", number, "--json").json

    def verify(self, *words: str) -> Any:
        """Return what `verify --json` says, whatever its exit code."""
        return self("verify", "--json", *words).json

    def propose(self, code: str = "1.1.1", *more: str) -> str:
        """提出, with a title and a text unless `more` brings its own; return the number."""
        words = ["propose", code, *by(PROPOSER, more), "--json", *more]
        if "--title" not in more:
            words += ["--title", f"{code} 的公开"]
        if not {"--content", "--content-file", "--attach"} & set(more):
            words += ["--content", "本期情况说明。"]
        return str(self.ok(*words).json["number"])

    def review(self, number: str, *more: str) -> None:
        """审核 with four times 通过."""
        self.ok("review", number, *by(REVIEWER, more), *ALL_PASS, *more)

    def approve(self, number: str, *more: str) -> None:
        """审批 by somebody whose authority is enough for every item."""
        self.ok("approve", number, *by(SUPERIOR, more), *more)

    def publish(self, number: str, *more: str) -> None:
        """实施 on every channel that is still open."""
        for channel in self.show(number)["open_channels"]:
            on_website = channel.startswith("网站")
            place = ("--url", "https://example.invalid/1") if on_website else ("--place", "会议室")
            self.ok("publish", number, "--channel", channel, *by(PROPOSER, more), *place, *more)

    def archive(self, number: str, *more: str) -> None:
        """归档 with 无意见; what would have to hang longer on a 公开栏 comes down first."""
        for each in self.show(number)["publications"]:
            hung = self.clock.instant.date() - date.fromisoformat(each["on"])
            hangs = each["channel"].startswith("公开栏") and each["taken_down_on"] is None
            if hangs and timedelta() <= hung < timedelta(days=7):
                down = ("--channel", each["channel"], "--reason", "提前撤下")
                self.ok("takedown", number, *down, "--by", PROPOSER)
        self.ok("archive", number, *by(PROPOSER, more), "--no-opinions", *more)

    def walk(self, state: str, code: str = "1.1.1", *more: str) -> str:
        """Take a new disclosure to a state on today's date; return its number.

        `more` goes to `propose`; `_WAYS` below lists the states.
        """
        if self.ways is not None and self.ways.start_at(self):
            return self.ways.walk(self, state, code, *more)
        return self.walk_every_step(state, code, *more)

    def walk_every_step(self, state: str, code: str, *more: str) -> str:
        """Take a new disclosure to a state, command by command."""
        number = self.propose(code, *more)
        for step in _WAYS[state]:
            getattr(self, step)(number)
        assert self.show(number)["state"] == state
        return number

    def send_back(self, number: str) -> None:
        """审核 that ends in 退回修改."""
        self.ok("review", number, "--by", REVIEWER, "--return", "内容不全")

    def escalate(self, number: str) -> None:
        """审批 that ends in 报批中."""
        self.ok("approve", number, "--by", SECRETARY, "--escalate", "测试县委")

    def refuse(self, number: str) -> None:
        """审批 that ends in 不予公开."""
        reason = ("--refuse", "不宜公开", "--basis", "条例第八条")
        self.ok("approve", number, "--by", SUPERIOR, *reason)

    def withdraw(self, number: str) -> None:
        """撤回."""
        self.ok("withdraw", number, "--reason", "不再需要")


def by(name: str, more: Sequence[str]) -> tuple[str, ...]:
    """Return who usually does it, unless `more` says who: nobody is named twice."""
    return () if "--by" in more else ("--by", name)


class Ways:
    """The ways from the template on: each is walked once, then its end is copied."""

    def __init__(self, template: Path, folder: Path) -> None:
        """Begin with none; keep their ends in a folder."""
        self.untouched = (template / "ledger.db").read_bytes()
        self.folder = folder
        self.ends: dict[tuple[str, ...], tuple[str, Path]] = {}

    def start_at(self, office: Office) -> bool:
        """Say whether nothing happened yet at an office, whose clock nobody moved."""
        ledger = office.ledger / "ledger.db"
        return office.clock.instant == NOW and ledger.read_bytes() == self.untouched

    def walk(self, office: Office, *way: str) -> str:
        """Take an untouched office to the end of a way; return the disclosure's number."""
        if way not in self.ends:
            number = office.walk_every_step(*way)
            end = self.folder / str(len(self.ends))
            self.ends[way] = number, Path(shutil.copytree(office.ledger, end))
            return number
        number, end = self.ends[way]
        shutil.rmtree(office.ledger)
        shutil.copytree(end, office.ledger)
        return number


_WAYS = {
    "已提出": (),
    "退回修改": ("send_back",),
    "已审核": ("review",),
    "报批中": ("review", "escalate"),
    "已审批": ("review", "approve"),
    "已公开": ("review", "approve", "publish"),
    "已归档": ("review", "approve", "publish", "archive"),
    "不予公开": ("review", "refuse"),
    "已撤回": ("withdraw",),
}


def open_office(ledger: Path, clock: FixedClock) -> Office:
    """Open a new ledger with the roster, and sit down before it."""
    office = Office(ledger, clock)
    office.ok("init", "--unit", "测试单位", "--since", SINCE.isoformat())
    for name, at, *roles in ROSTER:
        office.ok("staff", "add", name, "--office", at, *roles)
    return office


@pytest.fixture
def clock() -> FixedClock:
    """Return a clock at 2026-11-24 10:00 in Beijing."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def template_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new ledger with the roster, made once; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("template") / "台账"
    open_office(folder, FixedClock(NOW))
    return folder


@pytest.fixture(scope="session")
def new_office(
    template_ledger: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Office]:
    """Return what opens one more office like that of `run`.

    Where many tests begin with the same disclosures, a fixture of the module fills such an office
    once, and each test works on an `Office.copy` of it.
    """
    template = Office(template_ledger, FixedClock(NOW))
    return lambda: template.copy(tmp_path_factory.mktemp("office"))


@pytest.fixture
def ledger(template_ledger: Path, tmp_path: Path) -> Path:
    """Return this test's own ledger folder."""
    return Path(shutil.copytree(template_ledger, tmp_path / "台账"))


@pytest.fixture(scope="session")
def ways(template_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Ways:
    """Return the ways that were walked on the template in this session."""
    return Ways(template_ledger, tmp_path_factory.mktemp("ways"))


@pytest.fixture
def run(ledger: Path, clock: FixedClock, ways: Ways) -> Office:
    """Return the program on this test's own ledger; see Office for what it can do."""
    return Office(ledger, clock, ways)
