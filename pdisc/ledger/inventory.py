"""Everything in the ledger folder: vouched for and whole, or a finding, or worth a note."""

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePosixPath

from pdisc.dossier.read import (
    LOOKED_AT,
    Sort,
    dossier_findings,
    dossier_problems,
    is_litter,
    kind_at,
    walked,
)
from pdisc.ledger.filestore import file_sha256
from pdisc.ledger.folder import DATABASE, DATABASE_SIDES, Folder
from pdisc.ledger.gathered import Gathered
from pdisc.ledger.replay import VerifyProblem
from pdisc.ledger.staging import DOSSIER_PREFIX, OPENING, OPENING_LOCK, UNFINISHED, left_here
from pdisc.ledger.templates import Lying, form_of, forms_in, lying, place_of
from pdisc.values.watch import Watch, unwatched, watched

Found = list[VerifyProblem]
LEFT = "中断留下的，下次办理时清理"
BEGUN = "没有办完的回答，办完、重新来或者放了30天以后清掉"
STRANGE = "不是这台电脑的这份台账留下的，保留不动"
_OWN_FOLDERS = re.compile(r"files|backups|templates|tmp|archive(/\d{4})?")
"""Folders that a command of ours may have left empty."""
_OWN_BACKUP = re.compile(r"backups/升级前-第\d{1,4}版-\d{4}-\d\d-\d\d\.db")


def stored_problems(
    folder: Folder, gathered: Gathered, known: Iterable[str] = (), watch: Watch = unwatched
) -> tuple[Found, Found]:
    """Return what is wrong with the files and dossiers of a ledger, and what is worth a note.

    `gathered` is what the journal's replay has met: it says which files there must be. Of files in
    `known` something is said elsewhere. `watch` is told how far it is.
    """
    files, dossiers = gathered.counts()
    kept = watched(gathered.files(), watch, "核对附件", files)
    problems = [*_kept_files(folder, kept)]
    notes: Found = []
    staged = _staged_dossiers(folder)
    for place, number, manifest in watched(gathered.dossiers(), watch, "核对归档", dossiers):
        where = folder.path / place
        if kind_at(where) is Sort.EMPTY and number in staged:
            if _is_whole(staged[number], manifest):
                what = "上次中断，下次办理时自动就位"
                notes.append(VerifyProblem(id="归档", where=place, what=what))
            else:
                what = "归档文件夹不见了，暂存的一份与记录不符"
                problems.append(VerifyProblem(id="归档", where=place, what=what))
            continue
        for name, what in dossier_findings(where, manifest):
            if name:
                notes.append(VerifyProblem(id="杂物", where=f"{place}/{name}", what=what))
            else:
                problems.append(VerifyProblem(id="归档", where=place, what=what))
    layouts, waiting = _layouts(folder, gathered)
    told = {each.where for each in (*layouts, *waiting)}
    extra, leftovers = _strangers(folder, gathered, {*known, *told})
    return problems + layouts + extra, notes + waiting + leftovers


def _kept_files(folder: Folder, kept: Iterable[tuple[str, int]]) -> Iterator[VerifyProblem]:
    for sha256, size in kept:
        place = f"files/{sha256}"
        path = folder.path / place
        kind = kind_at(path)
        if kind in (Sort.LINK, Sort.STRANGE):
            yield VerifyProblem(id="附件", where=place, what=kind.value)
        elif kind is not Sort.FILE:
            yield VerifyProblem(id="附件", where=place, what="文件不见了")
        elif path.stat().st_size != size or file_sha256(path) != sha256:
            yield VerifyProblem(id="附件", where=place, what="文件已被改动")


def _staged_dossiers(folder: Folder) -> dict[str, list[Path]]:
    """Return the dossiers that this machine's next write may put in place, by their disclosure."""
    found: dict[str, list[Path]] = {}
    for name in left_here(folder):
        for path in (folder.staging / name).glob(f"{DOSSIER_PREFIX}*"):
            found.setdefault(path.name.removeprefix(DOSSIER_PREFIX), []).append(path)
    return found


