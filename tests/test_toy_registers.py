"""How a register and a due source are added: a toy of each works whole, listed and no more.

These tests are the recipe that CONTRIBUTING.md tells. What stands above the first test would be a
module of `pdisc/registers/` and one of `pdisc/due/`.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, PROPOSER, SECRETARY, TODAY, Office, open_office
from test_toys import listed

from pdisc.clock import FixedClock
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import Viewpoint
from pdisc.errors import Refused
from pdisc.events.entry import Entry
from pdisc.ledger import lines
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import Misprojected, opening
from pdisc.ledger.folder import Folder
from pdisc.ledger.journal import entry_of
from pdisc.ledger.reading import reading
from pdisc.registers import REGISTERS, registered, registry
from pdisc.registers.nils import NILS
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Delete, Insert, Update
from pdisc.schedule import SOURCES
from pdisc.screening.files import reader
from pdisc.services.acting import signing
from pdisc.services.registers import Registered, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.values.parts import Event

# The register: a member asks for something to be disclosed, by a day


class WishNoted(Event, frozen=True, kw_only=True, tag="试用点题"):
    """Somebody asks what becomes of an item, to be answered by a day."""

    code: str
    wish: str
    answer_by: date


class WishAnswered(Event, frozen=True, kw_only=True, tag="试用答复"):
    """A wish, named by its journal number, was answered."""

    asked: int
    answer: str


class WishStruck(Event, frozen=True, kw_only=True, tag="试用撤销"):
    """A wish should never have been noted: it counts no more."""

    asked: int


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asked for, and the answer once there is one."""

    seq: int
    code: str
    wish: str
    answer_by: date
    by: str
    on: date
    answer: str | None = None


TABLE = FactTable(name="toywish", key=("seq",), fact=Wish, grows=True)


def _noted(entry: Entry, event: WishNoted) -> Iterator[Insert]:
    yield TABLE.insert(
        Wish(
            seq=entry.seq,
            code=event.code,
            wish=event.wish,
            answer_by=event.answer_by,
            by=entry.by,
            on=entry.on,
        )
    )


def _answered(_entry: Entry, event: WishAnswered) -> Iterator[Update]:
    yield TABLE.update(event.asked, answer=event.answer)


def _struck(_entry: Entry, event: WishStruck) -> Iterator[Delete]:
    yield TABLE.delete(event.asked)


TOY = Register(
    events={WishNoted: _noted, WishAnswered: _answered, WishStruck: _struck},
    annullable=frozenset({WishNoted}),
    tables=(TABLE,),
    labels={"wish": "点题的内容"},
)


# The due source: whatever was asked for and not answered


def _rows(view: Viewpoint, horizon: date) -> Iterator[DueRow]:
    for wish in view.book.facts.of(Wish):
        if wish.answer is None and wish.answer_by <= horizon:
            item = view.book.item(wish.code, view.on)
            yield DueRow(
                kind="点题",
                code=wish.code,
                item=item.level3,
                timing=item.timing,
                window=None,
                number=None,
                due_on=wish.answer_by,
                days_overdue=max(0, (view.on - wish.answer_by).days),
                office=item.office,
                holder=item.office,
                why=wish.wish,
                next=f"pdisc show {wish.code}",
                for_=str(wish.seq),
            )


TOY_SOURCE = Source(_rows)


# How they are used


@contextmanager
def both() -> Iterator[None]:
    with registered(TOY), listed(SOURCES, "toy", TOY_SOURCE):
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with both():
        return open_office(tmp_path_factory.mktemp("toy") / "台账", FixedClock(NOW)).ledger


@pytest.fixture
def run(template: Path, tmp_path: Path) -> Iterator[Office]:
    """Return an office whose ledger was opened with the toy register in force, as it still is."""
    with both():
        yield Office(Path(shutil.copytree(template, tmp_path / "台账")), FixedClock(NOW))


def note(run: Office, event: Event, **signed: Any) -> Registered:
    """Record an event as the service behind a command would."""
    station = Station(
        folder=Folder(run.ledger), clock=run.clock, operator=PROPOSER, wait=60, files=reader
    )
    given = Signing(by=SECRETARY, **signed)
    with signing(station, given, Target(number="1.1.1", name="点题"), event) as session:
        return register(session, event, "1.1.1")


def wish(text: str = "经费去哪了", answer_by: date = TODAY) -> WishNoted:
    return WishNoted(code="1.1.1", wish=text, answer_by=answer_by)


def wishes(run: Office) -> tuple[Wish, ...]:
    with reading(Folder(run.ledger)) as ledger:
        return ledger.facts_on(TODAY).of(Wish)


def due(run: Office, *words: str) -> list[str]:
    asked = run.ok("due", "--json", *words).json
    rows = (row for name in ("overdue", "upcoming") for row in asked[name])
    return [row["why"] for row in rows if row["kind"] == "点题"]


def test_a_toy_register_is_appended_read_as_facts_logged_and_due(run: Office) -> None:
    done = note(run, wish())

    seq = done.event.seq
    assert wishes(run) == (
        Wish(
            seq=seq,
            code="1.1.1",
            wish="经费去哪了",
            answer_by=TODAY,
            by=SECRETARY,
            on=TODAY,
        ),
    )
    assert due(run) == ["经费去哪了"]
    assert "〔点题〕" in run.ok("due").out
    logged = run.ok("log", "1.1.1", "--json").json["events"][-1]
    assert (logged["kind"], logged["event"]["wish"]) == ("试用点题", "经费去哪了")
    assert done.receipt == run.verify()["receipt"]


