"""Opening a ledger with what is shipped, or with a catalogue of one's own."""

from datetime import date
from pathlib import Path

import msgspec

from pdisc import seed
from pdisc.rules import UNIT_NAME
from pdisc.services.desk import Desk, Signing
from pdisc.services.registers import Shipped, open_shipped
from pdisc.services.texts import MOST_CHARACTERS, read_text


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What a new ledger began with."""

    unit: str
    items: int
    receipt: str


def open_ledger(
    desk: Desk, given: Signing, *, unit: str, since: date, catalog: Path | None
) -> Opened:
    """建账 with the shipped rules and calendar, and the shipped catalogue or that of a file.

    Raises UsageError for a catalogue that won't do, with all its problems; nothing is made then.
    """
    dates = {"valid_from": since, "recorded_on": desk.today}
    if catalog is None:
        items = seed.shipped_catalog(**dates)
    else:
        items = seed.load_catalog(read_text(catalog, MOST_CHARACTERS), **dates)
    days = tuple(day for table in seed.shipped_workdays() for day in table.days)
    rules = seed.shipped_rules()
    named = unit or next(rule.value for rule in rules if rule.name == UNIT_NAME)
    shipped = Shipped(items=items, rules=rules, days=days)
    receipt = open_shipped(desk, given, unit=named, since=since, shipped=shipped)
    return Opened(unit=named, items=len(items), receipt=receipt)
