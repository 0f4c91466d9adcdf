"""归档: the dossier of one disclosure, made before its row names it, and what it lacks."""

from pathlib import Path

import msgspec

from pdisc.dossier.bag import Content, bag_files
from pdisc.dossier.metadata import metadata_xml
from pdisc.dossier.write import payload
from pdisc.errors import Refused
from pdisc.events.steps import Archived
from pdisc.render.dossier_page import front_page
from pdisc.render.word_sheet import sheets_bytes
from pdisc.services.acting import Session
from pdisc.services.case_files import case_of
from pdisc.services.filed_opinions import filed_opinions
from pdisc.services.lookup import logged
from pdisc.services.opinion_lookup import asked_for
from pdisc.services.unfiled import MissingPaper, missing_of
from pdisc.sheets.approval_form import approval_sheet
from pdisc.sheets.case_file import CaseFile
from pdisc.sheets.public_notice import notice_sheet
from pdisc.sheets.secrecy_form import secrecy_sheet
from pdisc.steps.disclosure import Disclosure
from pdisc.values.codes import receipt
from pdisc.values.parts import StoredFile
from pdisc.values.records import DetailRecord

FRONT = "data/首页.html"


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a dossier, by the names of its files, and which papers it lacks."""

    files: tuple[str, ...]
    missing: tuple[MissingPaper, ...]


def stage(session: Session, before: Disclosure, event: Archived) -> tuple[Archived, Filed]:
    """Write the dossier under `tmp/`; return the event with the hash that vouches for it."""
    folder = session.station.folder
    record = session.reading.detail(before.number)
    assert record is not None, "a disclosure that is archived can be read"
    record = _as_filed(session, record, event)
    files, sha256 = _bag(session, record, event)
    content: dict[str, bytes | Path] = {
        name: (folder.files / part.sha256 if isinstance(part, StoredFile) else part)
        for name, part in files.items()
    }
    session.writer.store.stage_dossier(before.number, event.dossier, content)
    filed = Filed(files=tuple(sorted(files)), missing=missing_of(record))
    return msgspec.structs.replace(event, manifest_sha256=sha256), filed


def _as_filed(session: Session, record: DetailRecord, event: Archived) -> DetailRecord:
    """Return a disclosure as it will stand once it is filed, its opinions without who gave them."""
    return msgspec.structs.replace(
        record,
        opinions=filed_opinions(session, record.number),
        archive_number=event.archive_number,
        retention=event.retention,
        opinion_result=event.opinion_result,
    )


def _bag(session: Session, record: DetailRecord, event: Archived) -> tuple[dict[str, Content], str]:
    reading, signed = session.reading, session.signed
    unit, entries = session.facts.unit, tuple(logged(reading, record.number))
    # The receipt is that of the matter's own last entry: what else was recorded changes no paper.
    own = receipt(entries[-1].seq, entries[-1].hash)
    case = msgspec.structs.replace(case_of(reading, record, signed.on), receipt=own)
    files = payload(
        record,
        event,
        entries,
        unit=unit,
        asked=asked_for(reading, record.number),
        papers=_papers(case),
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
    return bag_files(files, told)


def _papers(case: CaseFile) -> dict[str, bytes]:
    """Return the forms that go into the dossier, as Word files; the notice where it is out."""
    papers = {
        "审批表.docx": sheets_bytes([approval_sheet(case)]),
        "保密审查表.docx": sheets_bytes([secrecy_sheet(case)]),
    }
    try:
        papers["公开稿.docx"] = sheets_bytes([notice_sheet(case)])
    except Refused:  # what was never public, or was taken down, has no notice
        return papers
    return papers