def test_a_toy_table_guards_what_its_fact_declares(run: Office) -> None:
    note(run, wish())
    refused = {}
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection:
        for change in ("wish = NULL", "answer_by = '改天'", "seq = NULL"):
            with pytest.raises(sqlite3.IntegrityError) as error:
                connection.execute(f"UPDATE toywish SET {change}")
            refused[change] = str(error.value)
        connection.execute("UPDATE toywish SET answer = NULL")

    assert refused == {
        "wish = NULL": "NOT NULL constraint failed: toywish.wish",
        "answer_by = '改天'": "CHECK constraint failed: answer_by_day",
        "seq = NULL": "datatype mismatch",
    }


def test_a_toy_fact_is_its_own_json(run: Office) -> None:
    note(run, wish())

    (told,) = msgspec.to_builtins(wishes(run))

    assert (told["code"], told["answer_by"], told["answer"]) == ("1.1.1", "2026-11-24", None)


def test_a_toy_register_is_changed_by_a_later_entry(run: Office) -> None:
    seq = note(run, wish()).event.seq
    note(run, WishAnswered(asked=seq, answer="已经公布"))

    assert [each.answer for each in wishes(run)] == ["已经公布"]
    assert due(run) == []
    assert run.verify()["ok"]


def test_a_toy_register_is_undone_by_a_later_entry(run: Office) -> None:
    seq = note(run, wish()).event.seq
    note(run, wish("另一个", date(2026, 11, 30)))
    note(run, WishStruck(asked=seq))

    assert [each.wish for each in wishes(run)] == ["另一个"]
    assert due(run) == ["另一个"]
    assert run.verify()["ok"]


def test_a_toy_entry_that_was_a_slip_is_annulled_with_all_that_follows(run: Office) -> None:
    run.on("2026-11-20")
    seq = note(run, wish()).event.seq
    note(run, WishAnswered(asked=seq, answer="答错了"))
    run.on("2026-11-24")

    run.ok("annul", str(seq), "--reason", "没有人点过", "--by", SECRETARY)

    assert wishes(run) == ()
    assert due(run, "--on", "2026-11-24") == []
    assert "〔已作废〕试用点题" in run.ok("log", "1.1.1").out
    with reading(Folder(run.ledger)) as ledger, ledger.as_recorded(date(2026, 11, 23)) as past:
        assert [each.answer for each in past.facts.of(Wish)] == ["答错了"]
    answer = str(seq + 1)
    assert run("annul", answer, "--reason", "答错了", "--by", SECRETARY).code == 3
    assert run.verify()["ok"]


def test_a_toy_entry_that_undoes_what_is_not_there_is_a_fault_and_nothing_is_kept(
    run: Office,
) -> None:
    seq = note(run, wish()).event.seq
    note(run, WishStruck(asked=seq))
    before = run.verify()

    for event in (WishStruck(asked=seq), WishAnswered(asked=seq, answer="晚了")):
        with pytest.raises(Misprojected, match="toywish"):
            note(run, event)

    assert run.verify() == before


def test_a_toy_register_counts_from_its_business_date_and_as_it_was_recorded(run: Office) -> None:
    run.on("2026-11-20")
    seq = note(run, wish()).event.seq
    run.on("2026-11-24")
    note(run, WishStruck(asked=seq))

    assert due(run, "--on", "2026-11-24") == []
    assert due(run, "--on", "2026-11-24", "--as-of", "2026-11-23") == ["经费去哪了"]
    assert due(run, "--on", "2026-11-19", "--as-of", "2026-11-23") == []


def test_a_toy_row_is_told_among_the_changes(run: Office) -> None:
    run.on("2026-11-20")
    note(run, wish("第一个", date(2026, 11, 23)))
    note(run, wish("第二个", date(2026, 11, 26)))
    run.on("2026-11-24")

    told = run.ok("due", "--since", "2026-11-23", "--json").json["changes"]

    found = [(each["change"], each["row"]["why"]) for each in told if each["row"]["kind"] == "点题"]
    assert found == [("新逾期", "第一个")]


def test_a_toy_event_under_a_mark_is_refused_in_the_registers_own_words(run: Office) -> None:
    with pytest.raises(Refused) as refused:
        note(run, wish("绝密★1年 内容"))

    assert refused.value.message.startswith("点题的内容")
    assert wishes(run) == ()


def test_toy_entries_stored_together_give_the_same_rows(run: Office, tmp_path: Path) -> None:
    seq = note(run, wish()).event.seq
    note(run, wish("另一个"))
    note(run, WishStruck(asked=seq))
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection:
        entries = [entry_of(line) for line in lines.read(connection)]

    with opening(Folder(tmp_path / "成批")) as writer:
        extend(writer, entries)

    again = Office(tmp_path / "成批", run.clock)
    assert wishes(again) == wishes(run)
    assert again.verify()["ok"]


def test_a_toy_table_comes_to_an_older_ledger_with_its_next_version(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger / "ledger.db")) as connection:
        connection.execute("DROP INDEX ix_disclosure_last")  # as an older schema hadn't it
        connection.execute("PRAGMA user_version=4")
    run = Office(ledger, FixedClock(NOW))

    with both():
        note(run, wish())

        assert due(run) == ["经费去哪了"]
        assert run.verify()["ok"]


def test_toy_entries_are_unknown_where_the_register_is_not_in_force(
    template: Path, tmp_path: Path
) -> None:
    run = Office(Path(shutil.copytree(template, tmp_path / "台账")), FixedClock(NOW))
    with both():
        note(run, wish())
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection:
        *_, line = lines.read(connection)

    with pytest.raises(msgspec.ValidationError, match="试用点题"):
        entry_of(line)


def test_a_toy_register_shares_no_kind_and_no_table_with_another() -> None:
    with pytest.raises(ValueError, match="无事项"), registered(NILS):
        pass
    assert registry().registers == REGISTERS
