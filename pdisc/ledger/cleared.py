"""What was published, held against its approval: the facts behind the gate (`audience.py`)."""

import sqlite3
from datetime import date
from typing import Any

import msgspec

from pdisc.audience import is_bound
from pdisc.ledger import queries
from pdisc.ledger.shapes import renamed
from pdisc.values.channels import wider_than_item
from pdisc.values.facts import Facts, Matter
from pdisc.values.parts import Finding, Plan


def public_facts(connection: sqlite3.Connection, known: Facts) -> tuple[Facts, dict[str, Plan]]:
    """Return the facts for an audience outside the office, and the plan behind each publication.

    Every published disclosure is held against its approval: by the hash of its plan as it stands
    in the table now, not by what another column says.
    """
    plans = _plans_in_force(connection)
    approvals = _approvals(connection)
    matters = tuple(
        msgspec.structs.replace(
            matter,
            title=plan.title,
            bound=is_bound(matter.number, matter.code, plan, **approvals[matter.number])
            and not _narrowed_since(known, matter),
        )
        for matter in known.matters
        if matter.postings and (plan := plans.get(matter.number))
    )
    return msgspec.structs.replace(known, matters=matters), plans


def _narrowed_since(known: Facts, matter: Matter) -> bool:
    """Return whether the catalogue has meanwhile taken the item away from society."""
    item = known.item(matter.code, date.max)
    return item is not None and wider_than_item(matter.scope, item)


def _plans_in_force(connection: sqlite3.Connection) -> dict[str, Plan]:
    latest = "WHERE version = (SELECT max(version) FROM version v WHERE v.number = version.number)"
    return {
        row["number"]: msgspec.convert(renamed(row, period="window"), Plan, strict=False)
        for row in queries.select(connection, "version", latest)
    }


def _approvals(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    cursor = connection.execute("SELECT number, approved_sha256, findings FROM disclosure")
    return {
        number: {
            "approved_sha256": sha256,
            "findings": msgspec.json.decode(findings, type=tuple[Finding, ...]),
        }
        for number, sha256, findings in cursor
    }
