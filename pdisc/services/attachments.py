"""Attachments handed out: the files of the version in force, for the board or the website."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from pdisc.ledger.filestore import kept_bytes
from pdisc.ledger.folder import Folder
from pdisc.render.output_file import write_output
from pdisc.values.parts import StoredFile

_UNFIT = r'[\x00-\x1f\x7f<>:"/\\|?*]'
"""What a file's name can't hold on one system or another."""


def save(ledger: Folder, files: Sequence[StoredFile], target: Path) -> list[str]:
    """Write files into a folder under their own names; return where they are.

    Raises UsageError for a place inside the ledger, StorageFailed where one is gone or altered.
    """
    ledger.outside(target, "--save")
    contents = [kept_bytes(ledger, file.name, file.sha256) for file in files]
    saved: list[str] = []
    for place, (file, data) in enumerate(zip(files, contents, strict=True), 1):
        path = target / _free_name(file.name, place, saved)
        target.mkdir(parents=True, exist_ok=True)
        write_output(path, data)
        saved.append(str(path))
    return saved


def _free_name(name: str, place: int, taken: Sequence[str]) -> str:
    """Return a name that every system takes and that no file before it has."""
    fit = re.sub(_UNFIT, "_", name).strip(" .") or "附件"
    if any(PurePath(path).name.lower() == fit.lower() for path in taken):
        return f"{place}-{fit}"
    return fit
