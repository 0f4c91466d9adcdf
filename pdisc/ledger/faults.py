"""What the database and the disk report, said as one of our errors."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pdisc.errors import Busy, LedgerUnusable, PdiscError, StorageFailed
from pdisc.text import visible

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NOT_OURS = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_SCHEMA}
_DISK = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "读写磁盘出错",
    sqlite3.SQLITE_READONLY: "台账所在的位置是只读的",
    sqlite3.SQLITE_CANTOPEN: "打不开台账文件",
    sqlite3.SQLITE_PERM: "没有读写台账的权限",
    sqlite3.SQLITE_AUTH: "没有读写台账的权限",
}
_ERRNO = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "所在的位置是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "读写磁盘出错",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOENT: "没有这个文件夹或文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.EFBIG: "文件太大",
    errno.EMFILE: "打开的文件太多",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EBADF: "已经关闭",
    errno.EPIPE: "接收的程序已经退出",
}


@contextmanager
def translated(path: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Turn database and disk failures inside the block into our errors, naming the folder."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a fault of the program, not of anybody's ledger
    except sqlite3.Error as error:
        raise from_sqlite(error, path, wait) from error
    except OSError as error:
        raise from_os(error, path) from error


def from_os(error: OSError, path: Path) -> StorageFailed:
    """Return the error that says what the operating system said of a path."""
    said = _ERRNO.get(error.errno or 0, f"操作系统报告错误（编号 {error.errno}）")
    where = visible(str(error.filename or path))
    return StorageFailed(f"{said}：{where}", next_step="检查磁盘空间和写入权限后再试")


def from_sqlite(error: sqlite3.Error, path: Path, wait: float) -> PdiscError:
    """Return the error that says what SQLite said of the ledger in that folder."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    where = visible(str(path))
    if code in _BUSY:
        holder = _holder(path)
        who = f"，占用者：{holder}" if holder else ""
        return Busy(
            f"台账正被另一个程序写入，等了{wait:g}秒仍未轮到{who}",
            next_step="等对方办完再试；台账没有改动",
        )
    if code in _NOT_OURS or (code == 0 and isinstance(error, sqlite3.DatabaseError)):
        return LedgerUnusable(
            f"台账文件已损坏或不是台账：{where}",
            next_step="看损坏之处：pdisc verify；用 backups 文件夹里的备份恢复",
        )
    if code == sqlite3.SQLITE_CONSTRAINT:
        return LedgerUnusable(
            f"台账里有日志没有提到的内容，没有记录任何内容：{where}",
            next_step="看是哪些：pdisc verify；用 backups 文件夹里的备份恢复",
        )
    if code in _DISK:
        return StorageFailed(f"{_DISK[code]}：{where}", next_step="检查磁盘空间和写入权限后再试")
    if code == sqlite3.SQLITE_ERROR and "no such" in str(error):
        return LedgerUnusable(
            f"台账的表结构不完整：{where}", next_step="查看：pdisc verify；用备份恢复"
        )
    return PdiscError(f"台账读写出错：{visible(str(error))}", next_step="台账没有改动；请保留现场")


def _holder(path: Path) -> str:
    """Return which process holds the database, where Linux tells; else an empty text.

    While a ledger is being opened, there is no database yet, and another file is held.
    """
    held = (path / "ledger.db", path / "tmp" / "opening.lock")
    try:
        inode = next(str(each.stat().st_ino) for each in held if each.exists())
        locks = Path("/proc/locks").read_text(encoding="ascii").splitlines()
        pids = [parts[4] for parts in map(str.split, locks) if parts[5].endswith(f":{inode}")]
        name = Path(f"/proc/{pids[0]}/comm").read_text(encoding="utf-8").strip()
        return f"进程 {pids[0]}（{name}）"
    except (OSError, StopIteration, IndexError, UnicodeDecodeError):
        return ""
