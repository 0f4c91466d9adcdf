"""无事项: nothing to disclose in one window of one 定期 item."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event


class NilReturned(Event, frozen=True, kw_only=True, tag="无事项"):
    """Nothing to disclose in one window of one 定期 item."""

    code: str
    window: str
    reason: str


class NilReturn(msgspec.Struct, frozen=True, kw_only=True):
    """本期无事项 for one window of one 定期 item."""

    seq: int = 0
    code: str
    window: str
    by: str
    reason: str
    on: date
    late_entry: bool = False


TABLE = FactTable(
    name="nilreturn", key=("code", "period"), fact=NilReturn, field="nils", grows=True
)


def _returned(entry: Entry, event: NilReturned) -> Iterator[Insert]:
    yield TABLE.insert(told(NilReturn, entry, event))


NILS = Register(
    events={NilReturned: _returned}, annullable=frozenset({NilReturned}), tables=(TABLE,)
)
