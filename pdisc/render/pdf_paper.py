"""Papers as PDF: tables under their captions, with what stands above, below and what is signed."""

from collections.abc import Iterator, Sequence

import msgspec

from pdisc.render.formats.word import MARGIN, Layout, column_widths, layout_for
from pdisc.render.grid import Table, row_texts
from pdisc.render.merging import depths
from pdisc.render.paper import Paper
from pdisc.render.pdf_file import Part, PdfPages, Row, cell, para, pdf_bytes, table
from pdisc.sheets.sheet import PageLook

_LOOK = PageLook(
    margins=(MARGIN,) * 4, size=12.0, line=18.0, title=18.0, title_line=30.0, under_title=0.3
)


def paper_pdf(paper: Paper) -> bytes:
    """Return a paper as a PDF; the same paper and fonts give the same bytes."""
    layout = layout_for(paper.tables)
    look = msgspec.structs.replace(
        _LOOK, landscape=layout.landscape, small=layout.size, small_line=layout.size * 1.4
    )
    pages = PdfPages(look=look, parts=list(_parts(paper, layout, look)))
    return pdf_bytes(paper.title, paper.on, [pages])


def _parts(paper: Paper, layout: Layout, look: PageLook) -> Iterator[Part]:
    below = look.under_title * look.line
    yield para(paper.title, "title", align="center", below=below, kept=True)
    for line in paper.head:
        yield para(line, "note", kept=True)
    for each in paper.tables:
        if each.caption and each.caption != paper.title:
            yield para(each.caption, "head", above=10, below=4, kept=True)
        if each.columns:
            yield _ruled(each, layout, look)
    for place, line in enumerate(paper.lines):
        yield para(line, "note", above=0 if place else 8)
    for line in paper.signed:
        yield para(line, "note", above=look.line)
    if paper.explained:
        yield para("说明", "head", above=look.line, kept=True)
    for what, meaning in paper.explained:
        yield para(f"{what}：{meaning}", "note")


def _ruled(found: Table, layout: Layout, look: PageLook) -> Part:
    head = [
        cell([(column.title, "center")], "label", place, shaded=True)
        for place, column in enumerate(found.columns)
    ]
    aligns = [column.align for column in found.columns]
    rows = [
        _row(row_texts(found, row, keep_newlines=True), aligns, deep)
        for row, deep in zip(found.rows, depths(found), strict=True)
    ]
    widths = column_widths(found, layout)
    return table(look, widths, rows, heads=[head], padding=layout.size / 4)


def _row(texts: Sequence[str], aligns: Sequence[str], deep: Sequence[int]) -> Row:
    """Return a row's cells; what one above covers isn't among them."""
    return [
        cell([(text, align)], "note", place, deep=count)
        for place, (text, align, count) in enumerate(zip(texts, aligns, deep, strict=True))
        if count
    ]
