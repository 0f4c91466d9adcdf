"""Screening any file, without a ledger: what would have to be dealt with before it is posted."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pdisc.errors import UsageError
from pdisc.screening.draft import file_hits, hidden_findings
from pdisc.screening.files.box import LIMITS
from pdisc.screening.files.extract import Extracted, extract
from pdisc.screening.hits import Severity
from pdisc.screening.persons import NOTICE, has_names
from pdisc.screening.screen import screen_text
from pdisc.screening.spots import HANDLING, spot_of
from pdisc.services.text_files import read_bytes
from pdisc.values.records import FileScreenedRecord, SpotRecord
from pdisc.words import FindingKind

LOOK = "由具名的人看过"
"""What is asked for of what nobody has read, or no screen shows."""


def screen_files(paths: Sequence[Path]) -> tuple[FileScreenedRecord, ...]:
    """Return what each file gives away; raise UsageError for all that can't be opened."""
    paths = [found for path in paths for found in _meant(path)]
    read: list[bytes] = []
    wrong: list[str] = []
    for path in paths:
        try:
            read.append(read_bytes(path, LIMITS.file + 1))  # one more than is read at all
        except UsageError as error:
            wrong.append(error.message)
    if wrong:
        raise UsageError("；".join(wrong), next_step="看一看文件名和它所在的文件夹")
    found = []
    number = 1
    for path, data in zip(paths, read, strict=True):
        record = screened_file(path.name, data, first=number)
        number += len(record.findings)
        found.append(record)
    return tuple(found)


def _meant(path: Path) -> list[Path]:
    """Return the files behind a name with * or ? that no shell has filled in, as on Windows."""
    if path.exists() or not re.search("[*?]", path.name):
        return [path]
    return sorted(each for each in path.parent.glob(path.name) if each.is_file()) or [path]


def screened_file(name: str, data: bytes, *, first: int = 1) -> FileScreenedRecord:
    """Return what one file gives away, its name included, numbered from `first`."""
    said = extract(data, name)
    spots = [*_spots(name, said)]
    found = any(spot.handling == HANDLING[Severity.FIND] for spot in spots)
    names = has_names((part.text for part in said.parts), listed=found)
    numbered = tuple(
        msgspec.structs.replace(spot, id=f"F{place}") for place, spot in enumerate(spots, first)
    )
    return FileScreenedRecord(
        file=name,
        kind=said.kind,
        read=said.problem is None,
        findings=numbered,
        notices=(*said.notes, *((NOTICE,) if names else ())),
    )


def _spots(name: str, said: Extracted) -> Iterator[SpotRecord]:
    hits = [*screen_text(name, where="文件名"), *file_hits(said)]
    yield from map(spot_of, hits)
    for reason in said.not_read:
        yield SpotRecord(
            id="", kind=FindingKind.UNREAD, where="整个文件", excerpt=reason, handling=LOOK, rule=""
        )
    for each in hidden_findings(said, "整个文件"):
        yield SpotRecord(
            id="", kind=each.kind, where=each.where, excerpt=each.excerpt, handling=LOOK, rule=""
        )
