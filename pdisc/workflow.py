"""The five steps (实施方案三(一)): `decide`, which reads the one table of `steps.transitions`.

`decide(state, command, signed, policy)` answers with a Decision or raises; `evolve(state, entry)`,
in `pdisc.steps.evolve`, is the only thing that changes a state. Both are pure.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from pdisc.errors import Refused
from pdisc.events.amendments import AMENDMENTS, Annulled
from pdisc.events.entry import Entry, kind_of
from pdisc.events.steps import STEPS, Archived
from pdisc.steps import acts, carry, judge, plan
from pdisc.steps.amend import AMENDING, admit_amendment, decide_amendment
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.evolve import IllegalHistory, evolve
from pdisc.steps.guards import require_dates, require_late_reason, require_role
from pdisc.steps.policy import Policy
from pdisc.steps.possible import possible_acts, to_type
from pdisc.steps.retold import command_of, signature_of
from pdisc.steps.transitions import FINAL, TRANSITIONS, Transition, states_before
from pdisc.words import Act, Role, State

Decide = Callable[[Any, Any, acts.Signed, Policy], acts.Decision]


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of command needs before its own conditions are looked at.

    Its roles are asked since that generation of the guards.
    """

    act: Act
    decide: Decide
    roles: tuple[Role, ...] = ()
    roles_since: int = 0
    separated: bool = False


REQUIREMENTS: dict[type[acts.Command], Requirement] = {
    acts.Propose: Requirement(act=Act.PROPOSE, decide=plan.propose, roles=(Role.PROPOSER,)),
    acts.Correct: Requirement(
        act=Act.PROPOSE, decide=plan.propose, roles=(Role.PROPOSER,), roles_since=1
    ),
    acts.Revise: Requirement(act=Act.REVISE, decide=plan.revise, roles=(Role.PROPOSER,)),
    acts.Redact: Requirement(
        act=Act.REDACT, decide=plan.redact, roles=(Role.PROPOSER, Role.REVIEWER)
    ),
    acts.Review: Requirement(
        act=Act.REVIEW, decide=judge.review, roles=(Role.REVIEWER,), separated=True
    ),
    acts.Approve: Requirement(
        act=Act.APPROVE, decide=judge.approve, roles=(Role.APPROVER,), separated=True
    ),
    acts.Publish: Requirement(act=Act.PUBLISH, decide=carry.publish, roles=(Role.PROPOSER,)),
    acts.Archive: Requirement(act=Act.ARCHIVE, decide=carry.archive, roles=(Role.ARCHIVIST,)),
    acts.Withdraw: Requirement(
        act=Act.WITHDRAW,
        decide=carry.withdraw,
        roles=(Role.PROPOSER, Role.APPROVER),
        roles_since=1,
    ),
    acts.TakeDown: Requirement(
        act=Act.TAKE_DOWN,
        decide=carry.take_down,
        roles=(Role.PROPOSER, Role.APPROVER),
        roles_since=1,
    ),
}

ACTS = {event: Act(kind_of(event)) for event in STEPS}
"""By which act an event came about."""


def check_table(table: tuple[Transition, ...] = TRANSITIONS) -> None:
    """Raise ValueError unless the table has one start, no dead end and no unreachable state."""
    reached: set[State | None] = {None}
    while True:
        more = {t for row in table if row.sources & reached for t in row.targets} - reached
        if not more:
            break
        reached |= more
    if reached != {None, *State}:
        raise ValueError(f"unreachable: {set(State) - reached}")
    starts = [row for row in table if None in row.sources]
    if len(starts) != 1 or starts[0].sources != {None}:
        raise ValueError("the table needs exactly one start")
    for state in set(State) - FINAL:
        if not any(state in row.sources and row.targets - {state} for row in table):
            raise ValueError(f"dead end: {state}")


def decide(
    before: Disclosure | None, command: acts.Command, signed: acts.Signed, policy: Policy
) -> acts.Decision:
    """Answer a command: the event that follows, or Refused, NotFound or UsageError.

    The guards that all acts share run first, then what the act itself must establish.
    """
    if type(command) in AMENDING:
        return decide_amendment(before, command, signed, policy)
    rule = REQUIREMENTS[type(command)]
    late, waived = admit(before, type(command), signed, policy)
    decision = rule.decide(before, command, signed, policy)
    _legal(before, rule.act, decision.event, IllegalDecision)
    return msgspec.structs.replace(decision, waived=waived, late=late)


def admit(
    before: Disclosure | None, kind: type[acts.Command], signed: acts.Signed, policy: Policy
) -> tuple[bool, bool]:
    """Return whether an act is 补录 and whether separation is waived, or raise what forbids it.

    In this order: the step's turn, the dates, 补录, the person, separation of duties. So a refusal
    that is recorded never bears a date that can't be, and no file is opened for an act that may
    not be done.
    """
    if kind in AMENDING:
        return admit_amendment(before, kind, signed, policy), False
    rule = REQUIREMENTS[kind]
    _in_turn(before, rule.act, signed, policy)
    _dates_in_order(before, rule.act, signed, policy)
    late = require_late_reason(signed, policy) or _clock_ran_ahead(before, signed, policy)
    if rule.roles and policy.guards >= rule.roles_since:
        require_role(signed.by, rule.roles, policy, on=signed.on, act=rule.act)
    return late, rule.separated and _separated(before, signed, policy)


