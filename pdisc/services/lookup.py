"""Looking up: lists, one disclosure, words, the journal, people, rules, each for its audience."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from pdisc.audience import public_numbers, public_record, sees
from pdisc.errors import NotFound, UsageError
from pdisc.ledger.reading import Reading
from pdisc.services.target import missing_disclosure
from pdisc.steps.policy import Roster
from pdisc.values.codes import receipt
from pdisc.values.facts import Appointment, Matter
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

INTERNAL_FIELDS = (
    *("number", "title", "content", "item", "code", "office", "proposed_by"),
    "attachment_names",
)
PUBLIC_FIELDS = ("title", "content", "item", "code")
"""Where `search` looks: outside the office only in what is shown there."""

_PUBLIC_NUMBER = re.compile(r"[公党]\d{1,6}\Z")


class Visible(msgspec.Struct, frozen=True):
    """What one audience may see, how it calls it, and the plans held against their approvals."""

    matters: dict[str, Matter]
    numbers: dict[str, str]
    plans: dict[str, Plan]

    def record(self, record: DisclosureRecord) -> PublicRecord:
        """Return one disclosure as this audience sees it."""
        return public_record(record, self.plans[record.number], self.numbers)

    def ledger_number(self, asked: str) -> str | None:
        """Return the ledger number of a number as typed (公1, or the office's own), or None."""
        if _PUBLIC_NUMBER.match(asked):
            asked = next((own for own, public in self.numbers.items() if public == asked), "")
        return asked if asked in self.matters else None


def visible(reading: Reading, audience: Audience) -> Visible:
    """Return what an audience may see now."""
    facts, plans = reading.public_facts()
    matters = {matter.number: matter for matter in facts.matters if sees(audience, matter)}
    numbers = public_numbers(reading.publication_order(), audience)
    shown = {own: public for own, public in numbers.items() if own in matters}
    return Visible(matters, shown, plans)


def listed(
    reading: Reading, *, words: Sequence[str] = (), **wanted: object
) -> list[DisclosureRecord]:
    """Return the office's own disclosures, narrowed by filters and words, by number."""
    return reading.records(words=words, fields=INTERNAL_FIELDS, **wanted)


def listed_outside(
    reading: Reading,
    audience: Audience,
    *,
    words: Sequence[str] = (),
    **wanted: object,
) -> list[PublicRecord]:
    """Return what an audience outside the office may see, by its own running numbers.

    Raises UsageError for a filter by something that only the office knows.
    """
    hidden = [name for name, value in wanted.items() if value is not None and name not in OUTSIDE]
    if hidden:
        raise UsageError(f"给{audience}看的清单不能按状态、科室或年份筛选")
    seen = visible(reading, audience)
    found = reading.records(words=words, fields=PUBLIC_FIELDS, **wanted)
    shown = [seen.record(record) for record in found if record.number in seen.matters]
    return sorted(shown, key=lambda record: int(record.public_number[1:]))


OUTSIDE = frozenset({"code", "scope"})


def shown(reading: Reading, number: str) -> DetailRecord:
    """Return one disclosure with everything the office knows of it, or raise NotFound.

    A number as society sees it (公1) is understood, too.
    """
    if _PUBLIC_NUMBER.match(number):
        number = visible(reading, Audience.SOCIETY).ledger_number(number) or number
    record = reading.detail(number)
    if record is None:
        raise missing_disclosure(reading, number)
    return record


def shown_outside(reading: Reading, audience: Audience, number: str) -> PublicRecord:
    """Return one disclosure as an audience sees it; what isn't cleared doesn't exist: NotFound."""
    seen = visible(reading, audience)
    (record,) = reading.records(number=_own_number(seen, audience, number))
    return seen.record(record)


def _own_number(seen: Visible, audience: Audience, number: str) -> str:
    own = seen.ledger_number(number)
    if own is None:
        raise NotFound(
            f"没有编号为“{number}”的公开事项", next_step=f"pdisc list --audience {audience}"
        )
    return own


def files_outside(reading: Reading, audience: Audience, number: str) -> tuple[StoredFile, ...]:
    """Return the attachments of the approved plan that an audience may see, or raise NotFound."""
    seen = visible(reading, audience)
    return seen.plans[_own_number(seen, audience, number)].files


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
