"""The sheet of the catalogue is taken back: what differs is changed, what is sure is confirmed.

All of it or nothing. A row that says what holds already changes nothing, so that the same sheet
twice records nothing twice; a row whose item was changed since the sheet was made is a problem.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import msgspec

from pdisc.catalog.versions import refuse_retired
from pdisc.dates.cycles import parse_every
from pdisc.errors import UsageError
from pdisc.registers.items import CatalogItem
from pdisc.services.acting import NOWHERE, Session, signing
from pdisc.services.catalog_sheets import FIELDS, state_of
from pdisc.services.confirming import RETENTION_OPEN, ToConfirm, confirmed_alone
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.filled_in import FilledForm, FilledRow, refuse_foreign
from pdisc.services.item_edits import FieldsSet, edited_item, item_changed
from pdisc.services.public_texts import refuse_private
from pdisc.services.registers import Registered, needs_approver
from pdisc.services.row_by_row import (
    NO_CODE,
    Complaints,
    KnownRow,
    Readied,
    TakenIn,
    all_or_none,
    one_line,
)
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.sheets.fill_forms import (
    CATALOG,
    CODE,
    EVERY,
    ITEM,
    RENEWAL,
    STATE,
    SURE,
    YES,
    folded,
)
from pdisc.values.channels import read_channels
from pdisc.words import Authority, Renewal, Retention, Scope, Timing


class Changing(msgspec.Struct, frozen=True, kw_only=True):
    """What goes with every change of a sheet: from which day on, why, and by which paper."""

    valid_from: date | None = None
    reason: str = ""
    document_number: str = ""


def take_in(station: Station, given: Signing, filled: FilledForm, how: Changing) -> TakenIn:
    """录入目录核定表: changes and confirmations of the catalogue, in one transaction.

    Raises UsageError or Refused with the problems of all rows; then nothing is recorded.
    """
    act = Target(number=NOWHERE, name=f"{CATALOG}核定")
    with signing(station, given, act, how) as session:
        refuse_foreign(filled, session.reading.ledger_id(), CATALOG)
        needs_approver(session, act.name)
        rows = _CatalogRows(session, filled, how)
        readied = rows.readied()
        taken = all_or_none(session, rows.complaints, readied, rows.known)
        change = changed_by(session)
    told = (RETENTION_OPEN,) if rows.leaves_retention else ()
    notices = (*taken.notices, *told, *moved(station, change, code=None))
    return msgspec.structs.replace(taken, notices=notices)


class _CatalogRows:
    """The rows of the sheet, each held against the item that it names."""

    def __init__(self, session: Session, filled: FilledForm, how: Changing) -> None:
        self.complaints = Complaints(session, f"{CATALOG}核定")
        self.known: list[KnownRow] = []
        self.leaves_retention = False
        self._session = session
        self._filled = filled
        self._how = how
        self._start = how.valid_from or session.signed.on
        self._first: dict[str, int] = {}
        self._readers: dict[str, Callable[[str], Any]] = {
            "every": lambda text: parse_every(folded(text)),
            "scope": _word(Scope),
            "channels": read_channels,
            "timing": _word(Timing),
            "office": one_line(session, "科室", "说明字数"),
            "authority": _word(Authority),
            "retention": _word(Retention),
            "renewal": _word(Renewal),
            "rule": _class_of_rule,
        }

    def readied(self) -> list[Readied]:
        """Return what is to be done; what is wrong with any row is noted."""
        filled = self._filled
        self.complaints.refuse_marked(filled.rows, filled.form.to_fill)
        return [each for row in filled.rows for each in self._row(row)]

    def _row(self, row: FilledRow) -> Iterator[Readied]:
        before = len(self.complaints)
        self.complaints.take(row)
        item = self._item(row)
        values = {field: self._value(row, field) for field in FIELDS}
        if SURE not in row.spoilt and folded(row.text(SURE)) not in ("", YES):
            self.complaints.wrong(row.row, SURE, f"写“{YES}”，或者空着")
        if item is None or len(self.complaints) > before:
            return
        self._whole(row, values)
        changes = {
            field: value for field, value in values.items() if _differs(item, field, value, values)
        }
        if changes and row.text(STATE) != state_of(item):
            told = f"出表以后 {item.code} 又改过，这一行不能照旧录入；重新出表再改"
            self.complaints.wrong(row.row, STATE, told, of_sheet=False)
        if len(self.complaints) > before:
            return
        if changes:
            yield self._change(row, item, changes)
        yield from self._sure(row, item, changes)

    def _item(self, row: FilledRow) -> CatalogItem | None:
        """Return the item of a row; None where its given cells don't say, which is noted."""
        code, at, session = folded(row.text(CODE)), row.row, self._session
        if row.spoilt & {CODE, ITEM}:
            return None
        if not code:
            self.complaints.wrong(at, CODE, NO_CODE)
            return None
        item = session.facts.item(code, self._start)
        if item is None:
            self.complaints.wrong(at, CODE, "目录里没有这个编号", of_sheet=False)
            return None
        if folded(row.text(ITEM)) != folded(item.level3):
            told = f"和编号 {code} 的公开内容不一致：编号或者公开内容改动过，照原表改回来"
            self.complaints.wrong(at, ITEM, told, of_sheet=False)
            return None
        before = self._first.setdefault(code, at)
        if before != at:
            self.complaints.wrong(at, CODE, f"和第{before}行是同一条")
            return None
        return item

    def _value(self, row: FilledRow, field: str) -> Any:
        value = self.complaints.read(row, FIELDS[field], self._readers[field])
        if row.blank(FIELDS[field]) and field not in ("every", "renewal"):
            self.complaints.wrong(row.row, FIELDS[field], "不能空着；不改的照原表写")
        return value

    def _whole(self, row: FilledRow, values: dict[str, Any]) -> None:
        """Note what doesn't go together: 周期 belongs to 定期, 更新 to 固定."""
        timing = values["timing"]
        if timing is Timing.PERIODIC and values["every"] is None:
            self.complaints.wrong(row.row, EVERY, "定期的要写周期，如每季度")
        if timing is Timing.STANDING and values["renewal"] is None:
            self.complaints.wrong(row.row, RENEWAL, f"固定的要写{'、'.join(Renewal)}")
        if timing is not Timing.STANDING and values["renewal"] is not None:
            self.complaints.wrong(row.row, RENEWAL, f"{timing}的不写，只有固定的才写")

    def _change(self, row: FilledRow, item: CatalogItem, changes: dict[str, Any]) -> Readied:
        session, code, start = self._session, item.code, self._start
        change = FieldsSet(changes, self._how.reason, self._how.document_number)

        def may() -> None:
            refuse_retired(item, "不用再改")
            event = change.event(edited_item(item, changes, start), changes)
            session.tripwire.refuse(event)
            refuse_private(event, session.house)

        def do() -> Registered:
            done = item_changed(session, code, start, change)
            session.renewed()
            return done

        column = FIELDS[next(iter(changes))] if len(changes) == 1 else ""
        return Readied(row=row.row, column=column or CODE, about=code, may=may, do=do)

    def _sure(
        self, row: FilledRow, item: CatalogItem, changes: dict[str, Any]
    ) -> Iterator[Readied]:
        """Yield the confirmation of what is still open of a row that is said to be right."""
        if folded(row.text(SURE)) != YES:
            return
        asked = ToConfirm(document_number=self._how.document_number)
        left = [field for field in asked.open_in(item) if field not in changes]
        self.leaves_retention |= asked.leaves(item) and "retention" not in changes
        if left:
            alone = partial(confirmed_alone, on=self._start)
            do = partial(alone, self._session, item.code, left, asked)
            yield Readied(row=row.row, column=SURE, about=item.code, may=lambda: None, do=do)
        elif not changes:
            known = KnownRow(row=row.row, subject=item.code, where="没有要改的，也没有待核定的")
            self.known.append(known)


def _differs(item: CatalogItem, field: str, value: Any, values: dict[str, Any]) -> bool:
    """Tell whether a cell says otherwise than the item; what its new 时限 drops isn't said."""
    if field == "renewal" and values["timing"] is not Timing.STANDING:
        return False
    return bool(value != getattr(item, field))


def _word(words: Any) -> Callable[[str], Any]:
    """Return a reader of one word of a closed vocabulary."""

    def read(text: str) -> Any:
        plain = folded(text)
        if plain not in set(words):
            raise UsageError(f"应为 {'、'.join(words)}")
        return words(plain)

    return read


def _class_of_rule(text: str) -> int:
    plain = folded(text)
    if plain not in tuple("123456789"):
        raise UsageError("应为 1 到 9")
    return int(plain)
