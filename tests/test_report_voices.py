"""The people's side of the report: figures by hand, at a day, of a period.

All facts on the work calendar of 2026; how each figure comes about stands beside it.
"""

from datetime import date
from typing import Any

import pytest
from builders import (
    done,
    item,
    matter,
    opinion,
    opinion_step,
    posted,
    request,
    request_step,
    tally,
    voiced,
)
from conftest import Office
from hypothesis import given
from hypothesis import strategies as st
from tables import laid
from test_due_voices import DAYS, voices
from test_oracle_due import examples

from pdisc.dates.periods import Period
from pdisc.registers.facts import Facts
from pdisc.render.grid import Table
from pdisc.render.voices import voice_lines, voice_tables
from pdisc.render.weekly_papers import more_tables, report_paper
from pdisc.report.summary import Report
from pdisc.report.voices import voice_figures
from pdisc.rules import RuleBook
from pdisc.services.reporting import SummaryQuestion, summary
from pdisc.values.voice_kinds import OpinionResult, RequestOutcome, SurveyGroup
from pdisc.voices.clocks import Clocks
from pdisc.voices.opinions import Disclosed
from pdisc.voices.voiced import Voiced
from pdisc.words import Act, State, Timing

NOVEMBER = Period(start=date(2026, 11, 1), end=date(2026, 11, 30), name="2026年11月")
END = date(2026, 11, 30)


def out(number: str, on: date, seq: int, **more: Any) -> Any:
    """Return a disclosure that is out on 公开栏 and 会议 since a day."""
    return matter(
        number,
        done(Act.PROPOSE, on, State.PROPOSED, seq=seq),
        done(Act.REVIEW, on, State.REVIEWED, seq=seq + 1),
        done(Act.APPROVE, on, State.APPROVED, seq=seq + 2),
        done(Act.PUBLISH, on, State.PUBLISHED, seq=seq + 3),
        postings=(
            posted(on, "公开栏", seq=seq + 3, **more),
            posted(on, "会议", seq=seq + 4),
        ),
        code="2.1.1",
    )


def settled(id_: str, seq: int, on: date, result: OpinionResult, **more: Any) -> Any:
    return opinion_step(id_, seq, "意见办结", on, result=result, feedback="谢谢", **more)


RECTIFY = {"rectify": "重算", "holder": "周主任", "due_on": date(2026, 11, 20)}

SAID = (
    # 15 working days after Monday 2 November end on the 23rd: both in time.
    opinion("2026-0001", 1, date(2026, 11, 2), seq=101),
    settled("2026-0001-Y1", 102, date(2026, 11, 6), OpinionResult.TRUE, **RECTIFY),
    opinion_step("2026-0001-Y1", 103, "整改再公开", date(2026, 11, 9), disclosure="2026-0003"),
    opinion("2026-0001", 2, date(2026, 11, 2), seq=104),
    settled("2026-0001-Y2", 105, date(2026, 11, 23), OpinionResult.FALSE),
    # Settled a day after its last day, the 24th (from Tuesday 3 November).
    opinion("2026-0002", 1, date(2026, 11, 3), seq=106),
    settled("2026-0002-Y1", 107, date(2026, 11, 25), OpinionResult.PARTLY, **RECTIFY),
    # Still within its days on 30 November.
    opinion("2026-0002", 2, date(2026, 11, 20), seq=108),
    # Of October: not of this period, whatever becomes of it then.
    opinion("2026-0001", 3, date(2026, 10, 29), seq=109),
    settled("2026-0001-Y3", 110, date(2026, 11, 4), OpinionResult.TRUE),
)

