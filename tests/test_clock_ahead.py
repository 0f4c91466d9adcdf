"""A clock that ran ahead locks nothing: the next act goes on with its real date, explained."""

import pytest
from conftest import ALL_PASS, REVIEWER, SECRETARY, TODAY, Office

WHY = ("--late-reason", "示例：登记时电脑时间不准")


@pytest.fixture
def ahead(run: Office) -> Office:
    """Return an office where 2026-0001 was proposed while the clock stood at 2036."""
    run.on("2036-11-26")
    run.ok("propose", "1.1.1", "--title", "题", "--content", "文")
    run.on(TODAY)
    return run


NUMBER = "2036-0001"


def test_an_act_after_a_clock_that_ran_ahead_asks_for_a_reason(ahead: Office) -> None:
    ran = ahead("review", NUMBER, "--by", REVIEWER, *ALL_PASS)

    assert ran.code == 3
    assert "电脑时间不准" in ran.err
    assert "--late-reason" in ran.err


def test_with_a_reason_it_goes_on_with_its_real_date_and_the_reason_is_shown(
    ahead: Office,
) -> None:
    ahead.ok("review", NUMBER, "--by", REVIEWER, *ALL_PASS, *WHY)

    step = ahead.show(NUMBER)["steps"][-1]
    assert (step["on"], step["late"], step["late_reason"]) == (str(TODAY), True, WHY[1])
    assert ahead.verify()["ok"]


@pytest.mark.parametrize("words", [("withdraw", "--reason", "重来"), ("revise", "--content", "改")])
def test_every_other_way_is_open_too(ahead: Office, words: tuple[str, ...]) -> None:
    act, *rest = words

    ahead.ok(act, NUMBER, *rest, *WHY)

    assert ahead.verify()["ok"]


def test_the_real_dates_still_run_forwards_among_themselves(ahead: Office) -> None:
    ahead.ok("review", NUMBER, "--by", REVIEWER, *ALL_PASS, *WHY)

    ran = ahead("withdraw", NUMBER, "--reason", "算了", "--on", "2026-11-23", *WHY)

    assert ran.code == 3
    assert "早于上一步的 2026-11-24" in ran.err


def test_what_was_published_while_the_clock_ran_ahead_can_be_taken_down(run: Office) -> None:
    run.on("2036-11-26")
    number = run.walk("已公开")
    run.on(TODAY)

    run.ok("takedown", number, "--reason", "示例：日期有误", *WHY)

    assert run.verify()["ok"]


@pytest.mark.parametrize(
    "words",
    [
        ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "本期没有"),
        ("propose", "1.1.1", "--title", "题", "--content", "文"),
    ],
)
def test_the_jump_is_told_at_the_next_write_and_noted_by_verify(
    ahead: Office, words: tuple[str, ...]
) -> None:
    ran = ahead.ok(*words)

    assert "上一笔登记的时间（2036-11-26）晚于现在（2026-11-24）" in ran.out + ran.err
    assert "录入时间早于上一条" in str(ahead.verify()["notes"])
    assert "上一笔登记" not in (again := ahead.ok(*words[:1], *words[1:2], *OTHER[words[0]])).out
    assert "上一笔登记" not in again.err


OTHER = {
    "nil": ("--for", "2026-Q2", "--reason", "本期没有"),
    "propose": ("--title", "又一题", "--content", "文"),
}


def test_a_clock_that_runs_on_is_told_nothing_of(run: Office) -> None:
    number = run.propose()
    run.on("2026-11-25")

    ran = run.ok("review", number, "--by", REVIEWER, *ALL_PASS)

    assert "电脑时间" not in ran.out + ran.err


def test_the_weekly_check_names_what_no_list_can_hold(ahead: Office) -> None:
    assert f"{NUMBER} 有日期在今天之后的登记" in ahead.ok("due").err
    assert NUMBER not in ahead.ok("due", "--on", "2026-11-20").err

    ahead.ok("withdraw", NUMBER, "--reason", "重来", *WHY)

    assert NUMBER not in ahead.ok("due").err


def test_a_public_notice_of_such_a_clock_is_filed_today_with_a_reason(run: Office) -> None:
    run.on("2036-11-26")
    number = run.walk("已公开", "1.1.1", "--public-notice")
    run.on(TODAY)

    assert run("archive", number, "--no-opinions").code == 3
    run.archive(number, *WHY)

    filed = run.show(number)
    assert "2026" in filed["archive_number"]
    assert filed["dossier"] == f"archive/2026/{filed['archive_number']}"
    assert run.verify()["ok"]


def test_a_public_notice_of_such_a_clock_is_taken_down_today_with_a_reason(run: Office) -> None:
    run.on("2036-11-26")
    number = run.walk("已公开", "1.1.1", "--public-notice")
    run.on(TODAY)

    assert run("takedown", number, "--reason", "示例").code == 3
    run.ok("takedown", number, "--reason", "示例", *WHY)

    assert run.verify()["ok"]


def test_a_public_notice_of_real_days_still_ends_before_it_is_filed(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--public-notice")

    ran = run("archive", number, "--no-opinions", *WHY)

    assert ran.code == 3
    assert "期满后再归档" in ran.err


def test_a_nil_return_of_a_clock_that_ran_ahead_can_be_made_good(run: Office) -> None:
    nil = ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有此类事项")
    run.on("2036-11-26")
    run.ok(*nil)
    run.on(TODAY)

    refused = run(*nil)
    told = refused.err.partition("pdisc ")[2].split("\n")[0].replace("理由", "时间不准").split()
    run.ok(*(SECRETARY if word == "审批人" else word for word in told))

    assert refused.code == 3
    overdue = [(each["code"], each["window"]) for each in run.ok("due", "--json").json["overdue"]]
    assert ("1.1.2", "2026年二季度") in overdue
    assert ("1.1.2", "2026年三季度") not in overdue
    assert run.verify()["ok"]
