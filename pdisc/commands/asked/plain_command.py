"""The one line that would have done what she was walked through."""

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdisc.context import Context

LONG = 60
"""A text longer than this, of several paragraphs or with unseen signs, is better kept in a file."""
IN_FILES = {"content": ("content_file", "正文.txt")}
"""By option: which other one takes it from a file, and the name that is told."""
SHARED = {
    "shared_by": "by",
    "shared_on": "on",
    "shared_late_reason": "late_reason",
    "shared_note": "note",
    "shared_waiver": "waiver",
    "shared_ledger": "ledger",
    "shared_operator": "operator",
}
"""Options that every write takes, and where their values are kept: also who she said she is."""


def plain_command(context: Context, params: Sequence[Any], given: Mapping[str, Any]) -> str:
    """Return the whole command, to be typed as it stands; a long text is told to be kept in a file.

    `params` are the command's parameters, `given` their values by name.
    """
    values = {**given, **{name: getattr(context.options, key) for name, key in SHARED.items()}}
    files: list[str] = []
    words = [*_arguments(params, values), *_options(params, values, files)]
    told = f"（先把正文存成 {'、'.join(files)}）" if files else ""
    return " ".join([context.command, *map(quoted, words)]) + told


def _arguments(params: Sequence[Any], values: Mapping[str, Any]) -> Iterator[str]:
    for each in params:
        if each.param_type_name == "argument":
            yield from _listed(values.get(each.name))


def _options(params: Sequence[Any], values: Mapping[str, Any], files: list[str]) -> Iterator[str]:
    flags = {each.name: each.opts[0] for each in params if each.param_type_name == "option"}
    for name, flag in flags.items():
        value = values.get(name)
        if value is True:
            yield flag
            continue
        for word in _listed(value):
            if name in IN_FILES and (not word.isprintable() or len(word) > LONG):
                other, file = IN_FILES[name]
                files.append(file)
                yield from (flags[other], file)
            else:
                yield from (flag, word)


def _listed(value: Any) -> list[str]:
    if value is None or value is False or value is True or value == "":
        return []
    return [str(each) for each in value] if isinstance(value, (list, tuple)) else [str(value)]


POSIX_SIGNS = frozenset(" \t\n\"'\\$`!*?[](){}<>|&;#~")
WINDOWS_SIGNS = frozenset(' \t\n"&|<>^()%!')
"""What a shell would take for its own, or for the end of a word."""


def quoted(word: str) -> str:
    """Return a word as the shell of this system takes it; Chinese needs no quotes."""
    if word and not set(word) & (WINDOWS_SIGNS if os.name == "nt" else POSIX_SIGNS):
        return word
    if os.name != "nt":
        return shlex.quote(word)
    return '"' + word.replace('"', '\\"') + '"'


def parted(line: str) -> list[str]:
    """Return the words of a command line as the shell of this system would part them.

    On Windows a backslash belongs to a path. A quote without its other half is an ordinary sign.
    """
    lex = shlex.shlex(line, posix=True, punctuation_chars=False)
    lex.whitespace_split = True
    lex.commenters = ""
    if os.name == "nt":
        lex.escape, lex.quotes = "", '"'
    try:
        return list(lex)
    except ValueError:
        return line.split()
