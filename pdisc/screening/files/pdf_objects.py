"""The objects that a PDF is made of: followed, walked, and asked what they say."""

from collections.abc import Iterator

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

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
