"""What an entry changed of the obligations of single items: open again, gone, another date."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from pdisc.dates.typed import days_after
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import YEAR_AHEAD, FactBook
from pdisc.due.obligation import Obligation
from pdisc.events.entry import Entry
from pdisc.registers.demands import Urged
from pdisc.services.acting import Session
from pdisc.steps.disclosure import Disclosure

Duties: TypeAlias = dict[tuple[str, str], Obligation]
"""Obligations by code and key."""


def about(entry: Entry, disclosure: Disclosure | None = None) -> tuple[str, ...]:
    """Return the items whose obligations an entry is about."""
    if disclosure is not None:
        return (disclosure.code,)
    if isinstance(entry.event, Urged):
        return ()  # a demand moves no date
    codes = getattr(entry.event, "codes", None) or (getattr(entry.event, "code", None),)
    return tuple(code for code in codes if code)


def duties_now(session: Session, codes: Iterable[str]) -> Duties:
    """Return every obligation of some items up to a year ahead, as the ledger tells it now."""
    today = session.station.today
    found: Duties = {}
    for code in codes:
        book = FactBook(session.reading.facts_of_item(code).known(on=today))
        for duty in obligations_in(book, days_after(today, YEAR_AHEAD), codes=(code,)):
            found[code, duty.key] = duty
    return found


def duties_told(before: Duties, after: Duties, today: date) -> Iterator[str]:
    """Yield what to tell of obligations that are others than they were."""
    for about, duty in before.items():
        name, now = f"{duty.code} {duty.name}", after.get(about)
        if now is None:
            yield f"{name}：不再要求公开"
        elif duty.answer and not now.answer:
            yield f"{name}：又要公开，{_due(now, today)}"
        elif now.answer and not duty.answer:
            yield f"{name}：已经在 {now.answer.on} {now.answer.how}，不再欠着"
        elif not now.answer and now.due_on != duty.due_on:
            yield f"{name}：到期日 {duty.due_on}→{now.due_on}"
    for about, duty in after.items():
        if about not in before and not duty.answer:
            yield f"{duty.code} {duty.name}：要公开，{_due(duty, today)}"


def _due(duty: Obligation, today: date) -> str:
    over = (today - duty.due_on).days
    return f"{duty.due_on} 到期" + (f"，已逾期{over}天" if over > 0 and duty.missed(today) else "")
