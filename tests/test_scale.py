"""The ledger that `bench/scale.py build` makes is one that an office could have kept."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Office

from pdisc.clock import FixedClock
from pdisc.ledger.folder import Folder
from pdisc.ledger.reading import reading
from pdisc.words import Role, State

BENCH = Path(__file__).parent.parent / "bench"
SIZE = 150


def built(folder: Path) -> Office:
    """Return the office of a ledger that was built up to the day before the tests' clock."""
    words = ("build", folder, SIZE, "--today", "2026-11-24", "--dossiers", 3)
    subprocess.run([sys.executable, BENCH / "scale.py", *map(str, words)], check=True)
    return Office(folder, FixedClock(NOW))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return built(tmp_path_factory.mktemp("scale") / "台账")


def journal(office: Office) -> list[Any]:
    """Return all that was recorded, without what is drawn for each ledger."""
    with reading(Folder(office.ledger)) as ledger:
        found = [(x.kind, x.by, x.on, x.recorded_at, x.event) for x in ledger.event_records(None)]
    return [line for line in found if line[0] != "归档"]


def test_it_holds_so_many_disclosures_and_passes_verify(office: Office) -> None:
    found = office.ok("list", "--json").json["disclosures"]

    assert len(found) == SIZE
    assert office.verify()["ok"]


def test_it_ends_the_day_before_and_some_are_under_way(office: Office) -> None:
    states = Counter(each["state"] for each in office.ok("list", "--json").json["disclosures"])

    assert {*State} - {*states} <= {State.REFUSED}, "what was refused is filed in the end"
    assert states.total() - states[State.ARCHIVED] - states[State.WITHDRAWN] == SIZE // 4
    assert office.ok("due", "--json").json["on"] == "2026-11-24"


def test_a_person_stands_in_each_role(office: Office) -> None:
    staff = office.ok("staff", "list", "--json").json["staff"]

    assert {role for person in staff for role in person["roles"]} == {*Role}


def test_the_same_days_give_the_same_office(office: Office, tmp_path: Path) -> None:
    assert journal(built(tmp_path / "台账")) == journal(office)


def test_figures_go_between_the_marks_of_their_section(tmp_path: Path) -> None:
    page = tmp_path / "页.md"
    page.write_text("上\n<!-- a -->\n旧\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\n", encoding="utf-8")
    call = "import sys, pathlib, page; page.write('a', '新', pathlib.Path(sys.argv[1]))"

    subprocess.run([sys.executable, "-c", call, page], cwd=BENCH, check=True)

    written = "上\n<!-- a -->\n\n新\n\n<!-- /a -->\n<!-- b -->\n<!-- /b -->\n"
    assert page.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("section", ["startup", "scale", "site", "paper"])
def test_the_page_has_a_section_for_each_benchmark(section: str) -> None:
    text = (BENCH.parent / "docs" / "performance.md").read_text(encoding="utf-8")

    assert f"<!-- {section} -->\n" in text.partition(f"<!-- /{section} -->\n")[0]
