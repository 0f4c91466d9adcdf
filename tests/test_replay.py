"""The journal is the truth: a replay gives every row again, and whatever was changed is found.

The tamperer of these tests can do everything that a person with a SQLite viewer can: he drops the
triggers, changes what he likes, and puts the triggers back exactly as they were.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import (
    ALL_PASS,
    NOW,
    PROPOSER,
    REVIEWER,
    ROSTER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    TODAY,
    Office,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kills import left_staging
from long_runs import LONG, examples

from pdisc.clock import FixedClock
from pdisc.ledger.chain import GENESIS, commitment_of, hash_of
from pdisc.ledger.compare import Comparison
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.integrity import empty_schema
from pdisc.ledger.journal import JournalLine
from pdisc.ledger.lines import read
from pdisc.ledger.projection import primary_keys
from pdisc.ledger.queries import ledger_id as ledger_id_of
from pdisc.ledger.replay import Replay
from pdisc.ledger.schema import SCHEMA_SHA256, schema_sha256
from pdisc.ledger.tables import GUARDED
from pdisc.ledger.tables import table as table_of
from pdisc.registers.written import Rows

FORGERY = "被改动过"
PAPER = "盖章的公开凭证".encode()
TABLES = (*GUARDED, *primary_keys())


# What is done by hand


@contextmanager
def by_hand(ledger: Path) -> Iterator[sqlite3.Connection]:
    """Open the database as any viewer would; what is changed is kept."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as connection:
        yield connection
        connection.commit()


@contextmanager
def tampering(ledger: Path) -> Iterator[sqlite3.Connection]:
    """Open the database with triggers and constraints out of the way; put them back afterwards."""
    with by_hand(ledger) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)


def places(verified: Any) -> list[str]:
    return [problem["where"] for problem in verified["problems"]]


def kinds(verified: Any) -> set[str]:
    return {problem["id"] for problem in verified["problems"]}


# A ledger with something in every table


@pytest.fixture(scope="module")
def full_ledger(template_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with rows in every table, made once; copied for each test."""
    home = tmp_path_factory.mktemp("full")
    ledger = Path(shutil.copytree(template_ledger, home / "台账"))
    office = Office(ledger, FixedClock(NOW))
    paper, annex = home / "凭证.pdf", home / "附件.txt"
    paper.write_bytes(PAPER)
    annex.write_text("附件的正文", encoding="utf-8")
    first = office.propose("1.1.1", "--attach", str(annex), "--for", "2026-Q4")
    office.review(first)
    office.approve(first, "--evidence", str(paper))
    office.publish(first)
    office.archive(first)
    office.ok("takedown", first, "--channel", "网站", "--reason", "过期")
    office.ok("correct", first, "--content", "更正后的正文", "--by", PROPOSER)
    office.walk("报批中", "3.2.1")
    revised = office.walk("退回修改", "3.3.2", "--occurred", "2026-11-20")
    office.ok("revise", revised, "--content", "改过的正文")
    office.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "本期没有")
    office.ok("occurred", "3.3.3", "--note", "发生了")
    office.ok("config", "set", "审核时限", "5")
    office.ok("staff", "close", SECOND_PROPOSER)
    office.ok("catalog", "set", "4.1.1", "--office", "综合科", "--reason", "分工调整")
    office.ok("catalog", "changed", "5.1.1")
    office.ok("catalog", "retire", "4.4.1", "--from", "2027-01-01", "--reason", "不再承担")
    ruling = ("--reason", "机构改革", "--by", SECRETARY)
    office.ok("defer", "1.1.2", "--for", "2026-Q2", "--to", "2026-12-30", *ruling)
    office.ok("waive", "1.1.2", "--for", "2026-Q1", *ruling)
    hung = ("--channel", "公开栏", "--place", "示例楼", "--by", SECRETARY)
    office.ok("opening", "3.1.1", "3.5.1", "--on", "2025-03-03", *hung)
    office.ok("opening", "1.3.2", "2.1.1", "--for", "2026-Q1", *ruling)
    office.ok("reassign", first, "--for", "2026-Q3", *ruling)
    office.ok("evidence", revised, "--step", "审核", "--file", str(paper))
    office.ok("survey", "add", first, "--group", "党员", "--counts", "12,3,1,2", "--asked", "20")
    slip = office.ok("nil", "1.3.1", "--for", "2026-Q3", "--reason", "没有", "--json").json["seq"]
    office.ok("annul", str(slip), "--reason", "写错了编号")
    _petitions(office)
    _opinions(office, first)
    for form in ("审批表", "催办单"):
        office.ok("template", "export", form, "--out", str(home / "样式.docx"))
        office.ok("template", "set", form, str(home / "样式.docx"), "--reason", "换版式")
    office.ok("template", "drop", "催办单", "--reason", "用自带的")
    office.ok("urge", "1.3.1", "3.3.1", "--reason", "该报了", "--by", SECRETARY)
    return ledger


def _opinions(office: Office, number: str) -> None:
    """Add an opinion after which something is put right."""
    office.ok("opinion", "add", number, "--content", "数字对不上", "--from", "示例乙")
    opinion = f"{number}-Y1"
    office.ok("opinion", "assign", opinion, "--to", PROPOSER)
    right = ("--rectify", "改正数字", "--to", PROPOSER, "--due", "2026-12-10")
    office.ok("opinion", "settle", opinion, "--result", "属实", "--feedback", "已经核对", *right)
    office.ok("correct", number, "--content", "再更正", "--rectifies", opinion, "--by", PROPOSER)


def _petitions(office: Office) -> None:
    """Add requests, of which one is joined to another and answered with it."""
    who = ("--name", "示例甲", "--contact", "示例联系方式")
    for content in ("请公开食堂采购价格", "请公布食堂采购的价格"):
        office.ok("request", "add", "--content", content, *who)
    office.ok("request", "join", "2026-D002", "2026-D001")
    granted = ("--outcome", "应公开未公开", "--by", SECRETARY)
    office.ok("request", "decide", "2026-D001", *granted)
    office.ok("request", "answer", "2026-D001", "--content", "已经提出公开。")


@pytest.fixture
def full(full_ledger: Path, tmp_path: Path, clock: FixedClock) -> Office:
    """Return the program on this test's own copy of the full ledger."""
    return Office(Path(shutil.copytree(full_ledger, tmp_path / "台账")), clock)


def test_the_full_ledger_has_a_row_in_every_table_and_nothing_is_wrong(full: Office) -> None:
    verified = full("verify", "--json")

    with by_hand(full.ledger) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in TABLES
        }
    assert all(counts.values()), counts
    assert verified.code == 0
    assert verified.json["ok"] is True
    assert verified.json["events"] == counts["journal"] == counts["payload"]
    assert (verified.json["problems"], verified.json["notes"]) == ([], [])


