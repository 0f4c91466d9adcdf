"""四规范 (实施方案一(二)) and the on-time rate: what was met, of how much, what not and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from pdisc.due.obligation import EXEMPTED, OPENED, Obligation
from pdisc.report.procedure import shortfalls_of
from pdisc.rules import RuleBook
from pdisc.values.channels import base_of, reaches_society
from pdisc.values.matters import Matter
from pdisc.words import Channel, Norm, Scope, Status, Timing

BLANK = "无"
"""What a table prints where there is nothing, and a rate whose denominator is zero."""

PUBLICATION = "公开"
_OTHER_ANSWERS: Mapping[str, Status] = {
    "无事项": Status.NIL,
    "不予公开": Status.WITHHELD,
    OPENED: Status.OPENING,
    EXEMPTED: Status.EXEMPT,
}

TOO_NARROW, TOO_WIDE = "形式达不到范围", "形式超出范围"


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A share: `met` of `of`, and the same as a text such as 83.3%."""

    met: int
    of: int
    rate: str


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What a norm was not met by, and in a word why: 补录, 形式达不到范围, 逾期未公开.

    `number` is the disclosure, None where there is none; `code` and `duty` (the window as printed,
    or the day) the obligation, where it is one that fell short.
    """

    number: str | None
    code: str
    duty: str | None
    why: str

    @property
    def told(self) -> str:
        """What fell short, and in a word why: 2026-0001 补录."""
        about = " ".join(filter(None, (self.number or self.code, self.duty)))
        return f"{about} {self.why}"


class NormResult(msgspec.Struct, frozen=True, kw_only=True):
    """One norm: its share, every disclosure it was counted on, and those that fell short.

    `shortfalls` says why, each that has no disclosure included.
    """

    norm: Norm
    met: int
    of: int
    rate: str
    numbers: tuple[str, ...]
    unmet: tuple[str, ...]
    shortfalls: tuple[Shortfall, ...]


class _Check(NamedTuple):
    number: str | None
    code: str
    duty: str | None
    why: tuple[str, ...]
    met: int
    of: int = 1


def rate_of(met: int, of: int) -> Rate:
    """Return a share in percent with one decimal; 无 where nothing was to be met.

    Rounding never turns a shortfall into 100.0%, nor something into nothing.
    """
    if not of:
        return Rate(met=met, of=of, rate=BLANK)
    tenths = (2000 * met + of) // (2 * of)
    if 0 < met < of:
        tenths = min(max(tenths, 1), 999)
    return Rate(met=met, of=of, rate=f"{tenths // 10}.{tenths % 10}%")


def in_order(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return ledger numbers once each, by year and counter."""
    return tuple(sorted(set(numbers), key=lambda number: (number[:4], len(number), number)))


def is_published(obligation: Obligation) -> bool:
    """Return whether a publication answered it, in time or not."""
    return obligation.answer is not None and obligation.answer.how == PUBLICATION


def late_in(obligation: Obligation, start: date) -> bool:
    """Return whether it was answered late, as a period sees it that begins on a day.

    What is 固定 and fell due before the period is in time where it was in force on the first day:
    a miss counts in the period in which it fell due, and not for ever.
    """
    answer = obligation.answer
    carried = obligation.timing is Timing.STANDING and obligation.due_on < start
    if carried and answer is not None:
        return obligation.late and answer.on > start
    return obligation.late


def status_of(obligation: Obligation, as_of: date, start: date = date.min) -> Status:
    """Return the word for one obligation on a day, in a period that begins on `start`.

    It is 逾期 from the day after its due date. A 复核 that was done says that what was published
    still holds.
    """
    answer = obligation.answer
    if answer is None:
        return Status.MISSED if obligation.missed(as_of) else Status.PENDING
    published = Status.LATE if late_in(obligation, start) else Status.PUBLISHED
    return _OTHER_ANSWERS.get(answer.how, published)


def make_norms(
    obligations: Iterable[Obligation],
    published: Sequence[Matter],
    *,
    as_of: date,
    rules: RuleBook,
    start: date = date.min,
) -> tuple[NormResult, ...]:
    """Return 内容, 范围, 程序, 方式 and 按时 of one period that begins on `start`.

    `obligations` are the period's; those count that were answered or whose due date has passed,
    but not those from which an approver has released the office (豁免).
    内容 asks whether they were answered at all, 按时 whether by the due date: what the answer was,
    公开, 无事项, 不予公开 or 期初, makes no difference (DESIGN §4).
    `published` are the disclosures first published in the period; 范围, 程序 and 方式 (counted in
    channels) are asked of them.
    """
    aside = (Status.PENDING, Status.EXEMPT)
    due = [item for item in obligations if status_of(item, as_of, start) not in aside]
    return (
        _result(Norm.CONTENT, [_about(x, met=x.answer is not None) for x in due]),
        _result(Norm.SCOPE, [_of_matter(x, scope_amiss(x)) for x in published]),
        _result(Norm.PROCEDURE, [_of_matter(x, shortfalls_of(x, as_of, rules)) for x in published]),
        _result(Norm.CHANNEL, [_channels(matter) for matter in published]),
        _result(Norm.ON_TIME, [_about(x, met=_in_time(x, start)) for x in due]),
    )


def _in_time(obligation: Obligation, start: date) -> bool:
    return obligation.answer is not None and not late_in(obligation, start)


def _about(obligation: Obligation, *, met: bool) -> _Check:
    answer = obligation.answer
    number = answer.number if answer else obligation.number
    why = f"逾期{answer.how}" if answer else Status.MISSED.value
    return _Check(number, obligation.code, obligation.name, () if met else (why,), met)


def scope_amiss(matter: Matter) -> tuple[str, ...]:
    """Return in a word why it was not published to exactly the approved scope; nothing if it was.

    社会 needs a channel that reaches society (公开栏 or 网站); 党内 must not be on a 网站.
    """
    channels = [posting.channel for posting in matter.postings]
    if matter.scope == Scope.SOCIETY:
        return () if any(reaches_society(channel) for channel in channels) else (TOO_NARROW,)
    kept = all(base_of(channel) != Channel.WEBSITE for channel in channels)
    return () if kept else (TOO_WIDE,)


def _of_matter(matter: Matter, why: tuple[str, ...]) -> _Check:
    return _Check(matter.number, matter.code, None, why, not why)


def _channels(matter: Matter) -> _Check:
    done = {posting.channel for posting in matter.postings}
    left = [channel for channel in dict.fromkeys(matter.channels) if channel not in done]
    of = len(set(matter.channels))
    why = (f"还没有公开：{'、'.join(left)}",) if left else ()
    return _Check(matter.number, matter.code, None, why, of - len(left), of)


def _result(norm: Norm, checks: Sequence[_Check]) -> NormResult:
    share = rate_of(sum(check.met for check in checks), sum(check.of for check in checks))
    short = [check for check in checks if check.met < check.of]
    return NormResult(
        norm=norm,
        met=share.met,
        of=share.of,
        rate=share.rate,
        numbers=in_order(check.number for check in checks if check.number),
        unmet=in_order(check.number for check in short if check.number),
        shortfalls=tuple(
            Shortfall(number=each.number, code=each.code, duty=each.duty, why="、".join(each.why))
            for each in short
        ),
    )
