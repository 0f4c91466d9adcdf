"""All or nothing: killed writers, two at once, changed minds, full disks, dry runs, upgrades.

The other writers are real processes, forked off this one (or started fresh where a mount of their
own is needed). Kills at every instant that counts are in `test_kills.py`; those here are SIGKILL at
moments spread over the whole act, and wait for `-m slow`.
"""

import hashlib
import io
import os
import random
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, NOW, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, TODAY, Office, Ran
from kills import ended, forked, mounting, needs_fork, needs_mounts
from sqlalchemy.engine import Connection

from pdisc.clock import FixedClock
from pdisc.dossier.bag import BAG_DECLARATION, MANIFEST
from pdisc.ledger.engine import open_engine
from pdisc.ledger.filestore import FileStore
from pdisc.ledger.folder import SCHEMA_VERSION, Folder
from pdisc.ledger.migrations import MIGRATIONS, Migration, upgrade
from pdisc.ledger.projection import primary_keys
from pdisc.ledger.staging import Vouched
from pdisc.ledger.tables import GUARDED

LARGE = 3 << 20
PASSAGE = ("propose", "1.1.1", "--title", "题", "--content", "文", "--by", PROPOSER)


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder by name, with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(ledger: Path, *without: str) -> dict[str, list[Any]]:
    """Return what stands in every table."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in (*GUARDED, *primary_keys())
            if table not in without
        }


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    """Return a file large enough to be killed in the middle of."""
    path = tmp_path / "附件.txt"
    letters = random.Random(1).choices(b"abcdefghijk ", k=LARGE)
    path.write_bytes(bytes(letters))
    return path


# Killed at any instant


KILLS = 24


def killed_while(run: Office, *words: str, share: float, length: float) -> int:
    """Start a command in its own process and kill it after a share of its usual length."""
    child = forked(lambda: run(*words).code)
    time.sleep(share * length)
    os.kill(child, signal.SIGKILL)
    return ended(child)


def usual_length(run: Office, *words: str) -> float:
    """Return how long a command takes in a process of its own, in seconds."""
    started = time.perf_counter()
    assert ended(forked(lambda: run(*words).code)) == 0
    return time.perf_counter() - started


@pytest.mark.slow
@needs_fork
def test_a_killed_proposal_happened_whole_or_not_at_all(run: Office, annex: Path) -> None:
    words = (*PASSAGE, "--attach", str(annex))
    length = usual_length(run, *words)
    outcomes = set()
    for kill in range(KILLS):
        annex.write_bytes(annex.read_bytes()[:-3] + b"%03d" % kill)
        sha256 = hashlib.sha256(annex.read_bytes()).hexdigest()
        before = len(run.ok("list", "--json").json["disclosures"])

        killed_while(run, *words, share=1.2 * kill / KILLS, length=length)

        verified = run("verify", "--json")
        after = run.ok("list", "--json").json["disclosures"]
        assert verified.code == 0, verified.json["problems"]
        assert len(after) - before in (0, 1)
        happened = len(after) > before
        outcomes.add(happened)
        if happened:
            assert run.show(after[-1]["number"])["files"][0]["sha256"] == sha256
        run.propose("1.1.2")
        assert run.verify()["notes"] == []
        assert not list(run.ledger.glob("tmp/*"))
        assert (run.ledger / "files" / sha256).exists() is happened
    assert False in outcomes, "some were killed in time"


@pytest.mark.slow
@needs_fork
def test_a_killed_archiving_happened_whole_or_not_at_all(run: Office, annex: Path) -> None:
    first = run.walk("已公开", "1.3.1", "--attach", str(annex))
    length = usual_length(run, "archive", first, "--no-opinions")
    outcomes = set()
    for kill in range(KILLS // 2):
        number = run.walk("已公开", "1.3.1", "--attach", str(annex))
        words = ("archive", number, "--no-opinions", "--by", PROPOSER)

        killed_while(run, *words, share=1.2 * kill / (KILLS // 2), length=length)

        verified = run("verify", "--json")
        state = run.show(number)["state"]
        outcomes.add(state)
        assert verified.code == 0, verified.json["problems"]
        assert state in ("已公开", "已归档")
        run.propose("1.1.2")
        assert run.verify()["notes"] == []
        dossier = run.show(number)["dossier"]
        assert (dossier is not None) is (state == "已归档")
        assert dossier is None or (run.ledger / dossier).exists()
        assert run.verify()["ok"] is True
    assert "已公开" in outcomes, "some were killed in time"


@pytest.mark.slow
@needs_fork
def test_a_killed_opening_leaves_a_ledger_or_room_for_one(
    tmp_path: Path, clock: FixedClock
) -> None:
    length = usual_length(Office(tmp_path / "试", clock), "init")
    for kill in range(8):
        office = Office(tmp_path / f"台账{kill}", clock)

        killed_while(office, "init", share=1.2 * kill / 8, length=length)

        again = office("init")
        assert again.code in (0, 3), again.err
        assert office("verify").code == 0


def test_what_a_power_cut_left_is_rolled_back_by_the_next_reader(run: Office) -> None:
    cut = hot_copy(run, run.ledger.parent / "断电后")
    assert (cut.ledger / "ledger.db-journal").stat().st_size > 0

    listed = cut.ok("list", "--json").json

    assert listed == run.ok("list", "--json").json
    assert cut("verify").code == 0
    assert rows(cut.ledger) == rows(run.ledger)
    cut.propose()


def hot_copy(run: Office, target: Path) -> Office:
    """Copy a ledger in the middle of a write: half of the pages new, and a hot journal."""
    run.propose("1.1.1", "--content", "很长的正文。" * 20000)
    with closing(sqlite3.connect(run.ledger / "ledger.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE disclosure SET content = content || content, title = 'x'")
        connection.execute("UPDATE version SET content = content || content")
        shutil.copytree(run.ledger, target)
        connection.execute("ROLLBACK")
    return Office(target, run.clock)


# Two at once


@needs_fork
def test_two_writers_take_turns_and_leave_no_gap(run: Office) -> None:
    def five() -> int:
        return max(run(*PASSAGE).code for _ in range(5))

    children = [forked(five), forked(five)]

    assert [ended(child) for child in children] == [0, 0]
    listed = run.ok("list", "--json").json["disclosures"]
    assert [each["number"] for each in listed] == [f"2026-{n:04d}" for n in range(1, 11)]
    assert run.verify()["ok"] is True


@needs_fork
def test_two_writers_with_files_and_dossiers_take_turns_too(run: Office, annex: Path) -> None:
    numbers = [run.walk("已公开", "1.3.1") for _ in range(8)]

    def filing(mine: list[str]) -> Callable[[], int]:
        def work() -> int:
            codes = [run("archive", each, "--no-opinions", "--by", PROPOSER).code for each in mine]
            codes.append(run(*PASSAGE, "--attach", str(annex)).code)
            return max(codes)

        return work

    children = [forked(filing(numbers[:4])), forked(filing(numbers[4:]))]

    assert [ended(child) for child in children] == [0, 0]
    verified = run.verify()
    assert (verified["problems"], verified["notes"]) == ([], [])
    filed = {run.show(each)["archive_number"] for each in numbers}
    assert filed == {f"WS·2026-Y-{n:04d}" for n in range(1, 9)}


DOSSIER = {
    "data/方案.txt": b"x",
    "bagit.txt": BAG_DECLARATION,
    MANIFEST: f"{hashlib.sha256(b'x').hexdigest()}  data/方案.txt\n".encode(),
}


class AllFiled(Vouched):
    """Tables in which every disclosure is filed."""

    def dossier(self, number: str) -> tuple[str, str]:
        return f"archive/2026/{number}", hashlib.sha256(DOSSIER[MANIFEST]).hexdigest()


def test_a_writer_that_finishes_and_one_that_sweeps_do_not_trip_over_each_other(
    run: Office,
) -> None:
    folder, trouble = Folder(run.ledger), []
    connection = sqlite3.connect(run.ledger / "ledger.db", check_same_thread=False)
    filed = AllFiled(connection)
    for number in range(120):
        place = f"archive/2026/{number}"
        finishing, sweeping = FileStore(folder, filed), FileStore(folder, filed)
        finishing.begin()
        finishing.stage_dossier(str(number), place, dict(DOSSIER))
        start = threading.Barrier(2)

        def finish(store: FileStore = finishing, start: threading.Barrier = start) -> None:
            start.wait()
            store.committed()

        def sweep(store: FileStore = sweeping, start: threading.Barrier = start) -> None:
            start.wait()
            store.sweep(NOW)

        with ThreadPoolExecutor(2) as both:
            for done in [both.submit(finish), both.submit(sweep)]:
                trouble += [error] if (error := done.exception()) else []
        assert (run.ledger / place / "data" / "方案.txt").read_bytes() == b"x"
    connection.close()
    assert trouble == []


@needs_fork
def test_of_two_decisions_on_one_version_exactly_one_wins(run: Office) -> None:
    for _ in range(6):
        number = run.walk("已审核")
        agree = ("approve", number, "--by", SUPERIOR)
        refuse = (*agree, "--refuse", "不宜公开", "--basis", "条例第八条")

        def asks(words: tuple[str, ...]) -> Callable[[], int]:
            return lambda: run(*words).code

        codes = sorted(ended(child) for child in [forked(asks(agree)), forked(asks(refuse))])

        assert codes[0] == 0
        assert codes[1] in (3, 5)
        assert [step["act"] for step in run.show(number)["steps"]].count("审批") == 1
    assert run.verify()["ok"] is True


def test_who_waits_in_vain_is_told_for_how_long_and_for_whom(run: Office) -> None:
    with closing(sqlite3.connect(run.ledger / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run(*PASSAGE, env={"PDISC_WAIT": "0.3"})
        reading = run("list")

    assert ran.code == 6
    assert "等了0.3秒" in ran.err
    if Path("/proc/locks").exists():
        assert f"进程 {os.getpid()}" in ran.err
    assert reading.code == 0
    run.ok(*PASSAGE)


@needs_fork
def test_who_waits_long_enough_gets_a_turn(run: Office) -> None:
    (told, tells), (asked, asks) = os.pipe(), os.pipe()
    child = forked(lambda: held(run.ledger, tells, asked))
    os.close(tells)  # else a child that fails before it tells would be waited for without end
    assert os.read(told, 1) == b"!"
    typing = WhileTyping("示例正文", lambda: os.write(asks, b"?"))
    words = ("propose", "1.1.1", "--title", "题", "--content-file", "-")

    ran = run(*words, env={"PDISC_WAIT": "60"}, stdin=typing)

    assert ended(child) == 0
    assert ran.code == 0


def held(ledger: Path, tells: int, asked: int) -> int:
    """Hold the ledger's write lock: tell so, and let go a while after being asked."""
    with closing(sqlite3.connect(ledger / "ledger.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        os.write(tells, b"!")
        os.read(asked, 1)
        time.sleep(0.3)  # who asked gets to the lock meanwhile; that it waits, not how long
        connection.execute("ROLLBACK")
    return 0


@pytest.mark.parametrize("wait", ["很久", "1e", "--"])
def test_a_wait_that_is_no_number_is_a_usage_error(run: Office, wait: str) -> None:
    ran = run(*PASSAGE, env={"PDISC_WAIT": wait})

    assert ran.code == 2
    assert "PDISC_WAIT" in ran.err


@pytest.mark.parametrize("wait", ["nan", "inf", "1e999"])
def test_a_wait_without_end_or_measure_is_no_fault_of_the_program(run: Office, wait: str) -> None:
    assert run(*PASSAGE, env={"PDISC_WAIT": wait}).code in (0, 2)


# It changed since you looked


class WhileTyping(io.StringIO):
    """Standard input on which something happens before the text arrives."""

    def __init__(self, text: str, happening: Callable[[], object]) -> None:
        """Let `happening` take place at the first read."""
        super().__init__(text)
        self.happening = happening

    def read(self, size: int | None = -1, /) -> str:
        """Let it happen, then give the text."""
        self.happening()
        return super().read(size)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("审核", ("review", "--by", REVIEWER, *ALL_PASS)),
        ("修改", ("revise", "--title", "别人改的")),
        ("撤回", ("withdraw", "--reason", "别人撤的")),
    ],
)
def test_what_was_changed_while_she_typed_is_a_conflict(
    run: Office, act: str, words: tuple[str, ...]
) -> None:
    number = run.propose()
    verb, *rest = words
    typing = WhileTyping("她写的正文", lambda: run.ok(verb, number, *rest))

    ran = run("revise", number, "--content-file", "-", stdin=typing)

    assert ran.code == 5
    assert number in ran.err
    assert f"：{act}）" in ran.err
    assert f"pdisc show {number}" in ran.err
    assert run.show(number)["content"] != "她写的正文"


