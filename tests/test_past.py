"""--as-of: what was printed on a day is printed again, whatever was recorded since."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import (
    COMMITTEE,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    TODAY,
    Office,
)

from pdisc.dates.periods import Period
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.past import as_recorded
from pdisc.ledger.projection import primary_keys
from pdisc.ledger.reading import Reading
from pdisc.ledger.tables import GUARDED
from pdisc.words import Audience

LATE = ("--late-reason", "停电")


def said(run: Office, *words: str) -> tuple[Any, Any]:
    """Return the weekly check and the report, without what names the day of asking."""
    due = run.ok("due", "--json", *words).json
    report = run.ok("report", "--year", "2026", "--json", *words).json
    for document in (due, report):
        document.pop("as_of")
        document.pop("receipt", None)
    return due, report


def year(run: Office, folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return what was done on each day: every kind of entry that can change an answer."""
    own = folder / "本单位.yaml"
    own.write_text("off: [{day: 2026-12-28, name: 本单位放假}]", encoding="utf-8")
    ruling = ("--reason", "机构改革", "--by", SECRETARY)
    review = ("--by", REVIEWER, "--necessity", "通过", "--accuracy", "通过")
    passed = (*review, "--secrecy", "通过", "--privacy", "通过")
    plan = ("--title", "题", "--content", "文")
    missing = ("--reason", "写不清要哪一年的", "--by", SECRETARY)
    right = ("--rectify", "改正", "--to", PROPOSER, "--due", "2026-12-20")
    return {
        "2026-11-25": [
            ("propose", "1.1.1", *plan),
            ("propose", "1.3.3", "--occurred", "2026-11-23", *plan),
        ],
        "2026-11-26": [
            ("revise", "2026-0001", "--for", "2026-Q3", "--planned", "2026-12-01"),
            ("review", "2026-0002", *passed),
            ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有"),
            ("request", "add", "--content", "食堂采购的价格", "--name", "示例甲"),
            ("request", "add", "--content", "食堂采购的合同"),
        ],
        "2026-11-27": [
            ("review", "2026-0001", *passed),
            ("approve", "2026-0002", "--by", COMMITTEE, "--drop-channel", "网站"),
            ("defer", "1.3.1", "--for", "2026-Q3", "--to", "2026-12-20", *ruling),
        ],
        "2026-11-30": [
            ("approve", "2026-0001", "--by", SECRETARY, "--escalate", "测试县委"),
            ("publish", "2026-0002", "--channel", "会议", "--place", "会议室"),
            ("opinion", "add", "2026-0002", "--content", "数字对不上", "--from", "示例乙"),
            ("request", "decide", "2026-D001", "--outcome", "补正", *missing),
            ("config", "set", "定期宽限", "30", "--from", "2026-12-01"),
        ],
        "2026-12-01": [
            ("staff", "close", SECOND_PROPOSER),
            ("staff", "add", "测试新人", "--office", "支部", "--role", "审核"),
            ("catalog", "set", "2.1.1", "--every", "每月", "--from", "2026-12-01"),
            ("waive", "2.2.1", "--for", "2026-Q3", *ruling),
            ("opinion", "assign", "2026-0002-Y1", "--to", PROPOSER),
            ("request", "supplement", "2026-D001"),
            ("request", "join", "2026-D002", "2026-D001"),
        ],
        "2026-12-02": [
            ("approve", "2026-0001", "--by", SUPERIOR, "--document-number", "测委〔2026〕1号"),
            ("urge", "2.2.2", "--by", SECRETARY),
            ("opinion", "settle", "2026-0002-Y1", "--result", "不属实", "--feedback", "已说明"),
            ("survey", "add", "2026-0002", "--group", "党员", "--counts", "9,3,1,2"),
            ("nil", "1.3.2", "--for", "2026-Q2", "--reason", "没有", "--on", "2026-07-06", *LATE),
        ],
        "2026-12-03": [
            ("publish", "2026-0001", "--channel", "公开栏", "--place", "一楼"),
            ("workdays", "own", str(own)),
            ("catalog", "retire", "4.7.1", "--reason", "不再承担"),
            (
                "request",
                "decide",
                "2026-D001",
                "--outcome",
                "不予公开",
                *missing,
                "--basis",
                "条例第八条",
            ),
        ],
        "2026-12-04": [
            ("takedown", "2026-0001", "--channel", "公开栏", "--reason", "有误"),
            ("nil", "2.2.2", "--for", "2026-Q3", "--reason", "没有"),
            ("staff", "close", REVIEWER),
            ("request", "answer", "2026-D001", "--content", "不予公开的答复"),
            ("opinion", "add", "2026-0002", "--content", "字太小", "--via", "意见箱"),
        ],
        "2026-12-07": [
            ("correct", "2026-0001", "--content", "更正"),
            ("opinion", "settle", "2026-0002-Y2", "--result", "采纳", "--feedback", "照改", *right),
            ("withdraw", "2026-0003", "--reason", "不用"),
        ],
    }


