"""Whatever takes long (files opened, texts screened) is done while others may write.

No clock is asked: while a command reads a file or looks through a long text, somebody else takes
the ledger's lock, or does a whole act of their own, and is let through.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

import pytest
from conftest import PROPOSER, SECOND_PROPOSER, SECRETARY, SUPERIOR, Office, Ran

LONG = "本期情况说明，共1350份。" * 2000
PHONE = "13895012345"
PLAN = ("--title", "题", "--by", PROPOSER)
NIL = ("nil", "1.1.2", "--for", "2026-Q3", "--by", PROPOSER, "--reason", "没有此类事项")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Return a file that takes a while to be read."""
    path = tmp_path / "附件.csv"
    path.write_text("\n".join(f"示例{n},第{n}项" for n in range(2000)), encoding="utf-8")
    return path


@contextmanager
def whenever_something_takes_long(happening: Callable[[str], object]) -> Iterator[None]:
    """Let something happen each time before a file is read or masked, or a long text screened."""

    def heard(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and takes_long(frame):
            sys.setprofile(None)
            happening(frame.f_code.co_name)
            sys.setprofile(heard)

    sys.setprofile(heard)
    try:
        yield
    finally:
        sys.setprofile(None)


def takes_long(frame: FrameType) -> bool:
    """Say whether a call is one of those that may take as long as a file or text is large."""
    module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_name
    if module in ("pdisc.screening.files.extract", "pdisc.screening.files.rewrite"):
        return name in ("extract", "rewrite")
    if module in ("pdisc.screening.screen", "pdisc.screening.masks"):
        return name in LOOKS and len(frame.f_locals.get("text", "")) > 4096
    if module in ("pdisc.render.word_sheet", "pdisc.render.pdf_sheet"):
        return name in ("sheets_bytes", "sheets_pdf")
    return module == "pdisc.screening.draft" and name in ("screen_draft", "file_hits")


LOOKS = ("screen_text", "marks", "mask_text", "mask_words")


def is_free(ledger: Path) -> bool:
    """Say whether somebody else could begin to write just now."""
    with closing(sqlite3.connect(ledger / "ledger.db", timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("COMMIT")
        except sqlite3.OperationalError:
            return False
    return True


Made = Callable[[Office, Path], tuple[str, ...]]


def proposing(office: Office, paper: Path) -> tuple[str, ...]:
    return ("propose", "1.1.1", *PLAN, "--content", LONG, "--attach", str(paper))


def revising(office: Office, paper: Path) -> tuple[str, ...]:
    number = office.propose("1.1.1")
    return ("revise", number, "--content", LONG, "--attach", str(paper), "--by", PROPOSER)


def revising_beside_files(office: Office, paper: Path) -> tuple[str, ...]:
    number = office.propose("1.1.1", "--attach", str(paper), "--content", LONG)
    return ("revise", number, "--title", "另题", "--by", PROPOSER)


def correcting(office: Office, paper: Path) -> tuple[str, ...]:
    number = office.walk_every_step("已公开", "1.1.1")
    return ("correct", number, "--content", LONG, "--attach", str(paper), "--by", PROPOSER)


def redacting(office: Office, paper: Path) -> tuple[str, ...]:
    with paper.open("a", encoding="utf-8") as more:
        more.write(f"\n示例甲,{PHONE}")
    number = office.propose("1.1.1", "--attach", str(paper), "--content", f"{LONG}电话{PHONE}。")
    return ("redact", number, "--all", "--by", PROPOSER)


def approving(office: Office, paper: Path) -> tuple[str, ...]:
    number = office.walk_every_step("已审核", "1.1.1")
    return ("approve", number, "--by", SUPERIOR, "--evidence", str(paper))


def publishing(office: Office, paper: Path) -> tuple[str, ...]:
    number = office.walk_every_step("已审批", "1.1.1")
    channel = office.show(number)["open_channels"][0]
    place = ("--channel", channel, "--place", "会议室", "--by", PROPOSER)
    return ("publish", number, *place, "--evidence", str(paper))


ACTS: tuple[Made, ...] = (
    *(proposing, revising, revising_beside_files, correcting),
    *(redacting, approving, publishing),
)


@pytest.mark.parametrize("made", ACTS, ids=lambda made: made.__name__)
def test_whatever_takes_long_is_done_while_others_may_write(
    run: Office, paper: Path, made: Made
) -> None:
    words = made(run, paper)
    seen: list[tuple[str, bool]] = []

    with whenever_something_takes_long(lambda name: seen.append((name, is_free(run.ledger)))):
        ran = run(*words)

    assert ran.code == 0, ran.err
    assert {name for name, _ in seen} & {"extract", "screen_text"}
    assert [name for name, free in seen if not free] == []
    assert run.verify()["ok"] is True


def test_the_forms_of_a_dossier_are_made_while_others_may_write(run: Office) -> None:
    number = run.walk_every_step("不予公开", "1.1.1", "--title", "别处没有的一件")
    seen: list[tuple[str, bool]] = []

    with whenever_something_takes_long(lambda name: seen.append((name, is_free(run.ledger)))):
        run.ok("archive", number, "--no-opinions", "--by", PROPOSER)

    assert "sheets_bytes" in {name for name, _ in seen}
    assert [name for name, free in seen if not free] == []


@pytest.mark.parametrize("made", ACTS, ids=lambda made: made.__name__)
def test_while_one_screens_another_s_whole_act_goes_through(
    run: Office, paper: Path, made: Made
) -> None:
    words, others = made(run, paper), Once(lambda: run(*NIL, env={"PDISC_WAIT": "0"}))

    with whenever_something_takes_long(others):
        ran = run(*words)

    assert others.came_to().code == 0
    assert ran.code == 0, ran.err
    assert run.verify()["ok"] is True


class Once:
    """Something that happens at the first occasion alone."""

    def __init__(self, happening: Callable[[], Ran]) -> None:
        """Let it happen when called."""
        self._happening = happening
        self._ran: Ran | None = None

    def __call__(self, _: str) -> None:
        """Let it happen, unless it has."""
        if self._ran is None:
            self._ran = self._happening()

    def came_to(self) -> Ran:
        """Return how it ended."""
        assert self._ran is not None, "there was no occasion"
        return self._ran


# What has changed meanwhile


def propose_while(run: Office, paper: Path, happening: Callable[[], Ran]) -> Ran:
    """Propose with a file, and let something happen while it is read."""
    others = Once(happening)
    with whenever_something_takes_long(others):
        ran = run(*proposing(run, paper))
    assert others.came_to().code == 0, others.came_to().err
    return ran


def test_a_word_that_was_banned_meanwhile_stops_what_had_been_screened(
    run: Office, paper: Path
) -> None:
    ban = ("config", "set", "禁用词", "示例7", "--basis", "测试", "--by", SECRETARY)

    ran = propose_while(run, paper, lambda: run(*ban))

    assert ran.code == 3
    assert "附件1" in ran.err
    assert run.ok("list", "--json").json["disclosures"] == []
    assert "保密" in run.ok("log").out
    assert not list(run.ledger.glob("files/*"))


def test_a_word_to_be_told_meanwhile_is_a_finding_of_what_had_been_screened(
    run: Office, paper: Path
) -> None:
    tell = ("config", "set", "提示词", "情况说明", "--basis", "测试", "--by", SECRETARY)

    ran = propose_while(run, paper, lambda: run(*tell))

    assert ran.code == 0, ran.err
    (listed,) = run.ok("list", "--json").json["disclosures"]
    assert run.show(listed["number"])["findings"][0]["kind"] == "本单位词"


def test_a_file_that_was_saved_anew_meanwhile_is_screened_anew(run: Office, paper: Path) -> None:
    def saves() -> Ran:
        paper.write_text(f"示例甲,{PHONE}", encoding="utf-8")
        return run("due")

    ran = propose_while(run, paper, saves)

    assert ran.code == 0, ran.err
    (listed,) = run.ok("list", "--json").json["disclosures"]
    assert [each["kind"] for each in run.show(listed["number"])["findings"]] == ["手机号"]


def test_who_acts_on_what_somebody_has_just_revised_is_told(run: Office, paper: Path) -> None:
    words = revising(run, paper)
    others = Once(lambda: run("revise", words[1], "--title", "他题", "--by", SECOND_PROPOSER))

    with whenever_something_takes_long(others):
        ran = run(*words)

    assert others.came_to().code == 0
    assert ran.code == 5
    assert run.show(words[1])["title"] == "他题"


def test_of_two_proposals_that_overlap_both_have_a_number_of_their_own(
    run: Office, paper: Path
) -> None:
    ran = propose_while(run, paper, lambda: run("propose", "1.1.1", *PLAN, "--content", "文"))

    assert ran.code == 0, ran.err
    listed = run.ok("list", "--json").json["disclosures"]
    assert {each["number"] for each in listed} == {"2026-0001", "2026-0002"}


# What may not be done is refused as before


def test_no_file_is_opened_for_an_act_that_may_not_be_done(run: Office, paper: Path) -> None:
    number = run.propose("1.1.1")
    opened: list[str] = []
    words = ("approve", number, "--by", SUPERIOR, "--evidence", str(paper))

    with whenever_something_takes_long(opened.append):
        ran = run(*words)

    assert ran.code == 3
    assert opened == []


@pytest.mark.parametrize("missing", [True, False])
def test_whose_turn_it_isn_t_is_told_before_what_is_wrong_with_the_file(
    run: Office, paper: Path, missing: bool
) -> None:
    number = run.propose("1.1.1")
    if missing:
        paper.unlink()
    else:
        paper.write_text("机密★10年", encoding="utf-8")

    ran = run("approve", number, "--by", SUPERIOR, "--evidence", str(paper))

    assert ran.code == 3
    assert "附件" not in ran.err
    assert "机密" not in ran.err


def test_what_bears_a_mark_is_recorded_as_refused_once_and_not_kept(
    run: Office, paper: Path
) -> None:
    paper.write_text("机密★10年\n" + LONG, encoding="utf-8")

    ran = run(*proposing(run, paper))

    assert ran.code == 3
    refusals = [each for each in run.ok("log", "--json").json["events"] if "拒" in str(each)]
    assert len(refusals) == 1
    assert not list(run.ledger.glob("files/*"))
    assert not (run.ledger / "tmp").exists()


def test_an_act_that_only_looks_leaves_the_ledger_as_it_was(run: Office, paper: Path) -> None:
    before = {path: path.read_bytes() for path in run.ledger.rglob("*") if path.is_file()}

    ran = run(*proposing(run, paper), "--dry-run")

    assert ran.code == 0, ran.err
    assert before == {path: path.read_bytes() for path in run.ledger.rglob("*") if path.is_file()}
