"""What a report is about: the catalogue's rows, and what of each belongs to the period."""

from collections.abc import Iterable
from datetime import date

import msgspec

from pdisc.catalog.offices import office_of, staffed
from pdisc.dates.periods import Period
from pdisc.dates.windows import parse_window
from pdisc.due.obligation import Obligation
from pdisc.registers.facts import Facts
from pdisc.report.norms import in_order, is_published
from pdisc.report.tallies import ReportLine
from pdisc.values.grouping import grouped
from pdisc.values.matters import Matter
from pdisc.words import Timing


def make_lines(
    facts: Facts, obligations: Iterable[Obligation], *, period: Period, as_of: date
) -> tuple[ReportLine, ...]:
    """Return every catalogue item with the period's obligations and the disclosures behind them.

    A retired item has a line only where something of the period stands behind it. A 推定 office in
    which nobody works is told as the weekly check tells it.
    """
    duties = grouped((duty.code, duty) for duty in obligations)
    fresh = grouped((each.code, each) for each in facts.matters if first_in(period, each))
    by_number = {matter.number: matter for matter in facts.matters}
    day = min(as_of, period.end)
    offices = staffed(facts.appointments, day)
    lines = []
    for version in facts.items_on(day):
        item = msgspec.structs.replace(version, office=office_of(version, offices))
        mine = duties_in(period, duties.get(item.code, ()))
        numbers = {x.answer.number for x in mine if x.answer and is_published(x)}
        numbers |= {matter.number for matter in fresh.get(item.code, ())}
        known = in_order(number for number in numbers if number in by_number)
        matters = tuple(by_number[number] for number in known)
        if item.retired and not mine and not matters:
            continue
        lines.append(ReportLine(item=item, obligations=mine, matters=matters, start=period.start))
    return tuple(lines)


def duties_in(period: Period, obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Return those of one item's obligations that belong to a period, in their order.

    A window belongs to the period in which it ends, an occurrence to that of its day. Of standing
    duties it is those that began within the period, those from before that were still open when it
    began, and the last from before by which something came to hang (no change and no review); a
    year's duty only as long as its year lasts.
    """
    known = tuple(obligations)
    before = [x for x in known if _standing(x) and x.starts_on < period.start]
    hung = [x for x in before if x.cause is None]
    last = max(reversed(hung), key=lambda x: x.starts_on, default=None)
    if last is not None and last.window and parse_window(last.window).end < period.start:
        last = None
    kept = [x for x in before if x is last or x.answer is None or x.answer.on >= period.start]
    return tuple(
        x for x in known if x in kept or period.holds(x.starts_on if _standing(x) else x.ends_on)
    )


def first_in(period: Period, matter: Matter) -> bool:
    """Return whether a disclosure was first published in the period."""
    return matter.published_on is not None and period.holds(matter.published_on)


def _standing(obligation: Obligation) -> bool:
    return obligation.timing == Timing.STANDING
