"""Few disclosures give the same answers as all: the law behind reads that don't grow."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from offices import held_up_offices, offices, standing_offices
from tables import laid
from test_oracle_due import examples, the_day

from pdisc.dates.periods import Period
from pdisc.due.compute import obligations
from pdisc.ledger.needed import Span
from pdisc.report.summary import make_report
from pdisc.schedule import weekly
from pdisc.values.facts import Facts

LEDGERS = st.one_of(offices(), offices(lags=True), standing_offices(), held_up_offices())
DAYS = st.integers(0, 800)


@examples(300)
@given(LEDGERS, st.data())
def test_the_week_follows_from_what_is_open_and_how_the_rest_has_answered(
    ledger: Facts, data: st.DataObject
) -> None:
    on = the_day(data, ledger)
    reading = laid(ledger)
    within = data.draw(st.sampled_from((0, 14, 400)))

    whole = reading.facts.known(on=on)
    some = reading.facts_on(on).known(on=on)

    assert weekly(some, on=on, within=within) == weekly(whole, on=on, within=within)


@examples(300)
@given(LEDGERS, st.data())
def test_a_report_follows_from_its_period_and_what_stood_around_it(
    ledger: Facts, data: st.DataObject
) -> None:
    on = the_day(data, ledger)
    start = the_day(data, ledger)
    end = start + timedelta(days=data.draw(DAYS))
    reading = laid(ledger)
    period = Period(start=start, end=end, name="期")
    until = max(end, on + timedelta(days=400))

    def report(facts: Facts) -> object:
        known = facts.known(on=on)
        return make_report(known, obligations(known, on=on, until=until), period=period, as_of=on)

    assert report(reading.facts_on(on, within=Span(start, end))) == report(reading.facts)
