"""点题登记表: what was asked and what became of it, filled in from the ledger, signed by hand."""

from collections.abc import Iterator
from datetime import date

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import letters
from pdisc.sheets.blank_request import blank_request
from pdisc.sheets.letters import RequestSheet, sheet_rows
from pdisc.sheets.pen_lines import filed_by
from pdisc.sheets.sheet import FORM, FormBox, FormRows, Headline, Para, Sheet


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the 登记表 of one request; who asked stands there only where that was wanted."""
    with context.reading() as reading:
        found = letters.Letters(reading, order.on, named=order.named).sheet(order.target)
    return Printed(f"登记表_{found.facts.id}", (request_sheet(found, on=order.on),))


def request_sheet(found: RequestSheet, *, on: date) -> Sheet:
    """Return the 登记表 as a sheet, dated by the day given."""
    title, unit = "点题公开登记表", found.facts.unit
    return Sheet(
        title=title,
        on=on,
        look=FORM,
        blocks=(
            Headline(title),
            Para(text=filed_by(unit), name="填报单位", manner="note", kept=True),
            FormRows(tuple(_rows(found))),
        ),
        footer=f"回执 {found.facts.receipt}",
    )


def _rows(found: RequestSheet) -> Iterator[tuple[FormBox, ...]]:
    """Yield the boxes: two a row, or one across; who acted signs by hand."""
    for cells in sheet_rows(found):
        yield tuple(
            FormBox(label=label, text=text, tall=46.0 if len(cells) == 2 else 0.0)
            for label, text in zip(cells[::2], cells[1::2], strict=True)
        )
    yield (FormBox(label="承办人", tall=46.0, signed=True),)
    yield (FormBox(label="审批人", tall=46.0, signed=True),)


def blank_sheet(_form: str, on: date) -> Sheet:
    """Return the 登记表 of which nothing is filled in yet, dated by the day given."""
    return request_sheet(blank_request(on), on=on)
