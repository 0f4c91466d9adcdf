"""A period in which nothing was says so: nothing due, nothing public, 无事项 item by item."""

from typing import Any

import pytest
from conftest import PROPOSER, Office

from pdisc.dates.periods import parse_period

NIL = ("--reason", "三季度没有追责", "--by", PROPOSER)
OUTSIDE = ("党内", "社会")


@pytest.mark.parametrize(
    "typed", ["2026-11", "2026年11月", "２０２６年１１月", "2026-11月", "11月", "2026/11", "202611"]
)
def test_a_month_is_typed_as_people_write_it(run: Office, typed: str) -> None:
    made = run.ok("report", "--month", typed, "--json").json

    assert (made["from"], made["to"]) == ("2026-11-01", "2026-11-30")
    assert made["title"] == "测试单位党务公开情况统计表（2026年11月）"


@pytest.mark.parametrize("typed", ["2026-Q3", "2026", "2026-13", "十三月", "1989-01"])
def test_what_is_no_month_is_said_and_how_one_is_written(run: Office, typed: str) -> None:
    ran = run("report", "--month", typed)

    assert ran.code == 2
    assert "年间的月份" in ran.err
    assert "--month 2026-11" in ran.err


@pytest.mark.parametrize(
    "other", [("--year", "2026"), ("--quarter", "2026-Q3"), ("--from", "2026-01-01")]
)
def test_a_month_is_not_asked_for_beside_another_period(
    run: Office, other: tuple[str, str]
) -> None:
    ran = run("report", "--month", "2026-11", *other)

    assert (ran.code, "只能用其中一种" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"month": "2026-11"}, "本月"),
        ({"quarter": "2026-Q3"}, "本季度"),
        ({"year": "2026"}, "本年"),
        ({}, "本年"),
    ],
)
def test_a_sentence_calls_a_period_by_its_kind(
    run: Office, asked: dict[str, Any], said: str
) -> None:
    today = run.clock.instant.date()

    assert parse_period(today=today, **asked).this == said
    assert parse_period(today=today, start=today).this == "本期"


def test_a_month_with_nothing_says_that_nothing_was_due_and_nothing_public(run: Office) -> None:
    made = run.ok("report", "--month", "2026-05", "--json").json

    assert made["said"] == ["本月没有到期的公开事项", "本月无公开事项"]
    assert "本月无公开事项" in run.ok("report", "--month", "2026-05").out


def test_a_month_that_still_runs_says_until_when(run: Office) -> None:
    said = run.ok("report", "--month", "2026-11", "--json").json["said"]

    assert said == ["本月没有到期的公开事项", "本月无公开事项（截至 2026-11-24）"]


@pytest.mark.parametrize("month", ["2026-09", "2026-10"])
def test_a_month_in_which_a_window_ends_or_falls_due_had_something_due(
    run: Office, month: str
) -> None:
    said = run.ok("report", "--month", month, "--json").json["said"]

    assert said == ["本月无公开事项"]


def test_what_was_published_in_another_month_is_told_beside_it(run: Office) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    september = run.ok("report", "--month", "2026-09", "--json").json["said"]
    november = run.ok("report", "--month", "2026-11", "--json").json["said"]

    assert september == ["本月无公开事项；属于本月的1项是在别的日子公开的"]
    assert november == ["本月没有到期的公开事项"]


def test_a_nil_return_is_said_with_its_item_reason_and_person(run: Office) -> None:
    run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL)
    made = run.ok("report", "--quarter", "2026-Q3", "--json").json
    sentence = (
        "本期无事项：4.1.2 落实党风廉政建设责任制情况"
        "（2026年三季度：三季度没有追责；测试承办甲 2026-11-24）"
    )

    assert made["said"] == ["本季度无公开事项", sentence]
    [told] = made["nil_returns"]
    assert (told["code"], told["window"], told["by"]) == ("4.1.2", "2026年三季度", PROPOSER)
    screen = "".join(run.ok("report", "--quarter", "2026-Q3", "--plain").out.split())
    assert screen.count("".join(sentence.split())) == 1


def test_a_nil_return_that_was_entered_late_says_so(run: Office) -> None:
    late = ("--on", "2026-10-08", "--late-reason", "会后出差")
    run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL, *late)

    assert (
        run.ok("report", "--quarter", "2026-Q3", "--json")
        .json["said"][-1]
        .endswith("测试承办甲 2026-10-08；补录）")
    )


@pytest.mark.parametrize("audience", OUTSIDE)
def test_outside_a_nil_return_is_never_told_only_that_nothing_was_public(
    run: Office, audience: str
) -> None:
    for code in ("1.1.2", "4.1.2"):
        run.ok("nil", code, "--for", "2026-Q3", *NIL)
    asked = ("report", "--quarter", "2026-Q3", "--audience", audience)
    made = run.ok(*asked, "--json")

    assert made.json["said"] == ["本季度无公开事项"]
    assert "本季度无公开事项" in run.ok(*asked).out
    for told in (made.out, run.ok(*asked).out, run.ok(*asked, "--format", "md").out):
        assert "无事项：" not in told
        assert "没有追责" not in told
        assert "到期" not in told.replace("下次公开", "")


def test_what_is_public_inside_the_party_says_nothing_to_society(run: Office) -> None:
    run.walk("已公开", "1.3.1", "--for", "2026-Q3")
    asked = ("report", "--month", "2026-11", "--json", "--audience")

    assert run.ok(*asked, "党内").json["said"] == []
    assert run.ok(*asked, "社会").json["said"] == ["本月无公开事项（截至 2026-11-24）"]