def test_a_refusal_in_between_is_no_change(run: Office) -> None:
    number = run.propose()
    typing = WhileTyping("她写的正文", lambda: run("approve", number, "--by", PROPOSER))

    assert run("revise", number, "--content-file", "-", stdin=typing).code == 0
    assert run.show(number)["content"] == "她写的正文"


def test_another_disclosure_in_between_is_no_change(run: Office) -> None:
    number = run.propose()
    typing = WhileTyping("她写的正文", lambda: run.propose("1.1.2"))

    assert run("revise", number, "--content-file", "-", stdin=typing).code == 0


# Dry runs and refusals


def test_a_dry_run_leaves_every_byte_as_it_was(run: Office, annex: Path) -> None:
    proposed, reviewed = run.walk("已提出"), run.walk("已审核")
    approved, published = run.walk("已审批"), run.walk("已公开")
    inside = run.walk("已公开", "1.3.1")
    paper = str(annex)
    before = tree(run.ledger)
    lines: list[tuple[str, ...]] = [
        (*PASSAGE, "--attach", paper),
        ("revise", proposed, "--content", "改", "--attach", paper),
        ("review", proposed, "--by", REVIEWER, *ALL_PASS),
        ("approve", reviewed, "--by", SECRETARY, "--evidence", paper),
        ("publish", approved, "--channel", "会议", "--place", "室", "--evidence", paper),
        ("archive", inside, "--no-opinions"),
        ("withdraw", proposed, "--reason", "算了"),
        ("takedown", published, "--reason", "过期"),
        ("correct", published, "--content", "更正", "--attach", paper),
        ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "无"),
        ("occurred", "3.3.2"),
        ("staff", "add", "测试新人", "--office", "办公室", "--role", "承办"),
        ("staff", "close", SECRETARY),
        ("catalog", "set", "1.1.1", "--office", "综合科"),
        ("catalog", "confirm", "1.1.1"),
        ("config", "set", "审核时限", "5"),
    ]
    for words in lines:
        ran = run(*words, "--dry-run")
        assert ran.code == 0, (words, ran)
        assert tree(run.ledger) == before, words


