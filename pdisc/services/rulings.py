"""顺延 and 豁免: an approver's rulings on single obligations."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from pdisc.catalog.versions import named_window
from pdisc.dates.keys import day_in
from pdisc.dates.typed import parse_date
from pdisc.dates.windows import parse_window
from pdisc.due.compute import obligations_of
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.errors import Refused, UsageError
from pdisc.registers.facts import Facts
from pdisc.registers.rulings import Deferred, Waived
from pdisc.services.acting import Session, signing
from pdisc.services.contradictions import deferral_told, ruling_told
from pdisc.services.registers import Registered, needs_role, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.texts import within
from pdisc.words import Role


def defer(
    station: Station, given: Signing, code: str, duty: str, *, to: date, reason: str
) -> Registered:
    """顺延: an approver moves the due date of one obligation to a later day."""
    with _ruling(station, given, code, duty, "准予顺延", reason) as (session, owed):
        usual = owed.deferrals[0].was_due if owed.deferrals else owed.due_on
        if to <= usual:
            raise Refused(
                f"{code} {owed.name} 本来就到 {usual}，{to} 不是顺延",
                next_step=f"--to 写 {usual} 以后的日期",
            )
        if owed.deferral and owed.deferral.to == to:
            told = f"{code} {owed.name} 已经顺延到 {to}"
            raise Refused(told, next_step="再晚的，--to 写以后的日期；看该办什么：pdisc due")
        event = Deferred(code=code, duty=owed.key, to=to, reason=reason)
        done = register(session, event, code)
        return done.telling(*deferral_told(session, owed, to))


def waive(station: Station, given: Signing, code: str, duty: str, *, reason: str) -> Registered:
    """豁免: an approver rules that one obligation need not be met; every report says so."""
    with _ruling(station, given, code, duty, "准予豁免", reason) as (session, owed):
        event = Waived(code=code, duty=owed.key, reason=reason)
        return register(session, event, code).telling(*ruling_told(session, code, owed))


@contextmanager
def _ruling(
    station: Station, given: Signing, code: str, text: str, act: str, reason: str
) -> Iterator[tuple[Session, Obligation]]:
    """Open what an approver needs for a ruling: the session, and the obligation, still open then.

    Open as of the business date: what was granted in time may be entered late.
    """
    day = _day_typed(text, station.today)
    with signing(station, given, Target(number=code, name=act), (text, reason)) as session:
        within("理由", reason, "说明字数", session.rules, station.today)
        needs_role(session, Role.APPROVER, act)
        session.item(code)
        key = day or named_window(session.facts.versions(code), text).key
        facts = session.reading.facts_of_item(code).known(on=session.signed.on)
        yield session, _still_open(facts, code, key)


def _day_typed(text: str, today: date) -> str | None:
    """Return the key of a day that was typed, None for a window; else raise UsageError."""
    typed = text.strip()
    if day_in(typed):
        return typed
    try:
        parse_window(typed)
    except UsageError as error:
        try:
            return parse_date(typed, today).isoformat()
        except UsageError:
            raise UsageError(
                f"“{typed[:40]}”不是期次，也不是日期",
                next_step="定期事项写期次，如 2026-Q3；随时和固定事项写发生、起算的那一天",
            ) from error
    return None


def _still_open(facts: Facts, code: str, key: str) -> Obligation:
    """Return the one obligation of that key, or raise Refused where there is none still open."""
    owed = obligations_of(FactBook(facts), code, key)
    if not owed:
        raise Refused(f"{code} 没有“{key}”这一项应公开的", next_step="看应公开的：pdisc due")
    if len({each.key for each in owed}) > 1:
        keys = "、".join(each.key for each in owed)
        raise Refused(
            f"{code} 在 {key} 有{len(owed)}项，要写明是哪一项：{keys}",
            next_step=f"--for {owed[0].key}",
        )
    duty = next((each for each in owed if each.answer is None), owed[0])
    answer = duty.answer
    if answer is not None:
        by = f"（{answer.number}）" if answer.number else ""
        look = f"pdisc show {answer.number}" if answer.number else f"看是哪一笔：pdisc log {code}"
        told = f"{code} {duty.name} 已经在 {answer.on} {answer.how}{by}"
        raise Refused(told, next_step=look)
    return duty
