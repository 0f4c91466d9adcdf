"""The one way in which an output file is written: whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from pdisc.errors import StorageFailed
from pdisc.text import visible

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


def write_output(path: Path, data: bytes) -> None:
    """Write an output file whole or not at all: beside it, synced, then renamed over it.

    Raises StorageFailed, naming the path, for a directory or a device and for every error of the
    system; what stood there before is then untouched and nothing is left behind.
    """
    try:
        if path.is_dir():
            raise failure(path, "这是一个文件夹，请给出文件名")
        if path.exists() and not path.is_file():
            raise failure(path, "这不是普通文件")
        _replace(Path(os.path.realpath(path)), data)  # resolve() raises RuntimeError for a loop
    except OSError as error:
        raise failure(path, reason_of(error)) from error


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


def reason_of(error: OSError) -> str:
    """Return in Chinese why the system refused."""
    return _REASONS.get(error.errno or 0) or f"系统报告“{error.strerror or error}”"


def failure(path: Path, reason: str) -> StorageFailed:
    """Return the error that says which file or folder can't be written, and why."""
    return StorageFailed(
        f"写不了文件「{visible(str(path))}」：{reason}",
        next_step="换一个文件名或文件夹，再执行一次同样的命令",
    )
