"""From journal entries to table rows: pure, so that a replay gives the same rows again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeAlias

import msgspec

from pdisc.audience import numbered_for
from pdisc.clock import beijing_date
from pdisc.dates.days import DayRule, YearTable
from pdisc.events.entry import Entry, kind_of
from pdisc.events.registers import (
    Appointed,
    AppointmentClosed,
    ChangeNoted,
    Deferred,
    ItemChanged,
    NilReturned,
    NoticeTaken,
    OccurrenceNoted,
    Opened,
    OwnDaysSet,
    Reconfirmed,
    SettingChanged,
    Urged,
    Waived,
)
from pdisc.ledger.journal import instant_text
from pdisc.steps.disclosure import Disclosure, Publication, Step
from pdisc.steps.hanging import force_of
from pdisc.values.codes import number_parts
from pdisc.values.facts import ActDone, CatalogItem, Posting
from pdisc.values.parts import Plan, StoredFile
from pdisc.words import State

Key = tuple[str, tuple[Any, ...]]
Values = dict[str, Any]
Rows = dict[Key, Values]


class Insert(msgspec.Struct, frozen=True):
    """A whole row, new under its key."""

    key: Key
    values: Values


class Update(msgspec.Struct, frozen=True):
    """Other values in some columns of a row that stands already."""

    key: Key
    values: Values


Written: TypeAlias = Insert | Update
"""What an entry does to the tables; whoever stores it raises where a `Update` meets no row."""

PRIMARY_KEYS = {
    "office": ("ledger_id",),
    "item": ("code", "seq"),
    "setting": ("name", "seq"),
    "appointment": ("seq",),
    "yearnotice": ("year", "seq"),
    "specialday": ("day", "seq"),
    "nilreturn": ("code", "period"),
    "noted": ("code", "kind", "occurred_on"),
    "ruling": ("seq",),
    "demand": ("seq", "place"),
    "disclosure": ("number",),
    "version": ("number", "version"),
    "step": ("seq",),
    "publication": ("number", "channel"),
    "publicnumber": ("audience", "place"),
    "storedfile": ("sha256",),
}


_AS_IT_IS = frozenset({str, int, bool, type(None)})
_LISTED = msgspec.json.Encoder(order="sorted")


def plain(value: Any) -> Any:
    """Return a value as a column holds it: words and dates as text, lists as JSON text."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, (tuple, list, dict)):
        return _LISTED.encode(value).decode() if value or isinstance(value, dict) else "[]"
    return instant_text(value) if isinstance(value, datetime) else str(value)


def row(table: str, values: Values) -> tuple[Key, Values]:
    """Return one row under its key, every value in the form of its column."""
    stored = {
        name: value if type(value) in _AS_IT_IS else plain(value)  # most are: it is asked very often
        for name, value in values.items()
    }
    return (table, tuple([stored[name] for name in PRIMARY_KEYS[table]])), stored


def new_row(table: str, values: Values) -> Insert:
    """Return one whole row to be inserted."""
    return Insert(*row(table, values))


def _fields(value: msgspec.Struct) -> Values:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _spread(kind: type[msgspec.Struct], **names: str) -> Callable[[Any], Values]:
    """Return what spreads a value of a kind over columns, some of them under another name."""
    columns = [names.get(field, field) for field in kind.__struct_fields__]
    cells = attrgetter(*kind.__struct_fields__)
    return lambda value: dict(zip(columns, cells(value), strict=True))


_PLAN = _spread(Plan, window="period")
_STEP = _spread(Step, by="decider", on="occurred_on")
_PUBLICATION = _spread(Publication, by="decider", on="occurred_on")


def disclosure_rows(disclosure: Disclosure | None) -> Rows:
    """Return all rows that show one disclosure as it stands."""
    if disclosure is None:
        return {}
    number = {"number": disclosure.number}
    rows = [row("disclosure", _disclosure_values(disclosure))]
    rows += [row("version", number | _PLAN(plan)) for plan in disclosure.plans]
    rows += [row("step", number | _STEP(step)) for step in disclosure.steps]
    rows += [row("publication", number | _PUBLICATION(each)) for each in disclosure.publications]
    return dict(rows)


