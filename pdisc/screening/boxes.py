"""Options with boxes to tick: which of □绝密 ☑机密 □秘密, or of 绝密□ 机密☑, is ticked."""

from collections.abc import Iterator

from pdisc.screening.rows import Match, compiled

TICKS = "☑☒√✓✔■"
_RADIO = "●◉⊙"
_GAP = 2
_BOX = (
    rf"(?P<box>[□☐○◯〇◎{TICKS}{_RADIO}]|\[ {{0,3}}[{TICKS}vVxX]? {{0,3}}\]"
    rf"|\( {{0,3}}[{TICKS}vV]? {{0,3}}\))"
)


def ticked(plain: str, options: str) -> Iterator[Match]:
    """Yield the options (a pattern) that are ticked; boxes stand before all of them or behind."""
    token = compiled(rf"{_BOX}|(?P<option>(?:{options})(?![\u4e00-\u9fff]))")
    for line in compiled(rf"^.*(?:[{TICKS}{_RADIO}]|\[ ?[xXvV] ?\]|\( ?[vV] ?\)).*$").finditer(
        plain
    ):
        yield from _ticked_in(list(token.finditer(plain, *line.span())))


def _ticked_in(tokens: list[Match]) -> Iterator[Match]:
    """Yield the option of each tick: the next one, or the nearest where options come first."""
    behind = bool(tokens) and tokens[0]["option"] is not None
    radios = sum(token[0] in _RADIO + "○◯〇◎" for token in tokens)
    for place, token in enumerate(tokens):
        if not token["box"] or not _is_tick(token[0], radios):
            continue
        ahead = _gap(tokens[place - 1], token) if place else _GAP + 1
        after = _gap(token, tokens[place + 1]) if place + 1 < len(tokens) else _GAP + 1
        if min(ahead, after) <= _GAP:
            to_the_left = behind and ahead <= after
            if to_the_left or after <= _GAP:
                yield tokens[place - 1 if to_the_left else place + 1]


def _is_tick(box: str, radios: int) -> bool:
    """Return whether a box is ticked; a dot is a tick among dots and rings, else a bullet."""
    if box in _RADIO:
        return radios > 1
    return any(tick in box for tick in TICKS + "vVxX")


def _gap(one: Match, other: Match) -> int:
    """Return how far an option is from a box; two boxes or two options are out of reach."""
    return _GAP + 1 if bool(one["box"]) == bool(other["box"]) else other.start() - one.end()
