"""Files that belong to the record: kept under `files/` by SHA-256, never overwritten.

A file is staged under `tmp/`, synced, and renamed before the row that names it. All of that happens
under the write lock, so what lies in `tmp/` under this machine's own mark when a writer begins was
left by a killed one (`ledger/staging.py`).
"""

import hashlib
import io
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from pdisc.dossier.read import dossier_problems
from pdisc.errors import StorageFailed
from pdisc.ledger.folder import Folder
from pdisc.ledger.staging import (
    DOSSIER_PREFIX,
    RECORD,
    Beginning,
    Vouched,
    drop_opening,
    drop_unfinished,
    first_line,
    left_here,
    names_in,
    new_name,
    read_record,
    sync_directory,
)
from pdisc.ledger.templates import TEMPLATE_PREFIX, put_in_place, swept
from pdisc.text import visible
from pdisc.values.parts import StoredFile

_CHUNK = 1 << 20
_TRIES = 5


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

    def __init__(self, folder: Folder, rows: Vouched, *, dry_run: bool = False) -> None:
        """Belong to one ledger folder and what its tables say; touches nothing until used."""
        self.folder = folder
        self.dry_run = dry_run
        self._rows = rows
        self._beginning: Beginning | None = None
        self._placed: list[str] = []
        self._dossiers: dict[str, str] = {}
        self._forms: list[str] = []

    @cached_property
    def _own(self) -> Path:
        return self.folder.staging / new_name(self.folder)

    def begin(self) -> None:
        """Note on which line of the journal the transaction begins, before it appends any."""
        self._beginning = self._rows.beginning()

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
        """Return the transaction's staging folder, which has its record before anything else."""
        if (self._own / RECORD).exists():
            return self._own
        for _ in range(_TRIES):
            with suppress(FileNotFoundError):  # Another writer may drop the empty tmp/ just now.
                self._own.mkdir(parents=True, exist_ok=True)
                break
        self._own.mkdir(parents=True, exist_ok=True)
        assert self._beginning, "a transaction that keeps files has begun"
        write_synced(self._own / RECORD, first_line(self._beginning))
        for folder in (self._own, self.folder.staging, self.folder.path):
            sync_directory(folder)
        return self._own

    def _place(self, staged: Path, sha256: str) -> None:
        target = self.folder.files / sha256
        present = target.exists()
        if present and file_sha256(target) == sha256:
            staged.unlink()
            return
        if not self.folder.files.exists():
            self.folder.files.mkdir()
            sync_directory(self.folder.path)
        if not present:  # What was there, if damaged, is healed: it isn't ours to take away again.
            self._note_placing(sha256)
        staged.replace(target)
        sync_directory(self.folder.files)

    def _note_placing(self, sha256: str) -> None:
        """Write down, before it happens, that a file is put in place by this transaction."""
        with (self._own / RECORD).open("ab") as record:
            record.write(f"{sha256}\n".encode())
            record.flush()
            os.fsync(record.fileno())
        self._placed.append(sha256)

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
        for folder in (*inside, root, self._own):
            sync_directory(folder)

    def stage_template(self, form: str, data: bytes) -> None:
        """Write a form's own layout (or none) under `tmp/`, for when its row is on disk."""
        if not self.dry_run:
            write_synced(self._staging() / f"{TEMPLATE_PREFIX}{form}", data)
            sync_directory(self._own)
            self._forms.append(form)

    def committed(self) -> None:
        """Put what is finished in its place and drop what was staged; the rows are on disk.

        What the disk refuses now is left under `tmp/`, where the next write finds it.
        """
        placed = put_in_place(self.folder, self._own, self._forms, lambda _: True)
        if placed and self._own.exists():
            self._finish(self._own, self._dossiers)

    def abandoned(self) -> None:
        """Drop what was staged and placed, while the lock is still held; no row will name it."""
        for sha256 in self._placed:
            (self.folder.files / sha256).unlink(missing_ok=True)
        self._placed.clear()
        self._dossiers.clear()
        self._forms.clear()
        if self._own.exists():
            self._finish(self._own, {})

    def sweep(self, now: datetime) -> None:
        """Clear up after killed commands of this machine: finish their dossiers, drop their files.

        What was begun at questions and not gone on with is dropped in time, too. Runs under the
        write lock. What is not provably theirs stays: another machine's staging folders, and a file
        that no row names, for a sync client may bring it before its row.
        """
        if self.dry_run or not names_in(self.folder.staging):
            return
        for name in left_here(self.folder):
            with suppress(OSError):  # A writer that has just committed may be clearing up as well.
                self._sweep(self.folder.staging / name)
        drop_unfinished(self.folder, now)
        drop_opening(self.folder)
        with suppress(OSError):
            self.folder.staging.rmdir()

    def _sweep(self, staging: Path) -> None:
        record = read_record(staging)
        if record is None:  # Killed before it was written: nothing else can lie here.
            if names_in(staging) in ([], [RECORD]):
                shutil.rmtree(staging)
        elif self._rows.have_passed(record.beginning):
            self._drop(sha256 for sha256 in record.placed if not self._rows.name_file(sha256))
            if not swept(self.folder, staging, self._rows):
                return
            due = self._due(staging)
            if not any(_spoilt(staging, number, manifest) for number, (_, manifest) in due.items()):
                self._finish(staging, {number: place for number, (place, _) in due.items()})

    def _drop(self, unnamed: Iterable[str]) -> None:
        """Delete files that a killed command put in place; not what has become of them since."""
        for sha256 in unnamed:
            path = self.folder.files / sha256
            if path.is_file() and file_sha256(path) == sha256:
                path.unlink()

    def _due(self, staging: Path) -> dict[str, tuple[str, str]]:
        """Return where the dossiers in a staging folder belong whose rows are on disk."""
        numbers = [name.removeprefix(DOSSIER_PREFIX) for name in names_in(staging)]
        belongs = {number: self._rows.dossier(number) for number in numbers}
        return {number: place for number, place in belongs.items() if place}

    def _finish(self, staging: Path, due: dict[str, str]) -> None:
        """Move finished dossiers to their places, and drop the rest if nothing is left to move."""
        for number, relative in due.items():
            made = staging / f"{DOSSIER_PREFIX}{number}"
            if made.is_dir() and not _moved(made, self.folder.path / relative):
                return
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            self.folder.staging.rmdir()


def _spoilt(staging: Path, number: str, manifest_sha256: str) -> bool:
    """Say whether a staged dossier is no longer what its row says; one that is gone was moved."""
    made = staging / f"{DOSSIER_PREFIX}{number}"
    return made.exists() and any(dossier_problems(made, manifest_sha256))


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
