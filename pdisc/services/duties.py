"""What is recorded about obligations: 无事项, 发生, 变更, 复核, 顺延, 豁免, 督促."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import msgspec

from pdisc.casebook import CaseBook
from pdisc.dates import parse_date
from pdisc.duties import Obligation
from pdisc.errors import Refused, UsageError
from pdisc.facts import CatalogItem, Facts
from pdisc.hands import Viewpoint, in_hand, to_archive
from pdisc.ledger import queries
from pdisc.obligations import obligations_of
from pdisc.parts import Asked
from pdisc.register_events import (
    ChangeNoted,
    NilReturned,
    OccurrenceNoted,
    Reconfirmed,
    Relieved,
    Urged,
)
from pdisc.schedule import Due, DueRow, weekly
from pdisc.services.desk import Desk, Session, Signing, signing
from pdisc.services.looking import Act, missing_disclosure
from pdisc.services.registers import Registered, needs_role, register
from pdisc.services.texts import within
from pdisc.versions import named_window
from pdisc.windows import parse_window
from pdisc.words import DueKind, Noted, Renewal, Role, Timing


def nil_return(desk: Desk, given: Signing, code: str, window: str, *, reason: str) -> Registered:
    """本期无事项: nothing to disclose in one window of one 定期 item."""
    parse_window(window)
    with signing(desk, given, Act(number=code, name="登记本期无事项"), (window, reason)) as session:
        within("理由", reason, "说明字数", session.rules, desk.today)
        needs_role(session, Role.PROPOSER, "登记本期无事项")
        session.item(code)
        period = named_window(session.facts.versions(code), window)
        if session.signed.on < period.start:
            raise Refused(f"{period.name}还没有开始，不能登记本期无事项")
        facts = queries.facts(session.writer.connection)
        if any(nil.code == code and nil.window == period.key for nil in facts.nils):
            raise Refused(f"{code} {period.name}已经登记过本期无事项")
        for matter in facts.matters:
            if matter.code == code and matter.window == period.key and matter.postings:
                raise Refused(f"{code} {period.name}已经公开：{matter.number}")
        event = NilReturned(code=code, window=period.key, reason=reason)
        return register(session, event, code)


def note_occurrence(desk: Desk, given: Signing, code: str) -> Registered:
    """发生登记: a 随时 matter came up on the business date."""
    with signing(desk, given, Act(number=code, name="登记发生")) as session:
        needs_role(session, Role.PROPOSER, "登记发生")
        item = _in_force(session, code, Timing.OCCASIONAL, "不用登记发生")
        _first_time(session, Noted.OCCURRED, item)
        return register(session, OccurrenceNoted(code=code), code)


def note_change(desk: Desk, given: Signing, code: str) -> Registered:
    """变更: what a 固定 item says became different on the business date, to be published anew."""
    with signing(desk, given, Act(number=code, name="登记变更")) as session:
        item = _in_force(session, code, Timing.STANDING, "不用登记变更")
        _first_time(session, Noted.CHANGED, item)
        return register(session, ChangeNoted(code=code), code)


def reconfirm(desk: Desk, given: Signing, code: str) -> Registered:
    """复核: somebody looked at what is in force of a 固定 item, and it still holds.

    Raises Refused where only a new disclosure will do (1.2.1, the yearly plan), and where nothing
    was published yet.
    """
    with signing(desk, given, Act(number=code, name="复核")) as session:
        item = _in_force(session, code, Timing.STANDING, "不用复核")
        if item.renewal is Renewal.ANEW:
            raise Refused(
                f"{code} 每年要由新的公开事项替换，不能只复核",
                next_step=f"pdisc propose {code} --title 标题 --content 内容",
            )
        on = session.signed.on
        facts = queries.facts(session.writer.connection).known(on=on)
        if not any(matter.code == code and matter.postings for matter in facts.matters):
            raise Refused(
                f"{code} 还没有公开过，没有可以复核的",
                next_step=f"pdisc propose {code} --title 标题 --content 内容",
            )
        _first_time(session, Noted.RECONFIRMED, item)
        return register(session, Reconfirmed(code=code), code)


def _in_force(session: Session, code: str, timing: Timing, so: str) -> CatalogItem:
    """Return the item as it holds on the business date, or raise Refused where it isn't such."""
    item = session.item(code)
    if item.timing is not timing:
        raise Refused(f"{code} 是{item.timing}事项，{so}")
    if item.retired:
        raise Refused(f"{code} 自 {item.valid_from} 起已停用，{so}")
    return item


