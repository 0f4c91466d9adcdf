"""Rows that a workbook keeps of other sheets and files are told as hidden, and taken out."""

import io
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
from conftest import Office
from docx.document import Document
from test_findings import attached, put, unzipped
from test_hidden_parts import book, hidden, of, word

from pdisc.screening.files.box import Box
from pdisc.screening.files.kinds import Kind
from pdisc.screening.files.rewrite import CannotRewrite, strip
from pdisc.screening.office.repack import zipped

SECRET = "举报人示例甲"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

CACHE = f'<pivotCacheDefinition xmlns="{MAIN}" recordCount="1"/>'
RECORDS = (
    f'<pivotCacheRecords xmlns="{MAIN}" count="1"><r><s v="{SECRET}"/></r></pivotCacheRecords>'
)
TABLE = f'<pivotTableDefinition xmlns="{MAIN}" name="统计" cacheId="1"/>'
LINK = (
    f'<externalLink xmlns="{MAIN}"><externalBook><sheetNames><sheetName val="名册"/></sheetNames>'
    '<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str">'
    f"<v>{SECRET}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
)


def related(*targets: tuple[str, str]) -> str:
    """Return a part of relations, numbered r1, r2 …."""
    each = (
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


def plain(made: Any) -> None:
    sheet = made.add_worksheet("公开")
    sheet.write_row(0, 0, ["科室", "件数"])
    sheet.write_row(1, 0, ["办公室", 2])


def with_parts(data: bytes, parts: dict[str, str], **inserted: str) -> bytes:
    """Return a workbook with more parts; `inserted` goes into the book and its relations."""
    box = Box(data)
    old = {name: box.read(name) for name in box.names}
    book_xml, rels = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    ends = {book_xml: ("<calcPr", inserted["book"]), rels: ("</Relationships>", inserted["rels"])}
    for name, (end, more) in ends.items():
        old[name] = old[name].replace(end.encode(), (more + end).encode())
    return zipped(old | {name: text.encode() for name, text in parts.items()})


@pytest.fixture(scope="module")
def pivot() -> bytes:
    """Return a workbook whose pivot table keeps the rows that it was made from."""
    return with_parts(
        book(plain),
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": CACHE,
            "xl/pivotCache/pivotCacheRecords1.xml": RECORDS,
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": related(
                ("pivotCacheRecords", "pivotCacheRecords1.xml")
            ),
            "xl/pivotTables/pivotTable1.xml": TABLE,
            "xl/pivotTables/_rels/pivotTable1.xml.rels": related(
                ("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": related(
                ("pivotTable", "../pivotTables/pivotTable1.xml")
            ),
        },
        book=f'<pivotCaches><pivotCache cacheId="1" xmlns:r="{OFFICE}" r:id="p1"/></pivotCaches>',
        rels=f'<Relationship Id="p1" Type="{OFFICE}/pivotCacheDefinition" '
        'Target="pivotCache/pivotCacheDefinition1.xml"/>',
    )


@pytest.fixture(scope="module")
def linked() -> bytes:
    """Return a workbook that keeps rows of another one, and a formula that looks them up."""

    def fill(made: Any) -> None:
        plain(made)
        made.worksheets()[0].write_formula("B3", "VLOOKUP(A2,[1]名册!A:B,2,0)", None, 7)
        made.define_name("外部", "=[1]名册!$A$1")

    return with_parts(
        book(fill),
        {"xl/externalLinks/externalLink1.xml": LINK},
        book=f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="e1"/>'
        "</externalReferences>",
        rels=f'<Relationship Id="e1" Type="{OFFICE}/externalLink" '
        'Target="externalLinks/externalLink1.xml"/>',
    )


def test_rows_that_a_pivot_table_keeps_are_told(pivot: bytes) -> None:
    assert hidden(pivot) == ("透视表存的原始数据1份",)


def test_rows_that_a_link_to_another_workbook_keeps_are_told(linked: bytes) -> None:
    assert hidden(linked) == ("外部链接存的数据1份",)


def test_a_pivot_table_that_keeps_no_rows_hides_nothing(pivot: bytes) -> None:
    box = Box(pivot)
    parts = {name: box.read(name) for name in box.names if "Records" not in name}
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    parts[cache] = parts[cache].replace(b'recordCount="1"', b'saveData="0"')

    assert hidden(zipped(parts)) == ()


def test_a_stripped_pivot_table_is_plain_cells_and_its_rows_are_gone(pivot: bytes) -> None:
    new = strip(pivot, Kind.XLSX)

    assert hidden(new) == ()
    assert SECRET.encode() not in unzipped(new)
    assert not [name for name in Box(new).names if "pivot" in name]
    sheet = openpyxl.load_workbook(io.BytesIO(new)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["科室", "件数"],
        ["办公室", 2],
    ]


def test_a_stripped_link_leaves_the_value_that_was_looked_up(linked: bytes) -> None:
    new = strip(linked, Kind.XLSX)

    assert hidden(new) == ()
    assert SECRET.encode() not in unzipped(new)
    read = openpyxl.load_workbook(io.BytesIO(new))
    assert read.worksheets[0]["B3"].value == 7
    assert not list(read.defined_names)


def test_slicers_stop_the_work_with_what_to_do(pivot: bytes) -> None:
    box, rels = Box(pivot), "xl/_rels/workbook.xml.rels"
    parts = {name: box.read(name) for name in box.names}
    slicer = f'<Relationship Id="s1" Type="{OFFICE}/slicerCache" Target="slicerCaches/s1.xml"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{slicer}</Relationships>".encode())

    with pytest.raises(CannotRewrite, match="切片器"):
        strip(zipped(parts), Kind.XLSX)


def test_kept_rows_are_a_finding_that_goes_with_them(
    run: Office, tmp_path: Path, pivot: bytes
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "统计.xlsx", pivot))
    assert [each["kind"] for each in run.show(number)["findings"]] == ["隐藏内容"]

    run.ok("redact", number, "--strip-hidden")

    assert [each["state"] for each in run.show(number)["findings"]] == ["已脱敏"]
    assert SECRET.encode() not in unzipped(attached(run, number)["统计.xlsx"])


def test_a_row_of_a_table_that_a_tracked_change_deletes_is_told_and_goes() -> None:
    def fill(made: Document) -> None:
        table = made.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "公开", SECRET
        table.rows[1]._tr.get_or_add_trPr().append(of('<w:del w:id="5" w:author="示例"/>'))

    data = word(fill)
    new = strip(data, Kind.DOCX)

    assert hidden(data) == ("修订删除1处（表1）",)
    assert hidden(new) == ()
    assert SECRET.encode() not in unzipped(new)


def test_cells_in_letters_too_small_to_be_seen_are_told_and_emptied() -> None:
    def fill(made: Any) -> None:
        plain(made)
        made.worksheets()[0].write(4, 3, SECRET, made.add_format({"font_size": 1}))
        made.worksheets()[0].write(5, 3, "小字", made.add_format({"font_size": 6}))

    data = book(fill)
    new = strip(data, Kind.XLSX)

    assert hidden(data) == ("看不见的字1处（第1张的D5）",)
    assert hidden(new) == ()
    assert SECRET.encode() not in unzipped(new)