Acted: TypeAlias = Step | ActDone
Put: TypeAlias = Publication | Posting


def answer_columns(acts: Sequence[Acted], postings: Sequence[Put]) -> Values:
    """Return what is kept of a disclosure so that due dates find it by index (`needed.py`)."""
    force = force_of(postings)
    return {
        "proposed_seq": acts[0].seq,
        "last_on": max(act.on for act in acts),
        "published_seq": postings[0].seq if postings else None,
        "published_on": force[0] if force else None,
        "in_force_until": force[1] if force else None,
        "refused_on": next((act.on for act in acts if act.state is State.REFUSED), None),
    }


def _disclosure_values(d: Disclosure) -> Values:
    filing = d.filing
    year, counter = number_parts(d.number)
    return {
        "number": d.number,
        "year": year,
        "counter": counter,
        "code": d.code,
        "item": d.item,
        "title": d.plan.title,
        "state": d.state,
        "scope": d.scope,
        "scope_detail": d.scope_detail,
        "channels": d.channels,
        "planned_on": d.plan.planned_on,
        "period": d.window,
        "occurred_on": d.plan.occurred_on,
        "office": d.plan.office,
        "proposed_by": d.plans[0].author,
        "version": d.plan.version,
        "content": d.plan.content,
        "content_sha256": d.content_sha256,
        "approved_sha256": d.approval.content_sha256 if d.approval else None,
        "public_notice": d.plan.public_notice,
        "escalated_to": d.escalated_to,
        "findings": d.findings,
        "corrects": d.corrects,
        **answer_columns(d.steps, d.publications),
        "archive_number": filing.archive_number if filing else None,
        "series": filing.series if filing else None,
        "piece": filing.piece if filing else None,
        "retention": filing.retention if filing else None,
        "opinion_result": filing.opinion_result if filing else None,
        "dossier": filing.dossier if filing else None,
        "manifest_sha256": filing.manifest_sha256 if filing else None,
    }


def _renamed(values: Values, **names: str) -> Values:
    return {names.get(name, name): value for name, value in values.items()}


def _opened(entry: Entry, event: Opened) -> Iterable[Written]:
    yield new_row("office", {"ledger_id": entry.subject, "since": event.since})
    for item in event.items:
        yield _item_row(entry, item)
    for position, setting in enumerate(event.settings):
        yield _setting_row(entry, setting, position)
    for table in (*event.notices, *_unnamed_notices(event.days)):
        yield from _notice_rows(entry, table)


