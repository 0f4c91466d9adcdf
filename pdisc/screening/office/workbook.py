"""What the sheets of a workbook share: names, strings, date formats, and who owns which part."""

import posixpath
from collections.abc import Iterator, Mapping

from pdisc.screening.office.cells import date_styles, rich_texts
from pdisc.screening.office.units import Leaf, Slot, Unit
from pdisc.screening.office.xmlpart import XmlPart, local


class Workbook:
    """What the sheets have in common: names, dates, shared strings, who owns which part."""

    def __init__(self, parts: Mapping[str, XmlPart]) -> None:
        """Read the workbook, its styles, shared strings and relations; any may be missing."""
        self.parts = parts
        self.sheets: dict[str, tuple[str, bool]] = {}
        self.owners: dict[str, str] = {}
        self.strings: list[list[Slot]] = []
        self.taken: set[int] = set()
        self.phonetics: list[Unit] = []
        self.used: set[int] = set()
        self.dates = date_styles(parts.get("xl/styles.xml"))
        self._read_sheets()
        self._read_strings()

    def _read_sheets(self) -> None:
        book = self.parts.get("xl/workbook.xml")
        targets = self._targets("xl/workbook.xml")
        for index, name, opens, _ in book.tags() if book else ():
            if opens and name == "sheet":
                attributes = {local(k): v for k, v in book.attributes(index).items()}  # type: ignore[union-attr]
                path = targets.get(attributes.get("id", ""), "")
                hidden = attributes.get("state", "visible") != "visible"
                self.sheets[path] = (attributes.get("name", ""), hidden)
                for owned in self._targets(path).values():
                    self.owners[owned] = attributes.get("name", "")

    def _targets(self, path: str) -> dict[str, str]:
        """Return the parts that a part refers to, by relation id."""
        folder, name = posixpath.split(path)
        rels = self.parts.get(f"{folder}/_rels/{name}.rels")
        found = {}
        for index, tag, opens, _ in rels.tags() if rels else ():
            if opens and tag == "Relationship":
                attributes = rels.attributes(index)  # type: ignore[union-attr]
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")
        return found

    def _read_strings(self) -> None:
        part = self.parts.get("xl/sharedStrings.xml")
        if part is None:
            return
        for kind, slots in rich_texts(part, "si", self.taken):
            if kind == "si":
                self.strings.append(slots)
            else:
                self.phonetics.append(Leaf(f"第{len(self.strings)}条文字的拼音", slots))

    def leftover_strings(self) -> Iterator[Unit]:
        """Yield the shared strings that no cell uses, and phonetic guides."""
        for number, slots in enumerate(self.strings):
            if number not in self.used and slots:
                yield Leaf(f"没有单元格使用的文字第{number + 1}条", slots)
        yield from self.phonetics
