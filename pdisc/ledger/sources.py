"""The files that a person names: whether they can be brought in, all that is wrong at once."""

from itertools import islice
from pathlib import Path

from pdisc.errors import UsageError
from pdisc.text import nearest, visible


def checked_sources(paths: tuple[Path, ...], *, limit_mb: int, most: int) -> tuple[Path, ...]:
    """Return the files a person named, or raise UsageError listing every one that won't do."""
    wrong = [problem for path in paths if (problem := _problem(path, limit_mb))]
    if len(paths) > most:
        wrong.append(f"一次最多{most}个文件")
    if wrong:
        raise UsageError("；".join(wrong), next_step="检查文件后再试；没有记录任何内容")
    return paths


def _problem(path: Path, limit_mb: int) -> str:
    shown = visible(str(path))
    try:
        if not path.exists():
            return missing_file(path)
        if not path.is_file():
            return f"不是文件：{shown}"
        size = path.stat().st_size
        if size == 0:
            return f"文件是空的：{shown}"
        if size > limit_mb << 20:
            return f"文件超过{limit_mb}MB：{shown}"
        with path.open("rb") as source:
            source.read(1)
    except (OSError, ValueError):
        return f"读不了这个文件：{shown}"
    if not _is_text(path.name):
        return f"文件名不是完整的文字，改名后再附：{shown}"
    return ""


def missing_file(path: Path) -> str:
    """Return what to say of a file that isn't there: where it was looked for, and the nearest."""
    said = f"没有这个文件：{visible(str(path))}"
    try:
        folder = path.parent.resolve()
        if not folder.is_dir():
            return f"{said}（没有文件夹 {visible(str(folder))}）"
        near = nearest(path.name, (each.name for each in islice(folder.iterdir(), _MOST_NAMES)))
    except (OSError, ValueError, RuntimeError):
        return said
    hint = f"，是不是 {visible(near)}？" if near else ""
    return f"{said}（在文件夹 {visible(str(folder))} 里找的{hint}）"


_MOST_NAMES = 500
"""So many names of a folder are held against a mistyped one."""


def _is_text(name: str) -> bool:
    """Return whether a name can be written down: a name in another encoding has half characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
