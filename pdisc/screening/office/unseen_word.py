"""What a Word text holds and its page doesn't show: tracked changes, hidden or blacked out text.

What an ordinary file has anyway isn't hidden: marks of revisions without text, page numbers hidden
from the web view, index entries, hidden styles that nothing uses.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from pdisc.screening.office.xmlpart import XmlPart, attribute, local, parent_name

INSERTED = ("{*}ins", "{*}moveTo")
DELETED = ("{*}del", "{*}moveFrom")
_TRACKED = {"ins": "修订插入", "moveTo": "修订移入", "del": "修订删除", "moveFrom": "修订移出"}
_OFF = ("0", "false", "off", "none")
_SAYS = frozenset({"t", "delText", "sym", "drawing", "pict", "object"})
_TINIEST = 4
"""Half points: what is written in 2 points or less is no text for eyes."""
_ANY_LETTER = re.compile(r"\w")
_WHITE = re.compile(r"(?i)F{6}")


class Unseen(NamedTuple):
    """Something that isn't seen: what it is called, and the element that holds it."""

    what: str
    element: etree._Element


class Styles:
    """What the styles of a file hide, and which of them put a colour behind a table's text."""

    def __init__(self, part: XmlPart | None) -> None:
        """Read the styles; there may be none."""
        found = list(part.root.iter("{*}style")) if part else []
        based = {_id(style): _value(style, "basedOn") for style in found}
        hidden = {_id(style) for style in found if any(map(is_on, style.iterfind(_VANISH)))}
        shaded = {_id(style) for style in found if any(map(_is_coloured, style.iter("{*}shd")))}
        self.hidden = _with_heirs(hidden, based)
        self.shaded = _with_heirs(shaded, based)


_VANISH = "{*}rPr/{*}vanish"


def _id(style: etree._Element) -> str:
    return attribute(style, "styleId")


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return "" if found is None else attribute(found, "val")


def _with_heirs(names: set[str], based: dict[str, str]) -> set[str]:
    """Return styles with all that are based on them."""
    while more := {name for name, on in based.items() if on in names} - names:
        names = names | more
    return names


def is_on(mark: etree._Element) -> bool:
    """Tell whether a mark such as <w:vanish/> holds: it may stand there to say that it doesn't."""
    return attribute(mark, "val").lower() not in _OFF


def unseen_in(root: etree._Element, styles: Styles) -> Iterator[Unseen]:
    """Yield what a part holds unseen, each stretch once."""
    for tracked in root.iter(*INSERTED, *DELETED):
        if _says_anything(tracked) and not _follows_its_like(tracked):
            yield Unseen(_TRACKED[local(tracked.tag)], tracked)
    for row in deleted_rows(root):
        yield Unseen("修订删除", row)
    for row in hidden_rows(root):
        yield Unseen("隐藏的表格行", row)
    for what, runs in (
        ("隐藏文字", hidden_runs(root, styles)),
        ("白色文字", white_runs(root, styles)),
        ("涂黑的字", covered_runs(root)),
        ("极小的字", tiny_runs(root)),
    ):
        shown = dict.fromkeys(run for run in runs if not _is_deleted(run))
        for run in shown:
            if run.getprevious() not in shown:
                yield Unseen(what, run)


def _says_anything(element: etree._Element) -> bool:
    """Tell whether there is a text, a picture or an object in an element."""
    return any(
        _is_picture(each) or (local(each.tag) in _SAYS and (each.text or "").strip())
        for each in element.iter("{*}*")
    )


def _is_picture(element: etree._Element) -> bool:
    return local(element.tag) in _SAYS - {"t", "delText"}


