"""What a database can't hold by our own writes ends a command with 7, told of verify, never 1."""

import sqlite3
from contextlib import closing

import pytest
from conftest import ALL_PASS, REVIEWER, Office
from test_replay import by_hand

Words = tuple[str, ...]

GONE = [
    ("review", "2026-0001", "--by", REVIEWER, *ALL_PASS),
    ("withdraw", "2026-0001", "--reason", "示例"),
    ("revise", "2026-0001", "--content", "改过的"),
]


@pytest.mark.parametrize("words", GONE)
def test_a_row_gone_from_a_projection_ends_no_write_as_a_fault_of_the_program(
    run: Office, words: Words
) -> None:
    run.propose()
    with by_hand(run.ledger) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM disclosure")
    before = contents(run)

    ran = run(*words)

    assert ran.code == 7, ran
    assert "没有记录任何内容" in ran.err
    assert "pdisc verify" in ran.err
    assert contents(run) == before
    assert run("verify").code == 9


READ = [("list",), ("due",), ("show", "2026-0001"), ("report",), ("staff", "list")]
WRITTEN = [
    ("propose", "1.1.1", "--title", "题", "--content", "文"),
    ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "无"),
]
STRANGE = [
    "UPDATE item SET channels = '藏'",
    "UPDATE item SET why = x'00ff'",
    "UPDATE item SET timing = '藏'",
    "UPDATE disclosure SET state = '藏', title = x'00ff'",
    "UPDATE disclosure SET planned_on = 5, channels = '藏'",
    "UPDATE setting SET valid_from = '藏'",
    "UPDATE appointment SET roles = '藏'",
    "UPDATE office SET since = x'00ff'",
]


@pytest.mark.parametrize("statement", STRANGE)
def test_a_cell_that_no_program_wrote_makes_no_command_a_fault(run: Office, statement: str) -> None:
    run.propose()
    with by_hand(run.ledger) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(statement)

    codes = {run(*words).code for words in READ + WRITTEN}

    assert 7 in codes
    assert codes <= {0, 3, 7}
    assert run("verify").code == 9


def contents(run: Office) -> list[str]:
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection:
        return list(connection.iterdump())