Said = dict[str, tuple[Any, Any]]


@pytest.fixture(scope="module")
def two_weeks(
    new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Office, Said, Path]:
    """Return a ledger after two weeks, what it said on each day, and where its days are kept."""
    run, days = new_office(), tmp_path_factory.mktemp("两周")
    then = {"2026-11-24": said(run)}
    shutil.copy(run.ledger / "ledger.db", days / "2026-11-24.db")
    for day, acts in year(run, days).items():
        run.on(day)
        for words in acts:
            run.ok(*words)
        then[day] = said(run)
        shutil.copy(run.ledger / "ledger.db", days / f"{day}.db")
    run.on("2027-03-01")
    return run, then, days


@pytest.fixture
def lived(two_weeks: tuple[Office, Said, Path], tmp_path: Path) -> tuple[Office, Said]:
    """Return this test's own copy of that ledger, and what was said at the end of each day.

    `tmp_path` holds its database as it was on each of the days.
    """
    run, then, days = two_weeks
    for day in then:
        shutil.copy(days / f"{day}.db", tmp_path)
    return run.copy(tmp_path), then


def tables(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Return all rows of all tables, in whatever order they lie."""
    return {
        name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=str)
        for name in (*GUARDED, *primary_keys())
    }


def test_what_was_said_on_a_day_is_said_again(
    lived: tuple[Office, Said],
) -> None:
    run, then = lived

    for day, told in then.items():
        assert said(run, "--as-of", day) == told, day


def test_every_row_of_every_table_is_as_it_was(lived: tuple[Office, Said], tmp_path: Path) -> None:
    run, then = lived

    with reading(Folder(run.ledger)) as now:
        for day in then:
            with (
                as_recorded(now, date.fromisoformat(day)) as past,
                closing(sqlite3.connect(tmp_path / f"{day}.db")) as kept,
            ):
                assert tables(past) == tables(kept), day


def test_where_nothing_was_recorded_since_the_past_is_the_ledger_itself(run: Office) -> None:
    with (
        reading(Folder(run.ledger)) as now,
        as_recorded(now, TODAY) as past,
        as_recorded(now, TODAY - timedelta(days=1)) as before,
    ):
        assert past is now
        assert before is not now


def test_the_past_can_not_be_written(lived: tuple[Office, Said]) -> None:
    run, _ = lived

    with reading(Folder(run.ledger)) as now, as_recorded(now, TODAY) as past:
        for table in ("main.office", "temp.office", "temp.then_step"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                past.execute(f"DELETE FROM {table}")


WAITING_WRITER = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None) as writer:
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE disclosure SET title = title")
    print("waits", flush=True)
    writer.execute("COMMIT")
"""


def test_a_writer_who_waits_for_the_reader_goes_on_waiting_and_the_past_is_as_committed(
    lived: tuple[Office, Said], tmp_path: Path
) -> None:
    run, _ = lived
    database = run.ledger / "ledger.db"
    words = [sys.executable, "-c", WAITING_WRITER, str(database)]

    with (
        reading(Folder(run.ledger)) as now,
        closing(sqlite3.connect(tmp_path / "2026-11-24.db")) as kept,
    ):
        assert now.execute("SELECT count(*) FROM office").fetchone() == (1,)
        with subprocess.Popen(words, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None, "it was asked for"
            assert writer.stdout.readline() == b"waits\n"

            with as_recorded(now, TODAY) as past:
                assert tables(past) == tables(kept)

            assert writer.poll() is None, "closing the second reader didn't let go of the first"
            now.rollback()
            assert writer.wait(60) == 0

    assert run.verify()["ok"]


def test_where_a_second_lock_is_kept_back_the_reader_steps_aside_for_the_writer(
    lived: tuple[Office, Said], tmp_path: Path
) -> None:
    """Within one process SQLite keeps the second lock back, as some systems do between two."""
    run, _ = lived
    database = run.ledger / "ledger.db"

    with (
        reading(Folder(run.ledger)) as now,
        closing(
            sqlite3.connect(database, timeout=0, isolation_level=None, check_same_thread=False)
        ) as writer,
        closing(sqlite3.connect(tmp_path / "2026-11-24.db")) as kept,
        ThreadPoolExecutor(1) as aside,
    ):
        assert now.execute("SELECT count(*) FROM office").fetchone() == (1,)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE disclosure SET title = title")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("COMMIT")
        writer.execute("PRAGMA busy_timeout=60000")
        let_through = aside.submit(writer.execute, "COMMIT")

        with as_recorded(now, TODAY) as past:
            let_through.result(60)
            assert tables(past) == tables(kept)
            assert now.in_transaction

    assert run.verify()["ok"]


def test_what_lies_in_a_write_ahead_log_counts(
    lived: tuple[Office, Said],
) -> None:
    run, _ = lived
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as viewer:
        viewer.execute("PRAGMA journal_mode=WAL")
        viewer.execute("UPDATE disclosure SET title = title || '二' WHERE number = '2026-0001'")
        viewer.commit()
        with (
            reading(Folder(run.ledger)) as now,
            as_recorded(now, date(2026, 12, 4)) as past,
        ):
            query = "SELECT title FROM disclosure WHERE number = '2026-0001'"
            assert past.execute(query).fetchone() == ("题二",)


TOO_OLD = sqlite3.sqlite_version_info < (3, 40)


@pytest.mark.skipif(TOO_OLD, reason="an older SQLite asks the past right, but not by its indexes")
@pytest.mark.parametrize("audience", list(Audience))
def test_no_question_about_the_past_reads_a_table_of_disclosures_whole(
    lived: tuple[Office, Said], audience: Audience
) -> None:
    run, _ = lived
    day, period = date(2026, 12, 2), Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
    asked: list[str] = []

    with (
        reading(Folder(run.ledger)) as now,
        as_recorded(now, day) as past,
    ):
        past.set_trace_callback(asked.append)
        ledger = Reading(past)
        if audience is Audience.INTERNAL:
            ledger.facts_on(day, within=period)
        else:
            cleared = ledger.cleared(audience, besides=Reading(now).cleared(audience))
            facts = cleared.facts_on(day, period, day)
            cleared.numbers(matter.number for matter in facts.matters)
        past.set_trace_callback(None)
        plans = {
            query: [plan for *_, plan in past.execute(f"EXPLAIN QUERY PLAN {query}")]
            for query in asked
        }

    whole = re.compile(r"SCAN main\.(disclosure|version|step|publication)\b")
    assert {query: plan for query, plan in plans.items() if whole.search("\n".join(plan))} == {}


def test_before_the_first_record_there_is_the_ledgers_beginning(run: Office) -> None:
    run.ok("config", "set", "定期宽限", "30", "--from", "2026-01-01")
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-01-01")
    run.ok("catalog", "set", "2.1.1", "--office", "综合科", "--from", "2026-01-01")

    due, _ = said(run, "--as-of", "2026-10-20")

    (row,) = [row for row in due["upcoming"] if row["code"] == "1.1.1"]
    assert (row["window"], row["due_on"]) == ("2026年三季度", "2026-10-20")
    assert {row["office"] for row in due["upcoming"]} == {"办公室"}


def test_a_closed_term_holds_as_of_the_days_before_it_was_closed(run: Office) -> None:
    number = run.walk("已提出", "1.3.3")
    run.on("2026-11-30")
    run.ok("staff", "close", REVIEWER)

    def holder(*words: str) -> str:
        found = run.ok("due", "--json", "--within", "30", *words).json
        rows = [*found["overdue"], *found["upcoming"]]
        return str(next(row["holder"] for row in rows if row["number"] == number))

    assert holder("--as-of", "2026-11-27") == REVIEWER
    assert holder() == "审核人"


def test_what_stood_before_something_recorded_by_then_counts_whatever_the_clock_said(
    run: Office,
) -> None:
    run.on("2026-12-25")
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", "--by", PROPOSER)
    run.on("2026-11-25")
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有", "--by", PROPOSER)

    found = run.ok("due", "--as-of", "2026-11-25", "--on", "2026-12-31", "--json").json

    late = [row["code"] for row in found["overdue"] if row["window"] == "2026年三季度"]
    assert "1.1.1" not in late
    assert "1.1.2" not in late


def test_asking_about_the_past_changes_nothing(run: Office) -> None:
    before = {path: path.read_bytes() for path in run.ledger.rglob("*") if path.is_file()}

    run.ok("due", "--as-of", "2026-11-24", "--since", "2026-11-01")
    run.ok("report", "--as-of", "2026-11-01", "--audience", "社会")

    after = {path: path.read_bytes() for path in run.ledger.rglob("*") if path.is_file()}
    assert after == before
