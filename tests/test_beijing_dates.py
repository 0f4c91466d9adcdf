"""No business date depends on the time zone of the machine, only on the clock in Beijing."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Office

from pdisc.clock import BEIJING

ZONES = (
    "Etc/GMT+12",
    "America/New_York",
    "UTC",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Pacific/Auckland",
    "Etc/GMT-14",
)
"""From UTC−12 to UTC+14, with summer time (New York, Berlin, Auckland) and without."""
BEFORE_MIDNIGHT = datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 9, 30, 16, tzinfo=UTC)
INSTANTS = (
    (BEFORE_MIDNIGHT, date(2026, 9, 30)),
    (MIDNIGHT, date(2026, 10, 1)),
    (datetime(2026, 12, 31, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 12, 31)),
    (datetime(2026, 12, 31, 16, tzinfo=UTC), date(2027, 1, 1)),
    (datetime(2028, 2, 28, 16, tzinfo=UTC), date(2028, 2, 29)),
    (datetime(2026, 3, 8, 7, 30, tzinfo=UTC), date(2026, 3, 8)),  # New York's summer begins
)


@pytest.fixture(scope="module")
def filled(new_office: Callable[[], Office]) -> Office:
    """Return an office on whose lists something stands, made once."""
    run = new_office()
    run.on("2026-09-29")
    run.walk("已公开", "1.1.1", "--for", "2026-Q2")
    run.walk("报批中", "1.3.3", "--occurred", "2026-09-01")
    run.walk("已审核", "3.5.1")
    run.on("2026-11-24")
    return run


@pytest.fixture
def busy(filled: Office, tmp_path: Path) -> Office:
    """Return this test's own office on whose lists something stands."""
    return filled.copy(tmp_path)


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set this process's time zone, and set it back."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets its time zone for all processes at once")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield str(request.param)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("zone", ZONES, indirect=True)
def test_at_every_instant_the_business_date_is_beijing_s(zone: str, run: Office) -> None:
    for instant, day in INSTANTS:
        run.clock.instant = instant
        assert run.ok("due", "--json").json["on"] == day.isoformat(), zone
        made = run.ok("report", "--json").json
        assert (made["as_of"], made["from"]) == (day.isoformat(), f"{day.year}-01-01")


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "America/New_York", "Etc/GMT-14"], indirect=True)
def test_what_is_recorded_around_midnight_bears_the_day_in_beijing(zone: str, run: Office) -> None:
    for instant, day in ((BEFORE_MIDNIGHT, "2026-09-30"), (MIDNIGHT, "2026-10-01")):
        run.clock.instant = instant
        (step,) = run.show(run.propose())["steps"]
        assert step["on"] == day, zone
        assert datetime.fromisoformat(step["recorded_at"]) == instant
        run.ok("occurred", "1.3.3", "--note", "有事")
        kept = run.ok("due", "--json", "--within", "90").json["upcoming"]
        assert day in [row["for"] for row in kept if row["code"] == "1.3.3"]


def test_a_day_later_than_beijing_s_is_refused_until_midnight(run: Office) -> None:
    words = ("propose", "1.1.1", "--title", "题", "--content", "文", "--on", "2026-10-01")
    run.clock.instant = BEFORE_MIDNIGHT
    assert run(*words).code == 3
    run.clock.instant = MIDNIGHT
    assert run(*words).code == 0


def alone(run: Office, zone: str, *words: str) -> bytes:
    """Run a command in a process of its own under a time zone."""
    done = subprocess.run(
        [sys.executable, "-m", "pdisc", *words],
        env={**os.environ, "PDISC_LEDGER": str(run.ledger), "TZ": zone},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_due_and_report_are_the_same_bytes_in_every_zone(busy: Office) -> None:
    for words in (
        ("due", "--on", "2026-11-24", "--json"),
        ("report", "--year", "2026", "--as-of", "2026-11-24", "--json"),
    ):
        said = {zone: alone(busy, zone, *words) for zone in ZONES}
        assert set(said.values()) == {busy.ok(*words).out.encode()}


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "America/New_York", "Etc/GMT-14"])
def test_today_is_today_in_beijing_by_the_machine_s_clock(busy: Office, zone: str) -> None:
    def today() -> str:
        return datetime.now(BEIJING).date().isoformat()

    before = today()
    on = json.loads(alone(busy, zone, "due", "--json"))["on"]
    as_of = json.loads(alone(busy, zone, "report", "--json"))["as_of"]
    assert before <= on <= as_of <= today()


def test_the_days_between_two_instants_are_counted_in_beijing(busy: Office) -> None:
    busy.clock.instant = MIDNIGHT - timedelta(seconds=1)
    before = busy.ok("due", "--json").out
    busy.clock.instant = MIDNIGHT
    after = busy.ok("due", "--json").out
    assert before == busy.ok("due", "--on", "2026-09-30", "--json").out
    assert after == busy.ok("due", "--on", "2026-10-01", "--json").out
    assert before != after
