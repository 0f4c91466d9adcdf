"""What working days look like to a person: a count with its reasons, the known notices."""

from collections.abc import Sequence
from datetime import date, timedelta

from pdisc.records import CalendarRecord, CountedRecord, DayRecord, OwnDayRecord, YearRecord
from pdisc.render.table import Column, Table
from pdisc.render.terminal import Screen
from pdisc.workdays import estimate, in_weeks

REMEDY = "通知公布后登记：pdisc workdays check 文件"


def show_counted(screen: Screen, found: CountedRecord) -> None:
    """Say which day it is, whether that is an estimate, and which days weren't counted."""
    start = f"{found.from_}（{in_weeks(found.from_)}）"
    what = f"之后第{found.days}个工作日" if found.days else "当天或顺延到的工作日"
    screen.heading(f"{start}{what}：{found.date}（{in_weeks(found.date)}）")
    if found.estimated:
        screen.line(f"{estimate(found.unknown_years)}，按星期推算；{REMEDY}")
    if found.skipped:
        screen.table(_skipped_table(found.skipped))
    if found.made_up:
        days = "、".join(f"{each.date}（{each.name}）" for each in found.made_up)
        screen.line(f"周末上班，算工作日：{days}")
    screen.hint("pdisc workdays check 看哪些年份的放假安排已登记")


def _skipped_table(days: Sequence[DayRecord]) -> Table:
    columns = (Column("不算的日子"), Column("天数", align="right"), Column("原因", wide=True))
    return Table(columns, [_run(run) for run in _runs(days)])


def _runs(days: Sequence[DayRecord]) -> list[list[DayRecord]]:
    """Return the days in unbroken runs."""
    runs: list[list[DayRecord]] = []
    for each in days:
        if runs and runs[-1][-1].date == each.date - timedelta(days=1):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _run(run: Sequence[DayRecord]) -> tuple[str, int, str]:
    first, last = run[0].date, run[-1].date
    span = f"{first} 至 {last}" if first != last else str(first)
    return span, len(run), "、".join(dict.fromkeys(each.name for each in run))


def show_calendar(screen: Screen, found: CalendarRecord) -> None:
    """Print the years whose notice is known, the office's own days, and what is missing."""
    screen.table(_year_table(found.years))
    if found.own:
        screen.line()
        screen.heading("本单位的工作日（优先于通知）")
        screen.table(_own_table(found.own))
    screen.line()
    for year in found.missing:
        screen.line(f"{year}年的放假安排没有登记，涉及的日期都是估算，会标明")
    screen.line("别的年份按星期推算，也标为估算")
    screen.hint("登记一年的通知：pdisc workdays check 文件；本单位的：pdisc workdays own 文件")


def _year_table(years: Sequence[YearRecord]) -> Table:
    columns = (
        Column("年", align="right"),
        Column("通知", wide=True),
        Column("公布"),
        Column("放假", align="right"),
        Column("调休上班", align="right"),
        Column("全年工作日", align="right"),
        Column("登记"),
    )
    rows = [
        (
            year.year,
            year.notice or "建账时自带",
            _day(year.announced),
            year.off,
            year.work,
            year.working_days,
            str(year.recorded_on),
        )
        for year in years
    ]
    return Table(columns, rows)


def _own_table(days: Sequence[OwnDayRecord]) -> Table:
    columns = (Column("日期"), Column("星期"), Column("安排"), Column("名称", wide=True))
    rows = [
        (str(day.date), in_weeks(day.date), "上班" if day.working else "放假", day.name)
        for day in days
    ]
    return Table(columns, rows)


def _day(day: date | None) -> str | None:
    return str(day) if day else None
