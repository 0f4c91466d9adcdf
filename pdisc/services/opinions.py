"""意见: what people said about what was published is recorded, looked into and settled.

Nobody needs a role for it (DESIGN §6): whoever is told of something writes it down.
"""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from pdisc.registers.opinions import (
    OpinionAssigned,
    OpinionReceived,
    OpinionSettled,
    RectificationBegun,
)
from pdisc.services.acting import Session, signing
from pdisc.services.opinion_lookup import known, record_of
from pdisc.services.outcomes import Outcome, told_once
from pdisc.services.personal import OF_OPINIONS, personal_told
from pdisc.services.registers import Registered, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target, missing_disclosure
from pdisc.services.texts import short
from pdisc.services.together import InTurn
from pdisc.values.codes import opinion_parts
from pdisc.values.opinion_records import OpinionRecord
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import OpinionResult
from pdisc.voices import opinion_rules
from pdisc.voices.opinions import UPHELD


class OpinionGiven(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion as it is typed; without a day it came on the business date."""

    content: str
    via: str = ""
    giver: str = ""
    received_on: date | None = None


class Settling(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an opinion as it is typed: the result, what was told, what is put right."""

    result: OpinionResult
    feedback: str
    rectify: str = ""
    to: str = ""
    due_on: date | None = None


class OpinionsDone(msgspec.Struct, frozen=True, kw_only=True):
    """What one act on opinions led to: each as it stands now, the last 回执, what to tell her."""

    opinions: tuple[OpinionRecord, ...]
    receipt: str | None
    notices: tuple[str, ...] = ()
    late: bool = False


def add(station: Station, given: Signing, number: str, typed: OpinionGiven) -> OpinionsDone:
    """登记意见 on a disclosure that was published; by itself it counts from the day it came on.

    Raises NotFound, and Refused for what isn't out yet.
    """
    if given.on is None and typed.received_on is not None:
        given = msgspec.structs.replace(given, on=typed.received_on)
    with signing(station, given, Target(number=number, name="登记意见"), typed) as session:
        short("反映人", typed.giver)
        on = session.signed.on
        opinions = known(session.reading, on, number)
        if opinions.matter(number) is None:
            raise missing_disclosure(session.reading, number)
        id_ = session.reading.next_opinion(number)
        event = OpinionReceived(
            content=typed.content,
            via=typed.via,
            received_on=typed.received_on or on,
            giver=typed.giver,
        )
        opinion_rules.admit(opinions, id_, event, on)
        told = personal_told((event.content, event.via), session.house, OF_OPINIONS)
        done = register(session, event, id_).telling(
            *_giver_told(event, session.signed.note), *told
        )
        return _handled(session, [done])


def _giver_told(event: OpinionReceived, note: str) -> tuple[str, ...]:
    """Return what to tell where who said it stands in what goes into the archive."""
    giver = event.giver
    if giver and any(giver in text for text in (event.content, event.via, note)):
        told = "内容、方式或备注里写有反映人，这些会进日志"
        return (f"{told}；不该写的，作废这一笔再登记：pdisc annul --help",)
    return ()


def assign(station: Station, given: Signing, ids: Sequence[str], to: str) -> OpinionsDone:
    """批办: somebody is to look into these opinions; all of them, or none."""
    event = OpinionAssigned(to=to)
    return _each(station, given, ids, "批办意见", event, lambda session: _unlisted(session, to))


def settle(station: Station, given: Signing, ids: Sequence[str], typed: Settling) -> OpinionsDone:
    """办结: what came of these opinions, and what was told of it; all of them, or none."""
    event = OpinionSettled(**msgspec.structs.asdict(typed))

    def told(session: Session) -> tuple[str, ...]:
        if typed.result in UPHELD and not typed.rectify:
            return (f"“{typed.result}”而没有写整改，按已经办结算",)
        return _unlisted(session, typed.to) if typed.to else ()

    return _each(station, given, ids, "办结意见", event, told)


def _each(
    station: Station,
    given: Signing,
    ids: Sequence[str],
    name: str,
    event: Event,
    told: Callable[[Session], tuple[str, ...]],
) -> OpinionsDone:
    """Make the same entry about each of some opinions, in one transaction."""

    def aim(id_: str) -> Target:
        return Target(number=id_, name=name)

    with signing(station, given, aim(ids[0]), event) as session:
        short("姓名", getattr(event, "to", ""))

        def may(id_: str) -> None:
            number, _ = opinion_parts(id_)
            on = session.signed.on
            opinion_rules.admit(known(session.reading, on, number), id_, event, on)

        def do(id_: str) -> Registered:
            may(id_)
            return register(session, event, id_).telling(*told(session))

        return _handled(session, InTurn(session, ids, aim=aim, do=do, may=may).done())


def _unlisted(session: Session, name: str) -> tuple[str, ...]:
    """Return what to tell of a person whom the roster doesn't name."""
    roster = session.roster
    if not roster.names() or roster.spelling(name) is not None:
        return ()
    return (f"“{name}”不在人员名单里，请确认交给谁办",)


def _handled(session: Session, done: Sequence[Registered]) -> OpinionsDone:
    """Return the opinions concerned as they stand now, with all that is to be told."""
    today = session.station.today
    ids = [each.event.subject for each in done]
    of = {number: known(session.reading, today, number) for number, _ in map(opinion_parts, ids)}
    return OpinionsDone(
        opinions=tuple(record_of(of[opinion_parts(id_)[0]].standing(id_)) for id_ in ids),
        receipt=done[-1].receipt,
        notices=told_once([(each.event.subject, each.notices) for each in done]),
        late=any(each.event.late for each in done),
    )


def require_rectifiable(session: Session, number: str, ids: Sequence[str]) -> None:
    """Raise what forbids that a 更正 of a disclosure answers these opinions' 整改."""
    on = session.signed.on
    for id_ in ids:
        about, _ = opinion_parts(id_)
        opinion_rules.may_rectify(known(session.reading, on, about), id_, number, on)


def rectified(session: Session, outcome: Outcome, number: str, ids: Sequence[str]) -> Outcome:
    """Record that a 更正 which was just proposed answers these opinions' 整改, and tell of it."""
    late = outcome.disclosure.steps[-1].late
    for id_ in ids:
        event = RectificationBegun(disclosure=outcome.disclosure.number)
        session.commit(event, subject=id_, late=late)
    if not ids:
        return outcome
    new = outcome.disclosure.number
    told = f"{'、'.join(ids)} 的整改：{new} 公开、{number} 挂着的都撤下以后才算闭环"
    done = msgspec.structs.replace(outcome, receipt=session.receipt())
    return done.telling(told)
