"""What a file holds and no screen shows is told by how many and where; ordinary files aren't."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # has no stubs
from conftest import ALL_PASS, REVIEWER, SECRETARY, Office
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Highlight, Text
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject
from test_findings import put

from pdisc.screening.files.extract import extract


def book(fill: Callable[[Any], None]) -> bytes:
    """Return a workbook as XlsxWriter makes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        fill(made)
    return out.getvalue()


def word(fill: Callable[[Document], Any]) -> bytes:
    """Return a Word file as python-docx makes it."""
    out = io.BytesIO()
    made = docx.Document()
    fill(made)
    made.save(out)
    return out.getvalue()


def of(xml: str) -> Any:
    """Return an element of WordprocessingML."""
    name, _, rest = xml.removeprefix("<").partition(" ")
    return parse_xml(f"<{name} {nsdecls('w')} {rest}")


def hidden(data: bytes, name: str = "文件.bin") -> tuple[str, ...]:
    said = extract(data, name)
    assert said.problem is None
    return said.hidden


# Ordinary files


def plain_book(made: Any) -> None:
    sheet = made.add_worksheet("公开")
    sheet.write_row(0, 0, ["姓名", "金额"])
    sheet.write_row(1, 0, ["示例甲", 12])
    sheet.set_column("H:XFD", None, None, {"hidden": True})
    sheet.set_default_row(hide_unused_rows=True)
    sheet.autofilter("A1:B2")
    sheet.repeat_rows(0)
    sheet.print_area("A1:B2")
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.data_validation("B2", {"validate": "list", "source": ["一", "二"]})
    head = made.add_format({"font_color": "white", "bg_color": "#003366"})
    sheet.write("D1", "白字在深色上", head)
    made.add_worksheet("空的").hide()


def plain_word(made: Document) -> None:
    made.add_heading("标题", 1)
    paragraph = made.add_paragraph("正文")
    paragraph._p.append(of('<w:bookmarkStart w:id="0" w:name="_GoBack"/>'))
    paragraph._p.append(of('<w:bookmarkEnd w:id="0"/>'))
    paragraph._p.append(of('<w:r w:rsidR="00AB12CD"><w:t>甲</w:t></w:r>'))
    paragraph._p.append(of('<w:del w:id="9" w:author="甲"><w:r><w:rPr/></w:r></w:del>'))
    paragraph._p.append(of("<w:r ><w:rPr><w:webHidden/></w:rPr><w:t>3</w:t></w:r>"))
    paragraph._p.append(of('<w:r ><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>3</w:t></w:r>'))
    entry = '<w:r ><w:rPr><w:vanish/></w:rPr><w:instrText>XE "甲"</w:instrText></w:r>'
    paragraph._p.append(of(entry))
    mark = "<w:pPr ><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>"
    made.add_paragraph("样式分隔")._p.insert(0, of(mark))
    table = made.add_table(2, 2, "Table Grid")
    cell = table.cell(0, 0)
    cell._tc.get_or_add_tcPr().append(of('<w:shd w:val="clear" w:fill="1F3864"/>'))
    run = cell.paragraphs[0].add_run("白字在深色上")
    run.font.color.rgb = RGBColor(255, 255, 255)
    shown = made.add_paragraph().add_run("黄底黑字")
    shown.font.highlight_color = WD_COLOR_INDEX.YELLOW
    stamp = '<w:rPr><w:sz w:val="2"/><w:color w:val="FFFFFF"/></w:rPr><w:pict/>'
    paragraph._p.append(of(f"<w:r >{stamp}</w:r>"))
    made.sections[0].footer.paragraphs[0].text = "第1页"


def test_ordinary_files_hide_nothing() -> None:
    assert hidden(book(plain_book)) == ()
    assert hidden(word(plain_word)) == ()


def test_a_workbook_of_openpyxl_hides_nothing() -> None:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["姓名", "=1+1"])
    made.active.merge_cells("A3:B4")
    made.active.freeze_panes = "A2"
    made.create_sheet("第二张").append([1, 2])
    made.save(out)

    assert hidden(out.getvalue()) == ()


def test_a_cell_merged_into_what_is_seen_is_seen() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:B3", "跨行标题")
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write("A5", "正文")

    assert hidden(book(fill)) == ()


# Hidden ones


def full_book(made: Any) -> None:
    sheet = made.add_worksheet("公开")
    secret = made.add_worksheet("举报人示例甲")
    secret.write("A1", "示例乙")
    secret.write_comment("A1", "跟着整张走")
    secret.hide()
    deep = made.add_worksheet("更深")
    deep.write("A1", 1)
    deep.very_hidden()
    for row in range(8):
        sheet.write_row(row, 0, [f"第{row}行", "乙", "丙", "丁"])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True, "level": 1})
    sheet.set_row(5, 0.5)
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.set_column("D:D", 0.1)
    sheet.write_comment("A1", "内定示例丙")
    sheet.write("F1", "白", made.add_format({"font_color": "#FFFFFF"}))
    black = made.add_format({"font_color": "#000000", "bg_color": "#000000"})
    sheet.write("F5", "涂黑", black)
    sheet.write("F2", 7, made.add_format({"num_format": ";;;"}))


def full_word(made: Document) -> None:
    first = made.add_paragraph("可见")
    first.add_run("隐藏").font.hidden = True
    delete = '<w:del w:id="1" w:author="甲"><w:r><w:delText>举报人示例甲</w:delText></w:r></w:del>'
    first._p.append(of(delete))
    first._p.append(of('<w:ins w:id="2" w:author="甲"><w:r><w:t>新的</w:t></w:r></w:ins>'))
    second = made.add_paragraph()
    second.add_run("白").font.color.rgb = RGBColor(255, 255, 255)
    made.add_paragraph().add_run("涂黑").font.highlight_color = WD_COLOR_INDEX.BLACK
    made.add_paragraph().add_run("小").font.size = Pt(1)
    made.add_comment(second.runs, text="内部意见", author="示例乙")
    row = made.add_table(2, 1).rows[1]
    row.cells[0].text = "藏着的一行"
    row._tr.insert(0, of("<w:trPr ><w:hidden/></w:trPr>"))
    made.sections[0].header.paragraphs[0].add_run("眉").font.hidden = True


