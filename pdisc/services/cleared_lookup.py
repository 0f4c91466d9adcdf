"""Looking up what an audience outside the office may see: lists, words, one disclosure."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from pdisc.audience import public_record
from pdisc.errors import NotFound, UsageError
from pdisc.ledger.reading import Reading
from pdisc.services.lookup import Listed
from pdisc.values.codes import public_place
from pdisc.values.parts import Plan, StoredFile
from pdisc.values.records import GoneRecord, PublicRecord
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
    # By what it said and what it was about nothing is found that was taken down: only its number
    # is told.
    narrowed = bool(words) or any(value is not None for value in wanted.values())
    lines = (x for x in cleared.in_order(order) if isinstance(x[1], Plan) or not narrowed)
    found = dict(islice(lines, None if counted else limit))
    some = {number: found[number] for number in list(found)[:limit]}
    return Listed(_public_lines(reading, cleared, some), len(found))


def _public_lines(
    reading: Reading, cleared: "Cleared", some: Mapping[str, Plan | date]
) -> list[PublicRecord | GoneRecord]:
    """Return what is told of disclosures: of what is seen all, of what was seen its last day."""
    plans = {number: each for number, each in some.items() if isinstance(each, Plan)}
    records = _public_records(reading, cleared, plans)
    gone = [number for number, each in some.items() if not isinstance(each, Plan)]
    numbers = cleared.numbers(gone)
    return [
        records[number]
        if isinstance(each, Plan)
        else GoneRecord(public_number=numbers[number], taken_down_on=each)
        for number, each in some.items()
    ]


def _public_records(
    reading: Reading, cleared: "Cleared", plans: Mapping[str, Plan]
) -> dict[str, PublicRecord]:
    """Return disclosures as an audience that sees them does, by ledger number.

    Of corrections only those are looked at that it sees, too; among them the newest is the one
    that became public last.
    """
    records = reading.records_of(plans)
    made = reading.corrections(plans)
    linked = {one.corrects for one in records if one.corrects} | {new for _, new in made}
    numbers = cleared.numbers([*plans, *cleared.shown(linked)])
    by_old: dict[str, list[str]] = {}
    for old, new in made:
        by_old.setdefault(old, []).append(new)
    return {
        one.number: public_record(one, plans[one.number], numbers, by_old.get(one.number, ()))
        for one in records
    }


def shown(
    reading: Reading, audience: Audience, asked: str
) -> tuple[PublicRecord | GoneRecord, tuple[StoredFile, ...]]:
    """Return one disclosure as an audience sees it, with the attachments of the approved plan.

    What isn't cleared doesn't exist: NotFound. Of what was taken down its public number still
    tells since when.
    """
    cleared = reading.cleared(audience)
    place = public_place(asked)
    number = asked
    if place is not None and place[0] is audience:
        number = reading.at_public_place(*place) or asked
    found = cleared.shown([number])
    if number != asked and (day := cleared.gone([number]).get(number)):
        return GoneRecord(public_number=cleared.numbers([number])[number], taken_down_on=day), ()
    if number not in found:
        raise NotFound(
            f"没有编号为“{asked}”的公开事项", next_step=f"pdisc list --audience {audience}"
        )
    plan = found[number][1]
    return _public_records(reading, cleared, {number: plan})[number], plan.files


def as_document(lines: Sequence[PublicRecord | GoneRecord]) -> dict[str, Any]:
    """Return a list for programs; what was taken down stands apart, where there is any."""
    gone = [each for each in lines if isinstance(each, GoneRecord)]
    shown = [each for each in lines if not isinstance(each, GoneRecord)]
    return {"disclosures": shown, **({"taken_down": gone} if gone else {})}
