"""作废 of what was recorded of a disclosure: publications, 改期次, 补件 (user.md A7)."""

from pathlib import Path
from typing import Any

from conftest import PROPOSER, SECRETARY, Office
from test_annul import WHY, annulled, obligation, reported


def seq_of_channel(run: Office, number: str, channel: str) -> str:
    steps = run.show(number)["steps"]
    found = [step["seq"] for step in steps if (step["act"], step["result"]) == ("实施", channel)]
    return str(found[-1])


def meeting(run: Office, *more: str) -> str:
    """Return a disclosure that was published at a meeting alone."""
    return run.walk("已公开", "1.1.1", "--channel", "会议", "--for", "2026-Q3", *more)


def outside(run: Office, *more: str) -> Any:
    found = run.ok("list", "--audience", "社会", "--json", *more).json["disclosures"]
    return [(each["public_number"], each["taken_down_on"]) for each in found]


def test_a_place_that_was_typed_wrong_is_registered_again(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    seq = seq_of_channel(run, number, "公开栏")

    told = annulled(run, seq)["notices"]

    shown = run.show(number)
    assert (shown["state"], shown["open_channels"]) == ("已审批", ["公开栏"])
    assert "公开栏" not in [each["channel"] for each in shown["publications"]]
    assert int(seq) not in [step["seq"] for step in shown["steps"]]
    assert any("“公开栏”又没有公开" in each for each in told)
    run.ok("publish", number, "--channel", "公开栏", "--place", "一楼大厅", "--by", PROPOSER)
    assert run.show(number)["state"] == "已公开"
    run.archive(number)
    assert run.verify()["ok"], run.verify()


def test_the_window_that_it_answered_is_open_again_and_it_counts_on_no_day(run: Office) -> None:
    def owed(*more: str) -> bool:
        return any(each.endswith("2026-Q3") for each in obligation(run, "1.1.1", *more))

    number = meeting(run)
    assert not owed()
    run.on("2026-11-26")

    told = annulled(run, seq_of_channel(run, number, "会议"))["notices"]

    assert any(each.startswith("1.1.1 2026年三季度：又要公开") for each in told)
    assert owed()
    assert owed("--on", "2026-11-24")
    assert not owed("--as-of", "2026-11-25")
    assert reported(run)["rates"]["published"] == 0
    (gone,) = reported(run)["annulled"]
    assert (gone["kind"], gone["subject"]) == ("实施", number)
    assert run.verify()["ok"], run.verify()


def test_a_number_goes_back_where_it_was_the_last(run: Office) -> None:
    first = meeting(run)
    second = meeting(run)
    assert outside(run) == [("公1", None), ("公2", None)]
    run.on("2026-11-26")

    annulled(run, seq_of_channel(run, second, "会议"))

    assert outside(run) == [("公1", None)]
    assert run.show(second)["public_number"] is None
    third = meeting(run)
    assert run.show(third)["public_number"] == "公2"
    run.ok("publish", second, "--channel", "会议", "--place", "会议室", "--by", PROPOSER)
    assert run.show(second)["public_number"] == "公3"
    assert run.show(first)["public_number"] == "公1"
    assert run.verify()["ok"], run.verify()


def test_a_number_after_which_others_came_stays_as_a_line_of_what_is_gone(run: Office) -> None:
    first = meeting(run)
    meeting(run)
    run.on("2026-11-26")

    annulled(run, seq_of_channel(run, first, "会议"))

    assert outside(run) == [("公1", "2026-11-26"), ("公2", None)]
    page = run.ok("show", "公1", "--audience", "社会").out
    assert page.strip() == "公1 已撤下 2026-11-26"
    run.ok("publish", first, "--channel", "会议", "--place", "会议室", "--by", PROPOSER)
    assert outside(run) == [("公1", None), ("公2", None)]
    assert run.verify()["ok"], run.verify()


def test_what_hung_when_it_was_taken_down_may_be_annulled_too(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    run.ok("takedown", number, "--channel", "公开栏", "--reason", "地点登错")

    annulled(run, seq_of_channel(run, number, "公开栏"))

    assert reported(run)["early_takedowns"] == []
    run.ok("publish", number, "--channel", "公开栏", "--place", "一楼大厅", "--by", PROPOSER)
    assert run.verify()["ok"], run.verify()


def test_what_is_filed_or_corrected_stays(run: Office) -> None:
    number = meeting(run)
    seq = seq_of_channel(run, number, "会议")
    later = run.ok("correct", number, "--content", "更正后的情况。", "--json").json["number"]
    refused = run("annul", seq, *WHY)
    assert refused.code == 3
    assert f"pdisc withdraw {later} --reason 理由" in refused.err
    run.withdraw(later)
    run.archive(number)
    filed = run("annul", seq, *WHY)
    assert filed.code == 3
    assert "已归档，卷内的登记不能再作废" in filed.err


def test_a_reassignment_and_late_papers_are_taken_back(run: Office, tmp_path: Path) -> None:
    number = meeting(run)
    paper = tmp_path / "签到表.txt"
    paper.write_text("会议签到表", encoding="utf-8")
    run.ok("reassign", number, "--for", "2026-Q2", *WHY, "--by", SECRETARY)
    run.ok("reassign", number, "--for", "2026-Q1", *WHY, "--by", SECRETARY)
    run.ok("evidence", number, "--step", "实施", "--file", str(paper))
    first, second, papers = run.show(number)["amendments"]

    annulled(run, str(papers["seq"]))
    assert run.show(number)["publications"][0]["evidence"] == []
    annulled(run, str(first["seq"]), "--by", SECRETARY)
    assert run.show(number)["window"] == "2026年一季度"
    annulled(run, str(second["seq"]), "--by", SECRETARY)
    assert run.show(number)["window"] == "2026年三季度"
    assert run("annul", str(second["seq"]), *WHY, "--by", SECRETARY).code == 3
    assert run.verify()["ok"], run.verify()