ASKED = (
    # Answered in time, with a voice that was joined to it.
    request("2026-D001", date(2026, 11, 2), seq=201),
    request("2026-D002", date(2026, 11, 3), seq=202),
    request_step("2026-D002", 203, "点题并办", date(2026, 11, 3), lead="2026-D001"),
    request_step(
        "2026-D001",
        204,
        "点题决定",
        date(2026, 11, 4),
        outcome=RequestOutcome.PUBLIC,
        disclosure="2026-0001",
    ),
    request_step("2026-D001", 205, "点题答复", date(2026, 11, 5), content="答"),
    request_step("2026-D002", 205, "点题答复", date(2026, 11, 5), content="答"),
    # Answered a day late: 15 working days after Tuesday 3 November end on the 24th.
    request("2026-D003", date(2026, 11, 3), seq=206),
    request_step("2026-D003", 207, "点题决定", date(2026, 11, 4), outcome=RequestOutcome.REFUSED),
    request_step("2026-D003", 208, "点题答复", date(2026, 11, 25), content="答"),
    # Its clock stands still.
    request("2026-D004", date(2026, 11, 2), seq=209),
    request_step(
        "2026-D004", 210, "点题决定", date(2026, 11, 4), outcome=RequestOutcome.SUPPLEMENT
    ),
    # Nobody has decided it: still within the 15 days for the answer, on 30 November.
    request("2026-D005", date(2026, 11, 23), seq=211),
    # Never answered: its 15 days ended on the 23rd.
    request("2026-D006", date(2026, 11, 2), seq=212),
    # Of October.
    request("2026-D007", date(2026, 10, 30), seq=213),
)

TICKED = (
    # 党员: 20 + 6 of 30 valid = 0.8667; 30 of 32 knew; 32 of 40 came back.
    tally(date(2026, 11, 10), (20, 6, 4, 2), people=SurveyGroup.MEMBERS, asked=40, seq=301),
    # 群众: 2 + 1 + 10 + 1 of 6 + 14 valid = 0.7; all knew; nobody said how many were asked.
    tally(date(2026, 11, 10), (2, 1, 3, 0), number="2026-0001", seq=302),
    tally(date(2026, 12, 5), (10, 1, 3, 0), window="2026-11", seq=303),
    # Of October, and of a quarter that ends later.
    tally(date(2026, 10, 10), (0, 0, 9, 0), number="2026-0002", seq=304),
    tally(date(2026, 11, 10), (0, 0, 9, 0), window="2026-Q4", seq=305),
)


def office(*told: Any) -> Facts:
    """Return an office that published one thing in October, one and its correction in November."""
    down = {"taken_down_on": date(2026, 11, 27)}
    correction = out("2026-0003", date(2026, 11, 26), 21)
    matters = (
        out("2026-0001", date(2026, 10, 20), 1, **down),
        out("2026-0002", date(2026, 11, 2), 11),
        replace(correction, corrects="2026-0001"),
    )
    return voiced(item("2.1.1", Timing.OCCASIONAL), asked=told, matters=matters)


def replace(value: Any, **more: Any) -> Any:
    return type(value)(**{name: getattr(value, name) for name in value.__struct_fields__} | more)


def report(facts: Facts, on: date = END, period: Period = NOVEMBER) -> Report:
    with laid(facts) as reading:
        return summary(reading, SummaryQuestion(period=period, on=on, today=on))


EVERYTHING = office(*SAID, *ASKED, *TICKED)


def test_the_loop_counts_what_came_out_and_what_was_said_in_the_period() -> None:
    loop = report(EVERYTHING).loop

    # Out in November: 2026-0002, 2026-0003. Said: Y1, Y2 on the first, Y1, Y2 on the second.
    # 属实 the first Y1, 部分属实 the second's: both to be put right, one is public again and its
    # old copy down. Open: 2026-0002-Y1 (整改), 2026-0002-Y2.
    assert loop.sentence == "公开2 反映4 属实2 整改2 再公开1 未闭环2"


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 11, 2), "公开1 反映2 属实0 整改0 再公开0 未闭环2"),
        # Both of the 2nd and the one of the 3rd are open but for what was settled on the 6th,
        # which has to be put right first.
        (date(2026, 11, 6), "公开1 反映3 属实1 整改1 再公开0 未闭环3"),
        # The correction is out; the old copy hangs until the 27th. The 23rd settled another.
        (date(2026, 11, 26), "公开2 反映4 属实2 整改2 再公开1 未闭环3"),
        (date(2026, 11, 27), "公开2 反映4 属实2 整改2 再公开1 未闭环2"),
    ],
)
def test_the_loop_is_told_as_it_stood_on_a_day(on: date, sentence: str) -> None:
    assert report(EVERYTHING, on).loop.sentence == sentence


