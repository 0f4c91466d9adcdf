"""One word of several: by itself, by its place in the list, or by what else people say for it."""

from collections.abc import Mapping, Sequence

from pdisc.errors import UsageError
from pdisc.text import cell_width, halfwidth

ALL = "全部"
YES, NO = "是", "否"
ONE_LINE = 76
"""So many cells a question, or a complaint, may have with its choices behind it."""
Also = Mapping[str, str] | None


def place_of(typed: str, offered: Sequence[object]) -> int:
    """Return which of a list was meant by the number before it, from 1 on; 0 for anything else."""
    return {str(place): place for place in range(1, len(offered) + 1)}.get(halfwidth(typed), 0)


def one_of(typed: str, words: Sequence[str], also: Also = None) -> str:
    """Return the word of a list that was typed, or whose place was; raise UsageError for others."""
    plain = halfwidth(typed)
    for word in (typed.strip(), plain):
        if word in words:
            return word
    if place := place_of(plain, words):
        return words[place - 1]
    if also and plain.lower() in also:
        return also[plain.lower()]
    listed = f"请写其中之一，或它前面的数字：{'、'.join(words)}"
    raise UsageError(
        listed if cell_width(listed) <= ONE_LINE else "请写上面列出的一个，或它前面的数字"
    )
