"""The sheet for carrying out is taken back: a publication for each row that says a day.

All of them or none; a row that says what was published already is told, and skipped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from pdisc.errors import UsageError
from pdisc.services.acting import NOWHERE, Session
from pdisc.services.files_beside import file_names, read_beside
from pdisc.services.filled_in import FilledForm, FilledRow, refuse_foreign
from pdisc.services.outcomes import Outcome
from pdisc.services.public_texts import refuse_private
from pdisc.services.registers import needs_role
from pdisc.services.row_by_row import (
    NO_CODE,
    Complaints,
    KnownRow,
    Readied,
    TakenIn,
    all_or_none,
    day_written,
    one_line,
)
from pdisc.services.station import Signing, Station
from pdisc.services.steps import Carried
from pdisc.services.target import Target
from pdisc.services.unlocked import acted
from pdisc.sheets.fill_forms import (
    CARRYING,
    CHANNEL,
    DAY,
    EVIDENCE,
    NUMBER,
    PAPER,
    PLACE,
    TITLE,
    UNTIL,
    URL,
    folded,
)
from pdisc.steps.acts import Publish
from pdisc.steps.disclosure import Disclosure, Publication
from pdisc.steps.guidance import typed
from pdisc.values.channels import base_of
from pdisc.words import Channel, Role


def take_in(station: Station, given: Signing, filled: FilledForm) -> TakenIn:
    """录入实施登记表: each row with a day is a publication on that day, in one transaction.

    Raises UsageError or Refused with the problems of all rows; then nothing is recorded.
    """
    if given.on is not None:
        raise UsageError("公开的日期写在表里，不用写 --on", next_step="去掉 --on，再录入")
    act = Target(number=NOWHERE, name=CARRYING)

    def work(session: Session) -> TakenIn:
        refuse_foreign(filled, session.reading.ledger_id(), CARRYING)
        needs_role(session, Role.PROPOSER, CARRYING)
        rows = _CarryingRows(session, filled)
        return all_or_none(session, rows.complaints, rows.readied(), rows.known)

    return acted(station, given, act, (), work)


class _Posted(msgspec.Struct, frozen=True):
    """What a row says of one publication."""

    on: date
    command: Publish


class _CarryingRows:
    """The rows of the sheet, each held against the disclosure that it names."""

    def __init__(self, session: Session, filled: FilledForm) -> None:
        self.complaints = Complaints(session, CARRYING)
        self.known: list[KnownRow] = []
        self._session = session
        self._filled = filled
        self._first: dict[tuple[str, str], int] = {}

    def readied(self) -> list[Readied]:
        """Return the rows that are to be done, by day, so that no date runs backwards."""
        filled = self._filled
        self.complaints.refuse_marked(filled.rows, filled.form.to_fill)
        found = [pair for pair in map(self._row, filled.rows) if pair is not None]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]

    def _row(self, row: FilledRow) -> tuple[date, Readied] | None:
        form = self._filled.form
        if not row.says(form.to_fill):
            return None
        before = len(self.complaints)
        self.complaints.take(row)
        disclosure = self._disclosure(row)
        channel = row.text(CHANNEL)
        posted = self._posted(row, channel)
        published = disclosure.publications if disclosure else ()
        out = next((x for x in published if x.channel == channel), None)
        papers = self.complaints.read(row, EVIDENCE, self._papers) if out is None else ()
        if disclosure is None or posted is None or len(self.complaints) > before:
            return None
        if out is not None:
            self._out_already(row, disclosure, out, posted)
            return None
        if self._taken_back(row, disclosure.number, posted):
            return None
        return posted.on, self._readied(row.row, disclosure.number, posted, papers or ())

    def _disclosure(self, row: FilledRow) -> Disclosure | None:
        """Return what a row is about; None where its given cells don't say, which is noted."""
        number, at = folded(row.text(NUMBER)), row.row
        if row.spoilt & {NUMBER, TITLE, CHANNEL}:
            return None
        if not number:
            self.complaints.wrong(at, NUMBER, NO_CODE)
            return None
        found = self._session.writer.disclosure(number)
        if found is None:
            self.complaints.wrong(at, NUMBER, "没有这个编号的公开事项", of_sheet=False)
            return None
        if folded(row.text(TITLE)) != folded(found.plan.title):
            told = f"和 {number} 的标题不一致：编号或者标题改动过，照原表改回来"
            self.complaints.wrong(at, TITLE, told, of_sheet=False)
            return None
        approved = found.approval.channels if found.approval else ()
        if row.text(CHANNEL) not in approved:
            allowed = "、".join(approved) or "还没有审批"
            told = f"不是批准的公开形式；批准的：{allowed}"
            self.complaints.wrong(at, CHANNEL, told, of_sheet=False)
            return None
        before = self._first.setdefault((number, row.text(CHANNEL)), at)
        if before != at:
            self.complaints.wrong(at, CHANNEL, f"和第{before}行是同一处")
            return None
        return found

    def _posted(self, row: FilledRow, channel: str) -> _Posted | None:
        """Return what a row says of its publication; what can't be read of it is noted."""
        complaints, session, at = self.complaints, self._session, row.row
        day = complaints.read(row, DAY, self._day)
        if row.blank(DAY):
            complaints.wrong(at, DAY, "没有写公开日期；还没有公开的，这一行不要写")
        place = complaints.read(row, PLACE, one_line(session, "地点", "说明字数"))
        url = complaints.read(row, URL, one_line(session, "网址", "说明字数"))
        self._where(row, channel)
        until = complaints.read(row, UNTIL, self._day)
        paper = complaints.read(row, PAPER, one_line(session, "文号", "说明字数"))
        if day is None:
            return None
        command = Publish(
            channel=channel,
            place=place or "",
            url=url or "",
            until=until,
            document_number=paper or "",
        )
        return _Posted(day, command)

    def _where(self, row: FilledRow, channel: str) -> None:
        """Note where it isn't said where something went: an address on the web, or a place."""
        if channel not in map(str, Channel) and ":" not in channel:
            return
        on_web, told = channel.partition(":")[0] == Channel.WEBSITE, self.complaints.wrong
        url = row.text(URL).lower()
        readable = URL not in row.spoilt
        if readable and on_web and not url.startswith(("http://", "https://")):
            told(row.row, URL, "网站要写网址，以 http:// 或 https:// 开头")
        if readable and not on_web and url:
            told(row.row, URL, "只有网站写网址")
        if not on_web and row.blank(PLACE):
            told(row.row, PLACE, f"“{base_of(channel)}”要写地点，或者发给谁")

    def _day(self, text: str) -> date:
        return day_written(text, self._session.station.today)

    def _papers(self, text: str) -> tuple[Path, ...]:
        return read_beside(self._session, self._filled.path, text, EVIDENCE)

    def _out_already(
        self, row: FilledRow, disclosure: Disclosure, out: Publication, posted: _Posted
    ) -> None:
        """Tell of a publication that a row says once more; note one that it says otherwise."""
        number, said = disclosure.number, posted.command
        same = (out.on, out.place, out.url, out.document_number) == (
            *(posted.on, said.place, said.url, said.document_number),
        )
        held = file_names(*(each.name for each in out.evidence))
        late = [name for name in file_names(row.text(EVIDENCE)) if name not in held]
        same = same and said.until in (None, out.until)
        if same and late:
            told = f"{number} 在“{out.channel}”上已经登记，没有这些凭证：{'、'.join(late)}"
            way = f"pdisc evidence {number} --step 实施 --channel {typed(out.channel)} --file 文件"
            self.complaints.wrong(row.row, EVIDENCE, f"{told}；补件：{way}", of_sheet=False)
            return
        if same:
            where = f"{out.on} 已经公开"
            if out.until and not said.until:
                where += f"，空着的{UNTIL}还是 {out.until}"
            self.known.append(KnownRow(row=row.row, subject=f"{number} {out.channel}", where=where))
            return
        told = f"{number} 在“{out.channel}”上 {out.on} 已经公开过，和这一行写的不一样"
        mend = f"登记错了的先作废：看是第几条：pdisc log {number}"
        self.complaints.wrong(row.row, DAY, f"{told}；{mend}", of_sheet=False)

    def _taken_back(self, row: FilledRow, number: str, posted: _Posted) -> bool:
        """Tell whether just this was recorded and annulled: it isn't recorded anew unasked."""
        said = posted.command
        wanted = {"channel": said.channel, "place": said.place, "url": said.url}
        for entry in self._session.reading.event_records(number):
            same = all(entry.event.get(name, "") == value for name, value in wanted.items())
            if entry.annulled is not None and entry.on == posted.on and same:
                told = f"和已经作废的第{entry.seq}条一样；确是这一天公开的，单独登记：pdisc publish"
                self.complaints.wrong(row.row, DAY, told, of_sheet=False)
                return True
        return False

    def _readied(self, row: int, number: str, posted: _Posted, papers: tuple[Path, ...]) -> Readied:
        session = self._session
        carried = Carried(session, papers)
        one = (Target(number=number, name=CARRYING), posted.command)

        def may() -> None:
            with _on(session, posted.on):
                carried.bring([one])
                event = carried.decided(one)[1].event
                session.tripwire.refuse(event)
                refuse_private(event, session.house)

        def do() -> Outcome:
            with _on(session, posted.on):
                return carried.out(one)

        return Readied(row=row, column=DAY, about=number, may=may, do=do)


@contextmanager
def _on(session: Session, day: date) -> Iterator[None]:
    """Sign for a day of the sheet's own, each row for its own."""
    signed = session.signed
    session.signed = msgspec.structs.replace(signed, on=day)
    try:
        yield
    finally:
        session.signed = signed
