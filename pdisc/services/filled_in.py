"""A sheet of ours that comes back filled in: which one it is, and its rows by their headings.

Columns may have been moved, others added, the worksheet renamed; rows may be blank. Nothing of what
stands in a cell is quoted here: what somebody wrote elsewhere may be anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from pdisc.errors import Problem, UsageError
from pdisc.screening.files.box import LIMITS, MB, Unreadable
from pdisc.screening.office.filled import FilledCell, FilledSheet, Odd, filled_sheets
from pdisc.services.text_files import read_bytes
from pdisc.sheets.fill_forms import (
    CARRYING,
    CATALOG,
    COMMANDS,
    FORMS,
    HEADING_WITHIN,
    FillForm,
    Mark,
    folded,
    heading_row,
    mark_in,
)
from pdisc.text import visible

MOST_ROWS = 1_000
"""Rows below the headings: obligations of a year are fewer."""

_ODD = (
    (Odd.ERROR, "这一格是表格程序的错误（如 #REF!），改成要写的内容"),
    (Odd.FORMULA, "这里是公式，改成文字（复制以后选择性粘贴为数值）"),
    (Odd.MERGED, "这里是合并的单元格，取消合并，每一行都写"),
    (Odd.HIDDEN, "这里是隐藏的（或被筛选掉了），取消隐藏，或者清空"),
)
"""What a cell must not be, the first of them is told."""

_MONTH_ALONE = "这里只看得到月份，写明是哪一天，如 2026-09-30"
_FORMATTED = "这里是带格式的数字、时间，或者真假值，存的和看到的不一样：改成文字再填"

_ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
"""What stands in a cell that went wrong, also where it was pasted as a text."""


class FilledRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row that holds anything: where it stands, its cells by heading, and which won't do."""

    row: int
    cells: Mapping[str, FilledCell]
    wrong: tuple[Problem, ...] = ()

    @property
    def spoilt(self) -> frozenset[str]:
        """The columns whose cells can't be taken as they are: errors, formulas, merged, hidden."""
        return frozenset(each.column for each in self.wrong)

    def text(self, title: str) -> str:
        """Return what a cell says, outer blanks trimmed; empty where it says nothing."""
        cell = self.cells.get(title)
        return cell.text.strip(" \t\r\n\u3000") if cell else ""

    def blank(self, title: str) -> bool:
        """Tell whether nothing stands in a cell; a formula is something, whatever it says."""
        return not self.text(title) and title not in self.spoilt

    def says(self, titles: Iterable[str]) -> bool:
        """Tell whether anything stands in one of these columns."""
        return not all(map(self.blank, titles))


