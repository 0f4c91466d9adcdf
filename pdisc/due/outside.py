"""What waits for somebody outside, or for a term to end: 报批 and running 公示."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.workdays import estimate
from pdisc.due.held import held_row
from pdisc.due.in_hand import in_hand
from pdisc.due.obligation import Obligation
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import InHand, Viewpoint, proposer
from pdisc.values.matters import Matter
from pdisc.words import DueKind, State


def running_notice(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return the 公示 that still runs on the day asked about, or None."""
    if not matter.public_notice:
        return None
    running = [
        (posting.until, posting.on)
        for posting in matter.postings
        if posting.until and posting.until >= view.on and posting.taken_down_on is None
    ]
    if not running:
        return None
    until, since = max(running)
    guess = estimate(view.book.calendar.unknown_years(since, until))
    return InHand(
        matter=matter,
        kind=DueKind.NOTICE,
        since=since,
        due_on=until,
        holder=proposer(matter),
        why=f"{in_words(since)}起公示，至{in_words(until)}期满" + (f"（{guess}）" if guess else ""),
        next=f"pdisc show {matter.number}",
        estimated=bool(guess),
    )


def _sent_out(view: Viewpoint, held: InHand, horizon: date) -> DueRow:
    """Return the row of a 报批; what was late when it went out is late by as much all the while."""
    missed = min((x.due_on for x in _late_before(view, held, horizon)), default=held.since)
    late = (held.since - missed).days
    row = held_row(view, held)
    told = f"；报批前已逾期{late}天，批复前不再增加" if late else ""
    return msgspec.structs.replace(row, days_overdue=late, why=row.why + told)


def _late_before(view: Viewpoint, held: InHand, horizon: date) -> Iterator[Obligation]:
    for duty in view.duties(horizon):
        if duty.answer is not None or not duty.outside:
            continue
        if duty.number == held.matter.number and duty.due_on < held.since:
            yield duty


def _rows(view: Viewpoint, horizon: date) -> Iterator[DueRow]:
    for matter in view.book.facts.matters:
        if matter.state is State.ESCALATED and (held := in_hand(view, matter)):
            yield _sent_out(view, held, horizon)
        if held := running_notice(view, matter):
            yield held_row(view, held)


SOURCE = Source(_rows, ("waiting",))
