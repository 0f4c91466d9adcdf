"""A paper in sections on A4, laid out like a 公文: how 月报, 季报 and 年度通报 look alike."""

from collections.abc import Sequence
from datetime import date

import msgspec
from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from pdisc.render.word_table import add_grid, add_row
from pdisc.render.wordfile import (
    BODY,
    HEAD,
    TITLE,
    add_style,
    add_text,
    file_bytes,
    new_file,
    number_pages,
)
from pdisc.sheets.sections import Grid, Section, SectionedSheet, numbered


class PaperLook(msgspec.Struct, frozen=True):
    """Margins in millimetres (top, right, bottom, left), sizes and lines in points."""

    margins: tuple[float, float, float, float]
    size: float
    line: float

    @property
    def width(self) -> float:
        """The width of the text in points."""
        return (210 - self.margins[1] - self.margins[3]) * 72 / 25.4


PUBLIC_LOOK = PaperLook((37.0, 26.0, 35.0, 28.0), 16.0, 28.95)
"""GB/T 9704-2012: 3号, 22 lines a page."""

OFFICE_LOOK = PaperLook((25.0, 20.0, 22.0, 20.0), 12.0, 20.0)
SMALL, SMALL_LINE = 10.5, 15.0


class _Styles(msgspec.Struct, frozen=True):
    body: ParagraphStyle
    heading: ParagraphStyle
    head: ParagraphStyle
    text: ParagraphStyle


def sheet_bytes(sheet: SectionedSheet, look: PaperLook, *, on: date) -> bytes:
    """Return the paper as a Word file dated by the day given; same sheet and day, same bytes."""
    document = new_file(sheet.title, on, landscape=False, margins=look.margins)
    title = add_style(document, "PaperTitle", "文件标题", font=TITLE, size=22, line=32)
    styles = _Styles(
        add_style(document, "PaperBody", "正文文字", font=BODY, size=look.size, line=look.line),
        add_style(document, "PaperHead", "层次标题", font=HEAD, size=look.size, line=look.line),
        add_style(document, "TableHead", "表头", font=HEAD, size=SMALL, line=SMALL_LINE),
        add_style(document, "TableText", "表格文字", font=BODY, size=SMALL, line=SMALL_LINE),
    )
    add_text(document, sheet.title, title, align="center")
    if sheet.subtitle:
        add_text(document, sheet.subtitle, styles.text, align="center")
    for text, indent in ((sheet.to, 0.0), (sheet.opening, 2 * look.size)):
        if text:
            added = add_text(document, text, styles.body, indent=indent)
            added.paragraph_format.space_before = Pt(0 if indent else look.line / 2)
    for heading, section in numbered(sheet.sections):
        _add_section(document, heading, section, styles, look)
    _add_end(document, sheet, styles, look)
    number_pages(document, styles.text, sheet.footer)
    return file_bytes(document)


def _add_section(
    document: Document, heading: str, section: Section, styles: _Styles, look: PaperLook
) -> None:
    head = add_text(document, heading, styles.heading, indent=2 * look.size)
    head.paragraph_format.keep_with_next = True
    head.paragraph_format.space_before = Pt(look.line / 3)
    for line in section.lines:
        added = add_text(document, line, styles.body, indent=2 * look.size)
        added.paragraph_format.keep_with_next = section.grid is not None
    if section.grid is not None:
        _add_table(document, section.grid, styles, look)


def _add_table(document: Document, grid: Grid, styles: _Styles, look: PaperLook) -> None:
    """Add a table; a row of one text heads those below it, over the whole width."""
    whole = sum(share for _, share in grid.columns)
    widths = [share / whole * look.width for _, share in grid.columns]
    table = add_grid(document, widths, padding=3)
    titles = [title for title, _ in grid.columns]
    count = len(titles)
    add_row(table, titles, [styles.head] * count, aligns=["center"] * count, repeated=True)
    for row in grid.rows:
        heads = len(row) < count
        shade, style = ("E7E6E6", styles.head) if heads else ("", styles.text)
        add_row(table, row, [style] * len(row), shade=shade)


def _add_end(document: Document, sheet: SectionedSheet, styles: _Styles, look: PaperLook) -> None:
    for place, line in enumerate(sheet.signed):
        added = add_text(document, line, styles.body, align="right")
        added.paragraph_format.right_indent = Pt(4 * look.size)
        added.paragraph_format.space_before = Pt(0 if place else look.line)
        added.paragraph_format.keep_with_next = place + 1 < len(sheet.signed)
    below: Sequence[tuple[str, ParagraphStyle]] = (
        *((line, styles.body) for line in sheet.fields),
        *((line, styles.text) for line in (sheet.foot,) if line),
    )
    for place, (line, style) in enumerate(below):
        added = add_text(document, line, style)
        added.paragraph_format.space_before = Pt(look.line / 2)
        added.paragraph_format.keep_with_next = place + 1 < len(below)
