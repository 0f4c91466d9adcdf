"""归档章: the stamp at the head of each piece's first page, as labels to be cut out."""

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import filed_boxes
from pdisc.sheets.filed_box import Filing
from pdisc.sheets.sheet import LABELS, Para, Sheet, Stamps
from pdisc.values.filed_records import PieceRecord


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the stamps of some disclosures, or of a year's boxes; Refused for what isn't filed."""
    year = order.year.start.year if order.year else order.on.year
    with context.reading() as reading:
        if order.targets:
            filing = filed_boxes.filed_pieces(reading, order.targets, order.on)
        else:
            filing = filed_boxes.filed_in(reading, year, order.retention, order.on)
    about = order.targets[0] if order.targets else f"{year}{order.retention or ''}"
    return Printed(f"归档章_{about}", (stamps_sheet(filing, order),))


def stamps_sheet(filing: Filing, order: PrintOrder) -> Sheet:
    """Return a sheet of stamps, in the order of what was asked for; 页数 is for the pen."""
    stamps = tuple(_stamp(filing.fonds, each) for each in filing.pieces)
    note = "按实际大小打印（不缩放），沿外框剪下，贴在首页上端居中的空白处。"
    cells = "格内依次是：全宗号、年度、件号；机构（问题）、保管期限、页数。没有的空着，页数手填。"
    return Sheet(
        title="归档章",
        on=order.on,
        look=LABELS,
        blocks=(
            Para(text=note, manner="note"),
            Para(text=cells, manner="note"),
            Stamps(stamps),
        ),
        footer=f"归档章　共{len(stamps)}枚",
    )


def _stamp(fonds: str, piece: PieceRecord) -> tuple[str, ...]:
    return (
        fonds,
        f"{piece.year}",
        f"{piece.piece:04d}",
        piece.organ,
        piece.retention,
        "",
    )
