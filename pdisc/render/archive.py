"""The archive's lists: pieces by 档号, boxes whose time is over, dossiers that were altered."""

from collections.abc import Mapping, Sequence
from datetime import date

from pdisc.dates.typed import in_words
from pdisc.render.grid import RIGHT, WIDE, Table, table_of
from pdisc.render.paper import Paper
from pdisc.render.terminal import Screen
from pdisc.values.filed_records import BoxRecord, PieceRecord

DECIDED = ("鉴定意见：______________________________", "鉴定人：____________　日期：____年__月__日")
"""Lines for whoever decides what becomes of a box."""


def pieces_table(found: Sequence[PieceRecord]) -> Table:
    """Return what was filed, a row a piece."""
    return table_of(
        found,
        ("档号", "archive_number"),
        ("事项编号", "number"),
        ("题名", "title", WIDE),
        ("日期", "on"),
        ("保管期限", "retention"),
        ("归档日期", "filed_on"),
        ("缺少的材料", "missing", WIDE),
    )


def pieces_paper(found: Sequence[PieceRecord], *, unit: str, on: date) -> Paper:
    """Return what was filed as a paper."""
    title = f"{unit}党务公开归档清单（{in_words(on)}）"
    return Paper(title=title, on=on, tables=(pieces_table(found),), lines=(f"共{len(found)}件",))


def show_pieces(screen: Screen, found: Sequence[PieceRecord]) -> None:
    """Show what was filed."""
    if not found:
        screen.line("还没有归档的")
        screen.hint("看哪些该归档：pdisc due")
        return
    screen.table(pieces_table(found))
    screen.line(f"共{len(found)}件")
    screen.hint("逐件核对：pdisc dossier verify")


def show_damage(screen: Screen, count: int, problems: Sequence[Mapping[str, str]]) -> None:
    """Say what is wrong with dossiers, or that nothing is."""
    for each in problems:
        screen.line(f"{each['where']}：{each['what']}")
    if problems:
        screen.line(f"{count}件中发现{len(problems)}处问题，先把整个台账文件夹原样复制保存")
        screen.hint("pdisc verify")
    else:
        screen.line(f"{count}件都与归档时一致")


def boxes_table(found: Sequence[BoxRecord]) -> Table:
    """Return boxes, a row each."""
    return table_of(
        found,
        ("年度", "year", RIGHT),
        ("保管期限", "retention"),
        ("机构（问题）", "organ"),
        ("件数", "pieces", RIGHT),
        ("起始档号", "first"),
        ("终止档号", "last"),
        ("保管到", "until"),
    )


def boxes_paper(found: Sequence[BoxRecord], *, unit: str, on: date) -> Paper:
    """Return the boxes whose time is over, for the signed decision."""
    return Paper(
        title=f"{unit}党务公开到期档案清单（{in_words(on)}）",
        on=on,
        tables=(boxes_table(found),),
        lines=("保管期满的档案经鉴定并批准以后才能处置，程序不删除任何档案",),
        signed=DECIDED,
    )


def show_boxes(screen: Screen, found: Sequence[BoxRecord], *, on: date) -> None:
    """Show the boxes whose time is over."""
    if not found:
        screen.line(f"到 {on} 没有保管期满的档案盒")
        return
    screen.table(boxes_table(found))
    screen.line("保管期满的档案经鉴定并批准以后才能处置，程序不删除任何档案")
    screen.hint("印出来鉴定签字：pdisc dossier due --out 到期档案.docx")
