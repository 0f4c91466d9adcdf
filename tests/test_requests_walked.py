"""点题, walked command by command: six outcomes, two clocks, many voices (issue 19).

Every date below was counted by hand on the calendar that stands in `hearing`.
"""

from pathlib import Path
from typing import Any

import pytest
from conftest import PROPOSER, REVIEWER, SECOND_PROPOSER, SECRETARY, Office
from hearing import (
    ASKED,
    act,
    ask,
    clocks,
    decide,
    entries,
    extend,
    january,
    made_public,
    rows,
    seen,
    seq_of,
)

WHY = ("--reason", "尚在调查的事项")
BASIS = ("--basis", "党务公开条例第八条")
SIGNED = ("--by", SECRETARY)
REFUSE = (*WHY, *BASIS)
ANNUL = ("--reason", "登记错了", "--by", SECRETARY)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return january(tmp_path_factory.mktemp("点题"))


@pytest.fixture
def office(opened: Office, tmp_path: Path) -> Office:
    return opened.copy(tmp_path)


@pytest.fixture(scope="module")
def posted(opened: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office that made two matters public in March: one for all, one for members."""
    office = opened.copy(tmp_path_factory.mktemp("已公开"))
    made_public(office, "2026-03-02", "5.1.1", "食堂早餐的办理程序")
    made_public(office, "2026-03-02", "2.2.1", "党员培训早餐的安排")
    return office


@pytest.fixture
def with_matters(posted: Office, tmp_path: Path) -> Office:
    return posted.copy(tmp_path)


FOR_ALL, FOR_MEMBERS = "2026-0001", "2026-0002"
SECRET_TITLE = "党员培训早餐的安排"


def refused(office: Office, *words: str, code: int = 3) -> str:
    """Run what must be refused, see that nothing was written, return what it said."""
    before = entries(office)
    ran = office(*words)
    assert ran.code == code, f"pdisc {' '.join(words)} → {ran.code}\n{ran.out}{ran.err}"
    assert entries(office) == before
    return ran.out + ran.err


# The six outcomes


def test_what_is_public_already_is_told_where_it_is(with_matters: Office) -> None:
    office = with_matters
    request = ask(office, "2026-03-09")
    asked = seen(office, request)
    assert (asked["state"], asked["outcome"], asked["asker"]) == ("待决定", None, "群众")
    assert (asked["content"], asked["via"], asked["voices"]) == (ASKED, "口头", 1)
    assert [each["number"] for each in asked["offers"]] == [FOR_ALL]

    decided = decide(office, "2026-03-10", request, "已公开", "--with", FOR_ALL)

    assert (decided["state"], decided["outcome"]) == ("待答复", "已公开")
    assert decided["disclosure"] == FOR_ALL
    assert not decided["offers"]
    answered = act(office, "2026-03-11", "answer", request)
    assert answered["state"] == "已答复"
    said = office.ok("request", "show", request).out
    assert "公开栏" in said or "网站" in said, "the way to it is composed from where it is out"
    assert rows(office, "2026-06-30", "点题") == []
    assert office.verify()["ok"]


@pytest.mark.parametrize("typed", ["公1", "公１", "２０２６－０００１"])
def test_what_is_public_may_be_named_as_its_readers_name_it(
    with_matters: Office, typed: str
) -> None:
    request = ask(with_matters, "2026-03-09")
    decided = decide(with_matters, "2026-03-09", request, "已公开", "--with", typed)
    assert decided["disclosure"] == FOR_ALL


def test_a_member_is_told_of_what_is_for_members(with_matters: Office) -> None:
    request = ask(with_matters, "2026-03-09", "--asker", "党员")
    decided = decide(with_matters, "2026-03-09", request, "已公开", "--with", "党2")
    assert decided["disclosure"] == FOR_MEMBERS


def test_what_should_be_public_becomes_a_proposal_with_a_clock_of_its_own(office: Office) -> None:
    request = ask(office, "2026-03-09")

    decided = decide(office, "2026-03-11", request, "应公开未公开")

    number = decided["disclosure"]
    assert (decided["state"], decided["outcome"]) == ("待答复", "应公开未公开")
    proposal = office.show(number)
    assert (proposal["code"], proposal["state"]) == ("6.1.1", "已提出")
    assert (proposal["occurred_on"], proposal["proposed_by"]) == ("2026-03-11", PROPOSER)
    assert "早餐" in proposal["title"]
    assert proposal["content"].startswith("点题要求公开：")
    assert decided["notices"], "the text has to be revised before it is reviewed"
    # 20 working days after 11 March: 12 13 | 16–20 | 23–27 | 30 31 1 2 3 (17) | 7 8 9 (20)
    due = office.ok("due", "--on", "2026-04-09", "--json").json
    assert ("随时", "6.1.1") in {(row["kind"], row["code"]) for row in due["today"]}
    answered = act(office, "2026-03-12", "answer", request, "--content", "已经列入公开，月内公布。")
    assert answered["state"] == "已答复"
    assert office.verify()["ok"]


def test_the_proposal_goes_to_the_item_and_under_the_words_that_were_given(
    office: Office,
) -> None:
    request = ask(office, "2026-03-09")
    more = ("--item", "3.3.3", "--title", "食堂早餐菜单", "--proposal-content", "早餐菜单如下。")
    number = decide(office, "2026-03-09", request, "应公开未公开", *more)["disclosure"]

    proposal = office.show(number)
    told = (proposal["code"], proposal["title"], proposal["content"])
    assert told == ("3.3.3", "食堂早餐菜单", "早餐菜单如下。")


def test_a_proposal_is_made_by_somebody_who_may_propose(office: Office) -> None:
    first = ask(office, "2026-03-09", "--by", SECOND_PROPOSER)
    words = ("--outcome", "应公开未公开", *SIGNED, "--as", SECRETARY, "--json")
    number = office.ok("request", "decide", first, *words).json["disclosure"]
    assert office.show(number)["proposed_by"] == SECOND_PROPOSER

    second = ask(office, "2026-03-09", "--by", SECOND_PROPOSER)
    office.ok("staff", "close", SECOND_PROPOSER, *SIGNED)
    office.on("2026-03-10")
    before = office.ok("list", "--json").json["disclosures"]
    assert office("request", "decide", second, *words).code == 3
    assert office.ok("list", "--json").json["disclosures"] == before
    assert seen(office, second)["state"] == "待决定"


def test_what_stays_closed_is_explained_goes_up_and_the_view_is_awaited(office: Office) -> None:
    request = ask(office, "2026-03-09")
    said = refused(office, "request", "decide", request, "--outcome", "不予公开", *SIGNED, code=2)
    assert "--reason" in said
    assert "--basis" in said

    decided = decide(office, "2026-03-10", request, "不予公开", *REFUSE)

    assert (decided["state"], decided["outcome"]) == ("待答复", "不予公开")
    # both the answer and the reference upwards are owed by 30 March: see CLOCKS below
    listed = rows(office, "2026-03-30", "点题")
    assert {row[:3] for row in listed} == {("today", request, "2026-03-30")}
    act(office, "2026-03-11", "answer", request, "--content", "事项还在调查，暂不公开。")
    due = office.ok("due", "--on", "2026-03-12", "--within", "30", "--json").json
    ours = [row for row in due["upcoming"] if row["number"] == request]
    assert [row["due_on"] for row in ours] == ["2026-03-30"], "answered, but not referred"
    assert "request refer" in ours[0]["next"]

    act(office, "2026-03-12", "refer", request, "--to", "示例县直机关工委")
    listed = rows(office, "2026-03-13", "点题")
    assert [row[:2] for row in listed] == [("waiting", request)]
    view = ("--view", "同意暂不公开", "--document-number", "示例工委〔2026〕9号")
    act(office, "2026-03-20", "refer", request, *view)
    assert rows(office, "2026-06-30", "点题") == []
    assert "同意暂不公开" in office.ok("request", "show", request).out
    assert office.verify()["ok"]


def test_what_is_divided_is_explained_and_the_open_part_is_named_or_proposed(
    with_matters: Office,
) -> None:
    office = with_matters
    first, second = ask(office, "2026-03-09"), ask(office, "2026-03-09")
    words = ("request", "decide", first, "--outcome", "区分处理", *SIGNED)
    said = refused(office, *words, code=2)
    assert "--reason" in said
    assert "--basis" in said

    named = decide(office, "2026-03-09", first, "区分处理", *REFUSE, "--with", "公1")
    made = decide(office, "2026-03-09", second, "区分处理", *REFUSE)

    assert (named["state"], named["outcome"], named["disclosure"]) == (
        "待答复",
        "区分处理",
        FOR_ALL,
    )
    assert made["disclosure"] == "2026-0003"
    assert office.show("2026-0003")["code"] == "6.1.1"


def test_what_is_unclear_is_asked_back_and_goes_on_when_it_was_made_clear(office: Office) -> None:
    request = ask(office, "2026-03-09")
    said = refused(office, "request", "decide", request, "--outcome", "补正", *SIGNED, code=2)
    assert "--reason" in said

    asked = decide(office, "2026-03-10", request, "补正", "--reason", "没有写明是哪一年")
    assert (asked["state"], asked["outcome"]) == ("补正中", "补正")
    back = act(office, "2026-03-12", "supplement", request, "--content", "要2025年的")

    assert back["state"] == "待决定"
    assert "要2025年的" in office.ok("request", "show", request).out
    decided = decide(office, "2026-03-13", request, "不予公开", *REFUSE)
    assert (decided["state"], decided["outcome"]) == ("待答复", "不予公开")


def test_whom_it_concerns_is_heard_and_then_it_is_decided(office: Office) -> None:
    request = ask(office, "2026-03-09")
    asked = decide(office, "2026-03-10", request, "征求第三方")
    assert (asked["state"], asked["outcome"]) == ("征求中", "征求第三方")
    assert act(office, "2026-03-12", "supplement", request)["state"] == "待决定"


# The two clocks

CLOCKS = {
    # received: (3 working days, 10, 15, 30)
    # We 29 April: 30 | 6 7 May; 8 9 11 12 13 14 15; 18–22; 25–29 1–5 June 8–12
    "2026-04-29": ("2026-05-07", "2026-05-15", "2026-05-22", "2026-06-12"),
    # Mo 9 March: 10 11 12; 13 16 17 18 19 20 23; 24 25 26 27 30;
    # 31 1 2 3 April 7 8 9 10 13 14 15 16 17 20 21
    "2026-03-09": ("2026-03-12", "2026-03-23", "2026-03-30", "2026-04-21"),
    # Th 12 February: 13, Sa 14, 24; 25 26 27, Sa 28, 2 3 4 March; 5 6 9 10 11;
    # 12 13 16–20 23–27 30 31 1 April
    "2026-02-12": ("2026-02-24", "2026-03-04", "2026-03-11", "2026-04-01"),
    # Sa 21 February, a holiday: 24 25 26; 27, Sa 28, 2 3 4 5 6 March; 9–13; 16–20 23–27 30–3
    "2026-02-21": ("2026-02-26", "2026-03-06", "2026-03-13", "2026-04-03"),
    # Th 17 September: 18, Su 20, 21; 22 23 24 28 29 30 8 October; 9, Sa 10, 12 13 14;
    # 15 16 19–23 26–30 2 3 4 November
    "2026-09-17": ("2026-09-21", "2026-10-08", "2026-10-14", "2026-11-04"),
    # We 30 September: 8 9, Sa 10; 12–16 19 20; 21 22 23 26 27; 28 29 30 2–6 9–13 16 17
    "2026-09-30": ("2026-10-10", "2026-10-20", "2026-10-27", "2026-11-17"),
    # Th 24 December: 25 28 29; 30 31, 1 January off by the statute, 4–8; 11–15; 18–5 February
    "2026-12-24": ("2026-12-29", "2027-01-08", "2027-01-15", "2027-02-05"),
}


@pytest.mark.parametrize("received", CLOCKS)
def test_both_clocks_run_in_working_days_from_the_day_it_came(
    office: Office, received: str
) -> None:
    by_rule, longer, answer, later = CLOCKS[received]
    request = ask(office, received)
    assert clocks(seen(office, request)) == (by_rule, answer)

    assert clocks(extend(office, received, request)) == (longer, answer)
    decide(office, received, request, "不予公开", *REFUSE)
    assert seen(office, request)["answer_by"] == answer
    assert extend(office, received, request)["answer_by"] == later


def test_it_counts_from_the_day_it_came_though_it_is_entered_later(office: Office) -> None:
    request = ask(office, "2026-10-09", "--received", "2026-09-30")
    document = seen(office, request)
    assert document["received_on"] == "2026-09-30"
    assert clocks(document) == ("2026-10-10", "2026-10-27")


def test_each_clock_is_extended_once_and_only_in_its_own_time(office: Office) -> None:
    why = ("--reason", "还要查对", *SIGNED)
    request = ask(office, "2026-03-09")
    assert "--reason" in refused(office, "request", "extend", request, *SIGNED, code=2)
    extend(office, "2026-03-12", request)
    refused(office, "request", "extend", request, *why)

    decide(office, "2026-03-13", request, "不予公开", *REFUSE)
    assert clocks(extend(office, "2026-03-30", request))[1] == "2026-04-21"
    refused(office, "request", "extend", request, *why)

    act(office, "2026-03-31", "answer", request, "--content", "不予公开，原因见告知书。")
    other = ask(office, "2026-03-31")
    decide(office, "2026-03-31", other, "不予公开", *REFUSE)
    act(office, "2026-03-31", "answer", other, "--content", "不予公开。")
    refused(office, "request", "extend", other, *why)


def test_a_date_that_has_passed_is_not_extended_any_more(office: Office) -> None:
    why = ("--reason", "还要查对", *SIGNED)
    request = ask(office, "2026-03-09")
    office.on("2026-03-13")
    refused(office, "request", "extend", request, *why)
    decide(office, "2026-03-13", request, "不予公开", *REFUSE)
    office.on("2026-03-31")
    refused(office, "request", "extend", request, *why)


@pytest.mark.parametrize("outcome", ["补正", "征求第三方"])
def test_nothing_is_extended_while_somebody_else_is_asked(office: Office, outcome: str) -> None:
    request = ask(office, "2026-03-09")
    decide(office, "2026-03-09", request, outcome, "--reason", "不清楚")
    refused(office, "request", "extend", request, "--reason", "还要查对", *SIGNED)


@pytest.mark.parametrize("outcome", ["补正", "征求第三方"])
def test_both_clocks_stand_still_over_the_national_day(office: Office, outcome: str) -> None:
    request = ask(office, "2026-09-17")

    stopped = decide(office, "2026-09-18", request, outcome, "--reason", "不清楚")
    assert clocks(stopped) == ("2026-09-21", "2026-10-14")
    gone_on = act(office, "2026-10-08", "supplement", request)

    # Su 20 21 22 23 24 28 29 30 8: nine working days. After 21 September: 22 23 24 28 29 30 8 9
    # and Sa 10; after 14 October: 15 16 19 20 21 22 23 26 27
    assert clocks(gone_on) == ("2026-10-10", "2026-10-27")
    # with an extension, ten days from 17 September instead of three: 8 October, and nine more:
    # 9, Sa 10, 12 13 14 15 16 19 20
    assert clocks(extend(office, "2026-10-08", request)) == ("2026-10-20", "2026-10-27")


def test_they_stand_still_over_the_spring_festival(office: Office) -> None:
    request = ask(office, "2026-02-12")
    decide(office, "2026-02-13", request, "征求第三方")
    # Sa 14, 24 25: three working days; 24 February + 25 26 27, 11 March + 12 13 16
    gone_on = act(office, "2026-02-25", "supplement", request)
    assert clocks(gone_on) == ("2026-02-27", "2026-03-16")


def test_what_was_late_when_they_stopped_is_late_by_as_much_when_they_go_on(
    office: Office,
) -> None:
    request = ask(office, "2026-09-17")  # to be decided by 21 September
    decide(office, "2026-09-23", request, "补正", "--reason", "不清楚")
    assert [row[0] for row in rows(office, "2026-09-23", "点题")] == ["waiting"]

    gone_on = act(office, "2026-09-30", "supplement", request)

    # 24 28 29 30: four working days, to 22 23 24 and 28 September; two of them late as before
    assert gone_on["decide_by"] == "2026-09-28"
    assert rows(office, "2026-09-30", "点题") == [("overdue", request, "2026-09-28", 2)]


def test_two_waits_add_up_and_one_may_follow_the_other(office: Office) -> None:
    request = ask(office, "2026-03-09")
    decide(office, "2026-03-10", request, "补正", "--reason", "不清楚")
    # 11 12: two
    assert clocks(act(office, "2026-03-12", "supplement", request)) == ("2026-03-16", "2026-04-01")
    decide(office, "2026-03-13", request, "征求第三方")
    # 16 17 18: three; 1 April + 2 3 7
    assert clocks(act(office, "2026-03-18", "supplement", request)) == ("2026-03-19", "2026-04-07")

    other = ask(office, "2026-03-18")  # decide by 23, answer by 9 April: 19 20 23–27 30–3 7 8 9
    decide(office, "2026-03-18", other, "补正", "--reason", "不清楚")
    decide(office, "2026-03-20", other, "征求第三方")
    # 19 20 23 24: four in all; 23 + 24 25 26 27; 9 April + 10 13 14 15
    assert clocks(act(office, "2026-03-24", "supplement", other)) == ("2026-03-27", "2026-04-15")


def test_a_decision_ends_the_wait(office: Office) -> None:
    request = ask(office, "2026-03-09")
    decide(office, "2026-03-10", request, "补正", "--reason", "不清楚")
    decided = decide(office, "2026-03-16", request, "不予公开", *REFUSE)
    # 11 12 13 16: four; 30 March + 31 1 2 3 April
    assert (decided["state"], decided["answer_by"]) == ("待答复", "2026-04-03")
    refused(office, "request", "supplement", request)


def test_what_came_back_on_the_same_day_moved_nothing(office: Office) -> None:
    request = ask(office, "2026-03-09")
    decide(office, "2026-03-10", request, "补正", "--reason", "不清楚")
    assert clocks(act(office, "2026-03-10", "supplement", request)) == ("2026-03-12", "2026-03-30")


def test_the_limits_are_rules(office: Office) -> None:
    for name, days in (("点题决定", "1"), ("点题决定延长", "2"), ("点题答复", "4")):
        office.ok("config", "set", name, days, "--basis", "本单位规定", *SIGNED)
    request = ask(office, "2026-03-09")
    assert clocks(seen(office, request)) == ("2026-03-10", "2026-03-13")
    assert extend(office, "2026-03-09", request)["decide_by"] == "2026-03-11"


# The weekly check


def test_an_undecided_request_is_due_and_then_overdue(office: Office) -> None:
    request = ask(office, "2026-09-17")
    assert rows(office, "2026-09-21", "点题") == [("today", request, "2026-09-21", 0)]
    assert rows(office, "2026-09-22", "点题") == [("overdue", request, "2026-09-21", 1)]
    ((name, *_),) = rows(office, "2026-09-18", "点题")
    assert name in ("this_week", "upcoming")

    due = office.ok("due", "--on", "2026-09-21", "--json").json["today"]
    (row,) = (row for row in due if row["number"] == request)
    assert (row["code"], row["kind"]) == ("6.1.1", "点题")
    assert f"request decide {request}" in row["next"]
    assert request in office.ok("due", "--on", "2026-09-22").out


def test_a_decided_request_is_due_by_its_answer(office: Office) -> None:
    request = ask(office, "2026-09-17")
    decide(office, "2026-09-18", request, "应公开未公开")
    assert rows(office, "2026-10-14", "点题") == [("today", request, "2026-10-14", 0)]
    assert rows(office, "2026-10-17", "点题") == [("overdue", request, "2026-10-14", 3)]
    due = office.ok("due", "--on", "2026-10-14", "--json").json["today"]
    (row,) = (row for row in due if row["number"] == request)
    assert f"request answer {request}" in row["next"]


@pytest.mark.parametrize(
    ("outcome", "until"),
    [
        # after We 18 March seven: 19 20 23 24 25 26 27; fifteen: 30 31 1 2 3 April 7 8 9
        ("补正", "2026-03-27"),
        ("征求第三方", "2026-04-09"),
    ],
)
def test_what_somebody_else_must_say_is_waited_for_and_never_overdue(
    office: Office, outcome: str, until: str
) -> None:
    request = ask(office, "2026-03-17")
    decide(office, "2026-03-18", request, outcome, "--reason", "不清楚")
    for day in ("2026-03-18", "2026-03-27", "2026-04-30"):
        ((name, number, due_on, _),) = rows(office, day, "点题")
        assert (name, number, due_on) == ("waiting", request, until)


@pytest.mark.parametrize("audience", ["党内", "社会"])
def test_nobody_outside_sees_that_something_was_asked(office: Office, audience: str) -> None:
    request = ask(office, "2026-09-17")
    ran = office.ok("due", "--on", "2026-09-30", "--audience", audience, "--json")
    assert request not in ran.out
    assert "点题" not in {row["kind"] for key in ("upcoming",) for row in ran.json.get(key, [])}
    report = office.ok("report", "--audience", audience, "--json")
    assert request not in report.out
    assert "requests" not in report.json
    assert office("request", "list", "--audience", audience).code == 2
    assert office("request", "show", request, "--audience", audience).code == 2


# Many voices


def three_voices(office: Office) -> tuple[str, str, str]:
    """Let three people ask for the same, the second of them first."""
    first = ask(office, "2026-03-09")
    second = ask(office, "2026-03-09", "--received", "2026-03-05", "--asker", "党员")
    third = ask(office, "2026-03-10", "--content", "早餐吃什么，请公开")
    return first, second, third


def test_one_answer_many_voices_by_the_clock_of_the_earliest(office: Office) -> None:
    first, second, third = three_voices(office)

    joined = act(office, "2026-03-10", "join", second, third, first)

    into = seen(office, first)
    assert (into["voices"], sorted(into["voice_ids"])) == (3, sorted([first, second, third]))
    assert (into["joined"], seen(office, second)["joined"]) == (None, first)
    # Th 5 March: 6 9 10; 11 12 13 16–20 23–26
    assert clocks(into) == ("2026-03-10", "2026-03-26")
    assert {seen(office, each)["state"] for each in (second, third)} == {"已并办"}
    assert joined["receipt"]
    assert {row[1] for row in rows(office, "2026-03-10", "点题")} == {first}

    decide(office, "2026-03-10", first, "不予公开", *REFUSE)
    act(office, "2026-03-11", "answer", first, "--content", "菜单由食堂自定，不属于党务。")
    assert {seen(office, each)["state"] for each in (first, second, third)} == {"已答复"}
    assert office.verify()["ok"]


def test_who_joins_after_the_answer_is_told_it_too(office: Office) -> None:
    first = ask(office, "2026-03-09")
    decide(office, "2026-03-09", first, "不予公开", *REFUSE)
    act(office, "2026-03-10", "answer", first, "--content", "菜单由食堂自定。")
    act(office, "2026-03-10", "refer", first, "--to", "示例县直机关工委")
    act(office, "2026-03-10", "refer", first, "--view", "同意")
    late = ask(office, "2026-03-11")

    act(office, "2026-03-11", "join", late, first)

    assert seen(office, late)["state"] == "已并办"
    assert seen(office, late)["outcome"] == "不予公开"
    assert {row[1] for row in rows(office, "2026-03-31", "点题")} == {late}, "not told yet"
    assert act(office, "2026-03-12", "answer", late)["state"] == "已答复"
    assert rows(office, "2026-06-30", "点题") == []
    assert seen(office, first)["voices"] == 2


def test_who_joins_afterwards_makes_nothing_late_that_was_in_time(office: Office) -> None:
    first = ask(office, "2026-03-09")
    before = clocks(seen(office, first))
    decide(office, "2026-03-11", first, "应公开未公开")
    act(office, "2026-03-12", "answer", first, "--content", "近日在公开栏公布。")
    late = ask(office, "2026-03-12", "--received", "2026-03-02", "--late-reason", "信箱开得晚")

    act(office, "2026-03-12", "join", late, first, "--late-reason", "信箱开得晚")

    assert clocks(seen(office, first)) == before


def test_only_what_is_open_joins_and_not_into_what_joined_itself(office: Office) -> None:
    first, second, third = three_voices(office)
    act(office, "2026-03-10", "join", second, first)
    refused(office, "request", "join", third, second)
    refused(office, "request", "join", second, third)
    refused(office, "request", "join", first, third)
    decide(office, "2026-03-10", third, "不予公开", *REFUSE)
    refused(office, "request", "join", third, first)
    assert office("request", "join", first, first).code in (2, 3)
    refused(office, "request", "join", first, "2026-D099", code=4)


def test_one_of_the_masses_among_the_voices_hears_nothing_that_is_for_members(
    with_matters: Office,
) -> None:
    office = with_matters
    member = ask(office, "2026-03-09", "--asker", "党员")
    one = ask(office, "2026-03-09")
    act(office, "2026-03-09", "join", one, member)
    words = ("request", "decide", member, "--outcome", "已公开", "--with", "党2", *SIGNED)
    refused(office, *words)
    decide(office, "2026-03-09", member, "不予公开", *REFUSE)
    refused(office, "request", "answer", member, "--content", f"见《{SECRET_TITLE}》")

    answered = ask(office, "2026-03-09", "--asker", "党员")
    decide(office, "2026-03-09", answered, "已公开", "--with", "党2")
    late = ask(office, "2026-03-09")
    ran = office("request", "join", late, answered)
    assert ran.code == 3
    assert "培训" not in ran.out + ran.err


def test_several_join_all_or_none(office: Office) -> None:
    first, second, third = three_voices(office)
    decide(office, "2026-03-10", third, "不予公开", *REFUSE)

    said = refused(office, "request", "join", second, third, first)

    assert third in said
    assert seen(office, second)["state"] == "待决定"


def test_after_the_third_voice_the_catalogue_is_asked_to_grow(office: Office) -> None:
    first, second, third = three_voices(office)
    before = office.ok("catalog", "check", "--json").json
    act(office, "2026-03-10", "join", second, first)
    assert office.ok("catalog", "check", "--json").json["proposals"] == []

    act(office, "2026-03-10", "join", third, first)

    after = office.ok("catalog", "check", "--json").json
    (topic,) = after.pop("proposals")
    assert sorted(topic["requests"]) == sorted([first, second, third])
    assert topic["voices"] == 3
    assert "早餐" in topic["topic"]
    assert "catalog add" in topic["next"]
    assert after == {key: value for key, value in before.items() if key != "proposals"}
    assert "早餐" in office.ok("catalog", "check").out


def test_what_an_item_covers_is_no_new_item(office: Office) -> None:
    first, second, third = three_voices(office)
    act(office, "2026-03-10", "join", second, third, first)
    decide(office, "2026-03-10", first, "应公开未公开", "--item", "3.3.3")
    assert office.ok("catalog", "check", "--json").json["proposals"] == []


# What is offered


@pytest.mark.parametrize("words", ["早餐", "食堂", "餐", "程序", "食堂早餐的办理程序"])
def test_what_is_out_is_offered_for_one_word_of_one_or_two_signs(
    with_matters: Office, words: str
) -> None:
    request = ask(with_matters, "2026-03-09", "--content", words)
    (offer, *_) = seen(with_matters, request)["offers"]
    assert (offer["number"], offer["public_number"]) == (FOR_ALL, "公1")
    assert offer["title"] == "食堂早餐的办理程序"
    assert "公开栏" in str(offer["where"]) or "网站" in str(offer["where"])


@pytest.mark.parametrize("words", [SECRET_TITLE, "培训", "党员培训"])
def test_what_is_for_members_is_never_offered_to_the_masses(
    with_matters: Office, words: str
) -> None:
    ran = with_matters.ok("request", "add", "--content", f"请公开{words}", "--received", "今天")
    request = "2026-D001"
    shown = with_matters.ok("request", "show", request)
    offered = seen(with_matters, request)["offers"]

    assert FOR_MEMBERS not in {each["number"] for each in offered}
    for text in (ran.out, ran.err, shown.out):
        assert FOR_MEMBERS not in text
        assert "党2" not in text
        assert SECRET_TITLE not in text.replace(f"请公开{words}", "")

    member = ask(with_matters, "2026-03-09", "--content", f"请公开{words}", "--asker", "党员")
    assert FOR_MEMBERS in {each["number"] for each in seen(with_matters, member)["offers"]}


def test_what_was_taken_down_or_has_nothing_in_common_is_not_offered(
    with_matters: Office,
) -> None:
    office = with_matters
    assert seen(office, ask(office, "2026-03-09", "--content", "绩效考核"))["offers"] == []
    office.ok("takedown", FOR_ALL, "--reason", "有误")
    assert seen(office, ask(office, "2026-03-09", "--content", "食堂"))["offers"] == []


def test_the_best_five_are_offered_best_first(office: Office) -> None:
    office.on("2026-03-02")
    titles = ["食堂一", "食堂二", "食堂三", "食堂四", "食堂五", "食堂采购价格"]
    for title in titles:
        office.propose("5.1.1", "--title", title, "--content", "如下。", "--channel", "公开栏")
    span = "2026-0001..2026-0006"
    office.review(span)
    office.approve(span)
    office.ok("publish", span, "--channel", "公开栏", "--place", "一楼", "--by", PROPOSER)

    def offered(words: str) -> list[str]:
        shown = seen(office, ask(office, "2026-03-09", "--content", words))
        return [each["title"] for each in shown["offers"]]

    assert len(offered("请公开食堂")) == 5
    assert offered("请公开食堂采购价格")[0] == "食堂采购价格"


# What is refused


def test_a_matter_for_members_is_no_answer_to_the_masses_nor_told_of(
    with_matters: Office,
) -> None:
    office = with_matters
    request = ask(office, "2026-03-09")
    for typed in (FOR_MEMBERS, "党2"):
        words = ("request", "decide", request, "--outcome", "已公开", "--with", typed, *SIGNED)
        ran = office(*words)
        said = ran.out + ran.err
        assert ran.code == 3
        assert "培训" not in said
        assert "2.2.1" not in said
        assert "2026-03-02" not in said
    assert seen(office, request)["state"] == "待决定"

    decide(office, "2026-03-09", request, "不予公开", *REFUSE)
    for text in (f"请看{FOR_MEMBERS}", "请看党2", f"见《{SECRET_TITLE}》"):
        assert office("request", "answer", request, "--content", text).code == 3
    assert seen(office, request)["state"] == "待答复"


def test_what_is_not_out_or_not_named_is_no_answer(with_matters: Office) -> None:
    office = with_matters
    request = ask(office, "2026-03-09")
    waiting = office.walk("已审批", "3.3.3")
    words = ("request", "decide", request, "--outcome", "已公开", *SIGNED)
    assert "--with" in refused(office, *words, code=2)
    refused(office, *words, "--with", waiting)
    refused(office, *words, "--with", "2026-0099", code=4)
    office.ok("takedown", FOR_ALL, "--reason", "有误")
    refused(office, *words, "--with", FOR_ALL)


def test_what_came_tomorrow_is_refused(office: Office) -> None:
    office.on("2026-03-09")
    refused(office, "request", "add", "--content", ASKED, "--received", "2026-03-10")
    received = ("--received", "2026-03-09", "--on", "2026-03-06")
    refused(office, "request", "add", "--content", ASKED, *received)
    refused(office, "request", "add", "--content", ASKED, "--received", "2026-13-01", code=2)
    assert office.ok("request", "list", "--json").json["requests"] == []


def test_words_outside_the_vocabularies_and_missing_ones_are_all_told_at_once(
    office: Office,
) -> None:
    office.on("2026-03-09")
    said = refused(office, "request", "add", "--asker", "干部", "--via", "微信", code=2)
    for told in ("--content", "干部", "微信", "群众", "信箱"):
        assert told in said
    request = ask(office, "2026-03-09")
    said = refused(office, "request", "decide", request, "--outcome", "同意", *SIGNED, code=2)
    assert "应公开未公开" in said
    refused(office, "request", "decide", request, *SIGNED, code=2)


def test_an_answer_needs_a_decision_and_is_given_once(office: Office) -> None:
    request = ask(office, "2026-03-09")
    said = refused(office, "request", "answer", request, "--content", "答复如下。")
    assert f"request decide {request}" in said
    refused(office, "request", "supplement", request)
    decide(office, "2026-03-09", request, "不予公开", *REFUSE)
    words = ("request", "decide", request, "--outcome", "不予公开", *REFUSE, *SIGNED)
    refused(office, *words)
    act(office, "2026-03-09", "answer", request, "--content", "不予公开。")
    refused(office, "request", "answer", request, "--content", "又答复一次。")
    refused(office, *words)
    refused(office, "request", "answer", "2026-D099", "--content", "答复如下。", code=4)
    refused(office, "request", "show", "2026-D099", code=4)


def test_only_what_was_refused_goes_up_and_the_view_comes_after_it_went(office: Office) -> None:
    request = ask(office, "2026-03-09")
    refused(office, "request", "refer", request, "--to", "示例县直机关工委")
    decide(office, "2026-03-09", request, "不予公开", *REFUSE)
    refused(office, "request", "refer", request, "--view", "同意")
    refused(office, "request", "refer", request, code=2)


def test_a_mark_of_secrecy_stops_it_and_personal_values_are_findings(office: Office) -> None:
    office.on("2026-03-09")
    ran = office("request", "add", "--content", "请公开：机密★1年 关于人事的方案")
    assert ran.code == 3
    assert office.ok("request", "list", "--json").json["requests"] == []

    request = ask(office, "2026-03-09", "--content", "请公开低保名单，我的电话13800138000")
    (finding,) = seen(office, request)["findings"]
    assert (finding["kind"], finding["id"]) == ("手机号", "F1")
    assert "13800138000" not in str(finding)
    decide(office, "2026-03-09", request, "不予公开", *REFUSE)
    refused(office, "request", "answer", request, "--content", "已电话13800138000告知。")
    assert seen(office, request)["state"] == "待答复"


@pytest.mark.parametrize("who", [REVIEWER, PROPOSER])
def test_who_may_not_approve_does_not_decide_or_extend(office: Office, who: str) -> None:
    request = ask(office, "2026-03-09")
    for words in (
        ("decide", request, "--outcome", "不予公开", *REFUSE),
        ("extend", request, "--reason", "还要查对"),
    ):
        assert office("request", *words, "--by", who).code == 3
    assert seen(office, request)["state"] == "待决定"
    assert seen(office, request)["decide_by"] == "2026-03-12"


def test_who_has_no_matters_in_hand_records_none(office: Office) -> None:
    request = ask(office, "2026-03-09")
    other = ask(office, "2026-03-09")
    signed = ("--by", REVIEWER)
    assert office("request", "add", "--content", ASKED, *signed).code == 3
    assert office("request", "join", other, request, *signed).code == 3
    decide(office, "2026-03-09", request, "补正", "--reason", "不清楚")
    assert office("request", "supplement", request, *signed).code == 3
    decide(office, "2026-03-09", request, "不予公开", *REFUSE)
    assert office("request", "answer", request, "--content", "不公开。", *signed).code == 3
    assert office("request", "refer", request, "--to", "示例工委", *signed).code == 3
    assert seen(office, request)["state"] == "待答复"
    assert len(office.ok("request", "list", "--json").json["requests"]) == 2


# Numbers, rehearsals, the past


@pytest.mark.parametrize("typed", ["2026-D1", "2026-d001", "２０２６－ｄ００１", "２０２６－Ｄ１"])
def test_a_request_is_found_however_its_number_is_typed(office: Office, typed: str) -> None:
    assert ask(office, "2026-03-09") == "2026-D001"
    assert seen(office, typed)["id"] == "2026-D001"
    decided = decide(office, "2026-03-09", typed, "不予公开", *REFUSE)
    assert decided["id"] == "2026-D001"


def test_numbers_run_without_a_gap_in_the_year_in_which_it_came(office: Office) -> None:
    assert [ask(office, "2026-12-30") for _ in range(2)] == ["2026-D001", "2026-D002"]
    assert ask(office, "2027-01-04") == "2027-D001"
    assert ask(office, "2027-01-04", "--received", "2026-12-31") == "2026-D003"
    listed = office.ok("request", "list", "--json").json["requests"]
    assert {each["id"] for each in listed} == {
        *("2026-D001", "2026-D002", "2026-D003", "2027-D001")
    }


def test_a_slip_keeps_its_number(office: Office) -> None:
    office.on("2026-03-09")
    slip = office.ok("request", "add", "--content", ASKED, "--json").json
    office.ok("annul", seq_of(slip), *ANNUL)
    assert ask(office, "2026-03-09") == "2026-D002"
    assert rows(office, "2026-03-12", "点题") == [("today", "2026-D002", "2026-03-12", 0)]


def test_a_rehearsal_records_nothing(office: Office) -> None:
    request = ask(office, "2026-03-09")
    other = ask(office, "2026-03-09")
    before = (entries(office), seen(office, request), office.ok("list", "--json").json)
    for words in (
        ("add", "--content", ASKED, "--name", "示例甲"),
        ("decide", request, "--outcome", "应公开未公开", *SIGNED),
        ("decide", request, "--outcome", "补正", "--reason", "不清楚", *SIGNED),
        ("extend", request, "--reason", "还要查对", *SIGNED),
        ("join", other, request),
    ):
        office.ok("request", *words, "--dry-run")
    assert (entries(office), seen(office, request), office.ok("list", "--json").json) == before


def stands(office: Office, request: str) -> Any:
    """Return where a request stands, without what the journal tells of the way."""
    return {key: value for key, value in seen(office, request).items() if key != "events"}


def stood_before(office: Office, request: str, document: Any, before: Any) -> None:
    """Take an entry back, and see that the request stands as it had stood."""
    assert stands(office, request) != before
    office.ok("annul", seq_of(document), *ANNUL)
    assert stands(office, request) == before


def test_every_entry_can_be_taken_back_and_the_state_goes_back_with_it(office: Office) -> None:
    request, other = ask(office, "2026-03-09"), ask(office, "2026-03-09")

    def check(verb: str, *words: str) -> None:
        before = stands(office, request)
        stood_before(office, request, act(office, "2026-03-10", verb, *words), before)

    check("extend", request, "--reason", "还要查对", *SIGNED)
    check("decide", request, "--outcome", "补正", "--reason", "不清楚", *SIGNED)
    check("join", other, request)
    decide(office, "2026-03-10", request, "征求第三方")
    check("supplement", request, "--content", "没有意见")
    check("decide", request, "--outcome", "不予公开", *REFUSE, *SIGNED)
    decide(office, "2026-03-10", request, "不予公开", *REFUSE)
    check("extend", request, "--reason", "还要查对", *SIGNED)
    check("answer", request, "--content", "不予公开。")
    check("refer", request, "--to", "示例县直机关工委")
    act(office, "2026-03-10", "refer", request, "--to", "示例县直机关工委")
    check("refer", request, "--view", "同意")
    assert office.verify()["ok"]


def test_the_past_is_asked_as_it_had_been_recorded(office: Office) -> None:
    request = ask(office, "2026-03-09")
    decide(office, "2026-03-11", request, "不予公开", *REFUSE)
    act(office, "2026-03-16", "answer", request, "--content", "不予公开。")
    act(office, "2026-03-16", "refer", request, "--to", "示例县直机关工委")

    def as_of(day: str, way: str) -> list[tuple[str, str]]:
        due = office.ok("due", way, day, "--within", "60", "--json").json
        return sorted(
            {
                (row["due_on"], row["number"])
                for name in ("overdue", "today", "this_week", "upcoming")
                for row in due[name]
                if row["kind"] == "点题"
            }
        )

    for way in ("--as-of", "--on"):
        assert as_of("2026-03-08", way) == []
        assert as_of("2026-03-10", way) == [("2026-03-12", request)]
        assert as_of("2026-03-12", way) == [("2026-03-30", request)]
        assert as_of("2026-03-16", way) == []
