"""审核 and 审批 (实施方案三(一)): four verdicts, then a decision within one's authority."""

from collections.abc import Container
from datetime import date

import msgspec

from pdisc.errors import NotFound, Refused, UsageError
from pdisc.events.steps import Decided, Reviewed
from pdisc.steps.acts import Approve, Decision, Review, Signed
from pdisc.steps.authority import within_authority
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.guidance import Signers, mended, other_ways, typed
from pdisc.steps.policy import Policy, refuse_wider_than_item
from pdisc.steps.possible import stage_of, to_type
from pdisc.steps.reach import narrowed_channels, narrowed_scope, out_of_reach, without
from pdisc.values.channels import base_of
from pdisc.values.codes import check_code, same_code
from pdisc.words import Act, Channel, FindingKind, FindingState, Role, Scope, State

APPROVING_WORD = "同意"
SAID = 12
"""How many findings a refusal names before it only counts them."""


def review(before: Disclosure, command: Review, signed: Signed, policy: Policy) -> Decision:
    """Return 审核: passed, returned, or recommended for 不予公开.

    A pass needs all four verdicts 通过, no open finding, and the reviewer's word where a 党内
    disclosure goes on a board.
    """
    returned, withheld = bool(command.return_reason), bool(command.withhold_reason)
    if returned and withheld:
        raise UsageError("--return 和 --withhold 只能用一个")
    _known_findings(before, command)
    if not returned and not withheld:
        _may_pass(before, command, signed)
        refuse_wider_than_item(before.plan.scope, policy.item_in_force, before.number)
    event = Reviewed(
        state=State.RETURNED if returned else State.REVIEWED,
        verdicts=command.verdicts,
        accepted=_still_open(before, command),
        withhold=withheld,
        basis=command.basis,
        board_inside=command.board_inside,
        reason=command.return_reason or command.withhold_reason,
        opinion=command.opinion,
    )
    plan = before.plan
    told = out_of_reach(before.number, before.code, plan.scope, plan.channels)
    return Decision(event=event, notices=told if event.passed else ())


def _known_findings(before: Disclosure, command: Review) -> None:
    """Raise NotFound for a finding that isn't there, Refused for those that nobody listed."""
    known = {finding.id for finding in before.findings}
    for wanted in command.accept:
        if wanted not in known:
            raise NotFound(
                f"{before.number} 没有编号为 {wanted} 的审查发现",
                next_step=f"看有哪些：pdisc show {before.number}",
            )
    for finding in before.findings:
        if finding.kind == FindingKind.MORE and finding.id in command.accept:
            raise Refused(
                f"{finding.id}：{finding.where}，没有看过的不能一并说明",
                next_step=f"先遮盖：pdisc redact {before.number} --all；或把附件分成几件提出",
            )


def _still_open(before: Disclosure, command: Review) -> dict[str, str]:
    """Return the explanations of open findings; what was masked stays 已脱敏."""
    masked = {each.id for each in before.findings if each.state is FindingState.MASKED}
    return {name: why for name, why in command.accept.items() if name not in masked}


def _may_pass(before: Disclosure, command: Review, signed: Signed) -> None:
    if not command.verdicts.all_passed():
        raise UsageError(
            "四项审核意见没有全部“通过”，要写明怎样处理",
            next_step="加上 --return 退回理由，或 --withhold 理由 --basis 依据",
        )
    _nothing_open(
        before, explained=command.accept, board_inside=command.board_inside, reviewer=signed.by
    )


def _nothing_open(
    before: Disclosure,
    *,
    explained: Container[str] = (),
    board_inside: bool,
    next_step: str = "",
    reviewer: str = "",
) -> None:
    """Raise Refused for a finding that nobody dealt with, or a 党内 matter on a public board.

    A recommendation of 不予公开 may leave both open; then the approver can't approve it either.
    Without a `next_step` the refusal says what the `reviewer` can do: first mend, then return, and
    only then explain.
    """
    stage = stage_of(before, explained=explained)
    if stage.waiting:
        names = [name for name, _ in stage.waiting]
        more = f"等{len(names)}条" if len(names) > SAID else ""
        others = other_ways(stage, Signers(reviewer=typed(reviewer)))
        raise Refused(
            f"还有审查发现没有处理：{'、'.join(names[:SAID])}{more}",
            next_step=next_step or f"{mended(stage)}；{others}",
        )
    on_board = any(base_of(channel) is Channel.BOARD for channel in before.plan.channels)
    if before.plan.scope is Scope.PARTY and on_board and not board_inside:
        raise Refused(
            "党内事项拟在公开栏公开：公开栏一般面向社会",
            next_step=next_step
            or "公开栏只有党员看得到的，加上 --board-inside；否则 --return 理由",
        )


def approve(before: Disclosure, command: Approve, signed: Signed, policy: Policy) -> Decision:
    """Return 审批: approved (perhaps narrowed), returned, refused, or sent up to a superior."""
    outcomes = (command.return_reason, command.refuse_reason, command.escalate_to)
    if sum(map(bool, outcomes)) > 1:
        raise UsageError("--return、--refuse、--escalate 只能用一个")
    if before.state is State.APPROVED:
        _only_dropping(before, command, signed, policy)
    if command.return_reason or command.escalate_to:
        term = policy.roster.term(signed.by, Role.APPROVER, signed.on)
    else:
        term = within_authority(before, command, signed, policy)
    decision = _answer(before, command, signed.on, policy)
    decision = msgspec.structs.replace(
        decision, notices=(*decision.notices, *_one_hand(before, signed, policy))
    )
    if term is None or not term.acting_for:
        return decision
    event = msgspec.structs.replace(
        decision.event, acting_for=term.acting_for, acting_paper=term.document_number
    )
    return msgspec.structs.replace(decision, event=event)


