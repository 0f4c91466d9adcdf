"""Every projection row held against the one that the journal gives, both read in one order."""

import sqlite3
from collections.abc import Callable, Container, Iterator
from operator import itemgetter
from typing import Any

from pdisc.ledger.projection import primary_keys
from pdisc.ledger.replay import VerifyProblem
from pdisc.registers.written import Rows, Values

_ORDERS = {"step": ("number", "seq")}
"""In which order a table is read where it isn't that of its key: as a replay by subject goes."""

Cells = tuple[Any, ...]
Known = Callable[[str], Container[str]]
"""Which columns a table has today."""


def _columns(connection: sqlite3.Connection, name: str, known: Known | None) -> list[str]:
    found = [column for _, column, *_ in connection.execute(f"PRAGMA table_info({name})")]
    return [column for column in found if known is None or column in known(name)]


class Comparison:
    """What the tables of a ledger hold, compared with rows as they come.

    Only what doesn't agree is kept, so memory is bounded where rows come in the tables' order; they
    may come in any.
    """

    def __init__(self, connection: sqlite3.Connection, known: Known | None = None) -> None:
        """Stand before the first row of every table.

        Of an older schema that is compared which today's (`known`) has, too: what was written stays
        what it is. A table whose key is another today is left out.
        """
        self._tables: dict[str, _Side] = {}
        for name, key in primary_keys().items():
            columns = _columns(connection, name, known)
            if known is None or {*key, *_ORDERS.get(name, ())} <= set(columns):
                self._tables[name] = _Side(connection, name, key, columns)

    def take(self, rows: Rows) -> None:
        """Hold some rows of the journal's against the tables."""
        for key in sorted(rows) if len(rows) > 1 else rows:
            if table := self._tables.get(key[0]):
                table.want(key[1], rows[key])

    def problems(self) -> Iterator[VerifyProblem]:
        """Yield whatever doesn't agree, table by table, when every row has come."""
        for table in self._tables.values():
            yield from table.problems()


class _Side:
    """One table, read row by row beside those that are wanted."""

    def __init__(
        self, connection: sqlite3.Connection, name: str, key: tuple[str, ...], columns: list[str]
    ) -> None:
        order = _ORDERS.get(name, key)
        self._cursor = connection.execute(
            f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(order)}"
        )
        self._name = name
        self._columns = columns
        self._cells = itemgetter(*self._columns)
        self._places = [self._columns.index(column) for column in order]
        self._key = [self._columns.index(column) for column in key]
        self._wanted: dict[Cells, Cells] = {}
        self._found: dict[Cells, Cells] = {}
        self._next: Cells | None = next(self._cursor, None)

    def want(self, key: Cells, values: Values) -> None:
        """Go on to where a row of the journal's stands, or would."""
        cells = self._cells(values)
        if cells != self._next:
            self._pass(self._place(cells))
        if cells == self._next:
            self._next = next(self._cursor, None)
        else:
            self._wanted[key] = cells

    def _pass(self, place: list[tuple[int, Any]] | None) -> None:
        """Set aside the rows that stand before a place, or all that are left."""
        while self._next is not None and (place is None or self._place(self._next) < place):
            self._found[tuple(self._next[part] for part in self._key)] = self._next
            self._next = next(self._cursor, None)

    def _place(self, cells: Cells) -> list[tuple[int, Any]]:
        """Return what a row is sorted by, as SQLite does it: numbers before texts before bytes."""
        return [(_RANKS.get(type(cells[part]), 0), cells[part]) for part in self._places]

    def problems(self) -> Iterator[VerifyProblem]:
        """Yield what was wanted and not found, found and not wanted, or found to be different."""
        self._pass(None)
        for key in sorted(self._wanted.keys() | self._found.keys(), key=str):
            said = self._difference(self._wanted.get(key), self._found.get(key))
            if said:
                where = f"{self._name} {'/'.join(map(str, key))}"
                yield VerifyProblem(id="重放", where=where, what=said)

    def _difference(self, wanted: Cells | None, found: Cells | None) -> str:
        if found is None:
            return "缺少这一行"
        if wanted is None:
            return "日志里没有这一行"
        pairs = zip(self._columns, wanted, found, strict=True)
        changed = [name for name, mine, theirs in pairs if mine != theirs]
        return f"与日志不符：{'、'.join(changed)}" if changed else ""


_RANKS = {type(None): 0, int: 1, float: 1, bool: 1, str: 2, bytes: 3}
