"""Where each request (点题) stands: a fold over what was done about it (领域要点 §3).

Decided within 点题决定, answered within 点题答复, both counted from the day on which it came; both
stand still while somebody outside (补正, 征求第三方) has it in his hands.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.events.entry import kind_of
from pdisc.registers.requests import (
    Request,
    RequestAnswered,
    RequestDecided,
    RequestExtended,
    RequestJoined,
    RequestReferred,
    RequestStep,
    RequestSupplemented,
)
from pdisc.values.grouping import grouped
from pdisc.values.voice_kinds import RequestClock, RequestOutcome, RequestState
from pdisc.voices.clocks import Clocks, Limit

DECIDED = kind_of(RequestDecided)
EXTENDED = kind_of(RequestExtended)
SUPPLEMENTED = kind_of(RequestSupplemented)
JOINED = kind_of(RequestJoined)
ANSWERED = kind_of(RequestAnswered)
REFERRED = kind_of(RequestReferred)

WAITING: Mapping[RequestOutcome, tuple[RequestState, str]] = {
    RequestOutcome.SUPPLEMENT: (RequestState.SUPPLEMENT, "点题补正"),
    RequestOutcome.THIRD_PARTY: (RequestState.THIRD_PARTY, "点题征求"),
}
"""The outcomes that wait for somebody outside: the state, and the rule that says how long."""

UNDECIDED = frozenset({RequestState.UNDECIDED, RequestState.SUPPLEMENT, RequestState.THIRD_PARTY})
"""The states in which nothing has been decided yet."""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """What was done about one request alone, folded.

    `state` is as if it were joined to nothing; `stopped` counts the working days for which the
    clocks stood still, `waiting` is the decision by which they stand still now. `since` is the day
    on which it came to that state.
    """

    state: RequestState = RequestState.UNDECIDED
    since: date
    stopped: int = 0
    waiting: RequestStep | None = None
    decision: RequestStep | None = None
    answer: RequestStep | None = None
    joined: RequestStep | None = None
    extended: Mapping[RequestClock, RequestStep] = {}
    referred: RequestStep | None = None
    view: RequestStep | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one request stands, with both its days; `lead` is what it was joined to.

    `voices` are all requests that the same answer is for, this one among them, by their order;
    `first_received` is the day on which the first of them came. `wait_until` is the last day that
    somebody outside was given.
    """

    request: Request
    course: Course
    state: RequestState
    decide_by: Limit
    answer_by: Limit
    lead: str = ""
    voices: tuple[str, ...]
    first_received: date
    wait_until: Limit | None = None

    @property
    def outcome(self) -> RequestOutcome | None:
        """What was decided, the waiting outcomes among them."""
        step = self.course.waiting or self.course.decision
        return step.outcome if step else None

    @property
    def to_refer(self) -> bool:
        """Whether a refusal is still to be reported to the higher organisation."""
        return self._refused and self.course.referred is None and self.course.view is None

    @property
    def to_hear(self) -> bool:
        """Whether the higher organisation was told of a refusal and hasn't given its view."""
        return self._refused and self.course.referred is not None and self.course.view is None

    @property
    def _refused(self) -> bool:
        decision = self.course.decision
        return not self.lead and decision is not None and decision.outcome is RequestOutcome.REFUSED


