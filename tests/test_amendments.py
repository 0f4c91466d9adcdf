"""What is put right after a step: 改期次 and 补件. Neither is a step; both are told everywhere."""

from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, SECOND_PROPOSER, SECRETARY, SUPERIOR, Office

from pdisc.errors import Conflict
from pdisc.ledger.folder import Folder
from pdisc.screening.files import reader
from pdisc.services.station import Signing, Station
from pdisc.services.steps import act_on
from pdisc.services.target import Target
from pdisc.steps.acts import Withdraw

WHY = ("--reason", "期次写错")


def windows(run: Office, code: str, *words: str) -> dict[str, str | None]:
    """Return the overdue windows of an item, each with the number in hand."""
    rows = run.ok("due", "--json", *words).json["overdue"]
    return {row["window"]: row["number"] for row in rows if row["code"] == code}


def paper(run: Office, name: str = "审批表.txt", text: str = "同意公开。") -> str:
    path = run.ledger.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_window_is_put_right_after_publication_and_due_follows(run: Office) -> None:
    number = run.walk("已公开", "3.4.1")
    assert run.show(number)["window"] == "2026年四季度"
    assert "2026年一季度" in windows(run, "3.4.1")

    ran = run.ok(
        *("reassign", number, "--for", "2026-Q1", *WHY, "--by", SECRETARY, "--json"),
    )

    assert ran.json["window"] == "2026年一季度"
    assert any("2026年四季度现在没有答复" in told for told in ran.json["notices"])
    assert "2026年一季度" not in windows(run, "3.4.1")
    assert [x["act"] for x in ran.json["amendments"]] == ["改期次"]
    assert ran.json["amendments"][0]["result"] == "2026年四季度改为2026年一季度"
    assert {step["act"] for step in ran.json["steps"]} == {"提出", "审核", "审批", "实施"}
    assert run.verify()["ok"]


def test_it_counts_from_the_publication_on_and_not_as_of_before_it_was_recorded(
    run: Office,
) -> None:
    run.on("2026-11-02")
    number = run.propose("3.4.1", "--for", "2026-Q3")
    run.review(number)
    run.approve(number)
    run.on("2026-11-05")
    run.publish(number)
    run.on("2026-11-20")
    assert windows(run, "3.4.1", "--on", "2026-11-10").keys() == {"2026年一季度", "2026年二季度"}

    run.ok("reassign", number, "--for", "2026-Q2", *WHY, "--by", SECRETARY)

    on = windows(run, "3.4.1", "--on", "2026-11-10")
    assert on.keys() == {"2026年一季度", "2026年三季度"}
    before = windows(run, "3.4.1", "--on", "2026-11-04")
    assert before == {"2026年一季度": None, "2026年二季度": None, "2026年三季度": number}
    run.on("2026-11-21")
    then = windows(run, "3.4.1", "--as-of", "2026-11-19")
    assert then.keys() == {"2026年一季度", "2026年二季度"}
    now = run.ok("report", "--year", "2026", "--json").json["rows"]
    assert next(row for row in now if row["code"] == "3.4.1")["numbers"] == [number]


def test_an_occurrence_is_put_right(run: Office) -> None:
    number = run.walk("已公开", "1.3.3", "--occurred", "2026-11-20")

    ran = run.ok(
        *("reassign", number, "--occurred", "2026-11-23", *WHY, "--by", SECRETARY, "--json"),
    )

    assert ran.json["occurred_on"] == "2026-11-23"
    assert run.ok("due", "--json").json["overdue"] != []
    assert run.verify()["ok"]


