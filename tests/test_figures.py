"""The figures of the report, and what is due beside windows: worked examples by hand.

The laws behind them are held by the oracle (`test_oracle_due.py`) and by `test_report.py`.
"""

from datetime import date
from typing import Any

import msgspec
from builders import done, facts, item, matter, nil, posted, published, refused, ruling, setting
from conftest import PROPOSER, SECRETARY, SUPERIOR, Office

from pdisc.dates.periods import Period, parse_period
from pdisc.due.compute import obligations
from pdisc.registers.facts import Facts
from pdisc.registers.inherited import Inherited, OnPaper
from pdisc.report.summary import Report, make_report
from pdisc.schedule import weekly
from pdisc.steps.hanging import BOARD_RULE
from pdisc.words import Act, Norm, Renewal, Scope, State, Timing

NOW = date(2026, 11, 24)
Q3 = parse_period(today=NOW, quarter="2026-Q3")


def the_report(ledger: Facts, period: Period = Q3, on: date = NOW) -> Report:
    ledger = msgspec.structs.replace(ledger, settings=(*ledger.settings, setting(BOARD_RULE, "7")))
    known = ledger.known(on=on)
    return make_report(known, obligations(known, on=on, until=period.end), period=period, as_of=on)


def figures(report: Report) -> dict[str, tuple[int, int]]:
    return {norm.norm.value: (norm.met, norm.of) for norm in report.norms}


def whys(report: Report, norm: Norm) -> list[tuple[str | None, str]]:
    (found,) = (each for each in report.norms if each.norm is norm)
    return [(fell.number, fell.why) for fell in found.shortfalls]


def windows(*codes: str) -> tuple[Any, ...]:
    return tuple(item(code) for code in codes)


def test_a_nil_return_and_a_refusal_in_time_are_in_time() -> None:
    ledger = facts(
        *windows("1.1.1", "1.1.2", "1.1.3", "1.1.4"),
        since=date(2026, 7, 1),
        matters=(
            published("2026-0001", date(2026, 10, 12), code="1.1.1", window="2026-Q3"),
            refused("2026-0002", date(2026, 10, 13), code="1.1.2", window="2026-Q3"),
        ),
        nils=(nil(date(2026, 10, 12), code="1.1.3"),),
    )
    made = the_report(ledger)
    assert figures(made)["内容"] == (3, 4)
    assert figures(made)["按时"] == (3, 4)
    assert msgspec.to_builtins(made.rates) == {
        "published": 1,
        "nil": 1,
        "refused": 1,
        "opening": 0,
        "exempt": 0,
        "open": 1,
        "made_public": 0,
    }


def test_a_late_nil_return_answers_and_is_late() -> None:
    ledger = facts(since=date(2026, 7, 1), nils=(nil(date(2026, 11, 2)),))
    made = the_report(ledger)
    assert (figures(made)["内容"], figures(made)["按时"]) == ((1, 1), (0, 1))
    assert whys(made, Norm.ON_TIME) == [(None, "逾期无事项")]


def test_what_was_waived_leaves_every_denominator() -> None:
    ledger = facts(since=date(2026, 7, 1), rulings=(ruling(date(2026, 10, 9), "1.1.1", "2026-Q3"),))
    made = the_report(ledger)
    assert (figures(made)["内容"], figures(made)["按时"]) == ((0, 0), (0, 0))
    assert made.rates.exempt == 1


def test_a_standing_item_that_was_never_published_lessens_the_content() -> None:
    ledger = facts(item("1.2.1", Timing.STANDING), since=date(2026, 7, 1))
    made = the_report(ledger)
    assert figures(made)["内容"] == (0, 1)
    assert whys(made, Norm.CONTENT) == [(None, "逾期未公开")]


def test_a_standing_item_is_late_in_the_period_in_which_it_fell_due_and_not_for_ever() -> None:
    ledger = facts(
        item("1.2.1", Timing.STANDING, valid_from=date(2026, 2, 1)),
        since=date(2026, 2, 1),
        matters=(published("2026-0001", date(2026, 5, 8), code="1.2.1"),),
    )
    assert [
        figures(the_report(ledger, parse_period(today=NOW, quarter=f"2026-Q{n}")))["按时"]
        for n in (1, 2, 3)
    ] == [(0, 1), (0, 1), (1, 1)]


def test_each_norm_says_in_a_word_why_it_was_not_met() -> None:
    first = date(2026, 8, 3)
    acts = (
        done(Act.PROPOSE, first, State.PROPOSED, late=True),
        done(Act.REVIEW, first, State.REVIEWED, waived=True),
        done(Act.APPROVE, first, State.APPROVED),
        done(Act.PUBLISH, first, State.APPROVED),
    )
    one = matter("2026-0001", *acts, window="2026-Q3", postings=(posted(first),))
    made = the_report(facts(matters=(one,), since=date(2026, 7, 1)))
    assert whys(made, Norm.SCOPE) == [("2026-0001", "形式达不到范围")]
    assert whys(made, Norm.PROCEDURE) == [("2026-0001", "补录、回避例外")]
    assert whys(made, Norm.CHANNEL) == [("2026-0001", "还没有公开：公开栏")]
    assert all(norm.unmet == ("2026-0001",) for norm in made.norms[1:4])
    assert made.made_public == ("2026-0001",)


