"""In whose hands a disclosure is before publication: the step that waits, for whom (DESIGN §4)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.due.held import held_row
from pdisc.due.row import TIMED, DueRow, Source
from pdisc.due.viewpoint import InHand, Viewpoint, entered, first_of, proposer, typed
from pdisc.values.channels import base_of
from pdisc.values.matters import Matter
from pdisc.words import Channel, DueKind, Role, State


class _Step(msgspec.Struct, frozen=True, kw_only=True):
    """What waits in one state: `begun` tells how it came there, `todo` what has to be done.

    `begun` may hold {act} and {to}, `next` {number}, {by} (the first holder) and {channel}.
    """

    kind: DueKind
    limit: str
    begun: str
    todo: str
    holder: Callable[[Viewpoint, Matter], str]
    next: str


def in_hand(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return the step that waits before publication, or None where none does."""
    step = _STEPS.get(matter.state)
    if step is None:
        return None
    act = entered(matter)
    limit = view.book.deadline(act.on, step.limit)
    begun = step.begun.format(act=act.act, to=matter.escalated_to or "上级党组织")
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
        next=_next(step, matter, holder),
        estimated=limit.estimated and not later,
    )


def _findings(matter: Matter) -> str:
    count = matter.waiting_findings
    return f"；还有{count}处审查发现待处理" if count and matter.state is State.PROPOSED else ""


def _next(step: _Step, matter: Matter, holder: str) -> str:
    """Return what to type; whoever reviews looks at the open findings first."""
    if step.kind is DueKind.REVIEW and matter.waiting_findings:
        return f"pdisc show {matter.number}"
    return step.next.format(
        number=matter.number, by=first_of(holder), channel=_open_channel(matter)
    )


def _approvers(view: Viewpoint, matter: Matter) -> str:
    authority = view.book.item(matter.code, view.on).authority
    return view.holders(Role.APPROVER, matter, at_least=authority)


def _open_channel(matter: Matter) -> str:
    """Return the first channel not yet carried out, with the option that it needs."""
    done = {posting.channel for posting in matter.postings}
    channel = next((x for x in matter.channels if x not in done), None)
    if channel is None:
        return "…"
    return f"{typed(channel)} {'--url' if base_of(channel) is Channel.WEBSITE else '--place'} …"


_STEPS: Mapping[State, _Step] = {
    State.PROPOSED: _Step(
        kind=DueKind.REVIEW,
        limit="审核时限",
        begun="{act}",
        todo="审核",
        holder=lambda view, matter: view.holders(Role.REVIEWER, matter),
        next="pdisc review {number} --by {by} --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过",
    ),
    State.RETURNED: _Step(
        kind=DueKind.PROPOSE,
        limit="修改时限",
        begun="{act}退回",
        todo="修改",
        holder=lambda _view, matter: proposer(matter),
        next="pdisc revise {number} --content …",
    ),
    State.REVIEWED: _Step(
        kind=DueKind.APPROVE,
        limit="审批时限",
        begun="{act}通过",
        todo="审批",
        holder=_approvers,
        next="pdisc approve {number} --by {by}",
    ),
    State.ESCALATED: _Step(
        kind=DueKind.ESCALATED,
        limit="报批时限",
        begun="报{to}审批",
        todo="答复，只提示，不计逾期",
        holder=lambda _view, matter: matter.escalated_to or "上级党组织",
        next="pdisc approve {number} --document-number …",
    ),
    State.APPROVED: _Step(
        kind=DueKind.PUBLISH,
        limit="实施时限",
        begun="{act}同意",
        todo="公开",
        holder=lambda _view, matter: proposer(matter),
        next="pdisc publish {number} --channel {channel}",
    ),
}
"""What waits in each state before publication; the limits are rules (data/rules.yaml)."""


def _rows(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    """Yield what somebody in the office holds."""
    for matter in view.book.facts.matters:
        if matter.state is not State.ESCALATED and (held := in_hand(view, matter)):
            yield held_row(view, held)


SOURCE = Source(_rows, (*TIMED, "stuck"))
