"""Files that belong to the record: kept under `files/` by SHA-256, never overwritten.

A file is staged under `tmp/`, synced, and renamed before the row that names it. All of that happens
under the write lock, so whatever lies in `tmp/` when a writer begins was left by a killed one.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pdisc.errors import UsageError
from pdisc.events import StoredFile
from pdisc.ledger.folder import Folder
from pdisc.text import visible

_CHUNK = 1 << 20
PLACING = "placing.json"
DOSSIER_PREFIX = "dossier-"


def sync_directory(path: Path) -> None:
    """Make a rename in a directory durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on disk."""
    with path.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a file's bytes."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def checked_sources(paths: tuple[Path, ...], *, limit_mb: int, most: int) -> tuple[Path, ...]:
    """Return the files a person named, or raise UsageError listing every one that won't do."""
    wrong = [problem for path in paths if (problem := _problem(path, limit_mb))]
    if len(paths) > most:
        wrong.append(f"一次最多{most}个文件")
    if wrong:
        raise UsageError("；".join(wrong), next_step="检查文件后再试；没有记录任何内容")
    return paths


def _problem(path: Path, limit_mb: int) -> str:
    shown = visible(str(path))
    try:
        if not path.exists():
            return f"没有这个文件：{shown}"
        if not path.is_file():
            return f"不是文件：{shown}"
        size = path.stat().st_size
        if size == 0:
            return f"文件是空的：{shown}"
        if size > limit_mb << 20:
            return f"文件超过{limit_mb}MB：{shown}"
        with path.open("rb") as source:
            source.read(1)
    except (OSError, ValueError):
        return f"读不了这个文件：{shown}"
    return ""


class FileStore:
    """Brings files in during one write transaction, and clears up after killed writers.

    Each transaction stages in a folder of its own, so that one which has just committed and one
    which has just begun never meet. A dry run only looks at the files.
    """

    def __init__(self, folder: Folder, *, dry_run: bool = False) -> None:
        """Belong to one ledger folder; touches nothing until used."""
        self.folder = folder
        self.dry_run = dry_run
        self._own = folder.staging / secrets.token_hex(6)
        self._placed: list[str] = []
        self._dossiers: dict[str, str] = {}

    def keep(self, source: Path) -> StoredFile:
        """Copy a file in and return its name, size (bytes) and SHA-256."""
        if self.dry_run:
            size = source.stat().st_size
            return StoredFile(sha256=file_sha256(source), name=source.name, size=size)
        staged = self._staging() / "incoming"
        digest = hashlib.sha256()
        with source.open("rb") as reader, staged.open("xb") as writer:
            while chunk := reader.read(_CHUNK):
                digest.update(chunk)
                writer.write(chunk)
            writer.flush()
            os.fsync(writer.fileno())
        size = staged.stat().st_size
        sha256 = digest.hexdigest()
        self._place(staged, sha256)
        return StoredFile(sha256=sha256, name=source.name, size=size)

    def _staging(self) -> Path:
        self._own.mkdir(parents=True, exist_ok=True)
        return self._own

    def _place(self, staged: Path, sha256: str) -> None:
        target = self.folder.files / sha256
        if target.exists() and file_sha256(target) == sha256:
            staged.unlink()
            return
        self._placed.append(sha256)
        fresh = self._own / f"{PLACING}.new"
        write_synced(fresh, json.dumps(self._placed).encode())
        fresh.replace(self._own / PLACING)
        for folder in (self._own, self.folder.staging, self.folder.path):
            sync_directory(folder)
        if not self.folder.files.exists():
            self.folder.files.mkdir()
            sync_directory(self.folder.path)
        staged.replace(target)
        sync_directory(self.folder.files)

    def stage_dossier(self, number: str, place: str, files: dict[str, bytes | Path]) -> None:
        """Write a dossier under `tmp/`: relative name → bytes, or a kept file to copy.

        It moves to `place` (relative to the ledger) once the row that names it is on disk.
        """
        if self.dry_run:
            return
        self._dossiers[number] = place
        root = self._staging() / f"{DOSSIER_PREFIX}{number}"
        for name, content in files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_synced(target, content if isinstance(content, bytes) else content.read_bytes())
        inside = (path for path in root.rglob("*") if path.is_dir())
        for folder in (*inside, root, self._own, self.folder.staging, self.folder.path):
            sync_directory(folder)

    def committed(self) -> None:
        """Put finished dossiers in their place and drop what was staged; the rows are on disk."""
        if self._own.exists():
            self._finish(self._own, self._dossiers)

    def abandoned(self) -> None:
        """Drop what was staged and placed, while the lock is still held; no row will name it."""
        for sha256 in self._placed:
            (self.folder.files / sha256).unlink(missing_ok=True)
        self._placed.clear()
        self._dossiers.clear()
        if self._own.exists():
            self._finish(self._own, {})

    def sweep(
        self, is_named: Callable[[str], bool], dossiers: Callable[[], dict[str, str]]
    ) -> None:
        """Clear up after killed writers: finish their dossiers, drop files that no row names.

        Runs under the write lock. `dossiers` tells, for every disclosure whose dossier the journal
        vouches for, its path relative to the ledger.
        """
        if self.dry_run or not self.folder.staging.is_dir():
            return
        due = dossiers()
        for left in sorted(self.folder.staging.iterdir()):
            if left.is_dir():
                self._undo(left, is_named)
                self._finish(left, due)
            else:
                left.unlink(missing_ok=True)

    def _undo(self, staging: Path, is_named: Callable[[str], bool]) -> None:
        note = staging / PLACING
        if not note.exists():
            return
        for sha256 in json.loads(note.read_bytes()):
            if not is_named(sha256):
                (self.folder.files / sha256).unlink(missing_ok=True)

    def _finish(self, staging: Path, due_dossiers: dict[str, str]) -> None:
        for number, relative in due_dossiers.items():
            made = staging / f"{DOSSIER_PREFIX}{number}"
            target = self.folder.path / relative
            if made.is_dir() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                made.replace(target)
                sync_directory(target.parent)
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            self.folder.staging.rmdir()