@pytest.mark.parametrize("kind", ["职权", "分离"])
def test_a_refusal_in_a_dry_run_is_not_recorded_either(run: Office, kind: str) -> None:
    number = run.walk("已提出")
    run.ok("staff", "add", PROPOSER, "--office", "支部", "--role", "审核")
    by = PROPOSER if kind == "分离" else SECRETARY
    before = tree(run.ledger)

    ran = run("review", number, "--by", by, *ALL_PASS, "--dry-run")

    assert ran.code == 3
    assert tree(run.ledger) == before


@pytest.mark.parametrize("kind", ["职权", "分离"])
def test_a_recorded_refusal_is_one_line_and_changes_nothing_else(run: Office, kind: str) -> None:
    number = run.walk("已提出")
    run.ok("staff", "add", PROPOSER, "--office", "支部", "--role", "审核")
    by = PROPOSER if kind == "分离" else SECRETARY
    before, events = rows(run.ledger, "journal", "payload"), run.verify()["events"]

    ran = run("review", number, "--by", by, *ALL_PASS, "--note", "不该留下的话")

    assert ran.code == 3
    assert rows(run.ledger, "journal", "payload") == before
    last = run.ok("log", number, "--json").json["events"][-1]
    assert (last["kind"], last["by"], last["event"]["refusal"]) == ("拒绝", by, kind)
    assert run.verify()["events"] == events + 1
    assert run.verify()["ok"] is True


