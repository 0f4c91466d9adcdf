"""归档章 of a Word file: labels of exact size in rows, with room to cut between them."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.styles.style import ParagraphStyle
from lxml import etree

from pdisc.render.wordfile import put_text
from pdisc.sheets.sheet import STAMP_ROWS, Stamps, stamp_widths

_TWIPS = 1440 / 25.4
"""In a millimetre."""

_SIDES = ("top", "left", "bottom", "right")


def add_stamps(document: Document, block: Stamps, style: ParagraphStyle) -> None:
    """Add stamps as a table of rows of exact height: one above each stamp, two of its own."""
    table = _table()
    for place, (height, texts) in enumerate(block.rows(), start=1):
        _add_row(table, height, texts, style, kept=place % STAMP_ROWS != 0)
    document.element.body.insert_element_before(table, "w:sectPr")


def _table() -> Any:
    widths = stamp_widths()
    table = etree.fromstring(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr><w:tblGrid/></w:tbl>"
    )
    for width in widths:
        etree.SubElement(table[1], qn("w:gridCol")).set(qn("w:w"), str(_twips(width)))
    return table


def _add_row(
    table: Any, height: float, texts: Sequence[str | None], style: ParagraphStyle, *, kept: bool
) -> None:
    """Add a row of exact height, `kept` on the page of the next: no page cuts a stamp in two."""
    row = etree.SubElement(table, qn("w:tr"))
    properties = etree.SubElement(row, qn("w:trPr"))
    etree.SubElement(properties, qn("w:cantSplit"))
    asked = etree.SubElement(properties, qn("w:trHeight"))
    asked.set(qn("w:val"), str(_twips(height)))
    asked.set(qn("w:hRule"), "exact")
    for width, text in zip(stamp_widths(), texts, strict=True):
        _add_cell(row, width, text, style, kept=kept)


def _add_cell(
    row: Any, width: float, text: str | None, style: ParagraphStyle, *, kept: bool
) -> None:
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
    if kept:
        etree.SubElement(settings, qn("w:keepNext"))
    etree.SubElement(settings, qn("w:jc")).set(qn("w:val"), "center")
    put_text(paragraph, text or "")


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
