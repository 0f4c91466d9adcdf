"""What is filed: a dossier, pieces as lists of the archive have them, and their boxes."""

from collections.abc import Iterable
from datetime import date

import msgspec

from pdisc.values.grouping import grouped
from pdisc.words import PaperOf, Retention


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


def evidence_command(number: str, step: PaperOf, channel: str) -> str:
    """Return what to type to add a paper of a step to a disclosure."""
    where = f" --channel {channel}" if channel else ""
    return f"pdisc evidence {number} --step {step}{where} --file 文件"


class MissingPaper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that isn't there: of which step and channel, and who has it by rights."""

    paper: str
    step: PaperOf
    channel: str = ""
    owed_by: str = ""

    def added_by(self, number: str) -> str:
        """Return what to type to add it, as long as the disclosure isn't filed."""
        return evidence_command(number, self.step, self.channel)


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a dossier, by the names of its files, and which papers it lacks."""

    files: tuple[str, ...]
    missing: tuple[MissingPaper, ...]


def boxed(pieces: Iterable[PieceRecord]) -> tuple[tuple[PieceRecord, ...], ...]:
    """Return pieces by the boxes that they lie in: 年度、保管期限、机构 never share one.

    领域要点 §6, after DA/T 22-2015.
    """
    order = list(Retention)
    held = grouped(((each.year, order.index(each.retention), each.organ), each) for each in pieces)
    return tuple(tuple(held[key]) for key in sorted(held))


class BoxRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A box: what was filed under one 年度, 保管期限 and 机构, and how long it is kept.

    `until` is the last day; None for 永久. `due`: that day has passed.
    """

    year: int
    retention: Retention
    organ: str = ""
    pieces: int
    first: str
    last: str
    until: date | None = None
    due: bool = False
