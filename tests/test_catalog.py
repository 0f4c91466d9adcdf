"""What a catalogue may say, and what is wrong with the office's own."""

from datetime import date
from typing import Any

import msgspec
import pytest
from builders import item

from pdisc.catalog.check import CatalogProblem, ProblemKind, check_catalog
from pdisc.catalog.fields import (
    ASSUMABLE,
    FIELD_NAMES,
    INFERABLE,
    ITEM_READERS,
    RULE_CLASSES,
    SeedItem,
)
from pdisc.catalog.seed import shipped_catalog
from pdisc.registers.items import CatalogItem
from pdisc.text import nearest
from pdisc.words import Scope

DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def items() -> tuple[CatalogItem, ...]:
    return shipped_catalog(valid_from=DAY, recorded_on=DAY)


def an_item(**more: Any) -> CatalogItem:
    usual = {"position": 1, "level3": "执行上级决策", "channels": ("会议",), "scope": Scope.PARTY}
    return item(**{**usual, **more})


def one_of_each_class() -> tuple[CatalogItem, ...]:
    return tuple(an_item(code=f"{n}.1.1", level3=f"事项{n}", rule=n) for n in RULE_CLASSES)


def conflicts(items: tuple[CatalogItem, ...]) -> list[CatalogProblem]:
    return [problem for problem in check_catalog(items) if problem.conflict]


def kinds(*items: CatalogItem) -> list[ProblemKind]:
    """Return the kinds of the conflicts of these items among otherwise faultless ones."""
    codes = {item.code for item in items}
    whole = (*items, *(other for other in one_of_each_class() if other.code not in codes))
    return [problem.kind for problem in conflicts(whole)]


def test_the_offices_own_catalogue_has_exactly_its_four_known_conflicts(
    items: tuple[CatalogItem, ...],
) -> None:
    assert [(problem.code, problem.kind.value) for problem in conflicts(items)] == [
        ("3.1.1", "形式达不到范围"),
        ("3.4.1", "形式超出范围"),
        ("4.2.1", "形式超出范围"),
        (None, "细则无对应条目"),
    ]


def test_each_conflict_says_what_contradicts_what(items: tuple[CatalogItem, ...]) -> None:
    assert [problem.message for problem in conflicts(items)] == [
        "公开范围是社会，公开形式只有会议、文件，到不了社会",
        "公开范围是党内，公开形式却有面向社会的公开栏、网站",
        "公开范围是党内，公开形式却有面向社会的公开栏",
        "附件1第6类“联系和服务党员、群众情况”在目录中没有条目",
    ]


def test_every_blank_cell_that_nobody_confirmed_is_a_note(items: tuple[CatalogItem, ...]) -> None:
    notes = {problem.code for problem in check_catalog(items) if not problem.conflict}
    assert notes == {item.code for item in items if item.inferred}
    assert len(notes) == 27


def test_a_confirmed_cell_is_no_note_any_more(items: tuple[CatalogItem, ...]) -> None:
    confirmed = tuple(msgspec.structs.replace(item, inferred=()) for item in items)
    assert all(problem.conflict for problem in check_catalog(confirmed))


def test_a_corrected_item_is_no_conflict_any_more(items: tuple[CatalogItem, ...]) -> None:
    good = {"3.4.1": ("会议", "文件"), "4.2.1": ("会议",), "3.1.1": ("会议", "网站:党建网")}
    corrected = tuple(
        msgspec.structs.replace(item, channels=good.get(item.code, item.channels)) for item in items
    )
    assert [problem.kind for problem in conflicts(corrected)] == [ProblemKind.UNCOVERED]


def test_a_catalogue_with_an_item_for_every_class_has_no_conflict() -> None:
    assert not check_catalog(one_of_each_class())


def test_a_platform_counts_as_its_channel() -> None:
    assert kinds(an_item(channels=("会议", "网站:党建网"))) == [ProblemKind.BEYOND_SCOPE]
    assert kinds(an_item(channels=("网站:党建网",), scope=Scope.SOCIETY)) == []


@pytest.mark.parametrize(
    ("item", "lacking"),
    [
        (an_item(channels=()), "公开形式"),
        (an_item(office=""), "承办科室"),
        (an_item(level3=""), "三级目录"),
        (an_item(every=None), "周期"),
        (an_item(office="", every=None), "承办科室、周期"),
    ],
)
def test_a_missing_cell_is_a_conflict(item: CatalogItem, lacking: str) -> None:
    found = [p for p in check_catalog((item,)) if p.kind is ProblemKind.MISSING]
    assert [problem.message for problem in found] == [f"缺少{lacking}"]


def test_an_item_without_a_channel_is_missing_one_and_nothing_else() -> None:
    assert kinds(an_item(channels=(), scope=Scope.SOCIETY)) == [ProblemKind.MISSING]


def test_a_code_or_a_third_level_that_occurs_twice_is_a_conflict() -> None:
    assert kinds(an_item(), an_item(level3="另一事项")) == [ProblemKind.REPEATED]
    assert kinds(an_item(), an_item(code="1.1.2")) == [ProblemKind.REPEATED]


def test_a_repetition_names_the_place_where_it_stood_first() -> None:
    found = conflicts((an_item(), an_item(code="1.1.2")))
    assert found[0].code == "1.1.2"
    assert found[0].message == "三级目录“执行上级决策”与第1条（1.1.1）重复"


def test_an_empty_catalogue_answers_no_class() -> None:
    assert [problem.kind for problem in check_catalog(())] == [ProblemKind.UNCOVERED] * 9


def test_reader_item_and_names_have_the_same_fields() -> None:
    fields = [field.name for field in msgspec.structs.fields(SeedItem)]
    assert fields == list(ITEM_READERS) == list(FIELD_NAMES)
    ledger_only = {"position", "valid_from", "recorded_on", "retired"}
    assert {f.name for f in msgspec.structs.fields(CatalogItem)} == {*fields, *ledger_only}
    assert {*INFERABLE, *ASSUMABLE} <= {*fields}


@pytest.mark.parametrize(
    ("word", "meant"), [("公告栏", "公开栏"), ("网站点", "网站"), ("微信", None), ("", None)]
)
def test_the_nearest_word_is_offered(word: str, meant: str | None) -> None:
    assert nearest(word, ["会议", "公开栏", "网站"]) == meant
