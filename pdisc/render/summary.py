"""The report as a person of the office sees it; `public_summary.py` has what others see."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from pdisc.render.grid import RIGHT, WIDE, Column, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.render.voices import questions_table, satisfaction_table, voice_lines
from pdisc.report.aloud import nil_told
from pdisc.report.annulled import AnnulledRow
from pdisc.report.summary import TITLES, Report, cell
from pdisc.report.tallies import Tally
from pdisc.words import Norm

LISTED = ("code", "item", "scope", "timing", "due", "published", "status", "numbers")
"""The columns of the report on a terminal; files get all of them."""

SHORT_TITLES = {
    "scope": "范围",
    "timing": "时限",
    "published": "已公开",
    "numbers": "公开事项",
}
"""Shorter headings, so that 80 columns leave room for the items."""

_WIDE = frozenset({"item", "level1", "numbers", "titles"})
_COUNTS = frozenset(Tally.__struct_fields__)


def report_table(report: Report, *, everything: bool) -> Table:
    """Return a report's rows and its sum as a table; no cell is ever blank."""
    listed = tuple(TITLES) if everything else LISTED
    titles = TITLES if everything else {**TITLES, **SHORT_TITLES}
    return counted_table(report.rows, report.total, titles, listed, caption=report.title)


def counted_table(
    rows: Iterable[msgspec.Struct],
    total: msgspec.Struct,
    titles: Mapping[str, str],
    names: Sequence[str],
    *,
    caption: str,
) -> Table:
    """Return rows of some report and their sum, in the columns of these names."""
    columns = [
        Column(titles[name], wide=name in _WIDE, align="right" if name in _COUNTS else "left")
        for name in names
    ]
    return Table(columns, [*(_cells(row, names) for row in rows), _sum(total, names)], caption)


def _cells(row: msgspec.Struct, names: Sequence[str]) -> list[str | int]:
    values = (getattr(row, name) for name in names)
    cells = [value if isinstance(value, int) else cell(value) for value in values]
    note = "" if "next_note" in names else getattr(row, "next_note", "")
    return [
        f"{value}（{note}）" if note and name == "next_date" else value
        for name, value in zip(names, cells, strict=True)
    ]


def _sum(total: msgspec.Struct, names: Sequence[str]) -> list[str | int]:
    values = [getattr(total, name, None) for name in names]
    cells: list[str | int] = [value if isinstance(value, int) else "—" for value in values]
    return ["合计", *cells[1:]]


def group_table(groups: Sequence[msgspec.Struct]) -> Table:
    """Return the sums by group as a table, in those columns that the groups have."""
    names = [name for name in GROUP_TITLES if groups and hasattr(groups[0], name)]
    return table_of(
        groups,
        *((GROUP_TITLES[name], name, WIDE if name == "group" else RIGHT) for name in names),
    )


GROUP_TITLES = {
    "group": "分组",
    "items": "条目",
    "due": "应公开",
    "published": "已公开",
    "missed": "逾期未公开",
    "nil": "无事项",
    "withheld": "不予公开",
    "opening": "期初",
    "late_entries": "补录",
}


def show_report(screen: Screen, report: Report, *, receipt: str) -> None:
    """Print a report: every catalogue row, sums by group, 四规范."""
    screen.table(report_table(report, everything=False))
    screen.line("应公开：期次或事项；已公开：其中以公开作答的")
    screen.line()
    screen.table(group_table(report.groups))
    screen.line()
    screen.table(norm_table(report))
    for line in norm_lines(report, most=MOST_SHORT):
        screen.line(line)
    screen.line()
    screen.table(msgspec.structs.replace(questions_table(report), caption=""))
    if report.satisfaction:
        screen.line()
        screen.line("三满意")
        screen.table(msgspec.structs.replace(satisfaction_table(report), caption=""))
    for line in voice_lines(report):
        screen.line(line)
    screen.line()
    for line in report_lines(report, receipt=receipt):
        screen.line(line)


MOST_SHORT = 8
"""So many that fell short are told of a norm on a screen; on paper and in JSON all are."""

