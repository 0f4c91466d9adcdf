"""目录: the items of the 公开目录, in all their versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.clock import beijing_date
from pdisc.errors import NotFound
from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert
from pdisc.text import nearest
from pdisc.values.parts import Event
from pdisc.values.records import Record
from pdisc.words import Authority, Renewal, Retention, Scope, Timing


class CatalogItem(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one catalogue item, in force from `valid_from` until the next version.

    `every` is a cycle for 定期, for 随时 a term after the event or None (the general rule holds).
    From a version with `retired` on, nothing more is owed; its code is never used again.
    """

    code: str
    position: int
    level1: str
    level2: str
    level3: str
    channels: tuple[str, ...]
    scope: Scope
    timing: Timing
    every: str | None = None
    renewal: Renewal = Renewal.LOOK
    authority: Authority
    rule: int
    retention: Retention
    office: str
    inferred: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    why: Mapping[str, str] = {}
    valid_from: date
    recorded_on: date
    retired: bool = False

    def confirmed(self, fields: Iterable[str]) -> "CatalogItem":
        """Return the item with these fields no longer 推定 or 推读."""
        sure = frozenset(fields)
        return msgspec.structs.replace(
            self,
            inferred=tuple(name for name in self.inferred if name not in sure),
            assumed=tuple(name for name in self.assumed if name not in sure),
        )


def document_order(item: CatalogItem) -> tuple[int, tuple[int, ...]]:
    """Return the place of an item in the document: its position, then its code by numbers.

    A new item stands behind the one before it, at the same position: 1.1.10 behind 1.1.9.
    """
    return item.position, tuple(int(part) for part in item.code.split("."))


def in_turn(versions: Iterable[CatalogItem]) -> tuple[CatalogItem, ...]:
    """Return those versions of an item that ever hold, by their first day.

    Of two from the same day the later recorded holds, and the earlier never did. Those from one day
    are given as they were recorded.
    """
    held = {item.valid_from: item for item in versions}
    return tuple(held[start] for start in sorted(held))


def version_on(versions: Sequence[CatalogItem], day: date) -> CatalogItem | None:
    """Return the version that holds on a day, before the first of them the first; None for none."""
    held = in_turn(versions)
    first = next(iter(held), None)
    return next((item for item in reversed(held) if item.valid_from <= day), first)


def missing_item(code: str, named: Mapping[str, str], *, cutoff: float = 0.6) -> NotFound:
    """Return the error for a code that no item bears, with the nearest of those named."""
    near = nearest(code, named, cutoff)
    hint = f"，是不是“{near} {named[near]}”？" if near else ""
    return NotFound(f"目录里没有编号“{code}”{hint}", next_step="pdisc catalog list")


class PublicItem(Record, frozen=True, kw_only=True):
    """One catalogue item as an audience outside the office sees it."""

    code: str
    level1: str
    level2: str
    level3: str
    channels: tuple[str, ...]
    scope: Scope
    timing: Timing
    every: str | None = None


class ItemChanged(Event, frozen=True, kw_only=True, tag="目录"):
    """A catalogue item has a new version, or some of its fields were confirmed.

    `document_number` is the paper behind it: for 保管期限 the approved 保管期限表.
    """

    item: CatalogItem
    confirmed: tuple[str, ...] = ()
    reason: str = ""
    document_number: str = ""

    @property
    def lacks_table(self) -> bool:
        """Whether 保管期限 is confirmed without the table that the archives authority approved."""
        return "retention" in self.confirmed and not self.document_number


class ItemAdded(Event, frozen=True, kw_only=True, tag="新增目录"):
    """A new item stands in the catalogue from its first day on, under a code that none ever had."""

    item: CatalogItem
    reason: str = ""


TABLE = FactTable(
    name="item",
    key=("code", "seq"),
    fact=CatalogItem,
    field="items",
    besides=("seq",),
    order=("position", "code", "valid_from", "seq"),
    checks=(("every", "every IS NULL OR every LIKE '每%' OR every LIKE '发生后%'"),),
)


def item_row(entry: Entry, item: CatalogItem) -> Insert:
    """Return the row of a version; it was recorded on the day of its entry, whatever it says."""
    recorded = msgspec.structs.replace(item, recorded_on=beijing_date(entry.recorded_at))
    return TABLE.insert(recorded, seq=entry.seq)


def _changed(entry: Entry, event: ItemChanged | ItemAdded) -> Iterator[Insert]:
    yield item_row(entry, event.item)


ITEMS = Register(events={ItemChanged: _changed, ItemAdded: _changed}, tables=(TABLE,))
