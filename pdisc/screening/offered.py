"""Rows that set out the levels of secrecy to choose from, and which of them a row below chooses.

A row with all the grades, or with 非密 or 是否 beside one, offers them. A lone √ below a grade is
the choice; 是, or one √ of many, where a paper is asked about: a rule says 是 of many grades at
once. A lone 1 is a choice in a table of papers: elsewhere it counts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pdisc.screening.boxes import TICKS
from pdisc.screening.grades import GRADE, is_title
from pdisc.screening.rows import compiled

LEVEL = rf"{GRADE}[级級]?|非密级?|非涉密|不涉密|无密级|内部(?:文件|资料)?|公开|普通|一般|无"
_ENUMERATOR = r"(?:[(]?[0-9一二三四五六七八九十A-Z]{1,2}[.、)]+)?"
BOX = rf"[□☐○◯〇●◉⊙◎{TICKS}]|[(\[] {{0,3}}[{TICKS}xXvV]? {{0,3}}[)\]]"
WHETHER = "是否(?:属于?|涉及?|含有?|[定列]?为)?"
ITEM = (
    rf" *{_ENUMERATOR} *(?:{BOX})? *(?:{WHETHER})?(?P<level>{LEVEL})"
    rf"(?:文件|信息|事项|内容|件)? *(?:{BOX})? *[;,。?]?"
)
"""A level as an option: numbered, with a box, or asked for."""
_TICK = rf" *(?:[{TICKS}●◉⊙vV]|\[[xX]\]|[(\[] ?[{TICKS}vV] ?[)\]]) *"
_YES = " *(?:是|[yY](?:es)?) *"
VALUE = rf" *(?:[0-9.]*%?|[0-9]+ ?[份件个项卷册条]|[-—/]+|{_TICK}|{_YES}|(?:{BOX})) *"
"""What stands in a cell below or beside a level: a figure, a tick, a stroke or nothing."""
PAPER_HEADING = "题 ?名|标 ?题|文件|名 ?称|事 ?由|文 ?号|材料|方案|内容"
COUNT_HEADING = (
    "份数|数量|件数|数$|合计|小计|总计|[0-9]年|^年$|份$|件$|次$|占比|比例|收文|发文|季度|[0-9]月"
    "|清退|[应已未实][退收发有]|结存|新增|^[收发存借还]$"
)
_NOT_SECRET = frozenset(("非密", "非涉", "不涉", "无密"))
_NOTHING = frozenset(("", "0", "-", "—", "/", "无", "否", "×"))


@lru_cache(maxsize=1024)
def level_of(word: str) -> str:
    """Return the level that a word is, in two characters, or nothing."""
    match = compiled(ITEM).fullmatch(word)
    return re.sub(r"[^绝絕机機秘祕密非不无内公普一]", "", match["level"])[:2] if match else ""


def is_grade(level: str) -> bool:
    """Return whether a level is one of the three grades."""
    return level[:1] in set("绝絕机機秘祕")


def offers(words: Sequence[str], lines: Sequence[str], place: int, separator: str) -> bool:
    """Return whether a row sets out levels to choose from, or to count by."""
    levels = {level for word in words if (level := level_of(word))}
    grades = {level for level in levels if is_grade(level)}
    asked = any(compiled(WHETHER).match(word) and is_grade(level_of(word)) for word in words)
    if len(grades) == 3 or (grades and (asked or levels & _NOT_SECRET)):
        above = lines[place - 1].split(separator)[0] if place else ""
        return not (words[0] and compiled(PAPER_HEADING).search(above))
    if len(grades) < 2 or place + 1 >= len(lines):
        return False
    below = lines[place + 1].split(separator)
    under = [cell for cell, word in zip(below, words, strict=False) if is_grade(level_of(word))]
    return bool(under) and all(compiled(VALUE).fullmatch(cell) for cell in under)


def chosen(columns: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Yield the columns of grades that a row chooses."""
    levels = [level_of(column) for column in columns]
    answers = {
        place: word
        for place, (level, word) in enumerate(zip(levels, words, strict=False))
        if level and word not in _NOTHING
    }
    of_papers = _of_papers(columns, levels)
    asked = of_papers or _are_asked(columns, levels) or _names_a_paper(levels, words)
    lone = len(answers) == 1
    for place, word in answers.items():
        ticked = bool(compiled(_TICK).fullmatch(word)) and (lone or asked)
        said = bool(compiled(_YES).fullmatch(word)) and asked
        if is_grade(levels[place]) and (ticked or said or (lone and of_papers and word == "1")):
            yield place


def _of_papers(columns: Sequence[str], levels: Sequence[str]) -> bool:
    """Return whether a table has a row for each paper, and doesn't count."""
    others = [column for column, level in zip(columns, levels, strict=True) if not level]
    counts = any(compiled(COUNT_HEADING).search(column) for column in others)
    return not counts and any(compiled(f"{PAPER_HEADING}|事 ?项").search(name) for name in others)


def _are_asked(columns: Sequence[str], levels: Sequence[str]) -> bool:
    """Return whether columns ask which grade a thing has: 非密 is beside them, or 是否 ahead."""
    whether = any(compiled(WHETHER).match(column) for column in columns)
    return whether or not _NOT_SECRET.isdisjoint(levels)


def _names_a_paper(levels: Sequence[str], words: Sequence[str]) -> bool:
    return any(not level and is_title(word) for level, word in zip(levels, words, strict=False))
