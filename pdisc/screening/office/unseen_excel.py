"""What a workbook holds and its sheets don't show: hidden rows and columns, unseen text.

An empty row or column hides nothing, and a cell whose merge reaches into what is seen is seen.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from pdisc.screening.office.xmlpart import XmlPart, local

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LEAST_HEIGHT, _LEAST_WIDTH = 2.0, 0.5
"""Points and characters: below, nobody sees what stands in a row or column."""
_LAST = 16_384
_BLACK, _WHITE = "000000", "FFFFFF"
_KNOWN = {
    ("theme", "0"): _WHITE,
    ("indexed", "1"): _WHITE,
    ("indexed", "9"): _WHITE,
    ("theme", "1"): _BLACK,
    ("indexed", "0"): _BLACK,
    ("indexed", "8"): _BLACK,
    ("indexed", "64"): _BLACK,
    ("indexed", "65"): _WHITE,
}
"""The colours of text and ground, under all their names."""

_SHOWN_AT_ALL = ("{*}drawing", "{*}legacyDrawing", "{*}oleObjects", "{*}picture", "{*}controls")
_TINY = re.compile(r"[12](\.0*)?|0?\.\d+|1\.\d+")
_NO_FORMAT = re.compile(r"\s*(?:\"\"|\[[^\]]*\])*;(?:\"\"|;|\s)*;(?:\"\"|\s|;)*")


class HiddenCell(NamedTuple):
    """One cell that holds something and isn't seen: by its row, or else by its column."""

    element: etree._Element
    row: int
    column: int
    by_row: bool


class Geometry:
    """Which rows and columns of a sheet are hidden, and which cells are seen all the same."""

    def __init__(self, root: etree._Element) -> None:
        """Look at a worksheet."""
        self.root = root
        columns = list(root.iter("{*}col"))
        self._told = _Ranges(columns)
        self._thin = _Ranges(filter(_is_thin, columns))
        usual = next(root.iter("{*}sheetFormatPr"), None)
        self._all_thin = usual is not None and _below(usual, "defaultColWidth", _LEAST_WIDTH)
        self._all_flat = usual is not None and _below(usual, "defaultRowHeight", _LEAST_HEIGHT)
        merges = [each.get("ref", "") for each in root.iter("{*}mergeCell")]
        self._merges = {span[0]: span for span in map(span_of, merges) if span}
        self._flat_rows: set[int] | None = None

    def cells(self) -> Iterator[tuple[etree._Element, int, int]]:
        """Yield every cell that holds something, with its row and column."""
        for _, number, cells in self._rows():
            yield from ((cell, number, column) for cell, column in cells if holds(cell))

    def hidden_cells(self) -> Iterator[HiddenCell]:
        """Yield every cell that holds something in a hidden row or column."""
        all_wide = not self._thin and not self._all_thin
        for row, number, cells in self._rows():
            flat = self._is_flat(row)
            for cell, column in () if all_wide and not flat else cells:
                hidden = flat or self.is_hidden_column(column)
                if hidden and holds(cell) and not self._is_seen(number, column):
                    yield HiddenCell(cell, number, column, flat)

    def is_hidden_column(self, column: int) -> bool:
        """Tell whether a column isn't seen."""
        return column in self._thin or (self._all_thin and column not in self._told)

    def is_hidden_row(self, number: int) -> bool:
        """Tell whether a row isn't seen."""
        if self._flat_rows is None:
            self._flat_rows = {n for row, n, _ in self._rows() if self._is_flat(row)}
        return number in self._flat_rows

    def hides(self, ref: str) -> bool:
        """Tell whether a range such as B3 or B3:C4 lies wholly in what isn't seen."""
        span = span_of(ref)
        return span is not None and not self._reaches_out(span)

    def _is_flat(self, row: etree._Element) -> bool:
        if row.get("ht"):
            return is_true(row.get("hidden")) or _below(row, "ht", _LEAST_HEIGHT)
        return is_true(row.get("hidden")) or self._all_flat

    def _is_seen(self, row: int, column: int) -> bool:
        span = self._merges.get((row, column))
        return span is not None and self._reaches_out(span)

    def _reaches_out(self, span: "Span") -> bool:
        (top, left), (bottom, right) = span
        rows = any(not self.is_hidden_row(n) for n in range(top, min(bottom, top + _LAST) + 1))
        return rows and any(not self.is_hidden_column(n) for n in range(left, right + 1))

    def _rows(
        self,
    ) -> Iterator[tuple[etree._Element, int, Iterator[tuple[etree._Element, int]]]]:
        number = 0
        for row in self.root.iter("{*}row"):
            number = _number(row, "r", number + 1)
            yield row, number, _cells(row)


