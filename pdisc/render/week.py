"""每周要办 as a Word file: as measured in `sheets/week.py`, so that it stays on one page."""

from docx.shared import Pt

from pdisc.render.wordfile import (
    BODY,
    HEAD,
    TITLE,
    add_grid,
    add_row,
    add_style,
    add_text,
    file_bytes,
    new_file,
)
from pdisc.sheets import week as page

_SLACK = 1.07
"""How much wider a column is than the text that is counted on: not every letter is half a 字."""


def week_bytes(sheet: page.WeekSheet) -> bytes:
    """Return the one page as a Word file: the same sheet gives the same bytes."""
    document = new_file(sheet.title, sheet.on, landscape=False, margins=page.MARGINS)
    title = add_style(document, "PaperTitle", "文件标题", font=TITLE, size=22, line=page.TITLE)
    under = add_style(document, "PaperDate", "副标题行", font=BODY, size=12, line=page.SUBTITLE)
    head = add_style(document, "TableHead", "表头", font=HEAD, size=page.SIZE, line=page.LINE)
    text = add_style(document, "TableText", "表格文字", font=BODY, size=page.SIZE, line=page.LINE)
    add_text(document, sheet.title, title, align="center")
    add_text(document, sheet.subtitle, under, align="center")
    cell = page.SIZE / 2
    widths = [(width * _SLACK + 1) * cell for _, width in page.COLUMNS]
    grid = add_grid(document, widths, padding=cell * 0.5)
    single = page.LINE + page.EXTRA
    titles = [title for title, _ in page.COLUMNS]
    add_row(grid, titles, [head] * 4, aligns=["center"] * 4, height=single)
    for each in sheet.lists:
        add_row(grid, [each.heading], [head], height=single, shade="E7E6E6")
        for row in each.rows:
            add_row(grid, row, [text] * 4, height=page.row_height(row))
        if each.rest:
            add_row(grid, [each.rest], [text], height=single)
    if not sheet.lists:
        add_row(grid, ["本周没有要办的事项"], [text], height=single)
    for place, line in enumerate(sheet.foot):
        added = add_text(document, line, text)
        added.paragraph_format.space_before = Pt(0 if place else page.LINE / 2)
    return file_bytes(document)
