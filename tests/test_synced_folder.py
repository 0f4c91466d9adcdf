"""A ledger in a folder that a sync client carries between two machines, file by file, in any order.

The machines are two folders, the client is `cp`. Whatever arrives first: no command deletes or
moves what it can't prove its own, and a copy that the client made of the database is told.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, PROPOSER, SECOND_PROPOSER, Office
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kills import STOPPED, Operations, ended, forked, left_staging, needs_fork

from pdisc.clock import FixedClock
from pdisc.ledger.folder import Folder
from pdisc.ledger.staging import mark_of

LIST = "表彰名单（示例）\n".encode()
LIST_SHA256 = hashlib.sha256(LIST).hexdigest()
NIL = ("nil", "1.1.2", "--for", "2026-Q3", "--by", PROPOSER, "--reason", "没有此类事项")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Return a file to attach."""
    path = tmp_path / "名单.txt"
    path.write_bytes(LIST)
    return path


@pytest.fixture
def other(run: Office, tmp_path: Path) -> Office:
    """Return the same ledger on another machine, as a client carried it over."""
    there = tmp_path / "另一台电脑"
    there.mkdir()
    return run.copy(there)


def carried(source: Office, target: Office, *names: str) -> None:
    """Carry some files or folders of one machine's ledger to the other's."""
    for name in names:
        path, place = source.ledger / name, target.ledger / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, place, dirs_exist_ok=True)
        else:
            shutil.copy2(path, place)


def tree(office: Office) -> dict[str, bytes]:
    """Return every file of a ledger by its name, but for the database."""
    found = (path for path in office.ledger.rglob("*") if path.is_file())
    named = {path.relative_to(office.ledger).as_posix(): path.read_bytes() for path in found}
    return {name: data for name, data in named.items() if not name.startswith("ledger")}


def killed_before(verb: str, work: Callable[[], int]) -> None:
    """Run something in a process that ends right before a file operation or statement."""

    def working() -> int:
        def stop(operation: str) -> None:
            if operation.startswith(verb):
                os._exit(STOPPED)

        Operations(stop)
        return work()

    assert ended(forked(working)) == STOPPED


# What comes before its row


def test_an_attachment_that_came_before_its_database_stays(
    run: Office, other: Office, paper: Path
) -> None:
    other.propose("3.3.2", "--attach", str(paper))
    carried(other, run, "files")

    run.ok(*NIL)

    assert (run.ledger / "files" / LIST_SHA256).read_bytes() == LIST


def test_an_attachment_that_no_row_names_is_a_note_that_promises_no_clearing_up(
    run: Office, other: Office, paper: Path
) -> None:
    other.propose("3.3.2", "--attach", str(paper))
    carried(other, run, "files")

    ran = run("verify", "--json")

    assert ran.code == 0
    (note,) = ran.json["notes"]
    assert note["where"] == f"files/{LIST_SHA256}"
    assert "保留" in note["what"]
    assert "清理" not in note["what"]


def test_when_its_database_comes_too_the_attachment_is_whole(
    run: Office, other: Office, paper: Path
) -> None:
    other.propose("3.3.2", "--attach", str(paper))
    carried(other, run, "files")
    run("due")
    carried(other, run, "ledger.db")

    assert (run.verify()["ok"], run.verify()["notes"]) == (True, [])


def test_an_older_database_that_comes_back_costs_no_attachment_of_the_newer_one(
    run: Office, paper: Path
) -> None:
    database, older = run.ledger / "ledger.db", run.ledger.parent / "older.db"
    shutil.copy2(database, older)
    run.propose("3.3.2", "--attach", str(paper))
    newer = shutil.copy2(database, run.ledger.parent / "newer.db")

    shutil.copy2(older, database)
    run.ok(*NIL)
    shutil.copy2(newer, database)

    assert run.verify()["ok"] is True


def test_a_refused_act_takes_away_only_the_file_that_it_brought(
    run: Office, other: Office, paper: Path
) -> None:
    other.propose("3.3.2", "--attach", str(paper))
    carried(other, run, "files")

    refused = run(
        *("propose", "3.3.2", "--title", "题", "--content", "文", "--by", PROPOSER),
        *("--attach", str(paper), "--channel", "没有的形式"),
    )

    assert refused.code != 0
    assert (run.ledger / "files" / LIST_SHA256).exists()


# What another machine is in the middle of


@needs_fork
@pytest.mark.parametrize("moment", ["COMMIT", "os.rename"])
def test_what_a_killed_command_left_is_cleared_up_by_its_own_machine_alone(
    run: Office, other: Office, paper: Path, moment: str
) -> None:
    words = ("propose", "3.3.2", "--title", "题", "--content", "文", "--attach", str(paper))
    killed_before(moment, lambda: other(*words, "--by", PROPOSER).code)
    left = tree(other)
    assert any(name.startswith("tmp/") for name in left)
    carried(other, run, *left)

    run.ok(*NIL)
    other.ok(*NIL)

    assert tree(run) == left
    assert tree(other) == {}
    assert run.verify()["ok"] is other.verify()["ok"] is True


