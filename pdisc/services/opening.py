"""Opening a ledger with what is shipped, or with a catalogue of one's own."""

import secrets
from datetime import date
from pathlib import Path

import msgspec

from pdisc.catalog import seed
from pdisc.dates import workday_tables
from pdisc.dates.days import YearTable
from pdisc.errors import Refused, UsageError
from pdisc.events.entry import Entry
from pdisc.ledger.engine import opening
from pdisc.registers.items import CatalogItem
from pdisc.registers.opening import Opened
from pdisc.rules import UNIT_NAME, Rule
from pdisc.screening.house import SHIPPED
from pdisc.services.guard import Tripwire, private
from pdisc.services.public_texts import refuse_private
from pdisc.services.rule_values import checked_value
from pdisc.services.station import Signing, Station
from pdisc.services.text_files import read_text
from pdisc.services.texts import short
from pdisc.values.codes import receipt
from pdisc.words import Authority


class OpenedLedger(msgspec.Struct, frozen=True, kw_only=True):
    """What a new ledger began with."""

    unit: str
    items: int
    receipt: str


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """How it is here: one office for all items, a branch without a 支委会.

    A branch with fewer than seven full members has none (支部工作条例第八条): what it would approve
    the members' meeting approves.
    """

    office: str = ""
    no_committee: bool = False

    def item(self, item: CatalogItem) -> CatalogItem:
        """Return one item as it is here; an office that a person named is no longer 推定."""
        if self.office:
            reasons = {name: text for name, text in item.why.items() if name != "office"}
            item = msgspec.structs.replace(item, office=self.office, why=reasons)
            item = item.confirmed(("office",))
        if self.no_committee and item.authority is Authority.COMMITTEE:
            why = item.why if "authority" not in item.assumed else {**item.why, "authority": SMALL}
            item = msgspec.structs.replace(item, authority=Authority.MEETING, why=why)
        return item


SMALL = "推定：支部不设支部委员会（正式党员不足7人），由支部党员大会审批"


def open_ledger(
    station: Station,
    given: Signing,
    *,
    unit: str,
    since: date,
    catalog: Path | None,
    here: Circumstances | None = None,
) -> OpenedLedger:
    """建账 with the shipped rules and calendar, and the shipped catalogue or that of a file.

    Raises UsageError for a catalogue that won't do, with all its problems; nothing is made then.
    """
    dates = {"valid_from": since, "recorded_on": station.today}
    if catalog is None:
        items = seed.shipped_catalog(**dates)
    else:
        items = seed.load_catalog(read_text(catalog), **dates)
        _nothing_private(items)
    if here is not None:
        short("科室", here.office)
        items = tuple(map(here.item, items))
    rules = seed.shipped_rules()
    named = unit or next(rule.value for rule in rules if rule.name == UNIT_NAME)
    shipped = Shipped(items=items, rules=rules, notices=workday_tables.shipped_workdays())
    code = open_shipped(station, given, unit=named, since=since, shipped=shipped)
    return OpenedLedger(unit=named, items=len(items), receipt=code)


def _nothing_private(items: tuple[CatalogItem, ...]) -> None:
    """Raise UsageError where what everybody reads of a catalogue tells of a person: all of it."""
    names = [
        (f"{item.code} 的名称", name)
        for item in items
        for name in (item.level1, item.level2, item.level3)
    ]
    names += [(f"{item.code} 的公开形式", name) for item in items for name in item.channels]
    found = [
        f"{hit.where}里有{hit.kind}（{hit.excerpt}）"
        for where, name in dict.fromkeys(names)
        for hit in private(name, where)
    ]
    if found:
        raise UsageError(f"目录会公开，{'；'.join(found)}", next_step="从目录文件里去掉后再试")


class Shipped(msgspec.Struct, frozen=True, kw_only=True):
    """What a new ledger begins with."""

    items: tuple[CatalogItem, ...]
    rules: tuple[Rule, ...]
    notices: tuple[YearTable, ...]


def open_shipped(
    station: Station, given: Signing, *, unit: str, since: date, shipped: Shipped
) -> str:
    """建账: a new ledger with catalogue, rules and calendar in one first entry; return its 回执."""
    if since > station.today:
        told = f"起算日 {since} 在今天（{station.today}）之后"
        raise Refused(told, next_step="--since 写今天或以前的日期")
    named = {UNIT_NAME: unit}
    settings = tuple(
        rule.setting(since, checked_value(rule.name, rule.unit, named.get(rule.name, rule.value)))
        for rule in shipped.rules
    )
    event = Opened(since=since, items=shipped.items, settings=settings, notices=shipped.notices)
    entry = Entry(
        seq=0,
        subject=secrets.token_hex(16),
        by=given.by or station.operator,
        operator=station.operator,
        on=station.today,
        recorded_at=station.clock.now(),
        late=False,
        event=event,
    )
    tripwire = Tripwire(SHIPPED)
    tripwire.refuse(given)
    tripwire.refuse(entry)
    refuse_private(event, SHIPPED)
    with opening(station.folder, wait=station.wait, dry_run=given.dry_run) as writer:
        writer.append(entry)
        code = receipt(*writer.reading.head())
    if not given.dry_run:
        station.kept.append(f"建账（回执 {code}）")
    return code
