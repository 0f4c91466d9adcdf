"""What an amendment changes of a disclosure: its window, its papers; the steps keep their dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from pdisc.clock import instant_text
from pdisc.dates.windows import printed
from pdisc.events.amendments import PapersAdded, Reassigned
from pdisc.events.entry import Entry, kind_of
from pdisc.steps.disclosure import Amendment, Disclosure, Publication, Step
from pdisc.values.matters import Meant
from pdisc.values.parts import Event, EvidenceFile


def _amended(
    before: Disclosure, entry: Entry, result: str, *, meant: Meant | None = None, **changes: Any
) -> Disclosure:
    remarks = entry.remarks
    amendment = Amendment(
        seq=entry.seq,
        act=kind_of(entry.event),
        by=entry.by,
        operator=entry.operator,
        on=entry.on,
        recorded_at=instant_text(entry.recorded_at),
        result=result,
        reason=getattr(entry.event, "reason", ""),
        late=entry.late,
        late_reason=remarks.late_reason,
        note=remarks.noted,
        meant=meant,
    )
    amendments = (*before.amendments, amendment)
    return msgspec.structs.replace(before, amendments=amendments, **changes)


def answers(window: str | None, occurred_on: date | None) -> str:
    """Return what a disclosure answers in words: 2026年三季度, or 2026-03-02发生."""
    return printed(window) or (f"{occurred_on}发生" if occurred_on else "没有期次")


def _reassigned(before: Disclosure, entry: Entry, event: Reassigned) -> Disclosure:
    old = answers(before.window, before.occurred_on)
    result = f"{old}改为{answers(event.window, event.occurred_on)}"
    changes = {"window": event.window, "occurred_on": event.occurred_on}
    first = all(amendment.meant is None for amendment in before.amendments)
    plan = Meant(window=before.plan.window, occurred_on=before.plan.occurred_on)
    return _amended(before, entry, result, meant=plan if first else None, **changes)


def _with_papers(before: Disclosure, entry: Entry, event: PapersAdded) -> Disclosure:
    papers = [
        EvidenceFile(
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            added_seq=entry.seq,
            added_on=entry.on,
            added_by=entry.by,
        )
        for file in event.evidence
    ]

    def having(part: Step | Publication) -> Any:
        return msgspec.structs.replace(part, evidence=(*part.evidence, *papers))

    named = "、".join(paper.name for paper in papers)
    return _amended(
        before,
        entry,
        f"{event.step}{event.channel and f'（{event.channel}）'}：{named}",
        steps=tuple(having(x) if x.seq == event.to else x for x in before.steps),
        publications=tuple(having(x) if x.seq == event.to else x for x in before.publications),
    )


AMENDED: dict[type[Event], Callable[[Any, Entry, Any], Disclosure]] = {
    Reassigned: _reassigned,
    PapersAdded: _with_papers,
}
"""What each of them does to a disclosure."""
