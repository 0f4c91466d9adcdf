"""The one gate: what each audience may see (DESIGN §1.3, 社会 ⊂ 党内 ⊂ 内部).

What isn't cleared for an audience doesn't exist for it, not even as a count or a gap in numbers.
Lists, counts, searches, reports, pages and file names ask here and nowhere else.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from pdisc.registers.items import (
    CatalogItem,
    PublicItem,
    in_turn,
)
from pdisc.steps.disclosure import Disclosure
from pdisc.values.channels import is_hanging, reaches_society
from pdisc.values.codes import PUBLIC_PREFIX, public_place
from pdisc.values.digest import plan_digest
from pdisc.values.matters import Matter, Posting
from pdisc.values.parts import Finding, Plan
from pdisc.values.records import (
    DisclosureRecord,
    PublicPosting,
    PublicRecord,
)
from pdisc.words import Audience, FindingState, Scope, ScopeDetail, State

_CLEARED: Mapping[Audience, frozenset[Scope]] = {
    Audience.SOCIETY: frozenset({Scope.SOCIETY}),
    Audience.PARTY: frozenset({Scope.SOCIETY, Scope.PARTY}),
    Audience.INTERNAL: frozenset(Scope),
}
_NEVER_SHOWN = frozenset({State.REFUSED, State.WITHDRAWN})


def cleared_item(audience: Audience, item_scope: Scope) -> bool:
    """Return whether a catalogue item of that 公开范围 exists for an audience."""
    return item_scope in _CLEARED[audience]


def cleared(audience: Audience, scope: Scope, detail: ScopeDetail | None) -> bool:
    """Return whether an approved scope takes an audience in.

    What was meant for 特定对象 is for those who received it, not for everybody 党内.
    """
    named = detail is ScopeDetail.NAMED and audience != Audience.INTERNAL
    return cleared_item(audience, scope) and not named


def sees_hung(audience: Audience, item_scope: Scope, channel: str) -> bool:
    """Return whether what was public before the ledger began (期初) is so for an audience.

    Society sees what hangs on 公开栏 and 网站; the Party's own heard of the rest, too.
    """
    there = reaches_society(channel) or audience != Audience.SOCIETY
    return there and cleared_item(audience, item_scope)


def is_bound(
    number: str,
    code: str,
    plan: Plan,
    *,
    approved_sha256: str | None,
    findings: Iterable[Finding],
) -> bool:
    """Return whether a plan is, to the letter, the approved one, with no finding left open."""
    return plan_digest(number, code, plan) == approved_sha256 and not any(
        finding.state is FindingState.OPEN for finding in findings
    )


class Posted(Protocol):
    """One publication, in whichever shape it is at hand."""

    @property
    def channel(self) -> str:
        """公开形式."""

    @property
    def taken_down_on(self) -> date | None:
        """The day on which it came down, or None."""


def still_out(postings: Iterable[Posted]) -> bool:
    """Return whether something was published and not taken down again.

    Where something hung (公开栏, 网站), one copy of it must still hang: when every copy was taken
    down, what was said in a meeting or a document isn't shown any longer either.
    """
    known = tuple(postings)
    hanging = [posting for posting in known if is_hanging(posting.channel)]
    return any(posting.taken_down_on is None for posting in hanging or known)


def taken_down_on(postings: Iterable[Posting]) -> date | None:
    """Return the day from which on nothing that was published was out any longer, or None."""
    known = tuple(postings)
    if not known or still_out(known):
        return None
    return max(posting.taken_down_on for posting in known if posting.taken_down_on is not None)


def sees(audience: Audience, matter: Matter) -> bool:
    """Return whether one disclosure exists for an audience.

    内部 sees every disclosure; the others only what was published within their scope, is still
    out, and reads exactly as it was approved (`Matter.bound`).
    """
    if audience == Audience.INTERNAL:
        return True
    return (
        matter.bound
        and still_out(matter.postings)
        and matter.state not in _NEVER_SHOWN
        and cleared(audience, matter.scope, matter.scope_detail)
    )


def out_to(then: Disclosure, versions: Iterable[CatalogItem]) -> frozenset[Audience]:
    """Return the audiences outside the office to which a disclosure is out, as its journal tells.

    `versions` are those of its item: what the newest takes away from an audience is gone for it.
    """
    approved = then.approval.content_sha256 if then.approval else None
    plan, item = then.plan, in_turn(versions)[-1]
    if (
        then.state in _NEVER_SHOWN
        or not then.publications
        or not is_bound(
            then.number, then.code, plan, approved_sha256=approved, findings=then.findings
        )
        or not still_out(then.publications)
    ):
        return frozenset()
    return frozenset(
        audience
        for audience in PUBLIC_PREFIX
        if cleared(audience, then.scope, then.scope_detail) and cleared_item(audience, item.scope)
    )


def numbered_for(scope: Scope, detail: ScopeDetail | None) -> tuple[Audience, ...]:
    """Return the audiences that know a publication of that approved scope by a running number.

    What lies outside an audience's scope is never counted for it, so that it leaves no gap; taking
    down never renumbers. 内部 uses the ledger's numbers.
    """
    return tuple(audience for audience in PUBLIC_PREFIX if cleared(audience, scope, detail))


def public_item(item: CatalogItem) -> PublicItem:
    """Return what an audience outside the office sees of a catalogue item that it may see."""
    return PublicItem(**{name: getattr(item, name) for name in PublicItem.__struct_fields__})


def _place(number: str) -> int:
    place = public_place(number)
    return place[1] if place else 0


def public_record(
    record: DisclosureRecord, plan: Plan, numbers: Mapping[str, str], corrections: Iterable[str]
) -> PublicRecord:
    """Return what an audience sees of a disclosure that it may see.

    `plan` was held against the approval: title and text are taken from it. `numbers` holds the
    running numbers of that audience; whatever it doesn't name is left out. `corrections` are all
    that correct it: of those that this audience sees the one is named that it came to see last,
    for the order in which they were proposed is the office's own. Of the channels only those are
    told that were carried out and where nothing was taken down.
    """
    seen = [numbers[number] for number in corrections if number in numbers]
    postings = tuple(
        PublicPosting(
            channel=each.channel, on=each.on, place=each.place, url=each.url, until=each.until
        )
        for each in record.publications
        if each.taken_down_on is None
    )
    return PublicRecord(
        public_number=numbers[record.number],
        code=record.code,
        item=record.item,
        title=plan.title,
        scope=record.scope,
        channels=tuple(dict.fromkeys(each.channel for each in postings)),
        window=record.window,
        content=plan.content,
        published_on=min(each.on for each in record.publications),
        publications=postings,
        corrects=numbers.get(record.corrects or ""),
        corrected_by=max(seen, key=_place, default=None),
    )
