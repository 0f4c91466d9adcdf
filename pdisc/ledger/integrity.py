"""verify: one read transaction that changes nothing and says, by name, whatever is wrong."""

import sqlite3
from collections.abc import Container, Iterator
from contextlib import closing

import msgspec

from pdisc.errors import LedgerUnusable, PdiscError
from pdisc.ledger.compare import Comparison
from pdisc.ledger.copies import DatabaseCopy, copies, found_in, steps_for
from pdisc.ledger.folder import DATABASE, SCHEMA_VERSION, Folder, check_identity, reading
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.inventory import stored_problems
from pdisc.ledger.lawful import Lawful
from pdisc.ledger.replay import STEP, Replay, VerifyProblem
from pdisc.ledger.schema import (
    SCHEMA_SHA256,
    STATISTICS,
    false_version,
    schema_of,
    schema_sha256,
    version_of,
)
from pdisc.text import ungrouped
from pdisc.values.codes import receipt
from pdisc.values.watch import Watch, unwatched


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of verify; notes are worth reading but nothing is wrong for them."""

    ok: bool
    events: int
    head: str
    receipt: str
    problems: tuple[VerifyProblem, ...]
    notes: tuple[VerifyProblem, ...] = ()


DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""What SQLite says of a database that was ours and can't be read any more."""


def verify(
    folder: Folder, *, wait: float, expect: str | None = None, watch: Watch = unwatched
) -> Verified:
    """Hold a ledger against its own journal, its files and, with `expect`, a receipt on paper.

    `watch` is told how far it is. Raises LedgerUnusable where there is no ledger to verify at all.
    """
    try:
        with reading(folder, wait=wait, any_version=True) as connection:
            return _verify(folder, connection, expect, wait, watch)
    except LedgerUnusable as error:
        damaged = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in DAMAGE
        if damaged and _is_database(folder):
            return _unreadable(error)
        raise


IN_THE_DATABASE = frozenset({"文件", "结构", "链", "内容", STEP, "重放"})
"""What problems are called that lie in the database itself, not beside it."""


def spoilt(folder: Folder) -> LedgerUnusable | None:
    """Return what to say of a database that holds what no write of ours can have left, or None."""
    try:
        found = verify(folder, wait=0).problems
    except LedgerUnusable as error:
        return error
    except PdiscError:
        return None
    if not any(problem.id in IN_THE_DATABASE for problem in found):
        return None
    return LedgerUnusable(
        "台账里有不是程序写的内容，或缺少程序写过的内容；没有记录任何内容",
        next_step="看是哪些：pdisc verify；用 backups 文件夹里的备份恢复",
    )


def _is_database(folder: Folder) -> bool:
    with folder.database.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def _unreadable(error: LedgerUnusable) -> Verified:
    problem = VerifyProblem(id="文件", where=DATABASE, what=f"数据库已损坏（{error.__cause__}）")
    return Verified(ok=False, events=0, head="", receipt="", problems=(problem,))


def _verify(
    folder: Folder, connection: sqlite3.Connection, expect: str | None, wait: float, watch: Watch
) -> Verified:
    problems = [*_file_problems(connection), *_version_problems(connection)]
    older = not problems and check_identity(connection) < SCHEMA_VERSION
    if not older:
        problems += _schema_problems(connection)
    if problems:
        return Verified(ok=False, events=0, head="", receipt="", problems=tuple(problems), notes=())
    replay = Replay(judging=Lawful, watch=watch)
    comparison = Comparison(connection, todays_columns if older else None)
    with closing(Gathered()) as gathered:
        replay.play(connection, gathered, comparison.take)
        beside = copies(folder, wait=wait)
        stored, notes = stored_problems(folder, gathered, {copy.name for copy in beside}, watch)
    stored += [_copy(each) for each in beside if each.may_hold_more]
    notes += [_copy(each) for each in beside if not each.may_hold_more]
    problems = [*replay.problems, *comparison.problems(), *stored]
    problems += _expectation(connection, expect)
    return Verified(
        ok=not problems,
        events=replay.count,
        head=replay.head,
        receipt=_receipt(replay),
        problems=tuple(problems),
        notes=(*_database_notes(connection, older), *notes, *replay.notes),
    )


