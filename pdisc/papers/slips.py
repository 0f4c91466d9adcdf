"""催办单: one slip a page, laid out like a 公文 (GB/T 9704-2012, 领域要点 §7)."""

from collections.abc import Sequence
from datetime import date

from docx.shared import Pt

from pdisc.context import Context
from pdisc.dates.typed import in_words
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.official import LINE, SIZE, WIDTH, OfficialPage, official_page
from pdisc.render.word_table import add_grid, add_row
from pdisc.render.wordfile import add_text, file_bytes
from pdisc.services import slips
from pdisc.sheets.slips import SlipLine, UrgeSlip, asking, basis, opening

COLUMNS = (("编号", 42.0), ("公开事项", 186.0), ("期次、编号", 84.0), ("最迟日期", 82.0))
"""Headings and widths in points; what is left goes to the days overdue."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return what was demanded and isn't answered, one slip for each office and demand."""
    with context.reading() as reading:
        found = slips.open_slips(reading, order.target, on=order.on)
    about = f"_{order.target}" if order.target else ""
    return Printed(f"催办单{about}_{order.on}", slip_bytes(found, on=order.on))


def slip_bytes(found: Sequence[UrgeSlip], *, on: date) -> bytes:
    """Return the slips as one Word file, each on a page of its own, dated by the day given.

    More lines than a page holds go on to the next one, under the same headings.
    """
    page = official_page("催办单", on)
    for place, slip in enumerate(found):
        page.heading("催办单", anew=place > 0)
        _add_slip(page, slip)
    return file_bytes(page.document)


def _add_slip(page: OfficialPage, slip: UrgeSlip) -> None:
    document, body, two = page.document, page.body, 2 * SIZE
    add_text(document, f"致：{slip.office}", body)
    add_text(document, opening(slip), body, indent=two)
    _add_lines(page, slip.lines)
    asked = add_text(document, asking(slip), body, indent=two)
    asked.paragraph_format.space_before = Pt(LINE / 3)
    if slip.reason:
        add_text(document, f"催办理由：{slip.reason}", body, indent=two)
    add_text(document, basis(), body, indent=two)
    page.signature((slip.unit, f"催办人：{slip.by}", in_words(slip.demanded_on)))
    page.for_the_pen("经办人签收：________________　日期：______年____月____日")
    add_text(document, f"回执 {slip.receipt}", page.text)


def _add_lines(page: OfficialPage, lines: Sequence[SlipLine]) -> None:
    widths = [width for _, width in COLUMNS]
    grid = add_grid(page.document, [*widths, WIDTH - sum(widths)], padding=3)
    titles = [*(title for title, _ in COLUMNS), "逾期"]
    add_row(grid, titles, [page.head] * 5, aligns=["center"] * 5, repeated=True)
    for line in lines:
        cells = (
            line.code,
            line.item,
            "\n".join(part for part in (line.window, line.number) if part) or "—",
            str(line.due_on or "—"),
            f"{line.days_overdue}天" if line.days_overdue else "—",
        )
        aligns = ("left", "left", "center", "center", "center")
        add_row(grid, cells, [page.text] * 5, aligns=aligns)
