"""Which part of an Office file speaks of which: every relation, by the part that states it."""

import posixpath
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from pdisc.screening.office.xmlpart import XmlPart, discard, local

PACKAGE = ""
"""What states the relations of the file as a whole."""

MAIN = ("word/document.xml", "xl/workbook.xml")
"""Where a text or workbook begins, whether or not the file as a whole says so."""


class Relation(NamedTuple):
    """One relation: its id, the last word of its type, and the part it leads to, in lower case."""

    id: str
    kind: str
    target: str
    element: etree._Element


class Relations:
    """All relations of a file; a part is known by its name in lower case."""

    def __init__(self, parts: Mapping[str, XmlPart]) -> None:
        """Take the parts that hold relations, by their names; others may be among them."""
        owners = ((owner_of(name.lower()), part) for name, part in parts.items())
        self._stated = {owner: part for owner, part in owners if owner is not None}

    def of(self, owner: str) -> Iterator[Relation]:
        """Yield what a part leads to inside the file, and what leads out with an empty target."""
        part = self._stated.get(owner.lower())
        for each in part.root.iter("{*}Relationship") if part else ():
            kind = posixpath.basename(each.get("Type", "")).lower()
            outside = each.get("TargetMode") == "External"
            target = posixpath.join("/", posixpath.dirname(owner), each.get("Target", ""))
            within = posixpath.normpath(target).lstrip("/").lower()
            yield Relation(each.get("Id", ""), kind, "" if outside else within, each)

    def forget(self, owner: str, *kinds: str, ids: Container[str] = ()) -> None:
        """Take away what a part leads to, by the kind of relation or by its id."""
        for each in list(self.of(owner)):
            if each.kind in kinds or each.id in ids:
                discard(each.element)

    def reached(self) -> set[str]:
        """Return every part that can be reached from the file as a whole."""
        seen = {PACKAGE, *MAIN}
        waiting = list(seen)
        while waiting:
            led = {each.target for each in self.of(waiting.pop()) if each.target}
            waiting += led - seen
            seen |= led
        return seen


def owner_of(name: str) -> str | None:
    """Return the part whose relations stand in a member, or None where none do."""
    folder, file = posixpath.split(name)
    if not name.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def is_embedded(name: str) -> bool:
    """Tell whether a member is an object embedded in a text or sheet."""
    return local_folder(name) == "embeddings"


def local_folder(name: str) -> str:
    """Return the name of the folder that a member lies in, in lower case."""
    return posixpath.basename(posixpath.dirname(name)).lower()


def root_name(part: XmlPart) -> str:
    """Return what a part is, by its first element."""
    return local(part.root.tag)
