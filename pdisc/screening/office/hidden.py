"""How much of an Office file is hidden, and where: said by count and place, never by a name.

A sheet's name or a comment may be the very value that is looked for; so places are numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pdisc.screening.files.box import Box
from pdisc.screening.files.kinds import Kind
from pdisc.screening.office.relations import Relations, is_embedded, root_name
from pdisc.screening.office.unseen_excel import (
    Geometry,
    invisible_styles,
    letters,
    says_anything,
)
from pdisc.screening.office.unseen_word import Places, Styles, unseen_in
from pdisc.screening.office.workbook import BOOK
from pdisc.screening.office.xmlpart import XmlPart, attribute

NAMED = 6
"""How many places of a kind are named."""

_UNITS = {"隐藏的工作表": "张", "隐藏行": "行", "隐藏列": "列", "嵌入对象": "个", "修订记录": "份"}
_ORDER = (
    *(
        "隐藏的工作表",
        "隐藏行",
        "隐藏列",
        "看不见的字",
        "修订插入",
        "修订移入",
        "修订删除",
        "修订移出",
    ),
    *("隐藏文字", "隐藏的表格行", "白色文字", "极小的字", "批注", "嵌入对象", "修订记录"),
)
"""All that may be hidden, as it is told."""

_STORIES = {
    "document": "",
    "hdr": "页眉",
    "ftr": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
}
"""The parts of a Word file that make up its pages, by their first element."""

WORD_STYLES = "word/styles.xml"


class Sheets:
    """The sheets of a workbook: which part each is, its position, and whether it is hidden."""

    def __init__(self, book: XmlPart | None, relations: Relations) -> None:
        """Read the workbook; there may be none."""
        self.positions: dict[str, int] = {}
        self.hidden: set[str] = set()
        self.owners: dict[str, str] = {}
        targets = {each.id: each.target for each in relations.of(BOOK)}
        for position, sheet in enumerate(book.root.iter("{*}sheet") if book else (), 1):
            part = targets.get(attribute(sheet, "id"), "")
            self.positions[part] = position
            if sheet.get("state", "visible") != "visible":
                self.hidden.add(part)
            self.owners |= {each.target: part for each in relations.of(part)}


class Look:
    """Gathers what is hidden in a file, part by part."""

    def __init__(self, box: Box, kind: Kind) -> None:
        """Read what the parts have in common: relations, styles, the list of sheets."""
        shared = _shared(box)
        self._names = box.names
        self._is_book = kind is Kind.XLSX
        self._styles = Styles(shared.get(WORD_STYLES))
        self._relations = Relations(shared)
        self._sheets = Sheets(shared.get(BOOK), self._relations)
        styles = next((e.target for e in self._relations.of(BOOK) if e.kind == "styles"), "")
        self._invisible = invisible_styles(shared.get(styles)) if self._is_book else frozenset()
        self._found: dict[str, list[str]] = defaultdict(list)
        self._notes: dict[str, set[str]] = defaultdict(set)

    def at(self, part: XmlPart) -> None:
        """Look at one part; its tree is left as it is, and may be forgotten."""
        name = root_name(part)
        if name in ("comments", "ThreadedComments"):
            self._comments(part)
        elif self._is_book:
            self._sheet(part)
        elif name in _STORIES:
            places: Places | None = None
            for what, element in unseen_in(part.root, self._styles):
                places = places or Places(part.root, _STORIES[name])
                self._found[what].append(places.of(element))

    def _comments(self, part: XmlPart) -> None:
        owner = self._sheets.owners.get(part.name.lower(), "")
        if owner in self._sheets.hidden:
            return
        label = self._label(owner)
        for comment in part.root.iter("{*}comment", "{*}threadedComment"):
            if any((each.text or "").strip() for each in comment.iter("{*}*")):
                self._notes[label].add(comment.get("ref", "") or attribute(comment, "id"))

    def _sheet(self, part: XmlPart) -> None:
        key = part.name.lower()
        position = self._sheets.positions.get(key)
        if position is None:
            return
        if key in self._sheets.hidden:
            if says_anything(part):
                self._found["隐藏的工作表"].append(f"第{position}张")
            return
        geometry, label = Geometry(part.root), self._label(key)
        hidden = list(geometry.hidden_cells())
        rows = dict.fromkeys(each.row for each in hidden if each.by_row)
        columns = dict.fromkeys(each.column for each in hidden if not each.by_row)
        self._found["隐藏行"] += [f"{label}第{row}行" for row in rows]
        self._found["隐藏列"] += [f"{label}{letters(column)}列" for column in columns]
        seen = {each.element for each in hidden}
        for cell, row, column in geometry.cells() if self._invisible else ():
            if cell.get("s") in self._invisible and cell not in seen:
                self._found["看不见的字"].append(f"{label}{letters(column)}{row}")

    def _label(self, sheet: str) -> str:
        position = self._sheets.positions.get(sheet)
        return f"第{position}张的" if position else ""

    def told(self) -> tuple[str, ...]:
        """Return what is hidden, a sentence a kind: 隐藏行2行（第1张的第3行、第1张的第4行）."""
        found = dict(self._found)
        found["批注"] = [
            f"{label}{ref}" if self._is_book else ""
            for label, refs in self._notes.items()
            for ref in sorted(refs)
        ]
        objects = {name for name in self._names if is_embedded(name)}
        found["嵌入对象"] = [""] * len(objects)
        found["修订记录"] = [""] * sum(map(is_revision, self._names))
        ordered = sorted(found, key=_ORDER.index)
        return tuple(_sentence(what, found[what]) for what in ordered if found[what])


def is_revision(name: str) -> bool:
    """Tell whether a member is the log of changes that a shared workbook keeps."""
    return name.lower().startswith("xl/revisions/revisionlog")


def _shared(box: Box) -> dict[str, XmlPart]:
    """Return the parts that others are understood by, under their names in lower case."""
    wanted = (BOOK, WORD_STYLES)
    names = [n for n in box.names if n.lower().endswith(".rels") or n.lower() in wanted]
    parts = {name.lower(): XmlPart(name, box.read(name)) for name in names}
    lower = {name.lower(): name for name in box.names}
    for each in Relations(parts).of(BOOK):
        if each.kind == "styles" and each.target in lower:
            parts[each.target] = XmlPart(lower[each.target], box.read(lower[each.target]))
    return parts


def _sentence(what: str, places: Iterable[str]) -> str:
    listed = list(places)
    unit = _UNITS.get(what, "处")
    named = list(dict.fromkeys(_named(listed)))
    where = "、".join(named[:NAMED]) + ("等" if len(named) > NAMED else "")
    return f"{what}{len(listed)}{unit}" + (f"（{where}）" if where else "")


def _named(places: Iterable[str]) -> Iterator[str]:
    """Yield the places; what they share with the one before isn't said again."""
    before = ""
    for place in filter(None, places):
        sheet, mark, rest = place.rpartition("的")
        yield rest if mark and sheet == before else place
        before = sheet if mark else ""
