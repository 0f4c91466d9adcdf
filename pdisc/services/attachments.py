"""Attachments handed out: the files of the version in force, for the board or the website."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pdisc.errors import Refused
from pdisc.ledger.filestore import kept_bytes
from pdisc.ledger.folder import Folder
from pdisc.render.output_file import write_output
from pdisc.values.file_names import UNCUT, safe_name
from pdisc.values.parts import StoredFile
from pdisc.values.records import DetailRecord
from pdisc.words import FindingState, State

TEXT_NAME = "正文.txt"
"""Under which name the text itself is handed out."""

INSIDE = "〔内部〕"
"""How the name of a file begins that isn't for others."""


class HandedOut(NamedTuple):
    """What is handed out of a disclosure: title, text, attachments of the version in force."""

    title: str
    content: str
    files: Sequence[StoredFile]


def require_approved(record: DetailRecord) -> None:
    """Raise Refused for a version that nobody has approved: it isn't for a board (DESIGN §6)."""
    filed = record.state is State.ARCHIVED and record.publications
    if record.state in (State.APPROVED, State.PUBLISHED) or filed:
        return
    waiting = sum(each.state is FindingState.OPEN for each in record.findings)
    open_ones = f"，还有{waiting}处审查发现待处理" if waiting else ""
    raise Refused(
        f"{record.number} 现在是“{record.state}”，没有批准公开{open_ones}，存出来的不能张贴",
        next_step=f"只供内部看的：pdisc show {record.number} --save 文件夹 --internal",
    )


def save(ledger: Folder, out: HandedOut, target: Path, *, inside: bool = False) -> list[str]:
    """Write attachments under their own names, and the text, into a folder; return where they are.

    What is only for the office (`inside`) says so in its name. Raises UsageError for a place inside
    the ledger, StorageFailed where a file is gone or altered.
    """
    ledger.outside(target, "--save")
    contents = [(file.name, kept_bytes(ledger, file.name, file.sha256)) for file in out.files]
    if out.content:
        contents.append((TEXT_NAME, f"{out.title}\n\n{out.content}\n".encode("utf-8-sig")))
    names: dict[str, bytes] = {}
    for name, data in contents:
        taken = {each.lower() for each in names}
        names[safe_name(INSIDE * inside + name, taken, longest=UNCUT)] = data
    for name, data in names.items():
        target.mkdir(parents=True, exist_ok=True)
        write_output(target / name, data)
    return [str(target / name) for name in names]
