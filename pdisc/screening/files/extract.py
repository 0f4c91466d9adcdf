"""What a file says, wherever it says it, and what of it nobody has read.

Never raises for what a file holds: a file that can't be read comes back with its problem, and a
problem means that it is unscreened.
"""

from collections.abc import Iterable

import msgspec

from pdisc.screening.files.box import LIMITS, MB, Box, Unreadable
from pdisc.screening.files.image import image_texts
from pdisc.screening.files.kinds import IMAGES, READABLE, Kind, is_zip, sniff
from pdisc.screening.files.pdf import read_pdf
from pdisc.screening.files.plain import csv_parts, decode, text_parts
from pdisc.screening.office.package import is_xml, readings, suffix

PIXELS = "图片像素未读取"
VECTORS = frozenset({"emf", "wmf", "emz", "wmz"})
SILENT = frozenset({"odttf", "fntdata", "ttf"})
"""Embedded fonts: they hold no words."""


class Part(msgspec.Struct, frozen=True):
    """One text and its place; `joined` marks one that repeats others, side by side."""

    where: str
    text: str
    joined: bool = False


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a file. With a `problem` it counts as unscreened, whatever was read."""

    kind: Kind
    parts: tuple[Part, ...] = ()
    unread: tuple[str, ...] = ()
    note: str = ""
    problem: str | None = None


def extract(data: bytes, name: str) -> Extracted:
    """Return all text of a file; `name` is its own name, which is no proof of its kind."""
    try:
        _check_size(data)
        box = Box(data) if is_zip(data) else None
    except Unreadable as reason:
        return Extracted(kind=Kind.UNKNOWN, problem=str(reason))
    sniffed = sniff(data, name, box.names if box else ())
    reader = _Reader()
    problem = reader.attempt(data, sniffed.kind, box)
    return Extracted(
        kind=sniffed.kind,
        parts=() if problem else tuple(reader.parts),
        unread=tuple(dict.fromkeys(reader.unread)),
        note=sniffed.note,
        problem=problem,
    )


def _check_size(data: bytes) -> None:
    if not data:
        raise Unreadable("文件是空的")
    if len(data) > LIMITS.file:
        raise Unreadable(f"文件超过{LIMITS.file // MB}MB")


class _Reader:
    """Collects the parts of one file and of what is embedded in it, one level deep."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.unread: list[str] = []
        self._seen: set[tuple[str, str]] = set()

    def attempt(self, data: bytes, kind: Kind, box: Box | None) -> str | None:
        """Read a file and return None, or the reason why it can't be read."""
        if kind not in READABLE:
            return f"{kind}，读不出文字"
        try:
            self._file(data, kind, box)
        except Unreadable as problem:
            return str(problem)
        except Exception:  # whatever damage provokes, the file is unscreened, not the program down
            return "文件已损坏，读不出文字"
        return None

    def _file(self, data: bytes, kind: Kind, box: Box | None) -> None:
        if box is not None:
            self._package(box, kind, "", nested=False)
        elif kind in IMAGES:
            self._texts(image_texts(data, kind))
            self.unread.append(PIXELS)
        elif kind is Kind.PDF:
            found = read_pdf(data)
            self._texts(found.parts)
            self.unread += found.unread
        else:
            text = decode(data).text
            for part in csv_parts(text) if kind is Kind.CSV else text_parts(text):
                self._add(*part)

    def _texts(self, texts: Iterable[tuple[str, str]], prefix: str = "") -> None:
        for where, text in texts:
            self._add(prefix + where, text, False)

    def _add(self, where: str, text: str, joined: bool) -> None:
        if not text.strip() or (where, text) in self._seen:
            return
        if len(self.parts) >= LIMITS.parts:
            raise Unreadable("内容太多")
        self._seen.add((where, text))
        self.parts.append(Part(where, text, joined))

    def _package(self, box: Box, kind: Kind, prefix: str, *, nested: bool) -> None:
        for reading in readings(box, kind):
            for unit in reading.units:
                self._add(prefix + unit.where, unit.text, unit.joined)
        for name in box.names:
            if not is_xml(name):
                self._binary(box, name, prefix, nested=nested)
        self._add(f"{prefix}内部文件名", "；\n".join(box.names), False)
        for comment in box.comments:
            self._add(f"{prefix}压缩包注释", comment, False)
        if box.ignored:
            self.unread.append(f"{prefix}{len(box.ignored)}个内部文件的路径不合规，未读取")

    def _binary(self, box: Box, name: str, prefix: str, *, nested: bool) -> None:
        """Read a member that isn't XML, or say that it wasn't read."""
        data = box.read(name)
        if not data or suffix(name) in SILENT:
            return
        inner = Box(data) if is_zip(data) else None
        kind = sniff(data, name, inner.names if inner else ()).kind
        if kind in IMAGES:
            self._texts(image_texts(data, kind), f"{prefix}图片{name}的")
            self.unread.append(f"{prefix}{PIXELS}：{name}")
        elif kind in (Kind.DOCX, Kind.XLSX) and inner and not nested:
            self._package(inner, kind, f"{prefix}嵌入文件{name}的", nested=True)
        elif kind is Kind.TEXT:
            self._texts([(f"{prefix}内部文件{name}", decode(data).text)])
        else:
            self.unread.append(f"{prefix}{unread_label(name)}未读取：{name}")


def unread_label(name: str) -> str:
    """Return what an unread member is, in words."""
    if suffix(name) in VECTORS:
        return "矢量图"
    if "vbaProject" in name:
        return "宏"
    if "printerSettings" in name:
        return "打印机设置"
    return "嵌入对象"
