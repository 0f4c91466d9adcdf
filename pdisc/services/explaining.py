"""Why something is due, and what is still to be done about it: one answer, for the office alone."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from pdisc.catalog.fields import FIELD_NAMES, value_in_words
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import YEAR_AHEAD, FactBook
from pdisc.due.obligation import Obligation
from pdisc.due.telling import duty_told, waits_told
from pdisc.due.viewpoint import Viewpoint
from pdisc.errors import NotFound
from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem
from pdisc.schedule import SOURCES
from pdisc.services.catalog import items, one_of
from pdisc.services.lookup import shown
from pdisc.services.next_steps import guided
from pdisc.services.request_records import shown as request_shown
from pdisc.steps.transitions import IN_HAND
from pdisc.steps.vouchers import lacking
from pdisc.values.codes import is_number, opinion_parts, public_place, request_parts
from pdisc.values.reasons import DoubtTold, DutyTold, WaitTold, WhyRecord
from pdisc.values.records import DetailRecord
from pdisc.words import FindingState, State, Timing

SHOWN_ANSWERED = 2
"""So many of the obligations that were answered last are told besides those that are open."""


def explained(reading: Reading, text: str, on: date) -> WhyRecord:
    """Return why a disclosure, an item, a 点题 or an 意见 stands where it stands on a day.

    Raises NotFound for what isn't there, or wasn't yet on that day.
    """
    if _is_one(request_parts, text):
        return _of_request(reading, text, on)
    if _is_one(opinion_parts, text):
        return _of_opinion(reading, text, on)
    if is_number(text) or public_place(text):
        return _of_disclosure(reading, shown(reading, text), on)
    return _of_item(reading, text, on)


def _is_one(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _of_item(reading: Reading, code: str, on: date) -> WhyRecord:
    """Return what of an item is open, what answered it last, and what comes next."""
    item = one_of(items(reading, on), code)
    view = Viewpoint(FactBook(reading.facts_of_item(item.code).known(on=on)), on)
    until = on + timedelta(days=YEAR_AHEAD)
    owed = obligations_in(view.book, until, codes=(item.code,))
    duties = tuple(duty_told(view, each) for each in _worth_telling(owed, on))
    hints = (each.next for each in duties if each.answer is None and each.next)
    return WhyRecord(
        about="目录条目",
        name=item.code,
        code=item.code,
        item=item.level3,
        state="已停用" if item.retired else f"{item.timing}{_cycle(item)}",
        on=on,
        duties=duties,
        missing=tuple(_missing_of(item, owed)),
        unconfirmed=_doubts(item),
        next=next(hints, _beginning(item)),
    )


def _cycle(item: CatalogItem) -> str:
    return f"，{item.every}" if item.every else ""


def _beginning(item: CatalogItem) -> str:
    """Return what to type where nothing of an item is open: what happened comes first."""
    if item.timing is Timing.OCCASIONAL and not item.retired:
        return f"pdisc occurred {item.code} --note 备注"
    return ""


def _missing_of(item: CatalogItem, owed: Iterable[Obligation]) -> Iterator[str]:
    if item.timing is Timing.OCCASIONAL and not item.retired and not any(owed):
        yield "发生登记：随时事项发生了先登记，时限从发生那天算起"


def _doubts(item: CatalogItem) -> tuple[DoubtTold, ...]:
    fields = dict.fromkeys((*item.inferred, *item.assumed))
    return tuple(
        DoubtTold(
            field=FIELD_NAMES[field],
            value=value_in_words(item, field),
            why=item.why.get(field, ""),
        )
        for field in fields
    )


def _worth_telling(owed: Iterable[Obligation], on: date) -> Iterator[Obligation]:
    """Yield what is open, then the next to begin, then what was answered last."""
    duties = list(owed)
    waiting = [each for each in duties if each.answer is None]
    yield from (each for each in waiting if each.starts_on <= on)
    yield from [each for each in waiting if each.starts_on > on][:1]
    answered = [each for each in duties if each.answer is not None]
    yield from reversed(answered[-SHOWN_ANSWERED:])


def _of_disclosure(reading: Reading, record: DetailRecord, on: date) -> WhyRecord:
    """Return where a disclosure stands, what it is to answer, what is missing and what comes."""
    number = record.number
    view = Viewpoint(FactBook(reading.facts_on(on, also=(number,)).known(on=on)), on)
    matter = view.book.matters.get(number)
    if matter is None:
        raise NotFound(f"{number} 在 {on} 还没有提出", next_step=f"pdisc show {number}")
    now = matter.state is record.state
    waits = _waits(view, number)
    known = guided(reading, record, on) if now else None
    return WhyRecord(
        about="公开事项",
        name=number,
        code=record.code,
        item=record.item,
        title=record.title,
        state=matter.state,
        on=on,
        waits=waits,
        duties=tuple(_duties_of(reading, record, on)),
        missing=tuple(_missing_from(known)) if known else (),
        next=(known.next if known else "") or next((each.next for each in waits), ""),
    )


def _duties_of(reading: Reading, record: DetailRecord, on: date) -> Iterator[DutyTold]:
    """Yield the obligations that a disclosure answers or is in hand for."""
    view = Viewpoint(FactBook(reading.facts_of_item(record.code).known(on=on)), on)
    until = on + timedelta(days=YEAR_AHEAD)
    for duty in obligations_in(view.book, until, codes=(record.code,)):
        if record.number in (duty.number, duty.answer.number if duty.answer else None):
            yield duty_told(view, duty)


def _missing_from(record: DetailRecord) -> Iterator[str]:
    """Yield what a disclosure still lacks: findings dealt with, channels, papers, opinions."""
    open_ones = [each.id for each in record.findings if each.state is FindingState.OPEN]
    if open_ones and record.state in IN_HAND:
        yield f"{len(open_ones)}处审查发现待处理：{'、'.join(open_ones)}"
    if record.state in (State.APPROVED, State.PUBLISHED):
        if record.open_channels:
            yield f"还没有实施的形式：{'、'.join(record.open_channels)}"
        for paper in lacking(record.steps, record.publications):
            yield f"{paper.name}：{paper.added_by(record.number)}"
    waiting = [each.id for each in record.opinions if each.settled_on is None]
    if waiting:
        yield f"没有办结的意见：{'、'.join(waiting)}"


def _of_request(reading: Reading, text: str, on: date) -> WhyRecord:
    record = request_shown(reading, text, on)
    view = Viewpoint(FactBook(reading.facts_on(on).known(on=on)), on)
    waits = _waits(view, record.id, state=record.state)
    return WhyRecord(
        about="点题",
        name=record.id,
        code=record.item or "",
        item="",
        title=record.content,
        state=record.state,
        on=on,
        waits=waits,
        next=next((each.next for each in waits), f"pdisc request show {record.id}"),
    )


def _of_opinion(reading: Reading, text: str, on: date) -> WhyRecord:
    number, place = opinion_parts(text)
    record = guided(reading, shown(reading, number), on)
    name = f"{number}-Y{place}"
    found = next((each for each in record.opinions if each.id == name), None)
    if found is None:
        raise NotFound(f"没有编号为“{name}”的意见", next_step=f"pdisc opinion list {number}")
    view = Viewpoint(FactBook(reading.facts_on(on, also=(number,)).known(on=on)), on)
    waits = _waits(view, name)
    return WhyRecord(
        about="意见",
        name=name,
        code=record.code,
        item=record.item,
        title=found.content,
        state=found.state,
        on=on,
        waits=waits,
        next=next((each.next for each in waits), f"pdisc show {number} --loop"),
    )


def _waits(view: Viewpoint, name: str, *, state: str = "") -> tuple[WaitTold, ...]:
    """Return what waits to be done about one thing: the rows of the weekly check that name it."""
    rows = chain.from_iterable(source.rows(view, view.on) for source in SOURCES.values())
    return waits_told(view, (row for row in rows if row.name == name), state=state)
