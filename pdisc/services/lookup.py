"""Looking up: lists, one disclosure, words, the journal, people, rules, each for its audience."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from pdisc.audience import public_place, public_record
from pdisc.errors import NotFound, UsageError
from pdisc.ledger.reading import Reading
from pdisc.registers.staff import Appointment
from pdisc.services.target import missing_disclosure
from pdisc.steps.policy import Roster
from pdisc.values.codes import receipt
from pdisc.values.parts import Plan, StoredFile
from pdisc.values.records import (
    DetailRecord,
    DisclosureRecord,
    EventRecord,
    PublicRecord,
    SettingRecord,
    StaffRecord,
    TermRecord,
)
from pdisc.words import Audience

if TYPE_CHECKING:
    from pdisc.ledger.cleared import Cleared

INTERNAL_FIELDS = (
    *("number", "title", "content", "item", "code", "office", "proposed_by"),
    "attachment_names",
)
PUBLIC_FIELDS = ("title", "content", "item", "code")
"""Where `search` looks: outside the office only in what is shown there."""


class Listed(msgspec.Struct, frozen=True):
    """A list, perhaps only its beginning, and how many there are altogether."""

    records: list[DisclosureRecord] | list[PublicRecord]
    total: int


def listed(
    reading: Reading, *, words: Sequence[str] = (), limit: int | None = None, **wanted: Any
) -> Listed:
    """Return the office's own disclosures, narrowed by filters and words, by number."""
    among = {"words": words, "fields": INTERNAL_FIELDS, **wanted}
    found = reading.records(limit=limit, **among)
    cut = limit is not None and len(found) == limit
    return Listed(found, reading.count(**among) if cut else len(found))


def listed_outside(
    reading: Reading,
    audience: Audience,
    *,
    words: Sequence[str] = (),
    limit: int | None = None,
    counted: bool = True,
    **wanted: Any,
) -> Listed:
    """Return what an audience outside the office may see, by its own running numbers.

    How many there are altogether costs a look at each; without `counted` it isn't told.
    Raises UsageError for a filter by something that only the office knows.
    """
    hidden = [name for name, value in wanted.items() if value is not None and name not in OUTSIDE]
    if hidden:
        raise UsageError(f"给{audience}看的清单不能按状态、科室或年份筛选")
    cleared = reading.cleared(audience)
    order = reading.public_order(audience, words=words, fields=PUBLIC_FIELDS, **wanted)
    plans = dict(islice(cleared.in_order(order), None if counted else limit))
    some = list(plans)[:limit]
    shown = _public_records(reading, cleared, {number: plans[number] for number in some})
    return Listed([shown[number] for number in some], len(plans))


def _public_records(
    reading: Reading, cleared: "Cleared", plans: Mapping[str, Plan]
) -> dict[str, PublicRecord]:
    """Return disclosures as an audience that sees them does, by ledger number.

    Of corrections only those are named that it sees, too.
    """
    records = reading.records_of(plans)
    linked = {x for one in records for x in (one.corrects, one.corrected_by) if x}
    numbers = cleared.numbers([*plans, *cleared.shown(linked)])
    return {one.number: public_record(one, plans[one.number], numbers) for one in records}


OUTSIDE = frozenset({"code", "scope"})


def shown(reading: Reading, number: str) -> DetailRecord:
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
    """Return which disclosure an audience sees under a running number, or None."""
    number = reading.at_public_place(audience, place)
    return number if number and reading.cleared(audience).sees(number) else None


def shown_outside(
    reading: Reading, audience: Audience, asked: str
) -> tuple[PublicRecord, tuple[StoredFile, ...]]:
    """Return one disclosure as an audience sees it, with the attachments of the approved plan.

    What isn't cleared doesn't exist: NotFound.
    """
    cleared = reading.cleared(audience)
    place = public_place(asked)
    number = asked
    if place is not None and place[0] is audience:
        number = reading.at_public_place(*place) or asked
    found = cleared.shown([number])
    if number not in found:
        raise NotFound(
            f"没有编号为“{asked}”的公开事项", next_step=f"pdisc list --audience {audience}"
        )
    plan = found[number][1]
    return _public_records(reading, cleared, {number: plan})[number], plan.files


def logged(reading: Reading, subject: str | None) -> list[EventRecord]:
    """Return the journal, or one subject's part of it; raise NotFound where it has none."""
    events = reading.event_records(subject)
    if subject and not events:
        raise missing_disclosure(reading, subject)
    return events


def staff(reading: Reading, on: date) -> list[StaffRecord]:
    """Return everybody who was ever appointed, as of a day."""
    appointments = reading.registers.appointments
    roster = Roster(appointments)
    people = []
    for name in roster.names():
        terms = [term for term in appointments if term.name == name]
        held = roster.terms(name, on) or terms[-1:]
        authority = roster.authority(name, on) or terms[-1].authority
        roles = dict.fromkeys(role for term in held for role in term.roles)
        people.append(
            StaffRecord(
                name=name,
                office=held[-1].office,
                roles=tuple(roles),
                authority=authority,
                active=bool(roster.terms(name, on)),
                terms=tuple(map(_term, terms)),
            )
        )
    return people


def _term(term: Appointment) -> TermRecord:
    last = term.valid_until and term.valid_until - timedelta(days=1)
    return TermRecord(
        office=term.office,
        roles=term.roles,
        authority=term.authority,
        from_=term.valid_from,
        to=last,
        acting_for=term.acting_for,
        document_number=term.document_number,
    )


def settings(reading: Reading, on: date, name: str | None = None) -> list[SettingRecord]:
    """Return every rule as it holds on a day, or the one of that name; raises NotFound."""
    rules = reading.rules
    held = (rules.setting(each, on) for each in ([name] if name else rules.names()))
    return [
        SettingRecord(
            name=each.name,
            value=each.value,
            unit=each.unit,
            basis=each.basis,
            assumed=each.assumed,
            valid_from=each.valid_from,
        )
        for each in held
    ]


def current_receipt(reading: Reading) -> str:
    """Return the 回执 of the journal's head."""
    return receipt(*reading.head())
