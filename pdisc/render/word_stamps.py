"""归档章 of a Word file: labels of exact size in rows, with room to cut between them."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.styles.style import ParagraphStyle
from lxml import etree

from pdisc.render.wordfile import put_text
from pdisc.sheets.sheet import STAMP, STAMP_CELLS, STAMP_GAP, STAMPS_ABREAST, Stamps

_TWIPS = 1440 / 25.4
"""In a millimetre."""

_SIDES = ("top", "left", "bottom", "right")


def add_stamps(document: Document, block: Stamps, style: ParagraphStyle) -> None:
    """Add stamps as a table of rows of exact height: one above each stamp, two of its own."""
    table = _table()
    for place in range(0, len(block.stamps), STAMPS_ABREAST):
        abreast = block.stamps[place : place + STAMPS_ABREAST]
        _add_row(table, STAMP_GAP[1], _between(), style)
        for first in (0, STAMP_CELLS):
            lines = [stamp[first : first + STAMP_CELLS] for stamp in abreast]
            _add_row(table, STAMP[1] / 2, _cells(lines), style)
    document.element.body.insert_element_before(table, "w:sectPr")


def _widths() -> list[float]:
    stamp = [STAMP[0] / STAMP_CELLS] * STAMP_CELLS
    return [*([*stamp, STAMP_GAP[0]] * STAMPS_ABREAST)[:-1]]


def _table() -> Any:
    widths = _widths()
    table = etree.fromstring(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr><w:tblGrid/></w:tbl>"
    )
    for width in widths:
        etree.SubElement(table[1], qn("w:gridCol")).set(qn("w:w"), str(_twips(width)))
    return table


def _between() -> Iterator[str | None]:
    return (None for _ in _widths())


def _cells(lines: Sequence[Sequence[str]]) -> Iterator[str | None]:
    """Yield the texts of a row, None for what lies between stamps and is bare."""
    for place in range(STAMPS_ABREAST):
        if place:
            yield None
        yield from lines[place] if place < len(lines) else [None] * STAMP_CELLS


def _add_row(table: Any, height: float, texts: Iterator[str | None], style: ParagraphStyle) -> None:
    row = etree.SubElement(table, qn("w:tr"))
    properties = etree.SubElement(row, qn("w:trPr"))
    etree.SubElement(properties, qn("w:cantSplit"))
    asked = etree.SubElement(properties, qn("w:trHeight"))
    asked.set(qn("w:val"), str(_twips(height)))
    asked.set(qn("w:hRule"), "exact")
    for width, text in zip(_widths(), texts, strict=True):
        _add_cell(row, width, text, style)


def _add_cell(row: Any, width: float, text: str | None, style: ParagraphStyle) -> None:
    cell = etree.SubElement(row, qn("w:tc"))
    properties = etree.SubElement(cell, qn("w:tcPr"))
    told = etree.SubElement(properties, qn("w:tcW"))
    told.set(qn("w:w"), str(_twips(width)))
    told.set(qn("w:type"), "dxa")
    if text is not None:
        borders = etree.SubElement(properties, qn("w:tcBorders"))
        for side in _SIDES:
            line = etree.SubElement(borders, qn(f"w:{side}"))
            for name, value in (("val", "single"), ("sz", "4"), ("color", "000000")):
                line.set(qn(f"w:{name}"), value)
    etree.SubElement(properties, qn("w:vAlign")).set(qn("w:val"), "center")
    paragraph = etree.SubElement(cell, qn("w:p"))
    settings = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(settings, qn("w:pStyle")).set(qn("w:val"), style.style_id)
    etree.SubElement(settings, qn("w:jc")).set(qn("w:val"), "center")
    put_text(paragraph, text or "")


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
