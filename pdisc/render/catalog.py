"""The 公开目录 as a person sees it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdisc.catalog import FIELD_NAMES, RULE_CLASSES
from pdisc.facts import CatalogItem
from pdisc.records import PublicItem
from pdisc.render.table import Column, Table
from pdisc.render.terminal import Screen
from pdisc.words import Timing


def item_table(items: Sequence[CatalogItem]) -> Table:
    """Return the catalogue as a table; `*` marks what no named person has confirmed yet."""
    columns = (
        Column("编号"),
        Column("公开内容", wide=True),
        Column("公开形式", wide=True),
        Column("范围"),
        Column("时限"),
        Column("周期"),
    )
    rows = [
        (
            item.code,
            item.level3,
            "、".join(item.channels) + _mark(item, "channels"),
            item.scope + _mark(item, "scope"),
            item.timing + _mark(item, "timing"),
            _every(item),
        )
        for item in items
    ]
    return Table(columns, rows)


def _every(item: CatalogItem) -> str:
    if item.retired:
        return "已停用"
    return (item.every or "") + _mark(item, "every")


def _mark(item: CatalogItem, field: str) -> str:
    return "*" if field in (*item.inferred, *item.assumed) else ""


def public_table(items: Sequence[PublicItem]) -> Table:
    """Return the catalogue as an audience outside the office sees it."""
    columns = (
        Column("编号"),
        Column("公开内容", wide=True),
        Column("公开形式", wide=True),
        Column("范围"),
        Column("时限"),
        Column("周期"),
    )
    rows = [
        (x.code, x.level3, "、".join(x.channels), x.scope, x.timing, x.every or "") for x in items
    ]
    return Table(columns, rows)


def marks_note(count: int) -> str:
    """Return how many items there are, and what the marks mean."""
    return f"共{count}条；带 * 的是推定或由合并格推读的，等待核定"


def show_items(screen: Screen, table: Table, note: str) -> None:
    """Print the catalogue, and where to go from it."""
    screen.table(table)
    screen.line(note)
    screen.hint("pdisc catalog show 编号")


SHOWN = (
    *("channels", "scope", "timing", "every", "renewal"),
    *("authority", "rule", "retention", "office"),
)
"""The fields of an item in the order in which they are shown."""


def show_item(screen: Screen, item: CatalogItem, later: Sequence[CatalogItem] = ()) -> None:
    """Print one item: each field, whether it is confirmed, and why it reads as it does."""
    screen.heading(f"{item.code} {item.level3}")
    screen.line(f"{item.level1} ＞ {item.level2}")
    columns = (Column("字段"), Column("内容", wide=True), Column("核定"), Column("理由", wide=True))
    rows = []
    for field in SHOWN:
        if field != "renewal" or item.timing is Timing.STANDING:
            rows.append(
                (FIELD_NAMES[field], _value(item, field), _doubt(item, field), item.why.get(field))
            )
    screen.table(Table(columns, rows))
    screen.line(f"自 {item.valid_from} 起{'停用' if item.retired else ''}")
    for before, after in pairwise((item, *later)):
        screen.line(f"自 {after.valid_from} 起：{_difference(before, after)}")
    if item.inferred or item.assumed:
        screen.hint(f"pdisc catalog confirm {item.code} --by 姓名")


def _difference(before: CatalogItem, after: CatalogItem) -> str:
    """Return what a later version changes, field by field."""
    if after.retired is not before.retired:
        return "停用" if after.retired else "恢复"
    changed = [name for name in SHOWN if getattr(before, name) != getattr(after, name)]
    return "；".join(f"{FIELD_NAMES[name]}改为{_value(after, name)}" for name in changed) or "不变"


def _value(item: CatalogItem, field: str) -> str:
    value: Any = getattr(item, field)
    if field == "rule":
        return f"{value} {RULE_CLASSES[value]}"
    return "、".join(value) if isinstance(value, tuple) else str(value or "无")


def _doubt(item: CatalogItem, field: str) -> str:
    if field in item.inferred:
        return "推读"
    return "推定" if field in item.assumed else "已定"


def field_names(form: Any, typed: Sequence[str] | None) -> tuple[str, ...]:
    """Return the fields that a person named, in Chinese or as in JSON; notes what is unknown."""
    known = {chinese: field for field, chinese in FIELD_NAMES.items()}
    found = []
    for text in typed or ():
        field = known.get(text.strip(), text.strip())
        if field not in FIELD_NAMES:
            form.wrong(f"没有字段“{text.strip()}”", next_step=f"可用：{' '.join(known)}")
        found.append(field)
    return tuple(found)


def show_check(screen: Screen, found: Any) -> None:
    """Print what is wrong with the catalogue: conflicts first, then what is to be confirmed."""
    conflicts = [problem for problem in found.problems if problem.conflict]
    screen.heading(f"要决定的问题：{len(conflicts)}处")
    columns = (Column("编号"), Column("问题"), Column("说明", wide=True))
    rows = [(each.code or "全部", each.kind, each.message) for each in conflicts]
    screen.table(Table(columns, rows))
    screen.line()
    screen.heading(f"要核定的内容：{found.unconfirmed}个字段是推定或推读的")
    alike: dict[str, list[str]] = {}
    for problem in found.problems:
        if not problem.conflict:
            alike.setdefault(problem.message, []).append(problem.code or "全部")
    for message, codes in alike.items():
        screen.line(f"· {message}：{' '.join(codes)}")
    screen.hint("pdisc catalog set 编号 … 更正；pdisc catalog confirm 编号 --by 姓名 核定")
