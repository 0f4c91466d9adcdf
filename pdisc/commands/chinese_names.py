"""The commands by their Chinese names: which one was typed, and texts that name them so.

Everything in the program is written with the English names. Where a Chinese one was typed, what
leaves the program passes `in_chinese` on its way out (`Context.worded`): no hint has to know.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pdisc.commands.spec import Spec
from pdisc.commands.table import COMMANDS
from pdisc.text import halfwidth

Table = Mapping[str, Spec]


def english(table: Table, word: str) -> str:
    """Return the English name of the command that a word names; the word itself where none is."""
    plain = halfwidth(word).strip()
    if plain in table:
        return plain
    named = (name for name, spec in table.items() if spec.chinese == plain)
    return next(named, word)


def in_english(words: Sequence[str]) -> list[str]:
    """Return a command line with its command by the English name, that of a family's part too."""
    table: Table = COMMANDS
    for place, word in enumerate(words):
        name = english(table, word)
        words = [*words[:place], name, *words[place + 1 :]]
        spec = table.get(name)
        if spec is None or not spec.parts:
            break
        table = spec.parts
    return list(words)


def both_names(table: Table) -> list[str]:
    """Return every name of the commands of a table, English and Chinese."""
    return [*table, *(spec.chinese for spec in table.values())]


def spoken_name(words: tuple[str, ...]) -> str:
    """Return the Chinese name of a command, e.g. 目录 核定 for ("catalog", "confirm")."""
    table: Table = COMMANDS
    said = []
    for word in words:
        said.append(table[word].chinese)
        table = table[word].parts or {}
    return " ".join(said)


@cache
def _names() -> dict[str, str]:
    """Return the Chinese name of every command, by its English one."""
    return {" ".join(words): spoken_name(words) for words in _all_words()}


def _all_words() -> Iterator[tuple[str, ...]]:
    for name, spec in COMMANDS.items():
        yield (name,)
        for part in spec.parts or ():
            yield (name, part)


@cache
def _told() -> re.Pattern[str]:
    """Return what finds a command in a text: the longest names first, whole words only."""
    names = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])pdisc (help )?({'|'.join(names)}|--help)(?![A-Za-z0-9_-])")


def in_chinese(text: str) -> str:
    """Return a text with each `pdisc command` in it by its Chinese name; so for `pdisc --help`."""
    return _told().sub(_named, text)


def _named(found: re.Match[str]) -> str:
    asked = f"{COMMANDS['help'].chinese} " if found[1] else ""
    return f"pdisc {asked}{_names()[found[2].removeprefix('--')]}"


def commands_in(lines: Iterable[str]) -> list[str]:
    """Return the commands that are typed in some lines, by their English names; help is none."""
    found = (_told().match(line) for line in lines)
    return [each[2] for each in found if each and each[2] != "help"]
