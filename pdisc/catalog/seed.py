"""A catalogue file read into items, and the catalogue and rules that pdisc ships.

Catalogue and rules are read when a ledger is made; no reading command comes here, because the
YAML reader is slow.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

import msgspec
from msgspec import structs

from pdisc.catalog.fields import (
    ASSUMABLE,
    FIELD_NAMES,
    HEAD_READERS,
    ITEM_READERS,
    RULE_CLASSES,
    SeedItem,
    read_cells,
)
from pdisc.dates.cycles import misfit
from pdisc.errors import UsageError
from pdisc.registers.items import CatalogItem
from pdisc.rules import Rule
from pdisc.shipped import MEND, data_text, read_yaml, refuse_all
from pdisc.words import Authority, Cycle, Retention, Timing

MAX_ITEMS = 2000
MAX_SHOWN = 100

T = TypeVar("T")


_BLANK = "此格空白，按合并格读自上方{above}"
_UNSTATED = "推定：目录没有写明，取默认值"


class _RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[Rule, ...]


def shipped_catalog(*, valid_from: date, recorded_on: date) -> tuple[CatalogItem, ...]:
    """Return the 36 items of the office's own 附件2."""
    text = data_text("catalog_seed.yaml")
    return load_catalog(text, valid_from=valid_from, recorded_on=recorded_on)


def shipped_rules() -> tuple[Rule, ...]:
    """Return the shipped limits and settings, in the order of the file."""
    return load_rules(data_text("rules.yaml"))


def load_catalog(text: str, *, valid_from: date, recorded_on: date) -> tuple[CatalogItem, ...]:
    """Return the items of a catalogue file; raises UsageError as `parse_catalog` does."""
    return parse_catalog(read_yaml(text), valid_from=valid_from, recorded_on=recorded_on)


