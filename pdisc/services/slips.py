"""催办单: the demands that were recorded, as slips of paper, one for each office and demand."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from pdisc.dates.keys import key_name
from pdisc.due.compute import obligations_in
from pdisc.due.demands import Owed, owed_of, unanswered
from pdisc.due.factbook import FactBook
from pdisc.errors import NotFound, Refused
from pdisc.ledger.reading import Reading
from pdisc.registers.demands import Demand
from pdisc.registers.facts import Facts
from pdisc.sheets.slips import SlipLine, UrgeSlip
from pdisc.values.codes import receipt


def slips_of(reading: Reading, seq: int) -> tuple[UrgeSlip, ...]:
    """Return the slips of one demand as it was recorded, answered or not."""
    on = reading.event_record(seq).on
    facts = reading.facts_on(on)
    demands = [each for each in facts.demands if each.seq == seq]
    owed = owed_of(obligations_in(FactBook(facts.known(on=on)), on))
    return _slips(reading, facts, demands, owed)


def open_slips(reading: Reading, target: str | None, *, on: date) -> tuple[UrgeSlip, ...]:
    """Return the slips of the demands that nobody has answered, perhaps of one item or disclosure.

    Raises NotFound for what doesn't exist, Refused where there are none.
    """
    facts = reading.facts_on(on)
    book = FactBook(facts.known(on=on))
    owed = owed_of(obligations_in(book, on))
    found = unanswered(book, owed)
    wanted = [each for each in found if target in (None, each.code, each.number)]
    if target is not None:
        _exists(reading, target)
    if not wanted:
        raise Refused(
            f"{target or '现在'} 没有督促过而未答复的，没有催办单可打印",
            next_step=f"先登记督促：pdisc urge {target or '--all-overdue'} --by 审批人",
        )
    return _slips(reading, facts, wanted, owed)


def _exists(reading: Reading, target: str) -> None:
    codes = {item.code for item in reading.registers.items}
    if target not in codes and not reading.step_count(target):
        raise NotFound(f"没有“{target}”这个目录条目或者公开事项", next_step="pdisc catalog list")


def _slips(
    reading: Reading, facts: Facts, demands: Iterable[Demand], owed: Owed
) -> tuple[UrgeSlip, ...]:
    ordered = sorted(demands, key=_sheet)
    return tuple(
        _slip(reading, facts, tuple(found), owed) for _, found in groupby(ordered, key=_sheet)
    )


def _sheet(demand: Demand) -> tuple[int, str]:
    return demand.seq, demand.office


def _slip(reading: Reading, facts: Facts, demands: tuple[Demand, ...], owed: Owed) -> UrgeSlip:
    first = demands[0]
    return UrgeSlip(
        unit=facts.unit,
        office=first.office,
        lines=tuple(_line(facts, demand, owed) for demand in demands),
        demanded_on=first.on,
        answer_by=first.answer_by,
        by=first.by,
        reason=first.reason,
        receipt=receipt(first.seq, reading.event_record(first.seq).hash),
    )


def _line(facts: Facts, demand: Demand, owed: Owed) -> SlipLine:
    item = facts.item(demand.code, demand.on)
    duty = owed.get((demand.code, demand.duty or ""))
    window = duty.name if duty else demand.duty and key_name(demand.duty)
    late = (demand.on - demand.due_on).days if demand.due_on else 0
    return SlipLine(
        code=demand.code,
        item=item.level3 if item else "",
        window=window,
        number=demand.number,
        due_on=demand.due_on,
        days_overdue=max(0, late),
        holder=demand.holder if demand.number and demand.holder != demand.office else "",
    )
