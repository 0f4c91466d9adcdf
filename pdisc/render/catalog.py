"""The 公开目录 as a person sees it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdisc.catalog.check import ProblemKind
from pdisc.catalog.fields import FIELD_NAMES, value_in_words
from pdisc.registers.items import CatalogItem, PublicItem
from pdisc.render.grid import WIDE, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.values.grouping import grouped
from pdisc.words import Timing


def item_table(items: Sequence[CatalogItem]) -> Table:
    """Return the catalogue as a table; `*` marks what no named person has confirmed yet.

    The 承办科室 has a column where there are several; one for all is told in the note.
    """
    offices = len({item.office for item in items})
    return table_of(
        items,
        ("编号", "code"),
        ("公开内容", "level3", WIDE),
        ("公开形式", lambda item: "、".join(item.channels) + _mark(item, "channels"), WIDE),
        ("范围", lambda item: item.scope + _mark(item, "scope")),
        ("时限", lambda item: item.timing + _mark(item, "timing")),
        ("周期", _every),
        ("审批", lambda item: item.authority + _mark(item, "authority")),
        *([("科室", lambda item: item.office + _mark(item, "office"))] if offices > 1 else []),
    )


def _every(item: CatalogItem) -> str:
    if item.retired:
        return "已停用"
    return (item.every or "") + _mark(item, "every")


def _mark(item: CatalogItem, field: str) -> str:
    return "*" if field in (*item.inferred, *item.assumed) else ""


def marked(item: CatalogItem, field: str) -> str:
    """Return a field of an item as people read it, `*` behind it where nobody confirmed it yet."""
    value = getattr(item, field)
    told = "、".join(value) if isinstance(value, tuple) else str(value or "")
    return told + _mark(item, field)


def public_table(items: Sequence[PublicItem]) -> Table:
    """Return the catalogue as an audience outside the office sees it."""
    return table_of(
        items,
        ("编号", "code"),
        ("公开内容", "level3", WIDE),
        ("公开形式", "channels", WIDE),
        ("范围", "scope"),
        ("时限", "timing"),
        ("周期", "every"),
    )


def marks_note(items: Sequence[CatalogItem]) -> str:
    """Return how many items there are, whose, and what the marks mean."""
    offices = {item.office: _mark(item, "office") for item in items}
    whose = "".join(f"，都由{name}{mark}承办" for name, mark in offices.items())
    told = f"共{len(items)}条" + whose * (len(offices) == 1)
    waits = any(item.assumed or item.inferred for item in items)
    return told + "；带 * 的是推定或由合并格推读的，等待核定" * waits


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


def show_item(screen: Screen, item: CatalogItem, later: Sequence[CatalogItem], noted: Any) -> None:
    """Print one item: each field, whether it is confirmed, and why it reads as it does."""
    screen.heading(f"{item.code} {item.level3}")
    screen.line(f"{item.level1} ＞ {item.level2}")
    fields = [name for name in SHOWN if name != "renewal" or item.timing is Timing.STANDING]
    table = table_of(
        fields,
        ("字段", FIELD_NAMES.__getitem__),
        ("内容", lambda field: value_in_words(item, field), WIDE),
        ("核定", lambda field: _doubt(item, field)),
        ("理由", item.why.get, WIDE),
    )
    screen.table(table)
    _show_noted(screen, noted)
    screen.line(f"自 {item.valid_from} 起{'停用' if item.retired else ''}")
    for before, after in pairwise((item, *later)):
        screen.line(f"自 {after.valid_from} 起：{_difference(before, after)}")
    if item.inferred or item.assumed:
        screen.hint(f"pdisc catalog confirm {item.code} --by 姓名")


def _show_noted(screen: Screen, noted: Any) -> None:
    """Print what is to be minded, the sources in their parts, and what bears a reading out."""
    if noted.caution:
        screen.line(f"公开时要注意：{noted.caution}")
    for field, source in noted.sources.items():
        parts = (
            source.document,
            source.clause or "条款没有查明（推定）",
            source.in_force and f"{source.in_force} 起施行",
        )
        screen.line(f"依据（{FIELD_NAMES.get(field, '注意')}）：{'，'.join(filter(None, parts))}")
    for field, trace in noted.evidence.items():
        screen.line(f"旁证（{FIELD_NAMES[field]}）：{trace}")


def _difference(before: CatalogItem, after: CatalogItem) -> str:
    """Return what a later version changes, field by field."""
    if after.retired is not before.retired:
        return "停用" if after.retired else "恢复"
    changed = [name for name in SHOWN if getattr(before, name) != getattr(after, name)]
    return (
        "；".join(f"{FIELD_NAMES[name]}改为{value_in_words(after, name)}" for name in changed)
        or "不变"
    )


def _doubt(item: CatalogItem, field: str) -> str:
    if field in item.inferred:
        return "推读"
    return "推定" if field in item.assumed else "已定"


def show_waiting(screen: Screen, waiting: Sequence[Any]) -> None:
    """Print what is about to be confirmed: each field with its value, and why it reads so."""
    table = table_of(
        waiting,
        ("编号", "code"),
        ("字段", lambda each: FIELD_NAMES[each.field]),
        ("内容", "value", WIDE),
        ("理由", "why", WIDE),
    )
    screen.heading(f"要核定的内容：{len(waiting)}处")
    screen.table(table)


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


def show_check(screen: Screen, found: Any, topics: Sequence[Any]) -> None:
    """Print what is wrong with the catalogue: conflicts first, then what is to be confirmed.

    Last what was asked for so often that it should have an item.
    """
    conflicts = [problem for problem in found.problems if problem.conflict]
    screen.heading(f"要决定的问题：{len(conflicts)}处")
    table = table_of(
        conflicts,
        ("编号", lambda problem: problem.code or "全部"),
        ("问题", "kind"),
        ("说明", "message", WIDE),
    )
    screen.table(table)
    screen.line()
    screen.heading(f"要核定的内容：{found.unconfirmed}个字段是推定或推读的")
    alike = grouped((x.message, x.code or "全部") for x in found.problems if not x.conflict)
    for message, codes in alike.items():
        screen.line(f"· {message}：{' '.join(codes)}")
    if any(problem.kind is ProblemKind.UNCOVERED for problem in conflicts):
        screen.line("缺条目的可以新增：pdisc catalog add --help")
    if found.unconfirmed:
        screen.line("请领导逐项核定、签字的表：pdisc print 目录核定表")
    _show_topics(screen, topics)
    screen.hint("核定：pdisc catalog confirm 编号 --by 姓名；更正：pdisc catalog set --help")


def _show_topics(screen: Screen, topics: Sequence[Any]) -> None:
    """Print what was asked for so often that an item is proposed for it; nothing where none was."""
    if not topics:
        return
    screen.line()
    screen.heading(f"群众点题多、目录没有条目的：{len(topics)}项，建议增列")
    table = table_of(
        topics,
        ("点题内容", "topic", WIDE),
        ("人次", "voices"),
        ("点题", "requests", WIDE),
    )
    screen.table(table)
    for command in dict.fromkeys(each.next for each in topics):
        screen.line(f"增列条目：{command}")
