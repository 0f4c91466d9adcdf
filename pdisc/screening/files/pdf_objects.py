"""The objects that a PDF is made of: followed, walked, and asked what they say."""

from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

_REMARKS = frozenset(
    {"/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Ink", "/Stamp"}
    | {"/Square", "/Circle", "/Line", "/Polygon", "/PolyLine"}
)
"""Annotations whose words stand in a window of their own, or in none."""

_UNSEEN_FLAGS = 0b100010
"""Hidden, or shown neither on screens nor on paper."""

_SILENT_KEYS = frozenset({"/P", "/Parent", "/Popup", "/DA", "/DS"})


def resolved(value: object) -> object:
    """Return what a reference stands for, and anything else as it is."""
    return getattr(value, "get_object", lambda: value)()


def items(value: object) -> ArrayObject:
    """Return an array, or an empty one for anything else."""
    found = resolved(value)
    return found if isinstance(found, ArrayObject) else ArrayObject()


def values(value: object) -> Iterator[DictionaryObject]:
    """Yield the dictionaries and streams that a dictionary names."""
    found = resolved(value)
    for each in found.values() if isinstance(found, DictionaryObject) else ():
        inner = resolved(each)
        if isinstance(inner, DictionaryObject):
            yield inner


def strings(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text string below an object, each object once and pages left out."""
    waiting, seen = [value], dict[int, object]()
    while waiting:
        one = resolved(waiting.pop())
        if id(one) in seen:
            continue
        if isinstance(one, (TextStringObject, ByteStringObject)):
            yield from ((where, said) for said in spellings(one))
        elif isinstance(one, (DictionaryObject, ArrayObject)):
            seen[id(one)] = one
            waiting += reversed(_below(one))


def _below(value: DictionaryObject | ArrayObject) -> list[object]:
    if isinstance(value, ArrayObject):
        return list(value)
    if value.get("/Type") == "/Page":
        return []
    return [
        each
        for key, each in value.items()
        if key not in _SILENT_KEYS and not isinstance(each, NameObject)
    ]


def spellings(value: object) -> list[str]:
    """Return a string as PDF understands it and, where it differs, as Chinese programs write it."""
    if isinstance(value, ByteStringObject):
        return [value.decode("gb18030", "replace")]
    raw = getattr(value, "original_bytes", b"")
    if raw.isascii() or raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return [str(value)]
    return [str(value), raw.decode("gb18030", "replace")]


def told(what: str, places: list[str]) -> Iterator[str]:
    """Yield a sentence that says how many of something there are, and where, if there are any."""
    if places:
        named = list(dict.fromkeys(places))
        where = "、".join(named[:_NAMED]) + ("等" if len(named) > _NAMED else "")
        yield f"{what}{len(places)}处（{where}）"


_NAMED = 20
"""How many pages are named."""


def unseen(reader: PdfReader) -> Iterator[str]:
    """Yield what a PDF holds and its pages don't show: remarks, layers that are off, files."""
    notes = [
        (f"第{number}页", resolved(each))
        for number, page in enumerate(reader.pages, 1)
        for each in items(page.get("/Annots"))
    ]
    for called, is_such in (("批注", _is_unseen), ("盖住的地方", _covers)):
        yield from told(called, [place for place, note in notes if is_such(note)])
    layers = resolved(reader.root_object.get("/OCProperties"))
    shown = resolved(layers.get("/D")) if isinstance(layers, DictionaryObject) else None
    if isinstance(shown, DictionaryObject) and (off := len(items(shown.get("/OFF")))):
        yield f"隐藏图层{off}个"
    if files := len(list(reader.attachment_list)):
        yield f"PDF 附件{files}个"


def _is_unseen(note: object) -> bool:
    """Tell whether an annotation says something that the page doesn't."""
    if not isinstance(note, DictionaryObject):
        return False
    flags = resolved(note.get("/F"))
    off = isinstance(flags, int) and bool(flags & _UNSEEN_FLAGS)
    kind, says = note.get("/Subtype"), str(resolved(note.get("/Contents")) or "").strip()
    return bool(says) and (kind in _REMARKS or (off and kind not in ("/Popup", "/Link")))


def _covers(note: object) -> bool:
    """Tell whether an annotation is laid over what stands on the page, and may be lifted off."""
    if not isinstance(note, DictionaryObject):
        return False
    if note.get("/Subtype") == "/Redact":
        return True
    clear = resolved(note.get("/CA"))
    opaque = clear is None or (isinstance(clear, (int, float)) and clear >= _OPAQUE)
    return note.get("/Subtype") in _SHAPES and bool(items(note.get("/IC"))) and opaque


_SHAPES = frozenset({"/Square", "/Circle", "/Polygon"})
_OPAQUE = 0.9
"""How much of a colour lets nothing through."""
