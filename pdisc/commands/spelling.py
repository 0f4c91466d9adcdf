"""What was typed, in the one spelling that the rest of the program knows.

Each option and argument says by its metavar what it takes; by that its value is read here: dates,
windows, codes and numbers as she writes them, paths as they are dragged into a window.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pdisc.dates.spoken import spelled_window
from pdisc.errors import UsageError
from pdisc.text import halfwidth, visible

Today = Callable[[], date]
"""Asked only where it is needed: what a clock is asked for stays the same."""

_DASHES = str.maketrans("—–－―−‐‑", "-------")
_CODE = r"(?a)(\d{1,3})[.。．、·,，\-](\d{1,3})[.。．、·,，\-](\d{1,3})\Z"
_COMMAS = r"[、，,;；\s]+"
_QUOTES = ('""', "''", "“”", "‘’", "「」", "『』", "＂＂", "＇＇")
_FILE_ADDRESS = "file://"


def spelled_code(text: str, today: Today) -> str:
    """Return a catalogue code in plain digits and points: １。１。２ is 1.1.2."""
    del today
    plain = halfwidth(text)
    found = re.match(_CODE, plain.translate(_DASHES))
    return ".".join(found.groups()) if found else plain


def spelled_number(text: str, today: Today) -> str:
    """Return a disclosure's number in plain digits and dashes: ２０２６—０００１ is 2026-0001."""
    del today
    return halfwidth(text).translate(_DASHES)


def spelled_either(text: str, today: Today) -> str:
    """Return a code or a number, whichever it is, in plain digits and signs."""
    code = spelled_code(text, today)
    return code if re.match(_CODE, code) else spelled_number(text, today)


def spelled_duty(text: str, today: Today) -> str:
    """Return a window's key, or the digits of a day, where a text means one; else as it is."""
    return spelled_window(text, today())


def spelled_figure(text: str, today: Today) -> str:
    """Return a number, or a word beside it, in plain digits."""
    del today
    return halfwidth(text)


def spelled_path(text: str, today: Today | None = None) -> str:
    """Return a path without what dragging it into a window, or copying it, puts round it.

    What exists as it was typed stays as it is.
    """
    del today
    plain = text.strip()
    if not plain or plain == "-" or _exists(text):
        return text
    if len(plain) > 2 and f"{plain[0]}{plain[-1]}" in _QUOTES:
        plain = plain[1:-1].strip()
    if plain.lower().startswith(_FILE_ADDRESS):
        return _of_address(plain)
    unescaped = re.sub(r"\\(.)", r"\1", plain)
    return unescaped if not _exists(plain) and _exists(unescaped) else plain


def _of_address(address: str) -> str:
    """Return the path of a file:// address; one on another machine keeps that machine's name."""
    from urllib.request import url2pathname  # late: it takes long to load, and few drag addresses

    rest = address[len(_FILE_ADDRESS) :]
    return url2pathname(rest if rest.startswith("/") else f"//{rest}")


def _exists(name: str) -> bool:
    try:
        return Path(name).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False


def _parts(word: str) -> list[str]:
    """Return the codes or numbers of one word; an empty word stays one, to be complained of."""
    if re.match(_CODE, halfwidth(word)):
        return [word]
    return [part for part in re.split(_COMMAS, word) if part] or [word]


def files_meant(text: str) -> list[str]:
    """Return the files that a pattern such as *.txt means, by name; any other text as it is.

    The Windows command line leaves that to programs. `*` and `?` make a pattern, [ doesn't: it
    stands in names. What is named so exactly is meant itself. Folders aren't files, and what Word
    and Excel put beside an open file (~$…) isn't either. Raises UsageError where none is found.
    """
    pattern = spelled_path(text)
    if not set(_ANY) & set(pattern) or _exists(pattern):
        return [text]
    from glob import glob  # late: few write patterns

    whole = str(Path(pattern).expanduser()).replace("[", "[[]")
    names = glob(whole)  # noqa: PTH207  # of Path's own, the folder would have to be told apart
    found = sorted(name for name in names if _is_document(Path(name)))
    if not found:
        folder = visible(str(Path(whole.replace("[[]", "[")).parent.resolve()))
        told = f"没有符合“{visible(pattern)}”的文件（在文件夹 {folder} 里找的）"
        raise UsageError(told, next_step="看看文件夹和文件名，名字里不认识的字可以用 * 代替")
    return found


_ANY = "*?"


def _is_document(path: Path) -> bool:
    return path.is_file() and not path.name.startswith("~$")


SPELLED: Mapping[str, Callable[[str, Today], str]] = {
    "目录编号": spelled_code,
    **dict.fromkeys(("公开事项编号", "编号或公号"), spelled_number),
    **dict.fromkeys(("目录编号或编号", "编号"), spelled_either),
    **dict.fromkeys(("期次", "季度", "月份", "年"), spelled_duty),
    **dict.fromkeys(("天数", "件数", "类别", "期限", "核对码", "回执"), spelled_figure),
    **dict.fromkeys(("文件", "文件夹"), spelled_path),
}
"""By metavar, its final … left out, how a value is read."""

LISTED: Mapping[str, Callable[[str], list[str]]] = {
    **dict.fromkeys(("目录编号", "公开事项编号", "目录编号或编号"), _parts),
    "文件": files_meant,
}
"""Of these one word may mean several: 1.1.1、1.1.2, or *.txt."""


def spelled(metavar: str | None, value: Any, today: Today) -> Any:
    """Return what was typed for an option or argument, in the spelling of its kind."""
    kind = (metavar or "").removesuffix("…")
    read = SPELLED.get(kind)
    if read is None or value is None:
        return value
    if isinstance(value, str):
        return read(value, today)
    if not isinstance(value, (list, tuple)):
        return value
    several = LISTED.get(kind)
    words = [word for each in value for word in (several(each) if several else [each])]
    return [read(word, today) for word in words]
