"""What a file says, wherever it says it, and what of it nobody has read.

Never raises for what a file holds: a file that can't be read comes back with its problem, and a
problem means that it is unscreened. What is told of a file is said by count and place, never by a
name out of it: such a name may hold the very number that is looked for.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from pdisc.screening.files.box import LIMITS, MB, Box, Unreadable
from pdisc.screening.files.image import LOCATION, SIGNS, STRAYS, image_texts
from pdisc.screening.files.kinds import IMAGES, READABLE, TEXTUAL, Kind, is_zip, refusal, sniff
from pdisc.screening.files.laid import Part, in_pages, run_together
from pdisc.screening.files.pdf import read_pdf
from pdisc.screening.files.plain import csv_parts, decode, is_coded, text_parts
from pdisc.screening.office.hidden import Look
from pdisc.screening.office.package import THUMBNAILS, is_xml, readings, suffix
from pdisc.screening.office.units import Leaf, Unit, spread

VECTORS = frozenset({"emf", "wmf", "emz", "wmz", "svg"})
SILENT = frozenset({"odttf", "fntdata", "ttf"})
"""Embedded fonts: they hold no words."""


PIXELS = "图片里的字没有读（像素未读取）"
THUMBNAIL = "文件带有首页的缩略图，缩略图里的字没有读"
"""What is told of a picture in a file: it isn't read. A thumbnail isn't one that she put there."""

ATTACHED = "附件的"
DAMAGED = "文件已损坏，读不出文字"


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a file. With a `problem` it counts as unscreened, whatever was read.

    `unread` is what nobody has read and a named person must answer for, `hidden` what was read and
    no screen shows; `notes` are only told.
    """

    kind: Kind
    parts: tuple[Part, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def not_read(self) -> tuple[str, ...]:
        """Every reason why something of the file was not read, the problem first."""
        return (self.problem, *self.unread) if self.problem else self.unread


def extract(data: bytes, name: str) -> Extracted:
    """Return all text of a file; `name` is its own name, which is no proof of its kind."""
    try:
        _check_size(data)
        box = Box(data) if is_zip(data) else None
    except Unreadable as reason:
        return Extracted(kind=Kind.UNKNOWN, problem=str(reason))
    except Exception:  # a zip can be damaged in ways that its library doesn't foresee
        return Extracted(kind=Kind.UNKNOWN, problem=DAMAGED)
    sniffed = sniff(data, name, box.names if box else ())
    reader = _Reader()
    if sniffed.note:
        reader.notes[sniffed.note] += 1
    problem = reader.attempt(data, sniffed.kind, box)
    return Extracted(
        kind=sniffed.kind,
        parts=() if problem else tuple(reader.parts),
        unread=_counted(reader.unread),
        notes=_counted(reader.notes),
        hidden=() if problem else tuple(reader.hidden),
        problem=problem,
    )


def _check_size(data: bytes) -> None:
    if not data:
        raise Unreadable("文件是空的")
    if len(data) > LIMITS.file:
        raise Unreadable(f"文件超过{LIMITS.file // MB}MB")


def _counted(told: Counter[str]) -> tuple[str, ...]:
    """Return sentences in their order, with the number of those that hold more than once."""
    return tuple(each if number == 1 else f"{each}：{number}处" for each, number in told.items())


class _Reader:
    """Collects the parts of one file and of what is embedded in it, one level deep."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.unread: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.hidden: list[str] = []
        self._seen: set[tuple[str, str]] = set()
        self._inside: Counter[str] = Counter()

    def attempt(self, data: bytes, kind: Kind, box: Box | None) -> str | None:
        """Read a file and return None, or the reason why it can't be read."""
        if kind not in READABLE:
            return refusal(kind)
        try:
            self._file(data, kind, box)
        except Unreadable as problem:
            return str(problem)
        except Exception:  # whatever damage provokes, the file is unscreened, not the program down
            return DAMAGED
        return None

    def _file(self, data: bytes, kind: Kind, box: Box | None) -> None:
        if box is not None:
            self._package(box, kind, "", nested=False)
        elif kind in IMAGES:
            self._image(data, kind, "")
        elif kind is Kind.PDF:
            self._pdf(data)
        else:
            self._text(data, kind, "")

    def _add(self, where: str, text: str) -> None:
        self._part(Part(where, text))

    def _part(self, part: Part) -> None:
        """Take a part, if it says something that was not taken yet."""
        if not part.text.strip() or (part.where, part.text) in self._seen:
            return
        if len(self.parts) >= LIMITS.parts:
            raise Unreadable("内容太多")
        self._seen.add((part.where, part.text))
        self.parts.append(part)

    def _all(self, texts: Iterable[tuple[str, str]], prefix: str = "") -> None:
        for where, text in texts:
            self._add(prefix + where, text)

    def _text(self, data: bytes, kind: Kind, prefix: str) -> None:
        text = decode(data).text
        for part in (csv_parts if kind is Kind.CSV else text_parts)(text):
            self._part(part.under(prefix))
            for number in run_together(part) if part.places else ():
                self._part(number.under(prefix))
        if is_coded(text):
            self.unread["文本里有编码的数据（如内嵌图片、邮件附件），未读取"] += 1

    def _image(self, data: bytes, kind: Kind, prefix: str, *, said: str = PIXELS) -> None:
        texts = image_texts(data, kind)
        self._all((each for each in texts if each[0] not in SIGNS), prefix)
        if STRAYS in texts:
            self.unread["图片后面夹有不属于它的数据，未读取"] += 1
        self.notes[said] += 1
        if any(where == LOCATION for where, _ in texts):
            self.notes["图片带有拍摄位置（经纬度）"] += 1

    def _pdf(self, data: bytes) -> None:
        found = read_pdf(data)
        self._part(in_pages("全文", found.pages))
        self._all(found.parts)
        self.unread.update(found.unread)
        self.notes.update(found.notes)
        self.hidden += found.hidden
        for each in found.attachments:
            self._add(f"{ATTACHED}名称", each.name)
            self._embedded(each.data, each.name, ATTACHED, nested=False)

    def _package(self, box: Box, kind: Kind, prefix: str, *, nested: bool) -> None:
        look = Look(box, kind)
        for reading in readings(box, kind):
            for unit in reading.units:
                if not unit.told:
                    self._part(_as_part(unit).under(prefix))
            look.at(reading.part)
        if not nested:
            self.hidden += look.told()
        for name in box.names:
            if not is_xml(name):
                self._embedded(box.read(name), name, f"{prefix}嵌入的", nested=nested)
        self._add(f"{prefix}内部文件名", "；\n".join(box.names))
        self._all((f"{prefix}压缩包注释", comment) for comment in box.comments)
        if box.has_strays:
            self.unread["文件里夹有不属于它的数据，未读取"] += 1
        if box.ignored:
            self.unread["内部文件的路径不合规，未读取"] += len(box.ignored)

    def _embedded(self, data: bytes, name: str, place: str, *, nested: bool) -> None:
        """Read a file within a file, or count it among the unread."""
        try:
            was_read = not data.strip(b"\0") or self._inner(data, name, place, nested=nested)
        except Unreadable:
            was_read = False
        if not was_read:
            label = "PDF 附件" if place == ATTACHED else unread_label(name)
            self.unread[f"{label}未读取"] += 1

    def _inner(self, data: bytes, name: str, place: str, *, nested: bool) -> bool:
        """Read what an inner file says; tell whether there is nothing more to it."""
        inner = Box(data) if is_zip(data) else None
        kind = sniff(data, name, inner.names if inner else ()).kind
        if kind in IMAGES:
            said = THUMBNAIL if THUMBNAILS.fullmatch(name) else PIXELS
            self._image(data, kind, self._numbered(f"{place}图片"), said=said)
        elif kind in (Kind.DOCX, Kind.XLSX) and inner and not nested:
            self._package(inner, kind, self._numbered(f"{place}文件"), nested=True)
        elif kind in TEXTUAL:
            self._text(data, kind, self._numbered(f"{place}文件"))
        elif kind is Kind.UNKNOWN and "printerSettings" in name:
            self.notes["打印机设置未读取"] += 1
        else:
            return kind is Kind.UNKNOWN and suffix(name) in SILENT
        return True

    def _numbered(self, place: str) -> str:
        self._inside[place] += 1
        return f"{place}{self._inside[place]}的"


def _as_part(unit: Unit) -> Part:
    """Return what a unit says; what it is put together from are its places."""
    if isinstance(unit, Leaf) and unit.pieces:
        text, places = spread(unit)
        return Part(unit.where, text, joined=unit.numbers, numbers=unit.numbers, places=places)
    return Part(unit.where, unit.text, joined=unit.joined)


def unread_label(name: str) -> str:
    """Return what an unread member is, in words."""
    if suffix(name) in VECTORS:
        return "矢量图"
    if "vbaProject" in name:
        return "宏"
    if "printerSettings" in name:
        return "打印机设置"
    return "嵌入对象"
