"""What an entry about an opinion must keep (领域要点 §3): asked for the act, and again by verify.

Everybody may record an opinion, have it looked into, and settle it: no role is asked for.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pdisc.errors import NotFound, Refused, UsageError
from pdisc.registers.opinions import (
    OpinionAssigned,
    OpinionReceived,
    OpinionSettled,
    RectificationBegun,
)
from pdisc.values.codes import opinion_parts
from pdisc.values.heard import Heard, StillOpen
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import OpinionResult, OpinionState
from pdisc.voices.opinions import MAY_RECTIFY, Opinions, OpinionStanding


def admit(opinions: Opinions, id_: str, event: Event, on: date) -> None:
    """Raise what forbids an entry about an opinion on a business date.

    `opinions` are those before the entry, with the disclosures concerned as of that date. Raises
    UsageError, Refused, and NotFound for an opinion that isn't known.
    """
    _GUARDS[type(event)](opinions, id_, event, on)


def known(opinions: Opinions, id_: str) -> OpinionStanding:
    """Return where an opinion stands, or raise NotFound."""
    if id_ not in opinions.by_id:
        number, _ = opinion_parts(id_)
        step = f"pdisc opinion list {number}" if opinions.all(number) else "pdisc opinion list"
        raise NotFound(f"没有编号为“{id_}”的意见", next_step=step)
    return opinions.standing(id_)


def _receive(opinions: Opinions, id_: str, event: OpinionReceived, on: date) -> None:
    number, _ = opinion_parts(id_)
    matter = opinions.matter(number)
    if matter is None or matter.published_on is None:
        raise Refused(
            f"{number} 到 {on} 还没有公开，不登记对它的意见", next_step=f"pdisc show {number}"
        )
    if event.received_on > on:
        raise Refused(
            f"收到日期 {event.received_on} 在办理日期 {on} 之后",
            next_step=f"--received 写 {on} 或以前的日期",
        )


def _unsettled(opinions: Opinions, id_: str, on: date) -> OpinionStanding:
    """Return an opinion that may still be dealt with, or raise Refused."""
    standing = known(opinions, id_)
    if standing.settled is not None:
        raise Refused(
            f"{id_} 在 {standing.settled.on} 已经办结（{standing.settled.result}）",
            next_step=what_next(standing) or f"看是哪一笔、办错了要作废的：pdisc log {id_}",
        )
    _not_before(on, standing.opinion.received_on, "收到")
    return standing


def _not_before(on: date, floor: date, what: str) -> None:
    if on < floor:
        raise Refused(f"日期 {on} 早于{what}的 {floor}", next_step=f"--on 写 {floor} 或之后的日期")


def _assign(opinions: Opinions, id_: str, event: OpinionAssigned, on: date) -> None:
    _unsettled(opinions, id_, on)


def _settle(opinions: Opinions, id_: str, event: OpinionSettled, on: date) -> None:
    whole_settling(event.result, event.rectify, event.to, event.due_on)
    _unsettled(opinions, id_, on)
    if event.due_on is not None and event.due_on < on:
        raise Refused(
            f"整改期限 {event.due_on} 早于办结日期 {on}", next_step=f"--due 写 {on} 或之后的日期"
        )


def whole_settling(result: OpinionResult, rectify: str, to: str, due_on: date | None) -> None:
    """Raise UsageError where what is said of the 整改 isn't whole, or goes with no such result."""
    said = (rectify, to, due_on)
    options = zip(RECTIFYING.items(), said, strict=True)
    lacking = [f"{flag}（{label}）" for (flag, label), value in options if not value]
    if len(lacking) == len(said):
        return
    if lacking:
        raise UsageError(f"缺少：{'、'.join(lacking)}；要整改的，这三项一起写")
    if result not in MAY_RECTIFY:
        raise UsageError(
            f"“{result}”的没有要整改的；--rectify 用于{'、'.join(rectifiable())}的",
            next_step="去掉 --rectify、--to、--due，或改 --result",
        )


