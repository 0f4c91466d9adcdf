"""Lawful histories of what people asked, said and ticked, drawn at random."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from conftest import TODAY
from hypothesis import strategies as st
from story import ITEMS, NUMBER, policy, story_in
from voiced import (
    DAY,
    Told,
    answered,
    assigned,
    decided,
    entry,
    extended,
    joined,
    received,
    referred,
    said,
    settled,
    supplemented,
    tallied,
    to_be_put_right,
)

from pdisc.errors import PdiscError
from pdisc.ledger.lawful_voices import VoicesThen
from pdisc.registers.registry import no_journal
from pdisc.steps.evolve import IllegalHistory
from pdisc.values.voice_kinds import AskerKind, RequestClock, RequestOutcome
from pdisc.words import State

IDS = ("2026-D001", "2026-D002", "2026-D003")
SAID = (f"{NUMBER}-Y1", f"{NUMBER}-Y2")
OUT = story_in(State.PUBLISHED).now


def candidates(on: date) -> Iterator[Told]:
    """Yield whatever anybody might try to record."""
    waits = decided(RequestOutcome.SUPPLEMENT, basis="")
    for name in IDS:
        others = tuple(each for each in IDS if each != name)
        some: list[Any] = [
            received(on, name="示例甲", asker=AskerKind.MEMBER),
            *(decided(RequestOutcome.REFUSED), decided(RequestOutcome.PUBLIC, disclosure=NUMBER)),
            *(waits, supplemented(), extended(), extended(RequestClock.ANSWER)),
            *(joined(other) for other in others),
            *(answered(name), answered(name, others[0]), answered(name, others[1])),
            *(answered(*IDS), referred(to="示例县委"), referred(view="同意")),
        ]
        yield from (Told(name, event, on) for event in some)
    for name in SAID:
        events = (said(on, giver="示例乙"), assigned(), settled(), to_be_put_right(on + 9 * DAY))
        yield from (Told(name, event, on) for event in events)
    yield Told(NUMBER, tallied(number=NUMBER), on)


@st.composite
def histories(draw: st.DrawFn, most: int = 16) -> list[Told]:
    """Return a history in which each entry, of a day of its own, is lawful."""
    voices = VoicesThen(
        no_journal,
        lambda number, _: OUT if number == NUMBER else None,
        lambda code, _: (ITEMS[code],),
    )
    known, history, on = policy(), list[Told](), TODAY
    steps = st.tuples(st.integers(0, 999), st.sampled_from((0, 0, 1, 3, 8)))
    for chosen, gap in draw(st.lists(steps, min_size=2, max_size=most)):
        on += gap * DAY
        known, lawful = msgspec.structs.replace(known, today=on), []
        for told in candidates(on):
            made = msgspec.structs.replace(entry(told), seq=len(history) + 1)
            try:
                voices.admit(made, known)
            except (PdiscError, IllegalHistory):
                continue
            lawful.append((told, made))
        told, made = lawful[chosen % len(lawful)]
        voices.take(made)
        history.append(told)
    return history