class _Ranges:
    """Columns that some elements speak of, looked up in no time however many there are."""

    def __init__(self, columns: Iterable[etree._Element]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((_number(c, "min"), _number(c, "max", _LAST)) for c in columns):
            if self._ends and start <= self._ends[-1] + 1:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def __contains__(self, column: int) -> bool:
        place = bisect_right(self._starts, column) - 1
        return place >= 0 and column <= self._ends[place]


Span = tuple[tuple[int, int], tuple[int, int]]
"""A range by its first and last cell, each by row and column."""


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    column = 0
    for cell in row.iterfind("{*}c"):
        at = _at(cell.get("r", ""))
        column = at[1] if at else column + 1
        yield cell, column


def _at(address: str) -> tuple[int, int] | None:
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def span_of(ref: str) -> Span | None:
    """Return a range such as B3:C4 by its ends, or None for what is no range."""
    first, _, last = ref.partition(":")
    start, end = _at(first), _at(last or first)
    return (start, end) if start and end else None


def letters(column: int) -> str:
    """Return the letters of a column: 28 is AB."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def holds(cell: etree._Element) -> bool:
    """Tell whether a cell holds a value, a text or a formula."""
    for child in cell:
        name = local(child.tag)
        if name == "f" or (name == "v" and child.text):
            return True
        if name == "is" and any((text.text or "").strip() for text in child.iter("{*}t")):
            return True
    return False


def says_anything(sheet: XmlPart) -> bool:
    """Tell whether a sheet shows anything at all; what is no worksheet does."""
    if local(sheet.root.tag) != "worksheet":
        return True
    if next(sheet.root.iter(*_SHOWN_AT_ALL), None) is not None:
        return True
    return any(holds(cell) for cell in sheet.root.iter("{*}c"))


def is_true(value: str | None) -> bool:
    """Tell whether an attribute says yes."""
    return value in ("1", "true")


def _is_thin(column: etree._Element) -> bool:
    return is_true(column.get("hidden")) or _below(column, "width", _LEAST_WIDTH)


def _below(element: etree._Element, name: str, least: float) -> bool:
    try:
        return float(element.get(name, "")) < least
    except ValueError:
        return False


def _number(element: etree._Element, name: str, otherwise: int = 0) -> int:
    value = element.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else otherwise


def invisible_styles(styles: XmlPart | None) -> frozenset[str]:
    """Return the cell styles that show nothing: in the ground's colour, tiny, an empty format."""
    if styles is None:
        return frozenset()
    fonts = list(styles.root.iterfind("{*}fonts/{*}font"))
    colours = [_colour(font.find("{*}color"), _BLACK) for font in fonts]
    tiny = {str(number) for number, font in enumerate(fonts) if _is_tiny(font)}
    fills = [_ground(fill) for fill in styles.root.iterfind("{*}fills/{*}fill")]
    empty = {
        each.get("numFmtId", "")
        for each in styles.root.iter("{*}numFmt")
        if _NO_FORMAT.fullmatch(each.get("formatCode", ""))
    }

    def unseen(xf: etree._Element) -> bool:
        font, fill = _number(xf, "fontId"), _number(xf, "fillId")
        text = colours[font] if font < len(colours) else _BLACK
        ground = fills[fill] if fill < len(fills) else _WHITE
        return text == ground or xf.get("numFmtId") in empty or xf.get("fontId") in tiny

    found = enumerate(styles.root.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(number) for number, xf in found if unseen(xf))


def _is_tiny(font: etree._Element) -> bool:
    """Tell whether letters are too small to be seen, as `unseen_word` has it: 2 points or less."""
    size = font.find("{*}sz")
    value = "" if size is None else size.get("val", "")
    return bool(_TINY.fullmatch(value))


def _colour(element: etree._Element | None, otherwise: str) -> str:
    """Return what a colour is compared by: six digits where it is known, else how it is called."""
    if element is None or is_true(element.get("auto")):
        return otherwise
    for kind in ("theme", "indexed"):
        if number := element.get(kind):
            tint = element.get("tint", "0").rstrip("0.")
            return _KNOWN.get((kind, number), f"{kind}{number}") + tint
    return element.get("rgb", otherwise)[-6:].upper()


def _ground(fill: etree._Element) -> str:
    """Return the colour that stands behind a cell's text, or nothing where it is no single one."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return ""
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return _WHITE
    return _colour(pattern.find("{*}fgColor"), _BLACK) if kind == "solid" else ""
