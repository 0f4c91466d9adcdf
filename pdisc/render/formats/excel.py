"""xlsx: a table as an Excel file; texts stay texts, nothing is ever a formula or a link."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]  # it has annotations, but doesn't say so
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from pdisc.render.grid import Cell, Column, Table, column_text, natural_widths, text_grid
from pdisc.render.merging import depths
from pdisc.render.paper import Paper, Reply
from pdisc.render.zips import repacked
from pdisc.text import visible, wrap

WIDEST = 32
"""In cells: a longer text is wrapped, so that a print one page wide can still be read."""

LINE, TALLEST = 16, 400
"""The height of a line of text, and of the tallest row, in points; Excel allows 409."""

LONGEST = 32_767
"""Excel's own limit for one text; XlsxWriter would leave out a longer one without a word."""

NOTES = "说明"
"""The name of the sheet that tells what the others mean."""

_DAYS = {False: "yyyy-mm-dd", True: "yyyymmdd"}
"""How a day is shown: as people write it, or in eight digits as an archive does."""

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
    """Return an answer's paper as an Excel file."""
    return excel_bytes(reply.paper())


def excel_bytes(paper: Paper) -> bytes:
    """Return a paper's tables as sheets of an Excel file: the same paper gives the same bytes.

    The title stands in the print's head, not above the columns, so that she can sort and filter;
    whoever signs does so below. The second sheet tells what the figures mean and how they stand;
    where there is nothing to explain it is the last.
    """
    out = io.BytesIO()
    # XlsxWriter writes into the mapping of the letters: a second file would come out another.
    book = xlsxwriter.Workbook(out, {**_NO_SURPRISES, "default_format_properties": {**_LETTERS}})
    created = datetime(paper.on.year, paper.on.month, paper.on.day)
    book.set_properties({"title": visible(paper.title)[:255], "created": created})
    first, *others = paper.tables or (Table((), ()),)
    _add_table(book, paper, first, signed=(*paper.head, *paper.signed))
    if paper.explained:
        _add_notes(book, paper)
    for table in others:
        _add_table(book, paper, table)
    if not paper.explained:
        _add_notes(book, paper)
    book.close()
    return repacked(out.getvalue())


def _add_table(book: Workbook, paper: Paper, table: Table, signed: Sequence[str] = ()) -> None:
    """Add a sheet: heads, rows, and the lines below them for whoever signs."""
    shared = {"text_wrap": True, "valign": "vcenter", "border": 1}
    head = book.add_format(
        {**shared, "font_name": "黑体", "align": "center", "bg_color": "#E7E6E6"}
    )
    styles = [
        {
            "text": book.add_format({**shared, "align": column.align}),
            "day": book.add_format(
                {**shared, "align": "center", "num_format": _DAYS[column.compact]}
            ),
        }
        for column in table.columns
    ]
    own = table.caption not in ("", paper.title)
    sheet = book.add_worksheet(_sheet_name(book, table.caption if own else "清单"))
    _fill(sheet, table, head, styles)
    last = len(table.rows)
    for line in signed:
        last += 2
        sheet.write_string(last, 0, visible(line), book.add_format({"text_wrap": False}))
    title = f"{paper.title}　{table.caption}" if own else paper.title
    _lay_out(sheet, table, _widths(table), title, last)


def _sheet_name(book: Workbook, wanted: str) -> str:
    """Return a name that Excel takes and that no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", visible(wanted)).strip()[:28] or "表"
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    count, name = 1, plain
    while name.lower() in taken:
        count += 1
        name = f"{plain}{count}"
    return name


def _add_notes(book: Workbook, paper: Paper) -> None:
    """Add the sheet that tells what the figures mean, for whom they are and how they stand."""
    sheet = book.add_worksheet(NOTES)
    bold = book.add_format({"font_name": "黑体", "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    told = [("标题", paper.title), ("截至", paper.on.isoformat())]
    rows = [*told, *paper.explained, *(("", line) for line in paper.lines)]
    for row, (what, meaning) in enumerate(rows):
        sheet.write_string(row, 0, visible(what), bold)
        sheet.write_string(row, 1, visible(meaning, keep_newlines=True)[:LONGEST], plain)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, len(rows) - 1, 1)


def _fill(
    sheet: Worksheet, table: Table, head: object, styles: Sequence[Mapping[str, object]]
) -> None:
    """Write the headings and the rows; equal cells of a merged column are one."""
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, _text(column, column.title), head)
    widths = _widths(table)
    for number, (row, depth) in enumerate(zip(table.rows, depths(table), strict=True), start=1):
        said = list(map(_text, table.columns, row))
        sheet.set_row(number, _height(said, widths))
        for place, (cell, text) in enumerate(zip(row, said, strict=True)):
            at, style = (number, place), styles[place]
            if depth[place] > 1:
                sheet.merge_range(*at, number + depth[place] - 1, place, text, style["text"])
            elif depth[place]:
                _write(sheet, at, cell, text, style)


def _write(
    sheet: Worksheet, at: tuple[int, int], cell: Cell, text: str, style: Mapping[str, object]
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(*at, datetime(cell.year, cell.month, cell.day), style["day"])
    elif isinstance(cell, int):
        sheet.write_number(*at, cell, style["text"])
    elif text:
        sheet.write_string(*at, text, style["text"])
    else:
        sheet.write_blank(*at, None, style["text"])


def _text(column: Column, cell: Cell) -> str:
    text = column_text(column, cell, keep_newlines=True)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return a row's height, said because not every program finds it for wrapped cells."""
    lines = [len(wrap(text, width)) for text, width in zip(texts, widths, strict=True)]
    return min(max(lines, default=1) * LINE, TALLEST)


def _lay_out(sheet: Worksheet, table: Table, widths: Sequence[int], title: str, last: int) -> None:
    """Set widths, the frozen head, and the print: A4 landscape, one page wide, the head on each."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + _FRAME)
    sheet.freeze_panes(1, 0)
    if table.columns:
        if not any(column.merged for column in table.columns):
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, max(len(table.columns) - 1, 0))
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
