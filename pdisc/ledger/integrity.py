"""verify: one read transaction that changes nothing and says, by name, whatever is wrong."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlmodel import create_engine

from pdisc.codes import receipt
from pdisc.disclosure import Disclosure, IllegalHistory, is_step
from pdisc.dossier.read import dossier_problems
from pdisc.errors import LedgerUnusable
from pdisc.events import Entry
from pdisc.ledger import migrations, queries
from pdisc.ledger.files import DOSSIER_PREFIX, file_sha256
from pdisc.ledger.folder import DATABASE, JOURNAL_OF_DATABASE, SYSTEM_LITTER, Folder, reading
from pdisc.ledger.journal import GENESIS, Line, commitment_of, entry_of, hash_of
from pdisc.ledger.projection import (
    PRIMARY_KEYS,
    Rows,
    disclosure_rows,
    file_rows,
    register_rows,
)
from pdisc.models import TABLES
from pdisc.text import ungrouped
from pdisc.workflow import IllegalDecision, replayed


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong (or worth a note): its kind, its place, what it is."""

    id: str
    where: str
    what: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of verify; notes are worth reading but nothing is wrong for them."""

    ok: bool
    events: int
    head: str
    receipt: str
    problems: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()


def verify(folder: Folder, *, wait: float, expect: str | None = None) -> Verified:
    """Hold a ledger against its own journal, its files and, with `expect`, a receipt on paper.

    Raises LedgerUnusable where there is no ledger to verify at all.
    """
    try:
        with reading(folder, wait=wait) as connection:
            return _verify(folder, connection, expect)
    except LedgerUnusable as error:
        if isinstance(error.__cause__, sqlite3.DatabaseError) and _is_database(folder):
            return _unreadable(error)
        raise


def _is_database(folder: Folder) -> bool:
    with folder.database.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def _unreadable(error: LedgerUnusable) -> Verified:
    problem = Finding(id="文件", where=DATABASE, what=f"数据库已损坏（{error.__cause__}）")
    return Verified(ok=False, events=0, head="", receipt="", problems=(problem,))


def _verify(folder: Folder, connection: sqlite3.Connection, expect: str | None) -> Verified:
    problems = [*_file_problems(connection), *_schema_problems(connection)]
    if problems:
        return Verified(ok=False, events=0, head="", receipt="", problems=tuple(problems), notes=())
    replay = Replay()
    for line in queries.lines(connection):
        replay.take(line)
    problems = [*replay.problems, *_row_problems(connection, replay.rows())]
    stored, notes = _stored_problems(folder, connection)
    problems += stored
    problems += _expectation(connection, expect)
    return Verified(
        ok=not problems,
        events=replay.count,
        head=replay.head,
        receipt=receipt(replay.count, replay.head) if replay.count else "",
        problems=tuple(problems),
        notes=(*notes, *replay.notes),
    )


def _file_problems(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(id="文件", where=DATABASE, what=f"数据库结构损坏：{message}")


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in rows}


def _schema_problems(connection: sqlite3.Connection) -> Iterator[Finding]:
    wanted, found = empty_schema(), _schema(connection)
    for name in sorted(wanted.keys() - found.keys()):
        yield Finding(id="结构", where=name, what="缺少")
    for name in sorted(found.keys() - wanted.keys()):
        yield Finding(id="结构", where=name, what="不是 pdisc 建立的")
    for name in sorted(wanted.keys() & found.keys()):
        if wanted[name] != found[name]:
            yield Finding(id="结构", where=name, what="定义已被改动")


def empty_schema() -> dict[str, str]:
    """Return the schema of a new ledger: each table, index and trigger with its definition."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        migrations.apply(connection)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        schema = _schema(driver)
    engine.dispose()
    return schema


