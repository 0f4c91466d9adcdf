"""--on and --as-of: what had happened by a day, and what was known of it then."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from offices import offices
from test_oracle_due import examples, the_day

from pdisc.facts import Facts, Matter
from pdisc.schedule import weekly

replace = msgspec.structs.replace
PARTS = ("nils", "noted", "rulings", "demands", "settings", "items", "notices", "days")


def recorded_later(facts: Facts, days: int) -> Facts:
    """Return the same facts, everything recorded so many days later."""
    by = timedelta(days=days)

    def moved(value: Any) -> Any:
        return replace(value, recorded_on=value.recorded_on + by)

    def a_posting(posting: Any) -> Any:
        down = posting.taken_down_recorded_on
        return replace(moved(posting), taken_down_recorded_on=down and down + by)

    matters = tuple(
        replace(
            matter,
            acts=tuple(map(moved, matter.acts)),
            postings=tuple(map(a_posting, matter.postings)),
        )
        for matter in facts.matters
    )
    rest = {part: tuple(map(moved, getattr(facts, part))) for part in PARTS}
    return replace(facts, matters=matters, **rest)


@examples(150)
@given(offices(lags=True), st.data())
def test_what_had_happened_by_a_day_does_not_depend_on_when_it_was_recorded(
    ledger: Facts, data: st.DataObject
) -> None:
    on = the_day(data, ledger)
    later = recorded_later(ledger, data.draw(st.integers(1, 400)))
    assert weekly(ledger.known(on=on), on=on, within=14) == weekly(
        later.known(on=on), on=on, within=14
    )


@examples(150)
@given(offices(lags=True), st.data())
def test_once_all_is_recorded_both_answers_are_one(ledger: Facts, data: st.DataObject) -> None:
    on = the_day(data, ledger)
    known = ledger.known(on=on)
    assert ledger.known(on=on, recorded_by=date.max) == known
    assert known.known(on=on) == known


class Desk:
    """A ledger that fills day by day: what arrives is written down beside what is there."""

    def __init__(self, facts: Facts) -> None:
        """Begin with nothing but the unit and its start."""
        self.facts = replace(facts, matters=(), **dict.fromkeys(PARTS, ()))
        self.matters: dict[str, Matter] = {}

    def write(self, part: str, value: Any) -> None:
        self.facts = replace(self.facts, **{part: (*getattr(self.facts, part), value)})

    def act(self, matter: Matter, place: int) -> None:
        known = self.matters.get(matter.number) or replace(matter, acts=(), postings=())
        self.matters[matter.number] = replace(known, acts=(*known.acts, matter.acts[place]))

    def post(self, matter: Matter, place: int) -> None:
        known = self.matters[matter.number]
        up = replace(matter.postings[place], taken_down_on=None, taken_down_recorded_on=None)
        self.matters[matter.number] = replace(known, postings=(*known.postings, up))

    def take_down(self, matter: Matter, place: int) -> None:
        known = self.matters[matter.number]
        postings = list(known.postings)
        postings[place] = matter.postings[place]
        self.matters[matter.number] = replace(known, postings=tuple(postings))

    def so_far(self) -> Facts:
        matters = tuple(matter for _, matter in sorted(self.matters.items()))
        return replace(self.facts, matters=matters)


def arrivals(facts: Facts, desk: Desk) -> list[tuple[date, int, Callable[[], None]]]:
    """List what was recorded, day by day: acts, then what hangs, then what comes down."""
    found: list[tuple[date, int, Callable[[], None]]] = []

    def arrive(on: date, rank: int, write: Callable[..., None], *what: Any) -> None:
        found.append((on, rank, lambda: write(*what)))

    for part in PARTS:
        for value in getattr(facts, part):
            arrive(value.recorded_on, 0, desk.write, part, value)
    for matter in facts.matters:
        for place, act in enumerate(matter.acts):
            arrive(act.recorded_on, 1, desk.act, matter, place)
        for place, posting in enumerate(matter.postings):
            arrive(posting.recorded_on, 2, desk.post, matter, place)
            if posting.taken_down_recorded_on:
                arrive(posting.taken_down_recorded_on, 3, desk.take_down, matter, place)
    return sorted(found, key=lambda one: one[:2])


@examples(100)
@given(offices(lags=True), st.integers(0, 3))
def test_as_of_a_day_is_what_was_computed_on_that_day(ledger: Facts, after: int) -> None:
    desk = Desk(ledger)
    waiting = arrivals(ledger, desk)
    recorded = sorted({on for on, _, _ in waiting})[1:]
    asked = [day + timedelta(days=after) for day in recorded[:: len(recorded) // 12 + 1]]
    said = {}
    for day in asked:
        while waiting and waiting[0][0] <= day:
            waiting.pop(0)[2]()
        said[day] = weekly(desk.so_far().known(on=day), on=day, within=14)
    for day in asked:
        then = ledger.known(on=day, recorded_by=day)
        assert weekly(then, on=day, within=14) == said[day], day
