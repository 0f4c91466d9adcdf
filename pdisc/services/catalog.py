"""The catalogue as it is looked at: a day's items, one of them, what is wrong with them."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import msgspec

from pdisc.audience import cleared_item, public_item
from pdisc.catalog.cautions import caution_of, caution_told, evidence_of, sources_of
from pdisc.catalog.check import CatalogProblem, check_catalog
from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem, PublicItem, missing_item
from pdisc.services.catalog_check import by_roster
from pdisc.values.codes import receipt
from pdisc.values.records import SourceRecord
from pdisc.words import Audience


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with the catalogue itself."""

    problems: tuple[CatalogProblem, ...]
    conflicts: int
    unconfirmed: int


def items(reading: Reading, on: date) -> tuple[CatalogItem, ...]:
    """Return the version of every item that holds on a day, in document order."""
    return reading.registers.items_on(on)


def known_as(reading: Reading) -> tuple[str, str]:
    """Return whose catalogue it is, and the ledger's 回执: what a paper of it says."""
    return reading.registers.unit, receipt(*reading.head())


def later_versions(reading: Reading, code: str, on: date) -> tuple[CatalogItem, ...]:
    """Return the versions of an item that begin after a day, in order."""
    versions = reading.registers.versions(code)
    newest = {version.valid_from: version for version in versions if version.valid_from > on}
    return tuple(newest.values())


def items_outside(reading: Reading, on: date, audience: Audience) -> tuple[PublicItem, ...]:
    """Return the items that exist for an audience outside the office, as it sees them.

    What has been taken from it since isn't told again for being asked about a day before.
    """
    hidden = taken_away(reading, audience)
    return tuple(
        public_item(each)
        for each in items(reading, on)
        if cleared_item(audience, each.scope) and not each.retired and each.code not in hidden
    )


def taken_away(reading: Reading, audience: Audience) -> frozenset[str]:
    """Return the codes of the items that an audience may not see by their newest version."""
    newest = {each.code: each for each in items(reading, date.max)}
    return frozenset(
        code for code, item in newest.items() if not cleared_item(audience, item.scope)
    )


Item = TypeVar("Item", CatalogItem, PublicItem)


def one_of(held: Sequence[Item], code: str) -> Item:
    """Return the item of that code, or raise NotFound with the nearest among those given."""
    known = {each.code: each for each in held}
    if code not in known:
        raise missing_item(code, {each.code: each.level3 for each in held})
    return known[code]


class KnownBeside(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one item beyond the plan: a caution, sources by field, traces of merges."""

    caution: str | None
    sources: dict[str, SourceRecord]
    evidence: dict[str, str]


def known_beside(item: CatalogItem) -> KnownBeside:
    """Return what is known of one item beyond the plan's table."""
    return KnownBeside(
        caution=caution_of(item.code, item.level3) or None,
        sources={
            each.field: SourceRecord(
                document=each.document, clause=each.clause, in_force=each.in_force
            )
            for each in sources_of(item)
        },
        evidence=evidence_of(item),
    )


def cautions(code: str, item: str) -> tuple[str, ...]:
    """Return what is to be told of an item to whoever proposes or reviews."""
    return caution_told(code, item)


def check(reading: Reading, on: date) -> Checked:
    """Return the conflicts and gaps of the catalogue in force on a day (附件1, 附件2)."""
    held = tuple(each for each in items(reading, on) if not each.retired)
    problems = (*check_catalog(held), *by_roster(held, reading.registers, on))
    return Checked(
        problems=problems,
        conflicts=sum(each.conflict for each in problems),
        unconfirmed=sum(len(each.inferred) + len(each.assumed) for each in held),
    )