def test_a_report_names_whoever_reviewed_and_approved_and_what_was_off_plan() -> None:
    first = date(2026, 8, 3)
    acts = (
        done(Act.PROPOSE, first, State.PROPOSED, by="甲"),
        done(Act.REVIEW, first, State.REVIEWED, by="乙"),
        done(Act.APPROVE, first, State.APPROVED, by="乙"),
        done(Act.PUBLISH, first, State.PUBLISHED, by="甲"),
    )
    shown = posted(first, differs="计划 2026-08-10 公开，实际 2026-08-03")
    made = the_report(facts(matters=(matter("2026-0001", *acts, postings=(shown,)),)))
    assert [(one.number, one.by) for one in made.one_hand] == [("2026-0001", "乙")]
    assert [one.number for one in made.off_plan] == ["2026-0001"]


def test_a_superior_s_reply_is_not_the_reviewer_s_own_approval() -> None:
    first = date(2026, 8, 3)
    acts = (
        done(Act.PROPOSE, first, State.PROPOSED, by="甲"),
        done(Act.REVIEW, first, State.REVIEWED, by="乙"),
        done(Act.APPROVE, first, State.ESCALATED, by="丙"),
        done(Act.APPROVE, first, State.APPROVED, by="乙"),
        done(Act.PUBLISH, first, State.PUBLISHED, by="甲"),
    )
    made = the_report(facts(matters=(matter("2026-0001", *acts, postings=(posted(first),)),)))
    assert made.one_hand == ()


def yearly(*matters: Any, **more: Any) -> Facts:
    plan = item("1.2.1", Timing.STANDING, scope=Scope.PARTY, renewal=Renewal.ANEW)
    about = tuple(msgspec.structs.replace(one, code="1.2.1") for one in matters)
    return facts(plan, matters=about, **more)


def test_a_late_yearly_plan_never_moves_the_next() -> None:
    ledger = yearly(published("2026-0001", date(2026, 10, 9)))
    found = [(x.key, x.due_on, x.late) for x in obligations(ledger, on=date(2027, 4, 1))]
    assert found == [("2026", date(2026, 3, 31), True), ("2027", date(2027, 3, 31), False)]
    (row,) = weekly(ledger, on=date(2027, 4, 1), within=0).overdue
    assert (row.kind, row.window, row.for_) == ("固定", "2027年", "2027")
    assert "--for 2027" in row.next


def test_a_year_that_a_plan_names_is_the_one_it_answers() -> None:
    named = published("2027-0001", date(2027, 1, 11), window="2026")
    found = obligations(yearly(named), on=date(2027, 2, 1))
    assert [(x.key, x.answer is not None) for x in found] == [("2026", True), ("2027", False)]


def test_a_ledger_that_begins_late_in_the_year_has_twenty_working_days_for_the_plan() -> None:
    start = date(2026, 11, 2)
    twenty = (setting("固定首次公开", "20", start),)
    (duty,) = obligations(yearly(since=start, rules=twenty), on=start)
    assert (duty.key, duty.due_on) == ("2026", date(2026, 11, 30))


def inherited(code: str, on: date, recorded_on: date = date(2026, 1, 5)) -> Inherited:
    return Inherited(seq=3, code=code, channel="公开栏", on=on, recorded_on=recorded_on)


def test_what_hung_before_answers_a_standing_item_until_its_next_look() -> None:
    hung = (inherited("1.2.1", date(2025, 9, 1)),)
    ledger = facts(item("1.2.1", Timing.STANDING), inherited=hung)
    keys = [(x.key, x.answer and x.answer.how) for x in obligations(ledger, on=date(2026, 9, 2))]
    assert keys == [("2026-01-01", "期初"), ("2026-09-01复核", None)]
    later = (inherited("1.2.1", date(2025, 9, 1), recorded_on=date(2026, 11, 20)),)
    ledger = facts(item("1.2.1", Timing.STANDING), inherited=later)
    assert [x.key for x in obligations(ledger, on=date(2026, 12, 1))] == ["2026-01-01"]
    made = the_report(ledger)
    assert (made.rows[0].status, made.rates.opening, figures(made)["按时"]) == ("期初", 1, (1, 1))


def test_a_window_that_was_kept_on_paper_is_answered_and_no_disclosure() -> None:
    paper = OnPaper(seq=4, code="1.1.1", window="2026-Q3", signed_on=NOW)
    made = the_report(facts(since=date(2026, 7, 1), on_paper=(paper,)))
    assert (made.rates.opening, made.rates.published, made.total.published) == (1, 0, 0)
    assert (figures(made)["内容"], figures(made)["按时"]) == ((1, 1), (1, 1))


