"""What each act on a request (点题) must establish: asked before it is recorded, and by verify.

Which act which state admits, and what each outcome must say, stand in tables; the rest are guards
over where the requests stood before (领域要点 §3, DESIGN §6).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from pdisc.errors import NotFound, Refused, UsageError
from pdisc.registers.requests import (
    RequestAnswered,
    RequestDecided,
    RequestExtended,
    RequestJoined,
    RequestReceived,
    RequestReferred,
    RequestSupplemented,
)
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import RequestClock, RequestOutcome, RequestState
from pdisc.voices.request_next import WAITED, what_next
from pdisc.voices.request_outcomes import CALLED, FLAGS, MUST_SAY, NAMES, PROPOSES
from pdisc.voices.requests import UNDECIDED, Requests, Standing
from pdisc.words import Audience

Out = frozenset[Audience] | None
"""To which audiences a disclosure is out; None where there is no such disclosure."""


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What a guard looks at: where the request stood, among the others, and the day of the act."""

    standing: Standing
    requests: Requests
    on: date
    out: Out


class RequestRule(msgspec.Struct, frozen=True, kw_only=True):
    """One act on a request: its name, the states that admit it, what it must establish besides."""

    name: str
    states: frozenset[RequestState]
    guard: Callable[[Any, Before], None]


def admit(
    event: Event,
    id_: str,
    on: date,
    requests: Requests,
    out: Out = None,
    *,
    today: date = date.max,
) -> None:
    """Raise what forbids an entry about a request of that name on a business date.

    `requests` are those that it concerns as they stood before the entry: itself, its voices, what
    it is joined to. `out` tells of the disclosure that the event names, of 并办 of the one with
    which the other was decided. Steps of days after `today` (the clock ran ahead) bind nobody.
    Raises UsageError, NotFound or Refused; roles and 补录 are asked elsewhere.
    """
    if isinstance(event, RequestReceived):
        _received(event, on)
        return
    if id_ not in requests.by_id:
        raise NotFound(f"没有编号为“{id_}”的点题", next_step="pdisc request list")
    rule = RULES[type(event)]
    standing = requests.standing(id_)
    if standing.state not in rule.states:
        raise _out_of_turn(rule, standing)
    _in_order(standing, requests, on, today)
    rule.guard(event, Before(standing=standing, requests=requests, on=on, out=out))


def possible_now(standing: Standing) -> tuple[str, ...]:
    """Return the names of the acts that the state of a request admits."""
    own = () if standing.to_refer or standing.to_hear else ("报告上级",)
    return tuple(
        rule.name
        for rule in RULES.values()
        if standing.state in rule.states and rule.name not in own
    )


def _out_of_turn(rule: RequestRule, standing: Standing) -> Refused:
    id_ = standing.request.id
    if standing.state is RequestState.JOINED:
        told = f"{id_} 已并入 {standing.lead} 一并办理，不能再单独{rule.name}"
        return Refused(told, next_step=f"看 {standing.lead}：pdisc request show {standing.lead}")
    able = "、".join(possible_now(standing)) or "没有"
    told = f"{id_} 现在是“{standing.state}”，不能{rule.name}；现在可以办的：{able}"
    return Refused(told, next_step=what_next(standing) or f"pdisc request show {id_}")


def _in_order(standing: Standing, requests: Requests, on: date, today: date) -> None:
    """Raise Refused for an act before the request came, or before what was done about it."""
    course = standing.course
    done = (course.decision, course.waiting, course.answer, course.referred, course.view)
    steps = [step for step in (*done, *course.extended.values()) if step]
    came = [requests.by_id[each].received_on for each in standing.voices]
    days = [*came, course.since, *(step.on for step in steps)]
    floor = max((day for day in days if day <= today), default=on)
    if on < floor:
        raise Refused(
            f"日期 {on} 早于 {standing.request.id} 上一步的 {floor}，日期不能倒退",
            next_step=f"--on 写 {floor} 或之后的日期",
        )