class FilledForm(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that came back: its 表号, its form, the file it is in, and its rows."""

    mark: Mark
    form: FillForm
    path: Path
    rows: tuple[FilledRow, ...]


class Brought(NamedTuple):
    """A file that somebody brought: where it lies, and what it holds, read once."""

    path: Path
    data: bytes

    def unread(self, reason: object) -> UsageError:
        """Return the error of a file that can't be read."""
        told = f"读不了这张表“{visible(self.path.name)}”：{reason}"
        mend = "用 WPS 或 Excel 打开，另存为 xlsx，再录入；设了密码的先取消密码"
        return UsageError(told, next_step=mend)


def brought(path: Path) -> Brought:
    """Return a file that somebody named; raise UsageError where it can't be read, or is none."""
    try:
        found = Brought(path, read_bytes(path, LIMITS.file + 1))
    except UsageError as error:
        error.next_step = error.next_step or "在 Excel、WPS 里开着的，先保存、关上，再录入"
        raise
    if not found.data:
        raise found.unread("文件是空的")
    if len(found.data) > LIMITS.file:
        raise found.unread(f"文件超过{LIMITS.file // MB}MB")
    return found


class SheetPlace(NamedTuple):
    """Where the cells of a sheet of ours stand: on which worksheet, under which headings."""

    word: str
    sheet: str
    head: int
    titles: Mapping[int, str]


def place_in(file: Brought) -> SheetPlace | None:
    """Return where the cells of a sheet stand, as far as it can be told; None for none of ours."""
    with suppress(UsageError):
        sheet, mark = _our_sheet(_sheets_of(file), file.path)
        head = _heading(sheet, FORMS[mark.word])
        titles = {at: folded(cell.text) for at, cell in sheet.rows.get(head, {}).items()}
        known = {at: title for at, title in titles.items() if title in FORMS[mark.word].titles}
        return SheetPlace(mark.word, sheet.name, head, known)
    return None


def read_filled(file: Brought) -> FilledForm:
    """Return what a filled-in sheet says; raise UsageError where it is none of ours, or damaged."""
    path = file.path
    sheet, mark = _our_sheet(_sheets_of(file), path)
    if sheet.hidden:
        told = "要填的这张工作表是隐藏的，什么也没有登记"
        raise UsageError(told, next_step="在表格程序里取消隐藏，看过再录入")
    form = FORMS[mark.word]
    head = _heading(sheet, form)
    columns, problems = _columns(sheet.rows.get(head, {}), form, head)
    below = sorted(row for row in sheet.rows if row > head)
    if len(below) > MOST_ROWS:
        problems.append(Problem(below[MOST_ROWS], "", f"超过{MOST_ROWS}行"))
    if problems:
        told = f"表头有{len(problems)}处问题，什么也没有登记"
        raise UsageError(told, next_step=_anew(mark), problems=tuple(problems))
    rows = (_row(row, sheet.rows[row], columns, form) for row in below)
    return FilledForm(
        mark=mark,
        form=form,
        path=path.absolute(),
        rows=tuple(each for each in rows if each.cells),
    )


def _anew(mark: Mark) -> str:
    """Return how the same sheet is made anew."""
    step = f" --step {CARRYING}" if mark.word == CARRYING else ""
    window = "" if mark.word == CATALOG else f" {mark.about}"
    command = f"{COMMANDS[mark.word]}{window}{step}"
    return f"照原来的表头改回来；或者重新出表，再把内容贴过去：pdisc {command} --out 新表.xlsx"


def _sheets_of(file: Brought) -> list[FilledSheet]:
    try:
        return list(filled_sheets(file.data, file.path.name))
    except Unreadable as reason:
        raise file.unread(reason) from reason


def _heading(sheet: FilledSheet, form: FillForm) -> int:
    """Return the row of the headings, 0 where there is none."""
    texts = {row: {at: cell.text for at, cell in cells.items()} for row, cells in _top(sheet)}
    return heading_row(texts, form.titles)


def _top(sheet: FilledSheet) -> Iterator[tuple[int, Mapping[int, FilledCell]]]:
    return ((row, cells) for row, cells in sheet.rows.items() if row <= HEADING_WITHIN)


def _our_sheet(sheets: Sequence[FilledSheet], path: Path) -> tuple[FilledSheet, Mark]:
    """Return the worksheet that bears a 表号; raise UsageError where none does, or several."""
    found = [
        (sheet, mark)
        for sheet in sheets
        for _, cells in _top(sheet)
        for cell in cells.values()
        if (mark := mark_in(cell.text))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        told = f"“{visible(path.name)}”里有{len(found)}张要填的表，只能有一张"
        raise UsageError(told, next_step="多出来的工作表删去，再录入")
    told = f"“{visible(path.name)}”的表头里没有表号：不是 pdisc 出的表，或者表头改动过"
    raise UsageError(
        told, next_step="重新出表，再把内容贴过去：pdisc sheet 2026-Q3 --out 新表.xlsx"
    )


def _columns(
    headings: Mapping[int, FilledCell], form: FillForm, head: int
) -> tuple[dict[str, int], list[Problem]]:
    """Return where each heading stands, and those that are missing or stand twice."""
    columns: dict[str, int] = {}
    problems = []
    for place in sorted(headings):
        title = folded(headings[place].text)
        if title in columns:
            problems.append(Problem(head, title, "这一列写了两遍"))
        elif title in form.titles:
            columns[title] = place
    problems += [
        Problem(max(head, 1), title, "缺少这一列") for title in form.titles if title not in columns
    ]
    return columns, problems


def _row(
    row: int, cells: Mapping[int, FilledCell], columns: Mapping[str, int], form: FillForm
) -> FilledRow:
    held = {title: cells[place] for title, place in columns.items() if place in cells}
    wrong = tuple(_wrong(row, held, form))
    texts = (column.title for column in form.columns if not (column.given or column.dated))
    seen = {title: _as_seen(held[title]) for title in texts if title in held}
    return FilledRow(row=row, cells={**held, **seen}, wrong=wrong)


def _as_seen(cell: FilledCell) -> FilledCell:
    return cell if cell.shown is None else msgspec.structs.replace(cell, text=cell.shown)


def _wrong(row: int, held: Mapping[str, FilledCell], form: FillForm) -> Iterator[Problem]:
    """Yield what of a row can't be taken as it is: errors, formulas, merged, hidden, formatted.

    What is given may be hidden, as long as the whole row isn't.
    """
    unseen = all(cell.odd & Odd.HIDDEN for cell in held.values())
    if held and unseen:
        yield Problem(row, "", "这一行是隐藏的（或被筛选掉了），取消隐藏，再录入")
    for column in form.columns:
        cell = held.get(column.title)
        if cell is None:
            continue
        odd = cell.odd | (Odd.ERROR if cell.text in _ERRORS else Odd.PLAIN)
        odd &= ~Odd.HIDDEN if column.given or unseen else ~Odd.PLAIN
        told = next((said for kind, said in _ODD if odd & kind), None)
        if told is None and cell.shown is None and not (column.given or column.dated):
            told = _FORMATTED
        if told is None and column.dated and cell.odd & Odd.MONTH:
            told = _MONTH_ALONE
        if told:
            yield Problem(row, column.title, told)


def refuse_foreign(filled: FilledForm, ledger: str, *words: str) -> None:
    """Raise UsageError for a sheet of another ledger, of another kind, or with a changed 表号."""
    if filled.mark.word not in words:
        way = f"pdisc {COMMANDS[filled.mark.word]} --from 文件"
        raise UsageError(f"这是“{filled.form.called}”，要另外录入", next_step=f"录入：{way}")
    if not filled.mark.of(ledger):
        raise UsageError(
            "这张表不是这本台账出的，或者表号改动过，什么也没有登记",
            next_step=f"看是哪本台账：pdisc config show；{_anew(filled.mark)}",
        )
