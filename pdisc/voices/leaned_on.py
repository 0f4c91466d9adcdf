"""What of requests, opinions and publications leans on an entry: that goes first (作废, DESIGN §6).

An entry may be taken back as long as all that was done later could have been done without it.
Pure: the same facts are asked when somebody annuls, and by verify.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from pdisc.errors import Refused
from pdisc.events.entry import Entry, kind_of
from pdisc.registers.opinions import OpinionReceived, OpinionSettled, OpinionStep
from pdisc.registers.requests import (
    RequestAnswered,
    RequestJoined,
    RequestReceived,
    RequestStep,
)
from pdisc.steps.disclosure import Disclosure
from pdisc.values.voice_kinds import RequestClock, RequestOutcome, RequestState
from pdisc.voices.disclosed import filed_seq
from pdisc.voices.opinions import Disclosed
from pdisc.voices.request_rules import RULES
from pdisc.voices.requests import (
    ANSWERED,
    DECIDED,
    EXTENDED,
    JOINED,
    REFERRED,
    SUPPLEMENTED,
    WAITING,
)

_UNDECIDED = RequestState.UNDECIDED
VoiceStep: TypeAlias = RequestStep | OpinionStep


def require_request_entry_free(original: Entry, steps: Iterable[RequestStep]) -> None:
    """Raise Refused where something leans on one entry about a request.

    `steps` are all acts on that request, and on those that were joined to it.
    """
    seq, request = original.seq, original.subject
    known = sorted(steps, key=lambda step: step.seq)
    own = [step for step in known if step.request == request]
    others = [step for step in known if step.request != request]
    if isinstance(original.event, RequestReceived):
        leans = [*own, *others]
    elif isinstance(original.event, RequestJoined):
        leans = [step for step in own if step.seq > seq]
    elif isinstance(original.event, RequestAnswered):
        leans = [step for step in others if step.seq > seq and step.kind == ANSWERED]
    else:
        leans = list(_first_impossible([step for step in own if step.seq != seq]))
    _refuse(original, leans)


def require_opinion_entry_free(
    original: Entry, steps: Iterable[OpinionStep], matters: Iterable[Disclosed]
) -> None:
    """Raise Refused where something leans on one entry about an opinion.

    `steps` are all acts on that opinion, `matters` the corrections that were proposed for it: one
    that is on its way, or out, leans on what was settled.
    """
    later = [step for step in steps if step.seq > original.seq]
    if isinstance(original.event, OpinionReceived):
        _refuse(original, later)
    elif isinstance(original.event, OpinionSettled):
        live = {each.number for each in matters if each.live}
        _refuse(original, [step for step in later if step.disclosure in live])


def require_not_counted(original: Entry, before: Disclosure | None) -> None:
    """Raise Refused where an opinion was counted when its disclosure was filed (归档)."""
    if before is not None and (filed_seq(before) or 0) > original.seq:
        raise Refused(
            f"{before.number} 归档时已经按收到的意见写了意见收集结果，{_named(original)}不能作废",
            next_step=f"pdisc show {before.number}",
        )


def require_nothing_said(
    original: Entry, before: Disclosure | None, opinions: Sequence[str]
) -> None:
    """Raise Refused where opinions are about what this publication alone made public."""
    if not opinions or before is None:
        return
    if [each.seq for each in before.publications] == [original.seq]:
        raise Refused(
            f"{before.number} 收到过意见（{'、'.join(opinions[:_SHOWN])}），"
            f"{_named(original)}作废后它没有公开过，不能作废",
            next_step=f"pdisc log {opinions[0]}",
        )


_SHOWN = 3
"""So many opinions are named."""


def _refuse(original: Entry, leans: Sequence[VoiceStep]) -> None:
    """Raise Refused where acts lean on an entry; the last of them is the first to go."""
    if not leans:
        return
    last = max(leans, key=lambda step: step.seq)
    named = last.request if isinstance(last, RequestStep) else last.id
    whose = f"{named} 的" if named != original.subject else ""
    raise Refused(
        f"{whose}第{last.seq}条（{last.kind}，{last.on}）是凭{_named(original)}办的，不能作废",
        next_step=f"先作废第{last.seq}条：pdisc annul {last.seq} --reason 理由",
    )


def _named(original: Entry) -> str:
    return f"第{original.seq}条（{kind_of(original.event)}）"


def _first_impossible(steps: Sequence[RequestStep]) -> Iterator[RequestStep]:
    """Yield the first act that the acts before it don't admit, if there is one."""
    state, extended = _UNDECIDED, set[RequestClock]()
    referred: bool | None = None  # of 不予公开 alone it is said whether it was reported
    for step in steps:
        if not _admits(step, state, extended, referred):
            yield step
            return
        if step.kind == EXTENDED and step.clock:
            extended.add(step.clock)
        elif step.kind == DECIDED and step.outcome:
            waits = WAITING.get(step.outcome)
            state = waits[0] if waits else RequestState.DECIDED
            referred = False if step.outcome is RequestOutcome.REFUSED else None
        elif step.kind == REFERRED:
            referred = True
        else:
            state = _AFTER.get(step.kind, state)


_AFTER = {
    SUPPLEMENTED: _UNDECIDED,
    JOINED: RequestState.JOINED,
    ANSWERED: RequestState.ANSWERED,
}
_BEFORE = {kind_of(event): rule.states for event, rule in RULES.items()}
"""In which states each act can be done."""

_RUNNING = {RequestClock.DECIDE: _UNDECIDED, RequestClock.ANSWER: RequestState.DECIDED}
"""In which state each clock runs, and can be given more time."""


def _admits(
    step: RequestStep, state: RequestState, extended: set[RequestClock], referred: bool | None
) -> bool:
    if step.kind == EXTENDED:
        clock = step.clock
        return clock is not None and clock not in extended and _RUNNING[clock] is state
    if step.kind == REFERRED:
        heard = bool(step.view and not step.organ)
        return state in _BEFORE[REFERRED] and referred is not None and (referred or not heard)
    return state in _BEFORE[step.kind]
