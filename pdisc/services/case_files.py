"""One disclosure as its forms are filled in; read without SQLModel."""

from datetime import date

from pdisc.ledger.reading import Reading
from pdisc.services.lookup import current_receipt, shown
from pdisc.sheets.case_file import CaseFile


def case_file(reading: Reading, number: str, on: date) -> CaseFile:
    """Return what the forms of one disclosure say; NotFound where there is none of that number."""
    record = shown(reading, number)
    versions = [each for each in reading.registers.items if each.code == record.code]
    return CaseFile(
        record=record,
        item=max(versions, key=lambda each: each.valid_from),
        unit=reading.registers.unit,
        on=on,
        receipt=current_receipt(reading),
        corrected=shown(reading, record.corrects) if record.corrects else None,
    )