def test_every_table_but_journal_and_payload_is_replayed() -> None:
    assert set(primary_keys()) == set(TABLES) - set(GUARDED)


def test_verifying_changes_nothing(full: Office) -> None:
    before = {path: path.read_bytes() for path in full.ledger.rglob("*") if path.is_file()}

    full.verify()

    after = {path: path.read_bytes() for path in full.ledger.rglob("*") if path.is_file()}
    assert after == before


# The law: a replay gives the same rows


CODES = ("1.1.1", "1.3.1", "3.2.1", "3.3.2", "4.2.1", "1.2.1")
NAMES = tuple(name for name, *_ in ROSTER)
Words = tuple[str, ...]


def one_of(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


def line_of(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[Words]:
    """Return command lines made of fixed words and drawn ones; empty words are left out."""
    drawn = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*drawn).map(lambda words: tuple(word for word in words if word))


numbers = one_of("2026-0001", "2026-0001", "2026-0002", "2026-0003")
periods = one_of("2026-Q3", "2026-Q2")
codes = st.sampled_from(CODES)
names = st.sampled_from(NAMES)
onward = st.lists(numbers, min_size=1, max_size=1).map(lambda found: found[0])
COMMAND_LINES = st.one_of(
    line_of("propose", codes, "--title", "题", "--content", "文", "--by", PROPOSER),
    line_of(
        "propose",
        "3.3.2",
        "--title",
        one_of("题", "👪", "=1+1"),
        "--content",
        one_of("文", "多行\n正文", "'; DROP TABLE journal; --"),
        "--channel",
        one_of("会议", "网站:党建网", "公开栏"),
        "--public-notice",
        "--by",
        names,
    ),
    line_of("revise", numbers, "--content", one_of("改一", "改二"), "--by", names),
    line_of("review", numbers, "--by", REVIEWER, *ALL_PASS, "--board-inside"),
    line_of("review", numbers, "--by", names, "--return", "内容不全"),
    line_of("approve", numbers, "--by", SUPERIOR),
    line_of("approve", numbers, "--by", names, "--scope", "党内"),
    line_of("approve", numbers, "--by", names, "--escalate", "测试县委"),
    line_of("approve", numbers, "--by", SUPERIOR, "--document-number", "测委〔2026〕1号"),
    line_of("approve", numbers, "--by", SUPERIOR, "--refuse", "不宜", "--basis", "条例"),
    line_of("approve", numbers, "--by", SUPERIOR, "--drop-channel", one_of("会议", "网站")),
    line_of("publish", numbers, "--channel", one_of("会议", "文件", "公开栏"), "--place", "室"),
    line_of("publish", numbers, "--channel", "网站", "--url", "https://example.invalid/1"),
    line_of("archive", numbers, "--no-opinions", "--by", PROPOSER),
    line_of("withdraw", numbers, "--reason", "算了"),
    line_of("takedown", numbers, "--reason", "过期"),
    line_of("correct", numbers, "--content", "更正"),
    line_of(
        "nil", one_of("1.1.1", "1.1.2"), "--for", one_of("2026-Q3", "2026-Q2"), "--reason", "无"
    ),
    line_of("occurred", one_of("3.3.2", "3.3.3"), "--on", one_of("2026-11-23", "2026-11-24")),
    line_of("staff", "add", "测试新人", "--office", "办公室", "--role", one_of("承办", "审核")),
    line_of("staff", "close", names),
    line_of("config", "set", "补录间隔", one_of("1", "3", "9")),
    line_of("catalog", "set", codes, "--scope", one_of("党内", "社会")),
    line_of("catalog", "confirm", codes),
    line_of("catalog", "retire", codes, "--reason", "不再承担", one_of("", "--restore")),
    line_of("catalog", one_of("changed", "reconfirm"), one_of("1.2.1", "5.1.1")),
    line_of(
        *("defer", "1.1.1", "--for", periods, "--to", one_of("2026-12-30", "2027-01-30")),
        *("--reason", "换届", "--by", names),
    ),
    line_of("waive", "1.1.1", "--for", periods, "--reason", "改革", "--by", names),
    line_of("urge", one_of("1.1.1", "2026-0001", "--all-overdue"), "--by", SECRETARY),
    line_of("reassign", numbers, "--for", periods, "--reason", "写错", "--by", SECRETARY),
    line_of("evidence", numbers, "--step", one_of("审核", "审批"), "--file", __file__),
    line_of("opening", "1.1.1", "--for", periods, "--reason", "纸上办过", "--by", SECRETARY),
    line_of(
        *("opening", one_of("5.1.1", "3.5.1"), "--on", one_of("2025-03-03", "2026-11-23")),
        *("--channel", "公开栏", "--place", one_of("东", "西"), "--by", SECRETARY),
    ),
)
SENSIBLE = st.sampled_from(["已提出", "已审核", "已审批", "已公开", "已归档", "报批中", "不予公开"])


@given(
    states=st.lists(SENSIBLE, min_size=1, max_size=2),
    lines=st.lists(COMMAND_LINES, min_size=3, max_size=14),
)
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_after_whatever_was_done_the_replay_gives_the_same_rows(
    template_ledger: Path, states: list[str], lines: list[Words]
) -> None:
    with tempfile.TemporaryDirectory() as home:
        ledger = Path(shutil.copytree(template_ledger, Path(home) / "台账"))
        run = Office(ledger, FixedClock(NOW))
        for state, code in zip(states, ("1.1.1", "4.1.2"), strict=False):
            run.walk(state, code)
        receipts = []
        for words in lines:
            ran = run(*words, "--json")
            assert ran.code in (0, 2, 3, 4), (words, ran)
            receipts += [ran.json["receipt"]] if ran.code == 0 else []

        verified = run("verify", "--json")

        assert verified.code == 0, (lines, verified)
        assert (verified.json["problems"], verified.json["notes"]) == ([], [])
        for receipt in receipts[:1] + receipts[-1:]:
            assert run("verify", "--expect", receipt).code == 0


# Append-only


@pytest.mark.parametrize("table", ["journal", "payload"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET seq = seq", "DELETE FROM {}"])
def test_journal_and_payload_take_nothing_but_new_lines(
    full: Office, table: str, verb: str
) -> None:
    with by_hand(full.ledger) as connection:
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
            connection.execute(verb.format(table))
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


def test_two_lines_never_follow_the_same_line(full: Office) -> None:
    with (
        by_hand(full.ledger) as connection,
        pytest.raises(sqlite3.IntegrityError, match="UNIQUE"),
    ):
        connection.execute(
            "INSERT INTO journal SELECT seq + 1000, prev_hash, hash, kind, subject, decider,"
            " operator, occurred_on, recorded_at, late, commitment FROM journal WHERE seq = 4"
        )


def test_no_line_can_be_replaced_by_inserting_it_again(full: Office) -> None:
    with by_hand(full.ledger) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT OR REPLACE INTO journal SELECT seq, prev_hash, hash, kind, subject, ?,"
            " operator, occurred_on, recorded_at, late, commitment FROM journal WHERE seq = 4",
            (FORGERY,),
        )

    assert full.verify()["ok"] is True


# Every column of every table


def columns_of(table: str) -> list[str]:
    return list(table_of(table).columns.keys())


def other(value: Any) -> Any:
    """Return a value of the same kind that is another one."""
    match value:
        case None:
            return FORGERY
        case bool() | int():
            return value + 1000
        case _:
            return f"{value}x"


def restored(ledger: Path) -> Callable[[], None]:
    """Return what puts the database back as it is now."""
    original = (ledger / "ledger.db").read_bytes()

    def put_back() -> None:
        (ledger / "ledger.db").write_bytes(original)

    return put_back


def change_one(
    ledger: Path, table: str, column: str, value: Callable[[Any], Any], *, last: bool
) -> int:
    """Change one cell of the first or the last row; return the row's `seq`, 0 without one."""
    order = "DESC" if last else "ASC"
    with tampering(ledger) as connection:
        seq = "seq" if "seq" in columns_of(table) else "0"
        rowid, old, number = connection.execute(
            f"SELECT rowid, {column}, {seq} FROM {table} ORDER BY rowid {order} LIMIT 1"
        ).fetchone()
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value(old), rowid))
        return int(number)


