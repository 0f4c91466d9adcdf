"""What goes into a calendar: every duty and every disclosure in hand, once, under a lasting name.

A calendar program knows an entry by its UID. So the UID says what an entry is about, never when it
is due: imported again, the entry moves, or is ticked off, and no second one appears.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from pdisc.dates.keys import key_name
from pdisc.dates.typed import days_after, in_words
from pdisc.due.compute import obligations_in
from pdisc.due.demands import Owed, answered_on, newest, owed_of
from pdisc.due.factbook import FactBook
from pdisc.due.filings import waits_for
from pdisc.due.obligation import EXEMPTED, Obligation, first_owed
from pdisc.due.viewpoint import InHand, Viewpoint
from pdisc.registers.facts import Facts
from pdisc.sheets.calendar_entry import REACH, CalendarEntry, uid_of
from pdisc.sheets.voice_calendar import voice_entries
from pdisc.steps.transitions import FINAL
from pdisc.values.matters import Matter
from pdisc.words import NoteKind, State


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """All entries of one office as of a day; `sequence` grows with every line of the journal.

    `reminders` are the days before an open entry on which it rings.
    """

    unit: str
    on: date
    sequence: int
    entries: tuple[CalendarEntry, ...]
    reminders: tuple[int, ...] = ()


def calendar_entries(facts: Facts, *, on: date, ledger_id: str) -> tuple[CalendarEntry, ...]:
    """Return what a calendar should hold as of a day, by day and then by what they say.

    `facts` are those that count: what had happened by `on`, see `Facts.known`. Left out is what
    was done more than 400 days ago, and what falls due later than 400 days from now.
    """
    book = FactBook(facts)
    view = Viewpoint(book, on)
    duties = obligations_in(book, days_after(on, REACH))
    found = [
        *_duties(book, duties, on, ledger_id),
        *_in_hand(view, first_owed(duties), ledger_id),
        *_notices(book, on, ledger_id),
        *_demands(book, owed_of(duties), on, ledger_id),
        *voice_entries(view, ledger_id),
    ]
    return tuple(sorted(found, key=lambda entry: (entry.day, entry.summary, entry.uid)))


def _duties(
    book: FactBook, duties: Iterable[Obligation], on: date, ledger_id: str
) -> Iterator[CalendarEntry]:
    oldest, horizon = on - timedelta(days=REACH), days_after(on, REACH)
    for duty in duties:
        old = duty.answer is not None and duty.due_on < oldest
        if duty.due_on <= horizon and not old:
            about = ("应公开", duty.code, duty.timing, duty.key)
            yield _duty_entry(book, duty, uid_of(ledger_id, about), on)


def _duty_entry(book: FactBook, duty: Obligation, uid: str, on: date) -> CalendarEntry:
    item = book.item(duty.code, duty.ends_on)
    office = book.office(item, on)
    window = f"（{duty.name}）" if duty.window else ""
    lines = [f"{duty.timing}事项，承办科室：{office}", duty.why]
    looked = duty.cause is NoteKind.RECONFIRMED
    waived = duty.answer is not None and duty.answer.how == EXEMPTED
    if duty.number:
        lines.append(f"在办：{duty.number}")
    if duty.answer:
        by = f"（{duty.answer.number}）" if duty.answer.number else ""
        lines.append(f"{in_words(duty.answer.on)}：{duty.answer.how}{by}")
    return CalendarEntry(
        uid=uid,
        day=duty.due_on,
        summary=f"{'复核' if looked else '公开'} {duty.code} {item.level3}{window}",
        description="\n".join(lines),
        done_on=duty.answer.on if duty.answer and not waived else None,
        cancelled=waived,
    )


def _in_hand(
    view: Viewpoint, owed: Mapping[str, Obligation], ledger_id: str
) -> Iterator[CalendarEntry]:
    """Yield one entry for each disclosure that is in hand, or was until lately.

    It is about the number alone: from 审核 to 归档 it stays the same entry, on other days.
    """
    oldest = view.on - timedelta(days=REACH)
    for matter in view.book.facts.matters:
        uid = uid_of(ledger_id, ("公开事项", matter.number))
        held = waits_for(view, matter)
        if held is not None:
            yield _held_entry(held, owed.get(matter.number), uid)
        elif matter.state in FINAL and matter.acts[-1].on >= oldest:
            yield _ended_entry(matter, uid)


def _held_entry(held: InHand, owed: Obligation | None, uid: str) -> CalendarEntry:
    """Return the entry of a step, on the day that comes first: its own, or of what it answers."""
    matter, day, why = held.matter, held.due_on, held.why
    if owed is not None and owed.due_on < day:
        day = owed.due_on
        why = f"{owed.why}；{held.kind}时限到{in_words(held.due_on)}（{why}）"
    return CalendarEntry(
        uid=uid,
        day=day,
        summary=f"{held.kind} {matter.number} {matter.title}",
        description=f"找：{held.holder}\n{why}\n{held.next}",
    )


def _ended_entry(matter: Matter, uid: str) -> CalendarEntry:
    last = matter.acts[-1]
    withdrawn = matter.state is State.WITHDRAWN
    return CalendarEntry(
        uid=uid,
        day=last.on,
        summary=f"{last.act} {matter.number} {matter.title}",
        description=f"{in_words(last.on)}：{matter.state}",
        done_on=None if withdrawn else last.on,
        cancelled=withdrawn,
    )


def _notices(book: FactBook, on: date, ledger_id: str) -> Iterator[CalendarEntry]:
    """Yield the end of each 公示: done when its last day is over, cancelled if it came down."""
    for matter in book.facts.matters:
        terms = [posting for posting in matter.postings if posting.until is not None]
        if not matter.public_notice or not terms:
            continue
        hanging = [x.until for x in terms if x.until and x.taken_down_on is None]
        until = max(hanging or [x.until for x in terms if x.until])
        if until < on - timedelta(days=REACH):
            continue
        over = until < on
        yield CalendarEntry(
            uid=uid_of(ledger_id, ("公示", matter.number)),
            day=until,
            summary=f"公示期满 {matter.number} {matter.title}",
            description=f"公示至{in_words(until)}\npdisc 查看 {matter.number}",
            done_on=until if hanging and over else None,
            cancelled=not hanging,
        )


def _demands(book: FactBook, owed: Owed, on: date, ledger_id: str) -> Iterator[CalendarEntry]:
    """Yield the day by which each 督促 is to be answered; ticked off once it is."""
    for demand in newest(book):
        if demand.answer_by < on - timedelta(days=REACH):
            continue
        about = demand.number or demand.code
        duty = f"（{key_name(demand.duty)}）" if demand.duty else ""
        yield CalendarEntry(
            uid=uid_of(ledger_id, ("督促", demand.code, demand.duty or "", demand.number or "")),
            day=demand.answer_by,
            summary=f"督促 {about} {book.item(demand.code, on).level3}{duty}",
            description=f"{in_words(demand.on)}由{demand.by}督促，找：{demand.office}\n"
            f"pdisc 打印 催办单 {about}",
            done_on=answered_on(book, owed, demand),
        )
