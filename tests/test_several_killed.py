"""Several at once, killed at any instant, or two at once: all of it happened, or nothing."""

import itertools
import shutil
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, Office
from filled_sheets import handed_out
from kills import STOPPED, ended, forked, needs_fork, stopped
from long_runs import LONG

from pdisc.context import Context
from pdisc.errors import Conflict
from pdisc.services import steps
from pdisc.services.target import Target
from pdisc.steps.acts import Withdraw

EVERY = 7
"""Two dossiers are some hundred and fifty file operations: at so many apart one is stopped."""

ONE_CHANNEL = ("--channel", "会议")


def two(run: Office, state: str, *more: str) -> tuple[str, str]:
    return (
        run.walk(state, "1.1.1", *ONE_CHANNEL, *more),
        run.walk(state, "1.3.1", *ONE_CHANNEL, *more),
    )


def whole(office: Office, numbers: tuple[str, ...], after: str) -> bool:
    """Return whether all were done; none else. Nothing is damaged, and the next command clears."""
    verified = office("verify", "--json")
    assert verified.code == 0, verified.json["problems"]
    office.ok("staff", "add", "测试新人", "--office", "办公室", "--role", "承办")
    verified = office("verify", "--json")
    assert (verified.json["problems"], verified.json["notes"]) == ([], [])
    assert not list(office.ledger.glob("tmp/*"))
    done = [office.show(number)["state"] == after for number in numbers]
    assert done in ([True] * len(numbers), [False] * len(numbers))
    return all(done)


@needs_fork
@pytest.mark.parametrize("verb", ["archive", "publish"])
def test_killed_before_any_file_operation_all_of_it_happened_or_nothing(
    run: Office, verb: str, tmp_path: Path
) -> None:
    paper = tmp_path / "签到表.txt"
    paper.write_text("签到表：到会二十人", encoding="utf-8")
    numbers = two(run, "已公开" if verb == "archive" else "已审批")
    words = {
        "archive": ("--no-opinions", "--by", PROPOSER),
        "publish": (*ONE_CHANNEL, "--place", "会议室", "--evidence", str(paper), "--by", PROPOSER),
    }[verb]
    after = "已归档" if verb == "archive" else "已公开"
    outcomes = []
    for number in itertools.count(1, 1 if LONG or verb == "publish" else EVERY):
        office = run.copy(tmp_path / str(number))
        code = stopped(number, lambda office=office: office(verb, *numbers, *words).code)  # type: ignore[misc]
        done = whole(office, numbers, after)
        if verb == "archive":
            filed = {path.name for path in office.ledger.glob("archive/*/*")}
            named = {office.show(each)["archive_number"] for each in numbers}
            assert filed == (named if done else set())
        outcomes.append(done)
        shutil.rmtree(office.ledger.parent)
        if code != STOPPED:
            break
    assert code == 0
    assert outcomes == sorted(outcomes), "once it is done, it stays done"
    assert outcomes.count(False) > 8, "there was something to stop"


@needs_fork
def test_of_two_processes_that_do_the_same_exactly_one_wins(run: Office) -> None:
    numbers = two(run, "已提出")
    words = ("review", *numbers, "--by", REVIEWER, *ALL_PASS)
    children = [forked(lambda: run(*words).code) for _ in range(3)]
    codes = sorted(ended(child) for child in children)
    assert codes[0] == 0
    assert set(codes[1:]) <= {3, 5}
    reviewed = [
        (each["subject"], each["kind"])
        for each in run.ok("log", "--json").json["events"]
        if each["kind"] == "审核"
    ]
    assert sorted(reviewed) == [(number, "审核") for number in numbers]
    assert run.verify()["ok"]


@needs_fork
def test_overlapping_acts_of_two_processes_are_all_or_nothing_each(run: Office) -> None:
    first, second = two(run, "已提出")
    third = run.walk("已提出", "2.2.1", *ONE_CHANNEL)
    one = forked(lambda: run("review", first, second, "--by", REVIEWER, *ALL_PASS).code)
    other = forked(
        lambda: run("review", third, second, "--by", REVIEWER, "--return", "请补数字").code
    )
    codes = (ended(one), ended(other))
    assert sorted(codes) in ([0, 3], [0, 5]), codes
    states = [run.show(number)["state"] for number in (first, second, third)]
    assert states in (
        ["已审核", "已审核", "已提出"],
        ["已提出", "退回修改", "退回修改"],
    )


def test_one_that_changed_since_it_was_looked_at_stops_all(run: Office) -> None:
    """The look comes before the lock: what slips in between is a conflict, told by its number."""
    first, second = two(run, "已提出")
    environment = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER}
    context = Context(clock=run.clock, environment=environment)
    asked = [
        (Target(number=number, name="撤回", seen=seen), Withdraw(reason="不再需要"))
        for number, seen in ((first, 1), (second, 2))
    ]
    with pytest.raises(Conflict, match=second):
        steps.act_on_all(context.station, context.signing(), asked)
    assert run.show(first)["state"] == "已提出"


def filled_sheet(run: Office, folder: Path) -> str:
    """Fill in two rows of a quarter's sheet: one with an attachment, one with nothing to tell."""
    (folder / "甲.txt").write_text("附件", encoding="utf-8")
    page = handed_out(run, folder, "sheet", "2026-Q3")
    page.disclose("1.1.1", 附件="甲.txt")
    page.nothing("1.1.2")
    return page.save()


@needs_fork
def test_a_sheet_that_is_killed_while_it_is_taken_in_is_taken_in_whole_or_not_at_all(
    run: Office, tmp_path: Path
) -> None:
    path, before = filled_sheet(run, tmp_path), run.verify()["events"]
    outcomes, code = [], STOPPED
    for number in itertools.count(1, 1 if LONG else 3):
        office = run.copy(tmp_path / str(number))
        code = stopped(number, lambda office=office: office("sheet", "--from", path).code)  # type: ignore[misc]
        verified = office.verify()
        assert verified["ok"], verified["problems"]
        outcomes.append(verified["events"] - before)
        assert len(office.ok("sheet", "--from", path, "--json").json["known"]) in (0, 2)
        assert office.verify()["events"] == before + 2, "the same sheet again makes it whole"
        shutil.rmtree(office.ledger.parent)
        if code != STOPPED:
            break
    assert code == 0
    assert set(outcomes) == {0, 2}


@needs_fork
def test_of_two_processes_with_the_same_sheet_one_records_it_and_the_other_says_so(
    run: Office, tmp_path: Path
) -> None:
    path, before = filled_sheet(run, tmp_path), run.verify()["events"]
    children = [forked(lambda: run("sheet", "--from", path).code) for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    assert run.verify()["events"] == before + 2
