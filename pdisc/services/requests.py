"""点题公开: requests received, decided, extended, joined, answered, referred (附件2 6.1.1).

What each act must establish is asked of `voices/request_rules.py`, which verify asks again.
"""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from pdisc.errors import Refused
from pdisc.registers.requests import (
    RequestAnswered,
    RequestDecided,
    RequestExtended,
    RequestJoined,
    RequestReceived,
    RequestReferred,
    RequestSupplemented,
)
from pdisc.services.acting import Session, signing
from pdisc.services.offers import public_for, refuse_told
from pdisc.services.outcomes import told_once
from pdisc.services.personal import OF_REQUESTS, personal_told
from pdisc.services.registers import Registered, needs_role, register
from pdisc.services.request_proposals import Proposal, composed_answer, granted
from pdisc.services.request_records import Telling, asked, meant, out_to
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.together import InTurn
from pdisc.services.unlocked import acted
from pdisc.values.parts import Event
from pdisc.values.records import EventRecord
from pdisc.values.voice_kinds import AskerKind, RequestOutcome, RequestVia
from pdisc.values.voice_records import RequestRecord
from pdisc.voices.request_outcomes import PROPOSES
from pdisc.voices.request_rules import admit, clock_of, to_tell
from pdisc.voices.requests import Requests, Standing
from pdisc.words import Role


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it is typed; `asker` and `via` fall back on the narrower and the usual."""

    content: str
    asker: AskerKind | None = None
    via: RequestVia | None = None
    received_on: date | None = None
    name: str = ""
    contact: str = ""


class RequestVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it is typed: what is public already is named, or a proposal is drafted."""

    outcome: RequestOutcome
    disclosure: str = ""
    reason: str = ""
    basis: str = ""
    draft: Proposal = Proposal()


class Handled(msgspec.Struct, frozen=True, kw_only=True):
    """What an act on requests led to: where they stand now, the entries, and what to tell her."""

    requests: tuple[RequestRecord, ...]
    events: tuple[EventRecord, ...]
    receipt: str | None
    notices: tuple[str, ...] = ()

    def telling(self, *told: str) -> "Handled":
        """Return the same with more to tell."""
        return msgspec.structs.replace(self, notices=(*self.notices, *told))


def receive(station: Station, given: Signing, said: Received) -> Handled:
    """点题: write down what somebody asks to be disclosed; it gets the next number of its year.

    Raises Refused where it came in the future, or later than the business date.
    """
    received_on = said.received_on or given.on or station.today
    given = msgspec.structs.replace(given, on=given.on or received_on)
    with signing(station, given, Target(number="点题", name="登记点题"), said) as session:
        if received_on > station.today:
            raise Refused(
                f"收到日期 {received_on} 在今天（{station.today}）之后",
                next_step=f"--received 写 {station.today} 或以前的日期，或者不写",
            )
        needs_role(session, Role.PROPOSER, "登记点题")
        id_ = session.reading.next_request(received_on.year)
        event = RequestReceived(
            content=said.content,
            asker=said.asker or AskerKind.PUBLIC,
            via=said.via or RequestVia.SPOKEN,
            received_on=received_on,
            name=said.name,
            contact=said.contact,
        )
        done = _committed(session, event, id_, asked(session.reading))
        personal = personal_told((said.content,), session.house, OF_REQUESTS)
        return _handled(session, [done]).telling(*_taken_for_granted(said), *personal)


def _taken_for_granted(said: Received) -> tuple[str, ...]:
    told = "没有写 --asker，按群众点题计（可以告知的范围较小）；是党员的，作废后重新登记"
    return () if said.asker else (told,)


