"""Long work says how far it is: on a terminal, once it has taken a while, and without a trace."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, PROPOSER, REVIEWER, Office

from pdisc.cli import run as run_command
from pdisc.context import Context
from pdisc.ledger.folder import Folder
from pdisc.ledger.integrity import verify
from pdisc.render.progress import BETWEEN, PATIENCE, Progress
from pdisc.values.watch import watched

SLOW, QUICK = PATIENCE, timedelta()
CLEARED = re.compile(r"\x1b\[2K|\x1b\[\?25h")


class Tty(io.StringIO):
    """A terminal, as far as a stream can be one."""

    def isatty(self) -> bool:
        return True


class Ticking:
    """A clock that moves on whenever it is looked at."""

    def __init__(self, tick: timedelta) -> None:
        self.instant, self.tick = NOW, tick

    def now(self) -> datetime:
        self.instant += self.tick
        return self.instant


@pytest.fixture(autouse=True)
def a_real_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TERM", "xterm-256color"), ("COLUMNS", "80"), ("LINES", "25")):
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def office(new_office: Callable[[], Office]) -> Office:
    """Return an office with an entry of every kind of work, which no test changes."""
    run = new_office()
    for code in ("1.1.1", "1.1.2"):
        run.walk("已归档", code)
    run.propose("1.3.1")
    return run


def heard(office: Office, *words: str, tick: timedelta, err: io.StringIO) -> tuple[int, str, str]:
    """Run a command by a clock that moves; return its code and what it said."""
    out = io.StringIO()
    told = {"PDISC_LEDGER": str(office.ledger), "PDISC_ACTOR": PROPOSER}
    stdin = io.StringIO()
    context = Context(out=out, err=err, stdin=stdin, clock=Ticking(tick), environment=told)
    return int(run_command(list(words), context)), out.getvalue(), err.getvalue()


def test_verify_says_on_a_terminal_how_far_it_is_and_wipes_it_away(office: Office) -> None:
    code, out, drawn = heard(office, "verify", tick=SLOW, err=Tty())
    events = office.verify()["events"]

    assert code == 0
    assert "核对日志" not in out
    for told in (f"{events - 1}/{events}", "核对日志", "核对归档"):
        assert told in drawn
    assert CLEARED.findall(drawn)[-2:] == ["\x1b[?25h", "\x1b[2K"]
    assert "0/100" not in drawn  # what Rich draws before it is told anything


def test_the_answer_is_the_same_whoever_looks_on(office: Office) -> None:
    seen = heard(office, "verify", tick=SLOW, err=Tty())
    unseen = heard(office, "verify", tick=SLOW, err=io.StringIO())

    assert seen[:2] == unseen[:2]
    assert (bool(seen[2]), unseen[2]) == (True, "")


@pytest.mark.parametrize("flag", ["--json", "--plain"])
def test_what_a_program_reads_has_no_progress(office: Office, flag: str) -> None:
    assert heard(office, "verify", flag, tick=SLOW, err=Tty())[2] == ""


def test_what_is_done_soon_is_not_told(office: Office) -> None:
    assert heard(office, "verify", tick=QUICK, err=Tty())[2] == ""


def test_several_acts_and_several_forms_say_how_far_they_are(
    office: Office, tmp_path: Path
) -> None:
    copy = office.copy(tmp_path)
    numbers = [copy.propose("1.3.1"), copy.propose("1.3.2")]
    judged = ("review", *numbers, "--by", REVIEWER, "--return", "内容不全")
    out = ("--out", str(tmp_path), "--each")

    _, _, acting = heard(copy, *judged, tick=SLOW, err=Tty())
    code, _, printing = heard(copy, "print", "审批表", *numbers, *out, tick=SLOW, err=Tty())

    assert re.search(r"办理.*1/2", acting, re.DOTALL)
    assert (code, bool(re.search(r"打印审批表.*1/2", printing, re.DOTALL))) == (0, True)


def test_the_website_says_of_how_many_matters_the_page_is_done(
    office: Office, tmp_path: Path
) -> None:
    copy = office.copy(tmp_path)
    for item in ("5.1.1", "5.1.2"):
        copy.walk_every_step("已公开", item)

    code, _, drawn = heard(copy, "site", str(tmp_path / "网页"), tick=SLOW, err=Tty())
    matters = len(list((tmp_path / "网页" / "p").iterdir()))

    assert code == 0
    told = [int(each) for each in re.findall(rf"(\d+)/{matters}\b", drawn)]
    assert sorted({*told}) == list(range(matters + 1))


def test_after_an_error_nothing_is_left_of_it(office: Office) -> None:
    err = Tty()
    context = Context(out=io.StringIO(), err=err, clock=Ticking(SLOW), environment={})

    def interrupted() -> None:
        with context.progress() as watch:
            watch("核对", 1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert "核对" in err.getvalue()
    assert CLEARED.findall(err.getvalue())[-2:] == ["\x1b[?25h", "\x1b[2K"]


def test_a_line_stands_a_while_before_it_is_drawn_anew() -> None:
    err, clock = Tty(), Ticking(QUICK)
    progress = Progress(err, clock.now, color=False)
    sizes = []
    for moved in (QUICK, PATIENCE, QUICK, BETWEEN / 2, BETWEEN / 2):
        clock.instant += moved
        progress("核对", 1, 9)
        sizes.append(len(err.getvalue()))
    progress.clear()

    first, drawn, soon, still, anew = sizes
    assert first == 0 < drawn == soon == still < anew


def test_a_text_is_never_markup() -> None:
    err = Tty()
    progress = Progress(err, Ticking(SLOW).now, color=True)
    progress("[red]核对[/red] :smile:", 1, 2)
    progress.clear()

    assert "[red]核对[/red] :smile:" in err.getvalue()


def test_every_step_of_verify_is_told_in_its_order(office: Office) -> None:
    told: list[tuple[Any, ...]] = []
    verify(Folder(office.ledger), wait=0, watch=lambda *each: told.append(each))
    lines = [each for each in told if each[0] == "核对日志"]
    events = office.verify()["events"]

    assert lines == [("核对日志", done, events) for done in range(events)]
    assert [each for each in told if each[0] == "核对归档"] == [
        *(("核对归档", 0, 2), ("核对归档", 1, 2)),
    ]


def test_things_pass_unchanged_while_they_are_counted() -> None:
    told: list[tuple[str, int, int]] = []
    passed = list(watched("甲乙", lambda *each: told.append(each), "数", 2))

    assert (passed, told) == (["甲", "乙"], [("数", 0, 2), ("数", 1, 2)])
