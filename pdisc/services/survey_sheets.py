"""A 测评表 that was filled in, read row by row; all that is wrong with it is said at once.

Nothing that stands in the file is quoted or kept but numbers, windows and counts: what somebody
wrote elsewhere may be anything.
"""

import re
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pdisc.dates.spoken import spelled_window
from pdisc.dates.windows import parse_window
from pdisc.errors import Problem, UsageError
from pdisc.registers.surveys import SurveyTallied
from pdisc.screening.files.box import LIMITS, MB, Unreadable
from pdisc.screening.office.filled import FilledCell, FilledSheet, Odd, filled_sheets
from pdisc.screening.office.unseen_excel import letters
from pdisc.services.text_files import read_bytes
from pdisc.sheets.surveys import (
    ABOUT,
    ASKED,
    COLUMNS,
    GROUP,
    GROUPS,
    HEADING_WITHIN,
    SurveyRow,
    SurveySheet,
)
from pdisc.text import halfwidth, visible
from pdisc.values.codes import is_number, public_place
from pdisc.values.voice_kinds import SurveyGroup
from pdisc.voices.survey_digest import digest_of
from pdisc.voices.surveys import GRADES, MOST_ANSWERS, MOST_ASKED, tallied

MOST_ROWS = 1_000
"""Rows that are filled in: three groups for each disclosure of a year are fewer."""

SAVE_ANEW = "用 WPS 或 Excel 打开，另存为 xlsx，再录入；空表：pdisc print 测评表"
_LEAST_KNOWN = 3
"""So many known headings side by side make a row that of the headings."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣", "-"))
_ODD = (
    (Odd.FORMULA, "这里是公式，改成数字（复制以后选择性粘贴为数值）"),
    (Odd.MERGED, "这里是合并的单元格，取消合并，每一行都写"),
    (Odd.HIDDEN, "这里是隐藏的，取消隐藏，或者删去"),
)
"""What a cell must not be, the first of them is told."""

Cells = Mapping[int, FilledCell]


def read_sheet(path: Path, today: date) -> SurveySheet:
    """Return what a filled-in 测评表 says, in the order of its rows.

    Raises UsageError for a file that is no workbook, too large, damaged, or holds no tally at all.
    """
    data = read_bytes(path, LIMITS.file + 1)
    try:
        if not data or len(data) > LIMITS.file:
            raise Unreadable(f"文件超过{LIMITS.file // MB}MB" if data else "文件是空的")
        sheets = list(filled_sheets(data, path.name))
    except Unreadable as reason:
        told = f"读不了测评表“{visible(path.name)}”：{reason}"
        raise UsageError(told, next_step=SAVE_ANEW) from reason
    chosen = [each for each in sheets if _known(_heading(each)[1]) >= _LEAST_KNOWN]
    if len(chosen) > 1:
        told = f"有{len(chosen)}张工作表都是测评表，只能有一张"
        raise UsageError(told, next_step="合到一张工作表里，其余的删去，再录入")
    found = _SheetReader((chosen or sheets)[0], today).read() if sheets else SurveySheet((), ())
    if not found.rows and not found.problems:
        raise UsageError("测评表里一行也没有填", next_step="填好以后再录入")
    return found


def _heading(sheet: FilledSheet) -> tuple[int, Cells]:
    """Return the row of the headings, or the first that holds anything where none is one."""
    first = {row: cells for row, cells in sheet.rows.items() if row <= HEADING_WITHIN}
    row = max(sorted(first), key=lambda each: _known(first[each]), default=1)
    return row, first.get(row, {})


def _known(cells: Cells) -> int:
    return len({_title(cell) for cell in cells.values()} & set(COLUMNS))


def _title(cell: FilledCell) -> str:
    return re.sub(r"\s+", "", halfwidth(cell.text))


class _RowAbout(NamedTuple):
    """What a row is about: a number, a window's key, or neither."""

    number: str = ""
    window: str = ""


