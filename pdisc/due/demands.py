"""督促: what was demanded of an office or a holder, and whether it was answered.

Where something should be disclosed and nobody proposes it, the 党支部 must ask for it in time
(实施方案三(一) 提出). Answering is proposing for just that, or a nil return; about a disclosure in
hand it is the next step. What counts is whatever was recorded after the demand, a late entry too.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pdisc.dates.keys import day_in
from pdisc.dates.typed import in_words
from pdisc.dates.windows import printed
from pdisc.dates.workdays import estimate
from pdisc.due.duties import answered_by, proposing
from pdisc.due.factbook import FactBook
from pdisc.due.filings import waits_for
from pdisc.due.obligation import Obligation
from pdisc.due.row import TIMED, DueRow, Source
from pdisc.due.viewpoint import Viewpoint
from pdisc.registers.demands import Demand
from pdisc.steps.transitions import FINAL
from pdisc.values.matters import Matter
from pdisc.words import DueKind, NoteKind, State, Timing

Owed = Mapping[tuple[str, str], Obligation]
"""Obligations by code and key."""


def owed_of(duties: Iterable[Obligation]) -> Owed:
    """Return obligations, so that a demand finds its own."""
    return {(duty.code, duty.key): duty for duty in duties}


def newest(book: FactBook) -> list[Demand]:
    """Return the newest demand for each thing that was ever demanded."""
    ordered = sorted(book.facts.demands, key=lambda demand: (demand.on, demand.seq))
    return list({(each.code, each.duty, each.number): each for each in ordered}.values())


def unanswered(book: FactBook, owed: Owed) -> list[Demand]:
    """Return the demands that nobody has answered, the newest for each thing that was demanded."""
    return [each for each in newest(book) if answered_on(book, owed, each) is None]


def answered_on(book: FactBook, owed: Owed, demand: Demand) -> date | None:
    """Return the day on which a demand was answered, or None where it still stands.

    One whose obligation isn't owed any more, or whose disclosure has nothing left to be done, was
    settled on its own day at the latest. 顺延 answers it, too; a withdrawal doesn't.
    """
    return min(_answers(book, owed, demand), default=None)


def _answers(book: FactBook, owed: Owed, demand: Demand) -> Iterator[date]:
    matter = book.matters.get(demand.number) if demand.number else None
    if matter is None or (matter.state is State.WITHDRAWN and demand.duty is not None):
        yield from _answers_of_duty(book, owed, demand)
        return
    yield from (act.on for act in matter.acts if act.seq > demand.seq)
    if matter.state in FINAL:
        yield demand.on


def _answers_of_duty(book: FactBook, owed: Owed, demand: Demand) -> Iterator[date]:
    for matter in book.of_code(demand.code):
        if matter.acts[0].seq > demand.seq and _meant_for(matter, demand.duty):
            yield matter.acts[0].on
    if demand.duty is not None:
        duty = owed.get((demand.code, demand.duty))
        if duty is None:
            yield demand.on
        elif duty.answer is not None:
            yield max(duty.answer.on, demand.on)
        else:
            yield from (each.on for each in duty.deferrals if each.on >= demand.on)
        return
    for nil in book.facts.nils:
        if nil.code == demand.code and nil.seq > demand.seq:
            yield nil.on
    for noted in book.facts.noted:
        looked = noted.kind is NoteKind.RECONFIRMED
        if looked and noted.code == demand.code and noted.seq > demand.seq:
            yield noted.on


def _meant_for(matter: Matter, duty: str | None) -> bool:
    """Return whether a disclosure was proposed for what was demanded.

    For a window it must name that window, for a day that day, or, being 固定, none at all.
    """
    if duty is None:
        return True
    day = day_in(duty)
    if day is None:
        return matter.window == duty
    return matter.window is None and matter.occurred_on in (None, day)


def _row(view: Viewpoint, demand: Demand, duty: Obligation | None) -> DueRow:
    """Return the row of a 督促; the disclosure, or else the obligation, lends it what to type."""
    item = view.book.item(demand.code, view.on)
    matter = view.book.matters.get(demand.number) if demand.number else None
    meant = matter or (view.book.matters.get(duty.number or "") if duty else None)
    held = waits_for(view, meant) if meant else None
    about = "办理" if matter else "提出公开方案"
    if item.timing is Timing.PERIODIC and not matter:
        about += "或者报本期无事项"
    guess = estimate(view.book.calendar.unknown_years(demand.on, demand.answer_by))
    todo = answered_by(view, duty) if duty else proposing(demand.code, item.timing, demand.duty)
    return DueRow(
        kind=DueKind.URGED,
        code=demand.code,
        item=item.level3,
        timing=item.timing,
        window=None if demand.duty is None or day_in(demand.duty) else printed(demand.duty),
        number=demand.number,
        due_on=demand.answer_by,
        days_overdue=max(0, (view.on - demand.answer_by).days),
        office=demand.office,
        holder=held.holder if held else demand.holder or demand.office,
        why=f"{in_words(demand.on)}由{demand.by}督促，限{in_words(demand.answer_by)}前{about}"
        + (f"（{guess}）" if guess else ""),
        estimated=bool(guess),
        next=held.next if held else todo,
        since=demand.on,
        held_working_days=view.book.calendar.between(demand.on, view.on),
        for_=demand.duty,
    )


def _rows(view: Viewpoint, horizon: date) -> Iterator[DueRow]:
    owed = owed_of(view.duties(horizon))
    for demand in unanswered(view.book, owed):
        yield _row(view, demand, owed.get((demand.code, demand.duty or "")))


SOURCE = Source(_rows, (*TIMED, "demands"))
