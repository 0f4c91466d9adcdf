"""In whose hands a disclosure is: the step that waits, for whom, since when (DESIGN §4)."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.workdays import estimate
from pdisc.due.factbook import FactBook, refused_on
from pdisc.rules import archive_deadline
from pdisc.steps.policy import Roster
from pdisc.values.channels import base_of
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, Authority, Channel, DueKind, Role, State


class InHand(msgspec.Struct, frozen=True, kw_only=True):
    """What waits to be done to one disclosure; `since`: it came to the holder then."""

    matter: Matter
    kind: DueKind
    since: date
    due_on: date
    holder: str
    why: str
    next: str
    estimated: bool = False


class Viewpoint:
    """Who may act on one day: the facts, and the roster as it stands on that day."""

    def __init__(self, book: FactBook, on: date) -> None:
        """Take the facts and the day that is asked about."""
        self.book = book
        self.on = on
        self._roster = Roster(book.facts.appointments)
        self._holders: dict[tuple[Role, Authority | None], list[str]] = {}

    def holders(self, role: Role, matter: Matter, *, at_least: Authority | None = None) -> str:
        """Return who may take a step, joined by 、, or 审核人 and the like where nobody may.

        Who wrote the plan may neither review nor approve it (DESIGN §3) and isn't named for that.
        """
        wanted = (role, at_least)
        if wanted not in self._holders:
            self._holders[wanted] = self._roster.holders(role, self.on, at_least=at_least)
        apart = _authors(matter) if role in (Role.REVIEWER, Role.APPROVER) else frozenset()
        return "、".join(x for x in self._holders[wanted] if x not in apart) or f"{role}人"


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
    planned = step.kind is DueKind.PUBLISH and matter.planned_on > due_on
    if planned:
        due_on, why = matter.planned_on, f"{begun}，计划于{in_words(matter.planned_on)}公开"
    return InHand(
        matter=matter,
        kind=step.kind,
        since=act.on,
        due_on=due_on,
        holder=holder,
        why=in_words(act.on) + why + _findings(matter),
        next=_next(step, matter, holder),
        estimated=limit.estimated and not planned,
    )


def _findings(matter: Matter) -> str:
    count = matter.waiting_findings
    return f"；还有{count}处审查发现待处理" if count and matter.state is State.PROPOSED else ""


def _next(step: _Step, matter: Matter, holder: str) -> str:
    """Return what to type; whoever reviews looks at the open findings first."""
    if step.kind is DueKind.REVIEW and matter.waiting_findings:
        return f"pdisc show {matter.number}"
    return step.next.format(number=matter.number, by=_first(holder), channel=_open_channel(matter))


def waits_for(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return whatever waits to be done to a disclosure, its filing too; None where nothing does."""
    return in_hand(view, matter) or to_archive(view, matter)


def to_archive(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return the filing that waits for a published or refused disclosure, or None.

    It is due by 归档截止 (30 June) of the year after the first publication or the refusal.
    """
    if matter.state not in (State.PUBLISHED, State.REFUSED):
        return None
    done = matter.published_on or refused_on(matter) or matter.acts[-1].on
    due_on = archive_deadline(done, view.book.rules)
    holder = view.holders(Role.ARCHIVIST, matter)
    refused = matter.state is State.REFUSED
    last = f"{due_on.month}月{due_on.day}日"
    return InHand(
        matter=matter,
        kind=DueKind.ARCHIVE,
        since=entered(matter).on,
        due_on=due_on,
        holder=holder,
        why=f"{in_words(done)}{'不予公开' if refused else '公开'}，应于次年{last}前归档",
        next=f"pdisc archive {matter.number} --by {_first(holder)}"
        + ("" if refused else " --no-opinions"),
    )


def running_notice(view: Viewpoint, matter: Matter) -> InHand | None:
    """Return the 公示 that still runs on the day asked about, or None."""
    if not matter.public_notice:
        return None
    running = [
        (posting.until, posting.on)
        for posting in matter.postings
        if posting.until and posting.until >= view.on and posting.taken_down_on is None
    ]
    if not running:
        return None
    until, since = max(running)
    guess = estimate(view.book.calendar.unknown_years(since, until))
    return InHand(
        matter=matter,
        kind=DueKind.NOTICE,
        since=since,
        due_on=until,
        holder=_proposer(view, matter),
        why=f"{in_words(since)}起公示，至{in_words(until)}期满" + (f"（{guess}）" if guess else ""),
        next=f"pdisc show {matter.number}",
        estimated=bool(guess),
    )


def entered(matter: Matter) -> ActDone:
    """Return the act by which a disclosure came to its state; a revised plan comes anew."""
    found = matter.acts[-1]
    for act in reversed(matter.acts):
        if act.state is not matter.state:
            break
        found = act
        if act.act in (Act.REVISE, Act.REDACT):
            break
    return found


def _authors(matter: Matter) -> frozenset[str]:
    return frozenset(x.by for x in matter.acts if x.act in (Act.PROPOSE, Act.REVISE))


def _proposer(_view: Viewpoint, matter: Matter) -> str:
    return matter.acts[0].by


def _superior(_view: Viewpoint, matter: Matter) -> str:
    return matter.escalated_to or "上级党组织"


def _reviewers(view: Viewpoint, matter: Matter) -> str:
    return view.holders(Role.REVIEWER, matter)


def _approvers(view: Viewpoint, matter: Matter) -> str:
    authority = view.book.item(matter.code, view.on).authority
    return view.holders(Role.APPROVER, matter, at_least=authority)


def _first(holder: str) -> str:
    return _typed(holder.partition("、")[0])


def _typed(word: str) -> str:
    return f'"{word}"' if any(map(str.isspace, word)) else word


def _open_channel(matter: Matter) -> str:
    """Return the first channel not yet carried out, with the option that it needs."""
    done = {posting.channel for posting in matter.postings}
    channel = next((x for x in matter.channels if x not in done), None)
    if channel is None:
        return "…"
    return f"{_typed(channel)} {'--url' if base_of(channel) is Channel.WEBSITE else '--place'} …"


_STEPS: Mapping[State, _Step] = {
    State.PROPOSED: _Step(
        kind=DueKind.REVIEW,
        limit="审核时限",
        begun="{act}",
        todo="审核",
        holder=_reviewers,
        next="pdisc review {number} --by {by} --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过",
    ),
    State.RETURNED: _Step(
        kind=DueKind.PROPOSE,
        limit="修改时限",
        begun="{act}退回",
        todo="修改",
        holder=_proposer,
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
        holder=_superior,
        next="pdisc approve {number} --document-number …",
    ),
    State.APPROVED: _Step(
        kind=DueKind.PUBLISH,
        limit="实施时限",
        begun="{act}同意",
        todo="公开",
        holder=_proposer,
        next="pdisc publish {number} --channel {channel}",
    ),
}
"""What waits in each state before publication; the limits are rules (data/rules.yaml)."""
