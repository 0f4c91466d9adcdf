"""What an office tells its leaders of one month or quarter, beside the figures of its report.

A window belongs to the period in which it ends, and falls due some working days later: what a
period had to deal with is both, and what is 固定 counts where it began or fell due.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.due.obligation import Obligation
from pdisc.registers.facts import Facts
from pdisc.registers.items import document_order
from pdisc.report.aloud import NilRow, fell_due, nil_row
from pdisc.report.chosen import first_in
from pdisc.report.norms import in_order, is_published, status_of
from pdisc.report.rulings import RulingRow, ruling_rows
from pdisc.report.summary import Report
from pdisc.report.tallies import ReportLine
from pdisc.values.grouping import grouped
from pdisc.values.matters import Matter, Posting
from pdisc.words import State, Status


class DutyLine(msgspec.Struct, frozen=True, kw_only=True):
    """One obligation: for which window or day, by when, and how it stands; `number` answered it."""

    code: str
    item: str
    duty: str
    due_on: date
    estimated: bool
    office: str
    status: Status
    number: str | None


class PublishedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure with what was carried out of it in the period; `first` where that began it."""

    number: str
    code: str
    title: str
    postings: tuple[Posting, ...]
    first: bool


class RefusedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One decision not to disclose: of what, why, by what basis, by whom."""

    number: str
    code: str
    title: str
    reason: str
    basis: str
    by: str
    on: date


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What was due in a period, what came of it, and the report whose figures go with it.

    `afterwards` are the disclosures that answered what was due, but after the period's last day.
    """

    period: Period
    report: Report
    duties: tuple[DutyLine, ...]
    published: tuple[PublishedLine, ...]
    nils: tuple[NilRow, ...]
    refused: tuple[RefusedLine, ...]
    rulings: tuple[RulingRow, ...] = ()
    afterwards: tuple[str, ...] = ()

    @property
    def made_public(self) -> int:
        """How many disclosures were first published in the period."""
        return sum(line.first for line in self.published)


def account_of(
    facts: Facts, obligations: Iterable[Obligation], report: Report, *, period: Period, as_of: date
) -> Account:
    """Return the account of a period as of a day, from the facts behind its report.

    Of the disclosures all must be there that moved since the period began.
    """
    items = {item.code: item for item in facts.items_on(min(as_of, period.end))}
    owed = tuple(obligations)
    due = grouped((x.code, x) for x in owed if fell_due(period, x))
    offices = {row.code: row.office for row in report.rows}
    names = {code: item.level3 for code, item in items.items()}
    lines = [
        ReportLine(item=item, obligations=tuple(due[item.code]), matters=(), start=period.start)
        for item in sorted(items.values(), key=document_order)
        if item.code in due
    ]
    told = tuple(duty for line in lines for duty in line.obligations)
    return Account(
        period=period,
        report=report,
        duties=tuple(_duty(x, names, offices, as_of, period) for x in told),
        published=tuple(_published(facts.matters, period, names)),
        nils=tuple(_nils(facts, told, names, period)),
        refused=tuple(_refused(facts.matters, told, names, period)),
        rulings=tuple(ruling_rows(facts, owed, lines, period)),
        afterwards=in_order(_afterwards(told, period)),
    )


def _afterwards(told: Iterable[Obligation], period: Period) -> Iterator[str]:
    for duty in told:
        answer = duty.answer
        if answer and answer.number and is_published(duty) and answer.on > period.end:
            yield answer.number


def _duty(
    duty: Obligation, names: dict[str, str], offices: dict[str, str], as_of: date, period: Period
) -> DutyLine:
    return DutyLine(
        code=duty.code,
        item=names[duty.code],
        duty=duty.name,
        due_on=duty.due_on,
        estimated=duty.estimated,
        office=offices.get(duty.code, ""),
        status=status_of(duty, as_of, period.start),
        number=duty.answer.number if duty.answer else duty.number,
    )


def _published(
    matters: Iterable[Matter], period: Period, names: dict[str, str]
) -> Iterator[PublishedLine]:
    for matter in matters:
        postings = tuple(each for each in matter.postings if period.holds(each.on))
        if postings:
            yield PublishedLine(
                number=matter.number,
                code=matter.code,
                title=_title(matter, names),
                postings=postings,
                first=first_in(period, matter),
            )


def _nils(
    facts: Facts, told: Iterable[Obligation], names: dict[str, str], period: Period
) -> Iterator[NilRow]:
    """Yield what answered an obligation that is told, and what was returned in the period."""
    about = {(duty.code, duty.window) for duty in told}
    order = {code: place for place, code in enumerate(names)}
    known = (nil for nil in facts.nils if nil.code in order)
    for nil in sorted(known, key=lambda nil: (order[nil.code], nil.window)):
        if (nil.code, nil.window) in about or period.holds(nil.on):
            yield nil_row(nil, names[nil.code])


def _refused(
    matters: Iterable[Matter], told: Iterable[Obligation], names: dict[str, str], period: Period
) -> Iterator[RefusedLine]:
    about = {duty.answer.number for duty in told if duty.answer}
    for matter in matters:
        decided = next((act for act in matter.acts if act.state is State.REFUSED), None)
        if decided and (period.holds(decided.on) or matter.number in about):
            yield RefusedLine(
                number=matter.number,
                code=matter.code,
                title=_title(matter, names),
                reason=decided.reason,
                basis=decided.basis,
                by=decided.by,
                on=decided.on,
            )


def _title(matter: Matter, names: dict[str, str]) -> str:
    """Return its title; that of its item where the screening's findings still wait."""
    return names.get(matter.code, matter.code) if matter.waiting_findings else matter.title
