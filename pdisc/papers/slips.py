"""催办单: one slip a page, laid out like a 公文 (GB/T 9704-2012, 领域要点 §7)."""

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from pdisc.context import Context
from pdisc.dates.typed import in_words
from pdisc.papers.order import Printed, PrintOrder
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
from pdisc.services import slips
from pdisc.sheets.slips import SlipLine, UrgeSlip, asking, basis, opening

MARGINS = (37.0, 26.0, 35.0, 28.0)
"""In millimetres, as GB/T 9704 has them: top, right, bottom, left."""

SIZE, LINE = 16.0, 28.95
"""3号, and the line that puts 22 of them into the 225 mm of a page, in points."""

SMALL, SMALL_LINE = 12.0, 18.0
WIDTH = 156 * 72 / 25.4
"""The width of the text in points."""

COLUMNS = (("编号", 42.0), ("公开事项", 186.0), ("期次、编号", 84.0), ("最迟日期", 82.0))
"""Headings and widths in points; what is left goes to the days overdue."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return what was demanded and isn't answered, one slip for each office and demand."""
    with context.reading() as reading:
        found = slips.open_slips(reading, order.target, on=order.on)
    about = f"_{order.target}" if order.target else ""
    return Printed(f"催办单{about}_{order.on}.docx", slip_bytes(found, on=order.on))


def slip_bytes(found: Sequence[UrgeSlip], *, on: date) -> bytes:
    """Return the slips as one Word file, each on a page of its own, dated by the day given.

    More lines than a page holds go on to the next one, under the same headings.
    """
    document = new_file("催办单", on, landscape=False, margins=MARGINS)
    title = add_style(document, "SlipTitle", "公文标题", font=TITLE, size=22, line=36)
    body = add_style(document, "SlipBody", "公文正文", font=BODY, size=SIZE, line=LINE)
    head = add_style(document, "TableHead", "表头", font=HEAD, size=SMALL, line=SMALL_LINE)
    text = add_style(document, "TableText", "表格文字", font=BODY, size=SMALL, line=SMALL_LINE)
    title.paragraph_format.space_after = Pt(LINE / 2)
    for place, slip in enumerate(found):
        heading = add_text(document, "催办单", title, align="center")
        heading.paragraph_format.page_break_before = place > 0
        _add_slip(document, slip, body=body, head=head, text=text)
    return file_bytes(document)


def _add_slip(
    document: Document,
    slip: UrgeSlip,
    *,
    body: ParagraphStyle,
    head: ParagraphStyle,
    text: ParagraphStyle,
) -> None:
    two = 2 * SIZE
    add_text(document, f"致：{slip.office}", body)
    add_text(document, opening(slip), body, indent=two)
    _add_lines(document, slip.lines, head, text)
    asked = add_text(document, asking(slip), body, indent=two)
    asked.paragraph_format.space_before = Pt(LINE / 3)
    if slip.reason:
        add_text(document, f"催办理由：{slip.reason}", body, indent=two)
    add_text(document, basis(), body, indent=two)
    signed = (slip.unit, f"催办人：{slip.by}", in_words(slip.demanded_on))
    for place, line in enumerate(signed):
        added = add_text(document, line, body, align="right")
        added.paragraph_format.right_indent = Pt(4 * SIZE)
        added.paragraph_format.space_before = Pt(0 if place else LINE / 2)
        added.paragraph_format.keep_with_next = True
    received = add_text(document, "经办人签收：________________　日期：______年____月____日", text)
    received.paragraph_format.space_before = Pt(LINE)
    received.paragraph_format.keep_with_next = True
    add_text(document, f"回执 {slip.receipt}", text)


def _add_lines(
    document: Document, lines: Sequence[SlipLine], head: ParagraphStyle, text: ParagraphStyle
) -> None:
    widths = [width for _, width in COLUMNS]
    grid = add_grid(document, [*widths, WIDTH - sum(widths)], padding=3)
    titles = [*(title for title, _ in COLUMNS), "逾期"]
    add_row(grid, titles, [head] * 5, aligns=["center"] * 5, repeated=True)
    for line in lines:
        cells = (
            line.code,
            line.item,
            "\n".join(part for part in (line.window, line.number) if part) or "—",
            str(line.due_on or "—"),
            f"{line.days_overdue}天" if line.days_overdue else "—",
        )
        add_row(grid, cells, [text] * 5, aligns=("left", "left", "center", "center", "center"))