class IllegalDecision(Exception):
    """A fault of the program: an act tried to leave the table of transitions."""


def _in_turn(before: Disclosure | None, act: Act, signed: acts.Signed, policy: Policy) -> None:
    state = before.state if before else None
    if state in states_before(act):
        return
    assert before is not None, "only 提出 begins without a disclosure"
    allowed = "、".join(possible_acts(before, signed.on, policy)) or "没有"
    raise Refused(
        f"{before.number} 现在是“{before.state}”，不能{act}；现在可以办的：{allowed}",
        next_step=to_type(before, signed.on, policy),
    )


def _dates_in_order(
    before: Disclosure | None, act: Act, signed: acts.Signed, policy: Policy
) -> None:
    require_dates(signed, policy)
    if before is None or act is Act.TAKE_DOWN:
        return
    bound = before.steps
    if act is Act.PUBLISH and before.approval:
        bound = tuple(step for step in bound if step.on <= before.approval.on)
    floor = max((step.on for step in bound if step.on <= policy.today), default=policy.since)
    if signed.on < floor:
        raise Refused(
            f"日期 {signed.on} 早于上一步的 {floor}，步骤的日期不能倒退",
            next_step=f"日期（--on）写 {floor} 或之后的",
        )


def _clock_ran_ahead(before: Disclosure | None, signed: acts.Signed, policy: Policy) -> bool:
    """Return whether an act follows a step of a day that hasn't come; raise Refused unexplained.

    Such a step was recorded while the clock ran ahead. It binds no later one's date; but that the
    order isn't that of the dates is an exception, which is recorded and shown as a 补录 is.
    """
    ahead = [step.on for step in before.steps if step.on > policy.today] if before else []
    if ahead and not signed.late_reason:
        raise Refused(
            f"上一步的日期 {max(ahead)} 在今天（{policy.today}）之后：当时或现在的电脑时间不准",
            next_step="先核对电脑的日期；今天没有错的，加上 --late-reason 原因",
        )
    return bool(ahead)


def _separated(before: Disclosure | None, signed: acts.Signed, policy: Policy) -> bool:
    """Return whether separation of duties is waived here; raise Refused where it is broken."""
    if before is None or not policy.roster.among(signed.by, before.authors):
        return False
    if signed.waiver:
        return True
    raise Refused(
        f"{signed.by} 提出了 {before.number}，不能再由本人审核或审批",
        next_step="换一人办理；确无他人的，加上 --waive-separation 理由（会记录并在报告中列出）",
        kind="分离",
    )


def _legal(before: Disclosure | None, act: Act, event: Any, fault: type[Exception]) -> None:
    state = before.state if before else None
    target = _target(before, act, event)
    for row in TRANSITIONS:
        if row.act is act and state in row.sources and target in row.targets:
            return
    raise fault(f"{act}: {state} → {target}")


_FIXED_TARGETS = {
    Act.PROPOSE: State.PROPOSED,
    Act.REVISE: State.PROPOSED,
    Act.REDACT: State.PROPOSED,
    Act.ARCHIVE: State.ARCHIVED,
    Act.WITHDRAW: State.WITHDRAWN,
}


def _target(before: Disclosure | None, act: Act, event: Any) -> State | None:
    if act is Act.TAKE_DOWN:
        return before.state if before else None
    fixed = _FIXED_TARGETS.get(act)
    return fixed if fixed is not None else State(event.state)


def replayed(before: Disclosure | None, entry: Entry) -> Disclosure | None:
    """Return the state after an entry, or raise IllegalHistory where the table forbids the step.

    The one fold of a journal, for the act that comes next and for verify alike. What changes a
    disclosure without being a step goes by no table; what else is recorded about it (a refusal, a
    demand) changes nothing.
    """
    if before is None and isinstance(entry.event, Annulled):
        return None  # of an entry of a register
    if type(entry.event) in AMENDMENTS:
        return evolve(before, entry)
    act = ACTS.get(type(entry.event))
    if act is None:
        return before
    if before is not None and act is not Act.PROPOSE:
        _legal(before, act, entry.event, IllegalHistory)
    return evolve(before, entry)


def decided_again(
    before: Disclosure | None, entry: Entry, policy: Policy, original: Disclosure | None = None
) -> tuple[str, ...]:
    """Decide an entry's act again, by the policy of its time; return what comes out otherwise.

    Raises what forbids the act. What only its carrying out establishes (the hash of a dossier) is
    taken from the event. Folders of dossiers were once named by the disclosure, not by its 档号.
    """
    event = entry.event
    command = command_of(before, entry, original)
    answer: Any = decide(before, command, signature_of(entry), policy).event
    if isinstance(event, Archived):
        assert before is not None, "what is filed was proposed"
        by_number = answer.dossier.rpartition("/")[0] + f"/{before.number}"
        place = by_number if event.dossier == by_number else answer.dossier
        answer = msgspec.structs.replace(
            answer, manifest_sha256=event.manifest_sha256, dossier=place
        )
    if answer == event:
        return ()
    names = event.__struct_fields__
    return tuple(name for name in names if getattr(answer, name, None) != getattr(event, name))


check_table()
