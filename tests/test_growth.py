"""What a question asks of the database doesn't grow with what has been settled.

Counted are the steps of SQLite's virtual machine, which are the same on every machine, on two
ledgers of equally many open disclosures: no time is measured here, `bench/scale.py` does that.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from test_scale import BENCH

from pdisc.ledger.reading import Reading
from pdisc.services import cleared_lookup, lookup, weekly
from pdisc.words import Audience

SMALL, LARGE = 400, 1600
DAY = date(2026, 11, 24)
FILED = "2026-0001"


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Return two ledgers over the same eleven years, with forty disclosures under way in each."""
    made = {}
    for size in (SMALL, LARGE):
        made[size] = tmp_path_factory.mktemp("growth") / f"{size}"
        words = ("build", made[size], size, "--today", DAY, "--dossiers", 0)
        subprocess.run([sys.executable, BENCH / "scale.py", *map(str, words)], check=True)
    return made


class Question:
    """What is asked, of a ledger and one disclosure in it, and how much it may grow."""

    def __init__(self, asked: Callable[[Reading, str], object], growth: float = 1.1) -> None:
        self.asked = asked
        self.growth = growth


QUESTIONS = {
    # The larger ledger has answered twice as many windows; of each, one answer is looked up.
    "due": Question(lambda r, n: weekly.check(r, weekly.CheckQuestion(on=DAY)), growth=2.0),
    "list --limit": Question(lambda r, n: lookup.listed(r, limit=20)),
    "list for others": Question(
        lambda r, n: cleared_lookup.listed(r, Audience.SOCIETY, limit=5, counted=False)
    ),
    "show": Question(lambda r, n: r.detail(n)),
    "log N": Question(lambda r, n: r.event_records(n)),
    "the next number": Question(lambda r, n: r.next_number(2026)),
    "the next public number": Question(lambda r, n: r.last_public_places()),
    "the next 件号": Question(lambda r, n: r.pieces()),
    "the end of the journal": Question(lambda r, n: r.head()),
    "whether there was nothing": Question(lambda r, n: r.nil_on("1.1.2", "2026-Q3")),
    "whether it is in force": Question(lambda r, n: r.in_force("1.2.1", DAY)),
}


def steps(folder: Path, asked: Callable[[Reading, str], object]) -> int:
    """Return how many steps a question takes, besides reading the registers that stay small."""
    made = 0

    def step() -> None:
        nonlocal made
        made += 1

    database = f"{(folder / 'ledger.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(database, uri=True, isolation_level=None)) as connection:
        reading = Reading(connection)
        assert reading.registers.items
        connection.set_progress_handler(step, 1)
        asked(reading, FILED)
    return made


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_as_long_in_a_large_ledger(ledgers: dict[int, Path], name: str) -> None:
    question = QUESTIONS[name]

    small, large = (steps(ledgers[size], question.asked) for size in (SMALL, LARGE))

    assert 0 < large < question.growth * small