def _first_time(session: Session, kind: Noted, item: CatalogItem) -> None:
    code, on = item.code, session.signed.on
    if any((x.kind, x.code, x.on) == (kind, code, on) for x in session.facts.occurrences):
        raise Refused(f"{code} 在 {on} 的{kind}已经登记过")


def defer(desk: Desk, given: Signing, code: str, duty: str, *, to: date, reason: str) -> Registered:
    """顺延: an approver moves the due date of one obligation to a later day."""
    with _ruling(desk, given, code, duty, "准予顺延", reason) as (session, owed):
        for each in owed:
            usual = each.deferral.was_due if each.deferral else each.due_on
            if to <= usual:
                raise Refused(
                    f"{code} {_named(each)}本来就到 {usual}，{to} 不是顺延",
                    next_step=f"--to 写 {usual} 以后的日期",
                )
            if each.deferral and each.deferral.to == to:
                raise Refused(f"{code} {_named(each)}已经顺延到 {to}")
        event = Relieved(code=code, duty=owed[0].key, to=to, reason=reason)
        return register(session, event, code)


def waive(desk: Desk, given: Signing, code: str, duty: str, *, reason: str) -> Registered:
    """豁免: an approver rules that one obligation need not be met; every report says so."""
    with _ruling(desk, given, code, duty, "准予豁免", reason) as (session, owed):
        event = Relieved(code=code, duty=owed[0].key, reason=reason)
        return register(session, event, code)


@contextmanager
def _ruling(
    desk: Desk, given: Signing, code: str, text: str, act: str, reason: str
) -> Iterator[tuple[Session, tuple[Obligation, ...]]]:
    """Open what an approver needs for a ruling: the session, and the obligations still open."""
    day = _day_in(text, desk.today)
    with signing(desk, given, Act(number=code, name=act), (text, reason)) as session:
        within("理由", reason, "说明字数", session.rules, desk.today)
        needs_role(session, Role.APPROVER, act)
        session.item(code)
        key = day.isoformat() if day else named_window(session.facts.versions(code), text).key
        facts = queries.facts(session.writer.connection).known(on=desk.today)
        yield session, _still_open(facts, code, key)


def _day_in(text: str, today: date) -> date | None:
    """Return the day that names an obligation, None where a window does; else raise UsageError."""
    try:
        parse_window(text)
    except UsageError as error:
        try:
            return parse_date(text, today)
        except UsageError:
            raise UsageError(
                f"“{text[:40]}”不是期次，也不是日期",
                next_step="定期事项写期次，如 2026-Q3；随时和固定事项写发生、起算的那一天",
            ) from error
    return None


def _still_open(facts: Facts, code: str, key: str) -> tuple[Obligation, ...]:
    owed = obligations_of(CaseBook(facts), code, key)
    if not owed:
        raise Refused(
            f"{code} 没有“{key}”这一项应公开的", next_step=f"看应公开的：pdisc due --code {code}"
        )
    unanswered = tuple(each for each in owed if each.answer is None)
    if not unanswered:
        answer = owed[0].answer
        assert answer is not None, "what isn't open is answered"
        by = f"（{answer.number}）" if answer.number else ""
        raise Refused(f"{code} {_named(owed[0])}已经在 {answer.on} {answer.how}{by}")
    return unanswered


