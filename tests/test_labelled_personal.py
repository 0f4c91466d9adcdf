"""Personal values in labelled lines: those of the attack, and those made up before the rules."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pdisc.screening.screen import screen_text

DATA = Path(__file__).parent / "data"
LEAST = 0.98


def lines(name: str, label: str) -> Iterator[tuple[str, str]]:
    r"""Yield what is wanted and the text of each line with a label, its \n and \t undone."""
    for row in (DATA / name).read_text(encoding="utf-8").split("\n")[1:]:
        if row.startswith(f"{label}\t"):
            _, wanted, text, *_ = row.split("\t")
            for escape, char in (("\\r", "\r"), ("\\n", "\n"), ("\\t", "\t")):
                text = text.replace(escape, char)
            yield wanted, text


def kinds(text: str) -> set[str]:
    return {hit.kind for hit in screen_text(text, where="")}


def missed(name: str) -> list[tuple[str, str]]:
    wanted = lines(name, "must-find")
    return [(kind, text) for kind, text in wanted if not set(kind.split("、")) <= kinds(text)]


def test_there_are_lines_of_our_own_of_every_kind() -> None:
    wanted = Counter(kind for kind, _ in lines("own_personal.tsv", "must-find"))
    passing = list(lines("own_personal.tsv", "must-pass"))

    assert (sum(wanted.values()) >= 200, len(passing) >= 150) == (True, True)
    assert {"手机号", "身份证号", "银行卡号", "出生日期", "家庭住址", "证件号", "电子邮箱"} <= set(
        wanted
    )


@pytest.mark.parametrize("name", ["own_personal.tsv", "labelled_lines.tsv"])
def test_nearly_all_that_must_be_found_is_found(name: str) -> None:
    left = missed(name)

    assert len(left) <= (1 - LEAST) * len(list(lines(name, "must-find"))), left


@pytest.mark.parametrize("name", ["own_personal.tsv", "labelled_lines.tsv"])
def test_nearly_all_that_must_pass_has_no_personal_value(name: str) -> None:
    wanted = [text for _, text in lines(name, "must-pass")]
    held = [text for text in wanted if kinds(text) - {"密级标志"}]

    assert len(held) <= (1 - LEAST) * len(wanted), held
