"""月报, 季报: the account of a period as it goes to the leaders and upwards, section by section.

Inside the office alone: it names who reported nothing and why, who decided, and what is overdue.
"""

from collections import Counter
from collections.abc import Iterator

from pdisc.dates.typed import in_words
from pdisc.due.row import DueRow
from pdisc.report.periodic import Account, DutyLine, PublishedLine
from pdisc.schedule import Due
from pdisc.sheets.changes import Check
from pdisc.sheets.lists import Debts, debts, matters
from pdisc.sheets.pen_lines import FILLED_IN, filed_by
from pdisc.sheets.sections import Section, SectionedSheet, grid_of
from pdisc.values.matters import Posting
from pdisc.words import Status

FIELDS = (filed_by(""), FILLED_IN)
_DUTIES = (("编号", 1.1), ("公开内容", 4.6), ("期次", 2.0), ("最迟日期", 1.8), ("情况", 2.6))
_PUBLISHED = (("编号", 1.6), ("标题", 4.6), ("目录", 1.0), ("公开形式和日期", 3.6))
_NILS = (("编号", 1.1), ("公开内容", 3.6), ("情况和理由", 4.6), ("报告人、日期", 2.0))
_REFUSED = (("编号", 1.6), ("标题", 3.0), ("理由", 2.8), ("依据", 2.2), ("决定人、日期", 2.0))
_OVERDUE = (("事项", 4.2), ("期次、编号", 2.6), ("最迟日期", 1.9), ("逾期", 1.2), ("找谁", 1.8))
_NEXT = (("事项", 4.2), ("期次、编号", 2.6), ("最迟日期", 1.9), ("要办的", 1.2), ("找谁", 1.8))
_NORMS = (("项目", 1.2), ("做到", 1.0), ("应做到", 1.0), ("比率", 1.2), ("没做到的", 7.2))


def period_sheet(account: Account, check: Check, *, kind: str, receipt: str) -> SectionedSheet:
    """Return the paper of an account; `kind` is 月报 or 季报, `check` the same day's check."""
    report, period = account.report, account.period
    return SectionedSheet(
        title=f"党务公开{kind}（{period.name}）",
        subtitle=f"{report.unit}　截至{in_words(report.on)}　内部",
        sections=(
            _due(account),
            _published(account),
            _nils(account),
            _refused(account),
            *_rulings(account),
            _overdue(check.due),
            _next(check.due),
            _norms(account),
        ),
        fields=FIELDS,
        foot=f"截至 {report.on}　回执 {receipt}",
        footer=f"{kind}　{period.name}",
    )


def _due(account: Account) -> Section:
    counts = Counter(duty.status for duty in account.duties)
    told = "，".join(f"{status}{counts[status]}项" for status in Status if counts[status])
    lines = [
        f"{account.period.this}期满或到期的{len(account.duties)}项：{told}。"
        if account.duties
        else f"{account.period.this}没有到期的公开事项。"
    ]
    total = account.report.total
    lines.append(
        f"按统计口径（期次归入期满的月份，固定事项每期都算），{account.period.this}"
        f"应公开{total.due}项，公开{total.published}项，无事项{total.nil}项，"
        f"不予公开{total.withheld}项，期初{total.opening}项，豁免{total.exempt}项，"
        f"逾期未公开{total.missed}项，未到期{total.pending}项。"
    )
    return Section("应公开的", tuple(lines), grid_of(_DUTIES, map(_duty, account.duties)))


def _duty(duty: DutyLine) -> tuple[str, ...]:
    guess = "（估算）" if duty.estimated else ""
    how = "\n".join(part for part in (str(duty.status), duty.number) if part)
    return (duty.code, duty.item, duty.duty, f"{duty.due_on}{guess}", how)


def _published(account: Account) -> Section:
    this, count = account.period.this, account.made_public
    more = len(account.published) - count
    line = f"{this}公开{count}件" if count else f"{this}无公开事项"
    line += f"；另有{more}件以前已经公开，{this}又在别的形式上公开" if more else ""
    lines = [f"{line}。"]
    if account.afterwards:
        lines.append(
            f"这一部分按公开的日子列：{this}应公开的，有{len(account.afterwards)}件在{this}过后公开，"
            "编号见第一部分的表，公开形式和日期列在公开那一期的报表里。"
        )
    rows = (_posted(each) for each in account.published)
    return Section("已公开的", tuple(lines), grid_of(_PUBLISHED, rows))


