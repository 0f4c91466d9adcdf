"""The sheet of a window is taken back: proposals and nil returns, all of them or none.

A row that says what has been recorded already is told, and skipped; so the same sheet, also saved
again in between, records nothing twice.
"""

from datetime import date
from pathlib import Path
from typing import Any

from pdisc.catalog.offices import known_offices, office_named
from pdisc.dates.spoken import spelled_window
from pdisc.dates.windows import parse_window
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.errors import Refused, UsageError
from pdisc.services.acting import NOWHERE, Session
from pdisc.services.drafts import Files, drawn_up, proposed
from pdisc.services.duties import nil_of, nil_recorded
from pdisc.services.files_beside import file_names, read_beside
from pdisc.services.filled_in import FilledForm, FilledRow, refuse_foreign
from pdisc.services.outcomes import Outcome
from pdisc.services.plan_cells import as_handed_out, read_scope, said_beside
from pdisc.services.public_texts import refuse_private
from pdisc.services.quarter_sheets import of_window
from pdisc.services.recorded_rows import Recorded
from pdisc.services.registers import Registered, needs_role
from pdisc.services.row_by_row import (
    NO_CODE,
    Complaints,
    KnownRow,
    Readied,
    TakenIn,
    all_or_none,
    any_lines,
    day_written,
    one_line,
)
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.unlocked import acted
from pdisc.sheets.fill_forms import (
    CHANNELS,
    CODE,
    CONTENT,
    FILES,
    ITEM,
    NOTHING,
    OFFICE,
    PLANNED,
    PUBLISH,
    QUARTER,
    REASON,
    SCOPE,
    TITLE,
    WAY,
    WINDOW,
    folded,
)
from pdisc.steps.acts import Propose
from pdisc.steps.reach import checked_channels, checked_scope
from pdisc.values.channels import read_channels
from pdisc.words import Role, Timing

TYPED = (TITLE, CONTENT, FILES, PLANNED, REASON)
"""What isn't filled in as the sheet is made: where any of it stands, 办法 must be said."""


def take_in(station: Station, given: Signing, filled: FilledForm) -> TakenIn:
    """录入填报表: each row that says so proposed, or 本期无事项; in one transaction.

    Raises UsageError or Refused with the problems of all rows; then nothing is recorded.
    """
    act = Target(number=NOWHERE, name=QUARTER)

    def work(session: Session) -> TakenIn:
        refuse_foreign(filled, session.reading.ledger_id(), QUARTER)
        needs_role(session, Role.PROPOSER, QUARTER)
        rows = _QuarterRows(session, filled)
        readied = rows.readied()
        return all_or_none(session, rows.complaints, readied, rows.known)

    return acted(station, given, act, (), work)


