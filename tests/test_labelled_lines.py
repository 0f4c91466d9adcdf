"""The labelled lines: those written by others, judged as they say, and our own on marks."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pdisc.screening.hits import Severity
from pdisc.screening.screen import screen_text
from pdisc.screening.spots import HANDLING
from pdisc.services.screening import screened_file

DATA = Path(__file__).parent / "data"
RATES = {"must-find": 0.98, "must-stop": 0.97, "must-pass": 0.98}
"""What share of the lines written by others must come out right, each alone in a txt file."""


class Line(NamedTuple):
    """One labelled line, its escapes undone."""

    label: str
    wanted: str
    text: str


@cache
def labelled(name: str) -> tuple[Line, ...]:
    return tuple(_lines((DATA / name).read_text(encoding="utf-8")))


def _lines(table: str) -> Iterator[Line]:
    breaks = {"n": "\n", "r": "\r", "t": "\t"}
    for row in table.split("\n")[1:]:
        if row.strip():
            label, wanted, text = row.split("\t")[:3]
            yield Line(label, wanted, re.sub(r"\\([nrt])", lambda escape: breaks[escape[1]], text))


def comes_out_right(line: Line) -> bool:
    """Judge a line as the README of the set says: alone in a txt file."""
    findings = screened_file("x.txt", line.text.encode()).findings
    kinds = {finding.kind for finding in findings}
    if line.label == "must-stop":
        return any(finding.handling == HANDLING[Severity.STOP] for finding in findings)
    if line.label == "must-pass":
        return not findings
    return bool(kinds) if line.wanted == "any" else set(line.wanted.split("、")) <= kinds


def is_stopped(text: str) -> bool:
    return any(hit.severity is Severity.STOP for hit in screen_text(text, where=""))


def of(name: str, label: str) -> list[str]:
    return [line.text for line in labelled(name) if line.label == label]


@pytest.mark.parametrize("label", RATES)
def test_lines_written_by_others_come_out_right(label: str) -> None:
    lines = [line for line in labelled("labelled_lines.tsv") if line.label == label]
    wrong = [line.text for line in lines if not comes_out_right(line)]

    assert len(wrong) <= len(lines) * (1 - RATES[label]), wrong


def test_every_mark_that_others_wrote_stops() -> None:
    missed = [text for text in of("labelled_lines.tsv", "must-stop") if not is_stopped(text)]

    assert missed == []


def test_no_talk_that_others_wrote_stops() -> None:
    held = [text for text in of("labelled_lines.tsv", "must-pass") if is_stopped(text)]

    assert held == []


def test_our_own_set_is_large_enough() -> None:
    assert len(of("own_marks.tsv", "must-stop")) >= 150
    assert len(of("own_marks.tsv", "must-pass")) >= 150


def test_of_our_own_marks_at_most_three_in_a_hundred_are_missed() -> None:
    lines = of("own_marks.tsv", "must-stop")
    missed = [text for text in lines if not is_stopped(text)]

    assert len(missed) <= len(lines) * 0.03, missed


def test_of_our_own_talk_at_most_two_in_a_hundred_are_held_up() -> None:
    lines = of("own_marks.tsv", "must-pass")
    held = [text for text in lines if screen_text(text, where="") != ()]

    assert len(held) <= len(lines) * 0.02, held
