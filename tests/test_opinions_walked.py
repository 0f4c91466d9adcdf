"""意见 and 整改, walked command by command: 公开, 反映, 整改, 再公开 (issue 19).

Every date below was counted by hand on the calendar that stands in `hearing`.
"""

from pathlib import Path
from typing import Any

import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, Office
from hearing import LISTS, entries, january, made_public, rows, seq_of

N = "2026-0001"
MENDED = "2026-0002"
FIRST, SECOND, THIRD = f"{N}-Y1", f"{N}-Y2", f"{N}-Y3"
SAID = "数字和会上说的不一致"
ANNUL = ("--reason", "登记错了", "--by", SECRETARY)
TRUE = ("--result", "属实", "--feedback", "已经核对，反映属实")
FALSE = ("--result", "不属实", "--feedback", "核对无误，已当面说明")
PUT_RIGHT = ("--rectify", "核对后重新公布", "--to", PROPOSER, "--due", "2026-04-10")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office that made its rules public on 2 March, in four ways."""
    office = january(tmp_path_factory.mktemp("意见"))
    assert made_public(office, "2026-03-02", "5.1.1", "食堂采购价格的办理程序") == N
    return office


@pytest.fixture
def office(opened: Office, tmp_path: Path) -> Office:
    return opened.copy(tmp_path)


def say(office: Office, day: str, *more: str, number: str = N) -> Any:
    """意见 on a day, as it is answered."""
    office.on(day)
    words = () if "--content" in more else ("--content", SAID)
    return office.ok("opinion", "add", number, *words, *more, "--json").json


def do(office: Office, day: str, verb: str, *words: str) -> Any:
    office.on(day)
    return office.ok("opinion", verb, *words, "--json").json


def opinion(office: Office, one: str = FIRST) -> Any:
    """Return one opinion as the list has it."""
    listed = office.ok("opinion", "list", "--json").json["opinions"]
    return next(each for each in listed if each["id"] == one)


def refused(office: Office, *words: str, code: int = 3) -> str:
    """Run what must be refused, see that nothing was written, return what it said."""
    before = entries(office)
    ran = office(*words)
    assert ran.code == code, f"pdisc {' '.join(words)} → {ran.code}\n{ran.out}{ran.err}"
    assert entries(office) == before
    return ran.out + ran.err


FIGURES = ("published_on", "opinions", "upheld", "rectifying", "republished", "open")


def loop(office: Office) -> Any:
    """Return the figures of the loop."""
    told = office.ok("show", N, "--loop", "--json").json["loop"]
    return {key: told[key] for key in FIGURES}


def row_of(office: Office, day: str, kind: str) -> Any:
    """Return the one row of a kind in the weekly check."""
    due = office.ok("due", "--on", day, "--within", "60", "--json").json
    return next(row for name in LISTS for row in due[name] if row["kind"] == kind)


def corrected(office: Office, day: str, *ids: str) -> str:
    """Propose a correction that puts opinions right; return its number."""
    office.on(day)
    words = ("--content", "采购价格改正如下。", "--rectifies", *ids)
    return str(office.ok("correct", N, *words, "--json").json["number"])


def carried(office: Office, day: str, number: str) -> None:
    """Review, approve and publish within one day."""
    office.on(day)
    office.review(number)
    office.approve(number)
    office.publish(number)


# An opinion by itself


def test_an_opinion_is_heard_handed_on_and_settled_once(office: Office) -> None:
    heard = say(office, "2026-03-09", "--via", "意见箱", "--from", "示例乙")
    assert (heard["id"], heard["number"], heard["content"]) == (FIRST, N, SAID)
    assert (heard["via"], heard["received_on"], heard["state"]) == (
        "意见箱",
        "2026-03-09",
        "待办理",
    )
    # Mo 9 March: 10 11 12 13; 16–20; 23–27; 30
    assert heard["settle_by"] == "2026-03-30"
    assert heard["result"] is None

    do(office, "2026-03-10", "assign", FIRST, "--to", PROPOSER)
    assert opinion(office)["state"] == "已批办"
    do(office, "2026-03-12", "settle", FIRST, *FALSE)

    settled = opinion(office)
    assert (settled["state"], settled["result"]) == ("已办结", "不属实")
    assert settled["feedback"] == "核对无误，已当面说明"
    assert settled["rectified_by"] is None
    said = refused(office, "opinion", "settle", FIRST, *TRUE)
    assert "办结" in said
    assert rows(office, "2026-06-30", "意见", "整改") == []
    assert office.verify()["ok"]


@pytest.mark.parametrize(
    ("received", "settle_by"),
    [
        # 13, Sa 14, 24 25 26 27, Sa 28, 2–6 March, 9 10 11
        ("2026-02-12", "2026-03-11"),
        # 18, Su 20, 21 22 23 24 28 29 30 8 October 9, Sa 10, 12 13 14
        ("2026-09-17", "2026-10-14"),
        # 30; 6 7 8, Sa 9, 11–15, 18–22
        ("2026-04-29", "2026-05-22"),
    ],
)
def test_it_is_settled_within_fifteen_working_days(
    office: Office, received: str, settle_by: str
) -> None:
    if received < "2026-03-02":
        office.on(received)
        number = office.walk("已公开", "3.3.3", "--title", "示例活动", "--channel", "会议")
    else:
        number = N
    heard = say(office, received, number=number)
    assert heard["settle_by"] == settle_by
    assert rows(office, settle_by, "意见") == [("today", number, settle_by, 0)]


@pytest.mark.parametrize(
    ("received", "settle_by"),
    [
        ("2026-03-09", "2026-03-16"),
        ("2026-03-16", "2026-03-16"),
        # over since yesterday. 18 19 20; 23–27; 30 31 1 2 3 April; 7 8
        ("2026-03-17", "2026-04-08"),
    ],
)
def test_while_a_notice_runs_it_is_settled_before_its_end(
    office: Office, received: str, settle_by: str
) -> None:
    office.on("2026-03-02")
    more = ("--public-notice", "--channel", "公开栏", "--title", "发展对象公示")
    number = office.propose("3.3.1", *more)
    office.review(number)
    office.approve(number)
    place = ("--channel", "公开栏", "--place", "一楼", "--by", PROPOSER)
    office.ok("publish", number, *place, "--until", "2026-03-16")

    assert say(office, received, number=number)["settle_by"] == settle_by


def test_a_notice_that_runs_long_gives_no_more_than_fifteen_days(office: Office) -> None:
    office.on("2026-03-02")
    number = office.propose("3.3.1", "--public-notice", "--channel", "公开栏", "--title", "公示")
    office.review(number)
    office.approve(number)
    place = ("--channel", "公开栏", "--place", "一楼", "--by", PROPOSER)
    office.ok("publish", number, *place, "--until", "2026-05-29")
    assert say(office, "2026-03-09", number=number)["settle_by"] == "2026-03-30"


def test_it_counts_from_the_day_it_came_and_that_is_not_tomorrow(office: Office) -> None:
    heard = say(office, "2026-03-10", "--received", "2026-03-09")
    assert (heard["received_on"], heard["settle_by"]) == ("2026-03-09", "2026-03-30")
    refused(office, "opinion", "add", N, "--content", SAID, "--received", "2026-03-11")


def test_an_opinion_is_about_what_was_made_public(office: Office) -> None:
    office.on("2026-03-09")
    waiting = office.walk("已审批", "3.3.3")
    refused(office, "opinion", "add", waiting, "--content", SAID)
    refused(office, "opinion", "add", "2026-0099", "--content", SAID, code=4)
    assert "--content" in refused(office, "opinion", "add", N, code=2)
    refused(office, "opinion", "settle", FIRST, *TRUE, code=4)
    refused(office, "opinion", "assign", FIRST, "--to", PROPOSER, code=4)


def test_its_numbers_run_by_the_matter_and_are_typed_in_many_ways(office: Office) -> None:
    assert [say(office, "2026-03-09")["id"] for _ in range(2)] == [FIRST, SECOND]
    office.on("2026-03-09")
    other = office.walk("已公开", "3.3.3", "--channel", "会议")
    assert say(office, "2026-03-09", number=other)["id"] == f"{other}-Y1"
    do(office, "2026-03-09", "settle", "２０２６－０００１－ｙ２", *FALSE)
    assert opinion(office, SECOND)["state"] == "已办结"
    assert opinion(office, FIRST)["state"] == "待办理"
    listed = office.ok("opinion", "list", N, "--json").json["opinions"]
    assert [each["id"] for each in listed] == [FIRST, SECOND]


def test_what_is_missing_or_does_not_go_together_is_told_at_once(office: Office) -> None:
    say(office, "2026-03-09")
    settle = ("opinion", "settle", FIRST)
    said = refused(office, *settle, code=2)
    assert "--result" in said
    assert "--feedback" in said
    assert "部分属实" in refused(office, *settle, "--result", "对", "--feedback", "好", code=2)
    said = refused(office, *settle, *TRUE, "--rectify", "核对后重新公布", code=2)
    assert "--to" in said
    assert "--due" in said
    for result in ("不属实", "不采纳"):
        words = ("--result", result, "--feedback", "已说明", *PUT_RIGHT)
        refused(office, *settle, *words, code=2)
    early = ("--rectify", "核对后重新公布", "--to", PROPOSER, "--due", "2026-03-06")
    refused(office, *settle, *TRUE, *early)
    assert opinion(office)["state"] == "待办理"


@pytest.mark.parametrize("result", ["属实", "部分属实", "采纳"])
def test_what_is_upheld_may_have_to_be_put_right(office: Office, result: str) -> None:
    say(office, "2026-03-09")
    words = ("--result", result, "--feedback", "将重新公布", *PUT_RIGHT)
    do(office, "2026-03-10", "settle", FIRST, *words)
    assert opinion(office)["state"] == "整改中"
    assert opinion(office)["rectify"] == "核对后重新公布"


def test_several_are_handed_on_and_settled_all_or_none(office: Office) -> None:
    for _ in range(3):
        say(office, "2026-03-09")
    do(office, "2026-03-09", "assign", FIRST, SECOND, "--to", PROPOSER)
    assert [opinion(office, each)["state"] for each in (FIRST, SECOND)] == ["已批办"] * 2

    do(office, "2026-03-09", "settle", SECOND, *FALSE)
    assert SECOND in refused(office, "opinion", "settle", FIRST, SECOND, THIRD, *FALSE)
    do(office, "2026-03-09", "settle", FIRST, THIRD, *FALSE)

    listed = office.ok("opinion", "list", "--json").json["opinions"]
    assert {each["state"] for each in listed} == {"已办结"}


def test_a_name_that_nobody_on_the_roster_has_is_told(office: Office) -> None:
    say(office, "2026-03-09")
    told = do(office, "2026-03-09", "assign", FIRST, "--to", "示例生人")["notices"]
    assert any("示例生人" in each for each in told)


def test_a_rehearsal_records_nothing(office: Office) -> None:
    say(office, "2026-03-09")
    before = (entries(office), office.ok("opinion", "list", "--json").json)
    for words in (
        ("add", N, "--content", SAID, "--from", "示例乙"),
        ("assign", FIRST, "--to", PROPOSER),
        ("settle", FIRST, *TRUE, *PUT_RIGHT),
    ):
        office.ok("opinion", *words, "--dry-run")
    assert (entries(office), office.ok("opinion", "list", "--json").json) == before


# The weekly check


def test_an_open_opinion_is_due_at_whoever_has_it(office: Office) -> None:
    say(office, "2026-03-09")
    row = row_of(office, "2026-03-30", "意见")
    told = (row["number"], row["code"], row["due_on"], row["holder"])
    assert told == (N, "5.1.1", "2026-03-30", PROPOSER)
    assert FIRST in row["next"]
    assert rows(office, "2026-03-31", "意见") == [("overdue", N, "2026-03-30", 1)]

    do(office, "2026-03-10", "assign", FIRST, "--to", REVIEWER)
    assert row_of(office, "2026-03-30", "意见")["holder"] == REVIEWER


def test_what_has_to_be_put_right_is_due_by_its_own_day_at_whoever_shall_do_it(
    office: Office,
) -> None:
    say(office, "2026-03-09")
    words = ("--rectify", "核对后重新公布", "--to", REVIEWER, "--due", "2026-04-10")
    do(office, "2026-03-10", "settle", FIRST, *TRUE, *words)
    row = row_of(office, "2026-04-10", "整改")
    told = (row["number"], row["code"], row["due_on"], row["holder"])
    assert told == (N, "5.1.1", "2026-04-10", REVIEWER)
    assert "--rectifies" in row["next"]
    assert rows(office, "2026-04-10", "意见", "整改") == [("today", N, "2026-04-10", 0)]
    assert rows(office, "2026-04-13", "意见", "整改") == [("overdue", N, "2026-04-10", 3)]


@pytest.mark.parametrize("audience", ["党内", "社会"])
def test_nobody_outside_sees_an_opinion(office: Office, audience: str) -> None:
    say(office, "2026-03-09")
    due = office.ok("due", "--on", "2026-03-31", "--audience", audience, "--json")
    assert FIRST not in due.out
    assert SAID not in due.out
    report = office.ok("report", "--audience", audience, "--json")
    assert "loop" not in report.json
    assert "反映" not in office.ok("report", "--audience", audience).out
    assert office("opinion", "list", "--audience", audience).code == 2


# 归档 with its opinion result


def test_a_matter_is_not_filed_while_an_opinion_is_open(office: Office) -> None:
    for _ in range(3):
        say(office, "2026-03-09")
    do(office, "2026-03-10", "settle", FIRST, *FALSE)
    do(office, "2026-03-10", "settle", SECOND, *TRUE, *PUT_RIGHT)

    said = refused(office, "archive", N)
    assert SECOND in said
    assert THIRD in said
    assert FIRST not in said
    refused(office, "archive", N, "--no-opinions")


def test_the_result_that_is_filed_counts_them(office: Office) -> None:
    for _ in range(3):
        say(office, "2026-03-09")
    do(office, "2026-03-10", "settle", FIRST, SECOND, *FALSE)
    do(office, "2026-03-10", "settle", THIRD, *TRUE, *PUT_RIGHT)
    corrected(office, "2026-03-11", THIRD)
    carried(office, "2026-03-11", MENDED)
    office.ok("takedown", N, "--reason", "已更正")
    office.on("2026-03-12")
    said = refused(office, "archive", N, "--no-opinions")
    assert "3" in said

    office.ok("archive", N)

    shown = office.show(N)
    assert shown["opinion_result"] == "收到意见3条：属实1，不属实2；整改1"
    folder = office.ledger / shown["dossier"]
    texts = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.txt"))
    assert "收到意见3条：属实1，不属实2；整改1" in texts
    assert office.verify()["ok"]


def test_without_an_opinion_somebody_says_so_as_before(office: Office) -> None:
    office.on("2026-03-12")
    refused(office, "archive", N)
    office.ok("archive", N, "--no-opinions")
    assert office.show(N)["opinion_result"] == "无意见"


# 公开—反映—整改—再公开


def upheld(office: Office) -> None:
    """Hear that something is wrong on 9 March, and uphold it on the 10th."""
    say(office, "2026-03-09", "--via", "意见箱")
    do(office, "2026-03-10", "settle", FIRST, *TRUE, *PUT_RIGHT)


def test_the_loop_closes_when_the_last_old_copy_is_down(office: Office) -> None:
    assert loop(office) == {
        "published_on": "2026-03-02",
        "opinions": 0,
        "upheld": 0,
        "rectifying": 0,
        "republished": 0,
        "open": 0,
    }
    upheld(office)
    begun = loop(office)
    assert (begun["opinions"], begun["upheld"], begun["rectifying"]) == (1, 1, 1)
    assert (begun["republished"], begun["open"]) == (0, 1)

    assert corrected(office, "2026-03-11", FIRST) == MENDED
    assert office.show(MENDED)["corrects"] == N
    assert opinion(office)["rectified_by"] == MENDED
    assert loop(office)["open"] == 1
    carried(office, "2026-03-12", MENDED)
    assert opinion(office)["state"] == "再公开中"
    assert (loop(office)["republished"], loop(office)["open"]) == (1, 1)
    assert FIRST in refused(office, "archive", N)
    still = rows(office, "2026-04-08", "整改", "意见")
    assert [row[1:3] for row in still] == [(N, "2026-04-10")], "the old copies still hang"

    office.ok("takedown", N, "--channel", "公开栏", "--reason", "已更正")
    assert opinion(office)["state"] == "再公开中", "it still stands on the website"
    office.ok("takedown", N, "--channel", "网站", "--reason", "已更正")

    assert opinion(office)["state"] == "已闭环"
    assert loop(office) == {
        "published_on": "2026-03-02",
        "opinions": 1,
        "upheld": 1,
        "rectifying": 1,
        "republished": 1,
        "open": 0,
    }
    assert rows(office, "2026-06-30", "整改", "意见") == []
    assert office.verify()["ok"]


def test_the_loop_is_printed_in_the_order_in_which_it_went(office: Office) -> None:
    upheld(office)
    corrected(office, "2026-03-11", FIRST)
    carried(office, "2026-03-12", MENDED)
    office.ok("takedown", N, "--reason", "已更正")

    said = office.ok("show", N, "--loop").out

    chain = said[said.index("公开") :]
    places = [chain.index(word) for word in ("公开", "反映", "整改", "再公开")]
    assert places == sorted(places)
    for told in (MENDED, PROPOSER, "属实"):
        assert told in said
    days = [f"{day:02}" for day in (2, 9, 12)]
    assert all(f"03-{day}" in said or f"3月{int(day)}日" in said for day in days)


def test_an_old_copy_that_ran_out_hangs_no_more(office: Office) -> None:
    office.on("2026-03-02")
    board = ("--channel", "公开栏", "--title", "采购价格")
    number = office.propose("3.3.3", *board)
    office.review(number)
    office.approve(number)
    place = ("--channel", "公开栏", "--place", "一楼", "--by", PROPOSER)
    office.ok("publish", number, *place, "--until", "2026-03-20")
    say(office, "2026-03-09", number=number)
    one = f"{number}-Y1"
    do(office, "2026-03-10", "settle", one, *TRUE, *PUT_RIGHT)
    words = ("--content", "采购价格改正如下。", "--rectifies", one)
    mended = office.ok("correct", number, *words, "--json").json["number"]
    carried(office, "2026-03-11", mended)

    assert opinion(office, one)["state"] == "再公开中"
    office.on("2026-03-20")
    assert opinion(office, one)["state"] == "再公开中"
    office.on("2026-03-21")
    assert opinion(office, one)["state"] == "已闭环"


@pytest.mark.parametrize("end", ["withdraw", "refuse"])
def test_a_correction_that_comes_to_nothing_leaves_it_open_again(office: Office, end: str) -> None:
    upheld(office)
    corrected(office, "2026-03-11", FIRST)
    refused(office, "correct", N, "--content", "再改一次。", "--rectifies", FIRST)
    if end == "refuse":
        office.review(MENDED)
    getattr(office, end)(MENDED)

    assert opinion(office)["state"] == "整改中"
    assert loop(office)["republished"] == 0
    assert loop(office)["open"] == 1
    assert rows(office, "2026-04-13", "整改") == [("overdue", N, "2026-04-10", 3)]
    assert corrected(office, "2026-03-12", FIRST) == "2026-0003"
    assert opinion(office)["rectified_by"] == "2026-0003"


def test_only_what_has_to_be_put_right_here_is_put_right(office: Office) -> None:
    say(office, "2026-03-09")
    words = ("correct", N, "--content", "采购价格改正如下。", "--rectifies")
    refused(office, *words, FIRST)
    do(office, "2026-03-10", "settle", FIRST, *TRUE)
    refused(office, *words, FIRST)
    refused(office, *words, SECOND, code=4)
    other = office.walk("已公开", "3.3.3", "--channel", "会议")
    say(office, "2026-03-10", number=other)
    do(office, "2026-03-10", "settle", f"{other}-Y1", *TRUE, *PUT_RIGHT)
    refused(office, *words, f"{other}-Y1")
    assert N not in {each["corrects"] for each in office.ok("list", "--json").json["disclosures"]}


def test_one_correction_may_put_several_right(office: Office) -> None:
    say(office, "2026-03-09")
    say(office, "2026-03-09")
    do(office, "2026-03-10", "settle", FIRST, SECOND, *TRUE, *PUT_RIGHT)
    corrected(office, "2026-03-11", FIRST, "--rectifies", SECOND)
    carried(office, "2026-03-12", MENDED)
    office.ok("takedown", N, "--reason", "已更正")
    assert {opinion(office, each)["state"] for each in (FIRST, SECOND)} == {"已闭环"}
    figures = loop(office)
    assert (figures["rectifying"], figures["republished"], figures["open"]) == (2, 1, 0)


# 作废


def test_every_entry_can_be_taken_back_and_the_state_goes_back_with_it(office: Office) -> None:
    first = say(office, "2026-03-09")
    assigned = do(office, "2026-03-09", "assign", FIRST, "--to", REVIEWER)
    assert opinion(office)["state"] == "已批办"
    office.ok("annul", seq_of(assigned), *ANNUL)
    assert opinion(office)["state"] == "待办理"
    settled = do(office, "2026-03-09", "settle", FIRST, *TRUE, *PUT_RIGHT)
    office.ok("annul", seq_of(settled), *ANNUL)
    assert opinion(office)["state"] == "待办理"
    assert opinion(office)["result"] is None

    office.ok("annul", seq_of(first), *ANNUL)

    assert loop(office)["opinions"] == 0
    assert rows(office, "2026-06-30", "意见", "整改") == []
    assert say(office, "2026-03-10")["id"] == SECOND, "a slip keeps its number"
    assert office.verify()["ok"]


def test_the_past_is_asked_as_it_had_been_recorded(office: Office) -> None:
    say(office, "2026-03-09")
    do(office, "2026-03-11", "settle", FIRST, *TRUE, *PUT_RIGHT)

    def as_of(day: str, way: str) -> list[tuple[str, str]]:
        due = office.ok("due", way, day, "--within", "60", "--json").json
        kinds = ("意见", "整改")
        found = {(r["kind"], r["due_on"]) for n in LISTS for r in due[n] if r["kind"] in kinds}
        return sorted(found)

    for way in ("--as-of", "--on"):
        assert as_of("2026-03-08", way) == []
        assert as_of("2026-03-10", way) == [("意见", "2026-03-30")]
        assert as_of("2026-03-11", way) == [("整改", "2026-04-10")]