def _received(event: RequestReceived, on: date) -> None:
    if event.received_on > on:
        raise Refused(
            f"收到日期 {event.received_on} 晚于登记的业务日期 {on}",
            next_step=f"--received 写 {on} 或以前的日期，或者不写 --on",
        )


def _said(event: Any, *fields: str) -> None:
    """Raise UsageError where an event lacks one of these texts."""
    missing = [field for field in fields if not getattr(event, field)]
    lacking, flags = [CALLED[each] for each in missing], [FLAGS[each] for each in missing]
    if lacking:
        raise UsageError(f"要写明{'、'.join(lacking)}", next_step=f"加上 {'、'.join(flags)}")


def _decided(event: RequestDecided, before: Before) -> None:
    _said(event, *MUST_SAY.get(event.outcome, ()))
    if event.outcome not in NAMES | PROPOSES:
        if event.disclosure or event.item:
            raise UsageError(f"“{event.outcome}”不写公开事项")
        return
    _said(event, "disclosure")
    if event.outcome not in (PROPOSES if event.item else NAMES):
        raise UsageError(f"“{event.outcome}”要写明的公开事项不对")
    if not event.item:
        is_out_for(event.disclosure, before.standing, before.requests, before.out)
    elif before.out is None:
        told = f"没有提出过 {event.disclosure}"
        raise Refused(told, next_step=what_next(before.standing))


def is_out_for(disclosure: str, standing: Standing, requests: Requests, out: Out) -> None:
    """Raise Refused unless a disclosure is out to everybody who asked.

    The sentence tells nothing of the matter but that.
    """
    kinds = [requests.by_id[each].asker for each in standing.voices]
    without = [kind for kind in kinds if out is None or kind.audience not in out]
    if without:
        id_ = standing.request.id
        raise Refused(
            f"{disclosure} 没有向{without[0]}公开，不能作为 {id_} 的“已公开”告知",
            next_step=f"看可以告知的：pdisc request show {id_}",
        )


def clock_of(standing: Standing) -> RequestClock:
    """Return which clock an extension moves: that of the decision until there is one."""
    return RequestClock.DECIDE if standing.state in UNDECIDED else RequestClock.ANSWER


def _extended(event: RequestExtended, before: Before) -> None:
    _said(event, "reason")
    standing = before.standing
    clock, id_ = clock_of(standing), standing.request.id
    if event.clock is not clock:
        told = f"{id_} 现在是“{standing.state}”，延长的应是{clock}期限"
        raise Refused(told, next_step=what_next(standing))
    if clock in standing.course.extended:
        told = f"{id_} 的{clock}期限已经延长过一次，不能再延长"
        raise Refused(told, next_step=what_next(standing))
    limit = standing.decide_by if clock is RequestClock.DECIDE else standing.answer_by
    if before.on > limit.day:
        told = f"{id_} 的{clock}期限 {limit.day} 已经过了，不能再延长"
        raise Refused(told, next_step=what_next(standing))


def _supplemented(event: RequestSupplemented, before: Before) -> None:
    del event, before  # the state says it all


def _joined(event: RequestJoined, before: Before) -> None:
    standing, requests, into = before.standing, before.requests, event.into
    id_ = standing.request.id
    if into == id_:
        raise UsageError(f"{id_} 不能并入自己", next_step="先写要并入的，最后写并到哪一件")
    if into not in requests.by_id:
        raise NotFound(f"没有编号为“{into}”的点题", next_step="pdisc request list")
    lead = requests.standing(into)
    if lead.lead:
        told = f"{into} 自己已并入 {lead.lead}"
        raise Refused(told, next_step=f"并到 {lead.lead}：pdisc request join {id_} {lead.lead}")
    if len(standing.voices) > 1:
        told = f"已有 {'、'.join(standing.voices[1:])} 并入 {id_}，{id_} 不能再并入别的"
        turned = f"反过来并：pdisc request join {into} {id_}"
        alone = len(lead.voices) == 1 and lead.state in UNDECIDED
        raise Refused(told, next_step=turned if alone else f"分别办理：{what_next(standing)}")
    told_of = lead.course.decision
    if told_of and told_of.disclosure and not told_of.item and before.out is not None:
        _is_out_too(standing, into, before.out)


