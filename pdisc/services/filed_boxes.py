"""What lies in the boxes of a year, for the papers that go with them; read without SQLModel."""

from collections.abc import Sequence
from datetime import date

from pdisc.errors import NotFound, Refused
from pdisc.ledger.reading import Reading
from pdisc.services.lookup import current_receipt, own_number
from pdisc.services.target import missing_disclosure
from pdisc.sheets.filed_box import Filing
from pdisc.values.filed_records import PieceRecord, boxed
from pdisc.words import Retention


def filed_in(reading: Reading, year: int, retention: Retention | None, on: date) -> Filing:
    """Return the boxes of a year, or one 保管期限 of it; Refused where nothing is filed there."""
    pieces = reading.filed(year, retention)
    if not pieces:
        which = f"{year}年度" + (f"保管期限{retention}的" if retention else "")
        raise Refused(
            f"{which}还没有归档的事项，没有可打印的", next_step="看哪些可以归档：pdisc due"
        )
    return _filing(reading, year, pieces, on)


def filed_pieces(reading: Reading, typed: Sequence[str], on: date) -> Filing:
    """Return some disclosures as they were filed; NotFound, or Refused where one isn't filed."""
    numbers = [own_number(reading, each) for each in typed]
    held = {each.number: each for each in reading.filed()}
    for number in numbers:
        if number not in held:
            raise _not_filed(reading, number)
    pieces = [held[number] for number in dict.fromkeys(numbers)]
    return _filing(reading, pieces[0].year, pieces, on)


def _not_filed(reading: Reading, number: str) -> NotFound | Refused:
    if not reading.step_count(number):
        return missing_disclosure(reading, number)
    return Refused(f"{number} 还没有归档，没有档号可印", next_step=f"pdisc archive {number}")


def _filing(reading: Reading, year: int, pieces: Sequence[PieceRecord], on: date) -> Filing:
    return Filing(
        unit=reading.registers.unit,
        fonds=reading.rules.text("全宗号", on),
        year=year,
        boxes=boxed(pieces),
        pieces=tuple(pieces),
        receipt=current_receipt(reading),
    )