class Replay:
    """The journal read from its first line: chain, commitments, legality, and the rows it gives."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self.count = 0
        self.head = GENESIS
        self.problems: list[Finding] = []
        self.notes: list[Finding] = []
        self._ledger_id = ""
        self._recorded = ""
        self._disclosures: dict[str, Disclosure] = {}
        self._rows: Rows = {}

    def take(self, line: Line) -> None:
        """Read one line: hold it against the chain, then play it."""
        self.count += 1
        where = f"日志第{line.seq}条"
        if line.seq == 1:
            self._ledger_id = line.subject
        if line.seq != self.count or line.prev_hash != self.head:
            self._wrong("链", where, "与上一条接不上（有缺少、插入或改动）")
            self.count = line.seq
        if hash_of(self._ledger_id, line) != line.hash:
            self._wrong("链", where, "内容与其校验值不符")
        if line.recorded_at < self._recorded:
            self.notes.append(Finding(id="时钟", where=where, what="录入时间早于上一条"))
        self.head, self._recorded = line.hash, line.recorded_at
        self._play(line, where)

    def _play(self, line: Line, where: str) -> None:
        if line.salt is None or line.body is None:
            self._wrong("内容", where, "缺少内容")
            return
        if commitment_of(line.salt, line.body) != line.commitment:
            self._wrong("内容", where, "内容已被改动")
            return
        try:
            self._project(entry_of(line))
        except (IllegalHistory, IllegalDecision, ValueError, msgspec.MsgspecError) as error:
            self._wrong("步骤", where, f"不合规定的步骤：{error}")

    def _project(self, entry: Entry) -> None:
        if is_step(entry.event):
            before = self._disclosures.get(entry.subject)
            after = replayed(before, entry)
            if after is not None:
                self._disclosures[entry.subject] = after
        for key, values in register_rows(entry).items():
            self._rows.setdefault(key, {}).update(values)
        for key, values in file_rows(entry).items():
            self._rows.setdefault(key, values)

    def rows(self) -> Rows:
        """Return every row that the journal gives."""
        for disclosure in self._disclosures.values():
            self._rows.update(disclosure_rows(disclosure))
        return self._rows

    def _wrong(self, kind: str, where: str, what: str) -> None:
        self.problems.append(Finding(id=kind, where=where, what=what))


def _row_problems(connection: sqlite3.Connection, wanted: Rows) -> Iterator[Finding]:
    """Compare every projection row by row with what the replay gives."""
    by_table: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {name: {} for name in PRIMARY_KEYS}
    for (table, key), values in wanted.items():
        by_table[table][key] = values
    for table, rows in by_table.items():
        names = list(TABLES[table].model_fields)
        found = {
            tuple(row[names.index(part)] for part in PRIMARY_KEYS[table]): dict(
                zip(names, row, strict=True)
            )
            for row in connection.execute(f"SELECT {', '.join(names)} FROM {table}")
        }
        yield from _differences(table, rows, found)


def _differences(
    table: str,
    wanted: dict[tuple[Any, ...], dict[str, Any]],
    found: dict[tuple[Any, ...], dict[str, Any]],
) -> Iterator[Finding]:
    for key in sorted(wanted.keys() | found.keys(), key=str):
        where = f"{table} {'/'.join(map(str, key))}"
        if key not in found:
            yield Finding(id="重放", where=where, what="缺少这一行")
        elif key not in wanted:
            yield Finding(id="重放", where=where, what="日志里没有这一行")
        elif wanted[key] != found[key]:
            fields = [name for name in found[key] if wanted[key].get(name) != found[key][name]]
            yield Finding(id="重放", where=where, what=f"与日志不符：{'、'.join(fields)}")


def _stored_problems(
    folder: Folder, connection: sqlite3.Connection
) -> tuple[list[Finding], list[Finding]]:
    named = dict(connection.execute("SELECT sha256, size FROM storedfile").fetchall())
    problems = [*_kept_files(folder, named)]
    dossiers = connection.execute(
        "SELECT number, dossier, manifest_sha256 FROM disclosure WHERE dossier IS NOT NULL"
    ).fetchall()
    staged = _staged_dossiers(folder)
    notes = []
    for number, place, manifest in dossiers:
        if not (folder.path / place).exists() and number in staged:
            notes.append(Finding(id="归档", where=place, what="上次中断，下次办理时自动就位"))
            continue
        for problem in dossier_problems(folder.path / place, manifest):
            problems.append(Finding(id="归档", where=place, what=problem))
    extra, leftovers = _strangers(folder, set(named), {place for _, place, _ in dossiers})
    return problems + extra, notes + leftovers


def _kept_files(folder: Folder, named: dict[str, int]) -> Iterator[Finding]:
    for sha256, size in sorted(named.items()):
        path = folder.files / sha256
        if not path.is_file():
            yield Finding(id="附件", where=f"files/{sha256}", what="文件不见了")
        elif path.stat().st_size != size or file_sha256(path) != sha256:
            yield Finding(id="附件", where=f"files/{sha256}", what="文件已被改动")


def _staged_dossiers(folder: Folder) -> set[str]:
    found = folder.staging.glob(f"*/{DOSSIER_PREFIX}*")
    return {path.name.removeprefix(DOSSIER_PREFIX) for path in found}


def _strangers(
    folder: Folder, named: set[str], dossiers: set[str]
) -> tuple[list[Finding], list[Finding]]:
    """Return the files that nothing vouches for, and what a killed command left to be swept."""
    extra: list[Finding] = []
    notes: list[Finding] = []
    for path in _entries(folder.path):
        relative = path.relative_to(folder.path).as_posix()
        if relative.startswith("tmp/"):
            notes.append(Finding(id="残留", where=relative, what="中断留下的，下次办理时清理"))
        elif relative.startswith("files/") and path.name not in named:
            own_hash = path.is_file() and file_sha256(path) == path.name
            (notes if own_hash else extra).append(
                Finding(id="多余", where=relative, what="没有任何记录提到这个文件")
            )
        elif not _vouched(relative, dossiers):
            extra.append(Finding(id="多余", where=relative, what="不是台账的文件"))
    return extra, notes


def _vouched(relative: str, dossiers: set[str]) -> bool:
    if relative in (DATABASE, JOURNAL_OF_DATABASE) or relative.startswith(("files/", "backups/")):
        return True
    if Path(relative).name.lower() in SYSTEM_LITTER:
        return True
    return any(relative.startswith(f"{place}/") for place in dossiers)


def _entries(root: Path) -> Iterable[Path]:
    return sorted(path for path in root.rglob("*") if not path.is_dir())


def _expectation(connection: sqlite3.Connection, expect: str | None) -> Iterator[Finding]:
    if expect is None:
        return
    number, _, code = expect.strip().partition("-")
    found = None
    if number.isascii() and number.isdigit() and len(number) < 18:
        found = connection.execute(
            "SELECT hash FROM journal WHERE seq = ?", (int(number),)
        ).fetchone()
    if found is None:
        yield Finding(id="回执", where=expect, what="台账里没有这么多条记录，或回执写错了")
        return
    printed = receipt(int(number), found[0]).partition("-")[2]
    if ungrouped(printed) != ungrouped(code):
        yield Finding(id="回执", where=expect, what="与台账当时的校验值不符")
