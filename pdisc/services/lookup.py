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
    number = own_number(reading, number)
    record = reading.detail(number)
    if record is None:
        raise missing_disclosure(reading, number)
    return record


def own_number(reading: Reading, typed: str) -> str:
    """Return which disclosure society sees, or saw once, under 公1; any other text as it is."""
    place = public_place(typed)
    if place is None or place[0] is not Audience.SOCIETY:
        return typed
    number, cleared = reading.at_public_place(*place), reading.cleared(place[0])
    return number if number and (cleared.sees(number) or cleared.gone(number)) else typed


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
