"""What was filed, as lists of the archive have it: pieces, and the boxes that they lie in."""

from datetime import date

import msgspec

from pdisc.words import Retention


class PieceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One piece (件): a disclosure that was filed under its 档号.

    `year` is its 年度, `piece` the 件号 within its series. `on` is the day that it was published
    first, or decided. `dossier` is its folder, relative to the ledger.
    """

    archive_number: str
    number: str
    title: str
    year: int
    retention: Retention
    piece: int
    organ: str = ""
    on: date | None = None
    filed_on: date
    document_number: str = ""
    missing: tuple[str, ...] = ()
    corrects: str | None = None
    corrected_by: str | None = None
    taken_down: bool = False
    refused: bool = False
    dossier: str


class BoxRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A box: what was filed under one 年度 and one 保管期限, and how long it is kept.

    `until` is the last day; None for 永久. `due`: that day has passed.
    """

    year: int
    retention: Retention
    pieces: int
    first: str
    last: str
    until: date | None = None
    due: bool = False