def test_a_refusal_of_authority_beyond_ones_rank_is_recorded(run: Office) -> None:
    number = run.walk("已审核", "3.2.1")

    ran = run("approve", number, "--by", SECRETARY)

    assert ran.code == 3
    assert "--escalate" in ran.err
    last = run.ok("log", number, "--json").json["events"][-1]
    assert (last["kind"], last["event"]["act"]) == ("拒绝", "审批")


def test_a_recorded_refusal_keeps_none_of_the_files(run: Office, annex: Path) -> None:
    before = {name for name in tree(run.ledger) if name != "ledger.db"}

    ran = run("propose", "1.1.1", "--title", "题", "--attach", str(annex), "--by", REVIEWER)

    assert ran.code == 3
    assert {name for name in tree(run.ledger) if name != "ledger.db"} == before
    assert run.verify()["notes"] == []


def test_a_refusal_by_the_order_of_steps_leaves_no_trace(run: Office, annex: Path) -> None:
    number = run.walk("已提出")
    before = tree(run.ledger)

    ran = run("approve", number, "--by", SUPERIOR, "--evidence", str(annex))

    assert ran.code == 3
    assert tree(run.ledger) == before


def test_a_recorded_refusal_never_lies_in_the_future(run: Office) -> None:
    number = run.walk("已提出")

    run("review", number, "--by", PROPOSER, *ALL_PASS, "--on", "2030-01-01")

    for event in run.ok("log", number, "--json").json["events"]:
        assert date.fromisoformat(event["on"]) <= TODAY


