"""Storing many entries at once: the same journal, chain and rows that appending one by one gives.

Lines are written in batches, and the rows of a disclosure once, when nothing more is expected of it
or when all is said. So the cost of an entry doesn't grow with the ledger, and what is held in
memory is one batch and the disclosures that are still open.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import insert

from pdisc.events.amendments import FOLDED
from pdisc.events.entry import Entry
from pdisc.ledger.chain import GENESIS, new_line
from pdisc.ledger.engine import Writer
from pdisc.ledger.journal import JournalLine
from pdisc.ledger.lines import entry_at
from pdisc.ledger.projection import Numbering, file_rows, written_rows
from pdisc.ledger.queries import has_file
from pdisc.ledger.tables import JOURNAL, PAYLOAD
from pdisc.registers import registry
from pdisc.registers.written import Delete, Insert, Key, Written
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.transitions import FINAL
from pdisc.workflow import replayed

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
            self._ledger_id = writer.reading.ledger_id()
            self._seq, self._head = writer.reading.head()
        self._numbering = Numbering(writer.reading.last_public_places(), self._numbered_by)
        self._numbers: dict[str, list[Insert | Delete]] = {}
        self._lines: list[JournalLine] = []
        self._waiting: list[Written] = []
        self._files: dict[Key, Insert] = {}
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
        self._lines.append(line)
        if type(entry.event) in FOLDED:
            before = self._state(entry.subject)
            self._states[entry.subject] = after = replayed(before, stored)
            numbers = self._numbering.rows(stored, before, after)
            self._numbers.setdefault(entry.subject, []).extend(numbers)
            if getattr(entry.event, "numbers", None):  # a place may be given again
                self.write(everything=True)
        for change in registry().rows(stored, self._earlier):
            self._waiting.append(change)
            if not isinstance(change, Insert):  # of a row that may still wait itself
                self.write(everything=False)
        for key, values in file_rows(stored).items():
            self._files.setdefault(key, Insert(key, values))

    def _earlier(self, seq: int) -> Entry:
        """Return an entry that was made before, which may still wait to be written."""
        self.write(everything=False)
        return entry_at(self._writer.connection, seq)

    def _numbered_by(self, number: str) -> dict[str, int]:
        return self._writer.reading.places_of(number)

    def _state(self, number: str) -> Disclosure | None:
        """Return a disclosure as it stands, from the journal where it wasn't met in this batch."""
        if number not in self._states:
            found = self._writer.disclosure(number)
            self._states[number] = self._written[number] = found
        return self._states[number]

    def write(self, *, everything: bool) -> None:
        """Write what waits: the rows of settled disclosures, or of all where everything is said."""
        for number, state in list(self._states.items()):
            if everything or state is None or state.state in FINAL:
                self._waiting += written_rows(self._written.pop(number), state)
                self._waiting += self._numbers.pop(number)
                del self._states[number]
        self._waiting += self._new_files()
        self._write_lines()
        self._writer.write(self._waiting)
        self._waiting.clear()

    def _new_files(self) -> list[Insert]:
        """Return the rows of those files that no row names yet."""
        new = [
            row
            for (_, (sha256,)), row in self._files.items()
            if not has_file(self._writer.connection, sha256)
        ]
        self._files.clear()
        return new

    def _write_lines(self) -> None:
        if not self._lines:
            return
        for part in (JOURNAL, PAYLOAD):
            names = part.columns.keys()
            rows = [{name: getattr(line, name) for name in names} for line in self._lines]
            self._writer.session.execute(insert(part), rows)
        self._lines.clear()
