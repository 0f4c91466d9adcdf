"""改期次 and 补件: what may be put right, or added, about a disclosure without a step of its own.

Neither is bound to the table of transitions: each says by itself in which states it may be done.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec

from pdisc.catalog.versions import named_window, refuse_retired
from pdisc.errors import Refused
from pdisc.events.amendments import PapersAdded, Reassigned
from pdisc.registers.items import version_on
from pdisc.steps.acts import AddPapers, Command, Decision, Reassign, Signed
from pdisc.steps.amended import answers
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.guards import require_dates, require_late_reason, require_role
from pdisc.steps.policy import Policy
from pdisc.steps.transitions import states_before
from pdisc.words import Act, PaperOf, Role, State, Timing


def _reassign(before: Disclosure, command: Reassign, signed: Signed, policy: Policy) -> Decision:
    """Return 改期次: what it answers counts from the day on which it answered (DESIGN §6)."""
    answered = before.answered_on
    assert answered is not None, "admitted without an answer"
    window = _checked_window(before, command, policy) if command.window else None
    if command.occurred_on:
        _check_occurrence(before, command.occurred_on, policy)
    event = Reassigned(window=window, occurred_on=command.occurred_on, reason=command.reason)
    if (event.window, event.occurred_on) == (before.window, before.occurred_on):
        said = answers(event.window, event.occurred_on)
        raise Refused(f"{before.number} 本来就是{said}的", next_step=f"pdisc show {before.number}")
    filed = f"{before.number} 已归档，卷内的材料不改；把改期次的记录打印出来放进卷里"
    notices = (filed,) if before.state is State.ARCHIVED else ()
    return Decision(event=event, notices=notices)


def _checked_window(before: Disclosure, command: Reassign, policy: Policy) -> str:
    window, answered = named_window(policy.history, command.window or ""), before.answered_on
    if window.end < policy.since:
        raise Refused(
            f"{window.name}在起算日 {policy.since} 以前，本来就不欠，不能改到这一期",
            next_step="起算日写错的，先改：pdisc config set since 日期 --reason 理由 --by 审批人",
        )
    if answered and window.start > answered:
        raise Refused(
            f"{before.number} 在 {answered} 办结，那时{window.name}还没有开始",
            next_step=f"--for 写 {answered} 以前开始的一期",
        )
    return window.key


def _check_occurrence(before: Disclosure, day: date, policy: Policy) -> None:
    item, answered = policy.item_in_force, before.answered_on
    then = version_on(policy.history, day) or item
    if then.timing is not Timing.OCCASIONAL:
        raise Refused(
            f"{item.code} 是{then.timing}事项，不用 --occurred 写发生日期",
            next_step=f"pdisc reassign {before.number} --for 期次 --reason 理由 --by 审批人"
            if then.timing is Timing.PERIODIC
            else f"pdisc show {before.number}",
        )
    refuse_retired(then, "这一天的发生不用公开")
    if day < policy.since:
        told = f"发生日期 {day} 早于台账起算日 {policy.since}"
        raise Refused(told, next_step=f"--occurred 写 {policy.since} 或之后的日期")
    if answered and day > answered:
        raise Refused(
            f"{before.number} 在 {answered} 已经公开，发生日期不能晚于那一天",
            next_step=f"--occurred 写 {answered} 或以前的日期",
        )


def _may_reassign(before: Disclosure) -> None:
    """Raise Refused for what hasn't answered anything: its window is a matter of its plan."""
    if before.answered_on is not None:
        return
    revisable = before.state in states_before(Act.REVISE)
    raise Refused(
        f"{before.number} 现在是“{before.state}”，"
        + ("还没有公开，期次在方案里改" if revisable else "没有公开过，不用改期次"),
        next_step=f"pdisc revise {before.number} --for 期次（或 --occurred 日期）"
        if revisable
        else f"pdisc show {before.number}",
    )


def _add_papers(before: Disclosure, command: AddPapers, signed: Signed, policy: Policy) -> Decision:
    """Return 补件: papers of a step that was done already, under its newest of that kind."""
    to, on, channel, known = _part(before, command)
    if signed.on < on:
        raise Refused(
            f"补件日期 {signed.on} 早于{command.step}的 {on}",
            next_step=f"--on 写 {on} 或之后的日期",
        )
    new = tuple(file for file in command.evidence if file.sha256 not in known)
    if command.evidence and not new:
        raise Refused(
            f"这些文件已经在 {before.number} 的{command.step}凭证里，没有重复记录",
            next_step=f"pdisc show {before.number}",
        )
    event = PapersAdded(step=command.step, to=to, channel=channel, evidence=new)
    return Decision(event=event)


