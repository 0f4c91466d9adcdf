"""What a writer brings to disk: whole rows, changes of rows that stand, and nothing in silence."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

import pytest
from conftest import NOW, PROPOSER, SECRETARY, TODAY, Office

from pdisc.events.entry import Entry
from pdisc.ledger.engine import Misprojected, Writer, writing
from pdisc.ledger.faults import translated
from pdisc.ledger.folder import Folder
from pdisc.registers.lifts import MarkLifted
from pdisc.registers.refusals import RefusalNoted
from pdisc.registers.rulings import TABLE, Ruling
from pdisc.registers.written import Insert, Update

RULING = TABLE.insert(
    Ruling(seq=1, code="1.1.1", duty="2026-Q3", to=None, by="测试书记", reason="测试", on=TODAY)
)


@contextmanager
def a_writer(run: Office) -> Iterator[Writer]:
    with writing(Folder(run.ledger), now=NOW) as writer:
        yield writer


def rulings(run: Office) -> int:
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM ruling").fetchone()[0])


def test_a_whole_row_is_written(run: Office) -> None:
    with a_writer(run) as writer:
        writer.write([RULING])

    assert rulings(run) == 1


@pytest.mark.parametrize("left_out", ["until", "seq", "reason"])
def test_a_row_without_one_of_its_columns_is_a_fault_and_nothing_is_kept(
    run: Office, left_out: str
) -> None:
    less = {name: value for name, value in RULING.values.items() if name != left_out}
    partial = Insert(RULING.key, less)

    with pytest.raises(Misprojected, match="ruling"), a_writer(run) as writer:
        writer.write([partial])

    assert rulings(run) == 0


def test_a_change_of_a_row_that_is_not_there_is_a_fault_and_nothing_is_kept(run: Office) -> None:
    nobody = Update(("appointment", (99999,)), {"valid_until": "2026-12-31"})

    with pytest.raises(Misprojected, match="appointment"), a_writer(run) as writer:
        writer.write([RULING, nobody])

    assert rulings(run) == 0


def test_a_row_is_struck_and_one_that_is_not_there_is_a_fault(run: Office) -> None:
    with a_writer(run) as writer:
        writer.write([RULING])
    with a_writer(run) as writer:
        writer.write([TABLE.delete(1)])
    with pytest.raises(Misprojected, match="ruling"), a_writer(run) as writer:
        writer.write([TABLE.delete(1)])

    assert rulings(run) == 0


@pytest.mark.parametrize(
    "event",
    [
        RefusalNoted(act="审批", refusal="职权"),
        MarkLifted(code="1.1.1", document_number="测委〔2026〕1号", reason="测试"),
    ],
)
def test_what_is_no_step_never_keeps_a_disclosure_from_its_next_step(
    run: Office, event: RefusalNoted | MarkLifted
) -> None:
    number = run.propose()
    entry = Entry(
        seq=0,
        subject=number,
        by=SECRETARY,
        operator=PROPOSER,
        on=TODAY,
        recorded_at=NOW,
        late=False,
        event=event,
    )
    with a_writer(run) as writer:
        writer.append(entry)

    run.review(number)

    assert run.show(number)["state"] == "已审核"
    assert run.verify()["ok"] is True


@contextmanager
def counted(*wanted: str) -> Iterator[Counter[str]]:
    """Count the calls of some functions, by their qualified names."""
    calls: Counter[str] = Counter()

    def seen(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := frame.f_code.co_qualname) in wanted:
            calls[name] += 1

    sys.setprofile(seen)
    try:
        yield calls
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (("catalog", "confirm", "--all", "--by", SECRETARY), 300),
        (("nil", "1.1.1", "--for", "2026-Q3", "--reason", "测试没有", "--by", PROPOSER), 20),
        (("propose", "1.1.1", "--title", "题", "--content", "文", "--by", PROPOSER), 30),
    ],
)
def test_what_is_derived_is_derived_once_in_a_transaction_and_a_text_screened_once(
    run: Office, words: tuple[str, ...], texts: int
) -> None:
    derived = ("RuleBook.__init__", "house_rules", "Calendar.__init__")
    with counted(*derived, "marks") as calls:
        run.ok(*words)

    assert [calls[name] for name in derived] == [1, 1, 1]
    assert 0 < calls["marks"] < texts


def test_a_fault_of_the_program_is_not_told_as_damage_to_the_ledger(tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.ProgrammingError),
        translated(tmp_path),
    ):
        connection.execute("SELECT ?", ())
