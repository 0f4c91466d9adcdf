"""Levels of secrecy as tables and lists set them out: options, counts, definitions, ticked columns.

A row with all the grades, or with 非密 beside one, offers options; what is ticked below or beside
one of them is chosen. A table of counts has a grade and figures in a row, but no paper's title.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from pdisc.screening.boxes import TICKS
from pdisc.screening.grades import GRADE, TERM, is_title
from pdisc.screening.rows import compiled

LEVEL = rf"{GRADE}[级級]?|非密级?|非涉密|不涉密|无密级|内部(?:文件|资料)?|公开|普通|一般|无"
_ENUMERATOR = r"(?:[(]?[0-9一二三四五六七八九十A-Z]{1,2}[.、)]+)?"
_BOX = rf"[□☐○◯〇●◉⊙◎{TICKS}]|[(\[] {{0,3}}[{TICKS}xXvV]? {{0,3}}[)\]]"
_ITEM = rf" *{_ENUMERATOR} *(?:{_BOX})? *(?P<level>{LEVEL}) *(?:{_BOX})? *[;,。]?"
_TICKED = rf" *(?:[{TICKS}●◉⊙vV]|\[[xX]\]|[(\[] ?[{TICKS}vV] ?[)\]]) *"
_VALUE = rf" *(?:[0-9.]*%?|[0-9]+ ?[份件个项卷册条]|[-—/]+|{_TICKED}|(?:{_BOX})) *"
_PAPER_HEADING = "题 ?名|标 ?题|文件|名 ?称|事 ?由|文 ?号|材料|方案|内容"
_SERIAL_HEADING = "序 ?号|编 ?号|份 ?号|档 ?号|^号$|No|页 ?[码数]|期号"
_COUNT_HEADING = (
    "份数|数量|件数|数$|合计|小计|总计|[0-9]年|^年$|份$|件$|次$|占比|比例|收文|发文|季度|[0-9]月"
)
_HOLDER_HEADING = "单位|部门|科室|年|月|日期|备注|类|文种|项目|说明"
_UNITS = frozenset("份件个项卷册条")
_HEADING = rf"密 ?[级級]|{_PAPER_HEADING}|{_SERIAL_HEADING}|份数|数量|件数|合计|单位|年度|月份"
_LISTED = (
    rf"(?:[级級件的]|文件|[□☐○◯〇●◉{TICKS}]|不超过|年|份|件|以[上下内]|[A-D一二三四0-9]"
    r"|[ ·,、/;:.()\[\]xX。\->→“”\"和或及与至到]){1,14}"
)

_COUNTED = rf"(?:{GRADE})[级級]?(?:文件|件)?[\t|, ]{{1,4}}(?:0|[1-9][0-9]{{0,3}}) ?[份件]?"
_COUNTS = rf"{_COUNTED}[\t|, ]{{1,4}}{_COUNTED}(?:$|[\t|, ])"
_LONG = 200
_REACH = 8
"""How many columns away a cell may say what a grade is."""


class Line(msgspec.Struct, frozen=True):
    """One line with a grade in it, cut into cells, with what it is in its table.

    `cells` are half-open spans within the line, `headings` the cells of the row that names the
    columns. `options` says that its grades are what may be chosen, not what was.
    """

    text: str
    start: int
    above: str
    below: str
    cells: Sequence[tuple[int, int]]
    headings: Sequence[str]
    options: bool


class Tick(msgspec.Struct, frozen=True):
    """A tick in the column of a grade."""

    start: int
    end: int


def read(plain: str) -> Iterator[Line | Tick]:
    """Yield the lines that have a grade, in their order, and every tick below one."""
    lines = plain.split("\n")
    headings: list[str] = []
    columns: list[str] = []
    mark, start = "", 0
    options_run = _listed_lines(lines)
    for place, text in enumerate(lines):
        separator = _separator(lines, place, mark)
        if separator != mark or not separator:
            headings, columns, mark = [], [], separator
        cells = list(_spans(text, separator))
        words = [text[start_:end].strip() for start_, end in cells]
        if columns:
            yield from _ticks(columns, text, cells, start)
        options = place in options_run
        if separator and "密" in text and _offers(words, lines, place, separator):
            columns, options = words, True
        elif separator and _is_heading(words):
            headings = words
        if "密" in text or _half(text):
            yield Line(
                text,
                start,
                _near(lines, place, -1),
                _near(lines, place, 1),
                cells,
                headings,
                options,
            )
        start += len(text) + 1


def _half(text: str) -> bool:
    return bool(compiled("[绝絕机機秘祕][ \t]{0,8}$").search(text[-9:]))


def _near(lines: Sequence[str], place: int, step: int) -> str:
    """Return the next line up or down that isn't blank, at most two lines away."""
    for other in (place + step, place + 2 * step):
        if 0 <= other < len(lines) and lines[other].strip():
            return lines[other][-60:] if step < 0 else lines[other][:60]
    return ""


def _separator(lines: Sequence[str], place: int, mark: str) -> str:
    """Return what parts the cells of a line; commas and blanks only where lines agree on them."""
    text = lines[place]
    for sign in "\t|":
        if sign in text:
            return sign
    for sign in ", ":
        count = text.strip().count(sign)
        beside = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
        few = 0 < count < 30 and len(text) < 200 and "。" not in text
        if few and any(other.strip().count(sign) == count for other in beside):
            return sign
    return ""


