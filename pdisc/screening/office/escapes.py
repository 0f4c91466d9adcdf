"""What XML can't hold, as Excel and the properties write it: `_x000D_` (ST_Xstring)."""

import re

from pdisc.screening.office.units import AttributeSlot, TextSlot

_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_MUST_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


class EscapedText(TextSlot):
    """An element's text with such escapes."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the text that Excel shows."""
        return unescaped(super().text)

    def put(self, text: str) -> None:
        """Write a text, escaped as Excel does."""
        super().put(escaped(text))


class EscapedAttribute(AttributeSlot):
    """An attribute's value with such escapes: a sheet's name, a table's column."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the value that Excel shows."""
        return unescaped(super().text)

    def put(self, text: str) -> None:
        """Write a value, escaped as Excel does."""
        super().put(escaped(text))


def unescaped(raw: str) -> str:
    """Return a text with its escapes as the characters they stand for."""
    return _ESCAPED.sub(_characters, raw) if "_x" in raw else raw


def escaped(text: str) -> str:
    """Return a text as Excel writes it."""
    return _MUST_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _characters(match: re.Match[str]) -> str:
    units = bytes.fromhex("".join(match[0].replace("_", " ").replace("x", "").split()))
    try:
        return units.decode("utf-16-be")
    except UnicodeDecodeError:
        return match[0]
