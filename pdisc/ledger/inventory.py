"""Every file in the ledger folder: vouched for and whole, or a finding, or a leftover."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pdisc.dossier.read import SYSTEM_LITTER, dossier_problems
from pdisc.ledger.filestore import OPENING, OPENING_LOCK, file_sha256
from pdisc.ledger.folder import DATABASE, DATABASE_SIDES, Folder
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.replay import VerifyProblem
from pdisc.ledger.staging import DOSSIER_PREFIX, left_here

Found = list[VerifyProblem]
LEFT = "中断留下的，下次办理时清理"
STRANGE = "不是这台电脑的这份台账留下的，保留不动"


def stored_problems(folder: Folder, gathered: Gathered) -> tuple[Found, Found]:
    """Return what is wrong with the files and dossiers of a ledger, and what is worth a note.

    `gathered` is what the journal's replay has met: it says which files there must be.
    """
    problems = [*_kept_files(folder, gathered)]
    notes: Found = []
    staged = _staged_dossiers(folder)
    for place, number, manifest in gathered.dossiers():
        if not (folder.path / place).exists() and number in staged:
            notes.append(VerifyProblem(id="归档", where=place, what="上次中断，下次办理时自动就位"))
            continue
        for problem in dossier_problems(folder.path / place, manifest):
            problems.append(VerifyProblem(id="归档", where=place, what=problem))
    extra, leftovers = _strangers(folder, gathered)
    return problems + extra, notes + leftovers


def _kept_files(folder: Folder, gathered: Gathered) -> Iterator[VerifyProblem]:
    for sha256, size in gathered.files():
        place = f"files/{sha256}"
        path = folder.path / place
        if not path.is_file():
            yield VerifyProblem(id="附件", where=place, what="文件不见了")
        elif path.stat().st_size != size or file_sha256(path) != sha256:
            yield VerifyProblem(id="附件", where=place, what="文件已被改动")


def _staged_dossiers(folder: Folder) -> set[str]:
    """Return the disclosures whose dossiers this machine's next write puts in place."""
    left = (folder.staging / name for name in left_here(folder))
    found = (path for staging in left for path in staging.glob(f"{DOSSIER_PREFIX}*"))
    return {path.name.removeprefix(DOSSIER_PREFIX) for path in found}


def _strangers(folder: Folder, gathered: Gathered) -> tuple[Found, Found]:
    """Return the files that nothing vouches for, and what a killed command left to be swept."""
    extra: Found = []
    notes: Found = []
    left = left_here(folder)
    placed = {sha256 for record in left.values() if record for sha256 in record.placed}
    unnamed = (each for each in _below(folder.path, gathered) if not _vouched(each, gathered))
    for relative in sorted(unnamed, key=lambda each: each.split("/")):
        name = PurePosixPath(relative).name
        if relative.startswith("tmp/"):
            ours = relative.split("/")[1] in {*left, OPENING, OPENING_LOCK}
            what = (
                "中断留下的，下次办理时清理" if ours else "不是这台电脑的这份台账留下的，保留不动"
            )
            notes.append(VerifyProblem(id="残留", where=relative, what=what))
        elif relative == f"files/{name}" and file_sha256(folder.path / relative) == name:
            kept = "可能是另一台电脑同步来的，保留不动"
            what = f"没有记录提到，{'下次办理时清理' if name in placed else kept}"
            notes.append(VerifyProblem(id="残留", where=relative, what=what))
        else:
            extra.append(VerifyProblem(id="多余", where=relative, what="没有任何记录提到这个文件"))
    return extra, notes


def _below(root: Path, gathered: Gathered) -> Iterator[str]:
    """Yield every file below a folder, relative to it, but for those inside of dossiers.

    What lies in a dossier its manifest vouches for. One entry at a time: there may be very many.
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        for entry in _entries(root / inside):
            relative = f"{inside}{entry.name}"
            if not entry.is_dir():
                yield relative
            elif not entry.is_symlink() and not gathered.names_dossier(relative):
                waiting.append(f"{relative}/")


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in a folder; nothing of one that can't be read, or has just gone."""
    with suppress(PermissionError, FileNotFoundError), os.scandir(folder) as entries:
        yield from entries


def _vouched(relative: str, gathered: Gathered) -> bool:
    if relative == DATABASE or relative in DATABASE_SIDES:
        return True
    if relative.startswith("backups/") and relative.endswith(".db"):
        return True
    if PurePosixPath(relative).name.lower() in SYSTEM_LITTER:
        return True
    kept = relative.removeprefix("files/")
    return kept != relative and gathered.names_file(kept)
