"""Opinions looked up: where each stands, what came of them, the loop of one disclosure."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from pdisc.ledger.reading import Reading
from pdisc.values.codes import opinion_id, opinion_parts
from pdisc.values.heard import Heard
from pdisc.values.opinion_records import AskedFor, ListedOpinion, LoopRecord, OpinionRecord
from pdisc.voices.clocks import Clocks
from pdisc.voices.loops import chain_of
from pdisc.voices.opinion_rules import heard_of, what_next
from pdisc.voices.opinions import Opinions, OpinionStanding, loop_of
from pdisc.voices.requests import ANSWERED

if TYPE_CHECKING:
    from pdisc.values.records import DetailRecord


def known(reading: Reading, on: date, number: str = "") -> Opinions:
    """Return all opinions, or those on one disclosure, as of a business date."""
    said = reading.opinions(on, number)
    clocks = Clocks(reading.rules, reading.calendar)
    return Opinions(said.opinions, said.steps, said.disclosed, clocks)


def heard(reading: Reading, number: str, on: date) -> Heard:
    """Return what came of the opinions on a disclosure, as of a business date."""
    return heard_of(known(reading, on, number), number)


def record_of(standing: OpinionStanding) -> OpinionRecord:
    """Return an opinion as its JSON has it."""
    return OpinionRecord(**_told(standing))


def records_of(opinions: Opinions, number: str = "") -> tuple[OpinionRecord, ...]:
    """Return opinions, or those on one disclosure, in the order in which they came."""
    return tuple(map(record_of, opinions.all(number)))


def listed(reading: Reading, on: date, number: str = "") -> tuple[ListedOpinion, ...]:
    """Return opinions, or those on one disclosure, with who said each: for the office alone."""
    givers = reading.givers(number)
    return tuple(
        ListedOpinion(**_told(each), giver=givers.get(each.opinion.id))
        for each in known(reading, on, number).all(number)
    )


def _told(standing: OpinionStanding) -> dict[str, Any]:
    opinion, settled = standing.opinion, standing.settled
    done = {} if settled is None else _settled(standing)
    return {
        "id": opinion.id,
        "number": opinion.number,
        "content": opinion.content,
        "via": opinion.via,
        "received_on": opinion.received_on,
        "settle_by": standing.settle_by.day,
        "estimated": standing.settle_by.estimated,
        "state": standing.state,
        "assigned_to": standing.assigned.holder if standing.assigned else None,
        "rectified_by": standing.correction.number if standing.correction else None,
        "next": what_next(standing),
        **done,
    }


def _settled(standing: OpinionStanding) -> dict[str, Any]:
    settled = standing.settled
    assert settled is not None, "asked for what was settled"
    return {
        "result": settled.result,
        "feedback": settled.feedback,
        "settled_on": settled.on,
        "rectify": settled.rectify or None,
        "holder": settled.holder or None,
        "due_on": settled.due_on,
    }


def loop(reading: Reading, record: "DetailRecord", on: date) -> LoopRecord:
    """Return the loop of one disclosure on a day: figures, and the chain link by link."""
    standings = known(reading, on, record.number).all(record.number)
    signed = frozenset(reading.givers(record.number))
    figures = msgspec.structs.asdict(loop_of(standings))
    return LoopRecord(
        published_on=min((each.on for each in record.publications), default=None),
        chain=chain_of(standings, record.publications, on, signed=signed),
        **figures,
    )


def asked_for(reading: Reading, number: str) -> tuple[AskedFor, ...]:
    """Return the requests that a disclosure answers, in the order in which they were decided."""
    asked = reading.requests()
    of = {each.id: each for each in asked.requests}
    answered = {step.request: step.on for step in asked.steps if step.kind == ANSWERED}
    return tuple(
        AskedFor(
            id=step.request,
            received_on=of[step.request].received_on,
            asker=of[step.request].asker,
            outcome=step.outcome,
            decided_on=step.on,
            answered_on=answered.get(step.request),
        )
        for step in asked.steps
        if step.disclosure == number and step.outcome is not None and step.request in of
    )


def meant(typed: Iterable[str]) -> tuple[str, ...]:
    """Return names of opinions as they are written, each once; ValueError for what is none."""
    return tuple(dict.fromkeys(opinion_id(*opinion_parts(each)) for each in typed))
