"""点题登记表: what was asked and what became of it, filled in from the ledger, signed by hand."""

from datetime import date

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.official import WIDTH, OfficialPage, official_page
from pdisc.render.wordfile import add_grid, add_row, add_text, file_bytes
from pdisc.services import letters
from pdisc.sheets.letters import RequestSheet, sheet_rows

WIDTHS = (78.0, 143.0, 78.0)
"""Of the columns in points; the last one takes what is left."""

TALL = 60.0
"""The least height in points of a row that holds a text."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the 登记表 of one request; who asked stands there only where that was wanted."""
    with context.reading() as reading:
        sheet = letters.Letters(reading, order.on, named=order.named).sheet(order.target)
    return Printed(f"登记表_{sheet.facts.id}.docx", form_bytes(sheet, on=order.on))


def form_bytes(sheet: RequestSheet, *, on: date) -> bytes:
    """Return the 登记表 as a Word file, dated by the day given."""
    page = official_page("点题公开登记表", on)
    page.heading("点题公开登记表", anew=False)
    add_text(page.document, f"填报单位（盖章）：{sheet.facts.unit}", page.text)
    _add_rows(page, sheet)
    add_text(page.document, f"回执 {sheet.facts.receipt}", page.text)
    return file_bytes(page.document)


def _add_rows(page: OfficialPage, sheet: RequestSheet) -> None:
    grid = add_grid(page.document, [*WIDTHS, WIDTH - sum(WIDTHS)], padding=3)
    for cells in sheet_rows(sheet):
        styles = [page.head, page.text] * (len(cells) // 2)
        add_row(grid, cells, styles, aligns=["center", "left"] * (len(cells) // 2))
