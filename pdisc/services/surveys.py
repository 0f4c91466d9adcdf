"""三满意 as it is recorded: one tally as it is typed, or a whole 测评表, all rows or none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

import msgspec

from pdisc.errors import NotFound, PdiscError, Problem, Refused, UsageError
from pdisc.ledger.reading import Reading
from pdisc.registers.surveys import OVERALL, SurveyTallied, SurveyTally
from pdisc.services.acting import signing
from pdisc.services.lookup import own_number
from pdisc.services.registers import Registered, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target, missing_disclosure
from pdisc.sheets.surveys import ABOUT, SurveyRow, SurveySheet
from pdisc.shipped import MEND
from pdisc.values.records import DisclosureRecord
from pdisc.voices.survey_digest import digest_of
from pdisc.voices.surveys import admit, subject_of

NAME = "登记测评"


def tally(station: Station, given: Signing, typed: SurveyTallied) -> Registered:
    """登记测评: one group's answers, counted, about a disclosure that is out, a window or all.

    Anybody may count. Raises UsageError for counts that can't be, NotFound for a number that no
    disclosure bears, Refused before the disclosure is out or the window has begun.
    """
    target = Target(number=subject_of(typed), name=NAME)
    with signing(station, given, target, typed) as session:
        known = session.reading.tallies()
        event = _named(session.reading, typed)
        found = _records(session.reading, [event])
        if event.number and event.number not in found:
            raise missing_disclosure(session.reading, event.number)
        admit(event, session.signed.on, _published_on(found, event))
        done = register(session, event, subject_of(event))
        return done.telling(*_counted_before(known, event, done.event.seq))


def _counted_before(known: Iterable[SurveyTally], event: SurveyTallied, seq: int) -> Iterator[str]:
    """Yield what to tell of tallies of the same people about the same; `seq` is the new one's."""
    about = (event.number, event.window, event.group)
    before = [each for each in known if (each.number, each.window, each.people) == about]
    same = next((each for each in before if digest_of(each) == digest_of(event)), None)
    if same:
        told = f"与第{same.seq}条（{same.on}）完全相同，登记重了的作废"
        yield f"{told}：pdisc annul {seq} --reason 理由"
    elif before:
        yield f"{event.group}以前已经登记过{len(before)}次，查看时合在一起算"


def take_in(station: Station, given: Signing, sheet: SurveySheet) -> list[Registered]:
    """录入测评表: every row a tally, in one transaction; nothing where any of them won't do.

    Raises with all problems of all rows: UsageError where the sheet itself has any, NotFound where
    all of them are numbers that no disclosure bears, else Refused, also for rows that were
    recorded before.
    """
    with signing(station, given, Target(number=OVERALL, name="录入测评表")) as session:
        on = session.signed.on
        refuse(sheet, unfit(session.reading, sheet.rows, on))
        done = []
        for row in sheet.rows:
            event = _named(session.reading, row.event)
            event = msgspec.structs.replace(event, digest=digest_of(event))
            done.append(register(session, event, subject_of(event)))
        return done


class Unfit(msgspec.Struct, frozen=True):
    """What of a sheet the ledger says no to.

    So many of them are numbers that don't exist, and so many rows were recorded `again`.
    """

    problems: tuple[Problem, ...]
    missing: int = 0
    again: int = 0


AGAIN = (
    "已经登记的行删去再录入；看已经登记的：pdisc survey show；"
    "确是另一次测评的，写明期次，或者逐条登记：pdisc survey add"
)


def unfit(reading: Reading, rows: Sequence[SurveyRow], on: date) -> Unfit:
    """Return which rows can't be recorded as the ledger stands: by number, by day, or once more."""
    named = [(row.row, _named(reading, row.event)) for row in rows]
    found = _records(reading, [event for _, event in named])
    before = {each.digest or digest_of(each): each for each in reading.tallies()}
    missing, again, others = [], [], []
    for row, event in named:
        if event.number and event.number not in found:
            told = missing_disclosure(reading, event.number).message
            missing.append(Problem(row, ABOUT, told))
        elif known := before.get(digest_of(event)):
            again.append(Problem(row, "", f"已经登记过：第{known.seq}条，{known.on}"))
        else:
            try:
                admit(event, on, _published_on(found, event))
            except PdiscError as error:
                others.append(Problem(row, ABOUT, error.message))
    return Unfit((*missing, *again, *others), len(missing), len(again))


def refuse(sheet: SurveySheet, found: Unfit) -> None:
    """Raise the one error of a sheet that won't do, with everything that is wrong with it."""
    problems = tuple(sorted((*sheet.problems, *found.problems), key=attrgetter("row")))
    if not problems:
        return
    kind: type[PdiscError] = UsageError if sheet.problems else Refused
    if found.missing == len(problems):
        kind = NotFound
    told = f"测评表有{len(problems)}处问题，一行也没有登记"
    if found.again == len(problems) == len(sheet.rows):
        told = "这份测评表已经登记过，没有再登记"
    mend = AGAIN if found.again == len(problems) else MEND
    raise kind(told, next_step=mend, problems=problems)


def _named(reading: Reading, event: SurveyTallied) -> SurveyTallied:
    """Return a tally under the ledger's own number, where it was typed as 公1."""
    number = own_number(reading, event.number)
    return msgspec.structs.replace(event, number=number) if number != event.number else event


def _records(reading: Reading, events: Iterable[SurveyTallied]) -> dict[str, DisclosureRecord]:
    numbers = sorted({event.number for event in events} - {""})
    return {each.number: each for each in reading.records_of(numbers)}


def _published_on(found: Mapping[str, DisclosureRecord], event: SurveyTallied) -> date | None:
    """Return when the disclosure of a tally first went out, as far as it has one and is out."""
    record = found.get(event.number)
    return min((each.on for each in record.publications), default=None) if record else None
