"""At a terminal a reviewer who explains a finding is asked on what ground; elsewhere nobody is."""

import io
import sys

import pytest
from conftest import ALL_PASS, REVIEWER, Office
from test_terminal import Tty

from pdisc.cli import run as run_command
from pdisc.context import Context

MOBILE = "13895012345"


def at_terminal(
    run: Office, monkeypatch: pytest.MonkeyPatch, typed: str, *words: str
) -> tuple[int, str]:
    """Run a command for somebody who types these answers; return its code and what was asked."""
    keyboard, asked = Tty(typed), Tty()
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys, "stderr", asked)
    environment = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": REVIEWER, "TERM": "dumb"}
    context = Context(
        out=io.StringIO(), err=asked, stdin=keyboard, clock=run.clock, environment=environment
    )
    return int(run_command(list(words), context)), asked.getvalue()


@pytest.fixture
def number(run: Office) -> str:
    return run.propose("1.1.1", "--content", f"值班电话{MOBILE}\n证号13795012345")


def reasons(run: Office, number: str) -> list[str]:
    return [each["reason"] for each in run.show(number)["findings"]]


def test_the_ground_is_asked_for_and_stands_at_the_head_of_the_reason(
    run: Office, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("review", number, *ALL_PASS, "--accept", "F1-F2=公开的值班电话")

    code, asked = at_terminal(run, monkeypatch, "随便\n公开所必需\n", *words)

    assert code == 0
    assert asked.count("F1-F2 可以公开的依据（法定职责、单独同意、公开所必需") == 2
    assert reasons(run, number) == ["公开所必需：公开的值班电话"] * 2


def test_each_reason_has_its_own_ground(
    run: Office, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("review", number, *ALL_PASS, "--accept", "F1=值班", "--accept", "F2=书面材料在卷")

    code, _ = at_terminal(run, monkeypatch, "法定职责\n单独同意\n", *words)

    assert code == 0
    assert reasons(run, number) == ["法定职责：值班", "单独同意：书面材料在卷"]


def test_who_names_the_ground_isn_t_asked(
    run: Office, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("review", number, *ALL_PASS, "--accept", "F1-F2=单独同意，见附卷")

    code, asked = at_terminal(run, monkeypatch, "", *words)

    assert (code, "依据" in asked) == (0, False)
    assert reasons(run, number) == ["单独同意，见附卷"] * 2


def test_without_a_terminal_nobody_is_asked(run: Office, number: str) -> None:
    run.review(number, "--accept", "F1-F2=公开的值班电话")

    assert reasons(run, number) == ["公开的值班电话"] * 2
