"""A list of registers, and all that follows from it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from pdisc.events.amendments import FOLDED, Annulled, PapersAdded, Reassigned
from pdisc.events.entry import Entry, kind_of
from pdisc.events.steps import Published
from pdisc.registers.annulments import annulment_row
from pdisc.registers.register import FactTable, Register, RowsOf
from pdisc.registers.written import Delete, Insert, Written
from pdisc.values.parts import Event

Earlier = Callable[[int], Entry]
"""How an entry that was made before is found, by its number."""


def no_journal(seq: int) -> Entry:
    """Find nothing: what has no journal at hand can't say what an annulment takes back."""
    raise ValueError(f"没有第{seq}条日志可查")


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

    def rows(self, entry: Entry, earlier: Earlier = no_journal) -> Iterable[Written]:
        """Return what one entry does to the registers' tables: nothing where it is a step.

        What an annulment takes back is asked of `earlier`. Raises ValueError where it names an
        entry that isn't there, isn't about the same, or isn't of a kind that may be annulled.
        """
        event = entry.event
        if isinstance(event, Annulled):
            return self._annulled(entry, event, target_of(entry, event, earlier))
        rows = self._rows.get(type(event))
        return rows(entry, event) if rows else ()

    def _annulled(self, entry: Entry, event: Annulled, original: Entry) -> Iterator[Written]:
        """Yield that an entry was taken back, and that the rows which it made are gone."""
        if not self.may_be_annulled(original.event):
            raise ValueError(f"第{original.seq}条“{kind_of(original.event)}”不能作废")
        yield annulment_row(entry, event, original)
        for row in self.rows(original):
            assert isinstance(row, Insert), "what is annullable only makes rows"
            yield Delete(row.key)

    def may_be_annulled(self, event: Event) -> bool:
        """Return whether an entry of such a kind may be taken back."""
        return type(event) in self._annullable

    @cached_property
    def _annullable(self) -> frozenset[type[Event]]:
        registered = (each.annullable for each in self.registers)
        return frozenset[type[Event]]((Published, Reassigned, PapersAdded)).union(*registered)

    @property
    def annullable_kinds(self) -> frozenset[str]:
        """The journal's words for the kinds of entries that may be taken back."""
        return frozenset(map(kind_of, self._annullable))

    @cached_property
    def private(self) -> dict[str, frozenset[str]]:
        """Which fields of each kind of event no log shows, by the journal's word for the kind."""
        return {kind_of(event): event.private for event in self.events if event.private}

    @cached_property
    def labels(self) -> dict[str, str]:
        """How the fields of the registers' events are called in a refusal."""
        return {name: word for each in self.registers for name, word in each.labels.items()}


def target_of(entry: Entry, event: Annulled, earlier: Earlier) -> Entry:
    """Return what an annulment takes back; raise ValueError where that can't be."""
    if event.entry >= entry.seq:
        raise ValueError(f"作废的第{event.entry}条不在它以前")
    original = earlier(event.entry)
    if original.subject != entry.subject:
        raise ValueError(f"作废的第{event.entry}条说的是“{original.subject}”")
    return original
