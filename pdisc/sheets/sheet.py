"""A printed page as its form declares it, before Word, PDF or a template of the office carries it.

A form is a title and a few kinds of blocks, top to bottom. Every text that the ledger fills in has
a name (the label of its box, the heading of its table), by which an office's own template asks for
it (`sheets/asked_for.py`). What isn't known prints as a line for the pen, never as a guess.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from pdisc.sheets.sections import Grid

BLANK = "____________"
"""A line for the pen."""

PEN_DATE = "　　　　年　　月　　日"
"""A day to be written by hand."""

Manner: TypeAlias = Literal["body", "plain", "head", "subhead", "note", "centre", "right"]
"""How a paragraph stands: indented by two letters, from the left edge, as a 黑体 or 楷体 heading,
small, in the middle, at the right."""


class PageLook(msgspec.Struct, frozen=True, kw_only=True):
    """How a page looks: margins in millimetres (top, right, bottom, left), sizes in points.

    `line` is the exact height of a line of the body, `small` and `small_line` those of tables and
    notes; `under_title` is the room below the title in lines of the body. `official` pages carry
    the grid of 22 lines by 28 letters and — 1 — at the outer edge, as GB/T 9704-2012 has it; the
    others 第 1 页，共 2 页.
    """

    margins: tuple[float, float, float, float]
    size: float
    line: float
    small: float = 12.0
    small_line: float = 18.0
    title: float = 22.0
    title_line: float = 36.0
    under_title: float = 0.5
    landscape: bool = False
    official: bool = False

    @property
    def width(self) -> float:
        """The width of the text in points."""
        return ((297 if self.landscape else 210) - self.margins[1] - self.margins[3]) * 72 / 25.4

    @property
    def height(self) -> float:
        """The height of the text in points."""
        return ((210 if self.landscape else 297) - self.margins[0] - self.margins[2]) * 72 / 25.4

    @property
    def apart(self) -> float:
        """How far letters stand apart, in points: 28 of an official page's body fill its line.

        A point is left, so that no rounding pushes the last one off.
        """
        return (self.width - 1) / 28 - self.size if self.official else 0.0


OFFICIAL = PageLook(margins=(37.0, 26.0, 35.0, 28.0), size=16.0, line=28.95, official=True)
"""A 公文 (领域要点 §7): 225 mm by 22 lines are 28.99 pt each, and a little less to fit."""

FORM = PageLook(
    margins=(20.0, 20.0, 18.0, 24.0), size=12.0, line=18.0, small=11.0, small_line=16.0, title=20.0
)
"""A form of boxes that has to stand on one page."""

WORKING = PageLook(
    margins=(25.0, 20.0, 22.0, 20.0), size=12.0, line=20.0, small=10.5, small_line=15.0
)
"""An account for the leaders, with tables."""

WIDE = PageLook(
    margins=(22.0, 18.0, 20.0, 18.0),
    size=10.5,
    line=15.0,
    small=10.5,
    small_line=15.0,
    title=20.0,
    title_line=32.0,
    landscape=True,
)
"""A table too wide for an upright page."""


LABELS = PageLook(
    margins=(15.0, 20.0, 15.0, 20.0), size=10.5, line=16.0, small=9.0, small_line=12.0
)
"""Labels in rows, to be cut out."""


class Headline(msgspec.Struct, frozen=True):
    """The title of the page, centred; a line of its own for each line of the text."""

    text: str


class Para(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph; with a `name` where the ledger fills it in. `kept` with what follows it.

    `space` is the room above it, in lines of the body.
    """

    text: str
    manner: Manner = "body"
    name: str = ""
    kept: bool = False
    space: float = 0.0


class FormBox(msgspec.Struct, frozen=True, kw_only=True):
    """A label and what belongs to it; `tall` is the least height of its row, in points.

    `signed`: the box ends with 签字 and a day, for the pen (`sign` names who signs). With `top` the
    text begins at the upper edge: what is below it is for the pen.
    """

    label: str
    text: str = ""
    tall: float = 0.0
    signed: bool = False
    sign: str = "签字"
    top: bool = False


class FormRows(msgspec.Struct, frozen=True):
    """Boxes in rows of one or two, ruled; `widths` (points): label, text, label; the rest is text.

    A box that is alone in its row takes the whole width.
    """

    rows: tuple[tuple[FormBox, ...], ...]
    widths: tuple[float, float, float] = (78.0, 143.0, 78.0)


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A ruled table by the name under which a template finds its rows."""

    name: str
    grid: Grid


class MeasuredRow(msgspec.Struct, frozen=True, kw_only=True):
    """Texts side by side in a row exactly so many points high; the last one spans what is left.

    With `top` the texts begin at the upper edge, not in the middle.
    """

    texts: tuple[str, ...]
    height: float
    manner: Literal["note", "label", "head"] = "note"
    centred: bool = False
    shaded: bool = False
    top: bool = False


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A ruled table of a page that was measured: no font may move the page's end.

    Widths and the cells' side `padding` are in points.
    """

    widths: tuple[float, ...]
    rows: tuple[MeasuredRow, ...]
    padding: float


class SignedBy(msgspec.Struct, frozen=True):
    """Whoever signs and the day, at the right (署名、成文日期), kept together on a page."""

    lines: tuple[str, ...]


class Stamps(msgspec.Struct, frozen=True):
    """归档章, three in a row with room to cut between: six equal cells each, 45 by 16 mm.

    A stamp is its six texts: 全宗号, 年度, 件号 above 机构（问题）, 保管期限, 页数.
    """

    stamps: tuple[tuple[str, ...], ...]

    def rows(self) -> Iterator[tuple[float, tuple[str | None, ...]]]:
        """Yield the rows of a page: height in millimetres, and texts; None for what is bare.

        One lies above each stamp, two are its own.
        """
        for place in range(0, len(self.stamps), STAMPS_ABREAST):
            abreast = self.stamps[place : place + STAMPS_ABREAST]
            yield STAMP_GAP[1], (None,) * len(stamp_widths())
            for first in (0, STAMP_CELLS):
                yield STAMP[1] / 2, tuple(_abreast(abreast, first))


def stamp_widths() -> tuple[float, ...]:
    """Return the widths of a row's cells in millimetres: of the stamps, and between."""
    stamp = (STAMP[0] / STAMP_CELLS,) * STAMP_CELLS
    return ((*stamp, STAMP_GAP[0]) * STAMPS_ABREAST)[:-1]


def _abreast(stamps: Sequence[tuple[str, ...]], first: int) -> Iterator[str | None]:
    for place in range(STAMPS_ABREAST):
        if place:
            yield None
        known = stamps[place][first : first + STAMP_CELLS] if place < len(stamps) else ()
        yield from known or (None,) * STAMP_CELLS


STAMP = (45.0, 16.0)
"""How wide and how high a 归档章 is, in millimetres (DA/T 22-2015)."""

STAMP_CELLS, STAMPS_ABREAST = 3, 3
"""How many cells stand beside one another in a stamp, and how many stamps on a page."""

STAMP_ROWS = 3
"""How many rows there are to stamps side by side: the room above them, and two of their own."""

STAMP_GAP = (12.0, 6.0)
"""The room between two stamps, beside and below one another, in millimetres."""


SheetBlock: TypeAlias = Headline | Para | FormRows | Listing | Measured | SignedBy | Stamps


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One paper from its title to its last line; `on` dates the file, `footer` goes into its foot.

    `title` is what the file calls itself.
    """

    title: str
    on: date
    look: PageLook
    blocks: tuple[SheetBlock, ...]
    footer: str = ""
