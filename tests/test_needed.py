"""Few disclosures give the same answers as all: the law behind reads that don't grow."""

from datetime import date, timedelta

from builders import done, facts, item, matter, posted
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from offices import held_up_offices, offices, standing_offices
from tables import laid
from test_oracle_due import examples, the_day

from pdisc.dates.periods import Period
from pdisc.due.compute import obligations
from pdisc.registers.facts import Facts
from pdisc.report.public import public_report
from pdisc.report.summary import make_report
from pdisc.schedule import weekly
from pdisc.words import Act, Audience, Scope, State, Timing

LEDGERS = st.one_of(offices(), offices(lags=True), standing_offices(), held_up_offices())
DAYS = st.integers(0, 800)


@examples(300)
@given(LEDGERS, st.data())
def test_the_week_follows_from_what_is_open_and_how_the_rest_has_answered(
    ledger: Facts, data: st.DataObject
) -> None:
    on = the_day(data, ledger)
    with laid(ledger) as reading:
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
    with laid(ledger) as reading:
        period = Period(start=start, end=end, name="期")
        until = max(end, on + timedelta(days=400))

        def report(facts: Facts) -> object:
            known = facts.known(on=on)
            return make_report(
                known, obligations(known, on=on, until=until), period=period, as_of=on
            )

        assert report(reading.facts_on(on, within=Period(start=start, end=end))) == report(
            reading.facts
        )


@examples(300)
@given(LEDGERS, st.data(), st.sampled_from((Audience.SOCIETY, Audience.PARTY)))
def test_what_others_see_of_a_period_follows_from_what_is_cleared_around_it(
    ledger: Facts, data: st.DataObject, audience: Audience
) -> None:
    on = the_day(data, ledger)
    start = the_day(data, ledger)
    end = start + timedelta(days=data.draw(DAYS))
    with laid(with_scopes(ledger, data)) as reading:
        cleared = reading.cleared(audience)
        everything = [matter.number for matter in reading.facts.matters]
        seen = tuple(matter for matter, _ in cleared.shown(everything).values())
        whole = replace(reading.registers, matters=tuple(sorted(seen, key=lambda x: x.number)))
        some = cleared.facts_on(on, Period(start=start, end=end), on - timedelta(days=400))
        until = max(end, on + timedelta(days=400))

        def report(facts: Facts) -> object:
            known = facts.known(on=on)
            return public_report(
                known,
                obligations(known, on=on, until=until),
                audience,
                period=Period(start=start, end=end, name="期"),
                as_of=on,
                numbers=cleared.numbers(everything),
            )

        assert report(some) == report(whole)


def with_scopes(ledger: Facts, data: st.DataObject) -> Facts:
    """Return the same office with some of its disclosures for the Party alone."""
    scopes = [data.draw(st.sampled_from(Scope)) for _ in ledger.matters]
    matters = zip(ledger.matters, scopes, strict=True)
    return replace(ledger, matters=tuple(replace(one, scope=scope) for one, scope in matters))


def test_of_many_that_were_filed_few_are_looked_at() -> None:
    """The law would hold of a ledger that is read whole, too: this one isn't."""
    year = date(2026, 1, 1)
    filed = tuple(
        matter(
            f"2026-{n + 1:04d}",
            done(Act.PROPOSE, year, State.PROPOSED, seq=3 * n + 1),
            done(Act.PUBLISH, year + timedelta(days=n), State.PUBLISHED, seq=3 * n + 2),
            done(Act.ARCHIVE, year + timedelta(days=n + 1), State.ARCHIVED, seq=3 * n + 3),
            code=("1.1.1", "1.2.1", "1.3.3")[n % 3],
            window="2026-Q1" if n % 3 == 0 else None,
            occurred_on=year + timedelta(days=n) if n % 3 == 2 else None,
            postings=(posted(year + timedelta(days=n), "会议", seq=3 * n + 2),),
        )
        for n in range(120)
    )
    items = (item(), item("1.2.1", Timing.STANDING), item("1.3.3", Timing.OCCASIONAL))
    with laid(facts(*items, matters=filed)) as reading:
        some = reading.facts_on(date(2026, 12, 1))

        assert len(reading.facts.matters) == len(filed)
        assert len(some.matters) < 10
