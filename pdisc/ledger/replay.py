"""The journal replayed into an empty picture, and every projection row held against it."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec

from pdisc.events.entry import Entry, kind_of
from pdisc.ledger.chain import GENESIS, commitment_of, hash_of
from pdisc.ledger.journal import JournalLine, entry_of
from pdisc.ledger.projection import Picture, primary_keys
from pdisc.models import table as table_of
from pdisc.registers.written import Rows
from pdisc.steps.evolve import IllegalHistory


class VerifyProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong (or worth a note): its kind, its place, what it is."""

    id: str
    where: str
    what: str


MALFORMED = (IllegalHistory, ValueError, KeyError, TypeError, msgspec.MsgspecError)
"""What reading a line that no program wrote may raise."""


class Replay:
    """The journal read from its first line: chain, commitments, legality, and the rows it gives."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self.count = 0
        self.head = GENESIS
        self.problems: list[VerifyProblem] = []
        self.notes: list[VerifyProblem] = []
        self._ledger_id = ""
        self._recorded = ""
        self._picture = Picture()

    def take(self, line: JournalLine) -> None:
        """Read one line: hold it against the chain, then play it."""
        self.count += 1
        where = f"日志第{line.seq}条"
        if line.seq == 1:
            self._ledger_id = line.subject
        if line.seq != self.count or line.prev_hash != self.head:
            self._wrong("链", where, "与上一条接不上（有缺少、插入或改动）")
            self.count = line.seq if isinstance(line.seq, int) else self.count
        if hash_of(self._ledger_id, line) != line.hash:
            self._wrong("链", where, "内容与其校验值不符")
        if str(line.recorded_at) < self._recorded:
            self.notes.append(VerifyProblem(id="时钟", where=where, what="录入时间早于上一条"))
        self.head, self._recorded = str(line.hash), str(line.recorded_at)
        self._play(line, where)

    def _play(self, line: JournalLine, where: str) -> None:
        if line.salt is None or line.body is None:
            self._wrong("内容", where, "缺少内容")
            return
        if commitment_of(line.salt, line.body) != line.commitment:
            self._wrong("内容", where, "内容已被改动")
            return
        try:
            self._project(entry_of(line), line.kind)
        except MALFORMED as error:
            self._wrong("步骤", where, f"不合规定的步骤：{error}")

    def _project(self, entry: Entry, kind: str) -> None:
        if kind_of(entry.event) != kind:
            raise IllegalHistory(f"记作“{kind}”，内容却是“{kind_of(entry.event)}”")
        self._picture.take(entry)

    def rows(self) -> Rows:
        """Return every row that the journal gives."""
        return self._picture.rows()

    def _wrong(self, kind: str, where: str, what: str) -> None:
        self.problems.append(VerifyProblem(id=kind, where=where, what=what))


def row_problems(connection: sqlite3.Connection, wanted: Rows) -> Iterator[VerifyProblem]:
    """Compare every projection row by row with what the replay gives."""
    keys = primary_keys()
    by_table: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {name: {} for name in keys}
    for (table, key), values in wanted.items():
        by_table[table][key] = values
    for table, rows in by_table.items():
        names = table_of(table).columns.keys()
        found = {
            tuple(row[names.index(part)] for part in keys[table]): dict(
                zip(names, row, strict=True)
            )
            for row in connection.execute(f"SELECT {', '.join(names)} FROM {table}")
        }
        yield from _differences(table, rows, found)


def _differences(
    table: str,
    wanted: dict[tuple[Any, ...], dict[str, Any]],
    found: dict[tuple[Any, ...], dict[str, Any]],
) -> Iterator[VerifyProblem]:
    for key in sorted(wanted.keys() | found.keys(), key=str):
        where = f"{table} {'/'.join(map(str, key))}"
        if key not in found:
            yield VerifyProblem(id="重放", where=where, what="缺少这一行")
        elif key not in wanted:
            yield VerifyProblem(id="重放", where=where, what="日志里没有这一行")
        elif wanted[key] != found[key]:
            fields = [name for name in found[key] if wanted[key].get(name) != found[key][name]]
            yield VerifyProblem(id="重放", where=where, what=f"与日志不符：{'、'.join(fields)}")
