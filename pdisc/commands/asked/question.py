"""One question on the terminal and what is typed there: a line, or a text of many."""

import re
import sys
from contextlib import suppress

from pdisc.context import Context
from pdisc.text import visible

END = "完"
"""Typed alone on a line it ends a text of several paragraphs."""
ENDS = frozenset({END, f"{END}。", "。。"})
_OPTION = r"\s*(?:--|[—–－―‐]{1,2}(?=[A-Za-z]))"
_BLANKS_TOLD = 2
"""After so many empty lines she may think that the text has ended."""


def ask_line(context: Context, label: str) -> str:
    """Return what was typed; an interrupt or the end of input goes up as it is.

    Lines are edited (arrow keys) where the system can; text pasted as a whole stays whole there.
    """
    context.asking = True
    typed = _typed(context, visible(label))
    context.asking = False
    return typed


def _typed(context: Context, prompt: str) -> str:
    own = (context.stdin, context.out, context.err) == (sys.stdin, sys.stdout, sys.stderr)
    if own and sys.stdout.isatty():
        with suppress(ImportError):  # Windows edits lines by itself
            import readline  # noqa: F401  # its import is what gives `input` the arrow keys
        return input(prompt)
    context.err.write(prompt)
    context.err.flush()
    line = context.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def is_option(typed: str) -> bool:
    """Say whether an answer begins as an option does: --attach, or what Word makes of it."""
    return re.match(_OPTION, typed) is not None


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


def ask_rest(context: Context, first: str) -> str:
    """Return a text of several paragraphs, of which the first is typed already, to its end."""
    lines = first.split("\n")
    empty = 0
    while lines[-1].strip() not in ENDS:
        more = ask_line(context, "").split("\n")
        empty = 0 if "".join(more).strip() else empty + 1
        if empty == _BLANKS_TOLD:
            context.screen.notice(f"（写完了吗？单独打一行“{END}”结束）")
        lines += more
    return "\n".join(lines[:-1])