def test_an_unknown_file_leaves_no_trace(run: Office, tmp_path: Path) -> None:
    before = tree(run.ledger)

    ran = run(*PASSAGE, "--attach", str(tmp_path / "没有.pdf"))

    assert ran.code == 2
    assert tree(run.ledger) == before


def test_a_stray_folder_in_the_dossiers_place_costs_no_dossier(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    told = run.ok("archive", number, "--no-opinions", "--by", PROPOSER, "--dry-run", "--json")
    (run.ledger / told.json["dossier"]).mkdir(parents=True)

    ran = run("archive", number, "--no-opinions", "--by", PROPOSER)

    archived = run.show(number)["state"] == "已归档"
    assert archived is (ran.code == 0)
    assert run("verify").code == 0


def test_what_was_committed_is_never_called_unchanged(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    (run.ledger / "archive").write_text("挡路的文件", encoding="utf-8")

    ran = run("archive", number, "--no-opinions", "--by", PROPOSER)

    assert ran.code != 0
    if run.show(number)["state"] == "已归档":
        assert "台账没有改动" not in ran.err


def test_a_channel_named_twice_in_the_catalogue_is_published_once(run: Office) -> None:
    run("catalog", "set", "1.1.1", "--channel", "会议", "--channel", "会议")
    number = run.walk("已审批")

    run.publish(number)

    assert run.show(number)["state"] == "已公开"


def test_a_long_title_can_be_corrected(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--title", "题" * 199)

    assert run("correct", number, "--content", "更正后的正文").code == 0


# Disks that are full, ledgers that can't be written


def limited(size: int, work: Callable[[], int]) -> Callable[[], int]:
    """Return the work of a process in which no file may grow beyond a size (bytes)."""

    def working() -> int:
        import resource  # POSIX only

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return work()

    return working


@needs_fork
def test_when_no_file_can_grow_nothing_happened(run: Office, annex: Path) -> None:
    run.propose()
    before = tree(run.ledger)
    size = (run.ledger / "ledger.db").stat().st_size
    lines: dict[int, tuple[str, ...]] = {
        size: ("propose", "1.1.1", "--title", "题", "--content", "正文" * 90000),
        1 << 20: (*PASSAGE, "--attach", str(annex)),
    }
    for limit, words in lines.items():
        assert ended(forked(limited(limit, lambda words=words: run(*words).code))) == 8  # type: ignore[misc]
        assert run("verify").code == 0
        assert {k: v for k, v in tree(run.ledger).items() if not k.startswith("tmp/")} == before
    run.propose()
    assert run.verify()["notes"] == []


@needs_mounts
def test_on_a_full_disk_nothing_happens_and_with_room_again_everything_does(
    run: Office, tmp_path: Path, annex: Path
) -> None:
    disk = tmp_path / "盘"
    disk.mkdir()
    done = mounting(
        """
mount -t tmpfs -o size=2m tmpfs "$2"
cp -r "$1" "$2/台账"
dd if=/dev/zero of="$2/占位" bs=1024 2>/dev/null || true
before=$(sha256sum "$2/台账/ledger.db")
pdisc "$2/台账" propose 1.1.1 --title 题 --content 文 && exit 90 || echo "code $?"
pdisc "$2/台账" list
test "$before" = "$(sha256sum "$2/台账/ledger.db")" || exit 91
rm "$2/占位"
pdisc "$2/台账" propose 1.1.1 --title 题 --attach "$3" && exit 92 || echo "code $?"
pdisc "$2/台账" verify
pdisc "$2/台账" propose 1.1.1 --title 题 --content 文
pdisc "$2/台账" verify
""",
        str(run.ledger),
        str(disk),
        str(annex),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("code 8") == 2, done.stdout
    assert "磁盘已满" in done.stdout


READ_ONLY = """
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
"""


@needs_mounts
def test_a_read_only_ledger_can_be_read_but_not_written(run: Office) -> None:
    run.walk("已提出")
    before = tree(run.ledger)
    done = mounting(
        READ_ONLY
        + """
pdisc "$1" list
pdisc "$1" due
pdisc "$1" due --as-of 2026-11-20
pdisc "$1" verify
pdisc "$1" withdraw 2026-0001 --reason 算了 && exit 90 || echo "code $?"
""",
        str(run.ledger),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "code 8" in done.stdout, done.stdout
    assert "只读" in done.stdout
    assert tree(run.ledger) == before


@needs_mounts
def test_a_read_only_ledger_that_needs_recovery_says_to_copy_it(run: Office) -> None:
    cut = hot_copy(run, run.ledger.parent / "断电后")
    before = tree(cut.ledger)
    done = mounting(
        READ_ONLY
        + """
pdisc "$1" list && exit 90 || echo "code $?"
pdisc "$1" verify && exit 91 || echo "code $?"
""",
        str(cut.ledger),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("code 7") == 2, done.stdout
    assert "复制到可写的地方" in done.stdout
    assert tree(cut.ledger) == before


# Upgrades


def another_table(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE another (x INTEGER)")


def upgraded(run: Office, steps: tuple[Migration, ...]) -> int:
    """Upgrade a ledger in one write transaction; return the version that it had, or 0."""
    folder = Folder(run.ledger)
    engine = open_engine(folder, wait=1)
    try:
        with engine.begin() as connection:
            return upgrade(folder, connection, today=TODAY, steps=steps)
    finally:
        engine.dispose()


def version_and_tables(database: Path) -> tuple[int, set[str]]:
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in names}
        return connection.execute("PRAGMA user_version").fetchone()[0], tables


def test_the_schema_version_is_that_of_the_last_step() -> None:
    versions = [step.version for step in MIGRATIONS]

    assert versions == [*range(1, len(versions) + 1)]
    assert versions[-1] == SCHEMA_VERSION


def test_a_current_ledger_is_neither_upgraded_nor_backed_up(run: Office) -> None:
    before = tree(run.ledger)

    assert upgraded(run, MIGRATIONS) == 0
    assert tree(run.ledger) == before


def test_an_upgrade_backs_up_first_and_then_runs_every_new_step(run: Office) -> None:
    run.walk("已提出")
    step = Migration(SCHEMA_VERSION + 1, another_table)

    assert upgraded(run, (*MIGRATIONS, step)) == SCHEMA_VERSION

    version, tables = version_and_tables(run.ledger / "ledger.db")
    assert (version, "another" in tables) == (SCHEMA_VERSION + 1, True)
    (backup,) = (run.ledger / "backups").iterdir()
    assert backup.name == f"升级前-第{SCHEMA_VERSION}版-{TODAY}.db"
    old, kept = version_and_tables(backup)
    assert (old, "another" in kept) == (SCHEMA_VERSION, False)


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(run: Office) -> None:
    def broken(connection: Connection) -> None:
        another_table(connection)
        raise RuntimeError("broken step")

    before = (run.ledger / "ledger.db").read_bytes()

    with pytest.raises(RuntimeError, match="broken step"):
        upgraded(run, (*MIGRATIONS, Migration(SCHEMA_VERSION + 1, broken)))

    assert (run.ledger / "ledger.db").read_bytes() == before
    assert run("verify").code == 0


def test_the_backup_of_an_upgrade_is_a_whole_ledger(run: Office, tmp_path: Path) -> None:
    run.walk("已提出")
    upgraded(run, (*MIGRATIONS, Migration(SCHEMA_VERSION + 1, another_table)))
    (backup,) = (run.ledger / "backups").iterdir()
    kept = Office(tmp_path / "恢复", FixedClock(NOW))
    kept.ledger.mkdir()
    shutil.copy(backup, kept.ledger / "ledger.db")

    verified: Ran = kept("verify")

    assert verified.code == 0