class _QuarterRows:
    """The rows of the sheet, each held against the obligation that it names."""

    def __init__(self, session: Session, filled: FilledForm) -> None:
        self.complaints = Complaints(session, QUARTER)
        self.known: list[KnownRow] = []
        self._session = session
        self._filled = filled
        start, today = session.start, session.station.today
        facts = start.facts_on(today).known(on=today)
        self._book = FactBook(facts, rules=start.rules, calendar=start.calendar)
        self._recorded = Recorded(session, self._book, self.complaints, self.known)
        owed = of_window(self._book, parse_window(filled.mark.about), today)
        self._owed = {(each.code, folded(each.name)): each for each in owed}
        self._keys = {(each.code, each.window): each for each in owed if each.window}
        self._first: dict[tuple[str, str], int] = {}

    def readied(self) -> list[Readied]:
        """Return the rows that are to be done; what is wrong with any other is noted."""
        filled = self._filled
        self.complaints.refuse_marked(filter(_is_filled, filled.rows), filled.form.to_fill)
        found = map(self._row, filled.rows)
        return [each for each in found if each is not None]

    def _row(self, row: FilledRow) -> Readied | None:
        way, complaints = folded(row.text(WAY)), self.complaints
        before = len(complaints)
        if not _is_filled(row):
            self._untouched(row, f"改动过，没有写办法：{PUBLISH} 或 {NOTHING}；没有定的改回来")
            return None
        complaints.take(row)
        owed = self._obligation(row)
        if way == NOTHING:
            return self._nil(row, owed, before)
        if way != PUBLISH and WAY not in row.spoilt:
            told = f"没有写办法：{PUBLISH} 或 {NOTHING}；还没有定的，这一行不要写"
            complaints.wrong(row.row, WAY, f"应为 {PUBLISH} 或 {NOTHING}" if way else told)
        return self._plan(row, owed, before)

    def _untouched(self, row: FilledRow, told: str) -> None:
        """Note what was filled in as the sheet was made, says otherwise now, and isn't taken in.

        What an earlier version of the item says may stand there, and any office that is known.
        """
        session, code = self._session, _code_of(row)
        if code not in self._book.codes:
            return
        said, made = said_beside(session, row), as_handed_out(session, self._book, code)
        for column, values in made.items():
            if column in said and said[column] not in values and column not in row.spoilt:
                self.complaints.wrong(row.row, column, told)

    def _obligation(self, row: FilledRow) -> Obligation | None:
        """Return what a row is about; None where its given cells don't say, which is noted."""
        code, at = _code_of(row), row.row
        if row.spoilt & {CODE, ITEM, WINDOW}:
            return None
        if not code:
            self.complaints.wrong(at, CODE, NO_CODE)
            return None
        if code not in self._book.codes:
            self.complaints.wrong(at, CODE, "目录里没有这个编号", of_sheet=False)
            return None
        names = {folded(span.item.level3) for span in self._book.spans(code)}
        if folded(row.text(ITEM)) not in names:
            told = f"和编号 {code} 的公开内容不一致：编号或者公开内容改动过，照原表改回来"
            self.complaints.wrong(at, ITEM, told, of_sheet=False)
            return None
        owed = self._named(code, row.text(WINDOW))
        if owed is None:
            told = (
                f"{code} 没有这一期：期次改动过（照原表改回来），或者出表以后目录改过（重新出表）"
            )
            self.complaints.wrong(at, WINDOW, told, of_sheet=False)
            return None
        before = self._first.setdefault((code, owed.key), at)
        if before != at:
            self.complaints.wrong(at, WINDOW, f"和第{before}行是同一件")
            return None
        return owed

    def _named(self, code: str, text: str) -> Obligation | None:
        plain = folded(text)
        key = spelled_window(plain, self._session.station.today)
        try:
            key = parse_window(key).key
        except UsageError:
            key = ""
        return self._owed.get((code, plain)) or self._keys.get((code, key))

    # 无事项

    def _nil(self, row: FilledRow, owed: Obligation | None, before: int) -> Readied | None:
        complaints, session, at = self.complaints, self._session, row.row
        for column in (TITLE, CONTENT, FILES, PLANNED):
            if row.text(column) and column not in row.spoilt:
                complaints.wrong(at, column, f"办法是{NOTHING}，这一格不写")
        self._untouched(row, f"办法是{NOTHING}，这一格不用改：改回来，或者清空")
        reason = complaints.read(row, REASON, any_lines(session, "理由", "说明字数"))
        if row.blank(REASON):
            complaints.wrong(at, REASON, f"{NOTHING}要写理由")
        if owed is not None and owed.timing is not Timing.PERIODIC:
            told = f"{owed.timing}事项没有{NOTHING}，只有定期的才有"
            complaints.wrong(at, WAY, told, of_sheet=False)
        if owed is None or reason is None or len(complaints) > before:
            return None
        code, key = owed.code, owed.key
        if self._recorded.nil(row, owed, reason):
            return None
        return Readied(
            row=at,
            column=WAY,
            about=code,
            may=lambda: nil_of(session, code, key, reason),
            do=lambda: nil_recorded(session, nil_of(session, code, key, reason)),
        )

    # 公开

    def _plan(self, row: FilledRow, owed: Obligation | None, before: int) -> Readied | None:
        complaints, session, at = self.complaints, self._session, row.row
        meant = folded(row.text(WAY)) == PUBLISH
        title = complaints.read(row, TITLE, one_line(session, "标题", "标题字数"))
        content = complaints.read(row, CONTENT, any_lines(session, "正文", "正文字数"))
        if meant and row.blank(TITLE):
            complaints.wrong(at, TITLE, f"{PUBLISH}要写标题")
        if meant and not row.says((CONTENT, FILES)):
            complaints.wrong(at, CONTENT, f"{PUBLISH}要写内容，或者附件")
        names = file_names(row.text(FILES))
        if owed is not None and len(complaints) == before:
            said = (title or "", content or "", names)
            if self._recorded.plan(row, owed, said):
                return None
        papers = complaints.read(row, FILES, self._papers)
        details = self._details(row, owed)
        if owed is None or len(complaints) > before:
            return None
        command = Propose(title=title, content=content, **details, **_meant(owed))
        return self._proposal(row, owed.code, command, Files(papers or ()))

    def _papers(self, text: str) -> tuple[Path, ...]:
        return read_beside(self._session, self._filled.path, text, "附件")

    def _proposal(self, row: FilledRow, code: str, command: Propose, files: Files) -> Readied:
        session = self._session

        def may() -> None:
            event = drawn_up(session, code, command, files).decision.event
            session.tripwire.refuse(event)
            refuse_private(event, session.house)

        def do() -> Outcome | Registered:
            return proposed(session, code, command, files)

        return Readied(row=row.row, column=WAY, about=code, may=may, do=do)

    def _details(self, row: FilledRow, owed: Obligation | None) -> dict[str, Any]:
        """Return what a row says of a plan besides its texts, each cell looked at by itself."""
        complaints, session = self.complaints, self._session
        known = known_offices(session.facts)
        reason = complaints.read(row, REASON, any_lines(session, "理由", "说明字数")) or ""
        scope, detail = complaints.read(row, SCOPE, read_scope) or (None, None)
        channels = complaints.read(row, CHANNELS, read_channels) or ()
        planned = complaints.read(row, PLANNED, self._planned)
        office = complaints.read(row, OFFICE, lambda text: office_named(text, known))
        if owed is not None:
            item = session.item(owed.code)
            with complaints.noting(row.row, SCOPE):
                checked_scope(scope, detail, item, reason)
            with complaints.noting(row.row, CHANNELS):
                checked_channels(channels, item.channels, scope or item.scope)
        return {
            "reason": reason,
            "scope": scope,
            "scope_detail": detail,
            "channels": channels,
            "planned_on": planned,
            "office": office,
        }

    def _planned(self, text: str) -> date:
        day, on = day_written(text, self._session.station.today), self._session.signed.on
        if day < on:
            told = f"计划公开日期 {day} 早于提出日期 {on}"
            raise Refused(told, next_step=f"写 {on} 或之后的日期，或者空着")
        return day


def _code_of(row: FilledRow) -> str:
    return folded(row.text(CODE)).replace("。", ".")


def _is_filled(row: FilledRow) -> bool:
    return row.says((WAY, *TYPED))


def _meant(owed: Obligation) -> dict[str, Any]:
    """Return what a proposal says of the obligation that it answers."""
    if owed.timing is Timing.OCCASIONAL:
        return {"occurred_on": owed.starts_on}
    return {"window": owed.window}
