"""Excel's cells with their sheet, address and whether they are hidden; shared strings once.

Numbers are read digit by digit and dates as dates, because an ID or a birth date typed into Excel
is stored as a number.
"""

import re

from pdisc.screening.office.cells import CellText, ValueSlot, number_of
from pdisc.screening.office.units import Joint, Leaf, Slot, TextSlot, Unit
from pdisc.screening.office.workbook import Workbook
from pdisc.screening.office.xmlpart import XmlPart

_COLUMN = re.compile(r"[A-Z]{1,3}")


class Sheet:
    """Reads one worksheet; `formulas` are the spans that a change of value takes away."""

    def __init__(self, part: XmlPart, book: Workbook) -> None:
        """Read the sheet at once."""
        name, self._sheet_hidden = book.sheets.get(part.name, (part.name, False))
        self.where = f"工作表“{name}”"
        self.units: list[Unit] = []
        self.taken: set[int] = set()
        self.formulas: list[tuple[int, int]] = []
        self._part = part
        self._book = book
        self._hidden_columns: list[tuple[int, int]] = []
        self._row: list[Unit] = []
        self._row_hidden = False
        self._cell = (0, "", "", False)
        self._inline: list[Slot] = []
        self._formula = 0
        self._watched: list[tuple[int, str]] = []
        for index, tag, opens, closes in part.tags():
            if opens:
                self._open(index, tag, empty=closes)
            if closes:
                self._close(index, tag)

    def _open(self, index: int, tag: str, *, empty: bool) -> None:
        match tag:
            case "col":
                attributes = self._part.attributes(index)
                if _is_on(attributes.get("hidden")) or attributes.get("width") == "0":
                    span = number_of(attributes.get("min")), number_of(attributes.get("max"))
                    self._hidden_columns.append(span)
            case "row":
                attributes = self._part.attributes(index)
                self._row_hidden = _is_on(attributes.get("hidden")) or attributes.get("ht") == "0"
            case "c":
                self._open_cell(index)
            case "v" if not empty:
                self._take_value(index + 1)
            case "t" if not empty and self._part.pieces[index + 1]:
                self.taken.add(index + 1)
                self._inline.append(CellText(self._part, index + 1))
            case "f":
                self._formula = index
            case _:
                pass

    def _open_cell(self, index: int) -> None:
        attributes = self._part.attributes(index)
        address = attributes.get("r", "")
        dated = number_of(attributes.get("s")) in self._book.dates
        self._cell = (index, address, attributes.get("t", "n"), dated)

    def _take_value(self, index: int) -> None:
        cell, _, kind, dated = self._cell
        raw = self._part.text(index)
        if not cell or not raw:
            return
        self.taken.add(index)
        if kind == "s":
            number = number_of(raw)
            if 0 <= number < len(self._book.strings):
                self._book.used.add(number)
                self._add(self._book.strings[number])
            return
        if kind == "str":
            self._add([CellText(self._part, index)])
        else:
            self._add([ValueSlot(self._part, index, cell, date=dated and kind == "n")])
        if self._formula:
            self._watched.append((index, self._part.pieces[index]))

    def _add(self, slots: list[Slot]) -> None:
        address = self._cell[1]
        hidden = self._sheet_hidden or self._row_hidden or self._is_hidden_column(address)
        where = f"{self.where}!{address}" + ("（隐藏）" if hidden else "")
        leaf = Leaf(where, slots)
        self.units.append(leaf)
        self._row.append(leaf)

    def _is_hidden_column(self, address: str) -> bool:
        match = _COLUMN.match(address)
        if not match or not self._hidden_columns:
            return False
        column = 0
        for letter in match[0]:
            column = column * 26 + ord(letter) - 64
        return any(low <= column <= high for low, high in self._hidden_columns)

    def _close(self, index: int, tag: str) -> None:
        match tag:
            case "c":
                if self._inline:
                    self._add(self._inline)
                self._inline = []
                self._cell = (0, "", "", False)
                self._formula = 0
            case "f" if self._formula:
                self.formulas.append((self._formula, index + 1))
                self._take_formula(self._formula + 1)
            case "row":
                if len(self._row) > 1:
                    row = re.sub(r"^.*!\D*", "", self._row[0].where).removesuffix("（隐藏）")
                    where = f"{self.where}第{row}行"
                    self.units.append(Joint(where, self._row, "\t", joined=True))
                self._row = []
            case _:
                pass

    def _take_formula(self, index: int) -> None:
        if self._part.pieces[index].strip():
            self.taken.add(index)
            where = f"{self.where}!{self._cell[1]}（公式）"
            self.units.append(Leaf(where, [TextSlot(self._part, index)]))
            self._watched.append((index, self._part.pieces[index]))

    def settle(self) -> bool:
        """Turn all formulas into their values if one of them was masked; tell whether it was."""
        if all(self._part.pieces[index] == raw for index, raw in self._watched):
            return False
        for start, end in self.formulas:
            self._part.blank(start, end)
        return True


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
