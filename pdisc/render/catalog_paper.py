"""The 公开目录 on paper as 附件2 has it: 一级 and 二级 as cells over their items, fit for 备案."""

from collections.abc import Sequence
from datetime import date

from pdisc.dates.typed import in_words
from pdisc.registers.items import CatalogItem, PublicItem
from pdisc.render.catalog import marked
from pdisc.render.grid import Column, Table
from pdisc.render.paper import Paper

FILED_BY = (
    "报备单位（盖章）：______________　经办人：______________　日期：______年____月____日",
    "备案单位（盖章）：______________　经办人：______________　日期：______年____月____日",
)
"""For the pen: who files the catalogue, and where (条例第十四条)."""

_LEVELS = (
    Column("一级目录", width=12, merged=True),
    Column("二级目录", width=16, merged=True),
    Column("编号"),
    Column("三级目录（公开内容）", wide=True),
    Column("公开形式", wide=True),
    Column("公开范围"),
    Column("公开时限"),
)


def annex_paper(items: Sequence[CatalogItem], *, unit: str, on: date, code: str) -> Paper:
    """Return the office's whole catalogue as of a day; `code` is the ledger's 回执."""
    held = [item for item in items if not item.retired]
    rows = [
        (
            item.level1,
            item.level2,
            item.code,
            item.level3,
            marked(item, "channels"),
            marked(item, "scope"),
            marked(item, "timing") + (f"，{marked(item, 'every')}" if item.every else ""),
            marked(item, "office"),
        )
        for item in held
    ]
    table = Table((*_LEVELS, Column("承办科室", width=10)), rows)
    waits = any(item.assumed or item.inferred for item in held)
    note = "带 * 的是推定或由合并格推读的，等待核定（目录核定表）；公开时限里写明周期"
    lines = (f"共{len(rows)}条" + f"；{note}" * waits, f"截至 {in_words(on)}；回执 {code}")
    return Paper(
        title="党务公开目录",
        on=on,
        tables=(table,),
        head=(f"{unit}　　{in_words(on)}",),
        lines=lines,
        signed=FILED_BY,
    )


def annex_outside(items: Sequence[PublicItem], *, on: date) -> Paper:
    """Return the catalogue as an audience outside the office sees it, laid out alike."""
    rows = [
        (
            item.level1,
            item.level2,
            item.code,
            item.level3,
            "、".join(item.channels),
            item.scope,
            item.timing + (f"，{item.every}" if item.every else ""),
        )
        for item in items
    ]
    return Paper(
        title="党务公开目录",
        on=on,
        tables=(Table(_LEVELS, rows),),
        lines=(f"共{len(rows)}条", f"截至 {in_words(on)}"),
    )
