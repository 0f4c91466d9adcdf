"""What a register is: its events, its tables, the rows an entry gives, the facts rows are."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, get_type_hints

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.written import Delete, Insert, Key, Update, Written, fields_of, plain
from pdisc.values.parts import COLUMN_OF, Event


class FactTable(msgspec.Struct, frozen=True, kw_only=True):
    """One table of a register: a row is a fact, whose fields are its columns (see COLUMN_OF).

    `besides` are columns that no fact shows (whole numbers), `order` the columns by which rows are
    read, `checks` what the database holds true of a row by itself (name, condition). `field` is
    where the facts stand in `Facts`; without one, `Facts.of` gives them. A table that `grows` with
    use is read only where due dates are asked.
    """

    name: str
    key: tuple[str, ...]
    fact: type[msgspec.Struct]
    field: str = ""
    besides: tuple[str, ...] = ()
    order: tuple[str, ...] = ("seq",)
    checks: tuple[tuple[str, str], ...] = ()
    grows: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns of the fact, in the order of its fields."""
        return tuple(COLUMN_OF.get(name, name) for name in self.fact.__struct_fields__)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns."""
        return (*self.shown, *self.besides)

    @property
    def kinds(self) -> dict[str, Any]:
        """The type of what each column holds, as the fact declares it."""
        shown = zip(self.shown, get_type_hints(self.fact).values(), strict=True)
        return {**dict(shown), **dict.fromkeys(self.besides, int)}

    @property
    def happens(self) -> bool:
        """Whether a fact counts from its business date on; others say themselves when they do."""
        return "on" in self.fact.__struct_fields__

    def insert(self, fact: msgspec.Struct, **besides: Any) -> Insert:
        """Return the new row of a fact, with what the table holds besides."""
        values = {COLUMN_OF.get(name, name): value for name, value in fields_of(fact).items()}
        row = {name: plain(value) for name, value in (values | besides).items()}
        return Insert((self.name, tuple(row[name] for name in self.key)), row)

    def update(self, *key: Any, **changes: Any) -> Update:
        """Return other values for some fields of the row under a key."""
        values = {COLUMN_OF.get(name, name): plain(value) for name, value in changes.items()}
        return Update(self._under(key), values)

    def delete(self, *key: Any) -> Delete:
        """Return that the row under a key is to be gone."""
        return Delete(self._under(key))

    def _under(self, key: tuple[Any, ...]) -> Key:
        return self.name, tuple(map(plain, key))


RowsOf = Callable[[Entry, Any], Iterable[Written]]
"""What one entry with its event does to the tables."""

NO_LABELS: Mapping[str, str] = MappingProxyType({})


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be recorded beside the five steps, told whole.

    `events` gives for each kind of event what it does to the tables; `annullable` are those that
    only make rows and may be taken back (作废): then these rows are gone. `labels` tells how fields
    of these events are called where one of them is refused.
    """

    events: Mapping[type[Event], RowsOf]
    annullable: frozenset[type[Event]] = frozenset()
    tables: tuple[FactTable, ...] = ()
    labels: Mapping[str, str] = NO_LABELS


def no_rows(_entry: Entry, _event: Event) -> tuple[Written, ...]:
    """Return nothing: of such an event only the journal tells."""
    return ()