@needs_fork
def test_a_dossier_on_its_way_is_put_in_place_by_its_own_machine_alone(
    run: Office, other: Office
) -> None:
    number = other.walk_every_step("已公开", "1.1.1")
    carried(other, run, "ledger.db")
    words = ("archive", number, "--no-opinions", "--by", PROPOSER)
    killed_before("os.rename", lambda: other(*words).code)
    left = tree(other)
    assert other.show(number)["state"] == "已归档"
    carried(other, run, *left, "ledger.db")

    run.ok(*NIL)
    other.ok(*NIL)

    assert tree(run) == left
    assert {name.split("/")[0] for name in tree(other)} == {"archive"}
    assert other.verify()["ok"] is True


def test_a_staging_folder_of_another_machine_is_a_note_that_promises_no_clearing_up(
    run: Office, other: Office
) -> None:
    left = left_staging(other.ledger)
    carried(other, run, f"tmp/{left.name}")

    (note,) = run.verify()["notes"]

    assert "保留" in note["what"]
    assert "清理" not in note["what"]


@pytest.mark.parametrize("record", [b"", b"half a li", None])
def test_a_record_that_was_not_finished_leaves_nothing_in_the_way(
    run: Office, record: bytes | None
) -> None:
    left = left_staging(run.ledger)
    if record is None:
        (left / "record").unlink()
    else:
        (left / "record").write_bytes(record)

    run.ok(*NIL)

    assert not (run.ledger / "tmp").exists()


def test_where_a_record_is_gone_what_lies_beside_it_stays(run: Office) -> None:
    left = left_staging(run.ledger)
    (left / "record").unlink()
    (left / "incoming").write_bytes(b"?")

    run.ok(*NIL)

    assert (left / "incoming").exists()


def test_what_was_left_on_a_line_that_the_journal_no_longer_holds_stays(run: Office) -> None:
    """An older database came back: the one that was here may name the file."""
    older = shutil.copy2(run.ledger / "ledger.db", run.ledger.parent / "older.db")
    run.ok(*NIL)
    (run.ledger / "files").mkdir()
    kept = run.ledger / "files" / LIST_SHA256
    kept.write_bytes(LIST)
    left = left_staging(run.ledger, LIST_SHA256)
    shutil.copy2(older, run.ledger / "ledger.db")

    run.propose()

    assert kept.exists()
    assert left.exists()


def test_a_ledger_that_was_moved_on_its_disk_still_clears_up_its_own(run: Office) -> None:
    left_staging(run.ledger)
    moved = Office(run.ledger.rename(run.ledger.parent / "改了名"), run.clock)

    moved.ok(*NIL)

    assert not (moved.ledger / "tmp").exists()


def test_a_write_does_not_list_the_kept_files(run: Office) -> None:
    """What clearing up costs doesn't grow with the ledger."""
    (run.ledger / "files").mkdir()
    listed: list[str] = []

    def work() -> int:
        Listings(listed)
        code = run(*NIL).code
        return 90 if any("files" in name for name in listed) else code

    assert ended(forked(work)) == 0


class Listings:
    """Hears of every folder that this process lists, for the rest of its life."""

    def __init__(self, listed: list[str]) -> None:
        """Append each folder's name to a list."""

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            if event in ("os.listdir", "os.scandir"):
                listed.append(str(arguments[0]))

        sys.addaudithook(audit)


# In whatever order


STEPS = ("files", "tmp", "ledger.db", "write here", "write there", "attach here", "attach there")


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(order=st.lists(st.sampled_from(STEPS), min_size=4, max_size=9), way=st.booleans())
def test_in_whatever_order_a_client_brings_files_none_of_them_is_lost(
    template_ledger: Path,
    tmp_path_factory: pytest.TempPathFactory,
    order: list[str],
    way: bool,
) -> None:
    folder = tmp_path_factory.mktemp("同步")
    template = Office(template_ledger, clock_of())
    here, there = (template.copy(made(folder / name)) for name in ("甲", "乙"))
    for office in (here, there):
        left_staging(office.ledger)
    seen: dict[Office, set[str]] = {here: set(), there: set()}
    for turn, step in enumerate(order):
        one, two = (here, there) if (turn % 2 == 0) is way else (there, here)
        performed(step, one, two, folder / f"{turn}.txt")
        for office in (here, there):
            theirs = {name for name in tree(office) if not own(office, name)}
            assert seen[office] <= theirs, (order, turn)
            seen[office] = theirs


def performed(step: str, here: Office, there: Office, paper: Path) -> None:
    """Let one thing happen: a client carries something there, or somebody works somewhere."""
    verb, _, where = step.partition(" ")
    office = here if where == "here" else there
    if verb == "write":
        office("occurred", "2.1.1", "--note", paper.stem, "--by", PROPOSER)
    elif verb == "attach":
        paper.write_text(f"示例{paper.stem}{where}", encoding="utf-8")
        office.propose("3.3.2", "--attach", str(paper), "--by", SECOND_PROPOSER)
    elif (here.ledger / step).exists():
        carried(here, there, step)


def own(office: Office, name: str) -> bool:
    """Say whether something under `tmp/` was left by that very office's own commands."""
    return name.startswith(f"tmp/{mark_of(Folder(office.ledger))}")


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def clock_of() -> FixedClock:
    return FixedClock(NOW)
