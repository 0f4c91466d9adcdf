"""What the program before the third generation of guards recorded stays lawful, and goes on.

`tests/data/ledger-guards-2.tar.xz` was kept by the program of commit 108ada1: counted from today,
four items changed on the same day, the beginning moved back a week later; then 无事项, 期初 and
提出 for windows of a version that was recorded first and never held, and as of June a proposal with
the defaults of such a version, and a review that confirmed the scope of one: thereby it came back.
"""

from pathlib import Path

import pytest
from conftest import SECRETARY, Office
from kept_ledgers import office_of
from test_guards_of_their_time import bodies, by_hand_made, told_of_today_s

from pdisc.events.entry import GUARDS


@pytest.fixture
def earlier(tmp_path: Path) -> Office:
    """Return today's program on the ledger of the earlier one, on its last day."""
    office = office_of("ledger-guards-2", tmp_path)
    office.on("2026-12-01")
    return office


def test_it_verifies_as_it_was_made(earlier: Office) -> None:
    assert {line.get("guards") for line in bodies(earlier)} == {2}

    verified = earlier.verify()

    assert verified["ok"], verified


def test_it_goes_on_under_the_guards_of_today(earlier: Office) -> None:
    before = len(bodies(earlier))
    earlier.publish("2026-0002")
    earlier.approve("2026-0004")
    earlier.ok("nil", "3.4.1", "--for", "2026-H1", "--reason", "没有此类事项")
    earlier.ok("opening", "--all-owed", "--reason", "按纸质台账", "--by", SECRETARY)

    made = [line for line in bodies(earlier)[before:] if by_hand_made(line)]
    assert {line.get("guards") for line in made} == {GUARDS}
    assert earlier.verify()["ok"]


@pytest.mark.parametrize(
    "words",
    [
        ("nil", "3.4.1", "--for", "2026-Q1", "--reason", "没有"),
        ("propose", "3.4.1", "--for", "2026-Q2", "--title", "题", "--content", "文"),
        ("opening", "3.4.1", "--for", "2026-Q2", "--reason", "按纸质台账", "--by", SECRETARY),
    ],
)
def test_today_nobody_records_there_what_only_was_recorded_once(
    earlier: Office, words: tuple[str, ...]
) -> None:
    assert "不是它的期次" in earlier(*words).err


def test_the_same_entries_would_be_told_if_todays_program_had_made_them(earlier: Office) -> None:
    said = told_of_today_s(earlier)

    for each in (
        "“2026年二季度”不是它的期次",
        "“2026年三季度”不是它的期次",
        "“2026年一季度”不是它的期次",
        "按当时的规定办不出这样的方案",
        "没有“审批”职责，不能登记目录",
    ):
        assert each in said, said
