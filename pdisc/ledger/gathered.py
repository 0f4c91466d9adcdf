"""What a replay meets in one order and must tell in another, sorted outside of memory.

A file is kept once, whichever entry named it first; a running number goes by when something was
first published. Both come disclosure by disclosure. So they are put into a database of their own,
which SQLite keeps in a temporary file as soon as it grows, and which is gone when it is closed.
"""

import sqlite3
from collections.abc import Iterator

from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry
from pdisc.ledger.projection import file_rows, new_row, newly_numbered
from pdisc.registers.templates import TemplateDropped, TemplateSet
from pdisc.registers.written import Insert
from pdisc.steps.disclosure import Disclosure
from pdisc.words import Audience

_SCHEMA = """
CREATE TABLE file (sha256 PRIMARY KEY, size, seq, place) WITHOUT ROWID;
CREATE TABLE dossier (place PRIMARY KEY, number, manifest, seq) WITHOUT ROWID;
CREATE TABLE published (audience, seq, number, gone, PRIMARY KEY (audience, seq)) WITHOUT ROWID;
CREATE TABLE taken (seq, audience, first, place, PRIMARY KEY (seq, audience)) WITHOUT ROWID;
"""
_FILE = """
INSERT INTO file VALUES (?, ?, ?, ?)
 ON CONFLICT DO UPDATE SET (size, seq, place) = (excluded.size, excluded.seq, excluded.place)
 WHERE excluded.seq < seq
"""
_WRONGLY_TAKEN = """
SELECT t.seq FROM taken t WHERE t.place IS NOT CASE
 WHEN t.first IS NULL OR EXISTS (
  SELECT 1 FROM published p WHERE p.audience = t.audience AND p.seq > t.first AND p.seq < t.seq
  AND (p.gone IS NULL OR p.gone > t.seq)) THEN NULL
 ELSE (SELECT count(*) FROM published p WHERE p.audience = t.audience AND p.seq <= t.first
  AND (p.gone IS NULL OR p.gone > t.first)) END
"""
"""A number goes back with the only publication, and only as long as none was given after it."""


class Gathered:
    """The files, dossiers and first publications of a ledger, as its journal tells them."""

    def __init__(self) -> None:
        """Begin empty."""
        self._of, self._by = "", dict[str, int]()
        self.layouts: dict[str, str] = {}
        """The office's own layouts in force, as SHA-256 by form; empty where one was given up."""
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(f"PRAGMA synchronous=OFF; {_SCHEMA} BEGIN;")

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def take(self, entry: Entry, before: Disclosure | None, after: Disclosure | None) -> None:
        """Remember what one step brought in, put away and published first."""
        if isinstance(entry.event, (TemplateSet, TemplateDropped)):
            held = entry.event.file.sha256 if isinstance(entry.event, TemplateSet) else ""
            self.layouts[entry.event.form] = held
        for place, values in enumerate(file_rows(entry).values()):
            named = (values["sha256"], values["size"], values["seq"], place)
            self._database.execute(_FILE, named)
        if after is None:
            return
        if after.filing and after.filing.dossier:
            put = (after.filing.dossier, after.number, after.filing.manifest_sha256, entry.seq)
            self._database.execute("INSERT OR IGNORE INTO dossier VALUES (?, ?, ?, ?)", put)
        self._number(entry, before, after)

    def _number(self, entry: Entry, before: Disclosure | None, after: Disclosure) -> None:
        """Remember who came to know it by a number; one that was given back was never given."""
        if after.number != self._of:
            self._of, self._by = after.number, {}
        if isinstance(entry.event, Annulled):
            alone = before and [each.seq for each in before.publications] == [entry.event.entry]
            self._take_back(entry.seq, entry.event, alone=bool(alone))
            return
        for audience in newly_numbered(before, after):
            if audience not in self._by:
                self._by[audience] = entry.seq
                first = (audience, entry.seq, after.number, None)
                self._database.execute("INSERT INTO published VALUES (?, ?, ?, ?)", first)

    def _take_back(self, seq: int, event: Annulled, *, alone: bool) -> None:
        """Remember which numbers an annulment took back, and which it might have."""
        for audience in {*event.numbers, *(self._by if alone else ())}:
            first, place = self._by.get(audience), event.numbers.get(Audience(audience))
            told = (seq, audience, first if alone else None, place)
            self._database.execute("INSERT OR IGNORE INTO taken VALUES (?, ?, ?, ?)", told)
            if place is not None and first is not None:
                del self._by[audience]
                gone = (seq, audience, first)
                update = "UPDATE published SET gone = ? WHERE audience = ? AND seq = ?"
                self._database.execute(update, gone)

    def wrongly_taken(self) -> Iterator[int]:
        """Yield the annulments that took other numbers back than they had to."""
        for (seq,) in self._database.execute(_WRONGLY_TAKEN):
            yield seq

    def rows(self) -> Iterator[Insert]:
        """Yield the rows of running numbers and of files, in the order of their keys."""
        numbers = self._database.execute(
            "SELECT audience, row_number() OVER (PARTITION BY audience ORDER BY seq), number"
            " FROM published WHERE gone IS NULL ORDER BY audience, seq"
        )
        for audience, place, number in numbers:
            values = {"audience": audience, "place": place, "number": number}
            yield new_row("publicnumber", values)
        for sha256, size, seq in self._database.execute("SELECT sha256, size, seq FROM file"):
            yield new_row("storedfile", {"sha256": sha256, "size": size, "seq": seq})

    def counts(self) -> tuple[int, int]:
        """Return how many files there are, and how many dossiers."""
        query = "SELECT (SELECT count(*) FROM file), (SELECT count(*) FROM dossier)"
        files, dossiers = self._database.execute(query).fetchone()
        return files, dossiers

    def files(self) -> Iterator[tuple[str, int]]:
        """Yield the hash and the size of every file, in the order in which they were named."""
        query = "SELECT sha256, size FROM file ORDER BY seq, place"
        yield from self._database.execute(query)

    def dossiers(self) -> Iterator[tuple[str, str, str]]:
        """Yield place, number and manifest of every dossier, by when its disclosure was filed."""
        query = "SELECT place, number, manifest FROM dossier ORDER BY seq"
        yield from self._database.execute(query)

    def names_file(self, sha256: str) -> bool:
        """Return whether some entry named a file of that hash."""
        return self._knows("SELECT 1 FROM file WHERE sha256 = ?", sha256)

    def names_dossier(self, place: str) -> bool:
        """Return whether a dossier lies in that place."""
        return self._knows("SELECT 1 FROM dossier WHERE place = ?", place)

    def _knows(self, query: str, value: str) -> bool:
        return self._database.execute(query, (value,)).fetchone() is not None
