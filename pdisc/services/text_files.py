"""Texts out of files and standard input, decoded as one; what isn't surely read is refused."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pdisc.errors import UsageError
from pdisc.ledger.sources import missing_file
from pdisc.screening.decoding import Undecodable, decode
from pdisc.services.texts import paragraph
from pdisc.text import visible

if TYPE_CHECKING:
    from pdisc.services.file_reader import FileReader

MOST_BYTES = 64 << 20
"""More than any rule allows; a larger file isn't read whole to say how many characters it has."""

MOST_OF_A_TABLE = 4 << 20
"""Bytes of a catalogue or a list of days, ten times what any office has."""


class Written(NamedTuple):
    """A text out of a file: what of the file isn't in it, and the file, where it says more."""

    text: str
    notes: tuple[str, ...] = ()
    source: Path | None = None


def content_file(name: str, stdin: TextIO, files: "FileReader") -> Written:
    """Return the text of a docx or text file, or of standard input for -; UsageError if empty."""
    if name == "-":
        raw = getattr(stdin, "buffer", None)
        found = Written(decoded(raw.read(), "标准输入") if raw is not None else stdin.read())
    else:
        found = _of_file(Path(name).expanduser(), files)
    content = paragraph("--content-file", found.text)
    if not content:
        more = f"；{'；'.join(found.notes)}" if found.notes else ""
        raise UsageError(f"正文是空的：{visible(name)}{more}")
    return found._replace(text=content)


def _of_file(path: Path, files: "FileReader") -> Written:
    shown, data = visible(str(path)), read_bytes(path, MOST_BYTES + 1)
    if not data.startswith(_NOT_PLAIN):
        _refuse_large(data, MOST_BYTES, shown)
        return Written(decoded(data, shown))
    page = files.prose(data, path.name)
    return Written(page.text, page.notes, path)


_NOT_PLAIN = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")
"""How files begin that hold a text in some other way than as its bytes."""


def _refuse_large(data: bytes, most: int, shown: str) -> None:
    if len(data) > most:
        raise UsageError(f"这个文件超过{most >> 20}MB：{shown}")


def read_text(path: Path, most: int = MOST_OF_A_TABLE) -> str:
    """Return a text file's content (UTF-8, UTF-16 with a mark, or GB18030), or raise UsageError."""
    shown, data = visible(str(path)), read_bytes(path, most + 1)
    _refuse_large(data, most, shown)
    return decoded(data, shown)


def read_bytes(path: Path, most: int) -> bytes:
    """Return a file's bytes, no more than so many, or raise UsageError where there are none."""
    shown = visible(str(path))
    try:
        if path.is_dir():
            raise UsageError(f"这是文件夹，不是文件：{shown}")
        with path.open("rb") as source:
            return source.read(most)
    except FileNotFoundError as error:
        raise UsageError(missing_file(path)) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"读不了这个文件：{shown}") from error


def decoded(data: bytes, shown: str) -> str:
    """Return bytes as text, or raise UsageError where they aren't surely one."""
    try:
        return decode(data).text
    except Undecodable as problem:
        reason = f"{problem}：{shown}"
        raise UsageError(reason, next_step="另存为 UTF-8 文本后再试") from problem
