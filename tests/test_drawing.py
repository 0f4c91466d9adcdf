"""A terminal shows, byte for byte, what Rich's own Console and Table (since 14.3) would draw."""

import io
import sys
import unicodedata
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from pdisc.render.console import ConsolePainter
from pdisc.render.drawing import STATE_STYLES, Painter
from pdisc.render.grid import Column, Table, plain_lines
from pdisc.render.terminal import OVERRULING, Screen, left_to_rich
from pdisc.text import Align, cell_width, visible, wrap

MEASURED_OTHERWISE = (
    *((0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2)),
    *((0x110BD, 0x110BD), (0x110CD, 0x110CD)),  # signs before Arabic, Syriac and Kaithi numbers
    *((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376)),
    # ䷀ and its kin, and counting rods: wide since Unicode 16
    *((0x3164, 0x3164), (0xFFA0, 0xFFA0), (0xD7B0, 0xD7FB)),  # old Hangul in parts, and its fillers
    (0x1F3FB, 0x1F3FF),  # the five colours of skin, standing alone
)
"""What Rich takes for wider or narrower than `cell_width` does; besides it all combining marks that
take room of their own (Mc) and all that Unicode has not assigned (Cn). A variation selector 16
makes Rich widen the sign before it, ❤️ for instance. Where one of these stands, the terminal shows
the geometry of our own plain tables."""

COMBINED = ("e\u0301", "か\u3099", "a\u0308\u0323", "葛\U000e0100", "\u0301")
OF_ANY_WIDTH = "ｱＡ🎉한𠀀─…①±"
HOSTILE = ("\x1b[31m", "\t", "\n", "[b]", ":smile:", "\u202e", "\u200d", "\\", "\x00")
PIECES = (
    "党务公开",
    *"办法，。（）《》“”xyZ019-.,()[]%",
    " ",
    "  ",
    *COMBINED,
    *OF_ANY_WIDTH,
    *HOSTILE,
)


def measured_alike(char: str) -> bool:
    """Say whether Rich gives a character as many cells as we do, and never takes it off a line.

    At the end of a line Rich may strip blanks of all kinds, where we strip only spaces.
    """
    blank = char.isspace() and char != " "
    return get_character_cell_size(char) == cell_width(char) and char != "\ufe0f" and not blank


