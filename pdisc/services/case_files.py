"""One disclosure as its forms are filled in; read without SQLModel."""

from datetime import date

import msgspec

from pdisc.ledger.reading import Reading
from pdisc.screening.house import house_rules
from pdisc.screening.masks import mask_text
from pdisc.services.lookup import current_receipt, shown
from pdisc.services.next_steps import guided
from pdisc.sheets.case_file import CaseFile
from pdisc.values.records import DetailRecord
from pdisc.words import FindingState


def case_file(reading: Reading, number: str, on: date) -> CaseFile:
    """Return what the forms of one disclosure say; NotFound where there is none of that number."""
    record = guided(reading, shown(reading, number), on)
    waiting = any(each.state is FindingState.OPEN for each in record.findings)
    if waiting:
        record = _masked(reading, record, on)
    case = case_of(reading, record, on)
    return msgspec.structs.replace(case, masked=waiting)


def case_of(reading: Reading, record: DetailRecord, on: date) -> CaseFile:
    """Return what the forms of a disclosure say that is at hand already, as it stands."""
    versions = [each for each in reading.registers.items if each.code == record.code]
    return CaseFile(
        record=record,
        item=max(versions, key=lambda each: each.valid_from),
        unit=reading.registers.unit,
        on=on,
        receipt=current_receipt(reading),
        corrected=shown(reading, record.corrects) if record.corrects else None,
    )


def _masked(reading: Reading, record: DetailRecord, on: date) -> DetailRecord:
    """Return a disclosure whose findings wait, without personal values in its title and text."""
    house = house_rules(lambda name: reading.rules.text(name, on))
    title, content = (mask_text(text, house=house) for text in (record.title, record.content))
    return msgspec.structs.replace(record, title=title, content=content)
