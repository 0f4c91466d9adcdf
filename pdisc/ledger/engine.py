"""Writing: one SQLModel session, one immediate transaction, journal and projection together."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from typing import Any, cast

import msgspec
from sqlalchemy import delete, insert, select, update
from sqlalchemy import event as sa_event
from sqlalchemy.engine import Connection, CursorResult, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine

from pdisc.clock import beijing_date
from pdisc.errors import LedgerUnusable
from pdisc.events.entry import Entry
from pdisc.ledger import building, learning, migrations
from pdisc.ledger.chain import GENESIS, new_line
from pdisc.ledger.faults import from_sqlite, translated
from pdisc.ledger.filestore import FileStore
from pdisc.ledger.folder import (
    DEFAULT_WAIT,
    SCHEMA_VERSION,
    Folder,
    check_identity,
    reading,
    require_ledger,
)
from pdisc.ledger.interrupted import require_own_journal
from pdisc.ledger.lines import entry_at
from pdisc.ledger.projection import (
    Numbering,
    file_rows,
    is_first_publication,
    primary_keys,
    written_rows,
)
from pdisc.ledger.queries import has_file, ledger_id
from pdisc.ledger.reading import Reading
from pdisc.ledger.staging import Vouched
from pdisc.ledger.tables import JOURNAL, PAYLOAD, table
from pdisc.registers import registry
from pdisc.registers.written import Delete, Insert, Update, Values, Written
from pdisc.steps.disclosure import Disclosure
from pdisc.text import visible
from pdisc.values.parts import Event
from pdisc.workflow import replayed


def open_engine(folder: Folder, *, wait: float, mode: str = "rw") -> Engine:
    """Return an engine with the measured settings: DELETE, EXTRA, IMMEDIATE, foreign keys on."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            folder.uri(mode), uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("PRAGMA foreign_keys=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @sa_event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Writer:
    """One open write transaction: look, append, and it is on disk when the block ends."""

    def __init__(self, session: Session, store: FileStore) -> None:
        """Take a session whose transaction has begun, and the store for incoming files."""
        self.session = session
        self.store = store
        self.connection = raw_connection(session)
        self._reading: Reading | None = None
        self._earlier = partial(entry_at, self.connection)

    @property
    def reading(self) -> Reading:
        """What the ledger says in this transaction, with all that was appended so far."""
        if self._reading is None:
            self._reading = Reading(self.connection)
        return self._reading

    def disclosure(self, number: str) -> Disclosure | None:
        """Return one disclosure, folded from its journal, or None."""
        state: Disclosure | None = None
        for entry in self.reading.entries(number):
            state = replayed(state, entry)
        return state

    def append(self, entry: Entry, *, before: Disclosure | None = None) -> Entry:
        """Store an entry with its sequence, and project it; returns it as stored."""
        newest = select(JOURNAL.c.seq, JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1)
        last = self.session.execute(newest).first()
        covered = ledger_id(self.connection) if last else entry.subject
        stored = _numbered(entry, last.seq + 1 if last else 1)
        line = new_line(stored, ledger_id=covered, prev_hash=last.hash if last else GENESIS)
        for part in (JOURNAL, PAYLOAD):
            cells = {column.name: getattr(line, column.name) for column in part.columns}
            self.session.execute(insert(part), cells)
        self._project(stored, before)
        return stored

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what the block appended and brought in where it ends with an error.

        The transaction itself goes on, so that the error can be recorded.
        """
        nested = self.session.begin_nested()
        try:
            yield
        except BaseException:
            nested.rollback()
            self._reading = None
            self.store.abandoned()
            raise
        nested.commit()

    def _project(self, entry: Entry, before: Disclosure | None) -> None:
        after = replayed(before, entry)
        numbers: Iterable[Written] = ()
        if is_first_publication(before, after) or getattr(entry.event, "numbers", None):
            given = Numbering(self.reading.last_public_places(), self.reading.places_of)
            numbers = given.rows(entry, before, after)
        self.write((*written_rows(before, after), *numbers, *registry().rows(entry, self._earlier)))
        for values in file_rows(entry).values():
            if not has_file(self.connection, values["sha256"]):
                self.session.execute(insert(table("storedfile")), values)

    def write(self, changes: Iterable[Written]) -> None:
        """Bring the projection's rows to disk, new ones first.

        Raises Misprojected where a row isn't whole, or where there is none to be changed: nothing
        may be said to be recorded that no table shows.
        """
        self._reading = None
        new: dict[str, list[Values]] = {}
        later: list[Update | Delete] = []
        for each in changes:
            if not isinstance(each, Insert):
                later.append(each)
                continue
            name = each.key[0]
            if each.values.keys() != set(table(name).columns.keys()):
                raise Misprojected(f"{name}: {sorted(each.values)}")
            new.setdefault(name, []).append(each.values)
        for name in (name for name in primary_keys() if name in new):
            self.session.execute(insert(table(name)), new[name])
        for change in later:
            self._change(change)

    def _change(self, change: Update | Delete) -> None:
        name, key = change.key
        rows = table(name)
        where = [rows.c[part] == at for part, at in zip(primary_keys()[name], key, strict=True)]
        if isinstance(change, Update):
            done = self.session.execute(update(rows).where(*where).values(change.values))
        else:
            done = self.session.execute(delete(rows).where(*where))
        found = cast("CursorResult[Any]", done).rowcount
        if found != 1:
            raise Misprojected(f"{name} {key}: {found}")


class Misprojected(Exception):
    """A fault of the program: an entry and the rows that it gives don't fit the tables."""


