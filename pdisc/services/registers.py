"""People and rules; and what every registration has in common."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from pdisc.errors import NotFound, Refused, UsageError
from pdisc.ledger.learning import missing_rules
from pdisc.names import alike
from pdisc.registers.settings import Setting, SettingChanged
from pdisc.registers.staff import Appointed, Appointment, AppointmentClosed
from pdisc.services.acting import Session, signing
from pdisc.services.contradictions import left_alone
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.measured import measured
from pdisc.services.rule_values import checked_value
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.texts import short
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.guards import (
    require_approver_once_held,
    require_dates,
    require_late_reason,
    require_role,
)
from pdisc.steps.policy import Roster
from pdisc.values.parts import Event
from pdisc.values.records import EventRecord
from pdisc.words import Authority, Role


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry in a register led to: the event as logged, and the 回执."""

    event: EventRecord
    receipt: str | None
    notices: tuple[str, ...] = ()

    def telling(self, *told: str) -> "Registered":
        """Return the same with more to tell."""
        return msgspec.structs.replace(self, notices=(*self.notices, *told))


def register(
    session: Session, event: Event, subject: str, *, before: Disclosure | None = None
) -> Registered:
    """Commit one entry of a register after the guards that all entries share.

    `before` is the disclosure that it changes, where it does.
    """
    policy = session.policy()
    require_dates(session.signed, policy)
    late = require_late_reason(session.signed, policy)
    return recorded(session, event, subject, late=late, before=before)


def recorded(
    session: Session,
    event: Event,
    subject: str,
    *,
    late: bool,
    before: Disclosure | None = None,
) -> Registered:
    """Commit one entry of a register whose own guards were asked, and say what came of it."""
    policy = session.policy()
    measured(event, policy.rules, session.station.today)
    entry = session.commit(event, subject=subject, late=late, before=before)
    logged = session.reading.event_record(entry.seq)
    stranger = bool(policy.roster.names()) and policy.roster.spelling(session.signed.by) is None
    told = (f"“{session.signed.by}”不在人员名单里，请确认是谁决定的",) if stranger else ()
    return Registered(event=logged, receipt=session.receipt(), notices=(*told, *session.clock_told))


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment as it is typed."""

    name: str
    office: str
    roles: tuple[Role, ...]
    authority: Authority | None = None
    valid_from: date | None = None
    last_day: date | None = None
    acting_for: str = ""
    document_number: str = ""


def appoint(station: Station, given: Signing, person: Person) -> Registered:
    """登记人员: what a person may do from a day on; several appointments add up."""
    _whole(person)
    with signing(station, given, Target(number=person.name, name="登记人员"), person) as session:
        policy = session.policy()
        if Role.APPROVER in person.roles:
            needs_approver(session, "登记审批职责")
        _no_look_alike(person.name, policy.roster)
        if person.acting_for:
            _has_what_is_lent(person, session.facts.appointments)
        usual = session.signed.on if person.acting_for else session.facts.since
        start = person.valid_from or usual
        short("姓名", person.name)
        held = policy.roster.roles(person.name, start)
        again = [role for role in person.roles if role in held]
        if person.last_day is not None and person.last_day < start:
            told = f"任职的最后一天 {person.last_day} 早于开始的 {start}"
            raise Refused(told, next_step=f"--to 写 {start} 或之后的日期")
        if (
            again
            and not person.acting_for
            and policy.roster.authority(person.name, start) == _authority(person)
        ):
            raise Refused(
                f"{person.name} 自 {start} 已有“{'、'.join(again)}”职责",
                next_step=f"改动的先结束原任职：pdisc staff close {person.name}；"
                "结束以后再任的，加上 --from 日期",
            )
        event = Appointed(
            name=person.name,
            office=person.office,
            roles=person.roles,
            authority=_authority(person),
            valid_from=start,
            valid_until=person.last_day and person.last_day + timedelta(days=1),
            acting_for=person.acting_for,
            document_number=person.document_number,
        )
        return register(session, event, person.name)


def _no_look_alike(name: str, roster: Roster) -> None:
    """Raise Refused where a name looks like another of the roster and isn't written like it."""
    spellings = dict.fromkeys(term.name for term in roster.ever(name))
    if spellings and name not in spellings:
        known = next(iter(spellings))
        raise Refused(
            f"“{name}”和人员名单里的“{known}”看起来一样，会当成同一个人",
            next_step=f"同一个人的，照原样写：pdisc staff add {known}；"
            "另有其人的，写得看得出区别，如在姓名后面写明科室",
        )


def _whole(person: Person) -> None:
    """Raise UsageError where what is said of an appointment doesn't go together."""
    if person.authority and Role.APPROVER not in person.roles:
        raise UsageError("审批权限只用于有“审批”职责的人", next_step="加上 --role 审批")
    if person.acting_for and Role.APPROVER not in person.roles:
        raise UsageError("代行只用于有“审批”职责的人", next_step="加上 --role 审批")
    if person.acting_for and not person.document_number:
        raise UsageError(
            "代行审批要写明依据的文件", next_step="加上 --document-number 文号或会议纪要号"
        )
    if person.acting_for and person.last_day is None:
        raise UsageError("代行审批要写明到哪一天为止", next_step="加上 --to 日期")


