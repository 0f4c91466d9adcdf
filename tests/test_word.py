"""Word files: what is on the paper, in which fonts, and the same bytes each time."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from conftest import PROPOSER, Office
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples
from lxml import etree

from pdisc.render.formats.csv import csv_text
from pdisc.render.formats.word import LAYOUTS, Layout, layout_for, word_bytes
from pdisc.render.grid import Column, Table, text_grid
from pdisc.render.paper import Paper
from pdisc.render.wordfile import BODY, HEAD, STAND_INS

DAY = date(2026, 11, 24)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HOSTILE = "甲\x00\x1b[2J\u202e乙\ufffe\uffff\ud800丙"

NARROW = Table(
    (Column("编号"), Column("数", align="right")), [("1.1.1", 3), ("1.1.2", None)], "小表"
)
WIDE = Table(
    tuple(
        Column(title, wide=title in ("条目", "理由")) for title in ("编号", "条目", "日期", "理由")
    ),
    [("1.1.1", "党组织年度工作计划" * 9, "2026-11-24", "应于" * 40)] * 30,
    "大表",
)


def paper(*tables: Table, title: str = "标题", lines: tuple[str, ...] = ()) -> Paper:
    return Paper(title=title, on=DAY, tables=tables, lines=lines)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return etree.fromstring(box.read(name))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_titles_captions_tables_and_lines_stand_on_the_paper_in_order() -> None:
    document = opened(word_bytes(paper(NARROW, WIDE, lines=("截至 2026-11-24", "回执 1-AAAA"))))

    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["标题", "小表", "大表", "截至 2026-11-24", "回执 1-AAAA"]
    assert cells(document.tables[0]) == [["编号", "数"], ["1.1.1", "3"], ["1.1.2", "—"]]
    assert len(document.tables[1].rows) == 31


def test_a_caption_that_is_the_title_stands_there_once() -> None:
    document = opened(word_bytes(paper(NARROW, title="小表")))

    assert [paragraph.text for paragraph in document.paragraphs] == ["小表"]


def test_a_paper_without_tables_is_a_page_with_its_lines() -> None:
    document = opened(word_bytes(paper(lines=("没有逾期和即将到期的事项",))))

    assert [each.text for each in document.paragraphs] == ["标题", "没有逾期和即将到期的事项"]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert word_bytes(paper(NARROW, WIDE)) == word_bytes(paper(NARROW, WIDE))


def test_nothing_in_the_file_tells_when_it_was_made() -> None:
    data = word_bytes(paper(NARROW))
    properties = opened(data).core_properties

    assert properties.created is not None
    assert properties.created.date() == properties.modified.date() == DAY
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert {each.date_time for each in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.create_system for each in box.infolist()} == {3}
        assert "docProps/thumbnail.jpeg" not in box.namelist()
    assert (properties.author, properties.comments, properties.title) == ("", "", "标题")


def test_every_style_names_a_chinese_font_and_no_theme() -> None:
    styles = part(word_bytes(paper(NARROW)), "word/styles.xml")
    fonts = list(styles.iter(qn("w:rFonts")))

    assert fonts
    for each in fonts:
        assert each.get(qn("w:eastAsia")), etree.tostring(each)
        assert not [name for name in each.attrib if name.endswith("Theme")]
    by_id = {each.get(qn("w:styleId")): each for each in styles.iter(qn("w:style"))}
    assert by_id["TableHead"].find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == HEAD
    assert by_id["TableText"].find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == BODY
    defaults = styles.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == BODY
    assert {each.get(qn("w:eastAsia")) for each in styles.iter(qn("w:lang"))} == {"zh-CN"}


def test_what_stands_in_for_a_missing_font_is_named() -> None:
    fonts = part(word_bytes(paper(NARROW)), "word/fontTable.xml")
    told = {
        font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val"))
        for font in fonts
        if font.find(qn("w:altName")) is not None
    }

    assert told.items() >= STAND_INS.items()


def test_the_head_is_on_every_page_and_no_row_is_cut_in_two() -> None:
    table = opened(word_bytes(paper(WIDE))).tables[0]._tbl
    rows = list(table.iter(qn("w:tr")))

    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [
        False
    ] * 30
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_pages_are_numbered() -> None:
    footer = opened(word_bytes(paper(NARROW))).sections[0].footer.paragraphs[0]
    fields = [each.get(qn("w:instr")) for each in footer._p.iter(qn("w:fldSimple"))]

    assert fields == ["PAGE", "NUMPAGES"]


def test_a_narrow_table_stands_upright_and_a_wide_one_lies() -> None:
    sizes = []
    for table in (NARROW, EIGHTEEN):
        section = opened(word_bytes(paper(table))).sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        sizes.append((round(section.page_width / Mm(1)), round(section.page_height / Mm(1))))

    assert sizes == [(210, 297), (297, 210)]


EIGHTEEN = Table(
    tuple(Column(f"第{place}列标题", wide=place == 1) for place in range(18)),
    [["文" * 30 if place == 1 else place for place in range(18)]] * 3,
)
EIGHTY = Table(tuple(Column(f"列{place}") for place in range(80)), [["字"] * 80])


@pytest.mark.parametrize("table", [NARROW, WIDE, EIGHTEEN, EIGHTY], ids=lambda t: len(t.columns))
def test_no_table_is_wider_than_the_page(table: Table) -> None:
    document = opened(word_bytes(paper(table)))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    room = (section.page_width - section.left_margin - section.right_margin) / 635
    grid: Any = document.tables[0]._tbl.tblGrid

    assert sum(int(each.get(qn("w:w"))) for each in grid) <= room + len(table.columns)


def test_long_headings_fold_where_the_columns_would_not_fit() -> None:
    assert layout_for([NARROW]) == LAYOUTS[0]
    assert layout_for([EIGHTEEN]) == Layout(True, 9, folded=True)


@settings(max_examples=examples(60), deadline=None)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_any_text_can_be_written(texts: list[str]) -> None:
    table = Table((Column("文"),), [(text,) for text in texts], caption=texts[0])

    document = opened(word_bytes(paper(table, title=texts[0])))

    assert len(document.tables[0].rows) == len(texts) + 1
    assert all(cell.strip() for row in cells(document.tables[0]) for cell in row)


def test_unseen_characters_show_as_escapes() -> None:
    document = opened(word_bytes(paper(Table((Column("文"),), [(HOSTILE,)]))))

    assert cells(document.tables[0])[1] == [
        "甲\\x00\\x1b[2J\\u202e乙\\ufffe\\uffff\\ud800丙",
    ]


def test_a_newline_in_a_cell_breaks_its_line() -> None:
    document = opened(word_bytes(paper(Table((Column("文"),), [("一\n二",)]))))

    assert cells(document.tables[0])[1] == ["一\n二"]


@pytest.mark.parametrize(
    ("words", "title", "heads"),
    [
        (("due",), "测试单位党务公开每周检查（2026年11月24日）", "编号"),
        (("report",), "测试单位党务公开情况统计表（2026年）", "编号"),
        (("list",), "党务公开事项清单", "编号"),
        (("catalog", "list"), "党务公开目录", "一级目录"),
        (("search", "本期"), "党务公开事项清单", "编号"),
    ],
)
def test_every_answer_that_is_a_table_can_be_a_word_file(
    run: Office, tmp_path: Path, words: tuple[str, ...], title: str, heads: str
) -> None:
    run.walk("已公开")
    target = tmp_path / "表.docx"

    answer = run.ok(*words, "--format", "docx", "--out", str(target), "--json").json

    document = opened(target.read_bytes())
    assert answer == {"file": str(target)}
    assert document.paragraphs[0].text == title
    assert document.tables[0].rows[0].cells[0].text == heads


def test_a_part_says_on_paper_of_what_it_is_a_part(run: Office, tmp_path: Path) -> None:
    run.walk("已提出")
    run.walk("已提出")
    target = tmp_path / "表.docx"

    run.ok("list", "--state", "已提出", "--limit", "1", "--out", str(target))
    listed = [each.text for each in opened(target.read_bytes()).paragraphs]
    run.ok("due", "--office", "办公室", "--out", str(target))
    week = opened(target.read_bytes()).paragraphs[0].text

    assert "只列：已提出；共2件，只列前1件" in listed
    assert week == "测试单位党务公开每周检查（2026年11月24日，科室：办公室）"


def test_the_ending_of_the_file_is_enough(run: Office, tmp_path: Path) -> None:
    run.ok("due", "--out", str(tmp_path / "本周.docx"))

    assert opened((tmp_path / "本周.docx").read_bytes()).tables


def test_the_week_in_word_has_a_table_for_each_list(run: Office, tmp_path: Path) -> None:
    run.walk("报批中", "1.1.2")
    run.walk("已公开", "5.1.1")
    run.walk("已提出", "1.1.1")
    run.on("2026-12-07")

    run.ok("due", "--out", str(tmp_path / "本周.docx"))

    document = opened((tmp_path / "本周.docx").read_bytes())
    told = [each.text for each in document.paragraphs]
    heads = [each.partition("（")[0].partition("：")[0] for each in told[1:5]]
    assert heads == ["卡住", "逾期未办", "等待", "待归档"]
    assert len(document.tables) == 4
    assert [cell.text for cell in document.tables[0].rows[1].cells][:2] == [
        *("审核", "2026-0003 1.1.1 执行中央方针政策，上级党委决策、决议和部署"),
    ]
    assert any(each.startswith("截至 2026-12-07；回执 ") for each in told)
    assert not any("pdisc " in cell.text for table in document.tables for cell in table._cells)


def test_a_report_in_word_has_all_that_the_screen_has(run: Office, tmp_path: Path) -> None:
    run.ok("report", "--out", str(tmp_path / "报告.docx"))

    document = opened((tmp_path / "报告.docx").read_bytes())
    assert [len(table.rows) for table in document.tables] == [38, 7, 6, 6]
    told = [each.text for each in document.paragraphs]
    assert any(each.startswith("截至 2026-11-24；回执 ") for each in told)
    assert "填报单位（盖章）：测试单位" in told
    assert "填表人：______________　审核人：______________　日期：______年____月____日" in told
    assert any(each.startswith("覆盖率：") for each in told)


def test_outside_the_office_the_paper_tells_no_more_than_the_screen(
    run: Office, tmp_path: Path
) -> None:
    run.walk("已提出", "1.1.1")
    for place, words in enumerate((("due",), ("report",), ("list",), ("catalog", "list"))):
        target = tmp_path / f"{place}.docx"
        run.ok(*words, "--audience", "社会", "--out", str(target))
        body = part(target.read_bytes(), "word/document.xml")
        text = "".join(body.itertext())
        assert not {
            word for word in ("逾期", "回执", "2026-0001", PROPOSER, "推定") if word in text
        }


def test_a_word_file_needs_a_place(run: Office) -> None:
    for name in ("docx", "xlsx"):
        ran = run("due", "--format", name)
        assert ran.code == 2
        assert f"下一步：加上 --out，如 --out 清单.{name}" in ran.err


def test_another_format_may_stand_in_a_file_of_any_name(run: Office, tmp_path: Path) -> None:
    run.ok("due", "--format", "csv", "--out", str(tmp_path / "本周.docx"))

    assert (tmp_path / "本周.docx").read_text(encoding="utf-8-sig").startswith("清单,类别,")


def test_equal_cells_of_a_merged_column_are_one_and_lines_stand_above_and_below() -> None:
    columns = (Column("一级", merged=True), Column("二级", merged=True), Column("名称"))
    rows = (("甲", "一", "子"), ("甲", "一", "丑"), ("甲", "二", "寅"), ("乙", "二", "卯"))
    told = msgspec.structs.replace(
        paper(Table(columns, rows)), head=("填报单位（盖章）",), signed=("填表人：________",)
    )

    document = opened(word_bytes(told))

    merges = [
        [each.get(qn("w:val")) for each in row._tr.iter(qn("w:vMerge"))]
        for row in document.tables[0].rows
    ]
    assert merges == [[], ["restart", "restart"], ["continue", "continue"], ["continue"], []]
    lines = [each.text for each in document.paragraphs if each.text]
    assert lines == ["标题", "填报单位（盖章）", "填表人：________"]


def test_what_is_for_the_pen_is_blank_and_days_of_an_archive_have_eight_digits() -> None:
    columns = (Column("文号", blank=True), Column("日期", compact=True), Column("备注"))
    table = Table(columns, [("", date(2026, 3, 1), "")])

    assert text_grid(table) == [["文号", "日期", "备注"], ["", "20260301", "—"]]
    assert csv_text(table) == "文号,日期,备注\r\n,20260301,—\r\n"
