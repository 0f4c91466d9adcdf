"""Files that belong to the record: kept under `files/` by SHA-256, never overwritten.

A file is staged under `tmp/`, synced, and renamed before the row that names it. All of that happens
under the write lock, so whatever lies in `tmp/` when a writer begins was left by a killed one.
"""

import hashlib
import io
import os
import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pdisc.errors import StorageFailed, UsageError
from pdisc.ledger.folder import Folder
from pdisc.text import visible
from pdisc.values.parts import StoredFile

_CHUNK = 1 << 20
_TRIES = 5
_HASH = r"[0-9a-f]{64}\Z"
Dossiers = Callable[[], dict[str, str]]
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
    if not _is_text(path.name):
        return f"文件名不是完整的文字，改名后再附：{shown}"
    return ""


def _is_text(name: str) -> bool:
    """Return whether a name can be written down: a name in another encoding has half characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def kept_bytes(folder: Folder, name: str, sha256: str) -> bytes:
    """Return the bytes of a kept file, or raise StorageFailed where it is gone or altered.

    `name` is what its owner called it.
    """
    data = b""
    with suppress(OSError):
        data = (folder.files / sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StorageFailed(
            f"台账里的附件已不见或被改动：{visible(name)}", next_step="pdisc verify"
        )
    return data


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
        with source.open("rb") as reader:
            return self._keep(source.name, reader)

    def keep_data(self, name: str, data: bytes) -> StoredFile:
        """Take bytes in as a file of that name."""
        return self._keep(name, io.BytesIO(data))

    def data(self, file: StoredFile) -> bytes:
        """Return the bytes of a kept file, or raise StorageFailed where it is gone or altered."""
        return kept_bytes(self.folder, file.name, file.sha256)

    def _keep(self, name: str, reader: BinaryIO) -> StoredFile:
        if self.dry_run:
            data = reader.read()
            return StoredFile(sha256=hashlib.sha256(data).hexdigest(), name=name, size=len(data))
        staged = self._staging() / "incoming"
        digest = hashlib.sha256()
        with staged.open("xb") as writer:
            while chunk := reader.read(_CHUNK):
                digest.update(chunk)
                writer.write(chunk)
            writer.flush()
            os.fsync(writer.fileno())
        size = staged.stat().st_size
        sha256 = digest.hexdigest()
        self._place(staged, sha256)
        return StoredFile(sha256=sha256, name=name, size=size)

    def _staging(self) -> Path:
        for _ in range(_TRIES):
            with suppress(FileNotFoundError):  # Another writer may drop the empty tmp/ just now.
                self._own.mkdir(parents=True, exist_ok=True)
                return self._own
        self._own.mkdir(parents=True, exist_ok=True)
        return self._own

    def _place(self, staged: Path, sha256: str) -> None:
        target = self.folder.files / sha256
        if target.exists() and file_sha256(target) == sha256:
            staged.unlink()
            return
        if not self.folder.files.exists():
            self.folder.files.mkdir()
            sync_directory(self.folder.path)
        self._placed.append(sha256)
        staged.replace(target)
        sync_directory(self.folder.files)

    def stage_dossier(self, number: str, place: str, files: dict[str, bytes | Path]) -> None:
        """Write a dossier under `tmp/`: relative name → bytes, or a kept file to copy.

        It moves to `place` (relative to the ledger) once the row that names it is on disk. Raises
        StorageFailed where something else stands in that place.
        """
        if self.dry_run:
            return
        _make_room(self.folder.path / place)
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
        """Put finished dossiers in their place and drop what was staged; the rows are on disk.

        What the disk refuses now is left under `tmp/`, where the next write finds it.
        """
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

    def sweep(self, count: int, names: Callable[[], set[str]], dossiers: Dossiers) -> None:
        """Clear up after killed writers: finish their dossiers, drop files that no row names.

        Runs under the write lock. `count` is how many files the rows name, `names` tells which, and
        `dossiers` where the dossier of every archived disclosure lies, relative to the ledger.
        """
        if self.dry_run:
            return
        left = _names(self.folder.staging)
        due = dossiers() if left else {}
        for name in left:
            with suppress(OSError):  # A writer that has just committed may be clearing up as well.
                self._finish(self.folder.staging / name, due)
        kept = _names(self.folder.files)
        if len(kept) != count:
            self._drop_orphans(set(kept) - names())

    def _drop_orphans(self, unnamed: set[str]) -> None:
        """Delete files that are named by their own hash and by no row; leave everything else."""
        for name in sorted(unnamed):
            path = self.folder.files / name
            if re.match(_HASH, name) and path.is_file() and file_sha256(path) == name:
                path.unlink()

    def _finish(self, staging: Path, due: dict[str, str]) -> None:
        for number, relative in due.items():
            made = staging / f"{DOSSIER_PREFIX}{number}"
            if made.is_dir() and not _moved(made, self.folder.path / relative):
                return
        if staging.is_file():
            staging.unlink(missing_ok=True)
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            self.folder.staging.rmdir()


def _names(folder: Path) -> list[str]:
    """Return what lies in a folder, in order; nothing where there is no such folder (any more)."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _make_room(target: Path) -> None:
    """Make a dossier's parent folder; raise StorageFailed where its place is taken."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        with suppress(OSError):
            target.rmdir()
    if target.exists():
        raise StorageFailed(
            f"归档文件夹的位置已有别的东西：{visible(str(target))}",
            next_step="移开后再归档；台账没有改动",
        )


def _moved(made: Path, target: Path) -> bool:
    """Move a finished dossier to its place; return whether it is there (or was there already)."""
    try:
        _make_room(target)
        made.replace(target)
        sync_directory(target.parent)
    except (OSError, StorageFailed):
        return (target / "bagit.txt").exists()
    return True
