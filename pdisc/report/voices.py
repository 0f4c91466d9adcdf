"""What a report says of the people's side: the loop, requests, the five questions, 三满意.

For the office alone. What was asked or said belongs to the period in which it came; how it stands
is told as of the day of the report (领域要点 §3, §4).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.report.norms import BLANK, NormResult, in_order, rate_of
from pdisc.values.voice_kinds import RequestOutcome, RequestState
from pdisc.voices.clocks import Clocks
from pdisc.voices.opinions import OpinionStanding, loop_of
from pdisc.voices.request_next import WAITED
from pdisc.voices.requests import WAITING, Standing
from pdisc.voices.surveys import GroupRate, below_the_line, group_rates
from pdisc.voices.voiced import Voiced
from pdisc.words import Audience, Inspection, Norm


class LoopFigures(msgspec.Struct, frozen=True, kw_only=True):
    """公开—反映—整改—再公开 of a period: what came out, and what was said in it.

    `opinions` counts what was said, `upheld` 属实 and 部分属实, `rectifying` what led to 整改,
    `republished` the corrections of those that are public, `open` what isn't closed.
    """

    published: int
    opinions: int
    upheld: int
    rectifying: int
    republished: int
    open: int

    @property
    def sentence(self) -> str:
        """The figures in the words of an inspection."""
        return (
            f"公开{self.published} 反映{self.opinions} 属实{self.upheld} "
            f"整改{self.rectifying} 再公开{self.republished} 未闭环{self.open}"
        )


class RequestFigures(msgspec.Struct, frozen=True, kw_only=True):
    """点题 of a period, each voice by itself.

    `decided` counts those with one of the four outcomes that end the question, `answered` whoever
    was told, `in_time` those told by their last day, `open` whoever wasn't told. `outcomes` counts
    by word what was decided last, what somebody is waited for among it.
    """

    received: int
    decided: int
    answered: int
    in_time: int
    open: int
    outcomes: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """The figures as a sentence."""
        if not self.received:
            return "点题：没有收到"
        waits = {word.value for word in WAITING}
        ways = _listed(self.outcomes, lambda word: word not in waits)
        stopped = _listed(self.outcomes, lambda word: word in waits)
        return (
            f"点题：收到{self.received}件，已决定{self.decided}件"
            + (f"（{ways}）" if ways else "")
            + (f"，停钟等待{stopped}" if stopped else "")
            + f"，已答复{self.answered}件（按时{self.in_time}件），还没有答复{self.open}件"
        )


def _listed(outcomes: Mapping[str, int], which: Callable[[str], bool]) -> str:
    return "、".join(f"{word}{count}" for word, count in outcomes.items() if count and which(word))


class InspectionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five questions: met in so many of so many, and by what that is counted."""

    question: Inspection
    met: int
    of: int
    note: str

    @property
    def rate(self) -> str:
        """The share in per cent, 无 where nothing was to be met."""
        return rate_of(self.met, self.of).rate


class VoiceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report says of the people's side; `remedial`: the disclosures that want 补课."""

    loop: LoopFigures
    requests: RequestFigures
    questions: tuple[InspectionAnswer, ...]
    satisfaction: tuple[GroupRate, ...]
    remedial: tuple[str, ...]


def voice_figures(
    voiced: Voiced,
    period: Period,
    clocks: Clocks,
    *,
    as_of: date,
    fresh: Collection[str],
    norms: Sequence[NormResult],
) -> VoiceFigures:
    """Return what people asked, said and ticked in a period, as it stood on a day.

    `fresh` are the disclosures that were first published in it, `norms` those of the report.
    """
    asked, said = voiced.asked(period, clocks), voiced.said(period, clocks)
    satisfaction, remedial = _satisfied(voiced, period, clocks, min(as_of, period.end))
    by_norm = {norm.norm: norm for norm in norms}
    return VoiceFigures(
        loop=LoopFigures(published=len(fresh), **msgspec.structs.asdict(loop_of(said))),
        requests=request_figures(asked),
        questions=(
            _content(by_norm[Norm.CONTENT], said, fresh),
            _channel(by_norm, satisfaction),
            _of_norm(Inspection.PROCEDURE, by_norm[Norm.PROCEDURE], "公开的事项里五步按次序办的"),
            _of_norm(Inspection.ON_TIME, by_norm[Norm.ON_TIME], "到期的期次和事项里按时答复的"),
            _dealt_with(asked, said, as_of),
        ),
        satisfaction=satisfaction,
        remedial=remedial,
    )


