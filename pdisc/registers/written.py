"""What an entry does to the tables: rows that are new, changed or gone, told outright."""

from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from pdisc.clock import instant_text

Key = tuple[str, tuple[Any, ...]]
Values = dict[str, Any]
Rows = dict[Key, Values]


class Insert(msgspec.Struct, frozen=True):
    """A whole row, new under its key."""

    key: Key
    values: Values


class Update(msgspec.Struct, frozen=True):
    """Other values in some columns of a row that stands already."""

    key: Key
    values: Values


class Delete(msgspec.Struct, frozen=True):
    """A row that stands already and is to be gone."""

    key: Key


Written: TypeAlias = Insert | Update | Delete
"""What an entry does to the tables; whoever stores it raises where there is no row to change."""


def plain(value: Any) -> Any:
    """Return a value as a column holds it: words and dates as text, lists as JSON text."""
    if isinstance(value, (tuple, list, dict)):
        return msgspec.json.encode(value, order="sorted").decode()
    if isinstance(value, datetime):
        return instant_text(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value)


def fields_of(value: msgspec.Struct) -> Values:
    """Return the fields of a value by name."""
    return {name: getattr(value, name) for name in value.__struct_fields__}
