"""What the program before the second generation of guards recorded stays lawful, and goes on.

`tests/data/ledger-guards-1.tar.xz` was kept by the program of commit 37c2f9b: 无事项 while a window
lasts, before the ledger's beginning, over what is in hand and after a 豁免; proposals for windows
before that beginning and for offices of nobody; 公开栏 filed on the day of posting; 党内 narrowed
to 党内:本单位; one hand that reviews and approves; a scope that no channel reaches.
"""

from pathlib import Path

import pytest
from conftest import PROPOSER, Office
from kept_ledgers import office_of
from test_guards_of_their_time import bodies, by_hand_made, told_of_today_s

from pdisc.events.entry import GUARDS


@pytest.fixture
def earlier(tmp_path: Path) -> Office:
    """Return today's program on the ledger of the earlier one, after its last day."""
    return office_of("ledger-guards-1", tmp_path)


def test_it_verifies_as_it_was_made(earlier: Office) -> None:
    assert {line.get("guards") for line in bodies(earlier)} == {1}

    verified = earlier.verify()

    assert verified["ok"], verified


def test_it_goes_on_under_the_guards_of_today(earlier: Office) -> None:
    before = len(bodies(earlier))
    for number in ("2026-0001", "2026-0002", "2026-0005", "2026-0013"):
        earlier.review(number)
        earlier.approve(number)
    earlier.publish("2026-0013")
    earlier.publish("2026-0012")
    earlier.publish("2026-0010")
    earlier.archive("2026-0009")
    earlier.ok("correct", "2026-0004", "--content", "再次更正", "--by", PROPOSER)
    earlier.ok("revise", "2026-0003", "--content", "改过", "--by", PROPOSER)
    earlier.walk("已归档")

    made = [line for line in bodies(earlier)[before:] if by_hand_made(line)]
    assert {line.get("guards") for line in made} == {GUARDS}
    assert earlier.verify()["ok"]


@pytest.mark.parametrize(
    "words",
    [
        ("nil", "3.5.2", "--for", "2026", "--reason", "没有"),
        ("nil", "2.2.2", "--for", "2026-Q2", "--reason", "没有"),
        ("nil", "3.5.1", "--for", "2026-Q3", "--reason", "没有"),
        ("propose", "3.4.1", "--for", "2026-Q1", "--title", "题", "--content", "文"),
        ("revise", "2026-0014", "--for", "2026-Q1"),
    ],
)
def test_today_nobody_records_there_what_only_was_recorded_once(
    earlier: Office, words: tuple[str, ...]
) -> None:
    assert earlier(*words, "--by", PROPOSER).code == 3


def test_the_same_entries_would_be_told_if_todays_program_had_made_them(earlier: Office) -> None:
    said = told_of_today_s(earlier)

    for each in (
        "2026年三季度到 2026-09-30 才满",
        "2026年一季度在台账起算日 2026-07-01 以前",
        "2026年二季度在台账起算日 2026-07-01 以前",
        "至少要挂到 2026-09-08",
        "不是收窄",
    ):
        assert each in said, each
