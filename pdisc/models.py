"""The ledger's tables. Journal and payload are the truth; everything else is a projection.

Those of the journal and of the disclosures stand here in full; a register's follows from the facts
that its rows are (`register_table`), so that a register is told in its own file alone.

Dates are ISO text and instants ISO text in UTC, so that SQLite and any other database hash and
compare the same bytes. Lists and mappings are JSON text with the Chinese left readable.
`table=True` models validate nothing, so the words are guarded by CHECK constraints.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, get_args

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from pdisc.words import Act, Audience, Scope, ScopeDetail, State


def _one_of(column: str, words: Iterable[str], *, optional: bool = False) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    absent = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{absent}{column} IN ({listed})", name=f"{column}_word")


def _where(name: str, known: str, *columns: str) -> Index:
    """Return an index of the rows in which one column isn't empty; elsewhere it is one of all.

    To say it for another database imports that one's dialect, which every write would pay for.
    """
    return Index(name, *columns, sqlite_where=text(f"{known} IS NOT NULL"))


def _day(column: str, *, optional: bool = False) -> CheckConstraint:
    absent = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{absent}{column} LIKE '____-__-__'", name=f"{column}_day")


class Journal(SQLModel, table=True):
    """One line of the hash chain."""

    __table_args__ = (
        UniqueConstraint("prev_hash"),
        _day("occurred_on"),
        Index("ix_journal_subject", "subject", "seq"),
    )

    seq: int = Field(primary_key=True)
    prev_hash: str
    hash: str
    kind: str
    subject: str
    decider: str
    operator: str
    occurred_on: str
    recorded_at: str
    late: bool
    commitment: str


class Payload(SQLModel, table=True):
    """What a line of the journal establishes, beside the chain and bound to it by a salted hash."""

    seq: int = Field(primary_key=True, foreign_key="journal.seq")
    salt: str
    body: str


_ORDER = ("year", "counter", "number")
_ANSWER = ("published_on", "refused_on", "number")
"""What an index holds besides, so that a question is answered without opening the rows."""


class Disclosure(SQLModel, table=True):
    """One disclosure as it stands."""

    __table_args__ = (
        UniqueConstraint("year", "counter"),
        UniqueConstraint("series", "piece"),
        _one_of("state", State),
        _one_of("scope", Scope),
        _one_of("scope_detail", ScopeDetail, optional=True),
        _day("planned_on", optional=True),
        Index("ix_disclosure_state", "state"),
        Index("ix_disclosure_corrects", "corrects"),
        Index("ix_disclosure_last", "last_on"),
        Index("ix_disclosure_proposed", "code", "proposed_seq"),
        Index("ix_disclosure_meant", "code", "period", "occurred_on", "proposed_seq"),
        Index("ix_disclosure_answer", "code", "period", "published_on", *_ORDER),
        _where("ix_disclosure_refusal", "refused_on", "code", "period", "refused_on", *_ORDER),
        _where("ix_disclosure_occurred", "occurred_on", "occurred_on", "code", *_ANSWER),
        _where("ix_disclosure_published", "published_on", "published_on"),
        Index("ix_disclosure_force", "code", "published_on", "number", "in_force_until"),
    )

    number: str = Field(primary_key=True)
    year: int
    counter: int
    code: str
    item: str
    title: str
    state: str
    scope: str
    scope_detail: str | None
    channels: str
    planned_on: str | None
    period: str | None
    occurred_on: str | None
    office: str
    proposed_by: str
    version: int
    content: str
    content_sha256: str
    approved_sha256: str | None
    public_notice: bool
    escalated_to: str | None
    findings: str
    corrects: str | None
    amendments: str
    proposed_seq: int
    last_on: str
    published_seq: int | None
    published_on: str | None
    in_force_until: str | None
    refused_on: str | None
    archive_number: str | None
    series: str | None
    piece: int | None
    retention: str | None
    opinion_result: str | None
    dossier: str | None
    manifest_sha256: str | None


class Version(SQLModel, table=True):
    """One version of a disclosure's plan; the old ones are kept."""

    __table_args__ = (
        _one_of("scope", Scope),
        _one_of("scope_detail", ScopeDetail, optional=True),
        _day("planned_on", optional=True),
    )

    number: str = Field(primary_key=True, foreign_key="disclosure.number")
    version: int = Field(primary_key=True)
    title: str
    content: str
    files: str
    scope: str
    scope_detail: str | None
    channels: str
    planned_on: str | None
    period: str | None
    occurred_on: str | None
    office: str
    public_notice: bool
    reason: str
    author: str


