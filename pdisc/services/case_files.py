"""One disclosure as its forms are filled in; read without SQLModel."""

from datetime import date
from typing import TypeVar

import msgspec

from pdisc.ledger.reading import Reading
from pdisc.registers.items import in_turn
from pdisc.screening.house import HouseRules, house_rules
from pdisc.screening.masks import mask_text
from pdisc.services.lookup import current_receipt, shown
from pdisc.services.next_steps import guided
from pdisc.sheets.case_file import CaseFile
from pdisc.values.records import DetailRecord, DisclosureRecord
from pdisc.words import FindingState

R = TypeVar("R", bound=DisclosureRecord)


def case_file(reading: Reading, number: str, on: date) -> CaseFile:
    """Return what the forms of one disclosure say; NotFound where there is none of that number."""
    return case_of(reading, guided(reading, shown(reading, number), on), on)


def case_of(reading: Reading, record: DetailRecord, on: date) -> CaseFile:
    """Return what the forms of a disclosure say that is at hand already."""
    return CaseFile(
        record=told(record, house_rules(lambda name: reading.rules.text(name, on))),
        item=in_turn(reading.registers.versions(record.code))[-1],
        unit=reading.registers.unit,
        on=on,
        receipt=current_receipt(reading),
        corrected=shown(reading, record.corrects) if record.corrects else None,
        masked=_waits(record),
    )


def told(record: R, house: HouseRules) -> R:
    """Return a disclosure, without personal values in title and text while its findings wait.

    Every paper about it says it so: a form, a book, what is filed where it never was public.
    """
    if not _waits(record):
        return record
    title, content = (mask_text(text, house=house) for text in (record.title, record.content))
    return msgspec.structs.replace(record, title=title, content=content)


def _waits(record: DisclosureRecord) -> bool:
    return any(each.state is FindingState.OPEN for each in record.findings)
