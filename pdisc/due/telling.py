"""What is told of a row or an obligation by those who ask why: the date, its rule, the days."""

from collections.abc import Iterable
from datetime import date

from pdisc.due import reckoning
from pdisc.due.duties import answered_by
from pdisc.due.factbook import FactBook
from pdisc.due.in_hand import in_hand
from pdisc.due.obligation import Obligation
from pdisc.due.row import DueRow
from pdisc.due.viewpoint import Viewpoint
from pdisc.values.day_records import DayRecord
from pdisc.values.reasons import AnswerTold, DutyTold, Reckoned, RuleTold, WaitTold
from pdisc.words import DUTY_KINDS


def waits_told(view: Viewpoint, rows: Iterable[DueRow], *, state: str = "") -> tuple[WaitTold, ...]:
    """Return what is told of rows of the weekly check that are no obligations, by date."""
    mine = (row for row in rows if row.kind not in DUTY_KINDS)
    return tuple(
        _wait_told(view, row, state) for row in sorted(mine, key=lambda row: (row.due_on, row.kind))
    )


def _wait_told(view: Viewpoint, row: DueRow, state: str) -> WaitTold:
    return WaitTold(
        kind=row.kind,
        holder=row.holder,
        since=row.since,
        held_working_days=row.held_working_days,
        due_on=row.due_on,
        days_overdue=row.days_overdue,
        estimated=row.estimated,
        why=row.why,
        reckoned=_reckoned(view.book, reckoning.of_row(view.book, row, state=state)),
        next=row.next,
    )


def duty_told(view: Viewpoint, duty: Obligation) -> DutyTold:
    """Return what is told of an obligation: its day and why, its answer or what to type."""
    answer, late = duty.answer, duty.missed(view.on)
    item = view.book.item(duty.code, view.on)
    matter = view.book.matters.get(duty.number or "")
    held = in_hand(view, matter) if matter else None
    begun = answer is None and duty.starts_on <= view.on
    return DutyTold(
        for_=duty.key,
        name=duty.name,
        starts_on=duty.starts_on,
        due_on=duty.due_on,
        days_overdue=(view.on - duty.due_on).days if late and not duty.outside else 0,
        status=_status(duty, view.on),
        estimated=duty.estimated,
        holder=held.holder if held else view.book.office(item, view.on),
        why=duty.why,
        number=duty.number,
        deferred_to=duty.deferral.to if duty.deferral else None,
        answer=AnswerTold(how=answer.how, on=answer.on, number=answer.number, late=duty.late)
        if answer
        else None,
        reckoned=_reckoned(view.book, reckoning.of_duty(view.book, duty)),
        next=(held.next if held else answered_by(view, duty)) if begun else "",
    )


def _status(duty: Obligation, on: date) -> str:
    if duty.answer is not None:
        return duty.answer.how
    if duty.outside:
        return "报批中"
    if duty.missed(on):
        return "逾期"
    if duty.starts_on > on:
        return "未开始"
    return "在办" if duty.number else "未到期"


def _reckoned(book: FactBook, found: reckoning.Reckoning) -> Reckoned:
    calendar, counted = book.calendar, found.counted
    return Reckoned(
        rule=_rule(book, found) if found.rule else None,
        from_=found.start,
        to=found.due_on,
        skipped=_days(calendar.skipped(found.start, found.due_on)) if counted else (),
        made_up=_days(calendar.made_up(found.start, found.due_on)) if counted else (),
    )


def _rule(book: FactBook, found: reckoning.Reckoning) -> RuleTold:
    assert found.rule is not None, "asked for one"
    setting = book.rules.setting(found.rule, found.start)
    return RuleTold(
        name=setting.name,
        value=setting.value,
        unit=setting.unit,
        basis=setting.basis,
        document=setting.document,
        clause=setting.clause,
        assumed=setting.assumed,
    )


def _days(days: Iterable[tuple[date, str]]) -> tuple[DayRecord, ...]:
    return tuple(DayRecord(date=day, name=name) for day, name in days)
