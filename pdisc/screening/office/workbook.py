"""What the sheets of a workbook share: names, strings, date formats, and who owns which part."""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime

from pdisc.screening.office.cells import date_styles, phonetic, rich_text
from pdisc.screening.office.escapes import unescaped
from pdisc.screening.office.shown import number_formats
from pdisc.screening.office.units import Leaf, Slot, Unit
from pdisc.screening.office.xmlpart import XmlPart, attribute

BOOK = "xl/workbook.xml"


class Workbook:
    """What the sheets have in common: names, dates, shared strings, who owns which part.

    Parts are known by their names in lower case.
    """

    def __init__(
        self, parts: Mapping[str, XmlPart], *, strings: XmlPart | None, styles: XmlPart | None
    ) -> None:
        """Read the workbook and its relations, its strings and styles; any may be missing."""
        self.sheets: dict[str, tuple[str, bool]] = {}
        self.owners: dict[str, str] = {}
        self.strings: list[list[Slot]] = []
        self.used: set[int] = set()
        self.epoch = datetime(1899, 12, 30)
        self.dates = date_styles(styles)
        self.formats = number_formats(styles)
        self._phonetics: list[Unit] = []
        self._read_book(parts)
        self._read_strings(strings)

    def _read_book(self, parts: Mapping[str, XmlPart]) -> None:
        if BOOK not in parts:
            return
        targets = {key: target for key, _, target in _relations(parts, BOOK)}
        root = parts[BOOK].root
        if any(each.get("date1904") in ("1", "true") for each in root.iter("{*}workbookPr")):
            self.epoch = datetime(1904, 1, 1)
        for sheet in root.iter("{*}sheet"):
            path = targets.get(attribute(sheet, "id"), "")
            name = unescaped(sheet.get("name", ""))
            self.sheets[path] = name, sheet.get("state", "visible") != "visible"
            self.owners |= {target: name for _, _, target in _relations(parts, path)}

    def _read_strings(self, part: XmlPart | None) -> None:
        if part is None:
            return
        for number, item in enumerate(part.root.iter("{*}si"), 1):
            self.strings.append(rich_text(part, item))
            if slots := phonetic(part, item):
                self._phonetics.append(Leaf(f"第{number}条文字的拼音", slots))

    def leftover_strings(self) -> Iterator[Unit]:
        """Yield the shared strings that no cell uses, and phonetic guides."""
        for number, slots in enumerate(self.strings):
            if number not in self.used and slots:
                yield Leaf(f"没有单元格使用的文字第{number + 1}条", slots)
        yield from self._phonetics


def shared_part(parts: Mapping[str, XmlPart], kind: str) -> str:
    """Return the name of the part that all sheets share, such as `styles`, as the workbook says."""
    named = (target for _, of, target in _relations(parts, BOOK) if of.lower().endswith(f"/{kind}"))
    return next(named, f"xl/{kind}.xml")


def _relations(parts: Mapping[str, XmlPart], path: str) -> Iterator[tuple[str, str, str]]:
    """Yield the id, kind and target of everything that a part refers to."""
    folder, name = posixpath.split(path)
    rels = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in rels.root.iter("{*}Relationship") if rels else ():
        target = posixpath.join("/", folder, relation.get("Target", ""))
        within = posixpath.normpath(target).lstrip("/")
        yield relation.get("Id", ""), relation.get("Type", ""), within.lower()
