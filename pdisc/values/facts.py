"""The frozen values from which due dates and reports are computed.

The ledger's queries fill them, `schedule.py` and `report/` read them. Of the two questions about
the past one is answered here: what had happened by a day (`Facts.known`). What had been recorded by
a day is asked of the ledger as it was then (`ledger/past.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

import msgspec

from pdisc.dates.days import DayEntry, YearNotice
from pdisc.words import (
    Act,
    Authority,
    NoteKind,
    Renewal,
    Retention,
    Scope,
    ScopeDetail,
    State,
    Timing,
)


class CatalogItem(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one catalogue item, in force from `valid_from` until the next version.

    `every` is a cycle for 定期, for 随时 a term after the event or None (the general rule holds).
    From a version with `retired` on, nothing more is owed; its code is never used again.
    """

    code: str
    position: int
    level1: str
    level2: str
    level3: str
    channels: tuple[str, ...]
    scope: Scope
    timing: Timing
    every: str | None = None
    renewal: Renewal = Renewal.LOOK
    authority: Authority
    rule: int
    retention: Retention
    office: str
    inferred: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    why: Mapping[str, str] = {}
    valid_from: date
    recorded_on: date
    retired: bool = False

    def confirmed(self, fields: Iterable[str]) -> "CatalogItem":
        """Return the item with these fields no longer 推定 or 推读."""
        sure = frozenset(fields)
        return msgspec.structs.replace(
            self,
            inferred=tuple(name for name in self.inferred if name not in sure),
            assumed=tuple(name for name in self.assumed if name not in sure),
        )


def version_on(versions: Sequence[CatalogItem], day: date) -> CatalogItem | None:
    """Return the version that holds on a day, the first one before its start; None for none."""
    held = [item for item in versions if item.valid_from <= day]
    return next(reversed(held or versions[:1]), None)


class ActDone(msgspec.Struct, frozen=True, kw_only=True):
    """One act in the life of a disclosure, and the state in which it left it."""

    seq: int = 0
    act: Act
    by: str
    on: date
    state: State
    late: bool = False
    waived: bool = False


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """One publication on one channel, up to `until` (inclusive) or its taking down."""

    seq: int = 0
    channel: str
    on: date
    until: date | None = None
    taken_down_on: date | None = None


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure as the schedule sees it; `window` is a key such as 2026-Q3.

    `bound` says that its text is the very one that was approved, with no finding left open; it is
    established where an audience outside the office asks, and False elsewhere.
    """

    number: str
    code: str
    title: str
    office: str
    scope: Scope
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...]
    window: str | None
    occurred_on: date | None
    planned_on: date
    public_notice: bool = False
    bound: bool = False
    waiting_findings: int = 0
    escalated_to: str | None = None
    acts: tuple[ActDone, ...]
    postings: tuple[Posting, ...] = ()

    @property
    def state(self) -> State:
        """The state in which the last known act left it."""
        return self.acts[-1].state

    @property
    def published_on(self) -> date | None:
        """The business date of the first publication, or None."""
        return min((posting.on for posting in self.postings), default=None)


class NilReturn(msgspec.Struct, frozen=True, kw_only=True):
    """本期无事项 for one window of one 定期 item."""

    seq: int = 0
    code: str
    window: str
    by: str
    reason: str
    on: date
    late_entry: bool = False


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What was noted of an item on a day: 发生登记, 变更 of a 固定 item, its 复核."""

    seq: int = 0
    kind: NoteKind = NoteKind.OCCURRED
    code: str
    on: date
    by: str = ""
    note: str = ""


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """顺延 or 豁免: an approver's ruling on one obligation.

    `duty` is the obligation's key, `to` the new due date; without one nothing is owed any more.
    """

    seq: int = 0
    code: str
    duty: str
    to: date | None
    by: str
    reason: str
    on: date
    late_entry: bool = False


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """督促: an office is asked to propose, or a holder to act, by a day (实施方案三(一) 提出).

    It is about one disclosure where `number` is given, else about the item, and about one
    obligation of it where `duty` is. Whatever was recorded after `seq` may answer it.
    """

    seq: int
    code: str
    duty: str | None
    number: str | None
    office: str
    holder: str
    due_on: date | None = None
    answer_by: date
    by: str
    reason: str
    on: date


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One rule's value from a date on, with its unit and its source."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool
    valid_from: date


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


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """That one window of an item was answered by a disclosure which isn't told in whole.

    `refused` says that it was decided not to disclose it.
    """

    code: str
    window: str
    number: str
    on: date
    refused: bool = False


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that due dates and reports are computed from, newest last.

    `settings` and `items` hold all versions, `notices` and `days` all that was ever recorded of
    the work calendar: `workdays.calendar_of` says what is in force. Where only some disclosures
    were loaded (`ledger/needed.py`), `settled` tells which windows the others have answered.
    """

    unit: str
    since: date
    items: tuple[CatalogItem, ...]
    matters: tuple[Matter, ...] = ()
    settled: tuple[Settled, ...] = ()
    nils: tuple[NilReturn, ...] = ()
    noted: tuple[Noted, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    demands: tuple[Demand, ...] = ()
    settings: tuple[Setting, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    notices: tuple[YearNotice, ...] = ()
    days: tuple[DayEntry, ...] = ()

    def item(self, code: str, on: date) -> CatalogItem | None:
        """Return the version of an item that holds on a day, the first one before its start."""
        return version_on(self.versions(code), on)

    def versions(self, code: str) -> tuple[CatalogItem, ...]:
        """Return all versions of an item, oldest first."""
        return tuple(item for item in self.items if item.code == code)

    def known(self, *, on: date) -> "Facts":
        """Return the facts whose business date is not after `on`, whenever they were recorded.

        Settings, items, appointments and the work calendar are kept in all their versions: their
        own dates say when each holds.
        """
        return msgspec.structs.replace(
            self,
            matters=tuple(seen for each in self.matters if (seen := _matter_known(each, on))),
            settled=_happened(self.settled, on),
            nils=_happened(self.nils, on),
            noted=_happened(self.noted, on),
            rulings=_happened(self.rulings, on),
            demands=_happened(self.demands, on),
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
    return msgspec.structs.replace(matter, acts=acts, postings=postings)


def _posting_known(posting: Posting, on: date) -> Posting:
    down = posting.taken_down_on
    if down is None or down <= on:
        return posting
    return msgspec.structs.replace(posting, taken_down_on=None)
