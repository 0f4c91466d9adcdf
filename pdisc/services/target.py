"""What an act is aimed at, and how it looked before: read without SQLModel."""

from datetime import date
from difflib import get_close_matches

import msgspec

from pdisc.errors import NotFound
from pdisc.ledger.reading import Reading
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One step asked of one disclosure: which, by what word, and how many acts it had when seen."""

    number: str
    name: str
    seen: int | None = None


def missing_disclosure(reading: Reading, number: str) -> NotFound:
    """Return the error for a number that no disclosure bears, with the nearest one."""
    near = get_close_matches(number, reading.newest_numbers(), n=1, cutoff=0.6)
    hint = f"，是不是 {near[0]}？" if near else ""
    return NotFound(f"没有编号为“{number}”的公开事项{hint}", next_step="pdisc list")


def look(reading: Reading, number: str, name: str) -> Target:
    """Return an act on a disclosure as it looks now; raise NotFound where there is none."""
    count = reading.step_count(number)
    if count == 0:
        raise missing_disclosure(reading, number)
    return Target(number=number, name=name, seen=count)


def find_item(facts: Facts, code: str, on: date) -> CatalogItem:
    """Return the item in force on a day, or raise NotFound with the nearest code."""
    item = facts.item(code, on)
    if item is not None:
        return item
    codes = list(dict.fromkeys(item.code for item in facts.items))
    near = get_close_matches(code, codes, n=1, cutoff=0.5)
    hint = f"，是不是“{near[0]} {_name(facts, near[0])}”？" if near else ""
    raise NotFound(f"目录里没有编号“{code}”{hint}", next_step="pdisc catalog list")


def _name(facts: Facts, code: str) -> str:
    item = facts.item(code, date.max)
    return item.level3 if item else ""
