"""One matter on paper from 提出 to 归档: nothing is typed twice, and every paper says what is so.

What stands on each paper is held against what `show --json` says at that moment; the 核对码 is read
off the printed 审批表 and typed in, as somebody with the signed sheet before her would.
"""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]  # no types
import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SUPERIOR, Office
from papers import lines_of, printed

TITLE = "关于二季度党费收缴情况的通报"
TEXT = "一、收缴\n共收缴若干元。\n二、使用\n没有使用。"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def in_words(day: str) -> str:
    said = date.fromisoformat(day)
    return f"{said.year}年{said.month}月{said.day}日"


def boxes(data: bytes) -> dict[str, str]:
    """Return the boxes of a form: of each row its labels and what stands beside them."""
    found: dict[str, str] = {}
    for table in docx.Document(io.BytesIO(data)).tables:
        for row in table.rows:
            cells = [cell.text.strip() for cell in row.cells]
            distinct = [c for place, c in enumerate(cells) if place == 0 or c != cells[place - 1]]
            found |= dict(zip(distinct[::2], distinct[1::2], strict=False))
    return found


def said_on(data: bytes) -> str:
    return "\n".join(lines_of(data))


@pytest.fixture(scope="module")
def begun(new_office: Callable[[], Office]) -> Office:
    office = new_office()
    office.on("2026-07-06")
    office.propose("5.1.2", "--title", TITLE, "--content", TEXT, "--for", "2026-Q2")
    return office


@pytest.fixture
def run(begun: Office, tmp_path: Path) -> Office:
    return begun.copy(tmp_path)


N = "2026-0001"


def test_the_code_on_the_signed_sheet_is_the_one_that_approve_takes(
    run: Office, tmp_path: Path
) -> None:
    run.review(N)
    sheet = printed(run, tmp_path, "审批表", N)
    code = CODE.search(boxes(sheet)["核对码"])
    assert code
    assert code[0] == run.show(N)["check_code"]
    run.ok("approve", N, "--by", SUPERIOR, "--code", code[0])
    assert run.show(N)["state"] == "已审批"


def test_a_sheet_printed_before_the_text_was_changed_is_refused(
    run: Office, tmp_path: Path
) -> None:
    old = CODE.search(boxes(printed(run, tmp_path, "审批表", N))["核对码"])
    run.ok("revise", N, "--content", f"{TEXT}\n另有说明。", "--by", PROPOSER)
    run.review(N)
    assert old
    ran = run("approve", N, "--by", SUPERIOR, "--code", old[0])
    assert ran.code == 3, ran.err
    assert run.show(N)["state"] == "已审核"


def test_each_step_fills_in_its_box_and_leaves_the_others_to_the_pen(
    run: Office, tmp_path: Path
) -> None:
    def now() -> str:
        return said_on(printed(run, tmp_path, "审批表", N))

    proposed = now()
    assert PROPOSER in proposed
    assert REVIEWER not in proposed
    assert "签字" in proposed
    run.ok("review", N, "--by", REVIEWER, *ALL_PASS, "--opinion", "核对过原件")
    reviewed = now()
    assert REVIEWER in reviewed
    assert "核对过原件" in reviewed
    assert SUPERIOR not in reviewed
    run.approve(N, "--document-number", "测党〔2026〕3号")
    approved = now()
    assert SUPERIOR in approved
    assert "测党〔2026〕3号" in approved
    run.publish(N)
    published = now()
    for each in run.show(N)["publications"]:
        assert each["channel"] in published
    run.on("2026-08-20")
    run.archive(N)
    assert run.show(N)["archive_number"] in now()


def test_the_notice_says_the_approved_text_and_nothing_of_how_it_came_about(
    run: Office, tmp_path: Path
) -> None:
    assert run("print", "公开通知", N, "--out", str(tmp_path / "早.docx")).code == 3
    assert not (tmp_path / "早.docx").exists()
    run.review(N)
    run.approve(N)
    notice = said_on(printed(run, tmp_path, "公开通知", N))
    for line in (TITLE, *TEXT.splitlines(), "测试单位"):
        assert line in notice
    for inner in (N, PROPOSER, REVIEWER, SUPERIOR, run.show(N)["check_code"]):
        assert inner not in notice


def test_the_register_of_the_year_is_what_was_posted(run: Office, tmp_path: Path) -> None:
    run.review(N)
    run.approve(N)
    run.publish(N)
    out = tmp_path / "登记簿.xlsx"
    run.ok("print", "登记簿", "--year", "2026", "--out", str(out))
    book = openpyxl.load_workbook(out)
    whole = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    row = next(each for each in whole if N in each)
    shown = run.show(N)
    assert any(TITLE in str(cell) for cell in row)
    told = " ".join(map(str, row))
    for channel in shown["channels"]:
        assert channel in told
    for each in shown["publications"]:
        assert each["on"] in told or in_words(each["on"]) in told


def published(run: Office, number: str) -> Any:
    run.review(number)
    run.approve(number)
    run.publish(number)
    return run.show(number)


def site(run: Office, folder: Path) -> str:
    """Build the site and return all that its pages say."""
    run.ok("site", str(folder))
    pages = sorted(folder.rglob("*.html"))
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def test_a_correction_names_the_old_and_the_site_shows_both_ways(
    run: Office, tmp_path: Path
) -> None:
    published(run, N)
    before = site(run, tmp_path / "网页")
    assert TITLE in before
    words = ("--title", f"{TITLE}（更正）", "--content", "共收缴另一数。", "--by", PROPOSER)
    number = run.ok("correct", N, *words, "--json").json["number"]
    assert run("print", "更正公告", N).code == 3, "N corrects nothing"
    assert run("print", "更正公告", number).code == 3, "it isn't approved yet"
    published(run, number)
    paper = said_on(printed(run, tmp_path, "更正公告", number))
    assert TITLE in paper
    assert "共收缴另一数。" in paper
    after = site(run, tmp_path / "网页")
    assert "共收缴另一数。" in after
    assert "公2" in after


def test_what_is_taken_down_is_a_line_without_its_title(run: Office, tmp_path: Path) -> None:
    published(run, N)
    assert TITLE in site(run, tmp_path / "网页")
    run.ok("takedown", N, "--reason", "内容有误", "--by", PROPOSER)
    after = site(run, tmp_path / "网页")
    assert TITLE not in after
    assert "已撤下" in after
    everything = [path.read_bytes() for path in (tmp_path / "网页").rglob("*") if path.is_file()]
    assert not any(TITLE.encode() in data for data in everything)


def test_a_box_of_the_year_lists_what_was_filed_in_order(run: Office, tmp_path: Path) -> None:
    published(run, N)
    second = run.propose("5.1.2", "--for", "2026-Q1", "--title", "一季度的通报")
    published(run, second)
    run.on("2026-09-01")
    run.archive(second)
    run.archive(N)
    kept = run.show(N)["retention"]
    out = tmp_path / "目录.xlsx"
    box = ("--year", "2026", "--retention", kept)
    run.ok("print", "归档文件目录", *box, "--out", str(out))
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    below = rows[rows.index(next(row for row in rows if row[:9] == heads)) + 1 :]
    listed = [row[1] for row in below if row[1]]
    assert listed == sorted(run.show(each)["archive_number"] for each in (N, second))
    check = said_on(printed(run, tmp_path, "备考表", *box))
    assert "2件" in check.replace(" ", "")
    for label in ("整理人", "检查人"):
        assert label in check
