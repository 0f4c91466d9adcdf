"""What of a typed text an error may quote: nothing under a mark of secrecy, nothing for pages.

Numbers of persons are masked as everywhere.
"""

import re
import unicodedata
from collections.abc import Callable

MARKED = "输入的内容带有密级标志，没有保存，这里也不再显示"
QUOTE_MARK = "[“”]"
FEWEST_DIGITS = 7
"""A number of a person has more of them, however they are written and parted."""
SPOKEN = "幺○◯"
"""Signs that people say for digits, and that aren't numbers to Unicode."""
LONG_QUOTE = "“([^”]{60})[^”]+”"
_OUR_NUMBER = r"(?:(?:19|20)\d\d-\d{4,5}|[1-9](?:\.[1-9]\d?){2})"
_PARTING = " 、,，"
_OURS = re.compile(rf"(?<![\w.-]){_OUR_NUMBER}(?:[{_PARTING}]+{_OUR_NUMBER})*(?![\w.-])")
"""A row of numbers of disclosures or of codes of the catalogue, which no person has."""


def quotable(text: str) -> str:
    """Return a sentence in which nothing typed is quoted for pages, nor under a 密级 mark."""
    if "密" in text or "㊙" in text:
        from pdisc.screening.screen import marks

        if marks(text) or marks(re.sub(QUOTE_MARK, "\n", text)):
            return MARKED
    if _may_tell(text):
        text = _masked(text)
    return re.sub(LONG_QUOTE, lambda quote: f"“{quote[1]}…”", text)


def _masked(text: str) -> str:
    """Return a text with numbers of persons masked; ours stay, unless digits still adjoin.

    First what stands between ours is looked at, then all that may belong together.
    """
    return _between(_between(text, lambda _: True), lambda adjoining: not _digits(adjoining))


def _between(text: str, stays: Callable[[str], bool]) -> str:
    """Return a text masked but for those rows of ours that stay, by the signs that adjoin them."""
    from pdisc.screening.masks import mask_text

    parts, done = [], 0
    for found in _OURS.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if stays(before.rstrip(_PARTING)[-1:] + after.lstrip(_PARTING)[:1]):
            parts += [mask_text(text[done : found.start()]), found[0]]
            done = found.end()
    return "".join([*parts, mask_text(text[done:])])


def _digits(text: str) -> int:
    """Return how many signs of a text are digits, 一 and ① among them."""
    return sum(sign in SPOKEN or unicodedata.numeric(sign, -1) >= 0 for sign in text)


def _may_tell(text: str) -> bool:
    """Say whether a text is long enough in digits, or bears an @."""
    return _digits(text) >= FEWEST_DIGITS or "@" in unicodedata.normalize("NFKC", text)
