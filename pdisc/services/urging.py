"""督促 (实施方案三(一) 提出): demanding a proposal, or the next step, by a day."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.dates.workdays import estimate
from pdisc.due.factbook import FactBook
from pdisc.due.filings import waits_for
from pdisc.due.in_hand import in_hand
from pdisc.due.obligation import first_owed
from pdisc.due.row import DueRow
from pdisc.due.viewpoint import Viewpoint
from pdisc.errors import Refused
from pdisc.registers.demands import Demanded, Urged
from pdisc.schedule import Due, weekly
from pdisc.services.acting import Session, signing
from pdisc.services.registers import Registered, needs_role, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target, missing_disclosure
from pdisc.services.together import InTurn
from pdisc.values.codes import is_number
from pdisc.words import DUTY_KINDS, VOICE_KINDS, DueKind, Role, State


class Urging(msgspec.Struct, frozen=True, kw_only=True):
    """What is demanded: of these items and disclosures, or of all that is overdue, by when."""

    targets: tuple[str, ...] = ()
    all_overdue: bool = False
    answer_by: date | None = None
    reason: str = ""


def urge(station: Station, given: Signing, urging: Urging) -> Registered:
    """督促 (实施方案三(一) 提出): demand a proposal, or the next step, by a day.

    Raises NotFound for an unknown item or disclosure, Refused where nobody in the office has
    anything to do about it.
    """
    subject = urging.targets[0] if len(urging.targets) == 1 else URGING
    with signing(station, given, Target(number=subject, name="督促"), urging) as session:
        needs_role(session, Role.APPROVER, "督促")
        on = session.signed.on
        facts = session.reading.facts_on(on, also=urging.targets).known(on=on)
        view = Viewpoint(FactBook(facts), on)
        due = weekly(facts, on=on, within=0)

        def asked_of(target: str) -> list[Demanded]:
            return _asked(session, view, due, target)

        every = InTurn(session, urging.targets, aim=_urging, do=asked_of, may=asked_of).done()
        asked = [each for found in every for each in found]
        if urging.all_overdue:
            asked += [_asked_row(row) for row in _worst(view, due)]
        asked = _once(asked)
        if not asked:
            raise Refused("没有逾期而没有督促过的，不用督促", next_step="pdisc due")
        limit = session.rules.number("督促期限", on)
        calendar = view.book.calendar
        answer_by = calendar.rolled(urging.answer_by or calendar.plus(on, limit))
        if answer_by < on:
            raise Refused(
                f"限期 {answer_by} 早于督促的日期 {on}",
                next_step=f"--to 写 {on} 或之后的日期，或者不写",
            )
        event = Urged(asked=tuple(asked), answer_by=answer_by, reason=urging.reason)
        guess = estimate(calendar.unknown_years(on, answer_by)) if not urging.answer_by else ""
        told = (f"限期 {answer_by} 是{guess}",) if guess else ()
        return register(session, event, subject).telling(*told)


def _urging(target: str) -> Target:
    return Target(number=target, name="督促")


URGING = "督促"
"""The subject of a demand about several things at once."""


def _once(asked: Iterable[Demanded]) -> list[Demanded]:
    """Return each disclosure and each obligation once; a disclosure with what it is meant for."""
    found: dict[tuple[str, str], Demanded] = {}
    for each in asked:
        about = (each.number or each.code, "" if each.number else each.duty or "")
        if about not in found or found[about].duty is None:
            found[about] = each
    return list(found.values())


def _asked(session: Session, view: Viewpoint, due: Due, target: str) -> list[Demanded]:
    """Return what one item or one disclosure is asked for.

    Of an item that is what is overdue, else what is in hand, else that something be proposed.
    """
    if target in view.book.matters or is_number(target):
        return [_asked_of(session, view, target)]
    item = session.item(target)
    rows = [
        row
        for row in due.overdue
        if row.code == target and row.kind in DUTY_KINDS and not _outside(view, row)
    ]
    if rows:
        return [_asked_row(row) for row in rows]
    if item.retired:
        told = f"{target} 自 {item.valid_from} 起已停用，不用督促"
        raise Refused(told, next_step="看还有什么该办：pdisc due")
    waiting = [
        (matter.number, held.kind)
        for matter in view.book.of_code(target)
        if not matter.postings and (held := in_hand(view, matter))
    ]
    ours = [number for number, kind in waiting if _ours(kind)] or [x for x, _ in waiting]
    if ours:
        return [_asked_of(session, view, number) for number in ours]
    office = view.book.office(item, view.on)
    return [Demanded(code=target, item=item.level3, office=office)]


def _ours(kind: DueKind) -> bool:
    return kind is not DueKind.ESCALATED


def _asked_of(session: Session, view: Viewpoint, number: str) -> Demanded:
    """Return what is asked of who holds a disclosure; raise Refused where nobody of ours does."""
    matter = view.book.matters.get(number)
    if matter is None:
        raise missing_disclosure(session.reading, number)
    held = waits_for(view, matter)
    if held is None or not _ours(held.kind):
        raise Refused(
            f"{number} 现在是“{matter.state}”，没有等本单位办的", next_step=f"pdisc show {number}"
        )
    owed = first_owed(view.duties(max(view.on, held.due_on))).get(number)
    return Demanded(
        code=matter.code,
        item=view.book.item(matter.code, view.on).level3,
        office=matter.office,
        holder=held.holder,
        duty=matter.window or (str(matter.occurred_on) if matter.occurred_on else None),
        number=number,
        due_on=min(held.due_on, owed.due_on) if owed else held.due_on,
    )


def _asked_row(row: DueRow) -> Demanded:
    return Demanded(
        code=row.code,
        item=row.item,
        office=row.office,
        holder=row.holder if row.number else "",
        duty=row.for_,
        number=row.number,
        due_on=row.due_on,
    )


NOT_URGED = frozenset({DueKind.URGED, DueKind.ELECTION, *VOICE_KINDS})
"""What is demanded is a disclosure, or a step of one: of these nothing is."""


def _worst(view: Viewpoint, due: Due) -> Iterator[DueRow]:
    """Yield what is overdue, in the office's own hands, and not under a demand that still runs."""
    running = {_about(row) for row in due.demands if row.due_on >= due.on}
    for row in due.overdue:
        ours = row.kind not in NOT_URGED and not _outside(view, row)
        if ours and _about(row) not in running:
            yield row


def _outside(view: Viewpoint, row: DueRow) -> bool:
    """Return whether the disclosure behind a row lies with a superior: nobody here can hurry."""
    matter = view.book.matters.get(row.number or "")
    return matter is not None and matter.state is State.ESCALATED


def _about(row: DueRow) -> tuple[str, str]:
    return row.number or row.code, "" if row.number else row.for_ or ""
