"""One XML part as a list of pieces, so that text can be read and replaced and all else kept.

The part is checked once: an encoding we know, no DTD, well-formed by expat. After that a regular
expression cuts it exactly: even pieces are text, odd pieces are tags. What isn't touched is written
back as it came, prefixes and order included, which tree libraries don't promise.
"""

import re
from collections.abc import Callable, Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape

from pdisc.screening.files.box import LIMITS, Limits, Unreadable

_TAG = re.compile(r"(<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>)")
_NAME = re.compile(r"</?(?:[^\s/>:]+:)?([^\s/>:]+)")
_ATTRIBUTE = re.compile(r"\s([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ASIDE = re.compile(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<\?(.*?)\?>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHORT_TAG = 24
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class XmlPart:
    """A part's pieces; `asides` are its comments and instructions, which never come back."""

    def __init__(self, name: str, data: bytes, limits: Limits = LIMITS) -> None:
        """Check and cut a part, or raise Unreadable."""
        self.name = name
        text = _checked(name, data, limits)
        self.asides: list[str] = []
        text = _ASIDE.sub(self._set_aside, text)
        if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
            raise Unreadable(f"XML 部件含 DTD，拒绝读取：{name}")
        self.pieces: list[str] = _TAG.split(text)

    def _set_aside(self, match: re.Match[str]) -> str:
        comment, quoted, instruction = match.groups()
        if quoted is not None:
            return escape(quoted)
        aside = comment if comment is not None else instruction
        if not aside.startswith("xml "):
            self.asides.append(aside.strip())
        return ""

    def tags(self) -> Iterator[tuple[int, str, bool, bool]]:
        """Yield index, local name, whether it opens, whether it closes, for every tag."""
        known: dict[str, tuple[str, bool, bool]] = {}
        for index in range(1, len(self.pieces), 2):
            piece = self.pieces[index]
            if (found := known.get(piece)) is None:
                match = _NAME.match(piece)
                if not match:
                    continue
                closes = piece.startswith("</")
                found = match[1], not closes, closes or piece.endswith("/>")
                if len(piece) < _SHORT_TAG:
                    known[piece] = found
            yield index, *found

    def text(self, index: int) -> str:
        """Return the text of an even piece, its entities resolved."""
        return unescaped(self.pieces[index])

    def put_text(self, index: int, text: str) -> None:
        """Replace the text of an even piece."""
        self.pieces[index] = escape(_UNWRITABLE.sub("", text))

    def attributes(self, index: int) -> dict[str, str]:
        """Return a tag's attributes by their full names."""
        piece = self.pieces[index]
        if "=" not in piece:
            return {}
        return {name: unescaped(value[1:-1]) for name, value in _ATTRIBUTE.findall(piece)}

    def put_attribute(self, index: int, name: str, value: str | None) -> None:
        """Set an attribute of a tag, or take it away with None."""
        added = "" if value is None else f' {name}="{_quoted(value)}"'
        pattern = rf"\s{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')"
        piece, count = re.subn(pattern, lambda _: added, self.pieces[index], count=1)
        if not count:
            piece = re.sub(r"(\s*/?>)$", lambda end: added + end[1], piece)
        self.pieces[index] = piece

    def blank(self, start: int, end: int) -> None:
        """Empty the pieces from `start` up to and without `end`."""
        self.pieces[start:end] = [""] * (end - start)

    def data(self) -> bytes:
        """Return the part as UTF-8, without comments."""
        return (_DECLARATION + "".join(self.pieces).lstrip()).encode()


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def unescaped(raw: str) -> str:
    """Return raw XML text as the text it stands for."""
    return _ENTITY.sub(_resolved, raw) if "&" in raw else raw


def _resolved(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name, match[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def _quoted(value: str) -> str:
    entities = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return escape(_UNWRITABLE.sub("", value), entities)


def _checked(name: str, data: bytes, limits: Limits) -> str:
    """Return the part as text, or raise Unreadable."""
    if len(data) > limits.xml_part:
        raise Unreadable(f"XML 部件太大：{name}")
    text = _decoded(name, data)
    if text.count("<") > limits.tags:
        raise Unreadable(f"XML 部件的标记太多：{name}")
    if name.endswith(".vml"):  # Excel writes unclosed <br> into those
        text = re.sub(r"<br\s*>", "<br/>", text)
    _check_form(name, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(name: str, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        match = _DECLARED.match(data[:300].removeprefix(b"\xef\xbb\xbf"))
        encoding = match[1].decode().lower() if match else "utf-8"
    if encoding not in ("utf-8", "utf8", "utf-16", "us-ascii", "ascii"):
        raise Unreadable(f"XML 部件的编码不合规：{name}")
    try:
        return data.decode("utf-16" if encoding == "utf-16" else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"XML 部件已损坏：{name}") from error


def _check_form(name: str, text: str) -> None:
    """Raise Unreadable unless expat takes the whole text and meets no DTD on the way."""
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _refusal(name)
    parser.EntityDeclHandler = _refusal(name)
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise Unreadable(f"XML 部件已损坏：{name}") from error


def _refusal(name: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise Unreadable(f"XML 部件含 DTD，拒绝读取：{name}")

    return refuse