@pytest.mark.parametrize("last", [False, True], ids=["first row", "last row"])
@pytest.mark.parametrize("table", TABLES)
def test_a_changed_cell_is_found_in_every_column(full: Office, table: str, last: bool) -> None:
    put_back = restored(full.ledger)
    columns = columns_of(table)
    # In the short form each column is changed once: in the one row or in the other.
    for column in columns if LONG else columns[last::2]:
        seq = change_one(full.ledger, table, column, other, last=last)
        ran = full("verify", "--json")

        assert ran.code == 9, (table, column, ran.out)
        assert ran.json["ok"] is False
        told = places(ran.json)
        broken = {f"数据库结构损坏：CHECK constraint failed in {table}"}
        if {problem["what"] for problem in ran.json["problems"]} & broken:
            pass
        elif table in ("journal", "payload"):
            assert any(place.startswith("日志第") for place in told), (column, told)
            assert column == "seq" or f"日志第{seq}条" in told, (column, told)
        else:
            assert any(place.startswith(f"{table} ") for place in told), (column, told)
        put_back()


@pytest.mark.parametrize("table", TABLES)
def test_a_cell_of_a_kind_that_no_program_writes_is_found_not_stumbled_over(
    full: Office, table: str
) -> None:
    put_back = restored(full.ledger)
    stumbled = []
    for column in columns_of(table):
        try:
            change_one(full.ledger, table, column, lambda _: b"\x00\xff", last=True)
        except sqlite3.IntegrityError:
            continue
        if full("verify", "--json").code != 9:
            stumbled.append(column)
        put_back()
    assert stumbled == []


