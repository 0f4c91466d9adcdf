"""DESIGN §6 as it is promised to scripts: keys, dates, options, receipts, dry runs, exit codes."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, NOW, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office, Ran
from filled_sheets import handed_out

from pdisc.clock import FixedClock
from pdisc.commands.table import COMMANDS
from pdisc.errors import ExitCode
from pdisc.words import State

REQUEST = {
    *("id", "content", "asker", "via", "received_on", "state", "decide_by", "answer_by", "outcome"),
    *("disclosure", "joined", "voices", "offers"),
}
LEAVES = tuple(
    f"{name} {part}" if part else name
    for name, spec in COMMANDS.items()
    for part in (spec.parts or ("",))
)
WITHOUT_JSON = frozenset({"tour", "help"})
"""DESIGN §6 gives no JSON for tour (—), and help is text."""

RECEIPT = re.compile(r"\d+(-[0-9A-HJKMNP-TV-Z]{4}){4}")

DISCLOSURE = {
    *("number", "public_number", "code", "item", "title", "state", "scope", "channels"),
    *("planned_on", "window", "occurred_on", "office", "proposed_by", "version", "content"),
    *("content_sha256", "check_code", "findings", "steps", "publications", "open_channels"),
    *("corrects", "corrected_by", "archive_number", "dossier", "next"),
}
STEP = {"act", "by", "on", "recorded_at", "result", "opinion", "late", "late_reason"}
PUBLICATION = {"channel", "on", "place", "url", "until", "evidence", "by", "taken_down_on"}
ITEM = {
    *("code", "level1", "level2", "level3", "channels", "scope", "timing", "every", "authority"),
    *("rule", "retention", "office", "inferred", "assumed"),
}
DUE = {"on", "overdue", "upcoming", "stuck", "waiting", "to_archive", "unconfirmed"}
DUE_ROW = {
    *("kind", "code", "item", "timing", "window", "number", "due_on", "days_overdue", "office"),
    *("holder", "why", "next"),
}
WHY = {
    *("about", "name", "code", "item", "title", "state", "on", "waits", "duties", "missing"),
    *("unconfirmed", "next"),
}
REPORT = {
    *("title", "from", "to", "as_of", "audience", "columns", "rows", "total", "norms", "receipt"),
}
REPORT_ROW = {
    *("code", "item", "scope", "timing", "due", "published", "status", "numbers"),
}
STAFF = {"name", "office", "roles", "authority", "active", "terms"}
EVENT = {"kind", "subject", "by", "operator", "on", "recorded_at", "late", "late_reason", "event"}

OPINION = {
    *("opinions", "id", "number", "content", "via", "received_on", "settle_by", "state"),
    *("result", "feedback", "rectify", "rectified_by"),
}
DATA = Path(__file__).parent / "data"

ASKED = "2026-D001"
STATES = frozenset(State)

CALLS: dict[str, tuple[str, tuple[str, ...], set[str]]] = {
    # command: the state of the disclosure N to prepare, the words after it (OUT: a file beside the
    # ledger), the keys to expect
    "propose": (
        "",
        ("1.1.1", "--title", "示例标题", "--content", "示例正文"),
        {*DISCLOSURE, "receipt"},
    ),
    "review": ("已提出", ("N", "--by", REVIEWER, *ALL_PASS), {*DISCLOSURE, "receipt"}),
    "approve": ("已审核", ("N", "--by", SECRETARY), {*DISCLOSURE, "receipt"}),
    "publish": (
        "已审批",
        ("N", "--channel", "会议", "--place", "会议室"),
        {*DISCLOSURE, "receipt"},
    ),
    "archive": ("已公开 1.3.1", ("N", "--no-opinions"), {*DISCLOSURE, "receipt"}),
    "revise": ("已提出", ("N", "--content", "改过的正文"), {*DISCLOSURE, "receipt"}),
    "redact": ("已提出", ("N", "--mask", "本期情况"), {*DISCLOSURE, "receipt"}),
    "lift": (
        "",
        ("1.1.1", "--document-number", "测党发〔2026〕1号", "--reason", "摘录", "--by", SECRETARY),
        {*EVENT, "receipt"},
    ),
    "screen": ("", (str(Path(__file__)),), {"files", "found"}),
    "withdraw": ("已提出", ("N", "--reason", "不再需要"), {*DISCLOSURE, "receipt"}),
    "takedown": ("已公开", ("N", "--reason", "到期"), {*DISCLOSURE, "receipt"}),
    "correct": ("已公开", ("N", "--content", "更正的正文"), {*DISCLOSURE, "receipt"}),
    "evidence": (
        "已审批",
        ("N", "--step", "审批", "--file", str(Path(__file__))),
        {*DISCLOSURE, "receipt"},
    ),
    "reassign": (
        "已公开",
        ("N", "--for", "2026-Q1", "--reason", "期次写错", "--by", SECRETARY),
        {*DISCLOSURE, "receipt"},
    ),
    "opening": (
        "",
        ("1.1.1", "--for", "2026-Q1", "--reason", "按纸质台账公开", "--by", SECRETARY),
        {*EVENT, "receipt"},
    ),
    "due": ("已提出", (), DUE),
    "report": ("已公开", (), REPORT),
    "print": ("已提出", ("每周要办", "--out", "OUT"), {"file"}),
    "calendar": ("已提出", ("OUT",), {"files"}),
    "dossier list": ("已归档", (), {"dossiers"}),
    "dossier verify": ("已归档", (), {"ok", "dossiers", "problems"}),
    "dossier due": ("已归档", ("--on", "2099-01-01"), {"on", "boxes"}),
    "site": ("已提出", ("OUT",), {"files", "folder", "with"}),
    "nil": ("", ("1.1.1", "--for", "2026-Q3", "--reason", "没有"), {*EVENT, "receipt"}),
    "occurred": ("", ("1.3.3", "--on", "2026-11-23", "--note", "活动"), {*EVENT, "receipt"}),
    "urge": (
        "",
        ("1.1.1", "--by", SECRETARY, "--reason", "该报了"),
        {*EVENT, "receipt"},
    ),
    "opinion add": ("已公开", ("N", "--content", "写错了"), {*OPINION, "receipt"}),
    "opinion list": ("已公开", ("N",), {"opinions"}),
    "opinion assign": ("已公开", ("Y", "--to", SECRETARY), {*OPINION, "receipt"}),
    "opinion settle": (
        "已公开",
        ("Y", "--result", "属实", "--feedback", "已经答复"),
        {*OPINION, "receipt"},
    ),
    "defer": (
        "",
        ("1.1.1", "--for", "2026-Q4", "--to", "2027-03-01", "--reason", "换届", "--by", SECRETARY),
        {*EVENT, "receipt"},
    ),
    "waive": (
        "",
        ("1.1.1", "--for", "2026-Q3", "--reason", "机构改革", "--by", SECRETARY),
        {*EVENT, "receipt"},
    ),
    "request add": ("", ("--content", "请公开食堂价格"), {*REQUEST, "receipt"}),
    "request list": ("点题", (), {"requests"}),
    "request show": ("点题", (ASKED,), {*REQUEST, "name", "contact"}),
    "request decide": (
        "点题",
        (ASKED, "--outcome", "应公开未公开", "--by", SECRETARY),
        {*REQUEST, "receipt"},
    ),
    "request extend": (
        "点题",
        (ASKED, "--reason", "要查账", "--by", SECRETARY),
        {*REQUEST, "receipt"},
    ),
    "request supplement": ("点题 征求第三方", (ASKED,), {*REQUEST, "receipt"}),
    "request answer": (
        "点题 应公开未公开",
        (ASKED, "--content", "已经提出公开。"),
        {*REQUEST, "receipt"},
    ),
    "request join": ("点题", (ASKED, "2026-D002"), {*REQUEST, "receipt"}),
    "request refer": (
        "点题 不予公开",
        (ASKED, "--to", "示例县委"),
        {*REQUEST, "receipt"},
    ),
    "annul": ("", ("7", "--reason", "写错了姓名", "--by", SECRETARY), {*EVENT, "receipt"}),
    "list": ("已提出", (), {"disclosures"}),
    "show": ("已提出", ("N",), {*DISCLOSURE, "versions", "opinions", "files"}),
    "search": ("已提出", ("本期",), {"disclosures"}),
    "log": ("已提出", ("N",), {"events"}),
    "why": ("已提出", ("N",), WHY),
    "catalog list": ("", (), {"items"}),
    "catalog show": ("", ("1.2.1",), {"items"}),
    "catalog check": ("", (), set()),
    "catalog confirm": ("", ("1.2.1",), {"items", "receipt"}),
    "catalog add": (
        "",
        (
            "1.1",
            "--item",
            "示例事项",
            "--channel",
            "会议",
            "--scope",
            "党内",
            "--timing",
            "随时",
            "--reason",
            "需要公开",
        ),
        {"items", "receipt"},
    ),
    "catalog set": ("", ("1.1.1", "--every", "每月"), {"items", "receipt"}),
    "catalog changed": ("", ("5.1.1",), {"items", "receipt"}),
    "catalog reconfirm": ("已公开 5.1.1", ("5.1.1",), {"items", "receipt"}),
    "catalog retire": ("", ("1.1.1", "--reason", "不再承担"), {"items", "receipt"}),
    "staff add": (
        "",
        ("测试新人庚", "--office", "支部", "--role", "审核"),
        {"staff", "receipt"},
    ),
    "staff list": ("", (), {"staff"}),
    "staff close": ("", (REVIEWER,), {"staff", "receipt"}),
    "config show": ("", (), set()),
    "config set": ("", ("审核时限", "5"), {"receipt"}),
    "workdays plus": (
        "",
        ("2026-02-13", "5"),
        {"from", "days", "date", "estimated", "unknown_years", "skipped", "made_up"},
    ),
    "workdays check": (
        "",
        (str(DATA / "workdays_2027.yaml"),),
        {*EVENT, "receipt", "years", "own", "missing", "file"},
    ),
    "workdays own": (
        "",
        (str(DATA / "本单位放假_2026.yaml"),),
        {*EVENT, "receipt", "years", "own", "missing", "file"},
    ),
    "init": (
        "",
        ("--unit", "新单位", "--since", "2026-01-01"),
        {"ledger", "unit", "items", "since", "receipt"},
    ),
    "sheet": ("填报", ("--from", "F"), {"disclosures", "events", "problems", "receipt"}),
    "catalog sheet": (
        "核定表",
        ("--from", "F", "--by", SECRETARY),
        {"disclosures", "events", "problems", "receipt"},
    ),
    "survey add": (
        "已公开",
        ("N", "--group", "党员", "--counts", "12,3,1,2", "--asked", "20"),
        {*EVENT, "receipt", "groups"},
    ),
    "survey show": ("已公开", ("N",), {"number", "window", "groups", "remedial"}),
    "survey import": ("", (str(DATA / "测评表_填好.xlsx"),), {"events", "receipt", "rows"}),
    "template list": ("", (), {"templates", "fields"}),
    "template export": ("", ("审批表", "--out", "OUT.docx"), {"file"}),
    "template set": ("模板", ("审批表", "T", "--reason", "换版式"), {*EVENT, "receipt", "file"}),
    "template drop": ("用模板", ("审批表", "--reason", "不再用"), {*EVENT, "receipt"}),
    "verify": ("", (), {"ok", "events", "head", "receipt", "problems"}),
}
WRITES = tuple(
    leaf
    for leaf in LEAVES
    if (COMMANDS[leaf.split()[0]].parts or {}).get(leaf.split()[-1], COMMANDS[leaf.split()[0]]).kind
    == "write"
)


def petition(run: Office, *outcomes: str) -> None:
    """Receive two requests, and decide the first of them."""
    for content in ("请公开食堂价格", "请公开食堂采购价格"):
        run.ok("request", "add", "--content", content)
    for outcome in outcomes:
        why = ("--reason", "涉及商业秘密", "--basis", "条例第十五条", "--by", SECRETARY)
        run.ok("request", "decide", ASKED, "--outcome", outcome, *why)


def filled_in(run: Office, path: Path, which: str) -> None:
    """Hand out the sheet of a quarter, or of the catalogue, and fill in its first row."""
    if which == "填报":
        page = handed_out(run, path.parent, "sheet", "2026-Q3", name=path.name)
        page.disclose("1.1.1")
    else:
        page = handed_out(run, path.parent, "catalog", "sheet", name=path.name)
        page.fill(page.row("1.1.1"), 核定="是")
    page.save(path.name)


def words_of(run: Office, command: str) -> list[str]:
    """Prepare what a command needs; return its words."""
    state, words, _ = CALLS[command]
    number = run.walk(*state.split()) if state and state.split()[0] in STATES else ""
    if state.startswith("点题"):
        petition(run, *state.split()[1:])
    template = str(run.ledger.with_name("样式.docx"))
    if state.endswith("模板"):
        run.ok("template", "export", "审批表", "--out", template)
    if state == "用模板":
        run.ok("template", "set", "审批表", template, "--reason", "换版式")
    filled = run.ledger.with_name("填报.xlsx")
    if state in ("填报", "核定表"):
        filled_in(run, filled, state)
    if command == "init":
        run.ledger = run.ledger.with_name("新台账")
    if "Y" in words:
        run.ok("opinion", "add", number, "--content", "写错了")
    meant = {"N": number, "Y": f"{number}-Y1", "OUT": str(run.ledger.with_name("输出"))}
    meant |= {"F": str(filled), "OUT.docx": str(run.ledger.with_name("输出.docx")), "T": template}
    return [*command.split(), *(meant.get(word, word) for word in words)]


def one_document(ran: Ran) -> Any:
    """Return the only JSON document on stdout; the decoder refuses anything after it."""
    assert ran.out.endswith("}\n")
    return json.loads(ran.out)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, by its relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(folder.rglob("*"))
    }


def test_every_registered_command_has_a_call_here() -> None:
    assert set(CALLS) == set(LEAVES) - WITHOUT_JSON


@pytest.mark.parametrize("command", CALLS)
def test_json_is_one_document_with_the_promised_keys(run: Office, command: str) -> None:
    ran = run.ok(*words_of(run, command), "--json")
    assert set(one_document(ran)) >= CALLS[command][2]
    assert ran.err == ""


@pytest.mark.parametrize("command", CALLS)
def test_json_is_the_same_before_the_command_and_with_plain(run: Office, command: str) -> None:
    words = words_of(run, command)
    dry = ["--dry-run"] if command in WRITES else []
    after = run.ok(*words, *dry, "--json")
    before = run.ok("--json", *words, *dry)
    between = run.ok("--plain", *words, *dry, "--json")
    pairs = {before.out, after.out, between.out}
    pairs = {re.sub(r'"(hash|receipt)": "[-\w]+"', "", out) for out in pairs}  # a fresh salt
    assert len(pairs) == 1


def test_every_step_of_a_disclosure_has_the_promised_keys(run: Office) -> None:
    number = run.walk("已归档")
    shown = run.show(number)
    assert [step["act"] for step in shown["steps"]] == [
        *("提出", "审核", "审批", "实施", "实施", "实施", "实施", "撤下", "归档"),
    ]
    assert all(set(step) >= STEP for step in shown["steps"])
    assert len(shown["publications"]) == 4
    assert all(set(publication) >= PUBLICATION for publication in shown["publications"])
    assert [set(version) >= {"version", "title", "content"} for version in shown["versions"]] == [
        True
    ]
    assert shown["archive_number"] == "WS·2026-D10-0001"
    assert (run.ledger / shown["dossier"]).is_dir()
    assert shown["next"] == ""


def test_the_small_values_of_a_disclosure(run: Office) -> None:
    number = run.propose(
        "1.1.1", "--title", "示例标题", "--content", "示例正文", "--for", "2026-Q3"
    )
    shown = run.show(number)
    fixed = {name: shown[name] for name in DISCLOSURE - {"content_sha256", "check_code", "steps"}}
    assert fixed == {
        "number": "2026-0001",
        "public_number": None,
        "code": "1.1.1",
        "item": "执行中央方针政策，上级党委决策、决议和部署",
        "title": "示例标题",
        "state": "已提出",
        "scope": "社会",
        "channels": ["会议", "文件", "公开栏", "网站"],
        "planned_on": None,
        "window": "2026年三季度",
        "occurred_on": None,
        "office": "办公室",
        "proposed_by": PROPOSER,
        "version": 1,
        "content": "示例正文",
        "findings": [],
        "publications": [],
        "open_channels": [],
        "corrects": None,
        "corrected_by": None,
        "archive_number": None,
        "dossier": None,
        "next": "pdisc review 2026-0001 --by 测试审核丙 --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过",
    }
    assert re.fullmatch(r"[0-9a-f]{64}", shown["content_sha256"])
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", shown["check_code"])


def test_a_correction_is_linked_both_ways_from_its_proposal_on(run: Office) -> None:
    number = run.walk("已公开")
    again = run.ok("correct", number, "--content", "更正", "--json").json
    assert (again["corrects"], again["state"]) == (number, "已提出")
    assert run.show(number)["corrected_by"] == again["number"]
    third = run.ok("correct", number, "--content", "再更正", "--json").json
    assert run.show(number)["corrected_by"] == third["number"]


def test_public_numbers_are_not_shaped_like_ledger_numbers(run: Office) -> None:
    run.walk("已提出")
    number = run.walk("已公开")
    assert (number, run.show(number)["public_number"]) == ("2026-0002", "公1")


def test_due_rows_have_the_promised_keys_in_every_list(run: Office) -> None:
    run.walk("已提出", "1.1.1")
    run.walk("报批中", "1.1.2")
    run.walk("已公开", "5.1.1")
    run.on("2027-01-05")
    found = run.ok("due", "--json").json
    for name in ("overdue", "upcoming", "stuck", "waiting", "to_archive"):
        assert found[name], name
        assert all(set(row) >= DUE_ROW for row in found[name]), name
    assert all(set(row) == {"code", "field", "value", "why"} for row in found["unconfirmed"])


def test_due_is_sorted_by_due_date_and_code(run: Office) -> None:
    found = run.ok("due", "--json").json
    places = [
        (row["due_on"], [int(part) for part in row["code"].split(".")]) for row in found["overdue"]
    ]
    assert places == sorted(places)


def test_a_report_has_36_rows_and_five_norms(run: Office) -> None:
    found = run.ok("report", "--json").json
    assert len(found["rows"]) == 36
    assert all(set(row) >= REPORT_ROW for row in found["rows"])
    assert [norm["norm"] for norm in found["norms"]] == ["内容", "范围", "程序", "方式", "按时"]
    assert all(set(norm) >= {"norm", "met", "of", "numbers"} for norm in found["norms"])
    assert RECEIPT.fullmatch(found["receipt"])
    small = {name: found[name] for name in ("title", "from", "to", "as_of", "audience")}
    assert small == {
        "title": "测试单位党务公开情况统计表（2026年）",
        "from": "2026-01-01",
        "to": "2026-12-31",
        "as_of": "2026-11-24",
        "audience": "内部",
    }


def test_report_as_json_format_is_the_same_document(run: Office) -> None:
    assert run.ok("report", "--format", "json").out == run.ok("report", "--json").out


def test_the_catalogue_has_every_key_in_document_order(run: Office) -> None:
    items = run.ok("catalog", "list", "--json").json["items"]
    assert len(items) == 36
    assert all(set(item) >= ITEM for item in items)
    codes = [[int(part) for part in item["code"].split(".")] for item in items]
    assert codes == sorted(codes)


def test_the_roster_as_a_whole_document(run: Office) -> None:
    run.ok("staff", "close", SECRETARY)
    people = run.ok("staff", "list", "--json").json
    assert set(people) == {"staff"}
    assert all(set(person) == STAFF for person in people["staff"])
    terms = [person.pop("terms") for person in people["staff"]]
    assert terms[3] == [
        {
            "office": "支部",
            "roles": ["审批"],
            "authority": "支部书记",
            "from": "2026-01-01",
            "to": "2026-11-23",
            "acting_for": "",
            "document_number": "",
        }
    ]
    assert [person for person in people["staff"] if person["office"] == "支部"] == [
        {
            "name": REVIEWER,
            "office": "支部",
            "roles": ["审核"],
            "authority": None,
            "active": True,
        },
        {
            "name": SECRETARY,
            "office": "支部",
            "roles": ["审批"],
            "authority": "支部书记",
            "active": False,
        },
        {
            "name": "测试委员戊",
            "office": "支部",
            "roles": ["审批"],
            "authority": "支部委员会",
            "active": True,
        },
    ]


def test_init_as_a_whole_document(run: Office) -> None:
    run.ledger = run.ledger.with_name("新台账")
    made = run.ok("init", "--unit", "新单位", "--json").json
    receipt = made.pop("receipt")
    assert RECEIPT.fullmatch(receipt)
    assert receipt.startswith("1-")
    assert made == {
        "ledger": str(run.ledger),
        "unit": "新单位",
        "items": 36,
        "since": "2026-11-24",
        "dry_run": False,
    }


def test_verify_as_a_whole_document(run: Office) -> None:
    found = run.verify()
    head, receipt = found.pop("head"), found.pop("receipt")
    assert found == {"ok": True, "events": 7, "problems": [], "notes": []}
    assert re.fullmatch(r"[0-9a-f]{64}", head)
    assert RECEIPT.fullmatch(receipt)


def test_a_nil_return_as_a_whole_document(run: Office) -> None:
    found = run.ok("nil", "1.1.1", "--for", "2026年三季度", "--reason", "没有", "--json").json
    for unsteady in ("hash", "receipt"):
        found.pop(unsteady)
    assert found == {
        "seq": 8,
        "kind": "无事项",
        "subject": "1.1.1",
        "by": PROPOSER,
        "operator": PROPOSER,
        "entered_for": False,
        "on": "2026-11-24",
        "recorded_at": "2026-11-24T02:00:00.000000Z",
        "late": False,
        "late_reason": "",
        "note": "",
        "waiver": "",
        "event": {"kind": "无事项", "code": "1.1.1", "window": "2026-Q3", "reason": "没有"},
        "annulled": None,
        "said": "",
        "notices": ["2026年三季度最迟 2026-10-20 答复，这一笔算逾期答复"],
        "dry_run": False,
    }


# Dates and windows


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026年11月23日", "2026-11-23"),
        ("2026年1月5日", "2026-01-05"),
        (" 2026-11-23 ", "2026-11-23"),
        ("今天", "2026-11-24"),
        ("昨天", "2026-11-23"),
    ],
)
def test_every_spelling_of_a_date_is_accepted(run: Office, typed: str, meant: str) -> None:
    assert run.ok("due", "--on", typed, "--json").json["on"] == meant


def test_dates_are_beijing_dates_whatever_the_machine_thinks(run: Office) -> None:
    run.clock.instant = datetime.fromisoformat("2026-11-24T17:30:00+00:00")
    assert run.ok("due", "--on", "今天", "--json").json["on"] == "2026-11-25"


def test_dates_are_accepted_by_every_option_that_takes_one(run: Office) -> None:
    number = run.propose("1.3.3", "--occurred", "昨天", "--planned", "2026年12月1日")
    shown = run.show(number)
    assert (shown["occurred_on"], shown["planned_on"]) == ("2026-11-23", "2026-12-01")
    made = run.ok("report", "--from", "2026年1月1日", "--to", "昨天", "--as-of", "今天", "--json")
    assert (made.json["from"], made.json["to"]) == ("2026-01-01", "2026-11-23")
    assert made.json["as_of"] == "2026-11-24"


@pytest.mark.parametrize("typed", ["2026-Q3", "2026年三季度"])
def test_both_spellings_of_a_window_are_accepted_and_printed_alike(run: Office, typed: str) -> None:
    assert run.show(run.propose("1.1.1", "--for", typed))["window"] == "2026年三季度"
    nil = run.ok("nil", "1.1.2", "--for", typed, "--reason", "没有", "--json")
    assert nil.json["event"]["window"] == "2026-Q3"
    made = run.ok("report", "--quarter", typed, "--json").json
    assert (made["from"], made["to"]) == ("2026-07-01", "2026-09-30")


def test_windows_in_json_are_as_printed(run: Office) -> None:
    windows = {row["window"] for row in run.ok("due", "--json").json["overdue"]}
    assert windows == {None, "2026年", "2026年一季度", "2026年二季度", "2026年三季度"}


# The options of every command


def test_the_ledger_and_the_operator_are_taken_before_and_after_the_command(run: Office) -> None:
    there = run.ledger.with_name("别处")
    shutil.copytree(run.ledger, there)
    elsewhere = {"PDISC_LEDGER": str(run.ledger.with_name("没有"))}
    plan = (
        "propose",
        "1.1.1",
        "--title",
        "示例标题",
        "--content",
        "示例正文",
        "--by",
        PROPOSER,
        "--json",
    )
    before = run("--ledger", str(there), "--as", "甲操作", *plan, env=elsewhere)
    after = run(*plan, "--ledger", str(there), "--as", "乙操作", env=elsewhere)
    assert [before.json["number"], after.json["number"]] == ["2026-0001", "2026-0002"]
    assert [ran.json["steps"][0]["operator"] for ran in (before, after)] == ["甲操作", "乙操作"]


def test_the_operator_of_the_environment_decides_where_nobody_is_named(run: Office) -> None:
    step = run.ok("propose", "1.1.1", "--title", "示例标题", "--content", "示例正文", "--json").json
    assert (step["steps"][0]["by"], step["steps"][0]["operator"]) == (PROPOSER, PROPOSER)


def test_somebody_who_enters_it_for_another_is_recorded_as_such(run: Office) -> None:
    number = run.walk("已审核")
    last = run.ok("log", number, "--json").json["events"][-1]
    assert (last["by"], last["operator"], last["entered_for"]) == (REVIEWER, PROPOSER, True)


# Receipts and dry runs


@pytest.mark.parametrize("command", WRITES)
def test_every_write_answers_with_the_receipt_that_verify_confirms(
    run: Office, command: str
) -> None:
    receipt = run.ok(*words_of(run, command), "--json").json["receipt"]
    assert RECEIPT.fullmatch(receipt)
    assert run.verify("--expect", receipt)["receipt"] == receipt


@pytest.mark.parametrize("command", WRITES)
def test_the_receipt_is_printed_for_people_too(run: Office, command: str) -> None:
    assert re.search(rf"回执 {RECEIPT.pattern}\n", run.ok(*words_of(run, command)).out)


@pytest.mark.parametrize("command", WRITES)
def test_a_dry_run_says_the_same_and_writes_nothing(run: Office, command: str) -> None:
    words = words_of(run, command)
    before = contents(run.ledger.parent)
    ran = run.ok(*words, "--dry-run", "--json").json
    assert contents(run.ledger.parent) == before
    assert ran["dry_run"] is True
    assert ran["receipt"] is None
    really = run.ok(*words, "--json").json
    assert really["dry_run"] is False
    assert set(really) == set(ran)


@pytest.mark.parametrize("command", WRITES)
def test_a_dry_run_tells_people_that_nothing_was_recorded(run: Office, command: str) -> None:
    ran = run.ok(*words_of(run, command), "--dry-run")
    assert "试运行" in ran.out
    assert "回执" not in ran.out


def test_a_dry_run_with_a_file_keeps_no_file(run: Office, tmp_path: Path) -> None:
    paper = tmp_path / "附件.txt"
    paper.write_text("附件", encoding="utf-8")
    before = contents(run.ledger)
    run.ok("propose", "1.1.1", "--title", "示例标题", "--attach", str(paper), "--dry-run")
    assert contents(run.ledger) == before


def test_a_refusal_of_authority_is_recorded_but_not_in_a_dry_run(run: Office) -> None:
    number = run.walk("已审核", "1.3.1")
    for dry, more in (("--dry-run", 0), ("--json", 1)):
        events = run.verify()["events"]
        assert run("approve", number, "--by", SECRETARY, dry).code == ExitCode.REFUSED
        assert run.verify()["events"] == events + more
    last = run.ok("log", number, "--json").json["events"][-1]
    assert last["event"]["refusal"] == "职权"


# Refusals as JSON


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("propose",), 2),
        (("nosuch",), 2),
        (("due", "--nosuch"), 2),
        (("show",), 2),
        (("catalog",), 2),
        (("due", "extra"), 2),
        (("publish", "2026-0001", "--channel", "会议", "--place", "会议室"), 3),
        (("show", "2026-0009"), 4),
        (("catalog", "show", "9.9.9"), 4),
        (("list", "--ledger", "/nonexistent/台账"), 7),
        (("list", "--format", "csv", "--out", "/nonexistent/表.csv"), 8),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_errors_are_one_json_document(
    run: Office, words: tuple[str, ...], code: int, first: bool
) -> None:
    run.walk("已提出")
    ran = run("--json", *words) if first else run(*words, "--json")
    document = one_document(ran)
    assert ran.code == code
    assert ran.err == ""
    assert set(document) == {"error"}
    assert set(document["error"]) == {"code", "message", "next"}
    assert document["error"]["code"] == code
    assert re.search(r"[\u4e00-\u9fff]", document["error"]["message"])


def test_an_error_without_json_goes_to_stderr_with_the_next_step(run: Office) -> None:
    ran = run("show", "2026-0009")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "未找到：没有编号为“2026-0009”的公开事项\n下一步：pdisc list\n"


def test_the_empty_error_as_a_whole_document(run: Office) -> None:
    assert run("show", "2026-0009", "--json").json == {
        "error": {"code": 4, "message": "没有编号为“2026-0009”的公开事项", "next": "pdisc list"}
    }


# Exit codes


def ends_well(run: Office) -> int:
    return run("due").code


class BrokenClock(FixedClock):
    """A clock whose battery is dead: it raises whatever it is told to."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(NOW)
        self.error = error

    def now(self) -> datetime:
        raise self.error


