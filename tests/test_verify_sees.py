"""Verify tells whatever was put in, taken away or relabelled; what is harmless is a note."""

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROPOSER, Office
from kept_ledgers import office_of
from test_replay import by_hand, forge, kinds, places, tampering

from pdisc.ledger.folder import Folder
from pdisc.ledger.journal import JournalLine
from pdisc.ledger.staging import DOSSIER_PREFIX, new_name

# I1: both sides of every join


def plant_payload(ledger: Path) -> None:
    with by_hand(ledger) as connection:
        connection.execute(
            "INSERT INTO payload (seq, salt, body) SELECT max(seq) + 1, 'x', '藏' FROM journal"
        )


def test_a_payload_that_no_line_has_is_told(run: Office) -> None:
    plant_payload(run.ledger)

    ran = run("verify", "--json")

    assert ran.code == 9
    assert [each["what"] for each in ran.json["problems"]] == ["日志里没有这一条，却有它的内容"]


@pytest.mark.parametrize("words", [("nil", "1.1.2", "--for", "2026-Q3", "--reason", "无")])
def test_a_write_that_meets_such_a_payload_fails_clearly(
    run: Office, words: tuple[str, ...]
) -> None:
    plant_payload(run.ledger)

    ran = run(*words)

    assert ran.code == 7
    assert "没有记录任何内容" in ran.err
    assert "pdisc verify" in ran.err


# I2: a staged dossier is held against the journal's own hash


@pytest.fixture
def archived(run: Office) -> Office:
    run.walk("已归档")
    return run


def staged_of(office: Office) -> Path:
    folder = Folder(office.ledger)
    place = folder.staging / new_name(folder) / f"{DOSSIER_PREFIX}2026-0001"
    place.parent.mkdir(parents=True)
    return place


def test_an_empty_staged_folder_hides_no_lost_dossier(archived: Office) -> None:
    shutil.rmtree(archived.ledger / "archive" / "2026" / "WS·2026-D10-0001")
    staged_of(archived).mkdir()

    verified = archived.verify()

    assert places(verified) == ["archive/2026/WS·2026-D10-0001"]
    archived.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "无")
    assert not (archived.ledger / "archive" / "2026" / "WS·2026-D10-0001").exists()
    assert archived("verify").code == 9


def test_a_forged_staged_folder_is_never_put_in_place(archived: Office) -> None:
    dossier = archived.ledger / "archive" / "2026" / "WS·2026-D10-0001"
    staged = staged_of(archived)
    shutil.move(dossier, staged)
    (staged / "data" / "方案.txt").write_text("换过的", encoding="utf-8")

    assert places(archived.verify()) == ["archive/2026/WS·2026-D10-0001"]
    archived.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "无")
    assert not dossier.exists()


def test_a_whole_staged_dossier_is_a_note(archived: Office) -> None:
    shutil.move(archived.ledger / "archive" / "2026" / "WS·2026-D10-0001", staged_of(archived))

    verified = archived.verify()

    assert verified["ok"], verified
    assert "下次办理时自动就位" in str(verified["notes"])


# I3: the version that a database bears


@pytest.mark.parametrize("version", [0, -1, 1, 2, 3, 5, 99])
def test_a_version_from_outside_is_told_and_opened_by_nobody(run: Office, version: int) -> None:
    run.walk("已提出")
    with by_hand(run.ledger) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    before = (run.ledger / "ledger.db").read_bytes()

    told = run("verify", "--json")
    others = [run("list"), run("due"), run("withdraw", "2026-0001", "--reason", "算了")]

    assert told.code == 9, told
    assert kinds(told.json) == {"结构"}
    assert [ran.code for ran in others] == [7, 7, 7], others
    assert (run.ledger / "ledger.db").read_bytes() == before


@pytest.fixture
def first_schema(tmp_path: Path) -> Office:
    """Return the program on a ledger of the first schema."""
    return office_of("ledger-v1", tmp_path / "旧")


def test_an_older_ledger_is_verified_as_it_is(first_schema: Office) -> None:
    before = (first_schema.ledger / "ledger.db").read_bytes()

    verified = first_schema.verify()

    assert verified["ok"], verified
    assert "第1版" in str(verified["notes"])
    assert (first_schema.ledger / "ledger.db").read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE setting SET value = '99' WHERE rowid = 1",
        "UPDATE step SET decider = '示例外人' WHERE seq = (SELECT max(seq) FROM step)",
        "DELETE FROM storedfile",
        "INSERT INTO payload (seq, salt, body) SELECT max(seq) + 1, 'x', '藏' FROM journal",
    ],
)
def test_an_upgrade_never_wipes_what_verify_would_have_told(
    first_schema: Office, statement: str
) -> None:
    with tampering(first_schema.ledger) as connection:
        connection.execute(statement)
    before = (first_schema.ledger / "ledger.db").read_bytes()

    told, listed = first_schema("verify", "--json"), first_schema("list")

    assert told.code == 9, told
    assert listed.code == 7, listed
    assert "没有升级" in listed.err
    assert (first_schema.ledger / "ledger.db").read_bytes() == before


# I4: what is no plain file


def a_link_to_a_folder(place: Path) -> None:
    place.symlink_to(place.parent, target_is_directory=True)


