"""A command line as it was typed: dashes that Word made of --, and options written twice.

The option parser takes the last of two values without a word, and knows no dash but its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from pdisc.errors import UsageError
from pdisc.text import halfwidth, nearest

_DASH = "-—–－―‒−‐‑﹣﹘⸺"
_OPTION = rf"([{_DASH}]{{1,4}})([^\W\d_](?:\w|[{_DASH}])+)\s*(?:([=＝])(.*))?\Z"
_DASHES = {ord(dash): "-" for dash in _DASH}
_WORD_MADE = rf"[{_DASH[1:]}]"


def is_said(flag: str, words: Iterable[str]) -> bool:
    """Return whether a flag stands on a line, whatever its dashes were made into."""
    known = {flag: None}
    return any(_option(word, known) == (flag, "") for word in words)


def read_line(params: Sequence[Any], words: list[str], ctx: Any) -> list[str]:
    """Return the words of a line for the option parser, or raise UsageError for one that is double.

    Values stay exactly as they were typed. A group's line is read as far as the name of a command;
    what follows is that command's own. While the shell completes, a line is taken as it is.
    """
    if ctx.resilient_parsing:
        return words
    to_command = not ctx.allow_interspersed_args
    known = {name: param for param in params for name in getattr(param, "opts", ())}
    valued = {name for name in known if takes_value(known[name])}
    read: list[str] = []
    seen: set[str] = set()
    rest = iter(words)
    for word in rest:
        name, attached = _option(word, known)
        if word == "--" or (to_command and name is None and not word.startswith("-")):
            return [*read, word, *rest]
        read.append(word if name is None else name + attached)
        if name is None or name not in valued:
            continue
        _once(known[name], name, seen)
        if not attached:
            read += _following(name, islice(rest, 1), known)
    return read


def takes_value(param: Any) -> bool:
    """Return whether an option takes a value; an argument isn't an option."""
    return param.param_type_name == "option" and not param.is_flag and not param.count


def _once(param: Any, name: str, seen: set[str]) -> None:
    if name in seen and not param.multiple:
        raise written_twice(name)
    seen.add(name)


def written_twice(name: str) -> UsageError:
    """Return the error for an option of one value that was given two."""
    return UsageError(f"{name} 写了两次", next_step=f"{name} 只写一次，留下要用的那一个")


def _following(name: str, words: Iterator[str], known: dict[str, Any]) -> list[str]:
    """Return the value behind an option; an option of this command is none, nor what begins so."""
    value = list(words)
    if value and value[0].startswith("--") and value[0].split()[0] in known:
        raise UsageError(f"选项 {name} 后面要写一个值")
    return value


def _option(word: str, known: dict[str, Any]) -> tuple[str | None, str]:
    """Return which option a word names, and what is attached to it (=value); None for none."""
    if word in known:
        return word, ""
    found = re.match(_OPTION, word, re.DOTALL)
    if found is None:
        return None, ""
    name = "--" + halfwidth(found[2]).translate(_DASHES).lower()
    attached = f"={found[4]}" if found[3] else ""
    if name in known:
        return name, attached
    return (name, attached) if re.match(_WORD_MADE, word) and _is_near(name, known) else (None, "")


def _is_near(name: str, known: dict[str, Any]) -> bool:
    """Return whether a name is nearly that of an option: then it is complained of as one."""
    return nearest(name, known) is not None