@pytest.mark.parametrize("table", TABLES)
def test_a_deleted_row_is_found(full: Office, table: str) -> None:
    put_back = restored(full.ledger)
    for edge in ("min", "max"):
        with tampering(full.ledger) as connection:
            connection.execute(
                f"DELETE FROM {table} WHERE rowid = (SELECT {edge}(rowid) FROM {table})"
            )
        if table == "journal" and edge == "max":
            put_back()
            continue
        verified = full.verify()

        wanted = "日志第" if table in ("journal", "payload") else f"{table} "
        assert any(place.startswith(wanted) for place in places(verified)), (edge, verified)
        put_back()


def test_a_last_line_cut_off_alone_leaves_a_row_that_the_journal_does_not_know(
    full: Office,
) -> None:
    with tampering(full.ledger) as connection:
        connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")

    assert any(place.startswith("demand ") for place in places(full.verify()))


FRESH_KEYS = {
    "audience": "内部",
    "number": "2099-0001",
    "day": "2026-12-31",
    "occurred_on": "2026-11-01",
    "kind": "复核",
    "place": 99,
    "entry": 9999,
}


@pytest.mark.parametrize("table", sorted(primary_keys()))
def test_an_inserted_row_is_found(full: Office, table: str) -> None:
    names = columns_of(table)
    fresh: dict[str, Any] = {
        name: FRESH_KEYS.get(name, FORGERY) for name in primary_keys()[table] if name != "seq"
    } or {"seq": 9999}
    fresh |= {name: 99 for name in ("counter", "piece") if name in names}
    with tampering(full.ledger) as connection:
        row = connection.execute(f"SELECT {', '.join(names)} FROM {table} LIMIT 1").fetchone()
        values = {**dict(zip(names, row, strict=True)), **fresh}
        marks = ", ".join("?" * len(names))
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
            [values[name] for name in names],
        )

    verified = full.verify()

    assert any(place.startswith(f"{table} ") for place in places(verified)), verified
    assert "重放" in kinds(verified)


