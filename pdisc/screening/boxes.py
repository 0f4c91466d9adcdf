"""Options with boxes to tick: which of □绝密 ☑机密 □秘密, or of 绝密□ 机密☑, is ticked."""

from collections.abc import Iterator
from itertools import pairwise

from pdisc.screening.rows import Match, compiled

TICKS = "☑☒√✓✔■"
_GAP = 2
_BOX = rf"(?P<box>[□☐{TICKS}]|[(\[] {{0,3}}[{TICKS}]? {{0,3}}[)\]])"


def ticked(plain: str, options: str) -> Iterator[Match]:
    """Yield the options (a pattern) that are ticked; boxes stand before all of them or behind."""
    if not any(tick in plain for tick in TICKS):
        return
    token = compiled(rf"{_BOX}|(?P<option>{options})")
    for line in compiled(rf"^.*[{TICKS}].*$").finditer(plain):
        yield from _ticked_in(list(token.finditer(plain, *line.span())))


def _ticked_in(tokens: list[Match]) -> Iterator[Match]:
    behind = bool(tokens) and tokens[0]["option"] is not None
    for token, other in pairwise(tokens):
        box, option = (other, token) if behind else (token, other)
        near = other.start() - token.end() <= _GAP
        if near and box["box"] and option["option"] and any(tick in box[0] for tick in TICKS):
            yield option
