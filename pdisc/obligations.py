"""What had, has or will have to be disclosed: catalogue and facts → obligations (DESIGN §4).

Obligations are computed, never generated: the same facts and date give the same ones.
"""

from collections.abc import Iterator
from datetime import date

from pdisc.casebook import CaseBook, answer_from, days_after, in_words, number_in_hand
from pdisc.facts import Facts, Obligation
from pdisc.standing import standing
from pdisc.windows import Window, windows_between
from pdisc.words import Timing

_LONGEST_WINDOW = 366
"""In days. A window that has begun ends at most so much later."""


def obligations(facts: Facts, *, on: date, until: date | None = None) -> tuple[Obligation, ...]:
    """Return every obligation that begins by `on` (or `until`, if later), with its answer.

    `facts` are those that count: what had happened by `on`, see `Facts.known`. The windows still
    open are among them. Sorted by due date, then by the catalogue's order.
    """
    return obligations_in(CaseBook(facts), max(on, until or on))


def obligations_in(book: CaseBook, horizon: date) -> tuple[Obligation, ...]:
    """Return every obligation that begins by `horizon`, by due date and the catalogue's order."""
    found = [
        obligation
        for code in book.codes
        for family in (_periodic, standing, _occasional)
        for obligation in family(book, code, horizon)
    ]
    return tuple(sorted(found, key=lambda obligation: obligation.due_on))


def _periodic(book: CaseBook, code: str, horizon: date) -> Iterator[Obligation]:
    """Yield one obligation for each window of the cycle that is in force on the window's last day.

    So a changed cycle takes effect with the windows that end from its first day on.
    """
    reach = days_after(horizon, _LONGEST_WINDOW)
    for span in book.spans(code):
        if span.item.timing is not Timing.PERIODIC or span.item.every is None:
            continue
        first, last = max(span.first, book.facts.since), min(span.last, reach)
        for window in windows_between(span.item.every, first, last):
            if window.start <= horizon:
                yield _for_window(book, code, window)


def _for_window(book: CaseBook, code: str, window: Window) -> Obligation:
    limit = book.deadline(window.end, "定期宽限")
    matters = book.for_window(code, window.key)
    answer = answer_from(matters, book.nils(code, window.key))
    end = f"{window.end.month}月{window.end.day}日"
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
    for day in book.occurrence_days(code):
        occasional = book.item(code, day).timing is Timing.OCCASIONAL
        if occasional and book.facts.since <= day <= horizon:
            yield _for_day(book, code, day)


def _for_day(book: CaseBook, code: str, day: date) -> Obligation:
    limit = book.deadline(day, "随时时限")
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
