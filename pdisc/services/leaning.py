"""What leans on an entry that is to be annulled: refused where it would hang in the air."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pdisc.errors import Refused
from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry, kind_of
from pdisc.events.steps import Published
from pdisc.ledger.governing import SETTING
from pdisc.ledger.lawful import ROLES
from pdisc.names import alike
from pdisc.registers.notes import OccurrenceNoted
from pdisc.registers.staff import Appointed, Appointment, AppointmentClosed
from pdisc.registers.written import fields_of
from pdisc.services.acting import Session
from pdisc.services.leaning_voices import OF_VOICES, on_publication
from pdisc.steps.guidance import posted
from pdisc.steps.policy import Roster
from pdisc.steps.transitions import IN_HAND
from pdisc.values.parts import Event
from pdisc.words import Role, State
from pdisc.workflow import ACTS, REQUIREMENTS

SHOWN = 3
"""How many acts are named before they are only counted."""


def leaning(session: Session, original: Entry) -> tuple[str, ...]:
    """Return what to tell of all that leans on an entry; raise Refused where it can't go."""
    look = _LOOKS.get(type(original.event))
    return tuple(look(session, original, original.event)) if look else ()


def _on_occurrence(session: Session, original: Entry, event: OccurrenceNoted) -> Iterator[str]:
    """Yield which disclosures say by themselves that the same happened that day."""
    for matter in session.reading.facts_of_item(event.code).matters:
        if matter.occurred_on != original.on or matter.state is State.WITHDRAWN:
            continue
        way = f"没有发生的，撤回：pdisc withdraw {matter.number} --reason 理由"
        yield (
            f"{matter.number}（{matter.state}）本身写着 {original.on} 发生，这一项照样要公开"
            + (f"；{way}" if matter.state in IN_HAND and not matter.postings else "")
        )


def _on_publication(session: Session, original: Entry, event: Published) -> Iterator[str]:
    """Yield what stays as it was recorded; refuse where a correction would correct nothing."""
    before = session.writer.disclosure(original.subject)
    assert before is not None, "what was published exists"
    number = before.number
    yield from on_publication(session, original)
    for later in session.reading.records_of(
        session.reading.corrections_of((number,)).get(number, ())
    ):
        if len(before.publications) == 1 and later.state is not State.WITHDRAWN:
            way = f"先撤回：pdisc withdraw {later.number} --reason 理由"
            raise Refused(
                f"{later.number}（{later.state}）更正的就是 {number}，"
                "作废后它没有可更正的，不能作废",
                next_step=f"pdisc show {number}" if later.publications else way,
            )
    (gone,) = (each for each in before.publications if each.seq == original.seq)
    if gone.taken_down_on is not None:
        yield f"{gone.channel}在 {gone.taken_down_on} 的撤下登记仍留在办理过程里"
    places = session.reading.places_of(number)
    last = session.reading.last_public_places()
    if len(before.publications) == 1 and any(last[each] != at for each, at in places.items()):
        yield "编号不收回：以后已经编过新的，对外仍列一行“已撤下”"
    yield f"{number} 的“{event.channel}”又没有公开，重新登记：pdisc publish {number} " + (
        f"--channel {posted([event.channel])}"
    )


def _on_appointment(session: Session, original: Entry, event: Appointed) -> Iterator[str]:
    """Yield who is left without an approver; refuse where somebody signed, or acts, under it."""
    gone = Appointment(**fields_of(event))
    left = _without(session.facts.appointments, gone)
    roster = Roster(left)
    signed = [
        f"{on} {kind} {subject}"
        for on, kind, subject in session.reading.signed_after(event.name, original.seq)
        if gone.holds(on) and _stood_on(gone, roster, kind, on)
    ]
    if signed:
        more = f" 等{len(signed)}项" if len(signed) > SHOWN else ""
        raise Refused(
            f"{event.name} 已经凭这次任职签办过：{'、'.join(signed[:SHOWN])}{more}，不能作废",
            next_step=f"不再任职的登记离任：pdisc staff close {event.name}",
        )
    if event.authority and not event.acting_for:
        _refuse_while_lent(session, gone, left)
    today = session.station.today
    if Role.APPROVER in event.roles and not roster.holders(Role.APPROVER, today):
        yield (
            "作废后没有人有审批职责，目录、设置和任职暂时谁都可以改；"
            "尽快登记：pdisc staff add 姓名 --office 科室 --role 审批"
        )


def _without(terms: tuple[Appointment, ...], gone: Appointment) -> tuple[Appointment, ...]:
    """Return the appointments but one of those that say the same, closed since or not."""
    same = (
        place
        for place, term in enumerate(terms)
        if all(
            getattr(term, name) == value
            for name, value in fields_of(gone).items()
            if name != "valid_until"
        )
    )
    first = next(same, len(terms))
    return terms[:first] + terms[first + 1 :]


def _refuse_while_lent(session: Session, gone: Appointment, left: tuple[Appointment, ...]) -> None:
    """Raise Refused where somebody acts for a person whose only office this was."""
    own = [term for term in left if alike(term.name, gone.name) and term.authority]
    if any(not term.acting_for for term in own):
        return
    for term in left:
        if term.acting_for and alike(term.acting_for, gone.name):
            raise Refused(
                f"{term.name} 正代{gone.name}审批，不能作废",
                next_step=f"先登记代行结束：pdisc staff close {term.name}",
            )


def _stood_on(gone: Appointment, roster: Roster, kind: str, on: date) -> bool:
    """Say whether an act of that kind wanted a role that only this appointment gave."""
    wanted = frozenset(_WANTED.get(kind, ())) & frozenset(gone.roles)
    if not wanted:
        return False
    held = roster.roles(gone.name, on)
    return held.isdisjoint(_WANTED[kind]) or Role.APPROVER in wanted


def _roles_wanted() -> dict[str, tuple[Role, ...]]:
    by_act = {rule.act: rule.roles for rule in REQUIREMENTS.values() if rule.roles}
    steps = {kind_of(event): by_act[act] for event, act in ACTS.items() if act in by_act}
    registered = {kind_of(event): roles for event, roles in ROLES.items()}
    setting: tuple[type[Event], ...] = (*SETTING, Appointed, AppointmentClosed, Annulled)
    return steps | registered | {kind_of(event): (Role.APPROVER,) for event in setting}


_WANTED: Mapping[str, tuple[Role, ...]] = _roles_wanted()
"""Which roles an entry of each kind wants, any of them."""

_LOOKS: Mapping[type[Event], Callable[[Session, Entry, Any], Iterator[str]]] = {
    **OF_VOICES,
    OccurrenceNoted: _on_occurrence,
    Appointed: _on_appointment,
    Published: _on_publication,
}
