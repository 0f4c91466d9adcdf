"""A ledger in a folder that a sync client carries between two machines, file by file, in any order.

The machines are two folders, the client is `cp`. Whatever arrives first: no command deletes or
moves what it can't prove its own, and a copy that the client made of the database is told.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
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
    number = other.walk_every_step("已公开", "1.3.1")
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
        office("occurred", "1.3.3", "--note", paper.stem, "--by", PROPOSER)
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


# A second database


NAMES = (
    "ledger-PC1.db",
    "ledger (冲突副本 2026-11-26).db",
    "ledger_conflict-20261126-101500.db",
    "ledger (1).db",
    "ledger.sync-conflict-20261126-101500-ABCDEFG.db",
    "ledger.db.sync-conflict",
    "ledger的冲突文件.db",
    "ledger (PC1's conflicted copy 2026-11-26).db",
    "另一个名字",
)


def apart(run: Office, other: Office, *, here: int, there: int, name: str = NAMES[0]) -> int:
    """Let both machines write so many times, and bring the other's database under a name.

    Returns how many entries both have.
    """
    common = len(run.ok("log", "--json").json["events"])
    for office, count in ((run, here), (other, there)):
        for turn in range(count):
            note = f"示例{turn}"
            office.ok("occurred", "1.3.3", "--on", f"2026-11-{turn + 1:02d}", *BY, "--note", note)
    shutil.copy2(other.ledger / "ledger.db", run.ledger / name)
    return common


BY = ("--by", PROPOSER, "--late-reason", "测试")


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_known_by_what_it_is_whatever_its_name(
    run: Office, other: Office, name: str
) -> None:
    apart(run, other, here=1, there=1, name=name)

    ran = run("due")

    assert ran.code == 0
    assert f"{name} 是同步冲突副本，里面可能有另一台电脑的记录" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        *((), ("due",), ("list",), ("log",), ("search", "示例"), ("report",), ("config", "show")),
        *(("catalog", "list"), ("staff", "list"), ("show", "2026-0001"), NIL),
        ("propose", "1.1.1", "--title", "题", "--content", "文", "--by", PROPOSER),
        ("withdraw", "2026-0001", "--reason", "没有这一件"),
        ("staff", "add", "测试新人", "--office", "办公室", "--role", "承办"),
        ("print", "没有的表格"),
    ],
    ids=" ".join,
)
def test_every_command_that_opens_the_ledger_tells_of_a_copy_once(
    run: Office, other: Office, words: tuple[str, ...]
) -> None:
    apart(run, other, here=0, there=1)

    ran = run(*words)

    opened = ran.code != 2
    assert ran.err.count("同步冲突副本") == (1 if opened else 0)


def test_it_is_told_which_has_more_and_from_where_they_differ(run: Office, other: Office) -> None:
    common = apart(run, other, here=3, there=2)

    told = run("due").err

    assert f"到第{common}笔都相同，之后 ledger.db 还有3笔，ledger-PC1.db 还有2笔" in told
    assert "以 ledger.db 为准" in told
    assert "停掉同步软件" in told


def test_where_the_copy_has_more_it_is_the_one_to_keep(run: Office, other: Office) -> None:
    apart(run, other, here=1, there=4)

    assert "以 ledger-PC1.db 为准" in run("due").err


def test_the_json_of_a_write_carries_it_and_that_of_a_reading_is_as_ever(
    run: Office, other: Office
) -> None:
    before = run.ok("list", "--json").out
    apart(run, other, here=0, there=1)

    written, listed = run.ok(*NIL, "--json"), run.ok("list", "--json")

    assert "同步冲突副本" in written.json["notices"][0]
    assert listed.out == before


def test_who_asks_for_others_is_not_told_what_is_in_it(run: Office, other: Office) -> None:
    apart(run, other, here=1, there=1)

    ran = run("list", "--audience", "社会")

    assert "同步冲突副本" in ran.err
    assert "笔" not in ran.err
    assert "PC1" not in ran.err


@pytest.mark.parametrize(("here", "there", "code"), [(0, 0, 0), (2, 0, 0), (0, 1, 9), (2, 1, 9)])
def test_verify_fails_where_the_copy_holds_what_the_ledger_lacks(
    run: Office, other: Office, here: int, there: int, code: int
) -> None:
    apart(run, other, here=here, there=there)

    ran = run("verify", "--json")

    assert ran.code == code
    (found,) = ran.json["problems" if code else "notes"]
    assert (found["id"], found["where"]) == ("副本", "ledger-PC1.db")
    assert "退出同步软件" in found["what"]


def test_what_the_steps_of_verify_say_can_be_done(run: Office, other: Office) -> None:
    common = apart(run, other, here=2, there=1)
    (found,) = run.verify()["problems"]
    assert f"看第{common + 1}笔起的1笔" in found["what"]

    aside = made(run.ledger.parent / "那个文件夹")
    (run.ledger / "ledger-PC1.db").rename(aside / "ledger.db")
    events = Office(aside, run.clock).ok("log", "--json").json["events"]

    assert len(events) == common + 1
    assert run.verify()["ok"] is True
    assert run("due").err == ""


def test_a_copy_that_cannot_be_read_is_told_and_fails_verify(run: Office) -> None:
    data = (run.ledger / "ledger.db").read_bytes()
    (run.ledger / "ledger (1).db").write_bytes(data[:4096] + bytes(4096))

    assert "没能对上" in run("due").err
    assert run("verify").code == 9


def test_where_only_the_copy_is_left_it_is_told(run: Office) -> None:
    (run.ledger / "ledger.db").rename(run.ledger / "ledger-PC1.db")

    ran = run("due")

    assert ran.code == 7
    assert "ledger-PC1.db" in ran.err
    assert run("init").code == 7


def test_another_office_s_database_is_no_copy(run: Office, tmp_path: Path) -> None:
    strange = Office(tmp_path / "别的台账", run.clock)
    strange.ok("init")
    shutil.copy2(strange.ledger / "ledger.db", run.ledger / "别的.db")

    assert run("due").err == ""
    (found,) = run.verify()["problems"]
    assert (found["id"], found["where"]) == ("多余", "别的.db")


def test_no_command_touches_a_copy(run: Office, other: Office) -> None:
    apart(run, other, here=1, there=1)
    copy = run.ledger / NAMES[0]
    before = (copy.read_bytes(), copy.stat().st_mtime_ns)

    for words in (("due",), NIL, ("verify",)):
        run(*words)

    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == before
    assert [path.name for path in run.ledger.iterdir() if path.is_file()] != ["ledger.db"]


# A journal that came alone


def interrupted(office: Office) -> bytes:
    """Return the journal that a write would leave if it were killed at its first page on disk."""
    database = office.ledger / "ledger.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        for name in ("setting", "yearnotice", "specialday", "item", "appointment"):
            connection.execute(f"DELETE FROM {name}")
        connection.execute("CREATE TABLE more AS SELECT randomblob(9000)")
        journal = (office.ledger / "ledger.db-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert int.from_bytes(journal[8:12], "big"), "some of it is on disk, or it would be no danger"
    return journal


@pytest.mark.parametrize("writes", [2, 3, 6])
@pytest.mark.parametrize("words", [("due",), ("log",), NIL, ("verify",)], ids=" ".join)
def test_another_machine_s_journal_is_not_played_into_the_database(
    run: Office, other: Office, words: tuple[str, ...], writes: int
) -> None:
    apart(run, other, here=writes, there=0)
    (run.ledger / NAMES[0]).unlink()
    (run.ledger / "ledger.db-journal").write_bytes(interrupted(other))
    before = (run.ledger / "ledger.db").read_bytes()

    ran = run(*words)

    assert ran.code == 7
    assert "同步软件" in ran.err
    assert (run.ledger / "ledger.db").read_bytes() == before
    (run.ledger / "ledger.db-journal").unlink()
    assert run.verify()["ok"] is True


def test_a_journal_of_the_same_state_is_played_back_and_changes_nothing(
    run: Office, other: Office
) -> None:
    (run.ledger / "ledger.db-journal").write_bytes(interrupted(other))

    assert run("due").code == 0
    assert run.verify()["ok"] is True


@pytest.mark.parametrize("rest", [b"", b"?" * 600, bytes(600)])
def test_a_journal_that_is_none_stops_nobody(run: Office, rest: bytes) -> None:
    (run.ledger / "ledger.db-journal").write_bytes(rest)

    assert run("due").code == 0
    run.ok(*NIL)
