"""The sheet of a window: a row for each obligation that nobody has answered or has in hand.

Read without SQLModel; `services/quarter_taken.py` takes it back.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pdisc.catalog.offices import known_offices
from pdisc.dates.windows import Window
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.errors import Refused
from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem
from pdisc.sheets.fill_forms import (
    CHANNELS,
    CODE,
    ITEM,
    NOTHING,
    OFFICE,
    PUBLISH,
    QUARTER,
    QUARTER_FORM,
    SCOPE,
    SCOPES,
    WAY,
    WINDOW,
    FillRow,
    FillSheet,
    mark_of,
)
from pdisc.values.channels import inside
from pdisc.values.ranges import in_short
from pdisc.words import Scope, Timing


def quarter_sheet(reading: Reading, window: Window, today: date) -> FillSheet:
    """Return the sheet of a window, in the order of the catalogue.

    Raises Refused where nothing of that window is left to be answered.
    """
    facts = reading.facts_on(today).known(on=today)
    book = FactBook(facts, rules=reading.rules, calendar=reading.calendar)
    owed = of_window(book, window, today)
    rows = [each for each in owed if each.answer is None and each.number is None]
    in_hand = [each.number for each in owed if each.answer is None and each.number]
    told = tuple(_told(window, len(rows), len(owed), in_hand))
    if not rows:
        raise Refused(
            "；".join(told), next_step="看在办的：pdisc list；看别的期次还欠什么：pdisc due"
        )
    return FillSheet(
        form=QUARTER_FORM,
        title=f"{facts.unit}　{window.name}{QUARTER_FORM.called}",
        mark=mark_of(QUARTER, window.key, reading.ledger_id()),
        on=today,
        rows=tuple(_row(book, each, today) for each in rows),
        lists={OFFICE: known_offices(facts)},
        told=told,
    )


def _told(window: Window, rows: int, owed: int, in_hand: list[str]) -> Iterator[str]:
    """Yield what is told above the rows: how many there are, and what isn't among them."""
    yield f"{window.name}没有答复的{rows}项" if rows else f"{window.name}没有要填的"
    if in_hand:
        yield f"另有{len(in_hand)}项已经在办（{in_short(list(dict.fromkeys(in_hand)), '、')}）"
    answered = owed - rows - len(in_hand)
    if answered:
        yield f"已经答复的{answered}项没有列上"


def of_window(book: FactBook, window: Window, today: date) -> list[Obligation]:
    """Return what is to be answered of a window: 定期 that ends in it, what occurred in it, and
    固定 that is due in it. In the order of the catalogue.
    """
    place = {code: at for at, code in enumerate(book.codes)}
    owed = obligations_in(book, max(today, window.end))
    found = [each for each in owed if _belongs(each, window)]
    return sorted(found, key=lambda each: (place[each.code], each.starts_on))


def _belongs(owed: Obligation, window: Window) -> bool:
    """Tell whether an obligation is one of a window; a 顺延 doesn't take it out again."""
    days: Iterable[date] = (owed.ends_on,)
    if owed.timing is Timing.STANDING:
        days = (owed.due_on, owed.natural_due)
    return any(window.start <= day <= window.end for day in days)


def _row(book: FactBook, owed: Obligation, today: date) -> FillRow:
    item = book.item(owed.code, today)
    ways = (PUBLISH, NOTHING) if owed.timing is Timing.PERIODIC else (PUBLISH,)
    return FillRow(
        cells={
            CODE: owed.code,
            ITEM: item.level3,
            WINDOW: owed.name,
            SCOPE: item.scope,
            CHANNELS: "、".join(usual_channels(item)),
            OFFICE: book.office(item, today),
        },
        choices={WAY: ways, SCOPE: _scopes(item)},
    )


def usual_channels(item: CatalogItem) -> tuple[str, ...]:
    """Return the channels that a plan of an item takes where it names none."""
    return item.channels if item.scope is Scope.SOCIETY else inside(item.channels)


def _scopes(item: CatalogItem) -> tuple[str, ...]:
    """Return the scopes that a plan of an item may have."""
    return tuple(
        map(
            str,
            SCOPES if item.scope is Scope.SOCIETY else (x for x in SCOPES if x != Scope.SOCIETY),
        )
    )
