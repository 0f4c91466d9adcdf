"""Each entry is judged by the guards of the program that made it, never by younger ones.

`tests/data/ledger-unnumbered-guards.tar.xz` was kept by the program of commit 06de5c5, before the
guards were counted: passers-by set, correct, withdraw and take down; look-alikes propose and
review; somebody acts for one who has left; windows ahead are published for; 公示 ends by weekdays.
"""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECOND_PROPOSER, SUPERIOR, Office
from kept_ledgers import office_of
from test_legality import by, told_of
from test_replay import by_hand, forge

from pdisc.events.entry import GUARDS
from pdisc.ledger.journal import JournalLine


@pytest.fixture
def earlier(tmp_path: Path) -> Office:
    """Return today's program on the ledger of the earlier one, after its last day."""
    office = office_of("ledger-unnumbered-guards", tmp_path)
    office.on("2029-05-10")
    return office


def bodies(office: Office) -> list[dict[str, Any]]:
    with by_hand(office.ledger) as connection:
        rows = connection.execute("SELECT body FROM payload ORDER BY seq").fetchall()
    return [json.loads(body) for (body,) in rows]


def told_of_today_s(office: Office) -> str:
    """Let every entry of a ledger be one of today's program; return what verify tells of them."""

    def numbered(line: JournalLine) -> JournalLine:
        body = json.loads(line.body or "") | {"guards": GUARDS}
        return msgspec.structs.replace(line, body=json.dumps(body, ensure_ascii=False))

    forge(office.ledger, lambda lines: [numbered(line) for line in lines])
    return "；".join(problem["what"] for problem in office.verify()["problems"])


def by_hand_made(line: dict[str, Any]) -> bool:
    """Say whether somebody made an entry: what is shipped since comes with the upgrade."""
    return "guards" in line or line["event"]["kind"] not in ("设置", "目录")


def test_what_an_earlier_program_recorded_is_lawful_as_it_was_then(earlier: Office) -> None:
    log = earlier.ok("log", "--json").json["events"]
    assert len({each["kind"] for each in log}) >= 20

    verified = earlier.verify()

    assert verified["ok"], verified


def test_its_acts_go_on_under_the_guards_of_today(earlier: Office) -> None:
    earlier.ok("publish", "2026-0002", "--channel", "公开栏", "--place", "示例室")  # upgrades
    before = len(bodies(earlier)) - 1
    earlier.archive("2029-0001")
    earlier.ok("takedown", "2026-0003", "--reason", "示例", "--by", PROPOSER)
    earlier.archive("2026-0003")
    earlier.review("2026-0005")
    earlier.approve("2026-0005")
    earlier.publish("2026-0005")
    paper = ("--document-number", "示例〔2029〕2号")
    earlier.ok("approve", "2026-0009", "--by", SUPERIOR, *paper)
    earlier.walk("已归档")

    made = [line for line in bodies(earlier)[before:] if by_hand_made(line)]
    assert {line.get("guards") for line in made} == {GUARDS}
    assert earlier.verify()["ok"]


@pytest.mark.parametrize(
    "words",
    [
        ("withdraw", "2029-0002", "--reason", "示例"),
        ("takedown", "2026-0003", "--reason", "示例"),
        ("correct", "2026-0004", "--content", "示例"),
        ("config", "set", "审批时限", "5"),
        ("catalog", "set", "1.1.1", "--office", "示例科", "--reason", "示例"),
    ],
)
def test_today_nobody_does_there_what_only_was_allowed_once(
    earlier: Office, words: tuple[str, ...]
) -> None:
    assert earlier(*words, "--by", "示例路人").code in (3, 4)


def test_the_same_entries_would_be_told_if_todays_program_had_made_them(earlier: Office) -> None:
    said = told_of_today_s(earlier)

    for each in (
        "没有“审批”职责，不能登记任职",
        "人员名单里没有“示例路人”",
        "不能再由本人审核或审批",
        "所代的示例副书记已经离任",
        "“不同意”不是“同意”",
        "2027-04-01 才开始",
        "最早到 2029-01-05",
    ):
        assert each in said, each


SETS = (
    ("设置", ("config", "set", "审批时限", "5")),
    ("目录", ("catalog", "set", "1.1.1", "--office", "示例科", "--reason", "示例")),
    ("任职", ("staff", "add", "示例庚", "--office", "支部", "--role", "审批")),
    ("离任", ("staff", "close", "测试书记丁")),
)


@pytest.mark.parametrize(("kind", "words"), SETS)
def test_an_entry_that_sets_things_by_who_may_not_is_told(
    run: Office, kind: str, words: tuple[str, ...]
) -> None:
    run.ok(*words, "--by", SUPERIOR)
    assert run.verify()["ok"]

    assert any("没有“审批”职责" in each for each in told_of(run, kind, by(SECOND_PROPOSER)))


def test_a_withdrawal_and_a_taking_down_by_who_may_not_are_told(run: Office) -> None:
    run.ok("withdraw", run.propose(), "--reason", "示例")
    run.ok("takedown", run.walk("已公开"), "--reason", "示例")

    assert any("没有“承办”或“审批”" in each for each in told_of(run, "撤回", by(REVIEWER)))
    assert sum("没有“承办”或“审批”" in each for each in told_of(run, "撤下", by(REVIEWER))) == 2


def test_a_review_confirms_a_scope_without_being_an_approvers(run: Office) -> None:
    merged = run.ok("catalog", "list", "--json").json["items"]
    code = next(
        each["code"]
        for each in merged
        if "scope" in run.ok("catalog", "show", each["code"], "--json").json["inferred"]
    )
    number = run.propose(code)
    told = run.ok("review", number, "--by", REVIEWER, *ALL_PASS)

    assert "同时核定了" in told.out + told.err
    assert run.verify()["ok"]