def test_swapped_lines_are_found(full: Office) -> None:
    with tampering(full.ledger) as connection:
        for old, new in ((8, -1), (9, 8), (-1, 9)):
            connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))
            connection.execute("UPDATE payload SET seq = ? WHERE seq = ?", (new, old))

    verified = full.verify()

    assert "链" in kinds(verified)
    assert {"日志第8条", "日志第9条"} <= set(places(verified))


def test_swapped_payloads_are_found(full: Office) -> None:
    with tampering(full.ledger) as connection:
        for old, new in ((8, -1), (9, 8), (-1, 9)):
            connection.execute("UPDATE payload SET seq = ? WHERE seq = ?", (new, old))

    verified = full.verify()

    assert {"日志第8条", "日志第9条"} <= set(places(verified))
    assert "内容" in kinds(verified)


def test_a_lost_payload_is_named(full: Office) -> None:
    with tampering(full.ledger) as connection:
        connection.execute("DELETE FROM payload WHERE seq = 9")

    problems = full.verify()["problems"]

    assert {"id": "内容", "where": "日志第9条", "what": "缺少内容"} in problems


def test_findings_come_in_the_order_of_the_journal_then_table_by_table(full: Office) -> None:
    with tampering(full.ledger) as connection:
        connection.execute("UPDATE payload SET body = body || ' ' WHERE seq = 12")
        connection.execute("UPDATE journal SET operator = ? WHERE seq = 3", (FORGERY,))
        connection.execute("DELETE FROM payload WHERE seq = 21")
        connection.execute("UPDATE journal SET prev_hash = ? WHERE seq = 12", (FORGERY,))
        connection.execute("UPDATE setting SET value = ?", (FORGERY,))
        connection.execute("UPDATE step SET number = '2099-0001' WHERE seq = 9")
        connection.execute("DELETE FROM publicnumber")

    told = [(each["id"], each["where"]) for each in full.verify()["problems"]]

    assert [each for each in told if each[0] != "重放"] == [
        ("链", "日志第3条"),
        ("链", "日志第12条"),
        ("链", "日志第12条"),
        ("内容", "日志第12条"),
        ("内容", "日志第21条"),
        ("步骤", "日志第22条"),
    ]
    rows = [where.partition(" ") for kind, where in told if kind == "重放"]
    names = [*primary_keys()]
    assert [names.index(table) for table, _, _ in rows] == sorted(
        names.index(table) for table, _, _ in rows
    )
    settings = [key for table, _, key in rows if table == "setting"]
    assert len(settings) > 1
    assert settings == sorted(settings)
    assert ("step", " ", "9") in rows


def test_rows_agree_in_whatever_order_they_come(full: Office) -> None:
    come: list[Rows] = []
    with reading(Folder(full.ledger)) as connection, closing(Gathered()) as gathered:
        Replay().play(connection, gathered, come.append)
        comparison = Comparison(connection)
        for rows in reversed(come):
            comparison.take(rows)

        assert list(comparison.problems()) == []


def test_todays_schema_is_known_by_its_digest() -> None:
    """Where this fails the schema has changed on purpose: the digest is to be written anew."""
    assert schema_sha256(empty_schema()) == SCHEMA_SHA256


# What only paper can tell


def test_a_tail_cut_off_with_its_rows_is_found_only_by_a_receipt(run: Office) -> None:
    run.walk("已提出")
    kept = run.verify()["receipt"]
    lost = run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "本期没有", "--json").json
    with tampering(run.ledger) as connection:
        for table in ("payload", "nilreturn", "journal"):
            connection.execute(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM journal)")

    silent = run("verify", "--json")
    earlier = run("verify", "--expect", kept, "--json")
    told = run("verify", "--expect", lost["receipt"], "--json")

    assert (silent.code, earlier.code, told.code) == (0, 0, 9)
    assert kinds(told.json) == {"回执"}
    assert places(told.json) == [lost["receipt"]]


def test_a_tail_that_was_written_anew_is_found_by_a_receipt(run: Office) -> None:
    older = Path(shutil.copytree(run.ledger, run.ledger.parent / "早些时候"))
    printed = run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "甲", "--json").json["receipt"]
    rewritten = Office(older, run.clock)
    rewritten.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "乙")

    assert rewritten("verify").code == 0
    told = rewritten("verify", "--expect", printed, "--json")

    assert told.code == 9
    assert kinds(told.json) == {"回执"}