def corrected(*, taken_down_on: date | None = None) -> Facts:
    up = date(2026, 11, 2)
    hung = (posted(up, "公开栏", taken_down_on=taken_down_on), posted(up, "网站"), posted(up))
    old = published("2026-0001", up, *hung)
    new = published("2026-0002", date(2026, 11, 9), corrects="2026-0001")
    return facts(matters=(old, new))


def test_each_place_where_an_old_copy_hangs_is_a_row_until_it_is_taken_down() -> None:
    due = weekly(corrected(), on=date(2026, 11, 12), within=0)
    assert [(x.kind, x.number, x.due_on, x.days_overdue) for x in due.corrections] == [
        ("更正", "2026-0001", date(2026, 11, 11), 1)
    ] * 2
    assert [row for row in due.overdue if row.kind == "更正"] == list(due.corrections)
    assert [row.next for row in due.corrections] == [
        f"pdisc takedown 2026-0001 --channel {each} --reason 理由" for each in ("公开栏", "网站")
    ]
    down = corrected(taken_down_on=date(2026, 11, 10))
    assert len(weekly(down, on=date(2026, 11, 12), within=0).corrections) == 1
    assert (
        weekly(down.known(on=date(2026, 11, 8)), on=date(2026, 11, 8), within=0).corrections == ()
    )


def test_the_next_election_is_a_row_once_the_last_one_is_known() -> None:
    known = facts(rules=(setting("上次换届", "2024-02-29"),))
    (row,) = (x for x in weekly(known, on=date(2027, 2, 20), within=14).upcoming if not x.code)
    assert (row.kind, row.due_on) == ("换届", date(2027, 2, 28))
    assert all(x.code for x in weekly(facts(), on=date(2027, 2, 20), within=14).upcoming)


def test_what_nobody_planned_differs_from_no_plan(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.review(number)
    run.approve(number)
    run.on("2026-11-25")
    run.publish(number)
    shown = run.show(number)
    assert shown["planned_on"] is None
    assert {each["differs"] for each in shown["publications"]} == {""}
    again = run.propose("1.1.2", "--for", "2026-Q3", "--planned", "2026-11-30")
    run.review(again)
    run.approve(again)
    run.publish(again)
    shown = run.show(again)
    assert all("2026-11-30" in each["differs"] for each in shown["publications"])
    made = run.ok("report", "--json").json
    assert {each["number"] for each in made["off_plan"]} == {again}
    assert made["rates"]["made_public"] == 2
    assert run.verify()["ok"]


def test_the_reasons_of_nil_returns_and_refusals_stand_in_the_report_for_the_office(
    run: Office,
) -> None:
    run.ok("nil", "4.1.3", "--for", "2026-Q3", "--by", PROPOSER, "--reason", "三季度没有追责")
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.review(number)
    why = ("--refuse", "涉及他人隐私", "--basis", "条例第五条")
    run.ok("approve", number, "--by", SECRETARY, *why)
    rows = {row["code"]: row for row in run.ok("report", "--json").json["rows"]}
    assert "三季度没有追责" in rows["4.1.3"]["reasons"][0]
    assert "涉及他人隐私；依据：条例第五条" in rows["1.1.1"]["reasons"][0]
    outside = run.ok("report", "--audience", "党内", "--json").out
    assert "没有追责" not in outside
    assert "隐私" not in outside


def test_a_plan_of_next_year_waits_for_it_and_other_standing_items_have_no_years(
    run: Office,
) -> None:
    number = run.propose("1.2.1", "--for", "2027", "--title", "明年安排")
    assert run.show(number)["window"] == "2027年"
    run.review(number)
    run.approve(number)
    assert run("publish", number, "--channel", "会议", "--place", "会议室").code == 3
    plan = ("--title", "规则", "--content", "规则")
    assert run("propose", "5.1.1", *plan, "--for", "2026").code == 3
    assert run("nil", "1.2.1", "--for", "2025", "--by", PROPOSER, "--reason", "没有").code == 3


def test_groups_that_were_asked_for_stand_in_every_format(run: Office) -> None:
    for form in ("csv", "md"):
        text = run.ok("report", "--group", "科室", "--format", form).out
        assert "分组" in text, form
        assert "分组" not in run.ok("report", "--format", form).out, form


def test_what_was_late_before_it_went_up_stands_still_while_it_is_outside(run: Office) -> None:
    number = run.propose("1.3.3", "--occurred", "2026-09-01")
    run.review(number)
    run.ok("approve", number, "--escalate", "示例党委", "--by", SUPERIOR)
    days = set()
    for on in ("2026-11-25", "2026-12-28"):
        due = run.ok("due", "--on", on, "--json").json
        assert number not in {row["number"] for row in due["overdue"]}
        (row,) = due["waiting"]
        days.add(row["days_overdue"])
    assert len(days) == 1
    assert days != {0}
    assert "，逾期" not in run.ok("due", "--on", "2026-12-28").out.partition("等待（")[2]


def test_a_proposal_for_a_yearly_plan_tells_which_year_it_will_answer(run: Office) -> None:
    told = run.ok("propose", "1.2.1", "--title", "安排", "--content", "安排", "--json").json
    assert any("2026年" in notice for notice in told["notices"])
