"""期初: what hung when the ledger began, or was kept on paper before; and 撤下 of what hung."""

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from pdisc.catalog.versions import named_window, refuse_retired
from pdisc.dates.windows import parse_window, printed
from pdisc.due.compute import obligations_of
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.errors import Refused
from pdisc.registers.inherited import BroughtForward, Hanging, InheritedTakenDown
from pdisc.registers.items import CatalogItem
from pdisc.services.acting import Session, signing
from pdisc.services.first_hour import made_day, on_paper
from pdisc.services.registers import Registered, needs_role, recorded, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.texts import within
from pdisc.services.together import InTurn
from pdisc.steps.inherit import ACT, admit_opening
from pdisc.values.channels import base_of, refuse_too_wide, require_address
from pdisc.words import Channel, Role, Timing


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of several items at once: where it hung, or which windows were on paper.

    With `all_owed` those are all windows that are still open, were over when the ledger was made
    and were due before a day, by default that on which it was made.
    """

    channels: tuple[str, ...] = ()
    place: str = ""
    url: str = ""
    title: str = ""
    document_number: str = ""
    windows: tuple[str, ...] = ()
    reason: str = ""
    all_owed: bool = False
    before: date | None = None


def bring_forward(
    station: Station, given: Signing, codes: Sequence[str], found: Found
) -> list[Registered]:
    """期初 of each of these items, one entry each: all of them, or none.

    Without codes it is that of all items which owe what was found. Raises Refused where none does.
    """
    for window in found.windows:
        parse_window(window)
    with signing(station, given, _about(codes[0] if codes else ""), found) as session:
        within("理由", found.reason, "说明字数", session.rules, station.today)
        asked, told = _each(session, codes, found)
        every = [window for each in asked.values() for window in each.windows]
        made_on = made_day(session.reading)
        admit_opening(session.signed, session.policy(), made_on=made_on, windows=every)

        def may(code: str) -> BroughtForward:
            if asked[code].windows:
                return _on_paper(session, code, asked[code])
            return _hung(session, code, found)

        def do(code: str) -> Registered:
            event = may(code)
            done = recorded(session, event, code, late=False)
            return done.telling(*_told(session, event))

        done = InTurn(session, tuple(asked), aim=_about, do=do, may=may).done()
    return [each.telling(*told) for each in done]


def _each(
    session: Session, codes: Sequence[str], found: Found
) -> tuple[dict[str, Found], tuple[str, ...]]:
    """Return what was found of each item, in the order of recording, and what to tell of it."""
    if not found.all_owed:
        return dict.fromkeys(codes, found), ()
    for code in codes:
        session.item(code)
    paper = on_paper(session.start, session.station.today, codes, found.before)
    each = {code: replace(found, windows=tuple(keys)) for code, keys in paper.windows.items()}
    return each, paper.told


def _about(code: str) -> Target:
    return Target(number=code, name=ACT)


def _item(session: Session, code: str, day: date) -> CatalogItem:
    """Return the version of an item that held on a day of the ledger's time, or raise NotFound."""
    session.item(code)
    item = session.facts.item(code, max(day, session.facts.since))
    assert item is not None, "an item that exists has a version for every day"
    return item


def _hung(session: Session, code: str, found: Found) -> BroughtForward:
    """Return the entry of what hung of a 固定 item, or raise Refused where there can be none."""
    _require_standing(session, code)
    refuse_too_wide(_item(session, code, session.signed.on).scope, found.channels)
    for each in session.reading.facts_of_item(code).inherited:
        place = found.url if base_of(each.channel) is Channel.WEBSITE else found.place
        same = each.code == code and each.channel in found.channels and each.taken_down_on is None
        if same and (each.place or each.url) == place:
            raise Refused(
                f"{code} 在“{each.channel}”（{place}）的期初已经登记过（{each.on} 起，{each.by}）",
                next_step=_annul(each.seq),
            )
    on_web = any(base_of(each) is Channel.WEBSITE for each in found.channels)
    if on_web:
        require_address(found.url)
    return BroughtForward(
        code=code,
        channels=found.channels,
        place=found.place,
        url=found.url if on_web else "",
        title=found.title,
        document_number=found.document_number,
        reason=found.reason,
    )