def test_a_receipt_is_read_as_people_copy_it(run: Office) -> None:
    receipt = run.verify()["receipt"]

    assert run("verify", "--expect", f"  {receipt.lower()} ").code == 0
    assert run("verify", "--expect", receipt.replace("0", "O").replace("1", "1")).code == 0


@pytest.mark.parametrize("nonsense", ["1", "-", "x-y", "99999-ABCD", "1-ABCD", "７-一二三四", "0-"])
def test_a_receipt_that_is_none_is_not_confirmed(run: Office, nonsense: str) -> None:
    ran = run("verify", "--expect", nonsense, "--json")

    assert ran.code in (2, 9), ran


# A whole chain forged


def rehashed(lines: list[JournalLine], ledger_id: str) -> Iterator[JournalLine]:
    """Yield lines with commitments and hashes computed anew, as a patient forger would."""
    previous = GENESIS
    for seq, line in enumerate(lines, start=1):
        assert line.salt is not None, "the forger keeps the payloads"
        assert line.body is not None, "the forger keeps the payloads"
        bound = msgspec.structs.replace(
            line, seq=seq, prev_hash=previous, commitment=commitment_of(line.salt, line.body)
        )
        previous = hash_of(ledger_id, bound)
        yield msgspec.structs.replace(bound, hash=previous)


def forge(ledger: Path, change: Callable[[list[JournalLine]], list[JournalLine]]) -> None:
    """Rewrite the whole journal after a change, with a perfect chain."""
    with tampering(ledger) as connection:
        lines = change(list(read(connection)))
        ledger_id = ledger_id_of(connection)
        connection.execute("DELETE FROM payload")
        connection.execute("DELETE FROM journal")
        for line in rehashed(lines, ledger_id):
            names = columns_of("journal")
            values = [getattr(line, name) for name in names]
            marks = ", ".join("?" * len(names))
            connection.execute(f"INSERT INTO journal ({', '.join(names)}) VALUES ({marks})", values)
            connection.execute(
                "INSERT INTO payload (seq, salt, body) VALUES (?, ?, ?)",
                (line.seq, line.salt, line.body),
            )


def with_event(line: JournalLine, **changes: Any) -> JournalLine:
    body = json.loads(line.body or "")
    body["event"].update(changes)
    return msgspec.structs.replace(line, body=json.dumps(body, ensure_ascii=False))


def test_a_forger_who_changes_nothing_gets_the_same_chain(full: Office) -> None:
    before = full.verify()["receipt"]

    forge(full.ledger, lambda lines: lines)

    assert full.verify()["ok"] is True
    assert full.verify()["receipt"] == before


def test_a_step_left_out_is_illegal_even_in_a_perfect_chain(run: Office) -> None:
    run.walk("已归档")
    forge(run.ledger, lambda lines: [line for line in lines if line.kind != "审批"])

    verified = run.verify()

    assert "链" not in kinds(verified)
    assert "步骤" in kinds(verified)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("审批", {"state": "已归档"}),
        ("审批", {"state": "没有的状态"}),
        ("审核", {"state": "已审批"}),
        ("实施", {"state": "已归档"}),
        ("提出", {"kind": "没有的事"}),
        ("提出", {"plan": None}),
    ],
)
def test_an_impossible_step_is_named_even_in_a_perfect_chain(
    run: Office, kind: str, changes: dict[str, Any]
) -> None:
    run.walk("已公开")
    forge(
        run.ledger,
        lambda lines: [with_event(x, **changes) if x.kind == kind else x for x in lines],
    )

    ran = run("verify", "--json")

    assert ran.code == 9, ran
    assert "步骤" in kinds(ran.json)


@pytest.mark.parametrize("subject", ["没有编号", "2026", "2026-0001-1", "甲-乙"])
def test_a_subject_that_is_no_number_is_found_not_stumbled_over(run: Office, subject: str) -> None:
    run.walk("已提出")
    forge(
        run.ledger,
        lambda lines: [
            msgspec.structs.replace(x, subject=subject) if x.kind == "提出" else x for x in lines
        ],
    )

    assert run("verify", "--json").code == 9


def test_a_kind_that_its_payload_does_not_bear_out_is_found(run: Office) -> None:
    run.walk("已提出")
    forge(
        run.ledger,
        lambda lines: [
            msgspec.structs.replace(x, kind="撤回") if x.kind == "提出" else x for x in lines
        ],
    )

    assert run("verify", "--json").code == 9


# Files and dossiers


