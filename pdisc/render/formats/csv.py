"""csv: a table for spreadsheets, in which no cell can become a formula."""

import csv
import io

from pdisc.render.grid import Cell, Column, Table, column_text
from pdisc.render.paper import Reply

_FORMULA = tuple("=+-@＝＋－＠")


def made(reply: Reply) -> str:
    """Return an answer's tables as CSV, an empty line between them.

    Several that all have captions stand below those.
    """
    tables = reply.tables
    headed = len(tables) > 1 and all(table.caption for table in tables)
    return "\r\n".join(csv_text(table, headed=headed) for table in tables)


def csv_text(table: Table, *, headed: bool = False) -> str:
    """Return the table as CSV (RFC 4180, CRLF) in which no cell can become a formula.

    Integers stay numbers; an empty cell is `—`, or empty where its column has it so. With `headed`
    the caption is the first line. Write it with a BOM where Excel is to open it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if headed:
        writer.writerow([_csv_cell(_TITLES, table.caption)])
    writer.writerow(_csv_cell(_TITLES, column.title) for column in table.columns)
    for row in table.rows:
        writer.writerow(map(_csv_cell, table.columns, row))
    return out.getvalue()


_TITLES = Column("")


def _csv_cell(column: Column, cell: Cell) -> str | int:
    if isinstance(cell, int):
        return int(cell)
    text = column_text(column, cell, keep_newlines=True)
    # Some programs drop leading blanks before they look for a formula.
    steered = text.lstrip().startswith(_FORMULA) or str(cell or "").startswith(("\t", "\r"))
    return f"'{text}" if steered else text
