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
from pdisc.screening.grades import GRADE, TERM, TITLED, is_title
from pdisc.screening.offered import (
    COUNT_HEADING,
    ITEM,
    PAPER_HEADING,
    VALUE,
    chosen,
    is_grade,
    level_of,
    offers,
)
from pdisc.screening.rows import compiled

_SERIAL_HEADING = "序 ?号|编 ?号|份 ?号|档 ?号|^号$|No|页 ?[码数]|期号"
_HOLDER_HEADING = "单位|部门|科室|年|月|日期|备注|类|文种|项目|说明"
_UNITS = frozenset("份件个项卷册条")
_POST = "岗位|人员|设备|计算机|电脑|打印机|复印机|传真机|介质|U盘|硬盘|网络|场所|部位|机房"
_OF_A_HOLDER = (
    rf"(?:涉密|保密|要害)(?:{_POST})(?:名称|类型|类别|编号|姓名)?"
    rf"|(?:{_POST})(?:名称|类型|类别|编号|密级|品牌|型号)|品牌.{{0,4}}|.{{0,4}}(?:序列号|脱密期|定密责任人|定密权限).{{0,4}}"
)
_HOLDERS_TABLE = (
    rf"(?:涉密|保密|要害)(?:{_POST}|部门).{{0,8}}(?:台账|统计|登记|名册|一览|情况|表|清单|汇总)"
)
_OF_PAPERS = (
    "题 ?名|标 ?题|事 ?由|文 ?号|文件|材料|方案|信息|内容|载体|事 ?项|议题|课题|项目|规划|纪要|档案"
)
_DEFINES = (
    "国家秘密|损害|泄露|重要|一般|最|期限|[0-9一二三四五六七八九十]年|由|须|应当?|不得|不[能可超]|是|为|指|审批|批准"
    "|专[柜人册车]|双人"
)
_HEADING = (
    rf"密 ?[级級]|涉密等级|{_POST}|{PAPER_HEADING}|{_SERIAL_HEADING}"
    "|份数|数量|件数|合计|单位|年度|月份"
)
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
    columns. `options` says that its grades are what may be chosen, not what was; `holders` that
    its table is one of people, posts or equipment.
    """

    text: str
    start: int
    above: str
    below: str
    cells: Sequence[tuple[int, int]]
    headings: Sequence[str]
    options: bool
    holders: bool


class Tick(msgspec.Struct, frozen=True):
    """A tick in the column of a grade."""

    start: int
    end: int


def read(plain: str) -> Iterator[Line | Tick]:
    """Yield the lines that have a grade, in their order, and every tick below one."""
    lines = plain.split("\n")
    headings: list[str] = []
    columns: list[str] = []
    mark, start, holders = "", 0, False
    options_run = _listed_lines(lines)
    for place, text in enumerate(lines):
        separator = _separator(lines, place, mark)
        if separator != mark or not separator:
            headings, columns, mark, holders = [], [], separator, False
        cells = list(_spans(text, separator))
        words = [text[start_:end].strip() for start_, end in cells]
        if columns:
            for column in chosen(columns, words):
                yield Tick(start + cells[column][0], start + cells[column][1])
        options = place in options_run
        if separator and "密" in text and offers(words, lines, place, separator):
            columns, options = words, True
        elif separator and _is_heading(words):
            headings, holders = words, _of_holders(words, _near(lines, place, -1))
        if "密" in text or _half(text):
            yield Line(
                text,
                start,
                _near(lines, place, -1),
                _near(lines, place, 1),
                cells,
                headings,
                options,
                holders,
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


def _of_holders(words: Sequence[str], caption: str) -> bool:
    """Return whether a table is one of people, posts or equipment that have a grade, not papers."""
    if any(compiled(_OF_PAPERS).search(word) for word in words):
        return False
    people = "姓名" in words and any(
        compiled("涉密(?:等级|级别|程度|类别)").search(w) for w in words
    )
    named = any(compiled(_OF_A_HOLDER).fullmatch(word) for word in words)
    return people or named or bool(compiled(_HOLDERS_TABLE).search(caption))


def _is_heading(words: Sequence[str]) -> bool:
    named = [word for word in words if word]
    return (
        len(named) > 1
        and any(compiled(_HEADING).search(word) for word in named)
        and max(map(len, named)) <= 14
        and not any(compiled(GRADE).search(word) for word in named)
    )


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
    grades = [level for level in seen if is_grade(level)]
    listed = len(grades) >= 2 and len(seen) >= 3
    return set(run) if listed else set()


def _line_level(line: str) -> str:
    """Return the level with which a line begins that has nothing like a title."""
    text = line[:120].strip(" |\t")
    match = compiled(rf"{ITEM}(?=$|[ \t|,:])").match(text)
    rest = text[match.end() :].strip(" \t|,:") if match else ""
    if not match or len(line) > 120 or rest in {"是", "有"}:
        return ""
    values = re.split(r"[ \t|,:]+", rest)
    plain = all(compiled(rf"(?:{VALUE})|[否无]|不超过|{TERM}").fullmatch(value) for value in values)
    return level_of(match[0]) if plain or _defines(rest) else ""


def _defines(rest: str) -> bool:
    """Return whether what follows a grade says what the grade is, and names no paper or person."""
    return bool(compiled(_DEFINES).search(rest)) and not is_title(rest)


def column_of(line: Line, place: int) -> int:
    """Return in which cell of a line a place lies."""
    return bisect_left(line.cells, place, key=lambda span: span[1])


def _heading(line: Line, column: int) -> str:
    return line.headings[column] if column < len(line.headings) else ""


def counted(line: Line, column: int) -> bool:
    """Return whether a grade in this cell is a holder's, or counted: figures, no paper's title."""
    if len(line.cells) == 1:
        return False
    if line.holders and not compiled(TITLED).search(line.text[:_LONG]):
        return True
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
    if compiled(PAPER_HEADING).search(heading) or (not holder and is_title(word)):
        return "paper"
    figure = compiled(r"(?:0|[1-9][0-9]{0,3}) ?[份件个项卷册条%]?|[0-9.]{1,6}%").fullmatch(word)
    if figure and (not heading or compiled(COUNT_HEADING).search(heading)):
        return "figure"
    return "" if heading else "other"


def lists_on(left: str, right: str, grade: str) -> bool:
    """Return whether another level follows or precedes at once, as lists of levels do."""
    after = compiled(
        rf"{_LISTED}(?P<other>{GRADE}|非密|非涉密)"
        r"|[级級]?[ 、/,]{1,3}(?P<lower>内部|公开)(?=$|[ ;,。、)/])"
    ).match(right)
    ahead = compiled(rf"(?<!国家)(?P<other>{GRADE}){_LISTED}$").search(left[-24:])
    if ahead and compiled(r"[^A-Z0-9一二三四]\):$").search(ahead[0]):
        ahead = None  # a field whose name lists the levels: 涉密（绝密/机密/秘密）：机密
    named = [next(filter(None, match.groups()))[0] for match in (after, ahead) if match]
    return any(other != grade for other in named)
