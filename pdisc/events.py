"""What can stand in the journal: one frozen value per kind of act, named in the past tense.

An event holds only what its act established. Who, when and how it was recorded stand around it, in
the `Entry`. Free texts (reasons, opinions, notes) belong to the payload, never to the hash chain.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

import msgspec

from pdisc.days import DayRule, YearTable
from pdisc.facts import CatalogItem
from pdisc.words import (
    Authority,
    FindingState,
    Retention,
    Role,
    Scope,
    ScopeDetail,
    State,
    Verdict,
)


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plain part of an event."""


class StoredFile(Value, frozen=True, kw_only=True):
    """A file kept under `files/` by its SHA-256; `name` is what its owner called it."""

    sha256: str
    name: str
    size: int


class Finding(Value, frozen=True, kw_only=True):
    """One thing that the screening found; the excerpt is masked, `by` says who explained it."""

    id: str
    kind: str
    where: str
    excerpt: str = ""
    state: FindingState = FindingState.OPEN
    reason: str = ""
    by: str = ""


class Plan(Value, frozen=True, kw_only=True):
    """公开方案 (实施方案三(一) 提出): 内容、范围、时间、方式 of one disclosure, one version."""

    version: int
    title: str
    content: str
    files: tuple[StoredFile, ...] = ()
    scope: Scope
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...]
    planned_on: date
    window: str | None = None
    occurred_on: date | None = None
    office: str
    public_notice: bool = False
    reason: str = ""
    author: str


class Verdicts(Value, frozen=True, kw_only=True):
    """The four questions of a review (实施方案三(一) 审核); None where none was given."""

    necessity: Verdict | None = None
    accuracy: Verdict | None = None
    secrecy: Verdict | None = None
    privacy: Verdict | None = None

    def all_passed(self) -> bool:
        """Return whether all four say 通过."""
        return all(
            verdict is Verdict.PASS
            for verdict in (self.necessity, self.accuracy, self.secrecy, self.privacy)
        )


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """Base of all events; the tag is the Chinese word that stands in the journal's `kind`."""


class Proposed(Event, frozen=True, kw_only=True, tag="提出"):
    """A disclosure was proposed, perhaps as the correction of another."""

    code: str
    item: str
    plan: Plan
    content_sha256: str
    findings: tuple[Finding, ...] = ()
    lifted: str = ""
    corrects: str | None = None


class Revised(Event, frozen=True, kw_only=True, tag="修改"):
    """A new version of the plan; review and approval are void."""

    plan: Plan
    content_sha256: str
    findings: tuple[Finding, ...] = ()
    lifted: str = ""


class Redacted(Event, frozen=True, kw_only=True, tag="脱敏"):
    """A new version with values masked, its author unchanged; review and approval are void."""

    plan: Plan
    content_sha256: str
    findings: tuple[Finding, ...] = ()
    lifted: str = ""


class Reviewed(Event, frozen=True, kw_only=True, tag="审核"):
    """A reviewer's verdicts, and what follows from them."""

    state: State
    verdicts: Verdicts
    accepted: Mapping[str, str] = {}
    withhold: bool = False
    basis: str = ""
    board_inside: bool = False
    reason: str = ""
    opinion: str = ""

    @property
    def passed(self) -> bool:
        """Whether all four verdicts say 通过 and nothing was returned or to be withheld."""
        return self.state is State.REVIEWED and not self.withhold and self.verdicts.all_passed()


class Decided(Event, frozen=True, kw_only=True, tag="审批"):
    """An approver's decision, or a superior's reply; narrowing is part of an approval."""

    state: State
    scope: Scope | None = None
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...] = ()
    content_sha256: str = ""
    reason: str = ""
    basis: str = ""
    escalated_to: str = ""
    document_number: str = ""
    opinion: str = ""
    evidence: tuple[StoredFile, ...] = ()
    acting_for: str = ""
    acting_paper: str = ""


class Published(Event, frozen=True, kw_only=True, tag="实施"):
    """One approved channel was carried out; `state` says whether others are still open."""

    state: State
    channel: str
    place: str = ""
    url: str = ""
    until: date | None = None
    window: str | None = None
    document_number: str = ""
    evidence: tuple[StoredFile, ...] = ()


class Archived(Event, frozen=True, kw_only=True, tag="归档"):
    """The disclosure was filed under a 档号 and its dossier written."""

    archive_number: str
    series: str
    piece: int
    retention: Retention
    opinion_result: str
    missing: tuple[str, ...] = ()
    dossier: str
    manifest_sha256: str = ""


class Withdrawn(Event, frozen=True, kw_only=True, tag="撤回"):
    """The disclosure was given up before its first publication."""

    reason: str


class TakenDown(Event, frozen=True, kw_only=True, tag="撤下"):
    """What hung on these channels was taken down."""

    channels: tuple[str, ...]
    reason: str
    still_at: str = ""


