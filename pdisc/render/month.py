"""月历 as a Word file: A4 landscape, one square a day."""

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
from pdisc.sheets.month import HEAD_LINE, LINE, MARGINS, SIZE, TITLE_LINE, MonthSheet

WIDTH = (297 - MARGINS[1] - MARGINS[3]) * 72 / 25.4 / 7


def month_bytes(sheet: MonthSheet) -> bytes:
    """Return the month as a Word file: the same sheet gives the same bytes."""
    document = new_file(sheet.title, sheet.on, landscape=True, margins=MARGINS)
    title = add_style(document, "PaperTitle", "文件标题", font=TITLE, size=18, line=TITLE_LINE)
    head = add_style(document, "TableHead", "表头", font=HEAD, size=12, line=HEAD_LINE)
    text = add_style(document, "TableText", "表格文字", font=BODY, size=SIZE, line=LINE)
    add_text(document, sheet.title, title, align="center")
    grid = add_grid(document, [WIDTH] * 7, padding=2)
    names = [f"周{name}" for name in "一二三四五六日"]
    add_row(grid, names, [head] * 7, aligns=["center"] * 7, shade="E7E6E6")
    for week in sheet.weeks:
        cells = [
            "\n".join((f"{each.day.day}日", *each.lines)) if each.inside else "·" for each in week
        ]
        add_row(grid, cells, [text] * 7, height=sheet.lines * LINE, top=True)
    foot = add_text(document, f"□未办　√已办　截至 {sheet.on}　全部用 pdisc due 看", text)
    foot.paragraph_format.space_before = Pt(3)
    return file_bytes(document)
