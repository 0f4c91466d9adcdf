"""点题, 意见 and 整改 in the weekly check: each open link, with its holder, by its day.

Facts by hand, on the work calendar of 2026; days are counted in the comments.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from builders import (
    appointment,
    done,
    item,
    matter,
    opinion,
    opinion_step,
    posted,
    published,
    request,
    request_step,
    voiced,
)
from conftest import Office
from hypothesis import given
from hypothesis import strategies as st
from tables import laid
from test_oracle_due import examples

from pdisc.due.row import DueRow
from pdisc.registers.facts import Facts
from pdisc.registers.opinions import Opinion, OpinionStep
from pdisc.registers.requests import Request, RequestStep
from pdisc.schedule import LISTS, weekly
from pdisc.services.weekly import CheckQuestion, check
from pdisc.sheets.changes import changes
from pdisc.sheets.lists import due_lists
from pdisc.values.voice_kinds import OpinionResult, RequestClock, RequestOutcome
from pdisc.words import Act, Authority, Change, DueKind, Role, State, Timing

VOICES = (DueKind.REQUESTED, DueKind.OPINION, DueKind.RECTIFY)
MASSES = item("6.1.1", Timing.OCCASIONAL, level3="群众要求公开的事项", office="党办")
ROSTER = (
    appointment("赵审批", (Role.APPROVER,), Authority.SECRETARY),
    appointment("钱承办", (Role.PROPOSER,)),
    appointment("孙承办", (Role.PROPOSER,)),
)
D1 = "2026-D001"


def office(*asked: Any, **more: Any) -> Facts:
    return voiced(item(), MASSES, asked=asked, appointments=ROSTER, **more)


def listed(facts: Facts, on: date, within: int = 30) -> dict[str, list[DueRow]]:
    """Return the rows about what people asked and said, by the lists in which they stand."""
    due = weekly(facts.known(on=on), on=on, within=within)
    rows = {name: [x for x in getattr(due, name) if x.kind in VOICES] for name in LISTS}
    return {name: found for name, found in rows.items() if found}


def only(facts: Facts, on: date, *names: str) -> DueRow:
    """Return the one row about voices that there is, in just these lists."""
    found = listed(facts, on)
    rows = {row for each in found.values() for row in each}
    assert set(found) == set(names)
    (row,) = rows
    return row


def decided(seq: int, on: date, outcome: RequestOutcome, **more: Any) -> Any:
    return request_step(D1, seq, "点题决定", on, outcome=outcome, **more)


def test_a_request_waits_for_whoever_decides_and_skips_the_holiday() -> None:
    # Wednesday 30 September; 1 to 7 October are off, 10 October (a Saturday) is worked:
    # working days after it: 8, 9, 10 October.
    facts = office(request(D1, date(2026, 9, 30)))

    row = only(facts, date(2026, 10, 9), "upcoming", "this_week")

    assert (row.kind, row.number, row.code, row.item) == (
        DueKind.REQUESTED,
        D1,
        "6.1.1",
        "群众要求公开的事项",
    )
    assert row.due_on == date(2026, 10, 10)
    assert (row.holder, row.office) == ("赵审批", "党办")
    assert row.why == "2026年9月30日收到点题，3个工作日内决定，跳过国庆节，10月10日调休上班"
    assert row.next == f"pdisc request decide {D1} --outcome 应公开未公开 --by 赵审批"
    assert (row.since, row.held_working_days) == (date(2026, 9, 30), 2)


def test_what_is_decided_too_late_is_overdue_and_so_is_told() -> None:
    # Monday 2 November: 3, 4, 5 November.
    facts = office(request(D1, date(2026, 11, 2)))

    today = only(facts, date(2026, 11, 5), "upcoming", "today", "this_week")
    late = only(facts, date(2026, 11, 9), "overdue")

    assert today.days_overdue == 0
    assert (late.due_on, late.days_overdue) == (date(2026, 11, 5), 4)


def test_an_extension_is_said_and_counted_from_the_day_it_came() -> None:
    # Monday 2 November, 10 working days: 3–6, 9–13, 16 November.
    step = request_step(
        D1, 2, "点题延期", date(2026, 11, 4), clock=RequestClock.DECIDE, reason="要开会"
    )
    row = only(office(request(D1, date(2026, 11, 2)), step), date(2026, 11, 6), "upcoming")

    assert row.due_on == date(2026, 11, 16)
    assert row.why == "2026年11月2日收到点题，延期后10个工作日内决定"


def test_while_somebody_outside_has_it_nothing_of_it_is_late() -> None:
    # Asked on Wednesday 4 November to complete it: 5, 6, 9–13 November are seven days.
    asked = decided(2, date(2026, 11, 4), RequestOutcome.SUPPLEMENT, reason="缺年份")
    facts = office(request(D1, date(2026, 11, 2)), asked)

    row = only(facts, date(2026, 11, 30), "waiting")

    assert (row.due_on, row.days_overdue, row.holder) == (date(2026, 11, 13), 0, "点题人")
    assert row.why == "2026年11月4日要求补正，7个工作日内补正，等待期间停钟，不计逾期"
    assert row.next == f"pdisc request supplement {D1} --by 钱承办"
    assert "缺年份" not in row.why


def test_what_was_late_when_it_went_out_is_told_as_late_by_as_much() -> None:
    # Due 5 November, the third party was asked on the 9th: four days.
    asked = decided(2, date(2026, 11, 9), RequestOutcome.THIRD_PARTY)
    row = only(office(request(D1, date(2026, 11, 2)), asked), date(2026, 11, 30), "waiting")

    # 15 working days after 9 November: 10–13, 16–20, 23–27, 30 November.
    assert (row.due_on, row.holder) == (date(2026, 11, 30), "第三方")
    assert row.why.endswith("；停钟前决定已逾期4天，等待期间不再增加")


def test_the_days_on_which_the_clock_stood_still_are_given_back() -> None:
    # From 4 to 10 November it stood still: 5, 6, 9, 10 November are four working days;
    # 3 + 4 working days after 2 November: 3–6, 9–11 November.
    steps = (
        decided(2, date(2026, 11, 4), RequestOutcome.SUPPLEMENT, reason="缺年份"),
        request_step(D1, 3, "点题补正", date(2026, 11, 10)),
    )
    facts = office(request(D1, date(2026, 11, 2)), *steps)

    row = only(facts, date(2026, 11, 10), "upcoming", "this_week")

    assert (row.due_on, row.since) == (date(2026, 11, 11), date(2026, 11, 10))
    assert row.why == "2026年11月2日收到点题，3个工作日内决定（停钟4个工作日不计）"


def test_after_the_decision_whoever_carries_it_out_has_to_answer() -> None:
    # 15 working days after Monday 2 November: 3–6, 9–13, 16–20, 23 November.
    steps = decided(
        2, date(2026, 11, 4), RequestOutcome.TO_PUBLISH, disclosure="2026-0007", item="6.1.1"
    )
    on_its_way = matter(
        "2026-0007", done(Act.PROPOSE, date(2026, 11, 4), State.PROPOSED), code="6.1.1"
    )
    facts = office(request(D1, date(2026, 11, 2)), steps, matters=(on_its_way,))

    row = only(facts, date(2026, 11, 6), "upcoming")

    assert (row.due_on, row.holder) == (date(2026, 11, 23), "钱承办、孙承办")
    assert row.why == (
        "2026年11月2日收到点题，2026年11月4日决定应公开未公开，15个工作日内答复；2026-0007还没有公开"
    )
    assert row.next == f"pdisc request answer {D1} --content 内容 --by 钱承办"


def test_a_refusal_has_to_be_answered_and_reported_and_then_waits_for_the_view() -> None:
    refusal = decided(2, date(2026, 11, 4), RequestOutcome.REFUSED, reason="因", basis="据")
    answer = request_step(D1, 3, "点题答复", date(2026, 11, 10), content="不予公开")
    report = request_step(D1, 4, "点题报告", date(2026, 11, 12), organ="县直机关工委")
    view = request_step(D1, 5, "点题报告", date(2026, 11, 20), view="同意")
    facts = office(request(D1, date(2026, 11, 2)), refusal, answer, report, view)

    before = listed(facts, date(2026, 11, 6))["upcoming"]
    answered = only(facts, date(2026, 11, 10), "upcoming")
    outside = only(facts, date(2026, 11, 12), "waiting")

    assert [(row.for_, row.due_on) for row in before] == [
        (None, date(2026, 11, 23)),
        ("报上级", date(2026, 11, 23)),
    ]
    assert answered.next == f"pdisc request refer {D1} --to 上级党组织名称 --by 钱承办"
    # 10 working days after Thursday 12 November: 13, 16–20, 23–26 November.
    assert (outside.due_on, outside.holder) == (date(2026, 11, 26), "县直机关工委")
    assert listed(facts, date(2026, 11, 20)) == {}


def test_joined_requests_are_one_row_that_counts_from_the_first() -> None:
    # 2 and 4 November: both are answered by 3–6, 9–13, 16–20, 23 November.
    steps = (
        decided(3, date(2026, 11, 5), RequestOutcome.PUBLIC, disclosure="2026-0007"),
        request_step("2026-D002", 4, "点题并办", date(2026, 11, 5), lead=D1),
    )
    facts = office(request("2026-D002", date(2026, 11, 2)), request(D1, date(2026, 11, 4)), *steps)

    row = only(facts, date(2026, 11, 6), "upcoming")

    assert (row.number, row.due_on) == (D1, date(2026, 11, 23))
    assert row.why == "2026年11月2日起收到点题2人次，2026年11月5日决定已公开，15个工作日内答复"
    assert row.next == f"pdisc request answer {D1} --by 钱承办"


def test_whoever_joins_what_was_answered_already_is_still_to_be_told() -> None:
    steps = (
        decided(2, date(2026, 11, 3), RequestOutcome.PUBLIC, disclosure="2026-0007"),
        request_step(D1, 3, "点题答复", date(2026, 11, 4), content="已公开"),
        request_step("2026-D002", 5, "点题并办", date(2026, 11, 20), lead=D1),
    )
    late = request("2026-D002", date(2026, 11, 19), seq=4)
    facts = office(request(D1, date(2026, 11, 2)), late, *steps)

    row = only(facts, date(2026, 11, 20), "upcoming")

    # By its own day: 15 working days after Thursday 19 November: 20, 23–27, 30 November,
    # 1–4, 7–10 December.
    assert (row.number, row.due_on) == ("2026-D002", date(2026, 12, 10))
    assert row.next == "pdisc request answer 2026-D002 --by 钱承办"


def test_without_an_item_for_it_a_request_is_told_by_what_it_is() -> None:
    facts = voiced(item(), asked=[request(D1, date(2026, 11, 2))])

    row = only(facts, date(2026, 11, 3), "upcoming", "this_week")

    assert (row.code, row.item, row.holder) == ("", "群众点题", "审批人")


N = "2026-0001"
Y1 = "2026-0001-Y1"
OUT = matter(
    N,
    done(Act.PROPOSE, date(2026, 10, 19), State.PROPOSED, seq=1),
    done(Act.PUBLISH, date(2026, 10, 20), State.PUBLISHED, seq=2),
    postings=(posted(date(2026, 10, 20), "公开栏", seq=2),),
)


def settled(seq: int, on: date, result: OpinionResult, **more: Any) -> Any:
    return opinion_step(Y1, seq, "意见办结", on, result=result, feedback="谢谢", **more)


def test_an_opinion_waits_for_whoever_proposed_until_somebody_is_told_to() -> None:
    # 15 working days after Monday 2 November: 23 November.
    given = opinion_step(Y1, 3, "意见批办", date(2026, 11, 5), holder="周主任")
    facts = office(opinion(N, 1, date(2026, 11, 2)), given, matters=(OUT,))

    before = only(facts, date(2026, 11, 4), "upcoming")
    after = only(facts, date(2026, 11, 5), "upcoming")

    assert (before.kind, before.number, before.for_) == (DueKind.OPINION, N, Y1)
    assert (before.code, before.item) == ("1.1.1", "内容1.1.1")
    assert (before.due_on, before.holder) == (date(2026, 11, 23), "王承办")
    assert before.why == f"{Y1}：2026年11月2日收到意见，15个工作日内办结反馈"
    assert (after.holder, after.since) == ("周主任", date(2026, 11, 5))
    assert after.why.endswith("；2026年11月5日交周主任办理")
    assert before.next == f"pdisc opinion settle {Y1} --result 办理结果 --feedback 反馈"


def test_an_opinion_on_a_running_notice_is_settled_before_that_ends() -> None:
    notice = published(
        N,
        date(2026, 11, 2),
        posted(date(2026, 11, 2), "公开栏", until=date(2026, 11, 9)),
        public_notice=True,
    )
    facts = office(opinion(N, 1, date(2026, 11, 3)), matters=(notice,))

    row = only(facts, date(2026, 11, 4), "upcoming")

    assert row.due_on == date(2026, 11, 9)
    assert row.why == f"{Y1}：2026年11月3日收到意见，公示至2026年11月9日期满，期满以前办结反馈"


def test_what_is_to_be_put_right_is_open_until_it_is_public_and_the_old_copy_is_down() -> None:
    result = settled(
        3,
        date(2026, 11, 6),
        OpinionResult.TRUE,
        rectify="重算",
        holder="周主任",
        due_on=date(2026, 11, 20),
    )
    begun = opinion_step(Y1, 4, "整改再公开", date(2026, 11, 10), disclosure="2026-0002")
    correction = matter(
        "2026-0002",
        done(Act.PROPOSE, date(2026, 11, 10), State.PROPOSED),
        done(Act.PUBLISH, date(2026, 11, 12), State.PUBLISHED),
        postings=(posted(date(2026, 11, 12), "公开栏"),),
        corrects=N,
    )
    taken_down = published(
        N,
        date(2026, 10, 20),
        posted(date(2026, 10, 20), "公开栏", taken_down_on=date(2026, 11, 16)),
    )
    facts = office(
        opinion(N, 1, date(2026, 11, 2)), result, begun, matters=(taken_down, correction)
    )

    rectifying = only(facts, date(2026, 11, 6), "upcoming")
    begun_on = only(facts, date(2026, 11, 10), "upcoming")
    hanging = only(facts, date(2026, 11, 12), "upcoming")

    assert (rectifying.kind, rectifying.holder) == (DueKind.RECTIFY, "周主任")
    assert (rectifying.due_on, rectifying.since) == (date(2026, 11, 20), date(2026, 11, 6))
    assert rectifying.why == (
        f"{Y1}：2026年11月6日办结：属实，2026年11月20日以前整改并再公开；更正还没有提出"
    )
    assert rectifying.next == f"pdisc correct {N} --rectifies {Y1} --content 更正后的内容"
    assert begun_on.why.endswith("；更正2026-0002还没有公开")
    assert begun_on.next.startswith("pdisc review 2026-0002 ")
    assert hanging.why.endswith("；2026-0002已经再公开，旧稿还挂在公开栏")
    assert hanging.next == f"pdisc takedown {N} --channel 公开栏 --reason 理由"
    assert listed(facts, date(2026, 11, 16)) == {}


def test_a_correction_that_is_withdrawn_leaves_it_open_again() -> None:
    more = {"rectify": "重算", "holder": "周主任", "due_on": date(2026, 11, 9)}
    gone = matter(
        "2026-0002",
        done(Act.PROPOSE, date(2026, 11, 5), State.PROPOSED),
        done(Act.WITHDRAW, date(2026, 11, 6), State.WITHDRAWN),
        corrects=N,
    )
    begun = opinion_step(Y1, 4, "整改再公开", date(2026, 11, 5), disclosure="2026-0002")
    result = settled(3, date(2026, 11, 4), OpinionResult.PARTLY, **more)
    facts = office(opinion(N, 1, date(2026, 11, 2)), result, begun, matters=(OUT, gone))

    row = only(facts, date(2026, 11, 11), "overdue")

    assert row.why.endswith("；更正还没有提出")
    assert row.days_overdue == 2


@pytest.mark.parametrize("result", [OpinionResult.FALSE, OpinionResult.TRUE])
def test_what_is_settled_with_nothing_to_put_right_is_no_row(result: OpinionResult) -> None:
    facts = office(
        opinion(N, 1, date(2026, 11, 2)), settled(3, date(2026, 11, 4), result), matters=(OUT,)
    )

    assert listed(facts, date(2026, 11, 4)) == {}


def test_two_opinions_on_one_disclosure_are_two_matters_on_every_page() -> None:
    facts = office(
        opinion(N, 1, date(2026, 11, 2)), opinion(N, 2, date(2026, 11, 3)), matters=(OUT,)
    )
    due = weekly(facts.known(on=date(2026, 11, 4)), on=date(2026, 11, 4), within=30)

    names = [row.name for each in due_lists(due) for row in each.rows if row.kind in VOICES]

    assert names == [Y1, "2026-0001-Y2"]


def test_an_answer_that_is_late_is_told_as_late_while_the_report_waits_outside() -> None:
    refusal = decided(2, date(2026, 11, 4), RequestOutcome.REFUSED)
    report = request_step(D1, 3, "点题报告", date(2026, 11, 5), organ="县直机关工委")
    facts = office(request(D1, date(2026, 11, 2)), refusal, report)
    due = weekly(facts.known(on=date(2026, 11, 30)), on=date(2026, 11, 30), within=30)

    listed_in = [
        (each.name, row.for_) for each in due_lists(due) for row in each.rows if row.kind in VOICES
    ]

    assert listed_in == [("在办", None), ("等待", "报上级")]


def test_what_changed_since_a_day_tells_of_each_voice_by_itself() -> None:
    result = settled(
        3,
        date(2026, 11, 5),
        OpinionResult.TRUE,
        rectify="重算",
        holder="周主任",
        due_on=date(2026, 11, 20),
    )
    asked = request(D1, date(2026, 11, 4), seq=5)
    facts = office(opinion(N, 1, date(2026, 11, 2)), result, asked, matters=(OUT,))

    def due(on: date) -> Any:
        return weekly(facts.known(on=on), on=on, within=30)

    found = changes(
        due(date(2026, 11, 3)), due(date(2026, 11, 5)), ahead=lambda: due(date(2026, 11, 5))
    )

    told = {(each.row.name, each.row.kind): each.change for each in found}
    assert told[Y1, DueKind.RECTIFY] is Change.ONWARD
    assert told[D1, DueKind.REQUESTED] is Change.NEW


def test_the_check_is_narrowed_to_an_office_and_to_a_holder() -> None:
    given = opinion_step(Y1, 3, "意见批办", date(2026, 11, 3), holder="周主任")
    facts = office(
        opinion(N, 1, date(2026, 11, 2)), given, request(D1, date(2026, 11, 3)), matters=(OUT,)
    )
    on = date(2026, 11, 4)
    with laid(facts) as reading:
        hers = check(reading, CheckQuestion(on=on, within=30, holder="周主任"))
        offices = check(reading, CheckQuestion(on=on, within=30, office="党办"))

    assert [row.for_ for row in hers.due.upcoming] == [Y1]
    assert hers.notice == "", "whoever has something in hand is no stranger"
    assert [row.number for row in offices.due.upcoming if row.kind in VOICES] == [D1]


DAYS = st.integers(0, 60).map(lambda n: date(2026, 9, 1) + timedelta(days=n))


SAID_KINDS = ("意见批办", "意见办结", "整改再公开")


@st.composite
def voices(draw: st.DrawFn) -> Facts:
    """Draw an office in which people ask and say whatever they like, in any order of days."""
    seqs = iter(range(1, 10**6))
    asked: list[Any] = []
    ids = [f"2026-D00{n + 1}" for n in range(draw(st.integers(0, 4)))]
    for id_ in ids:
        asked.append(request(id_, draw(DAYS), seq=next(seqs)))
    for id_ in ids:
        asked += draw(life_of(id_, ids, seqs))
    numbers = ("2026-0001", "2026-0002")
    for place in range(draw(st.integers(0, 3))):
        number = draw(st.sampled_from(numbers))
        asked.append(opinion(number, place + 1, draw(DAYS), seq=next(seqs)))
        kinds = draw(st.lists(st.sampled_from(SAID_KINDS), max_size=3))
        once = [x for n, x in enumerate(kinds) if x != "意见办结" or x not in kinds[:n]]
        for kind in once:
            asked.append(draw(said_of(f"{number}-Y{place + 1}", kind, next(seqs))))
    matters = tuple(
        draw(disclosures(number, n)) for n, number in enumerate((*numbers, "2026-0003"))
    )
    return office(*asked, matters=matters)


@st.composite
def life_of(draw: st.DrawFn, id_: str, ids: list[str], seqs: Iterator[int]) -> list[Any]:
    """Draw what was done about one request: after its answer nothing but reports."""
    before = draw(st.lists(st.sampled_from(("点题决定", "点题补正", "点题延期")), max_size=3))
    leads = [each for each in ids if each < id_]
    joined, answered = draw(st.booleans()), draw(st.booleans())
    joins = ["点题并办"] * bool(leads and joined)
    answer = ["点题答复"] * answered
    kinds = [*before, *joins, *answer, *draw(st.lists(st.just("点题报告"), max_size=2))]
    days = sorted(draw(st.lists(DAYS, min_size=len(kinds), max_size=len(kinds))))
    return [
        request_step(id_, next(seqs), kind, on, **draw(told_of(kind, leads)))
        for kind, on in zip(kinds, days, strict=True)
    ]


def told_of(kind: str, leads: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return {
        "点题决定": st.fixed_dictionaries({"outcome": st.sampled_from(RequestOutcome)}),
        "点题延期": st.fixed_dictionaries({"clock": st.sampled_from(RequestClock)}),
        "点题报告": st.sampled_from(({"organ": "某"}, {"view": "某"})),
        "点题并办": st.sampled_from([{"lead": lead} for lead in leads] or [{}]),
    }.get(kind, st.just({}))


@st.composite
def said_of(draw: st.DrawFn, id_: str, kind: str, seq: int) -> Any:
    on = draw(DAYS)
    if kind == "意见批办":
        return opinion_step(id_, seq, kind, on, holder="周主任")
    if kind == "整改再公开":
        return opinion_step(id_, seq, kind, on, disclosure="2026-0003")
    what = draw(st.sampled_from(("", "重算")))
    more = {"rectify": what, "holder": "周主任", "due_on": on} if what else {}
    result = draw(st.sampled_from(OpinionResult))
    return opinion_step(id_, seq, kind, on, result=result, **more)


@st.composite
def disclosures(draw: st.DrawFn, number: str, n: int) -> Any:
    on = draw(DAYS)
    seqs = iter(range(100 * n + 1, 100 * n + 90))
    if draw(st.booleans()):
        end = draw(st.sampled_from((State.WITHDRAWN, State.PROPOSED)))
        acts = [done(Act.PROPOSE, on, State.PROPOSED, seq=next(seqs))]
        if end is State.WITHDRAWN:
            acts.append(done(Act.WITHDRAW, on + timedelta(days=3), end, seq=next(seqs)))
        return matter(number, *acts, planned_on=None)
    down = draw(st.sampled_from((None, 2, 20)))
    put = posted(
        on,
        "公开栏",
        seq=next(seqs),
        until=on + timedelta(days=10) if draw(st.booleans()) else None,
        taken_down_on=None if down is None else on + timedelta(days=down),
    )
    acts = [
        done(Act.PROPOSE, on, State.PROPOSED, seq=next(seqs)),
        done(Act.PUBLISH, on, State.PUBLISHED, seq=put.seq),
        done(Act.ARCHIVE, on + timedelta(days=12), State.ARCHIVED, seq=next(seqs)),
    ]
    return matter(number, *acts, postings=(put,), public_notice=draw(st.booleans()))


@examples(100)
@given(voices(), DAYS)
def test_the_rows_of_voices_follow_from_what_is_open_of_them(facts: Facts, on: date) -> None:
    with laid(facts) as reading:
        whole, some = reading.facts.known(on=on), reading.facts_on(on).known(on=on)

        assert weekly(some, on=on, within=60) == weekly(whole, on=on, within=60)


def test_of_many_that_were_answered_and_settled_few_are_looked_at() -> None:
    """The law would hold of a ledger that is read whole, too: this one isn't."""
    day = date(2026, 3, 2)
    asked: list[Any] = []
    for n in range(1, 60):
        id_ = f"2026-D{n:03d}"
        asked.append(request(id_, day, seq=10 * n))
        asked.append(request_step(id_, 10 * n + 1, "点题答复", day))
        asked.append(opinion(N, n, day, seq=10 * n + 2))
        step = opinion_step(f"{N}-Y{n}", 10 * n + 3, "意见办结", day, result=OpinionResult.FALSE)
        asked.append(step)
    filed = matter(
        N,
        done(Act.PROPOSE, day, State.PROPOSED, seq=1),
        done(Act.PUBLISH, day, State.PUBLISHED, seq=2),
        done(Act.ARCHIVE, day, State.ARCHIVED, seq=3),
        postings=(posted(day, seq=2),),
    )
    with laid(office(*asked, matters=(filed,))) as reading:
        some = reading.facts_on(date(2026, 12, 1))

        assert len(reading.facts.of(Request)) == len(reading.facts.of(Opinion)) == 59
        assert not some.of(Request)
        assert not some.of(RequestStep)
        assert not some.of(Opinion)
        assert not some.of(OpinionStep)


def test_what_waits_to_be_filed_is_filed_by_what_came_of_the_opinions(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    run.ok("opinion", "add", number, "--content", "数字和会上说的不一致")

    def to_type() -> list[str]:
        return [row["next"] for row in run.ok("due", "--json").json["to_archive"]]

    assert to_type() == [f"pdisc opinion settle {number}-Y1 --result 办理结果 --feedback 反馈"]
    run.ok("opinion", "settle", f"{number}-Y1", "--result", "不属实", "--feedback", "核对过")
    run.on("2026-12-10")  # what hangs on the board has hung for its least time
    assert to_type()[0].startswith(f"pdisc archive {number}")
    assert "--no-opinions" not in to_type()[0]