def _posted(line: PublishedLine) -> tuple[str, ...]:
    places = "\n".join(_posting(posting) for posting in line.postings)
    return (line.number, line.title, line.code, places)


def _posting(posting: Posting) -> str:
    down = f"（{posting.taken_down_on} 撤下）" if posting.taken_down_on else ""
    return f"{posting.channel} {posting.on}{down}"


def _nils(account: Account) -> Section:
    this, nils = account.period.this, account.nils
    line = f"报本期无事项的{len(nils)}项，逐项如下。" if nils else f"{this}没有报无事项的。"
    rows = (
        (
            nil.code,
            nil.item,
            f"{nil.window}本期无事项，理由：{nil.reason}",
            f"{nil.by}\n{nil.on}{'（补录）' if nil.late_entry else ''}",
        )
        for nil in nils
    )
    return Section("无事项", (line,), grid_of(_NILS, rows))


def _refused(account: Account) -> Section:
    this, refused = account.period.this, account.refused
    line = f"不予公开{len(refused)}件。" if refused else f"{this}没有不予公开的。"
    rows = (
        (each.number, each.title, each.reason, each.basis, f"{each.by}\n{each.on}")
        for each in refused
    )
    return Section("不予公开", (line,), grid_of(_REFUSED, rows))


def _overdue(due: Due) -> Section:
    late = [each for each in matters(due) if each.days_overdue]
    line = f"到{in_words(due.on)}逾期{len(late)}件。" if late else "没有逾期的。"
    begun = [_row(each.told, f"{each.days_overdue}天") for each in late if each.begun]
    owed = map(_debt, debts([each for each in late if not each.begun]))
    return Section("逾期未办", (line,), grid_of(_OVERDUE, (*begun, *owed)))


def _debt(debt: Debts) -> tuple[str, ...]:
    """Return what one item owes, its windows side by side, by the date of the oldest."""
    rows = [matter.told for matter in debt.matters]
    windows = "、".join(filter(None, (row.window or row.number or row.for_ for row in rows)))
    first = min(row.due_on for row in rows)
    item = f"{debt.code} {debt.item}".strip()
    return (item, windows, str(first), f"{debt.days_overdue}天", debt.holder)


def _next(due: Due) -> Section:
    rows = list(_coming(due))
    line = f"今后一个月内要办{len(rows)}件。" if rows else "今后一个月内没有到期的。"
    return Section("下一步", (line,), grid_of(_NEXT, (_row(row, str(row.kind)) for row in rows)))


def _coming(due: Due) -> Iterator[DueRow]:
    coming = {id(row) for row in due.upcoming}
    for each in matters(due):
        if not each.days_overdue and any(id(row) in coming for row in each.rows):
            yield each.told


def _row(row: DueRow, how: str) -> tuple[str, ...]:
    which = "\n".join(part for part in (row.window, row.number) if part)
    guess = "（估算）" if row.estimated else ""
    return (f"{row.code} {row.item}".strip(), which, f"{row.due_on}{guess}", how, row.holder)


def _rulings(account: Account) -> tuple[Section, ...]:
    told = tuple(f"{ruling.told}。" for ruling in account.rulings)
    return (Section("顺延和豁免", told),) if told else ()


def _norms(account: Account) -> Section:
    total = account.report.total
    rows = (
        (
            norm.norm.value,
            str(norm.met),
            str(norm.of),
            norm.rate,
            "；".join(each.told for each in norm.shortfalls) or ("无" if norm.of else "本期没有"),
        )
        for norm in account.report.norms
    )
    lines = [f"补录{total.late_entries}件次，回避例外{total.waived}件次。"]
    if account.afterwards:
        lines.append(
            f"范围、程序、方式按公开的日子算：{account.period.this}过后公开的"
            f"{len(account.afterwards)}件，算在公开那一期里。"
        )
    return Section("四规范和按时", tuple(lines), grid_of(_NORMS, rows))
