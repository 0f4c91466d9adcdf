"""Storing many entries at once gives what appending one by one gives: lines, chain and rows."""

import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, SECOND_PROPOSER, SECRETARY, SUPERIOR, Office
from sqlalchemy.exc import IntegrityError

from pdisc.clock import FixedClock
from pdisc.events.entry import Entry, kind_of
from pdisc.ledger import lines
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import Writer, opening, writing
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.journal import entry_of
from pdisc.ledger.projection import primary_keys
from pdisc.ledger.tables import GUARDED
from pdisc.steps.evolve import IllegalHistory

Store = Callable[[Writer, Iterable[Entry]], object]


@pytest.fixture(scope="module")
def busy(template_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office in which something of every kind was recorded; only read it."""
    folder = tmp_path_factory.mktemp("busy")
    run = Office(Path(shutil.copytree(template_ledger, folder / "台账")), FixedClock(NOW))
    paper = folder / "凭证.txt"
    paper.write_text("会议签到表", encoding="utf-8")
    for state in ("已提出", "退回修改", "已审核", "报批中", "已审批", "不予公开", "已撤回"):
        run.walk(state)
    filed = run.walk("已归档")
    run.ok("correct", filed, "--content", "更正后的情况。")
    run.ok("takedown", filed, "--reason", "已经更正")
    late = run.propose("1.1.2", "--attach", str(paper), "--on", "2026-03-02", "--late-reason", "忘")
    run.ok("revise", late, "--content", "改后的情况。", "--attach", str(paper))
    run.ok("redact", late, "--mask", "情况")
    run.review(late)
    run.approve(late, "--evidence", str(paper))
    run.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有")
    run.ok("occurred", "1.3.3", "--on", "2026-11-23")
    run.ok("catalog", "changed", "3.1.1")
    run.ok("urge", "1.3.3", "--by", SECRETARY)
    ruled = ("--reason", "材料未齐", "--by", SUPERIOR)
    run.ok("defer", "1.3.2", "--for", "2026-Q3", "--to", "2027-01-04", *ruled)
    run.ok("waive", "2.1.1", "--for", "2026-Q3", *ruled)
    slip = run.ok("nil", "1.3.1", "--for", "2026-Q2", "--reason", "没有", "--json").json["seq"]
    run.ok("annul", str(slip), "--reason", "写错了期次")
    run.ok("config", "set", "审核时限", "5")
    run.ok("catalog", "set", "1.1.1", "--every", "每月")
    run.ok("staff", "close", SECOND_PROPOSER)
    assert run("publish", late, "--by", SECRETARY, "--channel", "会议", "--place", "室").code == 3
    return run


def entries_of(office: Office) -> list[Entry]:
    """Return the journal of an office without its numbers, as entries come that weren't stored."""
    with reading(Folder(office.ledger)) as connection:
        found = [entry_of(line) for line in lines.read(connection)]
    return [msgspec.structs.replace(entry, seq=0) for entry in found]


def one_by_one(writer: Writer, entries: Iterable[Entry]) -> None:
    for entry in entries:
        writer.append(entry, before=writer.disclosure(entry.subject))


def stored(folder: Path, entries: Iterable[Entry], store: Store) -> dict[str, list[Any]]:
    """Open a ledger by storing entries; return every row of every table."""
    with opening(Folder(folder)) as writer:
        store(writer, entries)
    return rows_in(folder)


def rows_in(folder: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=str)
            for table in (*GUARDED, *primary_keys())
        }


@pytest.fixture
def one_salt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every payload be salted alike, so that two chains can be compared."""
    monkeypatch.setattr(secrets, "token_hex", lambda _: "00" * 16)


@pytest.mark.usefixtures("one_salt")
@pytest.mark.parametrize("batch", [1, 2, 7, 1000])
def test_many_at_once_are_stored_as_one_by_one(busy: Office, tmp_path: Path, batch: int) -> None:
    entries = entries_of(busy)
    singly = stored(tmp_path / "逐条", entries, one_by_one)

    def together(writer: Writer, them: Iterable[Entry]) -> None:
        assert extend(writer, them, batch=batch) == len(entries)

    assert stored(tmp_path / "成批", entries, together) == singly


@pytest.mark.usefixtures("one_salt")
def test_a_ledger_is_continued_where_it_ends(busy: Office, tmp_path: Path) -> None:
    entries = entries_of(busy)
    singly = stored(tmp_path / "逐条", entries, one_by_one)

    folder = Folder(tmp_path / "成批")
    with opening(folder) as writer:
        extend(writer, entries[:9])
    for part in (entries[9:30], entries[30:31], entries[31:]):
        with writing(folder, now=NOW) as writer:
            extend(writer, part)

    assert rows_in(tmp_path / "成批") == singly


def test_what_was_stored_at_once_passes_verify(busy: Office, tmp_path: Path) -> None:
    copy = Office(tmp_path / "成批", busy.clock)
    stored(copy.ledger, entries_of(busy), extend)
    for name in ("files", "archive"):
        shutil.copytree(busy.ledger / name, copy.ledger / name)

    assert copy.verify()["ok"]
    assert copy.ok("list", "--json").json == busy.ok("list", "--json").json


def doubled_proposal(entries: list[Entry]) -> list[Entry]:
    return [*entries, next(each for each in entries if kind_of(each.event) == "提出")]


def step_out_of_turn(entries: list[Entry]) -> list[Entry]:
    filing = next(each for each in entries if kind_of(each.event) == "归档")
    waiting = next(each for each in entries if kind_of(each.event) == "提出")
    return [*entries, msgspec.structs.replace(filing, subject=waiting.subject)]


def step_on_nothing(entries: list[Entry]) -> list[Entry]:
    review = next(each for each in entries if kind_of(each.event) == "审核")
    return [*entries, msgspec.structs.replace(review, subject="2026-9999")]


def doubled_nil_return(entries: list[Entry]) -> list[Entry]:
    return [*entries, next(each for each in entries if kind_of(each.event) == "无事项")]


@pytest.mark.parametrize("batch", [1, 7, 1000])
@pytest.mark.parametrize(
    ("spoiled", "error"),
    [
        (doubled_proposal, IllegalHistory),
        (step_out_of_turn, IllegalHistory),
        (step_on_nothing, IllegalHistory),
        (doubled_nil_return, IntegrityError),
    ],
)
def test_what_append_refuses_is_refused_and_nothing_of_it_is_kept(
    busy: Office,
    tmp_path: Path,
    spoiled: Callable[[list[Entry]], list[Entry]],
    error: type[Exception],
    batch: int,
) -> None:
    entries, folder = entries_of(busy), Folder(tmp_path / "成批")
    with opening(folder) as writer:
        extend(writer, entries[:9])
    before = rows_in(folder.path)

    with writing(folder, now=NOW) as writer, pytest.raises(error):
        extend(writer, spoiled(entries)[9:], batch=batch)

    assert rows_in(folder.path) == before


def test_who_fails_to_produce_them_leaves_nothing(busy: Office, tmp_path: Path) -> None:
    entries, folder = entries_of(busy), Folder(tmp_path / "成批")
    with opening(folder) as writer:
        extend(writer, entries[:9])
    before = rows_in(folder.path)

    def broken_off() -> Iterator[Entry]:
        yield from entries[9:20]
        raise OSError("the stick was pulled out")

    with writing(folder, now=NOW) as writer, pytest.raises(OSError, match="stick"):
        extend(writer, broken_off(), batch=3)

    assert rows_in(folder.path) == before
