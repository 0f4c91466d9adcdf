"""The journal replayed in bounded memory: every row that it gives, and all that is wrong with it.

First its chain is followed, line by line. Then what the lines hold is read: the registers, and by
subject the disclosures, each of which is folded from its first step to its last, and forgotten.
What must be told in yet another order (files, running numbers) is gathered in a database.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

import msgspec

from pdisc.events.entry import Entry, kind_of
from pdisc.ledger.chain import GENESIS, commitment_of, hash_of
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.journal import CHAINED, JournalLine, entry_of
from pdisc.ledger.lawful import Lawful
from pdisc.ledger.lines import OF_REGISTERS, OF_STEPS, STEP_KINDS, entry_at, read
from pdisc.ledger.projection import Registers, disclosure_rows
from pdisc.registers.written import Rows
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.evolve import IllegalHistory
from pdisc.values.watch import Watch, unwatched
from pdisc.workflow import replayed


class VerifyProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong (or worth a note): its kind, its place, what it is."""

    id: str
    where: str
    what: str


STEP = "步骤"
"""What a problem is called that lies in an act itself, not in how its line is kept."""

Keep: TypeAlias = Callable[[Rows], Any]
"""Whoever takes the rows: each once, and those of a disclosure together."""


_WITHOUT_A_LINE = """
SELECT p.seq FROM payload p LEFT JOIN journal j ON j.seq = p.seq WHERE j.seq IS NULL ORDER BY p.seq
"""
_TEXTS = (
    *[f"j.{name}" for name in CHAINED if name not in ("seq", "late")],
    *("p.salt", "p.body"),
)
_STRANGE = " || ".join(
    f"CASE WHEN {wrong} THEN '{name} ' ELSE '' END"
    for name, wrong in (
        ("seq", "typeof(j.seq) <> 'integer'"),
        ("late", "typeof(j.late) <> 'integer' OR j.late NOT IN (0, 1)"),
        *((name[2:], f"typeof({name}) NOT IN ('text', 'null')") for name in _TEXTS),
    )
)
_OF_ANOTHER_KIND = f"""
SELECT * FROM (
 SELECT j.seq, {_STRANGE} AS cells FROM journal j LEFT JOIN payload p ON p.seq = j.seq
) WHERE cells <> '' ORDER BY seq
"""
"""Cells that Python reads as if they were what a program of ours writes."""


_MALFORMED = (IllegalHistory, ValueError, KeyError, TypeError, msgspec.MsgspecError)
"""What reading a line that no program wrote may raise."""


