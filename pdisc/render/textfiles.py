"""Tables as CSV and Markdown, and the one way in which an output file is written."""

import csv
import errno
import io
import os
import re
from contextlib import suppress
from pathlib import Path

from pdisc.errors import StorageFailed
from pdisc.render.grid import Cell, Table, cell_text
from pdisc.text import visible

_FORMULA = tuple("=+-@＝＋－＠")
_RULES = {"left": ":---", "right": "---:", "center": ":---:"}

_MARKUP = (
    r"[\\`*<>\[\]|~]"
    r"|(?<!\w)_|_(?!\w)"  # an underscore between two letters is no emphasis
    r"|&(?=#?[0-9A-Za-z]+;)"  # an ampersand alone is no entity
)

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有写入权限，或文件正被别的程序打开",
    errno.EPERM: "没有写入权限",
    errno.ENOENT: "所在的文件夹不存在",
    errno.ENOTDIR: "路径当中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
}


def csv_text(table: Table) -> str:
    """Return the table as CSV (RFC 4180, CRLF) in which no cell can become a formula.

    Integers stay numbers; an empty cell is `—`. Write it with a BOM where Excel is to open it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_csv_cell(column.title) for column in table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, int):
        return int(cell)
    text = cell_text(cell, keep_newlines=True)
    # Some programs drop leading blanks before they look for a formula.
    steered = text.lstrip().startswith(_FORMULA) or (cell or "").startswith(("\t", "\r"))
    return f"'{text}" if steered else text


def markdown_text(table: Table) -> str:
    """Return the table in GitHub's Markdown, its caption in bold above; data is never markup."""
    caption = f"**{_markdown_cell(table.caption)}**\n\n" if table.caption else ""
    lines = [
        [_markdown_cell(column.title) for column in table.columns],
        [_RULES[column.align] for column in table.columns],
        *([_markdown_cell(cell) for cell in row] for row in table.rows),
    ]
    return caption + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown_cell(cell: Cell) -> str:
    text = cell_text(cell, keep_newlines=True).strip()
    return re.sub(_MARKUP, r"\\\g<0>", text).replace("\n", "<br>")


def write_output(path: Path, data: bytes) -> None:
    """Write an output file whole or not at all: beside it, synced, then renamed over it.

    Raises StorageFailed, naming the path, for a directory or a device and for every error of the
    system; what stood there before is then untouched and nothing is left behind.
    """
    try:
        if path.is_dir():
            raise _failure(path, "这是一个文件夹，请给出文件名")
        if path.exists() and not path.is_file():
            raise _failure(path, "这不是普通文件")
        _replace(Path(os.path.realpath(path)), data)  # resolve() raises RuntimeError for a loop
    except OSError as error:
        raise _failure(path, _reason(error)) from error


def _replace(target: Path, data: bytes) -> None:
    # A short name of its own: the target's name with anything added could be too long.
    temporary = target.with_name(f".pdisc-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or f"系统报告“{error.strerror or error}”"


def _failure(path: Path, reason: str) -> StorageFailed:
    return StorageFailed(
        f"写不了文件「{visible(str(path))}」：{reason}",
        next_step="换一个文件名或文件夹，再执行一次同样的命令",
    )
