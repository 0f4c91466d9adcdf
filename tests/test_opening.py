"""A new ledger appears whole under its name, in a folder that is nobody else's.

What killed ones leave is in `test_kills.py`; here is what stands in the way, and who comes second.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import NOW, Office
from kills import Operations, ended, forked, mounting, needs_fork, needs_mounts

from pdisc.clock import FixedClock


@pytest.fixture
def new(tmp_path: Path) -> Office:
    """Return somebody before a folder that isn't there yet."""
    return Office(tmp_path / "新台账", FixedClock(NOW))


def names(folder: Path) -> list[str]:
    """Return all that lies below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def whole(office: Office) -> bool:
    """Return whether there is a ledger, whole and alone in its folder."""
    verified = office.verify()
    clean = (verified["ok"], verified["problems"], verified["notes"]) == (True, [], [])
    return clean and names(office.ledger) == ["ledger.db"]


def make_nothing(folder: Path) -> None:
    """There is no folder."""


def make_empty(folder: Path) -> None:
    folder.mkdir()


def make_litter(folder: Path) -> None:
    make_empty(folder)
    (folder / "desktop.ini").write_bytes(b"")


def make_empty_beginning(folder: Path) -> None:
    make_empty(folder)
    (folder / "ledger.db").write_bytes(b"")


def make_lone_journal(folder: Path) -> None:
    """Leave an empty database and the journal of another: SQLite would play it into a new one."""
    make_empty_beginning(folder)
    with closing(sqlite3.connect(folder.parent / "other.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE other (x)")
        other.execute("INSERT INTO other SELECT randomblob(9000)")
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN")
        other.execute("UPDATE other SET x = randomblob(9000)")
        journal = (folder.parent / "other.db-journal").read_bytes()
        other.execute("ROLLBACK")
    assert journal
    (folder / "ledger.db-journal").write_bytes(journal)


def make_a_half(folder: Path) -> None:
    """Leave what a killed opening leaves: a lock of nobody's, and a database in the making."""
    (folder / "tmp" / "opening").mkdir(parents=True)
    (folder / "tmp" / "opening.lock").write_bytes(b"")
    (folder / "tmp" / "opening" / "ledger.db").write_bytes(b"SQLite format 3\0 and no more")
    (folder / "tmp" / "opening" / "ledger.db-journal").write_bytes(b"half")


def make_staged(folder: Path) -> None:
    """Leave what a killed writer leaves, where the ledger itself has been taken away."""
    (folder / "tmp" / "0123456789ab").mkdir(parents=True)
    (folder / "tmp" / "0123456789ab" / "incoming").write_bytes(b"half")


ROOMS = (make_nothing, make_empty, make_empty_beginning, make_lone_journal, make_a_half)


@pytest.mark.parametrize("make", ROOMS, ids=lambda make: make.__name__)
def test_where_there_is_room_there_is_a_ledger_and_nothing_else(
    new: Office, make: Callable[[Path], None]
) -> None:
    make(new.ledger)
    listed = new("list")
    assert (listed.code, "这里还没有台账" in listed.err) == (7, True)

    assert new("init", "--unit", "测试单位").code == 0

    assert whole(new)
    assert new("init").code == 3


@pytest.mark.parametrize("make", [make_litter, make_staged], ids=lambda make: make.__name__)
def test_what_is_not_of_its_own_making_init_leaves_alone(
    new: Office, make: Callable[[Path], None]
) -> None:
    make(new.ledger)
    before = set(names(new.ledger))

    assert new("init").code == 0

    assert set(names(new.ledger)) == {*before, "ledger.db"}
    assert new.verify()["ok"] is True


@pytest.mark.parametrize(
    "place", ["照片.jpg", "tmp/照片.jpg", "tmp/opening/照片.jpg", "tmp/0123456789AB/照片.jpg"]
)
def test_where_somebody_else_s_files_lie_no_ledger_is_made(new: Office, place: str) -> None:
    """The next write clears `tmp/`: a photo in there would be gone."""
    photo = new.ledger / place
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"jpg")
    before = names(new.ledger)

    ran = new("init")

    assert ran.code == 7
    assert place.removesuffix("/照片.jpg") in ran.err
    assert names(new.ledger) == before


