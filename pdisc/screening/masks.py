"""Taking values out of a text: the masks of 领域要点 §5, for what was found and what is named."""

import re
from collections.abc import Iterable, Sequence

from pdisc.screening.hits import Hit, Severity
from pdisc.screening.house import SHIPPED, HouseRules
from pdisc.screening.masked import mask_name
from pdisc.screening.normal import normalise
from pdisc.screening.screen import screen_text
from pdisc.screening.spelled import bare, core, either

_KEPT = r"[\t\n\r\x0b\x0c\x85\u2028\u2029]"
_ROUNDS = 8
"""How often a text is masked at most: without a value, its neighbour may read as another one."""


def mask_text(text: str, *, house: HouseRules = SHIPPED) -> str:
    """Return the text with every `find` of the screening replaced by its mask.

    Stops and warnings are no matter of masks. What is masked leaves nothing to find and is the
    same the second time.
    """
    for _ in range(_ROUNDS):
        done = _replaced(text, screen_text(text, where="", house=house))
        if done == text:
            break
        text = done
    return text


def _replaced(text: str, hits: Iterable[Hit]) -> str:
    parts, done = [], 0
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if hit.severity is Severity.FIND and hit.start >= done:
            parts += [text[done : hit.start], hit.excerpt]
            done = hit.end
    return "".join([*parts, text[done:]])


def mask_words(text: str, words: Sequence[str], *, house: HouseRules = SHIPPED) -> str:
    """Return the text with every named word masked, however it is spaced or broken: 张　三 → 张*.

    A word of a known kind (a mobile number) takes the mask of its kind, a name keeps what the
    rule 姓名遮盖 says, anything else becomes ****. Line breaks and tabs within a word stay, behind
    its mask: lines and cells are as many as before. A word with a `*` in it, or of blanks and
    signs only, masks nothing.
    """
    masks = {word: _mask_of(word, house) for word in _maskable(words)}
    if not masks:
        return text
    plain = normalise(text)
    by_core = {core(word): _unspoilt(mask, masks) for word, mask in masks.items()}
    parts, done = [], 0
    for match in re.finditer(either(list(masks)), plain.text, re.MULTILINE):
        start, end = plain.span(*match.span())
        if start >= done:
            parts += [text[done:start], by_core[core(match[0])]]
            parts += re.findall(_KEPT, text[start:end])
            done = end
    return "".join([*parts, text[done:]])


def named_places(text: str, words: Sequence[str]) -> int:
    """Return at how many places of a text `mask_words` takes something out."""
    known = _maskable(words)
    found = re.finditer(either(known), normalise(text).text, re.MULTILINE) if known else ()
    return sum(1 for _ in found)


def _maskable(words: Iterable[str]) -> list[str]:
    """Return the words as they are looked for, without those that mask nothing."""
    bare_words = dict.fromkeys(bare(normalise(word).text) for word in words)
    return [word for word in bare_words if core(word) and "*" not in word]


def _mask_of(word: str, house: HouseRules) -> str:
    hits = screen_text(word, where="", house=house)
    if any(hit.severity is Severity.FIND for hit in hits):
        return _replaced(word, hits)
    return mask_name(normalise(word).text, house.masks)


def _unspoilt(mask: str, words: Iterable[str]) -> str:
    """Return the mask, or nothing but stars where what it keeps is itself a word to be masked."""
    return "****" if any(word in mask for word in words) else mask
