"""One disclosure as its journal tells it: its plans, steps, approval and publications."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from pdisc.events.steps import Archived, Reviewed
from pdisc.values.channels import is_hanging
from pdisc.values.matters import Meant
from pdisc.values.parts import Finding, Plan, StoredFile, Value
from pdisc.words import Act, Scope, ScopeDetail, State


class Step(Value, frozen=True, kw_only=True):
    """One act as the registers show it; `state` is where it left the disclosure."""

    seq: int
    act: Act
    by: str
    operator: str
    on: date
    recorded_at: datetime
    late: bool
    late_reason: str = ""
    waiver: str = ""
    note: str = ""
    result: str
    opinion: str = ""
    basis: str = ""
    verdicts: Mapping[str, str] = {}
    decided_by: str = ""
    document_number: str = ""
    evidence: tuple[StoredFile, ...] = ()
    acting_for: str = ""
    acting_paper: str = ""
    state: State


class Publication(Value, frozen=True, kw_only=True):
    """One channel carried out, and what became of what hangs there."""

    seq: int
    channel: str
    on: date
    recorded_at: datetime
    by: str
    place: str = ""
    url: str = ""
    until: date | None = None
    document_number: str = ""
    evidence: tuple[StoredFile, ...] = ()
    taken_down_on: date | None = None
    taken_down_recorded_at: datetime | None = None
    taken_down_reason: str = ""
    still_at: str = ""
    differs: str = ""  # 与方案不符: on which other day than planned


class Amendment(Value, frozen=True, kw_only=True):
    """What changed a disclosure without being a step: by what word, who, when, what came of it.

    The first 改期次 keeps what the plan was `meant` to answer, each what it answered before it.
    """

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
    meant: Meant | None = None
    was: Meant | None = None


ANNULLED = "作废"
"""By what word an amendment takes back an entry, which is then no longer among the others."""


class Approval(Value, frozen=True, kw_only=True):
    """What was approved: this scope, these channels, this exact plan."""

    scope: Scope
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...]
    content_sha256: str
    on: date


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """One 公开事项 from 提出 to 归档."""

    number: str
    code: str
    item: str
    state: State
    plans: tuple[Plan, ...]
    content_sha256: str
    findings: tuple[Finding, ...] = ()
    lifted: str = ""  # the 文号 by which a mark of secrecy in this version was let pass
    steps: tuple[Step, ...]
    review: Reviewed | None = None
    approval: Approval | None = None
    escalated_to: str | None = None  # to whom this version was sent up, answered or not
    publications: tuple[Publication, ...] = ()
    window: str | None = None
    planned_on: date | None = None  # where a day was given: once it went in by itself
    occurred_on: date | None = None
    amendments: tuple[Amendment, ...] = ()
    filing: Archived | None = None
    corrects: str | None = None

    @property
    def plan(self) -> Plan:
        """The version in force."""
        return self.plans[-1]

    @property
    def authors(self) -> frozenset[str]:
        """Everybody who proposed or revised it; masking makes nobody an author."""
        return frozenset(plan.author for plan in self.plans)

    @property
    def scope(self) -> Scope:
        """The approved scope, or the proposed one before approval."""
        return self.approval.scope if self.approval else self.plan.scope

    @property
    def scope_detail(self) -> ScopeDetail | None:
        """How far within the Party, as approved, or as proposed before approval."""
        return self.approval.scope_detail if self.approval else self.plan.scope_detail

    @property
    def channels(self) -> tuple[str, ...]:
        """The approved channels, or the proposed ones before approval."""
        return self.approval.channels if self.approval else self.plan.channels

    @property
    def open_channels(self) -> tuple[str, ...]:
        """The approved channels that have not been carried out, in order; none before approval."""
        if self.approval is None:
            return ()
        done = {publication.channel for publication in self.publications}
        return tuple(channel for channel in self.approval.channels if channel not in done)

    @property
    def hanging(self) -> tuple[Publication, ...]:
        """What still hangs on a board or a website."""
        return tuple(
            publication
            for publication in self.publications
            if is_hanging(publication.channel) and publication.taken_down_on is None
        )

    @property
    def entries(self) -> int:
        """How many entries have changed it, steps or not: whoever acts has seen so many."""
        gone = sum(amendment.act == ANNULLED for amendment in self.amendments)
        return len(self.steps) + len(self.amendments) + gone

    @property
    def newest(self) -> Step | Amendment:
        """The entry that changed it last."""
        step, amendment = self.steps[-1], self.amendments[-1:]
        return amendment[0] if amendment and amendment[0].seq > step.seq else step

    @property
    def answered_on(self) -> date | None:
        """The first day on which it answered what is owed: published, or decided not to be."""
        refused = (step.on for step in self.steps if step.state is State.REFUSED)
        published = (publication.on for publication in self.publications)
        return min(published, default=next(refused, None))

    @property
    def last_on(self) -> date:
        """The business date of the latest act."""
        return max(step.on for step in self.steps)
