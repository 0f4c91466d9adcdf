"""点题: what people asked for, and nobody has decided, answered or reported yet (领域要点 §3).

Told inside the office alone, and never in the words of whoever asked.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.workdays import estimate
from pdisc.due.factbook import FactBook
from pdisc.due.row import TIMED, DueRow, Source
from pdisc.due.viewpoint import Viewpoint
from pdisc.registers.items import CatalogItem
from pdisc.registers.requests import Request, RequestStep
from pdisc.steps.transitions import IN_HAND
from pdisc.values.voice_kinds import RequestClock, RequestOutcome, RequestState
from pdisc.voices.clocks import Clocks, Limit
from pdisc.voices.request_next import WAITED, Hands, what_next
from pdisc.voices.requests import WAITING as WAITS
from pdisc.voices.requests import Requests, Standing, answer_days, decide_days
from pdisc.words import DueKind, Role, Timing

NAME = "群众点题"
"""What is told in the place of an item where the catalogue has none for it."""

REPORT = "报上级"
"""How the report of a refusal is named beside the answer to the same request."""

OUTSIDERS = {RequestOutcome.SUPPLEMENT: "点题人", RequestOutcome.THIRD_PARTY: "第三方"}
"""Who is waited for while the clocks stand still; never by name."""

_ASKED = {RequestOutcome.SUPPLEMENT: "要求补正", RequestOutcome.THIRD_PARTY: "征求第三方意见"}


class AskedHeld(msgspec.Struct, frozen=True, kw_only=True):
    """What waits to be done about one request; `since`: it came to the holder then."""

    standing: Standing
    since: date
    limit: Limit
    holder: str
    why: str
    next: str
    about: str | None = None
    outside: bool = False


def standings(book: FactBook) -> tuple[Standing, ...]:
    """Return where all requests stand, in the order in which they came."""
    requests = book.facts.of(Request)
    if not requests:
        return ()
    clocks = Clocks(book.rules, book.calendar)
    return Requests(requests, book.facts.of(RequestStep), clocks).all()


def held_requests(view: Viewpoint) -> Iterator[AskedHeld]:
    """Yield what waits to be done about requests: in the office, and outside it."""
    known = standings(view.book)
    for standing in known:
        state, done = standing.state, standing.course.state
        if state is RequestState.UNDECIDED:
            yield _to_decide(view, standing)
        elif state is RequestState.DECIDED:
            yield _to_answer(view, standing)
        elif state is RequestState.JOINED and done is RequestState.ANSWERED:
            yield _to_tell(view, standing)
        elif state in WAITED:
            yield _waited_for(view, standing)
        if standing.to_refer:
            yield _to_report(view, standing)
        if standing.to_hear:
            yield _reported(view, standing)


def _to_decide(view: Viewpoint, standing: Standing) -> AskedHeld:
    course, first = standing.course, standing.first_received
    days = decide_days(_clocks(view), course, first)
    term = f"{_longer(standing, RequestClock.DECIDE)}{days}个工作日内决定"
    return AskedHeld(
        standing=standing,
        since=course.since,
        limit=standing.decide_by,
        holder=view.any_holder(Role.APPROVER),
        why=_received(standing)
        + term
        + _stopped(standing)
        + _note(view, first, standing.decide_by),
        next=_next(view, standing),
    )


def _to_answer(view: Viewpoint, standing: Standing) -> AskedHeld:
    course, first = standing.course, standing.first_received
    days = answer_days(_clocks(view), course, first)
    term = f"{_longer(standing, RequestClock.ANSWER)}{days}个工作日内答复"
    return AskedHeld(
        standing=standing,
        since=course.since,
        limit=standing.answer_by,
        holder=view.any_holder(Role.PROPOSER),
        why=f"{_received(standing)}{_decided(standing)}{term}{_stopped(standing)}"
        f"{_note(view, first, standing.answer_by)}{_on_its_way(view, standing)}",
        next=_next(view, standing),
    )


def _to_tell(view: Viewpoint, standing: Standing) -> AskedHeld:
    """Return what waits where the same was answered before this request was joined to it."""
    course, request = standing.course, standing.request
    joined = course.joined.on if course.joined else request.on
    return AskedHeld(
        standing=standing,
        since=joined,
        limit=standing.answer_by,
        holder=view.any_holder(Role.PROPOSER),
        why=f"{in_words(request.received_on)}收到点题，并入{standing.lead}，"
        "那一件已经答复，还要告知这一位",
        next=_next(view, standing),
    )


def _waited_for(view: Viewpoint, standing: Standing) -> AskedHeld:
    step, until = standing.course.waiting, standing.wait_until
    assert step is not None, "somebody is waited for"
    assert step.outcome is not None, "it was decided to wait"
    assert until is not None, "whoever is waited for has a day"
    state, rule = WAITS[step.outcome]
    days = _clocks(view).days(rule, step.on)
    what = "补正" if state is RequestState.SUPPLEMENT else "答复"
    late = (step.on - standing.decide_by.day).days
    missed = f"；停钟前决定已逾期{late}天，等待期间不再增加" if late > 0 else ""
    return AskedHeld(
        standing=standing,
        since=step.on,
        limit=until,
        holder=OUTSIDERS[step.outcome],
        why=f"{in_words(step.on)}{_ASKED[step.outcome]}，{days}个工作日内{what}"
        f"{_note(view, step.on, until)}，等待期间停钟，不计逾期{missed}",
        next=_next(view, standing),
        outside=True,
    )


def _to_report(view: Viewpoint, standing: Standing) -> AskedHeld:
    decision = standing.course.decision
    assert decision is not None, "only what was decided can be a refusal"
    answered = msgspec.structs.replace(standing, state=RequestState.ANSWERED)
    return AskedHeld(
        standing=standing,
        since=decision.on,
        limit=standing.answer_by,
        holder=view.any_holder(Role.PROPOSER),
        why=f"{in_words(decision.on)}决定{decision.outcome}，答复期限以前报告上级党组织",
        next=_next(view, answered),
        about=REPORT,
    )


def _reported(view: Viewpoint, standing: Standing) -> AskedHeld:
    step = standing.course.referred
    assert step is not None, "only what was reported waits for a view"
    clocks = _clocks(view)
    limit = clocks.by(step.on, "报批时限")
    answered = msgspec.structs.replace(standing, state=RequestState.ANSWERED)
    return AskedHeld(
        standing=standing,
        since=step.on,
        limit=limit,
        holder=step.organ or "上级党组织",
        why=f"{in_words(step.on)}报告上级党组织，{clocks.days('报批时限', step.on)}个工作日内答复"
        f"{_note(view, step.on, limit)}，只提示，不计逾期",
        next=_next(view, answered),
        about=REPORT,
        outside=True,
    )


def _clocks(view: Viewpoint) -> Clocks:
    return Clocks(view.book.rules, view.book.calendar)


def _received(standing: Standing) -> str:
    count, first = len(standing.voices), in_words(standing.first_received)
    return f"{first}起收到点题{count}人次，" if count > 1 else f"{first}收到点题，"


def _decided(standing: Standing) -> str:
    decision = standing.course.decision
    return f"{in_words(decision.on)}决定{decision.outcome}，" if decision else ""


def _longer(standing: Standing, clock: RequestClock) -> str:
    return "延期后" if clock in standing.course.extended else ""


def _stopped(standing: Standing) -> str:
    days = standing.course.stopped
    return f"（停钟{days}个工作日不计）" if days else ""


def _note(view: Viewpoint, start: date, limit: Limit) -> str:
    """Return which holidays were skipped on the way to a day, and whether it is estimated."""
    guess = estimate(view.book.calendar.unknown_years(start, limit.day)) if limit.estimated else ""
    return view.book.on_the_way(start, limit.day) + (f"（{guess}）" if guess else "")


def _on_its_way(view: Viewpoint, standing: Standing) -> str:
    number = standing.course.decision.disclosure if standing.course.decision else ""
    matter = view.book.matters.get(number)
    return f"；{number}还没有公开" if matter and matter.state in IN_HAND else ""


def _next(view: Viewpoint, standing: Standing) -> str:
    approver = view.first(Role.APPROVER, "审批人")
    return what_next(
        standing, Hands(approver=approver, proposer=view.first(Role.PROPOSER, "承办人"))
    )


def item_of(view: Viewpoint) -> CatalogItem | None:
    """Return the item under which is disclosed what people ask for; None where there is none."""
    code = view.book.rules.text("点题条目", view.on)
    item = view.book.item(code, view.on) if code in view.book.codes else None
    return None if item is None or item.retired else item


def _row(view: Viewpoint, held: AskedHeld) -> DueRow:
    item = item_of(view)
    late = 0 if held.outside else max(0, (view.on - held.limit.day).days)
    return DueRow(
        kind=DueKind.REQUESTED,
        code=item.code if item else "",
        item=item.level3 if item else NAME,
        timing=item.timing if item else Timing.OCCASIONAL,
        window=None,
        number=held.standing.request.id,
        due_on=held.limit.day,
        days_overdue=late,
        office=view.book.office(item, view.on) if item else "",
        holder=held.holder,
        why=held.why,
        next=held.next,
        since=held.since,
        held_working_days=view.book.calendar.between(held.since, view.on),
        estimated=held.limit.estimated,
        for_=held.about,
    )


def _ours(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    """Yield what somebody in the office has to do."""
    yield from (_row(view, held) for held in held_requests(view) if not held.outside)


def _others(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    """Yield what somebody outside has in his hands."""
    yield from (_row(view, held) for held in held_requests(view) if held.outside)


SOURCE = Source(_ours, TIMED)
WAITING = Source(_others, ("waiting",))
