"""备考表: the last paper in a box, what is to be known of the papers in it (DA/T 22-2015 6.4.2)."""

from collections.abc import Iterator
from datetime import date

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import filed_boxes
from pdisc.sheets.filed_box import Filing
from pdisc.sheets.sheet import (
    BLANK,
    FORM,
    PEN_DATE,
    FormBox,
    FormRows,
    Headline,
    Para,
    Sheet,
    SheetBlock,
)
from pdisc.values.filed_records import PieceRecord

Box = tuple[PieceRecord, ...]

ROOM = 300.0
"""The least height of what is said of the box, in points: the rest of it is for the pen."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return a note for each box of a year, or for one; Refused where nothing is filed there."""
    year = order.year.start.year if order.year else order.on.year
    with context.reading() as reading:
        filing = filed_boxes.filed_in(reading, year, order.retention, order.on)
    about = f"_{order.retention}" if order.retention else ""
    sheets = tuple(note_sheet(filing, box, on=order.on) for box in filing.boxes)
    return Printed(f"备考表_{year}{about}", sheets)


def note_sheet(filing: Filing, box: Box, *, on: date) -> Sheet:
    """Return the note that lies in one box."""
    return Sheet(
        title="备考表",
        on=on,
        look=FORM,
        blocks=tuple(_blocks(filing, box)),
        footer=f"备考表　回执 {filing.receipt}",
    )


def _blocks(filing: Filing, box: Box) -> Iterator[SheetBlock]:
    first, last = box[0], box[-1]
    yield Headline("备 考 表")
    yield FormRows(
        (
            (
                FormBox(label="全宗号", text=filing.fonds),
                FormBox(label="年度", text=f"{first.year}"),
            ),
            (
                FormBox(label="保管期限", text=first.retention),
                FormBox(label="机构（问题）", text=first.organ),
            ),
            (
                FormBox(label="起止件号", text=f"{first.piece:04d}—{last.piece:04d}"),
                FormBox(label="盒号"),
            ),
            (FormBox(label="盒内文件情况说明", text="\n".join(said_of(box)), tall=ROOM, top=True),),
            (
                FormBox(label="整理人", text=BLANK, tall=32),
                FormBox(label="整理日期", text=PEN_DATE.strip(), tall=32),
            ),
            (
                FormBox(label="检查人", text=BLANK, tall=32),
                FormBox(label="检查日期", text=PEN_DATE.strip(), tall=32),
            ),
        )
    )
    yield Para(
        text="缺损、修改、补充、移出、销毁等情况，随时在本表说明并签名。", manner="note", space=0.5
    )


def said_of(box: Box) -> Iterator[str]:
    """Yield what the journal knows of a box: how many pieces, what lacks, what came after."""
    yield f"本盒共{len(box)}件，档号 {box[0].archive_number} 至 {box[-1].archive_number}。"
    lacking = [each for each in box if each.missing]
    for each in lacking:
        yield f"{each.piece:04d}号（{each.number}）缺：{'、'.join(each.missing)}。"
    if not lacking:
        yield "应有的审批凭证和公开凭证齐全。"
    for each in box:
        if each.corrects:
            yield f"{each.piece:04d}号是对 {each.corrects} 的更正。"
        if each.corrected_by:
            yield f"{each.piece:04d}号公开以后由 {each.corrected_by} 更正。"
        if each.refused:
            yield f"{each.piece:04d}号不予公开，没有公开件。"
        if each.taken_down:
            yield f"{each.piece:04d}号公开以后已经撤下。"
    gaps = sorted(set(range(box[0].piece, box[-1].piece)) - {each.piece for each in box})
    if gaps:
        yield f"缺件号：{'、'.join(f'{each:04d}' for each in gaps)}。"
