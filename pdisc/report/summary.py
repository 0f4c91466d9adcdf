"""The disclosure summary (统计表): the facts and obligations of a period → rows, totals, norms.

This is the office's own view; what other audiences get is made in `report/public.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from pdisc.dates.periods import Period
from pdisc.dates.workdays import calendar_of
from pdisc.due.obligation import Obligation
from pdisc.registers.facts import Facts
from pdisc.registers.written import fields_of
from pdisc.report.aloud import NilRow, Nils, nil_rows, said_inside
from pdisc.report.annulled import AnnulledRow, annulled_rows
from pdisc.report.beside import (
    OffPlan,
    OneHand,
    Rates,
    off_plan,
    one_hand,
    rates_of,
    reasons_of,
)
from pdisc.report.chosen import first_in, make_lines
from pdisc.report.norms import (
    BLANK,
    NormResult,
    Rate,
    in_order,
    make_norms,
    rate_of,
)
from pdisc.report.rulings import RulingRow, ruling_rows
from pdisc.report.tallies import GroupTotal, ReportLine, Sums, group_lines, tally_lines
from pdisc.report.voices import (
    InspectionAnswer,
    LoopFigures,
    RequestFigures,
    voice_figures,
)
from pdisc.rules import RuleBook
from pdisc.steps.hanging import EarlyTakedown, early_takedowns
from pdisc.values.matters import Matter
from pdisc.voices.clocks import Clocks
from pdisc.voices.surveys import GroupRate
from pdisc.voices.voiced import NOTHING, Voiced
from pdisc.words import Audience, Group, Norm, Scope, Status, Timing

TITLES: Mapping[str, str] = {
    "code": "编号",
    "item": "公开内容",
    "level1": "一级目录",
    "office": "承办科室",
    "scope": "公开范围",
    "timing": "公开时限",
    "due": "应公开",
    "published": "已公开",
    "status": "状态",
    "numbers": "公开事项",
    "reasons": "无事项、不予公开的理由",
    "nil": "无事项",
    "withheld": "不予公开",
    "opening": "期初",
    "exempt": "豁免",
    "late": "逾期办理",
    "missed": "逾期未公开",
    "pending": "未到期",
    "late_entries": "补录",
    "waived": "回避例外",
}
"""A row's columns in printing order, with their headings."""


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One catalogue item: its obligations in the period, counted, and the worst word of them.

    `numbers` are the disclosures that answered them, whenever published, and those of the item
    that were first published in the period; `reasons` tell why others were answered by 无事项 or
    不予公开. The other numbers are explained by `Tally`.
    """

    code: str
    item: str
    level1: str
    office: str
    scope: Scope
    timing: Timing
    due: int
    published: int
    status: Status
    numbers: tuple[str, ...]
    reasons: tuple[str, ...]
    nil: int
    withheld: int
    opening: int
    exempt: int
    late: int
    missed: int
    pending: int
    late_entries: int
    waived: int


class Total(Sums, frozen=True, kw_only=True):
    """The sums of all rows; coverage is the rows with a disclosure among those with something due.

    `on_time_rate` is the rate of the norm 按时; acts are counted as in `Tally`.
    """

    coverage: Rate
    on_time_rate: str
    late_entries: int
    waived: int


class Headed(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above a summary, whoever it is for.

    It stands as on the business date `on`, with what had been recorded by the end of `as_of`.
    """

    unit: str
    title: str
    from_: date = msgspec.field(name="from")
    to: date
    on: date
    as_of: date
    audience: Audience
    group_by: Group


class Report(Headed, frozen=True, kw_only=True):
    """The whole summary as the office sees it; `columns` are keys of the rows, see `TITLES`.

    `said` are the sentences of `aloud.py`: what was not, and every nil return. `loop` and all below
    are the people's side, see `report/voices.py`.
    """

    columns: tuple[str, ...] = tuple(TITLES)
    rows: tuple[ReportRow, ...]
    groups: tuple[GroupTotal, ...]
    total: Total
    norms: tuple[NormResult, ...]
    rates: Rates
    said: tuple[str, ...] = ()
    nil_returns: tuple[NilRow, ...] = ()
    made_public: tuple[str, ...] = ()
    off_plan: tuple[OffPlan, ...] = ()
    one_hand: tuple[OneHand, ...] = ()
    early_takedowns: tuple[EarlyTakedown, ...] = ()
    rulings: tuple[RulingRow, ...] = ()
    annulled: tuple[AnnulledRow, ...] = ()
    estimated: int = 0
    loop: LoopFigures
    requests: RequestFigures
    questions: tuple[InspectionAnswer, ...]
    satisfaction: tuple[GroupRate, ...]
    remedial: tuple[str, ...]


