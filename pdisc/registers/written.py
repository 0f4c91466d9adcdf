"""What an entry does to the tables: rows that are new, changed or gone, told outright."""

from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import msgspec

from pdisc.clock import beijing_date, instant_text
from pdisc.events.entry import Entry

F = TypeVar("F", bound=msgspec.Struct)

Key = tuple[str, tuple[Any, ...]]
Values = dict[str, Any]
Rows = dict[Key, Values]


class Insert(msgspec.Struct, frozen=True):
    """A whole row, new under its key."""

    key: Key
    values: Values


class Update(msgspec.Struct, frozen=True):
    """Other values in some columns of a row that an earlier entry of the same subject made."""

    key: Key
    values: Values


class Delete(msgspec.Struct, frozen=True):
    """That a row is to be gone which an earlier entry of the same subject made."""

    key: Key


Written: TypeAlias = Insert | Update | Delete
"""What an entry does to the tables; whoever stores it raises where there is no row to change."""


_AS_IT_IS = frozenset({str, int, bool, type(None)})
_JSON = msgspec.json.Encoder(order="sorted")


def plain(value: Any) -> Any:
    """Return a value as a column holds it: words and dates as text, lists as JSON text."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, (tuple, list, dict)):
        return _JSON.encode(value).decode() if value or isinstance(value, dict) else "[]"
    return instant_text(value) if isinstance(value, datetime) else str(value)


def stored_values(values: Values) -> Values:
    """Return values by name, each as its column holds it."""
    return {
        name: value if type(value) in _AS_IT_IS else plain(value)  # a replay asks this very often
        for name, value in values.items()
    }


def fields_of(value: msgspec.Struct) -> Values:
    """Return the fields of a value by name."""
    return {name: getattr(value, name) for name in value.__struct_fields__}


def told(fact: type[F], entry: Entry, event: msgspec.Struct, **more: Any) -> F:
    """Return the fact of an entry, by its fields: `more`, else the event's, else the entry's."""
    known = {
        "seq": entry.seq,
        "by": entry.by,
        "on": entry.on,
        "note": entry.remarks.note,
        "late_entry": entry.late,
        "recorded_on": beijing_date(entry.recorded_at),
        **fields_of(event),
        **more,
    }
    return fact(**{name: known[name] for name in fact.__struct_fields__})
