"""What of a typed text an error may quote: nothing under a mark of secrecy, nothing for pages."""

import re

MARKED = "输入的内容带有密级标志，没有保存，这里也不再显示"
QUOTE_MARK = "[“”]"
LONG_QUOTE = "“([^”]{60})[^”]+”"


def quotable(text: str) -> str:
    """Return a sentence in which nothing typed is quoted for pages, nor under a 密级 mark."""
    if "密" in text or "㊙" in text:
        from pdisc.screening.screen import marks

        if marks(text) or marks(re.sub(QUOTE_MARK, "\n", text)):
            return MARKED
    return re.sub(LONG_QUOTE, lambda quote: f"“{quote[1]}…”", text)
