"""What of a typed text an error may quote: nothing under a mark of secrecy, nothing for pages.

Numbers of persons are masked as everywhere.
"""

import re

MARKED = "输入的内容带有密级标志，没有保存，这里也不再显示"
QUOTE_MARK = "[“”]"
TELLING = r"(?:\d[\s-]*){7}|@"
"""What a number of a person, or a mailbox, can't do without."""
LONG_QUOTE = "“([^”]{60})[^”]+”"


def quotable(text: str) -> str:
    """Return a sentence in which nothing typed is quoted for pages, nor under a 密级 mark."""
    if "密" in text or "㊙" in text:
        from pdisc.screening.screen import marks

        if marks(text) or marks(re.sub(QUOTE_MARK, "\n", text)):
            return MARKED
    if re.search(TELLING, text):
        from pdisc.screening.masks import mask_text

        text = mask_text(text)
    return re.sub(LONG_QUOTE, lambda quote: f"“{quote[1]}…”", text)
