"""三满意 (四规范三满意: 党员, 群众, 社会): how satisfied each group is, and who may be told.

What is counted is bound to a published disclosure, to a window, or to the office's 党务公开 as a
whole; which tallies may be recorded is asked here, too (`admit`).

满意率 = (满意 + 基本满意) ÷ (all − 不了解), 知晓率 = (all − 不了解) ÷ all, 回收率 = all ÷ those
who were asked.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from pdisc.dates.windows import parse_window
from pdisc.errors import Refused, UsageError
from pdisc.registers.surveys import OVERALL, SurveyTallied, SurveyTally
from pdisc.values.grouping import grouped
from pdisc.values.voice_kinds import SurveyGroup
from pdisc.words import Audience

FINENESS = 10_000
"""Rates are fractions, rounded to ten-thousandths: 0.8667 is 86.67 %."""

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


class SurveyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What `survey show` answers inside: about which disclosure or window, and its groups.

    `remedial` names the disclosures of which a group is below the line: the one asked about, or
    all of them where everything is asked for.
    """

    number: str | None
    title: str | None
    window: str | None
    groups: tuple[GroupRate, ...]
    remedial: tuple[str, ...] = ()


class ClearedSurvey(msgspec.Struct, frozen=True, kw_only=True):
    """What an audience outside the office is told of a survey."""

    public_number: str | None
    window: str | None
    groups: tuple[GroupRate, ...]


MOST_ANSWERS, MOST_ASKED = 1_000_000, 4_000_000
"""Of one kind in one tally, and asked in all: more than a county has people."""


def tallied(
    group: SurveyGroup,
    counts: Mapping[str, int],
    *,
    number: str = "",
    window: str = "",
    asked: int | None = None,
) -> SurveyTallied:
    """Return a tally of counts by word; raises UsageError as `counted` does."""
    event = SurveyTallied(
        number=number,
        window=window,
        group=group,
        satisfied=counts["满意"],
        fair=counts["基本满意"],
        dissatisfied=counts["不满意"],
        unaware=counts["不了解"],
        asked=asked,
    )
    counted(event)
    return event


def admit(event: SurveyTallied, on: date, published_on: date | None) -> None:
    """Raise what forbids a tally on its day; `published_on` is when its disclosure first went out.

    Raises UsageError for counts that can't be (see `counted`) and for a disclosure and a window at
    once, Refused where the disclosure isn't out yet on that day, or the window hasn't begun.
    """
    counted(event)
    if event.number and event.window:
        raise UsageError("一次测评不能既写编号又写期次", next_step="只写一样，或者都不写")
    if event.number and (published_on is None or on < published_on):
        told = f"{published_on} 才公开" if published_on else "还没有公开"
        raise Refused(
            f"{event.number} {told}，不能登记 {on} 对它的测评",
            next_step=f"公开以后再登记；看办到哪一步：pdisc show {event.number}",
        )
    if event.window and (window := parse_window(event.window)).start > on:
        raise Refused(
            f"{window.name}还没有开始，不能登记对它的测评",
            next_step=f"{window.start} 起再登记；看已有的：pdisc survey show",
        )


def counted(event: SurveyTallied) -> None:
    """Raise UsageError where the counts of a tally can't be: negative, none at all, too many."""
    counts = [getattr(event, field) for field in GRADES.values()]
    if min(counts) < 0 or max(counts) > MOST_ANSWERS:
        raise UsageError(f"份数应为 0 到 {MOST_ANSWERS} 的整数")
    if not any(counts):
        raise UsageError("四项都是 0，没有答卷可以登记", next_step="没有收回答卷的，不用登记")
    if event.asked is not None and event.asked > MOST_ASKED:
        raise UsageError(f"发放的份数应为 0 到 {MOST_ASKED} 的整数")
    if event.asked is not None and event.asked < sum(counts):
        raise UsageError(
            f"发放{event.asked}份，少于收回的{sum(counts)}份",
            next_step="核对发放和收回的份数，改好后再登记",
        )


def subject_of(event: SurveyTallied) -> str:
    """Return what an entry about a tally is about, as the journal has it."""
    return event.number or event.window or OVERALL


def below_the_line(tallies: Iterable[SurveyTally], line: int) -> tuple[str, ...]:
    """Return the numbers of the disclosures of which a group's rate is below the line (%).

    They want 补课: the matter is explained once more (领域要点 §4).
    """
    of = grouped((each.number, each) for each in tallies if each.number)
    return tuple(
        number
        for number in sorted(of, key=lambda each: (each[:4], len(each), each))
        if any(
            rate.remedial for rate in group_rates(of[number], Audience.INTERNAL, least=0, line=line)
        )
    )


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
    """Return a share rounded half up, as people round who check it: 25 of 32 is 0.7813."""
    if not whole:
        return None
    return (2 * part * FINENESS + whole) // (2 * whole) / FINENESS