def ends_in_a_fault(run: Office) -> int:
    ran = Office(run.ledger, BrokenClock(ZeroDivisionError()))("due")
    assert ran.out == ""
    assert "程序错误" in ran.err
    assert "Traceback" not in ran.err
    return ran.code


def ends_in_a_usage_error(run: Office) -> int:
    return run("due", "--nosuch").code


def ends_in_a_refusal(run: Office) -> int:
    return run("archive", run.walk("已提出"), "--no-opinions").code


def ends_in_nothing_found(run: Office) -> int:
    return run("show", "2026-0001").code


class MeddlingClock(FixedClock):
    """A clock at which, on the second look at it, somebody else gets in between.

    `--on` is read once before the disclosure is looked at and once more before it is acted on.
    """

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(NOW)
        self.looks = 0
        self.meanwhile = meanwhile

    def now(self) -> datetime:
        self.looks += 1
        if self.looks == 2:
            self.meanwhile()
        return super().now()


def ends_in_a_conflict(run: Office) -> int:
    number = run.walk("已提出")
    late = Office(run.ledger, MeddlingClock(lambda: run.review(number)))
    ran = late("withdraw", number, "--reason", "晚了一步", "--on", "今天")
    assert "已被改动" in ran.err
    assert run.show(number)["state"] == "已审核"
    return ran.code


