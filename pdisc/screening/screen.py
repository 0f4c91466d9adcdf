"""One text screened: every mark and every personal value, with its place in the original."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pdisc.screening.columns import cells
from pdisc.screening.hits import Hit, Severity, Spot
from pdisc.screening.house import SHIPPED, HouseRules
from pdisc.screening.normal import Normal, normalise, second_reading
from pdisc.screening.notices import notice_spots
from pdisc.screening.privacy import privacy_spots, second_spots
from pdisc.screening.secrecy import stop_spots, word_spots

_LINE_BREAK = r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
_MAY_STOP = re.compile("[密㊙]")


def screen_text(text: str, *, where: str, house: HouseRules = SHIPPED) -> tuple[Hit, ...]:
    """Return what a text of a field or file holds, in the order in which it stands there.

    Where two hits of one severity claim a place, the first kind of the tables has it; hits of
    different severity stand side by side. The same text gives the same hits.
    """
    plain = normalise(text)
    return _hits(text, plain, _all_spots(plain.text, house), where)


def marks(text: str, *, house: HouseRules = SHIPPED) -> tuple[Hit, ...]:
    """Return only what stops, at the price of one look for most texts: the tripwire.

    Every mark has a 密 in it, or is ㊙; so a text without, and without banned words to look for,
    isn't even normalised.
    """
    if not house.banned and not _MAY_STOP.search(text):
        return ()
    plain = normalise(text)
    return _hits(text, plain, stop_spots(plain.text, _plain_words(house.banned)), "")


def _all_spots(plain: str, house: HouseRules) -> Iterator[Spot]:
    table = list(cells(plain))
    yield from stop_spots(plain, _plain_words(house.banned))
    yield from notice_spots(plain, table)
    yield from word_spots(plain, _plain_words(house.words))
    yield from privacy_spots(plain, table, house)
    if read := second_reading(plain):
        yield from second_spots(read, table, house)


def _plain_words(words: Sequence[str]) -> list[str]:
    return [normalise(word).text for word in words]


def _hits(text: str, plain: Normal, spots: Iterable[Spot], where: str) -> tuple[Hit, ...]:
    """Return the spots that overlap no earlier one of their severity, with their places."""
    apart = list(_apart(spots))
    ends = [match.end() for match in re.finditer(_LINE_BREAK, text)] if apart else []
    found = (_hit(spot, *plain.span(spot.start, spot.end), where, ends) for spot in apart)
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.kind, hit.excerpt)))


def _apart(spots: Iterable[Spot]) -> Iterator[Spot]:
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