def _is_out_too(standing: Standing, into: str, out: frozenset[Audience]) -> None:
    request = standing.request
    if request.asker.audience not in out:
        raise Refused(
            f"{request.id} 是{request.asker}点题，{into} 的答复不能一并告知",
            next_step=f"单独办理：{what_next(standing)}",
        )


def to_tell(standing: Standing, requests: Requests) -> tuple[str, ...]:
    """Return everybody who is told by an answer to a request now, by the requests' names."""
    id_ = standing.request.id
    if standing.lead:
        return (id_,)
    voices = (each for each in standing.voices if each != id_)
    waiting = (x for x in voices if requests.standing(x).state is not RequestState.ANSWERED)
    return (id_, *waiting)


def _answered(event: RequestAnswered, before: Before) -> None:
    standing = before.standing
    if standing.lead and standing.course.state is not RequestState.ANSWERED:
        told = f"{standing.request.id} 已并入 {standing.lead}，{standing.lead} 还没有答复"
        raise Refused(told, next_step=f"看 {standing.lead}：pdisc request show {standing.lead}")
    _said(event, "content")
    if set(event.told) != set(to_tell(standing, before.requests)):
        told = f"{standing.request.id} 的答复没有告知全部点题人，或者多告知了"
        raise Refused(told, next_step=what_next(standing))


def _referred(event: RequestReferred, before: Before) -> None:
    standing = before.standing
    course, id_ = standing.course, standing.request.id
    if not (event.to or event.view):
        raise UsageError("要写明报告哪个上级党组织，或上级的意见")
    if standing.lead:
        told = f"{id_} 已并入 {standing.lead}，由 {standing.lead} 报告上级"
        raise Refused(told, next_step=f"pdisc request show {standing.lead}")
    if standing.outcome is not RequestOutcome.REFUSED:
        told = f"{id_} 没有决定不予公开，不用报告上级"
        raise Refused(told, next_step=what_next(standing) or f"pdisc request show {id_}")
    if course.view or (event.to and course.referred):
        done = "上级意见已经登记过" if course.view else "已经报告过上级"
        raise Refused(f"{id_} {done}", next_step=what_next(standing) or f"pdisc request show {id_}")
    if event.view and not (event.to or course.referred):
        told = f"{id_} 还没有登记报告上级，不能登记上级意见"
        raise Refused(told, next_step=f"加上 --to 上级党组织名称，或先登记：{_refer(id_)}")


def _refer(id_: str) -> str:
    return f"pdisc request refer {id_} --to 上级党组织名称 --by 承办人"


_OPEN = frozenset({RequestState.UNDECIDED, RequestState.DECIDED})

RULES: Mapping[type[Event], RequestRule] = {
    RequestDecided: RequestRule(name="决定", states=UNDECIDED, guard=_decided),
    RequestExtended: RequestRule(name="延期", states=_OPEN, guard=_extended),
    RequestSupplemented: RequestRule(name="登记补正", states=WAITED, guard=_supplemented),
    RequestJoined: RequestRule(name="并办", states=UNDECIDED, guard=_joined),
    RequestAnswered: RequestRule(
        name="答复",
        states=frozenset({RequestState.DECIDED, RequestState.JOINED}),
        guard=_answered,
    ),
    RequestReferred: RequestRule(
        name="报告上级",
        states=frozenset({RequestState.DECIDED, RequestState.ANSWERED}),
        guard=_referred,
    ),
}
"""Which act which states admit, and what it must establish besides."""
