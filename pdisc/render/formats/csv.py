"""csv: a table for spreadsheets, in which no cell can become a formula."""

import csv
import io

from pdisc.render.grid import Cell, Table, cell_text
from pdisc.render.paper import Reply

_FORMULA = tuple("=+-@＝＋－＠")


def made(reply: Reply) -> str:
    """Return an answer's tables as CSV, an empty line between them."""
    return "\r\n".join(csv_text(table) for table in reply.tables)


def csv_text(table: Table) -> str:
    """Return the table as CSV (RFC 4180, CRLF) in which no cell can become a formula.

    Integers stay numbers; an empty cell is `—`. Write it with a BOM where Excel is to open it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_csv_cell(column.title) for column in table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return int(cell)
    text = cell_text(cell, keep_newlines=True)
    # Some programs drop leading blanks before they look for a formula.
    steered = text.lstrip().startswith(_FORMULA) or str(cell or "").startswith(("\t", "\r"))
    return f"'{text}" if steered else text
