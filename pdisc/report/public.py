"""The disclosure summary for 党内 and 社会: what was published, and the next date (DESIGN §1.3).

Nothing here tells an obligation, a due date that passed, a nil return, a refusal or a person.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.audience import cleared_item, sees
from pdisc.dates.periods import Period
from pdisc.due.obligation import Obligation
from pdisc.errors import UsageError
from pdisc.registers.facts import Facts
from pdisc.report.aloud import said_outside
from pdisc.report.chosen import first_in, make_lines
from pdisc.report.norms import is_published
from pdisc.report.summary import Headed, report_title
from pdisc.report.tallies import ReportLine, group_label, in_group_order, month_key
from pdisc.values.channels import base_of
from pdisc.values.grouping import grouped
from pdisc.values.matters import Matter
from pdisc.words import Audience, Group, Scope, Timing

PUBLISHED, UNPUBLISHED, BEFORE = "已公开", "未公开", "建账前已公开"
ESTIMATED = "估算"

PUBLIC_TITLES: Mapping[str, str] = {
    "code": "编号",
    "item": "公开内容",
    "level1": "一级目录",
    "scope": "公开范围",
    "timing": "公开时限",
    "published": "已公开件数",
    "status": "状态",
    "numbers": "公开编号",
    "titles": "标题",
    "places": "公开在",
    "next_date": "下次公开",
    "next_note": "下次公开说明",
}
"""A row's columns in printing order, with their headings."""


class PublicRow(msgspec.Struct, frozen=True, kw_only=True):
    """One item as an audience sees it: `numbers`, `titles`, `places` of what it may see, in step.

    `status` is 已公开, 未公开, or 建账前已公开 for what was public when the ledger began and is no
    disclosure of it. `next_date` is by when a 定期 item is next to be published; the
    others have none; `next_note` is 估算 where it counts days of a year whose notice isn't known.
    """

    code: str
    item: str
    level1: str
    scope: Scope
    timing: Timing
    published: int
    status: str
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...] = ()
    next_date: date | None
    next_note: str = ""


class PublicTotal(msgspec.Struct, frozen=True, kw_only=True):
    """How many items an audience sees, on how many of them and how much was published."""

    items: int
    items_published: int
    published: int


class PublicGroup(PublicTotal, frozen=True):
    """The same sums for one group, which comes first."""

    group: str


class PublicReport(Headed, frozen=True, kw_only=True):
    """The summary without anything that only the office may know; no norms, no receipt."""

    columns: tuple[str, ...] = tuple(PUBLIC_TITLES)
    rows: tuple[PublicRow, ...]
    groups: tuple[PublicGroup, ...]
    total: PublicTotal
    said: tuple[str, ...] = ()


class _View(msgspec.Struct, frozen=True):
    row: PublicRow
    matters: tuple[Matter, ...]


_BY_ROW: Mapping[Group, Callable[[PublicRow], str]] = {
    Group.LEVEL1: lambda row: row.level1,
    Group.SCOPE: lambda row: row.scope.value,
    Group.TIMING: lambda row: row.timing.value,
}


def public_report(
    facts: Facts,
    obligations: Sequence[Obligation],
    audience: Audience,
    *,
    period: Period,
    as_of: date,
    numbers: Mapping[str, str],
    hidden: Container[str] = (),
    hung: Container[str] = (),
    recorded_by: date | None = None,
    group: Group = Group.LEVEL1,
) -> PublicReport:
    """Return the summary of a period as 党内 or 社会 sees it, from what is cleared for it alone.

    `obligations` were computed from those facts and reach far enough beyond the day for a next
    date (a year and the grace); what is not to be seen is looked away from once more here.
    `numbers` are the running numbers of this audience, `hidden` the codes of items that have been
    taken from it since, `hung` those of items of which it saw something before the ledger began.
    Raises UsageError where the report is to be grouped by 科室, and ValueError for 内部, which has
    a report of its own.
    """
    _may_be_asked(audience, group)
    seen = {matter.number: matter for matter in facts.matters if sees(audience, matter)}
    cleared = msgspec.structs.replace(facts, matters=tuple(seen.values()))
    upcoming = _upcoming(obligations, seen, as_of)
    views = tuple(
        _view(line, numbers, upcoming.get(line.item.code), BEFORE if line.item.code in hung else "")
        for line in make_lines(cleared, obligations, period=period, as_of=as_of)
        if cleared_item(audience, line.item.scope)
        and line.item.code not in hidden
        # Of a retired item only what this audience may see tells that the period had any of it.
        and (line.matters or not line.item.retired)
    )
    total = _total(views)
    fresh = sum(first_in(period, matter) for view in views for matter in view.matters)
    return PublicReport(
        unit=facts.unit,
        title=report_title(facts.unit, period),
        from_=period.start,
        to=period.end,
        on=as_of,
        as_of=recorded_by or as_of,
        audience=audience,
        group_by=group,
        rows=tuple(view.row for view in views),
        groups=_groups(views, group),
        total=total,
        said=tuple(said_outside(period, as_of=as_of, made_public=fresh, published=total.published)),
    )


