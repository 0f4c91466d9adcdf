"""The text of a Word file as people see it on the page: what becomes a disclosure's own text.

Paragraph by paragraph, in the order of the page; the rows of a table one a line, their cells parted
by tabs. Hidden text, what tracked changes took out, headers and notes aren't part of it: that they
are there is told, for a person has to look at them.
"""

from collections.abc import Iterator

import msgspec
from lxml import etree

from pdisc.screening.files.box import Box, Unreadable
from pdisc.screening.office.xmlpart import XmlPart, attribute, local

_BODY = "word/document.xml"
_GONE = frozenset({"del", "moveFrom", "instrText", "delText", "rt", "Fallback"})
"""What isn't on the page: taken out by tracked changes, field codes, and what is said twice."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = frozenset({"drawing", "pict", "object"})
_OFF = frozenset({"0", "false", "off", "none"})
_ASIDE = (
    *(("word/header", "页眉"), ("word/footer", "页脚"), ("word/footnotes", "脚注")),
    *(("word/endnotes", "尾注"), ("word/comments", "批注")),
)


class Prose(msgspec.Struct, frozen=True):
    """What stands on the pages, and what of the file is not in that text, a sentence each."""

    text: str
    notes: tuple[str, ...] = ()


def word_body(data: bytes) -> Prose:
    """Return the text of a Word file, or raise Unreadable."""
    box = Box(data)
    if _BODY not in box.names:
        raise Unreadable("里面没有正文")
    root = XmlPart(_BODY, box.read(_BODY)).root
    text = "\n".join(line.rstrip() for line in _blocks(root))
    return Prose(text.strip("\n"), tuple(_told(root, box)))


def _blocks(element: etree._Element) -> Iterator[str]:
    """Yield each paragraph and each row of a table, in the order of the page."""
    for child in element:
        name = local(child.tag)
        if name == "p":
            yield from _paragraph(child)
        elif name == "tbl":
            rows = (row for row in child.iter() if local(row.tag) == "tr")
            yield from (_row(row) for row in rows if _holder(row, "tbl") is child)
        elif name not in _GONE:
            yield from _blocks(child)


def _paragraph(element: etree._Element) -> Iterator[str]:
    """Yield a paragraph, and behind it what stands in text boxes that hang on it."""
    yield from "".join(_signs(element)).split("\n")
    for box in element.iter():
        hangs = local(box.tag) == "txbxContent" and _holder(box, "p") is element
        if hangs and not _is_gone(box, element):
            yield from _blocks(box)


def _row(element: etree._Element) -> str:
    cells = [cell for cell in element.iter() if local(cell.tag) == "tc"]
    inner = [cell for cell in cells if _holder(cell, "tr") is element]
    return "\t".join(" ".join(filter(None, map(str.strip, _blocks(cell)))) for cell in inner)


def _holder(element: etree._Element, name: str) -> etree._Element | None:
    """Return the nearest element of that name in which another stands."""
    return next((each for each in element.iterancestors() if local(each.tag) == name), None)


def _is_gone(element: etree._Element, within: etree._Element) -> bool:
    for each in element.iterancestors():
        if each is within:
            return False
        if local(each.tag) in _GONE:
            return True
    return False


def _signs(element: etree._Element) -> Iterator[str]:
    """Yield the texts and breaks of a paragraph that are seen, its text boxes left out."""
    for child in element:
        name = local(child.tag)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _GONE and name != "txbxContent" and not _is_hidden(child):
            yield from _signs(child)


def _is_hidden(run: etree._Element) -> bool:
    """Tell whether a run's text isn't shown."""
    marks = (mark for mark in run.iterfind("{*}rPr/{*}vanish"))
    return any(attribute(mark, "val") not in _OFF for mark in marks)


def _told(root: etree._Element, box: Box) -> Iterator[str]:
    """Yield what of the file isn't in its text: pictures, numbers, hidden words, what is aside."""
    names = [local(each.tag) for each in root.iter()]
    if any(name in _PICTURES for name in names):
        yield "图片没有带进正文，要公开的作为附件：--attach 文件"
    if numbered := sum(1 for _ in root.iterfind(".//{*}p/{*}pPr/{*}numPr")):
        yield f"有{numbered}段的序号是 Word 自动编的，没有带进正文，请核对"
    if "sym" in names:
        yield "符号字体的符号（如打勾的方框）没有带进正文，请核对"
    if any(_is_hidden(run) for run in root.iterfind(".//{*}r")):
        yield "隐藏的文字没有带进正文"
    if any(name in ("ins", "del", "moveFrom", "moveTo") for name in names):
        yield "文件里有修订，带进正文的是修订以后的文字"
    aside = [called for start, called in _ASIDE if _says(box, start)]
    if aside:
        yield f"{'、'.join(aside)}没有带进正文"


def _says(box: Box, start: str) -> bool:
    """Tell whether a part beside the text holds more than a page number."""
    parts = [XmlPart(name, box.read(name)) for name in box.names if name.startswith(start)]
    texts = (each.text or "" for part in parts for each in part.root.iterfind(".//{*}t"))
    return any(char.isalpha() for text in texts for char in text.strip("第页共 "))