def _spans(text: str, separator: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cell in text.split(separator) if separator else [text]:
        yield start, start + len(cell)
        start += len(cell) + 1


def _is_heading(words: Sequence[str]) -> bool:
    named = [word for word in words if word]
    return (
        len(named) > 1
        and any(compiled(_HEADING).search(word) for word in named)
        and max(map(len, named)) <= 14
        and not any(compiled(GRADE).search(word) for word in named)
    )


def _level(word: str) -> str:
    match = compiled(_ITEM).fullmatch(word)
    return re.sub(r"[^绝絕机機秘祕密非不无内公普一]", "", match["level"])[:2] if match else ""


def _is_grade(level: str) -> bool:
    return level[:1] in set("绝絕机機秘祕")


def _offers(words: Sequence[str], lines: Sequence[str], place: int, separator: str) -> bool:
    """Return whether a row sets out levels to choose from, or to count by."""
    levels = {level for word in words if (level := _level(word))}
    grades = {level for level in levels if _is_grade(level)}
    if len(grades) == 3 or (grades and levels & {"非密", "非涉", "不涉", "无密"}):
        return not _names_papers(lines[place - 1].split(separator)[0] if place else "")
    if len(grades) < 2 or place + 1 >= len(lines):
        return False
    below = lines[place + 1].split(separator)
    under = [cell for cell, word in zip(below, words, strict=False) if _is_grade(_level(word))]
    return bool(under) and all(compiled(_VALUE).fullmatch(cell) for cell in under)


def _names_papers(word: str) -> bool:
    return bool(compiled(_PAPER_HEADING).search(word))


def _ticks(
    columns: Sequence[str], text: str, cells: Sequence[tuple[int, int]], start: int
) -> Iterator[Tick]:
    for column, (first, last) in zip(columns, cells, strict=False):
        if _is_grade(_level(column)) and compiled(_TICKED).fullmatch(text[first:last]):
            yield Tick(start + first, start + last)


def _listed_lines(lines: Sequence[str]) -> set[int]:
    """Return the lines that set out the levels one below the other, each once, without titles."""
    found: set[int] = set()
    run: list[int] = []
    seen: list[str] = []
    for place in range(len(lines) + 1):
        level = _line_level(lines[place]) if place < len(lines) else ""
        if not level or level in seen:
            found |= _enough(run, seen)
            run, seen = [], []
        if level:
            run.append(place)
            seen.append(level)
    return found


def _enough(run: Sequence[int], seen: Sequence[str]) -> set[int]:
    grades = [level for level in seen if _is_grade(level)]
    listed = len(grades) >= 2 and len(seen) >= 3
    return set(run) if listed else set()


def _line_level(line: str) -> str:
    """Return the level with which a line begins that has nothing like a title."""
    text = line[:120].strip(" |\t")
    match = compiled(rf"{_ITEM}(?=$|[ \t|,:])").match(text)
    if not match or len(line) > 120:
        return ""
    rest = text[match.end() :].strip(" \t|,:")
    values = re.split(r"[ \t|,:]+", rest)
    plain = all(compiled(rf"(?:{_VALUE})|不超过|{TERM}").fullmatch(value) for value in values)
    return _level(match[0]) if plain or not is_title(rest) else ""


def column_of(line: Line, place: int) -> int:
    """Return in which cell of a line a place lies."""
    return bisect_left(line.cells, place, key=lambda span: span[1])


def _heading(line: Line, column: int) -> str:
    return line.headings[column] if column < len(line.headings) else ""


def counted(line: Line, column: int) -> bool:
    """Return whether a grade in this cell is counted: figures in its row, and no paper's title."""
    if len(line.cells) == 1:
        return False
    if compiled(_COUNTS).search(line.text[:_LONG]):
        return True
    figures = False
    for other in range(max(0, column - _REACH), min(len(line.cells), column + _REACH)):
        if other == column:
            continue
        first, last = line.cells[other]
        head = _heading(line, other)
        says = _says(line.text[first:last].strip(), head)
        if says in {"paper", "other"}:
            return False
        figures |= says == "figure" and (bool(head) or other > column)
    return figures


@lru_cache(maxsize=1024)
def _says(word: str, heading: str) -> str:
    """Return whether a cell beside a grade names a paper, counts, or says something else."""
    if not word or word in _UNITS:
        return ""
    holder = compiled(_HOLDER_HEADING).search(heading)
    if compiled(_PAPER_HEADING).search(heading) or (not holder and is_title(word)):
        return "paper"
    figure = compiled(r"(?:0|[1-9][0-9]{0,3}) ?[份件个项卷册条%]?|[0-9.]{1,6}%").fullmatch(word)
    if figure and (not heading or compiled(_COUNT_HEADING).search(heading)):
        return "figure"
    return "" if heading else "other"


def lists_on(left: str, right: str, grade: str) -> bool:
    """Return whether another level follows or precedes at once, as lists of levels do."""
    after = compiled(
        rf"{_LISTED}(?P<other>{GRADE}|非密|非涉密)"
        r"|[级級]?[ 、/,]{1,3}(?P<lower>内部|公开)(?=$|[ ;,。、)/])"
    ).match(right)
    ahead = compiled(rf"(?<!国家)(?P<other>{GRADE}){_LISTED}$").search(left[-24:])
    named = [next(filter(None, match.groups()))[0] for match in (after, ahead) if match]
    return any(other != grade for other in named)
