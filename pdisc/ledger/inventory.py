"""Every file in the ledger folder: vouched for and whole, or a finding, or a leftover."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from pdisc.dossier.read import dossier_problems
from pdisc.ledger.files import DOSSIER_PREFIX, file_sha256
from pdisc.ledger.finding import Finding
from pdisc.ledger.folder import DATABASE, JOURNAL_OF_DATABASE, SYSTEM_LITTER, Folder


def stored_problems(
    folder: Folder, connection: sqlite3.Connection
) -> tuple[list[Finding], list[Finding]]:
    """Return what is wrong with the files and dossiers of a ledger, and what is worth a note."""
    named = dict(connection.execute("SELECT sha256, size FROM storedfile").fetchall())
    problems = [*_kept_files(folder, named)]
    dossiers = connection.execute(
        "SELECT number, dossier, manifest_sha256 FROM disclosure WHERE dossier IS NOT NULL"
    ).fetchall()
    staged = _staged_dossiers(folder)
    notes = []
    for number, place, manifest in dossiers:
        if not (folder.path / place).exists() and number in staged:
            notes.append(Finding(id="归档", where=place, what="上次中断，下次办理时自动就位"))
            continue
        for problem in dossier_problems(folder.path / place, manifest):
            problems.append(Finding(id="归档", where=place, what=problem))
    extra, leftovers = _strangers(folder, set(named), {place for _, place, _ in dossiers})
    return problems + extra, notes + leftovers


def _kept_files(folder: Folder, named: dict[str, int]) -> Iterator[Finding]:
    for sha256, size in sorted(named.items()):
        path = folder.files / sha256
        if not path.is_file():
            yield Finding(id="附件", where=f"files/{sha256}", what="文件不见了")
        elif path.stat().st_size != size or file_sha256(path) != sha256:
            yield Finding(id="附件", where=f"files/{sha256}", what="文件已被改动")


def _staged_dossiers(folder: Folder) -> set[str]:
    found = folder.staging.glob(f"*/{DOSSIER_PREFIX}*")
    return {path.name.removeprefix(DOSSIER_PREFIX) for path in found}


def _strangers(
    folder: Folder, named: set[str], dossiers: set[str]
) -> tuple[list[Finding], list[Finding]]:
    """Return the files that nothing vouches for, and what a killed command left to be swept."""
    extra: list[Finding] = []
    notes: list[Finding] = []
    for path in _entries(folder.path):
        relative = path.relative_to(folder.path).as_posix()
        if relative.startswith("tmp/"):
            notes.append(Finding(id="残留", where=relative, what="中断留下的，下次办理时清理"))
        elif relative.startswith("files/") and path.name not in named:
            own_hash = path.is_file() and file_sha256(path) == path.name
            (notes if own_hash else extra).append(
                Finding(id="多余", where=relative, what="没有任何记录提到这个文件")
            )
        elif not _vouched(relative, dossiers):
            extra.append(Finding(id="多余", where=relative, what="不是台账的文件"))
    return extra, notes


def _vouched(relative: str, dossiers: set[str]) -> bool:
    if relative in (DATABASE, JOURNAL_OF_DATABASE) or relative.startswith(("files/", "backups/")):
        return True
    if Path(relative).name.lower() in SYSTEM_LITTER:
        return True
    return any(relative.startswith(f"{place}/") for place in dossiers)


def _entries(root: Path) -> Iterable[Path]:
    return sorted(path for path in root.rglob("*") if not path.is_dir())
