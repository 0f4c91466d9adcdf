"""The words in an image's metadata: EXIF, XMP, IPTC and comments. Pixels are never read.

A reader of our own, because Pillow weighs 20 MB, opens far more formats than we let in, and has to
be asked for each kind of metadata anyway.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Literal

from pdisc.screening.files.box import MB, Unreadable
from pdisc.screening.files.kinds import Kind

Text = tuple[str, str]
_MOST = 2_000
_MOST_CHARACTERS = 4 * MB
_MOST_BLOCKS = 20_000
_MOST_ENTRIES = 1_000
_LONGEST_VALUE = 64 << 10
_SOFTWARE = {
    270: "图像说明",
    271: "相机厂商",
    272: "相机型号",
    285: "页名",
    269: "文件名",
    305: "软件",
    315: "作者",
    316: "主机",
    306: "时间",
    33432: "版权",
    36867: "拍摄时间",
    37510: "用户注释",
    40091: "标题",
    40092: "备注",
    40093: "作者",
    40094: "关键词",
    40095: "主题",
    42032: "相机所有者",
    42033: "机身编号",
}
_NESTED = {34665, 34853, 40965}
_GPS = 34853
_GPS_NAMES = {1: "纬度", 2: "纬度", 3: "经度", 4: "经度", 29: "日期"}
_WIDTH = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_XMP_TAG, _IPTC_TAG = 700, 33723


def image_texts(data: bytes, kind: Kind) -> list[Text]:
    """Return (where, text) for all metadata that says something; raise Unreadable if damaged."""
    readers = {Kind.JPEG: _jpeg, Kind.PNG: _png, Kind.GIF: _gif, Kind.WEBP: _webp, Kind.TIFF: _tiff}
    found: list[Text] = []
    size = 0
    try:
        for where, text in readers.get(kind, _scanned)(data):
            size += len(text)
            if len(found) >= _MOST or size > _MOST_CHARACTERS:
                raise Unreadable("图片的元数据太多")
            if text := text.strip(" \0\r\n\t"):
                found.append((where, text))
    except (struct.error, IndexError, ValueError, zlib.error) as error:
        raise Unreadable("图片的元数据已损坏") from error
    return found


def _jpeg(data: bytes) -> Iterator[Text]:
    at = 2
    for _ in range(_MOST_BLOCKS):
        if at + 4 > len(data) or data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xDA, 0xD9):
            return
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield from _jpeg_segment(marker, data[at + 4 : at + 2 + size])
        at += 2 + max(size, 2)
    raise ValueError("too many segments")


def _jpeg_segment(marker: int, body: bytes) -> Iterator[Text]:
    if marker == 0xE1 and body.startswith(b"Exif\0\0"):
        yield from _tiff(body[6:])
    elif marker == 0xE1 and b"<" in body[:200]:
        yield from _xmp(body)
    elif marker == 0xED:
        yield from _iptc(body)
    elif marker == 0xFE:
        yield "图片注释", _text(body)


def _png(data: bytes) -> Iterator[Text]:
    at = 8
    for _ in range(_MOST_BLOCKS):
        if at + 8 > len(data):
            return
        size = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 8 : at + 8 + size]
        match data[at + 4 : at + 8]:
            case b"tEXt":
                yield "图片文字", _text(body.replace(b"\0", b": ", 1))
            case b"zTXt":
                key, _, packed = body.partition(b"\0")
                yield "图片文字", _text(key + b": " + _inflated(packed[1:]))
            case b"iTXt":
                yield from _itxt(body)
            case b"eXIf":
                yield from _tiff(body)
            case _:
                pass
        at += 12 + size
    raise ValueError("too many chunks")


def _itxt(body: bytes) -> Iterator[Text]:
    key, _, rest = body.partition(b"\0")
    packed, rest = rest[:1] == b"\1", rest[2:]
    _, _, rest = rest.partition(b"\0")
    translated, _, text = rest.partition(b"\0")
    text = _inflated(text) if packed else text
    if key == b"XML:com.adobe.xmp":
        yield from _xmp(text)
    else:
        yield "图片文字", _text(key + b" " + translated + b": " + text)


def _gif(data: bytes) -> Iterator[Text]:
    at = 13 + _colours(data[10])
    for _ in range(_MOST_BLOCKS):
        mark = data[at : at + 1]
        if mark == b"\x21":
            body, after = _blocks(data, at + 2)
            if data[at + 1] == 0xFE:
                yield "图片注释", _text(body)
            elif body.startswith(b"XMP Data"):
                yield from _xmp(data[at + 14 : after])
            at = after
        elif mark == b"\x2c":
            at = _blocks(data, at + 11 + _colours(data[at + 9]))[1]
        else:
            return
    raise ValueError("too many blocks")


def _colours(flags: int) -> int:
    """Return the size in bytes of the colour table that a GIF's flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """Return the first 64 KB of a chain of blocks, and where the chain ends."""
    parts: list[bytes] = []
    while at < len(data) and data[at]:
        if len(parts) < 256:
            parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(parts), at + 1


