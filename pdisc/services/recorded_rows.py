"""Rows of the sheet of a window that are recorded already: skipped, or told where they differ.

What was taken back (撤回, 作废) isn't recorded anew because an old sheet still says it.
"""

from collections.abc import Sequence
from datetime import date

from pdisc.dates.windows import printed
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.services.acting import Session
from pdisc.services.files_beside import file_names
from pdisc.services.filled_in import FilledRow
from pdisc.services.plan_cells import Allowed, Beside, said_beside, where_blank
from pdisc.services.row_by_row import Complaints, KnownRow
from pdisc.sheets.fill_forms import (
    CHANNELS,
    CONTENT,
    FILES,
    NOTHING,
    OFFICE,
    PLANNED,
    PUBLISH,
    REASON,
    SCOPE,
    TITLE,
    WAY,
)
from pdisc.text import one_newline
from pdisc.values.records import DetailRecord, EventRecord, VersionRecord
from pdisc.words import Timing

Said = tuple[str, str, tuple[str, ...]]
"""What a row says of a plan: its title, its text, the names of its attachments."""


class Recorded:
    """What the ledger holds of the obligations that rows are about."""

    def __init__(
        self, session: Session, book: FactBook, complaints: Complaints, known: list[KnownRow]
    ) -> None:
        """Take where what differs is noted, and where what is known already is kept."""
        self._session = session
        self._book = book
        self._complaints = complaints
        self._known = known

    def nil(self, row: FilledRow, owed: Obligation, reason: str) -> bool:
        """Tell whether a nil return is recorded already, or can't be, which is noted."""
        return self._nil_stands(row, owed, reason) or self._answered(row, owed)

    def plan(self, row: FilledRow, owed: Obligation, said: Said) -> bool:
        """Tell whether a plan is recorded already, or can't be, which is noted."""
        return self._plan_stands(row, owed, said) or self._answered(row, owed)

    def _nil_stands(self, row: FilledRow, owed: Obligation, reason: str) -> bool:
        """Tell whether a nil return of this window stands; another one is noted as a problem."""
        noted = self._session.reading.nil_of(owed.code, owed.key)
        if noted is None:
            return self._nil_taken_back(row, owed, reason)
        where = f"第{noted.seq}条"
        if _reason_of(self._session.reading.event_record(noted.seq)) == reason:
            self._known.append(
                KnownRow(row=row.row, subject=f"{owed.code} {owed.name}", where=where)
            )
        else:
            told = (
                f"{where}已经登记过{NOTHING}，理由不一样；登记错了的先作废：pdisc annul {noted.seq}"
            )
            self._complaints.wrong(row.row, REASON, told, of_sheet=False)
        return True

    def _nil_taken_back(self, row: FilledRow, owed: Obligation, reason: str) -> bool:
        """Tell whether just this was recorded and annulled: it isn't recorded anew unasked."""
        for entry in self._session.reading.event_records(owed.code):
            said = entry.event.get("window"), _reason_of(entry)
            if entry.annulled is not None and said == (owed.key, reason):
                told = f"和已经作废的第{entry.seq}条一样；还要登记的改一改理由"
                self._complaints.wrong(row.row, REASON, told, of_sheet=False)
                return True
        return False

    def _answered(self, row: FilledRow, owed: Obligation) -> bool:
        """Tell whether something else has answered an obligation, which is noted."""
        if owed.answer is None or owed.answer.how in (PUBLISH, NOTHING):
            return False
        told = f"{owed.name}在 {owed.answer.on} 已经答复（{owed.answer.how}），不用再填"
        self._complaints.wrong(row.row, WAY, told, of_sheet=False)
        return True

    def _plan_stands(self, row: FilledRow, owed: Obligation, said: Said) -> bool:
        """Tell whether somebody has this obligation in hand; as another plan it is a problem."""
        reading, beside = self._session.reading, said_beside(self._session, row)
        held = [self._detail(number) for number in self._meant(owed)]
        for detail in held:
            if same := _same_in(detail, said, beside):
                usual = where_blank(self._session, self._book, owed)
                where = f"{detail.number}（{detail.state}）{_emptied(same, beside, usual)}"
                self._known.append(
                    KnownRow(row=row.row, subject=f"{owed.code} {owed.name}", where=where)
                )
                return True
        if held:
            column, told = _differs(held, owed, said, beside)
            self._complaints.wrong(row.row, column, told, of_sheet=False)
            return True
        if nil := reading.nil_of(owed.code, owed.key):
            told = f"第{nil.seq}条登记过{NOTHING}；要公开的先作废：pdisc annul {nil.seq}"
            self._complaints.wrong(row.row, WAY, told, of_sheet=False)
            return True
        return self._taken_back(row, owed, said)

    def _taken_back(self, row: FilledRow, owed: Obligation, said: Said) -> bool:
        """Tell whether just this was proposed and withdrawn: it isn't proposed anew unasked."""
        reading = self._session.reading
        for number in reading.withdrawn_of(owed.code):
            detail = reading.detail(number)
            assert detail is not None, "a disclosure that was withdrawn can be read"
            about = detail.window, detail.occurred_on
            if about == _about(owed) and said in map(_said_of, detail.versions):
                told = f"和已经撤回的 {number} 一样；不公开的把这一行清空，还要公开的改一改"
                self._complaints.wrong(row.row, WAY, told, of_sheet=False)
                return True
        return False

    def _detail(self, number: str) -> DetailRecord:
        found = self._session.reading.detail(number)
        assert found is not None, "a disclosure that is meant for something can be read"
        return found

    def _meant(self, owed: Obligation) -> list[str]:
        """Return the disclosures that are meant for an obligation, or answer it."""
        reading = self._session.reading
        if owed.window is not None:
            return [each.number for each in reading.meant_for(owed.code, owed.window)]
        if owed.timing is Timing.OCCASIONAL:
            day = owed.starts_on.isoformat()
            return [each.number for each in reading.about_day(owed.code, day)]
        number = owed.answer.number if owed.answer else owed.number
        return [number] if number else []