def test_requests_are_counted_voice_by_voice() -> None:
    requests = report(EVERYTHING).requests

    # Received D001–D006. Decided: D001, with it D002, D003; D004 waits, D005, D006 don't.
    # Answered the same three, D003 a day late.
    assert (requests.received, requests.decided, requests.answered) == (6, 3, 3)
    assert (requests.in_time, requests.open) == (2, 3)
    assert requests.outcomes == {
        "已公开": 2,
        "应公开未公开": 0,
        "不予公开": 1,
        "区分处理": 0,
        "补正": 1,
        "征求第三方": 0,
    }
    assert requests.sentence == (
        "点题：收到6件，已决定3件（已公开2、不予公开1），停钟等待补正1，已答复3件（按时2件），还没有答复3件"
    )


def test_each_of_the_five_questions_says_by_what_it_is_counted() -> None:
    found = {each.question.value: each for each in report(EVERYTHING).questions}

    # Nothing fell due. Out or spoken of: 0001, 0002, 0003, of which two were found to be wrong.
    content = found["内容真实全面"]
    assert (content.met, content.of) == (1, 3)
    assert content.note == (
        "到期的期次和事项0项，有答复0项；公开和反映到的事项3件，反映属实的2件：2026-0001、2026-0002"
    )
    # Two disclosures to their scope, two channels of each; on that day 3 of 6 of the masses.
    channel = found["形式注重实效"]
    assert (channel.met, channel.of) == (6, 6)
    assert channel.note == (
        "公开到批准范围2/2件，批准的形式已实施4/4个；满意率：党员86.67%、群众50.00%"
    )
    steps = found["程序规范有序"]
    assert (steps.met, steps.of, steps.note) == (2, 2, "公开的事项里五步按次序办的2/2")
    assert (found["时限及时到位"].met, found["时限及时到位"].of) == (0, 0)
    # Opinions whose day is over or that are settled: three, one late. Requests: D001, D002,
    # D003 (late), D006 (never); D004 stands still, D005 has time.
    dealt = found["意见及时处理反馈"]
    assert (dealt.met, dealt.of) == (4, 7)
    assert dealt.note == (
        "意见按时办结反馈2/3条，点题按时答复2/4件；逾期的：2026-0002-Y1、2026-D006、2026-D003"
    )


def test_three_satisfactions_leave_out_who_knew_nothing() -> None:
    made = report(EVERYTHING, on=date(2026, 12, 31))
    members, masses = made.satisfaction

    assert (members.group, masses.group) == ("党员", "群众")
    assert members.counts == {"满意": 20, "基本满意": 6, "不满意": 4, "不了解": 2}
    assert (members.rate, members.awareness, members.response) == (0.8667, 0.9375, 0.8)
    assert (masses.rate, masses.awareness, masses.response) == (0.7, 1.0, None)
    assert not members.remedial
    # Of 2026-0001 three of six: 50 %.
    assert made.remedial == ("2026-0001",)


def test_tallies_of_a_later_day_and_of_another_period_are_left_out() -> None:
    _, masses = report(EVERYTHING).satisfaction

    # On 30 November the sheet of 5 December isn't there: 3 of 6.
    assert masses.counts == {"满意": 2, "基本满意": 1, "不满意": 3, "不了解": 0}
    assert masses.remedial


def test_where_nobody_said_anything_that_is_said() -> None:
    made = report(office())

    assert made.loop.sentence == "公开2 反映0 属实0 整改0 再公开0 未闭环0"
    assert made.requests.sentence == "点题：没有收到"
    assert (made.satisfaction, made.remedial) == ((), ())
    dealt = made.questions[-1]
    assert (dealt.met, dealt.of, dealt.rate) == (0, 0, "无")
    assert list(voice_lines(made))[-1] == "三满意：没有登记测评"


