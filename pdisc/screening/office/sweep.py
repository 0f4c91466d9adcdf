"""The text that no reader asked for: properties, alt texts, field names, caches, comments in XML.

Whatever a structured reader has not taken is swept up here, text and attributes alike, so that no
corner of a part goes unread. Values that can't hold words or long numbers are left alone.
"""

import re
from collections.abc import Iterator
from decimal import Context, Decimal

from lxml import etree

from pdisc.screening.office.escapes import EscapedAttribute, EscapedText, unescaped
from pdisc.screening.office.units import (
    AttributeSlot,
    Fixed,
    Heap,
    Leaf,
    Slot,
    TailSlot,
    TextSlot,
    Unit,
)
from pdisc.screening.office.xmlpart import XmlPart, attributes, local, parent_name, retag

_TEXT_LABELS = {
    **dict.fromkeys(("oddHeader", "evenHeader", "firstHeader"), "页眉"),
    **dict.fromkeys(("oddFooter", "evenFooter", "firstFooter"), "页脚"),
    **dict.fromkeys(("formula1", "formula2"), "数据验证"),
    **dict.fromkeys(("creator", "author"), "作者"),
    **dict.fromkeys(("lpwstr", "bstr"), "自定义属性"),
    "definedName": "名称定义",
    "formula": "条件格式",
    "f": "公式",
    "text": "批注文字",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "lastModifiedBy": "最后修改者",
    "category": "类别",
    "contentStatus": "状态",
    "Company": "单位",
    "Manager": "经理",
    "Template": "模板",
    "HyperlinkBase": "链接基址",
    "lpstr": "列表文字",
}
_ATTRIBUTE_LABELS = {
    **dict.fromkeys(("descr", "title", "alt"), "替代文字"),
    **dict.fromkeys(("author", "displayName", "userId", "initials"), "作者"),
    **dict.fromkeys(("prompt", "promptTitle", "error", "errorTitle"), "数据验证提示"),
    "tooltip": "屏幕提示",
    "display": "链接文字",
    "location": "链接位置",
    "instr": "域代码",
}
_ELEMENT_LABELS = {
    "alias": "控件标题",
    "tag": "控件标记",
    "docVar": "文档变量",
    "placeholder": "占位文字",
    "bookmarkStart": "书签",
    "property": "自定义属性名",
    "definedName": "名称",
    "sheet": "工作表名",
}
_PANOSE = re.compile(r"[0-9A-Fa-f]{20}")
"""A font described in twenty digits, which would pass for a card's number."""
_NOISE = re.compile(
    r"-?\d{0,10}\.\d+(?:[Ee]-\d+)?|\d{4}-\d\d-\d\dT[\d:.+]+Z?"
    r"|\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?"
    r"|(?:http://(?:schemas\.|purl\.|www\.w3\.)|urn:schemas|application/|image/)"
    r"(?!\S*\d{11})[!-?A-~]*"
)
_SHORTEST_NUMBER = 11
_ESCAPING = ("xl/", "docprops/")
"""The folders whose texts have escapes."""
_STRING_TYPES = frozenset({"lpwstr", "lpstr", "bstr"})
_PRINTED = tuple(f"{{*}}{name}" for name in _TEXT_LABELS if name.endswith(("Header", "Footer")))
_HEADER_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d{1,3} ?|[A-Za-z&])")
_EXPONENT = re.compile(r"-?\d(?:\.\d+)?[eE]\+?0*\d{1,2}", re.ASCII)
_LONG_FRACTION = re.compile(r"-?\d{1,15}\.\d{9,}", re.ASCII)
_AS_EXCEL = Context(prec=15)
"""Excel shows 15 digits of 0.15999999997671694, which would pass for a mobile number."""


def _printed(code: re.Match[str]) -> str:
    if code[0] == "&&":
        return "&"
    return "\t" if code[0][1:] in ("L", "C", "R") else ""


