"""A word that is banned after a plan was stored stops the plan at its next step, not too late."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from test_findings import put

WORD = "紫云英计划"
REVIEW = ("review", "--by", REVIEWER, *ALL_PASS)
APPROVE = ("approve", "--by", SUPERIOR)
PUBLISH = ("publish", "--channel", "会议", "--place", "会议室", "--by", PROPOSER)


def banned(run: Office) -> None:
    run.ok("config", "set", "禁用词", WORD, "--by", SECRETARY)


def act(run: Office, number: str, words: tuple[str, ...]) -> tuple[int, str]:
    ran = run(words[0], number, *words[1:])
    return ran.code, ran.err


@pytest.mark.parametrize(
    ("state", "words"), [("已提出", REVIEW), ("已审核", APPROVE), ("已审批", PUBLISH)]
)
def test_a_word_banned_since_stops_the_next_step(
    run: Office, state: str, words: tuple[str, ...]
) -> None:
    number = run.walk(state, "1.1.1", "--content", f"{WORD[:2]}\n{WORD[2:]}的进展")
    banned(run)

    code, told = act(run, number, words)

    assert (code, run.show(number)["state"]) == (3, state)
    assert "正文" in told
    assert f"pdisc withdraw {number}" in told
    assert WORD not in told
    assert run.verify()["ok"]


def test_it_stops_in_a_title_and_in_an_attachment_too(run: Office, tmp_path: Path) -> None:
    paper = put(tmp_path, "附件.txt", f"关于{WORD}的说明")
    titled = run.walk("已审批", "1.1.1", "--title", f"{WORD}进展")
    attached = run.walk_every_step("已审批", "1.1.2", "--attach", paper)
    banned(run)

    assert act(run, titled, PUBLISH)[0] == 3
    assert act(run, attached, PUBLISH)[0] == 3


@pytest.mark.parametrize(
    "way",
    [
        lambda run, number: run.ok("withdraw", number, "--reason", "不公开"),
        lambda run, number: run.ok("revise", number, "--content", "改过的内容"),
        lambda run, number: run.ok("review", number, "--by", REVIEWER, "--return", "有禁用词"),
    ],
)
def test_every_way_out_stays_open(run: Office, way: Callable[[Office, str], object]) -> None:
    number = run.propose("1.1.1", "--content", f"{WORD}的进展")
    banned(run)

    way(run, number)

    assert run.verify()["ok"]


def test_a_plan_without_the_word_goes_on(run: Office) -> None:
    number = run.walk("已审批")
    banned(run)

    run.publish(number)

    assert run.show(number)["state"] == "已公开"
