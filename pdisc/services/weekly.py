"""The weekly check and the report: facts out of the ledger, computed, for one audience."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta

import msgspec

from pdisc.dates.periods import Period
from pdisc.dates.typed import days_after
from pdisc.due.compute import obligations
from pdisc.due.factbook import YEAR_AHEAD
from pdisc.due.row import DueRow
from pdisc.errors import Refused
from pdisc.ledger.needed import WholePeriod
from pdisc.ledger.reading import Reading
from pdisc.report.public import PublicReport, public_report
from pdisc.report.summary import Report, make_report
from pdisc.schedule import LISTS, Due, weekly
from pdisc.sheets.changes import Check, changes
from pdisc.words import Audience, Group


class CheckQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the weekly check.

    `on` is the business date; with `as_of` only what had been recorded by the end of that day
    counts. `within` is in calendar days, None takes the rule 到期提示. `office` and `holder` narrow
    to one 科室, one person. With `since` is told what has changed from that day on, against the end
    of the day before.
    """

    on: date
    as_of: date | None = None
    within: int | None = None
    office: str | None = None
    holder: str | None = None
    since: date | None = None


def check(reading: Reading, asked: CheckQuestion) -> Check:
    """Return the weekly check as of a business date.

    Raises Refused for a `since` after `on`, or after `as_of`.
    """
    on, since = asked.on, asked.since
    with _known(reading, asked.as_of) as ledger:
        days = ledger.rules.number("到期提示", on) if asked.within is None else asked.within
        facts = ledger.facts_on(on)
        notice = "；".join(
            filter(None, (_unknown_office(ledger, asked), _unknown_holder(ledger, asked)))
        )
    known = facts.known(on=on)
    due = _narrowed(weekly(known, on=on, within=days), asked)
    due = msgspec.structs.replace(due, as_of=asked.as_of)
    if since is None:
        return Check(unit=facts.unit, due=due, narrowed=_in_words(asked), notice=notice)
    if since > min(on, asked.as_of or on):
        raise Refused(f"--since {since} 在所问的日子之后", next_step="--since 写以前的日期")
    before = since - timedelta(days=1)
    with _known(reading, before) as ledger:
        earlier = ledger.facts_on(before).known(on=before)
    changed = changes(
        _narrowed(weekly(earlier, on=before, within=days), asked),
        due,
        ahead=lambda: _narrowed(weekly(known, on=on, within=MOST_AHEAD), asked),
    )
    return Check(
        unit=facts.unit,
        due=due,
        since=since,
        changes=changed,
        narrowed=_in_words(asked),
        notice=notice,
    )


def _in_words(asked: CheckQuestion) -> tuple[str, ...]:
    """Return what the check was narrowed to: on paper a part looks like the whole."""
    parts = (
        ("科室：{}", asked.office),
        ("在谁手上：{}", asked.holder),
        ("只算 {} 及以前录入的", asked.as_of),
    )
    return tuple(words.format(value) for words, value in parts if value is not None)


def _known(reading: Reading, as_of: date | None) -> AbstractContextManager[Reading]:
    """Return the ledger as it had been recorded by the end of a day; as it is without one."""
    return nullcontext(reading) if as_of is None else reading.as_recorded(as_of)


MOST_AHEAD = 3660
"""In days: so far ahead is looked for what was moved beyond the days that are shown."""


def _unknown_office(ledger: Reading, asked: CheckQuestion) -> str:
    """Return what to tell her of an office that nothing in the ledger names; else an empty text."""
    facts = ledger.registers
    set_down = dict.fromkeys(
        [*(x.office for x in facts.items), *(x.office for x in facts.appointments)]
    )
    if asked.office is None or asked.office in set_down:
        return ""
    known = dict.fromkeys(
        [
            *(item.office for item in facts.items),
            *ledger.offices(),
            *(appointment.office for appointment in facts.appointments),
        ]
    )
    if asked.office in known:
        return ""
    return f"台账里没有名为“{asked.office}”的科室；已有的：{'、'.join(known)}"


def _unknown_holder(ledger: Reading, asked: CheckQuestion) -> str:
    """Return what to tell her of a holder whom nothing names: a person, an office, an organ."""
    facts = ledger.registers
    known = {
        *(item.office for item in facts.items),
        *(appointment.name for appointment in facts.appointments),
    }
    if asked.holder is None or asked.holder in known or ledger.has_acted(asked.holder):
        return ""
    return f"台账里没有名为“{asked.holder}”的人或者科室"


def _narrowed(due: Due, asked: CheckQuestion) -> Due:
    """Return the check with the rows of one office, or of one person."""
    lists = {
        name: tuple(row for row in getattr(due, name) if _wanted(row, asked)) for name in LISTS
    }
    return msgspec.structs.replace(due, **lists)


def _wanted(row: DueRow, asked: CheckQuestion) -> bool:
    ours = asked.office is None or row.office == asked.office
    return ours and (asked.holder is None or asked.holder in row.holder.split("、"))


def next_dates(
    reading: Reading,
    audience: Audience,
    *,
    on: date,
    as_of: date | None,
    today: date,
) -> PublicReport:
    """Return what an audience outside the office may know of the week: items and next dates."""
    period = Period(start=date(on.year, 1, 1), end=date(on.year, 12, 31), name=f"{on.year}年")
    report = summary(
        reading,
        period=period,
        on=on,
        as_of=as_of,
        today=today,
        group=Group.LEVEL1,
        audience=audience,
    )
    assert isinstance(report, PublicReport), "outside the office there is only the public report"
    return report


def summary(
    reading: Reading,
    *,
    period: Period,
    on: date,
    as_of: date | None,
    today: date,
    group: Group,
    audience: Audience,
) -> Report | PublicReport:
    """Return the disclosure summary of a period as it stood on a business date.

    With `as_of` only what had been recorded by the end of that day counts, else everything that
    has been recorded so far, by `today`.
    """
    until = max(period.end, days_after(on, YEAR_AHEAD))
    span = WholePeriod(period.start, period.end)
    recorded_by = as_of or today
    with _known(reading, as_of) as ledger:
        if audience is Audience.INTERNAL:
            known = ledger.facts_on(on, within=span).known(on=on)
            return make_report(
                known,
                obligations(known, on=on, until=until),
                period=period,
                as_of=on,
                recorded_by=recorded_by,
                group=group,
            )
        # What was taken down since the day asked about isn't told again for that.
        now = None if as_of is None else reading.cleared(audience)
        cleared = ledger.cleared(audience, besides=now)
        facts = cleared.facts_on(on, span, on - timedelta(days=YEAR_AHEAD))
        numbers = cleared.numbers(matter.number for matter in facts.matters)
    known = facts.known(on=on)
    return public_report(
        known,
        obligations(known, on=on, until=until),
        audience,
        period=period,
        as_of=on,
        recorded_by=recorded_by,
        group=group,
        numbers=numbers,
    )
