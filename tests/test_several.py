"""Several at once (DESIGN §6): one event each, one transaction, all or nothing, all named."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office

from pdisc.errors import UsageError
from pdisc.values.ranges import in_short, listed, numbers_of

REVIEW = ("--by", REVIEWER, *ALL_PASS)
APPROVE = ("--by", SUPERIOR)
MEETING = ("--by", PROPOSER, "--channel", "会议", "--place", "支部党员大会")
FILE = ("--by", PROPOSER, "--no-opinions")
TAKE_BACK = ("--by", PROPOSER, "--reason", "不再需要")

VERBS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # the state in which it is done, the words after the numbers, the state after it
    "review": ("已提出", REVIEW, "已审核"),
    "approve": ("已审核", APPROVE, "已审批"),
    "publish": ("已审批", MEETING, "已公开"),
    "archive": ("已公开", FILE, "已归档"),
    "withdraw": ("已提出", TAKE_BACK, "已撤回"),
}
ONE_CHANNEL = ("--channel", "会议")


def three(run: Office, state: str, *more: str) -> tuple[str, str, str]:
    return (
        run.walk(state, "1.1.1", *ONE_CHANNEL, *more),
        run.walk(state, "1.3.1", *ONE_CHANNEL, *more),
        run.walk(state, "2.2.1", *ONE_CHANNEL, *more),
    )


def entries(run: Office) -> int:
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM journal").fetchone()
    return int(count)


# How they are typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("2026-0003..2026-0005",), "2026-0003 2026-0004 2026-0005"),
        (("2026-0003..0005", "2026-0004"), "2026-0003 2026-0004 2026-0005"),
        (("2026-0003", "2026-0009"), "2026-0003 2026-0009"),
        (("2026-0003、2026-0009，2026-0003",), "2026-0003 2026-0009"),
        (("２０２６－０００３至２０２６－０００５",), "2026-0003 2026-0004 2026-0005"),
        (("2026-0003", "..", "2026-0005"), "2026-0003 2026-0004 2026-0005"),
        (("2026-0003…2026-0005",), "2026-0003 2026-0004 2026-0005"),
        (("2026-0003—2026-0005",), "2026-0003 2026-0004 2026-0005"),
        (("2026-0003 ～ 2026-0004",), "2026-0003 2026-0004"),
        (("2026-3..2026-5",), "2026-0003 2026-0004 2026-0005"),
        (("2026-0009..2026-0009",), "2026-0009"),
        (("2026-9999..2026-10001",), "2026-9999 2026-10000 2026-10001"),
        (("2026-0003；2026-0001",), "2026-0003 2026-0001"),
    ],
)
def test_numbers_are_read_as_she_writes_them(typed: tuple[str, ...], meant: str) -> None:
    assert " ".join(numbers_of(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2026-0009..2026-0003", "前面的编号比后面的大"),
        ("2026-0009..2027-0003", "跨了年度"),
        ("2026-0001..2026-9999", "一次最多"),
        ("2026-1..2026-999999", "一次最多"),
        ("2026-0001..", "不是一段编号"),
        ("..2026-0003", "不是一段编号"),
        ("2026-0001..x", "不是一段编号"),
        ("1.1.1..1.1.3", "不是一段编号"),
    ],
)
def test_a_range_that_cannot_be_meant_is_a_usage_error(typed: str, says: str, run: Office) -> None:
    with pytest.raises(UsageError, match=says):
        numbers_of([typed])
    ran = run("archive", typed, "--json")
    assert ran.code == 2
    assert says in ran.json["error"]["message"]


def test_codes_are_read_as_she_writes_them() -> None:
    assert listed(["１.１.２、2.2.2", "2.2.2"]) == ("1.1.2", "2.2.2")


def test_numbers_are_told_in_short() -> None:
    numbers = ("2026-0001", "2026-0002", "2026-0003", "2026-0005", "2026-0006", "2027-0007", "x")
    assert in_short(numbers) == "2026-0001..2026-0003 2026-0005 2026-0006 2027-0007 x"
    assert numbers_of([in_short(numbers)]) == numbers


def test_a_range_over_a_number_that_nobody_has_is_4_and_names_it(run: Office) -> None:
    first, _, last = three(run, "已提出")
    before = entries(run)
    ran = run("review", f"{first}..{last[:-1]}4", *REVIEW, "--json")
    assert ran.code == 4
    assert "2026-0004" in ran.json["error"]["message"]
    assert entries(run) == before


# One act on several


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_takes_several_and_answers_with_all_of_them(run: Office, verb: str) -> None:
    state, words, after = VERBS[verb]
    first, second, third = three(run, state)
    before = entries(run)
    told = run.ok(verb, f"{first}..{third}", second, *words, "--json").json
    assert set(told) == {"disclosures", "receipt", "notices", "dry_run"}
    assert [each["number"] for each in told["disclosures"]] == [first, second, third]
    assert {each["state"] for each in told["disclosures"]} == {after}
    for number, each in zip((first, second, third), told["disclosures"], strict=True):
        beside = {"dossier_files", "missing"} if verb == "archive" else set()
        shown = run.show(number)
        assert each == {key: each[key] if key in beside else shown[key] for key in each}
    assert told["receipt"] == run.verify()["receipt"]
    assert entries(run) - before in (3, 4)  # a review may confirm an inferred scope besides
    assert run.verify()["ok"]


@pytest.mark.parametrize("verb", VERBS)
def test_one_number_answers_as_the_disclosure(run: Office, verb: str) -> None:
    state, words, after = VERBS[verb]
    number = run.walk(state, "1.1.1", *ONE_CHANNEL)
    told = run.ok(verb, number, number, *words, "--json").json
    assert (told["number"], told["state"]) == (number, after)


@pytest.mark.parametrize("verb", VERBS)
def test_where_one_is_refused_nothing_of_the_others_is_recorded(run: Office, verb: str) -> None:
    state, words, _ = VERBS[verb]
    first, second, third = three(run, state)
    gone = run.walk("已撤回", "1.1.1")
    also_gone = run.walk("已撤回", "1.1.1")
    before = entries(run)
    ran = run(verb, first, gone, second, also_gone, third, *words, "--json")
    assert ran.code == 3, ran.out
    error = ran.json["error"]
    assert gone in error["message"]
    assert also_gone in error["message"]
    assert first not in error["message"]
    assert f"其余的可以先办，编号写：{first}..{third}" in error["next"]
    assert entries(run) == before
    assert {run.show(number)["state"] for number in (first, second, third)} == {state}
    assert not list(run.ledger.glob("archive/*/*"))
    assert run.verify()["ok"]


def test_what_only_the_decision_refuses_names_all_that_it_refuses(run: Office) -> None:
    low = run.walk("已审核", "1.1.1")
    high = run.walk("已审核", "3.2.1")
    also_high = run.walk("已审核", "3.2.1")
    assert run.ok("approve", low, "--by", SECRETARY, "--dry-run").code == 0
    before = entries(run)
    ran = run("approve", high, low, also_high, "--by", SECRETARY, "--json")
    assert ran.code == 3
    assert high in ran.json["error"]["message"]
    assert also_high in ran.json["error"]["message"]
    assert f"其余的可以先办，编号写：{low}" in ran.json["error"]["next"]
    assert entries(run) == before + 1, "the refusal for authority is recorded, once"
    last = run.ok("log", "--json").json["events"][-1]
    assert (last["kind"], last["subject"]) == ("拒绝", high)
    assert run.show(low)["state"] == "已审核"


def test_a_refusal_that_holds_for_all_is_said_and_recorded_once(run: Office) -> None:
    first, _, third = three(run, "已提出")
    before = entries(run)
    ran = run("review", f"{first}..{third}", "--by", SECRETARY, *ALL_PASS, "--json")
    assert ran.code == 3
    assert "另外办不了" not in ran.json["error"]["message"]
    assert "其余的" not in ran.json["error"]["next"]
    assert entries(run) == before + 1


def test_a_dry_run_of_several_records_nothing(run: Office) -> None:
    first, _, third = three(run, "已公开")
    before = entries(run)
    told = run.ok("archive", f"{first}..{third}", *FILE, "--dry-run", "--json").json
    assert [each["state"] for each in told["disclosures"]] == ["已归档"] * 3
    assert (told["receipt"], told["dry_run"]) == (None, True)
    assert entries(run) == before


@pytest.mark.parametrize(
    ("verb", "state", "words"),
    [
        ("review", "已提出", (*REVIEW, "--accept", "F1=值班电话")),
        ("approve", "已审核", (*APPROVE, "--code", "AAAA-AAAA-AAAA-AAAA")),
    ],
)
def test_what_belongs_to_one_disclosure_is_refused_with_several(
    run: Office, verb: str, state: str, words: tuple[str, ...]
) -> None:
    first, _, third = three(run, state)
    ran = run(verb, f"{first}..{third}", *words, "--json")
    assert ran.code == 2
    assert "只用于一件" in ran.json["error"]["message"]


def test_returned_and_escalated_together(run: Office) -> None:
    first, _, third = three(run, "已提出")
    run.ok("review", first, third, "--by", REVIEWER, "--return", "请补数字")
    assert [run.show(number)["state"] for number in (first, third)] == ["退回修改"] * 2
    high, also_high = run.walk("已审核", "3.2.1"), run.walk("已审核", "3.2.1")
    run.ok("approve", high, also_high, "--by", SECRETARY, "--escalate", "县直机关工委")
    assert run.show(high)["state"] == run.show(also_high)["state"] == "报批中"
    reply = ("--document-number", "工委〔2026〕3号")
    run.ok("approve", high, also_high, "--by", SECRETARY, *reply)
    assert run.show(high)["state"] == run.show(also_high)["state"] == "已审批"


def test_the_same_paper_is_evidence_for_all_and_kept_once(run: Office, tmp_path: Path) -> None:
    first, _, third = three(run, "已审批")
    paper = tmp_path / "签到表.txt"
    paper.write_text("签到表：到会二十人", encoding="utf-8")
    told = run.ok("publish", f"{first}..{third}", *MEETING, "--evidence", str(paper), "--json").json
    (sha256,) = {each["publications"][0]["evidence"][0]["sha256"] for each in told["disclosures"]}
    assert [path.name for path in (run.ledger / "files").iterdir()] == [sha256]
    assert run.verify()["ok"]


def test_a_terminal_reads_a_line_each_one_receipt_and_one_next_step(run: Office) -> None:
    first, second, third = three(run, "已提出")
    lines = run.ok("review", f"{first}..{third}", *REVIEW).out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == [first, second, third]
    assert lines[3] == "共3件"
    assert [line for line in lines if line.startswith("回执")] == [lines[4]]
    assert lines[5] == f"下一步：pdisc approve {first} {third} --by {SECRETARY}"  # not the second
    assert len(lines) == 6


def test_what_is_told_of_one_names_it_and_what_is_told_of_all_is_said_once(run: Office) -> None:
    first, inferred = run.propose("1.1.1", *ONE_CHANNEL), run.propose("2.1.1", *ONE_CHANNEL)
    excuse = ("--not-a-mark", "没有拦截过什么")
    told = run.ok("review", first, inferred, *REVIEW, *excuse, "--json").json["notices"]
    (scope,) = [each for each in told if "核定" in each]
    assert scope.startswith(f"{inferred}：")
    assert len([each for each in told if "--not-a-mark" in each]) == 1


def test_a_paper_under_a_mark_stops_all_and_is_recorded_once(run: Office, tmp_path: Path) -> None:
    first, _, third = three(run, "已审批")
    paper = tmp_path / "纪要.txt"
    paper.write_text("机密★1年\n会议纪要", encoding="utf-8")
    before = entries(run)
    words = (*MEETING, "--evidence", str(paper), "--json")
    ran = run("publish", f"{first}..{third}", *words)
    assert ran.code == 3
    assert "凭证1带有" in ran.json["error"]["message"]
    assert entries(run) == before + 1
    last = run.ok("log", "--json").json["events"][-1]
    assert (last["kind"], last["subject"]) == ("拒绝", first)
    assert not list(run.ledger.glob("files/*"))


def test_a_paper_that_is_not_there_stops_all(run: Office, tmp_path: Path) -> None:
    first, _, third = three(run, "已审批")
    before = entries(run)
    ran = run("publish", f"{first}..{third}", *MEETING, "--evidence", str(tmp_path / "没有.txt"))
    assert (ran.code, entries(run)) == (2, before)


def test_an_archive_that_is_too_early_for_one_files_none(run: Office) -> None:
    first = run.walk("已公开", "1.1.1", *ONE_CHANNEL)
    notice = run.walk("已公开", "1.1.2", "--channel", "公开栏", "--public-notice")
    ran = run("archive", first, notice, *FILE, "--json")
    assert ran.code == 3
    assert notice in ran.json["error"]["message"]
    assert f"编号写：{first}" in ran.json["error"]["next"]
    assert not list(run.ledger.glob("archive/*/*"))
    assert run.show(first)["state"] == "已公开"


# Several channels


def test_several_channels_of_one_disclosure_answer_as_the_disclosure(run: Office) -> None:
    number = run.walk("已审批", "1.1.1")
    before = entries(run)
    words = ("--channel", "会议、文件", "--channel", "网站", "--place", "党员活动室")
    ran = run("publish", number, *words, "--json")
    assert (ran.code, "--url" in ran.json["error"]["message"]) == (2, True)
    told = run.ok("publish", number, *words, "--url", "https://example.invalid/1", "--json").json
    assert told["number"] == number
    where = [(each["channel"], each["place"], each["url"]) for each in told["publications"]]
    assert where == [
        ("会议", "党员活动室", ""),
        ("文件", "党员活动室", ""),
        ("网站", "", "https://example.invalid/1"),
    ]
    assert told["open_channels"] == ["公开栏"]
    assert entries(run) == before + 3


def test_no_channel_is_lost_and_none_is_recorded_twice(run: Office) -> None:
    number = run.walk("已审批", "1.1.1")
    ran = run.ok("publish", number, "--channel", "会议", "--channel", "文件", "--place", "三楼")
    assert "实施，会议、文件" in ran.out
    before = entries(run)
    again = run(
        "publish", number, "--channel", "公开栏", "--channel", "文件", "--place", "三楼", "--json"
    )
    assert again.code == 3
    assert "文件" in again.json["error"]["message"]
    assert entries(run) == before


def test_a_channel_without_a_place_says_what_is_missing(run: Office) -> None:
    number = run.walk("已审批", "1.1.1")
    words = ("--channel", "网站", "--channel", "会议", "--url", "https://example.invalid/1")
    ran = run("publish", number, *words, "--json")
    assert ran.code == 2
    assert "--place" in ran.json["error"]["message"]


# 无事项


def test_several_nil_returns_are_one_answer(run: Office) -> None:
    codes = ("1.1.2", "2.2.2", "2.2.3")
    before = entries(run)
    words = ("--for", "2026-Q3", "--reason", "没有此类事项")
    told = run.ok("nil", "1.1.2、2.2.2", "２.２.３", *words, "--json").json
    assert set(told) == {"events", "receipt", "notices", "dry_run"}
    assert [(each["kind"], each["subject"]) for each in told["events"]] == [
        ("无事项", code) for code in codes
    ]
    assert told["receipt"] == run.verify()["receipt"]
    assert entries(run) == before + 3
    ran = run("nil", "4.1.2", "2.2.2", "4.1.3", "2.2.3", *words, "--json")
    assert ran.code == 3
    assert "2.2.2" in ran.json["error"]["message"]
    assert "2.2.3" in ran.json["error"]["message"]
    assert "其余的可以先办，编号写：4.1.2 4.1.3" in ran.json["error"]["next"]
    assert entries(run) == before + 3
    one = run.ok("nil", "4.1.2", *words, "--json").json
    assert one["subject"] == "4.1.2"


def test_a_nil_return_of_an_item_without_such_windows_names_it(run: Office) -> None:
    before = entries(run)
    words = ("--for", "2026-Q3", "--reason", "没有此类事项", "--json")
    ran = run("nil", "1.1.2", "3.1.1", *words)
    assert ran.code == 3
    assert "3.1.1" in ran.json["error"]["message"]
    ran = run("nil", "1.1.2", "9.9.9", *words)
    assert ran.code == 4
    assert "9.9.9" in ran.json["error"]["message"]
    assert entries(run) == before


def test_urge_takes_ranges_too(run: Office) -> None:
    first, second, third = three(run, "已提出")
    told = run.ok("urge", f"{first}..{third}", "--by", SECRETARY, "--json").json
    assert [each["number"] for each in told["event"]["asked"]] == [first, second, third]


def test_an_urge_names_all_that_nobody_here_holds(run: Office) -> None:
    mine = run.walk("已提出", "1.1.1")
    filed, gone = run.walk("已归档", "1.1.1", *ONE_CHANNEL), run.walk("已撤回", "1.1.2")
    before = entries(run)
    ran = run("urge", filed, mine, gone, "--by", SECRETARY, "--json")
    assert ran.code == 3
    assert filed in ran.json["error"]["message"]
    assert gone in ran.json["error"]["message"]
    assert f"编号写：{mine}" in ran.json["error"]["next"]
    assert entries(run) == before


# n at once = n one after another


def rows(run: Office) -> dict[str, list[Any]]:
    """Return all rows of a ledger but those that tell of the order of lines and the hashes."""
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if name not in ("journal", "payload")
        ]
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


LATE = ("--on", "2026-11-12", "--late-reason", "当时没有登记")
WAYS = {
    **{verb: (verb, state, words) for verb, (state, words, _) in VERBS.items()},
    "late": ("withdraw", "已提出", (*TAKE_BACK, *LATE)),
    "waived": (
        "review",
        "已提出",
        ("--by", PROPOSER, *ALL_PASS, "--waive-separation", "只有一人"),
    ),
    "opinion": ("approve", "已审核", (*APPROVE, "--opinion", "同意", "--note", "会上定的")),
}


@pytest.mark.parametrize("way", WAYS)
def test_several_at_once_leave_the_rows_of_one_after_another(
    run: Office, way: str, tmp_path: Path
) -> None:
    verb, state, words = WAYS[way]
    if way == "late":
        run.on("2026-11-12")
    run.ok("staff", "add", PROPOSER, "--office", "办公室", "--role", "审核")
    numbers = tuple(reversed(three(run, state)))
    run.on("2026-11-24")
    other = run.copy(tmp_path / "还有一份")
    run.ok(verb, *numbers, *words)
    for number in numbers:
        other.ok(verb, number, *words)
    assert rows(run) == rows(other)
    assert filed(run) == filed(other)


def test_several_channels_at_once_leave_the_rows_of_one_after_another(
    run: Office, tmp_path: Path
) -> None:
    number = run.walk("已审批", "1.1.1")
    other = run.copy(tmp_path / "还有一份")
    place, url = ("--place", "三楼会议室"), ("--url", "https://example.invalid/1")
    run.ok("publish", number, "--channel", "会议、网站、公开栏", *place, *url)
    for channel, where in (("会议", place), ("网站", url), ("公开栏", place)):
        other.ok("publish", number, "--channel", channel, *where)
    assert rows(run) == rows(other)


def test_several_nil_returns_leave_the_rows_of_one_after_another(
    run: Office, tmp_path: Path
) -> None:
    other = run.copy(tmp_path / "还有一份")
    words = ("--for", "2026-Q3", "--reason", "没有此类事项")
    run.ok("nil", "2.2.3", "1.1.2", "2.2.2", *words)
    for code in ("2.2.3", "1.1.2", "2.2.2"):
        other.ok("nil", code, *words)
    assert rows(run) == rows(other)


def filed(run: Office) -> list[str]:
    archive = run.ledger / "archive"
    return sorted(str(path.relative_to(archive)) for path in archive.rglob("*"))


# What it costs


def statements(monkeypatch: pytest.MonkeyPatch, run: Office, *words: str) -> list[str]:
    """Return the statements that one command asks of its databases."""
    asked: list[str] = []
    connect = sqlite3.connect

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(asked.append)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", traced)
        run.ok(*words)
    return asked


def test_the_lock_is_taken_once_and_each_more_costs_the_same(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run.propose("1.1.1", *ONE_CHANNEL)
    for _ in range(13):
        last = run.propose("1.1.1", *ONE_CHANNEL)
    assert (first, last) == ("2026-0001", "2026-0014")
    counts = []
    for span in ("2026-0001..2026-0002", "2026-0003..2026-0006", "2026-0007..2026-0014"):
        asked = statements(monkeypatch, run, "review", span, *REVIEW)
        assert sum(each.startswith("BEGIN IMMEDIATE") for each in asked) == 1
        assert sum(each.startswith("COMMIT") for each in asked) == 1
        counts.append(len(asked))
    two_more, four_more = counts[1] - counts[0], counts[2] - counts[1]
    assert four_more <= 2 * two_more + 4


def test_a_code_that_does_not_exist_is_not_among_what_can_be_done_without_the_rest(
    run: Office,
) -> None:
    why = ("--for", "2026-Q3", "--reason", "没有此类事项", "--by", PROPOSER)
    ran = run("nil", "3.5.2", "9.9.9", "3.2.1", *why)
    assert ran.code == 3
    assert "编号写：3.2.1\n" in ran.err
    assert "9.9.9" not in ran.err
