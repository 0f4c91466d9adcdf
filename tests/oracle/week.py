"""The weekly check: what is overdue, near, stuck, waiting, to be filed and urged."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pdisc.registers.demands import Demand
from pdisc.registers.facts import Facts
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, NoteKind, State

from .days import DAY, guessed, roll, walk
from .duties import Book, Owed, duties, first_shown, number_on, open_book, refused_on
from .duties import value_on as rule_on
from .windows import months_later, spans

STEPS = {
    State.PROPOSED: ("审核", "审核时限"),
    State.RETURNED: ("提出", "修改时限"),
    State.REVIEWED: ("审批", "审批时限"),
    State.APPROVED: ("实施", "实施时限"),
    State.ESCALATED: ("报批", "报批时限"),
}
WAITING = (*STEPS, State.PUBLISHED, State.REFUSED)
"""The states in which somebody has to do something, filing it included."""


class Line(NamedTuple):
    """One row of one list; `key` is the obligation's, None where it is about a step."""

    where: str
    kind: str
    code: str
    key: str | None
    number: str | None
    due: date
    days: int
    guess: bool | None


class Row(NamedTuple):
    """One row before it is sorted into a list."""

    kind: str
    code: str
    key: str | None
    number: str | None
    due: date
    guess: bool | None = False


def entered(matter: Matter) -> date:
    """Go back to the act that led into the present state; a revision begins anew."""
    begun: ActDone | None = None
    for act in matter.acts:
        again = act.act in (Act.REVISE, Act.REDACT)
        if begun is None or act.state is not begun.state or again:
            begun = act
    assert begun is not None
    return begun.on


def step_row(book: Book, matter: Matter) -> Row:
    """Count a step's days, and wait for the planned day where that is later."""
    kind, rule = STEPS[matter.acts[-1].state]
    begun = entered(matter)
    if kind == "实施" and matter.window is not None:
        begun = max(begun, first_day(matter.window))
    limit = number_on(book.facts, rule, begun)
    due = roll(walk(begun, limit, book.table), book.table)
    guess = guessed(begun, due, book.years)
    if kind == "实施" and matter.planned_on is not None and matter.planned_on > due:
        due, guess = matter.planned_on, False
    return Row(kind, matter.code, None, matter.number, due, guess)


def first_day(window: str) -> date:
    """Look for the window of that key, whatever its cycle; one over a year tells it by itself."""
    if ".." in window:
        year, _, month = window.partition("..")[0].partition("-")
        return date(int(year), int(month or 1), 1)
    found = (one for months in range(1, 13) for one in spans(months))
    return next((one.first for one in found if one.key == window), date.min)


def filing_due(facts: Facts, matter: Matter) -> date:
    """Find 归档截止 in the year after the first publication, or after the refusal."""
    day = first_shown(matter) or refused_on(matter)
    assert day is not None
    month, of_month = map(int, rule_on(facts, "归档截止", day).split("-"))
    return date(day.year + 1, month, of_month)


def late_when_sent(matter: Matter, owed: list[Owed]) -> int:
    """Count the days by which something was late on the day it went out."""
    begun = entered(matter)
    late = [
        (begun - one.due).days
        for one in owed
        if one.said is None and one.outside and one.number == matter.number
    ]
    return max([0, *late])


def old_copies(book: Book, matter: Matter, on: date) -> Iterator[Row]:
    """Look at each place where a disclosure hangs although something public corrects it."""
    days = [first_shown(one) for one in book.facts.matters if one.corrects == matter.number]
    shown = sorted(day for day in days if day is not None)
    for posting in matter.postings:
        ended = posting.until is not None and posting.until < on
        hung = posting.channel.split(":")[0] in ("公开栏", "网站")
        if shown and hung and posting.taken_down_on is None and not ended:
            since = max(shown[0], posting.on)
            n = number_on(book.facts, "更正撤下", since)
            due = roll(walk(since, n, book.table), book.table)
            guess = guessed(since, due, book.years)
            yield Row("更正", matter.code, None, matter.number, due, guess)


def day_in(key: str) -> date | None:
    """Read the first day that names an obligation, None where a window does."""
    try:
        return date.fromisoformat(key[:10])
    except ValueError:
        return None


