"""What had, has or will have to be disclosed: catalogue and facts → obligations (DESIGN §4).

Obligations are computed, never generated: the same facts and date give the same ones.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from pdisc.dates.cycles import MOST_MONTHS, days_of, months_after_event
from pdisc.dates.keys import day_in
from pdisc.dates.typed import days_after, in_words
from pdisc.dates.windows import Window, parse_window, windows_between
from pdisc.due.factbook import FactBook, answer_from, number_in_hand
from pdisc.due.moved import settled
from pdisc.due.obligation import Obligation
from pdisc.due.standing import standing
from pdisc.due.yearly import yearly
from pdisc.registers.facts import Facts
from pdisc.words import NoteKind, Timing

_LONGEST_WINDOW = MOST_MONTHS * 31
"""In days. A window that has begun ends at most so much later."""


def obligations(facts: Facts, *, on: date, until: date | None = None) -> tuple[Obligation, ...]:
    """Return every obligation that begins by `on` (or `until`, if later), with its answer.

    `facts` are those that count: what had happened by `on`, see `Facts.known`. The windows still
    open are among them. Sorted by due date, then by the catalogue's order.
    """
    return obligations_in(FactBook(facts), max(on, until or on))


def obligations_in(
    book: FactBook, horizon: date, *, codes: Iterable[str] | None = None
) -> tuple[Obligation, ...]:
    """Return every obligation that begins by `horizon`, by due date and the catalogue's order."""
    found = [
        settled(book, obligation)
        for code in (book.codes if codes is None else codes)
        for family in (_periodic, standing, yearly, _occasional)
        for obligation in family(book, code, horizon)
    ]
    return tuple(sorted(found, key=lambda obligation: obligation.due_on))


def obligations_of(book: FactBook, code: str, key: str) -> tuple[Obligation, ...]:
    """Return the obligations of an item with that key: a window's, or a first day (2026-03-02).

    There is one, or none. A day alone also names what a change or an anniversary began on it.
    """
    if code not in book.codes:
        return ()
    last = day_in(key) or parse_window(key).end
    owed = obligations_in(book, last, codes=(code,))
    same = tuple(obligation for obligation in owed if obligation.key == key)
    return same or tuple(each for each in owed if each.cause and each.key.startswith(key))


def _periodic(book: FactBook, code: str, horizon: date) -> Iterator[Obligation]:
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
        ending = windows_between(item.every, first, last)
        for window in takewhile(lambda each: each.start <= horizon, ending):
            yield _for_window(book, code, window)


def _for_window(book: FactBook, code: str, window: Window) -> Obligation:
    limit = book.deadline(window.end, "定期宽限")
    key = window.key
    matters = book.for_window(code, key)
    answer = answer_from(
        matters,
        book.nils(code, key),
        book.settled(code, key),
        opened=book.on_paper(code, window),
    )
    end = in_words(window.end)
    end = end if window.months > 12 else end.partition("年")[2]
    return Obligation(
        code=code,
        timing=Timing.PERIODIC,
        window=key,
        starts_on=window.start,
        ends_on=window.end,
        due_on=limit.due_on,
        why=f"{window.name}至{end}，宽限{limit.days}个工作日{limit.note}",
        answer=answer,
        number=None if answer else number_in_hand(matters),
        estimated=limit.estimated,
    )


def _occasional(book: FactBook, code: str, horizon: date) -> Iterator[Obligation]:
    """Yield one obligation for each day from `since` on on which something occurred."""
    for day in book.noted_days(code, NoteKind.OCCURRED):
        item = book.item(code, day)
        owed = item.timing is Timing.OCCASIONAL and not item.retired
        if owed and book.facts.since <= day <= horizon:
            yield _for_day(book, code, day, item.every or "")


def _for_day(book: FactBook, code: str, day: date, every: str) -> Obligation:
    months = months_after_event(every)
    if months:
        limit, term = book.months_on(day, months), f"{months}个月"
    else:
        limit = book.deadline(day, "随时时限", days=days_of(every))
        term = f"{limit.days}个工作日"
    matters = book.for_day(code, day)
    answer = answer_from(matters)
    return Obligation(
        code=code,
        timing=Timing.OCCASIONAL,
        window=None,
        starts_on=day,
        ends_on=day,
        due_on=limit.due_on,
        why=f"{in_words(day)}发生，{term}内公开{limit.note}",
        answer=answer,
        number=None if answer else number_in_hand(matters),
        estimated=limit.estimated,
    )
