"""The office's own words and names as people type them: 紫云 英, 紫云-英, broken over two lines.

Numbers are found across such breaks too (`normal.BETWEEN`). A short word is joined more warily:
two characters meet by chance where cells, headings and paragraphs do.
"""

import re
from collections.abc import Iterator, Sequence

from pdisc.screening.rows import Match, compiled

_SIGNS = r"[ ·.\-_/|\t]"
_BETWEEN = rf"{_SIGNS}{{0,4}}+(?:\n{{1,2}}+[ \t]{{0,20}}+)?+"
_NEAR = r"[ ·.\-_/]{0,4}+"
_BLANKS = " {0,4}+"
_SHORT = 2
_SURE = 6
"""From how many characters on a word without Chinese (a code, a number) is joined like a name."""


def either(words: Sequence[str]) -> str:
    """Return a pattern for any of some words (normalised), the longest first; "" without any."""
    wanted = sorted({word.strip() for word in words} - {""}, key=lambda word: (-len(word), word))
    return "|".join(map(_spelled, wanted))


def bare(word: str) -> str:
    """Return a word (normalised) without what people put between its characters."""
    word = re.sub(r"\s", "", word)
    return re.sub(r"(?<=[^\W\d_a-zA-Z])[·.\-_/|]+(?=[^\W\d_a-zA-Z])", "", word)


def core(spelt: str) -> str:
    """Return what two spellings of one word have in common; nothing of one of signs alone."""
    return re.sub(r"[\s·.\-_/|]", "", spelt)


def places(words: Sequence[str], plain: str) -> Iterator[Match]:
    """Yield where any of the words (normalised) stands in a normalised text, in any case."""
    if pattern := either([bare(word) for word in words]):
        yield from compiled(f"(?i:{pattern})").finditer(plain)


def _spelled(word: str) -> str:
    chars = list(map(re.escape, word))
    if not re.search(r"[^\W\d_a-zA-Z]", word) and len(word) < _SURE:
        return _BLANKS.join(chars)
    if len(word) != _SHORT:
        return _BETWEEN.join(chars)
    first, second = chars
    wrapped = rf"(?<=[^\n]{{8}}){first}[ ]?\n{second}"
    upright = rf"^[ ]?{first}[ ]?\n{{1,2}}[ ]?{second}[ ]?$"
    return f"{first}{_NEAR}{second}|{wrapped}|{upright}"
