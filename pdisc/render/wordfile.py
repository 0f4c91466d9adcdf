"""One Word file: A4, Chinese fonts by name, and the same bytes for the same input.

python-docx sets only the Latin font of a style, and its template speaks English and dreams of
Japanese fonts; what GB/T 9704-2012 asks for is set here once (领域要点 §7). Fonts are named, never
shipped: `STAND_INS` tells Word what to take where the office lacks one.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from pdisc.render.zips import repacked
from pdisc.text import visible

BODY, HEAD, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
STAND_INS = {BODY: "仿宋", TITLE: "宋体"}
"""By what Word replaces a font that the machine doesn't have: what every Windows brings along."""

A4 = (210, 297)
"""In millimetres."""

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def new_file(title: str, on: date, *, landscape: bool, margins: Sequence[float]) -> Document:
    """Return an empty A4 document in Chinese, dated by the data; margins (mm) as in CSS.

    That is: top, right, bottom, left.
    """
    document = docx.Document()
    _speak_chinese(document)
    _name_stand_ins(document)
    _describe(document, title, on)
    section = document.sections[0]
    sides = reversed(A4) if landscape else A4
    section.page_width, section.page_height = (Mm(side) for side in sides)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(side) for side in margins
    )
    section.header_distance = section.footer_distance = Mm(min(margins) / 2)
    return document


def file_bytes(document: Document) -> bytes:
    """Return the file, the same bytes whenever and wherever the same document is packed."""
    whole = io.BytesIO()
    document.save(whole)
    return repacked(whole.getvalue())