def _may_be_asked(audience: Audience, group: Group) -> None:
    if audience == Audience.INTERNAL:
        raise ValueError("内部 has a report of its own")
    if group == Group.OFFICE:
        raise UsageError(
            "承办科室只在内部统计中列出", next_step=f"pdisc report --audience {audience}"
        )


def _view(
    line: ReportLine, numbers: Mapping[str, str], upcoming: Obligation | None, before: str
) -> _View:
    # In the order of the public numbers, so that the ledger's own order isn't told.
    held = {matter.number: matter for matter in line.matters}
    matters = tuple(held[number] for number in numbers if number in held)
    item = line.item
    public = PublicRow(
        code=item.code,
        item=item.level3,
        level1=item.level1,
        scope=item.scope,
        timing=item.timing,
        published=len(matters),
        status=PUBLISHED if matters else before or UNPUBLISHED,
        numbers=tuple(numbers[matter.number] for matter in matters),
        titles=tuple(matter.title for matter in matters),
        places=tuple(map(_place, matters)),
        next_date=upcoming.natural_due if upcoming else None,
        next_note=ESTIMATED if upcoming and upcoming.natural_guess else "",
    )
    return _View(public, matters)


def _upcoming(
    obligations: Iterable[Obligation], seen: Mapping[str, Matter], as_of: date
) -> dict[str, Obligation]:
    # Only a publication that this audience sees moves the date on: a nil return, a refusal or a
    # narrower disclosure must look like a window that is still open.
    first: dict[str, Obligation] = {}
    for duty in obligations:
        answered = is_published(duty) and duty.answer is not None and duty.answer.number in seen
        if duty.timing == Timing.PERIODIC and duty.natural_due >= as_of and not answered:
            first[duty.code] = min(first.get(duty.code, duty), duty, key=lambda x: x.natural_due)
    return first


def _total(views: Sequence[_View]) -> PublicTotal:
    return PublicTotal(
        items=len(views),
        items_published=sum(bool(view.matters) for view in views),
        published=sum(len(view.matters) for view in views),
    )


def _groups(views: Sequence[_View], group: Group) -> tuple[PublicGroup, ...]:
    parts = grouped(each for view in views for each in _split(view, group).items())
    return tuple(
        PublicGroup(group=group_label(key, group), **msgspec.structs.asdict(_total(parts[key])))
        for key in in_group_order(parts, group)
    )


def _split(view: _View, group: Group) -> dict[str, _View]:
    if group in _BY_ROW:
        return {_BY_ROW[group](view.row): view}
    keys_of = _channels if group == Group.CHANNEL else _months
    keys = dict.fromkeys(key for matter in view.matters for key in keys_of(matter))
    return {
        key: _View(view.row, tuple(x for x in view.matters if key in keys_of(x))) for key in keys
    }


def _place(matter: Matter) -> str:
    """Return where one is out, and since when: 公开栏、网站 2026-11-24."""
    channels = "、".join(dict.fromkeys(x.channel for x in matter.postings if not x.taken_down_on))
    return f"{channels} {matter.published_on or ''}".strip()


def _channels(matter: Matter) -> tuple[str, ...]:
    out = (posting.channel for posting in matter.postings if posting.taken_down_on is None)
    return tuple(base_of(channel).value for channel in out)


def _months(matter: Matter) -> tuple[str, ...]:
    first = matter.published_on
    return () if first is None else (month_key(first),)
