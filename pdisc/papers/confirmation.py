"""目录核定表: what waits to be confirmed, field by field, for the leader to decide and to sign."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import confirming
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import WIDE, Headline, Listing, Para, Sheet, SheetBlock
from pdisc.values.codes import receipt

COLUMNS = (
    ("编号", 44.0),
    ("公开内容", 150.0),
    ("项目", 66.0),
    ("现行内容", 128.0),
    ("依据或理由", 248.0),
    ("核定意见", 104.0),
)
"""Headings, and each column's share of the width."""

BOXES = "□同意\n□改为："
UNSIGNED = "没有保管期限表的，保管期限一栏先不核定"
LINES = (
    "保管期限表经同级档案主管部门审查同意的文号：____________________（" + UNSIGNED + "）",
    "核定人（签字）：______________　职务：______________　日期：______年____月____日",
)


def made(context: Context, order: PrintOrder) -> Printed:
    """Return everything that is 推定 or read out of a merged cell, of all items or of one."""
    codes = (order.target,) if order.target else ()
    asked = confirming.ToConfirm(codes=codes, document_number=LINES[0])
    with context.reading() as reading:
        found = confirming.waiting(reading.registers, asked, order.on)
        unit, code = reading.registers.unit, receipt(*reading.head())
    about = f"_{order.target}" if order.target else ""
    sheet = confirming_sheet(found, order=order, unit=unit, code=code)
    return Printed(f"目录核定表{about}_{order.on}", (sheet,))


def confirming_sheet(
    found: Sequence["confirming.Waiting"], *, order: PrintOrder, unit: str, code: str
) -> Sheet:
    """Return what waits as a sheet; `code` is the ledger's 回执 as of the print."""
    return Sheet(
        title="目录核定表",
        on=order.on,
        look=WIDE,
        blocks=tuple(_blocks(found, order, unit, code)),
        footer=f"目录核定表　回执 {code}",
    )


def _blocks(
    found: Sequence["confirming.Waiting"], order: PrintOrder, unit: str, code: str
) -> Iterator[SheetBlock]:
    yield Headline("党务公开目录核定表")
    yield Para(
        text=f"{unit}　{order.on} 的情况　共{len(found)}处：推定的，方案没有写明；"
        "推读的，原表此格空白，按合并格读出",
        manner="note",
        name="情况",
    )
    rows = tuple(
        (each.code, each.item, FIELD_NAMES[each.field], each.value, each.why, BOXES)
        for each in found
    )
    yield Listing(name="待核定", grid=Grid(COLUMNS, rows))
    for line in LINES:
        yield Para(text=line, manner="note", space=0.8, kept=True)
    scope = order.target or "--all"
    for name, line in (
        (
            "录入",
            f"签字以后录入：pdisc 目录 核定 {scope} --by 姓名 --on 日期；"
            "改动的先录：pdisc 目录 更正 编号 … --by 姓名",
        ),
        ("回执", f"回执 {code}：核定以前目录有过改动的，回执就不同，要重新打印"),
    ):
        yield Para(text=line, manner="note", space=0.4, name=name)


def blank_sheet(_form: str, on: date) -> Sheet:
    """Return the sheet with nothing to be confirmed yet, dated by the day given."""
    return confirming_sheet((), order=PrintOrder(on), unit="", code="")
