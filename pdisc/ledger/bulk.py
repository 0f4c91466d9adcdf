"""Storing many entries at once: the same journal, chain and rows that appending one by one gives.

Lines are written in batches, and the rows of a disclosure once, when nothing more is expected of it
or when all is said. So the cost of an entry doesn't grow with the ledger, and what is held in
memory is one batch and the disclosures that are still open.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import insert, update

from pdisc.disclosure import Disclosure
from pdisc.events import Entry
from pdisc.evolve import is_step
from pdisc.ledger import queries
from pdisc.ledger.chain import GENESIS, new_line
from pdisc.ledger.engine import Writer
from pdisc.ledger.projection import (
    PRIMARY_KEYS,
    Key,
    Values,
    changed_rows,
    disclosure_rows,
    file_rows,
    register_rows,
)
from pdisc.models import TABLES, Journal
from pdisc.workflow import FINAL, replayed

BATCH = 2000
"""So many lines are written together: more gains nothing."""


def extend(writer: Writer, entries: Iterable[Entry], *, batch: int = BATCH) -> int:
    """Store entries in their order, as if each had been appended; return how many there were.

    They come without numbers, and may be produced while they are stored; what was stored can be
    read only when all are. Whatever `append` would refuse is raised (IllegalHistory, the database's
    own refusals), and so is an error of the one who produces them: then nothing of them is kept.
    As with `append`, marks of secrecy are looked for before entries come here.
    """
    with writer.attempt():
        bulk = _Bulk(writer)
        for count, entry in enumerate(entries, 1):
            bulk.take(entry)
            if count % batch == 0:
                bulk.write(everything=False)
        bulk.write(everything=True)
    return bulk.taken


class _Bulk:
    """What was taken and not yet written, and the disclosures that may still change."""

    def __init__(self, writer: Writer) -> None:
        """Go on where the journal ends."""
        self.taken = 0
        self._writer = writer
        self._ledger_id, self._seq, self._head = "", 0, GENESIS
        if writer.connection.execute("SELECT 1 FROM journal LIMIT 1").fetchone():
            self._ledger_id = queries.ledger_id(writer.connection)
            self._seq, self._head = queries.head(writer.connection)
        self._rows: dict[str, list[Values]] = {name: [] for name in TABLES}
        self._files: dict[str, Values] = {}
        self._states: dict[str, Disclosure | None] = {}
        self._written: dict[str, Disclosure | None] = {}

    def take(self, entry: Entry) -> None:
        """Give one entry its number, chain it and play it."""
        self.taken += 1
        self._seq += 1
        self._ledger_id = self._ledger_id or entry.subject
        stored = msgspec.structs.replace(entry, seq=self._seq)
        line = new_line(stored, ledger_id=self._ledger_id, prev_hash=self._head)
        self._head = line.hash
        self._rows["journal"].append({name: getattr(line, name) for name in Journal.model_fields})
        self._rows["payload"].append({"seq": line.seq, "salt": line.salt, "body": line.body})
        if is_step(entry.event):
            before = self._state(entry.subject)
            self._states[entry.subject] = replayed(before, stored)
        for key, values in register_rows(stored).items():
            self._register(key, values)
        for (_, (sha256,)), values in file_rows(stored).items():
            self._files.setdefault(sha256, values)

    def _state(self, number: str) -> Disclosure | None:
        """Return a disclosure as it stands, from the journal where it wasn't met in this batch."""
        if number not in self._states:
            found = self._writer.disclosure(number)
            self._states[number] = self._written[number] = found
        return self._states[number]

    def _register(self, key: Key, values: Values) -> None:
        """Keep a whole row for later; write at once the few that change what stands already."""
        table, _ = key
        if set(values) == set(TABLES[table].model_fields):
            self._rows[table].append(values)
            return
        self.write(everything=False)
        self._change(key, values)

    def write(self, *, everything: bool) -> None:
        """Write what waits: the rows of settled disclosures, or of all where everything is said."""
        moved: dict[Key, Values] = {}
        for number, state in list(self._states.items()):
            if not everything and state is not None and state.state not in FINAL:
                continue
            before = disclosure_rows(self._written.pop(number))
            added, changed = changed_rows(before, disclosure_rows(state))
            for (table, _), values in added.items():
                self._rows[table].append(values)
            moved |= changed
            del self._states[number]
        self._new_files()
        self._insert()
        for key, values in moved.items():
            self._change(key, values)

    def _new_files(self) -> None:
        """Let those files wait that no row names yet."""
        known = "SELECT 1 FROM storedfile WHERE sha256 = ?"
        for sha256, values in self._files.items():
            if not self._writer.connection.execute(known, (sha256,)).fetchone():
                self._rows["storedfile"].append(values)
        self._files.clear()

    def _insert(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                self._writer.session.execute(insert(_table(table)), rows)
                rows.clear()

    def _change(self, key: Key, values: Values) -> None:
        table, parts = key
        columns = _table(table).c
        named = zip(PRIMARY_KEYS[table], parts, strict=True)
        where = [columns[name] == part for name, part in named]
        self._writer.session.execute(update(_table(table)).where(*where).values(values))


def _table(name: str) -> Any:
    return TABLES[name].__table__  # type: ignore[attr-defined]
