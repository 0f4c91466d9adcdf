"""Killed at any instant, a command happened whole or not at all, and nobody has to repair anything.

Every deed is begun anew on a fresh copy of the same ledger and killed one step later each time,
until it gets to its end: at every file operation by default, at every system call with `-m strace`.
"""

import hashlib
import itertools
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import PROPOSER, Office
from kills import STOPPED, moments, needs_fork, stopped, traced

DEEDS = ("init", "propose", "archive")


class Deed(NamedTuple):
    """A command, the ledger that it begins on (or none), and a look at what it left.

    The look fails where the deed is half done; it returns whether it was done.
    """

    words: tuple[str, ...]
    begun: Path | None
    done: Callable[[Office], bool]


@pytest.fixture
def annex(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a file to attach; where single system calls are killed, it takes several writes."""
    size = 3 << 20 if request.node.get_closest_marker("strace") else 3000
    path = tmp_path / "annex.txt"
    path.write_bytes(bytes(random.Random(1).choices(b"abcdefghijk ", k=size)))
    return path


@pytest.fixture
def deed(request: pytest.FixtureRequest, run: Office, annex: Path) -> Deed:
    """Return the deed that a test asks for by name."""
    if request.param == "init":
        return Deed(("init", "--unit", "测试单位"), None, opened)
    attached = ("--attach", str(annex))
    if request.param == "propose":
        plan = ("propose", "1.1.1", "--title", "题", "--content", "文", "--by", PROPOSER)
        sha256 = hashlib.sha256(annex.read_bytes()).hexdigest()
        return Deed((*plan, *attached), run.ledger, lambda office: proposed(office, sha256))
    number = run.walk("已公开", "1.3.1", *attached)
    words = ("archive", number, "--no-opinions", "--by", PROPOSER)
    return Deed(words, run.ledger, lambda office: archived(office, number))


every_deed = pytest.mark.parametrize("deed", DEEDS, indirect=True)


def opened(office: Office) -> bool:
    """Return whether there is a whole ledger; else there is room, and no talk of damage."""
    listed = office("list")
    whole = listed.code == 0
    if not whole:
        assert (listed.code, "这里还没有台账" in listed.err) == (7, True), listed
        assert "这里还没有台账" in office("verify").err
    again = office("init")
    assert again.code == (3 if whole else 0), again
    goes_on(office)
    return whole


def proposed(office: Office, sha256: str) -> bool:
    """Return whether the disclosure is there with its file; else neither is."""
    whole(office)
    listed = office.ok("list", "--json").json["disclosures"]
    for each in listed:
        assert [file["sha256"] for file in office.show(each["number"])["files"]] == [sha256]
    assert len(listed) <= 1
    goes_on(office)
    assert (office.ledger / "files" / sha256).exists() is bool(listed)
    return bool(listed)


def archived(office: Office, number: str) -> bool:
    """Return whether the disclosure is filed and its dossier stands; else neither."""
    whole(office)
    state = office.show(number)["state"]
    assert state in ("已公开", "已归档")
    goes_on(office)
    assert bool(list(office.ledger.glob("archive/2026/*"))) is (state == "已归档")
    return bool(state == "已归档")


def whole(office: Office) -> None:
    """See that nothing is damaged, before anything is cleared up."""
    verified = office("verify", "--json")
    assert verified.code == 0, verified.json["problems"]


def goes_on(office: Office) -> None:
    """Let the next command clear up; then nothing is left to be noted."""
    office.ok("staff", "add", "测试新人", "--office", "办公室", "--role", "承办")
    verified = office.verify()
    assert (verified["problems"], verified["notes"]) == ([], [])
    assert not list(office.ledger.glob("tmp/*"))


def fresh(deed: Deed, office: Office, name: object) -> Office:
    """Return an office at the ledger that the deed begins on, in a folder of its own."""
    ledger = office.ledger.parent / f"kill-{name}" / "ledger"
    ledger.parent.mkdir()
    if deed.begun:
        shutil.copytree(deed.begun, ledger)
    return Office(ledger, office.clock)


@needs_fork
@every_deed
def test_ended_before_any_file_operation_it_happened_whole_or_not_at_all(
    deed: Deed, run: Office
) -> None:
    outcomes = []
    for number in itertools.count(1):
        office = fresh(deed, run, number)
        code = stopped(number, lambda office=office: office(*deed.words).code)  # type: ignore[misc]
        outcomes.append(deed.done(office))
        shutil.rmtree(office.ledger.parent)
        if code != STOPPED:
            break

    assert code == 0
    assert outcomes == sorted(outcomes), "once it is done, it stays done"
    assert outcomes.count(False) > 8, "there was something to stop"
    assert outcomes.count(True) > 1, "it was done before all was cleared up"


@pytest.mark.strace
@every_deed
def test_killed_at_any_system_call_it_happened_whole_or_not_at_all(deed: Deed, run: Office) -> None:
    office = fresh(deed, run, "none")
    code, calls = traced(office.ledger, *deed.words)
    assert (code, deed.done(office)) == (0, True)
    outcomes = []
    for number, moment in enumerate(moments(calls, office.ledger)):
        office = fresh(deed, run, number)
        code, calls = traced(office.ledger, *deed.words, moment=moment)
        assert code == -signal.SIGKILL, (moment, calls[-1])
        outcomes.append(deed.done(office))
        shutil.rmtree(office.ledger.parent)

    assert outcomes == sorted(outcomes), "once it is done, it stays done"
    assert outcomes.count(False) > 15, "there was something to kill"
    assert outcomes.count(True) > 1, "it was done before all was cleared up"
