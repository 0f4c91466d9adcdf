"""目录核定表: what waits to be confirmed, field by field, for the leader to decide and to sign."""

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.word_table import add_grid, add_row
from pdisc.render.wordfile import (
    BODY,
    HEAD,
    TITLE,
    add_style,
    add_text,
    file_bytes,
    new_file,
    number_pages,
)
from pdisc.services import confirming
from pdisc.values.codes import receipt

MARGINS = (22.0, 18.0, 20.0, 18.0)
"""In millimetres: top, right, bottom, left."""

WIDTH = (297 - 36) * 72 / 25.4
"""The width of the text in points."""

COLUMNS = (("编号", 44.0), ("公开内容", 150.0), ("项目", 66.0), ("现行内容", 128.0))
OPINION = 104.0
"""Headings and widths in points; what is left between goes to the reasons."""

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
    data = sheet_bytes(found, order=order, unit=unit, code=code)
    return Printed(f"目录核定表{about}_{order.on}", data)


def sheet_bytes(
    found: Sequence["confirming.Waiting"], *, order: PrintOrder, unit: str, code: str
) -> bytes:
    """Return the sheet as one Word file; the same answer and day give the same bytes."""
    document = new_file("目录核定表", order.on, landscape=True, margins=MARGINS)
    title = add_style(document, "SheetTitle", "表名", font=TITLE, size=20, line=32)
    head = add_style(document, "TableHead", "表头", font=HEAD, size=10.5, line=15)
    text = add_style(document, "TableText", "表格文字", font=BODY, size=10.5, line=15)
    add_text(document, "党务公开目录核定表", title, align="center")
    add_text(
        document,
        f"{unit}　{order.on} 的情况　共{len(found)}处：推定的，方案没有写明；"
        "推读的，原表此格空白，按合并格读出",
        text,
    )
    _add_fields(document, found, head, text)
    for line in LINES:
        added = add_text(document, line, text)
        added.paragraph_format.space_before = Pt(12)
        added.paragraph_format.keep_with_next = True
    _add_instructions(document, order, code, text)
    number_pages(document, text, f"目录核定表　回执 {code}　")
    return file_bytes(document)


def _add_fields(
    document: Document,
    found: Sequence["confirming.Waiting"],
    head: ParagraphStyle,
    text: ParagraphStyle,
) -> None:
    widths = [width for _, width in COLUMNS]
    grid = add_grid(document, [*widths, WIDTH - sum(widths) - OPINION, OPINION], padding=3)
    titles = [*(name for name, _ in COLUMNS), "依据或理由", "核定意见"]
    add_row(grid, titles, [head] * 6, aligns=["center"] * 6, repeated=True)
    for each in found:
        cells = (each.code, each.item, FIELD_NAMES[each.field], each.value, each.why, BOXES)
        add_row(grid, cells, [text] * 6)


def _add_instructions(
    document: Document, order: PrintOrder, code: str, text: ParagraphStyle
) -> None:
    scope = order.target or "--all"
    lines = (
        f"签字以后录入：pdisc catalog confirm {scope} --by 姓名 --on 日期；"
        "改动的先录：pdisc catalog set 编号 … --by 姓名",
        f"回执 {code}：核定以前目录有过改动的，回执就不同，要重新打印",
    )
    for line in lines:
        add_text(document, line, text).paragraph_format.space_before = Pt(6)
