"""The secretary's manual: its pages in the order in which they are read, and what is typed in them.

What is to be typed stands in blocks marked `console`, a command line a line. Behind the word, where
a reader doesn't see it, may stand the day on which the block is typed (and from then on), and the
exit code that it ends with where the page shows a refusal; a block marked `text` right behind it is
what the last line answers. A command that asks is followed by
tables `| 它问 | 您打 |`: each question as the program puts it, and the answer. A table behind the
words 「在 `文件.xlsx` 里填」 is what she fills in there before she goes on.
"""

import re
import shlex
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pdisc.commands.chinese_names import english
from pdisc.commands.table import COMMANDS

ROOT = Path(__file__).parent.parent
FRONT = ROOT / "README.zh-CN.md"
FOLDER = ROOT / "docs" / "manual"
FILES = FOLDER / "files"
"""What the examples need: she finds it there too."""

_FENCE = re.compile(r"^```(\w*) ?(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
_SAID = re.compile(r"\n*```text\n((?:.*\n)*?)```$", re.MULTILINE)
_FILLED = re.compile(r"在 `([^`]+\.xlsx)` 里填[^\n]*\n\n((?:\|.*\|\n)+)")
_ROW = re.compile(r"^\| (.+?) \| (.*?) \|$", re.MULTILINE)
ASKED = "| 它问 | 您打 |\n|---|---|\n"
ENTER = "（按回车）"
"""What a table says where nothing but the Enter key is to be pressed."""


class Example(NamedTuple):
    """One command line of the manual, or one that asks with its questions and answers."""

    page: str
    line: str
    day: date | None
    code: int
    talk: tuple[tuple[str, str], ...] | None
    said: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The command line without the program's name."""
        program, *words = shlex.split(self.line)
        assert program == "pdisc", f"{self.page}: {self.line}"
        return words


@cache
def pages() -> tuple[Path, ...]:
    """Return the front door, and every page that it leads to, in the order in which it does."""
    linked = re.findall(r"\]\((docs/manual/[^)#]+\.md)", FRONT.read_text(encoding="utf-8"))
    return FRONT, *(ROOT / name for name in dict.fromkeys(linked))


@cache
def manual() -> str:
    """Return the whole manual as one text."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages())


def in_english(line: str) -> str:
    """Return a command line of the manual with the English name of its command."""
    program, *words = line.split(" ")
    if words:
        words[0] = english(COMMANDS, words[0])
        parts = COMMANDS[words[0]].parts if words[0] in COMMANDS else None
        words[1:2] = [english(parts, word) if parts else word for word in words[1:2]]
    return " ".join([program, *words])


class FilledIn(NamedTuple):
    """A sheet that she fills in, with what a table of the manual says."""

    page: str
    file: str
    rows: tuple[dict[str, str], ...]


def steps(page: Path) -> Iterator[Example | FilledIn]:
    """Yield what is typed and filled in on a page, from top to bottom."""
    text = page.read_text(encoding="utf-8")
    filled = [(place.start(), _filled_in(page.name, place)) for place in _FILLED.finditer(text)]
    for start, example in _typed(page.name, text):
        while filled and filled[0][0] < start:
            yield filled.pop(0)[1]
        yield example
    yield from (each for _, each in filled)


def examples(page: Path) -> list[Example]:
    """Return what is typed on a page, from top to bottom."""
    return [each for each in steps(page) if isinstance(each, Example)]


def _filled_in(page: str, found: re.Match[str]) -> FilledIn:
    """Return what one table says is filled in."""
    head, _, *rows = (
        [cell.strip() for cell in line[1:-1].split("|")] for line in found[2].splitlines()
    )
    return FilledIn(page, found[1], tuple(dict(zip(head, row, strict=True)) for row in rows))


def _typed(page: str, text: str) -> Iterator[tuple[int, Example]]:
    """Yield what is typed in a text, and where it stands."""
    for block in _FENCE.finditer(text):
        if block[1] != "console":
            continue
        day, code = _told(block[2].split())
        lines = block[3].splitlines()
        talk = _talk(text[block.end() :].partition("\n```")[0])
        assert talk is None or len(lines) == 1, f"{page}: a table answers one command"
        shown = _SAID.match(text, block.end())
        for line in lines:
            said = tuple(shown[1].splitlines()) if shown and line == lines[-1] else ()
            yield block.start(), Example(page, line, day, code, talk, said)


def _told(words: list[str]) -> tuple[date | None, int]:
    """Return the day and the exit code that stand behind a block's name."""
    days = [date.fromisoformat(word) for word in words if "-" in word]
    codes = [int(word) for word in words if "-" not in word]
    return next(iter(days), None), next(iter(codes), 0)


def _talk(behind: str) -> tuple[tuple[str, str], ...] | None:
    """Return questions and answers, where tables of them follow before the next block."""
    tables = [part.partition("\n\n")[0] for part in behind.split(ASKED)[1:]]
    rows = [row.groups() for table in tables for row in _ROW.finditer(table)]
    said = [(asked, "" if typed == ENTER else typed.strip("`")) for asked, typed in rows]
    return tuple(said) if said else None
