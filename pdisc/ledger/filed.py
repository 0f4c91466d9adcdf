"""What was filed, by 年度 and 保管期限; read by plain SQL."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from pdisc.audience import still_out
from pdisc.ledger.lookups import records_of
from pdisc.steps.vouchers import lacking
from pdisc.values.filed_records import PieceRecord
from pdisc.values.records import DisclosureRecord
from pdisc.words import Act, Retention


def filed(
    connection: sqlite3.Connection, year: int | None = None, retention: Retention | None = None
) -> list[PieceRecord]:
    """Return what was filed by series and 件号, perhaps of one 年度 or one 保管期限 alone."""
    rows = connection.execute(
        "SELECT number, series, piece FROM disclosure WHERE piece IS NOT NULL"
        " AND (?1 IS NULL OR retention = ?1) ORDER BY series, piece",
        (retention,),
    ).fetchall()
    places = {number: (series, piece) for number, series, piece in rows}
    if year is not None:
        places = {n: place for n, place in places.items() if place[0].startswith(f"{year}-")}
    records = {each.number: each for each in records_of(connection, places)}
    return list(_pieces(records, places))


def _pieces(
    records: dict[str, DisclosureRecord], places: dict[str, tuple[str, int]]
) -> Iterator[PieceRecord]:
    for number, (series, piece) in places.items():
        record = records[number]
        year, _, *organ = series.split("-")
        filed_as = (record.archive_number, record.retention, record.dossier)
        assert filed_as[0] is not None, "what has a 件号 was filed"
        assert filed_as[1] is not None, "under a 保管期限"
        assert filed_as[2] is not None, "into a dossier"
        outs = record.publications
        numbers = [each.document_number for each in outs if each.document_number]
        yield PieceRecord(
            archive_number=filed_as[0],
            number=number,
            title=record.title,
            year=int(year),
            retention=filed_as[1],
            piece=piece,
            organ="-".join(organ),
            on=min((each.on for each in outs), default=_decided_on(record)),
            filed_on=record.steps[-1].on,
            document_number=numbers[0] if numbers else "",
            missing=tuple(each.name for each in lacking(record.steps, outs)),
            corrects=record.corrects,
            corrected_by=record.corrected_by,
            taken_down=bool(outs) and not still_out(outs),
            refused=not outs,
            dossier=filed_as[2],
        )


def _decided_on(record: DisclosureRecord) -> date | None:
    return max((step.on for step in record.steps if step.act is Act.APPROVE), default=None)
