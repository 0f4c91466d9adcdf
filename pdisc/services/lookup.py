"""Looking up what the office itself has: lists, one disclosure, words, the journal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pdisc.ledger.reading import Reading
from pdisc.services.target import missing_disclosure
from pdisc.sheets.logbook import ITEM_CHANGED, OPENED, Logbook
from pdisc.values.codes import public_place, receipt
from pdisc.words import Audience

if TYPE_CHECKING:
    from pdisc.values.records import DetailRecord, DisclosureRecord, EventRecord, PublicRecord

INTERNAL_FIELDS = (
    *("number", "title", "content", "item", "code", "office", "proposed_by"),
    "attachment_names",
)
"""Where `search` looks."""


class Listed(msgspec.Struct, frozen=True):
    """A list, perhaps only its beginning, and how many there are altogether."""

    records: "list[DisclosureRecord] | list[PublicRecord]"
    total: int


def listed(
    reading: Reading, *, words: Sequence[str] = (), limit: int | None = None, **wanted: Any
) -> Listed:
    """Return the office's own disclosures, narrowed by filters and words, by number."""
    among = {"words": words, "fields": INTERNAL_FIELDS, **wanted}
    found = reading.records(limit=limit, **among)
    cut = limit is not None and len(found) == limit
    return Listed(found, reading.count(**among) if cut else len(found))


def shown(reading: Reading, number: str) -> "DetailRecord":
    """Return one disclosure with everything the office knows of it, or raise NotFound.

    A number as society sees it (公1) is understood, too.
    """
    place = public_place(number)
    if place is not None and place[0] is Audience.SOCIETY:
        number = _own_number(reading, *place) or number
    record = reading.detail(number)
    if record is None:
        raise missing_disclosure(reading, number)
    return record


def _own_number(reading: Reading, audience: Audience, place: int) -> str | None:
    """Return which disclosure an audience sees, or saw once, under a running number, or None."""
    number = reading.at_public_place(audience, place)
    cleared = reading.cleared(audience)
    return number if number and (cleared.sees(number) or cleared.gone(number)) else None


def logged(reading: Reading, subject: str | None) -> "list[EventRecord]":
    """Return the journal, or one subject's part of it; raise NotFound where it has none."""
    events = reading.event_records(subject)
    if subject and not events:
        raise missing_disclosure(reading, subject)
    return in_words(reading, events)


def in_words(reading: Reading, events: "Iterable[EventRecord]") -> "list[EventRecord]":
    """Return entries, each with what it decided in words; of a change also from what to what."""
    events = list(events)
    beginning = OPENED in {event.kind for event in events}
    changed = ITEM_CHANGED in {event.kind for event in events}
    items = reading.event_record(1).event.get("items", ()) if changed and not beginning else ()
    journal = Logbook(items if isinstance(items, list) else ())
    return [msgspec.structs.replace(event, said=journal.words(event)) for event in events]


def entries_with(reading: Reading, words: Sequence[str]) -> "list[EventRecord]":
    """Return entries beside the steps that have all the words: notes, reasons, what people said."""
    return in_words(reading, map(reading.event_record, reading.entries_with(tuple(words))))


def current_receipt(reading: Reading) -> str:
    """Return the 回执 of the journal's head."""
    return receipt(*reading.head())