class _SheetReader:
    """Reads one sheet, and collects what is wrong with it."""

    def __init__(self, sheet: FilledSheet, today: date) -> None:
        self._sheet = sheet
        self._today = today
        self._head, headings = _heading(sheet)
        self._problems: list[Problem] = []
        self._columns = self._in_columns(headings)

    def read(self) -> SurveySheet:
        """Return the rows that will do, and all problems; without its headings it has no rows."""
        rows: list[SurveyRow] = []
        first: dict[str, int] = {}
        below = sorted(number for number in self._sheet.rows if number > self._head)
        if len(below) > MOST_ROWS:
            self._wrong(below[MOST_ROWS], "", f"超过{MOST_ROWS}行，分几个文件录入")
        readable = set(COLUMNS) <= self._columns.keys()
        for number in below[:MOST_ROWS] if readable else ():
            event = self._row(number, self._sheet.rows[number])
            if event is None:
                continue
            same = first.setdefault(digest_of(event), number)
            if same != number:
                self._wrong(number, "", f"与第{same}行完全相同")
            else:
                rows.append(SurveyRow(number, event))
        return SurveySheet(tuple(rows), tuple(sorted(self._problems, key=attrgetter("row"))))

    def _wrong(self, row: int, column: str, message: str) -> None:
        self._problems.append(Problem(row, column, message))

    def _in_columns(self, headings: Cells) -> dict[str, int]:
        """Return where each heading stands; note those that are missing, double or unknown."""
        columns: dict[str, int] = {}
        for place, cell in sorted(headings.items()):
            title = _title(cell)
            if title not in COLUMNS:
                told = f"这一列不认识，只能有：{'、'.join(COLUMNS)}"
                self._wrong(self._head, letters(place), told)
            elif title in columns:
                self._wrong(self._head, title, "这一列写了两遍")
            else:
                columns[title] = place
                self._odd(self._head, title, cell)
        for title in COLUMNS:
            if title not in columns:
                self._wrong(self._head, title, "缺少这一列")
        return columns

    def _row(self, number: int, cells: Cells) -> SurveyTallied | None:
        """Return what a row tallies; None where it won't do, or only names what it would be about.

        The template's rows that nobody filled in are such.
        """
        if all(cell.odd & Odd.HIDDEN for cell in cells.values()):
            self._wrong(number, "", "这一行是隐藏的，取消隐藏，或者删去")
            return None
        before = len(self._problems)
        for place in sorted(cells.keys() - set(self._columns.values())):
            self._wrong(number, letters(place), "这一格不在表头下面，删去")
        about = self._about(number, cells)
        if cells.keys() <= {self._columns[ABOUT]}:
            return None
        group = self._group(number, cells)
        counts = {word: self._count(number, cells, word, MOST_ANSWERS) for word in GRADES}
        asked = self._count(number, cells, ASKED, MOST_ASKED, optional=True)
        if len(self._problems) > before or group is None or about is None:
            return None
        sure = {word: count for word, count in counts.items() if count is not None}
        try:
            return tallied(group, sure, number=about.number, window=about.window, asked=asked)
        except UsageError as error:
            column = ASKED if any(sure.values()) else next(iter(GRADES))
            self._wrong(number, column, error.message)
            return None

    def _odd(self, row: int, title: str, cell: FilledCell) -> bool:
        """Note what a cell must not be; tell whether it is."""
        for odd, told in _ODD:
            if cell.odd & odd:
                self._wrong(row, title, told)
                return True
        return False

    def _cell(self, row: int, cells: Cells, title: str) -> FilledCell | None:
        """Return a cell that holds what somebody typed; None where there is none."""
        cell = cells.get(self._columns[title])
        return None if cell is None or self._odd(row, title, cell) else cell

    def _about(self, row: int, cells: Cells) -> "_RowAbout | None":
        cell = self._cell(row, cells, ABOUT)
        text = halfwidth(cell.text).translate(_DASHES) if cell else ""
        if cell and cell.odd & Odd.DATE:
            self._wrong(row, ABOUT, "表格程序把它当成了日期：这一格先设成文本，再写")
            return None
        if not text or is_number(text) or public_place(text):
            return _RowAbout(number=text)
        try:
            return _RowAbout(window=parse_window(spelled_window(text, self._today)).key)
        except UsageError:
            self._wrong(row, ABOUT, "不是公开事项编号，也不是期次；写作 2026-0001 或 2026年三季度")
            return None

    def _group(self, row: int, cells: Cells) -> SurveyGroup | None:
        cell = self._cell(row, cells, GROUP)
        text = halfwidth(cell.text) if cell else ""
        if text in GROUPS:
            return SurveyGroup(text)
        if cell or self._columns[GROUP] not in cells:
            told = f"应为 {'、'.join(GROUPS)}"
            self._wrong(row, GROUP, told if cell else f"没有写群体，{told}")
        return None

    def _count(
        self, row: int, cells: Cells, title: str, most: int, *, optional: bool = False
    ) -> int | None:
        cell = self._cell(row, cells, title)
        if cell is None:
            if not optional and self._columns[title] not in cells:
                self._wrong(row, title, "空着，没有的写 0")
            return None
        text = halfwidth(cell.text)
        plain = re.fullmatch(r"(?a)0*(\d{1,7})", text)
        if plain and not cell.odd & Odd.DATE and int(plain[1]) <= most:
            return int(plain[1])
        negative = re.fullmatch(r"-\s*[\d.]+", text.translate(_DASHES))
        told = "不能是负数" if negative else "应为数字，不写小数、单位和文字"
        self._wrong(row, title, f"{told}，从 0 到 {most}")
        return None
