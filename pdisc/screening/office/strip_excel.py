"""A workbook as its sheets show it: hidden sheets gone, hidden cells empty, notes gone.

Hidden rows and columns stay where they are, hidden and empty, so that the page looks as it did.
Where anything that a formula might speak of is taken out, all formulas give way to their values.
"""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from pdisc.screening.files.box import Unreadable
from pdisc.screening.office.hidden import Sheets
from pdisc.screening.office.relations import Relations, root_name
from pdisc.screening.office.unseen_excel import Geometry, invisible_styles, span_of
from pdisc.screening.office.workbook import BOOK
from pdisc.screening.office.xmlpart import XmlPart, attribute, discard, is_discarded

_RULES = ("dataValidation", "cfRule", "sparkline", "conditionalFormatting")
_SPEAKING = ("{*}formula", "{*}formula1", "{*}formula2", "{*}f")
_COUNTED = (
    *("dataValidations", "conditionalFormatting", "hyperlinks", "sparklines"),
    "tableParts",
)
_PROPERTIES = "docprops/app.xml"
_LINK = re.compile(r"\[\d+\]")
"""How a formula names another workbook."""


def strip_book(parts: Mapping[str, XmlPart], relations: Relations) -> None:
    """Take out what no sheet shows, or raise Unreadable where something seen hangs on it."""
    if BOOK not in parts:
        raise Unreadable("缺少工作簿")
    _Book(parts, relations).strip()


