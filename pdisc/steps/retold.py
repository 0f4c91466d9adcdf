"""Which command an event answers: what was asked, read from what came of it.

So an act can be decided again, by the guards that it was decided by, and the two answers compared.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from pdisc.events import steps as events
from pdisc.events.amendments import PapersAdded, Reassigned
from pdisc.events.entry import Entry
from pdisc.steps import acts
from pdisc.steps.carry import NO_OPINIONS
from pdisc.steps.disclosure import Disclosure
from pdisc.values.codes import check_code
from pdisc.values.parts import Plan
from pdisc.words import State

More = dict[str, Any]


def _planned(plan: Plan) -> More:
    """Return what a plan says, by the names under which a command says it."""
    names = acts.PlanCommand.__struct_fields__
    return {name: getattr(plan, name) for name in names if hasattr(plan, name)}


def _propose(
    _before: Disclosure | None, entry: Entry, event: events.Proposed, original: Disclosure | None
) -> acts.Command:
    kind = acts.Correct if event.corrects else acts.Propose
    said = _planned(event.plan) | {"number": entry.subject, "corrects": original}
    return kind(**said, findings=event.findings, lifted=event.lifted)


def _revise(
    before: Disclosure, _entry: Entry, event: events.Revised, _original: Disclosure | None
) -> acts.Command:
    """Return 修改, in which nothing is mentioned that stayed as it was."""
    said, old = _planned(event.plan), before.plan
    for name in ("planned_on", "window", "occurred_on"):
        if said[name] == getattr(old, name):
            said[name] = None
    if event.plan.channels == old.channels and event.plan.scope is old.scope:
        said["channels"] = ()
    return acts.Revise(**said, findings=event.findings, lifted=event.lifted)


def _redact(
    _before: Disclosure, _entry: Entry, event: events.Redacted, _original: Disclosure | None
) -> acts.Command:
    plan = event.plan
    return _alike(acts.Redact, event, title=plan.title, content=plan.content, files=plan.files)


def _review(
    _before: Disclosure, _entry: Entry, event: events.Reviewed, _original: Disclosure | None
) -> acts.Command:
    returned = event.state is State.RETURNED
    return _alike(
        acts.Review,
        event,
        accept=event.accepted,
        return_reason=event.reason if returned else "",
        withhold_reason=event.reason if event.withhold else "",
    )


def _approve(
    before: Disclosure, _entry: Entry, event: events.Decided, _original: Disclosure | None
) -> acts.Command:
    """Return 审批; its 核对码 stood on paper, and what it says the event's own hash says, too."""
    from_approval = before.state is State.APPROVED
    channels = before.channels if event.channels else ()
    code = check_code(before.content_sha256) if event.state is State.APPROVED else ""
    return _alike(
        acts.Approve,
        event,
        scope=None if from_approval else event.scope,
        scope_detail=None if from_approval else event.scope_detail,
        drop_channels=tuple(each for each in channels if each not in event.channels),
        return_reason=event.reason if event.state is State.RETURNED else "",
        refuse_reason=event.reason if event.state is State.REFUSED else "",
        escalate_to=event.escalated_to,
        code=code,
    )


def _archive(
    _before: Disclosure, _entry: Entry, event: events.Archived, _original: Disclosure | None
) -> acts.Command:
    return _alike(acts.Archive, event, no_opinions=event.opinion_result == NO_OPINIONS)


def _alike(kind: type[acts.Command], event: Any, **more: Any) -> acts.Command:
    """Return a command of a kind whose fields are those of the event that bear the same name."""
    shared = _shared(kind.__struct_fields__, event.__struct_fields__)
    return kind(**{name: getattr(event, name) for name in shared} | more)


@cache
def _shared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(ours) & frozenset(theirs)


_ASKED: dict[type[Any], Callable[..., acts.Command]] = {
    events.Proposed: _propose,
    events.Revised: _revise,
    events.Redacted: _redact,
    events.Reviewed: _review,
    events.Decided: _approve,
    events.Published: lambda _before, _entry, event, _original: _alike(acts.Publish, event),
    events.Archived: _archive,
    events.Withdrawn: lambda _before, _entry, event, _original: _alike(acts.Withdraw, event),
    events.TakenDown: lambda _before, _entry, event, _original: _alike(acts.TakeDown, event),
    Reassigned: lambda _before, _entry, event, _original: _alike(acts.Reassign, event),
    PapersAdded: lambda _before, _entry, event, _original: _alike(acts.AddPapers, event),
}


def command_of(
    before: Disclosure | None, entry: Entry, original: Disclosure | None = None
) -> acts.Command:
    """Return the command that an entry's event answers; `original` is what a 更正 corrects."""
    return _ASKED[type(entry.event)](before, entry, entry.event, original)


def signature_of(entry: Entry) -> acts.Signed:
    """Return the signature under which an entry was made.

    What counts as 补录 follows from a work calendar that became known bit by bit: whoever recorded
    an act gave a reason where one was due.
    """
    remarks = entry.remarks
    return acts.Signed(
        by=entry.by,
        operator=entry.operator,
        on=entry.on,
        note=remarks.note,
        late_reason=remarks.late_reason or entry.subject,
        waiver=remarks.waiver,
    )