def make_report(
    facts: Facts,
    obligations: Iterable[Obligation],
    *,
    period: Period,
    as_of: date,
    recorded_by: date | None = None,
    group: Group = Group.LEVEL1,
    voiced: Voiced = NOTHING,
) -> Report:
    """Return the summary of a period as it stood on a day.

    `facts` are those known on that day (`Facts.known`), recorded by `recorded_by` where that is
    another day, and `obligations` what was computed from them, up to the period's end at least.
    Every catalogue item has a row, in document order. `voiced` is what people asked, said and
    ticked in the period.
    """
    duties = tuple(obligations)
    lines = make_lines(facts, duties, period=period, as_of=as_of)
    nils = {(nil.code, nil.window): nil for nil in facts.nils}
    rows = _rows(lines, facts, nils, period, as_of)
    fresh = [matter for line in lines for matter in line.matters if first_in(period, matter)]
    owed = [obligation for line in lines for obligation in line.obligations]
    clocks = Clocks(RuleBook(facts.settings), calendar_of(facts.days, facts.notices))
    norms = make_norms(owed, fresh, as_of=as_of, rules=clocks.rules, start=period.start)
    made_public = in_order(matter.number for matter in fresh)
    heard = voice_figures(voiced, period, clocks, as_of=as_of, fresh=made_public, norms=norms)
    return Report(
        unit=facts.unit,
        title=report_title(facts.unit, period),
        from_=period.start,
        to=period.end,
        on=as_of,
        as_of=recorded_by or as_of,
        audience=Audience.INTERNAL,
        group_by=group,
        rows=rows,
        groups=group_lines(lines, group, period=period, as_of=as_of),
        total=_total(lines, rows, norms, as_of),
        norms=norms,
        made_public=made_public,
        rulings=tuple(ruling_rows(facts, duties, lines, period)),
        estimated=sum(duty.estimated for duty in owed),
        **_aloud(lines, duties, fresh, tuple(nil_rows(lines, nils)), period, as_of),
        **_beside(facts, fresh, period, clocks),
        **fields_of(heard),
    )


def _aloud(
    lines: Sequence[ReportLine],
    duties: Sequence[Obligation],
    fresh: Sequence[Matter],
    returned: tuple[NilRow, ...],
    period: Period,
    as_of: date,
) -> dict[str, Any]:
    """Return the rates, and what is said in words: what was not, and every nil return."""
    tally, count = tally_lines(lines, as_of), len(fresh)
    told = said_inside(
        period, duties, returned, as_of=as_of, made_public=count, published=tally.published
    )
    return {"rates": rates_of(tally, fresh), "said": tuple(told), "nil_returns": returned}


def _beside(
    facts: Facts, fresh: Sequence[Matter], period: Period, clocks: Clocks
) -> dict[str, Any]:
    """Return what was done otherwise: on another day, by one hand, too short, taken back."""
    early = early_takedowns(facts.matters, rules=clocks.rules, calendar=clocks.calendar)
    return {
        "off_plan": tuple(off_plan(fresh)),
        "one_hand": tuple(one_hand(fresh)),
        "annulled": tuple(annulled_rows(facts, period)),
        "early_takedowns": tuple(x for x in early if period.holds(x.taken_down_on)),
    }


def report_title(unit: str, period: Period) -> str:
    """Return what the summary of a period is called."""
    return f"{unit}党务公开情况统计表（{period.name}）"


def cell(value: object) -> str:
    """Return one value as a table prints it: never blank, 无 for nothing at all."""
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value) or BLANK
    return BLANK if value is None else str(value) or BLANK


def _rows(
    lines: Sequence[ReportLine], facts: Facts, nils: Nils, period: Period, as_of: date
) -> tuple[ReportRow, ...]:
    known = {matter.number: matter for matter in facts.matters}
    return tuple(
        _row(line, period, as_of, reasons_of(line.obligations, nils, known)) for line in lines
    )


def _row(line: ReportLine, period: Period, as_of: date, reasons: tuple[str, ...]) -> ReportRow:
    item = line.item
    counts = msgspec.structs.asdict(tally_lines([line], as_of))
    return ReportRow(
        code=item.code,
        item=item.level3,
        level1=item.level1,
        office=item.office,
        scope=item.scope,
        timing=item.timing,
        status=_row_status(line, period, as_of),
        numbers=tuple(matter.number for matter in line.matters),
        reasons=reasons,
        **{name: counts[name] for name in ReportRow.__struct_fields__ if name in counts},
    )


def _row_status(line: ReportLine, period: Period, as_of: date) -> Status:
    worst_first = tuple(Status)
    words = line.words(as_of)
    if words:
        return min(words, key=worst_first.index)
    if any(first_in(period, matter) for matter in line.matters):
        return Status.PUBLISHED
    return Status.NONE if line.item.timing == Timing.OCCASIONAL else Status.PENDING


def _total(
    lines: Sequence[ReportLine], rows: Sequence[ReportRow], norms: Sequence[NormResult], as_of: date
) -> Total:
    expected = [row for row in rows if row.due]
    return Total(
        coverage=rate_of(sum(bool(row.numbers) for row in expected), len(expected)),
        on_time_rate=next(norm.rate for norm in norms if norm.norm == Norm.ON_TIME),
        **msgspec.structs.asdict(tally_lines(lines, as_of)),
    )
