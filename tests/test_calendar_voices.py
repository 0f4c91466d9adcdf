"""Requests and opinions in the calendar: one lasting entry each, ticked off when it is done."""

from datetime import date
from typing import Any

from builders import done, item, matter, opinion, opinion_step, posted, request, request_step
from builders import voiced as office
from tables import laid

from pdisc.registers.facts import Facts
from pdisc.services.agenda import calendar_facts
from pdisc.sheets.agenda import calendar_entries
from pdisc.sheets.calendar_entry import CalendarEntry, uid_of
from pdisc.values.voice_kinds import OpinionResult, RequestOutcome
from pdisc.words import Act, State

D1, D2, N, Y1 = "2026-D001", "2026-D002", "2026-0001", "2026-0001-Y1"
OUT = matter(
    N,
    done(Act.PROPOSE, date(2026, 10, 19), State.PROPOSED, seq=1),
    done(Act.PUBLISH, date(2026, 10, 20), State.PUBLISHED, seq=2),
    done(Act.ARCHIVE, date(2026, 12, 20), State.ARCHIVED, seq=3),
    postings=(posted(date(2026, 10, 20), "公开栏", seq=2, taken_down_on=date(2026, 11, 16)),),
)
CORRECTION = matter(
    "2026-0002",
    done(Act.PROPOSE, date(2026, 11, 10), State.PROPOSED, seq=4),
    done(Act.PUBLISH, date(2026, 11, 12), State.PUBLISHED, seq=5),
    postings=(posted(date(2026, 11, 12), "会议", seq=5),),
    corrects=N,
)


def entries(facts: Facts, on: date, *about: str) -> list[CalendarEntry]:
    """Return the entries about something, by its lasting name."""
    return [each for each in everything(facts, on) if each.uid == uid_of("0", about)]


def everything(facts: Facts, on: date) -> tuple[CalendarEntry, ...]:
    with laid(facts) as reading:
        return calendar_entries(calendar_facts(reading, on), on=on, ledger_id="0")


def only(facts: Facts, on: date, *about: str) -> CalendarEntry:
    (entry,) = entries(facts, on, *about)
    return entry


def told(*asked: Any) -> Facts:
    return office(item(), asked=asked, matters=(OUT, CORRECTION))


def test_a_request_moves_from_its_decision_to_its_answer_and_is_ticked_off() -> None:
    decision = request_step(
        D1, 12, "点题决定", date(2026, 11, 4), outcome=RequestOutcome.PUBLIC, disclosure=N
    )
    answer = request_step(D1, 13, "点题答复", date(2026, 11, 10), content="答")
    facts = told(request(D1, date(2026, 11, 2), seq=11), decision, answer)

    asked = only(facts, date(2026, 11, 3), "点题", D1)
    decided = only(facts, date(2026, 11, 4), "点题", D1)
    answered = only(facts, date(2026, 12, 1), "点题", D1)

    # 3 and 15 working days after Monday 2 November.
    assert (asked.day, asked.summary, asked.done_on) == (date(2026, 11, 5), f"点题 {D1}", None)
    assert decided.day == date(2026, 11, 23)
    assert answered.done_on == answered.day == date(2026, 11, 10)
    assert entries(facts, date(2027, 12, 31), "点题", D1) == []


def test_what_was_joined_keeps_its_entry_until_everybody_is_told() -> None:
    joined = request_step(D2, 13, "点题并办", date(2026, 11, 4), lead=D1)
    asked = (request(D1, date(2026, 11, 2), seq=11), request(D2, date(2026, 11, 3), seq=12))
    entry = only(told(*asked, joined), date(2026, 11, 5), "点题", D2)

    assert entry.description == f"并入{D1}一并办理\npdisc 点题 查看 {D1}"
    assert entry.day == date(2026, 11, 23)


def test_a_refusal_has_an_entry_of_its_own_until_the_view_came() -> None:
    refusal = request_step(D1, 12, "点题决定", date(2026, 11, 4), outcome=RequestOutcome.REFUSED)
    report = request_step(D1, 13, "点题报告", date(2026, 11, 5), organ="县直机关工委")
    view = request_step(D1, 14, "点题报告", date(2026, 11, 20), view="同意")
    facts = told(request(D1, date(2026, 11, 2), seq=11), refusal, report, view)

    waiting = only(facts, date(2026, 11, 5), "点题", D1, "报上级")
    heard = only(facts, date(2026, 11, 20), "点题", D1, "报上级")

    # 10 working days after Thursday 5 November: 6, 9–13, 16–19 November.
    assert (waiting.day, waiting.done_on) == (date(2026, 11, 19), None)
    assert heard.done_on == date(2026, 11, 20)
    assert "同意" not in heard.description


def test_an_opinion_becomes_what_is_to_be_put_right_and_is_ticked_off_at_the_end() -> None:
    result = opinion_step(
        Y1,
        12,
        "意见办结",
        date(2026, 11, 6),
        result=OpinionResult.TRUE,
        rectify="重算",
        holder="周主任",
        due_on=date(2026, 11, 20),
    )
    begun = opinion_step(Y1, 13, "整改再公开", date(2026, 11, 10), disclosure="2026-0002")
    facts = told(opinion(N, 1, date(2026, 11, 2), seq=11), result, begun)

    said = only(facts, date(2026, 11, 3), "意见", Y1)
    rectifying = only(facts, date(2026, 11, 6), "意见", Y1)
    closed = only(facts, date(2027, 1, 5), "意见", Y1)

    assert (said.day, said.summary) == (date(2026, 11, 23), f"意见 {Y1}")
    assert (rectifying.day, rectifying.summary) == (date(2026, 11, 20), f"整改 {Y1}")
    assert "找：周主任" in rectifying.description
    # The correction came out on 12 November, the old copy came down on the 16th.
    assert closed.done_on == date(2026, 11, 16)


def test_nothing_of_what_was_asked_or_said_stands_in_it() -> None:
    asked = request(D1, date(2026, 11, 2), seq=11, content="金丝雀")
    said = opinion(N, 1, date(2026, 11, 2), seq=12, content="金丝雀", via="金丝雀")
    found = everything(told(asked, said), date(2026, 11, 3))

    assert {D1, Y1} <= {each.summary.rpartition(" ")[2] for each in found}
    assert not [each for each in found if "金丝雀" in each.summary + each.description]
