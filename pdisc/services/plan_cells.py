"""The cells of a row that stand beside a plan's texts: what they say, and what stood there before.

The sheet of a window comes with its 范围, 形式 and 承办科室 filled in; the others are left blank.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress

from pdisc.catalog.offices import known_offices, office_named
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.errors import PdiscError
from pdisc.services.acting import Session
from pdisc.services.filled_in import FilledRow
from pdisc.services.quarter_sheets import usual_channels
from pdisc.services.row_by_row import day_written
from pdisc.sheets.fill_forms import CHANNELS, OFFICE, PLANNED, REASON, SCOPE, folded
from pdisc.text import one_newline
from pdisc.values.channels import inside, parse_scope, read_channels
from pdisc.words import Scope, ScopeDetail

Beside = Mapping[str, object]
"""What the cells say that hold anything, by column."""
Allowed = Mapping[str, Collection[object]]
"""What they may say, by column."""


def read_scope(text: str) -> tuple[Scope, ScopeDetail | None]:
    """Return a scope as a cell writes it: 党内, 党内:本单位 or 党内（本单位）."""
    return parse_scope(folded(text).replace("(", ":").replace(")", ""))


def said_beside(session: Session, row: FilledRow) -> Beside:
    """Return what these cells of a row say; of one that can't be read its text."""
    known, today = known_offices(session.facts), session.station.today
    readers: Mapping[str, Callable[[str], object]] = {
        SCOPE: read_scope,
        CHANNELS: read_channels,
        PLANNED: lambda text: day_written(text, today),
        REASON: one_newline,
        OFFICE: lambda text: office_named(text, known),
    }
    found: dict[str, object] = {}
    for column, read in readers.items():
        if text := row.text(column):
            found[column] = text
            with suppress(PdiscError):
                found[column] = read(text)
    return found


def as_handed_out(session: Session, book: FactBook, code: str) -> Allowed:
    """Return what may have stood in a row of an item as its sheet was made, whenever that was."""
    items = [span.item for span in book.spans(code)]
    return {
        SCOPE: [(each.scope, None) for each in items],
        CHANNELS: [usual_channels(each) for each in items],
        OFFICE: known_offices(session.facts),
    }


def where_blank(session: Session, book: FactBook, owed: Obligation) -> Allowed:
    """Return what a plan for an obligation holds where its row said nothing."""
    today = session.station.today
    item = book.item(owed.code, today)
    return {
        SCOPE: [(item.scope, None)],
        CHANNELS: [item.channels, inside(item.channels)],
        PLANNED: [None],
        REASON: [""],
        OFFICE: [item.office, book.office(item, today)],
    }