def test_a_workbook_tells_its_hidden_parts_by_count_and_place() -> None:
    told = hidden(book(full_book))

    assert told == (
        "隐藏的工作表2张（第2张、第3张）",
        "隐藏行3行（第1张的第3到4行、第6行）",
        "隐藏列2列（第1张的C到D列）",
        "看不见的字3处（第1张的F1、F2、F5）",
        "批注1处（第1张的A1）",
    )
    assert "举报" not in "".join(told)


def test_a_word_file_tells_its_hidden_parts_by_count_and_place() -> None:
    assert hidden(word(full_word)) == (
        "修订插入1处（第1段）",
        "修订删除1处（第1段）",
        "隐藏文字2处（第1段、页眉第1段）",
        "隐藏的表格行1处（表1）",
        "白色文字1处（第2段）",
        "涂黑的字1处（第3段）",
        "极小的字1处（第4段）",
        "批注1处",
    )


def test_text_hidden_by_a_style_is_hidden() -> None:
    def fill(made: Document) -> None:
        style = made.styles.add_style("藏", 1)
        style.font.hidden = True
        made.styles.add_style("也藏", 1).base_style = style
        made.add_paragraph("示例甲", "也藏")

    assert hidden(word(fill)) == ("隐藏文字1处（第1段）",)


def test_rows_that_a_filter_leaves_out_are_hidden() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_column(0, 0, ["单位", "甲", "乙"])
        sheet.autofilter("A1:A3")
        sheet.filter_column("A", "x == 甲")
        sheet.set_row(2, None, None, {"hidden": True})

    assert hidden(book(fill)) == ("隐藏行1行（第1张的第3行）",)


def test_remarks_and_files_in_a_pdf_are_told_and_links_are_not() -> None:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    box = (10.0, 10.0, 50.0, 50.0)
    writer.add_annotation(0, FreeText(text="seen", rect=box))
    writer.add_annotation(0, Text(text="note", rect=box))
    corners = ArrayObject(FloatObject(each) for each in (10, 50, 50, 50, 10, 10, 50, 10))
    mark = Highlight(rect=box, quad_points=corners)
    writer.add_annotation(0, mark)
    writer.add_attachment("a.txt", b"x")
    writer.write(out)

    assert hidden(out.getvalue(), "文.pdf") == ("批注1处（第1页）", "PDF 附件1个")


def covered(**entries: object) -> tuple[str, ...]:
    """Return what is told of a PDF page with one annotation that has these entries."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    note = DictionaryObject({NameObject("/Rect"): ArrayObject(map(FloatObject, (9, 9, 50, 20)))})
    note[NameObject("/Type")] = NameObject("/Annot")
    note |= {NameObject(f"/{name}"): value for name, value in entries.items()}
    writer.add_annotation(0, note)
    writer.write(out)
    return hidden(out.getvalue(), "文.pdf")


BLACK = ArrayObject(map(FloatObject, (0, 0, 0)))


def test_a_box_laid_over_a_pdf_page_hides_what_is_still_there() -> None:
    told = ("盖住的地方1处（第1页）",)

    assert covered(Subtype=NameObject("/Square"), IC=BLACK) == told
    assert covered(Subtype=NameObject("/Redact")) == told


def test_a_frame_or_a_clear_colour_on_a_pdf_page_hides_nothing() -> None:
    assert covered(Subtype=NameObject("/Square")) == ()
    assert covered(Subtype=NameObject("/Square"), IC=BLACK, CA=FloatObject(0.4)) == ()


# What comes of it


@pytest.mark.parametrize(
    ("name", "data"), [("表.xlsx", book(full_book)), ("文.docx", word(full_word))]
)
def test_hidden_parts_are_a_finding_that_somebody_answers_for(
    run: Office, tmp_path: Path, name: str, data: bytes
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, name, data))

    (found,) = run.show(number)["findings"]
    assert (found["kind"], found["where"]) == ("隐藏内容", f"附件1《{name}》")
    assert found["excerpt"] == "、".join(hidden(data))
    assert run("review", number, "--by", REVIEWER, *ALL_PASS).code == 3
    assert run.show(number)["next"] == f"pdisc redact {number} --strip-hidden"
    run.review(number, "--accept", "F1=已打开看过，可以公开")


def test_screen_tells_hidden_parts_of_any_file(run: Office, tmp_path: Path) -> None:
    path = put(tmp_path, "表.xlsx", book(full_book))

    ran = run("screen", path, "--json", "--exit-code")

    (spot,) = [each for each in ran.json["findings"] if each["kind"] == "隐藏内容"]
    assert (ran.code, spot["handling"]) == (20, "由具名的人看过")
    assert "隐藏的工作表2张" in run("screen", path).out


def test_hidden_parts_of_evidence_are_told(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审核")
    paper = put(tmp_path, "审批表.docx", word(full_word))

    told = run.ok("approve", number, "--by", SECRETARY, "--evidence", paper, "--json").json

    assert any("凭证1里有修订插入1处" in notice for notice in told["notices"])


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_the_program_writes_itself_hides_nothing(
    run: Office, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"每周.{kind}"
    run.ok("due", "--format", kind, "--out", str(out))

    assert hidden(out.read_bytes()) == ()
