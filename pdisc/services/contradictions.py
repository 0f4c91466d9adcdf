"""What the ledger knows already and an entry contradicts: refused, or told with what to do."""

from datetime import date

from pdisc.catalog.check import CatalogProblem, problems_of
from pdisc.dates.windows import Window, printed
from pdisc.due.compute import obligations_of
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import EXEMPTED, Obligation
from pdisc.errors import Refused
from pdisc.events.steps import DrawnUp
from pdisc.ledger.matters import Aimed
from pdisc.registers.items import CatalogItem
from pdisc.services.acting import Session
from pdisc.services.catalog_check import by_roster
from pdisc.steps.acts import Correct, Decision, PlanCommand
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Roster
from pdisc.steps.transitions import IN_HAND, states_before
from pdisc.words import Act, NoteKind, Role, State

Told = tuple[str, ...]


def refuse_nil(session: Session, code: str, window: Window) -> None:
    """Raise Refused where somebody has something to disclose for that window of an item."""
    for each in session.reading.meant_for(code, window.key):
        if each.published:
            raise Refused(
                f"{code} {window.name}已经公开：{each.number}",
                next_step=f"pdisc show {each.number}",
            )
        if each.state in IN_HAND:
            raise Refused(
                f"{code} {window.name}的 {each.number} 正在办理（{each.state}），"
                "不能登记本期无事项",
                next_step=f"没有这件事的，先撤回：pdisc withdraw {each.number} --reason 理由"
                + _other_window(each),
            )


def _other_window(each: Aimed) -> str:
    if each.state not in states_before(Act.REVISE):
        return ""
    return f"；期次写错的先改：pdisc revise {each.number} --for 期次"


def nil_told(session: Session, code: str, window: Window) -> Told:
    """Return what to tell of a nil return that is recorded all the same."""
    told = [
        f"{window.name}的 {each.number} 是不予公开，已经算答复，不用再登记本期无事项"
        for each in session.reading.meant_for(code, window.key)
        if each.state is State.REFUSED
    ]
    told += [
        f"{number} 没有写期次，正在办理；要算给{window.name}的，先作废这一笔，"
        f"再 pdisc revise {number} --for {window.key}"
        for number in session.reading.windowless(code)
    ]
    told += _paper_told(session, code, window.key)
    return *told, *_answer_told(session, _owed(session, code, window.key))


def _answer_told(session: Session, owed: Obligation | None) -> Told:
    """Return what to tell of an answer that comes too late, or where none was wanted any more."""
    if owed is None:
        return ()
    if owed.answer and owed.answer.how == EXEMPTED:
        return (f"{owed.name}在 {owed.answer.on} 已准予豁免，本来不用答复",)
    if session.signed.on > owed.due_on:
        return (f"{owed.name}最迟 {owed.due_on} 答复，这一笔算逾期答复",)
    return ()


def _owed(session: Session, code: str, key: str) -> Obligation | None:
    """Return the obligation of that key as it stood when the transaction began."""
    return next(iter(obligations_of(_book_of(session, code), code, key)), None)


def _book_of(session: Session, code: str) -> FactBook:
    """Return the facts of one item as they stood when the transaction began."""
    start = session.start
    facts = start.facts_of_item(code).known(on=session.signed.on)
    return FactBook(facts, rules=start.rules, calendar=start.calendar)


def plan_told(
    session: Session,
    number: str,
    decision: Decision,
    before: Disclosure | None = None,
    *,
    code: str,
    command: PlanCommand,
) -> Told:
    """Return what to tell of a plan for a window, or an occurrence, that is answered or meant.

    A correction stands beside what it corrects, which is no contradiction; nor is it told again of
    a plan that only says otherwise what it says.
    """
    assert isinstance(decision.event, DrawnUp), "a plan is drawn up"
    plan = decision.event.plan
    old = before and (before.plan.window, before.plan.occurred_on)
    if isinstance(command, Correct):
        return _corrections_told(session, number, command.corrects)
    if old == (plan.window, plan.occurred_on):
        return ()
    told: Told = ()
    if plan.window:
        way = f"多提出的撤回：pdisc withdraw {number} --reason 理由"
        told = window_told(session, number, code, plan.window, way)
    if plan.occurred_on:
        others = [
            f"{each.number}（{each.state}）"
            for each in session.reading.about_day(code, plan.occurred_on.isoformat())
            if each.number != number
        ]
        if others:
            told += (
                f"{code} 在 {plan.occurred_on} 的发生已有 {'、'.join(others)}；"
                f"多提出的撤回：pdisc withdraw {number} --reason 理由",
            )
    return told


def _corrections_told(session: Session, number: str, original: Disclosure | None) -> Told:
    """Return what to tell of a correction of what has been corrected, or is about to be."""
    if original is None:
        return ()
    others = session.reading.corrections_of((original.number,)).get(original.number, ())
    found = (session.writer.disclosure(other) for other in others if other != number)
    live = [x for x in found if x is not None and x.state is not State.WITHDRAWN]
    if not live:
        return ()
    named = "、".join(f"{each.number}（{each.state}）" for each in live)
    return (
        f"{original.number} 已有更正 {named}，这是又一件；"
        f"多提出的撤回：pdisc withdraw {number} --reason 理由",
    )


