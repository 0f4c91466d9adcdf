"""The list of formats: what --format takes, which file a name stands for, what help says of it.

A format is a module with `made(reply)` and a row here; CONTRIBUTING.md tells how one is added. It
is imported when an answer is handed over in it.
"""

from typing import NamedTuple, Protocol

from pdisc.render.formats import aligned, csv, excel, html, json, markdown, word
from pdisc.render.paper import Reply


class Maker(Protocol):
    """What a format's module does."""

    def made(self, reply: Reply, /) -> str | bytes:
        """Return the answer as a text, or as the bytes of a file."""


class Format(NamedTuple):
    """One row: what makes it, and by which program a file is opened that isn't text.

    Such a file is never shown, it needs --out, and its name says the format without --format. A
    text is written into files in an `encoding`: with a mark for CSV, so that Excel reads Chinese.
    """

    maker: Maker
    program: str = ""
    encoding: str = "utf-8"

    def data(self, reply: Reply) -> bytes:
        """Return the bytes of a file that holds the answer."""
        made = self.maker.made(reply)
        return made.encode(self.encoding) if isinstance(made, str) else made


SCREEN, DOCUMENT = "table", "json"
"""What an answer is without --format, and with --json."""

FORMATS: dict[str, Format] = {
    SCREEN: Format(aligned),
    "csv": Format(csv, encoding="utf-8-sig"),
    DOCUMENT: Format(json),
    "md": Format(markdown),
    "html": Format(html),
    "docx": Format(word, "Word"),
    "xlsx": Format(excel, "Excel"),
}
"""All formats by name, which is the ending of their files, too."""


def in_words() -> str:
    """Return what the help of --format says."""
    texts = [name for name, each in FORMATS.items() if not each.program]
    files = [f"{name}（{each.program}）" for name, each in FORMATS.items() if each.program]
    return f"{'、'.join(texts)}，或要写到文件的 {'、'.join(files)}"


def endings() -> str:
    """Return how a file's name may end, the endings that people know first."""
    known = [name for name in FORMATS if name not in (SCREEN, DOCUMENT)]
    known.sort(key=lambda name: not FORMATS[name].program)
    return f"{'、'.join(f'.{name}' for name in known)} 或 .{DOCUMENT}"
