"""模板: the office's own layout of a printed form, put in force or given up again."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert
from pdisc.values.parts import Event, StoredFile
from pdisc.values.records import Record


class TemplateSet(Event, frozen=True, kw_only=True, tag="登记模板"):
    """From now on a form is printed in the layout of this Word file."""

    form: str
    file: StoredFile
    reason: str


class TemplateDropped(Event, frozen=True, kw_only=True, tag="停用模板"):
    """From now on a form is printed in the shipped layout again."""

    form: str
    reason: str


class TemplateEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided about one form's layout; the last word holds. Without `sha256`: given up."""

    seq: int
    form: str
    name: str = ""
    sha256: str = ""
    by: str
    reason: str
    on: date


class LayoutRecord(Record, frozen=True, kw_only=True):
    """One form's layout as `template list` gives it; `file` lies in the ledger folder."""

    form: str
    state: str
    file: str | None = None
    name: str | None = None
    sha256: str | None = None
    on: date | None = None
    by: str | None = None
    reason: str | None = None


TABLE = FactTable(name="templateentry", key=("seq",), fact=TemplateEntry)


def in_force(entries: Iterable[TemplateEntry]) -> dict[str, TemplateEntry]:
    """Return the office's own layouts by form, as entries in the journal's order leave them."""
    last = {each.form: each for each in entries}
    return {form: each for form, each in last.items() if each.sha256}


def _told(entry: Entry, event: TemplateSet | TemplateDropped) -> TemplateEntry:
    return TemplateEntry(
        seq=entry.seq, form=event.form, by=entry.by, reason=event.reason, on=entry.on
    )


def _set(entry: Entry, event: TemplateSet) -> Iterator[Insert]:
    told = _told(entry, event)
    yield TABLE.insert(
        msgspec.structs.replace(told, name=event.file.name, sha256=event.file.sha256)
    )


def _dropped(entry: Entry, event: TemplateDropped) -> Iterator[Insert]:
    yield TABLE.insert(_told(entry, event))


TEMPLATES = Register(
    events={TemplateSet: _set, TemplateDropped: _dropped},
    tables=(TABLE,),
    labels={"form": "表格"},
)
