"""Sheets as one Word file: each form's blocks laid out on its look, a page of its own for each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from pdisc.render.word_stamps import add_stamps
from pdisc.render.word_table import add_cell, add_grid, add_row, open_row
from pdisc.render.wordfile import (
    BODY,
    HEAD,
    KAI,
    TITLE,
    add_style,
    add_text,
    begin_section,
    closer,
    file_bytes,
    grid_lines,
    new_file,
    number_outside,
    number_pages,
    off_the_grid,
)
from pdisc.sheets.measure import paper_lines
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import (
    BLANK,
    PEN_DATE,
    FormBox,
    FormRows,
    Headline,
    Listing,
    Measured,
    PageLook,
    Para,
    Sheet,
    SheetBlock,
    SignedBy,
    Stamps,
)
from pdisc.text import visible

SHADE = "E7E6E6"
"""The ground of a row that heads those below it."""

_RIGHT = {"right": "right", "centre": "center"}


class _Page:
    """A file being filled: its look, and its styles by name."""

    def __init__(self, document: Document, look: PageLook) -> None:
        self.document = document
        self.look = look
        sizes = (look.size, look.line)
        small = (look.small, look.small_line)
        self.styles: Mapping[str, ParagraphStyle] = {
            name: add_style(document, style_id, told, font=font, size=size, line=line)
            for name, style_id, told, font, (size, line) in (
                ("title", "SheetTitle", "公文标题", TITLE, (look.title, look.title_line)),
                ("body", "SheetBody", "公文正文", BODY, sizes),
                ("head", "SheetHead", "一级标题", HEAD, sizes),
                ("subhead", "SheetSubhead", "二级标题", KAI, sizes),
                ("label", "TableHead", "表头", HEAD, small),
                ("note", "TableText", "表格文字", BODY, small),
            )
        }
        self.styles["title"].paragraph_format.space_after = Pt(look.under_title * look.line)

    def style(self, manner: str) -> ParagraphStyle:
        """Return the style of a paragraph's manner."""
        return self.styles.get(manner, self.styles["body"])


def sheets_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets of one look as a Word file; the same sheets give the same bytes.

    Each is a section of its own, with its own footer and its pages counted from 1.
    """
    first = sheets[0]
    look = first.look
    document = new_file(first.title, first.on, landscape=look.landscape, margins=look.margins)
    page = _Page(document, look)
    if look.official:
        # Lines and letters have the grid's measures by themselves: snapped to it as well, some
        # programs give a letter two of its cells.
        for style in page.styles.values():
            off_the_grid(style)
            if style.font.size == Pt(look.size):
                closer(style, 0.25)
        grid_lines(document, line=look.line, size=look.size, width=look.width)
        number_outside(document, look.margins[2])
    for place, sheet in enumerate(sheets):
        if place:
            begin_section(document)
        for block in sheet.blocks:
            _LAID[type(block)](page, block)
        if not look.official:
            before = f"{sheet.footer}　" if sheet.footer else ""
            number_pages(document, page.styles["note"], before, total=len(sheets) == 1)
    return file_bytes(document)


def _heading(page: _Page, block: Headline) -> None:
    added = add_text(page.document, block.text, page.styles["title"], align="center")
    added.paragraph_format.keep_with_next = True


def _para(page: _Page, block: Para) -> None:
    indented = block.manner in ("body", "head", "subhead")
    added = add_text(
        page.document,
        block.text,
        page.style(block.manner),
        align=_RIGHT.get(block.manner, "left"),
        indent=2 * page.look.size if indented else 0,
    )
    added.paragraph_format.keep_with_next = block.kept or block.manner in ("head", "subhead")
    if block.space:
        added.paragraph_format.space_before = Pt(block.space * page.look.line)


def _form_rows(page: _Page, block: FormRows) -> None:
    widths = [*block.widths, page.look.width - sum(block.widths)]
    table = add_grid(page.document, widths, padding=3)
    for boxes in block.rows:
        whole = all(_on_half_a_page(box.text, page.look) for box in boxes)
        row = open_row(table, at_least=max(box.tall for box in boxes), whole=whole)
        for place, box in enumerate(boxes):
            last = 2 * place + 2 if place + 1 < len(boxes) else 4
            add_cell(row, (box.label,), page.styles["label"], widths[2 * place : 2 * place + 1])
            _fill_box(page, row, box, widths[2 * place + 1 : last])


def _on_half_a_page(text: str, look: PageLook) -> bool:
    """Return whether a text is short enough for its row to stay on one page, by a guess."""
    lines = paper_lines(visible(text, keep_newlines=True), int(look.width * 3 / 2 / look.small))
    return lines * look.small_line < look.height / 2


def _fill_box(page: _Page, row: Any, box: FormBox, covered: Sequence[float]) -> None:
    aligns = ["left"] if box.text or not box.signed else []
    texts = [box.text] if aligns else []
    if box.signed:
        texts.append(f"{box.sign}：{BLANK}{PEN_DATE}")
        aligns.append("right")
    low = box.signed and len(texts) == 1
    stands = "bottom" if low else "top" if box.top else "center"
    add_cell(row, texts, page.styles["note"], covered, aligns=aligns, stands=stands)


def _listing(page: _Page, block: Listing) -> None:
    add_listing(page.document, block.grid, page.styles["label"], page.styles["note"], page.look)


def add_listing(
    document: Document, grid: Grid, head: ParagraphStyle, text: ParagraphStyle, look: PageLook
) -> None:
    """Add a table as wide as the page; a row of one text heads those below it."""
    whole = sum(share for _, share in grid.columns)
    table = add_grid(document, [share / whole * look.width for _, share in grid.columns], padding=3)
    titles = [title for title, _ in grid.columns]
    count = len(titles)
    add_row(table, titles, [head] * count, aligns=["center"] * count, repeated=True)
    for row in grid.rows:
        heads = len(row) < count
        shade, style = (SHADE, head) if heads else ("", text)
        add_row(table, row, [style] * len(row), shade=shade)


def _measured(page: _Page, block: Measured) -> None:
    table = add_grid(page.document, block.widths, padding=block.padding)
    for row in block.rows:
        add_row(
            table,
            row.texts,
            [page.style(row.manner)] * len(row.texts),
            aligns=["center" if row.centred else "left"] * len(row.texts),
            height=row.height,
            shade=SHADE if row.shaded else "",
            top=row.top,
        )


def _signed(page: _Page, block: SignedBy) -> None:
    for place, line in enumerate(block.lines):
        added = add_text(page.document, line, page.styles["body"], align="right")
        added.paragraph_format.right_indent = Pt(4 * page.look.size)
        added.paragraph_format.space_before = Pt(0 if place else page.look.line)
        added.paragraph_format.keep_with_next = place + 1 < len(block.lines)


def _stamps(page: _Page, block: Stamps) -> None:
    add_stamps(page.document, block, page.styles["note"])


_LAID: Mapping[type[SheetBlock], Callable[[_Page, Any], None]] = {
    Headline: _heading,
    Para: _para,
    FormRows: _form_rows,
    Listing: _listing,
    Measured: _measured,
    SignedBy: _signed,
    Stamps: _stamps,
}
"""How each kind of block is laid out."""
