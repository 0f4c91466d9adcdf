"""A list of registers, and all that follows from it."""

from collections.abc import Iterable
from functools import cached_property

from pdisc.events.amendments import FOLDED
from pdisc.events.entry import Entry, kind_of
from pdisc.registers.register import FactTable, Register, RowsOf
from pdisc.registers.written import Written
from pdisc.values.parts import Event


class Registry:
    """Some registers: all kinds of events, their tables, what an entry does to these."""

    def __init__(self, registers: Iterable[Register]) -> None:
        """Take the registers; raise ValueError where two share a kind of event or a table."""
        self.registers = tuple(registers)
        self.events: tuple[type[Event], ...] = (
            *FOLDED,
            *(event for each in self.registers for event in each.events),
        )
        found = [table for each in self.registers for table in each.tables]
        self.tables: dict[str, FactTable] = {table.name: table for table in found}
        kinds = [kind_of(event) for event in self.events]
        for names in (kinds, [table.name for table in found]):
            if twice := {name for name in names if names.count(name) > 1}:
                raise ValueError(f"in two registers: {twice}")
        self._rows: dict[type[Event], RowsOf] = {
            event: rows for each in self.registers for event, rows in each.events.items()
        }

    def rows(self, entry: Entry) -> Iterable[Written]:
        """Return what one entry does to the registers' tables: nothing where it is a step."""
        rows = self._rows.get(type(entry.event))
        return rows(entry, entry.event) if rows else ()

    @cached_property
    def labels(self) -> dict[str, str]:
        """How the fields of the registers' events are called in a refusal."""
        return {name: word for each in self.registers for name, word in each.labels.items()}
