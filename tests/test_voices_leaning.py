"""What something leans on is answered before it is taken back: requests and opinions (issue 19)."""

from pathlib import Path

import pytest
from conftest import PROPOSER, SECRETARY, Office
from hearing import ASKED, act, decide, entries, january, made_public, rows, seq_of

N = "2026-0001"
FIRST = f"{N}-Y1"
REFUSE = ("--reason", "尚在调查的事项", "--basis", "党务公开条例第八条")
PUT_RIGHT = ("--rectify", "核对后重新公布", "--to", PROPOSER, "--due", "2026-04-10")
ANNUL = ("--reason", "登记错了", "--by", SECRETARY)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = january(tmp_path_factory.mktemp("作废"))
    assert made_public(office, "2026-03-02", "5.1.1", "食堂采购价格的办理程序") == N
    return office


@pytest.fixture
def office(opened: Office, tmp_path: Path) -> Office:
    return opened.copy(tmp_path)


def refused(office: Office, *words: str) -> None:
    """Run what must be refused, and see that nothing was written."""
    before = entries(office)
    ran = office(*words)
    assert ran.code == 3, f"pdisc {' '.join(words)} → {ran.code}\n{ran.out}{ran.err}"
    assert entries(office) == before


def test_what_something_leans_on_is_not_taken_back(office: Office) -> None:
    office.on("2026-03-09")
    added = office.ok("request", "add", "--content", ASKED, "--json").json
    request = added["id"]
    decided = decide(office, "2026-03-09", request, "不予公开", *REFUSE)
    refused(office, "annul", seq_of(added), *ANNUL)
    answered = act(office, "2026-03-09", "answer", request, "--content", "不予公开。")
    refused(office, "annul", seq_of(decided), *ANNUL)
    for document in (answered, decided, added):
        office.ok("annul", seq_of(document), *ANNUL)
    assert rows(office, "2026-06-30", "点题") == []
    assert office.verify()["ok"]


def test_an_opinion_stays_while_something_was_done_about_it(office: Office) -> None:
    office.on("2026-03-09")
    heard = office.ok("opinion", "add", N, "--content", "数字不一致", "--json").json
    words = ("--result", "属实", "--feedback", "已经核对", *PUT_RIGHT)
    settled = office.ok("opinion", "settle", FIRST, *words, "--json").json
    refused(office, "annul", seq_of(heard), *ANNUL)
    office.ok("correct", N, "--content", "改正如下。", "--rectifies", FIRST)
    refused(office, "annul", seq_of(settled), *ANNUL)
    office.withdraw("2026-0002")
    office.ok("annul", seq_of(settled), *ANNUL)
    refused(office, "annul", seq_of(heard), *ANNUL)
    events = office.ok("log", FIRST, "--json").json["events"]
    (begun,) = (str(each["seq"]) for each in events if each["kind"] == "整改再公开")
    office.ok("annul", begun, *ANNUL)
    office.ok("annul", seq_of(heard), *ANNUL)
    assert rows(office, "2026-06-30", "意见", "整改") == []
    assert office.verify()["ok"]
