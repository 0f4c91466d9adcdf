"""What the commands answer with: the public JSON shapes (DESIGN §6), as frozen values."""

from datetime import date

import msgspec

from pdisc.values.opinion_records import OpinionRecord
from pdisc.values.parts import EvidenceFile, FindingTold, Plan, StoredFile
from pdisc.words import Act, Retention, Scope, ScopeDetail, State


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of the answers; field names are the JSON keys."""


class FindingRecord(FindingTold, frozen=True, kw_only=True, omit_defaults=False):
    """One finding of the screening, with all of its fields that anybody is shown."""


class StepRecord(Record, frozen=True, kw_only=True):
    """One act, with who decided, who typed, and whether it was recorded late."""

    seq: int
    act: Act
    by: str
    operator: str
    on: date
    recorded_at: str
    result: str
    opinion: str
    basis: str = ""
    verdicts: dict[str, str] = {}
    decided_by: str = ""
    document_number: str
    evidence: tuple[EvidenceFile, ...] = ()
    note: str
    late: bool
    late_reason: str
    waiver: str
    acting_for: str
    acting_paper: str
    state: State


class PublicationRecord(Record, frozen=True, kw_only=True):
    """One channel carried out; `differs` says on which other day than planned, where one was."""

    seq: int
    channel: str
    on: date
    place: str
    url: str
    until: date | None = None
    document_number: str
    evidence: tuple[EvidenceFile, ...] = ()
    by: str
    taken_down_on: date | None = None
    taken_down_reason: str = ""
    still_at: str = ""
    differs: str = ""


class AmendmentRecord(Record, frozen=True, kw_only=True):
    """What changed a disclosure without being a step: a window put right, papers that came."""

    seq: int
    act: str
    by: str
    operator: str
    on: date
    recorded_at: str
    result: str
    reason: str = ""
    late: bool = False
    late_reason: str = ""
    note: str = ""


class VersionRecord(Plan, frozen=True, kw_only=True, omit_defaults=False):
    """One version of the plan, with all of its fields; its window as it is printed."""


class DisclosureRecord(Record, frozen=True, kw_only=True):
    """One disclosure; scope and channels are the approved ones once there is an approval."""

    number: str
    public_number: str | None = None
    code: str
    item: str
    title: str
    state: State
    scope: Scope
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...]
    planned_on: date | None = None
    window: str | None = None
    occurred_on: date | None = None
    office: str
    proposed_by: str
    version: int
    content: str
    content_sha256: str
    check_code: str
    public_notice: bool
    escalated_to: str | None = None
    findings: tuple[FindingRecord, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    publications: tuple[PublicationRecord, ...] = ()
    amendments: tuple[AmendmentRecord, ...] = ()
    open_channels: tuple[str, ...] = ()
    corrects: str | None = None
    corrected_by: str | None = None
    archive_number: str | None = None
    retention: Retention | None = None
    opinion_result: str | None = None
    dossier: str | None = None
    next: str = ""


class DetailRecord(DisclosureRecord, frozen=True, kw_only=True):
    """One disclosure with all its versions and files, as `show` gives it."""

    versions: tuple[VersionRecord, ...] = ()
    opinions: tuple[OpinionRecord, ...] = ()
    files: tuple[StoredFile, ...] = ()


class PublicRecord(Record, frozen=True, kw_only=True):
    """One disclosure as an audience outside the office sees it: what was published, nothing else.

    `corrects` and `corrected_by` are running numbers of the same audience. Of what is no longer out
    there is only the number, and the day on which it went (DESIGN §1.3: a line, never a hole).
    """

    public_number: str
    code: str | None = None
    item: str | None = None
    title: str | None = None
    scope: Scope | None = None
    channels: tuple[str, ...] = ()
    window: str | None = None
    content: str | None = None
    published_on: date | None = None
    publications: tuple["PublicPosting", ...] = ()
    corrects: str | None = None
    corrected_by: str | None = None
    taken_down_on: date | None = None


class PublicPosting(Record, frozen=True, kw_only=True):
    """Where a disclosure was published, as an audience outside the office sees it."""

    channel: str
    on: date
    place: str
    url: str
    until: date | None = None


class OfferRecord(Record, frozen=True, kw_only=True):
    """One published matter that may answer a request; `where` says in words where it is found."""

    number: str
    public_number: str
    title: str
    where: str


class AnnulledRecord(Record, frozen=True, kw_only=True):
    """That an entry was taken back: by which later one (`seq`), by whom, for which day, and why."""

    seq: int
    by: str
    on: date
    reason: str


class EventRecord(Record, frozen=True, kw_only=True):
    """One line of the journal, as `log` gives it; `said` tells in words what was decided."""

    seq: int
    kind: str
    subject: str
    by: str
    operator: str
    entered_for: bool
    on: date
    recorded_at: str
    late: bool
    late_reason: str
    note: str
    waiver: str
    event: dict[str, object]
    hash: str
    annulled: AnnulledRecord | None = None
    said: str = ""


class SourceRecord(Record, frozen=True, kw_only=True):
    """Where a rule stands, in parts: 文件, 条款, 施行日; null where nobody could find it out."""

    document: str | None = None
    clause: str | None = None
    in_force: date | None = None


class SettingRecord(Record, frozen=True, kw_only=True):
    """One rule as it holds on a day; `basis` is the sentence, `source` its parts."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool
    valid_from: date
    source: SourceRecord


class SpotRecord(Record, frozen=True, kw_only=True):
    """One thing that `screen` found in a file; the excerpt is masked, `rule` its authority."""

    id: str
    kind: str
    where: str
    excerpt: str
    handling: str
    rule: str


class FileScreenedRecord(Record, frozen=True, kw_only=True):
    """One file as `screen` read it; `notices` are only told, `read` is False for an unread file."""

    file: str
    kind: str
    read: bool
    findings: tuple[SpotRecord, ...]
    notices: tuple[str, ...]
