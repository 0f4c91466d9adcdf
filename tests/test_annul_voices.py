"""作废 of what people asked, said and ticked: what leans on it goes first, nothing else is lost.

Any lawful history, with whatever of it may be annulled annulled, is the history without that.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, PROPOSER, SECRETARY, TODAY, Office
from hypothesis import given, settings
from hypothesis import strategies as st
from story import NUMBER
from voiced import (
    DAY,
    Told,
    assigned,
    decided,
    of_every_kind,
    received,
    said,
    settled,
    tell,
)
from voiced_histories import IDS, histories

from pdisc.clock import FixedClock
from pdisc.events.entry import kind_of
from pdisc.ledger.folder import Folder, reading
from pdisc.ledger.past import as_recorded
from pdisc.registers.opinions import OPINIONS
from pdisc.registers.requests import REQUESTS
from pdisc.registers.surveys import SURVEYS
from pdisc.values.voice_kinds import RequestOutcome

TABLES = tuple(table for register in (REQUESTS, OPINIONS, SURVEYS) for table in register.tables)


@pytest.fixture(scope="module")
def published(template_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger in which one disclosure is out, made once."""
    ledger = Path(shutil.copytree(template_ledger, tmp_path_factory.mktemp("out") / "台账"))
    office = Office(ledger, FixedClock(NOW - timedelta(minutes=1)))
    assert office.walk_every_step("已公开", "1.1.1") == NUMBER
    return ledger


def rows(connection: sqlite3.Connection) -> Any:
    """Return what people asked, said and ticked, in its order, without the journal's numbers."""
    found = {}
    for table in TABLES:
        columns = ", ".join(name for name in table.columns if name != "seq")
        order = f"ORDER BY seq, {columns}"  # one answer to several has a row for each of them
        found[table.name] = connection.execute(
            f"SELECT {columns} FROM {table.name} {order}"
        ).fetchall()
    return found


def stored(office: Office) -> Any:
    with closing(sqlite3.connect(office.ledger / "ledger.db")) as connection:
        return rows(connection)


def told(office: Office) -> Any:
    """Return all that is due and reported now and later, but for the count of annulments."""
    found = []
    for days in (0, 9, 30, 90):
        office.on(TODAY + timedelta(days=days))
        report = office.ok("report", "--json").json
        found += [office.ok("due", "--json").json]
        found += [{name: report[name] for name in report if name not in ("annulled", "receipt")}]
    return found


@settings(max_examples=12)
@given(histories(), st.randoms(use_true_random=False))
def test_a_history_with_slips_annulled_is_the_history_without_them(
    published: Path, tmp_path_factory: pytest.TempPathFactory, history: list[Told], chance: Any
) -> None:
    home = tmp_path_factory.mktemp("law")
    whole, clean = (
        Office(Path(shutil.copytree(published, home / name)), FixedClock(NOW))
        for name in ("有错", "无错")
    )
    first = tell(whole, *history)
    before = stored(whole)
    order = [place for place in range(len(history)) if chance.random() < 0.6]
    chance.shuffle(order)
    last = history[-1].on
    whole.on(last + DAY)
    gone = {place for place in order if _annulled(whole, first + place)}
    kept = [each for place, each in enumerate(history) if place not in gone]
    if kept:
        tell(clean, *kept)

    assert stored(whole) == stored(clean)
    assert told(whole) == told(clean)
    assert whole.verify()["problems"] == []
    problems = [each["what"] for each in clean.verify()["problems"]]
    assert [each for each in problems if "轮到的是" not in each and "已经过了" not in each] == []
    with (
        reading(Folder(whole.ledger)) as connection,
        as_recorded(connection, last) as past,
    ):
        assert rows(past) == before


def _annulled(office: Office, seq: int) -> bool:
    ran = office("annul", str(seq), "--reason", "登记错了", "--by", SECRETARY)
    assert ran.code in (0, 3), ran
    return ran.code == 0


# As people type it


def seqs(run: Office, subject: str) -> dict[str, int]:
    """Return the journal's numbers of the last entry of each kind about something."""
    return {each["kind"]: each["seq"] for each in run.ok("log", subject, "--json").json["events"]}


def annul(run: Office, seq: int, by: str = SECRETARY) -> Any:
    return run("annul", str(seq), "--reason", "登记错了", "--by", by)


def refused(run: Office, seq: int, *words: str) -> None:
    """Hold that an entry can't go, say why, and that what is told next can be typed."""
    ran = annul(run, seq)
    assert ran.code == 3, ran
    for word in words:
        assert word in ran.err
    assert run.verify()["ok"] is True


D1, D2 = IDS[:2]


