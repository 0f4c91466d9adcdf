"""Changing the 公开目录: a new version of an item, or of several, from a day on; 停用, 恢复."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from pdisc.catalog.cautions import too_slow
from pdisc.catalog.fields import FIELD_NAMES
from pdisc.catalog.versions import refuse_retired
from pdisc.dates.cycles import misfit
from pdisc.dates.windows import window_of
from pdisc.errors import Refused, UsageError
from pdisc.registers.items import CatalogItem, ItemChanged, version_on
from pdisc.services.acting import Session, signing
from pdisc.services.confirming import RETENTION_OPEN
from pdisc.services.contradictions import item_told
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.together import InTurn
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


def change_items(
    station: Station,
    given: Signing,
    codes: Sequence[str],
    edit: ItemEdit,
    *,
    valid_from: date | None,
    reason: str,
    document_number: str = "",
) -> list[Registered]:
    """更正目录: a new version of each item from a day on, all of them or none.

    What a person sets is thereby confirmed, 保管期限 only with the approved table. Versions that
    were already set for later days take the change over, except where they had changed the same
    field themselves. The due dates that move are named.
    """
    changes = {
        name: value for name in edit.__struct_fields__ if (value := getattr(edit, name)) is not None
    }
    if not changes:
        raise UsageError(
            "没有写明要改什么",
            next_step=f"pdisc catalog set {codes[0]} --every 周期 --reason 理由 --by 审批人",
        )
    typed = (edit, reason, document_number)
    with signing(station, given, _edit_of(codes[0]), typed) as session:
        needs_approver(session, "更正目录")

        def may(code: str) -> date:
            session.item(code)
            start = valid_from or session.signed.on
            refuse_retired(session.facts.item(code, start) or session.item(code), "不用再改")
            return start

        def do(code: str) -> Registered:
            change = FieldsSet(changes, reason, document_number)
            return item_changed(session, code, may(code), change)

        done = InTurn(session, codes, aim=_edit_of, do=do, may=may).done()
        change = changed_by(session)
    code = codes[0] if len(codes) == 1 else None
    return [*done[:-1], done[-1].telling(*moved(station, change, code=code))]


def _edit_of(code: str) -> Target:
    return Target(number=code, name="更正目录")


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
                f"--from {held.valid_from} --reason 理由 --by 审批人"
                if held.retired
                else f"pdisc catalog show {code}",
            )
        done = item_changed(session, code, start, FieldsSet({"retired": not restore}, reason))
        change = changed_by(session)
    return done.telling(*moved(station, change, code=code))


class FieldsSet(msgspec.Struct, frozen=True):
    """What is changed of an item, why, and by which paper."""

    fields: dict[str, Any]
    reason: str
    document_number: str = ""

    def event(self, item: CatalogItem, fields: Iterable[str]) -> ItemChanged:
        """Return the entry of a changed version; what was set of it is confirmed thereby."""
        open_ones = {"retention"} if self.leaves_retention_open else set()
        sure = tuple(name for name in fields if name in FIELD_NAMES and name not in open_ones)
        still = tuple(dict.fromkeys((*item.assumed, *open_ones)))
        return ItemChanged(
            item=msgspec.structs.replace(item, assumed=still).confirmed(sure),
            confirmed=sure,
            reason=self.reason,
            document_number=self.document_number,
        )

    @property
    def leaves_retention_open(self) -> bool:
        """Whether 保管期限 is set, but by no approved table: it stays 推定."""
        return "retention" in self.fields and not self.document_number


def item_changed(session: Session, code: str, start: date, change: FieldsSet) -> Registered:
    """Record a changed version of an item in a transaction that is open, and of its later ones."""
    versions = session.facts.versions(code)
    held = version_on(versions, start)
    assert held is not None, "an item that exists has a version for every day"
    changes = change.fields
    told = _kept_before(session, held, start, change.reason)
    event = change.event(edited_item(held, changes, start), changes)
    done = register(session, event, code)
    newest = {version.valid_from: version for version in versions if version.valid_from > start}
    for later in newest.values():
        same = {x: changes[x] for x in changes if getattr(later, x) == getattr(held, x)}
        if same:
            follow = edited_item(later, same, later.valid_from)
            receipt = register(session, change.event(follow, same), code).receipt
            done = msgspec.structs.replace(done, receipt=receipt)
    told += (*_backwards(session, code, start), *_gap(held, event.item, start))
    told += (*_widened(held, event.item), *item_told(session, held, event.item))
    told += too_slow(event.item) if "every" in changes else ()
    return done.telling(*told, *(RETENTION_OPEN,) * change.leaves_retention_open)


def _kept_before(session: Session, held: CatalogItem, start: date, reason: str) -> tuple[str, ...]:
    """Record that an item stays as it was until a change that begins before all its versions.

    So it can where the ledger's beginning was moved to an earlier day than it was opened with.
    """
    facts = session.facts
    opened = facts.opened_since in {each.valid_from for each in facts.versions(held.code)}
    if not opened or not facts.since < start < held.valid_from:
        return ()
    before = msgspec.structs.replace(held, valid_from=facts.since)
    register(session, ItemChanged(item=before, reason=reason), held.code)
    return (f"{held.code} 自 {facts.since} 起、{start} 以前，仍按原来的算",)


def _backwards(session: Session, code: str, start: date) -> tuple[str, ...]:
    """Return what to tell of a change that reaches back before the day on which it is decided."""
    if start >= session.signed.on:
        return ()
    return (f"{code} 从过去的 {start} 起改：那天以后已经办的、已经到期的，都按改后的算",)


def _widened(old: CatalogItem, new: CatalogItem) -> tuple[str, ...]:
    """Return a warning where what only members read becomes society's."""
    if (old.scope, new.scope) != (Scope.PARTY, Scope.SOCIETY):
        return ()
    return (
        f"{new.code} 的公开范围由党内放宽到社会，以后的公开谁都能看到；"
        f"改错了的：pdisc catalog set {new.code} --scope 党内 --reason 理由 --by 审批人",
    )


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


def edited_item(item: CatalogItem, changes: dict[str, object], start: date) -> CatalogItem:
    """Return an item with fields changed from a day on; Refused where they don't go together."""
    edited: CatalogItem = msgspec.structs.replace(item, valid_from=start, **changes)
    if edited.every is not None and (wrong := misfit(edited.timing, edited.every)):
        if "every" in changes:
            look = f"看这一条目：pdisc catalog show {item.code}"
            raise Refused(f"{item.code}：{wrong}", next_step=look)
        edited = msgspec.structs.replace(edited, every=None)
    if edited.timing is Timing.PERIODIC and edited.every is None:
        raise Refused(f"{item.code} 改为定期，要写明周期", next_step="加上 --every 周期，如每季度")
    if edited.timing is not Timing.STANDING:
        if "renewal" in changes:
            told = f"{item.code} 是{edited.timing}事项，只有固定事项要复核"
            raise Refused(told, next_step="去掉 --renewal；改为固定的，加上 --timing 固定")
        edited = msgspec.structs.replace(edited, renewal=Renewal.LOOK)
    return edited
