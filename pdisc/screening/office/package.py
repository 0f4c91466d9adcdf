"""An Office file as its parts: every XML part read by the reader that knows it, then swept."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from pdisc.screening.files.box import LIMITS, Box, Unreadable
from pdisc.screening.files.kinds import Kind
from pdisc.screening.office.cells import comments, pivot_cache
from pdisc.screening.office.excel import Worksheet
from pdisc.screening.office.sweep import sweep
from pdisc.screening.office.units import Unit
from pdisc.screening.office.word import Story
from pdisc.screening.office.workbook import BOOK, Workbook, shared_part
from pdisc.screening.office.xmlpart import XmlPart

THUMBNAILS = re.compile(r"docProps/thumbnail\.\w+", re.IGNORECASE)
"""The picture of its first page that an office program keeps with a file."""

_LABELS = (
    (r"word/header\d*\.xml", "页眉"),
    (r"word/footer\d*\.xml", "页脚"),
    (r"word/footnotes\.xml", "脚注"),
    (r"word/endnotes\.xml", "尾注"),
    (r"(word|xl)/comments\w*\.xml|xl/threadedComments/.*", "批注"),
    (r"word/glossary/.*", "构建基块"),
    (r"word/document\d*\.xml", ""),
    (r"word/settings\.xml", "文档设置"),
    (r"docProps/.*", "文档属性"),
    (r"customXml/.*", "自定义 XML"),
    (r".*/diagrams/.*", "图示"),
    (r".*/charts/.*", "图表"),
    (r".*/drawings/.*", "图形"),
    (r"xl/externalLinks/.*", "外部链接"),
)


class PartReading(NamedTuple):
    """One XML part and its texts; `settle` tidies it after a change, telling if formulas went.

    The texts are found as they are asked for, and only once.
    """

    part: XmlPart
    units: Iterator[Unit]
    settle: Callable[[], bool]


def is_xml(name: str) -> bool:
    """Tell whether a member is read as XML."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def readings(box: Box, kind: Kind) -> Iterator[PartReading]:
    """Yield every XML part with its texts; a part may be forgotten before the next is read."""
    names = _xml_names(box)
    load = _Loader(box)
    if kind is Kind.XLSX:
        yield from _workbook(names, load)
        return
    for name in names:
        yield _story(load(name))


def _xml_names(box: Box) -> list[str]:
    """Return the names of all XML parts; raise Unreadable where they are too much together."""
    names = sorted((name for name in box.names if is_xml(name)), key=_is_aside)
    if sum(box.size(name) for name in names) > LIMITS.xml_total:
        raise Unreadable("XML 部件合计太大")
    return names


def _is_aside(name: str) -> bool:
    """Tell whether a part is read after the text that people see."""
    return not re.fullmatch(r"word/document\d*\.xml|xl/worksheets/[^/]*\.xml", name)


class _Loader:
    """Loads parts and keeps count of their tags over the whole file."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._tags = 0

    def __call__(self, name: str) -> XmlPart:
        part = XmlPart(name, self._box.read(name))
        self._tags += part.marks
        if self._tags > LIMITS.tags:
            raise Unreadable(f"内容太多：XML 标记超过{LIMITS.tags}个")
        return part


def opened_book(box: Box) -> tuple[Workbook, Callable[[str], XmlPart | None]]:
    """Return what the sheets of a workbook share, and what loads one of its parts, if it is there.

    Parts are known by their names in lower case. Raises Unreadable for what is too large.
    """
    lower = {name.lower(): name for name in _xml_names(box)}
    load = _Loader(box)
    book, _, _ = _book(lower, load)

    def part(key: str) -> XmlPart | None:
        return load(lower[key]) if key in lower else None

    return book, part


def _book(lower: dict[str, str], load: _Loader) -> tuple[Workbook, dict[str, XmlPart], str]:
    """Return a workbook, those of its parts that are loaded, and the name of its strings."""
    kept = {key: load(lower[key]) for key in lower if key.endswith(".rels") or key == BOOK}
    shared, styles = shared_part(kept, "sharedstrings"), shared_part(kept, "styles")
    kept |= {key: load(lower[key]) for key in (shared, styles) if key in lower}
    return Workbook(kept, strings=kept.get(shared), styles=kept.get(styles)), kept, shared


def _workbook(names: list[str], load: _Loader) -> Iterator[PartReading]:
    lower = {name.lower(): name for name in names}  # parts are the same in any case
    book, kept, shared = _book(lower, load)
    for key, name in lower.items():
        if key == shared:
            continue
        part = kept.get(key) or load(name)
        if key in book.sheets:
            sheet = Worksheet(part, book)
            yield _read(part, sheet.units(), sheet.settle, sheet.where)
        elif re.fullmatch(r"xl/comments\d*\.xml|xl/comments/.*", key):
            yield _read(part, comments(part, book.owners.get(key, "")))
        elif key.startswith("xl/pivotcache/"):
            yield _read(part, pivot_cache(part))
        else:
            yield _story(part)
    if shared in kept:
        yield _read(kept[shared], book.leftover_strings())


def _story(part: XmlPart) -> PartReading:
    return _read(part, iter(Story(part, _label(part.name)).units))


def _read(
    part: XmlPart,
    units: Iterator[Unit],
    settle: Callable[[], bool] = lambda: False,
    label: str | None = None,
) -> PartReading:
    name = _label(part.name) if label is None else label
    return PartReading(part, chain(units, sweep(part, name)), settle)


def _label(name: str) -> str:
    for pattern, label in _LABELS:
        if re.fullmatch(pattern, name):
            return label
    return ""


def suffix(name: str) -> str:
    """Return a member's extension in lower case, without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