def test_a_filed_one_is_put_right_and_its_dossier_stays_as_it_was(run: Office) -> None:
    number = run.walk("已归档", "3.4.1")

    ran = run.ok(*("reassign", number, "--for", "2026-Q1", *WHY, "--by", SECRETARY, "--json"))

    assert ran.json["state"] == "已归档"
    assert any("已归档" in told for told in ran.json["notices"])
    assert run.verify()["ok"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--for", "2027-Q1"), 3, "还没有开始"),
        (("--for", "2025-Q4"), 3, "起算日"),
        (("--for", "2026"), 3, "不是它的期次"),
        (("--for", "2026-Q4"), 3, "本来就是"),
        (("--occurred", "2026-11-20"), 3, "定期事项"),
        (("--for", "2026-Q1", "--occurred", "2026-11-20"), 2, "只写一个"),
        (("--for", "一二三"), 2, "一二三"),
        (("--for", "2026-Q1", "--by", PROPOSER), 3, "没有“审批”职责"),
        (("--for", "2026-Q1", "--on", "2026-11-20", "--late-reason", "补"), 3, "早于公开"),
    ],
)
def test_what_a_window_cant_be_is_refused(
    run: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    number = run.walk("已公开", "3.4.1")
    signed = () if "--by" in words else ("--by", SECRETARY)

    ran = run("reassign", number, *words, *WHY, *signed)

    assert ran.code == code, ran
    assert said in ran.err
    assert run.show(number)["window"] == "2026年四季度"


def test_before_the_publication_the_plan_is_revised_instead(run: Office) -> None:
    number = run.walk("已审批", "3.4.1")

    ran = run("reassign", number, "--for", "2026-Q1", *WHY, "--by", SECRETARY)

    assert ran.code == 3
    assert f"pdisc revise {number} --for" in ran.err


def test_a_standing_item_has_no_windows(run: Office) -> None:
    number = run.walk("已公开", "5.1.1")

    assert run("reassign", number, "--for", "2026-Q1", *WHY, "--by", SECRETARY).code == 3


def test_another_for_the_same_window_and_a_nil_return_are_told(run: Office) -> None:
    other = run.walk_every_step("已公开", "3.4.1", "--for", "2026-Q1")
    number = run.walk_every_step("已公开", "3.4.1")
    run.ok("nil", "3.4.1", "--for", "2026-Q2", "--by", PROPOSER, "--reason", "没有此类事项")

    first = run.ok(
        *("reassign", number, "--for", "2026-Q1", *WHY, "--by", SECRETARY, "--json", "--dry-run")
    )
    second = run.ok(*("reassign", number, "--for", "2026-Q2", *WHY, "--by", SECRETARY, "--json"))

    assert any(other in told for told in first.json["notices"])
    assert any("pdisc annul" in told for told in second.json["notices"])


def test_papers_come_later_and_stand_under_their_step(run: Office) -> None:
    number = run.walk("已公开", "3.4.1")
    run.on("2026-11-25")
    scan = paper(run)

    ran = run.ok("evidence", number, "--step", "审批", "--file", scan, "--json")

    step = next(step for step in ran.json["steps"] if step["act"] == "审批")
    assert [(file["name"], file["added_on"]) for file in step["evidence"]] == [
        ("审批表.txt", "2026-11-25")
    ]
    assert step["on"] == "2026-11-24"
    assert [each["act"] for each in ran.json["amendments"]] == ["补件"]
    assert "审批表.txt" in run.ok("show", number).out
    assert run.verify()["ok"]


def test_papers_of_a_publication_are_its_own_and_go_into_the_dossier(run: Office) -> None:
    number = run.walk("已公开", "3.4.1")
    channels = [each["channel"] for each in run.show(number)["publications"]]
    assert len(channels) > 1
    photo = paper(run, "公开栏.txt", "照片说明")

    unnamed = run("evidence", number, "--step", "实施", "--file", photo)
    ran = run.ok(
        *("evidence", number, "--step", "实施", "--channel", channels[-1], "--file", photo),
        "--json",
    )
    run.archive(number)

    assert unnamed.code == 3
    assert "--channel" in unnamed.err
    kept = {each["channel"]: each["evidence"] for each in ran.json["publications"]}
    assert [file["name"] for file in kept[channels[-1]]] == ["公开栏.txt"]
    assert kept[channels[0]] == []
    dossier = run.ledger / run.show(number)["dossier"]
    (kept_there,) = (dossier / f"data/凭证/实施_{channels[-1]}").iterdir()
    assert "照片说明" in kept_there.read_text(encoding="utf-8")
    assert "公开栏.txt" in (dossier / "data/办理过程.txt").read_text()
    assert run.verify()["ok"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--step", "审批"), 3, "还没有审批"),
        (("--step", "报批"), 3, "还没有报批"),
        (("--step", "实施"), 3, "还没有实施"),
        (("--step", "归档"), 2, "--step 应为"),
        (("--step", "审核", "--channel", "会议"), 2, "--channel 只用于"),
        (("--step", "审核", "--by", REVIEWER), 3, "没有“承办”职责"),
        (("--step", "审核", "--on", "2026-11-23"), 3, "早于审核"),
    ],
)
def test_papers_of_what_wasnt_done_are_refused(
    run: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    number = run.walk("已审核", "3.4.1")

    ran = run("evidence", number, *words, "--file", paper(run))

    assert ran.code == code, ran
    assert said in ran.err


def test_after_filing_no_paper_comes_any_more(run: Office) -> None:
    number = run.walk("已归档", "3.4.1")

    assert run("evidence", number, "--step", "审批", "--file", paper(run)).code == 3


def test_the_same_paper_is_not_recorded_twice(run: Office) -> None:
    number = run.walk("已审批", "3.4.1")
    run.ok("evidence", number, "--step", "审批", "--file", paper(run))

    again = run("evidence", number, "--step", "审批", "--file", paper(run, "又一份.txt"))

    assert again.code == 3
    assert "没有重复记录" in again.err


def test_a_marked_paper_is_stopped_and_may_be_let_pass_for_a_reason(run: Office) -> None:
    number = run.walk("已审批", "3.4.1")
    marked = paper(run, "审批表.txt", "机密★一年\n同意公开。")
    words = ("evidence", number, "--step", "审批", "--file", marked)

    stopped = run(*words)
    passed = run.ok(*words, "--not-a-mark", "空白表格上的印字", "--json")

    assert stopped.code == 3
    assert "--not-a-mark" in stopped.err
    assert passed.json["amendments"][0]["note"]
    assert run.verify()["ok"]


def test_the_superiors_paper_goes_under_the_sending_up_or_the_reply(run: Office) -> None:
    number = run.walk("报批中", "3.4.1")
    run.ok("evidence", number, "--step", "报批", "--file", paper(run, "请示.txt", "请示"))
    run.ok("approve", number, "--by", SUPERIOR, "--document-number", "示例〔2026〕1号")
    run.ok("evidence", number, "--step", "审批", "--file", paper(run, "批复.txt", "批复"))

    steps = [step for step in run.show(number)["steps"] if step["act"] == "审批"]

    assert [[file["name"] for file in step["evidence"]] for step in steps] == [
        ["请示.txt"],
        ["批复.txt"],
    ]


def test_whoever_looked_before_a_paper_came_is_told_of_it(run: Office) -> None:
    number = run.walk("已审批", "3.4.1")
    seen = len(run.show(number)["steps"])
    run.ok("evidence", number, "--step", "审批", "--file", paper(run), "--by", SECOND_PROPOSER)
    station = Station(
        folder=Folder(run.ledger), clock=run.clock, operator=PROPOSER, wait=1.0, files=reader
    )
    act = Target(number=number, name="撤回", seen=seen)

    with pytest.raises(Conflict, match="补件"):
        act_on(station, Signing(by=PROPOSER), act, Withdraw(reason="示例"))


@pytest.mark.parametrize("day", ["2026-11-10", "2026-11-24", "2026-12-31"])
def test_put_right_it_counts_as_if_it_had_been_proposed_for_that_window(
    run: Office, tmp_path: Path, day: str
) -> None:
    other = run.copy(tmp_path / "another")
    for office, window in ((run, "2026-Q3"), (other, "2026-Q1")):
        office.on("2026-11-02")
        number = office.propose("3.4.1", "--for", window)
        office.review(number)
        office.approve(number)
        office.publish(number)
    run.ok("reassign", "2026-0001", "--for", "2026-Q1", *WHY, "--by", SECRETARY)
    told = []
    for office in (run, other):
        office.on("2026-12-31")
        due = office.ok("due", "--json", "--on", day).json
        report = office.ok("report", "--json", "--on", day).json
        told.append((due, report["rows"], report["norms"], report["rates"]))

    assert told[0] == told[1]