def one_file(full: Office) -> Path:
    return next(iter(sorted((full.ledger / "files").iterdir())))


def dossier(full: Office) -> Path:
    return full.ledger / "archive" / "2026" / "WS·2026-D10-0001"


def test_a_changed_file_is_found(full: Office) -> None:
    path = one_file(full)
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    assert places(full.verify()) == [f"files/{path.name}"]


def test_a_missing_file_is_found(full: Office) -> None:
    path = one_file(full)
    path.unlink()

    verified = full.verify()

    assert places(verified) == [f"files/{path.name}"]
    assert verified["problems"][0]["what"] == "文件不见了"


@pytest.mark.parametrize(
    "name",
    [
        "files/另放的.txt",
        "files/" + "0" * 64,
        "files/夹层/另放的.txt",
        "笔记.txt",
        "archive/2026/另放的.txt",
        "ledger.db.bak",
    ],
)
def test_a_file_that_nothing_vouches_for_is_found(full: Office, name: str) -> None:
    path = full.ledger / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("另放的", encoding="utf-8")

    ran = full("verify", "--json")

    assert ran.code == 9
    assert places(ran.json) == [name]


def test_a_file_elsewhere_under_the_name_of_a_kept_one_is_found(full: Office) -> None:
    stray = full.ledger / "files" / "夹层" / one_file(full).name
    stray.parent.mkdir()
    stray.write_text("另放的", encoding="utf-8")

    assert places(full.verify()) == [stray.relative_to(full.ledger).as_posix()]


def test_what_systems_leave_lying_about_is_no_finding(full: Office) -> None:
    for name in ("desktop.ini", "files/Thumbs.db", "archive/.DS_Store"):
        (full.ledger / name).write_text("", encoding="utf-8")

    assert full("verify").code == 0


def test_a_changed_file_of_a_dossier_is_named(full: Office) -> None:
    plan = dossier(full) / "data" / "方案.txt"
    plan.write_text(plan.read_text(encoding="utf-8") + FORGERY, encoding="utf-8")

    (problem,) = full.verify()["problems"]

    assert problem == {
        "id": "归档",
        "where": "archive/2026/WS·2026-D10-0001",
        "what": "data/方案.txt 已被改动",
    }


def test_every_file_of_a_dossier_counts(full: Office) -> None:
    for path in sorted(path for path in dossier(full).rglob("*") if path.is_file()):
        original = path.read_bytes()
        path.write_bytes(original + b" ")
        assert places(full.verify()) == ["archive/2026/WS·2026-D10-0001"], path
        path.unlink()
        assert places(full.verify()) == ["archive/2026/WS·2026-D10-0001"], path
        path.write_bytes(original)
    assert full("verify").code == 0


def test_an_extra_file_in_a_dossier_is_named(full: Office) -> None:
    (dossier(full) / "data" / "另放的.txt").write_text("?", encoding="utf-8")

    assert full.verify()["problems"][0]["what"] == "多出 data/另放的.txt"


def test_a_missing_dossier_is_found(full: Office) -> None:
    shutil.rmtree(dossier(full))

    verified = full.verify()

    assert places(verified) == ["archive/2026/WS·2026-D10-0001"]


def test_a_manifest_forged_with_its_dossier_is_found(full: Office) -> None:
    plan, manifest = dossier(full) / "data" / "方案.txt", dossier(full) / "manifest-sha256.txt"
    old = hashlib.sha256(plan.read_bytes()).hexdigest()
    plan.write_bytes(plan.read_bytes() + FORGERY.encode())
    new = hashlib.sha256(plan.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert full.verify()["problems"][0]["what"] == "清单已被改动"


# The database as a whole


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("DROP TRIGGER journal_no_update", "trigger journal_no_update"),
        ("DROP TRIGGER payload_no_delete", "trigger payload_no_delete"),
        ("CREATE TABLE 另建 (x)", "table 另建"),
        ("CREATE INDEX 另建 ON journal (kind)", "index 另建"),
        (
            "CREATE TRIGGER 另建 AFTER INSERT ON journal BEGIN DELETE FROM nilreturn; END",
            "trigger 另建",
        ),
        ("ALTER TABLE setting ADD COLUMN 另加 TEXT", "table setting"),
        ("DROP TABLE nilreturn", "table nilreturn"),
        ("CREATE VIEW 另建 AS SELECT 1", "view 另建"),
    ],
)
def test_a_changed_schema_is_named(full: Office, statement: str, where: str) -> None:
    with by_hand(full.ledger) as connection:
        connection.execute(statement)

    ran = full("verify", "--json")

    assert ran.code == 9
    assert where in places(ran.json)
    assert kinds(ran.json) == {"结构"}