def _authority(person: Person) -> Authority | None:
    if Role.APPROVER not in person.roles:
        return None
    return person.authority or Authority.SECRETARY


def _has_what_is_lent(person: Person, appointments: Sequence[Appointment]) -> None:
    """Raise NotFound or Refused where somebody would act for nobody, or beyond the other's 权限.

    Whoever is acted for may have left: that is why somebody acts.
    """
    own = [
        term.authority.rank
        for term in appointments
        if alike(term.name, person.acting_for) and term.authority and not term.acting_for
    ]
    if alike(person.name, person.acting_for):
        own = []
    if not own:
        raise NotFound(
            f"人员名单里没有有审批职责的“{person.acting_for}”可供{person.name}代行",
            next_step="pdisc staff list",
        )
    lent = _authority(person)
    if lent and lent.rank > max(own):
        told = f"代行的审批权限（{lent}）不能高于{person.acting_for}本人的"
        raise Refused(
            told, next_step="--authority 写低一些的，或者不写；看各人的权限：pdisc staff list"
        )


def close(station: Station, given: Signing, name: str) -> Registered:
    """离任: a person's appointments end before the business date; nothing is deleted."""
    with signing(station, given, Target(number=name, name="登记离任")) as session:
        on = session.signed.on
        rows = session.reading.open_appointments(name, on)
        if not rows:
            raise _unknown_person(session, name)
        held = (term for term in session.roster.ever(name) if not term.ended(on))
        if any(Role.APPROVER in term.roles for term in held):
            needs_approver(session, "登记有审批职责的人离任")
        event = AppointmentClosed(name=name, appointments=tuple(rows), valid_until=on)
        signed = _signed_later(session, name)
        done = register(session, event, name).telling(*signed)
        return done.telling(*left_alone(session, name))


def _signed_later(session: Session, name: str) -> tuple[str, ...]:
    """Return what to tell of acts that somebody signed when he had left already."""
    on = session.signed.on
    signed = session.reading.signed_since(name, on)
    if not signed:
        return ()
    shown = "、".join(f"{day} {kind} {subject}" for day, kind, subject in signed[:SHOWN])
    more = f" 等{len(signed)}项" if len(signed) > SHOWN else ""
    return (f"{name} 在 {on} 起还签办过：{shown}{more}；这些照旧有效，请核对离任日期",)


SHOWN = 5
"""How many acts are named before they are only counted."""


def _unknown_person(session: Session, name: str) -> NotFound | Refused:
    if session.roster.spelling(name) is not None:
        return Refused(f"{name} 已经离任", next_step="pdisc staff list")
    return NotFound(f"人员名单里没有“{name}”", next_step="pdisc staff list")


def _held(session: Session, name: str, on: date) -> Setting | SettingChanged:
    """Return the version of a rule that holds on a day, or the rule as it is shipped.

    A ledger knows the rules of the day when it was made; those shipped since hold as shipped.
    """
    try:
        return session.rules.setting(name, on)
    except NotFound:
        for shipped in missing_rules(session.rules.names(), session.facts.since):
            if shipped.name == name:
                return shipped
        raise


def set_rule(
    station: Station, given: Signing, name: str, value: str, *, valid_from: date | None, basis: str
) -> Registered:
    """设置: a rule has another value from a day on; a named person stands behind it."""
    with signing(station, given, Target(number=name, name="更改设置")) as session:
        needs_approver(session, "更改设置")
        start = valid_from or session.signed.on
        held = _held(session, name, start)
        event = SettingChanged(
            name=name,
            value=checked_value(name, held.unit, value),
            unit=held.unit,
            basis=basis or f"本单位规定（{session.signed.by}，{session.signed.on}）",
            valid_from=start,
        )
        before = [f"原来是“{held.value}”，自 {start} 起不再有效"] if held.value else []
        done = register(session, event, name).telling(*before, *_until(session, name, start))
        change = changed_by(session)
    return done.telling(*moved(station, change)) if held.unit in TIMES else done


TIMES = ("工作日", "个月", "月-日")
"""The units of those rules that a due date can follow from."""


def _until(session: Session, name: str, start: date) -> tuple[str, ...]:
    """Return what to tell of a value that holds only until one that was set for later."""
    later = [x for x in session.facts.settings if x.name == name and x.valid_from > start]
    if not later:
        return ()
    first = min(later, key=lambda setting: setting.valid_from)
    return (f"只到 {first.valid_from} 之前；那天起是“{first.value or '未设置'}”",)


def needs_role(session: Session, role: Role, act: str, *others: Role) -> None:
    """Raise what forbids an entry of such a role: dates, 补录 without a reason, the person."""
    policy = session.policy()
    require_dates(session.signed, policy)
    require_late_reason(session.signed, policy)
    require_role(session.signed.by, (role, *others), policy, on=session.signed.on, act=act)


def needs_approver(session: Session, act: str) -> None:
    """Raise what forbids an entry that is an approver's as soon as anybody is one."""
    policy = session.policy()
    require_dates(session.signed, policy)
    require_late_reason(session.signed, policy)
    require_approver_once_held(session.signed, policy, act=act)
