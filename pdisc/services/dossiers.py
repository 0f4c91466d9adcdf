"""归档: the dossier of one disclosure, made before its row names it, and what it lacks."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from pdisc.dossier.bag import Content, bag_files
from pdisc.dossier.metadata import metadata_xml
from pdisc.dossier.write import for_others, payload
from pdisc.errors import Refused, StorageFailed, UsageError
from pdisc.events.steps import Archived
from pdisc.render.dossier_page import front_page
from pdisc.render.pdf_sheet import sheets_pdf
from pdisc.render.word_sheet import sheets_bytes
from pdisc.services.acting import Session
from pdisc.services.case_files import case_of
from pdisc.services.filed_opinions import filed_opinions
from pdisc.services.lookup import logged
from pdisc.services.once import once
from pdisc.services.opinion_lookup import asked_for
from pdisc.services.unfiled import missing_of
from pdisc.sheets.approval_form import approval_sheet
from pdisc.sheets.case_file import CaseFile
from pdisc.sheets.public_notice import notice_sheet
from pdisc.sheets.secrecy_form import secrecy_sheet
from pdisc.sheets.sheet import Sheet
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.transitions import IN_HAND
from pdisc.values.codes import receipt
from pdisc.values.filed_records import Filed
from pdisc.values.parts import StoredFile
from pdisc.values.records import DetailRecord, EventRecord

FRONT = "data/首页.html"


def stage(
    session: Session, before: Disclosure, event: Archived
) -> tuple[Archived, Filed, tuple[str, ...]]:
    """Write the dossier under `tmp/`; return the event with the hash that vouches for it.

    And what is in it, and what is to be told of that.
    """
    folder = session.station.folder
    record = session.reading.detail(before.number)
    assert record is not None, "a disclosure that is archived can be read"
    record = _as_filed(session, record, event)
    files, sha256, of_copies = _bag(session, record, event)
    told = (*_being_corrected(session, record), *of_copies)
    content: dict[str, bytes | Path] = {
        name: (folder.files / part.sha256 if isinstance(part, StoredFile) else part)
        for name, part in files.items()
    }
    session.writer.store.stage_dossier(before.number, event.dossier, content)
    filed = Filed(files=tuple(sorted(files)), missing=missing_of(record))
    return msgspec.structs.replace(event, manifest_sha256=sha256), filed, told


def _being_corrected(session: Session, record: DetailRecord) -> tuple[str, ...]:
    """Return what to tell of a correction of it that isn't public yet."""
    by = record.corrected_by
    correction = session.reading.detail(by) if by else None
    if correction is None or correction.state not in IN_HAND:
        return ()
    return (
        f"{by} 正在更正 {record.number}，现在是“{correction.state}”，还没有办完；"
        "归档以后卷内不再增加材料，更正公开了再归档",
    )


def _as_filed(session: Session, record: DetailRecord, event: Archived) -> DetailRecord:
    """Return a disclosure as it will stand once it is filed, its opinions without who gave them."""
    return msgspec.structs.replace(
        record,
        opinions=filed_opinions(session, record.number),
        archive_number=event.archive_number,
        retention=event.retention,
        opinion_result=event.opinion_result,
    )


def _entries(session: Session, record: DetailRecord) -> tuple[EventRecord, ...]:
    """Return the journal of a disclosure: of an older draft only that it was."""
    told = logged(session.reading, record.number)
    return tuple(for_others(entry, record.version) for entry in told)


def _bag(
    session: Session, record: DetailRecord, event: Archived
) -> tuple[dict[str, Content], str, tuple[str, ...]]:
    reading, signed = session.reading, session.signed
    unit, entries = session.facts.unit, _entries(session, record)
    # The receipt is that of the matter's own last entry: what else was recorded changes no paper.
    own = receipt(entries[-1].seq, entries[-1].hash)
    case = msgspec.structs.replace(case_of(reading, record, signed.on), receipt=own)
    sheets = _sheets(case)
    copies, of_copies = _copies(sheets)
    files = payload(
        record,
        event,
        entries,
        unit=unit,
        asked=asked_for(reading, record.number),
        papers={f"{name}.docx": _word(sheet) for name, sheet in sheets.items()} | copies,
    )
    fonds = reading.rules.text("全宗号", signed.on)
    files["data/元数据.xml"] = metadata_xml(record, event, entries, files, unit=unit, fonds=fonds)
    files[FRONT] = front_page(record, event, entries, files, unit=unit)
    told = {
        "Source-Organization": unit,
        "Bagging-Date": signed.on.isoformat(),
        "External-Identifier": event.archive_number,
        "Internal-Sender-Identifier": record.number,
        "External-Description": record.title,
        "Bag-Software-Agent": "pdisc",
    }
    return *bag_files(files, told), of_copies


@once
def _word(sheet: Sheet) -> bytes:
    """Return a form as a Word file; made before the lock is taken, remembered under it."""
    return sheets_bytes([sheet])


@once
def _pdf(sheet: Sheet) -> bytes:
    """Return a form as PDF/A, made as early."""
    return sheets_pdf([sheet])


def _sheets(case: CaseFile) -> dict[str, Sheet]:
    """Return the forms that go into the dossier; the notice where it is out."""
    sheets = {"审批表": approval_sheet(case), "保密审查表": secrecy_sheet(case)}
    with suppress(Refused):  # what was never public, or was taken down, has no notice
        sheets["公开稿"] = notice_sheet(case)
    return sheets


def _copies(sheets: Mapping[str, Sheet]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the forms as PDF/A, which an archive can read longest; none where none are made.

    Nothing is told where the part of pdisc that makes them isn't installed: nobody asked for it.
    """
    try:
        return {f"{name}.pdf": _pdf(sheet) for name, sheet in sheets.items()}, ()
    except UsageError:
        return {}, ()
    except StorageFailed as error:
        return {}, (f"归档文件夹里没有 PDF，只有 Word：{error.message}",)
