"""The one gate: what each audience may see (DESIGN §1.3, 社会 ⊂ 党内 ⊂ 内部).

What isn't cleared for an audience doesn't exist for it, not even as a count or a gap in numbers.
Lists, counts, searches, reports, pages and file names ask here and nowhere else.
"""

from collections.abc import Iterable, Mapping

from pdisc.channels import is_hanging
from pdisc.facts import CatalogItem, Matter, Posting
from pdisc.records import DisclosureRecord, PublicItem, PublicPosting, PublicRecord
from pdisc.words import Audience, Scope, State

_CLEARED: Mapping[Audience, frozenset[Scope]] = {
    Audience.SOCIETY: frozenset({Scope.SOCIETY}),
    Audience.PARTY: frozenset({Scope.SOCIETY, Scope.PARTY}),
    Audience.INTERNAL: frozenset(Scope),
}
_PREFIX: Mapping[Audience, str] = {Audience.SOCIETY: "公", Audience.PARTY: "党"}
_NEVER_SHOWN = frozenset({State.REFUSED, State.WITHDRAWN})


def cleared_item(audience: Audience, item_scope: Scope) -> bool:
    """Return whether a catalogue item of that 公开范围 exists for an audience."""
    return item_scope in _CLEARED[audience]


def still_out(postings: Iterable[Posting]) -> bool:
    """Return whether something was published and not taken down again.

    Where something hung (公开栏, 网站), one copy of it must still hang: when every copy was taken
    down, what was said in a meeting or a document isn't shown any longer either.
    """
    known = tuple(postings)
    hanging = [posting for posting in known if is_hanging(posting.channel)]
    return any(posting.taken_down_on is None for posting in hanging or known)


def may_see(audience: Audience, *, scope: Scope, published: bool, state: State) -> bool:
    """Return whether one disclosure exists for an audience.

    `scope` is the approved one, `published` what `still_out` says of its publications. 内部 sees
    every disclosure; the others only what was published within their scope and is still out.
    """
    if audience == Audience.INTERNAL:
        return True
    return published and state not in _NEVER_SHOWN and cleared_item(audience, scope)


def sees(audience: Audience, matter: Matter) -> bool:
    """Return whether one disclosure exists for an audience, by its own facts."""
    return may_see(
        audience,
        scope=matter.scope,
        published=still_out(matter.postings),
        state=matter.state,
    )


def public_numbers(published: Iterable[tuple[str, Scope]], audience: Audience) -> dict[str, str]:
    """Return an audience's running numbers (公1, 公2 or 党1, 党2 and so on) by ledger number.

    `published` names everything that was ever published, with its approved scope, in the order in
    which the first publications were recorded. Whatever lies within the audience's scope is
    counted, so that taking down never renumbers; what lies outside it never is, so that it leaves
    no gap. 内部 uses the ledger's numbers: none here.
    """
    if audience == Audience.INTERNAL:
        return {}
    counted = [number for number, scope in published if cleared_item(audience, scope)]
    return {number: f"{_PREFIX[audience]}{place}" for place, number in enumerate(counted, start=1)}


def public_item(item: CatalogItem) -> PublicItem:
    """Return what an audience outside the office sees of a catalogue item that it may see."""
    return PublicItem(**{name: getattr(item, name) for name in PublicItem.__struct_fields__})


def public_record(record: DisclosureRecord, numbers: Mapping[str, str]) -> PublicRecord:
    """Return what an audience sees of a disclosure that it may see.

    `numbers` holds the running numbers of that audience; whatever it doesn't name is left out. Of
    the channels only those are told that were carried out and where nothing was taken down.
    """
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
        title=record.title,
        scope=record.scope,
        channels=tuple(dict.fromkeys(each.channel for each in postings)),
        window=record.window,
        content=record.content,
        published_on=min(each.on for each in record.publications),
        publications=postings,
        corrects=numbers.get(record.corrects or ""),
        corrected_by=numbers.get(record.corrected_by or ""),
    )
