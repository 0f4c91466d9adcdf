"""Files that a cell of a sheet names: in the sheet's own folder or below it, however listed.

One splitting for all: what is taken in, and what was taken in before, are called alike.
"""

import os
import re
from pathlib import Path

from pdisc.errors import UsageError
from pdisc.services.acting import Session
from pdisc.services.guard import bring, refuse_marked_papers
from pdisc.text import visible


def read_beside(session: Session, sheet: Path, text: str, what: str) -> tuple[Path, ...]:
    """Return the files that a cell names, each read, so that what won't do is told of it.

    `what` is 附件 or 凭证. Raises UsageError for what can't be taken, Refused (保密) for a mark.
    """
    papers, station = beside(sheet, text), session.station
    try:
        brought = bring(papers, station.files, rules=session.rules, on=station.today)
    except UsageError as error:
        folder = visible(f"{sheet.parent}{os.sep}")
        raise UsageError(error.message.replace(folder, "")) from error
    refuse_marked_papers(brought, session.tripwire, what=what, house=session.house)
    return papers


def beside(sheet: Path, text: str) -> tuple[Path, ...]:
    """Return the files that a cell names, in the sheet's own folder or below it.

    Several are separated by 、 or stand on lines of their own. Raises UsageError for one that isn't
    there, or lies elsewhere, and for the sheet itself: what others wrote in it would go along.
    """
    found, wrong = [], []
    for name in _written(sheet.parent, text):
        try:
            found.append(_inside(sheet.parent, name))
            if found[-1].resolve() == sheet.resolve():
                raise UsageError("就是这张表：别的事项也在里面，不能作附件、凭证")
        except UsageError as error:
            wrong.append(f"“{visible(name)}”{error.message}")
    if wrong:
        raise UsageError("；".join(wrong))
    return tuple(found)


def file_names(*texts: str) -> tuple[str, ...]:
    """Return how the files that a cell names are called, whether they are there or not.

    A name with 、 in it is cut there, on either side of a comparison.
    """
    names = (name for text in texts for line in _lines(text) for name in _listed(line))
    return tuple(filter(None, (name.replace("\\", "/").rpartition("/")[2] for name in names)))


def _written(folder: Path, text: str) -> list[str]:
    """Return the names in a cell; a whole line that names a file is one, whatever stands in it."""
    names: list[str] = []
    for line in _lines(text):
        whole = _is_file(folder / line.replace("\\", "/"))
        names += [line] if whole else _listed(line)
    return names


def _lines(text: str) -> list[str]:
    """Return the lines of a cell that say anything, however lines are ended."""
    return list(filter(None, map(_bare, text.splitlines())))


def _listed(line: str) -> list[str]:
    """Return the names in one line."""
    return list(filter(None, map(_bare, line.split("、"))))


def _bare(name: str) -> str:
    """Return a name without blanks of any kind and quotes round it."""
    return re.sub(r"^[\s\"'“”]+|[\s\"'“”]+$", "", name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _inside(folder: Path, name: str) -> Path:
    home, path = folder.resolve(), folder / name.replace("\\", "/")
    try:
        inside = path.resolve().is_relative_to(home)
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        raise UsageError("不在这张表的文件夹里：文件和表放在一起，这里只写文件名")
    if _is_folder(path):
        raise UsageError("是文件夹，不是文件：写里面的文件名，如 文件夹/文件.docx")
    if not _is_file(path):
        raise UsageError("这张表的文件夹里没有（看看文件名和后缀）")
    return path
