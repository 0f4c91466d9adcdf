"""A folder of files as a bag after RFC 8493: what vouches for what, and what is told of it."""

import hashlib
from collections.abc import Mapping
from typing import TypeAlias

from pdisc.text import visible
from pdisc.values.parts import StoredFile

BAG_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DECLARED, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data"

Content: TypeAlias = bytes | StoredFile


def bag_files(
    files: Mapping[str, Content], told: Mapping[str, str]
) -> tuple[dict[str, Content], str]:
    """Return a bag of these files (`data/…`), and the SHA-256 (hex) of its tag manifest.

    That one vouches for the manifest, and so for everything. `told` goes into bag-info.txt.
    """
    size = sum(size_of(content) for content in files.values())
    told = {**told, "Payload-Oxum": f"{size}.{len(files)}"}
    info = "".join(f"{name}: {visible(value)}\n" for name, value in told.items() if value)
    tags: dict[str, Content] = {
        DECLARED: BAG_DECLARATION,
        INFO: info.encode(),
        MANIFEST: _manifest(files),
    }
    tag_manifest = _manifest(tags)
    bag = {**tags, TAG_MANIFEST: tag_manifest, **files}
    return bag, hashlib.sha256(tag_manifest).hexdigest()


def _manifest(files: Mapping[str, Content]) -> bytes:
    lines = (f"{sha256_of(content)}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def size_of(content: Content) -> int:
    """Return how many bytes a file of a bag has."""
    return content.size if isinstance(content, StoredFile) else len(content)


def sha256_of(content: Content) -> str:
    """Return the SHA-256 (hex) of a file of a bag."""
    return (
        content.sha256 if isinstance(content, StoredFile) else hashlib.sha256(content).hexdigest()
    )
