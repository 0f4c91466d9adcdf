"""What a person may ask of one disclosure: imperative values, one per act (DESIGN §3)."""

from collections.abc import Mapping
from datetime import date

from pdisc.events.amendments import AmendmentEvent
from pdisc.events.steps import StepEvent
from pdisc.steps.disclosure import Disclosure
from pdisc.values.parts import Finding, StoredFile, Value, Verdicts
from pdisc.words import PaperOf, Retention, Scope, ScopeDetail


class Signed(Value, frozen=True, kw_only=True):
    """Who decides, who types, for which business date, and the reasons that go with it."""

    by: str
    operator: str
    on: date
    note: str = ""
    late_reason: str = ""
    waiver: str = ""
    not_a_mark: str = ""


class Command(Value, frozen=True, kw_only=True):
    """Base of the commands that `workflow.decide` answers, each under a signature."""


class Evidenced(Command, frozen=True, kw_only=True):
    """Base of the acts that take evidence along."""

    evidence: tuple[StoredFile, ...] = ()


class PlanCommand(Command, frozen=True, kw_only=True):
    """What may be said of a plan; None (or nothing) means that it wasn't mentioned."""

    title: str | None = None
    content: str | None = None
    files: tuple[StoredFile, ...] | None = None
    scope: Scope | None = None
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...] = ()
    planned_on: date | None = None
    window: str | None = None
    occurred_on: date | None = None
    office: str | None = None
    public_notice: bool | None = None
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    lifted: str = ""


class Propose(PlanCommand, frozen=True, kw_only=True):
    """提出: what isn't mentioned comes from the catalogue item."""

    number: str = ""
    corrects: Disclosure | None = None


class Correct(Propose, frozen=True, kw_only=True):
    """更正: a new disclosure linked to a published one; it needs no role (DESIGN §6)."""


class Revise(PlanCommand, frozen=True, kw_only=True):
    """修改: what isn't mentioned stays as it is in the version in force."""


class Redact(Command, frozen=True, kw_only=True):
    """脱敏: the same plan with values masked in these parts; None stays as it is."""

    title: str | None = None
    content: str | None = None
    files: tuple[StoredFile, ...] | None = None
    findings: tuple[Finding, ...] = ()


class Review(Command, frozen=True, kw_only=True):
    """审核: four verdicts, and what follows from them."""

    verdicts: Verdicts = Verdicts()
    accept: Mapping[str, str] = {}
    return_reason: str = ""
    withhold_reason: str = ""
    basis: str = ""
    board_inside: bool = False
    opinion: str = ""


class Approve(Evidenced, frozen=True, kw_only=True):
    """审批, or the superior's reply; without a reason of refusal it approves."""

    scope: Scope | None = None
    scope_detail: ScopeDetail | None = None
    drop_channels: tuple[str, ...] = ()
    return_reason: str = ""
    refuse_reason: str = ""
    basis: str = ""
    escalate_to: str = ""
    document_number: str = ""
    code: str = ""
    opinion: str = ""


class Publish(Evidenced, frozen=True, kw_only=True):
    """实施 on one channel."""

    channel: str
    place: str = ""
    url: str = ""
    until: date | None = None
    document_number: str = ""


class Archive(Command, frozen=True, kw_only=True):
    """归档."""

    retention: Retention | None = None
    no_opinions: bool = False


class Withdraw(Command, frozen=True, kw_only=True):
    """撤回 before the first publication."""

    reason: str


class TakeDown(Command, frozen=True, kw_only=True):
    """撤下 what hangs on some channels, or on all."""

    channels: tuple[str, ...] = ()
    reason: str
    still_at: str = ""


class Reassign(Command, frozen=True, kw_only=True):
    """改期次: the window or the occurrence that a disclosure answers; one of the two is given."""

    window: str | None = None
    occurred_on: date | None = None
    reason: str


class AddPapers(Evidenced, frozen=True, kw_only=True):
    """补件: papers of a step that was done already; of several publications `channel` names one."""

    step: PaperOf
    channel: str = ""


class Decision(Value, frozen=True, kw_only=True):
    """What the rules answer: the event, and what the person should be told about it."""

    event: StepEvent | AmendmentEvent
    notices: tuple[str, ...] = ()
    waived: bool = False
    late: bool = False
