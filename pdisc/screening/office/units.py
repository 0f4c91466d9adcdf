"""Texts that are read as a whole though they stand in pieces, and written back piece by piece.

A Slot is one place: an element's text, what follows it, an attribute. A Leaf is what a reader takes
in as one text though Word cut it into runs, or Excel into cells. Writing back, what stays the same
stays in its place; what changes goes to the first slot that it touches and leaves the others, so
that the old text is nowhere.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from lxml import etree

from pdisc.screening.files.laid import Place, flat
from pdisc.screening.office.xmlpart import discard, is_discarded, local, writable

Replace = Callable[[str], str]
_LEVELS = (
    (re.compile(r"[^\n\t]*[\n\t]|[^\n\t]+"), 20_000),
    (re.compile(r"[0-9A-Za-z*]+|.", re.DOTALL), 2_000),
)
"""What texts are compared by, and how many at most: lines and cells, then words and characters."""
_HEADING = re.compile(r"(?![^\n]*[0-9]{8})[^\n]{1,20}")
MOST_COVERED = 16
"""How many columns a merged heading is read in at most."""
_MAY_KEEP_BLANKS = frozenset({"t", "delText", "instrText"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class TextSlot:
    """The text at the beginning of an element."""

    __slots__ = ("element",)
    holds = True

    def __init__(self, element: etree._Element) -> None:
        """Stand in an element."""
        self.element = element

    @property
    def text(self) -> str:
        """Return the element's text."""
        return self.element.text or ""

    def put(self, text: str) -> None:
        """Write another text there, its outer blanks kept."""
        self.element.text = writable(text) or None
        tag = self.element.tag
        if text != text.strip() and local(tag) in _MAY_KEEP_BLANKS and "drawingml" not in tag:
            self.element.set(_SPACE, "preserve")


class TailSlot:
    """The text that follows an element."""

    __slots__ = ("element",)
    holds = True

    def __init__(self, element: etree._Element) -> None:
        """Stand behind an element."""
        self.element = element

    @property
    def text(self) -> str:
        """Return what follows the element."""
        return self.element.tail or ""

    def put(self, text: str) -> None:
        """Write another text there."""
        self.element.tail = writable(text) or None


class AttributeSlot:
    """The value of one attribute."""

    __slots__ = ("element", "name")
    holds = True

    def __init__(self, element: etree._Element, name: str) -> None:
        """Stand at an attribute by its full name."""
        self.element = element
        self.name = name

    @property
    def text(self) -> str:
        """Return the value."""
        return self.element.get(self.name, "")

    def put(self, text: str) -> None:
        """Write another value there."""
        self.element.set(self.name, writable(text))


class MarkSlot:
    """An element that stands for a character, such as a tab or a line break."""

    __slots__ = ("_element", "_mark")
    holds = False

    def __init__(self, element: etree._Element, mark: str) -> None:
        """Stand at an element that reads as `mark`."""
        self._element = element
        self._mark = mark

    @property
    def text(self) -> str:
        """Return the character while the element is there."""
        return "" if is_discarded(self._element) else self._mark

    def put(self, text: str) -> None:
        """Take the element away; it can stand for no other text."""
        if text != self._mark:
            discard(self._element)


class Fixed:
    """Text that stands nowhere: a separator, or an XML comment, which is never written back."""

    __slots__ = ("text",)
    holds = False

    def __init__(self, text: str) -> None:
        """Hold the text."""
        self.text = text

    def put(self, text: str) -> None:
        """Do nothing: there is no place to write to."""


Slot = TextSlot | TailSlot | AttributeSlot | MarkSlot | Fixed
"""One place that has text; where `holds` is false it can't be given another one."""


