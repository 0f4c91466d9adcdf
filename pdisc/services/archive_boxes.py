"""Boxes of the archive: what lies in them, until when they are kept, whether all is whole."""

from collections.abc import Sequence
from datetime import date

from pdisc.dossier.read import dossier_problems
from pdisc.errors import NotFound
from pdisc.ledger.folder import Folder
from pdisc.ledger.reading import Reading
from pdisc.values.filed_records import BoxRecord, PieceRecord, boxed
from pdisc.values.filing import kept_until
from pdisc.values.watch import Watch, unwatched, watched


def boxes(reading: Reading, on: date) -> list[BoxRecord]:
    """Return all boxes, each with the last day on which it is kept."""
    return [_box(pieces, on) for pieces in boxed(reading.filed())]


def _box(pieces: Sequence[PieceRecord], on: date) -> BoxRecord:
    first, last = pieces[0], pieces[-1]
    until = kept_until(first.year, first.retention)
    return BoxRecord(
        year=first.year,
        retention=first.retention,
        organ=first.organ,
        pieces=len(pieces),
        first=first.archive_number,
        last=last.archive_number,
        until=until,
        due=until is not None and until < on,
    )


def chosen(reading: Reading, typed: Sequence[str]) -> list[PieceRecord]:
    """Return the pieces that are meant by number or 档号, all where none is; NotFound otherwise."""
    held = reading.filed()
    if not typed:
        return held
    known = {each.number: each for each in held} | {each.archive_number: each for each in held}
    for one in typed:
        if one not in known:
            raise NotFound(f"没有归档“{one}”", next_step="pdisc dossier list")
    return [known[one] for one in typed]


def damage(
    reading: Reading,
    folder: Folder,
    pieces: Sequence[PieceRecord],
    watch: Watch = unwatched,
) -> list[dict[str, str]]:
    """Return what is wrong with dossiers, each file held against the hash in the journal."""
    return [
        {"id": "归档", "where": f"{each.archive_number}（{each.number}）", "what": what}
        for each in watched(pieces, watch, "核对归档", len(pieces))
        for what in dossier_problems(folder.path / each.dossier, reading.manifest(each.number))
    ]
