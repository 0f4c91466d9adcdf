"""任职 and 离任: who may act in which role, from which day until which."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, Update, fields_of
from pdisc.values.parts import Event
from pdisc.values.records import Record
from pdisc.words import Authority, Role


class Appointed(Event, frozen=True, kw_only=True, tag="任职"):
    """A person may act in these roles from a day until another (exclusive), or on.

    `acting_for` names whom somebody stands in for (代), by the paper of that 文号.
    """

    name: str
    office: str
    roles: tuple[Role, ...]
    authority: Authority | None = None
    valid_from: date
    valid_until: date | None = None
    acting_for: str = ""
    document_number: str = ""


class AppointmentClosed(Event, frozen=True, kw_only=True, tag="离任"):
    """A person's appointments (named by their journal numbers) ended."""

    name: str
    appointments: tuple[int, ...]
    valid_until: date


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """What one person may do from a date until another (exclusive), or until further notice."""

    name: str
    office: str
    roles: tuple[str, ...]
    authority: Authority | None
    valid_from: date
    valid_until: date | None
    acting_for: str = ""
    document_number: str = ""

    def holds(self, on: date) -> bool:
        """Say whether a day lies in it."""
        return self.valid_from <= on and not self.ended(on)

    def ended(self, on: date) -> bool:
        """Say whether it was over before a day."""
        return self.valid_until is not None and self.valid_until <= on


class TermRecord(Record, frozen=True, kw_only=True):
    """One appointment: from its first day to its last (inclusive), or until further notice."""

    office: str
    roles: tuple[str, ...]
    authority: str | None
    from_: date = msgspec.field(name="from")
    to: date | None
    acting_for: str
    document_number: str


class StaffRecord(Record, frozen=True, kw_only=True):
    """One person as of a day, with every appointment behind it."""

    name: str
    office: str
    roles: tuple[str, ...]
    authority: str | None
    active: bool
    terms: tuple[TermRecord, ...]


TABLE = FactTable(
    name="appointment", key=("seq",), fact=Appointment, field="appointments", besides=("seq",)
)


def _appointed(entry: Entry, event: Appointed) -> Iterator[Insert]:
    yield TABLE.insert(Appointment(**fields_of(event)), seq=entry.seq)


def _closed(_entry: Entry, event: AppointmentClosed) -> Iterator[Update]:
    for seq in event.appointments:
        yield TABLE.update(seq, valid_until=event.valid_until)


STAFF = Register(
    events={Appointed: _appointed, AppointmentClosed: _closed},
    annullable=frozenset({Appointed}),
    tables=(TABLE,),
)
