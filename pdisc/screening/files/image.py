"""The words in an image's metadata: EXIF, XMP, IPTC and comments. Pixels are never read.

Pillow takes segments, text chunks and directories apart; we ask for each of them, because what it
sums up (`Image.info`, `getexif`) has room for one comment, one packet and one page.
"""

import html
import io
import re
import warnings
from collections.abc import Iterator

from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngStream, iTXt
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from pdisc.screening.files.box import BLANK, MB, Unreadable
from pdisc.screening.files.kinds import Kind

Text = tuple[str, str]
LOCATION = "拍摄位置"
"""Where the sign of a geographical position stands; its coordinates are no words."""

STRAYS = ("多余数据", "图片结束以后")
"""The sign that something follows a picture's end."""
SIGNS = frozenset({LOCATION, STRAYS[0]})
"""Places that stand for a sign; what stands there is no text of the picture."""

_MOST_TEXTS = 2_000
_MOST_CHARACTERS = 4 * MB
_MOST_PIECES = 20_000
_MOST_BLOCKS = 16
_MOST_PAGES = 1_000
_MOST_TAG_BYTES = 2_000 * MB
_LONGEST_HEAD = 4 * MB
_NAMES = {
    270: "图像说明",
    305: "软件",
    315: "作者",
    33432: "版权",
    37510: "用户注释",
    40091: "标题",
    40092: "备注",
    40093: "作者",
    40094: "关键词",
    40095: "主题",
    42032: "相机所有者",
}
_WINDOWS = range(40091, 40096)
_DIRECTORIES = (34665, 34853, 40965)
_LONGITUDE, _XMP, _IPTC, _PHOTOSHOP = 4, 700, 33723, 34377
_ASCII, _RATIONAL = 2, 5
_CODES = (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8))
_JPEG_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
_BLANKS = re.compile(b"[" + re.escape(BLANK) + b"]*+")
# As it stands in JPEG, WebP and HEIC; no reader in pure Python knows the last two.
_EXIF_MARK = rb"(?s)(?:Exif\0\0|EXIF.{4}|\0{4})(?=II\*\0|MM\0\*)"
_XMP_PACKET = rb"(?s)<(x:xmpmeta|x:xapmeta|rdf:RDF)\b(?:(?!</\1).)*+"


