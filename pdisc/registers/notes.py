"""发生, 变更, 复核: what was noted of an item on a day."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry, kind_of
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event
from pdisc.words import NoteKind


class OccurrenceNoted(Event, frozen=True, kw_only=True, tag="发生"):
    """A 随时 matter came up on the entry's business date."""

    code: str


class ChangeNoted(Event, frozen=True, kw_only=True, tag="变更"):
    """What a 固定 item says became different on the entry's business date."""

    code: str


class Reconfirmed(Event, frozen=True, kw_only=True, tag="复核"):
    """Somebody looked at what hangs of a 固定 item on the entry's date: it still holds."""

    code: str


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What was noted of an item on a day: 发生登记, 变更 of a 固定 item, its 复核."""

    seq: int = 0
    kind: NoteKind = NoteKind.OCCURRED
    code: str
    on: date
    by: str = ""
    note: str = ""


TABLE = FactTable(
    name="noted", key=("code", "kind", "occurred_on"), fact=Noted, field="noted", grows=True
)


def _noted(entry: Entry, event: OccurrenceNoted | ChangeNoted | Reconfirmed) -> Iterator[Insert]:
    yield TABLE.insert(told(Noted, entry, event, kind=NoteKind(kind_of(event))))


NOTES = Register(
    events={OccurrenceNoted: _noted, ChangeNoted: _noted, Reconfirmed: _noted},
    annullable=frozenset({OccurrenceNoted, ChangeNoted, Reconfirmed}),
    tables=(TABLE,),
)
