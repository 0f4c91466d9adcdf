"""Pieces of text that can be read as a whole and written back in parts.

A Slot is one place in a part: the text between two tags, or an attribute. A Leaf is what a reader
takes in as one text though Word cut it into runs. A Joint lays leaves side by side, as cells in a
row. Writing back keeps what stays the same in its place; a change goes to the first slot that it
touches and empties the rest, so that the old text is nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from pdisc.screening.office.xmlpart import XmlPart

Replace = Callable[[str], str]
_MOST_LINES_COMPARED = 2_000
_MAY_KEEP_BLANKS = frozenset({"<w:t>", "<w:delText>", "<w:instrText>", "<t>"})
"""Bare tags that may be told to keep outer blanks; DrawingML's <a:t> may not, nor need it."""


class Slot(Protocol):
    """One place that holds text."""

    @property
    def text(self) -> str:
        """What stands there now."""

    def put(self, text: str) -> None:
        """Write another text there."""


class TextSlot:
    """The text between two tags."""

    __slots__ = ("_index", "_part")

    def __init__(self, part: XmlPart, index: int) -> None:
        """Stand at an even piece of a part."""
        self._part = part
        self._index = index

    @property
    def text(self) -> str:
        """Return the text, entities resolved."""
        return self._part.text(self._index)

    def put(self, text: str) -> None:
        """Write another text there, its outer blanks kept."""
        self._part.put_text(self._index, text)
        opening = self._index - 1
        if text != text.strip() and self._part.pieces[opening] in _MAY_KEEP_BLANKS:
            self._part.put_attribute(opening, "xml:space", "preserve")


class AttributeSlot:
    """The value of one attribute."""

    __slots__ = ("_index", "_name", "_part")

    def __init__(self, part: XmlPart, index: int, name: str) -> None:
        """Stand at an attribute of a tag."""
        self._part = part
        self._index = index
        self._name = name

    @property
    def text(self) -> str:
        """Return the value, entities resolved."""
        return self._part.attributes(self._index).get(self._name, "")

    def put(self, text: str) -> None:
        """Write another value there."""
        self._part.put_attribute(self._index, self._name, text)


class MarkSlot:
    """A tag that stands for a character, such as a tab or a line break."""

    __slots__ = ("_index", "_mark", "_part")

    def __init__(self, part: XmlPart, index: int, mark: str) -> None:
        """Stand at a tag that reads as `mark`."""
        self._part = part
        self._index = index
        self._mark = mark

    @property
    def text(self) -> str:
        """Return the character while the tag is there."""
        return self._mark if self._part.pieces[self._index] else ""

    def put(self, text: str) -> None:
        """Take the tag away; a mark can hold no other text."""
        if text != self._mark and self._part.pieces[self._index].endswith("/>"):
            self._part.pieces[self._index] = ""


class Leaf:
    """One text in one place, over any number of slots."""

    __slots__ = ("joined", "slots", "where")

    def __init__(self, where: str, slots: Sequence[Slot], *, joined: bool = False) -> None:
        """Name the place in words for people."""
        self.where = where
        self.slots = slots
        self.joined = joined

    @property
    def text(self) -> str:
        """Return the slots' texts as one."""
        return "".join(slot.text for slot in self.slots)

    def put(self, text: str) -> None:
        """Write the text back: what differs goes to the first slot it touches."""
        old = [slot.text for slot in self.slots]
        if text == "".join(old):
            return
        first, last = _changed(old, text)
        first = next((n for n in range(first, -1, -1) if _holds(self.slots[n])), first)
        if not _holds(self.slots[first]):
            last = next((n for n in range(last, len(old)) if _holds(self.slots[n])), last)
        kept = sum(map(len, old[:first]))
        middle = text[kept : len(text) - sum(map(len, old[last + 1 :]))]
        home = next((n for n in range(first, last + 1) if _holds(self.slots[n])), first)
        for number in range(first, last + 1):
            self.slots[number].put(middle if number == home else "")

    def apply(self, replace: Replace) -> None:
        """Write back what the function makes of the text."""
        self.put(replace(self.text))