def window_told(session: Session, number: str, code: str, key: str, way: str) -> Told:
    """Return what to tell of a disclosure for a window that somebody has answered, or means to.

    `way` says what to do where it is one too many.
    """
    name = printed(key)
    told: Told = ()
    if nil := session.reading.nil_of(code, key):
        told += (
            f"{code} {name}在 {nil.on} 登记过本期无事项；"
            f"登记错了的作废：pdisc annul {nil.seq} --reason 理由",
        )
    others = [
        f"{each.number}（{each.state}）"
        for each in session.reading.meant_for(code, key)
        if each.number != number
    ]
    if others:
        told += (f"{code} {name}已有 {'、'.join(others)}，这是同一期的又一件；{way}",)
    told += _paper_told(session, code, key)
    if session.reading.waived(code, key):
        told += (f"{code} {name}已准予豁免，不公开也不算逾期",)
    return told


def _paper_told(session: Session, code: str, key: str) -> Told:
    """Return what to tell of a window that was answered on paper before the ledger began."""
    seq = session.reading.on_paper(code, key)
    if seq is None:
        return ()
    return (
        f"{code} {printed(key)}登记过期初，已经算答复；"
        f"登记错了的作废：pdisc annul {seq} --reason 理由",
    )


def published_told(session: Session, before: Disclosure, window: str | None) -> Told:
    """Return what to tell of a window that was taken from the day of publication."""
    if window is None or before.window or before.corrects:
        return ()
    way = f"是别的期次的：pdisc reassign {before.number} --for 期次 --reason 理由 --by 审批人"
    found = window_told(session, before.number, before.code, window, way)
    if not found:
        return ()
    return (f"没有写期次，按公开的日子算作{printed(window)}", *found)


def occurrence_told(session: Session, code: str) -> Told:
    """Return what to tell of an occurrence that a proposal has told of already."""
    on = session.signed.on
    meant: list[Aimed] = session.reading.about_day(code, on.isoformat())
    return tuple(
        f"{on} 的发生，{each.number}（{each.state}）提出时已经写明，两处算同一件" for each in meant
    )


def deferral_told(session: Session, owed: Obligation, to: date) -> Told:
    """Return what to tell of a 顺延 that comes back, or that comes when the day has passed."""
    told: Told = ()
    if owed.deferral and to < owed.deferral.to:
        told += (f"原来顺延到 {owed.deferral.to}，现在改早到 {to}",)
    if session.signed.on > owed.due_on and not owed.outside:
        told += (f"{owed.name}在 {owed.due_on} 已经到期，过后准予的顺延不消除逾期",)
    return told


def ruling_told(session: Session, code: str, owed: Obligation) -> Told:
    """Return what to tell of a 豁免 although somebody is at work on just that."""
    if owed.number is None:
        return ()
    return (
        f"{code} {owed.name}的 {owed.number} 正在办理，豁免以后仍可办下去；"
        f"不办的撤回：pdisc withdraw {owed.number} --reason 理由",
    )


def reconfirmed_told(session: Session, code: str) -> Told:
    """Return what to tell of a 复核 although what is in force is known to be out of date."""
    book = _book_of(session, code)
    changed = [day for day, _ in book.changes(code)]
    if not changed:
        return ()
    owed = obligations_of(book, code, f"{changed[-1]}{NoteKind.CHANGED}")
    if not owed or owed[0].answer is not None:
        return ()
    return (f"{code} 在 {changed[-1]} 登记过变更，还没有重新公开：复核不能代替，仍要重新公开",)


def item_told(session: Session, old: CatalogItem | None, new: CatalogItem) -> Told:
    """Return what a changed or new item contradicts that the check of the catalogue would find."""
    if new.retired:
        numbers = session.reading.in_hand_of(new.code)
        return (f"{new.code} 还有在办的：{'、'.join(numbers)}",) * bool(numbers)
    on = session.signed.on
    known = {each.message for each in _conflicts(session, old, on)} if old else set()
    fresh = (each.message for each in _conflicts(session, new, on))
    return tuple(f"{new.code} {message}" for message in fresh if message not in known)


def _conflicts(session: Session, item: CatalogItem, on: date) -> list[CatalogProblem]:
    found = (*problems_of(item), *by_roster((item,), session.facts, on))
    return [each for each in found if each.conflict]


def left_alone(session: Session, name: str) -> Told:
    """Return what to tell of roles that nobody holds any more."""
    on = session.signed.on
    left = Roster(session.reading.registers.appointments)
    gone = [x for x in sorted(session.roster.roles(name, on)) if not left.holders(Role(x), on)]
    return tuple(
        f"{on} 起没有人有“{role}”职责：pdisc staff add 姓名 --office 科室 --role {role}"
        for role in gone
    )
