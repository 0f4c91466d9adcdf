"""What is due and why: the weekly check (DESIGN §4).

Pure: facts and a day go in, rows come out. No clock, no database, no terminal. Requests (点题) and
opinions come with their own issue; each is one more source of rows.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.dates.typed import days_after, in_words
from pdisc.dates.windows import printed
from pdisc.dates.workdays import estimate
from pdisc.due.compute import day_in, obligations_in
from pdisc.due.demands import owed_of, unanswered
from pdisc.due.factbook import FactBook
from pdisc.due.in_hand import InHand, Viewpoint, in_hand, running_notice, to_archive, waits_for
from pdisc.due.obligation import Obligation
from pdisc.registers.demands import Demand
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.words import DueKind, NoteKind, Renewal, Timing

STEPS = frozenset({DueKind.PROPOSE, DueKind.REVIEW, DueKind.APPROVE, DueKind.PUBLISH})
"""The kinds of rows that can be stuck: somebody in the office holds the disclosure."""


class DueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the weekly check; `window` as printed, `next` the whole command to type.

    `since` and `held_working_days` say how long it has been in the holder's hands; `estimated`
    that the date counts days of a year whose notice isn't known (`why` says which). `for` is how an
    obligation is named behind --for; `deferred_to` the day to which an approver moved it.
    """

    kind: DueKind
    code: str
    item: str
    timing: Timing
    window: str | None
    number: str | None
    due_on: date
    days_overdue: int
    office: str
    holder: str
    why: str
    next: str
    since: date | None = None
    held_working_days: int | None = None
    estimated: bool = False
    for_: str | None = msgspec.field(name="for", default=None)
    deferred_to: date | None = None