class Leaf:
    """One text in one place, over any number of slots.

    `told` says that a larger text holds it, which is read in its stead; `pieces` are what that one
    is put together from.
    """

    __slots__ = ("joined", "numbers", "pieces", "separator", "slots", "told", "where")

    def __init__(self, where: str, slots: Sequence[Slot], *, joined: bool = False) -> None:
        """Name the place in words for people; `joined` says that it repeats other leaves."""
        self.where = where
        self.slots = slots
        self.joined = joined
        self.numbers = False
        self.told = False
        self.pieces: Sequence[Leaf] = ()
        self.separator = ""

    @property
    def text(self) -> str:
        """Return the slots' texts as one."""
        return "".join([slot.text for slot in self.slots])

    def apply(self, replace: Replace) -> None:
        """Write back what the function makes of the text, as it is read."""
        old = [slot.text for slot in self.slots]
        whole = spread(self)[0] if self.pieces else "".join(old)
        text = replace(whole)
        if text == whole:
            return
        shares = self._shares(old, list(edits(whole, text)))
        for slot, was, share in zip(self.slots, old, shares, strict=True):
            if share != was:
                slot.put(share)

    def _shares(self, old: list[str], changes: list[tuple[int, int, str]]) -> list[str]:
        """Return what each slot gets of the new text; a table's has as many characters as read."""
        shares = list(old)
        starts = [0, *accumulate(map(len, old))]
        for start, end, fresh in reversed(changes):
            first = max(bisect_right(starts, start, hi=len(old)) - 1, 0)
            last = max(bisect_right(starts, end - 1, hi=len(old)) - 1, first)
            home = self._home(first, last)
            for number in {home, *range(first, last + 1)}:
                size = len(old[number])
                a = min(max(start - starts[number], 0), size)
                b = min(max(end - starts[number], a), size)
                share = shares[number]
                shares[number] = share[:a] + (fresh if number == home else "") + share[b:]
        return shares

    def _home(self, first: int, last: int) -> int:
        """Return the slot for a change: among those it touches, else the next before or after."""
        order = [*range(first, last + 1), *range(first - 1, -1, -1), *range(last, len(self.slots))]
        return next((number for number in order if self.slots[number].holds), first)


def joint(where: str, leaves: Sequence[Leaf], separator: str, *, joined: bool = True) -> Leaf:
    """Return several leaves as one, side by side."""
    between = Fixed(separator)
    slots = [slot for leaf in leaves for slot in (between, *leaf.slots)]
    whole = Leaf(where, slots[1:], joined=joined)
    whole.pieces, whole.separator = leaves, separator
    return whole


def copied(leaf: Leaf) -> Leaf:
    """Return what a merged heading says, as it is read in another column or row that it covers."""
    text = leaf.text
    return Leaf("", [Fixed(text if _HEADING.fullmatch(text) else "")])


def spread(leaf: Leaf) -> tuple[str, list[Place]]:
    """Return a joined text as it is read, and the places in it.

    What stands in a row is a cell, whose lines and tabs read as blanks there.
    """
    out: list[str] = []
    places: list[Place] = []

    def put(text: str, at: int, where: str = "", *, in_row: bool = False) -> int:
        out.append(flat(text) if in_row else text)
        if where and text:
            places.append(Place(at, at + len(text), where, out[-1] != text))
        return at + len(text)

    def walk(leaf: Leaf, at: int, *, in_row: bool = False) -> int:
        if in_row or not leaf.pieces:
            return put(leaf.text, at, leaf.where, in_row=in_row)
        for number, piece in enumerate(leaf.pieces):
            at = put(leaf.separator, at) if number else at
            at = walk(piece, at, in_row=leaf.separator == "\t")
        return at

    walk(leaf, 0)
    return "".join(out), places


class Heap:
    """Unrelated texts of one part, told together and replaced one by one."""

    __slots__ = ("slots", "where")
    joined = numbers = told = False
    pieces = ()

    def __init__(self, where: str, slots: Sequence[Slot]) -> None:
        """Name the place in words for people."""
        self.where = where
        self.slots = slots

    @property
    def text(self) -> str:
        """Return each different text once."""
        return "；\n".join(dict.fromkeys(slot.text for slot in self.slots))

    def apply(self, replace: Replace) -> None:
        """Write back what the function makes of each text."""
        for slot in self.slots:
            Leaf("", [slot]).apply(replace)


Unit = Leaf | Heap


def edits(old: str, new: str, level: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield where two texts differ: start, end, and what is there instead."""
    if level == len(_LEVELS):
        left, right = _shared_ends(old, new)
        yield left, len(old) - right, new[left : len(new) - right]
        return
    piece, most = _LEVELS[level]
    before, after = piece.findall(old), piece.findall(new)
    head, tail = _shared_ends(before, after)
    ends = [0, *accumulate(map(len, before))]
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    for a, b, c, d in _blocks(*middle, most):
        was, fresh = "".join(before[head + a : head + b]), "".join(after[head + c : head + d])
        for start, end, text in edits(was, fresh, level + 1):
            yield ends[head + a] + start, ends[head + a] + end, text


def _blocks(old: list[str], new: list[str], most: int) -> Iterator[tuple[int, int, int, int]]:
    if len(old) > most:
        yield 0, len(old), 0, len(new)
        return
    for tag, *block in SequenceMatcher(a=old, b=new).get_opcodes():
        if tag != "equal":
            a, b, c, d = block
            yield a, b, c, d


def _shared_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how many items two sequences share at the start, and of the rest at the end."""
    head = _shared(one, other)
    room = min(len(one), len(other)) - head
    return head, _shared(one[::-1][:room], other[::-1][:room])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