def _same_in(detail: DetailRecord, said: Said, beside: Beside) -> VersionRecord | None:
    """Return the newest version of a disclosure that says just what a row does."""
    return next(
        (
            each
            for each in reversed(detail.versions)
            if _said_of(each) == said and not _otherwise(each, beside)
        ),
        None,
    )


def _differs(
    held: Sequence[DetailRecord], owed: Obligation, said: Said, beside: Beside
) -> tuple[str, str]:
    """Return in which column a row differs from what is recorded, and what to do about it."""
    for detail in held:
        others = [_otherwise(each, beside) for each in detail.versions if _said_of(each) == said]
        if others:
            told = f"{detail.number}（{detail.state}）已登记，{'、'.join(others[-1])}写得不一样"
            mend = f"要改的：pdisc revise {detail.number}；不改的，改回原样"
            return others[-1][0], f"{told}；{mend}"
    first = held[0]
    pairs = zip((TITLE, CONTENT, FILES), said, _said_of(first.versions[-1]), strict=True)
    other = [name for name, here, there in pairs if here != there]
    told = f"{owed.name}已有 {first.number}（{first.state}），{'、'.join(other)}和这一行写的不一样"
    return other[0], f"{told}；要改的：pdisc revise {first.number}；不改的，这一行清空"


def _reason_of(entry: EventRecord) -> str:
    return one_newline(str(entry.event.get("reason", "")))


def _said_of(version: VersionRecord) -> Said:
    """Return what a version says, as a row would: title, text, names of attachments."""
    names = file_names(*(file.name for file in version.files))
    return version.title, one_newline(version.content), names


def _beside(version: VersionRecord) -> Beside:
    """Return what a version says besides, as the other cells of a row would."""
    return {
        SCOPE: (version.scope, version.scope_detail),
        CHANNELS: version.channels,
        PLANNED: version.planned_on,
        REASON: one_newline(version.reason),
        OFFICE: version.office,
    }


def _otherwise(version: VersionRecord, beside: Beside) -> list[str]:
    """Return the columns in which a row says otherwise than a version of the same text."""
    held = _beside(version)
    return [column for column, value in beside.items() if value != held[column]]


def _emptied(version: VersionRecord, beside: Beside, usual: Allowed) -> str:
    """Return what to tell of cells that are blank and weren't: what was recorded stays."""
    held = _beside(version)
    stays = [
        f"{column}（{value}）" if column == PLANNED else column
        for column, value in held.items()
        if column not in beside and value not in usual[column]
    ]
    return f"，空着的{'、'.join(stays)}还是原来登记的" if stays else ""


def _about(owed: Obligation) -> tuple[str | None, date | None]:
    """Return the window, as it is printed, and the day that a disclosure of it names."""
    day = owed.starts_on if owed.timing is Timing.OCCASIONAL else None
    return printed(owed.window), day
