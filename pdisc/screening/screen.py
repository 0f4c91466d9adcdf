"""One text screened: every mark and every personal value, with its place in the original."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pdisc.events import Finding
from pdisc.screening.hits import Hit, Severity, Spot
from pdisc.screening.normal import normalise, with_arabic_digits
from pdisc.screening.privacy import privacy_spots
from pdisc.screening.secrecy import secrecy_spots, word_spots

_LINE_BREAK = r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"


def screen_text(text: str, *, where: str, words: Sequence[str] = ()) -> tuple[Hit, ...]:
    """Return what a text of a field or file holds, in the order in which it stands there.

    `words` is the office's own list. Where two hits of one severity claim a place, the first kind
    of the tables has it; hits of different severity stand side by side. The same text gives the
    same hits.
    """
    plain = normalise(text)
    own = [normalise(word).text for word in words]
    marks = chain(secrecy_spots(plain.text), word_spots(plain.text, own))
    spots = [*_apart(marks), *_apart(_private(plain.text))]
    ends = [match.end() for match in re.finditer(_LINE_BREAK, text)] if spots else []
    found = (_hit(spot, *plain.span(spot.start, spot.end), where, ends) for spot in spots)
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.kind, hit.excerpt)))


def _private(plain: str) -> Iterator[Spot]:
    """Yield the personal values of both readings of the digits, the plain one first."""
    yield from privacy_spots(plain)
    if read := with_arabic_digits(plain):
        yield from privacy_spots(read)


def _apart(spots: Iterable[Spot]) -> Iterator[Spot]:
    """Yield the spots that overlap no earlier one of their severity."""
    taken: dict[Severity, bytearray] = {}
    for spot in spots:
        places = taken.setdefault(spot.severity, bytearray())
        if len(places) < spot.end:
            places.extend(bytes(spot.end - len(places)))
        if not any(places[spot.start : spot.end]):
            places[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
            yield spot


def _hit(spot: Spot, start: int, end: int, where: str, ends: Sequence[int]) -> Hit:
    place = f"{where}第 {bisect_right(ends, start) + 1} 行" if ends else where
    return Hit(
        kind=spot.kind,
        severity=spot.severity,
        where=place,
        start=start,
        end=end,
        excerpt=spot.excerpt,
        rule=spot.rule,
    )


def worst(hits: Iterable[Hit]) -> Severity | None:
    """Return the gravest severity among hits, or None for none."""
    present = {hit.severity for hit in hits}
    return next((severity for severity in Severity if severity in present), None)


def numbered(hits: Iterable[Hit], first: int = 1) -> tuple[Finding, ...]:
    """Return the hits as findings F1, F2 …, all 待处理, counted from `first`.

    Whoever numbers the hits of several fields passes them in one go, or counts on.
    """
    return tuple(
        Finding(id=f"F{place}", kind=hit.kind, where=hit.where, excerpt=hit.excerpt)
        for place, hit in enumerate(hits, first)
    )
