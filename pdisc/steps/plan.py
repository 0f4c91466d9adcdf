"""提出, 修改 and 脱敏 (实施方案三(一) 提出、审核): a plan is drawn up, drawn up anew, or masked."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from pdisc.catalog.versions import named_window, refuse_retired, require_of_the_ledger
from pdisc.dates.windows import Window
from pdisc.errors import Refused
from pdisc.events.steps import Proposed, Redacted, Revised
from pdisc.registers.items import CatalogItem, version_on
from pdisc.steps.acts import Decision, PlanCommand, Propose, Redact, Revise, Signed
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Policy, Roster
from pdisc.steps.possible import to_type
from pdisc.steps.reach import beside_told, checked_channels, checked_scope, out_of_reach
from pdisc.steps.transitions import states_before
from pdisc.values.digest import plan_digest
from pdisc.values.parts import Finding, Plan
from pdisc.words import Act, FindingKind, FindingState, Role, Scope, Timing

T = TypeVar("T")


def _checked_window(text: str | None, policy: Policy) -> Window | None:
    return None if text is None else named_window(policy.history, text)


def _not_before_the_ledger(
    window: Window | None, code: str, policy: Policy, kept: str | None
) -> None:
    """Raise Refused for a window that ended before the ledger began; what corrects keeps its own.

    To an early generation of the guards such a proposal was only told of.
    """
    if window and policy.guards >= 2 and window.key != kept:
        require_of_the_ledger(window, code, policy.since)


def _window_told(window: Window | None, on: date, policy: Policy) -> tuple[str, ...]:
    """Return what to tell of a window for which nothing is owed, or nothing can come out yet."""
    if window is None:
        return ()
    if window.end < policy.since:
        return (f"{window.name}在起算日 {policy.since} 以前，不公开也不算逾期",)
    if window.start > on:
        return (f"{window.name}还没有开始，到 {window.start} 以后才能公开",)
    return ()


def _checked_occurrence(day: date | None, policy: Policy, on: date) -> date | None:
    """Return the day of what occurred, by the version of the item that held on that day."""
    item = policy.item_in_force
    if day is None:
        return on if item.timing is Timing.OCCASIONAL else None
    then = version_on(policy.history, day) or item
    if then.timing is not Timing.OCCASIONAL:
        told = f"{item.code} 是{then.timing}事项，不用 --occurred 写发生日期"
        raise Refused(told, next_step="去掉 --occurred；定期事项是哪一期的，写 --for 期次")
    if day > on:
        told = f"发生日期 {day} 不能晚于办理日期 {on}"
        raise Refused(told, next_step=f"--occurred 写 {on} 或以前的日期")
    refuse_retired(then, "这一天的发生不用公开")
    return day


def propose(
    before: Disclosure | None, command: Propose, signed: Signed, policy: Policy
) -> Decision:
    """Return 提出: a plan whose blanks are filled from the catalogue item."""
    item = policy.item_in_force
    _may_be_proposed(command, item)
    _not_planned_before(signed.on, command, Act.PROPOSE)
    scope, detail = checked_scope(command.scope, command.scope_detail, item, command.reason)
    channels, notices = checked_channels(command.channels, item.channels, scope)
    occurred_on = _checked_occurrence(command.occurred_on, policy, signed.on)
    window = _checked_window(command.window, policy)
    _not_before_the_ledger(window, item.code, policy, _of_original(command))
    notices += (*_day_taken(item, command, signed.on), *_window_told(window, signed.on, policy))
    office, told = _office(command, item, signed, policy)
    plan = Plan(
        version=1,
        title=command.title or "",
        content=command.content or "",
        files=command.files or (),
        scope=scope,
        scope_detail=detail,
        channels=channels,
        planned_on=command.planned_on,
        window=window.key if window else None,
        occurred_on=occurred_on,
        office=office,
        public_notice=bool(command.public_notice),
        reason=command.reason,
        author=signed.by,
    )
    event = Proposed(
        code=item.code,
        item=item.level3,
        plan=plan,
        content_sha256=plan_digest(command.number, item.code, plan),
        findings=command.findings,
        lifted=command.lifted,
        corrects=command.corrects.number if command.corrects else None,
    )
    told += _occurrence_told(command.occurred_on, policy) + _reach_told(command.number, item, plan)
    return Decision(event=event, notices=notices + told)


def _of_original(command: Propose) -> str | None:
    """Return the window of what is corrected; None where nothing is."""
    return command.corrects.window if command.corrects else None


def _reach_told(number: str, item: CatalogItem, plan: Plan) -> tuple[str, ...]:
    """Return what to tell of whom a plan reaches, and whom it doesn't."""
    return (
        *beside_told(plan.scope, plan.scope_detail, item),
        *out_of_reach(number, item.code, plan.scope, plan.channels),
    )


def _office(
    command: Propose, item: CatalogItem, signed: Signed, policy: Policy
) -> tuple[str, tuple[str, ...]]:
    """Return the 承办科室, and what to tell of it: a 推定 gives way to where the proposer works."""
    if command.office:
        return command.office, ()
    office = usual_office(item, signed.by, policy.roster, signed.on)
    if office == item.office:
        return office, ()
    told = f"承办科室按{signed.by}所在的“{office}”记：目录里的“{item.office}”是推定"
    return office, (f"{told}；不对的加 --office 科室",)


def usual_office(item: CatalogItem, proposer: str, roster: Roster, on: date) -> str:
    """Return the 承办科室 of a plan in which none is named."""
    term = roster.term(proposer, Role.PROPOSER, on)
    return term.office if term and "office" in item.assumed else item.office


