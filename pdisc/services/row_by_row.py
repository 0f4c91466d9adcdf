"""A filled-in sheet is taken in row by row in one transaction: all of it, or nothing.

What forbids any row is asked of all of them first, so that she hears at once of every problem, each
with its row and column; nothing is recorded before that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from operator import attrgetter
from typing import TypeVar

import msgspec

from pdisc.dates.typed import parse_date
from pdisc.errors import Conflict, NotFound, PdiscError, Problem, Refused, UsageError
from pdisc.services.acting import NOWHERE, Session
from pdisc.services.filled_in import FilledRow
from pdisc.services.guard import SECRECY, marked
from pdisc.services.once import marks, mask_text
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
NO_CODE = "编号空着，照原表补上"
SAY_WHICH = "写明是哪一天，如 2026-09-30"


class Complaints:
    """All that is wrong with a sheet's rows; the first refusal that must be recorded leads."""

    def __init__(self, session: Session, called: str) -> None:
        """Begin with none; `called` is the act, as the journal would record its refusal."""
        self._session = session
        self._called = called
        self._leading: list[Problem] = []
        self._found: list[Problem] = []
        self._of_sheet = False
        self._recorded: Refused | None = None
        self._act: Target | None = None

    def wrong(self, row: int, column: str, message: str, *, of_sheet: bool = True) -> None:
        """Note a problem; one `of_sheet` is wrong whatever the ledger holds."""
        self._note(Problem(row, column, message), self._found, of_sheet=of_sheet)

    def _note(self, problem: Problem, among: list[Problem], *, of_sheet: bool) -> None:
        """Note a problem; what it quotes of a cell tells of nobody."""
        said = mask_text(problem.message, house=self._session.house)
        among.append(problem._replace(message=said))
        self._of_sheet = self._of_sheet or of_sheet

    def take(self, row: FilledRow) -> None:
        """Note what of a row can't be taken as it is; its other cells are read all the same."""
        for each in row.wrong:
            self.wrong(*each)

    @contextmanager
    def noting(self, row: int, column: str, about: str = NOWHERE) -> Iterator[None]:
        """Note what is refused in the block, about that cell, instead of raising it."""
        act = Target(number=about, name=self._called)
        try:
            yield
        except _TOLD as error:
            self._refused(error, row, column_of(error) or column, act)

    def read(self, row: FilledRow, column: str, reader: Callable[[str], T]) -> T | None:
        """Return what a cell is read as; None where it is blank, or can't be read (noted)."""
        text = row.text(column)
        if not text or column in row.spoilt:
            return None
        found: list[T] = []
        with self.noting(row.row, column):
            found.append(reader(text))
        return found[0] if found else None

    def refuse_marked(self, rows: Iterable[FilledRow], columns: Sequence[str]) -> None:
        """Raise Refused (保密) for cells that bear a mark or a word that the office bans.

        Asked of all that is filled in before anything else is: a mark leads whatever else is wrong.
        """
        act = Target(number=NOWHERE, name=self._called)
        for row, column in product(rows, columns):
            for mark in marks(row.text(column), house=self._session.house):
                where = f"{self._called}表第{row.row}行“{column}”"
                way = marked(where, mark.kind).next_step
                error = Refused(f"带有{mark.kind}", next_step=way, kind=SECRECY, where=where)
                self._refused(error, row.row, column, act)
        self.refuse()

    def _refused(self, error: PdiscError, row: int, column: str, act: Target) -> None:
        """Note an error; of those that must be recorded one for secrecy leads, or the first."""
        kind = error.kind if isinstance(error, Refused) else ""
        if isinstance(error, Refused) and kind:
            lead = self._recorded
            if lead is None or (kind == SECRECY and lead.kind != SECRECY):
                self._recorded, self._act = error, act
        problem = Problem(row, column, error.message)
        among = self._leading if kind == SECRECY else self._found
        self._note(problem, among, of_sheet=isinstance(error, UsageError))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._leading) + len(self._found)

    def refuse(self) -> None:
        """Raise the one error of a sheet that won't do, with everything that is wrong with it."""
        if not len(self):
            return
        by_row = attrgetter("row")
        leading, found = sorted(self._leading, key=by_row), sorted(self._found, key=by_row)
        problems = (*leading, *found)
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


def day_written(text: str, today: date) -> date:
    """Return the day that a cell names, which must be the same whenever the sheet is taken in.

    Raises UsageError for any other, and for what is no day: 今天 may mean the day of filling in.
    """
    try:
        day, tomorrow = (parse_date(text, today + timedelta(days=later)) for later in (0, 1))
    except UsageError as error:
        raise UsageError(f"不是日期，或者没有这一天；{SAY_WHICH}") from error
    if day != tomorrow:
        raise UsageError(f"要写全年、月、日：录入的那一天不一定是填表的那一天；{SAY_WHICH}")
    return day


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
    complaints: Complaints,
    readied: Sequence[Readied],
    known: Sequence[KnownRow],
) -> TakenIn:
    """Ask of all rows whether they may be done, then do each; raise with all that is wrong."""
    for each in readied:
        with complaints.noting(each.row, each.column, each.about):
            each.may()
    complaints.refuse()
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
