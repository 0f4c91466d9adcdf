"""What the journal tells of a disclosure is what the tables tell, for those who asked about it."""

from datetime import timedelta

import pytest
from conftest import PROPOSER, TODAY, Office

from pdisc.audience import out_to
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.lines import entries
from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem
from pdisc.steps.disclosure import Disclosure
from pdisc.voices.disclosed import disclosed_of, filed_seq
from pdisc.words import Audience, State
from pdisc.workflow import replayed

OUTSIDE = (Audience.PARTY, Audience.SOCIETY)


def told_alike(run: Office, number: str) -> Disclosure:
    """Hold the journal's disclosure against the tables on several days; return it."""
    then: Disclosure | None = None
    with reading(Folder(run.ledger)) as connection:
        for entry in entries(connection, number):
            then = replayed(then, entry)
        assert then is not None
        ledger = Reading(connection)
        for days in (-1, 0, 1, 30):
            on = TODAY + timedelta(days=days)
            assert ledger.disclosed((number,), on) == (disclosed_of(then, on),)
        versions = ledger.registers.versions(then.code)
        seen = {each for each in OUTSIDE if ledger.cleared(each).sees(number)}
    assert out_to(then, versions) == seen
    return then


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("code", ["1.1.1", "1.3.1"])
def test_in_every_state(run: Office, state: State, code: str) -> None:
    number = run.walk(state, code)
    then = told_alike(run, number)
    assert (filed_seq(then) is not None) == (state is State.ARCHIVED)
    assert disclosed_of(then, TODAY).live == (state not in (State.WITHDRAWN, State.REFUSED))


def test_taken_down(run: Office) -> None:
    number = run.walk("已公开")
    for channel in ("公开栏", "网站"):
        down = ("--channel", channel, "--reason", "提前撤下", "--by", PROPOSER)
        run.ok("takedown", number, *down)
        told_alike(run, number)


def test_a_public_notice(run: Office) -> None:
    told_alike(run, run.walk("已公开", "2.2.2", "--for", "2026-Q3", "--public-notice"))


def test_narrowed_since(run: Office) -> None:
    number = run.walk("已公开")
    assert out_to(told_alike(run, number), _versions(run)) == set(OUTSIDE)
    run.ok("catalog", "set", "1.1.1", "--scope", "党内", "--reason", "收窄")
    assert out_to(told_alike(run, number), _versions(run)) == {Audience.PARTY}


def _versions(run: Office) -> tuple[CatalogItem, ...]:
    with reading(Folder(run.ledger)) as connection:
        return Reading(connection).registers.versions("1.1.1")


def test_nobody_knows_what_there_is_not() -> None:
    assert filed_seq(None) is None
