"""One XML part as a tree, taken in with care and written back without comments.

lxml parses it: no network, no DTD, no entities, libxml2's own bounds on depth and length. What
isn't touched keeps its prefixes, its order and its attributes.
"""

import re
from typing import cast

from lxml import etree

from pdisc.screening.files.box import LIMITS, Limits, Unreadable

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GONE = "gone"


class XmlPart:
    """A part's tree. Its comments and instructions are `asides`: read, and never written back."""

    def __init__(self, name: str, data: bytes, limits: Limits = LIMITS) -> None:
        """Check and parse a part, or raise Unreadable."""
        text = _checked(name, data, limits)
        self.name = name
        self.marks = text.count("<")
        self.root = _parsed(name, text)
        self.asides = _asides(self.root)
        self.taken: set[etree._Element] = set()
        if self.asides:
            etree.strip_tags(self.root, etree.Comment, etree.ProcessingInstruction)

    def take(self, element: etree._Element) -> etree._Element:
        """Note that a reader has taken an element's text, so that nobody sweeps it up."""
        self.taken.add(element)
        return element

    def tidy(self) -> None:
        """Take what was discarded out of the tree."""
        etree.strip_elements(self.root, _GONE, with_tail=False)

    def data(self) -> bytes:
        """Return the part as UTF-8, without comments and without what was discarded."""
        self.tidy()
        return etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True, with_tail=False
        )


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """Return an element's attributes by their full names."""
    return cast("list[tuple[str, str]]", element.items())  # bytes, too, say the stubs; never so


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, or nothing."""
    return next((value for key, value in attributes(element) if local(key) == name), "")


def parent_name(element: etree._Element) -> str:
    """Return the local name of what an element stands in; nothing for the root."""
    parent = element.getparent()
    return "" if parent is None else local(parent.tag)


def retag(element: etree._Element, name: str) -> None:
    """Give an element another local name in the same namespace."""
    element.tag = element.tag.removesuffix(local(element.tag)) + name


def discard(element: etree._Element) -> None:
    """Mark an element to be left out when its part is written; what follows it stays."""
    element.tag = _GONE


def is_discarded(element: etree._Element) -> bool:
    """Tell whether an element is to be left out."""
    return element.tag == _GONE


def writable(text: str) -> str:
    """Return a text without the characters that XML can't hold."""
    return _UNWRITABLE.sub("", text)


def _checked(name: str, data: bytes, limits: Limits) -> str:
    """Return the part as text, or raise Unreadable."""
    if len(data) > limits.xml_part:
        raise Unreadable(f"XML 部件太大：{name}")
    text = _decoded(name, data)
    if max(text.count("<"), text.count("=")) > limits.tags:
        raise Unreadable(f"XML 部件的标记太多：{name}")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable(f"XML 部件含 DTD，拒绝读取：{name}")
    if name.endswith(".vml"):  # Excel writes unclosed <br> into those
        return re.sub(r"<br\s*>", "<br/>", text)
    return text


def _decoded(name: str, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        match = _DECLARED.match(data[:300].removeprefix(b"\xef\xbb\xbf"))
        encoding = match[1].decode().lower() if match else "utf-8"
    if encoding not in _ENCODINGS:
        raise Unreadable(f"XML 部件的编码不合规：{name}")
    try:
        return data.decode("utf-16" if encoding == "utf-16" else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"XML 部件已损坏：{name}") from error


def _parsed(name: str, text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        bounded = "huge" in str(error).lower()  # "try XML_PARSE_HUGE", "huge text node"
        reason = "的层次太深或文字太长" if bounded else "已损坏"
        raise Unreadable(f"XML 部件{reason}：{name}") from error


def _asides(root: etree._Element) -> list[str]:
    nodes = [
        *root.itersiblings(preceding=True),
        *root.iter(etree.Comment, etree.ProcessingInstruction),
        *root.itersiblings(),
    ]
    said = (f"{getattr(node, 'target', '')} {node.text or ''}".strip() for node in nodes)
    return [aside for aside in said if aside]
