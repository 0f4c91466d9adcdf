"""测评表 to be filled in: a sheet with locked headings, a list to choose from, and advice.

Whatever WPS or Excel makes of it when it is saved again, `survey import` finds the headings.
"""

import io
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]  # it has annotations, but doesn't say so
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.zips import repacked
from pdisc.services import survey_lookup
from pdisc.sheets.surveys import COLUMNS, EXPLAINED, GROUP, GROUPS, NOTES, SHEET
from pdisc.text import visible
from pdisc.voices.surveys import GRADES, MOST_ASKED

LINES = 200
"""Rows that the list of groups and the check of figures are laid on."""

HEADED = 2
"""The row of the headings, from 0: above are the title and a line of advice."""

MOST_COLUMNS = 16_384
"""What a sheet has."""

WIDTHS = (24, 10, 10, 10, 10, 10, 12)
"""Of the columns, in characters."""

FREE = {
    "select_locked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
}
"""What may be done to the sheet all the same: only its heading is locked, without a password."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the empty sheet; about a disclosure or a window its first rows say so.

    Raises NotFound for a number that no disclosure bears.
    """
    window = order.window.key if order.window else None
    with context.reading() as reading:
        found = survey_lookup.shown(reading, order.target, window, order.on)
        unit = reading.registers.unit
    about = found.number or (order.window.name if order.window else "")
    name = "_".join(part for part in ("测评表", about) if part)
    return Printed(f"{name}", sheet_bytes(unit, about, found.title or "", order))


def sheet_bytes(unit: str, about: str, title: str, order: PrintOrder) -> bytes:
    """Return the workbook: the same unit, matter and day give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": "宋体", "font_size": 11},
        },
    )
    created = datetime(order.on.year, order.on.month, order.on.day)
    book.set_properties({"title": "党务公开满意度测评表", "created": created})
    sheet = book.add_worksheet(SHEET)
    _head(book, sheet, unit, visible(f"{about} {title}".strip()))
    _lines(book, sheet, about)
    _lay_out(sheet)
    _explain(book, book.add_worksheet(NOTES))
    book.close()
    return repacked(out.getvalue())


def _head(book: Workbook, sheet: Worksheet, unit: str, about: str) -> None:
    big = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    look = {"font_name": "黑体", "align": "center", "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**look, "border": 1, "bg_color": "#E7E6E6"})
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"{visible(unit)}党务公开满意度测评表", big)
    advice = f"测评的是：{about}" if about else "一行填一个群体；怎么填见“填表说明”"
    sheet.merge_range(1, 0, 1, last, advice, book.add_format({"text_wrap": True}))
    free = book.add_format({"locked": False})
    for place, title in enumerate(COLUMNS):
        sheet.write_string(HEADED, place, title, head)
        sheet.set_column(place, place, WIDTHS[place], free)
    sheet.set_column(len(COLUMNS), MOST_COLUMNS - 1, None, free)  # else no row could be deleted
    sheet.set_row(0, 26)
    sheet.set_row(HEADED, 32)


def _lines(book: Workbook, sheet: Worksheet, about: str) -> None:
    """Lay out the rows to be filled in; the first three, one a group, say what they are about."""
    text = book.add_format({"locked": False, "border": 1, "num_format": "@"})
    figure = book.add_format({"locked": False, "border": 1, "num_format": "0"})
    first, last = HEADED + 1, HEADED + LINES
    for row in range(first, last + 1):
        named = about if row < first + len(GROUPS) else ""
        sheet.write(row, 0, named, text) if named else sheet.write_blank(row, 0, None, text)
        sheet.write_blank(row, 1, None, text)
        for place in range(2, len(COLUMNS)):
            sheet.write_blank(row, place, None, figure)
    sheet.data_validation(
        *(first, COLUMNS.index(GROUP), last, COLUMNS.index(GROUP)),
        {
            "validate": "list",
            "source": list(GROUPS),
            "error_title": GROUP,
            "error_message": f"应为 {'、'.join(GROUPS)}",
        },
    )
    sheet.data_validation(
        *(first, 2, last, len(COLUMNS) - 1),
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": MOST_ASKED,
            "error_title": "份数",
            "error_message": f"“{'、'.join(GRADES)}”和发放份数只写整数，没有的写 0",
        },
    )


def _lay_out(sheet: Worksheet) -> None:
    sheet.freeze_panes(HEADED + 1, 0)
    sheet.protect("", FREE)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADED)
    sheet.print_area(0, 0, HEADED + 24, len(COLUMNS) - 1)


def _explain(book: Workbook, sheet: Worksheet) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 90, wrapped)
    for row, said in enumerate(EXPLAINED):
        sheet.write_string(row, 0, f"{row + 1}. {said}", wrapped)
