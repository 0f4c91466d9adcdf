"""One PDF/A-2b file, laid out by typst from `data/sheet.typ`: its pages as data.

Texts go in as data, so that nothing in them is markup. A letter that no font of the machine has is
a refusal: PDF/A forbids the box that would stand in its place, and typst holds to that.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import msgspec

from pdisc.errors import PdiscError, StorageFailed, UsageError
from pdisc.render.pdf_fonts import Face, chosen, lacking, latin
from pdisc.sheets.sheet import PageLook
from pdisc.shipped import data_file
from pdisc.text import visible

STANDARD = "a-2b"
"""PDF/A-2b: for an archive, every font embedded."""

PADDING = 3.0
"""At both sides of a cell, in points."""

_UNSHOWN = re.compile(r'the text `"(.+?)"`', re.DOTALL)
_OTHERWISE = "改存 docx：--format docx"

Part: TypeAlias = Mapping[str, Any]
"""A paragraph, a table or a cell as `data/sheet.typ` reads it."""

Row: TypeAlias = Sequence[Part]
"""Cells beside one another."""


class PdfPages(msgspec.Struct, frozen=True, kw_only=True):
    """What is numbered by itself: parts from the first page to the last, and a foot for each."""

    look: PageLook
    parts: Sequence[Part]
    footer: str = ""


def pdf_bytes(title: str, on: date, made: Sequence[PdfPages], fonts: Any = None) -> bytes:
    """Return pages of one look as a PDF; the same pages and fonts give the same bytes.

    `fonts` are typst's; by default those of the machine. Raises UsageError where the part of pdisc
    that makes PDFs isn't installed, StorageFailed where a font is missing.
    """
    typst = _typst()
    fonts = fonts or _fonts_here()
    job = {
        "title": visible(title),
        "on": (on.year, on.month, on.day),
        "styles": _styles(made[0].look, fonts.families()),
        "sheets": [_pages(each, f"end-{place}") for place, each in enumerate(made)],
    }
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


def fonts_lacking() -> tuple[str, ...]:
    """Return the fonts of our forms that this machine lacks, so that others are in its PDFs."""
    return lacking(_fonts_here().families())


@cache
def _fonts_here() -> Any:
    """Return the fonts of this machine; looking for them takes longer than setting a page."""
    return _typst().Fonts(include_embedded_fonts=False)


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


def _pages(made: PdfPages, end: str) -> Mapping[str, Any]:
    """Return pages as the layout reads them; `end` names the place where they end."""
    look = made.look
    wide, high = (297, 210) if look.landscape else (210, 297)
    return {
        "look": {
            "wide": wide,
            "high": high,
            "margins": look.margins,
            "official": look.official,
            "foot": min(look.margins) / 2,
        },
        "footer": visible(made.footer),
        "end": end,
        "blocks": made.parts,
    }


def para(
    text: str,
    style: str,
    *,
    align: str = "left",
    indent: float = 0,
    above: float = 0,
    below: float = 0,
    right: float = 0,
    kept: bool = False,
) -> Part:
    """Return a paragraph; measures are in points, `kept` is kept with what follows."""
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


def table(
    look: PageLook,
    widths: Sequence[float],
    rows: Sequence[Row],
    *,
    heads: Sequence[Row] = (),
    padding: float = PADDING,
    loose: bool = False,
    whole: bool = False,
) -> Part:
    """Return a ruled table, its heads on every page; a row is cut only if half a page is less.

    Of a `loose` one there are cells that are `bare`: room between what is ruled. A `whole` one
    stays on one page.
    """
    return {
        "kind": "table",
        "widths": widths,
        "padding": padding,
        "heads": heads,
        "rows": rows,
        "most": look.height / 2,
        "loose": loose,
        "whole": whole,
    }


def cell(
    texts: Sequence[tuple[str, str]],
    style: str,
    at: int,
    wide: int = 1,
    *,
    deep: int = 1,
    stands: str = "middle",
    shaded: bool = False,
    tall: float = 0,
    exact: float = 0,
    bare: bool = False,
) -> Part:
    """Return a cell that begins in column `at`; each of its texts stands left, right or center.

    It covers `wide` columns and `deep` rows, and is at least or exactly so many points high.
    """
    return {
        "texts": [
            {"text": visible(text, keep_newlines=True), "align": align} for text, align in texts
        ],
        "style": style,
        "at": at,
        "wide": wide,
        "deep": deep,
        "stands": stands,
        "shaded": shaded,
        "tall": tall,
        "exact": exact,
        "bare": bare,
    }
