"""Word's text, part by part: paragraphs over their runs, tables by cell and row.

A paragraph can be read in several ways: as it is, as it was before the tracked changes, without its
hidden text. The same walk reads DrawingML (charts, SmartArt, shapes in Excel), whose paragraphs and
tables carry the same local names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from lxml import etree

from pdisc.screening.files.laid import END_OF_ROW, is_flat
from pdisc.screening.office.units import MOST_COVERED, Leaf, MarkSlot, Slot, TextSlot, copied, joint
from pdisc.screening.office.xmlpart import XmlPart, attribute, local, parent_name

_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS = {"t", "delText", "instrText", "delInstrText"}
_INSERTED = {"ins", "moveTo"}
_DELETED = {"del", "moveFrom", "delText"}
_CODE = {"instrText", "delInstrText"}
_STATES = _INSERTED | _DELETED | _CODE | {"Choice", "Fallback", "rt"}
_SYMBOLS = range(0xF000, 0xF100)
"""Where symbol fonts keep their characters, a copy of the first 256."""


class _Reading(NamedTuple):
    """A way to read a paragraph: without the slots in some of the states, or only those in some."""

    title: str
    without: Set[str]
    only: Set[str] = frozenset()
    joined: bool = False


_NOW = _Reading("", _DELETED | _CODE | {"Fallback", "rt"})
_OTHERWISE = (
    _Reading("（修订删除）", _CODE, _DELETED),
    _Reading("（修订前）", _INSERTED | _CODE | {"Fallback", "rt"}, joined=True),
    _Reading("（不看隐藏文字）", _NOW.without | {"vanish"}, joined=True),
    _Reading("（备用内容）", _DELETED | _CODE | {"Choice", "rt"}),
    _Reading("（注音）", _CODE, {"rt"}),
    _Reading("（域代码）", set(), _CODE),
)


class _Paragraph:
    """A paragraph's slots, each with the states that it stands in."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.slots: list[tuple[Slot, frozenset[str]]] = []

    def leaves(self) -> Iterator[tuple[_Reading, Leaf]]:
        """Yield the paragraph in each way in which it says something else."""
        hidden = any("vanish" in states for _, states in self.slots)
        where = self.where + ("（含隐藏文字）" if hidden else "")
        seen: list[list[Slot]] = [[]]
        for reading in (_NOW, *_OTHERWISE):
            slots = [
                slot
                for slot, states in self.slots
                if not states & reading.without and (not reading.only or states & reading.only)
            ]
            if slots not in seen:
                yield reading, Leaf(where + reading.title, slots, joined=reading.joined)
                seen.append(slots)