def _numbered(entry: Entry, seq: int) -> Entry:
    return msgspec.structs.replace(entry, seq=seq)


def raw_connection(session: Session) -> sqlite3.Connection:
    """Return the DB-API connection under a session, so that plain queries see its transaction."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


@contextmanager
def writing(
    folder: Folder, *, now: datetime, wait: float = DEFAULT_WAIT, dry_run: bool = False
) -> Iterator[Writer]:
    """Open one write transaction; when the block ends without an error it is on disk, whole.

    An older ledger is upgraded first, and learns the rules that were shipped since. A dry run, or
    an error, leaves everything as it was. Raises Busy, LedgerUnusable, StorageFailed.
    """
    require_ledger(folder)
    require_own_journal(folder.database)
    with _transaction(folder, wait=wait, mode="rw", dry_run=dry_run) as writer:
        version = check_identity(writer.connection)
        writer.store.begin()
        if version < SCHEMA_VERSION:
            today, connection = beijing_date(now), writer.session.connection()
            migrations.upgrade(folder, connection, today=today, dry_run=dry_run)
            _learn(writer, now, version)
        writer.store.sweep(now)
        yield writer


def _learn(writer: Writer, now: datetime, version: int) -> None:
    """Append what was shipped since that version: rules, sources, how single items are due."""
    today, facts = beijing_date(now), writer.reading.registers
    known = {setting.name for setting in facts.settings}
    items = (
        *learning.missing_renewals(facts.items, version),
        *learning.missing_terms(facts.items, version, today),
    )
    learnt: list[tuple[str, Event]] = [
        *((event.name, event) for event in learning.missing_rules(known, today)),
        *((event.name, event) for event in learning.missing_sources(facts.settings)),
        *((event.item.code, event) for event in items),
    ]
    for subject, event in learnt:
        writer.append(
            Entry(
                seq=0,
                subject=subject,
                by=learning.UPGRADE,
                operator=learning.UPGRADE,
                on=today,
                recorded_at=now,
                late=False,
                guards=0,  # no guard stands before what nobody of the office decided
                event=event,
            )
        )


@contextmanager
def opening(
    folder: Folder, *, wait: float = DEFAULT_WAIT, dry_run: bool = False
) -> Iterator[Writer]:
    """Open the first transaction of a new ledger: schema and first entry, or nothing at all.

    Raises Refused where a ledger is there already, LedgerUnusable where the folder is somebody
    else's.
    """
    if folder.has_ledger():
        with reading(folder, wait=wait):
            raise building.already(folder)
    strangers = building.foreign_entries(folder)
    if strangers:
        raise LedgerUnusable(
            f"文件夹 {folder.path} 里已有别的文件（{visible(strangers[0])} 等），不在这里建台账",
            next_step="用 --ledger 指明一个空文件夹",
        )
    mode = "memory" if dry_run else "rwc"
    place = nullcontext(folder) if dry_run else building.building(folder, wait=wait)
    with place as made, _transaction(folder, at=made, wait=wait, mode=mode, dry_run=dry_run) as new:
        migrations.apply(new.session.connection())
        yield new


@contextmanager
def _transaction(
    folder: Folder, *, at: Folder | None = None, wait: float, mode: str, dry_run: bool
) -> Iterator[Writer]:
    """Open a transaction of a ledger, on the database in that folder or, while it is made, `at`."""
    engine = open_engine(at or folder, wait=wait, mode=mode)
    try:
        with translated(folder.path, wait=wait), Session(engine) as session:
            store = FileStore(folder, Vouched(raw_connection(session)), dry_run=dry_run)
            writer = Writer(session, store)
            try:
                yield writer
            except BaseException:
                store.abandoned()
                session.rollback()
                raise
            if dry_run:
                session.rollback()
                return
            session.commit()
            store.committed()
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise from_sqlite(error.orig, folder.path, wait) from error
        raise
    finally:
        engine.dispose()
