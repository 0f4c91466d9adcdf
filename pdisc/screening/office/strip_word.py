"""A Word text as its page shows it: changes accepted, hidden text and comments gone."""

from collections.abc import Iterable, Mapping

from lxml import etree

from pdisc.screening.office.relations import Relations, root_name
from pdisc.screening.office.unseen_word import (
    DELETED,
    INSERTED,
    Styles,
    hidden_rows,
    hidden_runs,
    tiny_runs,
    white_runs,
)
from pdisc.screening.office.xmlpart import (
    XmlPart,
    attribute,
    discard,
    is_discarded,
    local,
    parent_name,
)

STORIES = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes"})
_COMMENTS = ("comments", "commentsextended", "commentsids", "commentsextensible", "people")
_MARKS = tuple(
    f"{{*}}{name}"
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd"),
        *("customXmlDelRangeStart", "customXmlDelRangeEnd"),
        *("cellIns", "cellDel", "cellMerge"),
    )
)
_FORMER = tuple(
    f"{{*}}{name}Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
)
"""How something was formatted, by whom it was changed and when."""

_STAYS = frozenset({"rPr", "fldChar", "instrText", "delInstrText"})
"""What stays of a hidden run: it may begin or end a field whose result is seen."""


def strip_text(parts: Mapping[str, XmlPart], relations: Relations) -> None:
    """Take out what no page shows, in the text, its headers, footers and notes."""
    styles = Styles(parts.get("word/styles.xml"))
    stories = {name: part for name, part in parts.items() if root_name(part) in STORIES}
    for name, part in stories.items():
        _accept(part.root)
        _show_all(part.root, styles)
        part.tidy()
        relations.forget(name, *_COMMENTS)
    for kind in ("footnote", "endnote"):
        _drop_unmarked_notes(kind, [part.root for part in stories.values()])


def _drop_unmarked_notes(kind: str, roots: list[etree._Element]) -> None:
    """Discard the notes whose mark in the text is gone; those of a type are lines, not notes."""
    marks = (each for root in roots for each in root.iter(f"{{*}}{kind}Reference"))
    marked = {attribute(each, "id") for each in marks}
    for note in [each for root in roots for each in root.iter(f"{{*}}{kind}")]:
        if not attribute(note, "type") and attribute(note, "id") not in marked:
            discard(note)


def _accept(root: etree._Element) -> None:
    """Accept every tracked change."""
    _discard(root.iter(*_MARKS, *_FORMER))
    for element in list(root.iter(*DELETED)):
        place = parent_name(element)
        if place == "trPr":
            _discard(element.iterancestors("{*}tr"), most=1)
        elif place == "rPr" and _ends_paragraph(element):
            paragraph = next(element.iterancestors("{*}p"))
            discard(element)
            _drop_if_empty(paragraph)
        else:
            discard(element)
    _drop_empty_tables(root)
    etree.strip_tags(root, *INSERTED)


def _ends_paragraph(mark: etree._Element) -> bool:
    properties = mark.getparent()
    return properties is not None and parent_name(properties) == "pPr"


def _drop_if_empty(paragraph: etree._Element) -> None:
    """Discard a paragraph whose mark was deleted, where all that stood in it was so too."""
    kept = [local(each.tag) for each in paragraph if local(each.tag) not in ("pPr", "bookmarkEnd")]
    rest = len(kept) - sum(each.getparent() is paragraph for each in paragraph.iter(*DELETED))
    following = paragraph.getnext()
    if rest == 0 and following is not None and local(following.tag) == "p":
        discard(paragraph)


def _show_all(root: etree._Element, styles: Styles) -> None:
    """Take out what stands in the text and isn't seen."""
    _discard(hidden_rows(root))
    _drop_empty_tables(root)
    for run in [*hidden_runs(root, styles), *white_runs(root, styles), *tiny_runs(root)]:
        _discard(each for each in run if local(each.tag) not in _STAYS)


def _drop_empty_tables(root: etree._Element) -> None:
    for table in list(root.iter("{*}tbl")):
        if all(is_discarded(row) for row in table if local(row.tag) not in ("tblPr", "tblGrid")):
            discard(table)


def _discard(elements: Iterable[etree._Element], most: int = -1) -> None:
    """Discard elements, or the first so many of them."""
    for element in list(elements)[: most if most >= 0 else None]:
        discard(element)
