"""期初: what was public when the ledger began, and the windows that were kept on paper before.

It answers what is owed, but is no disclosure of this ledger: no step stands behind it.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, Update, told
from pdisc.values.parts import Event, Value


class BroughtForward(Event, frozen=True, kw_only=True, tag="期初"):
    """What hung on these channels since the business date, or windows that were kept on paper."""

    code: str
    channels: tuple[str, ...] = ()
    place: str = ""
    url: str = ""
    title: str = ""
    document_number: str = ""
    windows: tuple[str, ...] = ()
    reason: str = ""


class Hanging(Value, frozen=True, kw_only=True):
    """One place of an opening entry: the entry's number in the journal, and the channel."""

    seq: int
    channel: str


class InheritedTakenDown(Event, frozen=True, kw_only=True, tag="期初撤下"):
    """What had hung since before the ledger began was taken down."""

    code: str
    postings: tuple[Hanging, ...]
    reason: str


class Inherited(msgspec.Struct, frozen=True, kw_only=True):
    """One place where something hung when the ledger began; `on` may lie before its beginning.

    On the day on which that was recorded somebody had looked at it.
    """

    seq: int = 0
    code: str
    channel: str
    place: str = ""
    url: str = ""
    title: str = ""
    document_number: str = ""
    by: str = ""
    on: date
    recorded_on: date
    taken_down_on: date | None = None


class OnPaper(msgspec.Struct, frozen=True, kw_only=True):
    """One window that was answered on paper before; that counts whatever day is asked about."""

    seq: int = 0
    code: str
    window: str
    by: str = ""
    reason: str = ""
    signed_on: date


HUNG = FactTable(
    name="inherited", key=("seq", "channel"), fact=Inherited, field="inherited", grows=True
)
PAPER = FactTable(
    name="onpaper", key=("code", "period"), fact=OnPaper, field="on_paper", grows=True
)


def _brought(entry: Entry, event: BroughtForward) -> Iterator[Insert]:
    for channel in event.channels:
        yield HUNG.insert(told(Inherited, entry, event, channel=channel, taken_down_on=None))
    for window in event.windows:
        yield PAPER.insert(told(OnPaper, entry, event, window=window, signed_on=entry.on))


def _taken_down(entry: Entry, event: InheritedTakenDown) -> Iterator[Update]:
    for each in event.postings:
        yield HUNG.update(each.seq, each.channel, taken_down_on=entry.on)


INHERITED = Register(
    events={BroughtForward: _brought, InheritedTakenDown: _taken_down},
    annullable=frozenset({BroughtForward}),
    tables=(HUNG, PAPER),
)