class Unconfirmed(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a catalogue item that no named person has confirmed yet (推定)."""

    code: str
    field: str
    value: str
    why: str


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """The weekly check as of one day.

    `today` and `this_week` (up to Sunday) show rows of `upcoming` again, `stuck` those of `overdue`
    that are a step in somebody's hands. `waiting` is in the hands of somebody outside, with our
    clock stopped, past its limit too. `demands` are the 督促 that nobody has answered, those past
    their day in `overdue` as well. With `as_of` only what had been recorded by that day counts.
    """

    on: date
    overdue: tuple[DueRow, ...]
    upcoming: tuple[DueRow, ...]
    stuck: tuple[DueRow, ...]
    waiting: tuple[DueRow, ...]
    to_archive: tuple[DueRow, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    today: tuple[DueRow, ...] = ()
    this_week: tuple[DueRow, ...] = ()
    demands: tuple[DueRow, ...] = ()
    as_of: date | None = None


def weekly(facts: Facts, *, on: date, within: int) -> Due:
    """Return what is overdue on a day, and what falls due up to `within` calendar days later.

    `facts` are those that count: what had happened by `on`, see `Facts.known`.
    """
    book = FactBook(facts)
    horizon = days_after(on, within)
    view = Viewpoint(book, on)
    steps, waiting, filing = _in_hand_rows(view)
    duties = obligations_in(book, horizon)
    owed = owed_of(duties)
    demands = [
        _demand_row(view, demand, owed.get((demand.code, demand.duty or "")))
        for demand in unanswered(book, owed)
    ]
    open_rows = [*_duty_rows(view, duties, horizon), *steps, *demands]
    overdue = [row for row in (*open_rows, *filing) if row.due_on < on]
    upcoming = _in_order(row for row in open_rows if on <= row.due_on <= horizon)
    sunday = last_of_week(on)
    return Due(
        on=on,
        overdue=_in_order(overdue),
        upcoming=upcoming,
        today=tuple(row for row in upcoming if row.due_on == on),
        this_week=tuple(row for row in upcoming if row.due_on <= sunday),
        demands=_in_order(demands),
        stuck=_in_order(row for row in overdue if row.kind in STEPS),
        waiting=_in_order(waiting),
        to_archive=_in_order(filing),
        unconfirmed=tuple(_unconfirmed(book, on)),
    )


def last_of_week(day: date) -> date:
    """Return the Sunday on which the week of a day ends."""
    return days_after(day, 6 - day.weekday())


def _in_hand_rows(view: Viewpoint) -> tuple[list[DueRow], list[DueRow], list[DueRow]]:
    """Return the steps in the office's hands, what waits for somebody outside, and the filings."""
    found = [
        held
        for matter in view.book.facts.matters
        for ask in (in_hand, running_notice, to_archive)
        if (held := ask(view, matter)) is not None
    ]
    rows = [_held_row(view, held) for held in found]
    steps = [row for row in rows if row.kind in STEPS]
    filing = [row for row in rows if row.kind is DueKind.ARCHIVE]
    outside = [row for row in rows if row.kind in (DueKind.ESCALATED, DueKind.NOTICE)]
    return steps, outside, filing


def _held_row(view: Viewpoint, held: InHand) -> DueRow:
    matter = held.matter
    item = view.book.item(matter.code, view.on)
    ours = held.kind in STEPS or held.kind is DueKind.ARCHIVE
    return DueRow(
        kind=held.kind,
        code=matter.code,
        item=item.level3,
        timing=item.timing,
        window=printed(matter.window),
        number=matter.number,
        due_on=held.due_on,
        days_overdue=max(0, (view.on - held.due_on).days) if ours else 0,
        office=matter.office,
        holder=held.holder,
        why=held.why,
        next=held.next,
        since=held.since,
        held_working_days=view.book.calendar.between(held.since, view.on),
        estimated=held.estimated,
    )


def _duty_rows(view: Viewpoint, duties: Iterable[Obligation], horizon: date) -> Iterator[DueRow]:
    """Yield what is owed; what lies with somebody outside is shown by its 报批 alone."""
    for duty in duties:
        if duty.answer is None and not duty.outside and duty.due_on <= horizon:
            yield _duty_row(view, duty)


def _duty_row(view: Viewpoint, duty: Obligation) -> DueRow:
    """Return the row of an unanswered obligation; a disclosure in hand lends it holder and next."""
    item = view.book.item(duty.code, duty.ends_on)
    matter = view.book.matters[duty.number] if duty.number else None
    held = in_hand(view, matter) if matter else None
    return DueRow(
        kind=DueKind(duty.timing),
        code=duty.code,
        item=item.level3,
        timing=duty.timing,
        window=printed(duty.window),
        number=duty.number,
        due_on=duty.due_on,
        days_overdue=max(0, (view.on - duty.due_on).days),
        office=matter.office if matter else item.office,
        holder=held.holder if held else item.office,
        why=duty.why,
        next=held.next if held else _next(view, duty),
        estimated=duty.estimated,
        for_=duty.key,
        deferred_to=duty.deferral.to if duty.deferral else None,
    )


def _next(view: Viewpoint, duty: Obligation) -> str:
    """Return what to type; what nobody can propose any more can only be waived."""
    item = view.book.item(duty.code, view.on)
    if duty.timing is Timing.STANDING and item.retired:
        return f"pdisc waive {duty.code} --for {duty.key} --reason …"
    if duty.cause is NoteKind.RECONFIRMED and item.renewal is Renewal.LOOK:
        return f"pdisc catalog reconfirm {duty.code}"
    return _propose(duty.code, duty.timing, duty.key)


def _demand_row(view: Viewpoint, demand: Demand, duty: Obligation | None) -> DueRow:
    """Return the row of a 督促; the disclosure, or else the obligation, lends it what to type."""
    item = view.book.item(demand.code, view.on)
    matter = view.book.matters.get(demand.number) if demand.number else None
    held = waits_for(view, matter) if matter else None
    about = "办理" if matter else "提出公开方案"
    if item.timing is Timing.PERIODIC and not matter:
        about += "或者报本期无事项"
    guess = estimate(view.book.calendar.unknown_years(demand.on, demand.answer_by))
    todo = _next(view, duty) if duty else _propose(demand.code, item.timing, demand.duty)
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


def _propose(code: str, timing: Timing, duty: str | None) -> str:
    option = {Timing.PERIODIC: "--for", Timing.OCCASIONAL: "--occurred"}.get(timing)
    about = f" {option} {duty}" if option and duty else ""
    return f"pdisc propose {code}{about} --title … --content …"


def _unconfirmed(book: FactBook, on: date) -> Iterator[Unconfirmed]:
    for code in book.codes:
        item = book.item(code, on)
        if item.retired:
            continue
        for field in dict.fromkeys((*item.inferred, *item.assumed)):
            yield Unconfirmed(
                code=code, field=field, value=_text(item, field), why=item.why.get(field, "")
            )


def _text(item: CatalogItem, field: str) -> str:
    value = getattr(item, field, None)
    if isinstance(value, tuple):
        return "、".join(value)
    return "" if value is None else str(value)


def _in_order(rows: Iterable[DueRow]) -> tuple[DueRow, ...]:
    return tuple(sorted(rows, key=_place))


def _place(row: DueRow) -> tuple[date, list[tuple[int, str]], str, str]:
    code = [(len(part), part) for part in row.code.split(".")]
    return row.due_on, code, row.number or "", row.for_ or ""
