"""The weekly check: facts out of the ledger, computed."""

from datetime import date, timedelta

import msgspec

from pdisc.catalog.offices import known_offices, office_named, staffed, unmanned
from pdisc.due.row import DueRow
from pdisc.errors import Refused
from pdisc.ledger.reading import Reading
from pdisc.names import alike, among
from pdisc.schedule import LISTS, Due, weekly
from pdisc.services.first_hour import young_since
from pdisc.sheets.changes import Check, changes
from pdisc.steps.guidance import typed
from pdisc.steps.policy import Roster
from pdisc.words import Role


class CheckQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the weekly check.

    `on` is the business date; with `as_of` only what had been recorded by the end of that day
    counts. `within` is in calendar days, None takes the rule 到期提示. `office` and `holder` narrow
    to one 科室, one person. With `since` is told what has changed from that day on, against the end
    of the day before. Where `on` is `today`, disclosures of a day to come are told of. Which items
    are `nobodys` is found by `check`.
    """

    on: date
    as_of: date | None = None
    within: int | None = None
    office: str | None = None
    holder: str | None = None
    since: date | None = None
    today: date | None = None
    nobodys: frozenset[str] = frozenset()


def check(reading: Reading, asked: CheckQuestion) -> Check:
    """Return the weekly check as of a business date.

    Raises Refused for a `since` after `on`, or after `as_of`.
    """
    on, since = asked.on, asked.since
    asked = _of_a_known_office(reading, asked)
    with reading.as_recorded(asked.as_of) as ledger:
        days = ledger.rules.number("到期提示", on) if asked.within is None else asked.within
        known = ledger.facts_on(on).known(on=on)
        due = _narrowed(weekly(known, on=on, within=days), asked)
        told = (
            _unmanned_told(ledger, asked),
            _unknown_holder(ledger, asked, due),
            _of_a_day_to_come(ledger, asked),
        )
        notice = "；".join(filter(None, told))
    due = msgspec.structs.replace(due, as_of=asked.as_of)
    made_on = young_since(reading, on)
    found = Check(
        unit=known.unit,
        due=due,
        made_on=made_on,
        narrowed=_in_words(asked),
        notice=notice,
        signs=_signs(reading, asked.today or on),
    )
    if since is None:
        return found
    if since > min(on, asked.as_of or on):
        raise Refused(f"--since {since} 在所问的日子之后", next_step="--since 写以前的日期")
    before = since - timedelta(days=1)
    with reading.as_recorded(before) as ledger:
        earlier = ledger.facts_on(before).known(on=before)
    changed = changes(
        _narrowed(weekly(earlier, on=before, within=days), asked),
        due,
        ahead=lambda: _narrowed(weekly(known, on=on, within=MOST_AHEAD), asked),
    )
    return msgspec.structs.replace(found, since=since, changes=changed)


def _signs(reading: Reading, today: date) -> str:
    """Return somebody who holds 审批, as a command names him, or what stands for a name."""
    held = Roster(reading.registers.appointments).holders(Role.APPROVER, today)
    return typed(next(iter(held), "审批人"))


def _in_words(asked: CheckQuestion) -> tuple[str, ...]:
    """Return what the check was narrowed to: on paper a part looks like the whole."""
    parts = (
        ("科室：{}", asked.office),
        ("在谁手上：{}", asked.holder),
        ("只算 {} 及以前录入的", asked.as_of),
    )
    return tuple(words.format(value) for words, value in parts if value is not None)


MOST_AHEAD = 3660
"""In days: so far ahead is looked for what was moved beyond the days that are shown."""


def _of_a_known_office(reading: Reading, asked: CheckQuestion) -> CheckQuestion:
    """Return the question with the office as it is written, or raise NotFound.

    Asked together with an office in which somebody works are the items whose office is a 推定 in
    which nobody does: what nobody sees is missed.
    """
    if asked.office is None:
        return asked
    facts = reading.registers
    office = office_named(asked.office, known_offices(facts, reading.offices()))
    manned = staffed(facts.appointments, asked.on)
    if office not in manned:
        return msgspec.structs.replace(asked, office=office)
    codes = dict.fromkeys(item.code for item in facts.items)
    held = (facts.item(code, asked.on) for code in codes)
    nobodys = frozenset(item.code for item in held if item and unmanned(item, manned))
    return msgspec.structs.replace(asked, office=office, nobodys=nobodys)


def _unmanned_told(ledger: Reading, asked: CheckQuestion) -> str:
    """Return what to tell of the items that are nobody's, and so everybody's."""
    if not asked.nobodys or len(staffed(ledger.registers.appointments, asked.on)) < MANY:
        return ""
    return (
        f"{len(asked.nobodys)}条的承办科室还是推定，科室里也没有人，一并列出；"
        f"定下来：pdisc catalog set 编号 --office {asked.office} --reason 理由 --by 审批人"
    )


MANY = 2
"""With one office that works, what is nobody's is its own: nothing to tell."""


def _unknown_holder(ledger: Reading, asked: CheckQuestion, due: Due) -> str:
    """Return what to tell her of a holder whom nothing names: a person, an office, an organ.

    Whoever has something in hand is known by that.
    """
    if any(getattr(due, name) for name in LISTS):
        return ""
    facts = ledger.registers
    known = {
        *(item.office for item in facts.items),
        *(appointment.name for appointment in facts.appointments),
    }
    if asked.holder is None or among(asked.holder, known) or ledger.has_acted(asked.holder):
        return ""
    return f"台账里没有名为“{asked.holder}”的人或者科室"


def _of_a_day_to_come(ledger: Reading, asked: CheckQuestion) -> str:
    """Return what to tell of disclosures that a clock which ran ahead keeps out of every list."""
    if asked.today != asked.on or asked.as_of is not None:
        return ""
    numbers = ledger.open_after(asked.on)
    if not numbers:
        return ""
    return (
        f"{'、'.join(numbers)} 有日期在今天之后的登记，当时电脑时间不准；接着办要加 --late-reason"
    )


def _narrowed(due: Due, asked: CheckQuestion) -> Due:
    """Return the check with the rows of one office, or of one person."""
    lists = {
        name: tuple(row for row in getattr(due, name) if _wanted(row, asked)) for name in LISTS
    }
    return msgspec.structs.replace(due, **lists)


def _wanted(row: DueRow, asked: CheckQuestion) -> bool:
    nobodys = row.number is None and row.code in asked.nobodys
    ours = asked.office is None or nobodys or alike(row.office, asked.office)
    return ours and (asked.holder is None or among(asked.holder, row.holder.split("、")))
