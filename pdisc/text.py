"""Text from people: cleaned when it comes in, made visible and measured when it goes out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

Align = Literal["left", "right", "center"]

# Patterns stay strings: re compiles and keeps each on its first use, and most commands, whose
# speed is their start, need none of them.
UNSEEN = (
    r"\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
"""Characters that nobody sees, or that steer a terminal: the inside of a class of a pattern."""
_PICTURE = r"\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
"""Signs that are drawn as emoji, and the selector that asks for it: the inside of a class."""
_CONTROL = rf"(?P<joint>(?<=[{_PICTURE}])\u200d(?=[{_PICTURE}]))|[\x00-\x1f{UNSEEN}]"

_BLANKS = " \t\r\n\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_BREAK = r"[\n\r\x0b\x0c\x85\u2028\u2029]"
_NONCHARACTERS = "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
_UNSTORABLE = rf"[\x00\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"

_OPENING = "（《「『【〔〈“‘([{"
_CLOSING = "，。、；：）》」』】〕〉”’！？…—％)]},.;:!?%"
_TONES = "\U0001f3fb-\U0001f3ff"
_FOLLOWERS = rf"[\u0300-\u036f\u20d0-\u20f0\u3099\u309a\ufe00-\ufe0f{_TONES}\U000e0100-\U000e01ef]*"
_SIGN = rf"(?:[!-\u10ff]+|[^ ]){_FOLLOWERS}(?:\u200d[^ ]{_FOLLOWERS})*"
_ATOM = f" +|[{re.escape(_OPENING)}]*{_SIGN}[{re.escape(_CLOSING)}]*"
_DRAWN = rf"[#*0-9©®‼⁉™ℹ{_PICTURE}]\ufe0f|\u200d[{_PICTURE}]|[{_PICTURE}][{_TONES}]"
"""Where characters take other room together than each alone: as emoji, joined, in a tone."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011", "- ")


def visible(text: str, *, keep_newlines: bool = False) -> str:
    r"""Return the text with every unseen or steering character as an escape such as `\x1b`.

    A tab becomes a space. Newlines (CRLF too) stay only with `keep_newlines`, and what joins two
    emoji into one. Applying it twice changes nothing.
    """
    if text.isprintable():
        return text
    text = text.replace("\t", " ")
    if keep_newlines:
        return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))
    return re.sub(_CONTROL, _escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if match["joint"]:
        return char
    if char in "\n\r":
        return "\\n" if char == "\n" else "\\r"
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cell_width(text: str) -> int:
    """Return how many terminal cells the text takes: 2 for wide, 0 for combining, else 1.

    What is drawn as one emoji takes 2.
    """
    return len(text) if text.isascii() else sum(_widths(text))


def _widths(text: str) -> Iterable[int]:
    """Return how many cells each character adds to those before it."""
    alone = list(map(_char_width, text))
    if "\ufe0f" not in text and "\u200d" not in text and max(text, default="") < _TONES[0]:
        return alone  # as nearly all are: no pattern is compiled for them
    for match in re.finditer(_DRAWN, text):
        last = match.end() - 1
        alone[last] = 2 - alone[last - 1] if match[0][-1] == "\ufe0f" else 0
    return alone


@lru_cache(maxsize=8192)
def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int, align: Align = "left") -> str:
    """Return the text filled with spaces to `width` cells; a longer text is returned whole."""
    room = max(width - cell_width(text), 0)
    left = {"left": 0, "right": room, "center": room // 2}[align]
    return " " * left + text + " " * (room - left)


def cut(text: str, width: int) -> str:
    """Return at most `width` cells of the text; what was cut off shows as a final `…`."""
    if cell_width(text) <= width:
        return text
    return text[: _fitting(text, width - 1)] + "…" if width > 0 else ""


def _fitting(text: str, width: int) -> int:
    """Return how many characters, combining ones included, fit into `width` cells."""
    used = 0
    for index, cells in enumerate(_widths(text)):
        used += cells
        if used > width:
            return index
    return len(text)


def wrap(text: str, width: int) -> list[str]:
    """Return lines of at most `width` cells (2 at least); nothing but blanks at a break is lost.

    Chinese breaks anywhere but before closing and after opening punctuation; ASCII words stay
    whole where they fit. A newline in the text always breaks.
    """
    width = max(width, 2)
    return [line for paragraph in text.split("\n") for line in _filled(paragraph, width)]


def _filled(paragraph: str, width: int) -> Iterator[str]:
    if cell_width(paragraph) <= width:  # as most cells do: then no pattern is even compiled
        yield paragraph.rstrip(" ")
        return
    line, room = "", width
    for piece in _pieces(paragraph, width):
        size = cell_width(piece)
        if size > room:
            if line.strip(" "):
                yield line.rstrip(" ")
            piece = piece.lstrip(" ")
            line, room, size = "", width, cell_width(piece)
        line, room = line + piece, room - size
    yield line.rstrip(" ")


def _pieces(paragraph: str, width: int) -> Iterator[str]:
    """Yield what must stay on one line, cut by force only where it is wider than a line."""
    for match in re.finditer(_ATOM, paragraph):
        atom = match[0]
        while cell_width(atom) > width:
            end = _forced_break(atom, width)
            yield atom[:end]
            atom = atom[end:]
        yield atom


def _forced_break(atom: str, width: int) -> int:
    """Return where to cut an overlong atom, one character earlier than in mid-punctuation."""
    end = _fitting(atom, width)
    body = len(atom[:end].rstrip(_CLOSING))
    return body - 1 if atom[end] in _CLOSING and body > 1 else end


def crockford(data: bytes, length: int) -> str:
    """Return the first `length` × 5 bits of the data as Crockford base32 characters.

    Raises ValueError where the data holds fewer bits than that.
    """
    spare = len(data) * 8 - length * 5
    if spare < 0:
        raise ValueError(f"{len(data)} bytes are too few for {length} characters")
    number = int.from_bytes(data, "big") >> spare
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))


