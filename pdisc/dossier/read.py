"""Holding a dossier folder against its manifest (RFC 8493)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pdisc.dossier.write import BAG_DECLARATION, MANIFEST

SYSTEM_LITTER = frozenset({"desktop.ini", "thumbs.db", ".ds_store"})
"""Files that operating systems leave in any folder they show."""


def dossier_problems(root: Path, manifest_sha256: str) -> Iterator[str]:
    """Return what is wrong with a dossier (missing, changed, extra files) in Chinese."""
    manifest = root / MANIFEST
    if not manifest.is_file():
        yield "归档文件夹或其清单不见了"
        return
    listing = manifest.read_bytes()
    if hashlib.sha256(listing).hexdigest() != manifest_sha256:
        yield "清单已被改动"
        return
    listed = {line[66:]: line[:64] for line in listing.decode().splitlines()}
    listed["bagit.txt"] = hashlib.sha256(BAG_DECLARATION).hexdigest()
    for name, sha256 in listed.items():
        path = root / name
        if not path.is_file():
            yield f"缺少 {name}"
        elif _sha256(path) != sha256:
            yield f"{name} 已被改动"
    present = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    for name in sorted(present - listed.keys() - {MANIFEST}):
        if Path(name).name.lower() not in SYSTEM_LITTER:
            yield f"多出 {name}"


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
