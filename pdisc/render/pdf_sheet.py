"""Sheets as one PDF, with the numbers of the Word file: the same blocks end on the same page."""

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from pdisc.render.pdf_file import Part, PdfPages, Row, cell, para, pdf_bytes, table
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import (
    BLANK,
    PEN_DATE,
    STAMP_ROWS,
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
    stamp_widths,
)

POINTS = 72 / 25.4
"""In a millimetre."""

_STYLES = {"plain": "body", "centre": "body", "right": "body"}
_ALIGNS = {"centre": "center", "right": "right"}


def sheets_pdf(sheets: Sequence[Sheet], fonts: Any = None) -> bytes:
    """Return sheets of one look as a PDF; `fonts` and what it raises as `pdf_bytes` has them."""
    pages = [
        PdfPages(
            look=sheet.look,
            parts=[part for block in sheet.blocks for part in _parts(block, sheet.look)],
            footer=sheet.footer,
        )
        for sheet in sheets
    ]
    return pdf_bytes(sheets[0].title, sheets[0].on, pages, fonts)


def _parts(block: SheetBlock, look: PageLook) -> Iterator[Part]:
    """Yield a block as what the layout knows: paragraphs, and tables."""
    match block:
        case Headline(text=text):
            below = look.under_title * look.line
            yield para(text, "title", align="center", below=below, kept=True)
        case Para():
            yield para(
                block.text,
                _STYLES.get(block.manner, block.manner),
                align=_ALIGNS.get(block.manner, "left"),
                indent=2 * look.size if block.manner in ("body", "head", "subhead") else 0,
                above=block.space * look.line,
                kept=block.kept or block.manner in ("head", "subhead"),
            )
        case SignedBy(lines=lines):
            for place, line in enumerate(lines, start=1):
                above = look.line if place == 1 else 0
                kept = place < len(lines)
                yield para(line, "body", align="right", right=4 * look.size, above=above, kept=kept)
        case FormRows():
            yield _form(block, look)
        case Listing(grid=grid):
            yield _listing(grid, look)
        case Measured():
            yield _measured(block, look)
        case Stamps():
            yield from _stamps(block, look)
        case _:
            assert_never(block)


def _form(block: FormRows, look: PageLook) -> Part:
    widths = [*block.widths, look.width - sum(block.widths)]
    return table(look, widths, [_boxes(row) for row in block.rows])


def _boxes(boxes: Sequence[FormBox]) -> Row:
    tall = max(box.tall for box in boxes)
    cells = []
    for place, box in enumerate(boxes):
        wide = 1 if place + 1 < len(boxes) else 3 - 2 * place
        cells.append(cell([(box.label, "center")], "label", 2 * place, tall=tall))
        cells.append(_box(box, 2 * place + 1, wide, tall))
    return cells


def _box(box: FormBox, at: int, wide: int, tall: float) -> Part:
    texts = [(box.text, "left")] if box.text or not box.signed else []
    if box.signed:
        texts.append((f"{box.sign}：{BLANK}{PEN_DATE}", "right"))
    low = box.signed and len(texts) == 1
    stands = "bottom" if low else "top" if box.top else "middle"
    return cell(texts, "note", at, wide, stands=stands, tall=tall)


def _listing(grid: Grid, look: PageLook) -> Part:
    whole = sum(share for _, share in grid.columns)
    count = len(grid.columns)
    head = [cell([(t, "center")], "label", place) for place, (t, _) in enumerate(grid.columns)]
    rows = []
    for row in grid.rows:
        heads = len(row) < count
        rows.append(_row(row, count, style="label" if heads else "note", shaded=heads))
    widths = [share / whole * look.width for _, share in grid.columns]
    return table(look, widths, rows, heads=[head])


def _measured(block: Measured, look: PageLook) -> Part:
    rows = [
        _row(
            row.texts,
            len(block.widths),
            align="center" if row.centred else "left",
            style=row.manner,
            stands="top" if row.top else "middle",
            shaded=row.shaded,
            exact=row.height,
        )
        for row in block.rows
    ]
    return table(look, block.widths, rows, padding=block.padding)


def _stamps(block: Stamps, look: PageLook) -> Iterator[Part]:
    """Yield stamps in tables of those side by side, so that no page cuts one in two."""
    rows = [
        [
            cell([(text or "", "center")], "note", at, exact=high * POINTS, bare=text is None)
            for at, text in enumerate(texts)
        ]
        for high, texts in block.rows()
    ]
    widths = [width * POINTS for width in stamp_widths()]
    for first in range(0, len(rows), STAMP_ROWS):
        abreast = rows[first : first + STAMP_ROWS]
        yield table(look, widths, abreast, padding=0, loose=True, whole=True)


def _row(texts: Sequence[str], count: int, *, style: str, align: str = "left", **given: Any) -> Row:
    """Return a row of texts in `count` columns; the last one spans what is left."""
    last = len(texts) - 1
    return [
        cell([(text, align)], style, place, count - place if place == last else 1, **given)
        for place, text in enumerate(texts)
    ]
