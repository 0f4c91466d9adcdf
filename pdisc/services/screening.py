"""Screening any file, without a ledger: what would have to be dealt with before it is posted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pdisc.errors import UsageError
from pdisc.screening.draft import file_hits
from pdisc.screening.files.box import LIMITS
from pdisc.screening.files.extract import Extracted, extract
from pdisc.screening.hits import FindingKind, Severity
from pdisc.screening.screen import screen_text
from pdisc.text import visible
from pdisc.values.records import FileScreenedRecord, SpotRecord

HANDLING = {Severity.STOP: "不得公开", Severity.WARN: "由具名的人说明", Severity.FIND: "遮盖"}
"""What each severity asks for; what nobody has read asks for a look."""

LOOK = "由具名的人看过"


def screen_files(paths: Sequence[Path]) -> tuple[FileScreenedRecord, ...]:
    """Return what each file gives away; raise UsageError for all that can't be opened."""
    sources = [_bytes(path) for path in paths]
    wrong = [source for source in sources if isinstance(source, str)]
    if wrong:
        raise UsageError("；".join(wrong), next_step="看一看文件名和它所在的文件夹")
    found = []
    number = 1
    for path, data in zip(paths, sources, strict=True):
        assert isinstance(data, bytes), "the others were refused"
        record = screened_file(path.name, data, first=number)
        number += len(record.findings)
        found.append(record)
    return tuple(found)


def _bytes(path: Path) -> bytes | str:
    """Return a file's bytes, at most one more than is read at all, or why there are none."""
    shown = visible(str(path))
    try:
        if path.is_dir():
            return f"这是文件夹，不是文件：{shown}"
        with path.open("rb") as source:
            return source.read(LIMITS.file + 1)
    except FileNotFoundError:
        return f"没有这个文件：{shown}"
    except (OSError, ValueError):
        return f"读不了这个文件：{shown}"


def screened_file(name: str, data: bytes, *, first: int = 1) -> FileScreenedRecord:
    """Return what one file gives away, its name included, numbered from `first`."""
    said = extract(data, name)
    spots = [*_spots(name, said)]
    numbered = tuple(
        msgspec.structs.replace(spot, id=f"F{place}") for place, spot in enumerate(spots, first)
    )
    return FileScreenedRecord(
        file=name, kind=said.kind, read=said.problem is None, findings=numbered, notes=said.notes
    )


def _spots(name: str, said: Extracted) -> Iterator[SpotRecord]:
    hits = [*screen_text(name, where="文件名"), *file_hits(said)]
    for hit in hits:
        yield SpotRecord(
            id="",
            kind=hit.kind,
            where=hit.where,
            excerpt=hit.excerpt,
            handling=HANDLING[hit.severity],
            rule=hit.rule,
        )
    for reason in said.not_read:
        yield SpotRecord(
            id="", kind=FindingKind.UNREAD, where="整个文件", excerpt=reason, handling=LOOK, rule=""
        )