def test_the_ledger_gets_its_name_by_a_rename_of_the_finished_database(new: Office) -> None:
    """Whoever looks between any two operations finds no ledger, or the whole one."""

    def work() -> int:
        operations: list[str] = []
        seen: list[bool] = []

        def look(operation: str) -> None:
            operations.append(operation)
            seen.append((new.ledger / "ledger.db").exists())

        Operations(look)
        code = new("init").code
        place = seen.index(True)
        assert operations[place - 1] == f"os.rename {new.ledger / 'tmp' / 'opening' / 'ledger.db'}"
        assert all(seen[place:])
        return code

    assert ended(forked(work)) == 0
    assert whole(new)


def test_a_dry_run_makes_no_folder(new: Office) -> None:
    ran = new("init", "--unit", "测试局", "--since", "2026-10-01", "--dry-run")
    assert ran.code == 0
    assert "将要为测试局新建台账" in ran.out
    assert "从 2026-10-01 起算" in ran.out
    assert "没有新建台账" in ran.out
    assert not new.ledger.exists()


# Two at once


@needs_fork
@pytest.mark.parametrize("turn", range(4))
def test_of_two_who_open_a_ledger_at_once_one_does_and_the_other_is_told(
    new: Office, turn: int
) -> None:
    def opens(unit: str) -> Callable[[], int]:
        return lambda: new("init", "--unit", unit).code

    units = ("甲单位", "乙单位")
    codes = [ended(child) for child in [forked(opens(unit)) for unit in units]]

    assert sorted(codes) == [0, 3]
    assert whole(new)
    assert units[codes.index(0)] in new.ok("config", "show").out


def test_who_waits_in_vain_for_another_who_opens_one_is_told_for_whom(new: Office) -> None:
    staging = new.ledger / "tmp"
    staging.mkdir(parents=True)
    with closing(sqlite3.connect(staging / "opening.lock", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=MEMORY")
        other.execute("BEGIN IMMEDIATE")
        ran = new("init", env={"PDISC_WAIT": "0.1"})

    assert ran.code == 6
    assert "等了0.1秒" in ran.err
    if Path("/proc/locks").exists():
        assert f"进程 {os.getpid()}" in ran.err
    assert new("init").code == 0
    assert whole(new)


# Where nothing can be written


@needs_fork
def test_when_no_file_can_grow_there_is_room_for_the_next(new: Office) -> None:
    def work() -> int:
        import resource  # POSIX only
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
        return new("init").code

    assert ended(forked(work)) == 8
    assert not (new.ledger / "ledger.db").exists()
    assert new("init").code == 0
    assert whole(new)


@needs_mounts
def test_a_folder_to_write_in_is_enough_though_nothing_around_it_can_be_written(
    tmp_path: Path, new: Office
) -> None:
    around = tmp_path / "共享"
    (around / "台账").mkdir(parents=True)
    done = mounting(
        """
mount --bind "$1" "$1"
mount --bind "$1/台账" "$1/台账"
mount -o remount,ro,bind "$1"
pdisc "$1/别处" init && exit 90 || echo "code $?"
pdisc "$1/台账" init
pdisc "$1/台账" verify
mount -o remount,ro,bind "$1/台账"
pdisc "$1/台账" init && exit 91 || echo "code $?"
""",
        str(around),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("code")] == [
        "code 8",
        "code 3",
    ]
    assert names(around) == ["台账", "台账/ledger.db"]


@needs_mounts
def test_on_a_full_disk_no_ledger_is_made_and_with_room_again_one_is(tmp_path: Path) -> None:
    disk = tmp_path / "盘"
    disk.mkdir()
    done = mounting(
        """
mount -t tmpfs -o size=256k tmpfs "$1"
dd if=/dev/zero of="$1/占位" bs=1024 count=128 2>/dev/null
mkdir "$1/台账"
pdisc "$1/台账" init && exit 90 || echo "code $?"
pdisc "$1/台账" list && exit 91 || echo "code $?"
mount -o remount,size=8m "$1"
pdisc "$1/台账" init
pdisc "$1/台账" verify
ls -A "$1/台账"
""",
        str(disk),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "code 8" in done.stdout, done.stdout
    assert "code 7" in done.stdout, done.stdout
    assert "磁盘已满" in done.stdout
    assert done.stdout.splitlines()[-1] == "ledger.db"
