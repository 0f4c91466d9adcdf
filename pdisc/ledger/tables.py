"""Every table by its name: those of the models, and one for each that a register declares."""

from functools import cache

from sqlalchemy import Table
from sqlmodel import SQLModel

from pdisc import models
from pdisc.ledger.projection import primary_keys
from pdisc.registers import registry
from pdisc.registers.register import FactTable

JOURNAL = SQLModel.metadata.tables["journal"]
PAYLOAD = SQLModel.metadata.tables["payload"]
GUARDED = (JOURNAL.name, PAYLOAD.name)
"""What is only ever appended to, by triggers too."""


def table(name: str) -> Table:
    """Return a table by its name; raises KeyError for one that nobody declares."""
    declared = registry().tables.get(name)
    return SQLModel.metadata.tables[name] if declared is None else _made(declared)


def projections() -> list[Table]:
    """Return the tables that a replay fills, in an order in which rows may be inserted."""
    return [table(name) for name in primary_keys()]


@cache
def _made(declared: FactTable) -> Table:
    return models.register_table(declared.name, declared.kinds, declared.key, dict(declared.checks))
