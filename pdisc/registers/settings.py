"""设置: the rules, each with its value from a day on."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, fields_of
from pdisc.values.parts import Event


class SettingChanged(Event, frozen=True, kw_only=True, tag="设置"):
    """A rule has this value from a day on; `document`, `clause` and `in_force` are its source."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool = False
    valid_from: date
    document: str = ""
    clause: str = ""
    in_force: date | None = None


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One rule's value from a date on, with its unit and its source.

    `basis` says the source in a sentence; `document`, `clause` and `in_force` are its parts: 文件,
    条款, 施行日. A part that nobody could find out is empty, never guessed.
    """

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool
    valid_from: date
    document: str = ""
    clause: str = ""
    in_force: date | None = None


TABLE = FactTable(
    name="setting",
    key=("name", "seq"),
    fact=Setting,
    field="settings",
    besides=("seq", "position"),
    order=("position", "name", "seq"),
)


def setting_row(entry: Entry, event: SettingChanged, position: int) -> Insert:
    """Return the row of a value; `position` orders the rules as they were shipped."""
    return TABLE.insert(Setting(**fields_of(event)), seq=entry.seq, position=position)


def _changed(entry: Entry, event: SettingChanged) -> Iterator[Insert]:
    yield setting_row(entry, event, entry.seq)


SETTINGS = Register(events={SettingChanged: _changed}, tables=(TABLE,), labels={"value": "值"})