class _Book:
    """One workbook while it is being stripped."""

    def __init__(self, parts: Mapping[str, XmlPart], relations: Relations) -> None:
        self._parts = parts
        self._relations = relations
        self._root = parts[BOOK].root
        self._sheets = Sheets(parts[BOOK], relations)
        self._gone: list[str] = []
        self._emptied: set[str] = set()
        self._linked = any(each.kind == "externallink" for each in relations.of(BOOK))

    def strip(self) -> None:
        styles = next((e.target for e in self._relations.of(BOOK) if e.kind == "styles"), "")
        invisible = invisible_styles(self._parts.get(styles))
        self._drop_sheets()
        seen = [name for name in self._sheets.positions if name not in self._sheets.hidden]
        visible = {name: self._parts[name] for name in seen if name in self._parts}
        for name, part in visible.items():
            self._empty_hidden(name, part, invisible)
            self._drop_notes(name, part)
        self._relations.forget(BOOK, "person", "revisionheaders", "usernames")
        self._drop_pivots(visible)
        self._drop_links()
        if self._linked or self._gone or self._emptied:
            for part in visible.values():
                self._drop_rules(part)
                _values_only(part)
            self._relations.forget(BOOK, "calcchain")
            self._check_what_is_left(visible)
        self._blank_unused_strings(visible.values())

    def _drop_sheets(self) -> None:
        """Take the hidden sheets out of the workbook, with all that is called after them."""
        kept: dict[str, str] = {}
        for old, sheet in enumerate(list(self._root.iter("{*}sheet"))):
            key = attribute(sheet, "id")
            if sheet.get("state", "visible") != "visible":
                self._gone.append(sheet.get("name", ""))
                self._relations.forget(BOOK, ids={key})
                discard(sheet)
            else:
                kept[str(old)] = str(len(kept))
        if not self._gone:
            return
        for view in self._root.iter("{*}workbookView"):
            _forget(view, "activeTab", "firstSheet")
        _discard(self._root.iter("{*}customWorkbookViews"))
        for name in list(self._root.iter("{*}definedName")):
            owner = name.get("localSheetId")
            if (owner is not None and owner not in kept) or self._mentions(name.text or ""):
                self._gone.append(name.get("name", ""))
                discard(name)
            elif owner is not None:
                name.set("localSheetId", kept[owner])
        _discard_empty(self._root, "definedNames")
        if _PROPERTIES in self._parts:
            root = self._parts[_PROPERTIES].root
            _discard(root.iter("{*}TitlesOfParts", "{*}HeadingPairs"))

    def _mentions(self, formula: str) -> bool:
        """Tell whether a formula may speak of what is gone; better once too often."""
        text = formula.replace("''", "'").lower()
        return (self._linked and bool(_LINK.search(text))) or any(
            re.search(rf"(?<![\w.]){re.escape(name.lower())}(?![\w.])", text)
            for name in self._gone
            if name and not name.startswith("_xlnm.")
        )

    def _empty_hidden(self, name: str, part: XmlPart, invisible: frozenset[str]) -> None:
        """Empty the cells that aren't seen, and take away what is tied to them alone."""
        geometry = Geometry(part.root)
        hidden = [(each.element, each.row, each.column) for each in geometry.hidden_cells()]
        hidden += [each for each in geometry.cells() if each[0].get("s") in invisible]
        tied = [
            each for each in part.root.iter("{*}hyperlink") if geometry.hides(each.get("ref", ""))
        ]
        checks = [
            each
            for each in part.root.iter("{*}dataValidation")
            if (refs := each.get("sqref", "").split()) and all(map(geometry.hides, refs))
        ]
        self._relations.forget(name, ids={attribute(each, "id") for each in tied} - {""})
        _discard([*tied, *checks])
        if not hidden:
            _discard_empty(part.root, *_COUNTED)
            return
        self._emptied.add(name)
        self._drop_tables(name, part, [(row, column) for _, row, column in hidden])
        for cell, _, _ in hidden:
            _discard(each for each in cell if not is_discarded(each))
            _forget(cell, "t", "cm", "vm", "ph")
        _discard(part.root.iter("{*}filterColumn", "{*}sortState"))
        _discard_empty(part.root, *_COUNTED)

    def _drop_tables(self, name: str, part: XmlPart, hidden: list[tuple[int, int]]) -> None:
        """Make plain cells of a table that keeps the heading of a hidden column for itself."""
        for each in [each for each in self._relations.of(name) if each.kind == "table"]:
            table = self._parts.get(each.target)
            span = span_of(table.root.get("ref", "")) if table else None
            if table is None or span is None:
                continue
            (top, left), (_, right) = span
            if any(row == top and left <= column <= right for row, column in hidden):
                _discard(p for p in part.root.iter("{*}tablePart") if attribute(p, "id") == each.id)
                self._relations.forget(name, ids={each.id})
            _discard(table.root.iter("{*}filterColumn", "{*}sortState"))
            _discard(table.root.iter("{*}calculatedColumnFormula", "{*}totalsRowFormula"))

    def _drop_notes(self, name: str, part: XmlPart) -> None:
        """Take the notes on cells away, with the boxes that are drawn for them."""
        drawn = {each.id: each.target for each in self._relations.of(name)}
        self._relations.forget(name, "comments", "threadedcomment")
        for pointer in list(part.root.iter("{*}legacyDrawing")):
            key = attribute(pointer, "id")
            drawing = self._parts.get(drawn.get(key, ""))
            if drawing is None:
                continue
            shapes = list(drawing.root.iter("{*}shape"))
            notes = [shape for shape in shapes if _is_note(shape)]
            _discard(notes)
            if len(notes) == len(shapes):
                discard(pointer)
                self._relations.forget(name, ids={key})

    def _drop_rules(self, part: XmlPart) -> None:
        """Take away lists, colours and links that speak of what is gone."""
        for formula in list(part.root.iter(*_SPEAKING)):
            rule = next(formula.iterancestors(*(f"{{*}}{name}" for name in _RULES)), None)
            if rule is not None and self._mentions(formula.text or ""):
                discard(rule)
        for link in list(part.root.iter("{*}hyperlink")):
            if self._mentions(link.get("location", "")):
                discard(link)
        _discard_empty(part.root, *_COUNTED)

    def _drop_pivots(self, visible: Mapping[str, XmlPart]) -> None:
        """Make plain cells of pivot tables, whose caches keep all rows of their source."""
        if any(each.kind == "slicercache" for each in self._relations.of(BOOK)):
            raise Unreadable("透视表有切片器：先在 Excel 里删掉切片器")
        for name in visible:
            self._relations.forget(name, "pivottable")
        self._relations.forget(BOOK, "pivotcachedefinition")
        _discard(self._root.iter("{*}pivotCaches"))
        for part in self._parts.values():
            _discard(part.root.iter("{*}pivotSource", "{*}pivotFmts"))

    def _drop_links(self) -> None:
        """Take links to other workbooks away, with the rows that they keep of them."""
        if not self._linked:
            return
        self._relations.forget(BOOK, "externallink")
        _discard(self._root.iter("{*}externalReferences"))
        for name in list(self._root.iter("{*}definedName")):
            if self._mentions(name.text or "") and not is_discarded(name):
                self._gone.append(name.get("name", ""))
                discard(name)
        _discard_empty(self._root, "definedNames")

    def _check_what_is_left(self, visible: Mapping[str, XmlPart]) -> None:
        """Raise Unreadable where a chart still keeps what was taken out."""
        for name in self._relations.reached():
            part = self._parts.get(name)
            if part is None:
                continue
            if root_name(part) == "chartSpace" and any(
                self._mentions(each.text or "") for each in part.root.iter("{*}f")
            ):
                raise Unreadable("图表用着隐藏的工作表里的数据")

    def _blank_unused_strings(self, visible: Iterable[XmlPart]) -> None:
        """Take the text out of the shared strings that no cell shows any more."""
        shared = [e.target for e in self._relations.of(BOOK) if e.kind == "sharedstrings"]
        used = {
            cell.findtext("{*}v", "").strip()
            for part in visible
            for cell in part.root.iter("{*}c")
            if cell.get("t") == "s"
        }
        for part in (self._parts[name] for name in shared if name in self._parts):
            for number, item in enumerate(part.root.iter("{*}si")):
                if str(number) not in used:
                    _blank(item)


def _blank(item: etree._Element) -> None:
    """Leave an empty text of a shared string."""
    for each in list(item):
        item.remove(each)
    etree.SubElement(item, item.tag.removesuffix("si") + "t")


def _values_only(part: XmlPart) -> None:
    """Turn the formulas of a sheet into their values, or raise Unreadable where one has none."""
    for cell in part.root.iter("{*}c"):
        formulas = cell.findall("{*}f")
        if not formulas:
            continue
        value = cell.findtext("{*}v", "")
        if not value and cell.get("t") != "str":
            raise Unreadable("有的公式没有算好的值：先用 Excel 或 WPS 打开、保存一次")
        _discard(formulas)
        _forget(cell, "cm")


def _is_note(shape: etree._Element) -> bool:
    return any(each.get("ObjectType") == "Note" for each in shape.iter("{*}ClientData"))


def _forget(element: etree._Element, *names: str) -> None:
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def _discard(elements: Iterable[etree._Element]) -> None:
    for element in list(elements):
        discard(element)


def _discard_empty(root: etree._Element, *names: str) -> None:
    """Discard the lists that hold nothing any more, and what counts the items of the others."""
    for each in list(root.iter(*(f"{{*}}{name}" for name in names))):
        if all(map(is_discarded, each)):
            discard(each)
        _forget(each, "count")
