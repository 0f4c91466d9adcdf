"""What a new disclosure must renew in each calendar year (`renewal: 重新公开`, DESIGN §4).

A yearly plan is owed once a year, whenever last year's was published: a late one never moves the
next. What is named with --for, or else the year of its publication, says which year it answers.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pdisc.dates.typed import in_words
from pdisc.dates.windows import Window, window_of
from pdisc.dates.workdays import estimate
from pdisc.due.factbook import Deadline, FactBook, answer_from, number_in_hand, refused_on
from pdisc.due.obligation import Obligation
from pdisc.due.standing import stretches
from pdisc.registers.items import CatalogItem
from pdisc.values.matters import Matter
from pdisc.words import Cycle, Renewal, Timing


def yearly(book: FactBook, code: str, horizon: date) -> Iterator[Obligation]:
    """Yield what is owed of one item once in each calendar year that begins by `horizon`."""
    owed: set[int] = set()
    for span in stretches(book, code, _renewed):
        for year in range(span.first.year, min(span.last, horizon).year + 1):
            start = max(span.first, date(year, 1, 1))
            if start <= horizon and year not in owed:
                owed.add(year)
                yield _for_year(book, code, window_of(Cycle.YEAR, start), start)


def _renewed(item: CatalogItem) -> bool:
    return item.timing is Timing.STANDING and item.renewal is Renewal.ANEW and not item.retired


def _for_year(book: FactBook, code: str, year: Window, start: date) -> Obligation:
    limit, why = _limit(book, year, start)
    matters = [each for each in book.of_code(code) if _meant_for(each, year)]
    opened = [*book.opened_in(code, year), *book.on_paper(code, year)]
    answer = answer_from(matters, settled=book.settled(code, year.key), opened=opened)
    return Obligation(
        code=code,
        timing=Timing.STANDING,
        window=year.key,
        starts_on=start,
        ends_on=start,
        due_on=limit.due_on,
        why=why,
        answer=answer,
        number=None if answer else number_in_hand(matters),
        estimated=limit.estimated,
    )


def _limit(book: FactBook, year: Window, start: date) -> tuple[Deadline, str]:
    """Return the day of the rule, or what a first publication is given, whichever is later."""
    day = yearly_day(book.rules.text("年度公开截止", start), year.start.year)
    rolled, first = book.calendar.rolled(day), book.deadline(start, "固定首次公开")
    if first.due_on > rolled:
        why = f"{year.name}的，{in_words(start)}起算，{first.days}个工作日内公开{first.note}"
        return first, why
    guess = book.calendar.unknown_years(start, rolled)
    note = book.on_the_way(day, rolled) + (f"（{estimate(guess)}）" if guess else "")
    why = f"{year.name}的，每年{day.month}月{day.day}日以前公开新一年的{note}"
    return Deadline(rolled, 0, note, bool(guess)), why


def yearly_day(month_and_day: str, year: int) -> date:
    """Return the day of a year that a rule such as 03-31 names."""
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _meant_for(matter: Matter, year: Window) -> bool:
    """Return whether a disclosure is about a year: it says so, or says nothing and came out then.

    For a refusal its day counts. One that is on its way without a year is meant for the
    year in which it was last worked on.
    """
    if matter.window is not None:
        return matter.window == year.key
    day = matter.published_on or refused_on(matter) or matter.acts[-1].on
    return year.start <= day <= year.end
