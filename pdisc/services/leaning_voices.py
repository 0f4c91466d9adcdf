"""What leans on an entry about requests and opinions that is to be annulled, and what stays."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pdisc.events.entry import Entry, kind_of
from pdisc.registers.opinions import OPINIONS, RectificationBegun
from pdisc.registers.requests import REQUESTS, RequestAnswered, RequestDecided, RequestReceived
from pdisc.services.acting import Session
from pdisc.values.codes import opinion_parts
from pdisc.values.parts import Event
from pdisc.voices.leaned_on import (
    require_not_counted,
    require_nothing_said,
    require_opinion_entry_free,
    require_request_entry_free,
)
from pdisc.voices.requests import DECIDED, JOINED

Look = Callable[[Session, Entry, Any], Iterator[str]]
"""What to tell of all that leans on an entry; raises Refused where it can't go."""


def _on_request(session: Session, original: Entry, event: Event) -> Iterator[str]:
    """Yield what stays of a request; refuse where something was done because of the entry."""
    steps, name = session.reading.requests().steps, original.subject
    voices = {name} | {step.request for step in steps if step.kind == JOINED and step.lead == name}
    require_request_entry_free(original, [step for step in steps if step.request in voices])
    if isinstance(event, RequestReceived):
        yield f"{name} 这个编号不再用"
    if isinstance(event, RequestAnswered):
        yield f"{'、'.join(event.told)} 又没有答复，期限照原来的算"
    if isinstance(event, RequestDecided) and event.item:
        yield from _stays(session, event.disclosure, f"{name} 的决定")


def _on_opinion(session: Session, original: Entry, event: Event) -> Iterator[str]:
    """Yield what stays of an opinion; refuse where it was counted, or something was done."""
    number, _ = opinion_parts(original.subject)
    require_not_counted(original, session.writer.disclosure(number))
    said = session.reading.opinions(original.on, number)
    steps = [step for step in said.steps if step.id == original.subject]
    require_opinion_entry_free(original, steps, said.disclosed)
    if isinstance(event, RectificationBegun):
        yield from _stays(session, event.disclosure, f"{original.subject} 的整改")
        again = f"pdisc correct {number} --rectifies {original.subject} --content 更正后的内容"
        yield f"{original.subject} 的整改又没有更正，再提出：{again}"


def _stays(session: Session, number: str, because: str) -> Iterator[str]:
    """Yield what becomes of what was proposed because of an entry: nothing, by itself."""
    for record in session.reading.records_of((number,)):
        told = f"{number}（{record.state}）是凭{because}提出的，还在台账里"
        going = not record.publications
        yield told + (f"；不要的撤回：pdisc withdraw {number} --reason 理由" if going else "")


def on_publication(session: Session, original: Entry) -> Iterator[str]:
    """Yield which requests were told of a publication; refuse where people spoke of it."""
    number = original.subject
    before = session.writer.disclosure(number)
    said = [each.id for each in session.reading.opinions(original.on, number).opinions]
    require_nothing_said(original, before, said)
    told = (
        step.request
        for step in session.reading.requests().steps
        if step.kind == DECIDED and step.disclosure == number and not step.item
    )
    if named := "、".join(dict.fromkeys(told)):
        yield f"{named} 是凭 {number} 已经公开决定的，告知过的点题人要另行说明"


def where_it_stands(kind: str, subject: str) -> str:
    """Return where to see what people asked or said without an annulled entry.

    Empty for an entry of any other kind.
    """
    if kind == kind_of(RequestReceived):
        return "pdisc request list"
    if kind in _OF_REQUESTS:
        return f"pdisc request show {subject}"
    if kind in _OF_OPINIONS:
        return f"pdisc opinion list {opinion_parts(subject)[0]}"
    return ""


_OF_REQUESTS = frozenset(map(kind_of, REQUESTS.events))
_OF_OPINIONS = frozenset(map(kind_of, OPINIONS.events))

OF_VOICES: Mapping[type[Event], Look] = {
    **dict.fromkeys(REQUESTS.events, _on_request),
    **dict.fromkeys(OPINIONS.events, _on_opinion),
}
"""What to look at for each kind of entry."""
