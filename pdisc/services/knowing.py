"""What the ledger knows of an answer that is just being given, before anything is done."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from pdisc.catalog.versions import named_window, window_on
from pdisc.dates.windows import Window
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.errors import NotFound, Refused
from pdisc.ledger.reading import Reading
from pdisc.names import among
from pdisc.registers import registry
from pdisc.registers.items import CatalogItem, missing_item
from pdisc.screening.house import HouseRules, house_rules
from pdisc.services.lookup import shown
from pdisc.services.next_steps import guided
from pdisc.steps.plan import usual_office
from pdisc.steps.policy import Roster
from pdisc.steps.possible import BEFORE_PUBLISHING
from pdisc.steps.transitions import states_before
from pdisc.values.initials import bears_initials
from pdisc.values.records import DetailRecord, DisclosureRecord, EventRecord
from pdisc.words import Act, Role, State, Timing

MOST = 12
"""So many are named at once, where something is to be chosen."""
LOOKED_BACK = 60
"""So many entries are looked through for those."""


def item_meant(
    reading: Reading, text: str, today: date, timings: tuple[Timing, ...]
) -> CatalogItem:
    """Return the catalogue item of a code, or raise NotFound or Refused with what may be meant.

    A few words (党费), or the first letters of their pinyin (dfsj), are no code: the one item that
    bears them is meant, of several all are named.
    """
    facts = reading.registers
    item = facts.item(text, today)
    if item is not None:
        if timings and item.timing not in timings:
            raise Refused(f"{text} 是{item.timing}事项，这里要{'或'.join(timings)}事项")
        return item
    like = [each for each in items_for(reading, today, timings) if _bears(each, text)]
    if len(like) == 1:
        return like[0]
    if like:
        raise NotFound(f"写着“{text}”的有：{listed(like[:MOST])}", next_step="写它的编号")
    if not text.isascii():
        told = f"没有编号或名称里有“{text}”的条目"
        raise NotFound(told, next_step="写别的字试试，或者看有哪些：pdisc catalog list")
    raise missing_item(text, {each.code: each.level3 for each in facts.items}, cutoff=0.5)


def items_for(reading: Reading, today: date, timings: tuple[Timing, ...]) -> list[CatalogItem]:
    """Return the items in force on a day that have one of these 公开时限; of any where none is."""
    facts = reading.registers
    codes = dict.fromkeys(each.code for each in facts.items)
    held = (facts.item(code, today) for code in codes)
    return [
        each
        for each in held
        if each is not None and not each.retired and (not timings or each.timing in timings)
    ]


def offered(items: Sequence[CatalogItem], text: str) -> list[tuple[str, str]]:
    """Return the code and name of items that may be meant by what is being typed."""
    found = [each for each in items if each.code.startswith(text) or _bears(each, text)]
    return [(each.code, each.level3) for each in found[:MOST]]


def _bears(item: CatalogItem, text: str) -> bool:
    names = (item.level1, item.level2, item.level3)
    return any(text in each for each in names) or bears_initials(item.level3, text)


def listed(items: list[CatalogItem]) -> str:
    """Return items as a person picks one from: its code and name."""
    return "、".join(f"{each.code} {each.level3}" for each in items)


DONE_AGAIN: Mapping[Act | None, State] = {Act.APPROVE: State.APPROVED}
"""In which state an act is done once more, but only by an option of its own (减少形式)."""


def fitting(
    reading: Reading,
    number: str,
    act: Act | None,
    today: date,
    *,
    public: bool,
    again: bool = False,
) -> DetailRecord:
    """Return a disclosure on which an act may be done now, or raise NotFound or Refused.

    With `public` it must have been published; with `again` the act may have been done already.
    """
    record = guided(reading, shown(reading, number), today)
    if public and not record.publications:
        raise Refused(
            f"{record.number} 现在是“{record.state}”，还没有公开过",
            next_step=record.next or f"pdisc show {record.number}",
        )
    out = act in BEFORE_PUBLISHING and record.publications
    done = not again and record.state is DONE_AGAIN.get(act)
    if act is not None and (out or done or record.state not in states_before(act)):
        state = f"{record.state}，有的形式已经公开" if out else record.state
        raise Refused(
            f"{record.number} 现在是“{state}”，不能{act}",
            next_step=record.next or f"pdisc show {record.number}",
        )
    return record


def candidates(reading: Reading, act: Act) -> list[DisclosureRecord]:
    """Return some of the disclosures on which an act may be done now, the newest first."""
    found = [
        record
        for state in states_before(act)
        if state is not None and state is not DONE_AGAIN.get(act)
        for record in reading.records(state=state)[-MOST:]
    ]
    return sorted(found, key=lambda record: record.number, reverse=True)[:MOST]


def open_windows(reading: Reading, code: str, today: date) -> tuple[list[str], Window | None]:
    """Return the windows of an item that have begun and wait, and the one in which today lies."""
    owed = obligations_in(FactBook(reading.facts_on(today).known(on=today)), today, codes=(code,))
    left = [
        each.window
        for each in owed
        if each.window is not None and each.answer is None and each.number is None
    ]
    return left, window_on(reading.registers.versions(code), today)


def window_meant(reading: Reading, code: str, text: str) -> str:
    """Return the key of a window of an item, or raise what is wrong with it."""
    return named_window(reading.registers.versions(code), text).key


def annullable(reading: Reading) -> list[EventRecord]:
    """Return the newest entries that may be annulled and weren't, the newest first."""
    kinds = registry().annullable_kinds
    newest = range(reading.head()[0], 1, -1)
    found = (reading.event_record(seq) for seq in newest[:LOOKED_BACK])
    fit = (each for each in found if each.kind in kinds and each.annulled is None)
    return list(islice(fit, MOST))


