"""The calendar: what it needs out of the ledger."""

from datetime import date, timedelta
from typing import Any

import msgspec

from pdisc.dates.periods import Period
from pdisc.ledger.reading import Reading
from pdisc.registers.facts import Facts
from pdisc.registers.opinions import Opinion, OpinionStep
from pdisc.registers.requests import Request, RequestStep
from pdisc.sheets.agenda import Agenda, calendar_entries
from pdisc.sheets.calendar_entry import REACH, reminders_in
from pdisc.voices.voiced import Voiced

LONG_AGO = 2 * REACH
"""In days: what is told as done fell due within REACH, and was answered not much earlier."""


def agenda(reading: Reading, *, on: date) -> Agenda:
    """Return the calendar as of a business date, with everything recorded so far."""
    sequence, _ = reading.head()
    known = calendar_facts(reading, on)
    return Agenda(
        unit=known.unit,
        on=on,
        sequence=sequence,
        entries=calendar_entries(known, on=on, ledger_id=reading.ledger_id()),
        reminders=reminders_in(reading.rules.text("日历提醒", on)),
    )


def calendar_facts(reading: Reading, on: date) -> Facts:
    """Return what a calendar follows from: what is open as of a day, and what was lately."""
    told = Period(start=on - timedelta(days=LONG_AGO), end=on)
    voiced = reading.voiced(told, on)
    lately = (*reading.moved_since(on - timedelta(days=REACH)), *voiced.concerned)
    facts = _with_voices(reading.facts_on(on, within=told, also=lately), voiced)
    return _unsettled_unnamed(facts.known(on=on), on)


def _with_voices(facts: Facts, voiced: Voiced) -> Facts:
    """Return the facts with what was asked and said lately, whatever has become of it."""
    some: dict[type[Any], tuple[Any, ...]] = {
        Request: voiced.requests,
        RequestStep: voiced.request_steps,
        Opinion: voiced.opinions,
        OpinionStep: voiced.opinion_steps,
    }
    both = {kind: tuple(dict.fromkeys((*facts.of(kind), *more))) for kind, more in some.items()}
    return msgspec.structs.replace(facts, more={**facts.more, **both})


def _unsettled_unnamed(known: Facts, on: date) -> Facts:
    """Return the facts with every title that still has open findings replaced by its item's name.

    A calendar goes to telephones, and from there to whoever keeps their calendars.
    """
    return msgspec.structs.replace(
        known,
        matters=tuple(
            msgspec.structs.replace(matter, title=_item_name(known, matter.code, on))
            if matter.waiting_findings
            else matter
            for matter in known.matters
        ),
    )


def _item_name(known: Facts, code: str, on: date) -> str:
    item = known.item(code, on)
    return item.level3 if item else code
