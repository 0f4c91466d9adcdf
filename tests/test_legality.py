"""The guards of every act are asked again by verify, as they stood when it was done.

The forger of these tests rewrites an event and computes the whole chain and every row anew, so that
nothing but the rules themselves can tell.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import (
    ALL_PASS,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    Office,
)
from test_journal_kept import EVERY_KIND
from test_replay import by_hand, forge, kinds, with_event

from pdisc.ledger.chain import commitment_of
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.journal import CHAINED, JournalLine
from pdisc.ledger.lawful import Lawful
from pdisc.ledger.replay import Replay
from pdisc.registers.written import Rows

Change = Callable[[JournalLine], JournalLine]


def projected_anew(ledger: Path) -> None:
    """Write every row of the projections again, as the journal gives it."""
    rows: Rows = {}
    with by_hand(ledger) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        with closing(Gathered()) as gathered:
            Replay().play(connection, gathered, rows.update)
        for table in {name for name, _ in rows}:
            connection.execute(f"DELETE FROM {table}")
        for (table, _), row in rows.items():
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
            )


def told_of(office: Office, kind: str, change: Change) -> list[str]:
    """Rewrite the last line of a kind with everything that follows from it; return the findings."""

    def changed(lines: list[JournalLine]) -> list[JournalLine]:
        last = max(line.seq for line in lines if line.kind == kind)
        return [change(line) if line.seq == last else line for line in lines]

    forge(office.ledger, changed)
    projected_anew(office.ledger)
    verified = office("verify", "--json")
    assert verified.code == 9, verified
    assert kinds(verified.json) == {"步骤"}, verified
    return [problem["what"] for problem in verified.json["problems"]]


def by(name: str) -> Change:
    return lambda line: msgspec.structs.replace(line, decider=name)


def on(day: str) -> Change:
    return lambda line: msgspec.structs.replace(line, occurred_on=day)


def saying(**changes: Any) -> Change:
    return lambda line: with_event(line, **changes)


FORGED = [
    ("审批", by(PROPOSER), f"{PROPOSER} 在 2026-11-24 没有“审批”职责"),
    ("审批", by("示例外人"), "人员名单里没有“示例外人”"),
    ("审批", by(REVIEWER), "没有“审批”职责"),
    ("审批", on("2027-01-05"), "在今天（2026-11-24）之后"),
    ("审批", saying(content_sha256="0" * 64), "方案的校验值"),
    ("审批", saying(channels=["简报"]), "形式"),
    ("审核", by("示例外人"), "人员名单里没有“示例外人”"),
    ("审核", by(SECRETARY), "没有“审核”职责"),
    ("审核", on("2025-12-31"), "早于台账起算日"),
    ("提出", by(REVIEWER), "没有“承办”职责"),
    ("提出", saying(content_sha256="1" * 64), "方案的校验值"),
    ("提出", saying(code="9.9.9"), "目录里没有编号“9.9.9”"),
    ("实施", saying(channel="简报", place="示例室"), "不在批准的公开形式之内"),
    ("实施", saying(place="", url=""), "要写网址"),
    ("归档", saying(piece=7), "档号"),
    ("归档", saying(archive_number="示例-1"), "档号"),
]


@pytest.mark.parametrize(("kind", "change", "said"), FORGED)
def test_an_act_that_no_guard_would_pass_is_told_in_a_perfect_chain(
    run: Office, kind: str, change: Change, said: str
) -> None:
    run.walk("已归档")

    assert said in "".join(told_of(run, kind, change))


def test_an_approval_by_who_proposed_it_without_a_waiver_is_told(run: Office) -> None:
    run.ok(
        "staff", "add", PROPOSER, "--office", "支部", "--role", "审批", "--authority", "支部书记"
    )
    run.ok("staff", "add", SUPERIOR, "--office", "支部", "--role", "承办")
    run.walk("已审批")

    said = told_of(run, "审批", by(PROPOSER))

    assert any("不能再由本人审核或审批" in each for each in said)


def test_a_waiver_that_was_recorded_is_no_finding(run: Office) -> None:
    run.ok(
        *("staff", "add", PROPOSER, "--office", "支部", "--role", "审批"),
        *("--authority", "上级党组织"),
    )
    number = run.walk("已审核")
    run.ok("approve", number, "--by", PROPOSER, "--waive-separation", "示例理由：只有一人")

    assert run.verify()["ok"]


def test_a_plan_that_is_not_the_one_of_its_own_hash_is_told(run: Office) -> None:
    run.walk("已公开")

    def rewritten(line: JournalLine) -> JournalLine:
        assert line.body is not None
        return msgspec.structs.replace(line, body=line.body.replace("本期情况说明", "换过的正文"))

    assert any("方案的校验值" in each for each in told_of(run, "提出", rewritten))


def test_a_review_that_said_no_to_secrecy_cannot_be_followed_by_an_approval(run: Office) -> None:
    run.walk("已审批")
    verdicts = {"necessity": "通过", "accuracy": "通过", "secrecy": "不通过", "privacy": "通过"}

    said = told_of(run, "审核", saying(verdicts=verdicts))

    assert any("没有全部“通过”" in each for each in said)
    assert any("不能批准公开" in each for each in said)


def test_an_approval_after_the_publication_is_told(run: Office) -> None:
    run.on("2026-11-20")
    number = run.walk("已审批")
    run.on("2026-11-23")
    run.publish(number)

    assert any("早于上一步的" in each for each in told_of(run, "实施", on("2026-11-19")))


def test_a_turn_out_of_order_is_told(run: Office) -> None:
    run.walk("已审批")
    forge(run.ledger, lambda lines: [line for line in lines if line.kind != "审核"])

    verified = run.verify()

    assert "步骤" in kinds(verified)


def test_too_low_an_authority_is_told(run: Office) -> None:
    run.walk("已审批", "1.3.1")
    needed = run.ok("catalog", "show", "1.3.1", "--json").json["authority"]
    assert needed != "支部书记"

    said = told_of(run, "审批", by(SECRETARY))

    assert any(f"须由{needed}审批" in each for each in said)


def test_findings_left_open_at_a_review_are_told(run: Office) -> None:
    number = run.propose("1.1.1", "--content", "联系电话 13895012345")
    names = [each["id"] for each in run.show(number)["findings"]]
    accepted = [word for name in names for word in ("--accept", f"{name}=示例：已公布的值班电话")]
    run.ok("review", number, "--by", REVIEWER, *ALL_PASS, *accepted)

    assert any("没有处理" in each for each in told_of(run, "审核", saying(accepted={})))


def test_a_lift_that_nobody_recorded_is_told(run: Office) -> None:
    run.walk("已提出")

    said = told_of(run, "提出", saying(lifted="示例〔2026〕1号"))

    assert any("登记过准予公开" in each for each in said)


def test_a_correction_of_what_was_never_published_is_told(run: Office) -> None:
    run.propose("1.1.1")
    run.propose("1.1.1")

    said = told_of(run, "提出", saying(corrects="2026-0001"))

    assert any("还没有公开过" in each for each in said)


def test_a_ruling_by_who_may_not_rule_is_told(run: Office) -> None:
    run.ok(*("waive", "1.1.1", "--for", "2026-Q1", "--reason", "示例：机构改革", "--by", SECRETARY))

    assert any("没有“审批”职责" in each for each in told_of(run, "豁免", by(PROPOSER)))


def test_an_entry_of_a_register_from_the_future_is_told(run: Office) -> None:
    run.ok("config", "set", "审核时限", "5")

    assert any("之后" in each for each in told_of(run, "设置", on("2030-01-01")))


def test_rules_and_people_that_changed_later_do_not_count(run: Office) -> None:
    run.walk("已公开", "1.1.1")
    run.on("2026-11-30")
    run.ok("staff", "close", REVIEWER)
    run.ok("config", "set", "核对码必填", "是")
    run.ok("catalog", "set", "1.1.1", "--scope", "党内", "--reason", "示例")
    run.ok("catalog", "retire", "1.1.1", "--reason", "示例")

    assert run.verify()["problems"] == []


def test_what_came_before_a_change_is_judged_by_what_held_before(run: Office) -> None:
    run.propose("1.1.1")
    run.on("2026-11-25")
    run.ok("staff", "close", PROPOSER)
    assert run.verify()["problems"] == []

    run.on("2026-11-26")
    run.ok("propose", "1.1.1", "--title", "题", "--content", "文", "--by", SECOND_PROPOSER)

    assert "没有“承办”职责" in "".join(told_of(run, "提出", by(PROPOSER)))


def test_a_journal_with_every_kind_of_an_earlier_program_is_lawful() -> None:
    replay = Replay(judging=Lawful)
    with closing(sqlite3.connect(":memory:")) as connection, closing(Gathered()) as gathered:
        connection.execute(f"CREATE TABLE journal ({', '.join(CHAINED)})")
        connection.execute("CREATE TABLE payload (seq, salt, body)")
        for line in EVERY_KIND.lines:
            *covered, _, salt, body = msgspec.structs.astuple(line)
            assert salt is not None
            assert body is not None
            values = (*covered, commitment_of(salt, body))
            connection.execute(f"INSERT INTO journal VALUES ({', '.join('?' * 11)})", values)
            connection.execute("INSERT INTO payload VALUES (?, ?, ?)", (line.seq, salt, body))
        replay.play(connection, gathered, lambda rows: None)

    assert [each for each in replay.problems if each.id == "步骤"] == []


def test_a_filing_that_names_no_place_for_its_dossier_is_told(run: Office) -> None:
    run.walk("已归档")
    forged = saying(dossier="")
    forge(run.ledger, lambda lines: [forged(x) if x.kind == "归档" else x for x in lines])
    projected_anew(run.ledger)

    said = [problem["what"] for problem in run.verify()["problems"]]

    assert "不合规定的步骤：按当时的规定办不出这样的归档文件夹" in said