def _webp(data: bytes) -> Iterator[Text]:
    at = 12
    for _ in range(_MOST_BLOCKS):
        if at + 8 > len(data):
            return
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if data[at : at + 4] == b"EXIF":
            yield from _tiff(body.removeprefix(b"Exif\0\0"))
        elif data[at : at + 4] == b"XMP ":
            yield from _xmp(body)
        at += 8 + size + size % 2
    raise ValueError("too many chunks")


def _scanned(data: bytes) -> Iterator[Text]:
    """Find EXIF and XMP by their marks, where we don't know the container (HEIC)."""
    for match in list(re.finditer(rb"Exif\0\0(?=II\*\0|MM\0\*)", data))[:8]:
        yield from _tiff(data[match.end() :])
    for start in [match.start() for match in re.finditer(rb"<x:xmpmeta", data)][:8]:
        end = data.find(b"</x:xmpmeta>", start)
        yield from _xmp(data[start : end if end > 0 else start + MB])


def _xmp(body: bytes) -> Iterator[Text]:
    raw = body[body.find(b"<") :][:MB].decode("utf-8", "replace")
    words = re.findall(r">([^<>]+)<|\s(?!xmlns)[\w:]+\s*=\s*[\"']([^\"'<>]+)[\"']", raw)
    said = [unescape(inner or value).strip() for inner, value in words]
    text = "\n".join(each for each in said if each and not each.startswith("http://ns.adobe"))
    yield "图片 XMP", text


def _iptc(body: bytes) -> Iterator[Text]:
    at = body.find(b"\x1c\x02")
    while at >= 0 and at + 5 <= len(body) and body[at] == 0x1C:
        size = int.from_bytes(body[at + 3 : at + 5], "big")
        if body[at + 1] == 2 and body[at + 2] != 0:
            yield "图片 IPTC", _text(body[at + 5 : at + 5 + size])
        at += 5 + size


def _tiff(data: bytes) -> Iterator[Text]:
    """Walk the directories of a TIFF, each once, and yield what its text tags say."""
    order = "<" if data[:2] == b"II" else ">"
    waiting = [(struct.unpack_from(f"{order}I", data, 4)[0], False)]
    seen: set[int] = set()
    while waiting and len(seen) < 64:
        at, gps = waiting.pop()
        if at in seen or not 8 <= at <= len(data) - 2:
            continue
        seen.add(at)
        count = min(struct.unpack_from(f"{order}H", data, at)[0], (len(data) - at - 2) // 12)
        for number in range(min(count, _MOST_ENTRIES)):
            entry = _entry(data, order, at + 2 + 12 * number)
            if entry[0] in _NESTED:
                waiting.append((int.from_bytes(entry[2][:4], _byte_order(order)), entry[0] == _GPS))
            else:
                yield from _tag(order, entry, gps=gps)
        after = at + 2 + 12 * count
        if after + 4 <= len(data):
            waiting.append((struct.unpack_from(f"{order}I", data, after)[0], False))


def _entry(data: bytes, order: str, at: int) -> tuple[int, int, bytes]:
    """Return an entry's tag, type and raw value."""
    tag, kind, count = struct.unpack_from(f"{order}HHI", data, at)
    size = _WIDTH.get(kind, 1) * min(count, _LONGEST_VALUE)
    start = at + 8 if size <= 4 else struct.unpack_from(f"{order}I", data, at + 8)[0]
    return tag, kind, data[start : start + size]


def _tag(order: str, entry: tuple[int, int, bytes], *, gps: bool) -> Iterator[Text]:
    tag, kind, raw = entry
    if gps:
        if tag in _GPS_NAMES:
            yield f"拍摄位置（{_GPS_NAMES[tag]}）", _coordinates(order, kind, raw)
    elif tag == _XMP_TAG:
        yield from _xmp(raw)
    elif tag == _IPTC_TAG:
        yield from _iptc(raw)
    elif 40091 <= tag <= 40095:
        yield f"EXIF {_SOFTWARE[tag]}", raw.decode("utf-16-le", "replace")
    elif tag == 37510:
        yield "EXIF 用户注释", _user_comment(raw, order)
    elif kind == 2:
        yield f"EXIF {_SOFTWARE.get(tag, tag)}", _text(raw)


def _user_comment(raw: bytes, order: str) -> str:
    code, body = raw[:8], raw[8:]
    if code.startswith(b"UNICODE"):
        return body.decode("utf-16-le" if order == "<" else "utf-16-be", "replace")
    return _text(body)


def _coordinates(order: str, kind: int, raw: bytes) -> str:
    if kind != 5:
        return _text(raw)
    numbers = struct.unpack(f"{order}{len(raw) // 8 * 2}I", raw[: len(raw) // 8 * 8])
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return " ".join(f"{top / bottom:g}" for top, bottom in pairs if bottom)


def _byte_order(order: str) -> Literal["little", "big"]:
    return "little" if order == "<" else "big"


def _inflated(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(packed, MB)
    if unpacker.unconsumed_tail:
        raise ValueError("too much text")
    return text


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(raw: bytes) -> str:
    """Return metadata bytes as text: UTF-8 where they are, else GB18030."""
    raw = raw.rstrip(b"\0")
    return raw.decode("utf-8" if _is_utf8(raw) else "gb18030", "replace")
