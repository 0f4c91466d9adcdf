"""意见: what was said, looked into, settled and put right, until the loop is closed."""

from pathlib import Path
from typing import Any

import pytest
from conftest import PROPOSER, SECRETARY, Office

GIVER = "示例反映人乙"
SAID = ("--content", "数字和会上说的不一致")
FED_BACK = ("--feedback", "已经核对并当面答复")
RECTIFY = ("--rectify", "核对后重新公布", "--to", SECRETARY, "--due", "2026-12-10")


def told(run: Office, number: str, *more: str) -> Any:
    """Record an opinion on a disclosure; return it."""
    return run.ok("opinion", "add", number, *SAID, *more, "--json").json


def settled(run: Office, id_: str, result: str, *more: str) -> Any:
    """Settle an opinion; return it."""
    words = ("--result", result, *FED_BACK, *more, "--json")
    return run.ok("opinion", "settle", id_, *words).json


def corrected(run: Office, number: str, *ids: str) -> str:
    """Propose a 更正 that answers the 整改 of these opinions; return its number."""
    answers = [word for id_ in ids for word in ("--rectifies", id_)]
    words = ("correct", number, *answers, "--content", "核对后的数字。", "--json")
    return str(run.ok(*words).json["number"])


def publish(run: Office, number: str) -> None:
    """Take what was proposed through 审核, 审批 and 实施."""
    for step in (run.review, run.approve, run.publish):
        step(number)


def down(run: Office, number: str) -> None:
    """Take down whatever still hangs of a disclosure."""
    run.ok("takedown", number, "--reason", "已经更正", "--by", PROPOSER)


def test_an_opinion_is_numbered_and_has_its_days(run: Office) -> None:
    number = run.walk("已公开")

    first = told(run, number, "--via", "意见箱", "--from", GIVER)
    second = told(run, number)

    assert (first["id"], second["id"]) == (f"{number}-Y1", f"{number}-Y2")
    assert (first["state"], first["settle_by"]) == ("待办理", "2026-12-15")
    assert first["opinions"][0]["via"] == "意见箱"
    assert first["receipt"]


def test_it_came_on_the_day_for_which_it_counts(run: Office) -> None:
    number = run.walk("已公开")
    run.on("2026-11-26")

    assert told(run, number, "--received", "昨天")["received_on"] == "2026-11-25"
    assert run.ok("log", f"{number}-Y1", "--json").json["events"][0]["on"] == "2026-11-25"
    assert run("opinion", "add", number, *SAID, "--received", "2026-11-27").code == 3
    before = ("--received", "2026-11-26", "--on", "2026-11-25")
    assert run("opinion", "add", number, *SAID, *before).code == 3


def test_nothing_is_said_of_what_is_not_out(run: Office) -> None:
    assert run("opinion", "add", run.walk("已审批"), *SAID).code == 3
    assert run("opinion", "add", "2026-0099", *SAID).code == 4
    assert run("opinion", "add", "2026-0001").code == 2


