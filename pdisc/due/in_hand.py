"""In whose hands a disclosure is before publication: the step that waits, for whom (DESIGN §4)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.windows import Window, parse_window
from pdisc.due.held import held_row
from pdisc.due.row import TIMED, DueRow, Source
from pdisc.due.viewpoint import InHand, Viewpoint, entered, proposer
from pdisc.steps.guidance import looked_at
from pdisc.values.matters import Matter
from pdisc.words import DueKind, Role, State


class _Step(msgspec.Struct, frozen=True, kw_only=True):
    """What waits in one state: `begun` tells how it came there, `todo` what has to be done.

    `begun` may hold {act} and {to}.
    """

    kind: DueKind
    limit: str
    begun: str
    todo: str
    holder: Callable[[Viewpoint, Matter], str]


def in_hand(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return the step that waits before publication, or None where none does."""
    step = _STEPS.get(matter.state)
    if step is None:
        return None
    act = entered(matter)
    ahead = _window_ahead(step, matter, act.on)
    limit = view.book.deadline(ahead.start if ahead else act.on, step.limit)
    begun = step.begun.format(act=act.act, to=matter.escalated_to or "上级党组织")
    if ahead:
        begun += f"，{ahead.name}自{in_words(ahead.start)}起"
    holder = step.holder(view, matter)
    due_on, why = limit.due_on, f"{begun}，{limit.days}个工作日内{step.todo}{limit.note}"
    planned = matter.planned_on if step.kind is DueKind.PUBLISH else None
    later = planned is not None and planned > due_on
    if planned and later:
        due_on, why = planned, f"{begun}，计划于{in_words(planned)}公开"
    return InHand(
        matter=matter,
        kind=step.kind,
        since=act.on,
        due_on=due_on,
        holder=holder,
        why=in_words(act.on) + why + _findings(matter),
        next=_next(view, step, matter),
        estimated=limit.estimated and not later,
    )


def _findings(matter: Matter) -> str:
    count = matter.waiting_findings
    return f"；还有{count}处审查发现待处理" if count and matter.state is State.PROPOSED else ""


def _next(view: Viewpoint, step: _Step, matter: Matter) -> str:
    """Return what to type; whoever reviews looks at the open findings first."""
    if step.kind is DueKind.REVIEW and matter.waiting_findings:
        return looked_at(matter.number)
    return view.to_type(matter, resting=_window_ahead(step, matter, view.on) is not None)


def _window_ahead(step: _Step, matter: Matter, day: date) -> Window | None:
    """Return the window that publishing has to wait for, where it hasn't begun on a day."""
    window = parse_window(matter.window) if matter.window else None
    waits = step.kind is DueKind.PUBLISH and window is not None and window.start > day
    return window if waits else None


def _approvers(view: Viewpoint, matter: Matter) -> str:
    authority = view.book.item(matter.code, view.on).authority
    return view.holders(Role.APPROVER, matter, at_least=authority)


_STEPS: Mapping[State, _Step] = {
    State.PROPOSED: _Step(
        kind=DueKind.REVIEW,
        limit="审核时限",
        begun="{act}",
        todo="审核",
        holder=lambda view, matter: view.holders(Role.REVIEWER, matter),
    ),
    State.RETURNED: _Step(
        kind=DueKind.PROPOSE,
        limit="修改时限",
        begun="{act}退回",
        todo="修改",
        holder=lambda _view, matter: proposer(matter),
    ),
    State.REVIEWED: _Step(
        kind=DueKind.APPROVE,
        limit="审批时限",
        begun="{act}通过",
        todo="审批",
        holder=_approvers,
    ),
    State.ESCALATED: _Step(
        kind=DueKind.ESCALATED,
        limit="报批时限",
        begun="报{to}审批",
        todo="答复，只提示，不计逾期",
        holder=lambda _view, matter: matter.escalated_to or "上级党组织",
    ),
    State.APPROVED: _Step(
        kind=DueKind.PUBLISH,
        limit="实施时限",
        begun="{act}同意",
        todo="公开",
        holder=lambda _view, matter: proposer(matter),
    ),
}
"""What waits in each state before publication; the limits are rules (data/rules.yaml)."""
LIMITS: Mapping[DueKind, str] = {step.kind: step.limit for step in _STEPS.values()}
"""By the kind of its row, within which rule's days each step has to be done."""


def _rows(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    """Yield what somebody in the office holds."""
    for matter in view.book.facts.matters:
        if matter.state is not State.ESCALATED and (held := in_hand(view, matter)):
            yield held_row(view, held)


SOURCE = Source(_rows, (*TIMED, "stuck"))