def _occurrence_told(day: date | None, policy: Policy) -> tuple[str, ...]:
    if day is None or day >= policy.since:
        return ()
    return (f"{day} 的发生在起算日 {policy.since} 以前，不公开也不算逾期",)


def _may_be_proposed(command: Propose, item: CatalogItem) -> None:
    """Raise Refused for a correction of what isn't out, and for an item that owes nothing more."""
    if command.corrects is not None:
        _was_published(command.corrects)
    elif command.window is None and command.occurred_on is None:
        refuse_retired(item, "不能再提出；补停用以前的，写明 --for 期次 或 --occurred 日期")


def _day_taken(item: CatalogItem, command: Propose, on: date) -> tuple[str, ...]:
    """Return what to tell of the day that a 随时 matter is taken to have occurred on."""
    if item.timing is not Timing.OCCASIONAL or command.occurred_on is not None:
        return ()
    return (f"没有写 --occurred，发生日期按办理日期 {on} 计",)


def _not_planned_before(on: date, command: PlanCommand, act: Act) -> None:
    if command.planned_on is not None and command.planned_on < on:
        told = f"计划公开日期 {command.planned_on} 早于{act}日期 {on}"
        raise Refused(told, next_step=f"--planned 写 {on} 或之后的日期，或者不写")


def _was_published(original: Disclosure) -> None:
    if original.publications:
        return
    revise_it = f"尚未公开的直接修改：pdisc revise {original.number} --content 修改后的内容"
    revisable = original.state in states_before(Act.REVISE)
    raise Refused(
        f"{original.number} 还没有公开过，不用更正",
        next_step=revise_it if revisable else f"pdisc show {original.number}",
    )


def revise(before: Disclosure, command: Revise, signed: Signed, policy: Policy) -> Decision:
    """Return 修改: a new version; what isn't mentioned stays. Review and approval become void."""
    _not_out_yet(before)
    item, old, on = policy.item_in_force, before.plan, signed.on
    _not_planned_before(on, command, Act.REVISE)
    wanted = command if command.scope else old
    reason = command.reason or old.reason
    scope, detail = checked_scope(wanted.scope, wanted.scope_detail, item, reason)
    channels, notices = _revised_channels(command, old, scope)
    occurred = command.occurred_on or old.occurred_on
    window = _checked_window(command.window, policy)
    plan = Plan(
        version=old.version + 1,
        title=_changed(command.title, old.title),
        content=_changed(command.content, old.content),
        files=_changed(command.files, old.files),
        scope=scope,
        scope_detail=detail,
        channels=channels,
        planned_on=command.planned_on or old.planned_on,
        window=window.key if window else old.window,
        occurred_on=_checked_occurrence(occurred, policy, on) if occurred else None,
        office=_changed(command.office, old.office),
        public_notice=_changed(command.public_notice, old.public_notice),
        reason=reason,
        author=signed.by,
    )
    _not_before_the_ledger(window, before.code, policy, old.window)
    notices += _window_told(window, on, policy) if command.window else ()
    notices += _reach_told(before.number, item, plan)
    unmoved = msgspec.structs.replace(plan, version=old.version, author=old.author)
    if unmoved == old:
        told = f"{before.number} 改后与第{old.version}稿完全一样，没有记录新稿"
        raise Refused(told, next_step=to_type(before, on, policy))
    event = Revised(
        plan=plan,
        content_sha256=plan_digest(before.number, before.code, plan),
        findings=command.findings,
        lifted=command.lifted or before.lifted,
    )
    return Decision(event=event, notices=notices)


def _not_out_yet(before: Disclosure) -> None:
    if before.publications:
        raise Refused(
            f"{before.number} 已经公开，不能再改",
            next_step=f"发更正：pdisc correct {before.number} --content 更正后的内容",
        )


def redact(before: Disclosure, command: Redact, signed: Signed, policy: Policy) -> Decision:
    """Return 脱敏: the next version, with masked parts and the author of the one before.

    Whoever masks doesn't become an author, so that a reviewer may mask what was overlooked and
    still review it: a mask only takes out.
    """
    after = f"发更正：pdisc correct {before.number} --content 更正后的内容"
    if before.publications:
        raise Refused(
            f"{before.number} 已经公开，不能再改",
            next_step=f"还挂着的先撤下：pdisc takedown {before.number} --reason 理由；{after}"
            if before.hanging
            else after,
        )
    old = before.plan
    plan = msgspec.structs.replace(
        old,
        version=old.version + 1,
        title=_changed(command.title, old.title),
        content=_changed(command.content, old.content),
        files=_changed(command.files, old.files),
    )
    unchanged = msgspec.structs.replace(plan, version=old.version) == old
    if unchanged and open_duties(command.findings) <= open_duties(before.findings):
        raise Refused(
            f"{before.number} 没有可以遮盖的内容，也没有可以取出的隐藏内容，没有记录新稿",
            next_step=f"pdisc show {before.number}",
        )
    event = Redacted(
        plan=plan,
        content_sha256=plan_digest(before.number, before.code, plan),
        findings=command.findings,
        lifted=before.lifted,
    )
    return Decision(event=event)


def open_duties(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return the masks that files couldn't take and nobody explained, by file and word."""
    return {
        (each.file, each.word)
        for each in findings
        if each.kind == FindingKind.UNMASKED and each.state is FindingState.OPEN
    }


def _revised_channels(
    command: Revise, old: Plan, scope: Scope
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if scope is old.scope and not command.channels:
        return old.channels, ()
    return checked_channels(command.channels, old.channels, scope)


def _changed(new: T | None, old: T) -> T:
    return old if new is None else new