def request_figures(asked: Sequence[Standing]) -> RequestFigures:
    """Return the figures of some requests."""
    answered = [each for each in asked if each.state is RequestState.ANSWERED]
    outcomes = [each.outcome for each in asked]
    return RequestFigures(
        received=len(asked),
        decided=sum(each.course.decision is not None and not _waits(each) for each in asked),
        answered=len(answered),
        in_time=sum(_told_in_time(each) for each in answered),
        open=len(asked) - len(answered),
        outcomes={word.value: outcomes.count(word) for word in RequestOutcome},
    )


def _waits(standing: Standing) -> bool:
    """Return whether somebody outside has it, or what it was joined to, in his hands."""
    return standing.course.state in WAITED


def _told_in_time(standing: Standing) -> bool:
    answer = standing.course.answer
    return answer is not None and answer.on <= standing.answer_by.day


def _settled_in_time(standing: OpinionStanding) -> bool:
    settled = standing.settled
    return settled is not None and settled.on <= standing.settle_by.day


def _content(
    norm: NormResult, said: Iterable[OpinionStanding], fresh: Collection[str]
) -> InspectionAnswer:
    """真实全面: what was owed was answered, and what came out wasn't found to be wrong."""
    wrong = in_order(each.opinion.number for each in said if each.upheld)
    out = {*fresh, *wrong}
    named = f"：{'、'.join(wrong)}" if wrong else ""
    return InspectionAnswer(
        question=Inspection.CONTENT,
        met=norm.met + len(out) - len(wrong),
        of=norm.of + len(out),
        note=f"到期的期次和事项{norm.of}项，有答复{norm.met}项；"
        f"公开和反映到的事项{len(out)}件，反映属实的{len(wrong)}件{named}",
    )


def _channel(
    norms: Mapping[Norm, NormResult], satisfaction: Sequence[GroupRate]
) -> InspectionAnswer:
    """注重实效: published where it was to be, to whom it was to be; how people liked it."""
    scope, channel = norms[Norm.SCOPE], norms[Norm.CHANNEL]
    pleased = "、".join(f"{each.group}{_percent(each.rate)}" for each in satisfaction)
    return InspectionAnswer(
        question=Inspection.CHANNEL,
        met=scope.met + channel.met,
        of=scope.of + channel.of,
        note=f"公开到批准范围{scope.met}/{scope.of}件，批准的形式已实施{channel.met}/{channel.of}个"
        f"；满意率：{pleased or '没有测评'}",
    )


def _percent(rate: float | None) -> str:
    return BLANK if rate is None else f"{rate:.2%}"


def _of_norm(question: Inspection, norm: NormResult, what: str) -> InspectionAnswer:
    short = len(norm.shortfalls)
    return InspectionAnswer(
        question=question,
        met=norm.met,
        of=norm.of,
        note=f"{what}{norm.met}/{norm.of}" + (f"，不足的{short}件见上" if short else ""),
    )


def _dealt_with(
    asked: Iterable[Standing], said: Iterable[OpinionStanding], as_of: date
) -> InspectionAnswer:
    """及时处理反馈: opinions settled and requests answered by their day, of those that had one.

    What is still within its days isn't counted, nor what stands still.
    """
    opinions = {
        each.opinion.id: _settled_in_time(each)
        for each in said
        if each.settled or as_of > each.settle_by.day
    }
    requests = {
        each.request.id: _told_in_time(each)
        for each in asked
        if each.state is RequestState.ANSWERED or (as_of > each.answer_by.day and not _waits(each))
    }
    late = [name for name, met in (opinions | requests).items() if not met]
    return InspectionAnswer(
        question=Inspection.VOICES,
        met=sum(opinions.values()) + sum(requests.values()),
        of=len(opinions) + len(requests),
        note=f"意见按时办结反馈{sum(opinions.values())}/{len(opinions)}条，"
        f"点题按时答复{sum(requests.values())}/{len(requests)}件"
        + (f"；逾期的：{'、'.join(late)}" if late else ""),
    )


def _satisfied(
    voiced: Voiced, period: Period, clocks: Clocks, on: date
) -> tuple[tuple[GroupRate, ...], tuple[str, ...]]:
    """Return the rates of each group, and the disclosures of which one is below the line."""
    tallies = voiced.counted(period)
    if not tallies:
        return (), ()
    line = clocks.days("测评补课线", on)
    least = clocks.days("测评最少份数", on)

    rates = group_rates(tallies, Audience.INTERNAL, least=least, line=line)
    return rates, below_the_line(tallies, line)
