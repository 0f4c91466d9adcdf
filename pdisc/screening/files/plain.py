"""Text and CSV files: decoded as Chinese offices write them, told by line or by cell."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

import msgspec

from pdisc.screening.files.box import LIMITS, MB, Unreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BAD_SHARE = 50
"""One character in so many may be unassigned or private before we doubt the encoding."""


class Decoded(msgspec.Struct, frozen=True):
    """A file's text, the encoding it came in, and the mark that stood before it."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes) -> Decoded:
    """Return bytes as text (UTF-8, UTF-16 with its mark, GB18030), or raise Unreadable."""
    if len(data) > LIMITS.text:
        raise Unreadable(f"文本超过{LIMITS.text // MB}MB")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data[len(mark) :], encoding.removesuffix("-sig"), mark)
    try:
        return _attempt(data, "utf-8", b"")
    except Unreadable:
        found = _attempt(data, "gb18030", b"")
    odd = sum(
        unicodedata.category(char) in ("Co", "Cn", "Cc") for char in set(found.text[:100_000])
    )
    if odd * _BAD_SHARE > len(set(found.text[:100_000])) + _BAD_SHARE * 4:
        raise Unreadable("编码不认识（不是 UTF-8、UTF-16 或 GB18030）")
    return found


def _attempt(data: bytes, encoding: str, mark: bytes) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, mark)
    except UnicodeDecodeError as error:
        raise Unreadable("不是文本文件，或编码不认识") from error


def text_parts(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (where, text, joined) for each line that says something, then for the whole."""
    lines = text.splitlines()
    said = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    for number, line in said:
        yield f"第{number}行", line, False
    if len(said) > 1:
        yield "全文（连读）", text, True


def csv_parts(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (where, text, joined) for each cell and row, or for lines where it is no table."""
    rows = csv_rows(text)
    if rows is None:
        yield from text_parts(text)
        return
    for number, row in enumerate(rows, 1):
        said = [(column, cell) for column, cell in enumerate(row, 1) if cell.strip()]
        for column, cell in said:
            yield f"第{number}行第{column}列", cell, False
        if len(said) > 1:
            yield f"第{number}行", "\t".join(row), True


def csv_rows(text: str) -> list[list[str]] | None:
    """Return the table, or None where the quotes or the lengths make no sense."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error:
        return None


def delimiter(text: str) -> str:
    """Return the separator of a table: what its first line has most of."""
    first = re.sub(r'"[^"]*"', "", text[:10_000].partition("\n")[0])
    return max(",;\t|", key=first.count)
