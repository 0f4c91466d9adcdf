"""How long what hangs must hang: 公开的时限要与公开的内容和范围相适应 (实施方案三(一) 实施)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

import msgspec

from pdisc.dates.typed import in_words
from pdisc.dates.workdays import Calendar, estimate
from pdisc.rules import RuleBook
from pdisc.steps.disclosure import Publication
from pdisc.values.channels import base_of, is_hanging
from pdisc.values.matters import Matter, Posting
from pdisc.values.records import PublicationRecord
from pdisc.words import Channel

NOTICE_RULE, BOARD_RULE = "公示期", "公开栏期限"


class EarlyTakedown(msgspec.Struct, frozen=True, kw_only=True):
    """One posting that came down before `least_until`, the first day on which it might.

    `estimate` says where that day counts days of a year whose notice isn't known.
    """

    number: str
    channel: str
    on: date
    least_until: date
    taken_down_on: date
    estimate: str = ""


Hung: TypeAlias = Posting | Publication
"""A publication on one channel, as far as how long it hangs goes."""


def force_of(postings: Sequence[Hung]) -> tuple[date, date] | None:
    """Return the first and the last day on which something published is in force, or None.

    It is in force from its first publication, for as long as all hangs that was put up on 公开栏 or
    网站: up to the day before the first taking down, or the last day of the first term to run out.
    What was never put up stays in force for good. The day of publication itself always counts.
    """
    if not postings:
        return None
    first = min(posting.on for posting in postings)
    ends = [_last_day(x) for x in postings if is_hanging(x.channel)]
    return first, max(first, min(ends, default=date.max))


def _last_day(posting: Hung) -> date:
    until = posting.until or date.max
    down = posting.taken_down_on
    return until if down is None else min(until, down - timedelta(days=1))


def least_until(
    channel: str, on: date, rules: RuleBook, calendar: Calendar, *, public_notice: bool
) -> date | None:
    """Return the first day on which what was posted on a day may end; None where no rule says.

    公示 lasts so many working days, the day of posting not counted; anything else on a 公开栏 so
    many days. The rules that hold on the day of posting count.
    """
    if public_notice:
        return calendar.plus(on, rules.number(NOTICE_RULE, on))
    if base_of(channel) is Channel.BOARD:
        return on + timedelta(days=rules.number(BOARD_RULE, on))
    return None


def rests_until(
    postings: Iterable[Hung | PublicationRecord],
    on: date,
    rules: RuleBook,
    calendar: Calendar,
    *,
    public_notice: bool,
) -> date | None:
    """Return the first day on which something published may be filed, None where it may on `on`.

    A 公示 has to end, and whatever hangs must have hung for its least time.
    """
    days = [
        day
        for each in postings
        if each.on <= on and (day := _rest_of(each, rules, calendar, public_notice))
    ]
    latest = max(days, default=on)
    return latest if latest > on else None


def rest_told(until: date, *, public_notice: bool) -> str:
    """Return why what is published may not be filed yet, and from which day on it may."""
    why = "公示还没有满" if public_notice else f"{Channel.BOARD}还没有挂够"
    return f"{why}，{in_words(until)}起才能归档"


def _rest_of(
    posting: Hung | PublicationRecord, rules: RuleBook, calendar: Calendar, public_notice: bool
) -> date | None:
    if public_notice and posting.until:
        return posting.until + timedelta(days=1)
    if posting.taken_down_on or not is_hanging(posting.channel):
        return None
    return least_until(posting.channel, posting.on, rules, calendar, public_notice=public_notice)


def guessed(on: date, least: date, public_notice: bool, calendar: Calendar) -> str:
    """Return what to say where the end of a 公示 counts days of a year without a notice."""
    return estimate(calendar.unknown_years(on, least)) if public_notice else ""


def early_takedowns(
    matters: Iterable[Matter], *, rules: RuleBook, calendar: Calendar
) -> tuple[EarlyTakedown, ...]:
    """Return every posting that was taken down too early, in the order of the disclosures."""
    return tuple(
        EarlyTakedown(
            number=matter.number,
            channel=posting.channel,
            on=posting.on,
            least_until=least,
            taken_down_on=posting.taken_down_on,
            estimate=guessed(posting.on, least, matter.public_notice, calendar),
        )
        for matter in matters
        for posting in matter.postings
        if posting.taken_down_on is not None
        and (least := _least(posting, matter, rules, calendar)) is not None
        and posting.taken_down_on < least
    )


def _least(posting: Posting, matter: Matter, rules: RuleBook, calendar: Calendar) -> date | None:
    notice = matter.public_notice
    return least_until(posting.channel, posting.on, rules, calendar, public_notice=notice)
