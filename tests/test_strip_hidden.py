"""`redact --strip-hidden`: what no screen shows is taken out of a file, and nothing else."""

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
from conftest import ALL_PASS, REVIEWER, Office
from docx.document import Document
from test_duties_of_files import LOCKED, NAME, OLE, owed, waiting
from test_extract import docx as raw_docx
from test_extract import paragraph, pdf, relations
from test_findings import attached, findings, put, unzipped
from test_hidden_parts import book, full_book, full_word, hidden, of, word

from pdisc.screening.files.kinds import Kind
from pdisc.screening.files.rewrite import CannotRewrite, strip

SECRET = "举报人示例甲"


def rows(data: bytes) -> list[list[Any]]:
    """Return the cells of the first sheet, as another program reads them."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def lines(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def gone(data: bytes, *texts: str) -> bool:
    return not any(text.encode() in unzipped(data) for text in texts)


# Excel


def test_a_stripped_workbook_holds_what_its_sheet_shows_and_nothing_else() -> None:
    new = strip(book(full_book), Kind.XLSX)

    assert hidden(new) == ()
    assert openpyxl.load_workbook(io.BytesIO(new)).sheetnames == ["公开"]
    assert rows(new)[4][:2] == ["第4行", "乙"]
    assert rows(new)[2] == [None] * 6
    assert gone(new, SECRET, "示例乙", "内定", "第2行", "第3行", "第5行", "丙", "丁", "白")


def test_the_page_looks_as_it_did_with_its_hidden_rows_empty() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(strip(book(full_book), Kind.XLSX))).worksheets[0]

    assert sheet.row_dimensions[3].hidden
    assert sheet.column_dimensions["C"].hidden


def test_formulas_give_way_to_their_values_where_something_is_taken_out() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet("公开")
        sheet.write_formula("A1", "=SUM(底稿!A1:A2)", None, 42)
        sheet.write_formula("A2", '=IF(1,"是","否")', None, "是")
        made.add_worksheet("底稿").write("A1", SECRET)
        made.get_worksheet_by_name("底稿").hide()
        made.define_name("名单", "=底稿!$A$1:$A$2")
        checked = {"validate": "list", "source": "=名单"}
        sheet.data_validation("B1", checked)
        sheet.data_validation("B2", {"validate": "list", "source": ["甲", "乙"]})
        rule = {"type": "formula", "criteria": "=底稿!$A$1=1", "format": made.add_format()}
        sheet.conditional_format("C1", rule)

    new = strip(book(fill), Kind.XLSX)

    assert rows(new)[:2] == [[42], ["是"]]
    assert gone(new, SECRET, "底稿", "名单")
    opened = openpyxl.load_workbook(io.BytesIO(new))
    assert [str(each.sqref) for each in opened["公开"].data_validations.dataValidation] == ["B2"]


def test_formulas_stay_where_only_notes_are_taken_out() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_comment("A1", SECRET)

    new = strip(book(fill), Kind.XLSX)

    assert rows(new) == [["=1+1"]]
    assert gone(new, SECRET)


def test_a_formula_that_nobody_worked_out_stops_the_work() -> None:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["=1+1"])
    made.active.append([SECRET])
    made.active.row_dimensions[2].hidden = True
    made.save(out)

    with pytest.raises(CannotRewrite, match="没有算好的值"):
        strip(out.getvalue(), Kind.XLSX)


def test_a_chart_of_hidden_data_stops_the_work() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet("公开")
        made.add_worksheet("底稿").write_column("A1", [1, 2])
        made.get_worksheet_by_name("底稿").hide()
        chart = made.add_chart({"type": "line"})
        chart.add_series({"values": "=底稿!$A$1:$A$2"})
        sheet.insert_chart("B1", chart)

    with pytest.raises(CannotRewrite, match="图表"):
        strip(book(fill), Kind.XLSX)


def test_names_and_print_areas_of_the_other_sheets_stay_theirs() -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("底稿").write("A1", SECRET)
        made.get_worksheet_by_name("底稿").hide()
        sheet = made.add_worksheet("公开")
        sheet.write("A1", "甲")
        sheet.print_area("A1:B2")
        sheet.activate()
        sheet.set_first_sheet()

    opened = openpyxl.load_workbook(io.BytesIO(strip(book(fill), Kind.XLSX)))

    assert opened.sheetnames == ["公开"]
    assert opened["公开"].print_area == "'公开'!$A$1:$B$2"


def test_a_table_keeps_no_heading_of_a_hidden_column() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        columns = [{"header": "单位"}, {"header": SECRET}]
        table = {"columns": columns, "data": [["甲", "示例乙"], ["乙", "示例丙"]]}
        sheet.add_table("A1:B3", table)
        sheet.set_column("B:B", None, None, {"hidden": True})

    new = strip(book(fill), Kind.XLSX)

    assert rows(new) == [["单位", None], ["甲", None], ["乙", None]]
    assert gone(new, SECRET, "示例")


def test_a_link_on_a_hidden_cell_goes_and_others_stay() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_url("A1", "https://example.invalid/1", string="公开")
        sheet.write_url("A2", "https://example.invalid/2", string="不公开")
        sheet.set_row(1, None, None, {"hidden": True})

    new = strip(book(fill), Kind.XLSX)

    assert gone(new, "invalid/2")
    assert not gone(new, "invalid/1")
    assert rows(new) == [["公开"], [None]]


# Word


def test_a_stripped_word_file_holds_what_its_page_shows_and_nothing_else() -> None:
    new = strip(word(full_word), Kind.DOCX)

    assert hidden(new) == ()
    assert lines(new) == ["可见新的", "", ""]
    assert gone(new, SECRET, "隐藏", "白", "小", "内部意见", "藏着", "眉", "示例乙")


def test_changes_are_accepted_where_they_stand() -> None:
    def fill(made: Document) -> None:
        first = made.add_paragraph("一")
        first._p.append(of('<w:moveFrom w:id="1"><w:r><w:t>走的</w:t></w:r></w:moveFrom>'))
        both = (
            '<w:ins w:id="2"><w:del w:id="3"><w:r><w:delText>空</w:delText></w:r></w:del></w:ins>'
        )
        first._p.append(of(both))
        deleted = made.add_paragraph()
        mark = '<w:pPr ><w:rPr><w:del w:id="4" w:author="甲"/></w:rPr></w:pPr>'
        deleted._p.insert(0, of(mark))
        deleted._p.append(of('<w:del w:id="5"><w:r><w:delText>整段</w:delText></w:r></w:del>'))
        last = made.add_paragraph()
        last._p.append(of('<w:moveTo w:id="6"><w:r><w:t>来的</w:t></w:r></w:moveTo>'))
        change = (
            '<w:rPr ><w:b/><w:rPrChange w:id="7" w:author="示例甲"><w:rPr/></w:rPrChange></w:rPr>'
        )
        last.add_run("三")._r.insert(0, of(change))
        row = made.add_table(2, 1).rows[0]
        row.cells[0].text = "删掉的一行"
        row._tr.insert(0, of('<w:trPr ><w:del w:id="8" w:author="甲"/></w:trPr>'))

    new = strip(word(fill), Kind.DOCX)

    assert lines(new) == ["一", "来的三"]
    assert gone(new, "走的", "空", "整段", "示例甲", "删掉")


def test_a_note_whose_mark_was_deleted_goes_with_it() -> None:
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = f'<w:p>{marks}<w:del w:id="9">{marks.replace("1", "2")}</w:del></w:p>'
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>'
        for n, text in ((1, "留下"), (2, SECRET))
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    more = {"word/footnotes.xml": f"<w:footnotes {space}>{notes}</w:footnotes>"}

    new = strip(raw_docx(body, more), Kind.DOCX)

    assert gone(new, SECRET)
    assert not gone(new, "留下")


def test_of_an_embedded_object_the_picture_stays() -> None:
    body = (
        '<w:p><w:r><w:object><v:shape><v:imagedata r:id="rId2"/></v:shape>'
        '<o:OLEObject r:id="rId1"/></w:object></w:r></w:p>'
    )
    targets = (("oleObject", "embeddings/oleObject1.bin"), ("image", "media/image1.png"))
    data = raw_docx(
        body,
        {
            "word/embeddings/oleObject1.bin": OLE,
            "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
            "word/_rels/document.xml.rels": relations(*targets, external=False),
        },
    )

    new = strip(data, Kind.DOCX)

    assert hidden(data) == ("嵌入对象1个",)
    assert hidden(new) == ()
    assert b"rId2" in unzipped(new)
    assert OLE not in unzipped(new)


@pytest.mark.parametrize(
    ("data", "kind"), [(book(full_book), Kind.XLSX), (word(full_word), Kind.DOCX)]
)
def test_stripping_twice_is_stripping_once(data: bytes, kind: Kind) -> None:
    assert strip(strip(data, kind), kind) == strip(data, kind)


# The command


@pytest.mark.parametrize(
    ("name", "data", "took"),
    [
        ("表.xlsx", book(full_book), "附件1已取出隐藏的工作表2张（第2张、第3张）"),
        ("文.docx", word(full_word), "附件1已取出修订插入1处（第1段）"),
    ],
)
def test_what_was_hidden_is_taken_out_and_what_was_taken_is_said(
    run: Office, tmp_path: Path, name: str, data: bytes, took: str
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, name, data))

    told = run.ok("redact", number, "--strip-hidden", "--json").json

    assert any(took in notice for notice in told["notices"])
    assert [each[1::2] for each in findings(run, number)] == [("隐藏内容", "已脱敏")]
    assert gone(attached(run, number)[name], SECRET)
    run.review(number)
    assert run.verify()["ok"]


def test_what_can_not_be_taken_out_stays_a_finding(run: Office, tmp_path: Path) -> None:
    paper = put(tmp_path, "文.pdf", pdf(page="text"))
    number = run.propose("1.1.1", "--content", "13895012345", "--attach", paper)

    told = run.ok("redact", number, "--strip-hidden", "--all", "--json").json

    assert any("附件1的隐藏内容取不出" in notice for notice in told["notices"])
    assert ("隐藏内容", "待处理") in [each[1::2] for each in findings(run, number)]
    assert run("review", number, "--by", REVIEWER, *ALL_PASS).code == 3


def test_where_nothing_can_be_taken_out_it_is_refused_with_what_to_do(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "文.pdf", pdf(page="text")))

    ran = run("redact", number, "--strip-hidden")

    assert ran.code == 3
    assert "附件1的隐藏内容取不出" in ran.err
    assert f"pdisc revise {number} --attach" in ran.err


def test_a_mask_that_an_embedded_object_kept_off_is_taken_once_that_is_out(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose(
        "3.3.2", "--content", "情况", "--attach", put(tmp_path, "情况.docx", LOCKED)
    )
    run.ok("redact", number, "--mask", NAME)
    assert len(waiting(run, number)) == 1

    run.ok("redact", number, "--strip-hidden")
    assert len(waiting(run, number)) == 1
    run.ok("redact", number, "--mask", NAME)

    assert waiting(run, number) == []
    assert [state for *_, state in owed(run, number)] == ["已脱敏"] * 2
    assert gone(attached(run, number)["情况.docx"], NAME)


def test_both_at_once_is_one_version(run: Office, tmp_path: Path) -> None:
    number = run.propose(
        "3.3.2", "--content", "情况", "--attach", put(tmp_path, "情况.docx", LOCKED)
    )

    run.ok("redact", number, "--strip-hidden", "--mask", NAME)

    assert run.show(number)["version"] == 2
    assert owed(run, number) == []
    run.review(number)
