"""Free text as it comes in: trimmed, measured against the rules, refused where it can't be kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pdisc.errors import UsageError
from pdisc.text import clean_line, clean_text, visible

if TYPE_CHECKING:
    from pdisc.rules import RuleBook

ENCODINGS = ("utf-8-sig", "gb18030")


def line(name: str, text: str) -> str:
    """Return a one-line text, outer blanks trimmed, or raise UsageError naming the field."""
    return _cleaned(name, text, clean_line)


def paragraph(name: str, text: str) -> str:
    """Return a text of any number of lines, trimmed, or raise UsageError naming the field."""
    return _cleaned(name, text, clean_text)


def _cleaned(name: str, text: str, clean: Callable[[str], str]) -> str:
    try:
        return clean(text)
    except ValueError as error:
        raise UsageError(f"{name}：{error}") from error


MOST_OF_A_NAME = 100
"""Characters in a person's name: a bound of the form, not a rule of the office."""


def short(name: str, text: str) -> str:
    """Return a name that is no longer than names are, or raise UsageError."""
    if len(text) > MOST_OF_A_NAME:
        raise UsageError(f"{name}有{len(text)}个字，超过上限{MOST_OF_A_NAME}个字")
    return text


def within(name: str, text: str, rule: str, rules: "RuleBook", on: date) -> str:
    """Return a text that keeps to the limit (characters) of a rule, or raise UsageError."""
    limit = rules.number(rule, on)
    if len(text) > limit:
        raise UsageError(
            f"{name}有{len(text)}个字，超过上限{limit}个字",
            next_step="写短一些；正文长的作为附件提出：--attach 文件",
        )
    return text


MOST_CHARACTERS = 1_000_000
"""More than any rule allows; a larger file isn't read whole to say that it is too large."""


def content_file(name: str, stdin: TextIO) -> str:
    """Return the text of a file, or of standard input for -, trimmed; raise UsageError if empty."""
    if name == "-":
        raw = getattr(stdin, "buffer", None)
        text = decoded(raw.read(), "标准输入") if raw is not None else stdin.read()
    else:
        text = read_text(Path(name).expanduser(), MOST_CHARACTERS)
    content = paragraph("--content-file", text)
    if not content:
        raise UsageError(f"正文是空的：{visible(name)}")
    return content


def read_text(path: Path, limit: int) -> str:
    """Return a text file's content (UTF-8, UTF-16 with a mark, or GB18030), or raise UsageError.

    `limit` is in characters; a file of more than four times as many bytes is not read at all.
    """
    return decoded(read_bytes(path, 4 * limit + 4), visible(str(path)))


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
    """Return bytes as text, trying the encodings that Chinese offices use."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"不是文本文件，或编码不认识：{shown}", next_step="另存为 UTF-8 文本后再试")
