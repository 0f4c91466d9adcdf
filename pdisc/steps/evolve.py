"""`evolve`: the only thing that changes the state of a disclosure. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from pdisc.events import steps as events
from pdisc.events.entry import Entry, kind_of
from pdisc.steps.amended import AMENDED
from pdisc.steps.disclosure import Approval, Disclosure, Publication, Step
from pdisc.values.codes import is_number
from pdisc.values.matters import differing
from pdisc.values.parts import VERDICT_NAMES, Event, Plan
from pdisc.words import Act, FindingState, State


class IllegalHistory(Exception):
    """The journal tells something that the workflow never allows."""


def _step(entry: Entry, result: str, state: State, *, organ: str = "") -> Step:
    """Return an act as a step; it was decided by whoever signed, or by an `organ` that replied."""
    event = entry.event
    return Step(
        seq=entry.seq,
        act=Act(kind_of(event)),
        by=entry.by,
        operator=entry.operator,
        on=entry.on,
        recorded_at=entry.recorded_at,
        late=entry.late,
        late_reason=entry.remarks.late_reason,
        waiver=entry.remarks.waiver,
        note=entry.remarks.noted,
        result=result,
        opinion=getattr(event, "opinion", "") or getattr(event, "reason", ""),
        basis=getattr(event, "basis", ""),
        verdicts=_verdicts(event),
        decided_by=organ or entry.by,
        document_number=getattr(event, "document_number", ""),
        evidence=getattr(event, "evidence", ()),
        acting_for=getattr(event, "acting_for", ""),
        acting_paper=getattr(event, "acting_paper", ""),
        state=state,
    )


def _verdicts(event: Event) -> Mapping[str, str]:
    """Return the verdicts of a review by the names of its four questions."""
    if not isinstance(event, events.Reviewed):
        return {}
    given = msgspec.structs.asdict(event.verdicts)
    return {VERDICT_NAMES[name]: str(said) for name, said in given.items() if said is not None}


def _after(disclosure: Disclosure, step: Step, **changes: Any) -> Disclosure:
    return msgspec.structs.replace(
        disclosure, state=step.state, steps=(*disclosure.steps, step), **changes
    )


GAVE_DAYS = 2
"""From this generation of the guards on a plan has a day only where one was given."""


def _planned(before: Disclosure | None, entry: Entry, plan: Plan) -> date | None:
    """Return the day that a person planned; the day of 提出 used to stand in its place."""
    if before and plan.planned_on == before.plan.planned_on:
        return before.planned_on
    stood_in = entry.guards < GAVE_DAYS and plan.planned_on == entry.on
    return None if stood_in else plan.planned_on


def _proposed(before: Disclosure | None, entry: Entry, event: events.Proposed) -> Disclosure:
    if before is not None:
        raise IllegalHistory(f"{entry.subject} 重复提出")
    if not is_number(entry.subject):
        raise IllegalHistory(f"“{entry.subject}”不是公开事项的编号")
    step = _step(entry, "第1稿", State.PROPOSED)
    return Disclosure(
        number=entry.subject,
        code=event.code,
        item=event.item,
        state=State.PROPOSED,
        plans=(event.plan,),
        content_sha256=event.content_sha256,
        findings=event.findings,
        lifted=event.lifted,
        steps=(step,),
        window=event.plan.window,
        planned_on=_planned(None, entry, event.plan),
        occurred_on=event.plan.occurred_on,
        corrects=event.corrects,
    )


def _revised(
    before: Disclosure, entry: Entry, event: events.Revised | events.Redacted
) -> Disclosure:
    step = _step(entry, f"第{event.plan.version}稿", State.PROPOSED)
    return _after(
        before,
        step,
        plans=(*before.plans, event.plan),
        content_sha256=event.content_sha256,
        findings=event.findings,
        lifted=event.lifted,
        window=event.plan.window,
        planned_on=_planned(before, entry, event.plan),
        occurred_on=event.plan.occurred_on,
        review=None,
        approval=None,
        escalated_to=None,
    )


WITHHELD = "建议不予公开"
"""How a review that recommends 不予公开 ends."""


def _reviewed(before: Disclosure, entry: Entry, event: events.Reviewed) -> Disclosure:
    passed = WITHHELD if event.withhold else "通过"
    result = passed if event.state is State.REVIEWED else "退回"
    findings = tuple(
        msgspec.structs.replace(
            finding, state=FindingState.EXPLAINED, reason=event.accepted[finding.id], by=entry.by
        )
        if finding.id in event.accepted
        else finding
        for finding in before.findings
    )
    step = _step(entry, result, event.state)
    return _after(before, step, review=event, findings=findings)


DECISION_WORDS = {
    State.APPROVED: "同意",
    State.PUBLISHED: "减少渠道",
    State.RETURNED: "退回",
    State.REFUSED: "不予公开",
    State.ESCALATED: "报批",
}


def _decided(before: Disclosure, entry: Entry, event: events.Decided) -> Disclosure:
    word = "减少渠道" if before.state is State.APPROVED else DECISION_WORDS[event.state]
    organ = before.escalated_to if before.state is State.ESCALATED else None
    step = _step(entry, word, event.state, organ=organ or "")
    approval = before.approval
    if event.scope is not None:
        approval = Approval(
            scope=event.scope,
            scope_detail=event.scope_detail,
            channels=event.channels,
            content_sha256=event.content_sha256,
            on=approval.on if approval else entry.on,
        )
    escalated = event.escalated_to or before.escalated_to
    return _after(before, step, approval=approval, escalated_to=escalated)


def _published(before: Disclosure, entry: Entry, event: events.Published) -> Disclosure:
    publication = Publication(
        seq=entry.seq,
        channel=event.channel,
        on=entry.on,
        recorded_at=entry.recorded_at,
        by=entry.by,
        place=event.place,
        url=event.url,
        until=event.until,
        document_number=event.document_number,
        evidence=event.evidence,
        differs=differing(before.planned_on, entry.on),
    )
    step = _step(entry, event.channel, event.state)
    return _after(
        before,
        step,
        publications=(*before.publications, publication),
        window=before.window or event.window,
    )


def _archived(before: Disclosure, entry: Entry, event: events.Archived) -> Disclosure:
    step = _step(entry, event.archive_number, State.ARCHIVED)
    return _after(before, step, filing=event)


def _withdrawn(before: Disclosure, entry: Entry, event: events.Withdrawn) -> Disclosure:
    return _after(before, _step(entry, "撤回", State.WITHDRAWN))


def _taken_down(before: Disclosure, entry: Entry, event: events.TakenDown) -> Disclosure:
    publications = tuple(
        msgspec.structs.replace(
            publication,
            taken_down_on=entry.on,
            taken_down_recorded_at=entry.recorded_at,
            taken_down_reason=event.reason,
            still_at=event.still_at,
        )
        if publication.channel in event.channels and publication.taken_down_on is None
        else publication
        for publication in before.publications
    )
    step = _step(entry, "、".join(event.channels), before.state)
    return _after(before, step, publications=publications)


_EVOLVE: dict[type[Event], Callable[[Any, Entry, Any], Disclosure]] = {
    events.Revised: _revised,
    events.Redacted: _revised,
    events.Reviewed: _reviewed,
    events.Decided: _decided,
    events.Published: _published,
    events.Archived: _archived,
    events.Withdrawn: _withdrawn,
    events.TakenDown: _taken_down,
    **AMENDED,
}


def evolve(before: Disclosure | None, entry: Entry) -> Disclosure:
    """Return the disclosure after one step of its journal, or what changed it without being one.

    Raises IllegalHistory where the step can't follow, or where the entry is of a register.
    """
    event = entry.event
    if isinstance(event, events.Proposed):
        return _proposed(before, entry, event)
    change = _EVOLVE.get(type(event))
    if before is None or change is None:
        raise IllegalHistory(f"{entry.subject} 在提出之前有“{kind_of(event)}”")
    return change(before, entry, event)
