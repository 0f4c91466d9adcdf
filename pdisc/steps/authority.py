"""职权 (实施方案三(一) 审批): on whose appointment a decision stands, and who else may decide."""

from datetime import date

from pdisc.errors import Refused
from pdisc.registers.staff import Appointment
from pdisc.steps.acts import Approve, Signed
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Policy
from pdisc.words import Authority, Role, State


def within_authority(
    before: Disclosure, command: Approve, signed: Signed, policy: Policy
) -> Appointment | None:
    """Return the appointment on which the decision stands, or raise Refused for want of one."""
    anyhow = policy.roster.term(signed.by, Role.APPROVER, signed.on)
    if before.state is State.ESCALATED:
        if not command.document_number:
            raise Refused(
                f"{before.number} 已报 {before.escalated_to} 审批，登记批复要写批复文号",
                next_step=f"pdisc approve {before.number} --by 审批人 --document-number 批复文号",
            )
        return anyhow
    if before.state is State.APPROVED and command.document_number:
        return anyhow
    needed = policy.item_in_force.authority
    term = policy.roster.term(signed.by, Role.APPROVER, signed.on, at_least=needed)
    if term is None:
        held = policy.roster.authority(signed.by, signed.on)
        raise Refused(
            f"{before.code} 须由{needed}审批，{signed.by}的权限是{held or '未设置'}",
            next_step=_way_up(before, policy, signed.on),
            kind="职权",
        )
    return term


def _way_up(before: Disclosure, policy: Policy, on: date) -> str:
    """Return who else may decide, and how to send it up."""
    needed = policy.item_in_force.authority
    others = policy.roster.holders(Role.APPROVER, on, at_least=needed)
    approve = f"pdisc approve {before.number} --by 审批人"
    upward = f"按程序报批：{approve} --escalate 上级党组织名称"
    if before.state is State.APPROVED:
        upward = f"上级同意的，写明文号：{approve} --document-number 批复文号"
    if others:
        return f"可由 {'、'.join(others)} 审批：加上 --by {others[0]}；或{upward}"
    if needed is Authority.SUPERIOR:
        return upward
    enrol = f"pdisc staff add 姓名 --office 科室 --role 审批 --authority {needed}"
    if needed is Authority.COMMITTEE:
        meeting = (
            f"pdisc catalog set {before.code} --authority {Authority.MEETING}"
            " --reason 理由 --by 审批人"
        )
        return f"登记有权的人：{enrol}；支部不设支委会的，改目录：{meeting}；或{upward}"
    return f"登记有权的人：{enrol}；或{upward}"