def _unnamed_notices(days: Iterable[DayRule]) -> Iterable[YearTable]:
    """Yield the days of an old ledger by the year of the notice behind them.

    No holiday of a year's own lies in its December: such days are 元旦 of the next.
    """
    by_year: dict[int, list[DayRule]] = {}
    for rule in days:
        by_year.setdefault(rule.day.year + rule.day.month // 12, []).append(rule)
    for year, rules in by_year.items():
        yield YearTable(year=year, notice="", announced=None, days=tuple(rules))


def _notice_rows(entry: Entry, table: YearTable) -> Iterable[Written]:
    known = {"seq": entry.seq, "year": table.year, "recorded_on": beijing_date(entry.recorded_at)}
    yield new_row("yearnotice", {"notice": table.notice, "announced": table.announced, **known})
    for rule in table.days:
        yield new_row("specialday", {**_fields(rule), **known})


def _own_rows(entry: Entry, event: OwnDaysSet) -> Iterable[Written]:
    ours = {"seq": entry.seq, "year": None, "recorded_on": beijing_date(entry.recorded_at)}
    for day in event.removed:
        yield new_row("specialday", {"day": day, "name": "", "working": None, **ours})
    for rule in event.days:
        yield new_row("specialday", {**_fields(rule), **ours})


def _item_row(entry: Entry, item: CatalogItem) -> Written:
    recorded = beijing_date(entry.recorded_at)
    return new_row("item", {**_fields(item), "seq": entry.seq, "recorded_on": recorded})


def _setting_row(entry: Entry, event: SettingChanged, position: int) -> Written:
    return new_row("setting", {**_fields(event), "seq": entry.seq, "position": position})


def _closed(event: AppointmentClosed) -> Iterable[Written]:
    for seq in event.appointments:
        yield Update(("appointment", (seq,)), {"valid_until": plain(event.valid_until)})


def _signed_values(entry: Entry) -> Values:
    return {"seq": entry.seq, "decider": entry.by, "occurred_on": entry.on}


def _demand_rows(entry: Entry, event: Urged) -> Iterable[Written]:
    shared = {"answer_by": event.answer_by, "reason": event.reason, **_signed_values(entry)}
    for place, asked in enumerate(event.asked):
        values = {name: value for name, value in _fields(asked).items() if name != "item"}
        yield new_row("demand", {**values, "place": place, **shared})


def register_rows(entry: Entry) -> Iterable[Written]:
    """Return what one entry of the registers does to their tables."""
    event = entry.event
    match event:
        case Opened():
            return _opened(entry, event)
        case SettingChanged():
            return [_setting_row(entry, event, entry.seq)]
        case NoticeTaken():
            return _notice_rows(entry, event.table)
        case OwnDaysSet():
            return _own_rows(entry, event)
        case Appointed():
            return [new_row("appointment", {**_fields(event), "seq": entry.seq})]
        case AppointmentClosed():
            return _closed(event)
        case ItemChanged():
            return [_item_row(entry, event.item)]
        case NilReturned():
            told = {"code": event.code, "period": event.window, "reason": event.reason}
            return [new_row("nilreturn", {**told, "late": entry.late, **_signed_values(entry)})]
        case OccurrenceNoted() | ChangeNoted() | Reconfirmed():
            values = {"code": event.code, "kind": kind_of(event), "note": entry.remarks.note}
            return [new_row("noted", {**values, **_signed_values(entry)})]
        case Deferred() | Waived():
            ruled: Values = {"until": None, **_renamed(_fields(event), to="until")}
            return [new_row("ruling", {**ruled, "late": entry.late, **_signed_values(entry)})]
        case Urged():
            return _demand_rows(entry, event)
        case _:
            return ()


def file_rows(entry: Entry) -> Rows:
    """Return the rows that name the files an entry brought in."""
    event = entry.event
    plan = getattr(event, "plan", None)
    files: tuple[StoredFile, ...] = (plan.files if plan else ()) + getattr(event, "evidence", ())
    return dict(
        row("storedfile", {"sha256": file.sha256, "size": file.size, "seq": entry.seq})
        for file in files
    )


def written_rows(before: Disclosure | None, after: Disclosure | None) -> Iterable[Written]:
    """Yield what leads from the rows of one disclosure to those of its next state."""
    held = disclosure_rows(before)
    for key, values in disclosure_rows(after).items():
        if key not in held:
            yield Insert(key, values)
        elif changed := {name: new for name, new in values.items() if held[key][name] != new}:
            yield Update(key, changed)


class Numbering:
    """Gives out the running numbers of the audiences outside the office, at first publication."""

    def __init__(self, last: Mapping[str, int]) -> None:
        """Go on behind the last number that each audience has; where there is none, from 1."""
        self._last = dict(last)

    def rows(self, before: Disclosure | None, after: Disclosure | None) -> Iterator[Insert]:
        """Yield the rows of the numbers that one step gives."""
        if not is_first_publication(before, after):
            return
        assert after is not None, "what is published exists"
        for audience in numbered_for(after.scope, after.scope_detail):
            self._last[audience] = place = self._last.get(audience, 0) + 1
            values = {"audience": audience, "place": place, "number": after.number}
            yield new_row("publicnumber", values)


def is_first_publication(before: Disclosure | None, after: Disclosure | None) -> bool:
    """Return whether a step was the first by which a disclosure was published anywhere."""
    return bool(after and after.publications) and not (before and before.publications)


class Registers:
    """The rows that the entries of the registers give, entry by entry: they stay few."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self.rows: Rows = {}

    def take(self, entry: Entry) -> None:
        """Play one entry; raises ValueError where it changes a row that no earlier one made."""
        for change in register_rows(entry):
            if isinstance(change, Insert):
                self.rows[change.key] = change.values
            elif change.key in self.rows:
                self.rows[change.key] = {**self.rows[change.key], **change.values}
            else:
                raise ValueError(f"没有可改的一行：{change.key}")
