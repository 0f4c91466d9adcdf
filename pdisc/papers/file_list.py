"""归档文件目录: what was filed, nine columns in the order of DA/T 22-2015, a table for each box.

What isn't known (密级, 页数, mostly 文号) stays blank, for the pen: nothing is guessed.
"""

from collections.abc import Iterator, Sequence

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.grid import Cell, Column, Table
from pdisc.render.paper import Paper
from pdisc.services import filed_boxes
from pdisc.sheets.filed_box import Filing, box_name
from pdisc.sheets.sheet import BLANK
from pdisc.values.filed_records import PieceRecord

COLUMNS = (
    Column("序号", align="right"),
    Column("档号"),
    Column("文号", blank=True),
    Column("责任者", wide=True),
    Column("题名", wide=True),
    Column("日期", compact=True, blank=True),
    Column("密级", blank=True),
    Column("页数", blank=True),
    Column("备注", wide=True, blank=True),
)
SIGNED = ("整理人：______________　检查人：______________　日期：______年____月____日",)


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the list of a year's boxes, or of one; Refused where nothing is filed there."""
    year = order.year.start.year if order.year else order.on.year
    with context.reading() as reading:
        filing = filed_boxes.filed_in(reading, year, order.retention, order.on)
    about = f"_{order.retention}" if order.retention else ""
    return Printed(f"归档文件目录_{year}{about}", list_paper(filing, order))


def list_paper(filing: Filing, order: PrintOrder) -> Paper:
    """Return the list as a paper: its cover as lines, then the boxes one after the other."""
    return Paper(
        title="归档文件目录",
        on=order.on,
        tables=tuple(_box(box, filing.unit) for box in filing.boxes),
        head=("　　".join(f"{name}：{value}" for name, value in _cover(filing)),),
        signed=SIGNED,
        lines=(f"共{len(filing.pieces)}件；截至 {order.on}；回执 {filing.receipt}",),
    )


def _cover(filing: Filing) -> Iterator[tuple[str, str]]:
    """Yield what holds for all boxes; what differs stands above each."""
    yield "全宗号", filing.fonds or BLANK
    yield "全宗名称", filing.unit
    yield "年度", f"{filing.year}"
    held, organs = ({box[0].retention for box in filing.boxes}, {x[0].organ for x in filing.boxes})
    if len(held) == 1:
        yield "保管期限", held.pop()
    if len(organs) == 1 and organs != {""}:
        yield "机构（问题）", organs.pop()


def _box(box: tuple[PieceRecord, ...], unit: str) -> Table:
    rows = [(place, *_cells(each, unit)) for place, each in enumerate(box, start=1)]
    return Table(COLUMNS, rows, f"保管期限 {box_name(box)}")


def _cells(piece: PieceRecord, unit: str) -> Sequence[Cell]:
    remarks = "；".join(_remarks(piece))
    number, blank = piece.document_number, ""
    # What was never given out has no title but the one that the office made for its file.
    title = f"[{piece.title}]" if piece.refused else piece.title
    return (piece.archive_number, number, unit, title, piece.on, blank, blank, remarks)


def _remarks(piece: PieceRecord) -> Iterator[str]:
    yield piece.number
    if piece.refused:
        yield "不予公开"
    if piece.corrects:
        yield f"更正 {piece.corrects}"
    if piece.corrected_by:
        yield f"由 {piece.corrected_by} 更正"
    if piece.taken_down:
        yield "已撤下"
