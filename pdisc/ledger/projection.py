"""From journal entries to table rows: pure, so that a replay gives the same rows again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from pdisc.clock import beijing_date
from pdisc.days import DayRule, YearTable
from pdisc.disclosure import Disclosure
from pdisc.events import Entry, kind_of
from pdisc.evolve import is_step
from pdisc.facts import CatalogItem
from pdisc.ledger.journal import instant_text
from pdisc.parts import StoredFile
from pdisc.register_events import (
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
from pdisc.workflow import replayed

Key = tuple[str, tuple[Any, ...]]
Values = dict[str, Any]
Rows = dict[Key, Values]

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
    "storedfile": ("sha256",),
}


def plain(value: Any) -> Any:
    """Return a value as a column holds it: words and dates as text, lists as JSON text."""
    if isinstance(value, (tuple, list, dict)):
        return msgspec.json.encode(value, order="sorted").decode()
    if isinstance(value, datetime):
        return instant_text(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value)


def row(table: str, values: Values) -> tuple[Key, Values]:
    """Return one row under its key, every value in the form of its column."""
    stored = {name: plain(value) for name, value in values.items()}
    return (table, tuple(stored[name] for name in PRIMARY_KEYS[table])), stored


def _fields(value: msgspec.Struct) -> Values:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def disclosure_rows(disclosure: Disclosure | None) -> Rows:
    """Return all rows that show one disclosure as it stands."""
    if disclosure is None:
        return {}
    rows = [row("disclosure", _disclosure_values(disclosure))]
    for plan in disclosure.plans:
        values = _fields(plan)
        rows.append(
            row("version", {"number": disclosure.number, **_renamed(values, window="period")})
        )
    for step in disclosure.steps:
        values = _renamed(_fields(step), by="decider", on="occurred_on")
        rows.append(row("step", {"number": disclosure.number, **values}))
    for publication in disclosure.publications:
        values = _renamed(_fields(publication), by="decider", on="occurred_on")
        rows.append(row("publication", {"number": disclosure.number, **values}))
    return dict(rows)


def _renamed(values: Values, **names: str) -> Values:
    return {names.get(name, name): value for name, value in values.items()}


def _disclosure_values(d: Disclosure) -> Values:
    filing = d.filing
    year, counter = d.number.split("-")
    return {
        "number": d.number,
        "year": int(year),
        "counter": int(counter),
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
        "published_seq": d.publications[0].seq if d.publications else None,
        "archive_number": filing.archive_number if filing else None,
        "series": filing.series if filing else None,
        "piece": filing.piece if filing else None,
        "retention": filing.retention if filing else None,
        "opinion_result": filing.opinion_result if filing else None,
        "dossier": filing.dossier if filing else None,
        "manifest_sha256": filing.manifest_sha256 if filing else None,
    }


def _opened(entry: Entry, event: Opened) -> Iterable[tuple[Key, Values]]:
    yield row("office", {"ledger_id": entry.subject, "since": event.since})
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


def _notice_rows(entry: Entry, table: YearTable) -> Iterable[tuple[Key, Values]]:
    known = {"seq": entry.seq, "year": table.year, "recorded_on": beijing_date(entry.recorded_at)}
    yield row("yearnotice", {"notice": table.notice, "announced": table.announced, **known})
    for rule in table.days:
        yield row("specialday", {**_fields(rule), **known})


def _own_rows(entry: Entry, event: OwnDaysSet) -> Iterable[tuple[Key, Values]]:
    ours = {"seq": entry.seq, "year": None, "recorded_on": beijing_date(entry.recorded_at)}
    for day in event.removed:
        yield row("specialday", {"day": day, "name": "", "working": None, **ours})
    for rule in event.days:
        yield row("specialday", {**_fields(rule), **ours})


def _item_row(entry: Entry, item: CatalogItem) -> tuple[Key, Values]:
    recorded = beijing_date(entry.recorded_at)
    return row("item", {**_fields(item), "seq": entry.seq, "recorded_on": recorded})


def _setting_row(entry: Entry, event: SettingChanged, position: int) -> tuple[Key, Values]:
    recorded = beijing_date(entry.recorded_at)
    values = {**_fields(event), "seq": entry.seq, "position": position, "recorded_on": recorded}
    return row("setting", values)


def _appointed(entry: Entry, event: Appointed) -> Iterable[tuple[Key, Values]]:
    recorded = beijing_date(entry.recorded_at)
    signed = {"seq": entry.seq, "recorded_on": recorded, "closed_recorded_on": None}
    yield row("appointment", {**_fields(event), **signed})


def _closed(entry: Entry, event: AppointmentClosed) -> Iterable[tuple[Key, Values]]:
    recorded = beijing_date(entry.recorded_at)
    for seq in event.appointments:
        yield row(
            "appointment",
            {"seq": seq, "valid_until": event.valid_until, "closed_recorded_on": recorded},
        )


def _signed_values(entry: Entry) -> Values:
    return {
        "seq": entry.seq,
        "decider": entry.by,
        "occurred_on": entry.on,
        "recorded_on": beijing_date(entry.recorded_at),
    }


def _demand_rows(entry: Entry, event: Urged) -> Iterable[tuple[Key, Values]]:
    shared = {"answer_by": event.answer_by, "reason": event.reason, **_signed_values(entry)}
    for place, asked in enumerate(event.asked):
        values = {name: value for name, value in _fields(asked).items() if name != "item"}
        yield row("demand", {**values, "place": place, **shared})


def register_rows(entry: Entry) -> Rows:
    """Return the rows that one entry of the registers adds, or the columns of rows it changes."""
    event = entry.event
    match event:
        case Opened():
            return dict(_opened(entry, event))
        case SettingChanged():
            return dict([_setting_row(entry, event, entry.seq)])
        case NoticeTaken():
            return dict(_notice_rows(entry, event.table))
        case OwnDaysSet():
            return dict(_own_rows(entry, event))
        case Appointed():
            return dict(_appointed(entry, event))
        case AppointmentClosed():
            return dict(_closed(entry, event))
        case ItemChanged():
            return dict([_item_row(entry, event.item)])
        case NilReturned():
            told = {"code": event.code, "period": event.window, "reason": event.reason}
            values = {**told, "late": entry.late, **_signed_values(entry)}
            return dict([row("nilreturn", values)])
        case OccurrenceNoted() | ChangeNoted() | Reconfirmed():
            values = {"code": event.code, "kind": kind_of(event), "note": entry.remarks.note}
            return dict([row("noted", {**values, **_signed_values(entry)})])
        case Deferred() | Waived():
            ruled: Values = {"until": None, **_renamed(_fields(event), to="until")}
            return dict([row("ruling", {**ruled, "late": entry.late, **_signed_values(entry)})])
        case Urged():
            return dict(_demand_rows(entry, event))
        case _:
            return {}


def file_rows(entry: Entry) -> Rows:
    """Return the rows that name the files an entry brought in."""
    event = entry.event
    plan = getattr(event, "plan", None)
    files: tuple[StoredFile, ...] = (plan.files if plan else ()) + getattr(event, "evidence", ())
    return dict(
        row("storedfile", {"sha256": file.sha256, "size": file.size, "seq": entry.seq})
        for file in files
    )


def changed_rows(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """Return the rows to insert and the rows to update between two pictures of one disclosure."""
    added = {key: values for key, values in after.items() if key not in before}
    moved = {
        key: values for key, values in after.items() if key in before and before[key] != values
    }
    return added, moved


class Picture:
    """The rows that a journal gives, entry by entry."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._disclosures: dict[str, Disclosure] = {}
        self._rows: Rows = {}

    def take(self, entry: Entry) -> None:
        """Play one entry; raises IllegalHistory where the workflow doesn't allow it."""
        if is_step(entry.event):
            before = self._disclosures.get(entry.subject)
            after = replayed(before, entry)
            if after is not None:
                disclosure_rows(after)
                self._disclosures[entry.subject] = after
        for key, values in register_rows(entry).items():
            self._rows.setdefault(key, {}).update(values)
        for key, values in file_rows(entry).items():
            self._rows.setdefault(key, values)

    def rows(self) -> Rows:
        """Return every row that the entries so far give."""
        for disclosure in self._disclosures.values():
            self._rows.update(disclosure_rows(disclosure))
        return self._rows
