"""The fields of a sheet: what the ledger fills in, by the names that an office's template asks for.

A name is the label of a box, the heading of a table, what a paragraph is called, without marks and
blanks (提出人、日期 is asked for as 提出人日期). Paragraphs of one name that follow one another are
one field.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import FormRows, Headline, Listing, Para, Sheet, SheetBlock, SignedBy
from pdisc.text import visible

PARAGRAPH = "\a"
"""What begins a new paragraph within a field; a newline only breaks the line."""

ROW = "行"
"""What a template calls a row while it goes through a table."""


class SheetFields(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet is filled in with: texts by name; of each table its columns and its rows."""

    texts: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]

    def with_known(self, known: "SheetFields") -> "SheetFields":
        """Return the same, with what another sheet of the form has besides, as blank."""
        return SheetFields(
            texts=dict.fromkeys(known.texts, "") | dict(self.texts),
            columns={**known.columns, **self.columns},
            rows=dict.fromkeys(known.rows, ()) | dict(self.rows),
        )


def named(label: str) -> str:
    """Return what a label is asked for by: its letters and digits, nothing between them."""
    plain = "".join(char for char in label if char == "_" or char.isalnum())
    return plain if plain.isidentifier() else f"_{plain}"


def fields(sheet: Sheet) -> SheetFields:
    """Return what the ledger fills in, every text as it is shown."""
    texts: dict[str, str] = {}
    columns: dict[str, tuple[str, ...]] = {}
    rows: dict[str, tuple[Mapping[str, str], ...]] = {}

    def said(name: str, found: Sequence[str]) -> str:
        shown = PARAGRAPH.join(visible(text, keep_newlines=True) for text in found)
        texts[name] = shown
        return shown

    def listed(name: str, grid: Grid) -> Grid:
        columns[name] = tuple(_columns(grid))
        rows[name] = tuple(_row(columns[name], row) for row in grid.rows)
        return grid

    _filled(sheet, said, listed)
    return SheetFields(texts=texts, columns=columns, rows=rows)


def as_template(sheet: Sheet) -> Sheet:
    """Return a sheet that asks for each of its fields where it stands: {{ 编号 }}."""
    return _filled(sheet, lambda name, _: f"{{{{ {name} }}}}", _asking)


def _asking(name: str, grid: Grid) -> Grid:
    asked = tuple(f"{{{{ {ROW}.{column} }}}}" for column in _columns(grid))
    loop = ((f"{{%tr for {ROW} in {name} %}}",), asked, ("{%tr endfor %}",))
    return Grid(grid.columns, loop)


def _columns(grid: Grid) -> Iterator[str]:
    names = _OnceEach()
    return (names.given(title) for title, _ in grid.columns)


def _row(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    """Return a row by column; of one that heads those below only the first cell says something."""
    shown = [visible(cell, keep_newlines=True) for cell in cells]
    return dict.fromkeys(columns, "") | dict(zip(columns, shown, strict=False))


class _OnceEach:
    """Names that are given once: 日期, 日期2."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def given(self, label: str) -> str:
        """Return the name for a label, numbered from the second time on."""
        name = named(label)
        count = self._given[name] = self._given.get(name, 0) + 1
        return name if count == 1 else f"{name}{count}"


def _filled(
    sheet: Sheet,
    said: Callable[[str, Sequence[str]], str],
    listed: Callable[[str, Grid], Grid],
) -> Sheet:
    """Return a sheet with other texts in its fields: `said` and `listed` get each with its name."""
    names = _OnceEach()

    def text_of(label: str, *found: str) -> str:
        return said(names.given(label), found)

    blocks = [
        _block(group, text_of, lambda name, grid: listed(names.given(name), grid))
        for group in _grouped(sheet.blocks)
    ]
    footer = text_of("页脚", sheet.footer) if sheet.footer else ""
    return msgspec.structs.replace(sheet, blocks=tuple(blocks), footer=footer)


def _grouped(blocks: Sequence[SheetBlock]) -> Iterator[tuple[SheetBlock, ...]]:
    """Yield each block by itself, named paragraphs that follow one another together."""
    for name, group in groupby(blocks, lambda block: getattr(block, "name", "")):
        found = tuple(group)
        together = name and all(isinstance(each, Para) for each in found)
        yield from (found,) if together else ((each,) for each in found)


def _block(
    group: tuple[SheetBlock, ...],
    text_of: Callable[..., str],
    listed: Callable[[str, Grid], Grid],
) -> SheetBlock:
    first, replace = group[0], msgspec.structs.replace
    match first:
        case Headline(text=text):
            return Headline(text_of("标题", text))
        case Para(name=name) if name:
            texts = (each.text for each in group if isinstance(each, Para))
            return replace(first, text=text_of(name, *texts))
        case FormRows(rows=rows):
            boxes = (
                tuple(replace(box, text=text_of(box.label, box.text)) for box in row)
                for row in rows
            )
            return replace(first, rows=tuple(boxes))
        case Listing(name=name, grid=grid):
            return replace(first, grid=listed(name, grid))
        case SignedBy(lines=lines):
            return SignedBy(tuple(text_of("落款", line) for line in lines))
        case _:
            return first
