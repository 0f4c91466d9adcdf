"""A table of patterns: the one shape in which the screening's rules are written."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import msgspec

from pdisc.screening.hits import Severity
from pdisc.words import FindingKind

Match = re.Match[str]


class Row(msgspec.Struct, frozen=True):
    """One way in which something shows in a normalised text.

    Group 1 of the pattern, or all of it, is what was found; `real` tells it from talk and from
    look-alikes. A text in which `needs` doesn't stand isn't searched. `rule` says on whose
    authority, `shown` is the plain phrase for an excerpt. Patterns are linear: every repetition
    in them is bounded or possessive.
    """

    kind: FindingKind
    severity: Severity
    pattern: str
    rule: str
    needs: str = ""
    real: Callable[[Match], bool] = lambda match: True
    shown: str = ""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern, at its first use: most texts need few of the rows."""
    return re.compile(pattern, re.MULTILINE)


def matches(rows: Iterable[Row], plain: str) -> Iterator[tuple[Row, Match]]:
    """Yield every real match of every row in a normalised text, row by row."""
    for row in rows:
        if row.needs in plain:
            found = compiled(row.pattern).finditer(plain)
            yield from ((row, match) for match in found if row.real(match))


def value_span(match: Match) -> tuple[int, int]:
    """Return the place of what a match is about: its first group, if there is one."""
    return match.span(1 if match.re.groups else 0)