def is_meant(matter: Matter, duty: str | None) -> bool:
    """Say whether a proposal is one for what was asked."""
    if duty is None:
        return True
    day = day_in(duty)
    if day is None:
        return matter.window == duty
    return matter.window is None and matter.occurred_on in (None, day)


def is_answered(demand: Demand, facts: Facts, owed: list[Owed]) -> bool:
    """Say whether what was recorded after a 督促 answers it."""
    code, duty = demand.code, demand.duty
    for matter in facts.matters:
        if matter.number == demand.number and matter.state is not State.WITHDRAWN:
            later = any(act.seq > demand.seq for act in matter.acts)
            return later or matter.state not in WAITING
    if demand.number is not None and duty is None:
        return True
    for matter in facts.matters:
        alive = matter.code == code and matter.state is not State.WITHDRAWN
        if alive and matter.acts[0].seq > demand.seq and is_meant(matter, duty):
            return True
    if duty is None:
        seqs = [one.seq for one in facts.nils if one.code == code]
        for look in facts.noted:
            if look.code == code and look.kind is NoteKind.RECONFIRMED:
                seqs.append(look.seq)
        return any(seq > demand.seq for seq in seqs)
    return all(
        one.said is not None or deferred_after(facts, demand)
        for one in owed
        if (one.code, one.key) == (code, duty)
    )


def deferred_after(facts: Facts, demand: Demand) -> bool:
    """Say whether what was asked got another date since."""
    return any(
        ruling.to is not None
        and (ruling.code, ruling.duty) == (demand.code, demand.duty)
        and ruling.on >= demand.on
        for ruling in facts.rulings
    )


def open_demands(facts: Facts, owed: list[Owed], years: set[int]) -> Iterator[Row]:
    """Take the newest 督促 about each thing, where nothing has answered it."""
    newest: dict[tuple[str, str | None, str | None], Demand] = {}
    for demand in sorted(facts.demands, key=lambda one: (one.on, one.seq)):
        newest[demand.code, demand.duty, demand.number] = demand
    for demand in newest.values():
        if not is_answered(demand, facts, owed):
            guess = guessed(demand.on, demand.answer_by, years)
            yield Row("督促", demand.code, demand.duty, demand.number, demand.answer_by, guess)


def weekly(facts: Facts, on: date, within: int) -> list[Line]:
    """Sort everything into the lists of one weekly check, in which nothing may be left out."""
    horizon = on + within * DAY
    book = open_book(facts, horizon)
    owed = duties(facts, horizon)
    found: list[Line] = []

    def put(where: str, row: Row, days: int = 0) -> None:
        found.append(Line(where, *row[:5], days, row.guess))

    def by_date(row: Row) -> None:
        if row.due < on:
            put("overdue", row, (on - row.due).days)
            if row.kind in ("提出", "审核", "审批", "实施"):
                put("stuck", row, (on - row.due).days)
        elif row.due <= horizon:
            put("upcoming", row)

    for one in owed:
        if one.said is None and not one.outside:
            by_date(Row(one.timing.value, one.code, one.key, one.number, one.due, one.guess))
    for matter in facts.matters:
        state = matter.acts[-1].state
        if state in STEPS:
            row = step_row(book, matter)
            if state is State.ESCALATED:
                put("waiting", row, late_when_sent(matter, owed))
            else:
                by_date(row)
        ends = [
            posting.until
            for posting in matter.postings
            if posting.until is not None and posting.until >= on and posting.taken_down_on is None
        ]
        running = matter.public_notice and ends
        if state in (State.PUBLISHED, State.REFUSED) and not running:
            row = Row("归档", matter.code, None, matter.number, filing_due(facts, matter))
            late = max(0, (on - row.due).days)
            put("to_archive", row, late)
            if row.due < on:
                put("overdue", row, late)
        if running:
            put("waiting", Row("公示", matter.code, None, matter.number, max(ends), None))
        for row in old_copies(book, matter, on):
            late = max(0, (on - row.due).days)
            put("corrections", row, late)
            if row.due < on:
                put("overdue", row, late)
    last = rule_on(facts, "上次换届", on)
    if last and date.fromisoformat(last) <= on:
        term = number_on(facts, "换届周期", on)
        if term:
            by_date(Row("换届", "", "换届", None, months_later(date.fromisoformat(last), term)))
    for row in open_demands(facts, owed, book.years):
        put("demands", row, max(0, (on - row.due).days))
        by_date(row)
    return sorted(found, key=repr)