class Opened(Event, frozen=True, kw_only=True, tag="建账"):
    """The ledger was opened with a catalogue, the shipped rules and the known work calendar.

    Old ledgers have `days` without a word of the notices behind them.
    """

    since: date
    items: tuple[CatalogItem, ...]
    settings: tuple["SettingChanged", ...]
    days: tuple[DayRule, ...] = ()
    notices: tuple[YearTable, ...] = ()


class SettingChanged(Event, frozen=True, kw_only=True, tag="设置"):
    """A rule has this value from a day on."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool = False
    valid_from: date


class NoticeTaken(Event, frozen=True, kw_only=True, tag="放假安排"):
    """A State Council notice came in; it replaces what was known of that year."""

    table: YearTable


class OwnDaysSet(Event, frozen=True, kw_only=True, tag="本单位工作日"):
    """The office's own word on some days, over every notice; `removed` takes earlier ones back."""

    days: tuple[DayRule, ...] = ()
    removed: tuple[date, ...] = ()


class Appointed(Event, frozen=True, kw_only=True, tag="任职"):
    """A person may act in these roles from a day until another (exclusive), or on.

    `acting_for` names whom somebody stands in for (代), by the paper of that 文号.
    """

    name: str
    office: str
    roles: tuple[Role, ...]
    authority: Authority | None = None
    valid_from: date
    valid_until: date | None = None
    acting_for: str = ""
    document_number: str = ""


class AppointmentClosed(Event, frozen=True, kw_only=True, tag="离任"):
    """A person's appointments (named by their journal numbers) ended."""

    name: str
    appointments: tuple[int, ...]
    valid_until: date


class ItemChanged(Event, frozen=True, kw_only=True, tag="目录"):
    """A catalogue item has a new version, or some of its fields were confirmed."""

    item: CatalogItem
    confirmed: tuple[str, ...] = ()
    reason: str = ""


class NilReturned(Event, frozen=True, kw_only=True, tag="无事项"):
    """Nothing to disclose in one window of one 定期 item."""

    code: str
    window: str
    reason: str


class OccurrenceNoted(Event, frozen=True, kw_only=True, tag="发生"):
    """A 随时 matter came up on the entry's business date."""

    code: str


class ChangeNoted(Event, frozen=True, kw_only=True, tag="变更"):
    """What a 固定 item says became different on the entry's business date."""

    code: str


class Reconfirmed(Event, frozen=True, kw_only=True, tag="复核"):
    """Somebody looked at what hangs of a 固定 item on the entry's date: it still holds."""

    code: str


class Relieved(Event, frozen=True, kw_only=True, tag="顺延豁免"):
    """An approver ruled on one obligation: due by another day, or, without `to`, not at all."""

    code: str
    duty: str
    to: date | None = None
    reason: str


class Asked(Value, frozen=True, kw_only=True):
    """What one office or holder is asked for: an item's obligation, or a disclosure's next step."""

    code: str
    item: str
    office: str
    holder: str = ""
    duty: str | None = None
    number: str | None = None
    due_on: date | None = None


class Urged(Event, frozen=True, kw_only=True, tag="督促"):
    """应当公开而未提出的，要求提出 (实施方案三(一) 提出): what is asked for, and by when."""

    asked: tuple[Asked, ...]
    answer_by: date
    reason: str = ""


class MarkLifted(Event, frozen=True, kw_only=True, tag="解除拦截"):
    """A superior's paper allows an extract of one item to be disclosed although it bears a mark."""

    code: str
    document_number: str
    reason: str


class RefusalNoted(Event, frozen=True, kw_only=True, tag="拒绝"):
    """An act was refused for secrecy, authority or separation of duties; no text is kept.

    `where` is in words of our own: a field, or the place of an attachment among those named.
    """

    act: str
    refusal: str
    where: str = ""


AnyEvent: TypeAlias = (
    Proposed
    | Revised
    | Redacted
    | Reviewed
    | Decided
    | Published
    | Archived
    | Withdrawn
    | TakenDown
    | Opened
    | SettingChanged
    | NoticeTaken
    | OwnDaysSet
    | Appointed
    | AppointmentClosed
    | ItemChanged
    | NilReturned
    | OccurrenceNoted
    | ChangeNoted
    | Reconfirmed
    | Relieved
    | Urged
    | MarkLifted
    | RefusalNoted
)


def kind_of(event: Event | type[Event]) -> str:
    """Return the journal's word for an event or a class of events."""
    return str(event.__struct_config__.tag)


class Remarks(Value, frozen=True, kw_only=True):
    """The free texts around an act, kept with the payload."""

    note: str = ""
    late_reason: str = ""
    waiver: str = ""


class Entry(Value, frozen=True, kw_only=True):
    """One line of the journal: an event with the people and the two dates around it.

    `on` is the Beijing business date that was given, `recorded_at` the machine's aware UTC instant.
    """

    seq: int
    subject: str
    by: str
    operator: str
    on: date
    recorded_at: datetime
    late: bool
    remarks: Remarks = Remarks()
    event: AnyEvent
