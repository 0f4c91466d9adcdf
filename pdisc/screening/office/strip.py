"""The same Office file without what no screen shows: taken out of its parts, and of nothing else.

What a part that is taken out alone led to goes with it. Where something that is seen hangs on what
isn't, the work stops and says so: no half of a file may come of it.
"""

from pdisc.screening.files.box import Box, Unreadable
from pdisc.screening.files.kinds import Kind, sniff
from pdisc.screening.office.package import is_xml
from pdisc.screening.office.relations import PACKAGE, Relations, is_embedded, owner_of, root_name
from pdisc.screening.office.repack import zipped
from pdisc.screening.office.strip_excel import strip_book
from pdisc.screening.office.strip_word import strip_text
from pdisc.screening.office.xmlpart import XmlPart, attributes, discard, local

NOTES = frozenset({"comments", "ThreadedComments"})
"""What holds comments, by its first element; it may lie in a file that doesn't speak of it."""

_TYPES = "[content_types].xml"


def stripped(data: bytes, kind: Kind) -> bytes:
    """Return a docx or xlsx without its hidden parts; raise Unreadable for what is in the way.

    Tracked changes are accepted. The thumbnail goes, because it is a picture of the page as it was.
    """
    box = Box(data)
    if sniff(data, "", box.names).kind is not kind:
        raise Unreadable(f"内容不是{kind}")
    parts = {name.lower(): XmlPart(name, box.read(name)) for name in box.names if is_xml(name)}
    relations = Relations(parts)
    before = relations.reached()
    (strip_book if kind is Kind.XLSX else strip_text)(parts, relations)
    for name in parts:
        _without_objects(name, parts[name], relations)
    relations.forget(PACKAGE, "thumbnail")
    after = relations.reached()
    stray = {name.lower() for name in box.names if is_embedded(name)}
    stray |= {name for name, part in parts.items() if root_name(part) in NOTES}
    gone = (before | stray) - after
    for each in parts[_TYPES].root.iter("{*}Override") if _TYPES in parts else ():
        if each.get("PartName", "").lstrip("/").lower() in gone:
            discard(each)
    return zipped(
        {
            name: parts[name.lower()].data() if name.lower() in parts else box.read(name)
            for name in box.names
            if name.lower() not in gone and owner_of(name.lower()) not in gone
        }
    )


def _without_objects(name: str, part: XmlPart, relations: Relations) -> None:
    """Take away the objects that a part embeds; the picture that is seen of one stays."""
    inside = {each.id for each in relations.of(name) if is_embedded(each.target)}
    if not inside:
        return
    relations.forget(name, ids=inside)
    for element in list(part.root.iter("{*}OLEObject", "{*}oleObjects", "{*}externalData")):
        discard(element)
    part.tidy()
    for element in part.root.iter("{*}*"):
        for key, value in attributes(element):
            if value in inside and "relationships" in key:
                raise Unreadable(f"嵌入对象用在“{local(element.tag)}”里，不能取出")
