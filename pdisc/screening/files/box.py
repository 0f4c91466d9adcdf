"""A zip opened with care: everything is measured before anything is unpacked."""

import io
import zipfile
from pathlib import PurePosixPath

import msgspec

from pdisc.text import visible

MB = 1 << 20


class Unreadable(Exception):
    """A file or a part of one that can't be read; the text is the Chinese reason."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a file may hold before it is refused unread; sizes in bytes."""

    file: int = 50 * MB
    text: int = 16 * MB
    members: int = 5_000
    unpacked: int = 200 * MB
    ratio: int = 200
    ratio_from: int = 8 * MB
    xml_part: int = 32 * MB
    xml_total: int = 96 * MB
    tags: int = 1_500_000
    parts: int = 1_000_000


LIMITS = Limits()
BLANK = b"\0 \t\r\n\x1a"
"""Bytes that say nothing, wherever they stand in a file."""
_DIRECTORY_SIZE = 2 * MB
_END = b"PK\x05\x06"
_LOCAL_HEAD, _DESCRIPTOR = 30, 24
"""The sizes in bytes of what stands before a member's name, and at most behind its data."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Box:
    """A zip whose members can be read; made only after all limits are kept."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        """Open the zip, or raise Unreadable with the reason."""
        _check_directory(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            # what opening a damaged zip is known to raise; extract.py catches the rest
            raise Unreadable("压缩结构已损坏") from error
        if not all(info.filename for info in self._zip.infolist()):
            raise Unreadable("内部有没有名字的文件")
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        _check_members(infos, limits)
        self.ignored = tuple(info.filename for info in infos if not _is_plain(info.filename))
        self._infos = {info.filename: info for info in infos if _is_plain(info.filename)}
        self.comments = _comments(self._zip, infos)
        self.has_strays = _has_strays(data, self._zip)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members that stay inside, in their order."""
        return tuple(self._infos)

    def size(self, name: str) -> int:
        """Return a member's unpacked size in bytes, as declared and enforced."""
        return self._infos[name].file_size

    def read(self, name: str) -> bytes:
        """Return a member's bytes, or raise Unreadable where it is damaged."""
        try:
            return self._zip.read(self._infos[name])
        except KeyError:
            raise Unreadable(f"缺少内部部件：{visible(name)}") from None
        except Exception as error:  # zlib, struct, zipfile, OSError: each way to be damaged
            raise Unreadable(f"内部部件已损坏：{visible(name)}") from error


def _check_directory(data: bytes, limits: Limits) -> None:
    """Read the zip's own count before the library makes an object for each member."""
    at = data.rfind(_END, max(len(data) - 65_557, 0))
    if at < 0 or len(data) < at + 22:
        raise Unreadable("压缩结构已损坏（可能没有传完）")
    count = int.from_bytes(data[at + 10 : at + 12], "little")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if count > limits.members or size > _DIRECTORY_SIZE:
        raise Unreadable(f"内部文件超过{limits.members}个")


def _has_strays(data: bytes, opened: zipfile.ZipFile) -> bool:
    """Tell whether bytes stand before, between or behind what the zip knows of."""
    end, pieces = 0, []
    for info in sorted(opened.infolist(), key=lambda info: info.header_offset):
        pieces.append(data[end : info.header_offset])
        at = info.header_offset + _LOCAL_HEAD
        sizes = data[at - 4 : at]
        named = int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
        end = at + named + info.compress_size
    pieces.append(data[end : opened.start_dir])
    last = data.rfind(_END)
    comment = int.from_bytes(data[last + 20 : last + 22], "little")
    behind = data[last + 22 + comment :]
    return bool(behind.strip(BLANK)) or any(
        len(piece) > _DESCRIPTOR and piece.strip(BLANK) for piece in pieces
    )


def _check_members(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise Unreadable(f"内部文件超过{limits.members}个")
    if sum(info.file_size for info in infos) > limits.unpacked:
        raise Unreadable(f"解压后超过{limits.unpacked // MB}MB")
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise Unreadable("内部有同名文件")
    for info in infos:
        if info.flag_bits & 1:
            raise Unreadable("压缩包已加密")
        if info.compress_type not in _METHODS:
            raise Unreadable("压缩方法不认识")
        swollen = info.file_size > limits.ratio * max(info.compress_size, 1)
        if swollen and info.file_size > limits.ratio_from:
            raise Unreadable(f"压缩比超过{limits.ratio}倍，可能是压缩炸弹")


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name)


def _comments(opened: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> tuple[str, ...]:
    raw = (opened.comment, *(info.comment for info in infos))
    return tuple(each.decode("utf-8", "replace") for each in raw if each)
