"""Ruled tables of a Word file, written as XML: python-docx takes a minute for a thousand rows."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.styles.style import ParagraphStyle
from lxml import etree

from pdisc.render.wordfile import put_text, twips


def add_grid(document: Document, widths: Sequence[float], *, padding: float) -> Any:
    """Add a ruled table of fixed column widths; the cells' side `padding` and all in points.

    Its rows are added by `add_row`: python-docx's own way takes a minute for a thousand of them.
    """
    table = OxmlElement("w:tbl")
    properties = etree.fromstring(
        f'<w:tblPr {nsdecls("w")}><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{twips(padding)}" w:type="dxa"/>'
        f'<w:right w:w="{twips(padding)}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    table.append(properties)
    grid = etree.SubElement(table, qn("w:tblGrid"))
    for width in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(twips(width)))
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
    deep: Sequence[int] = (),
) -> None:
    """Add a row that no page cuts in two; fewer cells than columns: the last one spans the rest.

    `repeated` puts it on top of every page. `height` in points is what it has, whatever it holds:
    it was measured, and a font that breaks a line elsewhere must not move the page's end. With
    `top` the texts begin at the top of their cells, not in the middle. `deep` says over how many
    rows each cell goes; with 0 the one above goes over it.
    """
    row = open_row(table, exactly=height)
    if repeated:
        etree.SubElement(row.trPr, qn("w:tblHeader"))
    widths = [int(each.get(qn("w:w"))) for each in table.tblGrid]
    for place, (text, style) in enumerate(zip(cells, styles, strict=True)):
        last = place == len(cells) - 1
        covered = widths[place:] if last else widths[place : place + 1]
        align = aligns[place] if aligns else "left"
        over = deep[place] if deep else 1
        said = text if over else ""
        cell = _add_cell(row, said, style, align=align, covered=covered, shade=shade)
        if over != 1:
            merged = etree.SubElement(cell.tcPr, qn("w:vMerge"))
            merged.set(qn("w:val"), "restart" if over else "continue")
        if not top:
            etree.SubElement(cell.tcPr, qn("w:vAlign")).set(qn("w:val"), "center")


def open_row(table: Any, *, exactly: float = 0, at_least: float = 0, whole: bool = True) -> Any:
    """Return a new row, of a height in points where one is given; no page cuts a `whole` one."""
    row = etree.SubElement(table, qn("w:tr"))
    properties = etree.SubElement(row, qn("w:trPr"))
    if whole:
        etree.SubElement(properties, qn("w:cantSplit"))
    if exactly or at_least:
        asked = etree.SubElement(properties, qn("w:trHeight"))
        asked.set(qn("w:val"), str(twips(exactly or at_least)))
        asked.set(qn("w:hRule"), "exact" if exactly else "atLeast")
    return row


def add_cell(
    row: Any,
    texts: Sequence[str],
    style: ParagraphStyle,
    covered: Sequence[float],
    *,
    aligns: Sequence[str] = (),
    stands: str = "center",
) -> None:
    """Add a cell of some paragraphs (centred by default) over columns of these widths (points).

    The texts stand at the `bottom`, at the `top`, or in the middle (`center`).
    """
    cell = _add_cell(
        row,
        texts[0] if texts else "",
        style,
        align=aligns[0] if aligns else "center",
        covered=[twips(each) for each in covered],
        shade="",
    )
    for place, text in enumerate(texts[1:], start=1):
        _add_paragraph(cell, text, style, aligns[place])
    etree.SubElement(cell.tcPr, qn("w:vAlign")).set(qn("w:val"), stands)


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
    _add_paragraph(cell, text, style, align)
    return cell


def _add_paragraph(cell: Any, text: str, style: ParagraphStyle, align: str) -> None:
    paragraph = etree.SubElement(cell, qn("w:p"))
    settings = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(settings, qn("w:pStyle")).set(qn("w:val"), style.style_id)
    etree.SubElement(settings, qn("w:jc")).set(qn("w:val"), align)
    put_text(paragraph, text)
