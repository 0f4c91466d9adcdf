"""Office files packed anew with masked text, through the very readers that `extract` uses.

What can't be masked and can't be read (embedded objects, macros, vector pictures) stops the work;
the metadata of pictures is read; fonts and printer settings are searched for the removed text.
"""

import io
import posixpath
import re
import zipfile
from functools import cache

from pdisc.screening.files.box import Box, Unreadable
from pdisc.screening.files.extract import SILENT, unread_label
from pdisc.screening.files.image import image_texts
from pdisc.screening.files.kinds import IMAGES, Kind, is_zip, sniff
from pdisc.screening.files.plain import decode
from pdisc.screening.office.escapes import unescaped
from pdisc.screening.office.package import THUMBNAILS, is_xml, readings, suffix
from pdisc.screening.office.units import Replace
from pdisc.screening.office.workbook import BOOK
from pdisc.screening.office.xmlpart import XmlPart, discard

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CALCULATION = "xl/calcChain.xml"
_ILLEGAL_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "［］：＊？／＼")
_LONGEST_SHEET_NAME = 31
_ILLEGAL_IN_DEFINED_NAMES = re.compile(r"[^\w.]")
_TRACE = re.compile(r"[0-9A-Za-z@._-]{6,}|[\u4e00-\u9fff]{6,}")
_ENCODINGS = (
    ("utf-8", 0),
    ("gb18030", 0),
    *((encoding, start) for encoding in ("utf-16-le", "utf-16-be") for start in (0, 1)),
)


class Masks:
    """The masking function, remembering its answers and what it took away."""

    def __init__(self, replace: Replace) -> None:
        """Wrap a function that masks a text."""
        self.traces: set[str] = set()
        self.names: dict[str, str] = {}
        self._answer = cache(replace)

    def __call__(self, text: str) -> str:
        """Return the text masked."""
        for old, new in self.names.items():
            text = text.replace(old, new)
        masked = self._answer(text)
        if masked != text:
            self.traces.update(set(_TRACE.findall(text)) - set(_TRACE.findall(masked)))
        return masked


def repacked(data: bytes, kind: Kind, masks: Masks, *, nested: bool = False) -> bytes:
    """Return a docx or xlsx with every text masked, or raise Unreadable saying what is in the way.

    Where a formula or its value changes, the formulas of that sheet give way to their values. The
    thumbnail goes, because it is a picture of the first page as it was.
    """
    box = Box(data)
    if sniff(data, "", box.names).kind is not kind:
        raise Unreadable(f"内容不是{kind}")
    if box.ignored:
        raise Unreadable("内部文件的路径不合规")
    if named := [name for name in box.names if masks(name) != name]:
        raise Unreadable(f"{len(named)}个内部文件的名称含需遮盖的内容")
    if kind is Kind.XLSX:
        _rename(XmlPart(BOOK, box.read(BOOK)), masks)
    members, dropped = _masked_parts(box, kind, masks)
    for name in box.names:
        if THUMBNAILS.fullmatch(name):
            dropped.add(name)
        elif not is_xml(name):
            members[name] = _binary(name, box.read(name), masks, nested=nested)
    _forget(members, dropped)
    _check_copies(members, masks)
    return zipped({name: members[name] for name in box.names if name not in dropped})


def _masked_parts(box: Box, kind: Kind, masks: Masks) -> tuple[dict[str, bytes], set[str]]:
    """Return the XML parts as they are to be, and the names of those that must go."""
    members: dict[str, bytes] = {}
    dropped: set[str] = set()
    for reading in readings(box, kind):
        for unit in reading.units:
            unit.apply(masks)
        if reading.settle() and _CALCULATION in box.names:
            dropped.add(_CALCULATION)
        members[reading.part.name] = reading.part.data()
    return members, dropped


def _rename(book: XmlPart, masks: Masks) -> None:
    """Choose the new names of sheets and ranges first, since formulas speak of them."""
    names = [sheet.get("name", "") for sheet in book.root.iter("{*}sheet")]
    for number, name in enumerate(map(unescaped, names), 1):
        masked = masks(name)
        if masked == name or not name:
            continue
        new = masked.translate(_ILLEGAL_IN_SHEET_NAMES)[:_LONGEST_SHEET_NAME]
        taken = new in names or new in masks.names.values()
        masks.names[name] = new[: _LONGEST_SHEET_NAME - 4] + f"_{number}" if taken else new
    for number, defined in enumerate(book.root.iter("{*}definedName"), 1):
        name = unescaped(defined.get("name", ""))
        if masks(name) != name:
            masks.names[name] = _ILLEGAL_IN_DEFINED_NAMES.sub("_", f"{masks(name)}_{number}")


def _binary(name: str, data: bytes, masks: Masks, *, nested: bool) -> bytes:
    """Return a member that isn't XML as it may stay, or raise Unreadable."""
    if not data or suffix(name) in SILENT or "printerSettings" in name:
        return data
    inner = Box(data).names if is_zip(data) else ()
    kind = sniff(data, name, inner).kind
    if kind in (Kind.DOCX, Kind.XLSX) and not nested:
        return repacked(data, kind, masks, nested=True)
    if kind is Kind.TEXT:
        found = decode(data)
        return found.mark + masks(found.text).encode(found.encoding)
    if kind not in IMAGES:
        raise Unreadable(f"含{unread_label(name)}，不能确认其中没有需遮盖的内容：{name}")
    if any(masks(text) != text for _, text in image_texts(data, kind)):
        raise Unreadable(f"图片的元数据含需遮盖的内容：{name}")
    return data


def _forget(members: dict[str, bytes], dropped: set[str]) -> None:
    """Take every mention of the dropped parts out of relations and content types."""
    for name in members if dropped else ():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            members[name] = _without(name, members[name], "Relationship", "Target", folder, dropped)
        elif name == "[Content_Types].xml":
            members[name] = _without(name, members[name], "Override", "PartName", "", dropped)


def _without(
    name: str, data: bytes, element: str, attribute: str, folder: str, dropped: set[str]
) -> bytes:
    part = XmlPart(name, data)
    for each in part.root.iter(f"{{*}}{element}"):
        target = posixpath.join("/", folder, each.get(attribute, ""))
        if posixpath.normpath(target).lstrip("/") in dropped:
            discard(each)
    return part.data()


def _check_copies(members: dict[str, bytes], masks: Masks) -> None:
    """Raise Unreadable where something copied as it was still holds what was removed."""
    for name, data in members.items() if masks.traces else ():
        if is_xml(name) or sniff(data, name).kind in IMAGES | {Kind.ZIP, Kind.TEXT}:
            continue
        words = _words(data)
        if any(trace in words for trace in masks.traces):
            raise Unreadable(f"{unread_label(name)}里还有已遮盖的内容：{name}")


def _words(data: bytes) -> str:
    """Return what could be a trace in some bytes, in any encoding and wherever it begins."""
    read = (data[start:].decode(encoding, "replace") for encoding, start in _ENCODINGS)
    return "\n".join(word for text in read for word in _TRACE.findall(text))


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of the members whose bytes depend on nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            box.writestr(info, data)
    return out.getvalue()
