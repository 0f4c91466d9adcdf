"""What is owed and not answered: a row for each obligation, with whoever holds its disclosure."""

from collections.abc import Iterator
from datetime import date

from pdisc.dates.keys import day_in
from pdisc.dates.windows import printed
from pdisc.due.in_hand import in_hand
from pdisc.due.obligation import Obligation
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import Viewpoint
from pdisc.steps.transitions import states_before
from pdisc.words import Act, DueKind, NoteKind, Renewal, Role, Timing


def _rows(view: Viewpoint, horizon: date) -> Iterator[DueRow]:
    """Yield what is owed; what lies with somebody outside is shown by its 报批 alone."""
    for duty in view.duties(horizon):
        if duty.answer is None and not duty.outside and duty.due_on <= horizon:
            yield _row(view, duty)


def _row(view: Viewpoint, duty: Obligation) -> DueRow:
    """Return the row of an unanswered obligation; a disclosure in hand lends it holder and next."""
    item = view.book.item(duty.code, duty.ends_on)
    matter = view.book.matters[duty.number] if duty.number else None
    held = in_hand(view, matter) if matter else None
    office = view.book.office(item, view.on)
    nameless = None if matter else view.nameless(duty)
    return DueRow(
        kind=DueKind(duty.timing),
        code=duty.code,
        item=item.level3,
        timing=duty.timing,
        window=printed(duty.window),
        number=duty.number,
        due_on=duty.due_on,
        days_overdue=max(0, (view.on - duty.due_on).days),
        office=matter.office if matter else office,
        holder=held.holder if held else office,
        why=duty.why + (f"；{nameless.number} 在办，没有写期次" if nameless else ""),
        next=held.next if held else answered_by(view, duty),
        estimated=duty.estimated,
        for_=duty.key,
        deferred_to=duty.deferral.to if duty.deferral else None,
    )


def answered_by(view: Viewpoint, duty: Obligation) -> str:
    """Return what to type; what nobody can propose any more can only be waived."""
    item = view.book.item(duty.code, view.on)
    if duty.timing is Timing.STANDING and item.retired:
        by = view.first(Role.APPROVER, "审批人")
        return f"pdisc waive {duty.code} --for {duty.key} --reason 理由 --by {by}"
    if duty.cause is NoteKind.RECONFIRMED and item.renewal is Renewal.LOOK:
        return f"pdisc catalog reconfirm {duty.code}"
    if nameless := view.nameless(duty):
        if nameless.state not in states_before(Act.REVISE):
            return f"pdisc show {nameless.number}"
        return f"pdisc revise {nameless.number} --for {duty.key}"
    return proposing(duty.code, duty.timing, duty.key)


def proposing(code: str, timing: Timing, duty: str | None) -> str:
    """Return how something is proposed for an obligation of an item, or for the item alone."""
    window = duty is not None and day_in(duty) is None
    option = "--for" if window else {Timing.OCCASIONAL: "--occurred"}.get(timing)
    about = f" {option} {duty}" if option and duty else ""
    return f"pdisc propose {code}{about} --title 标题 --content 正文"


SOURCE = Source(_rows)
