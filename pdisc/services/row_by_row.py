"""A filled-in sheet is taken in row by row in one transaction: all of it, or nothing.

What forbids any row is asked of all of them first, so that she hears at once of every problem, each
with its row and column; nothing is recorded before that.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import TypeVar

import msgspec

from pdisc.errors import Conflict, NotFound, PdiscError, Problem, Refused, UsageError
from pdisc.screening.hits import Severity
from pdisc.screening.house import SHIPPED
from pdisc.services.acting import NOWHERE, Session
from pdisc.services.filled_in import FilledForm, FilledRow
from pdisc.services.guard import SECRECY, marked
from pdisc.services.once import file_hits, marks
from pdisc.services.outcomes import Outcome, of_all
from pdisc.services.registers import Registered
from pdisc.services.target import Target
from pdisc.services.texts import line, paragraph, real, within
from pdisc.shipped import MEND
from pdisc.values.grouping import grouped

T = TypeVar("T")
_TOLD = (UsageError, Refused, NotFound, Conflict)
"""What can be wrong with a row; every other error is about the ledger or the machine."""

NOTHING_KEPT = "什么也没有登记"


class Complaints:
    """All that is wrong with a sheet's rows; the first refusal that must be recorded leads."""

    def __init__(self, session: Session, called: str) -> None:
        """Begin with none; `called` is the act, as the journal would record its refusal."""
        self._session = session
        self._called = called
        self._found: list[Problem] = []
        self._of_sheet = False
        self._recorded: Refused | None = None
        self._act: Target | None = None

    def wrong(self, row: int, column: str, message: str, *, of_sheet: bool = True) -> None:
        """Note a problem; one `of_sheet` is wrong whatever the ledger holds."""
        self._found.append(Problem(row, column, message))
        self._of_sheet = self._of_sheet or of_sheet

    def take(self, problems: Iterator[Problem]) -> bool:
        """Note problems of the sheet itself; tell whether there are any."""
        before = len(self._found)
        for each in problems:
            self.wrong(*each)
        return len(self._found) > before

    @contextmanager
    def noting(self, row: int, column: str, about: str = NOWHERE) -> Iterator[None]:
        """Note what is refused in the block, about that cell, instead of raising it."""
        act = Target(number=about, name=self._called)
        try:
            yield
        except _TOLD as error:
            self._note(error, row, column_of(error) or column, act)

    def read(self, row: FilledRow, column: str, reader: Callable[[str], T]) -> T | None:
        """Return what a cell is read as; None where it is blank, or can't be read (noted)."""
        text = row.text(column)
        if not text:
            return None
        found: list[T] = []
        with self.noting(row.row, column):
            found.append(reader(text))
        return found[0] if found else None

    def marked(self, row: FilledRow, columns: tuple[str, ...]) -> bool:
        """Note the cells that bear a mark of secrecy; tell whether any does."""
        before = len(self._found)
        for column in columns:
            for mark in marks(row.text(column), house=self._session.house):
                where = f"{self._called}表第{row.row}行“{column}”"
                way = marked(where, mark.kind).next_step
                error = Refused(f"带有{mark.kind}", next_step=way, kind=SECRECY, where=where)
                self._note(error, row.row, column, Target(number=NOWHERE, name=self._called))
        return len(self._found) > before

    def refuse_marked(self, filled: FilledForm) -> None:
        """Raise Refused (保密) for a mark anywhere else in the file than in a cell that is read.

        At the head of the page, in a page header or a remark it is about all that is below it. The
        office's own banned words are asked of what is read only: an item's name may hold one.
        """
        said = self._session.station.files.extract(filled.path.read_bytes(), filled.path.name)
        for hit in file_hits(said, house=SHIPPED):
            if hit.severity is Severity.STOP:
                self._session.act = Target(number=NOWHERE, name=self._called)
                raise marked(hit.where, hit.kind)

    def _note(self, error: PdiscError, row: int, column: str, act: Target) -> None:
        if isinstance(error, Refused) and error.kind and self._recorded is None:
            self._recorded, self._act = error, act
        self.wrong(row, column, error.message, of_sheet=isinstance(error, UsageError))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)

    def refuse(self) -> None:
        """Raise the one error of a sheet that won't do, with everything that is wrong with it."""
        if not self._found:
            return
        problems = tuple(sorted(self._found, key=attrgetter("row")))
        told = f"这张表有{len(problems)}处问题，{NOTHING_KEPT}"
        if self._recorded is not None:
            self._session.act = self._act
            lead = self._recorded
            way = lead.next_step or MEND
            raise Refused(told, next_step=way, problems=problems, kind=lead.kind, where=lead.where)
        kind_of_error = UsageError if self._of_sheet else Refused
        raise kind_of_error(told, next_step=MEND, problems=problems)


