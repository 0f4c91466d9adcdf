"""What a person sees who can't see colours, or who hears the screen read aloud."""

import re

import pytest
from conftest import Office
from terminals import Tty, talk

from pdisc.cli import run as run_command
from pdisc.context import Context
from pdisc.render.progress import Progress

CODES = r"\x1b\[[0-9;?]*[A-Za-z]"
READING = (
    ("due",),
    ("due", "--all"),
    ("report",),
    ("list",),
    ("show", "2026-0001"),
    ("log",),
    ("catalog", "list"),
    ("catalog", "check"),
    ("staff", "list"),
    ("config", "show"),
    ("search", "公开"),
    ("help",),
)
DRAWN = frozenset("─│┌┐└┘├┤┬┴┼━┃╭╮╰╯⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏█▏▎▍▌▋▊▉")


def seen(run: Office, *words: str, **variables: str) -> str:
    """Return what a terminal shows of a command, escape codes and all."""
    out, err = Tty(), Tty()
    usual = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": "测试承办甲"}
    environment = {**usual, **variables}
    context = Context(out=out, err=err, stdin=Tty(), clock=run.clock, environment=environment)
    assert run_command(list(words), context) == 0, err.getvalue()
    return out.getvalue() + err.getvalue()


@pytest.fixture
def busy(run: Office) -> Office:
    """Give an office in which something is late, returned, refused, public and demanded."""
    for state, code in (("已公开", "1.1.1"), ("退回修改", "1.1.2"), ("不予公开", "1.3.1")):
        run.walk_every_step(state, code)
    run.ok("urge", "--all-overdue", "--by", "测试书记丁")
    return run


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_no_colour_says_what_the_words_don_t(busy: Office, words: tuple[str, ...]) -> None:
    coloured = seen(busy, *words, TERM="xterm-256color")
    without = seen(busy, *words, NO_COLOR="1")
    assert re.sub(CODES, "", coloured) == re.sub(CODES, "", without)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_plain_text_is_nothing_but_text(busy: Office, words: tuple[str, ...]) -> None:
    plain = seen(busy, *words, "--plain")
    assert "\x1b" not in plain
    assert not DRAWN & set(plain)
    assert plain == seen(busy, *words, PDISC_PLAIN="1")


def test_nothing_turns_round_where_only_text_is_wanted(run: Office) -> None:
    for variables in ({"PDISC_PLAIN": "1"}, {}):
        context = Context(out=Tty(), err=Tty(), stdin=Tty(), environment=variables)
        context.options.plain = not variables
        with context.progress() as watch:
            assert not isinstance(watch, Progress)
    ran = talk(run, "--plain", "verify", answers=[])
    assert "\r" not in ran.err
