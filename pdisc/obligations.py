"""What had, has or will have to be disclosed: catalogue and facts → obligations (DESIGN §4).

Obligations are computed, never generated: the same facts and date give the same ones.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.casebook import CaseBook, answer_from, days_after, in_words, number_in_hand
from pdisc.cycles import MOST_MONTHS, days_of
from pdisc.duties import EXEMPTED, Answer, Deferral, Obligation
from pdisc.facts import Facts, Matter
from pdisc.standing import standing
from pdisc.windows import Window, parse_window, windows_between
from pdisc.words import Noted, State, Timing

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)

_LONGEST_WINDOW = MOST_MONTHS * 31
"""In days. A window that has begun ends at most so much later."""


def obligations(facts: Facts, *, on: date, until: date | None = None) -> tuple[Obligation, ...]:
    """Return every obligation that begins by `on` (or `until`, if later), with its answer.

    `facts` are those that count: what had happened by `on`, see `Facts.known`. The windows still
    open are among them. Sorted by due date, then by the catalogue's order.
    """
    return obligations_in(CaseBook(facts), max(on, until or on))


def obligations_in(
    book: CaseBook, horizon: date, *, codes: Iterable[str] | None = None
) -> tuple[Obligation, ...]:
    """Return every obligation that begins by `horizon`, by due date and the catalogue's order."""
    found = [
        _ruled(book, _clock_stopped(book, obligation))
        for code in (book.codes if codes is None else codes)
        for family in (_periodic, standing, _occasional)
        for obligation in family(book, code, horizon)
    ]
    return tuple(sorted(found, key=lambda obligation: obligation.due_on))


def obligations_of(book: CaseBook, code: str, key: str) -> tuple[Obligation, ...]:
    """Return the obligations of an item with that key: a window's, or a first day (2026-03-02).

    There is one, or none; of a 固定 item several may begin on the same day.
    """
    if code not in book.codes:
        return ()
    start = date.fromisoformat(key) if is_day(key) else parse_window(key).start
    owed = obligations_in(book, start, codes=(code,))
    return tuple(obligation for obligation in owed if obligation.key == key)


def is_day(key: str) -> bool:
    """Return whether an obligation's key is a day, not a window."""
    return bool(_DAY.match(key))


def _periodic(book: CaseBook, code: str, horizon: date) -> Iterator[Obligation]:
    """Yield one obligation for each window of the cycle that is in force on the window's last day.

    So a changed cycle takes effect with the windows that end from its first day on, and a retired
    item owes none of those that end from then on.
    """
    reach = days_after(horizon, _LONGEST_WINDOW)
    for span in book.spans(code):
        item = span.item
        if item.timing is not Timing.PERIODIC or item.every is None or item.retired:
            continue
        first, last = max(span.first, book.facts.since), min(span.last, reach)
        for window in windows_between(item.every, first, last):
            if window.start <= horizon:
                yield _for_window(book, code, window)


def _for_window(book: CaseBook, code: str, window: Window) -> Obligation:
    limit = book.deadline(window.end, "定期宽限")
    matters = book.for_window(code, window.key)
    answer = answer_from(matters, book.nils(code, window.key))
    end = in_words(window.end)
    end = end if window.months > 12 else end.partition("年")[2]
    return Obligation(
        code=code,
        timing=Timing.PERIODIC,
        window=window.key,
        starts_on=window.start,
        ends_on=window.end,
        due_on=limit.due_on,
        why=f"{window.name}至{end}，宽限{limit.days}个工作日{limit.note}",
        answer=answer,
        number=None if answer else number_in_hand(matters),
        estimated=limit.estimated,
    )


def _occasional(book: CaseBook, code: str, horizon: date) -> Iterator[Obligation]:
    """Yield one obligation for each day from `since` on on which something occurred."""
    for day in book.noted_days(code, Noted.OCCURRED):
        item = book.item(code, day)
        owed = item.timing is Timing.OCCASIONAL and not item.retired
        if owed and book.facts.since <= day <= horizon:
            yield _for_day(book, code, day, days_of(item.every or ""))


def _for_day(book: CaseBook, code: str, day: date, days: int | None) -> Obligation:
    limit = book.deadline(day, "随时时限", days=days)
    matters = book.for_day(code, day)
    answer = answer_from(matters)
    return Obligation(
        code=code,
        timing=Timing.OCCASIONAL,
        window=None,
        starts_on=day,
        ends_on=day,
        due_on=limit.due_on,
        why=f"{in_words(day)}发生，{limit.days}个工作日内公开{limit.note}",
        answer=answer,
        number=None if answer else number_in_hand(matters),
        estimated=limit.estimated,
    )


def _clock_stopped(book: CaseBook, duty: Obligation) -> Obligation:
    """Return an obligation whose clock stands still while its disclosure is 报批 with a superior.

    What went out only after the due date has missed it already. After the reply the working days
    outside are added.
    """
    number = duty.answer.number if duty.answer else duty.number
    matter = book.matters.get(number) if number else None
    due_on, added = duty.due_on, 0
    for begun, ended in spells_outside(matter) if matter else ():
        if begun > due_on:
            break
        if ended is None:
            why = f"{duty.why}；{in_words(begun)}报批，批复前不计时"
            return msgspec.structs.replace(duty, outside=True, why=why)
        spell = book.calendar.between(begun, ended)
        due_on, added = book.calendar.plus(due_on, spell), added + spell
    if not added:
        return duty
    why = f"{duty.why}；报批{added}个工作日不计"
    return msgspec.structs.replace(duty, due_on=due_on, why=why, computed_on=duty.due_on)


def spells_outside(matter: Matter) -> Iterator[tuple[date, date | None]]:
    """Yield from when to when a disclosure lay with a superior; None where it still does."""
    begun: date | None = None
    for act in matter.acts:
        if begun is not None:
            yield begun, act.on
        begun = act.on if act.state is State.ESCALATED else None
    if begun is not None:
        yield begun, None


def _ruled(book: CaseBook, duty: Obligation) -> Obligation:
    """Return an obligation under the rulings on it: the last 顺延 counts, any 豁免 answers it."""
    reliefs = book.reliefs(duty.code, duty.key)
    moved = next((relief for relief in reversed(reliefs) if relief.to is not None), None)
    waived = next((relief for relief in reliefs if relief.to is None), None)
    if moved is not None and moved.to is not None and moved.to > duty.due_on:
        deferral = Deferral(
            to=moved.to, was_due=duty.due_on, by=moved.by, on=moved.on, reason=moved.reason
        )
        late = "逾期后" if deferral.too_late else ""
        why = (
            f"{duty.why}，原定{in_words(duty.due_on)}；"
            f"{moved.by}于{in_words(moved.on)}{late}准予顺延至{in_words(moved.to)}：{moved.reason}"
        )
        duty = msgspec.structs.replace(
            duty, due_on=moved.to, why=why, deferral=deferral, computed_on=duty.natural_due
        )
    if waived is not None and duty.answer is None:
        duty = msgspec.structs.replace(duty, answer=Answer(how=EXEMPTED, on=waived.on))
    return duty