def _copy(copy: DatabaseCopy) -> VerifyProblem:
    """Return what verify says of a copy that a sync client made of the database."""
    return VerifyProblem(id="副本", where=copy.name, what=f"{found_in(copy)}。{steps_for(copy)}")


def _version_problems(connection: sqlite3.Connection) -> Iterator[VerifyProblem]:
    if said := false_version(connection):
        yield VerifyProblem(id="结构", where=DATABASE, what=said)


def todays_columns(name: str) -> Container[str]:
    """Return the columns that a table has today."""
    from pdisc.ledger.tables import table

    return frozenset(table(name).columns.keys())


def _receipt(replay: Replay) -> str:
    """Return the 回执 of the head; empty where the head is no hash at all."""
    try:
        return receipt(replay.count, replay.head)
    except ValueError:
        return ""


def _file_problems(connection: sqlite3.Connection) -> Iterator[VerifyProblem]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield VerifyProblem(id="文件", where=DATABASE, what=f"数据库结构损坏：{message}")


def _database_notes(connection: sqlite3.Connection, older: bool) -> Iterator[VerifyProblem]:
    said = []
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        said.append("数据库被别的程序改成了 WAL 方式，下次办理时改回")
    if connection.execute(f"SELECT 1 FROM sqlite_master WHERE {STATISTICS}").fetchone():
        said.append("数据库里有别的程序做的统计（ANALYZE），不影响台账")
    if older:
        said.append(f"格式是第{version_of(connection)}版的，下次打开时升级")
    for what in said:
        yield VerifyProblem(id="方式", where=DATABASE, what=what)


def _schema_problems(connection: sqlite3.Connection) -> Iterator[VerifyProblem]:
    found = schema_of(connection)
    if schema_sha256(found) == SCHEMA_SHA256:
        return
    wanted = empty_schema()
    for name in sorted(wanted.keys() - found.keys()):
        yield VerifyProblem(id="结构", where=name, what="缺少")
    for name in sorted(found.keys() - wanted.keys()):
        yield VerifyProblem(id="结构", where=name, what="不是 pdisc 建立的")
    for name in sorted(wanted.keys() & found.keys()):
        if wanted[name] != found[name]:
            yield VerifyProblem(id="结构", where=name, what="定义已被改动")


def empty_schema() -> dict[str, str]:
    """Return the schema of a new ledger: each table, index and trigger with its definition."""
    from sqlmodel import create_engine

    from pdisc.ledger.migrations import apply

    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        apply(connection)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        schema = schema_of(driver)
    engine.dispose()
    return schema


def _expectation(connection: sqlite3.Connection, expect: str | None) -> Iterator[VerifyProblem]:
    if expect is None:
        return
    number, _, code = expect.strip().partition("-")
    found = None
    if number.isascii() and number.isdigit() and len(number) < 18:
        found = connection.execute(
            "SELECT hash FROM journal WHERE seq = ?", (int(number),)
        ).fetchone()
    if found is None:
        yield VerifyProblem(id="回执", where=expect, what="台账里没有这么多条记录，或回执写错了")
        return
    printed = receipt(int(number), found[0]).partition("-")[2]
    own, given = ungrouped(printed), ungrouped(code)
    wrong = [
        place for place, pair in enumerate(zip(own, given, strict=False), 1) if len(set(pair)) > 1
    ]
    if own == given:
        return
    what = "与台账当时的校验值不符"
    if len(own) != len(given) or len(wrong) <= SLIPS:
        what += "，只差一点，多半是抄错了"
    yield VerifyProblem(id="回执", where=expect, what=what)


SLIPS = 3
"""In how many signs a receipt that was copied by hand may differ: a forged one differs in nearly
all of its sixteen."""