def decide(station: Station, given: Signing, text: str, verdict: RequestVerdict) -> Handled:
    """点题决定: one of the six outcomes; what should be public is proposed in the same breath.

    Raises Refused where what is named isn't out to whoever asked, or nobody may propose.
    """

    def work(session: Session) -> Handled:
        standing, requests = _begun(session, text, "决定点题", Role.APPROVER)
        id_ = standing.request.id
        event = RequestDecided(outcome=verdict.outcome, reason=verdict.reason, basis=verdict.basis)
        asker = _narrowest(standing, requests)
        refuse_told(session.reading, asker, verdict.reason, verdict.basis)
        told: tuple[str, ...] = ()
        if verdict.disclosure:
            number = public_for(session.reading, asker, verdict.disclosure, session.signed.on)
            event = msgspec.structs.replace(event, disclosure=number)
        elif verdict.outcome in PROPOSES:
            _admitted_without_proposal(event, standing, requests, session)
            code, number, told = granted(session, standing.request, verdict.draft)
            event = msgspec.structs.replace(event, disclosure=number, item=code)
        done = _committed(session, event, id_, requests)
        return _handled(session, [done]).telling(*told)

    return acted(station, given, Target(number=text, name="决定点题"), verdict, work)


def _admitted_without_proposal(
    event: RequestDecided, standing: Standing, requests: Requests, session: Session
) -> None:
    """Raise what forbids the decision before anything is proposed for it."""
    pending = msgspec.structs.replace(event, disclosure="待提出", item="待提出")
    on, today = session.signed.on, session.station.today
    admit(pending, standing.request.id, on, requests, frozenset(), today=today)


def extend(station: Station, given: Signing, text: str, *, reason: str) -> Handled:
    """点题延期: the clock that runs gets more time, once."""

    def made(standing: Standing, requests: Requests) -> Event:
        del requests
        return RequestExtended(clock=clock_of(standing), reason=reason)

    return _one(station, given, text, RequestAct("延长点题期限", Role.APPROVER, made, (reason,)))


def supplement(station: Station, given: Signing, text: str, *, content: str = "") -> Handled:
    """点题补正: what was missing came, or the third party spoke; the clocks go on."""

    def made(standing: Standing, requests: Requests) -> Event:
        del standing, requests
        return RequestSupplemented(content=content)

    return _one(station, given, text, RequestAct("登记补正", Role.PROPOSER, made, (content,)))


def refer(
    station: Station, given: Signing, text: str, *, to: str, view: str, document_number: str
) -> Handled:
    """点题报告: a refusal is reported to a higher organisation, or its view came."""

    def made(standing: Standing, requests: Requests) -> Event:
        del standing, requests
        return RequestReferred(to=to, view=view, document_number=document_number)

    act = RequestAct("报告上级", Role.PROPOSER, made, (to, view, document_number), (to, view))
    return _one(station, given, text, act)


def answer(station: Station, given: Signing, text: str, *, content: str) -> Handled:
    """点题答复: everybody who asked the same is told; for 已公开 where it is out.

    Raises UsageError where nothing is said and nothing can be composed, Refused where the text
    tells one of the masses of a 党内 matter.
    """
    act = Target(number=text, name="答复点题")
    with signing(station, given, act, content) as session:
        standing, requests = _begun(session, text, act.name, Role.PROPOSER)
        told = to_tell(standing, requests)
        said = content or _composed(session, standing, requests)
        event = RequestAnswered(content=said, told=told)
        _admit(session, event, standing.request.id, requests)
        refuse_told(session.reading, _narrowest(standing, requests), said)
        done = _committed(session, event, standing.request.id, requests)
        others = [each for each in told if each != standing.request.id]
        more = [f"并办的 {'、'.join(others)} 用同一答复告知"] if others else []
        return _handled(session, [done]).telling(*more, *_not_out_yet(session, standing))


def _not_out_yet(session: Session, standing: Standing) -> tuple[str, ...]:
    """Return what to tell of an answer that comes before what it promises."""
    decision = standing.course.decision
    if decision is None or not decision.item or out_to(session.reading, decision.disclosure):
        return ()
    return (f"{decision.disclosure} 还没有公开，公开以后再告知点题人在哪里看",)