EVERYDAY = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ANY = st.text(st.characters(codec="gb18030").filter(measured_alike), max_size=20)
CELLS = st.one_of(EVERYDAY, ANY, st.sampled_from([*STATE_STYLES]), st.integers(), st.none())
FIGURES = st.one_of(st.sampled_from(["1,234.5%", *STATE_STYLES]), st.integers(), st.none())
TITLES = EVERYDAY.map(lambda words: f"事项{words}".rstrip())
ALIGNS: tuple[Align, ...] = ("left", "left", "right", "center")
WIDTHS = st.integers(60, 140)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return a table as wide as a terminal may have to show; figures stand to the right."""
    aligns = draw(st.lists(st.sampled_from(ALIGNS), min_size=1, max_size=8))
    columns = tuple(
        Column(
            draw(TITLES if align == "left" else st.sampled_from(["天", "逾期天数" * 3])),
            align=align,
            wide=draw(st.booleans()),
            width=draw(st.none() | st.integers(2, 30)),
        )
        for align in aligns
    )
    row = st.tuples(*(CELLS if align == "left" else FIGURES for align in aligns))
    return Table(columns, draw(st.lists(row, max_size=6)))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def by_us(table: Table, width: int, *, color: bool = True) -> str:
    out = Terminal()
    Painter(out, width, color=color).table(table)
    return out.getvalue()


def by_rich(table: Table, width: int, *, color: bool = True) -> str:
    out = Terminal()
    ConsolePainter(out, width, color=color).table(table)
    return out.getvalue()


@pytest.fixture(autouse=True, scope="module")
def ordinary_terminal() -> Iterator[None]:
    """Make Rich see nothing of the terminal that the tests run on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        for name in ("COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "UNICODE_VERSION", *OVERRULING):
            patch.delenv(name, raising=False)
        yield


@given(tables(), WIDTHS, st.booleans())
def test_a_table_is_the_same(table: Table, width: int, color: bool) -> None:
    assert by_us(table, width, color=color) == by_rich(table, width, color=color)


@given(st.lists(EVERYDAY, min_size=1, max_size=3).map("\n".join))
def test_a_heading_is_the_same(text: str) -> None:
    out, rich = Terminal(), Terminal()
    Painter(out, 60, color=True).heading(visible(text, keep_newlines=True))
    ConsolePainter(rich, 60, color=True).heading(visible(text, keep_newlines=True))

    assert out.getvalue() == rich.getvalue()


SMALL = Table(
    (Column("状态"), Column("应公开的事项", wide=True, width=4), Column("天", align="right")),
    [("逾期", "党务　公开", 12), ("已公开", "逾期", None)],
    caption="本周检查",
)


@given(st.text(st.sampled_from("党务公开，（）abc 1"), max_size=7))
def test_a_caption_within_its_table_is_the_same(words: str) -> None:
    table = Table(SMALL.columns, SMALL.rows, words.strip())

    assert by_us(table, 60) == by_rich(table, 60)


def test_a_longer_caption_is_wrapped_by_our_rules_for_chinese() -> None:
    """Rich, which breaks Chinese anywhere, would leave the bracket behind on the first line."""
    table = Table(SMALL.columns, SMALL.rows, "党务公开情况表（三季度）")
    head, rest, *_ = by_us(table, 60).splitlines()

    assert [head.rstrip(), rest.rstrip()] == wrap(table.caption, 16)
    assert {cell_width(head), cell_width(rest)} == {16}
    assert by_us(table, 60).splitlines()[2:] == by_rich(table, 60).splitlines()[2:]


def test_more_columns_than_fit_run_on_as_in_a_plain_table() -> None:
    """Rich would narrow them to one cell and cut what doesn't fit; no view has so many."""
    table = Table((Column("天数"),) * 20, [(10,) * 20])
    lines = [line for line in by_us(table, 60, color=False).splitlines() if "─" not in line]

    assert lines == list(plain_lines(table, 60))


def environments() -> Iterator[dict[str, str]]:
    """Yield all that may be said of a terminal, in every combination."""
    told = {
        "TERM": (None, "", "xterm", "xterm-256color", "linux", "tmux-16color", "dumb", "Unknown"),
        "COLORTERM": (None, "truecolor"),
        "NO_COLOR": (None, "1"),
        "FORCE_COLOR": (None, "", "1"),
        "TTY_COMPATIBLE": (None, "0", "1"),
    }
    for values in product(*told.values()):
        yield {name: value for name, value in zip(told, values, strict=True) if value is not None}


@pytest.mark.parametrize("color", [True, False])
def test_whatever_is_said_of_the_terminal_it_is_the_same(
    color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for environment in environments():
        with monkeypatch.context() as patch:
            patch.delenv("TERM")
            for name, value in environment.items():
                patch.setenv(name, value)
            out, rich = Terminal(), Terminal()
            screen = Screen(out, io.StringIO(), width=72, plain=False, color=color)
            screen.table(SMALL)
            screen.heading("本周")
            painter = ConsolePainter(rich, 72, color=color)
            painter.table(SMALL)
            painter.heading("本周")

        assert out.getvalue() == rich.getvalue(), environment


def test_a_dumb_terminal_has_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not left_to_rich()
    monkeypatch.setenv("TERM", "dumb")
    out = Terminal()
    Screen(out, io.StringIO(), width=80, plain=False, color=True).table(SMALL)

    assert left_to_rich()
    assert "\x1b" not in out.getvalue()


class Asked(dict[str, str]):
    """An environment that notes what was asked of it."""

    def __init__(self) -> None:
        """Begin with nothing set and nothing asked."""
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """Return the default."""
        self.names.add(name)
        return default


def test_rich_asks_for_no_variable_that_is_not_thought_of() -> None:
    """Colours are one for all systems (below), the size is given, and nothing is interactive."""
    asked = Asked()
    Console(file=Terminal(), width=80, _environ=asked).print("字", style="bold")

    harmless = {"COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "TTY_INTERACTIVE"}
    assert asked.names - harmless == {"TERM", *OVERRULING}


@pytest.mark.parametrize("style", ["bold", *sorted(set(STATE_STYLES.values()))])
def test_our_styles_are_the_same_in_every_colour_system(style: str) -> None:
    systems = set(ColorSystem) - {ColorSystem.WINDOWS}
    codes = {Style.parse(style).copy().render("字", color_system=system) for system in systems}

    assert len(codes) == 1


def test_these_characters_alone_are_measured_otherwise() -> None:
    known = {chr(code) for first, last in MEASURED_OTHERWISE for code in range(first, last + 1)}
    others = {
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if visible(char) == char
        and get_character_cell_size(char) != cell_width(char)
        and unicodedata.category(char) not in ("Mc", "Cn")
    }

    assert others - known == set()


@pytest.mark.parametrize("odd", ["\u2630", "\u4dc0", "\u0903", "❤\ufe0f", "\u0378"])
def test_where_these_stand_the_geometry_is_that_of_our_plain_tables(odd: str) -> None:
    table = Table((Column("甲"), Column("乙", align="right"), Column("丙")), [(odd * 3, odd, "末")])
    titles, _, row = by_us(table, 60, color=False).splitlines()

    assert [titles.rstrip(), row.rstrip()] == list(plain_lines(table, 60))