def _named(duty: Obligation) -> str:
    return parse_window(duty.window).name if duty.window else f"{duty.key} 起的一项"


class Urging(msgspec.Struct, frozen=True, kw_only=True):
    """What is demanded: of these items and disclosures, or of all that is overdue, by when."""

    targets: tuple[str, ...] = ()
    all_overdue: bool = False
    answer_by: date | None = None
    reason: str = ""


def urge(desk: Desk, given: Signing, urging: Urging) -> Registered:
    """督促 (实施方案三(一) 提出): demand a proposal, or the next step, by a day.

    Raises NotFound for an unknown item or disclosure, Refused where nobody in the office has
    anything to do about it.
    """
    subject = urging.targets[0] if len(urging.targets) == 1 else URGING
    with signing(desk, given, Act(number=subject, name="督促"), urging) as session:
        needs_role(session, Role.APPROVER, "督促")
        on = session.signed.on
        facts = queries.facts(session.writer.connection).known(on=on)
        view = Viewpoint(CaseBook(facts), on)
        due = weekly(facts, on=on, within=0)
        asked = [each for target in urging.targets for each in _asked(session, view, due, target)]
        if urging.all_overdue:
            asked += [_asked_row(row) for row in _worst(due, on)]
        asked = list({(each.code, each.duty, each.number): each for each in asked}.values())
        if not asked:
            raise Refused("没有逾期而没有督促过的，不用督促", next_step="pdisc due")
        limit = session.rules.number("督促期限", on)
        calendar = view.book.calendar
        answer_by = urging.answer_by or calendar.rolled(calendar.plus(on, limit))
        if answer_by < on:
            raise Refused(f"限期 {answer_by} 早于督促的日期 {on}")
        event = Urged(asked=tuple(asked), answer_by=answer_by, reason=urging.reason)
        return register(session, event, subject)


URGING = "督促"
"""The subject of a demand about several things at once."""


def _asked(session: Session, view: Viewpoint, due: Due, target: str) -> list[Asked]:
    """Return what one item or one disclosure is asked for."""
    matter = view.book.matters.get(target)
    if matter is None and NUMBER.match(target):
        raise missing_disclosure(session.writer.connection, target)
    if matter is None:
        item = session.item(target)
        rows = [row for row in due.overdue if row.code == target and row.kind in OWED]
        if item.retired and not rows:
            raise Refused(f"{target} 自 {item.valid_from} 起已停用，不用督促")
        general = Asked(code=target, item=item.level3, office=item.office)
        return [_asked_row(row) for row in rows] or [general]
    held = in_hand(view, matter) or to_archive(view, matter)
    if held is None or held.kind is DueKind.ESCALATED:
        raise Refused(
            f"{target} 现在是“{matter.state}”，没有等本单位办的",
            next_step=f"pdisc show {target}",
        )
    return [
        Asked(
            code=matter.code,
            item=view.book.item(matter.code, view.on).level3,
            office=matter.office,
            holder=held.holder,
            number=target,
            due_on=held.due_on,
        )
    ]


OWED = frozenset({DueKind.PERIODIC, DueKind.STANDING, DueKind.OCCASIONAL})
"""The kinds of rows that are obligations themselves."""

NUMBER = re.compile(r"\d{4}-\d{4,}\Z", re.ASCII)


def _asked_row(row: DueRow) -> Asked:
    return Asked(
        code=row.code,
        item=row.item,
        office=row.office,
        holder=row.holder if row.number else "",
        duty=None if row.number else row.for_,
        number=row.number,
        due_on=row.due_on,
    )


def _worst(due: Due, on: date) -> Iterator[DueRow]:
    """Yield what is overdue and not under a demand that still runs; each disclosure once."""
    running = {(row.code, row.for_, row.number) for row in due.demands if row.due_on >= on}
    for row in due.overdue:
        about = (row.code, None if row.number else row.for_, row.number)
        if row.kind is not DueKind.URGED and about not in running:
            yield row
