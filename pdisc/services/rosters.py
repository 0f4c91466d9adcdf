"""Looking up people and rules."""

from datetime import date, timedelta

from pdisc.ledger.reading import Reading
from pdisc.registers.settings import Setting
from pdisc.registers.staff import Appointment, StaffRecord, TermRecord
from pdisc.steps.policy import Roster
from pdisc.values.records import SettingRecord, SourceRecord
from pdisc.words import Role


def staff(reading: Reading, on: date) -> list[StaffRecord]:
    """Return everybody who was ever appointed, as of a day."""
    appointments = reading.registers.appointments
    roster = Roster(appointments)
    people = []
    for name in roster.names():
        terms = roster.ever(name)
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


def who_may(reading: Reading, role: str, on: date) -> str:
    """Return what to add for somebody who holds a role that day to sign; empty where nobody does.

    Without a role everybody who holds one is named.
    """
    roster = Roster(reading.registers.appointments)
    names = roster.holders(Role(role), on) if role else roster.names()
    able = [name for name in names if roster.terms(name, on)]
    return f"可由 {'、'.join(able)} 办理：加上 --by {able[0]}" if able else ""


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
    if name in BEGINNING:
        return [_beginning(reading.registers.since)]
    rules = reading.rules
    return [_told(rules.setting(each, on)) for each in ([name] if name else rules.names())]


BEGINNING = ("since", "起算日")
"""How the day is called on which the ledger begins: no rule, but asked for and set as one is."""


def _beginning(since: date) -> SettingRecord:
    return SettingRecord(
        name=BEGINNING[-1],
        value=since.isoformat(),
        unit="日期",
        basis="建账时写明，或者以后更改；见 pdisc log",
        assumed=False,
        valid_from=since,
        source=SourceRecord(document=None, clause=None, in_force=None),
    )


def _told(rule: Setting) -> SettingRecord:
    return SettingRecord(
        name=rule.name,
        value=rule.value,
        unit=rule.unit,
        basis=rule.basis,
        assumed=rule.assumed,
        valid_from=rule.valid_from,
        source=SourceRecord(
            document=rule.document or None, clause=rule.clause or None, in_force=rule.in_force
        ),
    )
