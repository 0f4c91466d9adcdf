"""Any history with some registrations annulled tells the same as the history without them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
from conftest import NOW, PROPOSER, SECRETARY, TODAY, Office
from hypothesis import given, settings
from hypothesis import strategies as st

from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import writing
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.past import as_recorded
from pdisc.ledger.reading import Reading
from pdisc.registers.demands import Demanded, Urged
from pdisc.registers.nils import NilReturned
from pdisc.registers.notes import ChangeNoted, OccurrenceNoted, Reconfirmed
from pdisc.registers.rulings import Deferred, Waived
from pdisc.registers.staff import Appointed
from pdisc.values.parts import Event
from pdisc.words import Role

WINDOWS = ("2026-Q1", "2026-Q2", "2026-Q3")
BEGUN = date(2026, 11, 1)


def events(nth: int) -> st.SearchStrategy[Event]:
    """Return registrations of every kind; the nth of them is about a place of its own."""
    code, window = ("1.1.1", "1.1.2", "1.3.1")[nth // 3 % 3], WINDOWS[nth % 3]
    why: dict[str, Any] = {"reason": "示例理由"}
    asked = (Demanded(code=code, item="示例", office="办公室", duty=window),)
    person: dict[str, Any] = {"office": "办公室", "roles": (Role.REVIEWER,), "valid_from": BEGUN}
    kinds: tuple[Event, ...] = (
        NilReturned(code=code, window=window, **why),
        OccurrenceNoted(code="1.3.3"),
        ChangeNoted(code="3.1.1"),
        Reconfirmed(code="3.1.1"),
        Deferred(code=code, duty=window, to=date(2026, 12, 1) + timedelta(nth), **why),
        Waived(code=code, duty=window, **why),
        Urged(asked=asked, answer_by=date(2026, 12, 1), **why),
        Appointed(name=f"示例新人{nth}", **person),
    )
    return st.sampled_from(kinds)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Event, bool]]:
    """Return registrations in their order, with whether each is annulled in the end."""
    count = draw(st.integers(1, 9))
    return [(draw(events(nth)), draw(st.booleans())) for nth in range(count)]


def entry(nth: int, event: Event, subject: str, later: int = 0) -> Entry:
    """Return one entry of its own day; the annulments come `later`, on a day after all others."""
    day = BEGUN + timedelta(nth)
    return Entry(
        seq=0,
        subject=subject,
        by=SECRETARY if isinstance(event, (Deferred, Waived, Urged, Annulled)) else PROPOSER,
        operator=PROPOSER,
        on=day,
        recorded_at=NOW - timedelta(days=20 - nth - later),
        late=False,
        event=event,
    )


def subject_of(event: Any) -> str:
    return str(getattr(event, "code", None) or getattr(event, "name", "督促"))


def told(office: Office) -> Any:
    """Return all that is due and reported on three days, but for the count of annulments."""
    found = []
    for day in (BEGUN + timedelta(3), BEGUN + timedelta(12), TODAY):
        on = ("--on", day.isoformat(), "--json")
        due, report = office.ok("due", *on).json, office.ok("report", *on).json
        for nil in report["nil_returns"]:
            del nil["seq"]  # the slips stand before it in the journal
        found += [due, {name: report[name] for name in report if name not in LEFT_OUT}]
    return found


LEFT_OUT = ("annulled", "receipt")


def facts_of(connection: Any) -> Any:
    facts = Reading(connection).facts
    bare = {name: getattr(facts, name) for name in facts.__struct_fields__ if name != "more"}
    return {name: _unnumbered(value) for name, value in bare.items()}


def _unnumbered(values: Any) -> Any:
    """Return facts without the journal's numbers, which an annulment takes up, too."""
    if not isinstance(values, tuple):
        return values
    numbered = (value for value in values)
    return [
        msgspec.structs.replace(value, seq=0) if hasattr(value, "seq") else value
        for value in numbered
    ]


@settings(max_examples=12)
@given(histories())
def test_a_history_with_slips_annulled_is_the_history_without_them(
    new_office: Callable[[], Office], history: list[tuple[Event, bool]]
) -> None:
    whole, clean = new_office(), new_office()
    first = 8
    entries = [entry(nth, event, subject_of(event)) for nth, (event, _) in enumerate(history)]
    gone = [nth for nth, (_, slip) in enumerate(history) if slip]
    annulments = [
        entry(10, Annulled(entry=first + nth, reason="登记错了"), entries[nth].subject, later=3)
        for nth in gone
    ]
    with writing(Folder(whole.ledger), now=NOW) as writer:
        extend(writer, [*entries, *annulments])
    with writing(Folder(clean.ledger), now=NOW) as writer:
        extend(writer, [each for nth, each in enumerate(entries) if nth not in gone])

    assert told(whole) == told(clean)
    with reading(Folder(whole.ledger)) as one, reading(Folder(clean.ledger)) as other:
        assert facts_of(one) == facts_of(other)
    assert whole.verify()["problems"] == clean.verify()["problems"]
    _knows_its_past(whole, new_office(), entries)


def _knows_its_past(whole: Office, before: Office, entries: list[Entry]) -> None:
    """Hold the ledger as of the eve of the annulments against one that never saw any."""
    with writing(Folder(before.ledger), now=NOW) as writer:
        extend(writer, entries)
    eve = (NOW - timedelta(days=10)).date()
    with reading(Folder(whole.ledger)) as connection, as_recorded(connection, eve) as past:
        then = facts_of(past)
    with reading(Folder(before.ledger)) as connection, as_recorded(connection, eve) as past:
        assert facts_of(past) == then
