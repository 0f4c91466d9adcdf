"""--on: what had happened by a day, whenever it was recorded."""

from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from offices import offices
from test_oracle_due import examples, the_day

from pdisc.registers.facts import Facts
from pdisc.schedule import weekly

replace = msgspec.structs.replace
PARTS = ("items", "notices", "days")


def recorded_later(facts: Facts, days: int) -> Facts:
    """Return the same facts, all whose recording is known recorded so many days later."""
    by = timedelta(days=days)

    def moved(value: Any) -> Any:
        return replace(value, recorded_on=value.recorded_on + by)

    rest = {part: tuple(map(moved, getattr(facts, part))) for part in PARTS}
    return replace(facts, **rest)


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


@examples(100)
@given(offices(lags=True), st.data())
def test_what_had_happened_by_a_day_had_happened_by_every_later_day(
    ledger: Facts, data: st.DataObject
) -> None:
    on = the_day(data, ledger)
    later = on + timedelta(days=data.draw(st.sampled_from((0, 1, 30, 400))))
    assert ledger.known(on=later).known(on=on) == ledger.known(on=on)
    assert ledger.known(on=date.max) == ledger
