"""A long text written in an editor: Notepad on Windows, elsewhere what the account has chosen."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from pdisc.commands.asked.plain_command import parted
from pdisc.commands.asked.question import ask_line
from pdisc.context import Context
from pdisc.errors import PdiscError, UsageError
from pdisc.screening.decoding import decode
from pdisc.services import unfinished

CHOSEN = ("VISUAL", "EDITOR")
"""Variables in which an account names its editor."""
USUAL = ("notepad",) if os.name == "nt" else ("nano", "vi")
FILE = "正文.txt"
LEAVING = {
    "vi": "按 Esc，打 :wq 再按回车",
    "vim": "按 Esc，打 :wq 再按回车",
    "nano": "按 Ctrl-O、回车、Ctrl-X",
}
"""How to save and leave where that can't be guessed."""


def written(context: Context, so_far: Callable[[str], object], *, before: str = "") -> str:
    """Return the text that was written and saved in an editor; the file itself is gone afterwards.

    What stood there `before` is there to be changed; `so_far` is told what was saved, also where
    all of it is broken off. Raises UsageError where there is no editor, or it can't be started.
    """
    words = _editor(context.environment)
    with unfinished.scratch(context.folder) as folder:
        path = folder / FILE
        path.write_text(before, encoding="utf-8-sig" if os.name == "nt" else "utf-8")
        leaving = LEAVING.get(Path(words[0]).stem.lower())
        if leaving:
            ask_line(context, f"写好以后{leaving}。现在按回车打开：")
        try:
            subprocess.run([*words, str(path)], check=True)
            if os.name == "nt":  # some editors leave at once, and the text isn't written yet
                ask_line(context, "写好、存盘以后，回到这里按回车")
        except (OSError, subprocess.CalledProcessError) as error:
            raise UsageError(f"编辑器“{words[0]}”打不开，请直接写正文") from error
        finally:
            _tell(path, before, so_far)
        try:
            return _saved(path)
        except OSError as error:
            raise UsageError(f"编辑器“{words[0]}”里写的没有存下来，请再写一次") from error


def _tell(path: Path, before: str, so_far: Callable[[str], object]) -> None:
    """Tell what was saved, where that is something new."""
    with suppress(OSError, PdiscError):  # what is wrong with it is said when it is taken
        if (saved := _saved(path)) != before:
            so_far(saved)


def _saved(path: Path) -> str:
    return decode(path.read_bytes()).text.replace("\r\n", "\n").strip("\n")


def _editor(environment: Mapping[str, str]) -> list[str]:
    for name in CHOSEN:
        if chosen := environment.get(name, "").strip():
            return parted(chosen)
    for name in USUAL:
        if shutil.which(name):
            return [name]
    raise UsageError("这台电脑上没有找到编辑器，请直接写正文")
