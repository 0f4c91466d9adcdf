"""What verify sees in a perfect chain that tells of 作废 and 期初 as no command would."""

import json
from collections.abc import Callable

import msgspec
import pytest
from conftest import REVIEWER, SECRETARY, Office
from test_replay import forge, with_event

from pdisc.ledger.journal import JournalLine

Change = Callable[[JournalLine, list[JournalLine]], JournalLine]

SIGNED = ("--by", SECRETARY)
NUMBERS = "收回的对外编号不是当时该收回的"


def forged(run: Office, kind: str, change: Change) -> set[str]:
    """Change the last entry of a kind, the chain with it; return what verify finds illegal."""

    def of_all(lines: list[JournalLine]) -> list[JournalLine]:
        place = max(at for at, line in enumerate(lines) if line.kind == kind)
        lines[place] = change(lines[place], lines)
        return lines

    assert run.verify()["ok"] is True
    forge(run.ledger, of_all)
    told = (each["what"] for each in run.verify()["problems"])
    return {what.partition("：")[2] for what in told if what.startswith("不合规定")}


def entry_in(line: JournalLine) -> int:
    return int(json.loads(line.body or "")["event"]["entry"])


def annulled(run: Office, number: str) -> None:
    """Take back each publication of a disclosure."""
    for each in run.show(number)["publications"]:
        run.ok("annul", str(each["seq"]), "--reason", "登记错了", *SIGNED)


@pytest.fixture
def two(run: Office) -> tuple[str, str]:
    """Return two disclosures that society knows as 公1 and 公2."""
    first = run.walk_every_step("已公开", "2.2.2", "--for", "2026-Q3")
    return first, run.walk_every_step("已公开", "2.2.3", "--for", "2026-Q3")


def test_a_number_that_should_have_gone_back_is_missed(run: Office, two: tuple[str, str]) -> None:
    annulled(run, two[1])
    assert forged(run, "作废", lambda line, _: with_event(line, numbers={})) == {NUMBERS}


@pytest.mark.parametrize("place", [1, 2])
def test_a_number_after_which_others_came_goes_not_back(
    run: Office, two: tuple[str, str], place: int
) -> None:
    annulled(run, two[0])
    invented = {"社会": place, "党内": place}
    assert NUMBERS in forged(run, "作废", lambda line, _: with_event(line, numbers=invented))


def test_numbers_that_went_back_and_were_given_anew_are_lawful(
    run: Office, two: tuple[str, str]
) -> None:
    first, second = two
    annulled(run, first)
    annulled(run, second)
    run.publish(first)
    annulled(run, first)
    run.publish(second)
    run.publish(first)
    assert run.verify()["ok"] is True
    assert [run.show(each)["public_number"] for each in two] == ["公2", "公1"]


def test_what_was_no_publication_has_no_number_to_give_back(run: Office) -> None:
    nil = run.ok("nil", "3.2.1", "--for", "2026-Q3", "--reason", "没有此类事项", "--json").json
    run.ok("annul", str(nil["seq"]), "--reason", "登记错了")
    said = forged(run, "作废", lambda line, _: with_event(line, numbers={"社会": 1}))
    assert said == {f"第{nil['seq']}条不是公开，没有编号可收回"}


def test_nothing_is_annulled_twice_nor_by_anybody(run: Office, two: tuple[str, str]) -> None:
    annulled(run, two[0])
    twice = forged(
        run, "作废", lambda line, lines: with_event(line, entry=entry_in(lines[line.seq - 2]))
    )
    assert any("以前已经作废" in each for each in twice)


def test_a_stranger_annuls_nothing(run: Office, two: tuple[str, str]) -> None:
    annulled(run, two[0])
    said = forged(run, "作废", lambda line, _: msgspec.structs.replace(line, decider=REVIEWER))
    assert any("没有“审批”职责" in each for each in said)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "1.3.3"}, "期初要么写期次"),
        ({"code": "9.9.9"}, "目录里没有编号"),
        ({"channels": []}, "期初要么写期次"),
        ({"channels": ["广播"]}, "没有“广播”"),
        ({"channels": ["公开栏 "]}, "不是规定的写法"),
        ({"windows": ["2026-Q1"]}, "没有“2026年一季度”"),
    ],
)
def test_an_opening_entry_fits_its_item(run: Office, changes: dict[str, object], told: str) -> None:
    hung = ("--channel", "公开栏", "--place", "一楼大厅")
    run.ok("opening", "3.5.1", "--on", "2025-03-02", *hung, *SIGNED)
    said = forged(run, "期初", lambda line, _: with_event(line, **changes))
    assert any(told in each for each in said), said


def test_windows_on_paper_are_those_of_the_item(run: Office) -> None:
    run.ok("opening", "1.1.1", "--for", "2026-Q1", "--reason", "纸上办过", *SIGNED)
    said = forged(run, "期初", lambda line, _: with_event(line, windows=["2026-07"]))
    assert any("不是它的期次" in each for each in said), said