def grouped(text: str, size: int = 4) -> str:
    """Return the characters in groups joined by hyphens: `K7QF-2M9X`."""
    return "-".join(text[start : start + size] for start in range(0, len(text), size))


def ungrouped(text: str) -> str:
    """Return typed Crockford characters as `crockford` writes them: O is 0, I and L are 1."""
    return unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)


def length_of(text: str) -> str:
    """Return in words how long a text is: its paragraphs, and its signs without the blanks."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    return f"{len(paragraphs)}段，{len(''.join(text.split()))}个字"


def halfwidth(text: str) -> str:
    """Return what was typed in a Chinese input method as a keyboard writes it: ２０２６ is 2026.

    For codes, dates, numbers and names of options; never for what is kept as text.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return trimmed(plain)


def trimmed(text: str) -> str:
    """Return a text without the blanks round it; control signs are none, other than to Python."""
    return text.strip(_BLANKS)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return what a person most likely meant by a mistyped word, or None."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=cutoff)), None)


def or_rather(near: str | None) -> str:
    """Return the question whether that was meant; empty for None."""
    return f"，是不是 {near}？" if near else ""


def one_newline(text: str) -> str:
    r"""Return the text with every line ended alike: \r\n and \r are \n."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def clean_line(text: str) -> str:
    """Return one line with outer blanks trimmed, otherwise as typed.

    Raises ValueError, with a Chinese reason, for a line break and for what `clean_text` refuses.
    """
    text = clean_text(text)
    if match := re.search(_LINE_BREAK, text):
        raise ValueError(f"只能写一行，第 {match.start() + 1} 个字符是换行")
    return text


def clean_text(text: str) -> str:
    """Return the text with outer blanks (U+3000 too) trimmed, otherwise as typed.

    Raises ValueError, with a Chinese reason, for NUL, lone surrogates and non-characters.
    """
    text = trimmed(text)
    if not text.isprintable() and (match := re.search(_UNSTORABLE, text)):
        code = ord(match[0])
        kind = "空字符" if not code else "半个字符" if 0xD800 <= code <= 0xDFFF else "非字符"
        raise ValueError(f"第 {match.start() + 1} 个字符是{kind}（U+{code:04X}），不能保存")
    return text
