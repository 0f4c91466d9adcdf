"""四规范 (实施方案一(二)) and the on-time rate: what was met, of how much, by which disclosures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import msgspec

from pdisc.due.obligation import EXEMPTED, Obligation
from pdisc.rules import RuleBook, archive_deadline
from pdisc.steps.transitions import states_before
from pdisc.values.channels import base_of, reaches_society
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, Channel, Norm, Scope, State, Status, Timing

BLANK = "无"
"""What a table prints where there is nothing, and a rate whose denominator is zero."""

PUBLICATION = "公开"
_OTHER_ANSWERS: Mapping[str, Status] = {
    "无事项": Status.NIL,
    "不予公开": Status.WITHHELD,
    EXEMPTED: Status.EXEMPT,
}


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A share: `met` of `of`, and the same as a text such as 83.3%."""

    met: int
    of: int
    rate: str


class NormResult(msgspec.Struct, frozen=True, kw_only=True):
    """One norm: its share, every disclosure it was counted on, and those that fell short."""

    norm: Norm
    met: int
    of: int
    rate: str
    numbers: tuple[str, ...]
    unmet: tuple[str, ...]


class _Check(NamedTuple):
    number: str | None
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


def status_of(obligation: Obligation, as_of: date) -> Status:
    """Return the word for one obligation on a day; it is 逾期 from the day after its due date.

    A 复核 that was done says that what was published still holds.
    """
    answer = obligation.answer
    if answer is None:
        return Status.MISSED if obligation.missed(as_of) else Status.PENDING
    published = Status.LATE if obligation.late else Status.PUBLISHED
    return _OTHER_ANSWERS.get(answer.how, published)


def make_norms(
    obligations: Iterable[Obligation], published: Sequence[Matter], *, as_of: date, rules: RuleBook
) -> tuple[NormResult, ...]:
    """Return 内容, 范围, 程序, 方式 and 按时 of one period.

    `obligations` are the period's; those count that were answered or whose due date has passed,
    but not those from which an approver has released the office (豁免).
    内容 asks of 定期 windows whether they were answered at all. 按时 asks of all of them whether a
    publication came by the due date: nil returns and 不予公开 stay in its denominator. `published`
    are the disclosures first published in the period; 范围, 程序 and 方式 (counted in channels)
    are asked of them.
    """
    in_time, aside = Status.PUBLISHED, (Status.PENDING, Status.EXEMPT)
    due = [item for item in obligations if status_of(item, as_of) not in aside]
    windows = [item for item in due if item.timing == Timing.PERIODIC]
    return (
        _result(Norm.CONTENT, [_Check(_behind(x), x.answer is not None) for x in windows]),
        _result(Norm.SCOPE, [_Check(x.number, keeps_scope(x)) for x in published]),
        _result(Norm.PROCEDURE, [_Check(x.number, _procedure(x, as_of, rules)) for x in published]),
        _result(Norm.CHANNEL, [_channels(matter) for matter in published]),
        _result(Norm.ON_TIME, [_Check(_behind(x), status_of(x, as_of) is in_time) for x in due]),
    )


def keeps_scope(matter: Matter) -> bool:
    """Return whether it was published to exactly the approved scope.

    社会 needs a channel that reaches society (公开栏 or 网站); 党内 must not be on a 网站.
    """
    channels = [posting.channel for posting in matter.postings]
    if matter.scope == Scope.SOCIETY:
        return any(reaches_society(channel) for channel in channels)
    return all(base_of(channel) != Channel.WEBSITE for channel in channels)


def steps_in_order(matter: Matter) -> bool:
    """Return whether 提出 审核 审批 实施 (归档) followed each other, none waived and none 补录.

    Returns, new versions and escalations are part of the way; taking down lies beside it.
    """
    steps = [act for act in matter.acts if act.act != Act.TAKE_DOWN]
    return (
        steps[0].act == Act.PROPOSE
        and all(before.state in states_before(act.act) for before, act in pairwise(steps))
        and not any(act.late or act.waived for act in steps)
        and not _runs_backwards(steps)
    )


def _procedure(matter: Matter, as_of: date, rules: RuleBook) -> bool:
    filed = any(act.act == Act.ARCHIVE for act in matter.acts)
    first = matter.published_on
    in_time = filed or first is None or archive_deadline(first, rules) >= as_of
    return in_time and steps_in_order(matter)


def _runs_backwards(steps: Sequence[ActDone]) -> bool:
    # Channels are carried out, and dropped by a later decision, in any order of their dates.
    dropped = [y for x, y in pairwise(steps) if (x.state, y.act) == (State.APPROVED, Act.APPROVE)]
    ordered = [act for act in steps if act not in dropped]
    return any(
        later.on < earlier.on and later.act != earlier.act
        for place, later in enumerate(ordered)
        for earlier in ordered[:place]
    )


def _channels(matter: Matter) -> _Check:
    approved = set(matter.channels)
    done = {posting.channel for posting in matter.postings}
    return _Check(matter.number, len(approved & done), len(approved))


def _behind(obligation: Obligation) -> str | None:
    return obligation.answer.number if obligation.answer else obligation.number


def _result(norm: Norm, checks: Sequence[_Check]) -> NormResult:
    share = rate_of(sum(check.met for check in checks), sum(check.of for check in checks))
    return NormResult(
        norm=norm,
        met=share.met,
        of=share.of,
        rate=share.rate,
        numbers=in_order(check.number for check in checks if check.number),
        unmet=in_order(check.number for check in checks if check.number and check.met < check.of),
    )
