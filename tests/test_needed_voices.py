"""What is due follows from the requests and opinions that are still open: the rest isn't read."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, TODAY, Office
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples
from story import NUMBER
from voiced import DAY, Told, answered, decided, received, said, settled, tell
from voiced_histories import histories

from pdisc.clock import FixedClock
from pdisc.dates.periods import Period
from pdisc.due.compute import obligations
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.reading import Reading
from pdisc.registers.facts import Facts
from pdisc.registers.opinions import Opinion, OpinionGiver, OpinionStep
from pdisc.registers.requests import Petitioner, Request, RequestStep
from pdisc.report.summary import make_report
from pdisc.schedule import weekly
from pdisc.values.voice_kinds import RequestOutcome


@pytest.fixture(scope="module")
def published(template_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger in which one disclosure is out, made once."""
    ledger = Path(shutil.copytree(template_ledger, tmp_path_factory.mktemp("out") / "台账"))
    office = Office(ledger, FixedClock(NOW - timedelta(minutes=1)))
    assert office.walk_every_step("已公开", "1.1.1") == NUMBER
    return ledger


def copied(published: Path, home: Path) -> Office:
    return Office(Path(shutil.copytree(published, home / "台账")), FixedClock(NOW))


@settings(max_examples=examples(40))
@given(histories(), st.lists(st.integers(-1, 120), min_size=1, max_size=4))
def test_the_week_and_a_report_follow_from_what_is_open(
    published: Path,
    tmp_path_factory: pytest.TempPathFactory,
    history: list[Told],
    days: list[int],
) -> None:
    office = copied(published, tmp_path_factory.mktemp("law"))
    tell(office, *history)
    with reading(Folder(office.ledger)) as connection:
        ledger = Reading(connection)
        for on in (TODAY + number * DAY for number in days):
            whole, some = ledger.facts.known(on=on), ledger.facts_on(on).known(on=on)
            assert weekly(some, on=on, within=14) == weekly(whole, on=on, within=14)
            period = Period(start=TODAY, end=on + 9 * DAY, name="期")
            some = ledger.facts_on(on, within=period).known(on=on)

            def report(known: Facts, period: Period = period) -> object:
                until = period.end + 400 * DAY
                as_of = period.end - 9 * DAY
                duties = obligations(known, on=as_of, until=until)
                return make_report(known, duties, period=period, as_of=as_of)

            assert report(some) == report(whole)


def test_what_was_said_about_what_is_filed_is_not_read(published: Path, tmp_path: Path) -> None:
    office = copied(published, tmp_path)
    names = [f"{NUMBER}-Y{place}" for place in range(1, 31)]
    tell(office, *(Told(name, event) for name in names for event in (said(), settled())))
    office.on("2026-12-10")
    office.ok("archive", NUMBER)
    tell(office, Told(f"{NUMBER}-Y31", said()))
    with reading(Folder(office.ledger)) as connection:
        some = Reading(connection).facts_on(TODAY + 30 * DAY)

    assert [each.id for each in some.of(Opinion)] == [f"{NUMBER}-Y31"]
    assert not some.of(OpinionStep)


def test_what_was_answered_is_not_read_nor_who_it_was_but_all_that_filing_counts(
    published: Path, tmp_path: Path
) -> None:
    office = copied(published, tmp_path)
    many: list[Told] = []
    for place in range(1, 31):
        name, opinion = f"2026-D{place:03d}", f"{NUMBER}-Y{place}"
        granted = decided(RequestOutcome.PUBLIC, disclosure=NUMBER)
        many += [Told(name, event) for event in (received(name="示例甲"), granted)]
        many += [Told(name, answered(name))] if place > 2 else []
        many += [Told(opinion, said(giver="示例乙"))]
        many += [Told(opinion, settled())] if place > 2 else []
    tell(office, *many)
    with reading(Folder(office.ledger)) as connection:
        some = Reading(connection).facts_on(TODAY)

    assert (len(some.of(Request)), len(some.of(RequestStep))) == (2, 2)
    assert (len(some.of(Opinion)), len(some.of(OpinionStep))) == (30, 28)
    assert not some.of(Petitioner)
    assert not some.of(OpinionGiver)
