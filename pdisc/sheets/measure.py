"""How much room a text takes on paper, where no Word processor can be asked.

A Chinese letter is two cells wide in every font. Latin letters are about one: capitals and a few
others are counted for two, so that the guess is never too small by much.
"""

import re

from pdisc.text import cell_width, cut, wrap

_BROAD = r"[A-Z@%&mw]"


def paper_lines(text: str, width: int) -> int:
    """Return how many lines of so many cells a text takes at most."""
    return len(wrap(_widened(text), width))


def shortened(text: str, width: int, lines: int) -> str:
    """Return as much of a text as fits into so many lines; what was cut off ends in `…`."""
    room = width * lines
    while paper_lines(text, width) > lines and room > 1:
        room = min(room, cell_width(text)) - 1
        text = cut(text, room)
    return text


def _widened(text: str) -> str:
    return re.sub(_BROAD, lambda letter: letter[0] * 2, text)
