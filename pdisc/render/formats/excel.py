"""xlsx: a table as an Excel file; texts stay texts, nothing is ever a formula or a link."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]  # it has annotations, but doesn't say so
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from pdisc.render.grid import Cell, Column, Table, column_text, natural_widths, text_grid
from pdisc.render.paper import Reply
from pdisc.render.zips import repacked
from pdisc.text import visible, wrap

WIDEST = 32
"""In cells: a longer text is wrapped, so that a print one page wide can still be read."""

LINE, TALLEST = 16, 400
"""The height of a line of text, and of the tallest row, in points; Excel allows 409."""

LONGEST = 32_767
"""Excel's own limit for one text; XlsxWriter would leave out a longer one without a word."""

_FRAME = 3
"""Cells for a column's edges and the arrow of its filter."""

_NO_SURPRISES = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LETTERS = {"font_name": "宋体", "font_size": 11}


def made(reply: Reply) -> bytes:
    """Return an answer's tables as an Excel file, with its paper's title and date."""
    paper = reply.paper()
    return excel_bytes(*reply.tables, title=paper.title, on=paper.on)


def excel_bytes(*tables: Table, title: str, on: date) -> bytes:
    """Return tables as the sheets of an Excel file dated by its data: same input, same bytes.

    The title stands in the print's head, not above the columns, so that she can sort and filter.
    """
    out = io.BytesIO()
    # XlsxWriter writes into the mapping of the letters: a second file would come out another.
    book = xlsxwriter.Workbook(out, {**_NO_SURPRISES, "default_format_properties": {**_LETTERS}})
    book.set_properties(
        {"title": visible(title)[:255], "created": datetime(on.year, on.month, on.day)}
    )
    shared = {"text_wrap": True, "valign": "vcenter", "border": 1}
    head = book.add_format(
        {**shared, "font_name": "黑体", "align": "center", "bg_color": "#E7E6E6"}
    )
    for table in tables:
        texts = [book.add_format({**shared, "align": column.align}) for column in table.columns]
        first = table is tables[0]
        own = table.caption not in ("", title)
        sheet = book.add_worksheet(table.caption if own else "清单")
        _fill(sheet, table, head, texts)
        _lay_out(sheet, table, _widths(table), title if first else f"{title}　{table.caption}")
    book.close()
    return repacked(out.getvalue())


def _fill(sheet: Worksheet, table: Table, head: object, texts: Sequence[object]) -> None:
    """Write the headings and the rows."""
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, _text(column, column.title), head)
    widths = _widths(table)
    for number, row in enumerate(table.rows, start=1):
        said = list(map(_text, table.columns, row))
        sheet.set_row(number, _height(said, widths))
        for place, (cell, text) in enumerate(zip(row, said, strict=True)):
            _write(sheet, (number, place), cell, text, texts[place])


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, text: str, style: object) -> None:
    if isinstance(cell, int):
        sheet.write_number(*at, cell, style)
    elif text:
        sheet.write_string(*at, text, style)
    else:
        sheet.write_blank(*at, None, style)


def _text(column: Column, cell: Cell) -> str:
    text = column_text(column, cell, keep_newlines=True)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return a row's height, said because not every program finds it for wrapped cells."""
    lines = [len(wrap(text, width)) for text, width in zip(texts, widths, strict=True)]
    return min(max(lines, default=1) * LINE, TALLEST)


def _lay_out(sheet: Worksheet, table: Table, widths: Sequence[int], title: str) -> None:
    """Set widths, the frozen head, and the print: A4 landscape, one page wide, the head on each."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + _FRAME)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
    # The font's name stands last: a title that begins with digits would lengthen the size.
    printed = visible(title)[:80].replace("&", "&&")
    sheet.set_header(f'&C&14&"黑体"{printed}')
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _widths(table: Table) -> Sequence[int]:
    """Return the columns' widths in cells; a letter of Chinese takes two."""
    natural = natural_widths(text_grid(table)) if table.columns else []
    limits = [column.width or WIDEST for column in table.columns]
    return [min(width, limit) for width, limit in zip(natural, limits, strict=True)]
