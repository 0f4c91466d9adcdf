"""The layout of the Chinese help: what stands where in 80 columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from shutil import get_terminal_size
from typing import Protocol, TypeAlias

from pdisc.text import cell_width, cut, pad, wrap

Entry: TypeAlias = tuple[str, str]
"""A name, option or command, and what it means."""

WIDEST = 79
"""Cells of a line, also where the terminal has more of them."""

_INDENT = 2
_GAP = 2
_WIDEST_NAME = 26
_MORE = "……"


def command_help(
    usage: str,
    summary: str,
    arguments: Sequence[Entry] = (),
    options: Sequence[Entry] = (),
    examples: Sequence[str] = (),
) -> str:
    """Return the help of one command: usage, what it does, 参数, 选项 and 例子."""
    column = _text_column([*arguments, *options])
    blocks = [
        _entry_lines("用法：", usage, cell_width("用法：")),
        _paragraphs(summary),
        _section("参数：", arguments, column),
        _section("选项：", options, column),
        _examples(examples),
    ]
    return _stacked(blocks)


def group_help(
    title: str,
    groups: Sequence[tuple[str, Sequence[Entry]]],
    options: Sequence[Entry] = (),
    footer: str = "",
    examples: Sequence[str] = (),
) -> str:
    """Return the help of several commands in named groups, all summaries in one column."""
    column = _text_column([*(entry for _, entries in groups for entry in entries), *options])
    blocks = [
        _paragraphs(title),
        *(_section(f"{name}：", entries, column) for name, entries in groups),
        _section("选项：", options, column),
        _examples(examples),
        _paragraphs(footer),
    ]
    return _stacked(blocks)


def _examples(lines: Sequence[str]) -> list[str]:
    return ["例子：", *(f"  {line}" for line in lines)] if lines else []


def _width() -> int:
    """Return how many cells of a line are used; the terminal's last one stays free."""
    return min(WIDEST, get_terminal_size().columns - 1)


def front_page(
    title: str, groups: Sequence[tuple[str, Sequence[Entry]]], footer: Sequence[str]
) -> str:
    """Return the first page of help, low enough for 24 rows: groups beside their commands."""
    label = max(cell_width(name) for name, _ in groups) + _GAP
    names = max(cell_width(name) for _, entries in groups for name, _ in entries) + _GAP
    room = _width() - _INDENT - label - names
    rows = [
        " " * _INDENT + pad("" if place else group, label) + pad(name, names) + _first(text, room)
        for group, entries in groups
        for place, (name, text) in enumerate(entries)
    ]
    below = [part for line in footer for part in _paragraphs(line)]
    return _stacked([_paragraphs(title), rows, below])


class Advice(Protocol):
    """What is known of a topic: what it is about, what to do, lines to be typed."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def says(self) -> str:
        """What to do."""

    @property
    def examples(self) -> Sequence[str]:
        """What to type."""


def topic_help(head: str, answers: Sequence[Advice], footer: str) -> str:
    """Return answers one after the other; what is to be typed stays whole, to be copied."""
    told = [
        [
            f"{each.title}：",
            *(f"  {line}" for line in wrap(each.says, _width() - _INDENT)),
            *(f"    {example}" for example in each.examples),
        ]
        for each in answers
    ]
    return _stacked([_paragraphs(head), *told, _paragraphs(footer)])


def _first(text: str, room: int) -> str:
    """Return a text, or as many whole parts of it as there is room for."""
    if cell_width(text) <= room:
        return text
    shown = cut(text, room - cell_width(_MORE))
    whole = re.match(r"(.+)[、；，]", shown)
    return (whole[1] if whole else shown) + _MORE


def _text_column(entries: Sequence[Entry]) -> int:
    """Return the cell in which the explanations begin."""
    widest = max((cell_width(name) for name, _ in entries), default=0)
    return _INDENT + min(widest, _WIDEST_NAME) + _GAP


def _section(title: str, entries: Sequence[Entry], column: int) -> list[str]:
    if not entries:
        return []
    indent = " " * _INDENT
    return [
        title,
        *(line for name, text in entries for line in _entry_lines(indent + name, text, column)),
    ]


def _entry_lines(name: str, text: str, column: int) -> Iterator[str]:
    """Yield a name and its wrapped text; a name that reaches too far stands on its own line."""
    lines = wrap(text, _width() - column)
    if cell_width(name) <= column - _GAP or name == "用法：":
        yield (pad(name, column) + lines.pop(0)).rstrip()
    else:
        yield name
    yield from (" " * column + line for line in lines if line)


def _paragraphs(text: str) -> list[str]:
    return wrap(text, _width()) if text else []


def _stacked(blocks: Iterable[Iterable[str]]) -> str:
    """Return the blocks that hold anything, a blank line between each two."""
    texts = ["\n".join(block) for block in blocks]
    return "\n\n".join(text for text in texts if text) + "\n"