def _one_hand(before: Disclosure, signed: Signed, policy: Policy) -> tuple[str, ...]:
    """Return what to tell of an approval by who reviewed: allowed, but seen in the report."""
    reviewers = [step.by for step in before.steps if step.act is Act.REVIEW]
    if not policy.roster.among(signed.by, reviewers[-1:]):
        return ()
    return (f"审核和审批都是{signed.by}，会在报告中列出",)


def _answer(before: Disclosure, command: Approve, on: date, policy: Policy) -> Decision:
    if before.state is State.APPROVED:
        if policy.guards:
            _approving_word(command)
        return _drop_open_channels(before, command)
    if command.return_reason:
        return _decided(command, State.RETURNED, reason=command.return_reason)
    if command.escalate_to:
        return _escalate(before, command)
    if command.refuse_reason:
        return _decided(command, State.REFUSED, reason=command.refuse_reason)
    return _approve_plan(before, command, on, policy)


def _decided(command: Approve, state: State, *, reason: str = "", to: str = "") -> Decision:
    event = Decided(
        state=state,
        reason=reason,
        basis=command.basis,
        escalated_to=to,
        document_number=command.document_number,
        opinion=command.opinion,
        evidence=command.evidence,
    )
    return Decision(event=event)


def _escalate(before: Disclosure, command: Approve) -> Decision:
    if before.state is State.ESCALATED:
        raise Refused(
            f"{before.number} 已经报 {before.escalated_to} 审批，正在等批复",
            next_step=f"收到批复后：pdisc approve {before.number} --by 审批人"
            " --document-number 批复文号",
        )
    return _decided(command, State.ESCALATED, to=command.escalate_to)


def _approve_plan(before: Disclosure, command: Approve, on: date, policy: Policy) -> Decision:
    _approving_word(command)
    if before.review is None or not before.review.verdicts.all_passed():
        raise Refused(
            f"{before.number} 的四项审核意见没有全部通过，不能批准公开",
            next_step=f"退回：pdisc approve {before.number} --by 审批人 --return 理由；"
            f"不予公开：--refuse 理由 --basis 依据",
        )
    _nothing_open(
        before,
        board_inside=before.review.board_inside,
        next_step=f"退回修改：pdisc approve {before.number} --by 审批人 --return 理由",
    )
    _matching_code(before, command, on, policy)
    scope, detail = narrowed_scope(before, command, policy.guards)
    refuse_wider_than_item(scope, policy.item_in_force, before.number)
    channels, notices = narrowed_channels(before, command, scope)
    event = Decided(
        state=State.APPROVED,
        scope=scope,
        scope_detail=detail,
        channels=channels,
        content_sha256=before.content_sha256,
        document_number=command.document_number,
        opinion=command.opinion or APPROVING_WORD,
        evidence=command.evidence,
    )
    return Decision(event=event, notices=notices)


def _approving_word(command: Approve) -> None:
    if command.opinion and command.opinion != APPROVING_WORD:
        raise UsageError(
            f"审批意见“{command.opinion}”不是“{APPROVING_WORD}”，不能当作批准",
            next_step="批准的写 --opinion 同意 或不写；不批准的用 --return 或 --refuse",
        )


def _matching_code(before: Disclosure, command: Approve, on: date, policy: Policy) -> None:
    if command.code and not same_code(command.code, check_code(before.content_sha256)):
        raise Refused(
            f"核对码不符：审批表上的方案不是 {before.number} 现在的第{before.plan.version}稿",
            next_step=f"pdisc show {before.number}",
        )
    if not command.code and policy.rules.flag("核对码必填", on):
        raise Refused("本单位规定审批时须核对审批表上的核对码", next_step="加上 --code 核对码")


def _only_dropping(before: Disclosure, command: Approve, signed: Signed, policy: Policy) -> None:
    """Raise Refused where an approved plan is asked for anything but to lose open channels."""
    others = (command.scope, command.return_reason, command.refuse_reason, command.escalate_to)
    if not command.drop_channels or any(others):
        raise Refused(
            f"{before.number} 已经审批，现在可以按方案公开",
            next_step=f"{to_type(before, signed.on, policy)}；"
            f"不再用的形式：pdisc approve {before.number} --by 审批人 --drop-channel 形式",
        )


def _drop_open_channels(before: Disclosure, command: Approve) -> Decision:
    """Narrow an approval that is partly carried out, so that it can come to its end."""
    approval = before.approval
    assert approval is not None, "已审批 without an approval"
    for channel in command.drop_channels:
        if channel not in before.open_channels:
            raise Refused(
                f"“{channel}”不是还没有公开的形式，不能去掉",
                next_step=f"还没有公开的：{'、'.join(before.open_channels)}",
            )
    kept = without(approval.channels, command.drop_channels)
    done = {publication.channel for publication in before.publications}
    event = Decided(
        state=State.PUBLISHED if done >= set(kept) else State.APPROVED,
        scope=approval.scope,
        scope_detail=approval.scope_detail,
        channels=kept,
        content_sha256=approval.content_sha256,
        document_number=command.document_number,
        opinion=command.opinion,
        evidence=command.evidence,
    )
    return Decision(event=event)
