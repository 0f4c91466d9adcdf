"""更正: where an old copy still hangs although its correction is public (DESIGN §4).

A wrong copy misleads for as long as it hangs. So from the first public correction on each place
where it does is a row, with the old one's number, until it is taken down.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pdisc.dates.typed import in_words
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import Viewpoint, proposer
from pdisc.steps.guidance import typed
from pdisc.values.channels import is_hanging
from pdisc.values.matters import Matter, Posting
from pdisc.words import DueKind

LIMIT = "更正撤下"


def _rows(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    first: dict[str, Matter] = {}
    for matter in view.book.facts.matters:
        if matter.corrects is not None and matter.published_on is not None:
            first[matter.corrects] = min(first.get(matter.corrects, matter), matter, key=_public)
    for number, correction in first.items():
        old = view.book.matters.get(number)
        hanging = [each for each in old.postings if hangs_on(each, view.on)] if old else []
        places = "、".join(dict.fromkeys(each.channel for each in hanging))
        for posting in hanging:
            assert old is not None, "only what was put up hangs"
            yield _row(view, old, posting, _Public(correction, places))


class _Public(NamedTuple):
    """A correction that is public, and where the old copy still hangs."""

    by: Matter
    places: str


def _public(correction: Matter) -> tuple[date, str]:
    assert correction.published_on is not None, "only what is public corrects"
    return correction.published_on, correction.number


def hangs_on(posting: Posting, day: date) -> bool:
    """Return whether what was put up on 公开栏 or 网站 still hangs on a day."""
    over = posting.until is not None and posting.until < day
    return is_hanging(posting.channel) and posting.taken_down_on is None and not over


def _row(view: Viewpoint, old: Matter, posting: Posting, corrected: _Public) -> DueRow:
    corrected_on, _ = _public(corrected.by)
    since = max(corrected_on, posting.on)
    limit = view.book.deadline(since, LIMIT)
    item = view.book.item(old.code, view.on)
    return DueRow(
        kind=DueKind.CORRECTED,
        code=old.code,
        item=item.level3,
        timing=item.timing,
        window=None,
        number=old.number,
        due_on=limit.due_on,
        days_overdue=max(0, (view.on - limit.due_on).days),
        office=old.office,
        holder=proposer(old),
        why=f"{corrected.by.number}已于{in_words(corrected_on)}更正公开，"
        f"旧稿还挂在{corrected.places}，{limit.days}个工作日内撤下{limit.note}",
        next=f"pdisc takedown {old.number} --channel {typed(posting.channel)} --reason 理由",
        since=since,
        held_working_days=view.book.calendar.between(since, view.on),
        estimated=limit.estimated,
    )


SOURCE = Source(_rows, ("overdue", "corrections"))
