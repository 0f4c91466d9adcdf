"""The columns of tables in a text: which heading stands over a cell.

A table is a run of lines parted by tabs, |, semicolons, commas or blanks; its heading is a line
that holds a usual heading (姓名, 序号, 手机 …) and no value. A second line of headings below the
first completes it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from pdisc.screening.labels import Heading, mentions, read_heading
from pdisc.screening.rows import compiled
from pdisc.words import FindingKind

_LONGEST_LINE = 1500
_SEPARATORS = "\t|;,"
_LONGEST = 100
_BLANKS = " "
_BLANK_CELL = r"[^ ]+"
_LEAST_VALUE = 6
"""No number or date of a person has fewer characters: a column of them has no shorter cell."""
_LONG_NUMBER = "[0-9]{7}"
_VALUE = (
    r"[0-9](?:[ .-]?[0-9]){6}|[0-9*]{4}\*|(?:19|20)?[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]"
    r"|[0-9]月[0-9]|^[0-9]+[.][0-9]+$|[。@]|[0-9][组队社栋]|号楼"
)
"""What stands in cells of values only; a year, a month or a small number may be in a heading."""


class Cell(msgspec.Struct, frozen=True):
    """One cell below a heading; start and end are its place in the normalised text.

    `says` is what the heading says; `personal` tells whether the table has a column of names,
    `office` whether its row names an office as the owner.
    """

    heading: str
    column: int
    start: int
    end: int
    says: Heading = Heading()
    personal: bool = False
    office: bool = False


def cells(plain: str) -> Iterator[Cell]:
    """Yield the cells that have a usual heading, in the order in which they stand."""
    start, table, office = 0, None, False
    for line in plain.split("\n"):
        if table and not table.goes_on(line):
            table = None
        separator = _separator_of_heading(line)
        if separator and not (table and _is_numbered(line)):
            table = _Headings(line, separator, table)
        elif table:
            yield from table.row(line, start)
        for cell in _pairs(line, start, in_table=bool(table)):
            if cell.says.owner or cell.says.names:
                office = bool(compiled(OWNER).search(plain, cell.start, cell.end))
            yield msgspec.structs.replace(cell, office=office)
        start += len(line) + 1


class _Headings:
    """The headings over the columns of one table, and what parts its cells."""

    def __init__(self, line: str, separator: str, above: "_Headings | None") -> None:
        self.separator = separator
        self.headings: list[str] = []
        old = above.headings if above and above.separator == separator else []
        new = [_bare(line[begin:end]) for begin, end in _split(line, separator)]
        size = max(len(old), len(new))
        old, new = (row + [""] * (size - len(row)) for row in (old, new))
        self.headings = [below or over for over, below in zip(old, new, strict=True)]
        self.says = [read_heading(heading) for heading in self.headings]
        self.personal = any(heading.names for heading in self.says)
        self.accounts = any(FindingKind.BANK_CARD in says.kinds for says in self.says)
        self.known = [
            (column, says, _LEAST_VALUE if _is_of_values(says) else 1)
            for column, says in enumerate(self.says)
            if says.known
        ]

    def goes_on(self, line: str) -> bool:
        """Return whether a line belongs to the table: parted alike, by blanks into as many."""
        if self.separator != _BLANKS:
            return self.separator in line
        return len(_split(line, _BLANKS)) == len(self.headings)

    def row(self, line: str, start: int) -> Iterator[Cell]:
        """Yield the cells of a line that stand below a usual heading."""
        places = _split(line, self.separator)
        most = len(places)
        office = self.accounts and any(
            (says.owner or not (self.personal or says.kinds))
            and compiled(OWNER).search(line[begin:end])
            for (begin, end), says in zip(places, self.says, strict=False)
        )
        for column, says, least in self.known:
            begin, end = places[column] if column < most else (0, 0)
            if end - begin >= least:
                yield Cell(
                    self.headings[column],
                    column,
                    start + begin,
                    start + end,
                    says,
                    self.personal,
                    office,
                )


def _is_of_values(says: Heading) -> bool:
    """Return whether numbers or dates stand below a heading, and nothing else that's asked for."""
    others = says.names or says.owner or says.place or FindingKind.ADDRESS in says.kinds
    return bool(says.kinds or says.amounts) and not others


def _pairs(line: str, start: int, *, in_table: bool) -> Iterator[Cell]:
    """Yield the cells of a form's line that stand beside their heading, as 138… beside 手机.

    In what began like a table, only a line with such a heading in its first or second cell is of
    a form (the first may be merged over several lines).
    """
    separator = "\t" if "\t" in line else "|"
    if separator not in line or line.isascii():
        return
    second = line.find(separator, line.find(separator) + 1) if in_table else -1
    if not mentions().search(line, 0, second if second >= 0 else len(line)):
        return
    places = _split(line, separator)
    for column, ((begin, end), place) in enumerate(pairwise(places), 1):
        heading = _bare(line[begin:end])
        says = read_heading(heading) if len(heading) <= _LONGEST else Heading()
        if says.known and place[1] > place[0]:
            yield Cell(heading, column, start + place[0], start + place[1], says)


OWNER = (
    r"(?:[局委办厅署处科股室院校站所社会部]|支部|公司|单位|中心|银行|集团|大队|党组|政府|基金"
    r"|合作社|工会|协会|学会|商会|总会|食堂|机关|[乐儿公]园)[ )]*\Z"
)
"""How the names of offices, firms and clubs end."""


def _split(line: str, separator: str) -> Sequence[tuple[int, int]]:
    """Return the places of the cells in a line; commas in quotes part nothing."""
    if separator == _BLANKS:
        return [match.span() for match in compiled(_BLANK_CELL).finditer(line)]
    if separator == "," and '"' in line:
        return [match.span() for match in re.finditer(r'(?<![^,])(?:"[^"]*+"|[^,])*+', line)]
    places, start = [], 0
    for cell in line.split(separator):
        places.append((start, start + len(cell)))
        start += len(cell) + 1
    return places


def _separator_of_heading(line: str) -> str:
    """Return what parts the cells of a heading, or nothing for a line that is none."""
    if len(line) > _LONGEST_LINE or line.isascii() or compiled(_LONG_NUMBER).search(line):
        return ""
    if not mentions().search(line):
        return ""
    separator = next((mark for mark in _SEPARATORS if mark in line), _BLANKS)
    if separator == _BLANKS and " " not in line.strip():
        return ""
    texts = [line[begin:end].strip() for begin, end in _split(line, separator)]
    known = sum(read_heading(text).known for text in texts if text and len(text) <= _LONGEST)
    least = 2 if separator == _BLANKS or (separator in ",;" and len(texts) > 2) else 1
    if known < least or len(texts) < 2:
        return ""
    return "" if any(compiled(_VALUE).search(text) for text in texts) else separator


def _is_numbered(line: str) -> bool:
    """Return whether a line begins with a serial number: it is a row, whatever it names."""
    return bool(compiled(r"[ \t|;,\"]*[0-9]{1,6}[ .\t|;,\"]").match(line))


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)
