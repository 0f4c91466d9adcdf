"""Texts out of files and standard input, decoded as one; what isn't surely read is refused."""

from pathlib import Path
from typing import TextIO

from pdisc.errors import UsageError
from pdisc.screening.decoding import Undecodable, decode
from pdisc.services.texts import paragraph
from pdisc.text import visible

MOST_BYTES = 64 << 20
"""More than any rule allows; a larger file isn't read whole to say how many characters it has."""

MOST_OF_A_TABLE = 4 << 20
"""Bytes of a catalogue or a list of days, ten times what any office has."""


def content_file(name: str, stdin: TextIO) -> str:
    """Return the text of a file, or of standard input for -, trimmed; raise UsageError if empty."""
    if name == "-":
        raw = getattr(stdin, "buffer", None)
        text = decoded(raw.read(), "标准输入") if raw is not None else stdin.read()
    else:
        text = read_text(Path(name).expanduser(), MOST_BYTES)
    content = paragraph("--content-file", text)
    if not content:
        raise UsageError(f"正文是空的：{visible(name)}")
    return content


def read_text(path: Path, most: int = MOST_OF_A_TABLE) -> str:
    """Return a text file's content (UTF-8, UTF-16 with a mark, or GB18030), or raise UsageError."""
    shown, data = visible(str(path)), read_bytes(path, most + 1)
    if len(data) > most:
        raise UsageError(f"这个文件超过{most >> 20}MB：{shown}")
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
        raise UsageError(f"没有这个文件：{shown}") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"读不了这个文件：{shown}") from error


def decoded(data: bytes, shown: str) -> str:
    """Return bytes as text, or raise UsageError where they aren't surely one."""
    try:
        return decode(data).text
    except Undecodable as problem:
        reason = f"{problem}：{shown}"
        raise UsageError(reason, next_step="另存为 UTF-8 文本后再试") from problem
