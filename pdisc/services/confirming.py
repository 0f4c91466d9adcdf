"""核定: a named person stands by what the plan doesn't state, or what was read out of a merge."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from pdisc.catalog.fields import value_in_words
from pdisc.errors import Refused
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem, ItemChanged, missing_item
from pdisc.services.acting import Session, signing
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target

RETENTION = "retention"
RETENTION_OPEN = (
    "保管期限没有核定：要有同级档案主管部门审查同意的保管期限表（国家档案局令第8号第十二条），"
    "有了文号再核定：加上 --document-number 文号"
)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One field of an item that waits to be confirmed, with its value and why it reads so."""

    code: str
    item: str
    field: str
    value: str
    why: str


class ToConfirm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be confirmed; without codes every item, without fields every open one."""

    codes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    document_number: str = ""

    def open_in(self, item: CatalogItem) -> tuple[str, ...]:
        """Return the open fields of an item that this confirms: 保管期限 only by its table."""
        return tuple(
            name
            for name in (*item.inferred, *item.assumed)
            if (not self.fields or name in self.fields)
            and (name != RETENTION or self.document_number)
        )

    def leaves(self, item: CatalogItem) -> bool:
        """Say whether 保管期限 of an item would be confirmed, were its table named."""
        wanted = not self.fields or RETENTION in self.fields
        return wanted and RETENTION in item.assumed and not self.document_number


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """What was confirmed, with the entry of each item."""

    entries: tuple[Registered, ...]
    fields: tuple[Waiting, ...]


def waiting(facts: Facts, asked: ToConfirm, on: date) -> tuple[Waiting, ...]:
    """Return what would be confirmed, field by field, in the order of the catalogue.

    Raises NotFound for a code that no item bears.
    """
    return tuple(
        each for item in _items(facts, asked.codes, on) for each in _told(item, asked.open_in(item))
    )


def confirm_items(station: Station, given: Signing, asked: ToConfirm) -> Confirmed:
    """核定: each item with an open field gets a version in which it is none any longer.

    The values hold as before, so the version keeps its own start. Raises Refused where nothing is
    left to confirm.
    """
    act = Target(number="", name="核定目录")
    with signing(station, given, act, asked.document_number) as session:
        needs_approver(session, "核定目录")
        items = tuple(_items(session.facts, asked.codes, session.signed.on))
        left = any(asked.leaves(item) for item in items)
        entries: list[Registered] = []
        fields: list[Waiting] = []
        for item in items:
            if sure := asked.open_in(item):
                entries.append(confirmed_alone(session, item.code, sure, asked))
                fields += _told(item, sure)
        if not entries:
            raise _nothing(asked, left=left)
        if left:
            entries[-1] = entries[-1].telling(RETENTION_OPEN)
        return Confirmed(entries=tuple(entries), fields=tuple(fields))


def confirmed_alone(
    session: Session,
    code: str,
    fields: Sequence[str],
    asked: ToConfirm,
    *,
    on: date | None = None,
) -> Registered:
    """Confirm these fields of one item in a transaction that is open.

    What is confirmed is the item as it holds `on` a day; on the act's own where none is said.
    """
    paper = asked.document_number if RETENTION in fields else ""
    item, sure = session.facts.item(code, on or session.signed.on), tuple(fields)
    assert item is not None, "who confirms an item has looked at it"
    event = ItemChanged(item=item.confirmed(sure), confirmed=sure, document_number=paper)
    return register(session, event, code)


def _nothing(asked: ToConfirm, *, left: bool) -> Refused:
    if left:
        told, _, why = RETENTION_OPEN.partition("：")
        which = " ".join(asked.codes) or "--all"
        return Refused(
            f"只剩{told}：{why.partition('，有了')[0]}",
            next_step=f"有了以后：pdisc catalog confirm {which} --document-number 文号 --by 审批人",
        )
    return Refused("没有待核定的内容", next_step="pdisc catalog check")


def _items(facts: Facts, codes: Sequence[str], on: date) -> Iterator[CatalogItem]:
    named = {item.code: item.level3 for item in facts.items}
    for code in codes or named:
        item = facts.item(code, on)
        if item is None:
            raise missing_item(code, named, cutoff=0.5)
        yield item


def _told(item: CatalogItem, fields: Iterable[str]) -> list[Waiting]:
    return [
        Waiting(
            code=item.code,
            item=item.level3,
            field=field,
            value=value_in_words(item, field),
            why=item.why.get(field, ""),
        )
        for field in fields
    ]
