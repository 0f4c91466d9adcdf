"""程序 (实施方案一(二)): whether the five steps followed each other, in a word what was amiss."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pdisc.rules import RuleBook, archive_deadline
from pdisc.steps.transitions import states_before
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, State

LATE_ENTRY, WAIVED, OUT_OF_ORDER, NOT_FILED = "补录", "回避例外", "五步不全或次序颠倒", "逾期未归档"


def shortfalls_of(matter: Matter, as_of: date, rules: RuleBook) -> tuple[str, ...]:
    """Return in words what falls short of 程序: the steps themselves, and a filing past its day."""
    return (*steps_amiss(matter), *([NOT_FILED] if _filing_missed(matter, as_of, rules) else []))


def steps_amiss(matter: Matter) -> tuple[str, ...]:
    """Return in words what keeps 提出 审核 审批 实施 (归档) from being the whole way, in order.

    Returns, new versions and escalations are part of the way; taking down lies beside it.
    """
    return tuple(_amiss([act for act in matter.acts if act.act != Act.TAKE_DOWN]))


def _amiss(steps: Sequence[ActDone]) -> Iterator[str]:
    if any(act.late for act in steps):
        yield LATE_ENTRY
    if any(act.waived for act in steps):
        yield WAIVED
    in_turn = all(before.state in states_before(act.act) for before, act in pairwise(steps))
    if steps[0].act != Act.PROPOSE or not in_turn or _runs_backwards(steps):
        yield OUT_OF_ORDER


def _filing_missed(matter: Matter, as_of: date, rules: RuleBook) -> bool:
    filed = any(act.act == Act.ARCHIVE for act in matter.acts)
    first = matter.published_on
    return not filed and first is not None and archive_deadline(first, rules) < as_of


def _runs_backwards(steps: Sequence[ActDone]) -> bool:
    # Channels are carried out, and dropped by a later decision, in any order of their dates.
    dropped = [y for x, y in pairwise(steps) if (x.state, y.act) == (State.APPROVED, Act.APPROVE)]
    ordered = [act for act in steps if act not in dropped]
    return any(
        later.on < earlier.on and later.act != earlier.act
        for place, later in enumerate(ordered)
        for earlier in ordered[:place]
    )