def _composed(session: Session, standing: Standing, requests: Requests) -> str:
    """Return what to answer where nobody wrote it; empty where that must be said."""
    if standing.lead:
        earlier = requests.standing(standing.lead).course.answer
        return earlier.content if earlier else ""
    decision = standing.course.decision
    if decision is None or decision.outcome is not RequestOutcome.PUBLIC:
        return ""
    asker, on = _narrowest(standing, requests), session.signed.on
    return composed_answer(session.reading, asker, decision.disclosure, on)


def join(station: Station, given: Signing, texts: Sequence[str], into: str) -> Handled:
    """点题并办: the same was asked before: one answer for all; all of them are joined, or none."""
    first = Target(number=texts[0], name="并办点题")
    with signing(station, given, first, (tuple(texts), into)) as session:
        needs_role(session, Role.PROPOSER, first.name)
        lead = meant(asked(session.reading), into)

        def aim(text: str) -> Target:
            return Target(number=meant(asked(session.reading), text), name=first.name)

        def may(text: str) -> RequestJoined:
            requests = asked(session.reading)
            event = RequestJoined(into=lead)
            _admit(session, event, meant(requests, text), requests)
            return event

        def do(text: str) -> Registered:
            return register(session, may(text), aim(text).number)

        ids = list(dict.fromkeys(aim(text).number for text in texts))
        return _handled(session, InTurn(session, ids, aim=aim, do=do, may=may).done())


class RequestAct(msgspec.Struct, frozen=True):
    """An act on one request: its name, whose it is, the event that it makes, what was typed.

    `told` is what of that a letter tells whoever asked.
    """

    name: str
    role: Role
    made: Callable[[Standing, Requests], Event]
    typed: tuple[str, ...]
    told: tuple[str, ...] = ()


def _one(station: Station, given: Signing, text: str, act: RequestAct) -> Handled:
    with signing(station, given, Target(number=text, name=act.name), act.typed) as session:
        standing, requests = _begun(session, text, act.name, act.role)
        refuse_told(session.reading, _narrowest(standing, requests), *act.told)
        event = act.made(standing, requests)
        return _handled(session, [_committed(session, event, standing.request.id, requests)])


def _begun(session: Session, text: str, name: str, role: Role) -> tuple[Standing, Requests]:
    """Return the request that an act is about, among all; raise what keeps it from being begun."""
    requests = asked(session.reading)
    id_ = meant(requests, text)
    session.act = Target(number=id_, name=name)
    needs_role(session, role, name)
    return requests.standing(id_), requests


def _admit(session: Session, event: Event, id_: str, requests: Requests) -> None:
    """Raise what forbids an entry, by what the ledger says of the disclosure that it names."""
    about = getattr(event, "disclosure", "")
    if isinstance(event, RequestJoined) and event.into in requests.by_id:
        decision = requests.standing(event.into).course.decision
        about = decision.disclosure if decision else ""
    out = out_to(session.reading, about) if about else None
    admit(event, id_, session.signed.on, requests, out, today=session.station.today)


def _committed(session: Session, event: Event, id_: str, requests: Requests) -> Registered:
    _admit(session, event, id_, requests)
    return register(session, event, id_)


def _narrowest(standing: Standing, requests: Requests) -> AskerKind:
    """Return the kind of person among all voices who may be told least."""
    kinds = {requests.by_id[each].asker for each in (standing.request.id, *standing.voices)}
    return AskerKind.PUBLIC if AskerKind.PUBLIC in kinds else AskerKind.MEMBER


def _handled(session: Session, done: Sequence[Registered]) -> Handled:
    """Return what was done as one answer, with the requests as they stand now."""
    ids = dict.fromkeys(each.event.subject for each in done)
    telling = Telling(session.reading, session.station.today)
    return Handled(
        requests=tuple(telling.record_of(each) for each in ids),
        events=tuple(each.event for each in done),
        receipt=done[-1].receipt,
        notices=told_once([(each.event.subject, each.notices) for each in done]),
    )
