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
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from pdisc.render.zips import repacked
from pdisc.text import visible

BODY, HEAD, TITLE, KAI = "仿宋_GB2312", "黑体", "方正小标宋简体", "楷体_GB2312"
LATIN = "Times New Roman"
STAND_INS = {BODY: "仿宋", TITLE: "宋体", KAI: "楷体"}
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


def number_pages(
    document: Document, style: ParagraphStyle, before: str = "", *, total: bool = True
) -> None:
    """Put 第 1 页，共 2 页 into the middle of the footer, after `before` where that is given.

    That is the footer of the last section. Without `total` it says 第 1 页 alone: not every program
    counts the pages of one section.
    """
    footer = document.sections[-1].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    put_text(paragraph._p, f"{before}第 ")
    _put_field(paragraph._p, "PAGE")
    put_text(paragraph._p, " 页")
    if total:
        put_text(paragraph._p, "，共 ")
        _put_field(paragraph._p, "NUMPAGES")
        put_text(paragraph._p, " 页")


def begin_section(document: Document) -> None:
    """Begin a section on a new page, whose pages are counted from 1.

    The paragraph that ends the section before takes no room.
    """
    document.add_section(WD_SECTION.NEW_PAGE)
    properties: Any = document.sections[-1]._sectPr
    if properties.find(qn("w:pgNumType")) is None:
        counted = OxmlElement("w:pgNumType")
        counted.set(qn("w:start"), "1")
        properties.find(qn("w:pgMar")).addnext(counted)
    ending = document.paragraphs[-1].paragraph_format
    ending.line_spacing, ending.space_after = Pt(1), Pt(0)


def number_outside(document: Document, bottom: float) -> None:
    """Put — 1 — into the footer as GB/T 9704 has it: at the outer edge, one letter in.

    `bottom` is the lower margin in millimetres: the number stands 7 mm below the text.
    """
    document.settings.odd_and_even_pages_header_footer = True
    style = add_style(document, "PageNumber", "页码", font="宋体", size=14)
    style.element.rPr.rFonts.set(qn("w:ascii"), "宋体")
    style.element.rPr.rFonts.set(qn("w:hAnsi"), "宋体")
    section = document.sections[0]
    section.footer_distance = Mm(bottom - 7 - 14 * 25.4 / 72)
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.style = style
        paragraph.alignment = ALIGNMENTS[align]
        edge = "right_indent" if align == "right" else "left_indent"
        setattr(paragraph.paragraph_format, edge, Pt(14))
        put_text(paragraph._p, "— ")
        _put_field(paragraph._p, "PAGE")
        put_text(paragraph._p, " —")


def off_the_grid(style: ParagraphStyle) -> None:
    """Let a style's lines stand as close as it says, whatever the page's grid is."""
    switch = OxmlElement("w:snapToGrid")
    switch.set(qn("w:val"), "0")
    properties = style.element.get_or_add_pPr()
    before = [*properties.iterchildren(qn("w:autoSpaceDE"), qn("w:autoSpaceDN"))]
    properties.insert(len(before), switch)  # the schema wants it between those and the spacing


def closer(style: ParagraphStyle, by: float) -> None:
    """Set a style's letters closer by some points: what is wider than its cell would take two."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(-twips(by)))
    style.element.get_or_add_rPr().find(qn("w:sz")).addprevious(spacing)


def grid_lines(document: Document, *, line: float, size: float, width: float) -> None:
    """Lay the page out on a grid of 28 letters a line, each line so high (GB/T 9704-2012, 5.2)."""
    # The pitch is told by what it differs from the letters of Normal, or from those by default.
    document.styles["Normal"].font.size = Pt(size)
    styles: Any = document.styles.element
    for tag in ("w:sz", "w:szCs"):
        for found in styles.find(qn("w:docDefaults")).iter(qn(tag)):
            found.set(qn("w:val"), str(round(2 * size)))
    properties: Any = document.sections[0]._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = etree.SubElement(properties, qn("w:docGrid"))
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(twips(line)))
    grid.set(qn("w:charSpace"), str(round((width / 28 - size) * 4096)))


def _put_field(paragraph: Any, instruction: str) -> None:
    field = etree.SubElement(paragraph, qn("w:fldSimple"))
    field.set(qn("w:instr"), instruction)
    put_text(field, "1")


def twips(points: float) -> int:
    """Return points in twentieths, as the format counts."""
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
