"""顺延 and 豁免: what an approver rules on one obligation."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event


class Deferred(Event, frozen=True, kw_only=True, tag="顺延"):
    """An approver moved the due date of one obligation to a later day."""

    code: str
    duty: str
    to: date
    reason: str


class Waived(Event, frozen=True, kw_only=True, tag="豁免"):
    """An approver ruled that one obligation need not be met."""

    code: str
    duty: str
    reason: str


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


TABLE = FactTable(name="ruling", key=("seq",), fact=Ruling, field="rulings", grows=True)


def _ruled(entry: Entry, event: Deferred | Waived) -> Iterator[Insert]:
    yield TABLE.insert(told(Ruling, entry, event, to=getattr(event, "to", None)))


RULINGS = Register(
    events={Deferred: _ruled, Waived: _ruled},
    annullable=frozenset({Deferred, Waived}),
    tables=(TABLE,),
)