def _require_standing(session: Session, code: str) -> None:
    """Raise Refused where an item isn't 固定, and so nothing of it hangs for good."""
    item = _item(session, code, session.signed.on)
    if item.timing is Timing.PERIODIC:
        raise Refused(
            f"{code} 是定期事项，期初按期次登记",
            next_step=f"pdisc opening {code} --for 期次 --reason 理由 --by 审批人",
        )
    if item.timing is Timing.OCCASIONAL:
        raise Refused(
            f"{code} 是随时事项，发生了才要公开，没有期初",
            next_step=f"起算日以后发生过的：pdisc occurred {code} --on 日期",
        )
    refuse_retired(_item(session, code, session.station.today), "不用登记期初")


def _annul(seq: int) -> str:
    return f"登错的作废：pdisc annul {seq} --reason 理由"


def _on_paper(session: Session, code: str, found: Found) -> BroughtForward:
    """Return the entry of windows that were kept on paper, or raise Refused for any of them."""
    session.item(code)
    facts = session.reading.facts_of_item(code)
    versions = session.facts.versions(code)
    windows = tuple(dict.fromkeys(named_window(versions, each).key for each in found.windows))
    for paper in facts.on_paper:
        if paper.code == code and paper.window in windows:
            raise Refused(
                f"{code} {printed(paper.window)}的期初已经登记过（{paper.by}）",
                next_step=_annul(paper.seq),
            )
    book = FactBook(facts.known(on=session.station.today))
    for key in windows:
        for duty in obligations_of(book, code, key):
            _require_open(duty)
    return BroughtForward(
        code=code, windows=windows, document_number=found.document_number, reason=found.reason
    )


def _require_open(duty: Obligation) -> None:
    """Raise Refused where a window has been answered, or is about to be."""
    answer = duty.answer
    if answer is not None:
        by = f"（{answer.number}）" if answer.number else ""
        raise Refused(
            f"{duty.code} {duty.name}已经在 {answer.on} {answer.how}{by}，不用登记期初",
            next_step="还欠着的：pdisc due",
        )
    if duty.number is not None:
        raise Refused(
            f"{duty.code} {duty.name}正由 {duty.number} 办理，不能再登记期初",
            next_step=f"pdisc show {duty.number}",
        )


def _told(session: Session, event: BroughtForward) -> tuple[str, ...]:
    """Return what to tell of windows that aren't owed in any case."""
    since = session.facts.since
    before = [x for x in map(parse_window, event.windows) if x.end < since]
    names = "、".join(window.name for window in before)
    return (f"{event.code} {names}在起算日 {since} 以前，不登记也不算逾期",) if names else ()


def take_down(
    station: Station, given: Signing, code: str, *, channels: Sequence[str], reason: str
) -> Registered:
    """撤下 of what had hung since before the ledger began, on the named channels or on all."""
    act = Target(number=code, name="登记期初撤下")
    with signing(station, given, act, reason) as session:
        needs_role(session, Role.PROPOSER, act.name, Role.APPROVER)
        session.item(code)
        known = session.reading.facts_of_item(code).known(on=session.signed.on)
        out = [x for x in known.inherited if x.code == code and x.taken_down_on is None]
        for channel in channels or (["期初"] if not out else []):
            if channel not in {each.channel for each in out}:
                named = "、".join(dict.fromkeys(each.channel for each in out)) or "无"
                raise Refused(
                    f"{code} 没有登记过还挂着的期初内容；现在挂着的：{named}",
                    next_step="公开事项的撤下写编号：pdisc takedown 编号 --reason 理由",
                )
        gone = tuple(
            Hanging(seq=each.seq, channel=each.channel)
            for each in out
            if not channels or each.channel in channels
        )
        event = InheritedTakenDown(code=code, postings=gone, reason=reason)
        return register(session, event, code)
