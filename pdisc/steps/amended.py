"""What an amendment changes of a disclosure: its window, its papers; the steps keep their dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from pdisc.clock import instant_text
from pdisc.dates.windows import printed
from pdisc.events.amendments import Annulled, PapersAdded, Reassigned
from pdisc.events.entry import Entry, kind_of
from pdisc.steps.disclosure import ANNULLED, Amendment, Disclosure, Publication, Step
from pdisc.values.matters import Meant
from pdisc.values.parts import Event, EvidenceFile
from pdisc.words import State


def _amended(
    before: Disclosure,
    entry: Entry,
    result: str,
    *,
    meant: Meant | None = None,
    was: Meant | None = None,
    **changes: Any,
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
        was=was,
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
    was = Meant(window=before.window, occurred_on=before.occurred_on)
    return _amended(before, entry, result, meant=plan if first else None, was=was, **changes)


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


def _annulled(before: Disclosure, entry: Entry, event: Annulled) -> Disclosure:
    """Return it without one publication, 改期次 or 补件; what else is annulled changes nothing."""
    for publication in before.publications:
        if publication.seq == event.entry:
            result = f"第{event.entry}条 实施（{publication.channel}）"
            return _amended(_unpublished(before, event.entry), entry, result)
    for amendment in before.amendments:
        if amendment.seq == event.entry and amendment.act != ANNULLED:
            result = f"第{event.entry}条 {amendment.act}（{amendment.result}）"
            return _amended(_unamended(before, amendment), entry, result)
    return before


def _unpublished(before: Disclosure, seq: int) -> Disclosure:
    """Return it with the channel of a publication open again."""
    left = tuple(each for each in before.publications if each.seq != seq)
    reassigned = any(amendment.was for amendment in before.amendments)
    return msgspec.structs.replace(
        before,
        state=State.APPROVED,
        steps=tuple(step for step in before.steps if step.seq != seq),
        publications=left,
        window=before.window if left or reassigned else before.plan.window,
    )


def _unamended(before: Disclosure, gone: Amendment) -> Disclosure:
    """Return it without the papers that an entry added, or answering what it did before it."""

    def without(part: Step | Publication) -> Any:
        kept = tuple(x for x in part.evidence if getattr(x, "added_seq", None) != gone.seq)
        return msgspec.structs.replace(part, evidence=kept)

    rest = [amendment for amendment in before.amendments if amendment.seq != gone.seq]
    later = next((x for x in rest if x.seq > gone.seq and x.was is not None), None)
    changes: dict[str, Any] = {}
    if gone.was is not None and later is not None:
        kept = msgspec.structs.replace(later, was=gone.was, meant=gone.meant or later.meant)
        rest[rest.index(later)] = kept
    elif gone.was is not None:
        changes = {"window": gone.was.window, "occurred_on": gone.was.occurred_on}
    return msgspec.structs.replace(
        before,
        steps=tuple(map(without, before.steps)),
        publications=tuple(map(without, before.publications)),
        amendments=tuple(rest),
        **changes,
    )


AMENDED: dict[type[Event], Callable[[Any, Entry, Any], Disclosure]] = {
    Reassigned: _reassigned,
    PapersAdded: _with_papers,
    Annulled: _annulled,
}
"""What each of them does to a disclosure."""
