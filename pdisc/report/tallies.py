"""Counting the lines of a report: per row, per group and altogether."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

import msgspec

from pdisc.dates.periods import Period
from pdisc.due.obligation import Obligation
from pdisc.registers.items import CatalogItem
from pdisc.report.norms import BLANK, is_published, late_in, status_of
from pdisc.values.channels import base_of
from pdisc.values.grouping import grouped
from pdisc.values.matters import Matter
from pdisc.words import Channel, Group, Scope, Status, Timing

_BY_ITEM: Mapping[Group, Callable[[CatalogItem], str]] = {
    Group.LEVEL1: lambda item: item.level1,
    Group.OFFICE: lambda item: item.office or BLANK,
    Group.SCOPE: lambda item: item.scope.value,
    Group.TIMING: lambda item: item.timing.value,
}
_ORDER: Mapping[Group, Sequence[str]] = {
    Group.SCOPE: tuple(Scope),
    Group.TIMING: tuple(Timing),
    Group.CHANNEL: (*Channel, BLANK),
}


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One catalogue item with the period's obligations and the disclosures behind the row.

    `start` is the first day of the period.
    """

    item: CatalogItem
    obligations: tuple[Obligation, ...]
    matters: tuple[Matter, ...]
    start: date = date.min

    def words(self, as_of: date) -> list[Status]:
        """Return the word of each of its obligations, as the period sees it on a day."""
        return [status_of(each, as_of, self.start) for each in self.obligations]


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of items, obligations (`late` is any answer after the due date) and disclosures.

    due = published + missed + nil + withheld + opening + exempt + pending.
    """

    items: int
    due: int
    published: int
    missed: int
    late: int
    nil: int
    withheld: int
    opening: int
    exempt: int
    pending: int
    disclosures: int


class Tally(Sums, frozen=True, kw_only=True):
    """The same with numbers of acts.

    `late_entries` counts acts, nil returns and rulings marked 补录, `waived` acts under a recorded
    exception from the separation of duties.
    """

    late_entries: int
    waived: int


class GroupTotal(Tally, frozen=True):
    """The sums of one group; `items` and `disclosures` are counted once each per group.

    What isn't keyword-only stands before all that is: the group comes first.
    """

    group: str


def tally_lines(lines: Iterable[ReportLine], as_of: date) -> Tally:
    """Return the sums over some lines as they stand on a day."""
    kept = tuple(lines)
    obligations = tuple(chain.from_iterable(line.obligations for line in kept))
    words = [word for line in kept for word in line.words(as_of)]
    acts = [act for line in kept for matter in line.matters for act in matter.acts]
    return Tally(
        items=len(kept),
        due=len(words),
        published=words.count(Status.PUBLISHED) + words.count(Status.LATE),
        missed=words.count(Status.MISSED),
        late=sum(late_in(each, line.start) for line in kept for each in line.obligations),
        nil=words.count(Status.NIL),
        withheld=words.count(Status.WITHHELD),
        opening=words.count(Status.OPENING),
        exempt=words.count(Status.EXEMPT),
        pending=words.count(Status.PENDING),
        disclosures=sum(len(line.matters) for line in kept),
        late_entries=sum(act.late for act in acts) + sum(map(_entered_late, obligations)),
        waived=sum(act.waived for act in acts),
    )


def _entered_late(obligation: Obligation) -> int:
    """Return how many rulings and answers that are no act on a disclosure were 补录."""
    answered = obligation.answer is not None and obligation.answer.late_entry
    return answered + sum(deferral.late_entry for deferral in obligation.deferrals)


def group_lines(
    lines: Iterable[ReportLine], group: Group, *, period: Period, as_of: date
) -> tuple[GroupTotal, ...]:
    """Return the sums by 一级目录, 科室, 范围, 时限, 形式 or 月份.

    The first four put each row into one group. 形式 goes by the approved channels of the
    disclosures, so that one can count in several groups; whatever no disclosure stands behind is
    under 无. 月份 goes by the month under which an obligation is filed (a standing one from before
    the period: the period's first month), and by that of a disclosure's first publication.
    """
    parts = grouped(each for line in lines for each in _split(line, group, period).items())
    return tuple(
        _sum(group_label(key, group), parts[key], as_of) for key in in_group_order(parts, group)
    )


def _sum(label: str, lines: Sequence[ReportLine], as_of: date) -> GroupTotal:
    return GroupTotal(group=label, **msgspec.structs.asdict(tally_lines(lines, as_of)))


def _split(line: ReportLine, group: Group, period: Period) -> dict[str, ReportLine]:
    if group in _BY_ITEM:
        return {_BY_ITEM[group](line.item): line}
    keys_of = _channel_keys if group == Group.CHANNEL else _month_keys
    duties, matters = keys_of(line, period)
    if group == Group.CHANNEL and not duties and not matters:
        return {BLANK: line}
    return {
        key: ReportLine(
            item=line.item,
            obligations=tuple(x for x, keys in duties if key in keys),
            matters=tuple(x for x, keys in matters if key in keys),
            start=line.start,
        )
        for key in dict.fromkeys(chain.from_iterable(keys for _, keys in (*duties, *matters)))
    }


_Duties = list[tuple[Obligation, tuple[str, ...]]]
_Matters = list[tuple[Matter, tuple[str, ...]]]


def _channel_keys(line: ReportLine, _period: Period) -> tuple[_Duties, _Matters]:
    kinds: dict[str | None, tuple[str, ...]] = {
        matter.number: tuple(base_of(channel).value for channel in matter.channels)
        for matter in line.matters
    }
    duties = [
        (duty, kinds.get(_number(duty), (BLANK,)) if is_published(duty) else (BLANK,))
        for duty in line.obligations
    ]
    return duties, [(matter, kinds[matter.number]) for matter in line.matters]


def _month_keys(line: ReportLine, period: Period) -> tuple[_Duties, _Matters]:
    duties: _Duties = [
        (duty, (month_key(max(duty.ends_on, period.start)),)) for duty in line.obligations
    ]
    matters = [(matter, _matter_months(matter, duties, period)) for matter in line.matters]
    return duties, matters


def _matter_months(matter: Matter, duties: _Duties, period: Period) -> tuple[str, ...]:
    first = matter.published_on
    if first is not None and period.holds(first):
        return (month_key(first),)
    # Published outside the period: it stands where the obligation that it answers stands.
    return tuple(key for duty, keys in duties if _number(duty) == matter.number for key in keys)


def _number(obligation: Obligation) -> str | None:
    return obligation.answer.number if obligation.answer else None


def month_key(day: date) -> str:
    """Return the key of a day's month, which sorts: 2026-03."""
    return day.isoformat()[:7]


def group_label(key: str, group: Group) -> str:
    """Return how a group is printed: 2026年3月 for a month's key, else the key itself."""
    if group != Group.MONTH:
        return key
    year, month = key.split("-")
    return f"{year}年{int(month)}月"


def in_group_order(keys: Iterable[str], group: Group) -> list[str]:
    """Return a grouping's keys in printing order.

    Closed words keep their own order and months run on; 一级目录 and 科室 keep that of the rows.
    """
    if group == Group.MONTH:
        return sorted(keys)
    order = _ORDER.get(group)
    return sorted(keys, key=order.index) if order else list(keys)
