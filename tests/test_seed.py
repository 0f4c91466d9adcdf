"""The shipped catalogue equals the plan; bad catalogues are refused with all their problems."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from pdisc import shipped
from pdisc.catalog import seed
from pdisc.catalog.fields import ITEM_READERS
from pdisc.errors import NotFound, UsageError
from pdisc.registers.items import CatalogItem
from pdisc.words import Authority, Cycle, Retention, Timing

HERE = Path(__file__).parent
DAY = date(2026, 1, 1)
BAD = sorted((HERE / "bad" / "catalog").glob("*.yaml"))

# Read off the plan's 附件2 by eye: which of 形式 范围 时限 (f s t) have no text in their own row.
BLANK = {
    "1.1.2": "fst", "1.3.2": "fst", "1.3.4": "t",
    "2.1.1": "s", "2.2.1": "fst", "2.2.2": "t", "2.2.3": "fst",
    "3.1.1": "s", "3.2.1": "s", "3.3.1": "st", "3.3.2": "fs", "3.3.3": "fst", "3.3.4": "fst",
    "3.4.1": "f", "3.5.2": "fs", "3.5.3": "fst",
    "4.1.1": "t", "4.1.2": "fst", "4.1.3": "fst", "4.2.1": "st", "4.3.1": "t", "4.4.1": "st",
    "4.4.2": "fst", "4.6.1": "fs", "4.7.1": "t",
    "5.1.2": "fs", "5.1.3": "fst",
}  # fmt: skip
LETTERS = {"channels": "f", "scope": "s", "timing": "t"}


@pytest.fixture(scope="module")
def items() -> tuple[CatalogItem, ...]:
    return seed.shipped_catalog(valid_from=DAY, recorded_on=DAY)


def load(text: str) -> tuple[CatalogItem, ...]:
    return seed.load_catalog(text, valid_from=DAY, recorded_on=DAY)


def minimal(**more: str) -> str:
    cells = {
        "code": '"1.1.1"',
        "level1": "党的思想建设情况",
        "level2": "乙",
        "level3": "丙",
        "channels": "[会议]",
        "scope": "党内",
        "timing": "定期",
        **more,
    }
    return "  - {" + ", ".join(f"{field}: {value}" for field, value in cells.items()) + "}\n"


# The shipped catalogue


def test_the_36_items_equal_the_plans_table_cell_by_cell(items: tuple[CatalogItem, ...]) -> None:
    with (HERE / "data" / "目录_附件2.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert len(items) == len(rows) == 36
    for item, row in zip(items, rows, strict=True):
        own = [str(item.position), item.level1, item.level2, item.level3]
        assert [*own, " ".join(item.channels), item.scope, item.timing] == row


def test_codes_say_the_place_in_the_table(items: tuple[CatalogItem, ...]) -> None:
    codes: list[str] = []
    level1 = level2 = ""
    first = second = third = 0
    for item in items:
        if item.level1 != level1:
            first, second, third = first + 1, 1, 1
        elif item.level2 != level2:
            second, third = second + 1, 1
        else:
            third += 1
        level1, level2 = item.level1, item.level2
        codes.append(f"{first}.{second}.{third}")
    assert [item.code for item in items] == codes


def test_timings_and_scopes_add_up_as_in_the_plan(items: tuple[CatalogItem, ...]) -> None:
    assert Counter(item.timing.value for item in items) == {"定期": 21, "随时": 11, "固定": 4}
    assert Counter(item.scope.value for item in items) == {"社会": 21, "党内": 15}


def test_the_inferred_cells_are_those_left_blank_in_the_plan(
    items: tuple[CatalogItem, ...],
) -> None:
    found = {
        item.code: "".join(LETTERS[field] for field in item.inferred)
        for item in items
        if item.inferred
    }
    assert found == BLANK


def test_an_inferred_cell_repeats_the_nearest_stated_cell_above_and_says_which(
    items: tuple[CatalogItem, ...],
) -> None:
    stated: dict[str, CatalogItem] = {}
    for item in items:
        for field in LETTERS:
            if field in item.inferred:
                above = stated[field]
                assert getattr(item, field) == getattr(above, field)
                assert f"读自上方{above.code}的" in item.why[field]
            else:
                stated[field] = item


def test_every_assumed_and_inferred_field_has_its_reason_and_no_other(
    items: tuple[CatalogItem, ...],
) -> None:
    for item in items:
        assert set(item.why) == {*item.assumed, *item.inferred}
        assert all(item.why[field].startswith("推定：") for field in item.assumed)


def test_what_the_plan_does_not_state_is_assumed(items: tuple[CatalogItem, ...]) -> None:
    for item in items:
        timed = item.timing is Timing.PERIODIC or item.code == "4.4.1"  # 处分条例: within a month
        cycle = {"every"} if timed else set()
        assert set(item.assumed) == {"authority", "rule", "retention", "office"} | cycle
        assert (item.every is not None) == timed


def test_only_what_is_yearly_by_nature_is_due_every_year(items: tuple[CatalogItem, ...]) -> None:
    yearly = {item.code for item in items if item.every == Cycle.YEAR}
    assert yearly == {"3.5.2", "3.5.3", "4.1.1", "4.2.1"}
    others = {item.every for item in items if item.every and item.code not in yearly}
    assert others == {Cycle.QUARTER, "发生后1个月"}


def test_authorities_are_the_agreed_defaults(items: tuple[CatalogItem, ...]) -> None:
    by_authority = {
        authority: {item.code for item in items if item.authority is authority}
        for authority in (Authority.COMMITTEE, Authority.SUPERIOR)
    }
    assert by_authority == {
        Authority.COMMITTEE: {"1.3.1", "1.3.2", "1.3.3", "1.3.4", "3.1.1", "3.3.1", "3.4.1"},
        Authority.SUPERIOR: {"3.2.1", "4.1.3", "4.4.1", "4.4.2", "4.7.1"},
    }


def test_items_answer_every_class_of_annex_1_but_the_sixth(items: tuple[CatalogItem, ...]) -> None:
    assert {item.rule for item in items} == {1, 2, 3, 4, 5, 7, 8, 9}


def test_the_shipped_file_uses_every_field_that_the_loader_knows() -> None:
    data = shipped.read_yaml(shipped.data_file("catalog_seed.yaml").read_text(encoding="utf-8"))
    rows = msgspec.convert(data, dict[str, object])["items"]
    used = {field for row in msgspec.convert(rows, list[dict[str, object]]) for field in row}
    assert used == set(ITEM_READERS)


# Other catalogues


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_catalogue_is_refused_and_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    wanted = re.findall(r"^# says: (.+)$", text, re.MULTILINE)
    with pytest.raises(UsageError) as refusal:
        load(text)
    assert wanted
    for sentence in wanted:
        assert sentence in refusal.value.message
    assert refusal.value.next_step


def test_what_a_foreign_catalogue_leaves_out_gets_a_default_marked_assumed() -> None:
    (item,) = load("items:\n" + minimal())
    assert (item.every, item.authority, item.rule) == (Cycle.QUARTER, Authority.SECRETARY, 3)
    assert (item.retention, item.office) == (Retention.YEARS_10, "办公室")
    assert item.assumed == ("every", "authority", "rule", "retention", "office")
    assert set(item.why.values()) == {"推定：目录没有写明，取默认值"}


def test_what_a_foreign_catalogue_states_is_not_assumed() -> None:
    stated = minimal(
        every="每月", authority="上级党组织", rule="2", retention="永久", office="组宣室"
    )
    (item,) = load("items:\n" + stated)
    assert (item.every, item.rule, item.office) == (Cycle.MONTH, 2, "组宣室")
    assert item.assumed == ()
    assert item.why == {}


def test_an_item_of_an_unknown_class_answers_the_last_one() -> None:
    (item,) = load("items:\n" + minimal(level1="其他"))
    assert item.rule == 9


def test_an_items_own_reason_goes_before_the_files_reason() -> None:
    text = "reasons: {office: 通用, rule: 通用}\nitems:\n" + minimal(why="{office: 自己的}")
    (item,) = load(text)
    assert (item.why["office"], item.why["rule"]) == ("自己的", "通用")


def test_outer_blanks_are_trimmed_and_a_wide_colon_is_read() -> None:
    (item,) = load(
        "items:\n" + minimal(level3='" 丙 "', scope='"社会 "', channels="[网站：党建网]")
    )
    assert (item.level3, item.scope.value, item.channels) == ("丙", "社会", ("网站:党建网",))


def test_a_retired_item_may_leave_a_gap_in_the_codes() -> None:
    found = load("items:\n" + minimal() + minimal(code='"1.1.3"', level3="丁"))
    assert [item.code for item in found] == ["1.1.1", "1.1.3"]
    assert [item.position for item in found] == [1, 2]


def test_an_inferred_cell_with_nothing_above_is_still_read() -> None:
    (item,) = load("items:\n" + minimal(inferred="[scope]"))
    assert item.why["scope"] == "此格空白，按合并格读自上方"


def test_too_many_items_are_refused() -> None:
    with pytest.raises(UsageError, match="目录有2001条，最多2000条"):
        seed.parse_catalog({"items": [{}] * 2001}, valid_from=DAY, recorded_on=DAY)


def test_a_flood_of_problems_is_counted_and_cut() -> None:
    with pytest.raises(UsageError) as refusal:
        seed.parse_catalog({"items": [1] * 2000}, valid_from=DAY, recorded_on=DAY)
    lines = refusal.value.message.splitlines()
    assert lines[0] == "目录有2000处问题："
    assert len(lines) == 102
    assert lines[-1] == "……另有1900处"


def test_an_enormous_file_is_refused_unread() -> None:
    with pytest.raises(UsageError, match="最多2000000字"):
        load("甲" * 2_000_001)


def test_bottomless_nesting_is_refused() -> None:
    with pytest.raises(UsageError, match="不是能读的 YAML"):
        load("items: " + "[" * 5000)


# Rules and data files


def test_shipped_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in seed.shipped_rules()]
    assert len(names) == len(set(names))
    assert {"补录间隔", "定期宽限", "随时时限", "公示期"} <= set(names)


def test_a_rule_named_twice_is_refused() -> None:
    rule = '  - {name: 公示期, value: "5", unit: 工作日, assumed: false, basis: 无}\n'
    with pytest.raises(UsageError, match="重复写了公示期"):
        seed.load_rules("rules:\n" + rule * 2)


def test_a_rule_with_a_wrong_field_is_refused_with_its_place() -> None:
    with pytest.raises(UsageError, match=r"位置 `\$\.rules\[0\]`"):
        seed.load_rules("rules:\n  - {name: 公示期}\n")


def test_a_data_file_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound, match=r"缺少数据文件 none\.yaml"):
        shipped.data_file("none.yaml")
