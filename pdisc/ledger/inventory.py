"""Every file in the ledger folder: vouched for and whole, or a finding, or a leftover."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pdisc.dossier.read import SYSTEM_LITTER, dossier_problems
from pdisc.ledger.filestore import DOSSIER_PREFIX, file_sha256
from pdisc.ledger.folder import DATABASE, DATABASE_SIDES, Folder
from pdisc.ledger.replay import VerifyProblem
from pdisc.registers.written import Rows


def stored_problems(folder: Folder, rows: Rows) -> tuple[list[VerifyProblem], list[VerifyProblem]]:
    """Return what is wrong with the files and dossiers of a ledger, and what is worth a note.

    `rows` are those that the journal's replay gives: they say which files there must be.
    """
    named = {
        f"files/{values['sha256']}": values
        for (table, _), values in rows.items()
        if table == "storedfile"
    }
    problems = [*_kept_files(folder, named.values())]
    dossiers = {
        values["dossier"]: values
        for (table, _), values in rows.items()
        if table == "disclosure" and values["dossier"]
    }
    notes: list[VerifyProblem] = []
    staged = _staged_dossiers(folder)
    for place, values in dossiers.items():
        if not (folder.path / place).exists() and values["number"] in staged:
            notes.append(VerifyProblem(id="归档", where=place, what="上次中断，下次办理时自动就位"))
            continue
        for problem in dossier_problems(folder.path / place, values["manifest_sha256"]):
            problems.append(VerifyProblem(id="归档", where=place, what=problem))
    extra, leftovers = _strangers(folder, set(named), set(dossiers))
    return problems + extra, notes + leftovers


def _kept_files(folder: Folder, named: Iterable[dict[str, object]]) -> Iterator[VerifyProblem]:
    for values in named:
        place = f"files/{values['sha256']}"
        path = folder.path / place
        if not path.is_file():
            yield VerifyProblem(id="附件", where=place, what="文件不见了")
        elif path.stat().st_size != values["size"] or file_sha256(path) != values["sha256"]:
            yield VerifyProblem(id="附件", where=place, what="文件已被改动")


def _staged_dossiers(folder: Folder) -> set[str]:
    found = folder.staging.glob(f"*/{DOSSIER_PREFIX}*")
    return {path.name.removeprefix(DOSSIER_PREFIX) for path in found}


def _strangers(
    folder: Folder, named: set[str], dossiers: set[str]
) -> tuple[list[VerifyProblem], list[VerifyProblem]]:
    """Return the files that nothing vouches for, and what a killed command left to be swept."""
    extra: list[VerifyProblem] = []
    notes: list[VerifyProblem] = []
    for path in sorted(path for path in folder.path.rglob("*") if not path.is_dir()):
        relative = path.relative_to(folder.path).as_posix()
        if relative in named or _vouched(relative, dossiers):
            continue
        if relative.startswith("tmp/"):
            notes.append(
                VerifyProblem(id="残留", where=relative, what="中断留下的，下次办理时清理")
            )
        elif relative == f"files/{path.name}" and file_sha256(path) == path.name:
            notes.append(
                VerifyProblem(id="残留", where=relative, what="没有记录提到，下次办理时清理")
            )
        else:
            extra.append(VerifyProblem(id="多余", where=relative, what="没有任何记录提到这个文件"))
    return extra, notes


def _vouched(relative: str, dossiers: set[str]) -> bool:
    if relative == DATABASE or relative in DATABASE_SIDES:
        return True
    if relative.startswith("backups/") and relative.endswith(".db"):
        return True
    if Path(relative).name.lower() in SYSTEM_LITTER:
        return True
    return any(relative.startswith(f"{place}/") for place in dossiers)
