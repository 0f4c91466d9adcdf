"""How much of an Office file is hidden, and where: said by count and place, never by a name.

A sheet's name or a comment may be the very value that is looked for; so places are numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from pdisc.screening.files.box import Box
from pdisc.screening.files.kinds import Kind
from pdisc.screening.office.relations import Relations, is_embedded, root_name
from pdisc.screening.office.unseen_excel import (
    Geometry,
    invisible_styles,
    letters,
    says_anything,
    span_of,
)
from pdisc.screening.office.unseen_word import Places, Styles, unseen_in
from pdisc.screening.office.workbook import BOOK
from pdisc.screening.office.xmlpart import XmlPart, attribute

NAMED = 6
"""How many places of a kind are named."""

_UNITS = {
    "隐藏的工作表": "张",
    "隐藏行": "行",
    "隐藏列": "列",
    "嵌入对象": "个",
    "修订记录": "份",
    "透视表存的原始数据": "份",
    "外部链接存的数据": "份",
}
_COPIES = {"pivotCacheDefinition": "透视表存的原始数据", "externalLink": "外部链接存的数据"}
"""Parts that keep rows of a sheet or file of their own, which a double click brings out."""
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
    *(
        "隐藏文字",
        "隐藏的表格行",
        "白色文字",
        "涂黑的字",
        "极小的字",
        "批注",
        "嵌入对象",
        "修订记录",
        *_COPIES.values(),
    ),
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
            if not part:
                continue
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
        self._counts: Counter[str] = Counter()
        self._notes: dict[str, set[str]] = defaultdict(set)

    def at(self, part: XmlPart) -> None:
        """Look at one part; its tree is left as it is, and may be forgotten."""
        name = root_name(part)
        if name in ("comments", "ThreadedComments"):
            self._comments(part)
        elif name in _COPIES:
            self._add(_COPIES[name], [], int(keeps_values(part)))
        elif self._is_book:
            self._sheet(part)
        elif name in _STORIES:
            places: Places | None = None
            for what, element in unseen_in(part.root, self._styles):
                places = places or Places(part.root, _STORIES[name])
                self._add(what, [places.of(element)])

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
                self._add("隐藏的工作表", [f"第{position}张"])
            return
        geometry, label = Geometry(part.root), self._label(key)
        hidden = list(geometry.hidden_cells())
        rows = dict.fromkeys(each.row for each in hidden if each.by_row)
        columns = dict.fromkeys(each.column for each in hidden if not each.by_row)
        self._add("隐藏行", _spans(rows, label, "第{}行", "第{}到{}行", str), len(rows))
        self._add("隐藏列", _spans(columns, label, "{}列", "{}到{}列", letters), len(columns))
        seen = {each.element for each in hidden}
        for cell, row, column in geometry.cells() if self._invisible else ():
            if cell.get("s") in self._invisible and cell not in seen:
                self._add("看不见的字", [f"{label}{letters(column)}{row}"])

    def _add(self, what: str, places: Sequence[str], count: int | None = None) -> None:
        self._found[what] += places
        self._counts[what] += len(places) if count is None else count

    def _label(self, sheet: str) -> str:
        position = self._sheets.positions.get(sheet)
        return f"第{position}张的" if position else ""

    def told(self) -> tuple[str, ...]:
        """Return what is hidden, a sentence a kind: 隐藏行3行（第1张的第3到4行、第6行）."""
        found, counts = dict(self._found), self._counts.copy()
        found["批注"] = [
            f"{label}{ref}"
            for label, refs in self._notes.items()
            for ref in _in_order(refs)
            if label
        ]
        counts["批注"] = sum(map(len, self._notes.values()))
        counts["嵌入对象"] = sum(map(is_embedded, self._names))
        counts["修订记录"] = sum(map(is_revision, self._names))
        ordered = sorted(+counts, key=_ORDER.index)
        return tuple(_sentence(what, counts[what], found.get(what, ())) for what in ordered)


def is_revision(name: str) -> bool:
    """Tell whether a member is the log of changes that a shared workbook keeps."""
    return name.lower().startswith("xl/revisions/revisionlog")


def keeps_values(part: XmlPart) -> bool:
    """Tell whether a pivot table's cache or an external link holds values of its source."""
    kept = any(each.get("v") for each in part.root.iter("{*}s", "{*}n", "{*}d"))
    records = part.root.get("recordCount", "0") not in ("", "0")
    return kept or records or any(each.text for each in part.root.iter("{*}v"))


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


def _spans(
    numbers: Iterable[int], label: str, one: str, several: str, name: Callable[[int], str]
) -> list[str]:
    """Return places in words, those that follow each other as one: 第3到5行."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [
        label + (one.format(name(a)) if a == b else several.format(name(a), name(b)))
        for a, b in spans
    ]


def _in_order(refs: Iterable[str]) -> list[str]:
    """Return the addresses of cells row by row."""
    return sorted(refs, key=lambda ref: (span_of(ref) or (_NOWHERE, _NOWHERE), ref))


_NOWHERE = (0, 0)


def _sentence(what: str, count: int, places: Iterable[str]) -> str:
    named = list(dict.fromkeys(_named(places)))
    where = "、".join(named[:NAMED]) + ("等" if len(named) > NAMED else "")
    return f"{what}{count}{_UNITS.get(what, '处')}" + (f"（{where}）" if where else "")


def _named(places: Iterable[str]) -> Iterator[str]:
    """Yield the places; what they share with the one before isn't said again."""
    before = ""
    for place in filter(None, places):
        sheet, mark, rest = place.rpartition("的")
        yield rest if mark and sheet == before else place
        before = sheet if mark else ""
