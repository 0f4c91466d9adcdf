"""How Excel keeps values: escaped strings, numbers and dates, notes and rich text, pivot copies."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree

from pdisc.screening.office.escapes import EscapedAttribute, EscapedText
from pdisc.screening.office.sweep import digits
from pdisc.screening.office.units import AttributeSlot, Heap, Leaf, Slot, TextSlot, Unit
from pdisc.screening.office.xmlpart import XmlPart, attributes, local, retag

_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_DATE_CODE = re.compile(r"[yd年日]", re.IGNORECASE)
_LONGEST_FORMAT = 255
_QUOTED_CODE = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_BOUNDS = ("minValue", "maxValue", "minDate", "maxDate")


class ValueSlot(TextSlot):
    """A number or date in a cell; a mask makes it a string."""

    __slots__ = ("_epoch",)

    def __init__(self, element: etree._Element, epoch: datetime | None) -> None:
        """Stand at a value; `epoch` is the day before day 1 where it is shown as a date."""
        super().__init__(element)
        self._epoch = epoch

    @property
    def text(self) -> str:
        """Return the digits, or the date as 1990-05-01."""
        raw = super().text
        return _date_text(raw, self._epoch) if self._epoch else digits(raw)

    def put(self, text: str) -> None:
        """Write a text in the value's place."""
        self._epoch = None
        for cell in self.element.iterancestors("{*}c"):
            cell.set("t", "str")
        super().put(text)


class PivotSlot(EscapedAttribute):
    """A value that a pivot table keeps from its source; a mask makes it a string."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the text, or the digits."""
        return digits(super().text)

    def put(self, text: str) -> None:
        """Write a text, and turn the record's <n> or <d> into an <s>."""
        super().put(text)
        retag(self.element, "s")
        for items in self.element.iterancestors("{*}sharedItems"):
            _forget_bounds(items)


class BoundSlot(AttributeSlot):
    """The least or greatest value of a pivot table's field; a mask takes all bounds away."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the digits."""
        return digits(super().text)

    def put(self, text: str) -> None:
        """Take the bounds away, since a string is neither least nor greatest."""
        _forget_bounds(self.element)


def _forget_bounds(items: etree._Element) -> None:
    """Drop what a pivot cache says about a field's values: their types, least and greatest."""
    for name, _ in attributes(items):
        if name in _BOUNDS or name.startswith("contains") or name == "longText":
            del items.attrib[name]


def rich_text(part: XmlPart, element: etree._Element) -> list[Slot]:
    """Return the slots of a text over its runs, without its phonetic guides."""
    return [EscapedText(part.take(text)) for tag, text in _texts(element) if tag != "rPh"]


def phonetic(part: XmlPart, element: etree._Element) -> list[Slot]:
    """Return the slots of a text's phonetic guides."""
    return [EscapedText(part.take(text)) for tag, text in _texts(element) if tag == "rPh"]


def _texts(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield what has text, and whether it stands in an <r>, an <rPh> or by itself, a <t>."""
    for child in element:
        tag = local(child.tag)
        for text in (child,) if tag == "t" else child.iterfind("{*}t"):
            if text.text:
                yield tag, text


def comments(part: XmlPart, owner: str) -> Iterator[Unit]:
    """Yield the notes on cells, each over its runs."""
    label = f"工作表“{owner}”批注" if owner else "批注"
    for comment in part.root.iter("{*}comment"):
        where = f"{label} {comment.get('ref', '')}"
        for text in comment.iterfind("{*}text"):
            if slots := rich_text(part, text):
                yield Leaf(where, slots)
            if slots := phonetic(part, text):
                yield Leaf(f"{where}的拼音", slots)


def pivot_cache(part: XmlPart) -> Iterator[Unit]:
    """Yield the copies that a pivot table keeps of its source."""
    values = (item for item in part.root.iter("{*}n", "{*}s", "{*}d") if item.get("v"))
    found: list[Slot] = [PivotSlot(item, "v") for item in values]
    for items in part.root.iter("{*}sharedItems"):
        found += [BoundSlot(items, name) for name in _BOUNDS if items.get(name)]
    if found:
        yield Heap(f"数据透视表缓存（{part.name}）", found)


def date_styles(part: XmlPart | None) -> frozenset[str]:
    """Return the numbers of the cell styles that show a date."""
    if part is None:
        return frozenset()
    formats = {str(number) for number in _DATE_FORMATS}
    for each in part.root.iter("{*}numFmt"):
        if _DATE_CODE.search(_QUOTED_CODE.sub("", each.get("formatCode", "")[:_LONGEST_FORMAT])):
            formats.add(each.get("numFmtId", ""))
    styles = enumerate(part.root.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(number) for number, xf in styles if xf.get("numFmtId") in formats)


def _date_text(raw: str, epoch: datetime) -> str:
    try:
        days = float(raw)
    except ValueError:
        return raw
    if not 1 <= days < 110_000:
        return digits(raw)
    return f"{epoch + timedelta(days=int(days)):%Y-%m-%d}"


def number_of(text: str | None) -> int:
    """Return a short non-negative whole number, or -1."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else -1
