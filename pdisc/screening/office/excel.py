"""Excel's cells with their sheet, address and whether they are hidden; shared strings once.

Numbers are read digit by digit and dates as dates, because an ID or a birth date typed into Excel
is stored as a number.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from pdisc.screening.files.laid import END_OF_ROW, flat, is_flat, number_runs
from pdisc.screening.office.cells import ValueSlot, number_of, phonetic, rich_text
from pdisc.screening.office.escapes import EscapedText
from pdisc.screening.office.units import MOST_COVERED, Leaf, Slot, Unit, copied, joint
from pdisc.screening.office.workbook import Workbook
from pdisc.screening.office.xmlpart import XmlPart, discard, local

_COLUMN = re.compile(r"[A-Z]{1,3}")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_MOST_HEADING_ROWS = 3
_EMPTY = Leaf("", ())
MOST_COLUMNS = 256
"""How far a row is laid out under its headings."""


class Worksheet:
    """Reads one worksheet, a row at a time."""

    def __init__(self, part: XmlPart, book: Workbook) -> None:
        """Look at the sheet's name and columns."""
        name, self._is_hidden = book.sheets.get(part.name.lower(), (part.name, False))
        self.where = f"工作表“{name}”"
        self._part = part
        self._book = book
        self._watched: list[tuple[Slot, str]] = []
        self._hidden_columns = [
            range(number_of(column.get("min")), number_of(column.get("max")) + 1)
            for column in part.root.iter("{*}col")
            if _is_on(column.get("hidden")) or column.get("width") == "0"
        ]

        self._merged = dict(_merged(part))
        self._copies: defaultdict[int, dict[int, Leaf]] = defaultdict(dict)

    def units(self) -> Iterator[Unit]:
        """Yield every cell's texts, after its cells every row, and then the sheet."""
        lines: list[Leaf] = []
        for number, row in enumerate(self._part.root.iter("{*}row"), 1):
            hidden = self._is_hidden or _is_on(row.get("hidden")) or row.get("ht") == "0"
            cells: list[Leaf] = []
            line: dict[int, Leaf] = {}
            for cell in row.iterfind("{*}c"):
                address = cell.get("r", "")
                is_hidden = hidden or self._is_in_hidden_column(address)
                where = f"{self.where}!{address}"
                yield from self._formulas(cell, where)
                where += "（隐藏）" if is_hidden else ""
                for slots in self._texts(cell):
                    cells.append(Leaf(where, slots))
                    _place(cells[-1], _column(address) or len(line) + 1, line)
                    yield cells[-1]
                yield from self._phonetics(cell, where)
            if len(cells) > 1:
                joined = joint(f"{self.where}第{row.get('r', number)}行", cells, "\t")
                joined.told = len(line) == len(cells)
                yield joined
                yield from _split_numbers(cells)
            lines.append(_in_columns(self._with_copies(number_of(row.get("r")), line)))
        if any(line.slots for line in lines):
            yield joint(f"{self.where}", lines, END_OF_ROW)

    def _with_copies(self, row: int, line: dict[int, Leaf]) -> dict[int, Leaf]:
        """Return a row with the headings that were merged from another column or row."""
        for column, cell in line.items():
            rows, columns = self._merged.get((row, column), (1, 1))
            if (rows, columns) == (1, 1):
                continue
            for below in range(row, row + min(rows, _MOST_HEADING_ROWS)):
                end = min(column + min(columns, MOST_COVERED), MOST_COLUMNS + 1)
                self._copies[below] |= dict.fromkeys(range(column, end), copied(cell))
        return {**self._copies.pop(row, {}), **line}

    def _formulas(self, cell: etree._Element, where: str) -> Iterator[Unit]:
        for formula in cell.iterfind("{*}f"):
            slot = EscapedText(self._part.take(formula))
            values = map(EscapedText, cell.iterfind("{*}v"))
            self._watched += [(each, each.text) for each in (slot, *values)]
            if slot.text.strip():
                yield Leaf(f"{where}（公式）", [slot])

    def _texts(self, cell: etree._Element) -> Iterator[list[Slot]]:
        """Yield the slots of a cell's value and of its inline text, where it has them."""
        for child in cell:
            tag = local(child.tag)
            if tag == "v" and child.text:
                yield from self._value(cell, self._part.take(child))
            elif tag == "is" and (plain := rich_text(self._part, child)):
                yield plain

    def _phonetics(self, cell: etree._Element, where: str) -> Iterator[Unit]:
        for inline in cell.iterfind("{*}is"):
            if slots := phonetic(self._part, inline):
                yield Leaf(f"{where}的拼音", slots)

    def _value(self, cell: etree._Element, value: etree._Element) -> Iterator[list[Slot]]:
        kind = cell.get("t", "n")
        if kind == "s":
            number = number_of(value.text)
            if 0 <= number < len(self._book.strings):
                self._book.used.add(number)
                yield self._book.strings[number]
        elif kind == "str":
            yield [EscapedText(value)]
        else:
            dated = kind == "n" and cell.get("s") in self._book.dates
            yield [ValueSlot(value, self._book.epoch if dated else None)]

    def _is_in_hidden_column(self, address: str) -> bool:
        return bool(self._hidden_columns) and any(
            _column(address) in span for span in self._hidden_columns
        )

    def settle(self) -> bool:
        """Turn all formulas into their values if one of them was masked; tell whether it was."""
        if all(slot.text == text for slot, text in self._watched):
            return False
        for cell in self._part.root.iter("{*}c"):
            for formula in cell.findall("{*}f"):
                discard(formula)
                cell.attrib.pop("cm", "")  # says that the formula is a dynamic array
        return True


def _column(address: str) -> int:
    """Return the number of a cell's column, or 0 where its address is no address."""
    match = _COLUMN.match(address)
    column = 0
    for letter in match[0] if match else "":
        column = column * 26 + ord(letter) - 64
    return column


def _place(cell: Leaf, column: int, line: dict[int, Leaf]) -> None:
    """Put a cell into its column, in which the sheet tells it; one with lines is read alone too."""
    if column <= MOST_COLUMNS and column not in line:
        line[column] = cell
        cell.told = is_flat(cell.text)


def _split_numbers(cells: list[Leaf]) -> Iterator[Leaf]:
    """Yield the numbers that stand in several cells of a row, each behind the cell before."""
    texts = [flat(cell.text) for cell in cells]
    row = "\t".join(texts)
    for start, end in number_runs(row):
        first, last = row.count("\t", 0, start), row.count("\t", 0, end)
        number = joint(cells[first].where, cells[max(first - 1, 0) : last + 1], "")
        number.numbers = True
        yield number


def _in_columns(line: dict[int, Leaf]) -> Leaf:
    """Return a row with its cells under each other: an empty one keeps its place."""
    columns = range(1, max(line, default=0) + 1)
    return joint("", [line.get(column, _EMPTY) for column in columns], "\t")


def _merged(part: XmlPart) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the row and column of each merged cell, and how many of both it covers."""
    for each in part.root.iter("{*}mergeCell"):
        if match := _RANGE.fullmatch(each.get("ref", "")):
            first, last = _column(match[1]), _column(match[3])
            top, bottom = int(match[2]), int(match[4])
            yield (top, first), (bottom - top + 1, last - first + 1)


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
