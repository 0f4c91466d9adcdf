"""改期次, and what to tell of the window that a disclosure answers now, and of the one it left."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.dates.keys import key_name
from pdisc.dates.windows import parse_window
from pdisc.due.compute import obligations_of
from pdisc.due.factbook import FactBook
from pdisc.ledger.reading import reading
from pdisc.registers.facts import Facts
from pdisc.services.outcomes import Outcome
from pdisc.services.station import Signing, Station
from pdisc.services.steps import act_on
from pdisc.services.target import Target
from pdisc.steps.acts import Reassign
from pdisc.values.records import DetailRecord
from pdisc.words import State


def reassign(station: Station, given: Signing, act: Target, command: Reassign) -> Outcome:
    """改期次: carry it out, and tell what else answers the window, and whether the old one is open.

    Asked when the transaction is over, it keeps nobody waiting.
    """
    with reading(station.folder, wait=station.wait) as ledger:
        old = ledger.detail(act.number)
    outcome = act_on(station, given, act, command)
    with reading(station.folder, wait=station.wait) as ledger:
        facts = ledger.facts_of_item(outcome.disclosure.code).known(on=station.today)
    assert old is not None, "what was reassigned exists"
    return outcome.telling(*_told(facts, old, outcome.disclosure))


def _told(facts: Facts, old: DetailRecord, record: DetailRecord) -> Iterator[str]:
    """Yield what contradicts it, and what is open again; a dry run tells it, too."""
    window = _key(record.window)
    others = tuple(each for each in facts.matters if each.number != record.number)
    rest = tuple(each for each in facts.matters if each.number == record.number)
    moved = (
        msgspec.structs.replace(x, window=window, occurred_on=record.occurred_on) for x in rest
    )
    book = FactBook(msgspec.structs.replace(facts, matters=(*others, *moved)))
    name = record.window or f"{record.occurred_on}发生的事"
    for each in others:
        same = (each.window, each.occurred_on) == (window, record.occurred_on)
        if same and each.state is not State.WITHDRAWN:
            yield f"{name}还有 {each.number}（{each.state}）"
    for nil in facts.nils if window else ():
        if nil.code == record.code and nil.window == window:
            yield (
                f"{name}登记过本期无事项（{nil.on}，{nil.by}），与这一件矛盾；"
                f"那一条登错的，作废：pdisc annul {nil.seq} --reason 理由"
            )
    yield from _open_again(book, record.code, _key(old.window), old.occurred_on)


def _key(printed: str | None) -> str | None:
    return parse_window(printed).key if printed else None


def _open_again(book: FactBook, code: str, window: str | None, day: date | None) -> Iterator[str]:
    """Yield what the window that was left owes now."""
    key = window or (day and day.isoformat())
    for duty in obligations_of(book, code, key) if key else ():
        if duty.answer is None:
            yield f"{key_name(duty.key)}现在没有答复，{duty.due_on} 到期"
