"""From rows to values. Pure: no connection is seen here."""

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

RENAMED = {"period": "window", "decider": "by", "occurred_on": "on"}
"""Columns whose names no database likes, and what the values call them."""


def renamed(row: Row, **names: str) -> Row:
    """Return a row with some of its columns under other names."""
    return {names.get(name, name): cell for name, cell in row.items()}


def grouped(rows: Iterable[Row], shape: Any) -> dict[str, list[Any]]:
    """Return rows by the number of their disclosure, each in its shape."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row["number"], []).append(shape(row))
    return groups
