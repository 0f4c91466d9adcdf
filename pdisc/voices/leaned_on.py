"""What of requests, opinions and publications leans on an entry: that goes first (作废, DESIGN §6).

An entry may be taken back as long as all that was done later could have been done without it.
Pure: the same facts are asked when somebody annuls, and by verify.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from pdisc.errors import Refused
from pdisc.registers.opinions import OpinionStep
from pdisc.registers.requests import RequestStep
from pdisc.voices.opinions import REPUBLISHING
from pdisc.voices.requests import (
    ANSWERED,
    DECIDED,
    EXTENDED,
    JOINED,
    REFERRED,
    SUPPLEMENTED,
    WAITING,
)
from pdisc.words import RequestClock, RequestOutcome, RequestState

_UNDECIDED = RequestState.UNDECIDED
VoiceStep: TypeAlias = RequestStep | OpinionStep


def require_nothing_after(seq: int, kind: str, subject: str, later: Iterable[VoiceStep]) -> None:
    """Raise Refused where anything was done about what an entry says came in."""
    for step in later:
        raise _leaning(seq, kind, step, _name_of(step) if _name_of(step) != subject else "")


def require_request_step_free(
    seq: int, kind: str, request: str, steps: Iterable[RequestStep]
) -> None:
    """Raise Refused where something leans on one act on a request.

    `steps` are all acts on that request, and on those that were joined to it.
    """
    known = sorted(steps, key=lambda step: step.seq)
    own = [step for step in known if step.request == request]
    if kind == JOINED:
        return require_nothing_after(seq, kind, request, [x for x in own if x.seq > seq])
    if kind == ANSWERED:
        others = [step for step in known if step.request != request and step.seq > seq]
        told = [step for step in others if step.kind == ANSWERED]
        return require_nothing_after(seq, kind, request, told)
    impossible = _first_impossible([step for step in own if step.seq != seq])
    if impossible is not None:
        raise _leaning(seq, kind, impossible)
    return None


def require_opinion_step_free(
    seq: int, kind: str, steps: Iterable[OpinionStep], is_live: Callable[[str], bool]
) -> None:
    """Raise Refused where a correction that is still on its way, or out, was proposed for it.

    `steps` are all acts on that opinion; `is_live` says of a disclosure that it was neither
    withdrawn nor refused. Only what was settled is leaned on.
    """
    for step in steps:
        begun = kind != REPUBLISHING and step.kind == REPUBLISHING and step.seq > seq
        if begun and is_live(step.disclosure):
            raise Refused(
                f"{step.disclosure} 就是为它的整改提出的（第{step.seq}条），"
                f"第{seq}条（{kind}）不能作废",
                next_step=f"先作废第{step.seq}条：pdisc annul {step.seq} --reason 理由",
            )


def require_not_counted(seq: int, kind: str, number: str, filed_seq: int | None) -> None:
    """Raise Refused where an opinion was counted when its disclosure was filed (归档)."""
    if filed_seq is not None and filed_seq > seq:
        raise Refused(
            f"{number} 归档时已经按收到的意见写了意见收集结果，第{seq}条（{kind}）不能作废",
            next_step=f"pdisc show {number}",
        )


def require_nothing_said(seq: int, number: str, opinions: Sequence[str]) -> None:
    """Raise Refused where opinions are about what only one publication made public."""
    if opinions:
        raise Refused(
            f"{number} 收到过意见（{'、'.join(opinions[:_SHOWN])}），"
            f"作废第{seq}条后它没有公开过，不能作废",
            next_step=f"pdisc log {opinions[0]}",
        )


_SHOWN = 3
"""So many opinions are named."""


def _leaning(seq: int, kind: str, step: VoiceStep, other: str = "") -> Refused:
    whose = f"{other} 的" if other else ""
    return Refused(
        f"{whose}第{step.seq}条（{step.kind}，{step.on}）是凭第{seq}条（{kind}）办的，"
        f"第{seq}条不能作废",
        next_step=f"先作废第{step.seq}条：pdisc annul {step.seq} --reason 理由",
    )


def _name_of(step: VoiceStep) -> str:
    return step.request if isinstance(step, RequestStep) else step.id


def _first_impossible(steps: Sequence[RequestStep]) -> RequestStep | None:
    """Return the first act that the acts before it don't admit, or None."""
    state, extended = _UNDECIDED, set[RequestClock]()
    referred: bool | None = None  # of 不予公开 alone it is said whether it was reported
    for step in steps:
        if not _admits(step, state, extended, referred):
            return step
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
    return None


_AFTER = {
    SUPPLEMENTED: _UNDECIDED,
    JOINED: RequestState.JOINED,
    ANSWERED: RequestState.ANSWERED,
}
_STOPPED = frozenset({RequestState.SUPPLEMENT, RequestState.THIRD_PARTY})
_BEFORE = {
    DECIDED: _STOPPED | {_UNDECIDED},
    SUPPLEMENTED: _STOPPED,
    JOINED: _STOPPED | {_UNDECIDED},
    ANSWERED: frozenset({RequestState.DECIDED, RequestState.JOINED}),
    REFERRED: frozenset({RequestState.DECIDED, RequestState.ANSWERED}),
}
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
