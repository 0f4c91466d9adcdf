"""How a 公文 sets what people typed: headings by their numbers, titles in even lines, 文号."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pdisc.sheets.sheet import Manner, Para
from pdisc.text import trimmed
from pdisc.values.parts import StoredFile

_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；！？]{1,40}")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^。；！？]{1,40}")
_YEAR = re.compile(r"[〔【\[［(（]\s*([12]\d{3})\s*[〕】\]］)）]")
_NOT_FIRST = "，。、；：？！）》〉」』】〕”’％%"
_NOT_LAST = "（《〈「『【〔“‘"


def text_paras(content: str) -> Iterator[Para]:
    """Yield a text line by line: 一、 in 黑体, （一） in 楷体, all else as it is (GB/T 9704).

    Where there is none one empty line stands for it.
    """
    lines = [line for line in map(trimmed, content.splitlines()) if line]
    for text in lines or [""]:
        yield Para(text=text, manner=_manner(text), name="正文")


def _manner(text: str) -> Manner:
    if _FIRST.fullmatch(text):
        return "head"
    return "subhead" if _SECOND.fullmatch(text) else "body"


def attachment_paras(files: Sequence[StoredFile]) -> Iterator[Para]:
    """Yield the 附件说明: below the text, the names without ending or full stop."""
    names = [PurePosixPath(each.name).stem for each in files]
    for place, name in enumerate(names, start=1):
        lead = "附件：" if place == 1 else "　　　"
        number = f"{place}. " if len(names) > 1 else ""
        space = 1.0 if place == 1 else 0.0
        yield Para(text=f"{lead}{number}{name}", name="附件", space=space)


def in_lines(title: str, most: int) -> str:
    """Return a title broken into lines of nearly equal length, none longer than `most` letters.

    No number and no word of Latin letters is cut, and no line begins with a mark that ends
    something.
    """
    count = -(-len(title) // most)
    lines, rest = [], title
    for left in range(count, 1, -1):
        cut = _cut(rest, round(len(rest) / left + 0.25), most)
        lines.append(rest[:cut])
        rest = rest[cut:]
    return "\n".join((*lines, rest))


def _cut(text: str, wanted: int, most: int) -> int:
    """Return the nearest place at which a line may end."""
    places = sorted(range(2, min(len(text), most + 2)), key=lambda place: abs(place - wanted))
    return next((place for place in places if _may_end(text, place)), wanted)


def _may_end(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    joined = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    counted = before.isdigit() and after in "年月日号个次期届"
    return not (joined or counted or after in _NOT_FIRST or before in _NOT_LAST)


def with_brackets(document_number: str) -> str:
    """Return a 文号 with its year in 〔〕, whatever brackets it was typed in."""
    return _YEAR.sub(r"〔\1〕", document_number)
