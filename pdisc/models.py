"""The ledger's tables. Journal and payload are the truth; everything else is a projection.

Dates are ISO text and instants ISO text in UTC, so that SQLite and any other database hash and
compare the same bytes. Lists and mappings are JSON text with the Chinese left readable.
`table=True` models validate nothing, so the words are guarded by CHECK constraints.
"""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from pdisc.words import (
    Act,
    Audience,
    Authority,
    NoteKind,
    Renewal,
    Retention,
    Scope,
    ScopeDetail,
    State,
    Timing,
)


def _one_of(column: str, words: Iterable[str], *, optional: bool = False) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    absent = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{absent}{column} IN ({listed})", name=f"{column}_word")


def _where(name: str, known: str, *columns: str) -> Index:
    """Return an index of the rows in which one column isn't empty."""
    only = text(f"{known} IS NOT NULL")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


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


class Office(SQLModel, table=True):
    """The one row that says which ledger this is and from when obligations count."""

    ledger_id: str = Field(primary_key=True)
    since: str


class Item(SQLModel, table=True):
    """One version of a catalogue item, in force from `valid_from`."""

    __table_args__ = (
        _one_of("scope", Scope),
        _one_of("timing", Timing),
        CheckConstraint("every IS NULL OR every LIKE '每%' OR every LIKE '发生后%'", name="every"),
        _one_of("renewal", Renewal),
        _one_of("authority", Authority),
        _one_of("retention", Retention),
        _day("valid_from"),
    )

    code: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    position: int
    level1: str
    level2: str
    level3: str
    channels: str
    scope: str
    timing: str
    every: str | None
    renewal: str
    retired: bool
    authority: str
    rule: int
    retention: str
    office: str
    inferred: str
    assumed: str
    why: str
    valid_from: str
    recorded_on: str


class Setting(SQLModel, table=True):
    """One rule's value from a day on."""

    __table_args__ = (_day("valid_from"),)

    name: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    position: int
    value: str
    unit: str
    basis: str
    assumed: bool
    valid_from: str


class Appointment(SQLModel, table=True):
    """What one person may do, from a day until another (exclusive)."""

    __table_args__ = (
        _one_of("authority", Authority, optional=True),
        _day("valid_from"),
        _day("valid_until", optional=True),
    )

    seq: int = Field(primary_key=True)
    name: str
    office: str
    roles: str
    authority: str | None
    valid_from: str
    valid_until: str | None = None
    acting_for: str
    document_number: str


class YearNotice(SQLModel, table=True):
    """That a year's State Council notice is known, in the version that one entry brought."""

    __table_args__ = (_day("announced", optional=True),)

    year: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    notice: str
    announced: str | None
    recorded_on: str


class SpecialDay(SQLModel, table=True):
    """What one entry says of a day: by the notice of `year`, or, without one, by the office."""

    __table_args__ = (_day("day"),)

    day: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    name: str
    working: bool | None
    year: int | None
    recorded_on: str


class NilReturn(SQLModel, table=True):
    """本期无事项 for one window of one item."""

    __table_args__ = (_day("occurred_on"),)

    code: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    seq: int
    late: bool
    decider: str
    reason: str
    occurred_on: str


class Noted(SQLModel, table=True):
    """What was noted of an item on a day: that it occurred, changed, or still holds."""

    __table_args__ = (_day("occurred_on"), _one_of("kind", NoteKind))

    code: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    occurred_on: str = Field(primary_key=True)
    seq: int
    decider: str
    note: str


class Ruling(SQLModel, table=True):
    """顺延 or, without `until`, 豁免 of one obligation."""

    __table_args__ = (_day("occurred_on"), _day("until", optional=True))

    seq: int = Field(primary_key=True)
    code: str
    duty: str
    until: str | None
    late: bool
    decider: str
    reason: str
    occurred_on: str


class Demand(SQLModel, table=True):
    """督促: one thing that one entry asks for, by its place in that entry."""

    __table_args__ = (_day("occurred_on"), _day("answer_by"), _day("due_on", optional=True))

    seq: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    code: str
    duty: str | None
    number: str | None
    office: str
    holder: str
    due_on: str | None
    answer_by: str
    decider: str
    reason: str
    occurred_on: str


class Disclosure(SQLModel, table=True):
    """One disclosure as it stands."""

    __table_args__ = (
        UniqueConstraint("year", "counter"),
        UniqueConstraint("series", "piece"),
        _one_of("state", State),
        _one_of("scope", Scope),
        _one_of("scope_detail", ScopeDetail, optional=True),
        _day("planned_on"),
        Index("ix_disclosure_state", "state"),
        Index("ix_disclosure_corrects", "corrects"),
        Index("ix_disclosure_last", "last_on"),
        Index("ix_disclosure_proposed", "code", "proposed_seq"),
        Index("ix_disclosure_meant", "code", "period", "occurred_on", "proposed_seq"),
        Index("ix_disclosure_answer", "code", "period", "published_on"),
        _where("ix_disclosure_refusal", "refused_on", "code", "period", "refused_on"),
        _where("ix_disclosure_occurred", "occurred_on", "occurred_on", "code"),
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
    planned_on: str
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
        _day("planned_on"),
    )

    number: str = Field(primary_key=True, foreign_key="disclosure.number")
    version: int = Field(primary_key=True)
    title: str
    content: str
    files: str
    scope: str
    scope_detail: str | None
    channels: str
    planned_on: str
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


_CALENDAR = (YearNotice, SpecialDay)
_DUTIES = (NilReturn, Noted, Ruling, Demand)
_REGISTERS = (Office, Item, Setting, Appointment, *_CALENDAR, *_DUTIES)
_MATTERS = (Disclosure, Version, Step, Publication, PublicNumber, StoredFile)
TABLES: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model for model in (Journal, Payload, *_REGISTERS, *_MATTERS)
}
"""Every table by name, in an order in which rows may be inserted."""


def table(name: str) -> Table:
    """Return a table by its name, wherever its model is declared."""
    return SQLModel.metadata.tables[name]