def add_style(
    document: Document, style_id: str, name: str, *, font: str, size: float, line: float = 0
) -> ParagraphStyle:
    """Return a new paragraph style; `line` is its exact height in points, 0 for the font's own."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle), "a paragraph style was asked for"
    style.style_id = style_id
    style.font.size = Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts()
    _set_fonts(style.element.rPr.rFonts, font)
    if line:
        style.paragraph_format.line_spacing = Pt(line)
    for script in ("w:autoSpaceDN", "w:autoSpaceDE"):
        # No quarter of a letter between 2026 and 年: a cell of ours is half a letter wide.
        switch = OxmlElement(script)
        switch.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert(0, switch)  # the schema wants it before the spacing
    return style


def add_text(
    document: Document, text: str, style: ParagraphStyle, *, align: str = "left", indent: float = 0
) -> Paragraph:
    """Add one paragraph; a newline in the text breaks its line, anything unseen shows as escape."""
    paragraph = document.add_paragraph(style=style)
    paragraph.alignment = ALIGNMENTS[align]
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent)
    put_text(paragraph._p, text)
    return paragraph


def put_text(paragraph: Any, text: str) -> None:
    """Fill a paragraph's element with one run of visible text, its newlines as breaks."""
    run = etree.SubElement(paragraph, qn("w:r"))
    for number, line in enumerate(visible(text, keep_newlines=True).split("\n")):
        if number:
            etree.SubElement(run, qn("w:br"))
        words = etree.SubElement(run, qn("w:t"))
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def number_pages(document: Document, style: ParagraphStyle, before: str = "") -> None:
    """Put 第 1 页，共 2 页 into the middle of the footer, after `before` where that is given."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    put_text(paragraph._p, f"{before}第 ")
    _put_field(paragraph._p, "PAGE")
    put_text(paragraph._p, " 页，共 ")
    _put_field(paragraph._p, "NUMPAGES")
    put_text(paragraph._p, " 页")


def _put_field(paragraph: Any, instruction: str) -> None:
    field = etree.SubElement(paragraph, qn("w:fldSimple"))
    field.set(qn("w:instr"), instruction)
    put_text(field, "1")


def add_grid(document: Document, widths: Sequence[float], *, padding: float) -> Any:
    """Add a ruled table of fixed column widths; the cells' side `padding` and all in points.

    Its rows are added by `add_row`: python-docx's own way takes a minute for a thousand of them.
    """
    table = OxmlElement("w:tbl")
    properties = etree.fromstring(
        f'<w:tblPr {nsdecls("w")}><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_twips(padding)}" w:type="dxa"/>'
        f'<w:right w:w="{_twips(padding)}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    table.append(properties)
    grid = etree.SubElement(table, qn("w:tblGrid"))
    for width in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(_twips(width)))
    document.element.body.insert_element_before(table, "w:sectPr")
    return table


def add_row(
    table: Any,
    cells: Sequence[str],
    styles: Sequence[ParagraphStyle],
    *,
    aligns: Sequence[str] = (),
    repeated: bool = False,
    height: float = 0,
    shade: str = "",
    top: bool = False,
) -> None:
    """Add a row that no page cuts in two; fewer cells than columns: the last one spans the rest.

    `repeated` puts it on top of every page. `height` in points is what it has, whatever it holds:
    it was measured, and a font that breaks a line elsewhere must not move the page's end. With
    `top` the texts begin at the top of their cells, not in the middle.
    """
    row = etree.SubElement(table, qn("w:tr"))
    properties = etree.SubElement(row, qn("w:trPr"))
    etree.SubElement(properties, qn("w:cantSplit"))
    if height:
        asked = etree.SubElement(properties, qn("w:trHeight"))
        asked.set(qn("w:val"), str(_twips(height)))
        asked.set(qn("w:hRule"), "exact")
    if repeated:
        etree.SubElement(properties, qn("w:tblHeader"))
    widths = [int(each.get(qn("w:w"))) for each in table.tblGrid]
    for place, (text, style) in enumerate(zip(cells, styles, strict=True)):
        last = place == len(cells) - 1
        covered = widths[place:] if last else widths[place : place + 1]
        align = aligns[place] if aligns else "left"
        cell = _add_cell(row, text, style, align=align, covered=covered, shade=shade)
        if not top:
            etree.SubElement(cell.tcPr, qn("w:vAlign")).set(qn("w:val"), "center")


def _add_cell(
    row: Any, text: str, style: ParagraphStyle, *, align: str, covered: Sequence[int], shade: str
) -> Any:
    cell = etree.SubElement(row, qn("w:tc"))
    properties = etree.SubElement(cell, qn("w:tcPr"))
    width = etree.SubElement(properties, qn("w:tcW"))
    width.set(qn("w:w"), str(sum(covered)))
    width.set(qn("w:type"), "dxa")
    if len(covered) > 1:
        etree.SubElement(properties, qn("w:gridSpan")).set(qn("w:val"), str(len(covered)))
    if shade:
        ground = etree.SubElement(properties, qn("w:shd"))
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            ground.set(qn(f"w:{name}"), value)
    paragraph = etree.SubElement(cell, qn("w:p"))
    settings = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(settings, qn("w:pStyle")).set(qn("w:val"), style.style_id)
    etree.SubElement(settings, qn("w:jc")).set(qn("w:val"), align)
    put_text(paragraph, text)
    return cell


def _twips(points: float) -> int:
    return round(points * 20)


def _speak_chinese(document: Document) -> None:
    """Set fonts and language where Word looks first, and take away the template's themes."""
    styles: Any = document.styles.element
    for fonts in styles.iter(qn("w:rFonts")):
        _set_fonts(fonts, BODY)
    for language in styles.iter(qn("w:lang")):
        # Latin letters stay English: in Chinese a line may end within a word, and a command would.
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    for spacing in styles.find(qn("w:docDefaults")).iter(qn("w:spacing")):
        spacing.set(qn("w:after"), "0")
        spacing.set(qn("w:line"), "240")
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"].element.get_or_add_rPr()
    _set_fonts(normal.get_or_add_rFonts(), BODY)


def _set_fonts(fonts: Any, font: str) -> None:
    fonts.attrib.clear()
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font), ("cs", LATIN)):
        fonts.set(qn(f"w:{script}"), name)


def _name_stand_ins(document: Document) -> None:
    for part in _parts(document, "/fontTable"):
        fonts = etree.fromstring(part._blob)
        for name, other in STAND_INS.items():
            font = etree.SubElement(fonts, qn("w:font"))
            font.set(qn("w:name"), name)
            etree.SubElement(font, qn("w:altName")).set(qn("w:val"), other)
            etree.SubElement(font, qn("w:charset")).set(qn("w:val"), "86")
        part._blob = etree.tostring(fonts, encoding="UTF-8", standalone=True)


def _parts(document: Document, ending: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(ending):
            yield relation.target_part


def _describe(document: Document, title: str, on: date) -> None:
    """Set the properties of the file; the template's own picture of itself goes."""
    core = document.core_properties
    core.title, core.language = visible(title)[:255], "zh-CN"
    core.author = core.comments = core.last_modified_by = ""
    core.created = core.modified = datetime(on.year, on.month, on.day)
    relations: Any = document.part.package.rels if document.part.package else {}
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]
