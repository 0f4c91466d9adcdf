"""A worksheet that somebody filled in: its cells by row and column, and what they aren't plainly.

Whoever reads such a sheet says by row and column what won't do; so a formula, a merged cell, a
hidden one and a number shown as a date are told apart here, and nothing is guessed from them.
"""

from collections.abc import Iterator, Mapping
from enum import Flag, auto

import msgspec
from lxml import etree

from pdisc.screening.files.box import Box, Unreadable
from pdisc.screening.files.kinds import Kind, is_zip, sniff
from pdisc.screening.office.cells import ValueSlot, number_of, rich_text
from pdisc.screening.office.escapes import EscapedText
from pdisc.screening.office.package import opened_book
from pdisc.screening.office.shown import GENERAL, hides_day, shown, text_shown
from pdisc.screening.office.unseen_excel import Geometry, span_of
from pdisc.screening.office.workbook import Workbook
from pdisc.screening.office.xmlpart import XmlPart

MOST_CELLS = 50_000
"""Cells that hold something in one sheet: far more than anybody fills in."""


class Odd(Flag):
    """What a cell is besides a text or a number that somebody typed."""

    PLAIN = 0
    FORMULA = auto()
    MERGED = auto()
    HIDDEN = auto()
    DATE = auto()
    MONTH = auto()
    ERROR = auto()


class FilledCell(msgspec.Struct, frozen=True):
    """One cell that holds something: its text, or the digits of its number; and what is seen of it.

    `shown` is None where that isn't certain, as of a time, a truth value or a number in a format.
    """

    text: str
    odd: Odd
    shown: str | None = None


class FilledSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One worksheet: its name, whether it is hidden, and its cells by row and column from 1."""

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, FilledCell]]


def filled_sheets(data: bytes, name: str) -> Iterator[FilledSheet]:
    """Yield the worksheets of an xlsx file, or raise Unreadable with the reason in Chinese."""
    try:
        yield from _sheets(data, name)
    except Unreadable:
        raise
    except Exception as error:  # whatever damage provokes, the file is unread, not the program down
        raise Unreadable("文件已损坏") from error


def _sheets(data: bytes, name: str) -> Iterator[FilledSheet]:
    box = Box(data) if is_zip(data) else None
    kind = sniff(data, name, box.names if box else ()).kind
    if box is None or kind is not Kind.XLSX:
        raise Unreadable(f"这是{kind}，不是 Excel 工作簿（xlsx）")
    book, parts = opened_book(box)
    for path, (called, hidden) in book.sheets.items():
        part = parts(path)
        if part is not None:
            yield FilledSheet(name=called, hidden=hidden, rows=_rows(part, book))


def _rows(part: XmlPart, book: Workbook) -> Mapping[int, Mapping[int, FilledCell]]:
    geometry = Geometry(part.root)
    unseen = {(cell.row, cell.column) for cell in geometry.hidden_cells()}
    spans = (span_of(each.get("ref", "")) for each in part.root.iter("{*}mergeCell"))
    merged = {span[0] for span in spans if span and span[0] != span[1]}
    found: dict[int, dict[int, FilledCell]] = {}
    for count, (cell, row, column) in enumerate(geometry.cells()):
        if count >= MOST_CELLS:
            raise Unreadable(f"工作表里有内容的单元格超过{MOST_CELLS}个")
        text = _text(part, cell, book).strip()
        odd = _oddness(cell, book)
        odd |= Odd.HIDDEN if (row, column) in unseen else Odd.PLAIN
        odd |= Odd.MERGED if (row, column) in merged else Odd.PLAIN
        seen = _shown(cell, text, book)
        if text and seen == "":
            odd, seen = odd | Odd.HIDDEN, text
        if text or odd & Odd.FORMULA:
            found.setdefault(row, {})[column] = FilledCell(text, odd, seen)
    return found


def _oddness(cell: etree._Element, book: Workbook) -> Odd:
    odd = Odd.FORMULA if cell.find("{*}f") is not None else Odd.PLAIN
    odd |= Odd.ERROR if cell.get("t") == "e" else Odd.PLAIN
    dated = cell.get("t", "n") == "d" or _is_dated(cell, book)
    odd |= Odd.DATE if dated else Odd.PLAIN
    return odd | (Odd.MONTH if dated and hides_day(_format(cell, book) or "") else Odd.PLAIN)


def _is_dated(cell: etree._Element, book: Workbook) -> bool:
    return cell.get("t", "n") == "n" and cell.get("s") in book.dates


def _text(part: XmlPart, cell: etree._Element, book: Workbook) -> str:
    """Return what a cell holds, whatever its formula; of a number the digits, of a date the day."""
    kind, value = cell.get("t", "n"), cell.find("{*}v")
    if kind == "inlineStr":
        inline = cell.iterfind("{*}is")
        return "".join(slot.text for each in inline for slot in rich_text(part, each))
    if value is None or value.text is None:
        return ""
    if kind == "s":
        number = number_of(value.text)
        strings = book.strings[number] if 0 <= number < len(book.strings) else []
        return "".join(slot.text for slot in strings)
    if kind == "str":
        return EscapedText(value).text
    return ValueSlot(value, book.epoch if _is_dated(cell, book) else None).text


def _shown(cell: etree._Element, text: str, book: Workbook) -> str | None:
    """Return what is seen of a cell; None where a format may show something else."""
    kind, value, code = cell.get("t", "n"), cell.find("{*}v"), _format(cell, book)
    if kind in ("s", "str", "inlineStr"):
        return text_shown(text, code or GENERAL) if text else text
    if kind == "e" or value is None or not value.text:
        return text
    return shown(value.text, code, book.epoch) if kind == "n" and code is not None else None


def _format(cell: etree._Element, book: Workbook) -> str | None:
    """Return the format of a cell; None where it names one that isn't there."""
    style = number_of(cell.get("s", "0"))
    if not book.formats:
        return GENERAL
    return book.formats[style] if style < len(book.formats) else None