def a_broken_link(place: Path) -> None:
    place.symlink_to("没有的东西")


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        at = Path.cwd()
        os.chdir(place.parent)
        try:
            made.bind(place.name)
        finally:
            os.chdir(at)


STRANGE = [a_link_to_a_folder, a_broken_link, a_pipe, a_socket]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows makes none of these unasked")


@needs_posix
@pytest.mark.parametrize("make", STRANGE)
@pytest.mark.parametrize(
    "where", ["另放的", "files/" + "a" * 64, "tmp/另放的", "backups/x.db", "archive/2026/x"]
)
def test_what_is_no_plain_file_is_told_and_never_opened(
    archived: Office, make: Callable[[Path], None], where: str
) -> None:
    place = archived.ledger / where
    place.parent.mkdir(parents=True, exist_ok=True)
    make(place)

    verified = archived.verify()

    assert places(verified) == [where]
    assert {"是指向别处的链接", "不是普通文件（管道、设备之类）"} & {
        each["what"] for each in verified["problems"]
    }


@needs_posix
@pytest.mark.parametrize("make", STRANGE)
def test_what_is_no_plain_file_in_a_dossier_is_told(
    archived: Office, make: Callable[[Path], None]
) -> None:
    make(archived.ledger / "archive" / "2026" / "WS·2026-D10-0001" / "data" / "另放的")

    (problem,) = archived.verify()["problems"]

    assert problem["what"].startswith("data/另放的 ")


@needs_posix
def test_a_kept_file_behind_a_link_or_a_pipe_is_told(run: Office, tmp_path: Path) -> None:
    annex = tmp_path / "附件.txt"
    annex.write_text("附件的正文", encoding="utf-8")
    run.propose("1.1.1", "--attach", str(annex))
    (kept,) = (run.ledger / "files").iterdir()
    kept.unlink()
    kept.symlink_to(annex)
    linked = run.verify()
    kept.unlink()
    os.mkfifo(kept)

    assert places(linked) == places(run.verify()) == [f"files/{kept.name}"]


@needs_posix
def test_a_dossier_behind_a_link_is_told(archived: Office, tmp_path: Path) -> None:
    dossier = archived.ledger / "archive" / "2026" / "WS·2026-D10-0001"
    shutil.move(dossier, tmp_path / "别处")
    dossier.symlink_to(tmp_path / "别处", target_is_directory=True)

    assert places(archived.verify()) == ["archive/2026/WS·2026-D10-0001"]


def test_empty_folders_are_notes(archived: Office) -> None:
    for name in ("空的", "files/空的", "archive/2026/WS·2026-D10-0001/data/空的"):
        (archived.ledger / name).mkdir(parents=True, exist_ok=True)

    verified = archived.verify()

    assert verified["ok"]
    assert {each["where"] for each in verified["notes"]} == {
        *("空的", "files/空的", "archive/2026/WS·2026-D10-0001/data/空的"),
    }


# I6, I7: what is harmless


LITTER = [
    *("Thumbs.db", "desktop.ini", ".DS_Store", "._方案.txt", "~$方案.docx", ".~方案.docx"),
    *("~WRL0001.tmp", ".dropbox", ".~lock.方案.docx#", "ehthumbs.db", "~wps12.tmp"),
]


@pytest.mark.parametrize("name", LITTER)
@pytest.mark.parametrize("folder", ["", "files", "archive", "archive/2026/WS·2026-D10-0001/data"])
def test_what_is_left_by_who_merely_looked_is_a_note(
    archived: Office, folder: str, name: str
) -> None:
    place = archived.ledger / folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"")

    verified = archived.verify()

    assert verified["ok"], verified
    (note,) = verified["notes"]
    assert note["where"] == place.relative_to(archived.ledger).as_posix()


def test_statistics_of_another_program_are_a_note(run: Office) -> None:
    with by_hand(run.ledger) as connection:
        connection.execute("ANALYZE")

    verified = run.verify()

    assert verified["ok"]
    assert "ANALYZE" in str(verified["notes"])


@pytest.mark.parametrize("name", ["tmp/另放的/x.txt", "backups/x.db"])
def test_what_was_put_among_leftovers_and_backups_is_a_note(run: Office, name: str) -> None:
    place = run.ledger / name
    place.parent.mkdir(parents=True)
    place.write_bytes(b"x")

    verified = run.verify()

    assert verified["ok"]
    assert [each["where"] for each in verified["notes"]] == [name]


# I8: values that no program of ours writes


@pytest.mark.parametrize("value", ["不", "", 2, None])
def test_a_truth_value_of_another_kind_is_told(run: Office, value: object) -> None:
    run.walk("已提出")
    with by_hand(run.ledger) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'journal_no_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER journal_no_update")
        try:
            connection.execute("UPDATE journal SET late = ? WHERE seq = 5", (value,))
        except sqlite3.IntegrityError:
            assert value is None
            return
        connection.execute(sql)

    ran = run("verify", "--json")

    assert ran.code == 9
    assert "late" in str(ran.json["problems"])


def test_acts_are_judged_only_where_the_journal_is_whole(run: Office) -> None:
    run.walk("已审批")

    def without_its_first_step(lines: list[JournalLine]) -> list[JournalLine]:
        return [line for line in lines if line.decider != PROPOSER or line.kind != "提出"]

    forge(run.ledger, without_its_first_step)

    assert {each["id"] for each in run.verify()["problems"]} >= {"步骤"}
