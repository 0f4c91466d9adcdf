"""What waits to be filed: published and refused disclosures."""

from collections.abc import Iterator
from datetime import date

from pdisc.dates.typed import in_words
from pdisc.due.factbook import refused_on
from pdisc.due.held import held_row
from pdisc.due.in_hand import in_hand
from pdisc.due.opinions import heard_on
from pdisc.due.outside import running_notice
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import InHand, Viewpoint, entered
from pdisc.rules import archive_deadline
from pdisc.steps.hanging import rest_told, rests_until
from pdisc.steps.transitions import TO_ARCHIVE
from pdisc.values.matters import Matter
from pdisc.words import DueKind, Role, State


def waits_for(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return whatever waits to be done to a disclosure, its filing too; None where nothing does."""
    return in_hand(view, matter) or to_archive(view, matter)


def to_archive(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return the filing that waits for a published or refused disclosure, or None.

    It is due by 归档截止 (30 June) of the year after the first publication or the refusal.
    """
    if matter.state not in TO_ARCHIVE:
        return None
    done = matter.published_on or refused_on(matter) or matter.acts[-1].on
    due_on = archive_deadline(done, view.book.rules)
    rules, calendar = view.book.rules, view.book.calendar
    rest = rests_until(
        matter.postings, view.on, rules, calendar, public_notice=matter.public_notice
    )
    holder = view.holders(Role.ARCHIVIST, matter)
    refused = matter.state is State.REFUSED
    last = f"{due_on.month}月{due_on.day}日"
    return InHand(
        matter=matter,
        kind=DueKind.ARCHIVE,
        since=entered(matter).on,
        due_on=due_on,
        holder=holder,
        why=f"{in_words(done)}{'不予公开' if refused else '公开'}，应于次年{last}前归档"
        + (f"；{rest_told(rest, public_notice=matter.public_notice)}" if rest else ""),
        next=view.to_type(matter, resting=rest is not None, heard=heard_on(view, matter.number)),
    )


def _rows(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    for matter in view.book.facts.matters:
        if (held := to_archive(view, matter)) and not running_notice(view, matter):
            yield held_row(view, held)


SOURCE = Source(_rows, ("overdue", "to_archive"))
