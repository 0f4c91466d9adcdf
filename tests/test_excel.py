"""Excel files: texts stay texts, widths fit, and the same bytes come out each time."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
from conftest import Office
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from pdisc.render.formats.excel import LONGEST, WIDEST, excel_bytes
from pdisc.render.grid import Column, Table
from pdisc.render.paper import Paper
from pdisc.text import visible

DAY = date(2026, 11, 24)
STEERING = st.text(
    st.sampled_from("=+-@＝\t\r\n 党1h:/_x0041;'\"&<>\x00\x1b\u202e\ufffe"), max_size=12
)


def made(table: Table, title: str = "标题") -> bytes:
    return excel_bytes(Paper(title=title, on=DAY, tables=(table,)))


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def one(*cells: str | int | None) -> Table:
    return Table((Column("文"),), [(cell,) for cell in cells])


def values(data: bytes) -> list[Any]:
    return [row[0].value for row in sheet_of(data).iter_rows(min_row=2)]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.b/c", "mailto:a@b.c", "1.10", "007", "_x0041_"],
)
def test_a_text_stays_the_text_it_is(text: str) -> None:
    cell = sheet_of(made(one(text)))["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_numbers_are_numbers_and_nothing_is_a_dash() -> None:
    assert values(made(one(3, -2, 0, None, "", "　"))) == [3, -2, 0, "—", "—", "—"]


@settings(max_examples=examples(80), deadline=None)
@given(texts=st.lists(STEERING, min_size=1, max_size=5))
def test_no_text_becomes_a_formula_or_breaks_the_file(texts: list[str]) -> None:
    data = made(one(*texts), title=texts[0])

    with zipfile.ZipFile(io.BytesIO(data)) as box:
        sheet = box.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet
    assert [value.strip() for value in values(data)] == [
        (visible(text, keep_newlines=True).strip() or "—") for text in texts
    ]


def test_unseen_characters_show_as_escapes() -> None:
    assert values(made(one("甲\x00\x1b\u202e\ufffe\uffff\ud800"))) == [
        "甲\\x00\\x1b\\u202e\\ufffe\\uffff\\ud800"
    ]


def test_a_text_longer_than_excel_holds_says_that_it_goes_on() -> None:
    (value,) = values(made(one("字" * (LONGEST + 5))))

    assert len(value) == LONGEST
    assert value.endswith("字…")


def test_widths_are_measured_in_cells_and_long_texts_wrap() -> None:
    table = Table(
        (Column("编号"), Column("条目"), Column("短", width=6)),
        [("1.1.1", "党" * 100, "文" * 20), ("10.10.10", "党务", None)],
    )
    sheet = sheet_of(made(table))
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]

    assert [round(width) - 4 for width in widths] == [8, WIDEST, 6]
    assert sheet["B2"].alignment.wrap_text
    heights = [round(sheet.row_dimensions[row].height) for row in (2, 3)]
    assert heights == [16 * 7, 16]


def test_the_head_stays_in_sight_and_on_every_page() -> None:
    sheet = sheet_of(made(Table((Column("甲"), Column("乙")), [("一", "二")] * 3)))

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B4"
    assert sheet.print_title_rows == "$1:$1"


def test_a_print_is_one_page_wide_a4_lying() -> None:
    sheet = sheet_of(made(one("一"), title="2026年&甲"))

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddHeader.center.text == "2026年&&甲"
    assert sheet.oddHeader.center.size == 14


def test_the_same_table_gives_the_same_bytes_dated_by_its_data() -> None:
    table = Table((Column("甲", align="right"), Column("乙")), [(1, "二")] * 3)
    data = made(table)

    assert data == made(table)
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert properties.created.date() == properties.modified.date() == DAY
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert {each.date_time for each in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_table_without_rows_or_columns_is_a_file() -> None:
    assert sheet_of(made(Table((Column("甲"),), []))).max_row == 1
    assert sheet_of(made(Table((), []))).max_row == 1


@pytest.mark.parametrize(
    ("words", "heads", "rows"),
    [
        (("report",), ["编号", "公开内容"], 42),
        (("list",), ["编号", "标题"], 6),
        (("catalog", "list"), ["一级目录", "二级目录"], 43),
    ],
)
def test_every_answer_that_is_a_table_can_be_an_excel_file(
    run: Office, tmp_path: Path, words: tuple[str, ...], heads: list[str], rows: int
) -> None:
    run.walk("已公开")
    target = tmp_path / "表.xlsx"

    answer = run.ok(*words, "--format", "xlsx", "--out", str(target), "--json").json

    sheet = sheet_of(target.read_bytes())
    assert answer == {"file": str(target)}
    assert [cell.value for cell in sheet[1]][:2] == heads
    assert sheet.max_row == rows


def test_the_week_has_a_sheet_for_each_list_and_no_command(run: Office, tmp_path: Path) -> None:
    run.walk("报批中", "1.1.2")
    run.walk("已公开", "5.1.1")
    run.walk("已提出", "1.1.1")
    run.walk("已提出", "1.3.3", "--occurred", "2026-11-24")
    run.on("2026-12-07")
    target = tmp_path / "本周.xlsx"

    run.ok("due", "--within", "60", "--out", str(target))

    book = openpyxl.load_workbook(target)
    first, notes, *others = book.sheetnames
    assert first.startswith("卡住")
    assert notes == "说明"
    assert [name[:4] for name in others] == ["即将到期", "逾期未办", "等待（在", "待归档："]
    rows = list(book[first].iter_rows(values_only=True))
    assert rows[0] == ("类别", "事项", "期次", "最迟日期", "逾期（天）", "科室", "找谁")
    stuck = rows[1]
    assert stuck[:2] == ("审核", "2026-0003 1.1.1 执行中央方针政策，上级党委决策、决议和部署")
    assert (stuck[3].date(), stuck[4:]) == (date(2026, 11, 27), (10, "办公室", "测试审核丙"))
    assert not any("pdisc" in str(cell.value) for sheet in book for row in sheet for cell in row)


def test_each_row_of_the_week_stands_in_one_list(run: Office, tmp_path: Path) -> None:
    run.walk("已提出", "1.1.1")
    run.walk("已公开", "5.1.1")
    run.on("2027-07-05")
    due = run.ok("due", "--json").json
    target = tmp_path / "本周.csv"

    run.ok("due", "--format", "csv", "--out", str(target))

    told = target.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row for row in due["to_archive"] if row in due["overdue"]]
    listed = [row for rows in due.values() if isinstance(rows, list) for row in rows]
    matters = {row["number"] or (row["code"], row["for"]) for row in listed if "number" in row}
    assert len(told) == len(matters)


def test_a_report_in_excel_can_be_handed_in(run: Office, tmp_path: Path) -> None:
    run.walk("已公开")
    run.ok("report", "--out", str(tmp_path / "统计.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "统计.xlsx")
    main, notes = book.worksheets[:2]
    below = [row[0].value for row in main.iter_rows(min_row=38) if row[0].value]
    assert below[-2:] == [
        "填报单位（盖章）：测试单位",
        "填表人：______________　审核人：______________　日期：______年____月____日",
    ]
    assert main.freeze_panes == "A2"
    assert main.print_area.startswith("'清单'!$A$1:")
    heads = [cell.value for cell in main[1]]
    assert "期初" not in heads, "a column of zeros says nothing"
    assert "应公开" in heads
    told = {row[0].value: row[1].value for row in notes.iter_rows()}
    for what in ("统计时段", "给谁看", "截至", "回执", "应公开", "覆盖率", "按时"):
        assert told[what], what
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def test_days_and_numbers_are_what_they_are(run: Office, tmp_path: Path) -> None:
    run.walk("已公开")
    run.ok("list", "--out", str(tmp_path / "清单.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").worksheets[0]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    for name in ("提出日期", "审核日期", "审批日期", "首次公开"):
        assert row[name].value.date() == date(2026, 11, 24)
        assert row[name].number_format == "yyyy-mm-dd"
    days = Table((Column("日期", compact=True),), [(date(2026, 1, 2),)])
    assert sheet_of(made(days))["A2"].number_format == "yyyymmdd"


def test_every_sheet_has_a_name_that_excel_takes() -> None:
    captions = ("表[1]:*?/甲", "表[1]:*?/甲", "长" * 60, "长" * 60, "'")
    tables = tuple(Table((Column("文"),), [("一",)], caption) for caption in captions)
    names = openpyxl.load_workbook(
        io.BytesIO(excel_bytes(Paper(title="标题", on=DAY, tables=tables)))
    ).sheetnames
    assert len({name.lower() for name in names}) == len(names) == 6
    assert all(len(name) <= 31 for name in names)