_COLUMNS = {
    "标题": "标题",
    "正文": "内容",
    "内容": "内容",
    "附件": "附件",
    "理由": "理由",
    "公开形式": "形式",
    "科室": "承办科室",
    "凭证": "凭证",
    "地点": "地点",
    "网址": "网址",
    "文号": "文号",
    "公示期": "公示截止",
    "公开截止": "公示截止",
    "公开栏上不少于": "公示截止",
}
"""Which column a refusal is about, by the word that it begins with."""


def column_of(error: PdiscError) -> str:
    """Return the column that a refusal names at its head; empty where it names none."""
    where = getattr(error, "where", "") or error.message
    return next((column for word, column in _COLUMNS.items() if where.startswith(word)), "")


def one_line(session: Session, name: str, rule: str) -> Callable[[str], str]:
    """Return a reader of a text on one line, no longer than a rule says, and no stand-in."""

    def read(text: str) -> str:
        return within(
            name, real(name, line(name, text)), rule, session.rules, session.station.today
        )

    return read


def any_lines(session: Session, name: str, rule: str) -> Callable[[str], str]:
    """Return a reader of a text of any number of lines, as long as a rule allows."""

    def read(text: str) -> str:
        kept = real(name, paragraph(name, text))
        return within(name, kept, rule, session.rules, session.station.today)

    return read


class KnownRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that says what has been recorded already: of what, and where that stands."""

    row: int
    subject: str
    where: str


class Readied(msgspec.Struct, frozen=True, kw_only=True):
    """A row that can be read: what it is about, what forbids it, and how it is done."""

    row: int
    column: str
    about: str
    may: Callable[[], object]
    do: Callable[[], Outcome | Registered]


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet led to: disclosures, other entries, and rows that were recorded before."""

    disclosures: tuple[Outcome, ...]
    events: tuple[Registered, ...]
    known: tuple[KnownRow, ...]
    receipt: str | None
    notices: tuple[str, ...]


def all_or_none(
    session: Session,
    filled: FilledForm,
    complaints: Complaints,
    readied: Sequence[Readied],
    known: Sequence[KnownRow],
) -> TakenIn:
    """Ask of all rows whether they may be done, then do each; raise with all that is wrong.

    A mark of secrecy anywhere in the file stops all of it.
    """
    for each in readied:
        with complaints.noting(each.row, each.column, each.about):
            each.may()
    complaints.refuse()
    complaints.refuse_marked(filled)
    done: list[Outcome | Registered] = []
    for each in readied:
        with complaints.noting(each.row, each.column, each.about):
            done.append(each.do())
        complaints.refuse()
    found = [each for each in done if isinstance(each, Outcome)]
    entries = tuple(each for each in done if isinstance(each, Registered))
    outcomes = of_all(found).each if found else ()
    told = [(each.disclosure.number, each.notices) for each in outcomes]
    told += [(each.event.subject, each.notices) for each in entries]
    return TakenIn(
        disclosures=outcomes,
        events=entries,
        known=tuple(known),
        receipt=session.receipt(),
        notices=_told_together(told),
    )


def _told_together(told: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """Return what is to be told of several things, each sentence once, behind their names."""
    about = grouped((notice, name) for name, notices in told for notice in notices)
    return tuple(
        notice if len(names) == 1 and names[0] in notice else f"{'、'.join(names)}：{notice}"
        for notice, names in about.items()
    )