class _Table:
    """A table: how far we are, and what the open row and cell hold."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.row = 0
        self.rows: list[Leaf] = []
        self.cells: list[Leaf] = []
        self.column = 0
        self.above: list[Leaf] = []
        self.paragraphs: list[Leaf] = []

    @property
    def where(self) -> str:
        return f"{self.label}第{self.row}行第{self.column}列"


class _Place(NamedTuple):
    """What an element stands in."""

    paragraph: _Paragraph | None = None
    table: _Table | None = None
    note: bool = False
    states: frozenset[str] = frozenset()


class Story:
    """Reads one part; `units` are its texts."""

    def __init__(self, part: XmlPart, label: str = "") -> None:
        """Read the part at once; `label` comes before each place, such as 页眉."""
        self.units: list[Leaf] = []
        self._part = part
        self._label = label
        self._flow: list[Leaf] = []
        self._lines: list[Leaf] = []
        self._has_tables = False
        self._numbers: Counter[str] = Counter()
        self._readers = {
            "p": self._paragraph,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._cell,
            **dict.fromkeys(("footnote", "endnote", "comment"), self._note),
        }
        self._walk([part.root], _Place())
        self._join(label or "正文")

    def _join(self, label: str) -> None:
        """Put the whole together, and once more with each cell on a line, for split numbers."""
        if len(self._flow) > 1:
            self.units.append(joint(f"{label}（连读）", self._flow, "\n"))
            for leaf in self._flow:
                leaf.told = True
        if self._has_tables:
            by_cell = joint(f"{label}（逐格连读）", self._lines, "\n")
            by_cell.numbers = True
            self.units.append(by_cell)

    def _walk(self, elements: Iterable[etree._Element], place: _Place) -> None:
        for element in elements:
            name = local(element.tag)
            inner = place
            if state := _state(name, element):
                inner = place._replace(states=place.states | {state})
            if place.paragraph and (slot := self._slot(name, element)):
                place.paragraph.slots.append((slot, inner.states))
            self._readers.get(name, self._walk)(element, inner)

    def _slot(self, name: str, element: etree._Element) -> Slot | None:
        """Return the place of what an element says by itself, if it says anything."""
        if name in _TEXTS:
            return TextSlot(self._part.take(element)) if element.text else None
        mark = _symbol(element) if name == "sym" else _MARKS.get(name)
        in_run = mark and parent_name(element) in ("r", "p")
        return MarkSlot(element, mark) if mark and in_run else None

    def _paragraph(self, element: etree._Element, place: _Place) -> None:
        paragraph = _Paragraph(self._where(place))
        self._walk(element, place._replace(paragraph=paragraph, table=None))
        for reading, leaf in paragraph.leaves():
            if reading is _NOW and place.table:
                place.table.paragraphs.append(leaf)
                continue
            self.units.append(leaf)
            if reading is _NOW:
                self._flow.append(leaf)
                self._lines.append(leaf)

    def _where(self, place: _Place) -> str:
        if place.table:
            return place.table.where
        if place.paragraph:
            return place.paragraph.where.removesuffix("的文本框") + "的文本框"
        if place.note:
            return f"{self._label}{self._numbers['note']}"
        self._numbers["p"] += 1
        return f"{self._label}第{self._numbers['p']}段"

    def _note(self, element: etree._Element, place: _Place) -> None:
        self._numbers["note"] += 1
        self._walk(element, place._replace(note=True))

    def _table(self, element: etree._Element, place: _Place) -> None:
        self._numbers["tbl"] += 1
        table = _Table(f"{self._label}表{self._numbers['tbl']}")
        self._walk(element, place._replace(table=table, paragraph=None))
        if any(row.slots for row in table.rows):
            whole = joint(table.label, table.rows, END_OF_ROW)
            self.units.append(whole)
            self._flow.append(whole)
            self._has_tables = True

    def _row(self, element: etree._Element, place: _Place) -> None:
        table = place.table or _Table(self._label)
        table.above, table.cells = table.cells, []
        table.row, table.column = table.row + 1, 0
        self._walk(element, place)
        row = joint(f"{table.label}第{table.row}行", table.cells, "\t")
        row.told = bool(place.table)
        table.rows.append(row)
        if sum(bool(cell.slots) for cell in table.cells) > 1:
            self.units.append(row)

    def _cell(self, element: etree._Element, place: _Place) -> None:
        """Read a cell; a merged one is read in each column that it covers, and in the row below."""
        table = place.table or _Table(self._label)
        table.column, table.paragraphs = table.column + 1, []
        self._walk(element, place)
        cell = joint(table.where, table.paragraphs, "\n", joined=False)
        if table.paragraphs:
            cell.told = bool(place.table) and is_flat(cell.text)
            self.units.append(cell)
            self._lines.append(cell)
        above = table.above[len(table.cells) : len(table.cells) + 1]
        if above and not cell.text.strip() and _goes_on(element):
            cell = copied(above[0])
        table.cells.append(cell)  # an empty one keeps its place under its heading
        table.cells += [copied(cell)] * (_span(element) - 1)


def _goes_on(cell: etree._Element) -> bool:
    """Tell whether a cell is part of the one above."""
    marks = cell.iterfind("{*}tcPr/{*}vMerge")
    return any(attribute(mark, "val") in ("", "continue") for mark in marks)


def _span(cell: etree._Element) -> int:
    """Return how many columns a cell covers."""
    spans = (attribute(each, "val") for each in cell.iterfind("{*}tcPr/{*}gridSpan"))
    span = next(spans, "1")
    return min(int(span), MOST_COVERED) if re.fullmatch("[1-9][0-9]{0,2}", span) else 1


def _state(name: str, element: etree._Element) -> str:
    """Return the state that an element puts its contents in, or nothing."""
    if name == "r":
        off = ("0", "false", "off")
        marks = element.iterfind("{*}rPr/{*}vanish")
        return "vanish" if any(attribute(mark, "val") not in off for mark in marks) else ""
    return name if name in _STATES else ""


def _symbol(element: etree._Element) -> str:
    """Return the character that a symbol stands for."""
    try:
        code = int(attribute(element, "char"), 16)
        return chr(code - _SYMBOLS.start if code in _SYMBOLS else code)
    except (ValueError, OverflowError):
        return ""
