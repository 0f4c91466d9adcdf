"""A paper in sections (一、二、三), each with sentences and perhaps a table, as texts."""

from collections.abc import Iterable, Sequence

import msgspec

NUMERALS = "一二三四五六七八九十"


class Grid(msgspec.Struct, frozen=True):
    """A table: headings with each column's share of the width, and rows of as many texts."""

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """One section: its heading without the numeral, its sentences, its table where it has one."""

    heading: str
    lines: tuple[str, ...]
    grid: Grid | None = None


class SectionedSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole paper.

    `to` is whom it is addressed to, `signed` stands at the right below the last section, `fields`
    are lines to be filled in by hand, `foot` goes below them, `footer` before the page's number.
    """

    title: str
    subtitle: str = ""
    to: str = ""
    opening: str = ""
    sections: tuple[Section, ...]
    signed: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    foot: str = ""
    footer: str = ""


def numbered(sections: Sequence[Section]) -> Iterable[tuple[str, Section]]:
    """Yield each section under its heading with the numeral: 一、应公开的事项."""
    for numeral, section in zip(NUMERALS, sections, strict=False):
        yield f"{numeral}、{section.heading}", section


def grid_of(columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]]) -> Grid | None:
    """Return a table of these rows; none where there are none. No cell is ever blank."""
    filled = tuple(tuple(cell or "—" for cell in row) for row in rows)
    return Grid(tuple(columns), filled) if filled else None