def _follows_its_like(element: etree._Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == element.tag and _says_anything(before)


def _is_deleted(run: etree._Element) -> bool:
    return next(run.iterancestors(*DELETED), None) is not None


def deleted_rows(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of tables that a tracked change deletes, and whose text stands as it was."""
    for mark in root.iter("{*}del"):
        row = _grandparent(mark) if parent_name(mark) == "trPr" else None
        if row is not None and any((each.text or "").strip() for each in row.iter("{*}t")):
            yield row


def hidden_rows(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of tables that are hidden and say something."""
    for mark in root.iter("{*}hidden"):
        row = _grandparent(mark)
        if parent_name(mark) == "trPr" and row is not None and is_on(mark) and _says_anything(row):
            yield row


def hidden_runs(root: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    """Yield the runs whose text is hidden by themselves or by their style."""
    for mark in root.iter("{*}vanish"):
        if is_on(mark):
            yield from _run_of(mark)
    if not styles.hidden:
        return
    for pointer in root.iter("{*}rStyle"):
        if attribute(pointer, "val") in styles.hidden:
            yield from filter(_is_not_shown_anyway, _run_of(pointer))
    for pointer in root.iter("{*}pStyle"):
        paragraph = _grandparent(pointer)
        if attribute(pointer, "val") in styles.hidden and paragraph is not None:
            runs = filter(_says_anything, paragraph.iter("{*}r"))
            yield from filter(_is_not_shown_anyway, runs)


def _is_not_shown_anyway(run: etree._Element) -> bool:
    return all(map(is_on, run.iterfind(_VANISH)))


def white_runs(root: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    """Yield the runs in white on what is white as far as the file itself says."""
    if next(root.iter("{*}background"), None) is not None:
        return
    for colour in root.iter("{*}color"):
        white = _WHITE.fullmatch(attribute(colour, "val")) or (
            attribute(colour, "themeColor") == "background1" and not attribute(colour, "themeShade")
        )
        if white:
            yield from (
                run for run in _run_of(colour, pictures=False) if not _is_backed(run, styles)
            )


def covered_runs(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs that somebody blacked out: the text under the colour is still there."""
    for mark in root.iter("{*}highlight", "{*}shd"):
        ground = attribute(mark, "fill") or attribute(mark, "val")
        black = ground in ("black", "000000")
        for run in _run_of(mark, pictures=False) if not _WHITE.fullmatch(ground) else ():
            colour = _value_at(run, "{*}rPr/{*}color")
            same = colour.lower() == ground.lower() or (black and colour == "000000")
            if same or (ground == "black" and colour in ("", "auto")):
                yield run


def tiny_runs(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs whose letters are too small to be seen."""
    for size in root.iter("{*}sz"):
        value = attribute(size, "val")
        if value.isdigit() and int(value) <= _TINIEST:
            yield from _run_of(size, pictures=False)


def _run_of(mark: etree._Element, *, pictures: bool = True) -> Iterator[etree._Element]:
    """Yield the run that a mark in its properties speaks of, where that says anything.

    Colour and size are those of text alone; what is hidden may be a picture.
    """
    run = _grandparent(mark)
    if run is not None and parent_name(mark) == "rPr" and local(run.tag) == "r":
        texts = "".join(each.text or "" for each in run.iterfind("{*}t"))
        if _ANY_LETTER.search(texts) or (pictures and any(map(_is_picture, run))):
            yield run


def _grandparent(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    return None if parent is None else parent.getparent()


def _is_backed(run: etree._Element, styles: Styles) -> bool:
    """Tell whether something behind a run may bear a colour: a shade, a shape, a table's style."""
    if any(map(_is_coloured, run.iterfind("{*}rPr/{*}shd"))):
        return True
    if run.find("{*}rPr/{*}highlight") is not None:
        return True
    for each in run.iterancestors():
        name = local(each.tag)
        if name in ("txbxContent", "textbox"):
            return True
        if any(map(_is_coloured, each.iterfind(f"{{*}}{name}Pr/{{*}}shd"))):
            return True
        if name == "tbl" and _value_at(each, "{*}tblPr/{*}tblStyle") in styles.shaded:
            return True
    return False


def _value_at(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else attribute(found, "val")


def _is_coloured(shade: etree._Element) -> bool:
    fill = attribute(shade, "fill")
    coloured = bool(fill) and fill.lower() != "auto" and not _WHITE.fullmatch(fill)
    return coloured or bool(attribute(shade, "themeFill"))


class Places:
    """Where the elements of one part stand, counted as a reader would."""

    def __init__(self, root: etree._Element, label: str) -> None:
        """Count paragraphs outside of tables, and tables; `label` is 页眉 or the like."""
        self._label = label
        paragraphs = (each for each in root.iter("{*}p") if _outermost(each) is each)
        tables = (each for each in root.iter("{*}tbl") if _outermost(each) is each)
        self._names = {each: f"第{n}段" for n, each in enumerate(paragraphs, 1)}
        self._names |= {each: f"表{n}" for n, each in enumerate(tables, 1)}

    def of(self, element: etree._Element) -> str:
        """Return the place of an element: 第3段, 表1, 页眉第1段."""
        return self._label + self._names.get(_outermost(element), "")


def _outermost(element: etree._Element) -> etree._Element:
    """Return the outermost paragraph or table that an element stands in, or is."""
    around = list(element.iterancestors("{*}p", "{*}tbl"))
    return around[-1] if around else element
