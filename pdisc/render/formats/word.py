"""docx: tables as a Word file, A4, heads on every page, columns as wide as their words need."""

from collections.abc import Sequence

import msgspec
from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from pdisc.render.grid import GAP, Table, fitted_widths, natural_widths, row_texts, text_grid
from pdisc.render.merging import depths
from pdisc.render.paper import Paper, Reply
from pdisc.render.word_table import add_grid, add_row
from pdisc.render.wordfile import (
    A4,
    BODY,
    HEAD,
    TITLE,
    add_style,
    add_text,
    file_bytes,
    new_file,
    number_pages,
)
from pdisc.text import visible

MARGIN = 18.0
"""In millimetres, on all sides: a working table, not a 公文, whose margins would cost a column."""

_POINTS = 72 / 25.4
_EASY = 24
"""So many cells a wide column needs at least to be read with ease."""


class Layout(msgspec.Struct, frozen=True):
    """How the page lies, and the size of the letters in points; a cell is half a letter wide.

    With `folded` a heading may take two lines, so that a column of numbers stays narrow.
    """

    landscape: bool
    size: float
    folded: bool = False

    @property
    def width(self) -> float:
        """The width of the text in points."""
        return (A4[1 if self.landscape else 0] - 2 * MARGIN) * _POINTS

    @property
    def cells(self) -> int:
        """How many cells stand beside one another, one column's padding taken off."""
        return int(self.width / (self.size / 2)) - GAP


LAYOUTS = (
    Layout(False, 12),
    Layout(False, 10.5),
    Layout(True, 10.5),
    Layout(True, 9),
    Layout(True, 9, folded=True),
)
"""The first that all tables stand on with ease is taken; the last one has to do."""


def made(reply: Reply) -> bytes:
    """Return an answer's paper as a Word file."""
    return word_bytes(reply.paper())


def word_bytes(paper: Paper) -> bytes:
    """Return the tables as one Word file: the same paper gives the same bytes."""
    layout = layout_for(paper.tables)
    document = new_file(paper.title, paper.on, landscape=layout.landscape, margins=[MARGIN] * 4)
    title = add_style(document, "PaperTitle", "文件标题", font=TITLE, size=18)
    caption = add_style(document, "PaperHead", "表格标题", font=HEAD, size=12)
    head = add_style(document, "TableHead", "表头", font=HEAD, size=layout.size)
    text = add_style(document, "TableText", "表格文字", font=BODY, size=layout.size)
    title.paragraph_format.space_after = Pt(8)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    caption.paragraph_format.keep_with_next = True
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(1)
    add_text(document, paper.title, title, align="center")
    _add_lines(document, paper.head, text, kept=True)
    for table in paper.tables:
        if table.caption and table.caption != paper.title:
            add_text(document, table.caption, caption)
        _add_table(document, table, layout, head, text)
    _add_lines(document, paper.lines, text, above=8)
    for line in paper.signed:
        _add_lines(document, (line,), text, above=14)
    if paper.explained:
        add_text(document, "说明", caption)
        _add_lines(document, [f"{what}：{meaning}" for what, meaning in paper.explained], text)
    number_pages(document, text)
    return file_bytes(document)


def _add_lines(
    document: Document,
    lines: Sequence[str],
    style: ParagraphStyle,
    *,
    above: float = 0,
    kept: bool = False,
) -> None:
    """Add lines with some points above the first; `kept` with what follows them."""
    for place, line in enumerate(lines):
        added = add_text(document, line, style)
        added.paragraph_format.space_before = Pt(0 if place else above)
        added.paragraph_format.keep_with_next = kept


def layout_for(tables: Sequence[Table]) -> Layout:
    """Return the upright page or the wide one, and the size of letters, that suit the tables."""
    fitting = (one for one in LAYOUTS if all(_at_ease(table, one) for table in tables))
    return next(fitting, LAYOUTS[-1])


def _at_ease(table: Table, layout: Layout) -> bool:
    grid = _measured(table, layout)
    widths = fitted_widths(table, grid, layout.cells)
    needed = [
        min(natural, _EASY if column.wide else natural, column.width or natural)
        for natural, column in zip(natural_widths(grid), table.columns, strict=True)
    ]
    return all(width >= least for width, least in zip(widths, needed, strict=True))


def column_widths(table: Table, layout: Layout) -> list[float]:
    """Return the widths of the columns on the page, in points."""
    cells = fitted_widths(table, _measured(table, layout), layout.cells)
    wanted = [(width + GAP) * layout.size / 2 for width in cells]
    return [width * _stretch(table, sum(wanted), layout.width) for width in wanted]


def _stretch(table: Table, width: float, page: float) -> float:
    """Return by how much to stretch a table: to the page's width where it holds long texts."""
    whole = page / width
    return whole if any(column.wide for column in table.columns) else min(whole, 1.5)


def _measured(table: Table, layout: Layout) -> list[list[str]]:
    """Return what the widths of columns are measured by: all cells, and the headings or a half."""
    titles, *rows = text_grid(table)
    if layout.folded:
        titles = [title[: (len(title) + 1) // 2] if len(title) > 3 else title for title in titles]
    return [titles, *rows]


def _add_table(
    document: Document, table: Table, layout: Layout, head: ParagraphStyle, text: ParagraphStyle
) -> None:
    if not table.columns:
        return
    count = len(table.columns)
    grid = add_grid(document, column_widths(table, layout), padding=layout.size / 4)
    titles = [visible(column.title) for column in table.columns]
    add_row(grid, titles, [head] * count, aligns=["center"] * count, repeated=True, shade="E7E6E6")
    aligns = [column.align for column in table.columns]
    for row, deep in zip(table.rows, depths(table), strict=True):
        texts = row_texts(table, row, keep_newlines=True)
        add_row(grid, texts, [text] * count, aligns=aligns, deep=deep)