def load_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of a rules file, or raise UsageError (also where a name occurs twice)."""
    rules = _converted(read_yaml(text), _RuleFile).rules
    names = [rule.name for rule in rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"设置文件里重复写了{'、'.join(twice)}", next_step=MEND)
    return rules


def _converted(data: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        place = str(error).rpartition(" - at ")[2]
        raise UsageError(f"数据文件的内容不对，位置 {place}", next_step=MEND) from error


def parse_catalog(data: object, *, valid_from: date, recorded_on: date) -> tuple[CatalogItem, ...]:
    """Return the items of parsed catalogue data, in force from `valid_from`.

    Raises UsageError that lists every problem with its item and field.
    """
    rows, reasons, problems = _head(data)
    drafts: list[dict[str, object]] = []
    for number, row in enumerate(rows, 1):
        draft, wrong = _draft(row)
        drafts.append(draft)
        problems += [f"{_place(number, draft)}{text}" for text in wrong]
    problems += _clashes(drafts)
    refuse_all("目录", problems, most=MAX_SHOWN)
    seeds = msgspec.convert(drafts, tuple[SeedItem, ...])
    dates = {"valid_from": valid_from, "recorded_on": recorded_on}
    return tuple(_item(seeds, index, reasons, dates) for index in range(len(seeds)))


def new_item(
    row: Mapping[str, object], *, position: int, valid_from: date, recorded_on: date
) -> CatalogItem:
    """Return one new item of a catalogue in use, as a row of a file would be read.

    Raises UsageError that lists every problem with its field.
    """
    draft, problems = _draft(dict(row))
    refuse_all("条目", problems, most=MAX_SHOWN)
    dates = {"valid_from": valid_from, "recorded_on": recorded_on}
    item = _item((msgspec.convert(draft, SeedItem),), 0, {}, dates)
    return structs.replace(item, position=position)


def _head(data: object) -> tuple[list[object], Mapping[str, str], list[str]]:
    rows = data.get("items") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(rows, list) or not rows:
        raise UsageError("这不是目录文件：没有 items 列表，或者列表是空的", next_step=MEND)
    if len(rows) > MAX_ITEMS:
        raise UsageError(f"目录有{len(rows)}条，最多{MAX_ITEMS}条", next_step=MEND)
    values, problems = read_cells(data, HEAD_READERS)
    reasons = msgspec.convert(values.get("reasons", {}), dict[str, str])
    return rows, reasons, [f"文件开头：{problem}" for problem in problems]


def _place(number: int, draft: Mapping[str, object]) -> str:
    return f"第{number}条（{draft['code']}）" if "code" in draft else f"第{number}条"


def _draft(row: object) -> tuple[dict[str, object], list[str]]:
    if not isinstance(row, dict):
        return {}, ["：应为“字段: 值”"]
    required = (field.name for field in structs.fields(SeedItem) if field.required)
    missing = [f"{FIELD_NAMES[name]}：缺少" for name in required if row.get(name) is None]
    values, problems = read_cells(row, ITEM_READERS)
    timing = Timing(str(values.get("timing", Timing.PERIODIC)))
    if "every" in values and (wrong := misfit(timing, str(values["every"]))):
        problems.append(f"{FIELD_NAMES['every']}：{wrong}")
    if "renewal" in values and timing is not Timing.STANDING:
        problems.append(f"{FIELD_NAMES['renewal']}：只有固定事项要复核")
    return values, [*missing, *problems]


def _clashes(drafts: Sequence[Mapping[str, object]]) -> Iterator[str]:
    first: dict[tuple[str, object], int] = {}
    for number, draft in enumerate(drafts, 1):
        for field in ("code", "level3"):
            other = first.setdefault((field, draft.get(field, number)), number)
            if other != number:
                yield f"{_place(number, draft)}{FIELD_NAMES[field]}：与第{other}条重复"
    for number, (above, draft) in enumerate(pairwise(drafts), 2):
        if _misplaced(above, draft):
            yield f"{_place(number, draft)}编号：与一级、二级目录或者上一条的次序不符"


def _misplaced(above: Mapping[str, object], draft: Mapping[str, object]) -> bool:
    """Return whether a code doesn't say where its item stands below the one above.

    Numbers may be skipped: a code is never reused, so a retired item leaves a gap.
    """
    if not all(row.keys() >= {"code", "level1", "level2"} for row in (above, draft)):
        return False
    before, after = ([int(part) for part in str(row["code"]).split(".")] for row in (above, draft))
    shared = 0
    if above["level1"] == draft["level1"]:
        shared = 2 if above["level2"] == draft["level2"] else 1
    placed = before[:shared] == after[:shared] and before[shared] < after[shared]
    return before != after and not placed


def _item(
    seeds: Sequence[SeedItem], index: int, reasons: Mapping[str, str], dates: Mapping[str, date]
) -> CatalogItem:
    seed = seeds[index]
    given = {name: value for name, value in structs.asdict(seed).items() if value is not None}
    filled = {name: value for name, value in _defaults(seed).items() if name not in given}
    assumed = tuple(name for name in ASSUMABLE if name in filled or name in seed.assumed)
    why = {
        **{name: _source(seeds, index, name, reasons) for name in seed.inferred},
        **{name: reasons.get(name, _UNSTATED) for name in assumed},
        **seed.why,
    }
    own = {"position": index + 1, "assumed": assumed, "why": why}
    return msgspec.convert({**filled, **given, **own, **dates}, CatalogItem)


def _defaults(seed: SeedItem) -> dict[str, object]:
    same = (number for number, name in RULE_CLASSES.items() if name == seed.level1)
    periodic = {"every": Cycle.QUARTER} if seed.timing is Timing.PERIODIC else {}
    return {
        **periodic,
        "authority": Authority.SECRETARY,
        "rule": next(same, max(RULE_CLASSES)),
        "retention": Retention.YEARS_10,
        "office": "办公室",
    }


def _source(seeds: Sequence[SeedItem], index: int, field: str, reasons: Mapping[str, str]) -> str:
    """Return why an inferred cell reads as it does, naming the item whose cell it repeats."""
    stated = (seed.code for seed in reversed(seeds[:index]) if field not in seed.inferred)
    return reasons.get(field, _BLANK).replace("{above}", next(stated, ""))