class Joint:
    """Several texts read as one, with a separator between them."""

    __slots__ = ("children", "joined", "separator", "where")

    def __init__(
        self, where: str, children: "Sequence[Unit]", separator: str, *, joined: bool = False
    ) -> None:
        """Join the children; `joined` says that each is given by itself, too."""
        self.where = where
        self.children = children
        self.separator = separator
        self.joined = joined

    @property
    def text(self) -> str:
        """Return the children's texts with the separator between them."""
        return self.separator.join(child.text for child in self.children)

    def put(self, text: str) -> None:
        """Give each child its share; where a separator went, the first child takes the block."""
        old = self.text
        if text == old or not self.children:
            return
        owners = [
            number
            for number, child in enumerate(self.children)
            for _ in range(child.text.count(self.separator) + 1)
        ]
        shares: list[list[str]] = [[] for _ in self.children]
        lines, fresh = old.split(self.separator), text.split(self.separator)
        for owner, line in _aligned(lines, fresh, owners):
            shares[owner].append(line)
        for child, share in zip(self.children, shares, strict=True):
            child.put(self.separator.join(share))

    def apply(self, replace: Replace) -> None:
        """Write back what the function makes of the whole."""
        self.put(replace(self.text))


class Heap(Joint):
    """Unrelated texts of one part, told together and replaced one by one."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return each different text once."""
        return self.separator.join(dict.fromkeys(child.text for child in self.children))

    def apply(self, replace: Replace) -> None:
        """Write back what the function makes of each text."""
        for child in self.children:
            child.apply(replace)


Unit = Leaf | Joint


def _aligned(old: list[str], new: list[str], owners: list[int]) -> Iterator[tuple[int, str]]:
    """Yield every new line with the owner of the old line whose place it takes."""
    if len(old) == len(new):
        yield from zip(owners, new, strict=True)
        return
    head = _shared(old, new)
    room = min(len(old), len(new)) - head
    tail = _shared(old[::-1][:room], new[::-1][:room])
    middle = slice(head, len(old) - tail), slice(head, len(new) - tail)
    yield from zip(owners[:head], new[:head], strict=True)
    yield from _blocks(old[middle[0]], new[middle[1]], owners, head)
    yield from zip(owners[len(old) - tail :], new[len(new) - tail :], strict=True)


def _blocks(
    old: list[str], new: list[str], owners: list[int], start: int
) -> Iterator[tuple[int, str]]:
    """Yield the lines of a stretch whose count changed; `old` begins at line `start`."""
    if len(old) > _MOST_LINES_COMPARED:
        changes = [("replace", 0, len(old), 0, len(new))]
    else:
        changes = list(SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes())
    for tag, a, b, c, d in changes:
        if tag == "equal":
            yield from zip(owners[start + a : start + b], new[c:d], strict=True)
        else:
            home = owners[min(start + a, len(owners) - 1)]
            yield from ((home, line) for line in new[c:d])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items two sequences have in common from their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _holds(slot: Slot) -> bool:
    return not isinstance(slot, MarkSlot)


def _changed(old: list[str], text: str) -> tuple[int, int]:
    """Return the first and the last slot that a new text changes."""
    whole = "".join(old)
    head = _shared(whole, text)
    room = min(len(whole), len(text)) - head
    tail = _shared(whole[::-1][:room], text[::-1][:room])
    ends = [0]
    for each in old:
        ends.append(ends[-1] + len(each))
    touched = [
        number
        for number in range(len(old))
        if ends[number + 1] > head and ends[number] < len(whole) - tail
    ]
    if touched:
        return touched[0], touched[-1]
    at = next((number for number in range(len(old)) if ends[number + 1] >= head), 0)
    return at, at
