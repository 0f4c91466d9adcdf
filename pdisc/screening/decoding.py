"""Bytes as text, for every road a text or file comes in: what isn't surely read is refused.

GB18030 gives some character to nearly every pair of bytes, so that it can be decoded proves
nothing. Two things speak against it: that hardly a character is a common one, and another encoding
by which the same bytes are nothing but common characters (Big5, Shift-JIS).
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 200_000
_LEAST_COMMON, _COMMON_OF = 0.35, 4
"""GB18030 is doubted where less than this of four or more different characters is common.

In running text nearly all are, in a list of rare names four in ten, in damaged UTF-8 two in ten.
"""

_RIVAL = 0.9
"""How much of a text another encoding must make common characters of."""

_SHIFTS = (b"\x1b$", b"\x1b(")
"""How ISO-2022 begins, which writes Chinese in plain letters; HZ stands between ~{ and ~}."""

_DOUBT = "编码不认识（不是 UTF-8、UTF-16 或 GB18030）"
_NO_TEXT = "不是文本文件，或编码不认识"
_CONTROLS = str.maketrans("", "", "".join(map(chr, (*range(9), *range(0x0E, 0x1B), 0x7F))))


class Undecodable(Exception):
    """Bytes that aren't surely a text; the text is the Chinese reason."""


class Decoded(NamedTuple):
    """A text, the encoding it came in, and the mark that stood before it."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes) -> Decoded:
    """Return bytes as text (UTF-8, UTF-16 with its mark, GB18030), or raise Undecodable."""
    found = _read(data)
    if found is None or len(found.text.translate(_CONTROLS)) < len(found.text):
        raise Undecodable(_NO_TEXT)
    if _is_shifted(data) or (found.encoding == "gb18030" and _is_doubtful(data)):
        raise Undecodable(_DOUBT)
    return found


def _read(data: bytes) -> Decoded | None:
    """Return what the first encoding that can read the bytes makes of them."""
    marked = next((each for each in _MARKS if data.startswith(each[0])), None)
    tried = (marked,) if marked else ((b"", "utf-8"), (b"", "gb18030"))
    for mark, encoding in tried:
        with suppress(UnicodeDecodeError):
            return Decoded(data[len(mark) :].decode(encoding), encoding, mark)
    return None


def _is_shifted(data: bytes) -> bool:
    """Tell whether plain letters hide Chinese, as ISO-2022 and HZ write it."""
    if any(shift in data for shift in _SHIFTS):
        return True
    return b"~{" in data and data.isascii() and b"~}" in data.partition(b"~{")[2]


def _is_doubtful(data: bytes) -> bool:
    """Tell whether bytes that can be read as GB18030 may be something else."""
    lines = (line for line in data.split(b"\n") if not line.isascii())
    sample = b"\n".join(lines)[:_SAMPLE]
    used = set(sample.decode("gb18030", "ignore"))
    common, counted = _common(used, "gb18030", _is_level_1)
    if counted >= _COMMON_OF and common < _LEAST_COMMON:
        return True
    rivals = (
        _common(set(sample.decode(encoding, "replace")), encoding, of)
        for encoding, of in _RIVALS.items()
    )
    return any(share >= _RIVAL and share > common for share, of in rivals if of)


def _common(
    used: Iterable[str], encoding: str, is_common: Callable[[bytes], bool | None]
) -> tuple[float, int]:
    """Return the share of common characters among those that count, and how many count."""
    wide = (char for char in used if not char.isascii())
    codes = (char.encode(encoding) if _is_in(char, encoding) else b"" for char in wide)
    told = [told for code in codes if (told := is_common(code)) is not None]
    return (sum(told) / len(told) if told else 0.0), len(told)


def _is_in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_level_1(code: bytes) -> bool | None:
    """Tell whether a character is of GB 2312's first level; its punctuation doesn't count."""
    if len(code) == 2 and code[0] in range(0xA1, 0xA4) and code[1] >= 0xA1:
        return None
    return len(code) == 2 and code[0] in range(0xB0, 0xD8) and code[1] >= 0xA1


def _is_common_big5(code: bytes) -> bool | None:
    if len(code) == 2 and code[0] in range(0xA1, 0xA4):
        return None
    return len(code) == 2 and code[0] in range(0xA4, 0xC7)


def _is_common_japanese(code: bytes) -> bool | None:
    """Tell whether a character is kana or a usual kanji; half-width kana don't count."""
    if len(code) == 1 or code[:1] == b"\x81":
        return None
    return len(code) == 2 and code[0] in (0x82, 0x83, *range(0x88, 0x99))


_RIVALS = {"cp950": _is_common_big5, "cp932": _is_common_japanese}
"""What else Chinese and Japanese texts come in, and which of its characters are common."""
