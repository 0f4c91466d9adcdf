"""督促: an office is asked to propose, or a holder to act, by a day."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event, Value


class Demanded(Value, frozen=True, kw_only=True):
    """What one office or holder is asked for: an item's obligation, or a disclosure's next step."""

    code: str
    item: str
    office: str
    holder: str = ""
    duty: str | None = None
    number: str | None = None
    due_on: date | None = None


class Urged(Event, frozen=True, kw_only=True, tag="督促"):
    """应当公开而未提出的，要求提出 (实施方案三(一) 提出): what is asked for, and by when."""

    asked: tuple[Demanded, ...]
    answer_by: date
    reason: str = ""


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


TABLE = FactTable(
    name="demand",
    key=("seq", "place"),
    fact=Demand,
    field="demands",
    besides=("place",),
    order=("seq", "place"),
    grows=True,
)


def _urged(entry: Entry, event: Urged) -> Iterator[Insert]:
    for place, asked in enumerate(event.asked):
        demand = told(Demand, entry, asked, answer_by=event.answer_by, reason=event.reason)
        yield TABLE.insert(demand, place=place)


DEMANDS = Register(events={Urged: _urged}, annullable=frozenset({Urged}), tables=(TABLE,))
