"""A sheet to be filled in as an Excel file: what is given is locked, lists offer what may stand.

Whatever WPS, Excel or LibreOffice makes of it when it is saved again, `services/filled_in.py` finds
its 表号 and its headings.
"""

import io
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]  # it has annotations, but doesn't say so
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from pdisc.render.zips import repacked
from pdisc.sheets.fill_forms import FillColumn, FillRow, FillSheet
from pdisc.text import visible, wrap

NOTES = "说明"
"""The name of the sheet that explains the first."""

HEADED = 3
"""The row of the headings, from 0: above are the title, a line of advice and the 表号."""

LINE, LEAST, TALLEST = 16, 32, 400
"""The height of a line, of the lowest and of the tallest row, in points."""

MOST_OFFERED = 255
"""Characters that Excel takes in one list."""

EXPLAINED = 96
"""The width of what explains, in characters."""

SHOWN_DAY = "yyyy-mm-dd"

FREE = {
    "select_locked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}
"""What may be done to the sheet all the same: only what is given is locked, without a password."""

GIVEN, OPEN, DOUBTFUL = "#EDEDED", "#FFFFFF", "#FFF2CC"
"""The grounds of what is locked, of what is to be filled in, and of what is 推定."""


def sheet_bytes(sheet: FillSheet) -> bytes:
    """Return the workbook: the same sheet gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "宋体", "font_size": 11},
        },
    )
    created = datetime(sheet.on.year, sheet.on.month, sheet.on.day)
    book.set_properties({"title": visible(sheet.title)[:255], "created": created})
    page = book.add_worksheet(sheet.form.word)
    _head(book, page, sheet)
    looks = _Looks(book)
    for place, row in enumerate(sheet.rows):
        _row(page, HEADED + 1 + place, sheet, row, looks)
    _lay_out(page, sheet)
    _explain(book, book.add_worksheet(NOTES), sheet)
    book.close()
    return repacked(out.getvalue())


class _Looks:
    """The looks of cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[bool, bool, bool], object] = {}

    def of(self, column: FillColumn, *, marked: bool) -> object:
        """Return the look of a cell: locked, to be filled in, or to be looked at."""
        wanted = (column.given, column.dated, marked)
        if wanted not in self._made:
            ground = DOUBTFUL if marked else GIVEN if column.given else OPEN
            self._made[wanted] = self._book.add_format(
                {
                    "border": 1,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "locked": column.given,
                    "bg_color": ground,
                    "num_format": SHOWN_DAY if column.dated else "@",
                    **({"font_color": "#444444"} if column.given else {}),
                }
            )
        return self._made[wanted]


def _head(book: Workbook, page: Worksheet, sheet: FillSheet) -> None:
    last = len(sheet.form.columns) - 1
    big = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    note = book.add_format({"text_wrap": True, "valign": "vcenter"})
    small = book.add_format({"font_size": 9, "font_color": "#7F7F7F"})
    look = {"font_name": "黑体", "align": "center", "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**look, "border": 1, "bg_color": "#D9D9D9"})
    page.merge_range(0, 0, 0, last, visible(sheet.title), big)
    advice = "；".join((*sheet.told, f"怎么填见“{NOTES}”一页"))
    page.merge_range(1, 0, 1, last, visible(advice), note)
    page.merge_range(2, 0, 2, last, sheet.mark, small)
    page.set_row(0, 26)
    page.set_row(1, LINE * _lines(advice, sum(each.width for each in sheet.form.columns)) + 4)
    page.set_row(HEADED, 24)
    for place, column in enumerate(sheet.form.columns):
        page.write_string(HEADED, place, column.title, head)
        page.set_column(place, place, column.width)


def _row(page: Worksheet, at: int, sheet: FillSheet, row: FillRow, looks: _Looks) -> None:
    """Write a row, with its lists."""
    heights = [LEAST]
    for place, column in enumerate(sheet.form.columns):
        text = visible(row.cells.get(column.title, ""), keep_newlines=True)
        look = looks.of(column, marked=column.title in row.marked)
        if text:
            page.write_string(at, place, text, look)
            heights.append(_lines(text, column.width) * LINE + 4)
        else:
            page.write_blank(at, place, None, look)
        offered = row.choices.get(column.title) or sheet.lists.get(column.title) or column.choices
        _offer(page, (at, place, at, place), column, offered)
    page.set_row(at, min(max(heights), TALLEST))


def _lines(text: str, width: int) -> int:
    return len(wrap(text, max(width - 2, 2)))


def _offer(
    page: Worksheet, where: tuple[int, int, int, int], column: FillColumn, words: tuple[str, ...]
) -> None:
    """Lay a list on a cell, where its words fit in one; what else is typed is for the reader."""
    if not words or column.given or len(",".join(words)) > MOST_OFFERED:
        return
    if any("," in word for word in words):
        return
    page.data_validation(
        *where,
        {
            "validate": "list",
            "source": list(words),
            "error_title": column.title,
            "error_message": f"应为 {'、'.join(words)}"[:MOST_OFFERED],
            "error_type": "warning",
        },
    )


def _lay_out(page: Worksheet, sheet: FillSheet) -> None:
    frozen = sum(1 for each in sheet.form.columns[:3] if each.given)
    page.freeze_panes(HEADED + 1, frozen)
    page.protect("", FREE)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.repeat_rows(HEADED)
    page.print_area(0, 0, HEADED + len(sheet.rows), len(sheet.form.columns) - 1)
    page.set_footer("&C第 &P 页，共 &N 页")
    if sheet.rows:
        page.set_selection(HEADED + 1, frozen, HEADED + 1, frozen)


def _explain(book: Workbook, page: Worksheet, sheet: FillSheet) -> None:
    """Tell how the sheet is filled in, what each column means, and what isn't on it."""
    bold = book.add_format({"font_name": "黑体", "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 14)
    page.set_column(1, 1, EXPLAINED)
    rows = [
        ("怎样填", ""),
        *((str(place), said) for place, said in enumerate(sheet.form.how, 1)),
        ("每一列", ""),
        *((column.title, column.means) for column in sheet.form.columns),
        *(
            (("黄底的格", "这一行没有另写理由的，理由是："), *sheet.reasons)
            if sheet.reasons
            else ()
        ),
        ("这张表", ""),
        *(("", said) for said in (*sheet.told, f"{sheet.on} 出的表，共{len(sheet.rows)}行")),
    ]
    for row, (what, meaning) in enumerate(rows):
        page.write_string(row, 0, visible(what), bold)
        page.write_string(row, 1, visible(meaning), plain)
        page.set_row(row, LINE * _lines(meaning, EXPLAINED) + 2)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