def image_texts(data: bytes, kind: Kind) -> list[Text]:
    """Return (where, text) for all metadata that says something, once; raise Unreadable if damaged.

    What Pillow only warns of is damage too: it means that something was left out.
    """
    readers = {
        Kind.JPEG: _jpeg,
        Kind.PNG: _png,
        Kind.GIF: _gif,
        Kind.TIFF: _tiff,
        Kind.WEBP: _sized,
        Kind.BMP: _sized,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _once(readers.get(kind, _marked)(data))
    except Unreadable:
        raise
    except Exception as error:  # Pillow raises whatever the damage provokes
        raise Unreadable("图片的元数据已损坏；用画图软件另存后再附") from error


def _once(texts: Iterator[Text]) -> list[Text]:
    """Return each text that says something once; raise Unreadable where there are too many."""
    found: dict[Text, None] = {}
    size = 0
    for number, (where, text) in enumerate(texts):
        size += len(text)
        if number >= _MOST_TEXTS or size > _MOST_CHARACTERS:
            raise Unreadable("图片的元数据太多")
        if text := text.strip(" \0\r\n\t"):
            found[where, text] = None
    return list(found)


def _jpeg(data: bytes) -> Iterator[Text]:
    image = JpegImageFile(io.BytesIO(data[:_LONGEST_HEAD]))
    if not image.tile or len(image.applist) > _MOST_PIECES:
        raise Unreadable("图片的元数据太多")
    for name, body in image.applist:
        if name == "COM":
            yield "图片注释", _text(body)
        elif name == "APP13":
            yield from _iptc(body)
    yield from _marked(data)
    yield from _behind(data, _jpeg_end(data))


def _behind(data: bytes, end: int) -> Iterator[Text]:
    """Yield the sign that more than blanks follows a picture's end."""
    if data[end:].strip(BLANK):
        yield STRAYS


def _jpeg_end(data: bytes) -> int:
    """Return where a JPEG ends, with those that cameras put behind it; they are pictures too.

    Between the markers stand segments with their length, and the pixels, in which FF is no marker
    before 00 and D0 to D7.
    """
    at, pieces = 0, 0
    while data[at : at + 3] == b"\xff\xd8\xff":
        at += 2
        while (mark := _JPEG_MARKER.search(data, at)) and mark[1] != b"\xd9":
            at = mark.end() + int.from_bytes(data[mark.end() : mark.end() + 2], "big")
            pieces += 1
            if pieces > _MOST_PIECES:
                break
        if mark is None:
            return len(data)
        if pieces > _MOST_PIECES:
            raise Unreadable("图片的元数据太多")
        blanks = _BLANKS.match(data, mark.end())
        at, pieces = blanks.end() if blanks else mark.end(), pieces + 1
    return at


def _png(data: bytes) -> Iterator[Text]:
    """Read the chunks to the end; Pillow's own image stops at the pixels."""
    file = io.BytesIO(data)
    file.seek(8)
    stream = PngStream(file)
    for _ in range(_MOST_PIECES):
        name, at, size = stream.read()
        if name == b"IEND":
            yield from _behind(data, at + size + 4)
            return
        if name == b"eXIf":
            yield from _tiff(data[at : at + size])
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            stream.call(name, at, size)
            yield from _png_text(stream.im_text, packed=name == b"zTXt")
            stream.im_text.clear()
        file.seek(at + size + 4)
    raise Unreadable("图片的元数据太多")


def _png_text(texts: dict[str, str | iTXt], *, packed: bool) -> Iterator[Text]:
    """Yield what one chunk says; Pillow drops a damaged text in silence."""
    if not texts or (packed and not any(texts.values())):
        raise ValueError("damaged text chunk")
    for key, text in texts.items():
        said = str(text) if isinstance(text, iTXt) else _text(text.encode("latin-1"))
        if key.startswith("Raw profile type"):
            raw = bytes.fromhex("".join(said.split("\n")[3:]))
            yield from _marked(raw)
            yield from _iptc(raw)
        elif key == "XML:com.adobe.xmp":
            yield from _xmp(said)
        else:
            yield "图片文字", f"{key} {getattr(text, 'tkey', '')}: {said}"


def _gif(data: bytes) -> Iterator[Text]:
    """Read every comment; Pillow knows those before the first picture only."""
    file = io.BytesIO(data)
    file.seek(13 + _colours(data[10]))
    for _ in range(_MOST_PIECES):
        mark = file.read(1)
        if mark == b"!":
            label, body = file.read(1), _blocks(file)
            if label in (b"\xfe", b"\x01"):
                yield "图片注释", _text(body)
        elif mark == b",":
            file.seek(_colours(file.read(9)[8]) + 1, io.SEEK_CUR)
            _blocks(file)
        else:
            yield from _marked(data)
            yield from _behind(data, file.tell())
            return
    raise Unreadable("图片的元数据太多")


def _colours(flags: int) -> int:
    """Return the size in bytes of the colour table that a GIF's flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(file: io.BytesIO) -> bytes:
    """Return a GIF's chain of blocks, each after its length, up to an empty one."""
    return b"".join(iter(lambda: file.read((file.read(1) or b"\0")[0]), b""))


def _sized(data: bytes) -> Iterator[Text]:
    """Read a WebP or BMP, whose head says how long it is, where it says so."""
    yield from _marked(data)
    is_webp = data.startswith(b"RIFF")
    said = int.from_bytes(data[4:8] if is_webp else data[2:6], "little")
    if said:
        yield from _behind(data, said + 8 + said % 2 if is_webp else said)


def _marked(data: bytes) -> Iterator[Text]:
    """Find EXIF and XMP by their marks, wherever they stand."""
    for number, mark in enumerate(re.finditer(_EXIF_MARK, data)):
        if number > _MOST_BLOCKS:
            raise Unreadable("图片的元数据太多")
        yield from _tiff(data[mark.end() : mark.end() + MB])
    for packet in re.finditer(_XMP_PACKET, data):
        yield from _xmp(_text(packet[0]))


def _tiff(data: bytes) -> Iterator[Text]:
    """Read the directories of a TIFF or EXIF block, each once: pages, thumbnails, GPS."""
    file, head = io.BytesIO(data), data[:8]
    waiting, seen, tags = [(ImageFileDirectory_v2(head).next, True)], set[int](), 0
    while waiting:
        at, is_page = waiting.pop()
        if at in seen or (seen and not 8 <= at < len(data)):
            continue
        seen.add(at)
        file.seek(at)
        directory = ImageFileDirectory_v2(head)
        directory.load(file)
        tags += len(directory)
        pages = min(_MOST_PAGES, _MOST_TAG_BYTES // len(data))
        if tags > _MOST_PIECES or len(seen) > pages:
            raise Unreadable("图片的页或元数据太多；导出为 PDF 后再附")
        if is_page:
            waiting.append((directory.next, True))
        # The raw bytes: decoded, Chinese encodings come as Latin-1, each number as a fraction.
        for tag, raw in directory._tagdata.items():
            if tag in _DIRECTORIES:
                little = head.startswith(b"II")
                waiting.append((int.from_bytes(raw[:4], "little" if little else "big"), False))
            yield from _tag(tag, directory.tagtype[tag], raw)


def _tag(tag: int, kind: int, raw: bytes) -> Iterator[Text]:
    where = f"EXIF {_NAMES.get(tag, f'第{tag}项')}"
    if tag == _XMP:
        yield from _xmp(_text(raw))
    elif tag in (_IPTC, _PHOTOSHOP):
        yield from _iptc(raw)
    elif tag == _LONGITUDE and kind == _RATIONAL:
        yield LOCATION, "GPS"
    elif tag in _WINDOWS:
        yield where, raw.decode("utf-16-le", "replace")
    elif raw[:8] in _CODES:
        # Cameras don't agree on the order of the bytes.
        wide = [raw[8:].decode(order, "replace") for order in ("utf-16-le", "utf-16-be")]
        yield where, "\n".join(wide) if raw.startswith(b"UNICODE") else _text(raw[8:])
    elif kind == _ASCII:
        yield where, _text(raw)


def _iptc(raw: bytes) -> Iterator[Text]:
    """Yield the fields of all IPTC records: a mark, a number, two bytes of length, a text."""
    for field in re.finditer(rb"(?s)\x1c\x02[\x01-\xff](..)", raw):
        size = int.from_bytes(field[1], "big")
        yield "图片 IPTC", _text(raw[field.end() : field.end() + size])


def _xmp(packet: str) -> Iterator[Text]:
    """Yield the texts and attribute values of a packet, a line each."""
    if len(packet) > _MOST_CHARACTERS:
        raise Unreadable("图片的元数据太多")
    words = re.findall(r">([^<>]+)<|\s(?!xmlns)[\w:]+\s*=\s*[\"']([^\"'<>]+)[\"']", packet)
    said = [html.unescape(inner or value).strip() for inner, value in words]
    kept = [each for each in said if each and not each.startswith("http://ns.adobe")]
    yield "图片 XMP", "\n".join(kept)


def _text(raw: bytes) -> str:
    """Return metadata bytes as text: UTF-8 where they are, else GB18030."""
    raw = raw.rstrip(b"\0")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
