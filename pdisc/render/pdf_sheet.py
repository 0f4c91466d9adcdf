"""Sheets as one PDF/A-2b file, laid out by typst from `data/sheet.typ` with the numbers of Word's.

Texts go in as data, so that nothing in them is markup. A letter that no font of the machine has is
a refusal: PDF/A forbids the box that would stand in its place, and typst holds to that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import msgspec

from pdisc.errors import PdiscError, StorageFailed, UsageError
from pdisc.render.pdf_fonts import Face, chosen, latin
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
)
from pdisc.shipped import data_file
from pdisc.text import visible

STANDARD = "a-2b"
"""PDF/A-2b: for an archive, every font embedded."""

PADDING = 3.0
"""At both sides of a cell, in points."""

_UNSHOWN = re.compile(r'the text `"(.+?)"`', re.DOTALL)
_STYLES = {"plain": "body", "centre": "body", "right": "body"}
_ALIGNS = {"centre": "center", "right": "right"}


def sheets_pdf(sheets: Sequence[Sheet], fonts: Any = None) -> bytes:
    """Return sheets of one look as a PDF; the same sheets and fonts give the same bytes.

    `fonts` are typst's; by default those of the machine. Raises UsageError where the part of pdisc
    that makes PDFs isn't installed, StorageFailed where a font is missing.
    """
    typst = _typst()
    fonts = fonts or typst.Fonts(include_embedded_fonts=False)
    families = fonts.families()
    job = _job(sheets, _styles(sheets[0].look, families))
    try:
        data, warnings = typst.compile_with_warnings(
            data_file("sheet.typ").read_bytes(),
            format="pdf",
            font_paths=fonts,
            sys_inputs={"job": msgspec.json.encode(job).decode()},
            pdf_standards=[STANDARD],
        )
    except typst.TypstError as error:
        raise _unmade(error) from error
    if warnings:  # an unknown font, a layout that doesn't settle: nothing of ours does that
        raise StorageFailed(f"PDF 没有做成：{warnings[0].message}", next_step=_OTHERWISE)
    assert isinstance(data, bytes), "a PDF is one file"
    return data


Row: TypeAlias = Sequence[Mapping[str, Any]]
"""Cells beside one another."""

_OTHERWISE = "改存 docx：--format docx"


def _typst() -> Any:
    """Return typst, which an installation may lack; UsageError says how to get it."""
    try:
        import typst
    except ImportError as error:
        raise UsageError("没有装 PDF 组件", next_step='pip install "pdisc[pdf]"') from error
    return typst


def _unmade(error: Any) -> PdiscError:
    found = _UNSHOWN.search(error.message)
    if found is None:
        return StorageFailed(f"PDF 没有做成：{error.message}", next_step=_OTHERWISE)
    return StorageFailed(
        f"这台电脑的字体里没有“{found[1]}”，做不成 PDF",
        next_step="装上有这个字的字体，或者改存 docx",
    )


def _styles(look: PageLook, families: Sequence[str]) -> Mapping[str, Any]:
    faces, western = chosen(families), latin(families)
    text, small = (look.size, look.line), (look.small, look.small_line)
    styles: Sequence[tuple[str, Face, tuple[float, float]]] = (
        ("title", "title", (look.title, look.title_line)),
        ("body", "body", text),
        ("head", "head", text),
        ("subhead", "kai", text),
        ("label", "head", small),
        ("note", "body", small),
        ("page", "page", (14.0, 14.0)),
    )
    first = [{"name": western, "latin": True}] if western else []
    return {
        name: {
            "fonts": [*first, {"name": faces[face], "latin": False}],
            "size": size,
            "line": line,
            "apart": look.apart if size == look.size else 0,
        }
        for name, face, (size, line) in styles
    }


def _job(sheets: Sequence[Sheet], styles: Mapping[str, Any]) -> Mapping[str, Any]:
    first = sheets[0]
    on: date = first.on
    return {
        "title": visible(first.title),
        "on": (on.year, on.month, on.day),
        "styles": styles,
        "sheets": [_page(sheet, f"end-{place}") for place, sheet in enumerate(sheets)],
    }


def _page(sheet: Sheet, end: str) -> Mapping[str, Any]:
    """Return a sheet as the layout reads it; `end` names the place where it ends."""
    look = sheet.look
    wide, high = (297, 210) if look.landscape else (210, 297)
    return {
        "look": {
            "wide": wide,
            "high": high,
            "margins": look.margins,
            "official": look.official,
            "foot": min(look.margins) / 2,
        },
        "footer": visible(sheet.footer),
        "end": end,
        "blocks": [part for block in sheet.blocks for part in _parts(block, look)],
    }


def _parts(block: SheetBlock, look: PageLook) -> Iterator[Mapping[str, Any]]:
    """Yield a block as what the layout knows: paragraphs, and tables."""
    match block:
        case Headline(text=text):
            below = look.under_title * look.line
            yield _para(text, "title", align="center", below=below, kept=True)
        case Para():
            yield _para(
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
                yield _para(
                    line, "body", align="right", right=4 * look.size, above=above, kept=kept
                )
        case FormRows():
            yield _form(block, look)
        case Listing(grid=grid):
            yield _listing(grid, look)
        case Measured():
            yield _measured(block, look)


def _para(
    text: str,
    style: str,
    *,
    align: str,
    indent: float = 0,
    above: float = 0,
    below: float = 0,
    right: float = 0,
    kept: bool = False,
) -> Mapping[str, Any]:
    return {
        "kind": "para",
        "text": visible(text, keep_newlines=True),
        "style": style,
        "align": align,
        "indent": indent,
        "above": above,
        "below": below,
        "right": right,
        "kept": kept,
    }


def _table(
    look: PageLook,
    widths: Sequence[float],
    rows: Sequence[Row],
    *,
    heads: Sequence[Row] = (),
    padding: float = PADDING,
) -> Mapping[str, Any]:
    return {
        "kind": "table",
        "widths": widths,
        "padding": padding,
        "heads": heads,
        "rows": rows,
        "most": look.height / 2,
    }


def _cell(
    texts: Sequence[tuple[str, str]],
    style: str,
    at: int,
    wide: int = 1,
    *,
    stands: str = "middle",
    shaded: bool = False,
    tall: float = 0,
    exact: float = 0,
) -> Mapping[str, Any]:
    """Return a cell that begins in column `at`; each of its texts stands left, right or centred."""
    return {
        "texts": [
            {"text": visible(text, keep_newlines=True), "align": align} for text, align in texts
        ],
        "style": style,
        "at": at,
        "wide": wide,
        "deep": 1,
        "stands": stands,
        "shaded": shaded,
        "tall": tall,
        "exact": exact,
    }


def _form(block: FormRows, look: PageLook) -> Mapping[str, Any]:
    widths = [*block.widths, look.width - sum(block.widths)]
    return _table(look, widths, [_boxes(row) for row in block.rows])


def _boxes(boxes: Sequence[FormBox]) -> Row:
    tall = max(box.tall for box in boxes)
    cells = []
    for place, box in enumerate(boxes):
        wide = 1 if place + 1 < len(boxes) else 3 - 2 * place
        cells.append(_cell([(box.label, "center")], "label", 2 * place, tall=tall))
        cells.append(_box(box, 2 * place + 1, wide, tall))
    return cells


def _box(box: FormBox, at: int, wide: int, tall: float) -> Mapping[str, Any]:
    texts = [(box.text, "left")] if box.text or not box.signed else []
    if box.signed:
        texts.append((f"{box.sign}：{BLANK}{PEN_DATE}", "right"))
    low = box.signed and len(texts) == 1
    return _cell(texts, "note", at, wide, stands="bottom" if low else "middle", tall=tall)


def _listing(grid: Grid, look: PageLook) -> Mapping[str, Any]:
    whole = sum(share for _, share in grid.columns)
    count = len(grid.columns)
    head = [_cell([(t, "center")], "label", place) for place, (t, _) in enumerate(grid.columns)]
    rows = []
    for row in grid.rows:
        heads = len(row) < count
        rows.append(_row(row, count, style="label" if heads else "note", shaded=heads))
    widths = [share / whole * look.width for _, share in grid.columns]
    return _table(look, widths, rows, heads=[head])


def _measured(block: Measured, look: PageLook) -> Mapping[str, Any]:
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
    return _table(look, block.widths, rows, padding=block.padding)


def _row(texts: Sequence[str], count: int, *, style: str, align: str = "left", **given: Any) -> Row:
    """Return a row of texts in `count` columns; the last one spans what is left."""
    last = len(texts) - 1
    return [
        _cell([(text, align)], style, place, count - place if place == last else 1, **given)
        for place, text in enumerate(texts)
    ]