def test_a_page_carries_the_questions_the_rates_and_the_loop() -> None:
    made = report(EVERYTHING, on=date(2026, 12, 31))
    paper = report_paper(made, receipt="1-0000-0000-0000-0000")

    captions = [table.caption for table in paper.tables]
    assert captions[-2:] == ["检查五问", "三满意"]
    assert rows(voice_tables(made)[1]) == [
        ("党员", 20, 6, 4, 2, "86.67%", "93.75%", "80.00%", None),
        ("群众", 12, 2, 6, 0, "70.00%", "100.00%", None, None),
    ]
    assert "满意率低、需补课的：2026-0001" in paper.lines
    assert made.loop.sentence in paper.lines
    assert [table.caption for table in more_tables(made, grouped=False)] == ["检查五问", "三满意"]
    assert more_tables(report(office()), grouped=False) == ()


def rows(table: Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in table.rows]


def test_the_document_and_the_screen_of_a_report_have_it_too(run: Office) -> None:
    document = run.ok("report", "--json").json
    shown = run.ok("report").out

    assert [each["question"] for each in document["questions"]] == [
        "内容真实全面",
        "形式注重实效",
        "程序规范有序",
        "时限及时到位",
        "意见及时处理反馈",
    ]
    assert set(document["questions"][0]) == {"question", "met", "of", "note"}
    assert document["loop"] == dict.fromkeys(
        ("published", "opinions", "upheld", "rectifying", "republished", "open"), 0
    )
    assert set(document["requests"]) == {
        *("received", "decided", "answered", "in_time", "open", "outcomes")
    }
    assert (document["satisfaction"], document["remedial"]) == ([], [])
    assert "检查五问" in shown
    assert "公开0 反映0 属实0 整改0 再公开0 未闭环0" in shown


def test_nobody_outside_the_office_is_told_of_it(run: Office) -> None:
    for audience in ("社会", "党内"):
        document = run.ok("report", "--audience", audience, "--json").json
        shown = run.ok("report", "--audience", audience).out

        assert not {"loop", "requests", "questions", "satisfaction", "remedial"} & set(document)
        assert not any(word in shown for word in ("点题", "反映", "满意", "检查五问"))


@examples(100)
@given(voices(), DAYS, DAYS, st.integers(0, 60))
def test_what_is_told_of_a_period_follows_from_what_came_in_it(
    facts: Facts, on: date, start: date, length: int
) -> None:
    period = Period(start=start, end=date.fromordinal(start.toordinal() + length), name="期")
    with laid(facts) as reading:
        every = Period(start=date(2000, 1, 1), end=date(2100, 1, 1), name="全部")
        clocks = Clocks(RuleBook(facts.settings), reading.calendar)

        def told(some: Voiced) -> Any:
            made = report_of_nothing
            norms = made.norms
            return voice_figures(some, period, clocks, as_of=on, fresh=(), norms=norms)

        assert told(reading.voiced(period, on)) == told(reading.voiced(every, on))


report_of_nothing = report(office())


def test_of_another_period_nothing_is_read() -> None:
    with laid(EVERYTHING) as reading:
        found = reading.voiced(Period(start=date(2026, 1, 1), end=date(2026, 1, 31)), END)

    assert (found.requests, found.opinions, found.disclosed) == ((), (), ())


def test_what_was_withdrawn_later_was_live_on_the_day() -> None:
    gone = matter(
        "2026-0002",
        done(Act.PROPOSE, date(2026, 11, 2), State.PROPOSED, seq=1),
        done(Act.WITHDRAW, date(2026, 11, 9), State.WITHDRAWN, seq=2),
    )
    with laid(voiced(item(), matters=(gone,))) as reading:
        before = reading.disclosed(["2026-0002"], date(2026, 11, 6))
        after = reading.disclosed(["2026-0002"], date(2026, 11, 9))

    assert before == (Disclosed(number="2026-0002", live=True),)
    assert after == (Disclosed(number="2026-0002", live=False),)
