"""The row of a disclosure that waits in somebody's hands."""

from pdisc.dates.windows import printed
from pdisc.due.row import DueRow
from pdisc.due.viewpoint import InHand, Viewpoint
from pdisc.words import DueKind

OUTSIDE = frozenset({DueKind.ESCALATED, DueKind.NOTICE})
"""What waits for somebody outside, or for a term to end: past its day it isn't late."""


def held_row(view: Viewpoint, held: InHand) -> DueRow:
    """Return what a row says of it: since when it is there, and whether that is too long."""
    matter = held.matter
    item = view.book.item(matter.code, view.on)
    return DueRow(
        kind=held.kind,
        code=matter.code,
        item=item.level3,
        timing=item.timing,
        window=printed(matter.window),
        number=matter.number,
        due_on=held.due_on,
        days_overdue=max(0, (view.on - held.due_on).days) if held.kind not in OUTSIDE else 0,
        office=matter.office,
        holder=held.holder,
        why=held.why,
        next=held.next,
        since=held.since,
        held_working_days=view.book.calendar.between(held.since, view.on),
        estimated=held.estimated,
    )
