"""One question on the terminal and what is typed there: a line, or a text of many."""

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from pdisc.context import Context
from pdisc.text import halfwidth, length_of, visible

if TYPE_CHECKING:
    from pdisc.commands.asked.keyboard import Offers

END = "完"
"""Typed alone on a line it ends a text of several paragraphs."""
ENDS = frozenset({END, f"{END}。", "。。"})
BACK_SIGNS = frozenset({"<", "《", "〈"})
"""Typed alone, or behind what stood in the line, one leads back to the question before; a Chinese
keyboard makes 《 of the key."""
BACK = BACK_SIGNS | {"上一步"}
NOTHING = "无"
"""Typed where an answer may be left out, it takes away what stood there."""
CANCEL = frozenset({"取消", "不办了"})
"""Typed alone where one of several is chosen, it ends the walk as Ctrl-C does everywhere."""
_OPTION = r"\s*(?:--|[—–－―‐]{1,2}(?=[A-Za-z]))"
_BLANKS_TOLD = 2
"""After so many empty lines she may think that the text has ended."""
_DUMB = frozenset({"dumb", "unknown", ""})


READ_ONLY = "注意：这本台账现在只能看，登记不了（文件夹或光盘是只读的）"
"""Told before she types anything that couldn't be recorded."""


class Back(Exception):
    """She wants to answer the question before once more."""


class Instead(Exception):
    """She goes on with another command line; what she was asked for until then is recorded or not.

    Raised where questions lead elsewhere, and caught where command lines are run.
    """

    def __init__(self, *words: str) -> None:
        """Take the words of the other command line."""
        super().__init__(*words)
        self.words = words


def ask_line(context: Context, label: str, *, offers: "Offers | None" = None) -> str:
    """Return what was typed; an interrupt or the end of input goes up as it is.

    Lines are edited (arrow keys) where the system can; text pasted as a whole stays whole there.
    """
    context.asking = True
    typed = _typed(context, visible(context.worded(label)), offers)
    context.asking = False
    return typed


def ask_again(
    context: Context,
    label: str,
    before: str,
    *,
    edits: bool = False,
    clears: bool = False,
    long: bool = False,
    offers: "Offers | None" = None,
) -> str | None:
    """Return what was typed where something stood `before`; None where a bare return kept it.

    Where it `clears`, 无 takes it away; where it `edits`, it stands in the line to be changed; a
    `long` one may have had no end yet, which is said.
    """
    if edits and "\n" not in before:
        context.asking = True
        typed = _edited(context, visible(context.worded(label)), before, offers)
        context.asking = False
        if typed is not None:
            behind = typed.removeprefix(before).strip()
            return behind if behind in BACK_SIGNS else typed
    context.screen.notice(_kept(before, clears=clears, long=long))
    typed = ask_line(context, label, offers=offers)
    if not typed:
        return None
    return "" if clears and typed.strip() == NOTHING else typed


def _edited(context: Context, prompt: str, before: str, offers: "Offers | None") -> str | None:
    """Return a line with what stood there to be changed; None where no line can be edited."""
    if not (_is_own_terminal(context) and _draws(context)):
        return None
    from pdisc.commands.asked.keyboard import edited

    return edited(prompt, before=before, offers=offers)


def _typed(context: Context, prompt: str, offers: "Offers | None") -> str:
    if _is_own_terminal(context):
        line = _edited(context, prompt, "", offers)
        if line is not None:
            return line
        if not _is_dumb():  # there it would scroll the question out of sight
            with suppress(ImportError):  # Windows edits lines by itself
                import readline  # noqa: F401  # its import is what gives `input` the arrow keys
        return input(prompt)
    context.err.write(prompt)
    context.err.flush()
    line = context.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _is_own_terminal(context: Context) -> bool:
    own = (context.stdin, context.out, context.err) == (sys.stdin, sys.stdout, sys.stderr)
    return own and sys.stdout.isatty()


def _draws(context: Context) -> bool:
    """Say whether a line may be redrawn; a Windows console can do that by its own calls."""
    return not context.plain and not _is_dumb()


def _is_dumb() -> bool:
    return os.name != "nt" and os.environ.get("TERM", "").lower() in _DUMB


def _kept(before: str, *, clears: bool, long: bool) -> str:
    first, *more = before.split("\n")
    stood = f"{visible(first)}……（{length_of(before)}）" if more else visible(first)
    if long:
        return f"（原来写到：{stood}；写完了的就回车，没写完的打“编辑”接着写）"
    return f"（原来是：{stood}；不改就回车{f'，打 {NOTHING} 去掉' * clears}）"


def is_option(typed: str) -> bool:
    """Say whether an answer begins as an option does: --attach, or what Word makes of it."""
    return re.match(_OPTION, typed) is not None


def is_back(typed: str) -> bool:
    """Say whether she wants back to the question before."""
    return halfwidth(typed) in BACK


def refuse_option(context: Context, typed: str) -> bool:
    """Say, and return, that an answer is an option: that belongs behind the command."""
    if not is_option(typed):
        return False
    option = typed.split()[0] if typed.split() else typed
    context.screen.notice(
        f"这里写内容，不写选项。要用 {visible(option)}，按 Ctrl-C 退出，写在命令后面："
        f"{context.command} … {visible(option)} …"
    )
    return True


def ask_rest(context: Context, first: str, so_far: Callable[[str], object] = str) -> str:
    """Return a text of several paragraphs, of which the first is typed already, to its end.

    `so_far` is told all that was typed whenever there is more. Raises Back where she wants to go
    back instead.
    """
    lines = first.split("\n")
    empty = 0
    while lines[-1].strip() not in ENDS:
        so_far("\n".join(lines).strip("\n"))
        more = ask_line(context, "").split("\n")
        if more[0].strip() in BACK_SIGNS and len(more) == 1:
            raise Back
        empty = 0 if "".join(more).strip() else empty + 1
        if empty == _BLANKS_TOLD:
            context.screen.notice(f"（写完了吗？单独打一行“{END}”结束）")
        lines += more
    return "\n".join(lines[:-1])
