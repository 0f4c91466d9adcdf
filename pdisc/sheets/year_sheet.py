"""年度通报: the year's disclosures told to the members, or to everybody, section by section."""

from pdisc.dates.typed import in_words
from pdisc.report.notice import AnnualNotice, NoticeGroup, NoticeLine
from pdisc.sheets.sections import Grid, Section, SectionedSheet, grid_of
from pdisc.words import Audience

TO = {Audience.PARTY: "全体党员：", Audience.SOCIETY: "各位党员、群众："}
"""To whom it is addressed."""

_SUMS = (("一级目录", 5.0), ("公开件数", 2.0), ("公开编号", 5.0))
_LINES = (("编号", 1.2), ("标题", 6.0), ("公开形式", 2.6), ("公开日期", 2.2))


def year_sheet(notice: AnnualNotice) -> SectionedSheet:
    """Return the paper of a year's notice: for whom it is made it tells all, and nothing else."""
    year = notice.period.start.year
    return SectionedSheet(
        title=f"关于{year}年度党务公开情况的通报",
        to=TO[notice.audience],
        opening=f"现将{year}年度党务公开情况通报如下（截至{in_words(notice.on)}）。",
        sections=(_summed(notice), _listed(notice), _put_right(notice)),
        signed=(notice.unit, in_words(notice.on)),
        footer=f"{year}年度党务公开情况通报",
    )


def _summed(notice: AnnualNotice) -> Section:
    if not notice.count:
        return Section("总的情况", ("本年度没有公开事项。",))
    items = sum(bool(group.lines) for group in notice.groups)
    lines = [f"本年度公开{notice.count}件，分属{items}个一级目录。"]
    told = "、".join(f"{channel}{count}件" for channel, count in notice.channels)
    if told:
        lines.append(f"按公开形式：{told}；一件用几种形式公开的，各算一件。")
    return Section("总的情况", tuple(lines), grid_of(_SUMS, map(_sum, notice.groups)))


def _sum(group: NoticeGroup) -> tuple[str, ...]:
    numbers = "、".join(line.number for line in group.lines)
    return (group.level1, f"{len(group.lines)}件", numbers or "—")


def _listed(notice: AnnualNotice) -> Section:
    rows = [
        row
        for group in notice.groups
        if group.lines
        for row in ((f"{group.level1}：{len(group.lines)}件",), *map(_line, group.lines))
    ]
    grid = Grid(_LINES, tuple(rows)) if rows else None
    return Section("公开的事项", () if rows else ("无。",), grid)


def _line(line: NoticeLine) -> tuple[str, ...]:
    title = f"{line.title}（已更正，见{line.corrected_by}）" if line.corrected_by else line.title
    return (line.number, title, "、".join(line.channels) or "—", str(line.on))


def _put_right(notice: AnnualNotice) -> Section:
    lines = [f"{x.number}已更正，以{x.by}为准（{in_words(x.on)}）。" for x in notice.corrected]
    lines += [f"{number}已撤下（{in_words(day)}）。" for number, day in notice.taken_down]
    return Section("更正和撤下", tuple(lines) or ("本年度没有更正和撤下的。",))
