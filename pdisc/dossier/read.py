"""What lies in a folder, without opening it; a dossier held against its manifest (RFC 8493)."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path

from pdisc.dossier.bag import BAG_DECLARATION, DECLARED, MANIFEST, TAG_MANIFEST

_LITTER = re.compile(
    r"desktop\.ini|(eh)?thumbs\.db|\.ds_store|\._.+|~\$.+|\.~.+|~.*\.tmp|wps.*\.tmp"
    r"|\.dropbox(\.attr)?|\.nutstore(\.db)?|\.directory",
    re.IGNORECASE,
)
"""Files that Windows, macOS, Word, WPS and sync clients leave in any folder they show."""


def is_litter(name: str) -> bool:
    """Return whether a file of that name says only that somebody has looked into its folder."""
    return _LITTER.fullmatch(name) is not None


class Sort(Enum):
    """What something in a folder is; what it is called where it is no plain file."""

    FILE = ""
    LINK = "是指向别处的链接"
    STRANGE = "不是普通文件（管道、设备之类）"
    EMPTY = "空文件夹"


_JUNCTION = 0xA0000003
"""What Windows calls a folder that stands for another one; a cloud's own files have other tags."""


def kind_of_path(found: os.stat_result) -> Sort | None:
    """Return what was found by lstat, None for a folder."""
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        return Sort.LINK
    if stat.S_ISDIR(found.st_mode):
        return None
    return Sort.FILE if stat.S_ISREG(found.st_mode) else Sort.STRANGE


def kind_at(path: Path) -> Sort | None:
    """Return what lies at a path, EMPTY where nothing does, None for a folder."""
    try:
        return kind_of_path(path.lstat())
    except OSError:
        return Sort.EMPTY


def walked(
    root: Path, skipped: Callable[[str], bool] = lambda _: False
) -> Iterator[tuple[str, Sort]]:
    """Yield all that lies below a folder by its relative name, but folders that hold something.

    Nothing is opened, and no link is followed. One entry at a time: there may be very many.
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        empty = True
        for name, kind in _entries(root / inside):
            empty = False
            relative = f"{inside}{name}"
            if kind is not None:
                yield relative, kind
            elif not skipped(relative):
                waiting.append(f"{relative}/")
        if empty and inside:
            yield inside.removesuffix("/"), Sort.EMPTY


def _entries(folder: Path) -> Iterator[tuple[str, Sort | None]]:
    """Yield what lies in a folder, None for folders; nothing of what can't be read, or has gone."""
    with suppress(PermissionError, FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                yield entry.name, kind_of_path(entry.stat(follow_symlinks=False))


def dossier_problems(root: Path, manifest_sha256: str) -> Iterator[str]:
    """Yield what is wrong with a dossier (missing, changed, extra files) in Chinese."""
    return (what for name, what in dossier_findings(root, manifest_sha256) if not name)


def dossier_findings(root: Path, manifest_sha256: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a dossier in Chinese; with its place in it, what is worth a note.

    The hash is that of the tag manifest, or of the manifest of a bag that has no other.
    """
    if kind_at(root) is Sort.LINK:
        yield "", f"归档文件夹{Sort.LINK.value}"
        return
    tagged = kind_at(root / TAG_MANIFEST) is Sort.FILE
    manifest = root / (TAG_MANIFEST if tagged else MANIFEST)
    if kind_at(manifest) is not Sort.FILE:
        yield "", "归档文件夹或其清单不见了"
        return
    listing = manifest.read_bytes()
    if hashlib.sha256(listing).hexdigest() != manifest_sha256:
        yield "", "清单已被改动"
        return
    listed = _listed(listing)
    if tagged:
        if _sha256_at(root / MANIFEST) != listed.get(MANIFEST):
            yield "", "清单已被改动"
            return
        listed |= _listed((root / MANIFEST).read_bytes())
    for name, sha256 in listed.items():
        path = root / name
        if kind_at(path) is not Sort.FILE:
            yield "", f"缺少 {name}"
        elif _sha256(path) != sha256:
            yield "", f"{name} 已被改动"
    for name, kind in _besides(root, listed):
        if kind in (Sort.LINK, Sort.STRANGE):
            yield "", f"{name} {kind.value}"
        elif kind is Sort.EMPTY:
            yield name, kind.value
        else:
            litter = is_litter(Path(name).name)
            yield (name, LOOKED_AT) if litter else ("", f"多出 {name}")


LOOKED_AT = "有人打开看过时留下的，与台账无关，可以删去"


def _listed(manifest: bytes) -> dict[str, str]:
    """Return the SHA-256 (hex) of every file that a manifest vouches for, by its name."""
    listed = {line[66:]: line[:64] for line in manifest.decode().splitlines()}
    return listed | {DECLARED: hashlib.sha256(BAG_DECLARATION).hexdigest()}


def _besides(root: Path, listed: dict[str, str]) -> list[tuple[str, Sort]]:
    """Return what lies in a dossier and isn't named by its manifest, in order."""
    known = listed.keys() | {MANIFEST, TAG_MANIFEST}
    return sorted(
        ((name, kind) for name, kind in walked(root) if name not in known),
        key=lambda found: found[0],
    )


def _sha256_at(path: Path) -> str:
    """Return the hash of a plain file, nothing where none lies there."""
    return _sha256(path) if kind_at(path) is Sort.FILE else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
