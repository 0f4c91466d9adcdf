"""Changing the 公开目录: a new version of an item from a day on, 停用, 恢复, 核定."""

from datetime import date, timedelta
from typing import Any

import msgspec

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.catalog.versions import refuse_retired
from pdisc.dates.cycles import misfit
from pdisc.dates.windows import window_of
from pdisc.errors import Refused, UsageError
from pdisc.registers.items import CatalogItem, ItemChanged, version_on
from pdisc.services.acting import Session, signing
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.words import Authority, Renewal, Retention, Scope, Timing


class ItemEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What may be changed in a catalogue item; None keeps it."""

    channels: tuple[str, ...] | None = None
    scope: Scope | None = None
    timing: Timing | None = None
    every: str | None = None
    renewal: Renewal | None = None
    authority: Authority | None = None
    rule: int | None = None
    retention: Retention | None = None
    office: str | None = None


def change_item(
    station: Station,
    given: Signing,
    code: str,
    edit: ItemEdit,
    *,
    valid_from: date | None,
    reason: str,
) -> Registered:
    """更正目录: a new version of an item from a day on; what a person sets is thereby confirmed.

    Versions that were already set for later days take the change over, except where they had
    changed the same field themselves. The due dates that move are named.
    """
    changes = {
        name: value for name in edit.__struct_fields__ if (value := getattr(edit, name)) is not None
    }
    if not changes:
        raise UsageError(
            "没有写明要改什么", next_step=f"pdisc catalog set {code} --every 周期 --reason 理由"
        )
    with signing(station, given, Target(number=code, name="更正目录"), (edit, reason)) as session:
        needs_approver(session, "更正目录")
        session.item(code)
        start = valid_from or session.signed.on
        refuse_retired(session.facts.item(code, start) or session.item(code), "不用再改")
        done = _changed(session, code, start, changes, reason)
        change = changed_by(session)
    return done.telling(*moved(station, change, code=code))


def retire_item(
    station: Station,
    given: Signing,
    code: str,
    *,
    valid_from: date | None,
    reason: str,
    restore: bool,
) -> Registered:
    """停用: from a day on an item owes nothing more; what it owed before stays. Or 恢复.

    Raises Refused where it is so already. The code is never used for anything else.
    """
    word = "恢复" if restore else "停用"
    with signing(station, given, Target(number=code, name=f"{word}目录条目"), reason) as session:
        needs_approver(session, f"{word}目录条目")
        session.item(code)
        start = valid_from or session.signed.on
        held = session.facts.item(code, start)
        assert held is not None, "an item that exists has a version for every day"
        if held.retired is not restore:
            raise Refused(
                f"{code} 在 {start} {'已经停用' if held.retired else '没有停用'}",
                next_step=f"改日期的先恢复：pdisc catalog retire {code} --restore "
                f"--from {held.valid_from} --reason 理由"
                if held.retired
                else f"pdisc catalog show {code}",
            )
        done = _changed(session, code, start, {"retired": not restore}, reason)
        change = changed_by(session)
    return done.telling(*moved(station, change, code=code))


def _changed(
    session: Session, code: str, start: date, changes: dict[str, Any], reason: str
) -> Registered:
    versions = session.facts.versions(code)
    held = version_on(versions, start)
    assert held is not None, "an item that exists has a version for every day"
    confirmed = tuple(name for name in changes if name in FIELD_NAMES)
    event = ItemChanged(item=_edited(held, changes, start), confirmed=confirmed, reason=reason)
    done = register(session, event, code)
    newest = {version.valid_from: version for version in versions if version.valid_from > start}
    for later in newest.values():
        same = {x: changes[x] for x in changes if getattr(later, x) == getattr(held, x)}
        if same:
            follow = _edited(later, same, later.valid_from)
            sure = tuple(name for name in same if name in FIELD_NAMES)
            again = ItemChanged(item=follow, confirmed=sure, reason=reason)
            receipt = register(session, again, code).receipt
            done = msgspec.structs.replace(done, receipt=receipt)
    return done.telling(*_backwards(session, code, start), *_gap(held, event.item, start))


def _backwards(session: Session, code: str, start: date) -> tuple[str, ...]:
    """Return what to tell of a change that reaches back before the day on which it is decided."""
    if start >= session.signed.on:
        return ()
    return (f"{code} 从过去的 {start} 起改：那天以后已经办的、已经到期的，都按改后的算",)


def _gap(old: CatalogItem, new: CatalogItem, start: date) -> tuple[str, ...]:
    """Return a warning where a changed cycle leaves days that belong to no window."""
    both = old.timing is new.timing is Timing.PERIODIC
    if not both or old.every is None or new.every is None:
        return ()
    broken, first = window_of(old.every, start), window_of(new.every, start)
    if broken.start == start or first.start <= broken.start:
        return ()
    return (
        f"{broken.start} 到 {first.start - timedelta(days=1)} 不属于任何一期："
        f"要接上的，改自 {broken.start} 起",
    )


def _edited(item: CatalogItem, changes: dict[str, object], start: date) -> CatalogItem:
    edited: CatalogItem = msgspec.structs.replace(item, valid_from=start, **changes)
    if edited.every is not None and (wrong := misfit(edited.timing, edited.every)):
        if "every" in changes:
            raise Refused(f"{item.code}：{wrong}")
        edited = msgspec.structs.replace(edited, every=None)
    if edited.timing is Timing.PERIODIC and edited.every is None:
        raise Refused(f"{item.code} 改为定期，要写明周期", next_step="加上 --every 周期，如每季度")
    if edited.timing is not Timing.STANDING:
        if "renewal" in changes:
            raise Refused(f"{item.code} 是{edited.timing}事项，只有固定事项要复核")
        edited = msgspec.structs.replace(edited, renewal=Renewal.LOOK)
    return edited.confirmed(changes)


def confirm_items(
    station: Station, given: Signing, codes: tuple[str, ...], fields: tuple[str, ...]
) -> tuple[Registered, int]:
    """核定: a named person says that 推定 or 合并格推读 fields are right; returns the last entry.

    Without `codes` every item, without `fields` every open field. The values hold as before, so
    the version keeps its own start. Raises Refused where nothing is left to confirm.
    """
    with signing(station, given, Target(number="", name="核定目录")) as session:
        needs_approver(session, "核定目录")
        known = dict.fromkeys(item.code for item in session.facts.items)
        last: Registered | None = None
        count = 0
        for code in codes or tuple(known):
            item = session.item(code)
            open_ones = tuple(
                name for name in (*item.inferred, *item.assumed) if not fields or name in fields
            )
            if open_ones:
                event = ItemChanged(item=item.confirmed(open_ones), confirmed=open_ones)
                last = register(session, event, code)
                count += len(open_ones)
        if last is None:
            raise Refused("没有待核定的内容", next_step="pdisc catalog check")
        return last, count