def digits(raw: str) -> str:
    """Return a stored number or day as people read it: `1.3800138E10` is 13800138000."""
    if _EXPONENT.fullmatch(raw):
        return format(Decimal(raw), "f")
    if _LONG_FRACTION.fullmatch(raw):
        return format(_AS_EXCEL.create_decimal(raw).normalize(), "f")
    return raw.removesuffix(".0").removesuffix("T00:00:00")


class NumberSlot(TextSlot):
    """A number between two tags, read digit by digit."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the number's digits."""
        return digits(super().text)

    def put(self, text: str) -> None:
        """Write another value; a chart can't hold words for a number, so 0 takes its place."""
        was_number = re.fullmatch(r"-?[\d.]+(?:[eE][+-]?\d+)?", super().text)
        super().put("0" if was_number and text != self.text else text)


class PropertySlot(EscapedText):
    """A property with a type, such as <vt:i4>; a mask makes it a string."""

    __slots__ = ()

    def put(self, text: str) -> None:
        """Write a text, and turn the element into an <lpwstr>."""
        super().put(text)
        retag(self.element, "lpwstr")


class HeaderSlot(EscapedText):
    """A header or footer of Excel as it is printed, without its codes for fonts and places."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return what is printed, its three places apart."""
        return _HEADER_CODE.sub(_printed, super().text)

    def put(self, text: str) -> None:
        """Write another text, which stands in the middle and in the plain font."""
        super().put(text.replace("&", "&&"))


def sweep(part: XmlPart, label: str) -> Iterator[Unit]:
    """Yield what a part holds besides the texts already taken, told under its label."""
    heap: list[Slot] = [Fixed(aside) for aside in part.asides]
    for name, slot in _strays(part):
        if name:
            yield Leaf(f"{label}{name}", [slot])
        else:
            heap.append(slot)
    for element in part.root.iter(*_PRINTED):
        yield Leaf(f"{label}{_TEXT_LABELS[local(element.tag)]}", [HeaderSlot(element)], joined=True)
    if heap:
        yield Heap(f"{label}其他内容（{part.name}）", heap)


def _strays(part: XmlPart) -> Iterator[tuple[str, Slot]]:
    """Yield the label (empty for the heap) and place of each value that may speak."""
    escapes = part.name.lower().startswith(_ESCAPING)
    for element in part.root.iter():
        name = local(element.tag)
        yield from _attributes(element, name, escapes=escapes)
        if element.text and element not in part.taken and _is_worth(name, element.text):
            yield _TEXT_LABELS.get(name, ""), _text_slot(element, name, escapes=escapes)
        if element.tail and not element.tail.isspace():
            parent = parent_name(element)
            if _is_worth(parent, element.tail):
                yield _TEXT_LABELS.get(parent, ""), TailSlot(element)


def _text_slot(element: etree._Element, name: str, *, escapes: bool) -> TextSlot:
    if name in ("v", "n"):
        return NumberSlot(element)
    typed = "docPropsVTypes" in element.tag and name not in _STRING_TYPES
    if typed:
        return PropertySlot(element)
    return EscapedText(element) if escapes else TextSlot(element)


def _attributes(element: etree._Element, tag: str, *, escapes: bool) -> Iterator[tuple[str, Slot]]:
    for name, value in attributes(element):
        plain = local(name)
        if not _may_speak(value) or ("panose" in (plain, tag[:6]) and _PANOSE.fullmatch(value)):
            continue
        label = _ATTRIBUTE_LABELS.get(plain) or _ELEMENT_LABELS.get(tag, "")
        if plain == "Target" and element.get("TargetMode") == "External":
            label = "链接目标"
        yield label, EscapedAttribute(element, name) if escapes else AttributeSlot(element, name)


def _is_worth(tag: str, text: str) -> bool:
    """Tell whether a text in an element of this name is to be told."""
    if tag in _TEXT_LABELS:
        return not text.isspace()
    return _may_speak(text)


def _may_speak(value: str) -> bool:
    """Tell whether a value can hold a word, an address or a long number."""
    value = unescaped(value)
    if value.isascii() and len(value) < _SHORTEST_NUMBER and "@" not in value:
        return False
    return not _NOISE.fullmatch(value.strip()) and not value.isspace()
