"""The sheet of the catalogue: a row for each item, with what is 推定 marked, and why.

Read without SQLModel; `services/catalog_taken.py` takes it back.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.catalog.offices import known_offices
from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem
from pdisc.services.catalog import items
from pdisc.sheets.fill_forms import (
    ABOUT_NOTHING,
    AUTHORITY,
    CATALOG,
    CATALOG_FORM,
    CHANNELS,
    CODE,
    EVERY,
    ITEM,
    OFFICE,
    RENEWAL,
    RETENTION,
    RULE,
    SCOPE,
    STATE,
    TIMING,
    WHY,
    FillRow,
    FillSheet,
    mark_of,
)
from pdisc.text import crockford, grouped
from pdisc.words import Timing

FIELDS: Mapping[str, str] = {
    "every": EVERY,
    "scope": SCOPE,
    "channels": CHANNELS,
    "timing": TIMING,
    "office": OFFICE,
    "authority": AUTHORITY,
    "retention": RETENTION,
    "renewal": RENEWAL,
    "rule": RULE,
}
"""In which column each field of an item stands."""


def catalog_sheet(reading: Reading, today: date) -> FillSheet:
    """Return the sheet of the items in force, in the order of the document."""
    held = [item for item in items(reading, today) if not item.retired]
    usual = dict(_usual_reasons(held))
    waiting = sum(len(item.inferred) + len(item.assumed) for item in held)
    return FillSheet(
        form=CATALOG_FORM,
        title=f"{reading.registers.unit}　{CATALOG_FORM.called}",
        mark=mark_of(CATALOG, ABOUT_NOTHING, reading.ledger_id()),
        on=today,
        rows=tuple(_row(item, usual) for item in held),
        lists={OFFICE: known_offices(reading.registers)},
        told=(f"{today} 的目录，共{len(held)}条，待核定{waiting}处（黄底的格）",),
        reasons=tuple((FIELDS[field], why) for field, why in usual.items()),
    )


def _usual_reasons(held: Sequence[CatalogItem]) -> Iterator[tuple[str, str]]:
    """Yield the reason that many items give for a 推定 field: told once, not in each row."""
    for field in FIELDS:
        counted = Counter(
            item.why[field] for item in held if field in item.assumed and item.why.get(field)
        )
        if counted:
            why, count = counted.most_common(1)[0]
            if count * 3 > counted.total():
                yield field, why


def _doubtful(item: CatalogItem) -> list[str]:
    """Return the fields of an item that are 推定 or 推读, with a reason."""
    return [field for field in (*item.inferred, *item.assumed) if item.why.get(field)]


def _row(item: CatalogItem, usual: Mapping[str, str]) -> FillRow:
    own = [
        f"{FIELD_NAMES[field]}：{item.why[field]}"
        for field in _doubtful(item)
        if usual.get(field) != item.why[field]
    ]
    open_ones = (*item.inferred, *item.assumed)
    return FillRow(
        cells={
            CODE: item.code,
            ITEM: item.level3,
            **{column: said(item, field) for field, column in FIELDS.items()},
            WHY: "\n".join(own),
            STATE: state_of(item),
        },
        marked=frozenset(FIELDS[field] for field in open_ones if field in FIELDS),
    )


def said(item: CatalogItem, field: str) -> str:
    """Return what a cell says of an item's field; 更新 only of those that are always up."""
    if field == "renewal" and item.timing is not Timing.STANDING:
        return ""
    value = getattr(item, field)
    return "、".join(value) if isinstance(value, tuple) else str(value or "")


def state_of(item: CatalogItem) -> str:
    """Return a short code of what a row says, by which a change in between is known."""
    held = msgspec.json.encode([said(item, field) for field in FIELDS])
    return grouped(crockford(hashlib.sha256(held).digest(), 8), 4)
