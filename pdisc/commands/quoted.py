"""What of a typed text an error may quote: nothing under a mark of secrecy, nothing for pages.

Numbers of persons are masked as everywhere.
"""

import re
import unicodedata

MARKED = "输入的内容带有密级标志，没有保存，这里也不再显示"
QUOTE_MARK = "[“”]"
FEWEST_DIGITS = 7
"""A number of a person has more of them, however they are written and parted."""
SPOKEN = "幺○◯"
"""Signs that people say for digits, and that aren't numbers to Unicode."""
LONG_QUOTE = "“([^”]{60})[^”]+”"


def quotable(text: str) -> str:
    """Return a sentence in which nothing typed is quoted for pages, nor under a 密级 mark."""
    if "密" in text or "㊙" in text:
        from pdisc.screening.screen import marks

        if marks(text) or marks(re.sub(QUOTE_MARK, "\n", text)):
            return MARKED
    if _may_tell(text):
        from pdisc.screening.masks import mask_text

        text = mask_text(text)
    return re.sub(LONG_QUOTE, lambda quote: f"“{quote[1]}…”", text)


def _may_tell(text: str) -> bool:
    """Say whether a text is long enough in digits, 一 and ① among them, or bears an @."""
    digits = sum(sign in SPOKEN or unicodedata.numeric(sign, -1) >= 0 for sign in text)
    return digits >= FEWEST_DIGITS or "@" in unicodedata.normalize("NFKC", text)