def _is_whole(staged: list[Path], manifest: str) -> bool:
    return any(not any(dossier_problems(each, manifest)) for each in staged)


def _layouts(folder: Folder, gathered: Gathered) -> tuple[Found, Found]:
    """Return which own layouts of forms aren't as they are in force, and which will be soon."""
    problems: Found = []
    waiting: Found = []
    for form in sorted({*gathered.layouts, *forms_in(folder)}):
        found = lying(folder, form, gathered.layouts.get(form, ""))
        where = place_of(folder, form).relative_to(folder.path).as_posix()
        if what := _SAID_OF.get(found):
            told = waiting if found is Lying.PENDING else problems
            told.append(VerifyProblem(id="模板", where=where, what=what))
    return problems, waiting


_SAID_OF = {
    Lying.PENDING: "上次中断，下次办理时自动就位",
    Lying.UNKNOWN: "没有登记的模板，打印不用它；登记：pdisc template set",
    Lying.CHANGED: "与登记的不一致；要用它，重新登记：pdisc template set",
    Lying.GONE: "登记的模板不见了；不再用它：pdisc template drop",
}


def _strangers(folder: Folder, gathered: Gathered, known: Container[str]) -> tuple[Found, Found]:
    """Return what nothing vouches for, and what of it is worth no more than a note."""
    extra: Found = []
    notes: Found = []
    told = _Telling(folder)
    found = walked(folder.path, gathered.names_dossier)
    unnamed = ((name, kind) for name, kind in found if not _vouched(name, kind, gathered))
    unnamed = (each for each in unnamed if each[0] not in known)
    for relative, kind in sorted(unnamed, key=lambda each: each[0].split("/")):
        note = told.note(relative, kind)
        if note:
            notes.append(note)
        else:
            what = kind.value or "没有任何记录提到这个文件"
            extra.append(VerifyProblem(id="多余", where=relative, what=what))
    return extra, notes


class _Telling:
    """What can be said of something in the folder that nothing vouches for."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._left = left_here(folder)
        self._placed = {
            sha256 for record in self._left.values() if record for sha256 in record.placed
        }

    def note(self, relative: str, kind: Sort) -> VerifyProblem | None:
        """Return the note that something is worth, None where it is a finding."""
        first, _, rest = relative.partition("/")
        said: tuple[str, str] | None = None
        if first == "tmp" and rest and kind in (Sort.FILE, Sort.EMPTY):
            ours = rest.split("/")[0] in {*self._left, OPENING, OPENING_LOCK}
            begun = rest.startswith(UNFINISHED)
            said = ("残留", BEGUN if begun else LEFT if ours else STRANGE)
        elif kind is Sort.EMPTY:
            said = ("空文件夹", "里面什么也没有，台账不用它")
        elif kind is not Sort.FILE:
            said = None
        elif is_litter(PurePosixPath(relative).name):
            said = ("杂物", LOOKED_AT)
        elif first == "backups" and relative.endswith(".db"):
            said = ("备份", "不是程序升级时留下的备份，来历请自行确认")
        elif relative == f"files/{rest}" and file_sha256(self._folder.path / relative) == rest:
            kept = "可能是另一台电脑同步来的，保留不动"
            said = ("残留", f"没有记录提到，{'下次办理时清理' if rest in self._placed else kept}")
        return said and VerifyProblem(id=said[0], where=relative, what=said[1])


def _vouched(relative: str, kind: Sort, gathered: Gathered) -> bool:
    if kind is Sort.EMPTY:
        return _OWN_FOLDERS.fullmatch(relative) is not None
    kept = relative.removeprefix("files/")
    if kept != relative and gathered.names_file(kept):
        return True  # whatever it is: of those a finding is told where files are held to their hash
    if kind is not Sort.FILE:
        return gathered.names_dossier(relative)
    if relative == DATABASE or relative in DATABASE_SIDES:
        return True
    if gathered.layouts.get(form_of(relative)):
        return True
    return _OWN_BACKUP.fullmatch(relative) is not None
