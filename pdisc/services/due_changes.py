"""Which due dates an entry has moved: no date changes, and no window goes, without a word."""

from datetime import date

import msgspec

from pdisc.dates.typed import days_after
from pdisc.due.compute import obligations
from pdisc.due.factbook import YEAR_AHEAD
from pdisc.ledger.reading import reading
from pdisc.registers.facts import Facts
from pdisc.schedule import weekly
from pdisc.services.acting import Session
from pdisc.services.station import Station
from pdisc.values.grouping import grouped

NAMED = 5
"""So many ways in which dates changed are named; the rest is counted."""


class RegistersChanged(msgspec.Struct, frozen=True):
    """The small registers before and after the entries of one transaction."""

    before: Facts
    after: Facts


def changed_by(session: Session) -> RegistersChanged:
    """Return how the entries of a session, so far, have changed the small registers."""
    return RegistersChanged(session.facts, session.reading.registers)


def moved(
    station: Station, change: RegistersChanged, *, code: str | None = None
) -> tuple[str, ...]:
    """Return what to tell of the due dates that a change of the registers moves.

    Answered obligations count as well, so this looks at everything; asked when the transaction is
    over, it keeps nobody waiting. Where only one item changed, only those of its `code` can move.
    """
    today = station.today
    with reading(station.folder, wait=station.wait) as ledger:
        facts = ledger.facts_of_item(code) if code else ledger.facts
    then, now = _under(change.before, facts), _under(change.after, facts)
    before, after = _due_dates(then, today), _due_dates(now, today)
    told = [_changed(before, after)]
    for word, some, others in (("不再要求", before, after), ("新增", after, before)):
        gone = [what for what in some if what not in others]
        told.append(f"{word}{len(gone)}项：{_first(gone)}" if gone else "")
    return tuple(filter(None, told))


def _under(registers: Facts, facts: Facts) -> Facts:
    """Return the facts as they would be under other registers."""
    return msgspec.structs.replace(
        facts,
        since=registers.since,
        items=registers.items,
        settings=registers.settings,
        notices=registers.notices,
        days=registers.days,
    )


def _changed(before: dict[str, date], after: dict[str, date]) -> str:
    changed = [(what, day) for what, day in before.items() if after.get(what, day) != day]
    ways = grouped((f"{day}→{after[what]}", what) for what, day in changed)
    if not ways:
        return ""
    said = [f"{way} {len(what)}项（{_first(what)}）" for way, what in ways.items()]
    count = sum(map(len, ways.values()))
    rest = f"；另有{len(said) - NAMED}种" if len(said) > NAMED else ""
    return f"到期日随之改变的有{count}项：{'；'.join(said[:NAMED])}{rest}"


def _first(what: list[str]) -> str:
    return what[0] + ("等" if len(what) > 1 else "")


def _due_dates(facts: Facts, today: date) -> dict[str, date]:
    """Return every due date up to a year ahead, answered or not, under what it is of."""
    known = facts.known(on=today)
    duties = {
        f"{duty.code} {duty.name}": duty.due_on
        for duty in obligations(known, on=today, until=days_after(today, YEAR_AHEAD))
    }
    due = weekly(known, on=today, within=YEAR_AHEAD)
    steps = {
        f"{row.name} {row.kind}": row.due_on
        for row in (*due.overdue, *due.upcoming, *due.waiting)
        if row.since is not None and row.number is not None  # the others are the duties themselves
    }
    return duties | steps
