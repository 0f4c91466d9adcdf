"""固定 items: what must be published and stay up at all times, and be looked at once a year.

A standing duty (DESIGN §4) begins with the item, begins anew on the first day on which nothing is
in force any more, asks for a new publication when its content has changed, and for a 复核 when a
publication grows old.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest

import msgspec

from pdisc.dates.months import months_after
from pdisc.dates.typed import days_after, in_words
from pdisc.dates.workdays import estimate
from pdisc.due.factbook import FactBook, Span, number_in_hand
from pdisc.due.obligation import LOOKED, OPENED, Answer, Obligation
from pdisc.registers.inherited import Inherited
from pdisc.registers.items import CatalogItem
from pdisc.steps.hanging import force_of
from pdisc.values.matters import Matter, Posting
from pdisc.words import NoteKind, Renewal, Timing


class Force(msgspec.Struct, frozen=True):
    """The days from `first` to `last`, both inclusive, on which one disclosure is in force.

    `seq` is the journal's number of the first publication. What already hung when the ledger began
    (期初) has no `number`; on the day `seen` it was recorded, and looked at for that.
    """

    number: str | None
    first: date
    last: date
    seq: int
    seen: date = date.min


def standing(book: FactBook, code: str, horizon: date) -> Iterator[Obligation]:
    """Yield the standing duties of one item that begin by `horizon`, with their answers."""
    forces = in_force(book.of_code(code), book.inherited(code))
    for span in stretches(book, code, _hangs):
        yield from _duties(book, span, forces, horizon)
        yield from _changes(book, span, forces, horizon)
        yield from _reviews(book, span, forces, horizon)


def in_force(matters: list[Matter], inherited: Iterable[list[Inherited]] = ()) -> list[Force]:
    """Return when each published disclosure is in force (`hanging.force_of`), earliest first.

    `inherited` is what already hung when the ledger began, place by place.
    """
    forces = []
    for matter in matters:
        held = force_of(matter.postings)
        if held is not None:
            seq = min((posting.on, posting.seq) for posting in matter.postings)[1]
            forces.append(Force(matter.number, *held, seq))
    for places in inherited:
        first, last = force_of([_posting(place) for place in places]) or (date.max, date.min)
        forces.append(Force(None, first, last, places[0].seq, places[0].recorded_on))
    return sorted(forces, key=lambda force: (force.first, force.number or ""))


def _hangs(item: CatalogItem) -> bool:
    return item.timing is Timing.STANDING and not item.retired


def stretches(book: FactBook, code: str, wanted: Callable[[CatalogItem], bool]) -> list[Span]:
    """Return the stretches without a break, from `since` on, in which an item is as wanted."""
    joined: list[Span] = []
    for span in book.spans(code):
        first = max(span.first, book.facts.since)
        if not wanted(span.item) or first > span.last:
            continue
        if joined and joined[-1].last + timedelta(days=1) == first:
            first = joined.pop().first
        joined.append(Span(span.item, first, span.last))
    return joined


def _duties(book: FactBook, span: Span, forces: list[Force], horizon: date) -> Iterator[Obligation]:
    """Yield the first duty and one for each first day on which nothing is in force any more.

    The n-th unbroken run of disclosures answers the n-th duty and, when it ends, begins the next.
    Where an item begins as one that each year renews, the year's duty (`yearly.py`) is the first.
    """
    runs = _runs([force for force in forces if force.last >= span.first])
    begun = [_first_duty(book, span)]
    begun += [_lapse(run[1]) for run in runs if run[1].last < date.max]
    answers = [*(run[0] for run in runs), None]
    code, waiting = span.item.code, number_in_hand(book.of_code(span.item.code))
    skipped = 1 if _anew(book, code, span.first) else 0
    for (start, due_on, why, guess), answer in list(zip(begun, answers, strict=False))[skipped:]:
        if start <= min(horizon, span.last):
            duty = _duty(span, start, due_on, why, answer, None if answer else waiting)
            yield msgspec.structs.replace(duty, estimated=guess)


def _runs(forces: list[Force]) -> list[tuple[Force, Force]]:
    """Return the disclosures with which each run without a gap opens and closes."""
    runs: list[tuple[Force, Force]] = []
    for force in forces:
        if runs and force.first <= days_after(runs[-1][1].last, 1):
            opening, closing = runs.pop()
            runs.append((opening, max(closing, force, key=lambda one: one.last)))
        else:
            runs.append((force, force))
    return runs


_Begun = tuple[date, date, str, bool]
"""The day on which a duty begins, its due date, why, and whether that date is an estimate."""


def _first_duty(book: FactBook, span: Span) -> _Begun:
    limit = book.deadline(span.first, "固定首次公开")
    why = f"固定事项自{in_words(span.first)}起应持续公开"
    if not limit.days:
        # Without a term there is no last day to roll forward: it hangs from its start on.
        return span.first, span.first, why, False
    why += f"，{limit.days}个工作日内首次公开{limit.note}"
    return span.first, limit.due_on, why, limit.estimated


def _lapse(force: Force) -> _Begun:
    gone = days_after(force.last, 1)
    why = f"{_told(force)}公开至{in_words(force.last)}，其后已撤下或到期，固定事项应持续公开"
    return gone, gone, why, False


def _changes(
    book: FactBook, span: Span, forces: list[Force], horizon: date
) -> Iterator[Obligation]:
    """Yield the re-publication that each recorded change of what is in force asks for.

    What is first published later answers it, on the same day what was recorded after it. Where
    nothing is in force on that day there is nothing to replace: a duty runs already.
    """
    code = span.item.code
    waiting = number_in_hand(book.of_code(code))
    for day, seq in book.changes(code):
        if span.first <= day <= min(horizon, span.last) and _covered(forces, day):
            answer = next((x for x in forces if (x.first, x.seq) > (day, seq)), None)
            limit = book.deadline(day, "变更重新公开")
            why = f"{in_words(day)}内容有变更，{limit.days}个工作日内重新公开{limit.note}"
            duty = _duty(span, day, limit.due_on, why, answer, None if answer else waiting)
            yield msgspec.structs.replace(duty, cause=NoteKind.CHANGED, estimated=limit.estimated)


def _reviews(
    book: FactBook, span: Span, forces: list[Force], horizon: date
) -> Iterator[Obligation]:
    """Yield the yearly 复核 of each publication that no newer one replaced in time."""
    for force, newer in zip_longest(forces, forces[1:]):
        for review in _anniversaries(book, span, force, newer, horizon):
            if review.day > min(horizon, span.last) or not _covered(forces, review.day):
                break
            yield _review_duty(book, span, review)


class _Review(msgspec.Struct, frozen=True):
    """One anniversary of a publication: the day, by when, and the look that answers it."""

    force: Force
    newer: Force | None
    months: int
    day: date
    due_on: date
    look: date | None


def _anniversaries(
    book: FactBook, span: Span, force: Force, newer: Force | None, horizon: date
) -> Iterator[_Review]:
    """Yield the anniversaries of a publication, the next one when the one before is settled.

    A look in the year before an anniversary answers it. A late one doesn't move the next; it
    settles every anniversary that it comes after, so that misses don't pile up. The last one given
    is the first that is neither looked at nor waived, or the last before a newer publication. On
    none of them is anything owed while each year renews the item.
    """
    code, step = span.item.code, book.rules.number("固定复核", force.first)
    until = newer.first if newer else date.max
    months, begun = step, force.first
    while (
        step
        and force.number is None
        and months_after(force.first, months) < max(span.first, force.seen)
    ):
        begun = months_after(force.first, months)
        months += step  # whoever recorded that it hangs had looked at it
    while step:
        day = max(months_after(force.first, months), span.first)
        if _anew(book, code, day):
            if until <= day or day > min(span.last, horizon):
                return
            begun = max(begun, months_after(force.first, months))
            months += step
            continue
        due_on = book.calendar.rolled(day)
        if until <= due_on:
            return
        looks = book.noted_days(code, NoteKind.RECONFIRMED)
        look = next((each for each in looks if begun < each < until), None)
        yield _Review(force, newer, months, day, due_on, look)
        if look is None and not book.waived(code, f"{day}{NoteKind.RECONFIRMED}"):
            return
        begun = max(look or day, months_after(force.first, months))
        months += step
        while look is not None and months_after(force.first, months) <= look:
            months += step


def _anew(book: FactBook, code: str, day: date) -> bool:
    return book.item(code, day).renewal is Renewal.ANEW


def _review_duty(book: FactBook, span: Span, review: _Review) -> Obligation:
    code, force = span.item.code, review.force
    guess = book.calendar.unknown_years(review.day, review.due_on)
    why = f"{_told(force)}于{in_words(force.first)}公开，满{review.months}个月应复核"
    why += book.on_the_way(review.day, review.due_on) + (f"（{estimate(guess)}）" if guess else "")
    newer = None if review.look else review.newer
    waiting = None if review.look or newer else number_in_hand(book.of_code(code))
    duty = _duty(span, review.day, review.due_on, why, newer, waiting)
    duty = msgspec.structs.replace(duty, cause=NoteKind.RECONFIRMED, estimated=bool(guess))
    if review.look is None:
        return duty
    answer = Answer(how=LOOKED, on=review.look, number=force.number)
    return msgspec.structs.replace(duty, answer=answer)


def _duty(
    span: Span, start: date, due_on: date, why: str, answer: Force | None, number: str | None = None
) -> Obligation:
    return Obligation(
        code=span.item.code,
        timing=Timing.STANDING,
        window=None,
        starts_on=start,
        ends_on=start,
        due_on=due_on,
        why=why,
        answer=_answer(answer) if answer else None,
        number=number,
    )


def _posting(place: Inherited) -> Posting:
    down = place.taken_down_on
    return Posting(seq=place.seq, channel=place.channel, on=place.on, taken_down_on=down)


def _answer(force: Force) -> Answer:
    how = "公开" if force.number else OPENED
    return Answer(how=how, on=force.first, number=force.number)


def _told(force: Force) -> str:
    return force.number or "期初登记的"


def _covered(forces: list[Force], day: date) -> bool:
    return any(force.first <= day <= force.last for force in forces)
