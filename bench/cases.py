"""Which disclosures the made-up office of `bench/office.py` has, and the way that each goes."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from notes import left_out

from pdisc.catalog.versions import window_on
from pdisc.registers.items import CatalogItem
from pdisc.steps.disclosure import Disclosure
from pdisc.words import Timing

OPEN = 40
"""So many disclosures are under way at the end, whatever the size."""

USUAL = ("propose", "review", "approve", "publish", "archive")
UNDER_WAY = (
    *(("propose",),) * 8,
    *(("propose", "return"),) * 4,
    *(("propose", "review"),) * 8,
    *(("propose", "review", "escalate"),) * 4,
    *(("propose", "review", "approve"),) * 6,
    *(("propose", "review", "approve", "publish one"),) * 4,
    *(("propose", "review", "approve", "publish"),) * 6,
)
ROUTES = {
    3: ("propose", "return", "revise", "review", "approve", "publish", "archive"),
    8: ("propose", "review", "withdraw"),
    17: ("propose", "withhold", "refuse", "archive"),
    26: ("propose", "review", "escalate", "reply", "publish", "archive"),
    35: ("propose", "redact", "review", "approve", "publish", "archive"),
    44: ("propose", "review", "approve less", "publish", "archive"),
    54: (*USUAL, "take down"),
    63: ("propose", "return", "withdraw"),
    72: ("propose", "review", "approve", "publish one", "drop", "archive"),
}
"""Out of a hundred disclosures, those that don't go the usual way."""

CORRECTED = 90
"""The place among a hundred of the one that the next one corrects."""
LATE = (12, 48, 77)
"""The places of those that were recorded days after they were done."""
WAIVED = 30
"""The place of one whose author reviewed it, for want of anybody else."""
NOTICE = 60
"""The place of one that is a 公示, if that ends before the last day."""
LAG = 8
GAPS = {"revise": 1, "review": 1, "approve": 1, "publish": 1, "reply": 6, "take down": 9}
"""Working days after the step before; others come on its day."""


class Part(NamedTuple):
    """Which disclosure of all one is: its place, its item, the way it goes."""

    place: int
    code: str
    route: tuple[str, ...]

    def is_one(self, *places: int) -> bool:
        """Return whether it is one of those, out of each hundred."""
        return self.place % 100 in places


class Case:
    """One disclosure under way."""

    def __init__(self, part: Part, day: int, corrects: Disclosure | None = None) -> None:
        """Begin on a working day, told by its place among all of them."""
        self.part = part
        self.left = deque(part.route)
        self.day = day
        self.corrects = corrects
        self.state: Disclosure | None = None

    @property
    def number(self) -> str:
        """The number that it got with its first step."""
        assert self.state is not None, "nothing comes before 提出"
        return self.state.number


def closed(items: Sequence[CatalogItem], days: Sequence[date], size: int) -> Iterator[Case]:
    """Yield those that come to their end, spread evenly; corrections follow from others."""
    count = size - opened(size)
    for place in range(count):
        day = place * (len(days) - 1) // count
        if place % 100 != CORRECTED + 1:
            yield Case(_part(place, items, days[day]), day)


def opened(size: int) -> int:
    """Return how many of all are open at the end."""
    return min(OPEN, size // 4)


def under_way(items: Sequence[CatalogItem], days: Sequence[date], size: int) -> Iterator[Case]:
    """Yield those that are open at the end: begun within the last weeks."""
    count = opened(size)
    for place in range(count):
        code = items[(place * 5) % len(items)].code
        part = Part(size - count + place, code, UNDER_WAY[place * len(UNDER_WAY) // count])
        yield Case(part, len(days) - 3 - (place * 7) % 45)


def _part(place: int, items: Sequence[CatalogItem], day: date) -> Part:
    """Return what a disclosure is about: the 固定 items first, then one item after another."""
    standing = [item.code for item in items if item.timing is Timing.STANDING]
    if place < len(standing):
        return Part(place, standing[place], USUAL)
    turned = (items[(place * 17 + place // 36 + step) % len(items)] for step in range(len(items)))
    code = next(item.code for item in turned if not _left_out(item, day))
    return Part(place, code, ROUTES.get(place % 100, USUAL))


def _left_out(item: CatalogItem, day: date) -> bool:
    window = window_on((item,), day)
    return window is not None and left_out(item, window.start)
