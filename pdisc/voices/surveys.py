"""三满意 (四规范三满意: 党员, 群众, 社会): how satisfied each group is, and who may be told.

满意率 = (满意 + 基本满意) ÷ (all − 不了解), 知晓率 = (all − 不了解) ÷ all, 回收率 = all ÷ those
who were asked.
"""

from collections.abc import Iterable

import msgspec

from pdisc.registers.surveys import SurveyTally
from pdisc.words import Audience, SurveyGroup

PLACES = 4
"""Rates are fractions, rounded to so many decimal places."""

GRADES = {"满意": "satisfied", "基本满意": "fair", "不满意": "dissatisfied", "不了解": "unaware"}
"""The four answers as they are printed, by the fields that count them."""


class GroupRate(msgspec.Struct, frozen=True, kw_only=True):
    """One group's answers: counts by word, the rates as fractions, null where nothing divides them.

    `suppressed`: too few answers to be told to anybody outside the office. `remedial`: below the
    line, 需补课.
    """

    group: SurveyGroup
    counts: dict[str, int] | None
    rate: float | None
    awareness: float | None
    response: float | None
    suppressed: bool = False
    remedial: bool = False


def group_rates(
    tallies: Iterable[SurveyTally], audience: Audience, *, least: int, line: int
) -> tuple[GroupRate, ...]:
    """Return the rates of each group that was asked, in the order 党员 群众 社会.

    Outside the office a tally of fewer than `least` answers isn't told, nor counted in a sum: else
    it could be found by taking one sum from another. `line` is in per cent.
    """
    known = tuple(tallies)
    return tuple(
        _rate(group, found, audience, least, line)
        for group in SurveyGroup
        if (found := [each for each in known if each.people is group])
    )


def answers(tally: SurveyTally) -> int:
    """Return how many answers a tally counts."""
    return sum(getattr(tally, field) for field in GRADES.values())


def _rate(
    group: SurveyGroup, tallies: list[SurveyTally], audience: Audience, least: int, line: int
) -> GroupRate:
    outside = audience is not Audience.INTERNAL
    told = [each for each in tallies if not outside or answers(each) >= least]
    if not told:
        return GroupRate(
            group=group, counts=None, rate=None, awareness=None, response=None, suppressed=True
        )
    counts = {word: sum(getattr(x, field) for x in told) for word, field in GRADES.items()}
    every = sum(counts.values())
    valid = every - counts["不了解"]
    pleased = counts["满意"] + counts["基本满意"]
    asked = [each.asked for each in told if each.asked is not None]
    whole = sum(asked) if len(asked) == len(told) else 0
    return GroupRate(
        group=group,
        counts=counts,
        rate=_share(pleased, valid),
        awareness=_share(valid, every),
        response=_share(every, whole),
        remedial=valid > 0 and pleased * 100 < line * valid,
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, PLACES) if whole else None
