"""What is recorded about obligations: 无事项, 发生, 变更, 复核."""

from collections.abc import Sequence
from datetime import date

from pdisc.catalog.versions import named_window, require_of_the_ledger, require_over
from pdisc.dates.windows import parse_window
from pdisc.errors import Refused
from pdisc.registers.items import CatalogItem
from pdisc.registers.nils import NilReturned
from pdisc.registers.notes import ChangeNoted, OccurrenceNoted, Reconfirmed
from pdisc.services.acting import Session, signing
from pdisc.services.contradictions import (
    nil_told,
    occurrence_told,
    reconfirmed_told,
    refuse_nil,
)
from pdisc.services.registers import Registered, needs_role, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.texts import within
from pdisc.services.together import InTurn
from pdisc.words import NoteKind, Renewal, Role, Timing


def nil_returns(
    station: Station, given: Signing, codes: Sequence[str], window: str, *, reason: str
) -> list[Registered]:
    """本期无事项: nothing to disclose in one window of each of these 定期 items; all or none."""
    parse_window(window)
    first = _nil_of(codes[0])
    with signing(station, given, first, (window, reason)) as session:
        within("理由", reason, "说明字数", session.rules, station.today)
        needs_role(session, Role.PROPOSER, first.name)

        def may(code: str) -> NilReturned:
            return nil_of(session, code, window, reason)

        def do(code: str) -> Registered:
            return nil_recorded(session, may(code))

        return InTurn(session, codes, aim=_nil_of, do=do, may=may).done()


def _nil_of(code: str) -> Target:
    return Target(number=code, name="登记本期无事项")


def nil_recorded(session: Session, event: NilReturned) -> Registered:
    """Record one nil return in a transaction that is open."""
    told = nil_told(session, event.code, parse_window(event.window))
    return register(session, event, event.code).telling(*told)


def nil_of(session: Session, code: str, window: str, reason: str) -> NilReturned:
    """Return the nil return of one item, or raise Refused where there can be none."""
    session.item(code)
    period = named_window(session.facts.versions(code), window, disclosed=False)
    if session.signed.on < period.start:
        told = f"{period.name}还没有开始，不能登记本期无事项"
        raise Refused(told, next_step=f"{period.end} 起再登记；现在该办的：pdisc due")
    require_of_the_ledger(period, code, session.facts.since)
    require_over(period, code, session.signed.on)
    if returned := session.reading.nil_on(code, period.key):
        ahead = returned > session.station.today
        way = _way_out(code, period.key) if ahead else wrongly_noted(code)
        raise Refused(f"{code} {period.name}已经登记过本期无事项", next_step=way)
    refuse_nil(session, code, period)
    return NilReturned(code=code, window=period.key, reason=reason)


def wrongly_noted(code: str) -> str:
    """Return where to look for an entry that may have been a slip."""
    return f"看是哪一笔、登记错了要作废的：pdisc log {code}"


def _way_out(code: str, window: str) -> str:
    """Return what to do where a nil return doesn't count yet, for the clock ran ahead."""
    way = "登记时电脑时间不准，到那天才算数；由有审批职责的人准予豁免"
    return f"{way}：pdisc waive {code} --for {window} --reason 理由 --by 审批人"


def note_occurrence(station: Station, given: Signing, code: str) -> Registered:
    """发生登记: a 随时 matter came up on the business date."""
    with signing(station, given, Target(number=code, name="登记发生")) as session:
        needs_role(session, Role.PROPOSER, "登记发生")
        item = _such_item(session, code, Timing.OCCASIONAL, "不用登记发生")
        _first_time(session, NoteKind.OCCURRED, item)
        told = occurrence_told(session, code)
        done = register(session, OccurrenceNoted(code=code), code)
        return done.telling(*_day_taken(given, done.event.on), *told)


def _day_taken(given: Signing, day: date) -> tuple[str, ...]:
    """Return what to tell where nobody said on which day something happened, or what it was."""
    unsaid = "" if given.on else f"没有写 --on，发生日期按今天 {day} 记；不对的作废，再登记"
    return tuple(filter(None, (unsaid, "" if given.note else "没有写 --note，没有记是什么事")))


def note_change(station: Station, given: Signing, code: str) -> Registered:
    """变更: what a 固定 item says became different on the business date, to be published anew."""
    with signing(station, given, Target(number=code, name="登记变更")) as session:
        needs_role(session, Role.PROPOSER, "登记变更", Role.APPROVER)
        item = _such_item(session, code, Timing.STANDING, "不用登记变更")
        _first_time(session, NoteKind.CHANGED, item)
        done = register(session, ChangeNoted(code=code), code)
        if _hanging(session, code):
            return done
        told = "现在没有在公开的内容，没有另起时限：首次公开（或重新公开）本来就欠着"
        return done.telling(told)


def reconfirm(station: Station, given: Signing, code: str) -> Registered:
    """复核: somebody looked at what is in force of a 固定 item, and it still holds.

    Raises Refused where only a new disclosure will do (1.2.1, the yearly plan), and where nothing
    is in force.
    """
    with signing(station, given, Target(number=code, name="复核")) as session:
        needs_role(session, Role.PROPOSER, "复核", Role.APPROVER)
        item = _such_item(session, code, Timing.STANDING, "不用复核")
        if item.renewal is Renewal.ANEW:
            raise Refused(
                f"{code} 每年要由新的公开事项替换，不能只复核",
                next_step=f"pdisc propose {code} --title 标题 --content 内容",
            )
        if not _hanging(session, code):
            raise Refused(
                f"{code} 现在没有在公开的内容，没有可以复核的",
                next_step=f"pdisc propose {code} --title 标题 --content 内容",
            )
        _first_time(session, NoteKind.RECONFIRMED, item)
        told = reconfirmed_told(session, code)
        return register(session, Reconfirmed(code=code), code).telling(*told)


def _such_item(session: Session, code: str, timing: Timing, so: str) -> CatalogItem:
    """Return the item as it holds on the business date, or raise Refused where it isn't such."""
    item = session.item(code)
    if item.timing is not timing:
        look = f"看这一条目：pdisc catalog show {code}"
        raise Refused(f"{code} 是{item.timing}事项，{so}", next_step=look)
    if item.retired:
        back = f"停用错了的先恢复：pdisc catalog retire {code} --restore --reason 理由 --by 审批人"
        raise Refused(f"{code} 自 {item.valid_from} 起已停用，{so}", next_step=back)
    return item


def _hanging(session: Session, code: str) -> bool:
    """Return whether something of a 固定 item is in force on the business date."""
    return session.reading.in_force(code, session.signed.on)


def _first_time(session: Session, kind: NoteKind, item: CatalogItem) -> None:
    code, on = item.code, session.signed.on
    if session.reading.was_noted(code, kind, on):
        raise Refused(f"{code} 在 {on} 的{kind}已经登记过", next_step=wrongly_noted(code))