class Replay:
    """What a journal says of itself, played from its first line to its last."""

    def __init__(
        self,
        *,
        judging: Callable[[sqlite3.Connection], Lawful] | None = None,
        watch: Watch = unwatched,
    ) -> None:
        """Begin before the first line; `judging` asks the guards of every entry again, too.

        `watch` is told how many lines were read.
        """
        self.count = 0
        self.head = GENESIS
        self.notes: list[VerifyProblem] = []
        self._problems: list[tuple[int, VerifyProblem]] = []
        self._unlawful: list[tuple[int, VerifyProblem]] = []
        self._ledger_id = ""
        self._judging = judging
        self._lawful: Lawful | None = None
        self._watch = watch
        self._read = 0

    @property
    def problems(self) -> list[VerifyProblem]:
        """All that is wrong with the lines, in their order.

        What an act should have kept to is told of whole journals alone: where a line is missing or
        changed, everything after it seems to break some rule.
        """
        whole = all(problem.id == STEP for _, problem in self._problems)
        found = self._problems + (self._unlawful if whole else [])
        ordered = sorted(found, key=lambda each: each[0])
        return list(dict.fromkeys(problem for _, problem in ordered))  # an annulment is read twice

    def play(self, connection: sqlite3.Connection, gathered: Gathered, keep: Keep) -> None:
        """Read the whole journal of a ledger and hand over every row that it gives."""
        self._lawful = self._judging(connection) if self._judging else None
        self._follow(connection)
        self._unread(connection)
        keep(self._registers(connection, gathered))
        steps = read(connection, OF_STEPS, *STEP_KINDS, order="j.subject, j.seq")
        for _, lines in groupby(steps, key=lambda line: line.subject):
            keep(disclosure_rows(self._folded(lines, gathered)))
        for seq in gathered.wrongly_taken() if self._lawful else ():
            self._judged(seq, ("收回的对外编号不是当时该收回的",))
        for row in gathered.rows():
            keep({row.key: row.values})

    def _follow(self, connection: sqlite3.Connection) -> None:
        """Follow the chain: each line is the next one, and bound to the one before it."""
        recorded = ""
        links = "SELECT seq, prev_hash, hash, recorded_at, subject FROM journal ORDER BY seq"
        for seq, prev_hash, found, recorded_at, subject in connection.execute(links):
            self.count += 1
            if seq == 1:
                self._ledger_id = subject
            if seq != self.count or prev_hash != self.head:
                self._wrong("链", seq, "与上一条接不上（有缺少、插入或改动）")
                self.count = seq
            if str(recorded_at) < recorded:
                what = "录入时间早于上一条"
                self.notes.append(VerifyProblem(id="时钟", where=_where(seq), what=what))
            self.head, recorded = str(found), str(recorded_at)

    def _unread(self, connection: sqlite3.Connection) -> None:
        """Tell what no line is read from: contents without a line, values of another kind."""
        for (seq,) in connection.execute(_WITHOUT_A_LINE):
            self._wrong("内容", seq, "日志里没有这一条，却有它的内容")
        for seq, cells in connection.execute(_OF_ANOTHER_KIND):
            self._wrong("链", seq, f"不是程序会写的值：{cells.strip().replace(' ', '、')}")

    def _registers(self, connection: sqlite3.Connection, gathered: Gathered) -> Rows:
        """Play all that is no step of a disclosure; it is little, and stays in memory."""
        registers = Registers(partial(entry_at, connection))
        for line in read(connection, OF_REGISTERS, *STEP_KINDS):
            with self._named(line):
                if entry := self._entry(line):
                    registers.take(entry)
                    gathered.take(entry, None, None)
                    lawful = self._lawful
                    self._judged(line.seq, lawful.registered(entry) if lawful else ())
        return registers.rows

    def _folded(self, lines: Iterable[JournalLine], gathered: Gathered) -> Disclosure | None:
        """Return a disclosure after those of its steps that are whole and legal."""
        state: Disclosure | None = None
        for line in lines:
            with self._named(line):
                if entry := self._entry(line):
                    after = replayed(state, entry)
                    gathered.take(entry, state, after)
                    before, state = state, after
                    lawful = self._lawful
                    self._judged(line.seq, lawful.stepped(before, entry) if lawful else ())
        return state

    def _entry(self, line: JournalLine) -> Entry | None:
        """Return what a line holds, or None where that isn't what was recorded."""
        self._watch("核对日志", self._read, self.count)
        self._read += 1
        if hash_of(self._ledger_id, line) != line.hash:
            self._wrong("链", line.seq, "内容与其校验值不符")
        if line.salt is None or line.body is None:
            self._wrong("内容", line.seq, "缺少内容")
            return None
        if commitment_of(line.salt, line.body) != line.commitment:
            self._wrong("内容", line.seq, "内容已被改动")
            return None
        entry = entry_of(line)
        if kind_of(entry.event) != line.kind:
            raise IllegalHistory(f"记作“{line.kind}”，内容却是“{kind_of(entry.event)}”")
        return entry

    @contextmanager
    def _named(self, line: JournalLine) -> Iterator[None]:
        """Name the line whose content no program of ours would have written."""
        try:
            yield
        except _MALFORMED as error:
            self._wrong(STEP, line.seq, f"不合规定的步骤：{error}")

    def _judged(self, seq: int, said: Iterable[str]) -> None:
        for each in said:
            what = f"不合规定的步骤：{each}"
            self._unlawful.append((seq, VerifyProblem(id=STEP, where=_where(seq), what=what)))

    def _wrong(self, kind: str, seq: int, what: str) -> None:
        problem = VerifyProblem(id=kind, where=_where(seq), what=what)
        self._problems.append((seq, problem))


def _where(seq: int) -> str:
    return f"日志第{seq}条"
