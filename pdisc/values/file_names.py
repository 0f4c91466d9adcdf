"""Names of files that every system takes, made of what people call them."""

import re
from collections.abc import Container
from pathlib import PurePosixPath

_UNFIT = r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
"""What a name can't hold on one system or another, or what nobody sees in it."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Devices of Windows, whatever the ending."""

LONGEST = 120
"""In bytes of UTF-8, so that a folder's own path still fits before it."""

UNCUT = 255
"""As above, as long as a file system takes a name: for files that go out under their own."""


def safe_name(name: str, taken: Container[str] = (), *, longest: int = LONGEST) -> str:
    """Return a file name after the one given that is no path, no device, and not among `taken`.

    `taken` holds names in lower case. What doesn't fit becomes _, the ending is kept, and a name
    that is taken gets a number: 表（2）.docx. `longest` is in bytes of UTF-8.
    """
    plain = re.sub(_UNFIT, "_", name).strip(" .") or "附件"
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    path = PurePosixPath(plain)
    suffix = path.suffix if len(path.suffix.encode()) <= 20 else ""
    stem = plain.removesuffix(suffix)
    fit, count = _cut(stem, suffix, longest), 1
    while fit.lower() in taken:
        count += 1
        fit = _cut(stem, f"（{count}）{suffix}", longest)
    return fit


def _cut(stem: str, ending: str, longest: int) -> str:
    """Return stem and ending, the stem cut where both together are too long."""
    room = longest - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending
