"""核定: shown before, never 保管期限 without the approved table, and on paper for the leader."""

import io
import json
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from conftest import SECRETARY, Office
from test_legality import told_of
from test_replay import with_event

from pdisc.ledger.journal import JournalLine

PAPER = ("--document-number", "平档发〔2026〕3号")


def item(run: Office, code: str) -> Any:
    return run.ok("catalog", "show", code, "--json").json


def test_retention_stays_open_without_the_tables_number(run: Office) -> None:
    done = run.ok("catalog", "confirm", "1.1.2", "--json").json

    assert item(run, "1.1.2")["assumed"] == ["retention"]
    assert item(run, "1.1.2")["inferred"] == []
    assert any("保管期限没有核定" in each for each in done["notices"])
    assert "retention" not in {each["field"] for each in done["confirmed"]}


def test_with_its_number_it_is_confirmed_and_the_journal_names_the_paper(run: Office) -> None:
    run.ok("catalog", "confirm", "1.1.2", *PAPER)
    assert item(run, "1.1.2")["assumed"] == []
    (event,) = [x for x in run.ok("log", "1.1.2", "--json").json["events"] if x["kind"] == "目录"]
    assert event["event"]["document_number"] == PAPER[1]
    assert "平档发〔2026〕3号" in run.ok("log", "1.1.2").out
    assert run.verify()["ok"]


def test_all_confirms_the_rest_and_says_so(run: Office) -> None:
    done = run.ok("catalog", "confirm", "--all", "--json").json
    held = run.ok("catalog", "list", "--json").json["items"]
    assert {tuple(each["assumed"]) for each in held} == {("retention",)}
    assert sum("保管期限没有核定" in each for each in done["notices"]) == 1
    assert len(done["events"]) == 36

    again = run("catalog", "confirm", "--all")
    assert again.code == 3
    assert "--document-number" in again.err
    run.ok("catalog", "confirm", "--all", *PAPER)
    assert run.ok("catalog", "check", "--json").json["unconfirmed"] == 0
    assert run("catalog", "confirm", "--all", *PAPER).code == 3


def test_retention_by_itself_needs_the_number_on_the_call(run: Office) -> None:
    ran = run("catalog", "confirm", "1.1.2", "--field", "保管期限")
    assert ran.code == 2
    assert "--document-number" in ran.err
    assert run("catalog", "confirm", "1.1.2", "--field", "保管期限", *PAPER).code == 0
    assert "retention" not in item(run, "1.1.2")["assumed"]


@pytest.mark.parametrize("number", ["文号", "…", " "])
def test_a_number_that_is_none_is_refused(run: Office, number: str) -> None:
    assert run("catalog", "confirm", "--all", "--document-number", number).code == 2


def test_a_retention_that_is_set_stays_assumed_without_the_table(run: Office) -> None:
    done = run.ok("catalog", "set", "1.1.2", "--retention", "永久", "--json").json
    assert any("保管期限没有核定" in each for each in done["notices"])
    held = item(run, "1.1.2")
    assert held["retention"] == "永久"
    assert "retention" in held["assumed"]

    run.ok("catalog", "set", "1.1.2", "--retention", "30年", *PAPER)
    assert "retention" not in item(run, "1.1.2")["assumed"]
    run.ok("catalog", "set", "1.1.2", "--retention", "10年")  # by no table: open again
    assert "retention" in item(run, "1.1.2")["assumed"]
    assert run.verify()["ok"]


def test_a_dry_run_lists_what_would_be_confirmed(run: Office) -> None:
    before = run.ok("log", "--json").json["events"]
    shown = run.ok("catalog", "confirm", "1.3.1", "--dry-run").out
    told = run.ok("catalog", "confirm", "1.3.1", "--dry-run", "--json").json["confirmed"]

    assert {(each["field"], each["value"]) for each in told} >= {
        ("every", "每季度"),
        ("authority", "支部委员会"),
    }
    assert all(each["why"].startswith("推定") for each in told)
    assert "支部委员会" in shown
    assert "三重一大" in shown
    assert run.ok("log", "--json").json["events"] == before


def test_several_codes_answer_with_all_their_events(run: Office) -> None:
    done = run.ok("catalog", "confirm", "1.1.1", "1.1.2", *PAPER, "--json").json
    assert [event["subject"] for event in done["events"]] == ["1.1.1", "1.1.2"]
    assert {each["code"] for each in done["confirmed"]} == {"1.1.1", "1.1.2"}


# On paper


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def sheet(run: Office, folder: Path, *words: str) -> Any:
    target = folder / "核定表.docx"
    run.ok("print", "目录核定表", *words, "--out", str(target))
    return opened(target.read_bytes())


def test_the_sheet_has_a_row_for_each_open_field(run: Office, tmp_path: Path) -> None:
    count = run.ok("catalog", "check", "--json").json["unconfirmed"]
    paper = sheet(run, tmp_path)
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]

    assert rows[0] == ["编号", "公开内容", "项目", "现行内容", "依据或理由", "核定意见"]
    assert len(rows) == count + 1
    assert ["1.3.1", "审批权限", "支部委员会"] in [[row[0], row[2], row[3]] for row in rows]
    assert all(row[4] and "□同意" in row[5] for row in rows[1:])


def test_it_has_room_to_sign_and_the_receipt(run: Office, tmp_path: Path) -> None:
    receipt = run.verify()["receipt"]
    text = "\n".join(paragraph.text for paragraph in sheet(run, tmp_path).paragraphs)
    for needed in ("核定人（签字）", "日期：", "保管期限表", receipt, "测试单位"):
        assert needed in text


def test_one_item_can_be_printed_alone_and_what_is_confirmed_is_gone(
    run: Office, tmp_path: Path
) -> None:
    run.ok("catalog", "confirm", "1.1.2", "--field", "审批权限")
    rows = sheet(run, tmp_path, "1.1.2").tables[0].rows
    fields = {row.cells[2].text for row in rows[1:]}
    assert {row.cells[0].text for row in rows[1:]} == {"1.1.2"}
    assert "保管期限" in fields
    assert "审批权限" not in fields
    assert run("print", "目录核定表", "9.9.9").code == 4


def test_the_same_ledger_gives_the_same_bytes(run: Office, tmp_path: Path) -> None:
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"
    for target in (first, second):
        run.ok("print", "目录核定表", "--out", str(target))
    assert first.read_bytes() == second.read_bytes()


def test_no_outsider_gets_the_sheet(run: Office) -> None:
    assert run("print", "目录核定表", "--audience", "社会").code == 2


def test_retention_confirmed_by_no_paper_is_found_by_verify(run: Office) -> None:
    run.ok("catalog", "confirm", "1.1.2", *PAPER, "--by", SECRETARY)

    told = told_of(run, "目录", lambda line: with_event(line, document_number=""))

    assert any("保管期限表" in each for each in told)


def test_a_code_that_was_used_before_is_found_by_verify(run: Office) -> None:
    words = ("--channel", "会议", "--scope", "党内", "--timing", "随时", "--reason", "需要公开")
    run.ok("catalog", "add", "1.1", "--item", "示例事项", *words)

    def used(line: JournalLine) -> JournalLine:
        event = json.loads(line.body or "")["event"]
        changed = with_event(line, item={**event["item"], "code": "1.1.2"})
        return msgspec.structs.replace(changed, subject="1.1.2")

    assert any("以前用过" in each for each in told_of(run, "新增目录", used))
