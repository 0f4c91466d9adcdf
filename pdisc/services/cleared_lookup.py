"""Looking up what an audience outside the office may see: lists, words, one disclosure."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from pdisc.audience import public_record
from pdisc.errors import NotFound, UsageError
from pdisc.ledger.reading import Reading
from pdisc.services.lookup import Listed
from pdisc.values.codes import public_place
from pdisc.values.parts import Plan, StoredFile
from pdisc.values.records import PublicRecord
from pdisc.words import Audience

if TYPE_CHECKING:
    from pdisc.ledger.cleared import Cleared

PUBLIC_FIELDS = ("title", "content", "item", "code")
"""Where `search` looks outside the office: only in what is shown there."""
OUTSIDE = frozenset({"code", "scope"})


def listed(
    reading: Reading,
    audience: Audience,
    *,
    words: Sequence[str] = (),
    limit: int | None = None,
    counted: bool = True,
    **wanted: Any,
) -> Listed:
    """Return what an audience outside the office may see, by its own running numbers.

    How many there are altogether costs a look at each; without `counted` it isn't told.
    Raises UsageError for a filter by something that only the office knows.
    """
    hidden = [name for name, value in wanted.items() if value is not None and name not in OUTSIDE]
    if hidden:
        raise UsageError(f"给{audience}看的清单不能按状态、科室或年份筛选")
    cleared = reading.cleared(audience)
    order = reading.public_order(audience, words=words, fields=PUBLIC_FIELDS, **wanted)
    narrowed = bool(words) or any(value is not None for value in wanted.values())
    told = (pair for pair in cleared.in_order(order) if pair[1] is not None or not narrowed)
    plans = dict(islice(told, None if counted else limit))
    some = list(plans)[:limit]
    out = {number: plan for number in some if (plan := plans[number]) is not None}
    shown = public_records(reading, cleared, out)
    shown |= _lines_of_gone(cleared, [number for number in some if number not in out])
    return Listed([shown[number] for number in some], len(plans))


def _lines_of_gone(cleared: "Cleared", numbers: Sequence[str]) -> dict[str, PublicRecord]:
    """Return what is left to be told of disclosures that are no longer out: number and day."""
    return {
        number: PublicRecord(public_number=known, taken_down_on=cleared.gone(number))
        for number, known in cleared.numbers(numbers).items()
    }


def public_records(
    reading: Reading, cleared: "Cleared", plans: Mapping[str, Plan]
) -> dict[str, PublicRecord]:
    """Return disclosures as an audience that sees them does, by ledger number.

    Of corrections only those are named that it sees, too.
    """
    records = reading.records_of(plans)
    corrections = reading.corrections_of(plans)
    linked = {one.corrects for one in records if one.corrects}.union(*corrections.values())
    numbers = cleared.numbers([*plans, *cleared.shown(linked)])
    return {
        one.number: public_record(one, plans[one.number], numbers, corrections.get(one.number, ()))
        for one in records
    }


def shown(
    reading: Reading, audience: Audience, asked: str
) -> tuple[PublicRecord, tuple[StoredFile, ...]]:
    """Return one disclosure as an audience sees it, with the attachments of the approved plan.

    What isn't cleared doesn't exist: NotFound. Under its public number, what is no longer out is
    told as such.
    """
    cleared = reading.cleared(audience)
    number = _asked_for(reading, audience, asked)
    found = cleared.shown([number])
    if number != asked and cleared.gone(number):
        return _lines_of_gone(cleared, [number])[number], ()
    if number not in found:
        raise _nothing_such(audience, asked)
    plan = found[number][1]
    return public_records(reading, cleared, {number: plan})[number], plan.files


def out_still(reading: Reading, audience: Audience, asked: str) -> tuple[str, str]:
    """Return a disclosure's number, and its running number for an audience that sees it.

    Raises NotFound, as `shown` does, also for what is no longer out.
    """
    cleared = reading.cleared(audience)
    number = _asked_for(reading, audience, asked)
    if not cleared.sees(number):
        raise _nothing_such(audience, asked)
    return number, cleared.numbers([number])[number]


def _asked_for(reading: Reading, audience: Audience, asked: str) -> str:
    """Return which disclosure an audience asks for by its own running number, or by any other."""
    place = public_place(asked)
    if place is None or place[0] is not audience:
        return asked
    return reading.at_public_place(*place) or asked


def _nothing_such(audience: Audience, asked: str) -> NotFound:
    return NotFound(f"没有编号为“{asked}”的公开事项", next_step=f"pdisc list --audience {audience}")
