"""The columns of tables in a text: which heading stands over a cell.

A table is a run of lines parted by tabs, by | or by commas; its heading is a line of short cells
without digits that names something usual (姓名, 序号, 密级 …).
"""

import re
from collections.abc import Iterator

import msgspec

from pdisc.screening.rows import compiled

_USUAL = (
    "姓 ?名|户 ?主|序 ?号|性 ?别|出 ?生|身份证|住 ?址|卡号|账号|手 ?机|电 ?话|密 ?级|题 ?名|标 ?题"
    "|是否公开|公开(?:属性|选项|类别|类型|方式|形式)"
)
_LONGEST_HEADING = 14
_LONGEST_LINE = 300
_SEPARATORS = "\t|,"


class Cell(msgspec.Struct, frozen=True):
    """One cell below a heading; start and end are its place in the normalised text."""

    heading: str
    column: int
    start: int
    end: int


def cells(plain: str) -> Iterator[Cell]:
    """Yield the cells that have a heading, in the order in which they stand."""
    start, headings, separator = 0, [""], ""
    for line in plain.split("\n"):
        if separator and separator not in line:
            separator = ""
        if is_heading := _separator_of_heading(line):
            separator = is_heading
            headings = [_bare(cell) for cell in line.split(separator)]
        elif separator:
            yield from _row(line, start, separator, headings)
        start += len(line) + 1


def _row(line: str, start: int, separator: str, headings: list[str]) -> Iterator[Cell]:
    for column, (cell, heading) in enumerate(zip(line.split(separator), headings, strict=False)):
        if heading and cell:
            yield Cell(heading, column, start, start + len(cell))
        start += len(cell) + 1


def _separator_of_heading(line: str) -> str:
    """Return what parts the cells of a heading, or nothing for a line that is none."""
    if len(line) > _LONGEST_LINE or not compiled(_USUAL).search(line) or re.search("[0-9。]", line):
        return ""
    separator = next((mark for mark in _SEPARATORS if mark in line), "")
    longest = max(map(len, line.split(separator))) if separator else _LONGEST_HEADING + 1
    return separator if longest <= _LONGEST_HEADING else ""


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)
