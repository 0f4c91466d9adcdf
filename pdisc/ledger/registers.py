"""The registers as they stand: the rows of their tables, read as the facts that they are."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

import msgspec

from pdisc.registers import registry
from pdisc.registers.facts import Facts
from pdisc.registers.opening import TABLE as OFFICE
from pdisc.registers.register import FactTable
from pdisc.rules import UNIT_NAME

Found = Iterable[tuple[FactTable, tuple[Any, ...]]]
ALL: Mapping[str, str] = MappingProxyType({})


def registers(connection: sqlite3.Connection) -> Facts:
    """Return the registers that stay small: catalogue, rules, people and the work calendar."""
    (office,) = read(connection, OFFICE)
    found = [(table, read(connection, table)) for table in _tables(grows=False)]
    placed = _placed(found)
    unit = [each.value for each in placed["settings"] if each.name == UNIT_NAME][-1]
    opened = office.opened_since
    return Facts(unit=unit, since=office.since, opened_since=opened, **placed)


def grown(
    connection: sqlite3.Connection,
    known: Facts,
    among: Mapping[str, str] = ALL,
    values: Mapping[str, str] = ALL,
) -> dict[str, Any]:
    """Return what the registers that grow say: all of it, or what a condition on a table leaves.

    It comes by the fields of Facts, to be put beside what is known.
    """
    found = [
        (table, read(connection, table, among.get(table.name, ""), values))
        for table in _tables(grows=True)
    ]
    placed = _placed(found)
    return {**placed, "more": {**known.more, **placed["more"]}}


def read(
    connection: sqlite3.Connection,
    table: FactTable,
    condition: str = "",
    values: Mapping[str, str] = ALL,
) -> tuple[Any, ...]:
    """Return the rows of a register's table as facts, in the table's order."""
    nested = _nested(table.fact)
    fields = zip(table.fact.__struct_fields__, table.shown, strict=True)
    cells = (f"'{name}', {f'json({cell})' if name in nested else cell}" for name, cell in fields)
    cursor = connection.execute(
        f"SELECT json_object({', '.join(cells)}) FROM {table.name} {condition}"
        f" ORDER BY {', '.join(table.order)}",
        dict(values),
    )
    text = ",".join(row for (row,) in cursor)
    kind: Any = tuple[table.fact, ...]  # type: ignore[name-defined]
    return msgspec.json.decode(f"[{text}]", type=kind, strict=False)  # type: ignore[no-any-return]


def fact_of(table: FactTable, row: Mapping[str, Any]) -> Any:
    """Return the fact that one row of a register's table is, as an entry gives the row."""
    nested = _nested(table.fact)
    fields = zip(table.fact.__struct_fields__, table.shown, strict=True)
    values = {
        name: msgspec.json.decode(row[column]) if name in nested and row[column] else row[column]
        for name, column in fields
    }
    return msgspec.convert(values, table.fact, strict=False)


@cache
def _nested(fact: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields that hold lists and mappings: their columns hold JSON."""
    return tuple(
        each.name
        for each in msgspec.structs.fields(fact)
        if any(get_origin(kind) in _MANY for kind in (each.type, *get_args(each.type)))
    )


_MANY = (tuple, list, dict, Mapping)


def _tables(*, grows: bool) -> list[FactTable]:
    return [each for each in registry().tables.values() if each.grows is grows]


def _placed(found: Found) -> dict[str, Any]:
    """Return facts by the fields of Facts, those that have none by their kind in `more`."""
    placed: dict[str, Any] = {"more": {}}
    for table, facts in found:
        if table.field:
            placed[table.field] = facts
        else:
            placed["more"][table.fact] = facts
    return placed