class Requests:
    """All requests with what was done about them, arranged once."""

    def __init__(
        self, requests: Iterable[Request], steps: Iterable[RequestStep], clocks: Clocks
    ) -> None:
        """Take the facts of the register, and the clocks by which days are counted."""
        self._clocks = clocks
        self.by_id = {each.id: each for each in requests}
        found = grouped((step.request, step) for step in sorted(steps, key=lambda x: x.seq))
        self._courses = {
            request.id: folded(request, found.get(request.id, ()), clocks)
            for request in self.by_id.values()
        }
        leads = ((x.joined.lead, id_) for id_, x in self._courses.items() if x.joined)
        self._joined = grouped(leads)

    def standing(self, id_: str) -> Standing:
        """Return where one request stands; KeyError for one that isn't known."""
        request, own = self.by_id[id_], self._courses[id_]
        lead = own.joined.lead if own.joined and own.joined.lead in self.by_id else ""
        of_all = self._courses[lead or id_]
        voices = self.voices(lead or id_)
        decided = self._first(voices, before=of_all.decision)
        answer_by = self._answer_by(of_all, self._first(voices, before=of_all.answer))
        if lead and own.joined and of_all.answer and own.joined.seq > of_all.answer.seq:
            # Its answer was there before: it is told by its own day, if that is later.
            answer_by = self._later(answer_by, request.received_on)
        return Standing(
            request=request,
            course=msgspec.structs.replace(of_all, answer=own.answer, joined=own.joined)
            if lead
            else own,
            state=_joined_state(own) if lead else own.state,
            decide_by=self._decide_by(of_all, decided),
            answer_by=answer_by,
            lead=lead,
            voices=voices,
            first_received=self._first(voices),
            wait_until=self._wait_until(of_all),
        )

    def all(self) -> tuple[Standing, ...]:
        """Return where all of them stand, in the order in which they came."""
        order = sorted(self.by_id.values(), key=lambda x: (x.received_on, x.seq))
        return tuple(self.standing(each.id) for each in order)

    def voices(self, lead: str) -> tuple[str, ...]:
        """Return a request and those that were joined to it, in the order of joining."""
        return (lead, *self._joined.get(lead, ()))

    def _first(self, voices: Sequence[str], *, before: RequestStep | None = None) -> date:
        """Return the day on which the first of some voices came; who joined after a step is late.

        Whoever joins what was decided or answered already makes nothing of that late.
        """
        lead, *others = voices
        joined = ((each, self._courses[each].joined) for each in others)
        in_time = [each for each, step in joined if not (before and step and step.seq > before.seq)]
        return min(self.by_id[each].received_on for each in (lead, *in_time))

    def _decide_by(self, course: Course, first: date) -> Limit:
        days = decide_days(self._clocks, course, first)
        return self._clocks.after(first, days + course.stopped)

    def _answer_by(self, course: Course, first: date) -> Limit:
        days = answer_days(self._clocks, course, first)
        return self._clocks.after(first, days + course.stopped)

    def _later(self, limit: Limit, received_on: date) -> Limit:
        own = self._clocks.by(received_on, "点题答复")
        return max(limit, own, key=lambda each: each.day)

    def _wait_until(self, course: Course) -> Limit | None:
        step = course.waiting
        if step is None or step.outcome is None:
            return None
        _, rule = WAITING[step.outcome]
        return self._clocks.by(step.on, rule)


def decide_days(clocks: Clocks, course: Course, first: date) -> int:
    """Return the working days in which is to be decided, counted from the first that came."""
    extended = RequestClock.DECIDE in course.extended
    return clocks.days("点题决定延长" if extended else "点题决定", first)


def answer_days(clocks: Clocks, course: Course, first: date) -> int:
    """Return the working days in which is to be answered, counted from the first that came."""
    more = clocks.days("点题答复延长", first) if RequestClock.ANSWER in course.extended else 0
    return clocks.days("点题答复", first) + more


def _joined_state(own: Course) -> RequestState:
    return RequestState.ANSWERED if own.answer else RequestState.JOINED


def folded(request: Request, steps: Iterable[RequestStep], clocks: Clocks) -> Course:
    """Return where a request stands after all that was done about it, in its order."""
    course = Course(since=request.received_on)
    for step in steps:
        course = _evolved(course, step, clocks)
    return course


def _evolved(course: Course, step: RequestStep, clocks: Clocks) -> Course:
    """Return where a request stands after one more thing was done about it."""
    replace = msgspec.structs.replace
    if step.kind == EXTENDED and step.clock:
        return replace(course, extended={**course.extended, step.clock: step})
    if step.kind == JOINED:
        return replace(course, joined=step)
    if step.kind == REFERRED:
        return replace(course, view=step) if step.view else replace(course, referred=step)
    if step.kind == ANSWERED:
        return replace(course, answer=step, state=RequestState.ANSWERED, since=step.on)
    course = _gone_on(course, step, clocks)
    if step.kind == DECIDED and step.outcome and step.outcome in WAITING:
        state, _ = WAITING[step.outcome]
        return replace(course, waiting=step, state=state)
    if step.kind == DECIDED:
        return replace(course, decision=step, state=RequestState.DECIDED)
    return replace(course, state=RequestState.UNDECIDED)


def _gone_on(course: Course, step: RequestStep, clocks: Clocks) -> Course:
    """Return the same with clocks that go on, where they stood still before this step."""
    stopped = clocks.stopped(course.waiting.on, step.on) if course.waiting else 0
    return msgspec.structs.replace(
        course, since=step.on, waiting=None, stopped=course.stopped + stopped
    )