def ends_waiting_for_the_lock(run: Office) -> int:
    with closing(sqlite3.connect(run.ledger / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", env={"PDISC_WAIT": "0.1"})
    assert "0.1秒" in ran.err
    return ran.code


def ends_without_a_ledger(run: Office) -> int:
    return run("due", "--ledger", str(run.ledger / "没有")).code


def ends_without_a_place_to_write(run: Office) -> int:
    return run(
        "report", "--format", "csv", "--out", str(run.ledger.parent / "没有" / "表.csv")
    ).code


def ends_in_a_failed_verification(run: Office) -> int:
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as database:
        database.execute("UPDATE appointment SET office = '别处' WHERE seq = 2")
        database.commit()
    return run("verify").code


def ends_with_attention(run: Office) -> int:
    return run("due", "--exit-code").code


def stopped_by(run: Office, number: signal.Signals) -> int:
    """Send a signal to the real program while it reads a proposal from a pipe; return its code."""
    pipe = run.ledger.with_name("正文")
    os.mkfifo(pipe)
    words = ("propose", "1.1.1", "--title", "示例标题", "--content-file", str(pipe))
    process = subprocess.Popen(
        [sys.executable, "-m", "pdisc", *words],
        env={**os.environ, "PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with pipe.open("wb"):  # opens only once the program has opened the other end
        time.sleep(0.2)  # until it reads: before, the signal is seen only when the read comes back
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert out == b""
    assert b"Traceback" not in err
    assert run.verify()["events"] == 7
    return process.returncode


def ends_interrupted(run: Office) -> int:
    return stopped_by(run, signal.SIGINT)


def ends_terminated(run: Office) -> int:
    return stopped_by(run, signal.SIGTERM)


WAYS_TO_END: dict[ExitCode, Callable[[Office], int]] = {
    ExitCode.DONE: ends_well,
    ExitCode.FAULT: ends_in_a_fault,
    ExitCode.USAGE: ends_in_a_usage_error,
    ExitCode.REFUSED: ends_in_a_refusal,
    ExitCode.NOT_FOUND: ends_in_nothing_found,
    ExitCode.CONFLICT: ends_in_a_conflict,
    ExitCode.BUSY: ends_waiting_for_the_lock,
    ExitCode.LEDGER: ends_without_a_ledger,
    ExitCode.STORAGE: ends_without_a_place_to_write,
    ExitCode.VERIFY: ends_in_a_failed_verification,
    ExitCode.ATTENTION: ends_with_attention,
    ExitCode.INTERRUPTED: ends_interrupted,
    ExitCode.TERMINATED: ends_terminated,
}


def test_every_exit_code_has_a_way_to_it_and_they_are_those_of_the_contract() -> None:
    assert list(map(int, ExitCode)) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 130, 143]
    assert set(WAYS_TO_END) == set(ExitCode)


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_reachable(run: Office, code: ExitCode) -> None:
    if code in (ExitCode.INTERRUPTED, ExitCode.TERMINATED) and not hasattr(os, "mkfifo"):
        pytest.skip("signals and named pipes are POSIX")
    assert WAYS_TO_END[code](run) == code


def test_an_interrupt_inside_the_process_is_130(run: Office) -> None:
    ran = Office(run.ledger, BrokenClock(KeyboardInterrupt()))("due", "--json")
    assert ran.code == ExitCode.INTERRUPTED


def test_a_fault_is_one_json_document_too(run: Office) -> None:
    ran = Office(run.ledger, BrokenClock(ZeroDivisionError()))("due", "--json")
    assert one_document(ran)["error"]["code"] == ExitCode.FAULT


def test_nothing_due_is_0_even_when_asked_for_attention(run: Office) -> None:
    run.ledger = run.ledger.with_name("新台账")
    run.ok("init", "--since", "今天")
    run.ok("catalog", "set", "1.2.1", "--timing", "随时")
    assert run("due", "--on", "今天", "--exit-code").code == ExitCode.DONE


def test_conflicts_in_the_catalogue_are_20_only_where_asked(run: Office) -> None:
    assert run("catalog", "check").code == ExitCode.DONE
    assert run("catalog", "check", "--exit-code").code == ExitCode.ATTENTION


def test_an_approval_must_be_of_the_exact_plan_where_a_code_is_given(run: Office) -> None:
    number = run.walk("已审核")
    right = run.show(number)["check_code"]
    assert run("approve", number, "--by", SUPERIOR, "--code", "0" * 16).code == ExitCode.REFUSED
    run.ok("approve", number, "--by", SUPERIOR, "--code", right.lower())
