"""What an act is aimed at, and how it looked before: read without SQLModel."""

import msgspec

from pdisc.errors import NotFound
from pdisc.ledger.reading import Reading
from pdisc.text import nearest, or_rather


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One step asked of one disclosure: which, by what word, and how many acts it had when seen."""

    number: str
    name: str
    seen: int | None = None


def missing_disclosure(reading: Reading, number: str) -> NotFound:
    """Return the error for a number that no disclosure bears, with the nearest one."""
    hint = or_rather(nearest(number, reading.newest_numbers()))
    return NotFound(f"没有编号为“{number}”的公开事项{hint}", next_step="pdisc list")


def look(reading: Reading, number: str, name: str) -> Target:
    """Return an act on a disclosure as it looks now; raise NotFound where there is none."""
    count = reading.step_count(number)
    if count == 0:
        raise missing_disclosure(reading, number)
    return Target(number=number, name=name, seen=count)
