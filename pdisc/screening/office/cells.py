"""How Excel keeps values: escaped strings, numbers and dates, notes and rich text, pivot copies."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from pdisc.screening.office.sweep import digits
from pdisc.screening.office.units import AttributeSlot, Heap, Leaf, Slot, TextSlot, Unit
from pdisc.screening.office.xmlpart import XmlPart

_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_MUST_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_DATE_CODE = re.compile(r"[yd年日]", re.IGNORECASE)
_QUOTED_CODE = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_PIVOT = re.compile(r"xl/pivotCache/")
_PIVOT_BOUNDS = re.compile(r"contains\w+|minValue|maxValue|minDate|maxDate|longText")


class CellText(TextSlot):
    """A string as Excel writes it, with `_x000D_` for what XML can't hold."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the text that Excel shows."""
        raw = super().text
        return _ESCAPED.sub(_unescaped, raw) if "_x" in raw else raw

    def put(self, text: str) -> None:
        """Write a text, escaped as Excel does."""
        super().put(_MUST_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


class ValueSlot(TextSlot):
    """A number or date in a cell; a mask makes it a string."""

    __slots__ = ("_cell", "_date", "_masked")

    def __init__(self, part: XmlPart, index: int, cell: int, *, date: bool) -> None:
        """Stand at a value; `cell` is the tag that says what type it has."""
        super().__init__(part, index)
        self._cell = cell
        self._date = date
        self._masked = False

    @property
    def text(self) -> str:
        """Return the digits, or the date as 1990-05-01."""
        raw = super().text
        if self._masked:
            return raw
        return _date_text(raw) if self._date else digits(raw)

    def put(self, text: str) -> None:
        """Write a text in the value's place."""
        if text != self.text:
            self._masked = True
            self._part.put_attribute(self._cell, "t", "str")
            super().put(text)


class PivotNumber(AttributeSlot):
    """A number that a pivot table keeps from its source; a mask makes it a string."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the digits."""
        return digits(super().text)

    def put(self, text: str) -> None:
        """Write a text, and turn the record's <n> into an <s>."""
        if text != self.text:
            super().put(text)
            piece = self._part.pieces[self._index]
            self._part.pieces[self._index] = re.sub(r"^<((?:\w+:)?)n\b", r"<\1s", piece)


def comments(part: XmlPart, owner: str) -> tuple[list[Unit], set[int]]:
    """Return the notes on cells, each over its runs, and the pieces they stand in."""
    taken: set[int] = set()
    label = f"工作表“{owner}”批注" if owner else "批注"
    refs = (
        part.attributes(index).get("ref", "")
        for index, name, opens, _ in part.tags()
        if opens and name == "comment"
    )
    texts = (slots for kind, slots in rich_texts(part, "comment", taken) if kind == "comment")
    pairs = zip(refs, list(texts), strict=False)
    return [Leaf(f"{label} {ref}", slots) for ref, slots in pairs if slots], taken


def pivot_cache(part: XmlPart) -> Iterator[Unit]:
    """Yield the copies that a pivot table keeps of its source."""
    found: list[Unit] = []
    for index, name, opens, _ in part.tags():
        if opens and name in ("n", "s", "d") and "v" in part.attributes(index):
            slot = (PivotNumber if name == "n" else AttributeSlot)(part, index, "v")
            found.append(Leaf("", (slot,)))
    if found:
        yield Heap(f"数据透视表缓存（{part.name}）", found, "；\n")


def is_pivot_cache(name: str) -> bool:
    """Tell whether a part belongs to a pivot table's cache."""
    return bool(_PIVOT.match(name))


def forget_bounds(part: XmlPart) -> None:
    """Drop what a pivot cache says about its values: their types, least and greatest."""
    for index, name, opens, _ in part.tags():
        if opens and name == "sharedItems":
            for each in part.attributes(index):
                if _PIVOT_BOUNDS.fullmatch(each):
                    part.put_attribute(index, each, None)


def rich_texts(part: XmlPart, outer: str, taken: set[int]) -> Iterator[tuple[str, list[Slot]]]:
    """Yield each `outer` element's text slots, and as "rPh" its phonetic guides."""
    slots: list[Slot] = []
    phonetic: list[Slot] = []
    guided = False
    for index, name, opens, closes in part.tags():
        if name == "rPh":
            guided = opens and not closes
        elif name == "t" and opens and not closes and part.pieces[index + 1]:
            taken.add(index + 1)
            (phonetic if guided else slots).append(CellText(part, index + 1))
        elif name == outer and closes:
            yield outer, slots
            if phonetic:
                yield "rPh", phonetic
            slots, phonetic = [], []


def date_styles(part: XmlPart | None) -> frozenset[int]:
    """Return the numbers of the cell styles that show a date."""
    dated: set[int] = set()
    formats = set(_DATE_FORMATS)
    inside, number = False, 0
    for index, name, opens, _ in part.tags() if part else ():
        if name == "cellXfs":
            inside = opens
        elif opens and name == "numFmt" and part:
            attributes = part.attributes(index)
            if _DATE_CODE.search(_QUOTED_CODE.sub("", attributes.get("formatCode", ""))):
                formats.add(number_of(attributes.get("numFmtId")))
        elif opens and name == "xf" and inside and part:
            if number_of(part.attributes(index).get("numFmtId")) in formats:
                dated.add(number)
            number += 1
    return frozenset(dated)


def _date_text(raw: str) -> str:
    try:
        days = float(raw)
    except ValueError:
        return raw
    if not 1 <= days < 110_000:
        return digits(raw)
    return f"{datetime(1899, 12, 30) + timedelta(days=int(days)):%Y-%m-%d}"


def _unescaped(match: re.Match[str]) -> str:
    units = bytes.fromhex("".join(match[0].replace("_", " ").replace("x", "").split()))
    try:
        return units.decode("utf-16-be")
    except UnicodeDecodeError:
        return match[0]


def number_of(text: str | None) -> int:
    """Return a short non-negative whole number, or -1."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else -1