def test_a_weaker_trigger_under_the_old_name_is_found(full: Office) -> None:
    with by_hand(full.ledger) as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute(
            "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT 1; END"
        )

    assert full.verify()["problems"][0]["what"] == "定义已被改动"


@pytest.mark.parametrize(
    ("pragma", "says"),
    [
        ("application_id=1", "不是 pdisc 的台账"),
        ("user_version=999", "升级 pdisc"),
    ],
)
@pytest.mark.parametrize("words", [("list",), ("due",), ("withdraw", "2026-0001")])
def test_a_foreign_or_newer_ledger_is_opened_by_nobody(
    full: Office, pragma: str, says: str, words: Words
) -> None:
    with by_hand(full.ledger) as connection:
        connection.execute(f"PRAGMA {pragma}")
    before = (full.ledger / "ledger.db").read_bytes()

    ran = full(*words, *(("--reason", "算了") if words[0] == "withdraw" else ()))

    assert ran.code == 7
    assert says in ran.err
    assert (full.ledger / "ledger.db").read_bytes() == before


@pytest.mark.parametrize("damage", ["overwritten", "cut", "emptied", "text"])
def test_a_damaged_database_is_said_without_a_traceback(full: Office, damage: str) -> None:
    path = full.ledger / "ledger.db"
    data = path.read_bytes()
    path.write_bytes(
        {
            "overwritten": data[:8192] + os.urandom(16384) + data[24576:],
            "cut": data[: len(data) // 2],
            "emptied": b"",
            "text": "这不是数据库".encode() * 100,
        }[damage]
    )

    for words in (("verify",), ("list",), ("withdraw", "2026-0002", "--reason", "算了")):
        ran = full(*words)
        assert ran.code in (7, 9) or (damage == "overwritten" and ran.code == 0), (words, ran)
        assert "Traceback" not in ran.err
    assert full("verify").code == (9 if damage in ("overwritten", "cut") else 7)


def test_wal_mode_is_a_note_and_the_next_write_leaves_it(full: Office) -> None:
    with by_hand(full.ledger) as connection:
        assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)

    ran = full("verify", "--json")

    assert ran.code == 0, ran.json["problems"]
    assert any("WAL" in note["what"].upper() for note in ran.json["notes"])
    full.propose()
    with by_hand(full.ledger) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert full.verify()["notes"] == []


def test_a_clock_that_went_back_is_a_note(run: Office) -> None:
    run.walk("已提出")
    run.on(TODAY - timedelta(days=1))
    run.propose("1.1.2")

    ran = run("verify", "--json")

    assert ran.code == 0
    assert [note["id"] for note in ran.json["notes"]] == ["时钟"]


# What a killed command leaves


def test_leftovers_are_notes_and_the_next_write_sweeps_them(full: Office) -> None:
    orphan = full.ledger / "files" / hashlib.sha256(b"orphan").hexdigest()
    orphan.write_bytes(b"orphan")
    left = left_staging(full.ledger, orphan.name)
    (left / "incoming").write_bytes(b"half")

    ran = full("verify", "--json")
    assert ran.code == 0
    assert len(ran.json["notes"]) == 3

    full.propose()
    assert not list(full.ledger.glob("tmp/*"))
    assert not orphan.exists()
    assert full.verify()["notes"] == []


def test_a_note_of_a_killed_writer_never_costs_a_file_that_is_named(full: Office) -> None:
    left_staging(full.ledger, one_file(full).name)

    full.propose()

    assert full.verify()["ok"] is True
    assert not list(full.ledger.glob("tmp/*"))


@pytest.mark.parametrize("line", ["../ledger.db", "../../outside", "", "not a hash", "0" * 63])
def test_a_spoilt_note_neither_stops_the_next_write_nor_reaches_out(
    full: Office, line: str
) -> None:
    outside = full.ledger.parent / "outside"
    outside.write_text("?", encoding="utf-8")
    left_staging(full.ledger, line)

    full.propose()

    assert outside.exists()
    assert full.verify()["ok"] is True


def test_a_dossier_that_was_not_moved_yet_is_a_note_and_the_next_write_moves_it(
    full: Office,
) -> None:
    staged = left_staging(full.ledger) / "dossier-2026-0001"
    shutil.move(dossier(full), staged)

    ran = full("verify", "--json")
    full.propose()

    assert ran.code == 0
    assert "archive/2026/WS·2026-D10-0001" in [note["where"] for note in ran.json["notes"]]
    assert dossier(full).is_dir()
    assert full.verify()["ok"] is True
    assert full.verify()["notes"] == []
