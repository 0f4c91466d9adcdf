"""What was painted over on a PDF page: a box hides a text from eyes, and copying brings it back.

The worker lets pypdf call `Paint.operator` for all that a page draws. A text counts as covered by a
box in black or white that is drawn after it, or in its own colour right under it.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Colour: TypeAlias = tuple[float, ...]

_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_ENDS = frozenset({b"n", b"S", b"s"})
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_COLOURS = frozenset({b"g", b"rg", b"k", b"sc", b"scn"})
_DARK, _LIGHT = 0.25, 0.97
_BLACK = (0.0, 0.0, 0.0)
_DOUBT = 0.05
"""By how much of itself a text may be shorter than it is taken for, as no font is asked."""

_MOST = 20_000
"""Boxes and texts of one page that are looked at."""


class Filled(NamedTuple):
    """A filled rectangle on the page, and its colour."""

    left: float
    low: float
    right: float
    high: float
    colour: Colour


class Said(NamedTuple):
    """A piece of text: where it begins, how far it goes at least, how large, and its colour."""

    x: float
    y: float
    width: float
    size: float
    colour: Colour


class Paint:
    """Follows what one page paints, and counts the texts that can't be seen for it."""

    def __init__(self) -> None:
        """Begin in black, as every page does."""
        self._colour: Colour = _BLACK
        self._kept: list[Colour] = []
        self._path: list[Filled] = []
        self._boxes: list[Filled] = []
        self._open: list[Said] = []
        self._looks = 0
        self._size = 0.0
        self.covered = 0

    def operator(
        self, name: bytes, given: Sequence[object], cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        """Take in one operator, with the matrices of the page and of its text."""
        if name in _COLOURS:
            self._colour = colour(given, self._colour)
        elif name == b"q":
            self._kept.append(self._colour)
        elif name == b"Q" and self._kept:
            self._colour = self._kept.pop()
        elif name == b"Tf" and len(given) > 1:
            self._size = _number(given[1])
        elif name == b"re" and len(given) == 4:
            self._path.append(_box([_number(each) for each in given], cm))
        elif name in _FILLS:
            self._filled()
        elif name in _ENDS:
            self._path.clear()
        elif name in _SHOWS:
            self._shown(given, cm, tm)

    def _filled(self) -> None:
        boxes = [each._replace(colour=self._colour) for each in self._path]
        self._path.clear()
        for box in boxes:
            self._looks += len(self._open)
            if self._looks > _MOST * 50 or len(self._boxes) > _MOST:
                return
            self._boxes.append(box)
            if _hides(box.colour):
                left = [said for said in self._open if not _lies_over(box, said)]
                self.covered += len(self._open) - len(left)
                self._open = left

    def _shown(self, given: Sequence[object], cm: Sequence[float], tm: Sequence[float]) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0])
        size = self._size * scale
        x, y = _at(tm[4], tm[5], cm)
        said = Said(x, y, _length(given) * size / 2, size, self._colour)
        under = next((box for box in reversed(self._boxes[-200:]) if _lies_over(box, said)), None)
        if under is not None and under.colour == said.colour:
            self.covered += bool(said.width)
        elif said.width and len(self._open) < _MOST:
            self._open.append(said)


def colour(given: Sequence[object], otherwise: Colour) -> Colour:
    """Return a colour as red, green and blue from 0 to 1; a pattern leaves it as it was."""
    numbers = [_number(each) for each in given if isinstance(each, (int, float))]
    if len(numbers) == 4:
        return tuple(1 - min(1.0, each + numbers[3]) for each in numbers[:3])
    return {1: tuple(numbers * 3), 3: tuple(numbers)}.get(len(numbers), otherwise)


def _hides(colour: Colour) -> bool:
    """Tell whether a colour is laid over a text to hide it: black or white, no marker's yellow."""
    return max(colour) <= _DARK or min(colour) >= _LIGHT


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _at(x: float, y: float, cm: Sequence[float]) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _box(given: Sequence[float], cm: Sequence[float]) -> Filled:
    x, y, width, height = given
    (a, b), (c, d) = _at(x, y, cm), _at(x + width, y + height, cm)
    return Filled(min(a, c), min(b, d), max(a, c), max(b, d), _BLACK)


def _lies_over(box: Filled, said: Said) -> bool:
    """Tell whether a box takes in a character at least, from near its foot to above its middle."""
    shared = min(box.right, said.x + said.width) - max(box.left, said.x)
    tall = box.low <= said.y + said.size * 0.2 and box.high >= said.y + said.size * 0.6
    return tall and shared >= said.size * 0.8 + said.width * _DOUBT


def _length(given: Sequence[object]) -> int:
    """Return how many half characters a text has: the bytes of its codes, outer blanks apart."""
    found = 0
    for each in given:
        if isinstance(each, (bytes, str)):
            found += len(each.strip())
        elif isinstance(each, (list, tuple)):
            found += _length(each)
    return found
