"""What the made-up office of `bench/office.py` notes in its registers, beside the disclosures."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from acts import PROPOSER, SECRETARY

from pdisc.dates.windows import parse_window, windows_between
from pdisc.dates.workdays import Calendar
from pdisc.registers.demands import Demanded, Urged
from pdisc.registers.items import CatalogItem
from pdisc.registers.nils import NilReturned
from pdisc.registers.notes import ChangeNoted, Reconfirmed
from pdisc.registers.rulings import Deferred, Waived
from pdisc.values.parts import Event
from pdisc.words import Renewal, Timing

WAYS = {0: "defer", 1: "waive", 2: "urge"}
"""What comes before the nil return of a window, out of six; a 豁免 stands for it."""


class Note(NamedTuple):
    """What is noted of an item on a day, of one of its windows where one is named."""

    word: str
    item: CatalogItem
    day: date
    window: str = ""


def left_out(item: CatalogItem, start: date) -> bool:
    """Return whether nothing is proposed in the window that begins then: a nil return is due."""
    return (item.position * 7 + start.year * 4 + start.month // 3) % 30 == 0


def notes(
    items: Iterable[CatalogItem], calendar: Calendar, days: Sequence[date]
) -> dict[int, list[Note]]:
    """Return what is noted by the place of its day among the working days."""
    found: dict[int, list[Note]] = {}
    for item in items:
        for note in (*_windows(item, calendar, days), *_looks(item, calendar, days)):
            if note.day <= days[-1]:
                found.setdefault(bisect_left(days, note.day), []).append(note)
    return found


def _windows(item: CatalogItem, calendar: Calendar, days: Sequence[date]) -> Iterator[Note]:
    """Yield what becomes of the windows of one item if nobody proposes anything for them."""
    if item.timing is not Timing.PERIODIC or item.every is None:
        return
    for window in windows_between(item.every, days[0], days[-1]):
        day, way = calendar.plus(window.end, 5), (item.position + window.start.month) % 6
        if way in WAYS:
            yield Note(WAYS[way], item, day, window.key)
        if WAYS.get(way) != "waive":
            yield Note("nil", item, calendar.plus(day, 3), window.key)


def _looks(item: CatalogItem, calendar: Calendar, days: Sequence[date]) -> Iterator[Note]:
    """Yield the yearly 复核 of a 固定 item, and a change every other year."""
    if item.timing is not Timing.STANDING:
        return
    for year in range(days[0].year, days[-1].year + 1):
        if item.renewal is Renewal.LOOK:
            yield Note("look", item, calendar.rolled(date(year, 11, 2)))
        if year % 2:
            yield Note("change", item, calendar.rolled(date(year, 6, 1 + item.position % 20)))


def noted(note: Note, on: date, calendar: Calendar) -> tuple[Event, str]:
    """Return the event of a note, and by whom it is recorded."""
    code, key = note.item.code, note.window
    match note.word:
        case "nil":
            return NilReturned(code=code, window=key, reason="本期没有应公开的情况"), PROPOSER
        case "look":
            return Reconfirmed(code=code), PROPOSER
        case "change":
            return ChangeNoted(code=code), PROPOSER
        case "defer":
            later = calendar.plus(parse_window(key).end, 30)
            return Deferred(code=code, duty=key, to=later, reason="材料未齐"), SECRETARY
        case "waive":
            return Waived(code=code, duty=key, reason="本期机构调整"), SECRETARY
        case _:
            asked = Demanded(code=code, item=note.item.level3, office=note.item.office, duty=key)
            return Urged(asked=(asked,), answer_by=calendar.plus(on, 5)), SECRETARY