def test_within_a_notice_it_is_settled_before_its_end(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--public-notice")
    until = max(each["until"] or "" for each in run.show(number)["publications"])

    assert told(run, number)["settle_by"] == until


def test_who_said_it_stands_in_the_list_alone(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    id_ = told(run, number, "--from", GIVER)["id"]
    settled(run, id_, "不属实")
    run.on("2026-12-20")
    run.ok("archive", number, "--by", PROPOSER, "--late-reason", "补记")

    listed = run.ok("opinion", "list", "--json").json["opinions"]
    assert listed[0]["from"] == GIVER
    shown = [
        *(("log",), ("log", id_), ("show", number), ("show", number, "--loop"), ("due",)),
        *(("list",), ("search", "不一致"), ("report",), ("verify",)),
    ]
    for words in shown:
        assert GIVER not in run(*words).out + run(*words, "--json").out, words
    files = Path(run.ledger / "archive").rglob("*")
    assert all(GIVER.encode() not in each.read_bytes() for each in files if each.is_file())


def test_outside_nobody_hears_of_opinions(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    told(run, number)

    for words in (("opinion", "list"), ("show", number, "--loop")):
        assert run(*words, "--audience", "社会").code == 2
    assert "不一致" not in run.ok("list", "--audience", "社会", "--json").out


def test_several_are_assigned_and_settled_at_once_or_none(run: Office) -> None:
    number = run.walk("已公开")
    one, two = (told(run, number)["id"] for _ in range(2))

    done = run.ok("opinion", "assign", one, two, "--to", "示例丙", "--json").json
    assert [each["state"] for each in done["opinions"]] == ["已批办", "已批办"]
    assert any("不在人员名单里" in each for each in done["notices"])
    settled(run, one, "不属实")
    refused = run("opinion", "settle", one, two, "--result", "采纳", *FED_BACK, "--json")
    assert refused.code == 3
    assert run.show(number)["opinions"][1]["state"] == "已批办"


def test_a_name_is_understood_however_it_is_typed(run: Office) -> None:
    number = run.walk("已公开")
    id_ = told(run, number)["id"]

    assert settled(run, id_.lower().replace("-", "－"), "不采纳")["state"] == "已办结"
    assert run("opinion", "settle", "2026", "--result", "采纳", *FED_BACK).code == 2
    assert run("opinion", "assign", f"{number}-Y9", "--to", SECRETARY).code == 4


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--result", "属实", "--rectify", "重新公布"), 2),
        (("--result", "属实", "--to", SECRETARY, "--due", "2026-12-10"), 2),
        (("--result", "不属实", *RECTIFY), 2),
        (("--result", "同意"), 2),
        (("--result", "属实", *RECTIFY[:-1], "2026-11-20"), 3),
    ],
)
def test_what_is_put_right_is_said_in_whole(run: Office, more: tuple[str, ...], code: int) -> None:
    id_ = told(run, run.walk("已公开"))["id"]

    assert run("opinion", "settle", id_, *more, *FED_BACK).code == code


def test_what_is_missing_is_named(run: Office) -> None:
    id_ = told(run, run.walk("已公开"))["id"]

    said = run("opinion", "settle", id_, "--result", "属实", *FED_BACK, "--rectify", "重新公布")

    assert "--to（谁负责整改）" in said.err
    assert "--due（整改期限）" in said.err


def test_a_loop_closes_when_the_new_is_out_and_the_old_is_down(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    id_ = told(run, number, "--via", "意见箱")["id"]
    assert settled(run, id_, "属实", *RECTIFY)["state"] == "整改中"
    assert f"pdisc correct {number} --rectifies {id_}" in run.show(number)["next"]

    new = corrected(run, number, id_)
    assert run.show(number)["opinions"][0]["state"] == "再公开中"
    assert run("correct", number, "--rectifies", id_, "--content", "再来一次。").code == 3
    publish(run, new)
    assert f"pdisc takedown {number}" in run.show(new)["next"]
    assert run("archive", number, "--by", PROPOSER).code == 3
    down(run, number)

    shown = run.ok("show", number, "--loop", "--json").json
    assert shown["opinions"][0]["rectified_by"] == new
    figures = {name: shown["loop"][name] for name in ("opinions", "upheld", "rectifying")}
    assert figures == {"opinions": 1, "upheld": 1, "rectifying": 1}
    assert (shown["loop"]["republished"], shown["loop"]["open"]) == (1, 0)
    words = run.ok("show", number, "--loop").out
    assert "反映 11-24（意见箱，未署名） → 办结 11-24 属实，已反馈" in words
    assert "→ 闭环 11-24" in words
    filed = run.ok("archive", number, "--by", PROPOSER, "--json").json
    assert filed["opinion_result"] == "收到意见1条：属实1；整改1"
    assert run.verify()["ok"], run.verify()


def test_a_correction_that_is_withdrawn_leaves_it_open(run: Office) -> None:
    number = run.walk("已公开")
    id_ = told(run, number)["id"]
    settled(run, id_, "部分属实", *RECTIFY)
    new = corrected(run, number, id_)

    run.withdraw(new)

    assert run.show(number)["opinions"][0]["state"] == "整改中"
    assert corrected(run, number, id_) != new


def test_only_what_is_to_be_put_right_is_rectified(run: Office) -> None:
    number = run.walk("已公开")
    id_ = told(run, number)["id"]
    other = run.propose("1.1.2")
    publish(run, other)

    text = ("--content", "核对后的数字。")
    assert run("correct", number, "--rectifies", id_, *text).code == 3
    settled(run, id_, "不属实")
    assert run("correct", number, "--rectifies", id_, *text).code == 3
    assert run("correct", other, "--rectifies", id_, *text).code == 3
    assert run("correct", number, "--rectifies", f"{number}-Y7", *text).code == 4
    assert run("correct", number, "--rectifies", "甲", *text).code == 2


def test_what_was_said_is_filed_as_a_count(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    ids = [told(run, number)["id"] for _ in range(3)]
    run.on("2026-12-04")
    words = ("archive", number, "--by", PROPOSER)

    refused = run(*words)
    assert refused.code == 3
    assert all(f"pdisc opinion settle {id_}" in refused.err for id_ in ids)
    for id_, result in zip(ids, ("属实", "不属实", "不属实"), strict=True):
        settled(run, id_, result)
    assert "--no-opinions" not in run.show(number)["next"]
    assert run(*words, "--no-opinions").code == 3
    filed = run.ok(*words, "--json").json

    assert filed["opinion_result"] == "收到意见3条：属实1，不属实2"
    page = run.ledger / filed["dossier"] / "data" / "意见办理.txt"
    assert "数字和会上说的不一致" in page.read_text("utf-8")
    assert run.verify()["ok"], run.verify()


def test_what_goes_into_the_dossier_tells_of_nobody(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    words = ("--content", f"{GIVER}说电话13895012345打不通", "--from", GIVER)
    said = run.ok("opinion", "add", number, *words, "--json").json
    assert any("反映人" in each for each in said["notices"])
    settled(run, said["id"], "不属实")

    filed = run.ok("archive", number, "--by", PROPOSER, "--json").json
    page = (run.ledger / filed["dossier"] / "data" / "意见办理.txt").read_text("utf-8")
    assert "打不通" in page
    assert GIVER not in page
    assert "13895012345" not in page


def test_where_nobody_said_anything_it_is_filed_as_before(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")

    refused = run("archive", number, "--by", PROPOSER)
    assert (refused.code, f"pdisc opinion add {number}" in refused.err) == (3, True)
    run.archive(number)
    assert run.show(number)["opinion_result"] == "无意见"
