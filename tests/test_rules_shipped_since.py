"""Rules that were shipped after a ledger was made can be set on it all the same."""

import sqlite3
from contextlib import closing

from conftest import PROPOSER, SECRETARY, Office

from pdisc.catalog.seed import shipped_rules
from pdisc.rules import SHIPPED_SINCE

NUMBER = "13895012345"


def forget(run: Office, name: str) -> None:
    """Make the ledger one that was opened before a rule was shipped (its tables, for reading)."""
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection, connection:
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def test_a_rule_that_the_ledger_doesn_t_know_yet_can_be_set(run: Office) -> None:
    forget(run, "本单位号码")
    number = run.propose("1.1.1", "--content", f"值班手机{NUMBER}")
    assert [each["kind"] for each in run.show(number)["findings"]] == ["手机号"]

    run.ok("config", "set", "本单位号码", NUMBER, "--by", SECRETARY, "--basis", "测试")

    again = run.propose("1.1.1", "--content", f"值班手机{NUMBER}")
    assert run.show(again)["findings"] == []


def test_a_name_that_no_rule_bears_is_still_not_found(run: Office) -> None:
    assert run("config", "set", "本单位号吗", "1", "--by", PROPOSER).code in (3, 4)
    assert run("config", "set", "本单位号吗", "1", "--by", SECRETARY).code == 4


def test_what_an_older_ledger_doesn_t_know_is_answered_by_what_was_shipped(run: Office) -> None:
    shipped = {rule.name: rule.value for rule in shipped_rules()}
    assert {name: shipped[name] for name in SHIPPED_SINCE} == SHIPPED_SINCE
    before = run.ok("due", "--on", "2027-04-02", "--json").out
    for name in SHIPPED_SINCE:
        forget(run, name)
    assert run.ok("due", "--on", "2027-04-02", "--json").out == before
