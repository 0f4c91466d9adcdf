"""What every act, and every entry of a register, must keep: dates, 补录, the person's role."""

from collections.abc import Sequence
from datetime import date

from pdisc.dates.workdays import estimate
from pdisc.errors import NotFound, Refused, UsageError
from pdisc.events.entry import Entry
from pdisc.names import alike
from pdisc.steps.acts import Signed
from pdisc.steps.policy import Policy
from pdisc.text import nearest
from pdisc.values.placeholders import is_placeholder, refusal
from pdisc.words import Role


def require_role(name: str, roles: Sequence[Role], policy: Policy, *, on: date, act: str) -> None:
    """Raise NotFound for somebody who isn't in the roster, Refused for one without these roles.

    Any one of the roles is enough. What stands for a name in a hint is a UsageError.

    A missing role is a refusal of authority (职权) and is recorded.
    """
    if policy.roster.spelling(name) is None:
        if is_placeholder(name):
            raise UsageError(refusal("姓名", name), next_step=_who_may(roles[0], policy, on))
        near = nearest(name, policy.roster.names(), cutoff=0.5)
        others = f"{_who_may(roles[0], policy, on)}；" * bool(policy.roster.holders(roles[0], on))
        raise NotFound(
            f"人员名单里没有“{name}”" + (f"，是不是“{near}”？" if near else ""),
            next_step=f"{others}登记人员：pdisc staff add {name} --office 科室 --role {roles[0]}",
        )
    held = policy.roster.roles(name, on)
    if held.isdisjoint(roles):
        raise Refused(
            f"{name} 在 {on} 没有“{'”或“'.join(roles)}”职责，不能{act}"
            + (f"；现有职责：{'、'.join(sorted(held))}" if held else "；当天没有任何职责")
            + _lapsed(name, policy, on),
            next_step=_who_may(roles[0], policy, on),
            kind="职权",
        )


def _lapsed(name: str, policy: Policy, on: date) -> str:
    """Return what to tell of somebody who acted for a person that has left since."""
    gone = (x for x in policy.roster.ever(name) if x.holds(on) and policy.roster.lapsed(x, on))
    return "".join(f"；所代的{term.acting_for}已经离任，代行随之结束" for term in gone)


def _who_may(role: Role, policy: Policy, on: date) -> str:
    holders = policy.roster.holders(role, on)
    if holders:
        return f"可由 {'、'.join(holders)} 办理：加上 --by {holders[0]}"
    return f"先登记：pdisc staff add 姓名 --office 科室 --role {role}"


def require_approver_once_held(signed: Signed, policy: Policy, *, act: str) -> None:
    """Raise where an act that sets what all others are held to isn't an approver's (DESIGN §6).

    Nothing is asked as long as nobody holds 审批, on the business date or today: a new ledger has
    to be set up by somebody, and a past date is no way round.
    """
    for day in (signed.on, policy.today):
        if policy.roster.holders(Role.APPROVER, day):
            return require_role(signed.by, (Role.APPROVER,), policy, on=day, act=act)
    return None


def require_annuller(signed: Signed, original: Entry, policy: Policy) -> None:
    """Raise where somebody may not annul an entry: neither its own decider nor an approver.

    Nor may it be annulled for a day before its own; one of a day to come is of a clock that ran
    ahead, and binds nobody.
    """
    if signed.on < original.on <= policy.today:
        raise Refused(
            f"作废日期 {signed.on} 早于第{original.seq}条的 {original.on}",
            next_step="--on 不写就是今天",
        )
    if alike(signed.by, original.by):
        return
    act = f"作废{original.by}登记的第{original.seq}条（由{original.by}本人或有审批职责的人作废）"
    require_role(signed.by, (Role.APPROVER,), policy, on=signed.on, act=act)


def require_dates(signed: Signed, policy: Policy) -> None:
    """Raise Refused for a business date in the future or before the ledger's `since`."""
    if signed.on > policy.today:
        raise Refused(
            f"日期 {signed.on} 在今天（{policy.today}）之后", next_step="--on 不写就是今天"
        )
    if signed.on < policy.since:
        raise Refused(
            f"日期 {signed.on} 早于台账起算日 {policy.since}",
            next_step="建账以前公开过的，登记为期初：pdisc opening --help",
        )


def require_late_reason(signed: Signed, policy: Policy) -> bool:
    """Return whether the entry is 补录; raise Refused where it is and no reason was given."""
    late = policy.is_late(signed.on)
    if late and not signed.late_reason:
        limit = policy.rules.number("补录间隔", policy.today)
        unknown = policy.calendar.unknown_years(signed.on, policy.today)
        guess = f"（{estimate(unknown)}）" if unknown else ""
        raise Refused(
            f"业务日期 {signed.on} 距今天已超过{limit}个工作日{guess}，属于补录，要写明原因",
            next_step="加上 --late-reason 原因",
        )
    return late
