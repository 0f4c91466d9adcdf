"""What was written stays what it is: journals of earlier programs, their heads and their rows.

`tests/data/journals.json.xz` holds two of them, with the head and the rows that the program of
their time gave: the ledger of the first schema, and one with an entry of every kind. Nothing in it
is ever made anew; a kind that comes later brings its own tests.
"""

import json
import lzma
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pdisc.events.entry import Entry, kind_of
from pdisc.ledger.chain import GENESIS, commitment_of, hash_of, new_line
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.journal import CHAINED, JournalLine, entry_of
from pdisc.ledger.replay import Replay
from pdisc.registers.written import Rows

Row = dict[str, Any]
FILE = Path(__file__).parent / "data" / "journals.json.xz"


class Kept(msgspec.Struct, frozen=True):
    """A journal as it was written, and what it gave then."""

    lines: tuple[JournalLine, ...]
    head: str
    rows: dict[str, list[Row]]

    def entries(self) -> list[Entry]:
        return [entry_of(line) for line in self.lines]


FIRST, EVERY_KIND = msgspec.json.decode(lzma.decompress(FILE.read_bytes()), type=list[Kept])
KEPT = pytest.mark.parametrize("kept", [FIRST, EVERY_KIND], ids=["first schema", "every kind"])


def test_every_event_would_be_written_again_to_the_byte() -> None:
    for line, entry in zip(EVERY_KIND.lines, EVERY_KIND.entries(), strict=True):
        again = new_line(entry, ledger_id="", prev_hash=line.prev_hash)

        assert (again.kind, again.body) == (line.kind, line.body)


@KEPT
def test_the_chain_ends_in_the_hash_that_it_ended_in(kept: Kept) -> None:
    head = GENESIS
    for line in kept.lines:
        assert line.salt is not None
        assert line.body is not None
        commitment = commitment_of(line.salt, line.body)
        covered = msgspec.structs.replace(line, prev_hash=head, commitment=commitment)
        head = hash_of(kept.lines[0].subject, covered)

    assert head == kept.head


@KEPT
def test_every_row_is_given_again_but_for_columns_that_were_dropped(kept: Kept) -> None:
    found: dict[str, list[Row]] = {}
    for (table, _), row in played(kept.lines).items():
        found.setdefault(table, []).append(row)

    assert found.keys() >= kept.rows.keys()
    for table, rows in kept.rows.items():
        columns = [name for name in rows[0] if name in found[table][0]]
        assert told(found[table], columns) == told(rows, columns), table


def played(lines: Iterable[JournalLine]) -> Rows:
    """Return the rows that a journal gives, played from a database that holds nothing else."""
    rows: Rows = {}
    with closing(sqlite3.connect(":memory:")) as connection, closing(Gathered()) as gathered:
        connection.execute(f"CREATE TABLE journal ({', '.join(CHAINED)})")
        connection.execute("CREATE TABLE payload (seq, salt, body)")
        for line in lines:
            *covered, _, salt, body = msgspec.structs.astuple(line)
            assert salt is not None
            assert body is not None
            values = (*covered, commitment_of(salt, body))
            connection.execute(f"INSERT INTO journal VALUES ({', '.join('?' * 11)})", values)
            connection.execute("INSERT INTO payload VALUES (?, ?, ?)", (line.seq, salt, body))
        Replay().play(connection, gathered, rows.update)
    return rows


def told(rows: list[Row], columns: list[str]) -> list[str]:
    return sorted(json.dumps([row[name] for name in columns], ensure_ascii=False) for row in rows)


def test_a_default_that_was_spelt_out_is_left_out_as_ever() -> None:
    for line, entry in zip(EVERY_KIND.lines, EVERY_KIND.entries(), strict=True):
        spelt = {
            field.name: msgspec.to_builtins(field.default)
            for field in msgspec.structs.fields(entry.event)
            if field.default is not msgspec.NODEFAULT
        }
        body = json.loads(line.body or "")
        assert not [name for name, value in spelt.items() if body["event"].get(name, ...) == value]
        body["event"] = spelt | body["event"]
        again = entry_of(msgspec.structs.replace(line, body=json.dumps(body)))

        assert again == entry, kind_of(entry.event)
