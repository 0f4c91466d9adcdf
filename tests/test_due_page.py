"""The weekly check on a screen: a matter once, what moves first, a screenful, equal counts."""

import re

import pytest
from conftest import REVIEWER, SECRETARY, Office
from hypothesis import given
from hypothesis import strategies as st
from test_terminal import look

from pdisc.sheets.page import Block, fitted, height
from pdisc.text import cell_width


@pytest.fixture
def indebted(run: Office) -> Office:
    """Return an office with old debts, one of them proposed late, some demanded."""
    run.on("2027-05-10")
    run.propose("1.1.1", "--for", "2027-Q1")
    run.propose("1.1.2", "--for", "2027-Q1")
    run.review("2027-0002")
    run.ok("urge", "1.3.1", "--to", "2027-05-14", "--by", SECRETARY)
    run.ok("urge", "2027-0001", "--to", "2027-05-14", "--by", SECRETARY)
    return run


@pytest.fixture(autouse=True)
def a_small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")


def test_a_matter_in_hand_that_is_owed_and_demanded_stands_once(indebted: Office) -> None:
    found = indebted.ok("due", "--json").json
    rows = [row for rows in found.values() if isinstance(rows, list) for row in rows]
    assert sum(row.get("number") == "2027-0001" for row in rows) > 2

    said = indebted.ok("due", "--all").out

    assert said.count("· 2027-0001") == 1
    assert said.count("· 2027-0002") == 1
    line = next(text for text in said.splitlines() if text.startswith("〔审核〕"))
    assert "督促最迟 2027-05-14" in line
    assert "定期最迟 2027-04-" in line
    assert "逾期" in line, "what it answers is late, whatever the step"


def test_old_debts_are_one_line_an_item_with_its_windows_side_by_side(run: Office) -> None:
    run.on("2026-12-26")
    said = run.ok("due").out

    (line,) = (text for text in said.splitlines() if text.startswith("  2.1.1 "))
    assert "2026年一季度、二季度、三季度" in line
    assert line.endswith("找：办公室")
    assert cell_width(line) <= 80
    run.on("2027-05-10")
    assert "  2.1.1 " in run.ok("due").out
    assert "2026年一季度起5期" in run.ok("due").out


def test_with_all_every_debt_has_its_reason_and_its_command(indebted: Office) -> None:
    found = indebted.ok("due", "--json").json
    said = indebted.ok("due", "--all").out

    for row in found["overdue"]:
        assert row["why"] in said
        assert row["next"] in said


def test_every_count_of_a_page_agrees_with_every_other(indebted: Office) -> None:
    short, whole, today = (indebted.ok(*words).out for words in (["due"], ["due", "--all"], []))
    since = indebted.ok("due", "--since", "2027-05-01").out

    late = [re.findall(r"逾期(\d+)件", text)[:1] for text in (short, whole, today, since)]
    assert late[0]
    assert late == late[:1] * 4
    told = dict(re.findall(r"(\S+?)(\d+)件", whole.splitlines()[1].replace("（其中未办", "　未办")))
    headings = re.findall(r"^(\S+?)(?:（.*）)?：(\d+)件", whole, re.MULTILINE)
    for name, count in headings:
        key = {"逾期未办": "未办", "已督促，还没有答复": "督促"}.get(name, name)
        assert told.get(key.removesuffix("到期")) == count or told.get(key) == count, name
    matters = len(re.findall(r"^  · ", whole, re.MULTILINE))
    assert matters == sum(int(count) for _, count in headings)
    assert f"未办{told['未办']}件" in short


def test_on_a_terminal_due_is_at_most_a_screenful_and_says_what_it_leaves_out(
    indebted: Office,
) -> None:
    seen = look(indebted, "due", NO_COLOR="1").out

    taken = sum(max(1, -(-cell_width(line) // 80)) for line in seen.splitlines())
    assert taken <= 23
    assert "条没有列出" in seen
    assert "pdisc due --all" in seen
    assert "· 2027-0001" in seen, "what moves comes before old debts"
    whole = look(indebted, "due", "--all", NO_COLOR="1").out
    assert len(whole.splitlines()) > 60


def test_today_shows_what_moves_and_counts_old_debts_in_one_line(indebted: Office) -> None:
    seen = look(indebted, NO_COLOR="1").out

    assert "2027-0001" in seen
    assert REVIEWER in seen
    assert len([line for line in seen.splitlines() if line.startswith("逾期未办")]) == 1
    assert "2.1.1" not in seen
    taken = sum(max(1, -(-cell_width(line) // 80)) for line in seen.splitlines())
    assert taken <= 23


def test_a_running_notice_waits_and_is_not_to_be_archived_too(run: Office) -> None:
    run.propose("1.3.3", "--occurred", "2026-11-23", "--public-notice")
    run.review("2026-0001")
    run.approve("2026-0001")
    run.publish("2026-0001")

    said = run.ok("due").out

    assert said.count("2026-0001　") == 1
    assert "等待（在外单位或公示期内，不计逾期）：1件" in said
    assert "待归档" not in said


def test_what_is_owed_at_all_times_is_told_how_it_is_answered_not_for_a_window(
    run: Office,
) -> None:
    run.on("2026-02-02")
    said = run.ok("due").out
    assert "  3.5.1 " in said
    ways = next(line for line in said.splitlines() if line.startswith("  固定的，还没有公开"))
    assert "--for" not in ways

    hung = ("--on", "2026-01-05", "--channel", "公开栏", "--place", "一楼", "--by", SECRETARY)
    _, opening = ways.split("早就挂着：pdisc ")
    assert opening.split()[:2] == ["opening", "编号"]
    assert set(opening.split()) >= {"--on", "--channel", "--place", "--by", SECRETARY}
    run.ok("opening", "3.5.1", *hung)
    run.propose("5.1.1")

    left = run.ok("due").out
    assert "  3.5.1 " not in left
    refused = run("nil", "3.1.1", "--for", "2026-Q1", "--reason", "没有这类事")
    assert refused.code == 3
    assert "早就挂着的：pdisc opening 3.1.1 --on " in refused.err
    assert "还没有公开的：pdisc propose 3.1.1 --title " in refused.err


BLOCKS = st.lists(
    st.builds(
        Block,
        st.just("标题：几件"),
        st.lists(st.lists(st.text("字a", max_size=50), min_size=1, max_size=3).map(tuple)).map(
            tuple
        ),
        st.sampled_from([(), ("脚注",), ("脚注", "再一行")]),
    ),
    max_size=6,
)


@given(blocks=BLOCKS, lines=st.integers(24, 60), width=st.integers(20, 80))
def test_a_page_never_takes_more_than_it_has_and_counts_the_rest(
    blocks: list[Block], lines: int, width: int
) -> None:
    shown = fitted(blocks, lines=lines, width=width)

    taken = sum(
        1
        + sum(height(entry, width) for entry in part.entries)
        + (1 if part.more else 0)
        + len(part.block.foot)
        for part in shown
    )
    assert taken <= lines
    for part in shown:
        assert part.entries == part.block.entries[: len(part.entries)]
        assert len(part.entries) + part.more == len(part.block.entries)