class Step(SQLModel, table=True):
    """One act on a disclosure, as the registers show it."""

    __table_args__ = (
        _one_of("act", Act),
        _one_of("state", State),
        _day("occurred_on"),
        Index("ix_step_number", "number", "seq"),
    )

    seq: int = Field(primary_key=True)
    number: str = Field(foreign_key="disclosure.number")
    act: str
    decider: str
    operator: str
    occurred_on: str
    recorded_at: str
    late: bool
    late_reason: str
    waiver: str
    note: str
    result: str
    opinion: str
    basis: str
    verdicts: str
    decided_by: str
    document_number: str
    evidence: str
    acting_for: str
    acting_paper: str
    state: str


class Publication(SQLModel, table=True):
    """One channel carried out, and what became of what hangs there."""

    __table_args__ = (
        _day("occurred_on"),
        _day("taken_down_on", optional=True),
        _where("ix_publication_down", "taken_down_on", "taken_down_on"),
    )

    number: str = Field(primary_key=True, foreign_key="disclosure.number")
    channel: str = Field(primary_key=True)
    seq: int
    decider: str
    occurred_on: str
    recorded_at: str
    place: str
    url: str
    until: str | None
    document_number: str
    evidence: str
    taken_down_on: str | None
    taken_down_recorded_at: str | None
    taken_down_reason: str
    still_at: str
    differs: str


class PublicNumber(SQLModel, table=True):
    """The running number under which an audience outside the office knows a disclosure.

    Given at the first publication, in the order in which those are recorded; it never changes.
    """

    __table_args__ = (_one_of("audience", Audience), UniqueConstraint("audience", "number"))

    audience: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    number: str = Field(foreign_key="disclosure.number")


class StoredFile(SQLModel, table=True):
    """A file under `files/`, named by its SHA-256."""

    sha256: str = Field(primary_key=True)
    size: int
    seq: int


MODELS: tuple[type[SQLModel], ...] = (
    *(Journal, Payload),
    *(Disclosure, Version, Step, Publication, PublicNumber, StoredFile),
)
"""The tables of the journal and of the disclosures."""


def register_table(
    name: str, kinds: Mapping[str, Any], key: Sequence[str], checks: Mapping[str, str]
) -> Table:
    """Return the table of a register, a column for each name by the kind of its values.

    Whole numbers and truth values stay what they are; dates and words are text with a guard,
    anything else is text. `checks` gives further conditions by name.
    """
    columns, guards = [], [CheckConstraint(each, name=word) for word, each in checks.items()]
    for column, kind in kinds.items():
        plain, optional = _without_none(kind)
        stored = _STORED.get(plain, String)
        columns.append(Column(column, stored, nullable=optional))
        if plain is date:
            guards.append(_day(column, optional=optional))
        elif isinstance(plain, type) and issubclass(plain, StrEnum):
            guards.append(_one_of(column, plain, optional=optional))
    return Table(name, MetaData(), *columns, PrimaryKeyConstraint(*key), *guards)


_STORED: dict[Any, type[Integer | Boolean]] = {int: Integer, bool: Boolean}


def _without_none(kind: Any) -> tuple[Any, bool]:
    """Return a kind of value without its None, and whether it had one."""
    among = get_args(kind)
    if NoneType not in among:
        return kind, False
    (plain,) = (each for each in among if each is not NoneType)
    return plain, True
