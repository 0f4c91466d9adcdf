"""What a ledger in use learns when it is upgraded: what was shipped since, and nothing else.

What the office set stays as it is, and no date that has begun to run moves: a new value holds from
the day of the upgrade on. Each is an entry of its own, so that the journal tells it.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from pdisc.registers.items import CatalogItem, ItemChanged
from pdisc.registers.settings import Setting, SettingChanged
from pdisc.values.grouping import grouped
from pdisc.words import Timing

UPGRADE = "程序升级"
"""Who stands behind what an upgrade brings: nobody of the office, so it is 推定."""

KNOWS_RENEWAL = 4
"""The first version in which an item says how it is renewed."""


def missing_rules(known: Container[str], on: date) -> tuple[SettingChanged, ...]:
    """Return the shipped rules that an older ledger doesn't know, as they hold from a day on."""
    from pdisc.catalog.seed import shipped_rules

    return tuple(rule.setting(on) for rule in shipped_rules() if rule.name not in known)


def missing_sources(settings: Sequence[Setting]) -> Iterator[SettingChanged]:
    """Yield the rules of an older ledger whose source is told in parts now: the values as they are.

    Only where the office never set the rule, and it still reads as it is shipped.
    """
    from pdisc.catalog.seed import shipped_rules

    versions = grouped((setting.name, setting) for setting in settings)
    for rule in shipped_rules():
        held = versions.get(rule.name, [])
        first = held[0] if len(held) == 1 else None
        if first is None or (first.value, first.unit) != (rule.value, rule.unit):
            continue
        told = msgspec.structs.replace(rule.setting(first.valid_from), assumed=first.assumed)
        if (first.basis, first.document) != (told.basis, told.document):
            yield told


def missing_renewals(items: Iterable[CatalogItem], version: int) -> tuple[ItemChanged, ...]:
    """Return the items of a ledger of that version that only a new disclosure renews, as shipped.

    An old ledger knows no other way than a look; a newer one has what a person set: it is kept.
    """
    if version >= KNOWS_RENEWAL:
        return ()
    shipped = {key: item.renewal for key, item in _shipped().items()}
    return tuple(
        ItemChanged(item=msgspec.structs.replace(item, renewal=renewal), reason=UPGRADE)
        for item in {item.code: item for item in items}.values()
        if item.timing is Timing.STANDING
        and (renewal := shipped.get((item.code, item.level3))) not in (None, item.renewal)
    )


KNOWS_TERMS = 7
"""The first version whose catalogue ships terms of single 随时 items (4.4.1: 发生后1个月)."""


def missing_terms(items: Iterable[CatalogItem], version: int, on: date) -> tuple[ItemChanged, ...]:
    """Return the 随时 items that have a term of their own now, from a day on.

    Only where the general rule held for them; what had occurred before keeps its due date. A
    version that was set for a later day takes the term over on that day.
    """
    if version >= KNOWS_TERMS:
        return ()
    shipped = _shipped()
    newest = {(item.code, max(item.valid_from, on)): item for item in items}
    return tuple(
        ItemChanged(item=_with_term(item, start, new), reason=UPGRADE)
        for (code, start), item in newest.items()
        if (new := shipped.get((code, item.level3))) is not None
        and item.timing is new.timing is Timing.OCCASIONAL
        and new.every is not None
        and item.every is None
        and not item.retired
    )


def _with_term(item: CatalogItem, start: date, shipped: CatalogItem) -> CatalogItem:
    return msgspec.structs.replace(
        item,
        valid_from=start,
        every=shipped.every,
        assumed=("every", *item.assumed),
        why={**item.why, "every": shipped.why["every"]},
    )


def _shipped() -> dict[tuple[str, str], CatalogItem]:
    from pdisc.catalog.seed import shipped_catalog

    day = date(2018, 1, 1)
    items = shipped_catalog(valid_from=day, recorded_on=day)
    return {(item.code, item.level3): item for item in items}
