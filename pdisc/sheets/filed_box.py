"""What lies in the boxes of the archive, as the papers that go with them say it (DA/T 22-2015)."""

import msgspec

from pdisc.values.filed_records import PieceRecord


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of a year, by box and in the order in which they were asked for.

    A box holds one 年度, one 保管期限 and one 机构（问题）. `fonds` is the 全宗号, perhaps empty.
    """

    unit: str
    fonds: str
    year: int
    boxes: tuple[tuple[PieceRecord, ...], ...]
    pieces: tuple[PieceRecord, ...]
    receipt: str


def box_name(box: tuple[PieceRecord, ...]) -> str:
    """Return how a box is told from the others of its year: its 保管期限, and its 机构."""
    first = box[0]
    return "　".join(part for part in (first.retention, first.organ) if part)