def test_each_act_goes_after_what_leans_on_it(run: Office) -> None:
    number = of_every_kind(run)
    first, third, opinion = seqs(run, D1), seqs(run, IDS[2]), seqs(run, f"{number}-Y1")
    refused(run, first["点题"], f"第{first['点题答复']}条（点题答复", "点题）办的，不能作废")
    refused(run, first["点题决定"], "不能作废", f"pdisc annul {first['点题延期']}")
    refused(run, seqs(run, D2)["点题并办"], f"第{first['点题答复']}条（点题答复")
    refused(run, third["点题决定"], "不能作废")
    refused(run, opinion["意见"], f"第{opinion['整改再公开']}条")
    refused(run, opinion["意见办结"], f"第{opinion['整改再公开']}条")


def test_everything_can_be_taken_back_from_its_end(run: Office) -> None:
    number = of_every_kind(run)
    about = {*IDS, f"{number}-Y1", f"{number}-Y2", number, "测评"}
    events = [each for each in run.ok("log", "--json").json["events"] if each["subject"] in about]
    for each in reversed(events):
        if each["kind"] in KINDS:
            assert annul(run, each["seq"]).code == 0, each
    assert run.verify()["ok"] is True
    assert not any(stored(run).values())


KINDS = frozenset(
    kind_of(event) for register in (REQUESTS, OPINIONS, SURVEYS) for event in register.events
)


def test_what_was_proposed_for_it_stays_and_may_be_withdrawn(run: Office) -> None:
    run.ok("request", "add", "--content", "食堂外包的合同")
    decision = run.ok(
        "request", "decide", D1, "--outcome", "应公开未公开", "--by", SECRETARY, "--json"
    ).json
    proposal = decision["disclosure"]
    ran = annul(run, seqs(run, D1)["点题决定"])
    assert ran.code == 0
    assert f"不要的撤回：pdisc withdraw {proposal} --reason 理由" in ran.err
    assert run.show(proposal)["state"] == "已提出"
    assert run.ok("request", "show", D1, "--json").json["state"] == "待决定"
    run.ok("withdraw", proposal, "--reason", "不要了", "--by", PROPOSER)


def test_after_it_is_said_where_to_look(run: Office) -> None:
    number = of_every_kind(run)
    steps = [
        (IDS[2], "点题答复", f"pdisc request show {IDS[2]}"),
        (f"{number}-Y1", "整改再公开", f"pdisc opinion list {number}"),
        (f"{number}-Y1", "意见批办", f"pdisc opinion list {number}"),
        (number, "测评", "pdisc survey show"),
        ("测评", "测评", "pdisc survey show"),
    ]
    for subject, kind, way in steps:
        ran = annul(run, seqs(run, subject)[kind])
        assert ran.code == 0, ran
        assert way in ran.out
        run.ok(*way.split()[1:])


def test_a_correction_that_is_on_its_way_keeps_what_is_to_be_put_right(run: Office) -> None:
    number = of_every_kind(run)
    opinion = seqs(run, f"{number}-Y1")
    ran = annul(run, opinion["整改再公开"])
    assert ran.code == 0
    assert f"是凭{number}-Y1 的整改提出的，还在台账里" in ran.err
    again = f"pdisc correct {number} --rectifies {number}-Y1 --content 更正后的内容"
    assert again in ran.err
    more = [word if word != "更正后的内容" else "第二次改正" for word in again.split()[1:]]
    second = run.ok(*more, "--by", PROPOSER, "--json").json["number"]
    run.ok("withdraw", second, "--reason", "不改了", "--by", PROPOSER)
    assert annul(run, opinion["意见办结"]).code == 0


def test_what_was_counted_when_it_was_filed_is_not_taken_back(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--channel", "会议")
    opinion = f"{number}-Y1"
    tell(run, Told(opinion, said()), Told(opinion, assigned()), Told(opinion, settled()))
    run.ok("archive", number, "--by", PROPOSER)
    for seq in seqs(run, opinion).values():
        refused(run, seq, "归档时已经按收到的意见写了意见收集结果")


def test_a_publication_of_which_people_spoke_stays(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--channel", "会议")
    (posted,) = run.show(number)["publications"]
    tell(run, Told(f"{number}-Y1", said()))
    refused(run, posted["seq"], f"{number} 收到过意见（{number}-Y1）")
    assert annul(run, seqs(run, f"{number}-Y1")["意见"]).code == 0
    assert annul(run, posted["seq"]).code == 0


def test_a_publication_that_people_were_told_of_is_named(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--channel", "会议")
    (posted,) = run.show(number)["publications"]
    tell(run, Told(D1, received()), Told(D1, decided(RequestOutcome.PUBLIC, disclosure=number)))
    ran = annul(run, posted["seq"])
    assert ran.code == 0
    assert f"{D1} 是凭 {number} 已经公开决定的" in ran.err


def test_a_name_that_was_annulled_is_never_given_again(run: Office) -> None:
    run.ok("request", "add", "--content", "甲事")
    ran = annul(run, seqs(run, D1)["点题"])
    assert f"{D1} 这个编号不再用" in ran.err
    assert run.ok("request", "add", "--content", "乙事", "--json").json["id"] == D2