RECTIFYING = {"--rectify": "要整改什么", "--to": "谁负责整改", "--due": "整改期限"}
"""What is said of a 整改, all of it or nothing: the options, and how each is called."""


def rectifiable() -> tuple[str, ...]:
    """Return the results after which something may have to be put right, in their order."""
    return tuple(result for result in OpinionResult if result in MAY_RECTIFY)


def may_rectify(opinions: Opinions, id_: str, number: str, on: date) -> OpinionStanding:
    """Return an opinion that a 更正 of this disclosure may answer, or raise what forbids it."""
    standing = known(opinions, id_)
    about = standing.opinion.number
    if about != number:
        raise Refused(
            f"{id_} 说的是 {about}，不是 {number}",
            next_step=f"pdisc correct {about} --rectifies {id_} --content 更正后的内容",
        )
    if not standing.rectifies or standing.settled is None:
        told = "没有写要整改什么" if standing.settled else "还没有办结"
        raise Refused(
            f"{id_} {told}，不能注明再公开",
            next_step=what_next(standing) or f"不用注明的，去掉 --rectifies {id_}",
        )
    _not_before(on, standing.settled.on, "办结")
    if standing.correction is not None:
        raise Refused(
            f"{id_} 的整改已经由 {standing.correction.number} 再公开",
            next_step=f"pdisc show {standing.correction.number}",
        )
    return standing


def _begin(opinions: Opinions, id_: str, event: RectificationBegun, on: date) -> None:
    number, _ = opinion_parts(id_)
    may_rectify(opinions, id_, number, on)
    correction = opinions.matter(event.disclosure)
    if correction is None or correction.corrects != number:
        raise Refused(f"{event.disclosure} 更正的不是 {number}", next_step=f"pdisc show {number}")


_GUARDS: Mapping[type[Event], Callable[[Opinions, str, Any, date], None]] = {
    OpinionReceived: _receive,
    OpinionAssigned: _assign,
    OpinionSettled: _settle,
    RectificationBegun: _begin,
}


def what_next(standing: OpinionStanding) -> str:
    """Return what to type next for an opinion; empty where it is settled and closed."""
    id_, number = standing.opinion.id, standing.opinion.number
    if standing.state in (OpinionState.RECEIVED, OpinionState.ASSIGNED):
        return f"pdisc opinion settle {id_} --result 办理结果 --feedback 反馈"
    if standing.state is OpinionState.RECTIFYING:
        return f"pdisc correct {number} --rectifies {id_} --content 更正后的内容"
    if standing.state is OpinionState.REPUBLISHING and standing.correction:
        out = standing.correction.published_on is not None
        looked = f"pdisc show {standing.correction.number}"
        return f"pdisc takedown {number} --reason 理由" if out else looked
    return ""


def heard_of(opinions: Opinions, number: str) -> Heard:
    """Return what came of the opinions on a disclosure: the result in words, and what is open."""
    standings = opinions.all(number)
    waiting = tuple(
        StillOpen(id=each.opinion.id, state=each.state, next=what_next(each))
        for each in standings
        if each.is_open
    )
    return Heard(result=in_words(standings), open=waiting)


def in_words(standings: tuple[OpinionStanding, ...]) -> str:
    """Return the 意见收集结果: how many came, and what came of them; empty where none came."""
    if not standings:
        return ""
    count = Counter(each.settled.result for each in standings if each.settled is not None)
    results = "，".join(f"{result}{count[result]}" for result in OpinionResult if count[result])
    open_ = sum(each.settled is None for each in standings)
    found = "，".join(filter(None, (results, f"未办结{open_}" if open_ else "")))
    rectified = sum(each.rectifies for each in standings)
    return f"收到意见{len(standings)}条：{found}" + (f"；整改{rectified}" if rectified else "")
