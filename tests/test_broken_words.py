"""Words of the office and named names are found, and masked, wherever a line breaks them."""

from pathlib import Path

import pytest
from conftest import SECRETARY, Office
from hypothesis import example, given
from hypothesis import strategies as st

from pdisc.screening.hits import Severity
from pdisc.screening.house import HouseRules
from pdisc.screening.masks import mask_words
from pdisc.screening.screen import marks, screen_text

HOUSE = HouseRules(banned=("紫云英计划",), words=("彩虹行动",))
BROKEN = ["\n", "\r\n", "\n\n", "\n　　", "\t", "·", "-", "/", " ", "_", " / ", "-\n"]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_banned_word_is_found_wherever_it_is_broken(broken: str) -> None:
    (hit,) = marks(f"实施紫云{broken}英计划的情况", house=HOUSE)

    assert (hit.kind, hit.severity, hit.excerpt) == ("禁用词", Severity.STOP, "")


@pytest.mark.parametrize("broken", BROKEN)
def test_a_word_to_be_told_is_found_wherever_it_is_broken(broken: str) -> None:
    (hit,) = screen_text(f"关于彩{broken}虹行动", where="", house=HOUSE)

    assert hit.kind == "本单位词"


@pytest.mark.parametrize("broken", BROKEN)
def test_a_named_name_is_masked_wherever_it_is_broken(broken: str) -> None:
    masked = mask_words(f"经欧阳示{broken}例反映", ["欧阳示例"])

    assert masked.startswith("经欧阳*")
    assert masked.endswith("反映")
    assert "示" not in masked
    assert masked.count("\n") == broken.count("\n")
    assert masked.count("\t") == broken.count("\t")


def test_every_place_of_a_name_is_masked_and_the_lines_stay() -> None:
    assert mask_words("欧阳示例。欧阳示\n例", ["欧阳示例"]) == "欧阳*。欧阳*\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在本县境内的许多青\n山绿水之间", True),  # a line that breaks off within a sentence
        ("青\n山", True),  # upright
        ("青·山", True),
        ("雪青\n山药", False),  # two short lines
        ("农历雪青色\n　　山药的做法", False),  # a new paragraph
        ("李青\t山东", False),  # two cells
    ],
)
def test_a_word_of_two_characters_is_joined_warily(text: str, found: bool) -> None:
    assert bool(marks(text, house=HouseRules(banned=("青山",)))) == found


def test_a_short_code_is_joined_over_blanks_only() -> None:
    assert mask_words("3.1和31和3 1", ["31"]) == "3.1和****和****"
    assert mask_words("AB-1234\n56", ["AB123456"]) == "****\n"


def test_a_name_with_a_dot_is_found_without_it() -> None:
    assert mask_words("买买提示例、买买提·\n示例", ["买买提·示例"]) == "买*、买*\n"


@example("· ·", ["··"])
@given(
    st.text("张三李 四A1*\n\t-·", max_size=12),
    st.lists(st.text("张三李 四A1*-·\n", max_size=4), max_size=4),
)
def test_masking_broken_words_twice_changes_nothing(text: str, words: list[str]) -> None:
    once = mask_words(text, words)

    assert mask_words(once, words) == once
    assert once.count("\n") == text.count("\n")


def test_a_banned_word_over_two_lines_stops_a_plan_and_a_file(run: Office, tmp_path: Path) -> None:
    run.ok("config", "set", "禁用词", "紫云英计划", "--by", SECRETARY)
    paper = tmp_path / "情况.txt"
    paper.write_text("关于紫云\n英计划的情况", encoding="utf-8")

    assert run("propose", "1.1.1", "--title", "题", "--content", "关于紫云\n英计划").code == 3
    assert run("propose", "1.1.1", "--title", "题", "--attach", str(paper)).code == 3


def test_a_name_over_two_lines_is_masked_in_the_plan_and_in_a_file(
    run: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "情况.txt"
    paper.write_text("经欧阳示\n例反映，\n欧阳·示例在场", encoding="utf-8")
    number = run.propose("1.1.1", "--content", "欧阳示例。欧阳示\n例", "--attach", str(paper))

    run.ok("redact", number, "--mask", "欧阳示例")

    assert run.show(number)["content"] == "欧阳*。欧阳*\n"
    run.ok("show", number, "--save", str(tmp_path / "out"), "--internal")
    saved = tmp_path / "out" / "〔内部〕情况.txt"
    assert saved.read_text(encoding="utf-8") == "经欧阳*\n反映，\n欧阳*在场"