_Part = tuple[int, date, str, frozenset[str]]
"""A step's number in the journal, its day, its channel, the hashes of its papers."""


def _part(before: Disclosure, command: AddPapers) -> _Part:
    if command.step is PaperOf.PUBLISH:
        return _publication(before, command.channel)
    act = Act.REVIEW if command.step is PaperOf.REVIEW else Act.APPROVE
    up = command.step is PaperOf.ESCALATE
    for step in reversed(before.steps):
        if step.act is act and (step.state is State.ESCALATED) is up:
            return step.seq, step.on, "", frozenset(file.sha256 for file in step.evidence)
    done = "、".join(_papers_of(before))
    raise Refused(
        f"{before.number} 还没有{command.step}，不能补这一步的凭证",
        next_step=f"现在能补的：{done}" if done else f"pdisc show {before.number}",
    )


def _papers_of(before: Disclosure) -> Sequence[str]:
    """Return for which steps papers may come by now, as they are typed."""
    found = [
        PaperOf.ESCALATE if step.state is State.ESCALATED else PaperOf(step.act)
        for step in before.steps
        if step.act in (Act.REVIEW, Act.APPROVE)
    ]
    found += [PaperOf.PUBLISH] if before.publications else []
    return [f"--step {step}" for step in dict.fromkeys(found)]


def _publication(before: Disclosure, channel: str) -> _Part:
    out = {publication.channel: publication for publication in before.publications}
    named = "、".join(out)
    if not out:
        raise Refused(
            f"{before.number} 还没有实施，不能补公开凭证", next_step=f"pdisc show {before.number}"
        )
    if channel and channel not in out:
        raise Refused(
            f"{before.number} 没有在“{channel}”上公开过；公开过的：{named}",
            next_step=f"--channel {next(iter(out))}",
        )
    if not channel and len(out) > 1:
        raise Refused(
            f"{before.number} 用{len(out)}种形式公开过（{named}），要写明是哪一种的凭证",
            next_step=f"加上 --channel {next(iter(out))}",
        )
    found = out[channel or next(iter(out))]
    known = frozenset(file.sha256 for file in found.evidence)
    return found.seq, found.on, found.channel, known


def _may_add_papers(before: Disclosure) -> None:
    if before.state is State.ARCHIVED:
        raise Refused(
            f"{before.number} 已归档，卷内不再增加材料",
            next_step=f"看归档时缺什么：pdisc show {before.number}",
        )


class Amending(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of command needs before its own conditions are looked at."""

    called: str
    roles: tuple[Role, ...]
    may: Callable[[Disclosure], None]
    decide: Callable[[Disclosure, Any, Signed, Policy], Decision]


AMENDING: dict[type[Command], Amending] = {
    Reassign: Amending(
        called="改期次", roles=(Role.APPROVER,), may=_may_reassign, decide=_reassign
    ),
    AddPapers: Amending(
        called="补件", roles=(Role.PROPOSER,), may=_may_add_papers, decide=_add_papers
    ),
}
"""The commands that change a disclosure without being a step of it."""


def admit_amendment(
    before: Disclosure | None, kind: type[Command], signed: Signed, policy: Policy
) -> bool:
    """Return whether such an act is 补录, or raise what forbids it: state, dates, 补录, person."""
    assert before is not None, "what doesn't exist can't be put right"
    rule = AMENDING[kind]
    rule.may(before)
    require_dates(signed, policy)
    answered = before.answered_on
    if kind is Reassign and answered and signed.on < answered <= policy.today:
        raise Refused(
            f"日期 {signed.on} 早于公开（或决定不予公开）的 {answered}",
            next_step=f"--on 写 {answered} 或之后的日期",
        )
    late = require_late_reason(signed, policy)
    require_role(signed.by, rule.roles, policy, on=signed.on, act=rule.called)
    return late


def decide_amendment(
    before: Disclosure | None, command: Command, signed: Signed, policy: Policy
) -> Decision:
    """Answer such a command: the event that follows, or Refused."""
    late = admit_amendment(before, type(command), signed, policy)
    assert before is not None, "admitted without a disclosure"
    decision = AMENDING[type(command)].decide(before, command, signed, policy)
    return msgspec.structs.replace(decision, late=late)
