"""Which of the fonts that forms ask for this machine has, and what stands in for the others."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from pdisc.render.wordfile import BODY, HEAD, KAI, LATIN, STAND_INS, TITLE

ALIASES: Mapping[str, tuple[str, ...]] = {
    TITLE: ("fzxiaobiaosong-b05s", "fzxbsjw"),
    BODY: ("fangsong_gb2312", "simfang_gb2312"),
    KAI: ("kaiti_gb2312",),
    HEAD: ("simhei",),
    "宋体": ("simsun",),
    LATIN: ("times", "times new roman"),
}
"""The fonts of our forms, each with the names by which systems list it."""


FILES = (".ttf", ".ttc", ".otf")
"""How the names of font files end; a font is known by its file as well as by its family."""


class FontRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One font that forms ask for; `instead` is what Word takes where it isn't there."""

    font: str
    present: bool
    instead: str | None = None


def fonts_of_forms(listed: str) -> tuple[FontRecord, ...]:
    """Return the fonts of the forms, held against a system's own list of fonts as one text."""
    names = {part.strip().casefold() for part in listed.replace("\n", ",").split(",")}
    known = names | {Path(name).stem for name in names if name.endswith(FILES)}
    return tuple(
        FontRecord(
            font=font,
            present=any(name.casefold() in known for name in (font, *aliases)),
            instead=STAND_INS.get(font),
        )
        for font, aliases in ALIASES.items()
    )


def listed_fonts() -> str:
    """Return what the system says of its fonts: names of families and of files, a line each."""
    return "\n".join((*_by_fontconfig(), *_files()))


def _by_fontconfig() -> Iterator[str]:
    program = shutil.which("fc-list")
    if program is not None:
        ran = subprocess.run([program, ":", "family"], capture_output=True, check=False)
        yield ran.stdout.decode(errors="replace")


def _files() -> Iterator[str]:
    """Yield the names of font files where systems keep them."""
    home = Path.home()
    places = (
        Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
        home / "AppData/Local/Microsoft/Windows/Fonts",
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        home / "Library/Fonts",
    )
    for place in places:
        if place.is_dir():
            yield from (path.name for path in place.rglob("*") if path.is_file())
