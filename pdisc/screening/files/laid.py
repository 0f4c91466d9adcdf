"""A file's texts laid out as people read them: one text, with the way back to each place in it.

The cells of a row are parted by tabs, rows by a tab and a line break; a break within a cell reads
as a blank there, so that columns stay columns, and the cell is read once more by itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from pdisc.screening import checks

END_OF_ROW = "\t\n"
"""Between the rows of a table; the tab keeps the numbers of two rows apart."""

_PARTING = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x85\u2028\u2029", " "))
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_DIGIT = "[0-9０-９]"
_BOXES = re.compile(rf"(?<![^\t\n]){_DIGIT}(?:\t{{1,2}}+[0-9０-９XxＸｘ](?![^\t\n])){{5,}}+")
"""A row of boxes, each with one digit."""
_LABELLED = re.compile(
    r"(?:身份证|证件|证号|手机|电话|卡号|账号|帐号|存折|号码)[^\t\n0-9]{0,10}+\t"
    rf"({_DIGIT}{{1,18}}+(?:\t{_DIGIT}{{1,18}}+){{1,18}}+(?:\t?[XxＸｘ])?+)(?![^\t\n])"
)
"""A number over several cells, behind the cell that names it."""
_SPLIT_ID = re.compile(
    r"(?<![^\t\n])(?=([1-9](?:\t?[0-9]){5}\t?(?:1\t?9|2\t?0)(?:\t?[0-9]){2}\t?[01]\t?[0-9]\t?"
    r"[0-3]\t?[0-9](?:\t?[0-9]){3}\t?[0-9Xx])(?![^\t\n]))"
)
_LABEL_REACH = 30
_BEYOND = 1 << 62


class Place(NamedTuple):
    """Where in a text a cell, a paragraph or a page stands, and what that is called.

    One that is read by itself as well, `alone`, is in the text for the sake of its neighbours.
    """

    start: int
    end: int
    where: str
    alone: bool = False


class Part(msgspec.Struct, frozen=True):
    """One text of a file, with its places, if it has several.

    `joined` marks one that only repeats others, side by side; `numbers` that it is read for nothing
    but numbers. Where its places are `rows`, their cells are told by tabs, and of those that are
    read by themselves as well `apart` has the starts: a large table has too many to be listed.
    """

    where: str
    text: str
    joined: bool = False
    numbers: bool = False
    places: Sequence[Place] = ()
    rows: bool = False
    apart: frozenset[int] = frozenset()

    @property
    def has_alone(self) -> bool:
        """Return whether some of its places are read by themselves as well."""
        return bool(self.apart) or any(place.alone for place in self.places)

    def under(self, prefix: str) -> "Part":
        """Return the part as one of something larger, of which its places say the name."""
        if not prefix:
            return self
        places = [place._replace(where=prefix + place.where) for place in self.places]
        return msgspec.structs.replace(self, where=prefix + self.where, places=places)

    def each_place(self) -> Iterator[Place]:
        """Yield all places of the text, or itself where it has none."""
        for place in self.places or (Place(0, len(self.text), self.where),):
            at = place.start
            while self.rows and at < place.end:
                cell = self._cell(place, at)
                at = cell.end + 1
                if cell.start < cell.end:
                    yield cell
            if not self.rows:
                yield place

    def place_at(self, start: int, end: int) -> Place | None:
        """Return the place that a piece of the text begins in, or None where it is only a copy."""
        if not self.places:
            return Place(0, len(self.text), self.where)
        at = max(bisect_right(self.places, (start, _BEYOND)) - 1, 0)
        found = None
        for place in self.places[at : at + 2]:
            if place.start < end and start < place.end:
                found = place
                break
        return self._cell(found, max(start, found.start)) if found and self.rows else found

    def _cell(self, row: Place, at: int) -> Place:
        """Return the cell of a row that a piece of the text begins in."""
        while at < row.end and self.text[at] == "\t":
            at += 1
        start = max(self.text.rfind("\t", row.start, at) + 1, row.start)
        end = self.text.find("\t", at, row.end)
        column = self.text.count("\t", row.start, start) + 1
        where = f"{row.where}第{column}列"
        return Place(start, row.end if end < 0 else end, where, start in self.apart)

    def called(self, start: int, end: int) -> str | None:
        """Return the name of such a place, with the line in it, where it has several.

        None where it tells nothing new: in a copy, or in a place that is read by itself.
        """
        place = self.place_at(start, end)
        if place is None or (place.alone and end <= place.end):
            return None
        if self.rows:
            return place.where
        ends = [found.end() for found in _BREAK.finditer(self.text, place.start, place.end)]
        return f"{place.where}第 {bisect_right(ends, start) + 1} 行" if ends else place.where


def flat(text: str) -> str:
    """Return a cell's text on one line, each character in its place."""
    return text if text.isprintable() else text.translate(_PARTING)


def is_flat(text: str) -> bool:
    """Tell whether a cell's text has neither lines nor tabs."""
    return flat(text) == text


def laid_out(where: str, rows: Sequence[Sequence[str]]) -> Part:
    """Return a table as one part."""
    lines: list[str] = []
    places, apart, at = [], set[int](), 0
    for number, row in enumerate(rows, 1):
        plain = "".join(row).isprintable()
        line = "\t".join(row if plain else map(flat, row))
        lines.append(line)
        places.append(Place(at, at + len(line), f"第{number}行"))
        if not plain:
            ends = accumulate((len(cell) + 1 for cell in row), initial=at)
            apart |= {start for start, cell in zip(ends, row, strict=False) if not is_flat(cell)}
        at += len(line) + len(END_OF_ROW)
    text = END_OF_ROW.join(lines)
    return Part(where, text, places=places, rows=True, apart=frozenset(apart))


def in_lines(where: str, text: str) -> Part:
    """Return a text of several lines as one part; each is a place."""
    places, at = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        places.append(Place(at, at + len(line.rstrip("\r\n")), f"第{number}行"))
        at += len(line)
    return Part(where, text, places=places)


def in_pages(where: str, pages: Sequence[str]) -> Part:
    """Return a text of several pages as one part."""
    places, at = [], 0
    for number, page in enumerate(pages, 1):
        places.append(Place(at, at + len(page), f"第{number}页"))
        at += len(page) + 1
    return Part(where, "\n".join(pages), places=places)


def number_runs(text: str) -> list[tuple[int, int]]:
    """Return where in a table's text one number stands in several cells of a row."""
    if "\t" not in text:
        return []
    spans = [match.span() for match in _BOXES.finditer(text)]
    spans += [match.span(1) for match in _LABELLED.finditer(text)]
    spans += [match.span(1) for match in _SPLIT_ID.finditer(text) if _is_id(match[1])]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def run_together(part: Part) -> Iterator[Part]:
    """Yield the numbers that a table has over several cells, each behind its label."""
    for start, end in number_runs(part.text):
        place = part.place_at(start, end)
        label = part.text[max(0, start - _LABEL_REACH) : start].rpartition("\n")[2]
        number = part.text[start:end].replace("\t", "")
        where = place.where if place else part.where
        yield Part(where, label + number, joined=True, numbers=True)


def _is_id(cells: str) -> bool:
    number = cells.replace("\t", "").upper()
    return "\t" in cells and checks.is_id18(number)
