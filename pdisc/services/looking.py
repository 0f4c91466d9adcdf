"""Looking before acting, and looking things up: reading services, without SQLModel."""

import sqlite3
from difflib import get_close_matches

import msgspec

from pdisc.errors import NotFound
from pdisc.ledger import queries


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One step asked of one disclosure: which, by what word, and how many acts it had when seen."""

    number: str
    name: str
    seen: int | None = None


def missing_disclosure(connection: sqlite3.Connection, number: str) -> NotFound:
    """Return the error for a number that no disclosure bears, with the nearest one."""
    near = get_close_matches(number, queries.numbers(connection), n=1, cutoff=0.6)
    hint = f"，是不是 {near[0]}？" if near else ""
    return NotFound(f"没有编号为“{number}”的公开事项{hint}", next_step="pdisc list")


def look(connection: sqlite3.Connection, number: str, name: str) -> Act:
    """Return an act on a disclosure as it looks now; raise NotFound where there is none."""
    count = queries.step_count(connection, number)
    if count == 0:
        raise missing_disclosure(connection, number)
    return Act(number=number, name=name, seen=count)
