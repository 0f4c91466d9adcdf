"""The facts of all registers, with the disclosures: what due dates and reports are computed from.

The ledger's queries fill them, `schedule.py` and `report/` read them. Of the two questions about
the past one is answered here: what had happened by a day (`Facts.known`). What had been recorded by
a day is asked of the ledger as it was then (`ledger/past.py`).
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import msgspec

from pdisc.dates.days import DayEntry, YearNotice
from pdisc.registers import registry
from pdisc.registers.demands import Demand
from pdisc.registers.inherited import Inherited, OnPaper
from pdisc.registers.items import CatalogItem, document_order, version_on
from pdisc.registers.nils import NilReturn
from pdisc.registers.notes import Noted
from pdisc.registers.rulings import Ruling
from pdisc.registers.settings import Setting
from pdisc.registers.staff import Appointment
from pdisc.values.grouping import grouped
from pdisc.values.matters import Matter, Posting, Settled
from pdisc.words import State

F = TypeVar("F", bound=msgspec.Struct)
NO_MORE: Mapping[type[Any], tuple[Any, ...]] = MappingProxyType({})


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that due dates and reports are computed from, newest last.

    `opened_since` is what `since` was when the ledger was made. `settings` and `items` hold all
    versions, `notices` and `days` all that was ever recorded of the work calendar:
    `workdays.calendar_of` says what is in force. Where only some disclosures were loaded
    (`ledger/needed.py`), `settled` tells which windows the others have answered. `more` holds the
    facts of those registers that have no field here, by their kind.
    """

    unit: str
    since: date
    opened_since: date | None = None
    items: tuple[CatalogItem, ...]
    matters: tuple[Matter, ...] = ()
    settled: tuple[Settled, ...] = ()
    nils: tuple[NilReturn, ...] = ()
    noted: tuple[Noted, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    demands: tuple[Demand, ...] = ()
    inherited: tuple[Inherited, ...] = ()
    on_paper: tuple[OnPaper, ...] = ()
    settings: tuple[Setting, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    notices: tuple[YearNotice, ...] = ()
    days: tuple[DayEntry, ...] = ()
    more: Mapping[type[Any], tuple[Any, ...]] = NO_MORE

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """Return the facts of one kind, whether a field of its own holds them or not."""
        fields = {table.fact: table.field for table in registry().tables.values()}
        named = fields.get(kind, "")
        return getattr(self, named) if named else self.more.get(kind, ())

    def item(self, code: str, on: date) -> CatalogItem | None:
        """Return the version of an item that holds on a day, the first one before its start."""
        return version_on(self.versions(code), on)

    def items_on(self, on: date) -> tuple[CatalogItem, ...]:
        """Return the version of every item that holds on a day, in document order.

        Before the catalogue's first day that is the one it began with. What was added to it later
        isn't there yet.
        """
        begun = self.opened_since or min((item.valid_from for item in self.items), default=on)
        versions = grouped((item.code, item) for item in self.items)
        held = (version_on(each, on) for each in versions.values())
        there = (item for item in held if item and item.valid_from <= max(on, begun))
        return tuple(sorted(there, key=document_order))

    def versions(self, code: str) -> tuple[CatalogItem, ...]:
        """Return all versions of an item, oldest first."""
        return tuple(item for item in self.items if item.code == code)

    def known(self, *, on: date) -> "Facts":
        """Return the facts whose business date is not after `on`, whenever they were recorded.

        Settings, items, appointments and the work calendar are kept in all their versions: their
        own dates say when each holds.
        """
        happening = [table for table in registry().tables.values() if table.happens]
        named = {table.field for table in happening if table.field}
        kinds = {table.fact for table in happening}
        return msgspec.structs.replace(
            self,
            matters=tuple(seen for each in self.matters if (seen := _matter_known(each, on))),
            settled=_happened(self.settled, on),
            more={
                kind: _happened(facts, on) if kind in kinds else facts
                for kind, facts in self.more.items()
            },
            **{name: _happened(getattr(self, name), on) for name in named - {"inherited"}},
            inherited=tuple(_hung_known(x, on) for x in _happened(self.inherited, on)),
        )


class _Signed(Protocol):
    @property
    def on(self) -> date: ...


S = TypeVar("S", bound=_Signed)


def _happened(values: tuple[S, ...], on: date) -> tuple[S, ...]:
    return tuple(value for value in values if value.on <= on)


def _matter_known(matter: Matter, on: date) -> Matter | None:
    acts = tuple(act for act in matter.acts if act.on <= on)
    if not acts:
        return None
    postings = tuple(_posting_known(posting, on) for posting in matter.postings if posting.on <= on)
    if acts[-1].state is State.PUBLISHED and len(postings) < len(matter.postings):
        acts = (*acts[:-1], msgspec.structs.replace(acts[-1], state=State.APPROVED))
    if matter.meant and not postings and all(act.state is not State.REFUSED for act in acts):
        window, day = matter.meant.window, matter.meant.occurred_on
        matter = msgspec.structs.replace(matter, window=window, occurred_on=day)
    return msgspec.structs.replace(matter, acts=acts, postings=postings)


def _hung_known(place: Inherited, on: date) -> Inherited:
    down = place.taken_down_on
    return msgspec.structs.replace(place, taken_down_on=down if down and down <= on else None)


def _posting_known(posting: Posting, on: date) -> Posting:
    down = posting.taken_down_on
    if down is None or down <= on:
        return posting
    return msgspec.structs.replace(posting, taken_down_on=None)
