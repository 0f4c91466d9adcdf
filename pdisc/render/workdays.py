"""What working days look like to a person: a count with its reasons, the known notices."""

from collections.abc import Sequence
from datetime import timedelta

from pdisc.dates.workdays import estimate, in_weeks
from pdisc.registers.workdays import CalendarRecord, OwnDayRecord, YearRecord
from pdisc.render.grid import RIGHT, WIDE, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.values.day_records import CountedRecord, DayRecord

REMEDY = "通知公布后登记：pdisc workdays check 文件"


def show_counted(screen: Screen, found: CountedRecord) -> None:
    """Say which day it is, whether that is an estimate, and which days weren't counted."""
    start = f"{found.from_}（{in_weeks(found.from_)}）"
    what = f"之后第{found.days}个工作日" if found.days else "当天或顺延到的工作日"
    screen.heading(f"{start}{what}：{found.date}（{in_weeks(found.date)}）")
    if found.estimated:
        screen.line(f"{estimate(found.unknown_years)}，按星期和法定的固定节日推算；{REMEDY}")
    if found.skipped:
        screen.table(_skipped_table(found.skipped))
    if found.made_up:
        days = "、".join(f"{each.date}（{each.name}）" for each in found.made_up)
        screen.line(f"周末上班，算工作日：{days}")
    screen.hint("看哪些年份的放假安排已登记：pdisc workdays check")


def _skipped_table(days: Sequence[DayRecord]) -> Table:
    return table_of(
        _runs(days),
        ("不算的日子", _span),
        ("天数", len, RIGHT),
        ("原因", lambda run: "、".join(dict.fromkeys(each.name for each in run)), WIDE),
    )


def spans_told(days: Sequence[DayRecord]) -> str:
    """Return days off in one line, each unbroken run with its reasons."""
    return "；".join(
        f"{_span(run)} {'、'.join(dict.fromkeys(each.name for each in run))}" for run in _runs(days)
    )


def _runs(days: Sequence[DayRecord]) -> list[list[DayRecord]]:
    """Return the days in unbroken runs."""
    runs: list[list[DayRecord]] = []
    for each in days:
        if runs and runs[-1][-1].date == each.date - timedelta(days=1):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _span(run: Sequence[DayRecord]) -> str:
    first, last = run[0].date, run[-1].date
    return f"{first} 至 {last}" if first != last else str(first)


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
    screen.line("别的年份按星期和法定的固定节日推算，也标为估算")
    screen.hint("登记一年的通知：pdisc workdays check 文件；本单位的：pdisc workdays own 文件")


def _year_table(years: Sequence[YearRecord]) -> Table:
    return table_of(
        years,
        ("年", "year", RIGHT),
        ("通知", lambda year: year.notice or "建账时自带", WIDE),
        ("公布", "announced"),
        ("放假", "off", RIGHT),
        ("调休上班", "work", RIGHT),
        ("全年工作日", "working_days", RIGHT),
        ("登记", "recorded_on"),
    )


def _own_table(days: Sequence[OwnDayRecord]) -> Table:
    return table_of(
        days,
        ("日期", "date"),
        ("星期", lambda day: in_weeks(day.date)),
        ("安排", lambda day: "上班" if day.working else "放假"),
        ("名称", "name", WIDE),
    )