def office_of(reading: Reading, item: CatalogItem, proposer: str, today: date) -> str:
    """Return the 承办科室 of a plan of that person's in which none is named."""
    return usual_office(item, proposer, Roster(reading.registers.appointments), today)


def approved_on(record: DetailRecord) -> date:
    """Return the day of an approved disclosure's approval, before which it wasn't published."""
    return next(each.on for each in reversed(record.steps) if each.act is Act.APPROVE)


def house_on(reading: Reading, today: date) -> HouseRules:
    """Return what the office has set for the screening of its texts."""
    return house_rules(lambda name: reading.rules.text(name, today))


def is_late(reading: Reading, on: date, today: date) -> bool:
    """Say whether what is recorded today of that business date is 补录."""
    gap = reading.calendar.between(on, today)
    return gap > 0 and gap > reading.rules.number("补录间隔", today)


def open_occurrences(reading: Reading, code: str, today: date) -> list[date]:
    """Return the days of an item's recorded occurrences for which nothing is in hand."""
    owed = obligations_in(FactBook(reading.facts_on(today).known(on=today)), today, codes=(code,))
    return [
        each.starts_on
        for each in owed
        if each.timing is Timing.OCCASIONAL and each.answer is None and each.number is None
    ]


def people(reading: Reading, on: date) -> list[tuple[str, tuple[Role, ...]]]:
    """Return who may do something on a day, with what."""
    roster = Roster(reading.registers.appointments)
    held = ((name, tuple(sorted(roster.roles(name, on)))) for name in roster.names())
    return [(name, roles) for name, roles in held if roles]


def beyond_authority(reading: Reading, code: str, on: date) -> dict[str, str]:
    """Return who may approve, but not this item by himself, with what to say of that."""
    item = reading.registers.item(code, on)
    roster = Roster(reading.registers.appointments)
    if item is None:
        return {}
    enough = set(roster.holders(Role.APPROVER, on, at_least=item.authority))
    held = {name: roster.authority(name, on) for name in roster.holders(Role.APPROVER, on)}
    needed = f"这一条须由{item.authority}审批，只能上报或退回"
    return {
        name: f"{name}（{authority or '权限未设置'}；{needed}）"
        for name, authority in held.items()
        if name not in enough
    }


def known_as(reading: Reading, name: str) -> str | None:
    """Return how a person is written in the roster; None for a stranger."""
    return Roster(reading.registers.appointments).spelling(name)


def may(
    reading: Reading, name: str, roles: tuple[Role, ...], on: date, besides: frozenset[str]
) -> bool:
    """Say whether a person holds one of these roles on a day and is none of the others named."""
    roster = Roster(reading.registers.appointments)
    return not roster.roles(name, on).isdisjoint(roles) and not among(name, besides)
