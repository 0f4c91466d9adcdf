"""What the five steps leave in the journal: one frozen value per act, in the past tense.

An event holds only what its act established. Who, when and how it was recorded stand around it, in
the `Entry`. Free texts (reasons, opinions, notes) belong to the payload, never to the hash chain.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from pdisc.values.parts import Event, Finding, Plan, StoredFile, Verdicts
from pdisc.words import Retention, Scope, ScopeDetail, State


class DrawnUp(Event, frozen=True, kw_only=True):
    """Base of what brings a version of the plan, screened."""

    plan: Plan
    content_sha256: str
    findings: tuple[Finding, ...] = ()
    lifted: str = ""


class Proposed(DrawnUp, frozen=True, kw_only=True, tag="提出"):
    """A disclosure was proposed, perhaps as the correction of another."""

    code: str
    item: str
    corrects: str | None = None


class Revised(DrawnUp, frozen=True, kw_only=True, tag="修改"):
    """A new version of the plan; review and approval are void."""


class Redacted(DrawnUp, frozen=True, kw_only=True, tag="脱敏"):
    """A new version with values masked, its author unchanged; review and approval are void."""


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


StepEvent: TypeAlias = DrawnUp | Reviewed | Decided | Published | Archived | Withdrawn | TakenDown
STEPS: tuple[type[Event], ...] = (
    *(Proposed, Revised, Redacted, Reviewed, Decided),
    *(Published, Archived, Withdrawn, TakenDown),
)
"""The five steps, and the ways back."""