MEANINGS: Mapping[Norm, str] = {
    Norm.CONTENT: "到期的期次和事项里，有答复的（公开、本期无事项、不予公开、期初）",
    Norm.SCOPE: "公开的事项里，公开到批准范围的（社会要有公开栏或网站，党内不上网站）",
    Norm.PROCEDURE: "公开的事项里，五步按次序办的，没有补录和回避例外",
    Norm.CHANNEL: "批准的公开形式里，已经实施的",
    Norm.ON_TIME: "到期的期次和事项里，到期日以前就有答复的",
}
"""What each figure of the report says; a table alone doesn't tell that to her or an inspector."""


def norm_lines(report: Report, *, most: int | None = None) -> Iterator[str]:
    """Yield a line for each norm: what it counts, and what fell short, in a word why."""
    for norm in report.norms:
        told = [each.told for each in norm.shortfalls[:most]]
        left = len(norm.shortfalls) - len(told)
        more = f"，还有{left}件（存成 Word 就全部列出）" if left else ""
        short = f"没做到的：{'；'.join(told)}{more}" if told else "没有不足的"
        yield f"{norm.norm}：{MEANINGS[norm.norm]}；{short if norm.of else '本期没有'}"


def norm_table(report: Report) -> Table:
    """Return 四规范 and the on-time rate as a table."""
    return table_of(
        report.norms,
        ("四规范和按时", "norm"),
        ("做到", "met", RIGHT),
        ("应做到", "of", RIGHT),
        ("比率", "rate", RIGHT),
        ("所依据的公开事项", lambda norm: "、".join(norm.numbers) or "无", WIDE),
    )


def report_lines(report: Report, *, receipt: str) -> Iterator[str]:
    """Yield what stands under the tables: coverage, what came down too early, how it was made."""
    yield from _answered(report)
    total: Any = report.total
    coverage = total.coverage
    yield (
        f"覆盖率（有公开的条目÷应公开的条目）{coverage.met}/{coverage.of} {coverage.rate}；"
        f"补录{total.late_entries}件次；回避例外{total.waived}件次"
    )
    for early in report.early_takedowns:
        yield (
            f"提前撤下：{early.number} {early.channel} {early.on} 挂出，"
            f"应挂到 {early.least_until}，{early.taken_down_on} 撤下"
            + (f"（{early.estimate}）" if early.estimate else "")
        )
    for posting in report.off_plan:
        yield f"与方案不符：{posting.number} {posting.channel} {posting.differs}"
    for one in report.one_hand:
        yield f"审核和审批是同一人：{one.number} {one.by}"
    for ruling in report.rulings:
        yield ruling.told
    if report.annulled:
        yield f"作废的登记{len(report.annulled)}条，都不计入上面各数："
    for gone in report.annulled:
        yield _taken_back(gone)
    if report.estimated:
        yield f"其中{report.estimated}项的到期日是估算：有的年份放假安排没有登记"
    known = "" if report.as_of == report.on else f"（{report.as_of} 及以前录入的）"
    yield f"截至 {report.on}{known}；回执 {receipt}"


def _taken_back(gone: AnnulledRow) -> str:
    what = " ".join(filter(None, (gone.kind, gone.subject, gone.duty)))
    late = "（补录）" if gone.late_entry else ""
    return (
        f"作废{late}：第{gone.entry}条 {what}（{gone.entered_by} {gone.entered_on}），"
        f"{gone.by} {gone.on}，{gone.reason}"
    )


def _answered(report: Report) -> Iterator[str]:
    """Yield how the obligations were answered, and what came out, whatever it answers."""
    rates, due = report.rates, report.total.due
    yield (
        f"应公开{due}：公开{rates.published}，本期无事项{rates.nil}，不予公开{rates.refused}，"
        f"期初{rates.opening}，豁免{rates.exempt}，还没有答复{rates.open}"
    )
    numbers = f"：{'、'.join(report.made_public)}" if report.made_public else ""
    yield f"本期实际公开{rates.made_public}件（不论属于哪一期）{numbers}"
    yield from report.said
    told = {(nil.code, nil_told(nil)) for nil in report.nil_returns}
    for row in report.rows:
        left = (reason for reason in row.reasons if (row.code, reason) not in told)
        yield from (f"{row.code} {reason}" for reason in left)
